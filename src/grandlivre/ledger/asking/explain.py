"""The whole chain from a figure of the ledger to the words that it was read from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.ledger.asking.find import Found, Thing
from grandlivre.ledger.asking.why import reasons_of
from grandlivre.ledger.grouping.origins import Copies, origins_from
from grandlivre.ledger.history.match import Entry, entries_of
from grandlivre.ledger.history.model import Step
from grandlivre.ledger.history.standing import known_from, steps_of
from grandlivre.ledger.model import (
    Amount,
    Commitment,
    Conflict,
    Ledger,
    Link,
    Programme,
    Relation,
    Total,
    Words,
)
from grandlivre.ledger.words import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim with all that leads from it to a figure of the ledger."""

    claim: Claim
    document: Document | None
    day: date | None
    """From when on it counts as known; see `grandlivre.ledger.history.known_from`."""
    origin: str
    """Its document's group of near-copies."""
    voice: int
    """The same, counted from 1 in order of appearance."""
    amount: Amount | None
    """What it states in its currency and in euros; None for what is no money of the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """An entry that is a part of the one explained, and how we know."""

    entry: Commitment | Programme
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An entry that is linked to the one explained, other than as its part or whole."""

    entry: Entry
    link: Link
    is_source: bool
    """True where `entry` is the one that reannounces, supersedes or funds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a figure is what it is."""

    found: Found
    why: tuple[Words, ...]
    """Where its bounds come from, a sentence each."""
    told: tuple[Told, ...]
    """Its claims in order of time."""
    wholes: tuple[Tie, ...]
    """What it is a part of; the entry of each is the whole."""
    parts: tuple[Tie, ...]
    """What is a part of it."""
    links: tuple[Beside, ...]
    """What it reannounces, supersedes, funds or may be the same as, and the other way round."""
    entries: tuple[Commitment | Programme, ...]
    """Of a conflict or a claim: the entries concerned; of a total: those that it sums."""
    conflicts: tuple[Conflict, ...]
    steps: tuple[Step, ...]
    """How its bounds and its stage came to be."""

    @property
    def thing(self) -> Thing:
        """What is explained."""
        return self.found.thing

    @property
    def voices(self) -> int:
        """How many independent origins speak."""
        return len({each.origin for each in self.told})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What explanations are made from."""

    ledger: Ledger
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    copies: Copies | None = None


def explain(shelf: Shelf, found: Found) -> Explanation:
    """Gather all that stands behind one thing of the ledger.

    Parameters
    ----------
    shelf
        The ledger with the claims and documents that it was made from.
    found
        What to explain; see `grandlivre.ledger.find.find`.
    """
    thing, ledger = found.thing, shelf.ledger
    entries = {each.id: each for each in entries_of(ledger)}
    keys = _claims_of(thing)
    about = _about(thing, entries)
    amounts = {
        amount.claim: amount
        for each in (about if not isinstance(thing, Commitment | Programme) else (thing,))
        for amount in each.amounts
    }
    wholes, parts = _ties(thing, entries)
    steps: tuple[Step, ...] = ()
    if isinstance(thing, Commitment | Programme):
        spoken = [shelf.claims[key] for key in keys if key in shelf.claims]
        steps = steps_of(spoken, shelf.documents.values(), shelf.copies)
    return Explanation(
        found=found,
        why=tuple(
            typeset(each) for each in reasons_of(thing, [tie.entry for tie in parts], entries)
        ),
        told=_told(keys, amounts, shelf),
        wholes=wholes,
        parts=parts,
        links=_links(thing, ledger, entries),
        entries=about,
        conflicts=tuple(
            each
            for each in ledger.conflicts
            if each is not thing and (thing.id in each.entries or thing.id in each.claims)
        ),
        steps=steps,
    )


def _claims_of(thing: Thing) -> tuple[str, ...]:
    if isinstance(thing, Claim):
        return (thing.id,)
    return () if isinstance(thing, Total) else thing.claims


def _about(
    thing: Thing, entries: Mapping[str, Commitment | Programme]
) -> tuple[Commitment | Programme, ...]:
    if isinstance(thing, Total):
        summed = [entries[key] for key in thing.sums if key in entries]
        return tuple(sorted(summed, key=by_size))
    if isinstance(thing, Conflict):
        return tuple(entries[key] for key in thing.entries if key in entries)
    if isinstance(thing, Claim):
        return tuple(each for each in entries.values() if thing.id in each.claims)
    return ()


def by_size(entry: Commitment | Programme) -> tuple[object, ...]:
    """The largest sums first."""
    size = entry.euros.high if entry.euros.high is not None else entry.euros.low
    return -(size or 0), entry.id


def _ties(
    thing: Thing, entries: Mapping[str, Commitment | Programme]
) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
    if not isinstance(thing, Commitment | Programme):
        return (), ()
    wholes = tuple(
        Tie(entry=entries[each.whole], relation=each)
        for each in thing.relations
        if each.whole in entries
    )
    parts = [
        Tie(entry=entry, relation=relation)
        for entry in entries.values()
        for relation in entry.relations
        if relation.whole == thing.id
    ]
    return wholes, tuple(sorted(parts, key=lambda tie: by_size(tie.entry)))


def _links(thing: Thing, ledger: Ledger, entries: Mapping[str, Entry]) -> tuple[Beside, ...]:
    found = []
    for link in ledger.links:
        if thing.id not in (link.source, link.target):
            continue
        other = link.target if link.source == thing.id else link.source
        if other in entries:
            found.append(Beside(entry=entries[other], link=link, is_source=other == link.source))
    return tuple(found)


def _told(keys: Iterable[str], amounts: Mapping[str, Amount], shelf: Shelf) -> tuple[Told, ...]:
    documents = tuple(shelf.documents.values())
    known, origins = known_from(documents), origins_from(documents, shelf.copies)
    dated = {key for key, each in shelf.documents.items() if each.published is not None}
    spoken = [shelf.claims[key] for key in dict.fromkeys(keys) if key in shelf.claims]
    spoken.sort(
        key=lambda claim: (
            claim.document_id not in dated,
            known.get(claim.document_id, date.max),
            claim.document,
            claim.evidence.start,
        )
    )
    voices: dict[str, int] = {}
    found = []
    for claim in spoken:
        origin = origins.get(claim.document_id, claim.document_id)
        found.append(
            Told(
                claim=claim,
                document=shelf.documents.get(claim.document_id),
                day=known.get(claim.document_id),
                origin=origin,
                voice=voices.setdefault(origin, len(voices) + 1),
                amount=amounts.get(claim.id),
            )
        )
    return tuple(found)
