"""How well odds foretold what came, and what indices cost: ``python -m bench.calibration``.

The resolved statements of the package, split by date, foretold by the projection's odds and by
base rates; copies of them in geometric steps, to see how time grows; and total-order indices of
functions whose indices are known, beside SALib's on as many evaluations.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from bench import runs, table
from bench.measure import growth, machine, peak_megabytes, timed
from bench.runs import OUT, Result, row
from grandlivre.entities.model import Place
from grandlivre.ledger.model import Words
from grandlivre.outlook import scenarios
from grandlivre.outlook.calibration import (
    METHODS,
    Backtest,
    Case,
    Estimate,
    Method,
    backtest,
    calibrated,
    resolved_cases,
)
from grandlivre.outlook.effects import moves
from grandlivre.outlook.sensitivity import SensitivityOptions, sensitivity
from grandlivre.programme.model import (
    GATES,
    Figure,
    Gate,
    Mark,
    Milestone,
    Phase,
    Plan,
    Project,
    ProjectClass,
    Site,
)
from grandlivre.reference.parameters import parameters

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "explanation" / "calibration.md"
FIRST, SECOND, LOOKED = date(2025, 7, 1), date(2025, 12, 1), date(2026, 7, 5)

# Sobol' (1993): T_i = V_i Π_{j≠i} (1 + V_j) / (Π (1 + V_j) - 1), V_i = 1 / (3 (1 + a_i)²).
COEFFICIENTS = np.array([0, 0.5, 1, 2, 3, 6, 9, 20, 50, 99])


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    copies: tuple[int, ...]
    """Of the table of cases."""
    samples: tuple[int, ...]
    seeds: int
    phases: tuple[int, ...]
    """Of invented plans."""
    samples_of_plan: int


SIZES = {
    "smoke": Size(copies=(1, 4), samples=(64, 256), seeds=2, phases=(6,), samples_of_plan=16),
    "full": Size(
        copies=(1, 4, 16, 64),
        samples=(64, 256, 1024, 4096),
        seeds=10,
        phases=(12, 48, 192),
        samples_of_plan=512,
    ),
}


def backtests() -> list[Result]:
    """The cases foretold in each manner."""
    manners: list[tuple[str, dict[str, Any]]] = [
        ("fitted before 1 July 2025, judged after", {"split": FIRST}),
        ("the same, judged only where the date has come", {"split": FIRST, "due_by": LOOKED}),
        (
            "each by what was known on its own day, from 1 July 2025",
            {"split": FIRST, "is_rolling": True},
        ),
        ("fitted before 1 December 2025, judged after", {"split": SECOND}),
    ]
    found = []
    for title, given in manners:
        with timed() as clock:
            each = backtest(resolved_cases(), **given)
        found.append({"title": title, "seconds": clock.seconds, **plain(each)})
    return found


def plain(found: Backtest) -> Result:
    """A backtest as plain data."""
    return {
        "fitted": found.fitted,
        "judged": found.judged,
        "groups": found.groups,
        "met": found.met,
        "scores": {
            score.method.value: {
                "brier": ends(score.brier),
                "log": ends(score.log_score),
                "reliability": score.reliability,
                "resolution": score.resolution,
                "uncertainty": score.uncertainty,
                "skill": ends(score.skill),
                "better": score.better,
            }
            for score in found.scores
        },
        "odds": {each.case.id: list(each.odds) for each in found.forecasts},
    }


def ends(estimate: Estimate) -> list[float]:
    """Value, low and high."""
    return [estimate.value, estimate.low, estimate.high]


def copied(times: int) -> tuple[Case, ...]:
    """The cases several times over, as if of other builds."""
    return tuple(
        replace(case, id=f"{case.id}-{copy}", group=f"{case.group}-{copy}")
        for copy in range(times)
        for case in resolved_cases()
    )


def fitting(times: int) -> Result:
    """How long an update by so many cases takes."""
    cases, known = copied(times), parameters()
    with timed() as clock:
        calibrated(known, cases, LOOKED)
    return {"cases": len(cases), "seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


def g_function(uniforms: np.ndarray, *noise: object) -> np.ndarray:
    """A product whose indices are known."""
    a = COEFFICIENTS
    return np.asarray(np.prod((np.abs(4 * uniforms - 2) + a) / (1 + a), axis=1)[None])


def known_indices() -> np.ndarray:
    """Its total-order indices."""
    each = 1 / (3 * (1 + COEFFICIENTS) ** 2)
    whole = np.prod(1 + each)
    return np.asarray(each * whole / (1 + each) / (whole - 1))


def indices(samples: int, seeds: int) -> Result:
    """Our indices and SALib's against the known ones."""
    names = [f"x{at}" for at in range(len(COEFFICIENTS))]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0, 1]] * len(names)}
    errors: dict[str, list[float]] = {"ours": [], "peer": []}
    inside, widths, spent = 0, [], {"ours": 0.0, "peer": 0.0}
    by_processor = {"ours": 0.0, "peer": 0.0}
    truth = known_indices()
    for seed in range(seeds):
        with timed() as clock:
            found = moves(g_function, names, samples=samples, held=16, resamples=200, seed=seed)
        spent["ours"] += clock.seconds
        by_processor["ours"] += clock.cpu_seconds
        errors["ours"].append(float(np.mean((found.total_order[0] - truth) ** 2)))
        inside += int(np.sum((found.low[0] <= truth) & (truth <= found.high[0])))
        widths.append(float(np.mean(found.high[0] - found.low[0])))
        try:
            from SALib.analyze import sobol
            from SALib.sample import sobol as sampler
        except ImportError:
            continue
        with timed() as clock:
            rows = sampler.sample(problem, samples, calc_second_order=False, seed=seed)
            theirs = sobol.analyze(problem, g_function(rows)[0], calc_second_order=False,
                                   num_resamples=200, seed=seed)  # fmt: skip
        spent["peer"] += clock.seconds
        by_processor["peer"] += clock.cpu_seconds
        errors["peer"].append(float(np.mean((theirs["ST"] - truth) ** 2)))
    return {
        "samples": samples,
        "error": float(np.sqrt(np.mean(errors["ours"]))),
        "peer_error": float(np.sqrt(np.mean(errors["peer"]))) if errors["peer"] else None,
        "seconds": spent["ours"] / seeds,
        "peer_seconds": spent["peer"] / seeds if errors["peer"] else None,
        "cpu_seconds": by_processor["ours"] / seeds,
        "peer_cpu_seconds": by_processor["peer"] / seeds if errors["peer"] else None,
        "inside": inside / (seeds * len(truth)),
        "width": float(np.mean(widths)),
    }


