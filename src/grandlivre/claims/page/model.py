"""A document laid out for reading: words, sentences, cues, mentions, dates and quantities.

Everything that the rules look at is addressed by token number. `grandlivre.claims.page.layout`
finds it once, in one pass of each kind over the text; a page is built for one document and thrown
away after.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from grandlivre.claims.dates.model import DateMention
from grandlivre.claims.mentions.model import Entity, Mention
from grandlivre.claims.quantities.model import Quantity
from grandlivre.claims.syntax.cues import Cue
from grandlivre.claims.text.tokens import Tokens
from grandlivre.documents.model import Document, Passage, PassageKind
from grandlivre.documents.views import View


@dataclass(slots=True)
class Sentence:
    """One passage with what stands in it; tokens from `first` to `last`, the end exclusive."""

    number: int
    first: int
    last: int
    passage: Passage
    cues: list[Cue] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    dates: list["PlacedDate"] = field(default_factory=list)
    quantities: list["PlacedQuantity"] = field(default_factory=list)

    @property
    def is_furniture(self) -> bool:
        """True for cookie banners, sign-up lines and the like."""
        return self.passage.kind is PassageKind.FURNITURE


@dataclass(frozen=True, slots=True)
class Voice:
    """A mention that speaks, and the tokens that are its words, the end exclusive."""

    mention: Mention
    how: str
    """``source`` (according to), ``say`` (X said that), ``end`` (…, X said), ``vow`` (X promised),
    ``by`` (as reported by X), ``report`` (confirming a report by X), ``hope`` (X expects),
    ``label`` (X: …), ``quote``, ``floor`` (the speaker of a transcript or an interview), or
    ``carried`` from the sentence before."""
    at: int
    """Token of the verb or preposition."""
    first: int
    last: int


@dataclass(slots=True, eq=False)
class PlacedQuantity:
    """A quantity, the tokens it takes and its sentence."""

    number: int
    quantity: Quantity
    first: int
    last: int
    sentence: Sentence
    voices: list[Voice] = field(default_factory=list)
    """Who is said to say it, the nearest attribution first."""
    themes: list[tuple[Mention, str]] = field(default_factory=list)
    """Mentions of other sentences that stand in a relation to it, with the relation's name."""


@dataclass(slots=True, eq=False)
class PlacedDate:
    """A date, and the tokens it takes."""

    date: DateMention
    first: int
    last: int


class Item(NamedTuple):
    """Where a sentence stands in a list."""

    list: int
    item: int
    lead: int
    """Number of the sentence right before the list; -1 where there is none."""
    timed: bool
    """True for the entries of a running report, which have nothing but the day in common."""
    colon: bool
    """True where that sentence ends with a colon."""
    shares: bool
    """True where it says that what follows are parts of something."""


class Former(NamedTuple):
    """What a figure is to the one that is told in its stead."""

    how: str
    """``grown`` (it became the other), ``swapped`` (the other was decided or found instead) or
    ``compared`` (the other is set against it)."""
    latter: int
    """Number of the other quantity."""


@dataclass(slots=True)
class Page:
    """A document, laid out."""

    document: Document
    view: View
    text: str
    tokens: Tokens
    sentences: list[Sentence]
    mentions: list[Mention]
    entities: list[Entity]
    quantities: list[PlacedQuantity]
    language: str
    published: str | None
    country: str | None
    """ISO code of the country that the document speaks of most."""
    topics: tuple[str, ...] = ()
    sums: frozenset[tuple[int, int]] = frozenset()
    """Numbers of quantities where the first may be a part of the second, for they add up."""
    dateline: Entity | None = None
    """The place that the text was sent from."""
    dateline_at: range = range(0)
    """The tokens from its name to the dash that closes the dateline."""
    venues: frozenset[int] = frozenset()
    """Numbers of the places that are told only as those of events."""
    head_places: list[Entity | None] = field(default_factory=list)
    items: dict[int, Item] = field(default_factory=dict)
    """Where the sentences stand that are in a list, by their numbers."""
    formers: dict[int, Former] = field(default_factory=dict)
    """The figures that are told as what was, by their numbers."""

    def close(self) -> None:
        """Let go of what holds one another, once the page is read.

        It is then freed at once, without the collector of cycles, which would take 3 % of the
        time of reading.
        """
        for entity in self.entities:
            entity.mentions.clear()
        for sentence in self.sentences:
            sentence.quantities.clear()
