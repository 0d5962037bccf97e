"""What a page shows of an entry, a contradiction, a total and a source."""

from dataclasses import dataclass

from grandlivre.ledger.natures import Nature
from grandlivre.report.evidence import Quote
from grandlivre.report.figures import Figure, Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what stands beside it: words, or links to entries."""

    label: str
    parts: tuple[object, ...]
    """Strings, figures and links, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to an element of the page, with a word on it."""

    target: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A quote with its amount in words."""

    quote: Quote
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """An entry or a programme, opened."""

    id: str
    title: str
    figure: Figure
    stated: str
    stage: str
    stage_key: str
    nature: Nature
    origins: str
    conflicts: tuple[Link, ...]
    facts: tuple[Fact, ...]
    tellings: tuple[Telling, ...]
    search: str
    """What the filter looks in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One side of a contradiction."""

    says: str
    figure: Figure
    origins: str
    quotes: tuple[Quote, ...]
    more: int
    """How many further quotes stand in the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """A contradiction, its sides side by side."""

    id: str
    kind: str
    title: str
    entries: tuple[Link, ...]
    explanation: str
    size: Figure | None
    sides: tuple[SideView, ...]
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalView:
    """A total with what it sums and leaves out."""

    id: str
    title: str
    figure: Figure
    open_note: Sentence | None
    sums: tuple[Link, ...]
    sums_count: str
    leaves: tuple[Link, ...]
    leaves_count: str
    unpriced: str = ""
    """What is told beside these without any sum; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A document in the list of sources."""

    id: str
    name: str
    date: str
    url: str | None
    claims: str
