"""How one mention stands to a quantity of its own sentence: where, how far, governed by what."""

from functools import cache

from grandlivre.claims.around import Features, Surroundings, bucket
from grandlivre.claims.mentions import Mention
from grandlivre.claims.standing import Standing
from grandlivre.claims.syntax import preposition

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


def entity_parts(around: Surroundings, standing: Standing) -> tuple[Features, ...]:
    """Features of an entity as a candidate for the quantity, wherever it is mentioned."""
    entity, placed = standing.entity, around.placed
    names = around.relations.get(entity.number)
    tied = tuple(dict.fromkeys(names)) if names else ()
    # What a mere hint ("~") ties to a quantity is not held by a relation of grammar.
    tied += around.unrelated if all(n[0] == "~" for n in tied) else ("related",)
    parts = [_what(entity.kind, entity.noun), tied]
    if standing.here:
        left, right = None, None
        for mention in around.scene.mentions_of[entity.number]:
            if mention.last <= placed.first:
                left = mention
            elif right is None and mention.first >= placed.last:
                right = mention
        found = [] if left is None else mention_features(around, left)
        if right is not None:
            found += mention_features(around, right)
        parts.append(tuple(dict.fromkeys(found)))
    parts.append(standing.features)
    return tuple(parts)


@cache
def _what(kind: str, noun: str) -> Features:
    return f"kind={kind}", f"e-noun={noun}"


def mention_features(around: Surroundings, mention: Mention) -> list[str]:
    """Features of one mention of the quantity's own sentence."""
    words, sentence = around.words, around.sentence
    first, last = mention.span
    side, distance = around.side(first, last)
    if side == "I":  # the enumeration holds the quantity: "Italie (1,19 milliard), Allemagne"
        first, last = mention.first, mention.last
        side, distance = around.side(first, last)
    crossed = min(around.quantities_between(first, last), 2)
    lo, hi = (last, around.placed.first) if side == "L" else (around.placed.last, first)
    rivals = sum(
        1
        for m in sentence.mentions
        if lo <= m.first
        and m.last <= hi
        and m.kind == mention.kind
        and m.entity is not mention.entity
    )
    prep = preposition(words, first, sentence.first)
    inside = around.left_clause <= mention.first < around.right_clause
    out = [
        f"{side}{bucket(distance)}",
        f"{side}/{'in' if inside else 'out'}",
        f"{side}x{crossed}",
        f"{side}rivals={min(rivals, 3)}",
        f"prep={prep}:{side}",
        f"{mention.kind}:{side}",
        f"form={mention.form}",
        f"noun={mention.noun}:{side}",
        f"{side}r{min(rivals, 2)}x{crossed}{'' if inside else '/'}",
    ]
    if mention.kind in ("place", "state"):
        out.append(f"what={mention.kind}/{mention.noun}")
        out.append(f"prep={prep}:{mention.noun}")
    between = around.cues_between(lo, hi)
    out.extend(f"{side}>{kind}" for kind in _BETWEEN if kind in between)
    if hi - lo <= 2 and prep == "of" and side == "R":
        out.append("right-of")
    near = "near" if distance < 6 else ""
    out.extend(_followed(around, last, side, near))
    out.extend(_preceded(around, first, side))
    same_kind = next(m for m in sentence.mentions if m.kind == mention.kind)
    if same_kind is mention:
        out.append(f"first:{side}")
        if first <= sentence.first + 3:
            out.append(f"opens:{side}:{sentence.passage.kind.value}")
    return out


def _followed(around: Surroundings, last: int, side: str, near: str) -> list[str]:
    """What stands right after a mention."""
    words, sentence = around.words, around.sentence
    if last >= sentence.last:
        return []
    out = []
    if words[last] == "'s":
        out.append(f"possessive:{side}{near}")
    elif words[last] in (":", "–", "-", "(", ","):
        out.append(f"next={words[last]}:{side}")
    nexts = {c.kind for c in sentence.cues if last <= c.first <= last + 2}
    out.extend(f"subject-{kind}:{side}" for kind in _FOLLOWING if kind in nexts)
    return out


def _preceded(around: Surroundings, first: int, side: str) -> list[str]:
    """What stands right before a mention."""
    words, sentence = around.words, around.sentence
    befores = {c.kind for c in sentence.cues if first - 3 <= c.last - 1 < first}
    out = [f"after-{kind}:{side}" for kind in _PRECEDING if kind in befores]
    if first > sentence.first and words[first - 1] in ("que", "qu'", "whom"):
        out.append("relative")
    return out
