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
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.constraints import Claims, Solution, System, claims, solve, system
from grandlivre.ledger.entries.programmes import outermost
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Commitment, EntryKind, Programme, RelationBasis
from grandlivre.ledger.together.rows import Row, money_rows, power_rows, weights_of

Entry = Commitment | Programme
Groups = Mapping[str, tuple[Statement, ...]]
_AS_STATED = Decimal("1e-6")
"""Bounds that are narrower by less than this part are what was stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole and the parts that texts give it, each counted once."""

    key: str
    parts: tuple[str, ...]
    is_exhaustive: bool = False
    """True where these parts are all there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tear:
    """Claims about several entries that cannot all hold: an irreducible infeasible subset."""

    measure: Measure
    rows: tuple[Row, ...]
    wholes: tuple[Whole, ...]
    """Sums between the entries that it is about."""
    size: Decimal
    """By how much figures would have to move, in all."""
    weights: Mapping[str, float]
    """What rejecting each entry's claims of it costs."""

    @property
    def entries(self) -> tuple[str, ...]:
        """Ids of its entries, in order."""
        return tuple(sorted({row.entry for row in self.rows}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """What entries come to together."""

    implied: Mapping[str, Interval]
    """Bounds of entries that firm sums make narrower than what is claimed of them alone."""
    remainders: Mapping[str, Interval]
    """What of a programme its items leave, where all of them fit into it."""
    tears: tuple[Tear, ...]


def balance(
    commitments: Sequence[Commitment],
    programmes: Sequence[Programme],
    groups: Groups,
    linker: Linker,
) -> Balance:
    """Hold entries against one another.

    Parameters
    ----------
    commitments, programmes
        The entries, with their relations; programmes with their items.
    groups
        Statements by entry id.
    linker
        Who is who: official words weigh more.

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
    cost = weights_of([*money, *power], linker)
    implied = _implied(known, _wholes(live, plans, adding_up, firm=True))
    narrow = {key: implied.get(key, each.euros) for key, each in known.items()}
    return Balance(
        implied=implied,
        remainders=_remainders(plans, known, narrow),
        tears=(
            *_tears(Measure.MONEY, money, wholes, cost),
            *_tears(Measure.POWER, power, _wholes(live, (), adding_up, firm=False), cost),
        ),
    )


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


def _implied(entries: Mapping[str, Entry], wholes: Sequence[Whole]) -> dict[str, Interval]:
    """Bounds that sums leave, where they are narrower; sums that cannot hold leave none."""
    keys = sorted(entries)
    number = {key: place for place, key in enumerate(keys)}
    stated = _as_claims([entries[key].euros for key in keys])
    while True:
        found = solve(system(len(keys), stated, _relations(wholes, number)))
        torn = [{keys[each] for each in subset} for subset in found.subsets()]
        broken = {whole.key for among in torn for whole in _between(among, wholes)}
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
    return implied


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


def _relations(
    wholes: Sequence[Whole], number: Mapping[str, int]
) -> list[tuple[int, list[int], bool]]:
    return [
        (number[each.key], [number[part] for part in each.parts], each.is_exhaustive)
        for each in wholes
    ]


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


def _tears(
    measure: Measure,
    rows: Sequence[Row],
    wholes: Sequence[Whole],
    weights: Mapping[str, float],
) -> list[Tear]:
    """Irreducible infeasible subsets that reach over several entries."""
    keys = sorted({row.entry for row in rows})
    number = {key: place for place, key in enumerate(keys)}
    sums = [
        Whole(key=each.key, parts=parts, is_exhaustive=each.is_exhaustive)
        for each in wholes
        if each.key in number and (parts := tuple(key for key in each.parts if key in number))
    ]
    made = rows_to_system(rows, number, sums, weights)
    found = solve(made)
    tears = []
    for place, subset in enumerate(found.subsets()):
        inside = tuple(rows[each] for each in subset)
        entries = {row.entry for row in inside}
        if len(entries) < 2:
            continue
        cost: dict[str, float] = defaultdict(float)
        for row in inside:
            cost[row.entry] += weights[row.statement.claim.id]
        tears.append(
            Tear(
                measure=measure,
                rows=inside,
                wholes=_between(entries, sums),
                size=_exact(float(found.subset_size[place])),
                weights=cost,
            )
        )
    return tears


def rows_to_system(
    rows: Sequence[Row],
    number: Mapping[str, int],
    sums: Sequence[Whole],
    weights: Mapping[str, float],
) -> System:
    """One row a claim, in their order; copies of one dispatch share one weight."""
    origins = {key: place for place, key in enumerate(sorted({r.statement.origin for r in rows}))}
    return system(
        len(number),
        claims(
            [number[row.entry] for row in rows],
            [_float(row.loosened.low) for row in rows],
            [_float(row.loosened.high) for row in rows],
            weight=np.array([weights[row.statement.claim.id] for row in rows], dtype=float),
            origin=[origins[row.statement.origin] for row in rows],
        ),
        _relations(sums, number),
    )


def _between(entries: set[str], sums: Sequence[Whole]) -> tuple[Whole, ...]:
    """Sums that tie some entries, with those that lie between a whole and a part's part."""
    kept: list[Whole] = []
    reached = set(entries)
    for _ in sums:
        more = [
            each
            for each in sums
            if each not in kept and each.key in reached and _leads(each, entries, sums)
        ]
        if not more:
            break
        kept.extend(more)
        reached.update(part for each in more for part in each.parts)
    return tuple(sorted(kept, key=lambda each: each.key))


def _leads(whole: Whole, entries: set[str], sums: Sequence[Whole]) -> bool:
    """True where one of the entries is among the parts of a whole, at any remove."""
    below = {each.key: each.parts for each in sums}
    waiting, seen = list(whole.parts), set[str]()
    while waiting:
        key = waiting.pop()
        if key in entries:
            return True
        if key not in seen:
            seen.add(key)
            waiting.extend(below.get(key, ()))
    return False
