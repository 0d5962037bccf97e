"""How fast a campus is operated: ``python -m bench.campus [--size smoke|full]``.

Made-up jobs through `grandlivre.campus.schedule` with gangs, tenants' quotas and budgets, a power
cap, backfill and failures on; at three loads; its growth with jobs and with accelerators; and,
beside it in the same run, a plain heapq scheduler that takes the next job in line and knows
nothing of power, tenants or failures, and AccaSim's EASY backfill on its own case of 8,000 cores,
where it installs. Then a year of dispatch in windows, and the same year in one program.
"""

import heapq
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench import peer_accasim
from bench.measure import growth, machine, peak_megabytes, timed
from bench.runs import Bench, Result, row, say
from grandlivre.campus.dispatch import Battery, Demand, Horizon, Shift, dispatch
from grandlivre.campus.schedule import Hours, Jobs, Problem, Queues, Rules, schedule

SEED = 109
YEAR = 8760
TENANTS, POOLS, CLASSES = 10, 3, 5
WATTS = 1400
"""Of an accelerator at work, at the meter."""
FAILURES = 4.74e-4 / 86_400
"""Interruptions of one accelerator, per second (Llama 3 on 16,384 H100s: 419 in 54 days)."""
LOADS = (0.66, 0.8, 0.97)
"""Of the accelerators, what users ask for; failures and resumptions come on top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    jobs: int
    job_steps: tuple[int, ...]
    accelerator_steps: tuple[int, ...]
    accelerators: int
    peer_jobs: int
    accasim_jobs: int
    years: int
    apart: bool
    campus: tuple[str, int, str]
    """The campus and its year, and a small one that is run over and over."""


SIZES = {
    "smoke": Size(
        jobs=3_000, job_steps=(1_000, 4_000), accelerator_steps=(5_000, 50_000),
        accelerators=20_000, peer_jobs=1_000, accasim_jobs=0, years=1, apart=False,
        campus=("teaching-10mw", 2029, "teaching-10mw"),
    ),
    "full": Size(
        jobs=1_000_000, job_steps=(10_000, 100_000, 1_000_000, 10_000_000),
        accelerator_steps=(10_000, 100_000, 1_000_000), accelerators=500_000,
        peer_jobs=100_000, accasim_jobs=100_000, years=10, apart=True,
        campus=("campus-ia", 2032, "teaching-10mw"),
    ),
}  # fmt: skip


def made(jobs: int, accelerators: int, *, load: float = 0.8, hours: int = YEAR) -> Problem:
    """A year of jobs that ask for `load` of the accelerators, mostly small and short.

    Gangs are powers of two up to 128 and one in a hundred larger, then scaled to the load; work is
    lognormal with a median of half an hour; users ask for up to three times as long. Checkpoints
    of a minute come as often as pays for the gang's rate of failures (Young 1974, CACM 17(9)), and
    at least each half hour. A cap of 90 % of the power falls to half of it for 200 hours.
    """
    random = np.random.default_rng(SEED)
    seconds = hours * 3600
    gang = 2.0 ** random.integers(0, 8, jobs)
    large = random.random(jobs) < 0.01
    gang = np.where(large, 8 * 2.0 ** random.integers(4, 10, jobs), gang)
    work = np.clip(random.lognormal(7.5, 1.5, jobs), 60, 7 * 86_400).astype(np.int64)
    asked = load * accelerators * seconds
    most = min(accelerators // 16, 32_768)
    gang = np.clip(gang * asked / (gang * work).sum(), 1, most).astype(np.int64)
    # What is cut off at the largest gang is made up for by longer work.
    work = np.clip(work * asked / (gang * work).sum(), 60, 14 * 86_400).astype(np.int64)
    queues = np.array(
        [
            (p, t, c, c == 0, c >= 2)
            for p in range(POOLS)
            for t in range(TENANTS)
            for c in range(CLASSES)
        ]
    ).T.astype(np.int64)
    pool = accelerators // POOLS
    watts = np.full(hours, int(accelerators * WATTS * 0.9))
    watts[hours // 2 : hours // 2 + 200] = accelerators * WATTS // 2
    months = (hours - 1) // 730 + 1
    return Problem(
        jobs=Jobs(
            submit_s=np.sort(random.integers(0, seconds, jobs)),
            accelerators=gang,
            work_s=work,
            estimate_s=(work * random.uniform(1, 3, jobs)).astype(np.int64),
            watts=gang * WATTS,
            queue=random.integers(0, len(queues[0]), jobs),
            checkpoint_s=np.clip(np.sqrt(2 * 60 / (FAILURES * gang)), 60, 1800).astype(np.int64),
            restart_s=np.full(jobs, 300),
        ),
        queues=Queues(
            pool=queues[0], tenant=queues[1], rank=queues[2], preempts=queues[3], yields=queues[4]
        ),
        hours=Hours(
            accelerators=np.full((hours, POOLS), pool),
            watts=watts,
            quota=np.full((hours, POOLS, TENANTS), pool // 2),
            month=np.arange(hours) // 730,
            budget_s=np.full((months, TENANTS), accelerators * 730 * 3600 // 4),
        ),
        rules=Rules(shares=(1.0,) * TENANTS, failures_per_accelerator_s=FAILURES, seed=SEED),
    )


def scheduled(jobs: int, accelerators: int, rounds: int = 1, load: float = 0.8) -> Result:
    """A year of jobs through the scheduler; the best of some rounds."""
    # Compiled code is loaded, or made on a first run, before the clock starts.
    schedule(made(100, 2_000, hours=24))
    problem, times = made(jobs, accelerators, load=load), []
    for _ in range(rounds):
        with timed() as clock:
            found = schedule(problem)
        times.append((clock.seconds, clock.cpu_seconds))
    started = found.first_start_s >= 0
    wait = (found.first_start_s - problem.jobs.submit_s)[started]
    return {
        "jobs": jobs, "accelerators": accelerators, "seconds": min(times)[0],
        "cpu_seconds": min(each[1] for each in times), "peak_mb": peak_megabytes(),
        "done": float((found.end_s >= 0).mean()), "refused": float(found.is_refused.mean()),
        "interrupted": int(found.preemptions.sum()), "failed": int(found.failures.sum()),
        "used": float(found.used_s.sum() / (accelerators * YEAR * 3600)),
        "wait_hours": float(wait.mean() / 3600), "events": found.events,
    }  # fmt: skip


def plain(jobs: int, accelerators: int) -> Result:
    """The peer: first come, first served, on one pool, with a heap of ends."""
    given = made(jobs, accelerators).jobs
    come = zip(
        given.submit_s.tolist(), given.accelerators.tolist(), given.work_s.tolist(), strict=True
    )
    with timed() as clock:
        ends: list[tuple[int, int]] = []
        line: deque[tuple[int, int]] = deque()
        free, starts = accelerators, 0
        for now, gang, work in come:
            while ends and ends[0][0] <= now:
                at, back = heapq.heappop(ends)
                free += back
                while line and line[0][0] <= free:
                    first, long = line.popleft()
                    free -= first
                    starts += 1
                    heapq.heappush(ends, (at + long, first))
            line.append((gang, work))
            while line and line[0][0] <= free:
                first, long = line.popleft()
                free -= first
                starts += 1
                heapq.heappush(ends, (now + long, first))
    return {
        "jobs": jobs,
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "starts": starts,
    }


def demanded(years: int) -> Demand:
    """A campus of a gigawatt with panels, a battery and work that waits, at invented prices."""
    random = np.random.default_rng(SEED)
    hour = np.arange(years * YEAR)
    day, season = 2 * np.pi * hour / 24, 2 * np.pi * hour / YEAR
    noise = np.repeat(random.normal(0, 25, len(hour) // 24 + 1), 24)[: len(hour)]
    return Demand(
        load_mw=900 + 50 * np.sin(day),
        flexible_mwh=np.full(len(hour), 150.0),
        grid_mw=np.full(len(hour), 1400.0),
        pv_mw=np.maximum(0.0, 120 * np.sin(day - np.pi / 2)),
        price_eur_per_mwh=70 + 20 * np.cos(season) + 30 * np.sin(2 * day) + noise,
        carbon_t_per_mwh=np.full(len(hour), 0.03),
        battery=Battery(power_mw=250, energy_mwh=1000, wear_eur_per_mwh=5, start_mwh=500),
        shift=Shift(delay_hours=24, power_mw=400),
        carbon_price_eur_per_t=70.0,
    )


def dispatched(years: int, whole: int) -> Result:
    """Some years of dispatch, in windows or in one program."""
    demand = demanded(years)
    horizon = Horizon(kept_hours=10**7, ahead_hours=0) if whole else Horizon()
    dispatch(demanded(1), Horizon(kept_hours=24, ahead_hours=0)) if not whole else None
    with timed() as clock:
        found = dispatch(demand, horizon)
    return {
        "years": years, "seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds,
        "cost_eur": found.cost_eur, "peak_mb": peak_megabytes(),
    }  # fmt: skip


def operated(design: str, year: int, years: int = 1) -> Result:
    """Run one campus through years: plan, jobs, power, cooling, grid, audit."""
    from grandlivre.campus.design import design_named
    from grandlivre.campus.operate import OperateOptions, operate

    # Compiled code is loaded, or made on a first run, before the clock starts.
    operate(design_named("teaching-10mw"), OperateOptions(year=2029))
    campus, base = design_named(design), peak_megabytes()
    with timed() as clock:
        for each in range(years):
            found = operate(campus, OperateOptions(year=year, seed=each))
    return {
        "design": design, "year": year, "years": years,
        "accelerators": int(found.accelerators.sum(axis=1).max()),
        "jobs": sum(lane.submitted for lane in found.jobs),
        "checks": sum(found.audit.checks.values()), "breaches": len(found.audit.breaches),
        "pue": float(found.power.site_mw.sum() / found.power.it_mw.sum()),
        "seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds,
        "peak_mb": peak_megabytes(), "base_mb": base,
    }  # fmt: skip


PHASES: dict[str, Callable[..., Result]] = {
    "operated": operated,
    "scheduled": scheduled,
    "plain": plain,
    "accasim": peer_accasim.measured,
    "dispatched": dispatched,
}


def measure(size: Size) -> Result:
    """Take every measurement of a size; the raw results by name."""
    results: Result = {"machine": machine()}
    # AccaSim takes minutes: it runs beside, on a core of its own, and is judged by its processor
    # time as the rest is.
    with ThreadPoolExecutor(1) as beside:
        peer = None
        if size.accasim_jobs:
            peer = beside.submit(BENCH.run, size, "accasim", jobs=size.accasim_jobs)
        _measure(size, results)
        if peer is not None:
            say("accasim")
            results["accasim"] = peer.result()
    results["machine"]["load_after"] = machine()["load"]
    return results


def _measure(size: Size, results: Result) -> None:
    def run(name: str, phase: str, **options: Any) -> None:
        say(name)
        results[name] = BENCH.run(size, phase, **options)

    for load in LOADS:
        run(f"load_{load}", "scheduled", jobs=size.jobs, accelerators=size.accelerators,
            rounds=2, load=load)  # fmt: skip
    run("plain", "plain", jobs=size.peer_jobs, accelerators=size.accelerators)
    for count in size.job_steps:
        run(f"jobs_{count}", "scheduled", jobs=count, accelerators=size.accelerators)
    for count in size.accelerator_steps:
        run(f"accelerators_{count}", "scheduled", jobs=size.jobs, accelerators=count)
    run("year", "dispatched", years=1, whole=0)
    run("year_whole", "dispatched", years=1, whole=1)
    run("years", "dispatched", years=size.years, whole=0)
    design, year, many = size.campus
    run("campus", "operated", design=design, year=year)
    run("campus_years", "operated", design=many, year=2029, years=size.years)


def rows(results: Result, size: Size) -> list[Result]:
    """The figures for people, those that have a target with it."""
    return [
        *_of_loads(results, size),
        *_of_growth(results, size),
        *_of_dispatch(results),
        *_of_campus(results),
    ]


def _rate(result: Result) -> tuple[float, float]:
    """Jobs a second, by the clock and by the processor."""
    return result["jobs"] / result["seconds"], result["jobs"] / result["cpu_seconds"]


def _of_loads(results: Result, size: Size) -> list[Result]:
    found = []
    for load in LOADS:
        each = results[f"load_{load}"]
        found += [
            row(f"{each['jobs']:,} jobs of a year on {each['accelerators']:,} accelerators, "
                f"{load:.0%} asked for", *_rate(each), "jobs/s"),
            row("accelerator-time used by them", each["used"], None, "share"),
            row("their mean wait", each["wait_hours"], None, "h"),
        ]  # fmt: skip
    whole, peer = results[f"load_{LOADS[1]}"], results["plain"]
    found += [
        # The clock also counts what else a machine does meanwhile.
        row(f"the rate at {LOADS[1]:.0%} by processor time", _rate(whole)[1], None, "jobs/s",
            least=300_000),
        row(f"interruptions by faults at {LOADS[1]:.0%}", whole["failed"], None, "interruptions"),
        row("interruptions for others, quotas and the cap at that load", whole["interrupted"],
            None, "interruptions"),
        row("peak memory of it", whole["peak_mb"], None, "MB", most=2_000),
        row(f"plain heapq, first come first served, {peer['jobs']:,} jobs", *_rate(peer), "jobs/s"),
    ]  # fmt: skip
    accasim = results.get("accasim")
    if accasim and "why" not in accasim:
        what = f"AccaSim {peer_accasim.VERSION}, EASY, {accasim['jobs']:,} jobs on 8,000 cores"
        found.append(row(what, *_rate(accasim), "jobs/s"))
    elif accasim:
        found.append(row(f"{accasim['why']}; measured elsewhere", 1_114, None, "jobs/s"))
    return found


def _of_growth(results: Result, size: Size) -> list[Result]:
    by_jobs = [results[f"jobs_{count}"] for count in size.job_steps]
    by_size = [results[f"accelerators_{count}"] for count in size.accelerator_steps]
    most = by_jobs[-1]
    return [
        row("growth of processor time with jobs",
            growth([(each["jobs"], each["cpu_seconds"]) for each in by_jobs[-3:]]), None,
            "exponent", most=1.15),
        row(f"{most['jobs']:,} jobs", most["seconds"], most["cpu_seconds"], "s"),
        row("peak memory of them", most["peak_mb"], None, "MB"),
        row(f"growth of processor time with accelerators, {by_size[0]['accelerators']:,} to "
            f"{by_size[-1]['accelerators']:,}",
            growth([(each["accelerators"], each["cpu_seconds"]) for each in by_size]), None,
            "exponent", most=0.2),
        row("growth of processor time an event with accelerators",
            growth([(each["accelerators"], each["cpu_seconds"] / each["events"])
                    for each in by_size]), None, "exponent"),
    ]  # fmt: skip


def _of_dispatch(results: Result) -> list[Result]:
    year, one, years = results["year"], results["year_whole"], results["years"]
    return [
        row("a year of dispatch in windows", year["seconds"], year["cpu_seconds"], "s"),
        row("the same year in one program", one["seconds"], one["cpu_seconds"], "s"),
        row("windows cost more than one program by",
            abs(year["cost_eur"] / one["cost_eur"] - 1) * 100, None, "%", most=0.1),
        row(f"{years['years']} years of dispatch in windows", years["seconds"],
            years["cpu_seconds"], "s"),
        row("memory of them over that of one year", years["peak_mb"] / year["peak_mb"], None,
            "ratio", most=1.5),
    ]  # fmt: skip


def _of_campus(results: Result) -> list[Result]:
    year, years = results["campus"], results["campus_years"]
    what = f"{year['design']} in {year['year']}: {year['accelerators']:,} accelerators, {year['jobs']:,} jobs"
    return [
        row(f"a year of {what}", year["seconds"], year["cpu_seconds"], "s", most=60),
        row("peak memory of it", year["peak_mb"], None, "MB", most=2_000),
        row(
            f"rules broken in {year['checks']:,} comparisons",
            year["breaches"],
            None,
            "breaches",
            most=0,
        ),
        row("PUE of that year", year["pue"], None, "ratio", most=1.25),
        row(
            f"{years['years']} years of {years['design']}",
            years["seconds"],
            years["cpu_seconds"],
            "s",
        ),
        row("peak memory of them", years["peak_mb"], None, "MB"),
    ]


BENCH = Bench(
    module="bench.campus",
    about=(__doc__ or "").split("\n")[0],
    sizes=SIZES,
    phases=PHASES,
    measure=measure,
    rows=rows,
)

if __name__ == "__main__":
    sys.exit(BENCH.main())
