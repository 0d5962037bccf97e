"""What moved a sum: a total, or what remains of an envelope."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.ledger.entries.programmes import outermost
from grandlivre.ledger.history.compare import moved
from grandlivre.ledger.history.match import Entry, Match, entries_of
from grandlivre.ledger.history.model import Change, ChangeKind
from grandlivre.ledger.model import Commitment, Ledger, Programme, Total, Words
from grandlivre.ledger.words import listed, money_range, typeset

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Two ledgers matched: what the words of a change are made from."""

    known_before: frozenset[str]
    known_after: frozenset[str]
    titles: Mapping[str, Words]
    later_id: Mapping[str, str]
    earlier: Mapping[str, Entry]
    later: Mapping[str, Entry]


def desk_of(before: Ledger, after: Ledger, found: Match) -> Desk:
    """Set two ledgers side by side."""
    earlier = {each.id: each for each in entries_of(before)}
    later = {each.id: each for each in entries_of(after)}
    titles = {key: each.title for key, each in (earlier | later).items()}
    return Desk(
        known_before=frozenset(key for each in earlier.values() for key in each.claims),
        known_after=frozenset(key for each in later.values() for key in each.claims),
        titles=titles,
        later_id=found.later_id,
        earlier=earlier,
        later=later,
    )


def later_id(key: str, desk: Desk) -> str:
    """The id in the later ledger of an entry of the earlier one; itself where it has none."""
    return desk.later_id.get(key, key)


def size_of(euros: Interval | None) -> Decimal:
    """The upper end of some bounds, else the lower one, else nothing."""
    if euros is None:
        return Decimal(0)
    return euros.high or euros.low or Decimal(0)


def totals_moved(before: Ledger, after: Ledger, desk: Desk) -> Iterator[Change]:
    """A change for each total whose bounds moved."""
    old = {each.id: each for each in before.totals}
    new = {each.id: each for each in after.totals}
    for key in (*new, *(key for key in old if key not in new)):
        first, second = old.get(key), new.get(key)
        change = _total(first, second, desk)
        if change is not None:
            yield change


_NO_TOTAL = Words(fr="rien", en="nothing")


def _total(before: Total | None, after: Total | None, desk: Desk) -> Change | None:
    old = money_range(before.euros) if before is not None else _NO_TOTAL
    new = money_range(after.euros) if after is not None else _NO_TOTAL
    shown = after if after is not None else before
    if old == new or shown is None:
        return None
    counted = [(key, later_id(key, desk)) for key in (before.sums if before is not None else ())]
    came, went, revised = _moves(counted, after.sums if after is not None else (), desk)
    return Change(
        kind=ChangeKind.TOTAL,
        title=shown.title,
        says=typeset(moved(old, new)),
        why=typeset(_why(came, went, revised, desk)),
        before=(before.id,) if before is not None else (),
        after=(after.id,) if after is not None else (),
        euros_before=before.euros if before is not None else None,
        euros_after=after.euros if after is not None else None,
        entries=tuple(sorted({*came, *went, *revised})),
    )


def _why(came: Sequence[str], went: Sequence[str], revised: Sequence[str], desk: Desk) -> Words:
    parts = []
    for keys, fr, en in (
        (came, "s’ajoutent", "added"),
        (went, "ne comptent plus", "no longer counted"),
        (revised, "révisés", "revised"),
    ):
        if keys:
            names = listed([_named(key, desk) for key in _largest(keys, desk)], most=_MOST_NAMED)
            parts.append(Words(fr=f"{fr} : {names.fr}", en=f"{en}: {names.en}"))
    if not parts:
        return Words(
            fr="les mêmes affirmations, pesées avec d’autres",
            en="the same statements, weighed with others",
        )
    return Words(fr=" ; ".join(e.fr for e in parts), en="; ".join(e.en for e in parts))


def _largest(keys: Sequence[str], desk: Desk) -> list[str]:
    return sorted(keys, key=lambda key: (-size_of(_entry(key, desk).euros), key))


def _entry(key: str, desk: Desk) -> Entry:
    return desk.later[key] if key in desk.later else desk.earlier[key]


def _named(key: str, desk: Desk) -> Words:
    entry = _entry(key, desk)
    shown = money_range(entry.euros)
    return Words(fr=f"{entry.title.fr} ({shown.fr})", en=f"{entry.title.en} ({shown.en})")


def remainders_moved(found: Match, desk: Desk) -> Iterator[Change]:
    """A change for each envelope of which another part is put to no name than before."""
    for before, after in found.pairs:
        if not isinstance(before, Programme) or not isinstance(after, Programme):
            continue
        old, new = money_range(_rest(before)), money_range(_rest(after))
        if old == new or (not before.items and not after.items):
            continue
        counted = [(key, later_id(key, desk)) for key in _counted(before, desk.earlier)]
        now = _counted(after, desk.later)
        came, went, revised = _moves(counted, now, desk)
        yield Change(
            kind=ChangeKind.REMAINDER,
            title=after.title,
            says=typeset(
                Words(
                    fr=f"sans nom : {old.fr} → {new.fr}",
                    en=f"put to no name: {old.en} → {new.en}",
                )
            ),
            why=typeset(_why(came, went, revised, desk)),
            before=(before.id,),
            after=(after.id,),
            euros_before=before.remainder,
            euros_after=after.remainder,
            claims=tuple(key for key in after.claims if key not in desk.known_before),
            claims_gone=tuple(key for key in before.claims if key not in desk.known_after),
            entries=tuple(sorted({*came, *went, *revised})),
        )


def _rest(programme: Programme) -> Interval:
    """Up to so much, rather than from nothing to so much."""
    rest = programme.remainder
    return Interval(high=rest.high) if not rest.low and rest.high is not None else rest


def _counted(programme: Programme, entries: Mapping[str, Entry]) -> list[str]:
    """Its items that are added up as `grandlivre.ledger.entries.programmes` does: each once."""
    live = []
    for item in programme.items:
        entry = entries.get(item.entry)
        gone = isinstance(entry, Commitment) and entry.is_cancelled
        if entry is not None and not item.is_perhaps and not gone:
            live.append(item.entry)
    apart = outermost(live, lambda key: entries[key].wholes if key in entries else ())
    apart = [key for key in apart if entries[key].euros != Interval()]
    return [key for key in apart if isinstance(entries[key], Commitment)] or apart


def _moves(
    counted: Sequence[tuple[str, str]], now: Sequence[str], desk: Desk
) -> tuple[list[str], list[str], list[str]]:
    """What came into a sum, what went, and what moved in it; by later ids."""
    mapped = {later for _, later in counted}
    came = [key for key in now if key not in mapped]
    went = [later for _, later in counted if later not in now]
    revised = [
        later
        for first, later in counted
        if later in now and desk.earlier[first].euros != desk.later[later].euros
    ]
    return came, went, revised
