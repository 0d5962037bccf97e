"""A document laid out for reading: words, sentences, cues, mentions, dates and quantities.

Everything that the rules look at is found here once, in one pass of each kind over the text, and
addressed by token number. A page is built for one document and thrown away after.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from grandlivre.base.fold import fold
from grandlivre.claims.cues import Cue, lexicon
from grandlivre.claims.dates import DateMention, find_dates, find_published
from grandlivre.claims.mentions import Entity, Mention, MentionFinder
from grandlivre.claims.quantities import Quantity, find_quantities, resolve_currencies
from grandlivre.claims.resolve import resolve
from grandlivre.claims.sums import sums
from grandlivre.claims.tokens import Tokens, lower_case, tokenize
from grandlivre.documents.model import Document, Passage, PassageKind
from grandlivre.documents.passages import language_of, split
from grandlivre.documents.views import View, view_of
from grandlivre.reference.places import demonyms


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


@dataclass(slots=True, eq=False)
class PlacedQuantity:
    """A quantity, the tokens it takes and its sentence."""

    number: int
    quantity: Quantity
    first: int
    last: int
    sentence: Sentence


@dataclass(slots=True, eq=False)
class PlacedDate:
    """A date, and the tokens it takes."""

    date: DateMention
    first: int
    last: int


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
    head_places: list[Entity | None] = field(default_factory=list)
    _ranks: dict[int, int] | None = None

    def _head_places(self) -> list[Entity | None]:
        """For each sentence the place that heads its section: "MUNICH. Deutsche Telekom..."."""
        heads: list[Entity | None] = []
        found: Entity | None = None
        for sentence in self.sentences:
            head = sentence.mentions[0] if sentence.mentions else None
            heading = sentence.passage.kind in (PassageKind.HEADING, PassageKind.TITLE)
            if head is None or head.kind != "place" or not self._opens(head, sentence):
                if heading and sentence.number:
                    found = None
            else:
                after = self.tokens.words[head.last] if head.last < len(self.tokens) else ""
                if (self._loud(head) and after in (".", ":")) or (
                    heading and sentence.last - head.last <= 6
                ):
                    found = head.entity
            heads.append(found)
        return heads

    def _find_dateline(self) -> Entity | None:
        """The place that a dispatch was sent from: "PARIS, Feb 9 -"."""
        for sentence in self.sentences[:4]:
            for mention in sentence.mentions[:1]:
                after = self.tokens.words[mention.last] if mention.last < len(self.tokens) else ""
                if (
                    mention.kind == "place"
                    and self._opens(mention, sentence)
                    and after in (",", "(", "|", "\u2013", "-")
                    and self._loud(mention)
                ):
                    return mention.entity
        return None

    def _loud(self, mention: Mention) -> bool:
        """True where it is written in capitals."""
        return self.text[
            self.tokens.starts[mention.first] : self.tokens.ends[mention.last - 1]
        ].isupper()

    def _opens(self, mention: Mention, sentence: Sentence) -> bool:
        return all(
            not word[0].isalnum() for word in self.tokens.words[sentence.first : mention.first]
        )

    def rank(self, entity: Entity) -> int:
        """0 for the most mentioned entity of its kind, 1 for the next..."""
        if self._ranks is None:
            self._ranks = {}
            counts: dict[str, int] = {}
            for other in sorted(self.entities, key=lambda e: (-len(e.mentions), e.number)):
                self._ranks[other.number] = counts.get(other.kind, 0)
                counts[other.kind] = counts.get(other.kind, 0) + 1
        return self._ranks.get(entity.number, 9)


def lay_out(document: Document) -> Page | None:
    """Lay a document out; None where it holds no quantity, which costs next to nothing."""
    view = view_of(document.text)
    text = view.text
    quantities = find_quantities(text)
    if not quantities:
        return None
    low = lower_case(text)
    language = document.language or language_of(text)
    tokens = tokenize(text, low)
    passages = split(text)
    sentences = _sentences(tokens, passages)
    starts = [sentence.first for sentence in sentences]
    cues = lexicon(language).find(tokens)
    openings = frozenset(_openings(tokens, sentences))
    mentions = MentionFinder(text, tokens, cues, openings, language).find()
    mentions = _outside_quantities(mentions, tokens, quantities)
    mentions = _in_story(mentions, sentences)
    mentions = _with_assets(mentions, text, tokens, cues, quantities)
    entities = resolve(mentions, tokens.words, starts)
    _enumerate(mentions, tokens.words)
    published = document.published or find_published(text)
    country = _dominant_country(mentions, tokens)
    quantities = resolve_currencies(quantities, country)
    page = Page(
        document,
        view,
        text,
        tokens,
        sentences,
        mentions,
        entities,
        [],
        language,
        published,
        country,
        _topics(cues, len(tokens)),
        starts,
    )
    _place(page, starts, cues, find_dates(text, published), quantities)
    return page


def _sentences(tokens: Tokens, passages: list[Passage]) -> list[Sentence]:
    sentences: list[Sentence] = []
    for passage in passages:
        first, last = tokens.at(passage.start), tokens.at(passage.end)
        if last > first:
            sentences.append(Sentence(len(sentences), first, last, passage))
    if not sentences:
        whole = Passage(
            start=0, end=tokens.ends[-1] if len(tokens) else 0, kind=PassageKind.SENTENCE
        )
        sentences.append(Sentence(0, 0, len(tokens), whole))
    return sentences


_OPENERS = frozenset("«\"'([-–•:|*…")


def _openings(tokens: Tokens, sentences: list[Sentence]) -> list[int]:
    """First word of each sentence, and those after an opening mark."""
    found: list[int] = []
    for sentence in sentences:
        i = sentence.first
        while i < sentence.last and not tokens.words[i][0].isalnum():
            i += 1
        found.append(i)
        if i < sentence.last and tokens.words[i] in ("l'", "d'"):
            continue
    for i in range(1, len(tokens)):
        if tokens.words[i - 1] in ("«", '"', ":", "|", "?", "!", "."):
            found.append(i)
    return found


def _outside_quantities(
    mentions: list[Mention], tokens: Tokens, quantities: list[Quantity]
) -> list[Mention]:
    """Mentions that are not words of a quantity ("300 M$", "13.800 puces")."""
    spans = sorted((q.start, q.end) for q in quantities)
    starts = [start for start, _ in spans]
    kept = []
    for mention in mentions:
        at = bisect_right(starts, tokens.starts[mention.first]) - 1
        if at >= 0 and tokens.starts[mention.first] < spans[at][1]:
            continue
        kept.append(mention)
    return kept


def _in_story(mentions: list[Mention], sentences: list[Sentence]) -> list[Mention]:
    """Mentions outside the page's furniture; of a dateline the places stay."""
    furniture = [s for s in sentences if s.is_furniture]
    return [
        m for m in mentions
        if m.kind == "place" or not any(s.first <= m.first < s.last for s in furniture)
    ]


