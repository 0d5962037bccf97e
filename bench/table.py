"""Put results into ``docs/benchmarks.md``, between its markers: ``python -m bench.table``."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
_EMPTY = """# Benchmarks

How fast Grand Livre reads, in how much memory, and how well. Every figure here was measured by
`make bench` on the machine named beside it, and written here by a program; targets that are not
met are shown as such.

## How fast

<!-- read:begin -->
<!-- read:end -->

*Dense text* is the corpus that comes with Grand Livre, retold in other figures and names until it
makes up the size; every document is read from its bytes to its claims. *The peer* is spaCy's full
French pipeline (`fr_core_news_md`: tagging, parsing, lemmas, names), in a process of its own, on
the same texts in the same run, in turns with ours; the best round of each counts. It does another
job, so the comparison says how long a reader who would start from its names would have to wait.

*A crawl* is made-up prose, French and English, seeded: news of small towns, weather, sport tables,
recipes, with a number in every hundred bytes or so and an amount of money in three documents of a
hundred; one document in a hundred is a text of the corpus, retold. It goes through the whole
pipeline, as `grandlivre read` takes it. Two variants bracket it: one without any amount outside of
the corpus's texts, and one as crowded as a regional paper, where every seventh text counts people
or hectares.

Rates are by the clock; in brackets by the processor's time, which a busy machine distorts less.

## How many faults are reported

<!-- faults:begin -->
<!-- faults:end -->

Consistent made-up ledgers, each undertaking told by two to five sources that differ as sources do without contradicting one another; into each a hundred faults of ten kinds, one of them an injected mistake that at least one other source contradicts. *Reported as such*: a contradiction of a fitting kind holds the faulty claim. *A spreadsheet* compares the cells of all rows of one party and place. The made-up texts have figures and names but no prose, so that this measures the ledger alone, and not the reader. Sums have two digits or more, for a round "1 bn" may mean anything from 0.5 to 1.5, so that a stale copy of it contradicts nothing; and a place, party or horizon is only made wrong where another source gives it. Ledger and benchmark were mended in turns on the seeds 0 to 2 (recall 0.92, then 0.99 on the easier and 0.94 on the harder generator that stands); 3 to 9, seven ledgers of the ten above, were first seen in the run above.

## How well

<!-- scores:begin -->
<!-- scores:end -->

F1 by field, as `bench/scoring.py` computes it: a claim answers the annotation that its evidence
overlaps most; names agree without regard to case, accents and articles; fields after *role* are
judged on pledged money.

## Whom to believe

<!-- fusion:begin -->
<!-- fusion:end -->

One setting for all tables. *Share off* and *accuracy* are as `bench/fusion.py` says at its head;
*best possible* is what the best choice among the told values would reach. Fusion abstains where
no value reaches a probability of 0.5; the last column is its figure on what it vouches for. The
peer is the PyPI package truthdiscovery, its algorithms as they come. The method was built while
both truths were known to us; the made-up tables, drawn from a seed, are the check. They are hard:
sources are right six times in ten on average and share their errors, and one in eleven copies.
"""
Result = dict[str, Any]


def put(section: str, text: str, page: Path = PAGE) -> None:
    """Replace what stands between a section's markers; the page is made where it is missing.

    Parameters
    ----------
    section
        Such as ``read``, ``scores``, ``reconcile`` or ``fusion``.
    text
        Markdown.
    page
        The page.
    """
    whole = page.read_text(encoding="utf-8") if page.exists() else _EMPTY
    begin, end = f"<!-- {section}:begin -->", f"<!-- {section}:end -->"
    head, found, rest = whole.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        head, tail = whole.rstrip("\n") + "\n\n", "\n"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"{head}{begin}\n{text.strip()}\n{end}{tail}", encoding="utf-8")


def speed(record: Result) -> str:
    """The table of one run of `bench.read`."""
    about = record["raw"]["beside"].get("peer", {}).get("about")
    if about:
        peer = f"The peer: spaCy {about['spacy']}, {about['model']}, {', '.join(about['pipes'])}."
    else:
        peer = "The peer was not at hand in this run."
    return figures(record, peer)


def figures(record: Result, note: str = "") -> str:
    """The table of one run: what was measured, beside its target, and on what machine."""
    machine = record["raw"]["machine"]
    where = f"{machine['cores']} cores ({machine['processor']}), {machine['memory_gb']} GB"
    load = f"load before and after: {machine['load'][0]:g} and {machine['load_after'][0]:g}"
    system = f"{machine['system']}, {machine['python']}"
    lines = [f"Size `{record['size']}`, on {_date(record)}: {where}, {system}; {load}."]
    if note:
        lines.append(note)
    lines += [
        "",
        "| what | figure | by processor time | target | |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    for row in record["rows"]:
        target = "" if row["least"] is None else f"≥ {row['least']:g}"
        target = target if row["most"] is None else f"≤ {row['most']:g}"
        verdict = {None: "", True: "met", False: "**not met**"}[row["met"]]
        other = "" if row["by_processor"] is None else f"({_number(row['by_processor'])})"
        lines.append(
            f"| {row['what']} | {_number(row['value'])} {row['unit']} | {other} | {target} | {verdict} |"
        )
    return "\n".join(lines)


def _date(record: Result) -> str:
    return str(record.get("date") or datetime.now().astimezone().date())


def _number(value: float) -> str:
    """Three significant digits, as far as a figure's scatter bears them.

    Examples
    --------
    >>> _number(151234.5), _number(1.834), _number(25.0)
    ('151,000', '1.83', '25')
    """
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def main() -> int:
    """Write the table of a result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=ROOT / "out" / "bench" / "read-full.json")
    parser.add_argument("--page", type=Path, default=PAGE)
    asked = parser.parse_args()
    if not asked.json.exists():
        print(
            f"{asked.json} is not there: measure first, with python -m bench.read", file=sys.stderr
        )
        return 1
    put("read", speed(json.loads(asked.json.read_text(encoding="utf-8"))), asked.page)
    print(asked.page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
