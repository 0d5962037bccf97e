"""What changed from one ledger to another, and why."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.ledger.grouping.origins import Copies
from grandlivre.ledger.history.compare import Pair, changes_of, reason
from grandlivre.ledger.history.match import Entry, Match, match, paired
from grandlivre.ledger.history.model import Change, ChangeKind
from grandlivre.ledger.history.standing import as_of
from grandlivre.ledger.history.sums import (
    Desk,
    desk_of,
    remainders_moved,
    size_of,
    totals_moved,
)
from grandlivre.ledger.model import (
    Conflict,
    Ledger,
    Link,
    LinkKind,
    RelationBasis,
    Words,
)
from grandlivre.ledger.reconcile import ReconcileOptions, reconcile
from grandlivre.ledger.words import STAGES, listed, money_range, sources, typeset

_RANK = {kind: number for number, kind in enumerate(ChangeKind)}
_MOST_NAMED = 3
_Key = tuple[str, str]
"""Ids of an entry in the earlier and in the later ledger; empty where it is in one only."""


def changes_since(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    day: date,
    copies: Copies | None = None,
    options: ReconcileOptions | None = None,
) -> tuple[Change, ...]:
    """What changed from a day to the latest text: the ledger as of that day against the whole.

    Parameters
    ----------
    claims, documents, copies, options
        As for `grandlivre.ledger.reconcile`.
    day
        The last day of the earlier ledger; see `as_of`.
    """
    read, sources_read = tuple(claims), tuple(documents)
    return diff(
        as_of(read, sources_read, day, copies, options),
        reconcile(read, sources_read, copies, options),
    )


def diff(before: Ledger, after: Ledger) -> tuple[Change, ...]:
    """What changed from one ledger to another, and why.

    Parameters
    ----------
    before, after
        Two ledgers of the same subject: of two days, of two collections, or before and after a
        person's judgement.

    Returns
    -------
    tuple of Change
        Totals first, then envelopes, then entries by size, then contradictions. Told the other
        way round (``diff(after, before)``), each change is its own mirror: what is new is gone,
        what was delayed is brought forward.

    Notes
    -----
    Entries are matched by what they rest on, never by their ids: see
    `grandlivre.ledger.history.match`.
    """
    found = match(before, after)
    desk = desk_of(before, after, found)
    changes = [
        *totals_moved(before, after, desk),
        *remainders_moved(found, desk),
        *_paired(found, desk),
        *_alone(found, desk),
        *_superseded(before, after, found, desk),
        *_conflicts(before, after, desk),
    ]
    return tuple(sorted(changes, key=lambda change: _order(change, desk)))


def _order(change: Change, desk: Desk) -> tuple[object, ...]:
    """Totals, envelopes, entries, contradictions; in each the largest sums first."""
    first = change.kind is not ChangeKind.TOTAL
    last = change.kind in (ChangeKind.CONFLICT, ChangeKind.SETTLED)
    envelope = any(key.startswith("prg_") for key in (*change.before, *change.after))
    sizes = [size_of(each) for each in (change.euros_before, change.euros_after)]
    ids = sorted((*change.before, *change.after))
    return first, last, not envelope, -max(sizes), ids, _RANK[change.kind]


def _paired(found: Match, desk: Desk) -> Iterator[Change]:
    for before, after in found.pairs:
        yield from changes_of(
            Pair(
                before=before,
                after=after,
                known_before=desk.known_before,
                known_after=desk.known_after,
                titles=desk.titles,
                later_id=desk.later_id,
            )
        )


def _alone(found: Match, desk: Desk) -> Iterator[Change]:
    """Entries that have no fellow in the other ledger."""
    for entry in found.new:
        yield _single(ChangeKind.NEW, entry, desk)
    for entry in found.gone:
        yield _single(ChangeKind.GONE, entry, desk)
    for entry, into in found.merged:
        names = listed([each.title for each in into], most=_MOST_NAMED)
        yield Change(
            kind=ChangeKind.MERGED,
            title=entry.title,
            says=typeset(
                Words(fr=f"fait désormais corps avec {names.fr}", en=f"now one with {names.en}")
            ),
            why=_SORTED,
            before=(entry.id,),
            after=tuple(each.id for each in into),
            euros_before=entry.euros,
        )
    for entry, out_of in found.split:
        names = listed([each.title for each in out_of], most=_MOST_NAMED)
        yield Change(
            kind=ChangeKind.SPLIT,
            title=entry.title,
            says=typeset(
                Words(fr=f"distingué désormais de {names.fr}", en=f"now told apart from {names.en}")
            ),
            why=_SORTED,
            before=tuple(each.id for each in out_of),
            after=(entry.id,),
            euros_after=entry.euros,
        )


_SORTED = Words(
    fr="d’autres textes ont montré ce qui va ensemble",
    en="other texts showed what belongs together",
)


def _single(kind: ChangeKind, entry: Entry, desk: Desk) -> Change:
    is_new = kind is ChangeKind.NEW
    claims = tuple(entry.claims)
    shown, told = money_range(entry.euros), sources(entry.origins)
    stage = STAGES[entry.stage]
    return Change(
        kind=kind,
        title=entry.title,
        says=typeset(
            Words(
                fr=f"{shown.fr}, {stage.fr} ({told.fr})",
                en=f"{shown.en}, {stage.en} ({told.en})",
            )
        ),
        why=typeset(
            reason(
                claims if is_new else (),
                () if is_new else claims,
                desk.known_before,
                desk.known_after,
            )
        ),
        before=() if is_new else (entry.id,),
        after=(entry.id,) if is_new else (),
        euros_before=None if is_new else entry.euros,
        euros_after=entry.euros if is_new else None,
        claims=claims if is_new else (),
        claims_gone=() if is_new else claims,
    )


def _superseded(before: Ledger, after: Ledger, found: Match, desk: Desk) -> Iterator[Change]:
    """Entries whose place another takes in one ledger, and not in the other."""
    old_key, new_key = _keys(found)
    old = {
        (old_key(each.source), old_key(each.target)): each
        for each in before.links
        if _is_firm(each)
    }
    new = {
        (new_key(each.source), new_key(each.target)): each for each in after.links if _is_firm(each)
    }
    for kind, told, others in (
        (ChangeKind.SUPERSEDED, new, old),
        (ChangeKind.REINSTATED, old, new),
    ):
        for source, target in sorted(set(told) - set(others)):
            link = told[source, target]
            if link.source not in desk.titles or link.target not in desk.titles:
                continue
            name = desk.titles[link.source]
            is_new = kind is ChangeKind.SUPERSEDED
            first, last = (target[0], link.target) if is_new else (link.target, target[1])
            yield Change(
                kind=kind,
                title=desk.titles[link.target],
                says=typeset(
                    Words(fr=f"remplacé par {name.fr}", en=f"superseded by {name.en}")
                    if is_new
                    else Words(
                        fr=f"n’est plus remplacé par {name.fr}",
                        en=f"no longer superseded by {name.en}",
                    )
                ),
                why=link.reason,
                before=(first,) if first else (),
                after=(last,) if last else (),
                claims=link.claims if is_new else (),
                claims_gone=() if is_new else link.claims,
            )


def _keys(found: Match) -> tuple[Callable[[str], _Key], Callable[[str], _Key]]:
    """One key for what is one entry in both ledgers: its ids in the earlier and the later one.

    An id may stand for one entry before and for another after; what merged or was split off
    goes with the entry that it was, or is, a piece of.
    """
    old: dict[str, _Key] = {first.id: (first.id, second.id) for first, second in found.pairs}
    new: dict[str, _Key] = {second.id: (first.id, second.id) for first, second in found.pairs}
    old |= {one.id: new.get(into[0].id, ("", into[0].id)) for one, into in found.merged}
    new |= {one.id: old.get(of[0].id, (of[0].id, "")) for one, of in found.split}
    return lambda key: old.get(key, (key, "")), lambda key: new.get(key, ("", key))


def _is_firm(link: Link) -> bool:
    return link.kind is LinkKind.SUPERSEDES and link.basis is not RelationBasis.PERHAPS


def _conflicts(before: Ledger, after: Ledger, desk: Desk) -> Iterator[Change]:
    """Contradictions that came and went; one whose figures moved stays what it was."""
    pairs = paired(
        before.conflicts,
        after.conflicts,
        compatible=lambda one, other: one.kind is other.kind,
        likeness=lambda one, other: Fraction(one.entries == other.entries),
    )
    kept = {id(one) for one, _ in pairs}
    known = {id(other) for _, other in pairs}
    for conflict in before.conflicts:
        if id(conflict) not in kept:
            yield _conflict(ChangeKind.SETTLED, conflict, desk)
    for conflict in after.conflicts:
        if id(conflict) not in known:
            yield _conflict(ChangeKind.CONFLICT, conflict, desk)


def _conflict(kind: ChangeKind, conflict: Conflict, desk: Desk) -> Change:
    is_new = kind is ChangeKind.CONFLICT
    titles = [desk.titles[key] for key in conflict.entries if key in desk.titles]
    size = None if conflict.size is None else Interval.exactly(conflict.size)
    return Change(
        kind=kind,
        title=titles[0] if titles else conflict.sides[0].says,
        says=conflict.explanation,
        why=Words(
            fr="mises côte à côte, ces affirmations ne disent pas la même chose"
            if is_new
            else "ces affirmations ne se contredisent plus",
            en="side by side, these statements do not say the same"
            if is_new
            else "these statements no longer contradict",
        ),
        before=() if is_new else (conflict.id,),
        after=(conflict.id,) if is_new else (),
        euros_before=None if is_new else size,
        euros_after=size if is_new else None,
        claims=conflict.claims if is_new else (),
        claims_gone=() if is_new else conflict.claims,
    )
