"""Lays a document out: finds everything on its page and puts each thing in its sentence."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from grandlivre.base.lazy import lazy
from grandlivre.claims.dates.find import find_dates
from grandlivre.claims.dates.model import DateMention
from grandlivre.claims.dates.published import find_published
from grandlivre.claims.mentions.assets import with_assets
from grandlivre.claims.mentions.enumerations import enumerate_mentions
from grandlivre.claims.mentions.finder import MentionFinder
from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.mentions.resolve import resolve
from grandlivre.claims.page.datelines import find_dateline, head_places
from grandlivre.claims.page.formers import find_formers
from grandlivre.claims.page.lists import items
from grandlivre.claims.page.model import Page, PlacedDate, PlacedQuantity, Sentence
from grandlivre.claims.page.speech import voices_of
from grandlivre.claims.page.themes import themes_of
from grandlivre.claims.page.venues import find_venues
from grandlivre.claims.quantities.currencies import resolve_currencies
from grandlivre.claims.quantities.find import find_quantities
from grandlivre.claims.quantities.model import Quantity
from grandlivre.claims.quantities.screen import screen
from grandlivre.claims.quantities.sums import sums
from grandlivre.claims.syntax.cues import Cue, lexicon
from grandlivre.claims.text.tokens import Tokens, lower_case, tokenize
from grandlivre.documents.language import language_of
from grandlivre.documents.model import Document, Passage, PassageKind
from grandlivre.documents.passages import split
from grandlivre.documents.views import view_of
from grandlivre.reference.places import demonyms

_OPENING_MARKS = frozenset('« " : | ? ! .'.split())


def lay_out(document: Document) -> Page | None:
    """Lay a document out; None where it holds no quantity, which costs next to nothing."""
    view = view_of(document.text)
    text = view.text
    quantities = find_quantities(text) if screen(text) else []
    if not quantities:
        return None
    language = document.language or language_of(text)
    tokens = tokenize(text, lower_case(text))
    sentences = _sentences(tokens, split(text))
    starts = [sentence.first for sentence in sentences]
    cues = lexicon(language).find(tokens)
    openings = frozenset(_openings(tokens, sentences))
    mentions = MentionFinder(text, tokens, cues, openings, language).find()
    mentions = _outside_quantities(mentions, tokens, quantities)
    mentions = _in_story(mentions, sentences)
    mentions = with_assets(mentions, text, tokens, cues, quantities)
    enumerate_mentions(mentions, tokens.words)
    told = frozenset([cue.last for cue in cues if cue.kind == "speech"])
    entities = resolve(mentions, tokens.words, starts, told)
    published = document.published or find_published(text)
    countries = _Countries(mentions, tokens)
    country = countries.dominant()
    page = Page(
        document=document,
        view=view,
        text=text,
        tokens=tokens,
        sentences=sentences,
        mentions=mentions,
        entities=entities,
        quantities=[],
        language=language,
        published=published,
        country=country,
        topics=_topics(cues, len(tokens)),
    )
    _place_words(page, starts, cues)
    _place_figures(
        page,
        starts,
        find_dates(text, published),
        resolve_currencies(quantities, country, countries),
    )
    page.items = items(page)
    page.formers = find_formers(page)
    voices_of(page)
    themes_of(page)
    return page


_LONGEST = 300
"""Words of the longest sentence that is read as one; the press seldom goes beyond a hundred."""


def _sentences(tokens: Tokens, passages: Sequence[Passage]) -> list[Sentence]:
    sentences: list[Sentence] = []
    for passage in passages:
        first, last = tokens.at(passage.start), tokens.at(passage.end)
        while last > first:
            # What one sentence holds is compared each with each: a table on one line, or a
            # hostile text, must not make a sentence of thousands of parties.
            cut = min(last, first + _LONGEST)
            sentences.append(Sentence(len(sentences), first, cut, passage))
            first = cut
    if not sentences:
        whole = Passage(
            start=0, end=tokens.ends[-1] if len(tokens) else 0, kind=PassageKind.SENTENCE
        )
        sentences.append(Sentence(0, 0, len(tokens), whole))
    return sentences


def _openings(tokens: Tokens, sentences: Sequence[Sentence]) -> list[int]:
    """First word of each sentence, and those after an opening mark."""
    words = tokens.words
    found = [i for i, word in enumerate(words, 1) if word in _OPENING_MARKS and i < len(words)]
    for sentence in sentences:
        i = sentence.first
        while i < sentence.last and not words[i][0].isalnum():
            i += 1
        found.append(i)
    return found


def _outside_quantities(
    mentions: Sequence[Mention], tokens: Tokens, quantities: Sequence[Quantity]
) -> list[Mention]:
    """Mentions that are not words of a quantity ("300 M$", "13.800 puces")."""
    spans = sorted((q.start, q.end) for q in quantities)
    starts = [start for start, _ in spans]
    kept = []
    for mention in mentions:
        position = tokens.starts[mention.first]
        at = bisect_right(starts, position) - 1
        if at < 0 or position >= spans[at][1]:
            kept.append(mention)
    return kept


def _in_story(mentions: list[Mention], sentences: Sequence[Sentence]) -> list[Mention]:
    """Mentions outside the page's furniture; of a dateline the places stay."""
    furniture = [s for s in sentences if s.is_furniture]
    if not furniture:
        return mentions
    return [
        m
        for m in mentions
        if m.kind == "place" or not any(s.first <= m.first < s.last for s in furniture)
    ]


