"""What was acknowledged outlives kill -9: of the application, and of who works for it."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import press
import pytest

from grandlivre.store import JobState, open_store

SERVE = """
import sys, json
from grandlivre.web import ServeOptions, serve
if __name__ == "__main__":
    serve(ServeOptions(**json.loads(sys.argv[1])))
"""
TEXT = "PARIS, le 2 avril 2025. Le groupe Nimbus investira {} milliards d’euros à Cambrai.\n"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def copy(ledger: str, place: str) -> None:
    """The ledger as it is, whoever has it open."""
    with closing(sqlite3.connect(ledger)) as source, closing(sqlite3.connect(place)) as target:
        source.backup(target)


class Running:
    """The application in processes of its own, as people run it."""

    def __init__(self, place: str, token: str) -> None:
        self.port = free_port()
        self.place, self.token = place, token
        options = {"place": place, "port": self.port, "reads_a_second": 0, "writes_a_minute": 0}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, json.dumps(options)],
            env=press.environment() | {"PYTHONPATH": os.pathsep.join(sys.path)},
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        end = time.monotonic() + 200
        while True:
            assert self.process.poll() is None
            assert time.monotonic() < end
            try:
                self.ask("GET", "/healthz")
                return
            except OSError:
                time.sleep(0.2)

    def ask(
        self, method: str, path: str, body: bytes | None = None, kind: str = "application/json"
    ):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind}
        request = Request(f"http://127.0.0.1:{self.port}{path}", body, headers, method=method)
        try:
            with urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()

    def kill(self) -> None:
        """All of its processes at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> float:
        """Ask it to end; the seconds that it took."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(60) is not None
        return time.monotonic() - begun


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost(ledger, tokens, site, tmp_path):
    place = str(tmp_path / "ledger.db")
    copy(ledger, place)
    token = tokens["administrator"]
    uploads, judged = [], []
    running = Running(place, token)
    # Uploads and judgements one after another; killed in the middle of them, and of their jobs.
    for number in range(6):
        status, said = running.ask(
            "POST", f"/api/v1/uploads?name={number}.txt", TEXT.format(number + 2).encode()
        )
        assert status == 202
        uploads.append(json.loads(said)["id"])
        word = {"first": f"Nimbus {number}", "second": "Boréal", "ruling": "not_same"}
        status, said = running.ask("POST", "/api/v1/judgements", json.dumps(word).encode())
        assert status == 201
        judged.append(json.loads(said)["number"])
        if number == 3:
            time.sleep(2.0)  # the worker is at it
            running.kill()
            running = Running(place, token)
    status, said = running.ask(
        "POST", "/api/v1/runs", b'{"kind": "outlook", "options": {"draws": 500}}'
    )
    assert status == 202
    uploads.append(json.loads(said)["id"])
    running.kill()
    with open_store(place) as store:
        store.check()
        assert {each.number for each in store.judgements()} >= set(judged)
        for number in uploads:
            assert store.jobs.job(number) is not None
            job = store.jobs.job(number)
            assert job.state is not JobState.FAILED
            if job.kind == "upload" and not job.state.is_over:
                assert store.jobs.file(number) is not None
    running = Running(place, token)
    end = time.monotonic() + 400
    while True:
        jobs = [json.loads(running.ask("GET", f"/api/v1/jobs/{number}")[1]) for number in uploads]
        if all(each["state"] == "done" for each in jobs):
            break
        assert not any(each["state"] in ("failed", "cancelled") for each in jobs), jobs
        assert time.monotonic() < end, jobs
        time.sleep(1.0)
    with open_store(place) as store:
        store.check()
        names = [each.name for each in store.documents(with_text=False)]
        assert {f"{number}.txt" for number in range(6)} <= set(names)
        assert len(names) == len(set(names))
    assert running.end() < 40


@pytest.mark.slow
def test_the_worker_that_dies_is_followed_by_another(ledger, tokens, site, tmp_path):
    place = str(tmp_path / "ledger.db")
    copy(ledger, place)
    running = Running(place, tokens["administrator"])
    try:
        found = workers_of(running)
        assert len(found) == 1
        os.kill(found[0], signal.SIGKILL)
        status, said = running.ask("POST", "/api/v1/uploads?name=a.txt", TEXT.format(9).encode())
        assert status == 202
        number, end = json.loads(said)["id"], time.monotonic() + 200
        while json.loads(running.ask("GET", f"/api/v1/jobs/{number}")[1])["state"] != "done":
            assert time.monotonic() < end
            time.sleep(0.5)
        others = workers_of(running)
    finally:
        assert running.end() < 60
    assert others
    assert not any(Path(f"/proc/{pid}").exists() for pid in others)  # nobody works on alone


def workers_of(running: Running) -> list[int]:
    """Processes of the application that work on jobs."""
    return [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/stat")
        if _parent(path) == running.process.pid
        and b"grandlivre.web.process" in (path.parent / "cmdline").read_bytes()
    ]


def _parent(path: Path) -> int:
    try:
        return int(path.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
