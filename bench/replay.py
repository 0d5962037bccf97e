"""Recorded clusters and services against what is published of them: ``python -m bench.replay``.

Pods of openb on its accelerators, counted and packed on nodes; Azure's conversation trace on a
service; the shapes of a week; and a made-up cluster like Acme's Seren. The outside data is read
from the folder beside the project (``--data``); where it is missing nothing is measured.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path

import numpy as np

from bench import clusters
from bench.measure import machine
from bench.packing import inflated, nodes_of, packed, pods_of
from bench.serving import waits_and_stays
from bench.table import put
from grandlivre.campus.design.model import BatchWork, CampusDesign, Pool, Service, Spread, WorkClass
from grandlivre.campus.schedule import schedule
from grandlivre.campus.traces import audit, read_trace
from grandlivre.campus.workload import attained, wanted, work_of
from grandlivre.campus.workload.clock import clock_of
from grandlivre.campus.workload.replay import recorded
from grandlivre.campus.workload.services import busy_minute, demand, scatter
from grandlivre.campus.workload.spreads import moments

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "benchmarks" / "traces"
OUT = ROOT / "out" / "bench"
FULL_TIMES, SMOKE_TIMES = 1.3, 0.3
"""Accelerators asked for by the pods that are packed, over those that there are."""
SPEED = 288.0
"""Tokens a second of an H200 with Llama-3.1-70B: aiconfigurator, 1,155 tokens in and 211 out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure beside another's."""

    what: str
    unit: str
    ours: float
    theirs: float
    whose: str
    why: str
    """Why they differ, or what the agreement means."""


def openb(data: Path, times: float) -> list[Line]:
    """Pods in time, and all at once."""
    path = data / "openb_pods.csv"
    nodes = nodes_of(data / "openb_gpu_nodes.csv")
    capacity = int(nodes.accelerators.sum())
    told, seen = recorded(path), audit(path, capacity=capacity)
    hours = 3600
    design = _of_replay(path, capacity)
    work = work_of(design, np.full((hours, 1), capacity), 1, year=2023)
    found = schedule(clusters.problem_of(design, work, hours))
    wait = (found.first_start_s - work.jobs.submit_s)[found.first_start_s >= 0]
    held = found.used_s.sum() / (seen.span_s * capacity)
    pods = pods_of(path)
    order = inflated(pods, capacity, times, 1)
    given = {rule: packed(pods, order, nodes, rule)[0] for rule in ("first", "best", "random")}
    asked = min(times, 1.0) * capacity
    paper = "Weng et al., ATC '23"
    return [
        Line(what="openb: pods with accelerators replayed", unit="", ours=len(told.submit_s),
             theirs=8152, whose="rows of the trace",
             why=f"{told.idle:,} hold none, {told.unknown:,} never started"),
        Line(what="openb: mean wait", unit="s", ours=float(wait.mean()),
             theirs=float(told.wait_s.mean()), whose="recorded",
             why="ours never lack room: the recording holds 0.2 % of the accelerators, so that what "
             "theirs waited for is not in it (a node with cores, memory and a model that fit)"),
        Line(what="openb: median wait", unit="s", ours=float(np.median(wait)),
             theirs=float(np.median(told.wait_s)), whose="recorded", why="as above"),
        Line(what="openb: accelerators in use, mean", unit="%", ours=100 * held,
             theirs=100 * seen.mean_held / capacity, whose="recorded",
             why="a part of an accelerator is replayed as a whole one"),
        Line(what="openb: accelerators all pods ask for", unit="", ours=float(pods.asked.sum()) / 1000,
             theirs=6212, whose=f"accelerators of {paper}",
             why="held together they nearly fill the cluster; spread over their five months they do not"),
        Line(what=f"openb: left unused when {times:g} times the cluster is asked for, counting alone",
             unit="%", ours=100 * (capacity - asked) / capacity, theirs=100 * 302 / capacity,
             whose=f"best of {paper}",
             why="a scheduler that counts sees no fragments: what it gives out is 5 to 9 % too much "
             "where accelerators are shared in parts"),
        *(
            Line(what=f"openb: left unused, packed on nodes, {rule} fit", unit="%",
                 ours=100 * (asked - each) / capacity, theirs=theirs, whose=whose,
                 why="cores and memory run out beside free accelerators, and parts do not add up")
            for (rule, each), (theirs, whose) in zip(
                given.items(),
                ((100 * 592 / capacity, f"packers of {paper}: 290 accelerators are 49 %"),) * 3,
                strict=True,
            )
        ),
    ]  # fmt: skip


