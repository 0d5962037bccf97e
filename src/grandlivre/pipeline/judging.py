"""A person's word on who is who: weighed against what is known, recorded, taken back, listed."""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from grandlivre.base.fold import fold
from grandlivre.entities.compare import compare
from grandlivre.entities.judging import Warned, judge
from grandlivre.entities.lookup import reference_lookup
from grandlivre.entities.model import Decision, Entity, Judgement, Name, Ruling, Subject
from grandlivre.entities.resolve import Linker, resolve
from grandlivre.entities.settling import name_of
from grandlivre.errors import AskError, ConfigError, StoreError
from grandlivre.ledger.notices import NOTICE
from grandlivre.pipeline.bearers import bearers_of, offers_of
from grandlivre.report.answers import Bearer, Offer
from grandlivre.store import Store, Write, open_store

_OF_NAMES = (Ruling.SAME, Ruling.NOT_SAME, Ruling.UNSURE)
_OF_OTHERS = (Ruling.ACCEPTED, Ruling.REJECTED, Ruling.UNSURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What came of a judgement."""

    number: int
    """By which it is listed and taken back."""
    decision: Decision
    """What the tool would have said by itself."""
    warnings: tuple[Warned, ...]
    """Judgements that "same" goes against: it counts for nothing while they stand."""
    unknown: tuple[str, ...]
    """Names that no claim of the ledger uses: the judgement waits for them."""


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
        earlier = store.judgements()
        linker = resolve(store.claims(), judgements=earlier, earlier=store.settled())
        first, second = (_name(linker, each) for each in names)
        if fold(first.form) == fold(second.form):
            raise StoreError(
                "a name cannot be judged against itself",
                where=store.where,
                remedy="name two parties",
            )
        new = Judgement(first=first.form, second=second.form, ruling=ruling, by=by, note=note)
        groups = [each.forms for each in linker.entities.values()]
        warned = judge(new, earlier, groups)
        number = store.record_judgement(new).number
    return Judged(
        number=number,
        decision=compare(first, second),
        warnings=warned,
        unknown=tuple(each.form for each in (first, second) if fold(each.form) not in linker.keys),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What there is to say of a judgement on two names, before or after it is recorded."""

    first: str
    second: str
    """The names as the ledger's texts write them."""
    decision: Decision
    """What the tool would say by itself."""
    warnings: tuple[Warned, ...]
    """Judgements that "same" goes against: it counts for nothing while they stand."""
    unknown: tuple[str, ...]
    """Names that no claim of the ledger uses."""


def weigh_names(
    judged: Judgement, parties: Collection[Entity], earlier: Iterable[Judgement]
) -> Weighing:
    """Weigh a judgement on two names against the parties at hand; no claim is looked through.

    Parameters
    ----------
    judged
        What a person says; its names may be names to show, or keys, of `parties`.
    parties
        Those of the ledger as it is shown.
    earlier
        Judgements that stand.
    """
    first, second = (_form(parties, each) for each in (judged.first, judged.second))
    met = {fold(form) for each in parties for form in each.forms}
    lookup = reference_lookup()
    return Weighing(
        first=first,
        second=second,
        decision=compare(name_of(first, 1, lookup), name_of(second, 1, lookup)),
        warnings=judge(
            replace(judged, first=first, second=second),
            [each for each in earlier if not each.number or each.number != judged.number],
            [each.forms for each in parties],
        ),
        unknown=tuple(each for each in (first, second) if fold(each) not in met),
    )


def _form(parties: Collection[Entity], given: str) -> str:
    """A name as texts write it: for a key or a name to show, one that its party is found by."""
    asked = fold(given)
    if any(asked == fold(form) for each in parties for form in each.forms):
        return given
    called = (
        each
        for each in parties
        if given == each.key or asked in (fold(each.name), fold(each.name_en))
    )
    found = next(called, None)
    return given if found is None else found.forms[0]


def take_back(
    place: str | os.PathLike[str], number: int, *, by: str = "", note: str = ""
) -> Judgement:
    """Take a judgement back; it stays in the history.

    Raises
    ------
    StoreError
        Where there is no such judgement, or it was taken back before.
    """
    with open_store(place) as store:
        return store.reverse_judgement(number, by=by, note=note)


def history(place: str | os.PathLike[str]) -> tuple[Judgement, ...]:
    """Every judgement on names that was ever recorded, those taken back included."""
    with open_store(place) as store:
        found = store.judgements(include_reversed=True)
    return tuple(each for each in found if each.subject is Subject.ENTITY)


def borne(place: str | os.PathLike[str], names: Sequence[str]) -> tuple[Bearer, ...]:
    """Who bears each of these names, with every decision behind it."""
    with open_store(place) as store:
        settled, judgements = store.settled(), store.judgements()
    return tuple(each for name in names for each in bearers_of(settled, judgements, name))


def offered(place: str | os.PathLike[str]) -> tuple[Offer, ...]:
    """Mergers of two settled parties that wait for a person's word."""
    with open_store(place) as store:
        return offers_of(store.settled(), store.judgements())


def _name(linker: Linker, given: str) -> Name:
    """A name with what is known of it, as the ledger has it.

    For a party's key, and for a name of the reference list that no text uses while another
    name of the same party is used, that is the name that the party is found by.
    """
    settled = linker.settled.parties.settled
    met = {fold(name.form): name for each in settled for name in each.names}
    name = name_of(given, 1, linker.lookup)
    entity = linker.entities.get(given)
    if entity is not None:
        name = met[fold(entity.forms[0])]
    elif fold(given) not in met and name.known:
        name = next((each for each in met.values() if each.known == name.known), name)
    return met.get(fold(name.form), name)


def record_word(store: Store, judged: Judgement, write: Write) -> Judgement:
    """Record what a person says at once: nothing is looked through that grows with the texts.

    Parameters
    ----------
    store
        The ledger's database, open.
    judged
        On two names: same, not the same, unsure. On a conflict: its id, the claim concerned, and
        whether that claim holds (accepted) or is to be left out of the ledger (rejected); a word
        on the conflict as a whole is kept and changes nothing.
    write
        The line for the log, written in the same transaction.

    Raises
    ------
    ConfigError
        Where that cannot be judged so.
    StoreError
        Where it cannot be recorded.
    """
    if judged.ruling not in (_OF_NAMES if judged.subject is Subject.ENTITY else _OF_OTHERS):
        raise ConfigError(
            f"{judged.ruling.value} is no judgement on a {judged.subject.value}",
            where="ruling",
            remedy="names are same, not_same or unsure; all else accepted, rejected or unsure",
        )
    if not judged.second and judged.subject is not Subject.CONFLICT:
        raise ConfigError("a second name is needed", where="second", remedy="name what is judged")
    if judged.subject is Subject.ENTITY and fold(judged.first) == fold(judged.second):
        raise ConfigError(
            "a name cannot be judged against itself", where="second", remedy="name two parties"
        )
    if (
        judged.subject is Subject.CONFLICT
        and judged.second
        # A notice is in no reading: the ledger finds it in a text, and its id says so.
        and not judged.second.startswith(NOTICE)
        and not store.claims_by_id([judged.second])
    ):
        raise ConfigError(
            "there is no such claim", where="second", remedy="take its id from the conflict"
        )
    return store.record_judgement(judged, write)


def take_back_word(store: Store, number: int, write: Write) -> Judgement:
    """Take a judgement back; it stays in the history.

    Raises
    ------
    AskError
        Where there is no such judgement, or it was taken back before.
    """
    known = store.judgements()
    if all(each.number != number for each in known):
        raise AskError(
            f"there is no judgement {number} to take back",
            where=str(number),
            remedy="check its number",
        )
    return store.reverse_judgement(number, by=write.who, write=write)
