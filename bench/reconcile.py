"""How fast contradictory claims are reconciled: ``python -m bench.reconcile [--size smoke|full]``.

Made-up ledgers of ten thousand to a million claims through `grandlivre.ledger.constraints`, each
in a process of its own; a hundred claims added to the largest; and, on the same ledgers without
their wrong claims, one HiGHS model of everything, asked for the least and most of every entry,
each time from the basis of the time before.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bench.measure import growth, machine, peak_megabytes, timed
from bench.runs import Bench, Result, row, say
from bench.systems import made
from grandlivre.ledger.constraints import claims, grown, renewed, solve

SEED = 109
ADDED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    growth: tuple[int, ...]
    """Numbers of claims."""
    peer: tuple[int, ...]
    """Numbers of claims of the one-model ledgers, from the smallest."""
    patience_seconds: float
    """No larger one-model ledger is tried once one has taken this long."""
    apart: bool


SIZES = {
    "smoke": Size(growth=(500, 2_000), peer=(300, 600), patience_seconds=5, apart=False),
    "full": Size(
        growth=(10_000, 31_623, 100_000, 316_228, 1_000_000),
        peer=(1_000, 3_162, 10_000, 31_623),
        patience_seconds=60,
        apart=True,
    ),
}


def ours(size: int, wrong: float = 0.03, rounds: int = 3) -> Result:
    """Reconcile a ledger; the best of some rounds, and its quality against the truth."""
    ledger = made(SEED, size, wrong)
    solve(made(SEED + 1, 300).system)
    times = []
    for _ in range(rounds):
        with timed() as clock:
            found = solve(ledger.system)
        times.append((clock.seconds, clock.cpu_seconds))
    odd = np.zeros(size, dtype=bool)
    odd[ledger.wrong] = True
    inside = (ledger.truth >= found.low * (1 - 1e-6)) & (ledger.truth <= found.high * (1 + 1e-6))
    return {
        "claims": size,
        "variables": ledger.system.variables,
        "sums": len(ledger.system.sums),
        "components": len(found.is_consistent),
        "contradictory": int((~found.is_consistent).sum()),
        "unproven": int((~found.is_lightest).sum()),
        "subsets": len(found.subset_size),
        "wrong": int(odd.sum()),
        "rejected": int(found.rejected.sum()),
        "rejected_wrong": int((found.rejected & odd).sum()),
        "truth_inside": float(inside.mean()),
        "seconds": min(times)[0],
        "cpu_seconds": min(times)[1],
        "peak_mb": peak_megabytes(),
    }


def adding(size: int) -> Result:
    """Add a hundred claims to a ledger of some size, and solve what they touch."""
    ledger = made(SEED, size)
    before = solve(ledger.system)
    random = np.random.default_rng(SEED)
    about = random.integers(0, size // 10, ADDED)
    told = ledger.truth[about] * random.choice([1.0, 1.0, 1.5], ADDED)
    with timed() as clock:
        after = grown(ledger.system, claims(about, 0.99 * told, 1.01 * told))
        found = renewed(after, ledger.system, before)
    anew = solve(after)
    same = bool(
        np.allclose(found.low, anew.low) and np.allclose(found.high, anew.high)
        and (found.rejected == anew.rejected).all()
    )  # fmt: skip
    return {
        "claims": size,
        "seconds": clock.seconds,
        "cpu_seconds": clock.cpu_seconds,
        "same": same,
    }


def one_model(size: int) -> Result:
    """The peer: everything in one HiGHS model; and ours on the same ledger, for its bounds."""
    import highspy

    ledger = made(SEED, size, wrong=0.0)
    system, sums = ledger.system, ledger.system.sums
    rows, count = len(sums), len(system.claims)
    row = np.concatenate([np.arange(rows), sums.row, rows + np.arange(count)])
    column = np.concatenate([sums.whole, sums.part, system.claims.variable])
    value = np.concatenate([-np.ones(rows), np.ones(len(sums.part)), np.ones(count)])
    order = np.argsort(row, kind="stable")
    # Figures of about one: HiGHS's tolerances are absolute.
    unit = 1e9
    with timed() as clock:
        highs = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = system.variables, rows + count
        model.col_cost_ = np.zeros(system.variables)
        model.col_lower_, model.col_upper_ = system.floor / unit, system.ceiling / unit
        model.row_lower_ = np.concatenate([np.zeros(rows), system.claims.low / unit])
        model.row_upper_ = np.concatenate([np.zeros(rows), system.claims.high / unit])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows + count))])
        model.a_matrix_.start_ = starts.astype(np.int32)
        model.a_matrix_.index_ = column[order].astype(np.int32)
        model.a_matrix_.value_ = value[order]
        highs.passModel(model)
        highs.run()
        ends = np.full((2, system.variables), np.nan)
        for variable in range(system.variables):
            for side, sign in ((0, 1.0), (1, -1.0)):
                highs.changeColCost(variable, sign)
                highs.run()
                if highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                    ends[side, variable] = sign * highs.getObjectiveValue() * unit
            highs.changeColCost(variable, 0.0)
    rounds = 3
    best = min(_time(lambda: solve(system)) for _ in range(rounds))
    found = solve(system)
    agree = [
        bool(np.allclose(theirs[~np.isnan(theirs)], mine[~np.isnan(theirs)], rtol=1e-5, atol=10.0))
        for theirs, mine in zip(ends, (found.low, found.high), strict=True)
    ]
    return {
        "claims": size, "variables": system.variables, "seconds": clock.seconds,
        "ours_seconds": best, "agree": all(agree),
    }  # fmt: skip


def _time(work: Callable[[], object]) -> float:
    with timed() as clock:
        work()
    return clock.seconds


PHASES: dict[str, Callable[..., Result]] = {"ours": ours, "adding": adding, "one_model": one_model}


def measure(size: Size) -> Result:
    """Take every measurement of a size; the raw results by name."""
    results: Result = {"machine": machine()}
    for count in size.growth:
        say(f"{count:,} claims")
        results[f"growth_{count}"] = BENCH.run(size, "ours", size=count)
    say(f"{ADDED} claims more")
    results["adding"] = BENCH.run(size, "adding", size=size.growth[-1])
    for count in size.peer:
        say(f"one model of {count:,} claims")
        results["peer"] = BENCH.run(size, "one_model", size=count)
        if results["peer"]["seconds"] > size.patience_seconds:
            break
    results["machine"]["load_after"] = machine()["load"]
    return results


def rows(results: Result, size: Size) -> list[Result]:
    """The figures for people, those that have a target with it."""
    whole = results[f"growth_{size.growth[-1]}"]
    steps = [results[f"growth_{count}"] for count in size.growth]
    peer, added = results["peer"], results["adding"]
    count = f"{whole['claims']:,}"
    found = [
        row(f"{each['claims']:,} claims, {each['variables']:,} unknowns, one core",
            each["seconds"], each["cpu_seconds"], "s", most=60 if each is whole else None)
        for each in steps
    ]  # fmt: skip
    return [
        *found,
        row("growth of time", growth([(each["claims"], each["seconds"]) for each in steps]), None,
            "exponent", most=1.15),
        row(f"peak memory, {count} claims", whole["peak_mb"], None, "MB", most=4000),
        row(f"{ADDED} claims added to {count}", added["seconds"], added["cpu_seconds"], "s", most=1),
        row(f"one HiGHS model, {peer['claims']:,} claims", peer["seconds"], None, "s"),
        row("ours on the same claims", peer["ours_seconds"], None, "s"),
        row("faster than one model", peer["seconds"] / peer["ours_seconds"], None, "times", least=30),
        row(f"contradictory components, of {whole['components']:,}", whole["contradictory"], None, ""),
        row("irreducible infeasible subsets", whole["subsets"], None, ""),
        row("wrong claims among those rejected", 100 * whole["rejected_wrong"] / max(whole["rejected"], 1),
            None, "%"),
        row("rejected of the wrong claims", 100 * whole["rejected_wrong"] / max(whole["wrong"], 1), None, "%"),
        row("bounds that hold the truth, after repair", 100 * whole["truth_inside"], None, "%"),
    ]  # fmt: skip


BENCH = Bench(
    module="bench.reconcile",
    about=(__doc__ or "").split("\n")[0],
    sizes=SIZES,
    phases=PHASES,
    measure=measure,
    rows=rows,
)

if __name__ == "__main__":
    sys.exit(BENCH.main())