_ASSETS = {
    "asset_data_centre": "data_centre",
    "asset_compute": "compute",
    "asset_energy": "energy",
    "asset_network": "network",
    "asset_ai": "ai",
    "asset_site": "site",
    "asset_chips": "chips",
}
_EXTENDING = frozenset(
    "à au en in at near de of ia géant géants gigantesque souverain souveraine".split()
)


def _with_assets(
    mentions: list[Mention], text: str, tokens: Tokens, cues: list[Cue], quantities: list[Quantity]
) -> list[Mention]:
    """Add what is built ("data center à Cambrai", "supercomputer") to what is named."""
    by_first = {m.first: m for m in mentions}
    taken = {i for m in mentions for i in range(m.first, m.last)}
    for quantity in quantities:
        taken.update(range(tokens.until(quantity.start), tokens.at(quantity.end)))
    assets: list[Mention] = []
    for cue in cues:
        purpose = _ASSETS.get(cue.kind)
        if purpose is None or cue.first in taken or cue.last - 1 in taken:
            continue
        last = cue.last
        while last < len(tokens) and tokens.words[last] in ("ia", "géant", "géants", "gigantesque"):
            last += 1
        if last + 1 < len(tokens) and tokens.words[last] in (
            "à",
            "au",
            "en",
            "in",
            "at",
            "near",
            "de",
            "d'",
        ):
            place = by_first.get(last + 1)
            if place is not None and place.kind == "place":
                last = place.last
        name = text[tokens.starts[cue.first] : tokens.ends[last - 1]]
        assets.append(Mention("asset", cue.first, last, cue.first, name, noun=purpose))
        taken.update(range(cue.first, cue.last))
    return sorted([*mentions, *assets], key=lambda m: (m.first, -m.last))


