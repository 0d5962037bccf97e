"""Who does what with a quantity, as far as word order tells: subject, agent, owner, receiver.

No parser, but the few patterns that the press uses for money, read off the order of mentions, verbs
of paying or receiving, and prepositions. Each pattern is one strong feature for the decisions.
"""

from collections.abc import Iterator

from grandlivre.claims.cues import Cue
from grandlivre.claims.mentions import DESCRIPTION, PRONOUN, Mention
from grandlivre.claims.page import PlacedQuantity, Sentence
from grandlivre.claims.syntax import OBLIQUE, preposition

_PARTIES = frozenset(("party", "state", "person", "media", "pronoun", "place"))


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
                yield (
                    mention,
                    f"object:{verb.kind}:{preposition(words, mention.span[0], sentence.first)}",
                )


def _members(head: Mention, parties: list[Mention]) -> list[Mention]:
    return [
        m
        for m in parties
        if m is head
        or (m.span == head.span and (m.span != (m.first, m.last) or m.first == head.first))
    ]


def _governing(placed: PlacedQuantity, sentence: Sentence, words: list[str]) -> Cue | None:
    """The verb of paying or receiving that the quantity belongs to."""
    wanted = ("pay", "get")
    left = [c for c in sentence.cues if c.kind in wanted and c.last <= placed.first]
    for cue in reversed(left):
        crossed = any(
            cue.last <= q.first
            and q.last <= placed.first
            and _ends_clause(words, q.last, placed.first)
            for q in sentence.quantities
            if q is not placed
        )
        if not crossed:
            return cue
        break
    right = [c for c in sentence.cues if c.kind in wanted and c.first >= placed.last]
    if right and right[0].first - placed.last <= 8:
        return right[0]
    return left[-1] if left else None


def _ends_clause(words: list[str], first: int, last: int) -> bool:
    return any(
        word in (";", ":", "(", ")", "tandis", "while", "but", "mais") for word in words[first:last]
    )


def _subject(words: list[str], verb: int, parties: list[Mention], floor: int) -> Mention | None:
    """The mention before a verb that no preposition governs, the nearest first."""
    fallback: Mention | None = None
    for mention in reversed(parties):
        if mention.last > verb:
            continue
        governed = preposition(words, mention.span[0], floor)
        if _relative(words, mention.span[1], verb):
            return mention
        if governed in OBLIQUE or governed == "(":
            continue
        if mention.last < len(words) and words[mention.last] == "'s":
            continue
        if mention.kind == "place" and mention.noun not in ("country", "metonym"):
            continue
        if mention.form == PRONOUN or verb - mention.span[1] <= 3:
            return mention
        fallback = fallback or mention
    return fallback


def _relative(words: list[str], after: int, verb: int) -> bool:
    """True where a relative pronoun makes what stands before it the subject of the verb."""
    if after < verb and words[after] == ",":
        after += 1
    return after < verb and verb - after <= 5 and words[after] in ("qui", "which", "who", "that")


def _right(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """What follows: "20 milliards de Brookfield", "financés par X", "from Y", "to Z"."""
    sentence = placed.sentence
    stop = min(
        (q.first for q in sentence.quantities if q.first >= placed.last), default=sentence.last
    )
    for mention in parties:
        first = mention.span[0]
        if mention.first < placed.last or first >= stop:
            continue
        governed = preposition(words, max(first, placed.last), placed.last)
        gap = first - placed.last
        if governed == "by":
            paid = any(
                c.kind in ("pay", "round", "spent", "get") and first - 5 <= c.first < first
                for c in sentence.cues
            )
            yield mention, f"right:by{'-pay' if paid else ''}"
        elif governed == "from":
            yield mention, "right:from"
        elif governed in ("of", "to", "with", "for", "via") and gap <= 3:
            yield mention, f"right:{governed}:near"
        elif governed in ("of", "to", "with", "for", "via", "at"):
            yield mention, f"right:{governed}:far"
        elif governed == "(" and gap <= 2:
            yield mention, "right:bracket"
        elif governed == "part" and any(
            m.form == DESCRIPTION and placed.last <= m.first < first for m in parties
        ):
            yield mention, "right:member"  # "seven banks, among them X, Y and Z"


def _owner(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """What owns: "Blackstone's £10bn campus", "Google - £5bn", "Liverpool (482 M€)"."""
    for mention in parties:
        last = mention.span[1]
        gap = placed.first - last
        if not 0 <= gap <= 8:
            continue
        follower = words[last] if last < len(words) else ""
        governed = preposition(words, mention.span[0], placed.sentence.first)
        if follower == "'s":
            yield mention, "owner's"
        elif gap == 0 and governed in (",", "and", "^", ";"):
            yield mention, "owner0"
        elif gap == 1 and follower == "(":
            yield mention, "owner("
        elif gap == 1 and follower in (":", "-", "–", ",") and governed not in OBLIQUE:
            opens = mention.span[0] - placed.sentence.first <= 3
            yield mention, f"owner{follower}{'' if opens else '~'}"


def _label(
    words: list[str], placed: PlacedQuantity, parties: list[Mention]
) -> Iterator[tuple[Mention, str]]:
    """What opens the line where no verb governs the quantity."""
    first = parties[0]
    if first.last <= placed.first:
        for member in _members(first, parties):
            yield member, "label"
            if first.first - placed.sentence.first <= 2:
                yield member, "label^"
