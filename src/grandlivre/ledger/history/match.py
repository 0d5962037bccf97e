"""Which entry of one ledger is which of another, though their ids may differ."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from grandlivre.ledger.model import Commitment, Conflict, Ledger, Programme

Entry = Commitment | Programme
_Thing = TypeVar("_Thing", Commitment | Programme, Conflict)

_SHARED = Fraction(1, 4)
"""The least part of their common claims that two entries share to be taken as one."""
_MOST = Fraction(1, 2)
"""The least part of an entry's claims found in others for it to have merged into them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How the entries of two ledgers go together."""

    pairs: tuple[tuple[Entry, Entry], ...]
    """An earlier entry and the later one that it is."""
    merged: tuple[tuple[Entry, tuple[Entry, ...]], ...]
    """An earlier entry that is none any more, and the later ones that hold its claims."""
    split: tuple[tuple[Entry, tuple[Entry, ...]], ...]
    """A later entry that was none, and the earlier ones that held its claims."""
    gone: tuple[Entry, ...]
    new: tuple[Entry, ...]

    @property
    def later_id(self) -> dict[str, str]:
        """Id in the later ledger by id in the earlier one."""
        return {before.id: after.id for before, after in self.pairs}


def match(before: Ledger, after: Ledger) -> Match:
    """Find which entry is which: by the claims they share, then by what they are.

    Parameters
    ----------
    before, after
        Two ledgers, told in either order: the answer is the same, turned round.

    Notes
    -----
    An entry's id is made of its claims and may change when more of them come. Entries are
    paired one to one, those that share most claims first, as long as they share a quarter of
    the claims that each has in common with the other ledger. An entry left over whose claims
    mostly stand elsewhere has merged, or was split off. Entries that share no claim, as when
    texts were read anew, are paired by named project, or by party and place.
    """
    earlier, later = entries_of(before), entries_of(after)
    pairs = paired(earlier, later, compatible=lambda *_: True, likeness=_likeness)
    found = [(first, second) for first, second in pairs]
    left = _without(earlier, (first.id for first, _ in found))
    came = _without(later, (second.id for _, second in found))
    merged, gone = _absorbed(left, later)
    split, new = _absorbed(came, earlier)
    alike = _alike(gone, new)
    found += alike
    return Match(
        pairs=tuple(found),
        merged=merged,
        split=split,
        gone=_without(gone, (first.id for first, _ in alike)),
        new=_without(new, (second.id for _, second in alike)),
    )


def paired(
    earlier: Sequence[_Thing],
    later: Sequence[_Thing],
    *,
    compatible: Callable[[_Thing, _Thing], bool],
    likeness: Callable[[_Thing, _Thing], Fraction],
) -> list[tuple[_Thing, _Thing]]:
    """Pair things one to one, those that share most claims first."""
    earlier_of, later_of = _holders(earlier), _holders(later)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for claim, holders in earlier_of.items():
        for first in holders:
            for second in later_of.get(claim, ()):
                shared[first, second] += 1
    ranked = []
    for (first, second), count in shared.items():
        one, other = earlier[first], later[second]
        # What each has in common with the other ledger: news does not count against a pair.
        common = max(
            sum(claim in later_of for claim in set(one.claims)),
            sum(claim in earlier_of for claim in set(other.claims)),
        )
        if Fraction(count, common) >= _SHARED and compatible(one, other):
            union = len(set(one.claims) | set(other.claims))
            ids = tuple(sorted((one.id, other.id)))
            ranked.append(
                (-count, -Fraction(count, union), -likeness(one, other), ids, first, second)
            )
    taken_first, taken_second = set[int](), set[int]()
    found = []
    for *_, first, second in sorted(ranked):
        if first not in taken_first and second not in taken_second:
            taken_first.add(first)
            taken_second.add(second)
            found.append((earlier[first], later[second]))
    return found


def entries_of(ledger: Ledger) -> tuple[Entry, ...]:
    """Programmes and commitments."""
    return (*ledger.programmes, *ledger.commitments)


def _holders(things: Sequence[_Thing]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(things):
        for claim in set(each.claims):
            found[claim].append(number)
    return found


def _without(entries: Iterable[Entry], ids: Iterable[str]) -> tuple[Entry, ...]:
    taken = set(ids)
    return tuple(each for each in entries if each.id not in taken)


def _absorbed(
    left: Sequence[Entry], others: Sequence[Entry]
) -> tuple[tuple[tuple[Entry, tuple[Entry, ...]], ...], tuple[Entry, ...]]:
    """Entries whose claims mostly stand in `others`, with those; and entries that do not."""
    holders = _holders(others)
    absorbed, alone = [], []
    for entry in left:
        counts: dict[int, int] = defaultdict(int)
        for claim in set(entry.claims):
            for number in holders.get(claim, ()):
                counts[number] += 1
        held = sum(claim in holders for claim in set(entry.claims))
        if Fraction(held, max(1, len(set(entry.claims)))) >= _MOST:
            order = sorted(counts, key=lambda number: (-counts[number], others[number].id))
            absorbed.append((entry, tuple(others[number] for number in order)))
        else:
            alone.append(entry)
    return tuple(absorbed), tuple(alone)


def _alike(gone: Sequence[Entry], new: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """Pairs among entries without any claim in common, the most alike first."""
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for second in new:
        for key in _parties(second) | _named(second):
            by_name[key].append(second)
    ranked = []
    for first in gone:
        # Only what shares a name may be one: most entries of a large ledger share none.
        near = {
            each.id: each
            for key in _parties(first) | _named(first)
            for each in by_name.get(key, ())
        }
        for second in near.values():
            if _may_be_one(first, second):
                score = _likeness(first, second)
                ranked.append(((-score, *sorted((first.id, second.id))), first, second))
    found: list[tuple[Entry, Entry]] = []
    for _, first, second in sorted(ranked, key=lambda each: each[0]):
        if not any(first is one or second is other for one, other in found):
            found.append((first, second))
    return found


def _may_be_one(first: Entry, second: Entry) -> bool:
    if isinstance(first, Programme) is not isinstance(second, Programme):
        return False
    if (
        isinstance(first, Commitment)
        and isinstance(second, Commitment)
        and (first.kind is not second.kind)
    ):
        return False
    if _named(first) & _named(second):
        return True
    near = (
        not first.places
        or not second.places
        or any(one.touches(other) for one in first.places for other in second.places)
    )
    return bool(_parties(first) & _parties(second)) and near


def _likeness(first: Entry, second: Entry) -> Fraction:
    """How alike two entries are, whatever their claims."""
    shares = (
        _share(_parties(first), _parties(second)),
        _share(_named(first), _named(second)),
        _share({each.key for each in first.places}, {each.key for each in second.places}),
        Fraction(first.euros.intersection(second.euros) is not None),
        Fraction(first.purpose is second.purpose, 2),
    )
    return sum(shares, Fraction(0))


def _share(first: set[str], second: set[str]) -> Fraction:
    return Fraction(len(first & second), max(1, len(first | second)))


def _parties(entry: Entry) -> set[str]:
    return {each.key for each in (*entry.investors, *entry.beneficiaries)}


def _named(entry: Entry) -> set[str]:
    return {each.key for each in entry.projects if each.is_named}
