"""Who does what with a quantity, as far as word order tells: subject, agent, owner, receiver.

No parser, but the few patterns that the press uses for money, read off the order of mentions, verbs
of paying or receiving, and prepositions. Each pattern is one strong feature for the decisions.
"""

from collections.abc import Iterator

from grandlivre.claims.cues import Cue
from grandlivre.claims.mentions import PRONOUN, Mention
from grandlivre.claims.page import PlacedQuantity, Sentence

_PARTIES = frozenset(("party", "state", "person", "media", "pronoun", "place"))
_OBLIQUE = frozenset("by of to with for via at in on near say vs between from part as".split())
_ARTICLES = frozenset(
    "le la l' les un une the a an des son sa ses leur leurs its their his her « \" cette ce cet".split()
)
_PREPOSITIONS = {
    "par": "by", "by": "by", "de": "of", "du": "of", "des": "of", "d'": "of", "of": "of",
    "à": "to", "au": "to", "aux": "to", "to": "to", "avec": "with", "with": "with",
    "pour": "for", "for": "for", "via": "via", "chez": "at", "auprès": "at", "from": "from",
    "dans": "in", "in": "in", "en": "in", "at": "at", "sur": "on", "on": "on", "near": "near",
    "selon": "say", "against": "vs", "entre": "between", "between": "between", "through": "via",
    "dont": "part", "including": "part", "comme": "as", "like": "as", "près": "near",
    "outside": "near", "alongside": "with", "après": "vs", "que": "than", "than": "than",
    "across": "in", "contre": "vs", "depuis": "in", "into": "in", "chez ": "at",
}
_PHRASES = {
    ("auprès", "of"): "from", ("part", "of"): "from", ("profit", "of"): "to", ("faveur", "of"): "to",
    ("grâce", "to"): "by", ("côtés", "of"): "with", ("aide", "of"): "with", ("près", "of"): "near",
    ("autour", "of"): "with", ("bénéfice", "of"): "to", ("thanks", "to"): "by", ("lieu", "of"): "vs",
    ("instead", "of"): "vs", ("rather", "than"): "vs", ("according", "to"): "say",
    ("après", "of"): "say", ("courtesy", "of"): "from", ("alongside", "of"): "with",
    ("tandem", "with"): "with", ("croire", "*"): "say",
}
_MARKS = frozenset(", ( : – - ; |".split())


def preposition(words: list[str], first: int, floor: int) -> str:
    """What governs a span: a preposition's class, a mark, ``and``, ``^`` at the opening, or ``*``.

    Articles before the span are passed over.
    """
    i = first - 1
    steps = 0
    while i >= floor and steps < 3 and words[i] in _ARTICLES:
        if words[i] == "des":
            return "of"
        i -= 1
        steps += 1
    if i < floor:
        return "^"
    word = words[i]
    found = _PREPOSITIONS.get(word)
    if found:
        if i > floor:
            return _PHRASES.get((words[i - 1], found), found)
        return found
    if word in _MARKS:
        return word
    return "and" if word in ("et", "and", "&", "ou", "or") else "*"


def relations(
    words: list[str], placed: PlacedQuantity, left_clause: int
) -> Iterator[tuple[Mention, str]]:
    """Mentions of the quantity's sentence that stand in a known relation to it."""
    sentence = placed.sentence
    parties = [m for m in sentence.mentions if m.kind in _PARTIES and m.entity is not None]
    if not parties:
        return
    yield from _right(words, placed, parties)
    yield from _owner(words, placed, parties)
    verb = _governing(placed, sentence, words)
    if verb is None:
        yield from _label(words, placed, parties)
        return
    subject = _subject(words, verb.first, parties, sentence.first)
    if subject is not None:
        for member in _members(subject, parties):
            yield member, f"subject:{verb.kind}"
            if subject.first < left_clause:
                yield member, f"subject/{verb.kind}"
    if verb.first < placed.first:
        for mention in parties:
            if verb.last <= mention.first < placed.first:
                yield mention, f"object:{verb.kind}:{preposition(words, mention.span[0], sentence.first)}"


