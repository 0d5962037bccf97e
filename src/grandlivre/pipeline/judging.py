"""A person's word on who is who: weighed against what is known, recorded, taken back, listed."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from grandlivre.base.fold import fold
from grandlivre.entities.compare import compare
from grandlivre.entities.judging import Warned, judge
from grandlivre.entities.model import Decision, Judgement, Name, Ruling
from grandlivre.entities.resolve import Linker, name_of, resolve
from grandlivre.errors import StoreError
from grandlivre.store import Judgement as Record
from grandlivre.store import Store, Subject, Verdict, open_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came of a judgement."""

    number: int
    """By which it is listed and taken back."""
    decision: Decision
    """What the tool would have said by itself."""
    warnings: tuple[tuple[int, Warned], ...]
    """Judgements, by number, that "same" goes against: it counts for nothing while they stand."""
    unknown: tuple[str, ...]
    """Names that no claim of the ledger uses: the judgement waits for them."""


def judgements_of(store: Store, at: datetime | None = None) -> tuple[Judgement, ...]:
    """All judgements on names that a ledger's database holds in force.

    Parameters
    ----------
    store
        The database.
    at
        As it stood then; None for now.

    Returns
    -------
    tuple of Judgement
        As `grandlivre.entities.resolve` and `grandlivre.ledger.reconcile` take them.
    """
    return tuple(_plain(each) for each in _records(store, at))


def judge_names(
    place: str | os.PathLike[str],
    names: tuple[str, str],
    ruling: Ruling,
    *,
    by: str = "",
    note: str = "",
) -> Judged:
    """Record what a person says of two names.

    Parameters
    ----------
    place
        The ledger's database.
    names
        Two names as texts write them, or keys of parties.
    ruling
        What the person says.
    by, note
        Who says it, and why.

    Raises
    ------
    StoreError
        Where there is no ledger, where it cannot be written, or where both names are one.
    """
    with open_store(place) as store:
        records = _records(store)
        linker = resolve(store.claims(), judgements=map(_plain, records))
        first, second = (_name(linker, each) for each in names)
        if fold(first.form) == fold(second.form):
            raise StoreError(
                "a name cannot be judged against itself",
                where=store.where,
                remedy="name two parties",
            )
        new = Judgement(first=first.form, second=second.form, ruling=ruling, by=by, note=note)
        groups = [each.forms for each in linker.entities.values()]
        numbers = {_plain(each).id: each.id for each in records}
        warned = judge(new, [_plain(each) for each in records], groups)
        record = store.record_judgement(
            Subject.ENTITY, Verdict(ruling.value), new.first, new.second, who=by, note=note
        )
    return Judged(
        number=record.id,
        decision=compare(first, second),
        warnings=tuple((numbers[each.apart.id], each) for each in warned),
        unknown=tuple(each.form for each in (first, second) if fold(each.form) not in linker.keys),
    )


def take_back(
    place: str | os.PathLike[str], number: int, *, by: str = "", note: str = ""
) -> Record:
    """Take a judgement back; it stays in the history.

    Raises
    ------
    StoreError
        Where there is no such judgement, or it was taken back before.
    """
    with open_store(place) as store:
        return store.reverse_judgement(number, who=by, note=note)


def history(place: str | os.PathLike[str]) -> tuple[Record, ...]:
    """Every judgement on names that was ever recorded, those taken back included."""
    with open_store(place) as store:
        found = store.judgements(include_reversed=True)
    return tuple(each for each in found if each.subject is Subject.ENTITY)


def _records(store: Store, at: datetime | None = None) -> Sequence[Record]:
    return [each for each in store.judgements(at) if each.subject is Subject.ENTITY and each.right]


def _plain(record: Record) -> Judgement:
    return Judgement(
        first=record.left,
        second=record.right or "",
        ruling=Ruling(record.verdict.value),
        by=record.who,
        at=record.recorded_at.isoformat(),
        note=record.note,
    )


def _name(linker: Linker, given: str) -> Name:
    """A name with what is known of it, as the ledger has it.

    For a party's key, and for a name of the reference list that no text uses while another
    name of the same party is used, that is the name that the party is found by.
    """
    met = {fold(name.form): name for each in linker.identities.settled for name in each.names}
    name = name_of(given, 1, linker.lookup)
    entity = linker.entities.get(given)
    if entity is not None:
        name = met[fold(entity.forms[0])]
    elif fold(given) not in met and name.known:
        name = next((each for each in met.values() if each.known == name.known), name)
    return met.get(fold(name.form), name)