_LINKS = frozenset(
    ", et and & le la l' les the ainsi que puis with as well a un une son sa its de d' du by par".split()
)
_PLACE_LINKS = _LINKS | frozenset("en à au aux in at à".split())


def _enumerate(mentions: list[Mention], words: list[str]) -> None:
    """Give the members of an enumeration the span of the whole of it."""
    run: list[Mention] = []
    for mention in [*mentions, None]:
        if mention is not None and mention.kind == "place" and (
            words[mention.last : mention.last + 1] == ["'s"]
        ):
            mention.span = (mention.first, mention.last)
            continue  # "Aker and Britain's Nscale": the owner is no member
        if mention is not None and run and _linked(run[-1], mention, words):
            run.append(mention)
            continue
        if run:
            span = (run[0].first, run[-1].last)
            for member in run:
                member.span = span
        run = [mention] if mention is not None else []


def _linked(left: Mention, right: Mention, words: list[str]) -> bool:
    between = words[left.last : right.first]
    payers = ("party", "state", "person", "media")
    alike = left.kind == right.kind or (left.kind in payers and right.kind in payers)
    return (
        alike
        and 0 < len(between) <= 5
        and all(
            word in (_PLACE_LINKS if left.kind == "place" else _LINKS)
            for word in between
        )
        and any(word in (",", "et", "and", "&") for word in between)
    )


def _topics(cues: list[Cue], words: int) -> tuple[str, ...]:
    """What the document is about, by the share of its words that say so."""
    counts = Counter(cue.kind for cue in cues)
    topics = []
    centres = sum(counts[kind] for kind in ("asset_data_centre", "asset_compute", "asset_ai"))
    if centres * 60 >= words:
        topics.append("ai")
    elif centres == 0:
        topics.append("no-ai")
    if counts["sport"] * 80 >= words:
        topics.append("sport")
    return tuple(topics)


def _dominant_country(mentions: list[Mention], tokens: Tokens) -> str | None:
    votes: Counter[str] = Counter()
    for mention in mentions:
        if mention.country and mention.kind in ("place", "state"):
            votes[mention.country] += 2
        elif mention.country:
            votes[mention.country] += 1
    adjectives = demonyms()
    for word in tokens.words:
        code = adjectives.get(word)
        if code:
            votes[code] += 1
    return votes.most_common(1)[0][0] if votes else None


def _place(
    page: Page,
    starts: list[int],
    cues: list[Cue],
    dates: list[DateMention],
    quantities: list[Quantity],
) -> None:
    sentences, tokens = page.sentences, page.tokens
    for cue in cues:
        sentences[max(bisect_right(starts, cue.first) - 1, 0)].cues.append(cue)
    for mention in page.mentions:
        mention.sentence = max(bisect_right(starts, mention.first) - 1, 0)
        sentences[mention.sentence].mentions.append(mention)
    page.sums = sums(quantities)
    page.head_places = page._head_places()
    page.dateline = page._find_dateline()
    for date in dates:
        first = tokens.until(date.start)
        placed = PlacedDate(date, first, max(tokens.at(date.end), first + 1))
        sentences[max(bisect_right(starts, first) - 1, 0)].dates.append(placed)
    for quantity in quantities:
        first = tokens.until(quantity.start)
        sentence = sentences[max(bisect_right(starts, first) - 1, 0)]
        placed_quantity = PlacedQuantity(
            len(page.quantities), quantity, first, max(tokens.at(quantity.end), first + 1), sentence
        )
        page.quantities.append(placed_quantity)
        sentence.quantities.append(placed_quantity)
