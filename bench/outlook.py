"""How fast a plan is projected: ``python -m bench.outlook [--size smoke|full]``.

Made-up plans through `grandlivre.outlook.project`, every coupling on; its growth with draws and
with phases; a million draws in bounded memory; and, beside it in the same run, a plain numpy
version of the uncoupled part (dates and odds alone, phases by months), which has no caps, no
order, no money and no quantiles.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.measure import growth, machine, peak_megabytes, timed
from bench.runs import Bench, Result, row, say

ROOT = Path(__file__).resolve().parent.parent
SEED = 109
sys.path.insert(0, str(ROOT / "tests" / "support"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    draws: int
    projects: int
    draw_steps: tuple[int, ...]
    project_steps: tuple[int, ...]
    stream: int
    peer: tuple[int, int, int]
    apart: bool


SIZES = {
    "smoke": Size(
        draws=256, projects=5, draw_steps=(128, 512), project_steps=(2, 8), stream=2_048,
        peer=(200, 50, 144), apart=False,
    ),
    "full": Size(
        draws=10_000, projects=100, draw_steps=(2_048, 8_192, 32_768),
        project_steps=(12, 25, 50, 100), stream=1_000_000, peer=(10_000, 500, 144), apart=True,
    ),
}  # fmt: skip


def projected(draws: int, projects: int, scopes: str = "few", rounds: int = 3) -> Result:
    """Project a plan of five phases a project over 60 quarters; the best of some rounds."""
    from plans import large

    from grandlivre.outlook import ProjectOptions, Scope, project, scenarios
    from grandlivre.reference.parameters import parameters

    few = (Scope.ALL, Scope.COUNTRY, Scope.PROGRAMME)
    kept = few if scopes == "few" else tuple(Scope)
    scenario, known = scenarios()["reference-class"], parameters()
    # Compiled code is loaded, or made on a first run, before the clock starts.
    project(large(2, 2), known, scenario, ProjectOptions(draws=64))
    base = peak_megabytes()
    options = ProjectOptions(draws=draws, seed=SEED, end="2041-Q3", scopes=kept)
    plan, times = large(projects, 5), []
    for _ in range(rounds):
        with timed() as clock:
            outlook = project(plan, known, scenario, options)
        times.append((clock.seconds, clock.cpu_seconds))
    return {
        "draws": draws, "phases": 5 * projects, "quarters": len(outlook.quarters),
        "series": len(outlook.series), "seconds": min(times)[0],
        "cpu_seconds": min(each[1] for each in times), "peak_mb": peak_megabytes(), "base_mb": base,
    }  # fmt: skip


def plain(draws: int, phases: int, months: int) -> Result:
    """The peer: dates and odds in numpy, power by month over the draws, nothing coupled."""
    random = np.random.default_rng(SEED)
    mw, planned = random.uniform(10, 500, phases), random.uniform(12, 120, phases)
    site, odds = np.arange(phases) // 5, random.uniform(0.2, 0.9, phases)
    with timed() as clock:
        nation = random.standard_normal((draws, 1))
        sites = random.standard_normal((draws, phases // 5))[:, site]
        own = random.standard_normal((draws, phases))
        z = np.sqrt(0.2) * nation + np.sqrt(0.3) * sites + np.sqrt(0.5) * own
        month = np.minimum(planned * np.exp(0.2 + 0.4 * z), months).astype(np.int64)
        built = random.random((draws, phases)) < odds
        power = np.zeros((draws, months + 1))
        np.add.at(power, (np.arange(draws)[:, None], month), built * mw)
        power = np.cumsum(power[:, :months], axis=1)
        np.quantile(power, (0.05, 0.25, 0.5, 0.75, 0.95), axis=0)
    return {"seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds, "peak_mb": peak_megabytes()}


PHASES: dict[str, Callable[..., Result]] = {"projected": projected, "plain": plain}


def measure(size: Size) -> Result:
    """Take every measurement of a size; the raw results by name."""
    results: Result = {"machine": machine()}
    say(f"{size.draws:,} draws, {5 * size.projects:,} phases")
    results["whole"] = BENCH.run(size, "projected", draws=size.draws, projects=size.projects)
    draws, phases, months = size.peer
    say("the uncoupled part in numpy")
    results["plain"] = BENCH.run(size, "plain", draws=draws, phases=phases, months=months)
    for count in size.draw_steps:
        say(f"{count:,} draws")
        results[f"draws_{count}"] = BENCH.run(
            size, "projected", draws=count, projects=size.projects // 4 + 1, rounds=1
        )
    for count in size.project_steps:
        say(f"{count} projects")
        results[f"projects_{count}"] = BENCH.run(
            size, "projected", draws=size.draws // 4, projects=count, rounds=1
        )
    say("every project, site and investor")
    results["every"] = BENCH.run(
        size, "projected", draws=size.draws, projects=size.projects, scopes="every", rounds=1
    )
    say(f"{size.stream:,} draws streamed")
    results["stream"] = BENCH.run(size, "projected", draws=size.stream, projects=4, rounds=1)
    results["machine"]["load_after"] = machine()["load"]
    return results


def rows(results: Result, size: Size) -> list[Result]:
    """The figures for people, those that have a target with it."""
    whole, peer, every, stream = (results[each] for each in ("whole", "plain", "every", "stream"))
    by_draws = [results[f"draws_{each}"] for each in size.draw_steps]
    by_phases = [results[f"projects_{each}"] for each in size.project_steps]
    what = f"{whole['draws']:,} draws × {whole['phases']} phases × {whole['quarters']} quarters"
    return [
        row(f"{what}, all couplings, two threads", whole["seconds"], whole["cpu_seconds"], "s", most=1.5),
        row(f"peak memory, {what}", whole["peak_mb"], None, "MB", most=500),
        row("of which Python and libraries", whole["base_mb"], None, "MB"),
        row(f"plain numpy, uncoupled part, {size.peer[0]:,} × {size.peer[1]} × {size.peer[2]} months",
            peer["seconds"], peer["cpu_seconds"], "s"),
        row("growth of processor time with draws",
            growth([(each["draws"], each["cpu_seconds"]) for each in by_draws]), None, "exponent", most=1.1),
        row("growth of processor time with phases",
            growth([(each["phases"], each["cpu_seconds"]) for each in by_phases]), None, "exponent", most=1.15),
        row(f"with {every['series']:,} series (every project, site, investor)",
            every["seconds"], every["cpu_seconds"], "s"),
        row("peak memory of that", every["peak_mb"], None, "MB"),
        row(f"{stream['draws']:,} draws streamed, {stream['phases']} phases", stream["seconds"],
            stream["cpu_seconds"], "s"),
        row("peak memory of that", stream["peak_mb"], None, "MB", most=500),
    ]  # fmt: skip


BENCH = Bench(
    module="bench.outlook",
    about=(__doc__ or "").split("\n")[0],
    sizes=SIZES,
    phases=PHASES,
    measure=measure,
    rows=rows,
)

if __name__ == "__main__":
    sys.exit(BENCH.main())