def made_plan(phases: int, seed: int = 7) -> Plan:
    """Invented campuses of 50 to 1,000 MW, three phases each, at all gates, dated 2027 to 2034."""
    random = np.random.default_rng(seed)
    silent = Words(fr="", en="")

    def figure(value: float | None) -> Figure:
        known = None if value is None else Decimal(round(value))
        mark = Mark.UNKNOWN if value is None else Mark.SAID
        return Figure(low=known, best=known, high=known, mark=mark, basis=(), how=silent)

    projects, sites = [], []
    for number in range(max(phases // 3, 1)):
        key, gate = f"campus-{number}", GATES[int(random.integers(0, 4))]
        megawatts, year = float(random.uniform(50, 1000)), int(random.integers(2027, 2033))
        made = tuple(
            Phase(
                id=f"{key}-{order}", project=key, site=key, order=order, title=silent,
                power_mw=figure(megawatts / 3), capex_eur=figure(megawatts / 3 * 1e7),
                accelerators=figure(None), generation="GB300", includes_it=False, reached=gate,
                milestones=(Milestone(gate=Gate.ENERGISED, by=str(year + order), mark=Mark.SAID,
                                      basis=(), how=silent),),
                funders=(), entries=(),
            )
            for order in (1, 2, 3)
        )  # fmt: skip
        place = Place(key=key, name=key, level=5, country="FR")
        sites.append(Site(id=key, title=silent, place=place, area_ha=figure(None), tranches=(),
                          is_fast_track=bool(random.random() < 0.2)))  # fmt: skip
        projects.append(Project(id=key, title=silent, kind=ProjectClass.CAMPUS, phases=made,
                                entries=(), programmes=(), announced=None, is_cancelled=False))  # fmt: skip
    return Plan(as_of=date(2026, 10, 1), sites=tuple(sites), projects=tuple(projects),
                envelopes=(), flags=(), not_built=())  # fmt: skip


def on_a_plan(phases: int, samples: int) -> Result:
    """Indices of all assumptions, for six outcomes at two quarters, of an invented plan."""
    plan, known = made_plan(phases), parameters()
    scenario = scenarios()["reference-class"]
    sensitivity(plan, known, scenario, SensitivityOptions(samples=2, held=1))
    with timed() as clock:
        found = sensitivity(plan, known, scenario, SensitivityOptions(samples=samples))
    widths = [effect.high - effect.low for each in found for effect in each.effects]
    return {
        "phases": len(plan.phases),
        "samples": samples,
        "evaluations": found[0].evaluations,
        "inputs": len(found[0].effects),
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "width": float(np.mean(widths)),
    }


def measure(size: Size) -> Result:
    """Take every measurement of a size."""
    results: Result = {"machine": machine(), "backtests": backtests()}
    results["fitting"] = [fitting(times) for times in size.copies]
    results["plans"] = [on_a_plan(phases, size.samples_of_plan) for phases in size.phases]
    results["indices"] = [indices(samples, size.seeds) for samples in size.samples]
    results["peak_mb"] = peak_megabytes()
    results["machine"]["load_after"] = machine()["load"]
    return results


def rows(results: Result) -> list[Result]:
    """The figures for people."""
    found: list[Result] = []
    for each in results["backtests"]:
        for method in (Method.BASE_RATE, Method.GATE_RATE, Method.REFERENCE, Method.CALIBRATED):
            what = f"Brier score, {method.value.replace('_', ' ')}: {each['title']}"
            found.append(row(what, each["scores"][method.value]["brier"][0], None, ""))
    fitting = results["fitting"]
    found += [
        row(f"update by {each['cases']:,} cases", each["seconds"], each["cpu_seconds"], "s")
        for each in fitting
    ]
    points = [(each["cases"], each["cpu_seconds"]) for each in fitting]
    found.append(row("growth of its processor time", growth(points), None, "exponent"))
    for each in results["plans"]:
        what = f"{each['inputs']} assumptions, 6 outcomes, 2 quarters, {each['phases']} phases"
        found.append(
            row(
                f"{what}: {each['evaluations']:,} evaluations", each["seconds"],
                each["cpu_seconds"], "s", most=10 if each["phases"] == 48 else None,
            )
        )  # fmt: skip
        found.append(row("mean width of an index's 95 % interval there", each["width"], None, ""))
    for each in results["indices"]:
        count = f"{each['samples']:,} samples"
        found.append(row(f"error of ten total-order indices, {count}", each["error"], None, ""))
        if each["peer_error"] is not None:
            found.append(row(f"SALib's, {count}", each["peer_error"], None, ""))
        inside = 100 * each["inside"]
        found.append(row(f"known indices inside their 95 % interval, {count}", inside, None, "%"))
    last = results["indices"][-1]
    what = f"time of ten indices, {last['samples']:,} samples"
    found.append(row(what, last["seconds"], last["cpu_seconds"], "s"))
    if last["peer_seconds"] is not None:
        found.append(row("SALib's", last["peer_seconds"], last["peer_cpu_seconds"], "s"))
    found.append(row("peak memory", results["peak_mb"], None, "MB"))
    return found


NAMES = {
    Method.STATED: "as stated",
    Method.BASE_RATE: "base rate",
    Method.GATE_RATE: "base rate of the gate",
    Method.REFERENCE: "reference classes",
    Method.CALIBRATED: "after the update",
}


def scores_table(results: Result) -> str:
    """The scores of every manner, as Markdown."""
    lines = []
    for each in results["backtests"]:
        title = each["title"][0].upper() + each["title"][1:]
        counts = f"{each['judged']} judged ({each['groups']} builds), {each['met']} of them met"
        lines += [
            f"**{title}**: {each['fitted']} cases before the split, {counts}.",
            "",
            "| odds | Brier | log | reliability | resolution | skill against the base rate | better in |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        ]
        for method in METHODS:
            score = each["scores"][method.value]
            is_base = method is Method.BASE_RATE
            lines.append(
                f"| {NAMES[method]} | {_told(score['brier'])} | {_told(score['log'])} | "
                f"{score['reliability']:.3f} | {max(score['resolution'], 0):.3f} | "
                f"{'' if is_base else _told(score['skill'], 2)} | "
                f"{'' if is_base else format(score['better'], '.0%').replace('%', ' %')} |"
            )
        lines.append("")
    return "\n".join(lines)


def _told(estimate: Sequence[float], digits: int = 3) -> str:
    value, low, high = estimate
    if not np.isfinite(value):
        return "∞"
    return f"{value:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})".replace("-", "−")


def update_table() -> str:
    """The assumptions before and after all cases, as Markdown."""
    before = parameters()
    after = calibrated(before, resolved_cases(), LOOKED)
    lines = [
        "| assumption | reference: 5 %, median, 95 % | after all cases |",
        "| --- | ---: | ---: |",
    ]
    for name, each in after.items():
        if each.distribution != before[name].distribution:
            old, new = before[name].distribution, each.distribution
            lines.append(
                f"| `{name}` | {old.low:.2f}, {old.median:.2f}, {old.high:.2f} | "
                f"{new.low:.2f}, {new.median:.2f}, {new.high:.2f} |"
            )
    return "\n".join(lines)


def cases_table() -> str:
    """Every case with both sources, as Markdown."""
    odds = {each.case.id: each for each in backtest(resolved_cases(), date(1990, 1, 1)).forecasts}
    at = METHODS.index(Method.REFERENCE)
    lines = [
        "| made | statement | by | known | what came | reference odds | sources |",
        "| --- | --- | --- | --- | --- | ---: | --- |",
    ]
    for case in resolved_cases():
        by = case.by.text if case.is_dated else f"*{case.by.text}*"
        gate = "" if case.promised is Gate.ENERGISED else f" ({case.promised.value})"
        lines.append(
            f"| {case.stated_on} | {case.party}, {case.place}: {case.says.en}{gate} | {by} | "
            f"{case.resolved_on} | **{case.ending.value.replace('_', ' ')}**: {case.ended.en} | "
            f"{odds[case.id].odds[at]:.2f} | [said]({case.stated_url}), [came]({case.resolved_url}) |"
        )
    return "\n".join(lines)


def pages(results: Result) -> None:
    """Put what was found into the page on calibration."""
    table.put("scores", scores_table(results), PAGE)
    table.put("update", update_table(), PAGE)
    table.put("cases", cases_table(), PAGE)


def keep(name: str, path: Path) -> Path:
    """Measure a size and keep the result as JSON."""
    raw = measure(SIZES[name])
    return runs.keep(name, raw, rows(raw), path)


def main() -> int:
    """Measure, print, keep the result, and put it into the pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", choices=sorted(SIZES), default="full")
    parser.add_argument("--json", type=Path, default=None, help="where the result is kept")
    parser.add_argument("--pages", action="store_true", help="only bring the page up to date")
    asked = parser.parse_args()
    if asked.pages:
        pages({"backtests": backtests()})
        return 0
    started = time.perf_counter()
    path = keep(asked.size, asked.json or OUT / f"calibration-{asked.size}.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    print(table.figures(record))
    if asked.size == "full":
        table.put("calibration", table.figures(record))
        pages(record["raw"])
    print(f"{path} ({time.perf_counter() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
