"""Places that stand for more than their sentence: a dispatch's dateline, the head of a section."""

from grandlivre.claims.mentions.model import Entity, Mention
from grandlivre.claims.page.model import Page, Sentence
from grandlivre.documents.model import PassageKind

_FIRST_SENTENCES = 4
_SHORT_HEADING = 6
"""Words after a place at the head of a heading that is about that place."""

_DASHES = ("–", "-", "—")
_LONGEST = 12
"""Words from a dateline's place to the dash: the day, and the agency's name."""


def head_places(page: Page) -> list[Entity | None]:
    """For each sentence the place that heads its section: "MUNICH. Deutsche Telekom..."."""
    heads: list[Entity | None] = []
    found: Entity | None = None
    for sentence in page.sentences:
        head = sentence.mentions[0] if sentence.mentions else None
        heading = sentence.passage.kind in (PassageKind.HEADING, PassageKind.TITLE)
        if head is None or head.kind != "place" or not _opens(page, head, sentence):
            if heading and sentence.number:
                found = None
        elif (_is_loud(page, head) and _after(page, head) in (".", ":")) or (
            heading and sentence.last - head.last <= _SHORT_HEADING
        ):
            found = head.entity
        heads.append(found)
    return heads


def find_dateline(page: Page) -> tuple[Entity | None, range]:
    """The place that a dispatch was sent from, and the tokens from there to the dash.

    "PARIS, Feb 9 -": nothing begins or ends on that day, but the telling.
    """
    for sentence in page.sentences[:_FIRST_SENTENCES]:
        for mention in sentence.mentions[:1]:
            if (
                mention.kind == "place"
                and _opens(page, mention, sentence)
                and _after(page, mention) in (",", "(", "|", *_DASHES)
                and _is_loud(page, mention)
            ):
                reach = page.tokens.words[mention.last : mention.last + _LONGEST]
                dash = next((i for i, word in enumerate(reach) if word in _DASHES), 0)
                return mention.entity, range(mention.first, mention.last + dash)
    return None, range(0)


def _after(page: Page, mention: Mention) -> str:
    words = page.tokens.words
    return words[mention.last] if mention.last < len(words) else ""


def _is_loud(page: Page, mention: Mention) -> bool:
    """True where it is written in capitals."""
    starts, ends = page.tokens.starts, page.tokens.ends
    return page.text[starts[mention.first] : ends[mention.last - 1]].isupper()


def _opens(page: Page, mention: Mention, sentence: Sentence) -> bool:
    """True where only marks stand before it."""
    words = page.tokens.words[sentence.first : mention.first]
    return all(not word[0].isalnum() for word in words)
