"""What claims and documents are called while they are reconciled: by content, not by file.

The id of a document is made from its file's name, and those of its claims from it. Wherever two
readings are as good as one another the lesser id decides, so that renaming a file would change
the ledger. While a ledger is made, ids are therefore made of what texts say: of their day, their
words and what was read from them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

from grandlivre.base.interval import Interval
from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities.model import Entity, Place, Project

_Record = TypeVar("_Record")

_UNDATED = "9999"
"""Texts without a date come after all others."""
_WITHOUT_IDS = (str, int, float, Enum, Interval, Entity, Place, Project)
"""What names no claim and no document; bare texts are looked up before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """Claims and documents under names made of their content."""

    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    origins: Mapping[str, str]
    """Origin of each document, under such names."""
    given: Mapping[str, str]
    """The id or file name that was given, by the name made of content."""

    def given_back(self, record: _Record) -> _Record:
        """A record with the ids that were given in place of those made of content."""
        return cast(_Record, _renamed(record, self.given))


def by_content(
    claims: Iterable[Claim], documents: Iterable[Document], origins: Mapping[str, str]
) -> Called:
    """Call claims and documents by what they say.

    Parameters
    ----------
    claims, documents
        What was read; of claims or documents of one id, one counts.
    origins
        Origin of each document by its id.

    Returns
    -------
    Called
        Names sort by day, then by text, then by place in the text. They are the same whatever
        the files are called, in whatever order they come, and whatever else is read.
    """
    told = tuple({each.id: each for each in claims}.values())
    sources = {each.id: each for each in documents}
    readings = _readings(told)
    said: dict[str, list[str]] = defaultdict(list)
    for claim in told:
        said[claim.document_id].append(readings[claim.id])
    names = _distinct(
        {
            key: _document_name(sources.get(key), said.get(key, ()))
            for key in sources.keys() | said.keys()
        },
        {key: "".join(sorted(found)) for key, found in said.items()},
    )
    called = _distinct({each.id: _claim_name(each, names) for each in told}, readings)
    files = _files(sources.values(), names)
    return Called(
        claims=tuple(
            replace(
                each,
                id=called[each.id],
                document_id=names[each.document_id],
                part_of=None if each.part_of is None else called.get(each.part_of, each.part_of),
            )
            for each in told
        ),
        documents=tuple(
            replace(each, id=names[each.id], name=files[each.name]) for each in sources.values()
        ),
        origins=_origins(origins, names),
        given={name: key for table in (files, names, called) for key, name in table.items()},
    )


def _readings(claims: Sequence[Claim]) -> dict[str, str]:
    """All that was read into each claim, in a few letters: what tells twins apart."""
    starts = {each.id: each.evidence.start for each in claims}
    return {
        each.id: content_key(
            "read",
            *_figure(each),
            each.role.value,
            *("\x1e".join(many) for many in (each.investors, each.beneficiaries, each.projects)),
            *("\x1e".join(many) for many in (each.places, each.attributed_to)),
            each.purpose.value,
            each.start,
            each.end,
            each.stage.value,
            starts.get(each.part_of or ""),
            each.reader,
            str(each.confidence),
        )
        for each in claims
    }


def _figure(claim: Claim) -> tuple[str | int | None, ...]:
    """What it states and where, whatever else is read into it."""
    # One figure may be written in several ways as a decimal, and in one as a normal one.
    ends = (None if end is None else str(end.normalize()) for end in (claim.low, claim.high))
    where = claim.evidence
    return (where.quote, where.start, where.end, claim.measure.value, *ends, claim.unit)


def _claim_name(claim: Claim, names: Mapping[str, str]) -> str:
    """Its document, its place there, and a hash of its figure."""
    figure = content_key("said", *_figure(claim))
    return f"{names[claim.document_id]}~{claim.evidence.start:09d}~{figure}"


def _document_name(document: Document | None, said: Sequence[str]) -> str:
    """Its day, and a hash of what it says; of what was read from it, where it is not at hand."""
    if document is None:
        return f"{_UNDATED}~{content_key('text', *sorted(said))}"
    known = (document.text, document.url, document.publisher, document.title, document.author)
    return f"{document.published or _UNDATED}~{content_key('text', *known)}"


def _distinct(names: Mapping[str, str], readings: Mapping[str, str]) -> dict[str, str]:
    """The same names, numbered where several have one, in the order of their readings."""
    twins: dict[str, list[str]] = defaultdict(list)
    for key, name in names.items():
        twins[name].append(key)
    return {
        key: name if number == 0 else f"{name}~{number}"
        for name, keys in twins.items()
        for number, key in enumerate(sorted(keys, key=lambda key: (readings.get(key, ""), key)))
    }


def _files(documents: Iterable[Document], names: Mapping[str, str]) -> dict[str, str]:
    """A name made of content for each file name; some documents may share a file's."""
    found: dict[str, str] = {}
    for each in documents:
        name = f"file~{names[each.id]}"
        found[each.name] = min(found.get(each.name, name), name)
    return found


def _origins(origins: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Origins under names of content; one that is no document here is called by its first."""
    here: dict[str, str] = {}
    for key, origin in origins.items():
        if key in names:
            name = names.get(origin, names[key])
            here[origin] = name if origin in names else min(here.get(origin, name), name)
    return {names[key]: here[origin] for key, origin in origins.items() if key in names}


def _renamed(record: object, given: Mapping[str, str]) -> object:
    if isinstance(record, str) and not isinstance(record, Enum):
        return given.get(record, record)
    if record is None or isinstance(record, _WITHOUT_IDS):
        return record
    if isinstance(record, tuple):
        return tuple(_renamed(each, given) for each in record)
    if is_dataclass(record) and not isinstance(record, type):
        changed: dict[str, Any] = {}
        for name in _field_names(type(record)):
            old = getattr(record, name)
            if (new := _renamed(old, given)) != old:
                changed[name] = new
        return replace(record, **changed) if changed else record
    return record


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
