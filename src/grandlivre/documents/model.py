"""What a document is, once read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PassageKind(StrEnum):
    """What a passage is on its page."""

    TITLE = "title"
    HEADING = "heading"
    SENTENCE = "sentence"
    BULLET = "bullet"
    FURNITURE = "furniture"
    """Cookie banners, "read also", share buttons, votes: on the page, not in the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One named cell of a statement (a row of a table) and where it stands in the row's text."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text with what is known about it.

    `text` never changes once stored: evidence offsets count its code points. Everything that
    tidies text (spaces, apostrophes, ligatures) happens in a view that maps back to it.
    """

    id: str
    """Content hash of source name and text, so that reading a file twice gives one document."""
    name: str
    """File name as the user gave it, with ``!member`` or ``#12`` for a part of a container."""
    text: str
    format: str = "text"
    """Which reader made it: text, markdown, html, pdf, docx, eml, feed, jsonl, warc, statements."""
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    """Main language, ``fr`` or ``en`` (other ISO 639-1 codes are kept but not read for claims)."""
    published: str | None = None
    """Partial date (`grandlivre.base.periods`)."""
    retrieved: str | None = None
    sha256: str | None = None
    """SHA-256 of the bytes it was read from."""
    fields: tuple[Field, ...] = ()
    """Cells of a statement; empty for prose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document's text: a sentence, a bullet, a heading, or page furniture."""

    start: int
    end: int
    kind: PassageKind
    section: int = 0
    """Number of the block (paragraph, list, heading) that it stands in, counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two documents were held to be copies."""

    first: str
    second: str
    containment: float
    """Share of the shorter text's runs of three words that stand in the other, 0 to 1."""
    quotations: int
    """Runs of four words that both have within quotation marks."""
    figures: tuple[str, ...]
    """Figures in both."""
    agencies: tuple[str, ...]
    """Agencies named in both."""
    reason: str
    """``verbatim``, ``quotation``, ``figures`` or ``paraphrase``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Documents that go back to one text."""

    origin: str
    """Id of the document that the others most likely go back to."""
    members: tuple[str, ...]
    """Ids of all its documents, the origin first, then by date and name."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Groups of copies; a document in none of them stands for itself."""

    groups: tuple[CopyGroup, ...] = ()
    _by_document: Mapping[str, CopyGroup] = field(default_factory=dict, repr=False)

    def of(self, document_id: str) -> CopyGroup | None:
        """The group that a document is in; None where it has no copy."""
        return self._by_document.get(document_id)

    def origin_of(self, document_id: str) -> str:
        """The document that counts as the source of this one: itself where it has no copy."""
        group_of = self._by_document.get(document_id)
        return document_id if group_of is None else group_of.origin