def _topics(cues: Sequence[Cue], words: int) -> tuple[str, ...]:
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


class _Countries:
    """The countries that a document names, by how near to a figure they stand."""

    def __init__(self, mentions: Sequence[Mention], tokens: Tokens) -> None:
        self._mentions = mentions
        self._starts = tokens.starts
        codes = map(demonyms().get, tokens.words)
        self._adjectives = [(i, code) for i, code in enumerate(codes) if code is not None]
        """Words that are adjectives of countries, with their countries."""

    def dominant(self) -> str | None:
        """The country that is named most."""
        votes: Counter[str] = Counter()
        for mention in self._mentions:
            if mention.country:
                votes[mention.country] += 2 if mention.kind in ("place", "state") else 1
        votes.update([code for _, code in self._adjectives])
        return votes.most_common(1)[0][0] if votes else None

    @lazy
    def _named(self) -> list[tuple[int, str]]:
        """Where each country is named, in order; asked only of signs of several currencies."""
        starts = self._starts
        named = [(starts[m.first], m.country) for m in self._mentions if m.country]
        named += [(starts[i], code) for i, code in self._adjectives]
        named.sort()
        return named

    def __call__(self, quantity: Quantity) -> list[tuple[str, int]]:
        """Countries named before a figure and how far, the nearest first, then those after it."""
        at = bisect_right(self._named, (quantity.start, ""))
        ordered = [*reversed(self._named[:at]), *self._named[at:]]
        return [(country, abs(start - quantity.start)) for start, country in ordered]


def _place_words(page: Page, starts: Sequence[int], cues: Sequence[Cue]) -> None:
    """Give each sentence its cues and mentions."""
    sentences = page.sentences
    for cue in cues:
        sentences[max(bisect_right(starts, cue.first) - 1, 0)].cues.append(cue)
    for mention in page.mentions:
        mention.sentence = max(bisect_right(starts, mention.first) - 1, 0)
        sentences[mention.sentence].mentions.append(mention)
    page.head_places = head_places(page)
    page.dateline, page.dateline_at = find_dateline(page)
    page.venues = find_venues(page)


def _place_figures(
    page: Page,
    starts: Sequence[int],
    dates: Sequence[DateMention],
    quantities: Sequence[Quantity],
) -> None:
    """Give each sentence its dates and quantities."""
    sentences, tokens = page.sentences, page.tokens
    page.sums = sums(quantities)
    for date in dates:
        first = tokens.until(date.start)
        if first in page.dateline_at:
            continue
        placed = PlacedDate(date, first, max(tokens.at(date.end), first + 1))
        sentences[max(bisect_right(starts, first) - 1, 0)].dates.append(placed)
    for number, quantity in enumerate(quantities):
        first = tokens.until(quantity.start)
        last = max(tokens.at(quantity.end), first + 1)
        sentence = sentences[max(bisect_right(starts, first) - 1, 0)]
        figure = PlacedQuantity(number, quantity, first, last, sentence)
        page.quantities.append(figure)
        sentence.quantities.append(figure)
