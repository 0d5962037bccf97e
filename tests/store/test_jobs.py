"""The queue: one job, one worker, whoever dies; on both databases."""

import threading
from datetime import timedelta

from grandlivre.store import JobState, Write, open_store

BY = Write(who="ada", action="run")
SHORT = timedelta(seconds=0)


def test_a_job_goes_its_way(place: str) -> None:
    with open_store(place, create=True) as store:
        jobs = store.jobs
        made = jobs.submit("upload", {"a": 1}, BY, file=("a.txt", b"\0\xff"))
        assert (made.state, made.asked, made.who) == (JobState.WAITING, {"a": 1}, "ada")
        assert jobs.waiting() == jobs.waiting("upload") == 1
        taken = jobs.claim("w1")
        assert taken is not None
        assert taken.state is JobState.RUNNING
        assert jobs.claim("w2") is None
        assert jobs.file(made.id) == ("a.txt", b"\0\xff")
        assert jobs.beat(made.id, "w1", progress=(3, 10, "read"))
        found = jobs.job(made.id)
        assert found is not None
        assert (found.done, found.steps, found.says) == (3, 10, "read")
        assert jobs.end(made.id, "w1", JobState.DONE, result={"é": [1]})
        assert jobs.result(made.id) == {"é": [1]}
        assert jobs.file(made.id) is None
        assert jobs.last_done("upload") == made.id
        assert [each.state for each in jobs.jobs()] == [JobState.DONE]
        assert store.accounts.writes()[0].subject == "job 1"


def test_a_job_of_the_dead_is_taken_over_and_theirs_no_more(place: str) -> None:
    with open_store(place, create=True) as store:
        made = store.jobs.submit("outlook", {}, BY)
        assert store.jobs.claim("dead", lease=SHORT) is not None
        taken = store.jobs.claim("alive")
        assert taken is not None
        assert taken.tries == 2
        assert not store.jobs.beat(made.id, "dead")
        assert not store.jobs.end(made.id, "dead", JobState.DONE)
        assert store.jobs.end(made.id, "alive", JobState.DONE)


def test_a_job_that_kills_everybody_is_given_up(place: str) -> None:
    with open_store(place, create=True) as store:
        made = store.jobs.submit("upload", {}, BY)
        for number in range(3):
            assert store.jobs.claim(f"w{number}", lease=SHORT) is not None
        assert store.jobs.claim("w4", lease=SHORT) is None
        found = store.jobs.job(made.id)
        assert found is not None
        assert found.state is JobState.FAILED
        assert "died" in found.says


def test_a_job_is_cancelled_while_it_waits_and_while_it_runs(place: str) -> None:
    with open_store(place, create=True) as store:
        waiting = store.jobs.submit("outlook", {}, BY, file=("a", b"a"))
        assert store.jobs.cancel(waiting.id, BY).state is JobState.CANCELLED
        assert store.jobs.file(waiting.id) is None
        running = store.jobs.submit("outlook", {}, BY)
        store.jobs.claim("w")
        assert store.jobs.cancel(running.id, BY).is_unwanted
        assert not store.jobs.beat(running.id, "w")
        store.jobs.release(running.id, "w")
        assert store.jobs.claim("w") is None
        found = store.jobs.job(running.id)
        assert found is not None
        assert found.state is JobState.CANCELLED


def test_many_workers_share_a_queue(place: str) -> None:
    with open_store(place, create=True) as store:
        for _ in range(24):
            store.jobs.submit("outlook", {}, BY)
    taken: list[int] = []

    def work(name: str) -> None:
        with open_store(place) as mine:
            while (job := mine.jobs.claim(name)) is not None:
                taken.append(job.id)
                mine.jobs.end(job.id, name, JobState.DONE)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(taken) == list(range(1, 25))


def test_work_done_elsewhere_is_recorded_in_place_of_the_last(place: str) -> None:
    with open_store(place, create=True) as store:
        jobs = store.jobs
        asked = jobs.submit("campus", {}, BY)
        first = jobs.record("campus", {"year": 2029}, BY, result={"a": 1})
        second = jobs.record("campus", {"year": 2030}, BY, result={"a": 2})
        # A number is never given twice: what is kept under it would be taken for the new one.
        assert asked.id < first < second
        assert jobs.last_done("campus") == second
        assert jobs.result(second) == {"a": 2}
        assert jobs.job(first) is None
        assert jobs.claim("w") is not None
        assert jobs.claim("w") is None  # what is done is nobody's to do
        found = jobs.job(second)
        assert found is not None
        assert (found.asked, found.says) == ({"year": 2030}, "")


def test_what_is_done_is_said_while_it_is_done_and_no_longer(place: str) -> None:
    with open_store(place, create=True) as store:
        made = store.jobs.submit("upload", {}, BY)
        assert store.jobs.claim("w1") is not None
        assert store.jobs.beat(made.id, "w1", progress=(0, 0, "settle"))
        store.jobs.release(made.id, "w1")
        found = store.jobs.job(made.id)
        assert found is not None
        assert found.says == ""
