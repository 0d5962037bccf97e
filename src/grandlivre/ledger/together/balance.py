"""Entries held against one another: what stated sums leave of each, and where they cannot hold.

One variable an entry, one row a claim, one hard sum a whole with its stated parts; the rest is
arithmetic (`grandlivre.ledger.constraints`). Money and power go through the same.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure
from grandlivre.ledger.constraints import Claims, Solution, claims, solve, system
from grandlivre.ledger.entries.programmes import outermost
from grandlivre.ledger.entries.twins import each_once
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Best, Commitment, EntryKind, Programme, RelationBasis
from grandlivre.ledger.together.best import best_values
from grandlivre.ledger.together.rows import money_rows, power_rows
from grandlivre.ledger.together.torn import Tear, tears_in
from grandlivre.ledger.together.whole import Whole, relations_among, sums_between

Entry = Commitment | Programme
Groups = Mapping[str, tuple[Statement, ...]]
_AS_STATED = Decimal("1e-6")
"""Bounds that are narrower by less than this part are what was stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What entries come to together."""

    implied: Mapping[str, Interval]
    """Bounds of entries that firm sums make narrower than what is claimed of them alone."""
    remainders: Mapping[str, Interval]
    """What of a programme its items leave, where all of them fit into it."""
    tears: tuple[Tear, ...]
    """Contradictions that reach over several entries."""
    best: Mapping[str, Best]
    """A value inside the bounds of each entry of money."""


def balance(
    commitments: Sequence[Commitment],
    programmes: Sequence[Programme],
    groups: Groups,
    weights: Mapping[str, float],
) -> Balance:
    """Hold entries against one another.

    Parameters
    ----------
    commitments, programmes
        The entries, with their relations; programmes with their items.
    groups
        Statements by entry id.
    weights
        What moving or rejecting each claim costs, by its id; see
        `grandlivre.ledger.together.rows.weights_of`.

    Returns
    -------
    Balance
        Bounds rest on *firm* relations alone (a row of statements or two independent origins
        say so); contradictions on all that are stated. A reading binds nobody.
    """
    live = [each for each in commitments if not each.is_cancelled and each.aside is None]
    adding_up = _adding_up((*commitments, *programmes))
    plans = [each for each in programmes if each.aside is None]
    both: tuple[Entry, ...] = (*live, *plans)
    known = {each.id: each for each in both}
    wholes = _wholes(live, plans, adding_up, firm=False)
    money = [row for key in sorted(known) for row in money_rows(key, groups[key])]
    power = [row for each in live for row in power_rows(each.id, groups[each.id])]
    implied, holding = _implied(known, _wholes(live, plans, adding_up, firm=True))
    narrow = {key: implied.get(key, each.euros) for key, each in known.items()}
    every: tuple[Entry, ...] = (*commitments, *programmes)
    bounds = {each.id: narrow.get(each.id, each.euros) for each in every}
    return Balance(
        implied=implied,
        remainders=_remainders(plans, known, narrow),
        tears=tuple(
            each
            for each in (
                *tears_in(Measure.MONEY, money, wholes, weights),
                *tears_in(Measure.POWER, power, _wholes(live, (), adding_up, firm=False), weights),
            )
            if len(each.entries) > 1
            and not _is_of_one_text(each)
            # What is counted twice in two texts does not make a whole too full.
            and len(each_once(each.entries, known, groups)) == len(each.entries)
        ),
        best=best_values(bounds, groups, holding, weights),
    )


def _is_of_one_text(tear: Tear) -> bool:
    """True for two powers that one text tells: the larger is then rather that of the whole."""
    origins = {row.statement.origin for row in tear.rows}
    return tear.measure is Measure.POWER and len(tear.entries) == 2 and len(origins) < 2


def _adding_up(entries: Sequence[Entry]) -> dict[str, set[str]]:
    """By whole, the parts that come to it together, those that count nowhere included."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in entries:
        for relation in each.relations:
            if relation.is_exhaustive:
                found[relation.whole].add(each.id)
    return found