def _of_replay(path: Path, capacity: int) -> CampusDesign:
    """One pool of that many accelerators, on which a trace is replayed."""
    pool = Pool(name="openb", hall="hall", zone="open", generation="mixed", count=capacity,
                node=8, domain=8, kw_per_accelerator=0.5)  # fmt: skip
    work = BatchWork(name="pods", tenant="lab", kind=WorkClass.REPLAY, pools=("openb",), load_share=0.0,
                     gang=Spread(median=1, high=1), hours=Spread(median=1, high=1), trace=str(path))  # fmt: skip
    return replace(clusters.cluster(), pools=(pool,), batch=(work,))


def azure(data: Path) -> list[Line]:
    """An hour of conversation on a service."""
    path = data / "azure_llm_2023_conv.csv"
    trace = read_trace(path)
    order = np.argsort(trace.submit_s)
    of = Service(name="chat", tenant="lab", kind=WorkClass.INFERENCE, pools=("h200",), tokens_per_s=0.0,
                 tokens_per_accelerator_s={"H200": SPEED}, replica=4, shape=str(path), latency_s=20.0,
                 target_utilisation=0.7)  # fmt: skip
    real = demand(of, clock_of(2023, 24), 0.0, np.random.default_rng(1))
    held = wanted(of, real, "H200")
    busy = float(busy_minute(scatter(of, real.requests_per_s))[0])
    lines = []
    for replicas in (1, 2):
        rate = replicas * of.replica * SPEED
        _, stayed = waits_and_stays(of, rate, trace.submit_s[order], trace.tokens_out[order])
        told = attained(of, real, {"H200": np.full(24, float(replicas * of.replica))})[1][0]
        lines.append(Line(
            what=f"Azure: answered within {of.latency_s:g} s by {replicas * of.replica} H200s", unit="%",
            ours=100 * float(told), theirs=100 * float((stayed <= of.latency_s).mean()),
            whose="the trace's requests, run one by one",
            why="the formula turns away what passes all places, the run lets it wait: with too few "
            "replicas the queue of one hour never ends" if replicas == 1 else
            "lengths are log-normal in the formula, two-humped in the trace"))  # fmt: skip
    splitwise = "Patel et al., ISCA '24"
    return [
        Line(what="Azure: median tokens in", unit="", ours=of.tokens_in.median, theirs=1020,
             whose=splitwise, why="the same trace"),
        Line(what="Azure: median tokens out", unit="", ours=of.tokens_out.median, theirs=129,
             whose=splitwise, why="the same trace"),
        Line(what="Azure: mean tokens out", unit="", ours=moments(of.tokens_out)[0],
             theirs=float(trace.tokens_out.mean()), whose="the trace",
             why="a log-normal law by median and 95 % misses the second hump at 400 tokens"),
        Line(what="Azure: tokens written a second", unit="", ours=float(real.tokens_per_s.mean()),
             theirs=float(trace.tokens_out.sum() / trace.submit_s.max()), whose="the trace",
             why="whole minutes of the hour alone"),
        Line(what="Azure: busy minute (95 %) over the mean, tokens", unit="", ours=busy,
             theirs=float(real.peak_ratio[0]), whose="the trace",
             why="a gamma law in place of one hour's rise and fall"),
        Line(what="Azure: H200s wanted", unit="", ours=float(held[0]),
             theirs=float(real.tokens_per_s[0] / SPEED), whose="tokens over aiconfigurator's speed",
             why="whole replicas of four, seven tenths used on the mean"),
        *lines,
    ]  # fmt: skip