def _members(head: Mention, parties: list[Mention]) -> list[Mention]:
    return [m for m in parties if m is head or (m.span == head.span and m.span != (m.first, m.last))]


def _governing(placed: PlacedQuantity, sentence: Sentence, words: list[str]) -> Cue | None:
    """The verb of paying or receiving that the quantity belongs to."""
    wanted = ("pay", "get")
    left = [c for c in sentence.cues if c.kind in wanted and c.last <= placed.first]
    for cue in reversed(left):
        crossed = any(cue.last <= q.first and q.last <= placed.first and _ends_clause(words, q.last, placed.first)
                      for q in sentence.quantities if q is not placed)
        if not crossed:
            return cue
        break
    right = [c for c in sentence.cues if c.kind in wanted and c.first >= placed.last]
    if right and right[0].first - placed.last <= 8:
        return right[0]
    return left[-1] if left else None


def _ends_clause(words: list[str], first: int, last: int) -> bool:
    return any(word in (";", ":", "(", ")", "tandis", "while", "but", "mais") for word in words[first:last])


def _subject(words: list[str], verb: int, parties: list[Mention], floor: int) -> Mention | None:
    """The mention before a verb that no preposition governs, the nearest first."""
    fallback: Mention | None = None
    for mention in reversed(parties):
        if mention.last > verb:
            continue
        governed = preposition(words, mention.span[0], floor)
        if governed in _OBLIQUE or governed == "(":
            continue
        if mention.kind == "place" and mention.noun not in ("country", "metonym"):
            continue
        if mention.form == PRONOUN or verb - mention.span[1] <= 3:
            return mention
        fallback = fallback or mention
    return fallback


def _right(words: list[str], placed: PlacedQuantity, parties: list[Mention]) -> Iterator[tuple[Mention, str]]:
    """What follows: "20 milliards de Brookfield", "financés par X", "from Y", "to Z"."""
    sentence = placed.sentence
    stop = min((q.first for q in sentence.quantities if q.first >= placed.last), default=sentence.last)
    for mention in parties:
        first = mention.span[0]
        if mention.first < placed.last or first >= stop:
            continue
        governed = preposition(words, max(first, placed.last), placed.last)
        gap = first - placed.last
        if governed == "by":
            paid = any(c.kind in ("pay", "round", "spent", "get") and first - 5 <= c.first < first
                       for c in sentence.cues)
            yield mention, f"right:by{'-pay' if paid else ''}"
        elif governed == "from":
            yield mention, "right:from"
        elif governed in ("of", "to", "with", "for", "via") and gap <= 3:
            yield mention, f"right:{governed}:near"
        elif governed in ("of", "to", "with", "for", "via", "at"):
            yield mention, f"right:{governed}:far"
        elif governed == "(" and gap <= 2:
            yield mention, "right:bracket"


def _owner(words: list[str], placed: PlacedQuantity, parties: list[Mention]) -> Iterator[tuple[Mention, str]]:
    """What owns: "Blackstone's £10bn campus", "Google - £5bn", "Liverpool (482 M€)"."""
    for mention in parties:
        last = mention.span[1]
        gap = placed.first - last
        if not 0 <= gap <= 8:
            continue
        follower = words[last] if last < len(words) else ""
        if follower == "'s":
            yield mention, "owner's"
        elif gap == 1 and follower in ("(", ":", "-", "–", ","):
            yield mention, f"owner{follower}"


def _label(words: list[str], placed: PlacedQuantity, parties: list[Mention]) -> Iterator[tuple[Mention, str]]:
    """What opens the line where no verb governs the quantity."""
    first = parties[0]
    if first.last <= placed.first:
        for member in _members(first, parties):
            yield member, "label"
            if first.first - placed.sentence.first <= 2:
                yield member, "label^"
