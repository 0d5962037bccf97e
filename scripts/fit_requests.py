"""Fit what services go by on published traces: ``python scripts/fit_requests.py TRACE.csv``.

TRACE.csv is Azure's conversation trace of 2023 (an hour of requests). Lengths, bursts and distances
of requests are worked out from it. The shapes of the week come from figures that others worked
out from Azure's traces of 2024 (a week of conversation, a week of coding), which are too large to
keep: ratios of a day's busiest hour to its quietest, scatter of hours, weekends over weekdays.
Writes the rows marked ``fitted`` of ``workload_figures.tsv`` and ``week_shapes.tsv``; all others
stay as they are.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from grandlivre.campus.traces.formats import read_trace

DATA = Path(__file__).parents[1] / "src/grandlivre/reference/data"
TRACE = "https://github.com/Azure/AzurePublicDataset/blob/master/AzureLLMInferenceDataset2023.md"
WEEK = (
    "https://github.com/Azure/AzurePublicDataset/blob/master/AzureLLMInferenceDataset2024.md; "
    "figures of it: https://github.com/ctdunlap32/data-center-flexibility-resource-adequacy "
    "(archive/executed_P1_Azure_Trace_Analysis.md)"
)
# Busiest over quietest hour of a day, scatter of hours over their mean, mean of weekends over
# that of weekdays: of requests, as the source has them.
WEEKS = {
    "consumer": {"weekday": (2.0, 0.185), "weekend": (1.7, 0.160), "level": 105_255 / 185_431},
    "office": {"weekday": (10.0, 0.716), "weekend": (6.4, 0.444), "level": 39_572 / 124_202},
}
QUIET, BUSY = 4, 15
"""Hours by the clock of the least and the most: the coding trace is quietest at eight o'clock UTC,
which is four in the morning in New York and one in San Francisco."""


def fitted(trace: Path) -> list[tuple[str, float, str, str]]:
    """Figures of an hour of requests: name, value, unit, note."""
    read = read_trace(trace)
    times = np.sort(read.submit_s)
    minutes = np.bincount((times // 60).astype(np.int64))[:-1]
    apart = np.diff(times)
    tokens = {"in": read.tokens_in, "out": read.tokens_out}
    written = np.bincount((read.submit_s // 60).astype(np.int64), read.tokens_out)[:-1]
    length = read.tokens_out.var() / read.tokens_out.mean() ** 2
    # What swings beyond chance, as a squared share of the mean: of requests, and of tokens.
    requests_swing = minutes.var() / minutes.mean() ** 2 - 1 / minutes.mean()
    tokens_swing = written.var() / written.mean() ** 2 - (1 + length) / minutes.mean()
    rows = [
        ("trace_requests_per_minute", minutes.mean(), "1/min", "rate at which burstiness was fitted"),
        ("burstiness", minutes.var() / minutes.mean(), "1",
         "variance over mean of requests in a minute about the hour's mean"),
        ("tokens_swing", tokens_swing / requests_swing, "1",
         "squared swing of a minute's tokens over that of its requests, beyond chance: the trace's bursts are of short answers"),
        ("apart_scatter", apart.std() / apart.mean(), "1",
         "standard deviation over mean of the time from one request to the next; 1 for independent ones"),
    ]  # fmt: skip
    for side, of in tokens.items():
        rows.append(
            (f"tokens_{side}_median", float(np.median(of)), "token", f"tokens {side} of a request")
        )
        rows.append(
            (f"tokens_{side}_high", float(np.quantile(of, 0.95)), "token", "the same, 95 %")
        )
    return rows


def day(ratio: float, scatter: float) -> np.ndarray:
    """A day's 24 factors with that ratio of most to least and that scatter, of mean one.

    A cosine from the quiet to the busy hour and back, raised to the power that gives the scatter:
    below one the day is a plateau, above one a peak.
    """
    hour = np.arange(24)
    rise, since = (BUSY - QUIET) % 24, (hour - QUIET) % 24
    turn = np.where(since <= rise, since / rise, 1 + (since - rise) / (24 - rise))
    wave = 0.5 * (1 - np.cos(np.pi * turn))

    def factors(power: float) -> np.ndarray:
        found = 1 + (ratio - 1) * wave**power
        return found / found.mean()

    return factors(root(lambda power: float(factors(power).std()) - scatter))


def root(of: Callable[[float], float]) -> float:
    """Where a rising function passes nought, between a plateau and a peak."""
    low, high = 0.05, 3.0
    if of(low) > 0 or of(high) < 0:
        raise SystemExit("no power gives that scatter")
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if of(middle) < 0 else (low, middle)
    return low


def rewrite(name: str, rows: list[str], place: Callable[[list[str]], bool]) -> None:
    """Put rows in place of those of a table that are fitted."""
    path = DATA / name
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    kept = [line for line in lines[head + 1 :] if not place(line.split("\t"))]
    path.write_text("\n".join([*lines[: head + 1], *kept, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trace", type=Path)
    figures = [
        f"inference\t{name}\t{value:.4g}\t{unit}\tfitted\t{TRACE}\t{note}"
        for name, value, unit, note in fitted(parser.parse_args().trace)
    ]
    rewrite("workload_figures.tsv", figures, lambda cells: cells[4] == "fitted")
    shapes = []
    for name, of in WEEKS.items():
        week = day(*of["weekday"])
        weekend = day(*of["weekend"]) * of["level"]
        for kind, factors in (("weekday", week), ("saturday", weekend), ("sunday", weekend)):
            told = "|".join(f"{factor:.3f}" for factor in factors)
            ratio, scatter = of["weekday" if kind == "weekday" else "weekend"]
            note = f"busiest over quietest hour {ratio:g}, scatter of hours {scatter:g}"
            if kind != "weekday":
                note += f", mean over weekdays' {of['level']:.3f}"
            shapes.append(f"{name}\t{kind}\t{told}\tfitted\t{WEEK}\t{note}")
    rewrite("week_shapes.tsv", shapes, lambda cells: cells[0] in WEEKS)
    print("\n".join([*figures, *shapes]))


if __name__ == "__main__":
    main()
