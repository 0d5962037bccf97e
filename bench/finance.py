"""How fast a campus is financed: ``python -m bench.finance [--size smoke|full]``.

Made-up builds of three phases over forty years through `grandlivre.finance.finance`: prices,
loans, tax, returns, owners, quantiles; its growth with draws; a whole ``grandlivre finance`` of
1,000 draws, outlook included. Beside it in the same run, rates of return by the roots of the
flows' polynomial, as numpy-financial 1.0 found them; and quoted, PySAM's Singleowner, which finances
one case of one phase with one asset (13 to 22 ms a run of PySAM 7.1.1 on a machine like this one,
by ``scripts/singleowner_figures.py``, measured before and not in this run).
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from bench.measure import growth, machine, peak_megabytes, timed
from bench.runs import Bench, Result, row, say

ROOT = Path(__file__).resolve().parent.parent
SEED = 109
YEARS = 40
STARTS = (3, 6, 9)
PYSAM_MS = 17.5
"""Middle of what was measured of PySAM's Singleowner, quoted."""
sys.path.insert(0, str(ROOT / "tests" / "support"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    draws: int
    steps: tuple[int, ...]
    roots: int
    whole: int
    apart: bool


SIZES = {
    "smoke": Size(draws=200, steps=(100, 400), roots=20, whole=64, apart=False),
    "full": Size(draws=10_000, steps=(1_000, 4_000, 16_000), roots=500, whole=1_000, apart=True),
}


def financed(draws: int, rounds: int = 3) -> Result:
    """Three phases, forty years, machines and shell; the best of some rounds."""
    from built import build, question, shared

    from grandlivre.finance import PhaseBuild, finance

    size = np.random.default_rng(SEED).uniform(0.5, 1.5, (draws, 1))
    names = ("power_mw", "filled_mw", "accelerators", "added", "shell_eur", "servers_eur")
    phases = []
    for start in STARTS:
        made = build(draws=1, years=YEARS, start=start)
        scaled = {name: getattr(made, name) * size for name in names}
        phases.append(
            PhaseBuild(build=replace(made, **scaled), shares=(("ent_a", "North", 1.0, True),))
        )
    asked = question(phases, seed=SEED, shared=shared(draws))
    base, times = peak_megabytes(), []
    for _ in range(rounds):
        with timed() as clock:
            answer = finance(asked)
        times.append((clock.seconds, clock.cpu_seconds))
    return {
        "draws": draws, "phases": len(phases), "years": YEARS, "metrics": len(answer.metrics),
        "seconds": min(times)[0], "cpu_seconds": min(each[1] for each in times),
        "peak_mb": peak_megabytes(), "base_mb": base,
    }  # fmt: skip


def rates(draws: int, roots: int) -> Result:
    """Rates of return of made-up flows, ours and by the polynomial's roots."""
    from grandlivre.finance.returns import internal_rates

    rng = np.random.default_rng(SEED)
    flows = rng.uniform(0.5, 1.5, (draws, YEARS))
    flows[:, :3] *= -6.0
    with timed() as clock:
        ours = internal_rates(flows)
    with timed() as other:
        theirs = np.array([_by_roots(each) for each in flows[:roots]])
    off = float(np.nanmax(np.abs(ours[:roots] - theirs)))
    return {
        "ours_per_second": draws / clock.cpu_seconds,
        "roots_per_second": roots / other.cpu_seconds,
        "off": off,
    }


def _by_roots(flow: np.ndarray) -> float:
    found = np.roots(flow[::-1])
    real = found[(np.abs(found.imag) < 1e-9) & (found.real > 0)].real
    near = 1.0 / real - 1.0
    return float(near[np.abs(near).argmin()]) if len(near) else float("nan")


def whole(draws: int) -> Result:
    """A campus of the package, from its design to its owners."""
    from grandlivre.campus.design import design_named
    from grandlivre.pipeline.finance import FinanceAsk, financing_of, subject_of

    subject = subject_of(design_named("campus-ia"), None, day=date(2026, 11, 22))
    # Compiled code is loaded before the clock starts.
    financing_of(subject, FinanceAsk(draws=32))
    with timed() as clock:
        financing_of(subject, FinanceAsk(draws=draws, seed=SEED))
    return {"draws": draws, "seconds": clock.seconds, "cpu_seconds": clock.cpu_seconds}


PHASES: dict[str, Callable[..., Result]] = {"financed": financed, "rates": rates, "whole": whole}


def measure(size: Size) -> Result:
    """Take every measurement of a size; the raw results by name."""
    results: Result = {"machine": machine()}
    say(f"{size.draws:,} draws")
    results["financed"] = BENCH.run(size, "financed", draws=size.draws)
    for count in size.steps:
        say(f"{count:,} draws")
        results[f"draws_{count}"] = BENCH.run(size, "financed", draws=count, rounds=1)
    say("rates of return")
    results["rates"] = BENCH.run(size, "rates", draws=size.draws, roots=size.roots)
    say("a whole campus")
    results["whole"] = BENCH.run(size, "whole", draws=size.whole)
    results["machine"]["load_after"] = machine()["load"]
    return results


def rows(results: Result, size: Size) -> list[Result]:
    """The figures for people, those that have a target with it."""
    main, told, command = results["financed"], results["rates"], results["whole"]
    steps = [results[f"draws_{each}"] for each in size.steps]
    what = f"{main['draws']:,} draws × {main['phases']} phases × {main['years']} years"
    each = 1e3 * main["cpu_seconds"] / main["draws"] / main["phases"]
    return [
        row(f"{what}, all metrics and owners", main["seconds"], main["cpu_seconds"], "s"),
        row("of which one phase of one draw", each, None, "ms"),
        row("PySAM Singleowner, one case (quoted)", PYSAM_MS, None, "ms"),
        row(f"peak memory, {what}", main["peak_mb"], None, "MB"),
        row("growth of processor time with draws",
            growth([(each["draws"], each["cpu_seconds"]) for each in steps]), None, "exponent",
            most=1.15),
        row("rates of return, ours (pyxirr)", told["ours_per_second"], None, "a second"),
        row("rates of return by numpy.roots", told["roots_per_second"], None, "a second"),
        row("largest difference of the two", told["off"], None, "a year", most=1e-9),
        row(f"grandlivre finance, {command['draws']:,} draws, outlook included",
            command["seconds"], command["cpu_seconds"], "s"),
    ]  # fmt: skip


BENCH = Bench(
    module="bench.finance",
    about=(__doc__ or "").split("\n")[0],
    sizes=SIZES,
    phases=PHASES,
    measure=measure,
    rows=rows,
)

if __name__ == "__main__":
    sys.exit(BENCH.main())
