"""How one mention stands to a quantity of its own sentence: where, how far, governed by what.

The names of features are put together once for each combination of what they tell
(`functools.lru_cache`): a tuple that is met again is the same tuple, and so is what it weighs.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from grandlivre.claims.figures.around import Features, Surroundings, bucket
from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.syntax.clauses import preposition

_BETWEEN = (
    "pay",
    "get",
    "say",
    "round",
    "part",
    "cancelled",
    "valuation",
    "turnover",
    "spent",
    "other",
    "programme",
    "commit_noun",
    "say_prep",
    "service",
    "works",
)
_FOLLOWING = ("pay", "get", "say", "service", "works", "cancelled", "confirmed")
_PRECEDING = (
    "pay",
    "get",
    "say",
    "say_prep",
    "asset_data_centre",
    "asset_compute",
    "title_person",
)
_BITS = {kind: 1 << i for i, kind in enumerate(dict.fromkeys(_BETWEEN + _FOLLOWING + _PRECEDING))}
"""A set of classes of cues is told as one whole number: a small key to what was seen before."""
_MARKS = frozenset(("'s", ":", "–", "-", "(", ","))
_NEAR = 6
_THINGS = frozenset(("asset", "project"))
_DETERMINER_REACH = 4
_DETERMINERS = {
    **dict.fromkeys("un une a an another".split(), "a"),
    **dict.fromkeys("le la l' les the du au aux".split(), "the"),
    **dict.fromkeys("ce cet cette ces this that these those".split(), "this"),
    **dict.fromkeys("son sa ses leur leurs its their his her our notre nos".split(), "its"),
    **dict.fromkeys("des some several plusieurs".split(), "some"),
    **dict.fromkeys("deux trois quatre cinq six two three four five".split(), "number"),
    **dict.fromkeys("de d' of in to for pour à dans en by par with avec and et".split(), ""),
}
"""What stands before a noun; a preposition ends the search."""
_MOST = 20_000
"""Combinations remembered of each: a hostile text must not fill the memory."""


def mention_parts(around: Surroundings, number: int) -> tuple[Features, ...]:
    """Features of an entity's nearest mentions on either side, in the quantity's own sentence.

    Parameters
    ----------
    around
        The quantity in question.
    number
        Number of the entity, which its sentence mentions.
    """
    placed = around.placed
    left, right = None, None
    for mention in around.scene.mentions_of[number]:
        if mention.last <= placed.first:
            left = mention
        elif right is None and mention.first >= placed.last:
            right = mention
    found = () if left is None else _parts(around, left)
    if right is None:
        return found
    more = _parts(around, right)
    if not found:
        return more
    # What both tell ("form=name") counts once.
    return (tuple(dict.fromkeys([name for part in (*found, *more) for name in part])),)


def _parts(around: Surroundings, mention: Mention) -> tuple[Features, ...]:
    """Features of one mention: where it stands, what it is, and which cues are about."""
    words, sentence = around.words, around.sentence
    first, last = mention.span
    side, distance = around.side(first, last)
    if side == "I":  # the enumeration holds the quantity: "Italie (1,19 milliard), Allemagne"
        first, last = mention.first, mention.last
        side, distance = around.side(first, last)
    lo, hi = (last, around.placed.first) if side == "L" else (around.placed.last, first)
    inside = around.left_clause <= mention.first < around.right_clause
    crossed = min(around.quantities_between(first, last), 2)
    prep = preposition(words, first, sentence.first)
    is_first = mention is around.scene.firsts[mention.kind]
    opens = is_first and first <= sentence.first + 3
    after = words[last] if last < sentence.last else ""
    before = words[first - 1] if first > sentence.first else ""
    thing: Features = ()
    if mention.kind in _THINGS:
        thing = _built(
            side, mention.kind, prep, _led_by(words, first, sentence.first), distance < _NEAR
        )
    return (
        thing,
        _where(side, bucket(distance), inside, crossed, _rivals(around, mention, lo, hi)),
        _what(side, mention.kind, mention.form, mention.noun, prep),
        _cues(side, *_cues_about(around, first, last, lo, hi)),
        _beside(
            side,
            after if after in _MARKS else "",
            distance < _NEAR,
            before in ("que", "qu'", "whom"),
            is_first,
            sentence.passage.kind if opens else "",
            hi - lo <= 2 and prep == "of" and side == "R",
        ),
    )


def _led_by(words: Sequence[str], first: int, floor: int) -> str:
    """Class of the determiner of what is built, adjectives passed over; empty where it has none."""
    for at in range(first - 1, max(floor, first - _DETERMINER_REACH) - 1, -1):
        found = _DETERMINERS.get(words[at])
        if found is not None:
            return found
        if not words[at][0].isalpha():
            return "number" if words[at][0].isdigit() else ""
    return ""


def _rivals(around: Surroundings, mention: Mention, lo: int, hi: int) -> int:
    """How many of the same kind stand between a mention and the quantity; three for more."""
    found = 0
    for other in around.sentence.mentions:
        if other.first >= hi:
            break
        if (
            lo <= other.first
            and other.last <= hi
            and other.kind == mention.kind
            and other.entity is not mention.entity
        ):
            found += 1
            if found == 3:
                break
    return found


def _cues_about(
    around: Surroundings, first: int, last: int, lo: int, hi: int
) -> tuple[int, int, int]:
    """Classes of the cues between a mention and the quantity, right after it and right before."""
    between = after = before = 0
    end = last + 2 if last < around.sentence.last else -1
    left, right = min(first - 2, lo), max(end, hi)
    for cue in around.sentence.cues:
        if cue.first > right:
            break  # they stand in order
        if cue.last < left:
            continue
        bit = _BITS.get(cue.kind, 0)
        if lo <= cue.first and cue.last <= hi:
            between |= bit
        if last <= cue.first <= end:
            after |= bit
        if first - 2 <= cue.last <= first:
            before |= bit
    return between, after, before


@lru_cache(maxsize=_MOST)
def _where(side: str, far: int, inside: bool, crossed: int, rivals: int) -> Features:
    return (
        f"{side}{far}",
        f"{side}/{'in' if inside else 'out'}",
        f"{side}x{crossed}",
        f"{side}rivals={rivals}",
        f"{side}r{min(rivals, 2)}x{crossed}{'' if inside else '/'}",
    )


@lru_cache(maxsize=_MOST)
def _what(side: str, kind: str, form: str, noun: str, prep: str) -> Features:
    found = (f"prep={prep}:{side}", f"{kind}:{side}", f"form={form}", f"noun={noun}:{side}")
    if kind in ("place", "state"):
        return (*found, f"what={kind}/{noun}", f"prep={prep}:{noun}")
    return found


@lru_cache(maxsize=_MOST)
def _built(side: str, kind: str, prep: str, determiner: str, near: bool) -> Features:
    """What leads to what is built: "pour un centre", "the centre", "son centre"."""
    close = "near" if near else "far"
    return (
        f"{kind}&prep={prep}:{side}",
        f"{kind}&prep={prep}:{side}{close}",
        f"{kind}&led={determiner}",
        f"{kind}&led={determiner}:{side}{close}",
    )


@lru_cache(maxsize=_MOST)
def _cues(side: str, between: int, after: int, before: int) -> Features:
    return (
        *(f"{side}>{kind}" for kind in _held(between, _BETWEEN)),
        *(f"subject-{kind}:{side}" for kind in _held(after, _FOLLOWING)),
        *(f"after-{kind}:{side}" for kind in _held(before, _PRECEDING)),
    )


def _held(bits: int, kinds: Iterable[str]) -> Iterator[str]:
    return (kind for kind in kinds if bits & _BITS[kind])


@lru_cache(maxsize=_MOST)
def _beside(
    side: str, after: str, near: bool, relative: bool, is_first: bool, opens: str, right_of: bool
) -> Features:
    """The word after and the word before, and whether it is the first of its kind."""
    found = ["right-of"] if right_of else []
    if after == "'s":
        found.append(f"possessive:{side}{'near' if near else ''}")
    elif after:
        found.append(f"next={after}:{side}")
    if relative:
        found.append("relative")
    if is_first:
        found.append(f"first:{side}")
    if opens:
        found.append(f"opens:{side}:{opens}")
    return tuple(found)
