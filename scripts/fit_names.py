"""Measure what each finding weighs when two names are compared: ``python scripts/fit_names.py``.

True pairs are two ways of writing one party of the reference list, with a seeded misprint of
one name in ten that is long enough (of two letters in one of five); false pairs are names of two parties that the blocks
bring together. Half of the parties, drawn by the hash of their name, are kept for the test that
is printed. Writes ``data/weights/names.tsv``; levels that the list never shows keep the weight
that they had, and so do those set by hand.
"""

import argparse
import math
import random
import string
from collections import Counter
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import numpy as np

from grandlivre.entities.blocking import candidates
from grandlivre.entities.compare import verdict_of
from grandlivre.entities.findings import Finding, findings
from grandlivre.entities.model import Name, Verdict
from grandlivre.entities.profile import profile
from grandlivre.reference.parties import PartyKind, parties

TABLE = Path(__file__).parents[1] / "src/grandlivre/reference/data/weights/names.tsv"
SEED = 7
LEAST_LETTERS = 8
MISPRINTED = 0.1
TWICE = 0.2
RIDGE = 0.5
# One house of the list makes nearly all the legal forms that differ. Companies seldom bear numbers, sites and phases do: "Campus 2" is never "Campus 3".
BY_HAND = (
    "id.",
    "list.",
    "judged.",
    "left.",
    "number.different",
    "legal.different",
    "legal.partly",
)


def misprinted(name: str, draw: random.Random) -> str:
    """One letter more, less, other, or two swapped, anywhere but at the start."""
    place = draw.randrange(1, len(name) - 1)
    letter = draw.choice(string.ascii_lowercase)
    return draw.choice(
        [
            name[:place] + letter + name[place:],
            name[:place] + name[place + 1 :],
            name[:place] + letter + name[place + 1 :],
            name[:place] + name[place + 1] + name[place] + name[place + 2 :],
        ]
    )


class Row(NamedTuple):
    """A candidate pair."""

    held: bool
    """Kept for the test."""
    true: bool
    names: tuple[str, str]
    found: tuple[Finding, ...]


def levels(row: Row) -> tuple[str, ...]:
    return tuple(level for level, _ in row.found)


def pairs() -> list[Row]:
    """Candidate pairs: kept for the test or not, true or false, and what is found."""
    draw = random.Random(SEED)
    lexicon = parties()
    profiles, owners = [], []
    for party in lexicon.all:
        if party.kind is PartyKind.PERSON:
            continue
        forms = list(party.written())
        if len(party.name) >= LEAST_LETTERS and draw.random() < MISPRINTED:
            wrong = misprinted(party.name, draw)
            forms.append(misprinted(wrong, draw) if draw.random() < TWICE else wrong)
        profiles += [profile(Name(form=form)) for form in forms]
        owners += [party.name] * len(forms)
    rows = []
    for first, second in candidates(profiles):
        held = bool(blake2b(owners[first].encode(), digest_size=1).digest()[0] % 2)
        names = (profiles[first].name.form, profiles[second].name.form)
        found = findings(profiles[first], profiles[second])
        rows.append(Row(held, owners[first] == owners[second], names, found))
    return rows


def fit(rows: list[Row]) -> dict[str, float]:
    """Logistic regression by Newton's method with a small ridge, in bits.

    The constant is not fitted: it is the log-odds of the candidates, so that what is left to
    the findings reads as evidence for or against.
    """
    names = sorted({level for row in rows for level in levels(row)})
    places = {level: place for place, level in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        table[number, [places[level] for level in levels(row)]] = 1
    truth = np.array([row.true for row in rows], float)
    prior = math.log(truth.sum() / (len(truth) - truth.sum()))
    sign = 2 * truth - 1

    def loss(weights: np.ndarray) -> float:
        margin = sign * (prior + table @ weights)
        return float(np.logaddexp(0, -margin).sum() + RIDGE / 2 * weights @ weights)

    weights = np.zeros(len(names))
    for _ in range(200):
        odds = 1 / (1 + np.exp(-np.clip(prior + table @ weights, -50, 50)))
        slope = table.T @ (truth - odds) - RIDGE * weights
        bend = (table * (odds * (1 - odds))[:, None]).T @ table + RIDGE * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        while loss(weights + step) > loss(weights) and np.abs(step).max() > 1e-9:
            step /= 2
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    bits = weights / math.log(2)
    return {"prior": prior / math.log(2), **dict(zip(names, bits, strict=True))}


def shares(rows: list[Row]) -> dict[str, tuple[float, float]]:
    """How often each level is met among true and among false pairs."""
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    totals = Counter(row.true for row in rows)
    for row in rows:
        counts[row.true].update(levels(row))
    found = set(counts[True]) | set(counts[False])
    return {
        level: (counts[True][level] / totals[True], counts[False][level] / totals[False])
        for level in found
    }


def write(bits: dict[str, float], known: dict[str, tuple[float, float]]) -> None:
    lines = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        level = cells[0]
        if level in bits and not level.startswith(BY_HAND):
            cells[1] = f"{bits[level]:.2f}"
            if level in known:
                cells[2], cells[3] = (f"{share:.4f}" for share in known[level])
        lines.append("\t".join(cells))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(bits: dict[str, float], rows: list[Row]) -> None:
    """How the weights do on the parties kept for the test."""
    tally: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        score = bits["prior"] + sum(bits.get(level, 0.0) for level in levels(row))
        said = verdict_of(score, row.found)
        tally[said, row.true] += 1
        if said is Verdict.SAME and not row.true:
            print("  wrong:", *row.names, *levels(row), f"{score:.1f}", sep="  ")
    same = tally[Verdict.SAME, True] + tally[Verdict.SAME, False]
    true = sum(row.true for row in rows)
    print(
        "kept for the test:",
        {f"{said}/{'same' if own else 'two'}": count for (said, own), count in tally.items()},
    )
    print(
        f"precision {tally[Verdict.SAME, True] / same:.4f}, recall {tally[Verdict.SAME, True] / true:.4f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", help="print the weights and write nothing")
    asked = parser.parse_args()
    rows = pairs()
    learnt = [row for row in rows if not row.held]
    report(fit(learnt), [row for row in rows if row.held])
    bits, known = fit(rows), shares(rows)
    for level in sorted(bits):
        print(f"{level:18} {bits[level]:7.2f}", *(f"{share:.4f}" for share in known.get(level, ())))
    if not asked.print:
        write(bits, known)


if __name__ == "__main__":
    main()
