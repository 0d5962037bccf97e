"""What belongs to a programme, what its items add up to, and what remains of it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.base.periods import Period
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Commitment, EntryKind, Item, Programme, RelationBasis

Wholes = Callable[[str], tuple[str, ...]]
_BESIDE = timedelta(days=60)
"""How far apart a programme and an entry announced beside it may first have been told of."""
_TOLD = (RelationBasis.STATED, RelationBasis.PERHAPS)
_NOTHING = Interval(low=Decimal(0), high=Decimal(0))


def add_up(intervals: Sequence[Interval]) -> Interval:
    """Sum of bounds: an unknown lower end counts for nothing, an unknown upper end is open.

    Examples
    --------
    >>> ten, more = Interval.at_most(Decimal(10)), Interval.at_least(Decimal(2))
    >>> add_up([ten, Interval.exactly(Decimal(5))])
    Interval(low=Decimal('5'), high=Decimal('15'))
    >>> add_up([ten, more])
    Interval(low=Decimal('2'), high=None)
    """
    total = _NOTHING
    for each in intervals:
        total = total + Interval(low=each.low or Decimal(0), high=each.high)
    return total


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    commitments: Mapping[str, Commitment]
    programmes: Mapping[str, Programme]
    statements: Mapping[str, Statement]

    def euros(self, key: str) -> Interval:
        if key in self.commitments:
            return self.commitments[key].euros
        return self.programmes[key].euros

    def is_counted(self, key: str) -> bool:
        """True unless it was withdrawn, or no claim gives it an amount."""
        entry = self.commitments.get(key)
        return entry is None or not (entry.is_cancelled or entry.kind is EntryKind.CAPACITY)

    def is_aside(self, key: str) -> bool:
        entry = self.commitments.get(key) or self.programmes[key]
        return entry.aside is not None

    def origins(self, key: str) -> int:
        entry = self.commitments.get(key) or self.programmes[key]
        return entry.origins

    def wholes(self, key: str) -> tuple[str, ...]:
        if key in self.commitments:
            return self.commitments[key].wholes
        return self.programmes[key].wholes


def with_items(
    programmes: Sequence[Programme],
    commitments: Sequence[Commitment],
    statements: Mapping[str, Statement],
) -> tuple[Programme, ...]:
    """Give each programme its items, their sum and what remains.

    Parameters
    ----------
    programmes, commitments
        The entries, with their relations.
    statements
        Every statement by claim id.

    Notes
    -----
    Items are the entries that a text ties to the programme, and, once there is any, those
    that the same texts announce beside it: in its places, within sixty days, tied to nothing
    else. An item inside another item is not added again, nor one that was withdrawn, nor an
    envelope beside commitments, which it would count twice. Ties that are weakly supported
    are kept as "perhaps" and not added; so are the weakest of the others, as long as the sum
    exceeds the whole and not all of them are firm.
    """
    table = _Table(
        commitments={each.id: each for each in commitments},
        programmes={each.id: each for each in programmes},
        statements=statements,
    )
    stated: dict[str, list[Item]] = defaultdict(list)
    related = {each.id: each.relations for each in commitments}
    related.update({each.id: each.relations for each in programmes})
    for key, relations in related.items():
        for relation in relations:
            if relation.whole in table.programmes and relation.basis in _TOLD:
                is_perhaps = relation.basis is RelationBasis.PERHAPS or table.is_aside(key)
                stated[relation.whole].append(
                    Item(
                        entry=key,
                        is_stated=True,
                        claims=relation.claims,
                        is_firm=relation.is_firm,
                        is_perhaps=is_perhaps,
                    )
                )
    beside = _beside(programmes, stated, table)
    return tuple(_filled(each, [*stated[each.id], *beside[each.id]], table) for each in programmes)


def _filled(programme: Programme, items: list[Item], table: _Table) -> Programme:
    items = _within(programme, items, table)
    items.sort(key=lambda item: (item.is_perhaps, not item.is_stated, item.entry))
    counted = _counted(items, table)
    itemised = add_up([table.euros(key) for key in counted])
    return replace(
        programme,
        items=tuple(items),
        itemised=itemised,
        remainder=remainder(programme.euros, itemised),
        depends_on=tuple(key for key in counted if table.euros(key).high is None),
    )


def _counted(items: Sequence[Item], table: _Table) -> list[str]:
    """Entries whose sums an envelope's items come to: each once, nothing that was withdrawn."""
    live = [item.entry for item in items if not item.is_perhaps]
    counted = [key for key in outermost(live, table.wholes) if table.is_counted(key)]
    own = [key for key in counted if key in table.commitments]
    return own or counted


def _within(programme: Programme, items: Sequence[Item], table: _Table) -> list[Item]:
    """The items, the weakest of them only "perhaps" while their sum exceeds the whole."""
    found = list(items)
    whole = programme.euros.high
    while whole is not None:
        counted = _counted(found, table)
        if (add_up([table.euros(key) for key in counted]).low or Decimal(0)) <= whole:
            break
        weak = [item for item in found if item.entry in counted and not item.is_firm]
        if not weak:
            break
        weakest = min(
            weak,
            key=lambda item: (
                item.is_stated,
                table.origins(item.entry),
                -(table.euros(item.entry).low or Decimal(0)),
                item.entry,
            ),
        )
        found[found.index(weakest)] = replace(weakest, is_perhaps=True)
    return found