def _wholes(
    commitments: Sequence[Commitment],
    programmes: Sequence[Programme],
    adding_up: Mapping[str, set[str]],
    *,
    firm: bool,
) -> list[Whole]:
    """Stated sums: of each whole the outermost parts, commitments before envelopes."""
    both: tuple[Entry, ...] = (*commitments, *programmes)
    entries = {each.id: each for each in both}
    doubtful = {
        (item.entry, each.id) for each in programmes for item in each.items if item.is_perhaps
    }
    parts: dict[str, list[str]] = defaultdict(list)
    for key in sorted(entries):
        for relation in entries[key].relations:
            is_stated = relation.basis is RelationBasis.STATED
            is_kept = is_stated and (key, relation.whole) not in doubtful
            if is_kept and relation.whole in entries and (relation.is_firm or not firm):
                parts[relation.whole].append(key)
    found = []
    for whole in sorted(parts):
        counted = _counted(parts[whole], entries)
        if counted:
            # Parts that add up do so together: without one of them something remains.
            is_all = adding_up.get(whole) == set(counted)
            found.append(Whole(key=whole, parts=tuple(counted), is_exhaustive=is_all))
    return found


def _counted(keys: Sequence[str], entries: Mapping[str, Entry]) -> list[str]:
    """The outermost of some entries; no envelope beside commitments, which it counts again."""
    told = outermost(keys, lambda key: entries[key].wholes if key in entries else ())
    own = [key for key in told if isinstance(entries[key], Commitment)]
    return [key for key in own or told if not _is_raised(entries[key])]


def _is_raised(entry: Entry) -> bool:
    """True for a round: money raised is no part of what it pays for."""
    return isinstance(entry, Commitment) and entry.kind is EntryKind.ROUND


def _implied(
    entries: Mapping[str, Entry], wholes: Sequence[Whole]
) -> tuple[dict[str, Interval], Sequence[Whole]]:
    """Bounds that sums leave, where they are narrower, and the sums; such as cannot hold apart."""
    keys = sorted(entries)
    number = {key: place for place, key in enumerate(keys)}
    stated = _as_claims([entries[key].euros for key in keys])
    while True:
        found = solve(system(len(keys), stated, relations_among(wholes, number)))
        torn = [{keys[each] for each in subset} for subset in found.subsets()]
        broken = {whole.key for among in torn for whole in sums_between(among, wholes)}
        if not broken:
            break
        # What contradicts itself says nothing about others.
        wholes = [each for each in wholes if each.key not in broken]
    implied: dict[str, Interval] = {}
    for key in sorted({key for whole in wholes for key in (whole.key, *whole.parts)}):
        bounds = _read(found, number[key])
        joint = entries[key].euros.intersection(bounds) if bounds is not None else None
        is_stated = entries[key].euros != Interval()
        if is_stated and joint is not None and _is_narrower(joint, entries[key].euros):
            implied[key] = joint
    return implied, wholes


def _remainders(
    plans: Sequence[Programme], entries: Mapping[str, Entry], bounds: Mapping[str, Interval]
) -> dict[str, Interval]:
    """What the items of each programme leave of it, those announced beside it included."""
    ends: list[Interval] = []
    sums: list[tuple[int, list[int], bool]] = []
    keys: list[str] = []
    for plan in plans:
        live = [each.entry for each in plan.items if not each.is_perhaps and each.entry in entries]
        items = _counted(live, entries)
        if not items:
            continue
        # Each programme has its own copy of its items: what two programmes count both, each counts.
        first = len(ends)
        ends.extend(bounds[key] for key in (plan.id, *items))
        sums.append((first, list(range(first + 1, len(ends))), False))
        keys.append(plan.id)
    made = system(len(ends), _as_claims(ends), sums)
    found = solve(made)
    read = (_read(found, int(each)) for each in made.sums.remainder)
    return {key: each for key, each in zip(keys, read, strict=True) if each is not None}


def _as_claims(ends: Sequence[Interval]) -> Claims:
    return claims(
        np.arange(len(ends)),
        [_float(each.low) for each in ends],
        [_float(each.high) for each in ends],
    )


def _read(found: Solution, variable: int) -> Interval | None:
    """Bounds of a variable, to the unit; None where its component cannot hold."""
    if not found.is_consistent[found.component[variable]]:
        return None
    low, high = float(found.low[variable]), float(found.high[variable])
    return Interval(
        low=_exact(low) if np.isfinite(low) else None,
        high=max(_exact(high), _exact(low)) if np.isfinite(high) else None,
    )


def _exact(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _float(value: Decimal | None) -> float:
    return np.nan if value is None else float(value)


def _is_narrower(bounds: Interval, stated: Interval) -> bool:
    ends = (bounds.low, bounds.high, stated.low, stated.high)
    scale = max(abs(each) if each is not None else Decimal(0) for each in ends)
    low = (bounds.low or 0) - (stated.low or 0)
    high = Decimal(0)
    if bounds.high is not None:
        high = scale if stated.high is None else stated.high - bounds.high
    return max(low, high) > _AS_STATED * scale
