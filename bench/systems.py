"""Made-up ledgers of any size, seeded: entries, sums, and what sources claim of them."""

from dataclasses import dataclass

import numpy as np

from grandlivre.ledger.constraints import Claims, System, claims, half_last_digit, sums_of
from grandlivre.ledger.constraints.system import Floats, Ints

CLAIMS_PER_ENTRY = 10
ALONE = 0.6
"""Share of entries that no sum ties to another."""
STEEPNESS = 2.2
"""Components have a power law of sizes with this exponent, from three entries on."""
LARGEST = 400
TWO_WAYS_OF_LARGE = 0.25
"""Share of components of seven entries and more whose leaves are summed in two hierarchies."""
COPIED = 0.3
"""Share of claims that come of another claim's origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A made-up ledger and its truth."""

    system: System
    truth: Floats
    wrong: Ints
    """Claims that do not hold at the truth."""


def made(seed: int, size: int, wrong: float = 0.03) -> Made:
    """A ledger of `size` claims, of which a share is wrong.

    Entries are sums of one to six others, two to four deep; half of the sums name all of their
    parts. Claims round to three digits, give ranges or one end. Wrong ones slip by a thousand,
    double the figure, take a part for the whole or are off by a fifth.
    """
    random = np.random.default_rng(seed)
    entries = max(1, size // CLAIMS_PER_ENTRY)
    wholes, counts, parts, partial = _sums(random, entries)
    table = sums_of(wholes, counts, parts, partial, first_free=entries)
    left = int((table.remainder >= 0).sum())
    truth = _truth(random, entries, left, table.whole, table.row, table.part)
    stated, odd = _claims(random, truth[:entries], size, wrong)
    count = entries + left
    system = System(
        variables=count,
        floor=np.zeros(count),
        ceiling=np.full(count, np.inf),
        claims=stated,
        sums=table,
        same=np.zeros((0, 2), dtype=np.int64),
    )
    return Made(system=system, truth=truth, wrong=odd)


def _sums(
    random: np.random.Generator, entries: int
) -> tuple[list[int], list[int], list[int], list[bool]]:
    wholes: list[int] = []
    counts: list[int] = []
    parts: list[int] = []
    partial: list[bool] = []

    def add(whole: int, below: list[int], is_partial: bool) -> None:
        wholes.append(whole)
        counts.append(len(below))
        parts.extend(below)
        partial.append(is_partial)

    at = int(entries * ALONE)
    while at < entries - 2:
        size = min(int(3 * (1 - random.random()) ** (-1 / (STEEPNESS - 1))), LARGEST, entries - at)
        two_ways = size >= 7 and random.random() < TWO_WAYS_OF_LARGE
        nodes = list(range(at, at + size - (1 if two_ways else 0)))
        leaves = _tree(random, nodes, add, two_ways)
        if two_ways:
            # The same leaves by another division: one that crosses the first.
            add(at + size - 1, leaves[::2], False)
            add(nodes[0], [at + size - 1, *leaves[1::2]], False)
        at += size
    return wholes, counts, parts, partial


def _tree(random: np.random.Generator, nodes: list[int], add, exhaustive: bool) -> list[int]:
    """Sums over nodes, the first one on top; its leaves."""
    depth = {nodes[0]: 0}
    waiting, free = [nodes[0]], nodes[1:]
    leaves: list[int] = []
    while waiting:
        whole = waiting.pop(0)
        is_deep = depth[whole] >= 3
        if not free or (is_deep and waiting):
            leaves.append(whole)
            continue
        count = len(free) if is_deep else min(len(free), int(random.integers(2, 7)))
        below, free = free[:count], free[count:]
        add(whole, below, not exhaustive and bool(random.random() < 0.5))
        for part in below:
            depth[part] = depth[whole] + 1
        waiting.extend(below)
    return leaves


def _truth(
    random: np.random.Generator, entries: int, left: int, whole: Ints, row: Ints, part: Ints
) -> Floats:
    """Log-normal leaves, and wholes that are the sum of theirs."""
    value = np.round(np.exp(random.normal(20.5, 1.6, entries + left)), -6) + 1e6
    start = np.searchsorted(row, np.arange(len(whole) + 1))
    # Parts have higher numbers than their whole: from the last one upwards.
    first: dict[int, int] = {}
    for number, each in enumerate(whole.tolist()):
        first.setdefault(each, number)
    for each in sorted(first, reverse=True):
        number = first[each]
        value[each] = value[part[start[number] : start[number + 1]]].sum()
    return value


def _claims(
    random: np.random.Generator, truth: Floats, size: int, wrong: float
) -> tuple[Claims, Ints]:
    about = np.concatenate(
        [np.arange(len(truth)), random.integers(0, len(truth), size - len(truth))]
    )
    value = truth[about]
    is_wrong = random.random(size) < wrong
    fault = np.array([1000.0, 2.0, 0.4, 1.2])[random.integers(0, 4, size)]
    told = np.where(is_wrong, value * fault, value)
    figure = _rounded(told, 3)
    manner = random.random(size)
    low, high = figure.copy(), figure.copy()
    ranged = manner > 0.7
    low[ranged] = _rounded(told[ranged] * random.uniform(0.7, 1.0, int(ranged.sum())), 2)
    high[ranged] = _rounded(told[ranged] * random.uniform(1.0, 1.4, int(ranged.sum())), 2)
    low[manner > 0.9] = -np.inf
    high[(manner > 0.8) & (manner <= 0.9)] = np.inf
    slack = np.maximum(
        half_last_digit(np.where(np.isfinite(low), low, 0.0)),
        half_last_digit(np.where(np.isfinite(high), high, 0.0)),
    )
    slack = np.maximum(slack, 0.05 * np.where(ranged, told, 0.0))
    slack = np.maximum(slack, np.where(ranged, 0.0, np.abs(figure - told)))
    origin = np.arange(size)
    copied = random.random(size) < COPIED
    origin[copied] = random.integers(0, size, int(copied.sum()))
    weight = np.array([1.0, 0.6, 0.3])[random.integers(0, 3, size)]
    stated = claims(
        about,
        np.minimum(low, high),
        np.maximum(low, high),
        weight=weight,
        origin=origin,
        slack=slack,
    )
    odd = np.flatnonzero((value < stated.low) | (value > stated.high))
    return stated, odd


def _rounded(value: Floats, digits: int) -> Floats:
    """To so many significant digits."""
    power = 10.0 ** (np.floor(np.log10(np.maximum(value, 1.0))) - digits + 1)
    return np.round(value / power) * power