def with_floors(commitments: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """Raise the lower end of wholes to what their stated parts come to.

    A whole is no less than its parts: "up to 75" of which 45 is at least 45. Parts that were
    withdrawn, or that would exceed the whole's upper end, raise nothing.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    by_id = {each.id: each for each in commitments}
    for each in commitments:
        if each.is_cancelled:
            continue
        for relation in each.relations if each.aside is None else ():
            if relation.whole in by_id and relation.basis is RelationBasis.STATED:
                parts[relation.whole].append(each.id)
    wholes = {key: by_id[key].wholes for key in by_id}
    floors: dict[str, Decimal] = {}

    def floor(key: str) -> Decimal:
        if key not in floors:
            direct = outermost(parts[key], lambda part: wholes.get(part, ()))
            inside = sum((floor(part) for part in direct), Decimal(0))
            euros = by_id[key].euros
            low = euros.low or Decimal(0)
            fits = euros.high is None or inside <= euros.high
            floors[key] = max(low, inside) if fits else low
        return floors[key]

    return tuple(_raised(each, floor(each.id)) for each in commitments)


def _raised(entry: Commitment, floor: Decimal) -> Commitment:
    if floor <= (entry.euros.low or Decimal(0)):
        return entry
    return replace(entry, euros=Interval(low=floor, high=entry.euros.high))


def remainder(total: Interval, items: Interval) -> Interval:
    """What of a total its items leave unaccounted for; never less than nothing.

    Examples
    --------
    >>> left = remainder(Interval.exactly(Decimal(109)), Interval.at_least(Decimal(65)))
    >>> left.low, left.high
    (Decimal('0'), Decimal('44'))
    """
    nothing = Decimal(0)
    low = nothing if total.low is None or items.high is None else total.low - items.high
    high = None if total.high is None else max(nothing, total.high - (items.low or nothing))
    return Interval(low=max(nothing, low), high=high)


def outermost(keys: Sequence[str], wholes: Wholes) -> list[str]:
    """Those of some entries that are not, at any remove, a part of another of them."""
    among = set(keys)

    def is_inside(key: str) -> bool:
        waiting, seen = list(wholes(key)), set[str]()
        while waiting:
            whole = waiting.pop()
            if whole in among:
                return True
            if whole not in seen:
                seen.add(whole)
                waiting.extend(wholes(whole))
        return False

    return [key for key in keys if not is_inside(key)]


def _beside(
    programmes: Sequence[Programme], stated: Mapping[str, Sequence[Item]], table: _Table
) -> defaultdict[str, list[Item]]:
    """Entries tied to nothing, each beside the one programme whose texts tell most of it."""
    itemised = [
        each
        for each in programmes
        if _is_of_country(each) and any(not item.is_perhaps for item in stated.get(each.id, ()))
    ]
    found: defaultdict[str, list[Item]] = defaultdict(list)
    told_in: dict[str, dict[str, Programme]] = defaultdict(dict)
    for each in itemised:
        for claim in each.claims:
            told_in[table.statements[claim].claim.document_id][each.id] = each
    for entry in table.commitments.values():
        if entry.wholes or entry.aside is not None or entry.kind is not EntryKind.COMMITMENT:
            continue
        near = {
            key: each
            for claim in entry.claims
            for key, each in told_in.get(table.statements[claim].claim.document_id, {}).items()
        }
        shared = {key: _shared(entry, each, table) for key, each in near.items()}
        best = max(
            (key for key, claims in shared.items() if claims),
            key=lambda key: (len(shared[key]), len(stated[key]), key),
            default=None,
        )
        if best is not None and entry.id not in {item.entry for item in stated[best]}:
            found[best].append(Item(entry=entry.id, is_stated=False, claims=shared[best]))
    return found


def _is_of_country(programme: Programme) -> bool:
    return bool(programme.places) and all(place.level >= 2 for place in programme.places)


def _shared(entry: Commitment, programme: Programme, table: _Table) -> tuple[str, ...]:
    """Claims of an entry in texts that tell of the programme too; none if it lies elsewhere."""
    if not _lies_in(entry, programme) or _is_larger(entry.euros, programme.euros):
        return ()
    told = [table.statements[claim] for claim in entry.claims]
    # Megawatts told of early do not make later money a part of what was announced then.
    told = [each for each in told if each.amount is not None]
    announced = [table.statements[claim] for claim in programme.claims]
    if not _are_near(_first_told(announced), _first_told(told)):
        return ()
    texts = {each.claim.document_id for each in announced}
    return tuple(each.claim.id for each in told if each.claim.document_id in texts)


def _lies_in(entry: Commitment, programme: Programme) -> bool:
    return bool(entry.places) and all(
        any(wide.holds(place) for wide in programme.places) for place in entry.places
    )


def _is_larger(entry: Interval, whole: Interval) -> bool:
    return whole.high is not None and entry.low is not None and entry.low > whole.high


def _first_told(statements: Sequence[Statement]) -> Period | None:
    dated = [each.published for each in statements if each.published is not None]
    return min(dated, key=lambda period: (period.first, period.text)) if dated else None


def _are_near(first: Period | None, second: Period | None) -> bool:
    if first is None or second is None:
        return True
    return second.first - first.last <= _BESIDE and first.first - second.last <= _BESIDE