def weeks() -> list[Line]:
    """Weeks of demand as drawn, against figures of Azure's weeks that were not fitted."""
    published = {
        "consumer": ("conversation", date(2024, 6, 9), 0.291, 0.618, 0.3995),
        "office": ("coding", date(2024, 6, 7), 0.848, 0.202, 0.7545),
    }
    found = []
    clock = clock_of(2024)
    for shape, (name, first, varied, usual, again) in published.items():
        of = Service(name=name, tenant="lab", kind=WorkClass.INFERENCE, pools=("h200",), tokens_per_s=1e6,
                     tokens_per_accelerator_s={"H200": SPEED}, replica=4, shape=shape)  # fmt: skip
        year = demand(of, clock, 0.0, np.random.default_rng(1)).tokens_per_s
        start = int(np.argmax(clock.day >= first.toordinal()))
        week = year[start : start + 168]
        whose = "Azure 2024, worked out by others"
        found += [
            Line(what=f"a week of {name}: scatter of hours over their mean", unit="",
                 ours=float(week.std() / week.mean()), theirs=varied, whose=whose,
                 why="fitted to weekdays and week-ends apart, here both together"),
            Line(what=f"a week of {name}: median hour over the busiest", unit="",
                 ours=float(np.median(week) / week.max()), theirs=usual, whose=whose,
                 why="not fitted: where ours is higher, one real hour stands out more"),
            Line(what=f"a week of {name}: correlation with the day before", unit="",
                 ours=float(np.corrcoef(week[24:], week[:-24])[0, 1]), theirs=again, whose=whose,
                 why="not fitted; days are as alike as the shape makes them"),
        ]  # fmt: skip
    return found


def seren(data: Path) -> list[Line]:
    """A made-up cluster beside Acme's Seren."""
    theirs = clusters.summary(data / "acme_cluster_summary.csv")["Seren"]
    ours = clusters.compared()
    times = sum(theirs[f"{end}_gpu_time"] for end in ("complete", "cancel", "fail"))
    theirs["used_share"] = times / (clusters.ACCELERATORS * clusters.DAYS * 86_400)
    whose = "Hu et al., NSDI '24, summary"
    fitted = "set by hand to come out"
    rows = (
        ("gpu_job_num", "jobs with accelerators", "", 1.0, fitted),
        ("avg_gpu_num", "mean gang", "", 1.0, fitted),
        ("med_gpu_num", "median gang", "", 1.0, fitted),
        ("avg_run_time_gpu", "mean run", "s", 1.0, fitted),
        ("med_run_time_gpu", "median run", "s", 1.0, fitted),
        ("used_share", "accelerators in use", "%", 100.0, "follows from the above"),
        ("avg_que_time_gpu", "mean wait", "s", 1.0,
         ("free: theirs keeps accelerators back for pre-training and limits evaluation, ours takes all "
         "jobs on all accelerators by rank with backfill; arrivals of half a year are drawn, not replayed")),
        ("med_que_time_gpu", "median wait", "s", 1.0, "free: most find room at once in both"),
    )  # fmt: skip
    return [
        Line(what=f"Seren: {what}", unit=unit, ours=factor * ours[name], theirs=factor * theirs[name],
             whose=whose, why=why)
        for name, what, unit, factor, why in rows
    ]  # fmt: skip


def measured(data: Path, size: str) -> list[Line]:
    """All lines; those of the cluster, which take half a minute, at full size only."""
    times = FULL_TIMES if size == "full" else SMOKE_TIMES
    parts: list[Callable[[], list[Line]]] = [
        lambda: openb(data, times), lambda: azure(data), weeks,
    ]  # fmt: skip
    if size == "full":
        parts.append(lambda: seren(data))
    return [line for part in parts for line in part()]


def shown(lines: list[Line], size: str) -> str:
    """The table for the page."""
    where = machine()
    head = (
        f"Size `{size}`, on {datetime.now().astimezone().date()}: {where['cores']} cores "
        f"({where['processor']}), {where['python']}. Results hardly depend on the machine."
    )
    rows = [
        f"| {each.what} | {_told(each.ours)} {each.unit} | {_told(each.theirs)} {each.unit} "
        f"| {each.whose} | {each.why} |"
        for each in lines
    ]
    return "\n".join(
        [head, "", "| what | ours | theirs | whose | why they differ |",
         "| --- | ---: | ---: | --- | --- |", *rows]
    )  # fmt: skip


def _told(value: float) -> str:
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def main() -> int:
    """Measure, print, keep and, at full size, put the table into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=("smoke", "full"), default="full")
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    if not (asked.data / "openb_pods.csv").exists():
        print(f"{asked.data} holds no traces: nothing is measured", file=sys.stderr)
        return 0
    lines = measured(asked.data, asked.size)
    text = shown(lines, asked.size)
    print(text)
    OUT.mkdir(parents=True, exist_ok=True)
    kept = OUT / f"replay-{asked.size}.json"
    kept.write_text(json.dumps([asdict(each) for each in lines], indent=1) + "\n", encoding="utf-8")
    if asked.size == "full":
        put("replay", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
