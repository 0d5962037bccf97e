"""The questions put to each quantity, with their candidates and what speaks for each.

The reader answers them with fitted weights; the fitting script puts the same questions to annotated
texts. That both use this module is what keeps them the same questions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grandlivre.claims.features import (
    Surroundings,
    bucket,
    date_features,
    entity_features,
)
from grandlivre.claims.mentions import DESCRIPTION, Entity
from grandlivre.claims.model import PLEDGED, Measure, Role
from grandlivre.claims.page import PlacedDate, PlacedQuantity
from grandlivre.documents.model import PassageKind

KINDS = {
    "investor": frozenset(("party", "state", "place", "media")),
    "beneficiary": frozenset(("party", "state", "asset", "place")),
    "project": frozenset(("project", "asset", "party")),
    "place": frozenset(("place",)),
    "speaker": frozenset(("party", "state", "person", "media", "place")),
}
_REACH = {"investor": 3, "beneficiary": 2, "project": 4, "place": 3, "speaker": 1}


def role_group(role: Role, measure: Measure) -> str:
    """Roles that answer the questions about parties alike."""
    if measure is not Measure.MONEY:
        return "asset"
    if role is Role.PROGRAMME:
        return "programme"
    if role in PLEDGED:
        return role.value
    return "passed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an earlier quantity of the page was answered with: texts go on about the same."""

    sentence: int
    section: int
    entities: frozenset[int]


def candidates(
    around: Surroundings, question: str, role: Role, earlier: Sequence[Answer]
) -> Iterator[tuple[Entity, list[str]]]:
    """Entities that may answer a question, each with its features.

    Parameters
    ----------
    around
        The quantity in question.
    question
        A key of `KINDS`.
    role
        Role of the quantity, decided before.
    earlier
        Answers to the same question for the quantities before this one, in order.
    """
    page, sentence = around.page, around.sentence
    kinds = KINDS[question]
    reach = _REACH[question]
    group = role_group(role, around.placed.quantity.measure)
    for entity in page.entities:
        if entity.kind not in kinds or not _may_answer(question, entity):
            continue
        gap = _gap(around, entity)
        carried = bool(earlier) and entity.number in earlier[-1].entities
        if gap > reach and not carried and not (page.rank(entity) <= 1 and question != "speaker"):
            continue
        features = entity_features(around, entity)
        features.extend(_continuity(around, entity, earlier, gap == 0))
        features.append(f"role={group}")
        here = "here" if gap == 0 else "away"
        features.append(f"{group}&{here}&{entity.kind}")
        features.extend(f"{group}&{name}" for name in around.relations.get(entity.number, ()))
        if "enumeration" in features:
            features.append(f"{group}&enumeration")
        if question == "place":
            features.append(f"{group}&{entity.noun}")
            features.append(f"{group}&{entity.noun}&{here}")
        if question == "project":
            features.append(f"e-kind={entity.kind}/{entity.noun}")
        yield entity, features
    _ = sentence


def _continuity(
    around: Surroundings, entity: Entity, earlier: Sequence[Answer], here: bool
) -> Iterator[str]:
    """Whether the entity answered the same question for the quantities just before."""
    if not earlier:
        return
    last = earlier[-1]
    tag = "h" if here else "a"
    gap = min(around.sentence.number - last.sentence, 3)
    section = "=" if last.section == around.sentence.passage.section else "/"
    if entity.number in last.entities:
        yield f"{tag}:prev{gap}"
        yield f"{tag}:prev{section}"
        yield "prev"
    elif last.entities:
        yield f"{tag}:prev-other{gap}{section}"
    if any(entity.number in answer.entities for answer in earlier):
        yield f"{tag}:ever"
    recent = [a for a in earlier[-4:] if a.section == around.sentence.passage.section]
    if recent and all(entity.number in answer.entities for answer in recent):
        yield f"{tag}:section-all"


def none_features(around: Surroundings, role: Role, earlier: Sequence[Answer] = ()) -> list[str]:
    """Features of the answer "nobody" or "nothing", which competes with the candidates."""
    page, sentence = around.page, around.sentence
    group = role_group(role, around.placed.quantity.measure)
    out = [f"none:{group}", f"none:{sentence.passage.kind.value}", f"none:{around.size()}"]
    out.extend(f"none:topic={name}" for name in page.topics)
    kinds = {m.kind for m in sentence.mentions}
    out.extend(f"none:has={kind}" for kind in sorted(kinds))
    out.extend(f"none:{name}" for name in sorted(around.related))
    if not around.related:
        out.append("none:unrelated")
    cues = {c.kind for c in sentence.cues if around.left_clause <= c.first < around.right_clause}
    out.extend(
        f"none:{kind}"
        for kind in (
            "pay",
            "programme",
            "say",
            "say_prep",
            "round",
            "get",
            "commit_noun",
            "part",
            "service",
            "works",
        )
        if kind in cues
    )
    out.append(f"none:{group}:{'party' if kinds & {'party', 'state'} else '-'}")
    if earlier:
        gap = min(around.sentence.number - earlier[-1].sentence, 3)
        out.append(f"none:prev{gap}={'some' if earlier[-1].entities else 'none'}")
        out.append(f"none:{group}&prev={'some' if earlier[-1].entities else 'none'}")
    return out


def _may_answer(question: str, entity: Entity) -> bool:
    if question == "investor" and entity.kind == "place":
        return entity.noun in ("country", "metonym")
    if question == "beneficiary" and entity.kind == "asset":
        return False
    if question == "project" and entity.kind == "party":
        return entity.party is None and not entity.mentions[0].form == DESCRIPTION
    return not (
        question == "speaker"
        and entity.kind == "place"
        and entity.noun in ("town", "region", "world")
    )


def _gap(around: Surroundings, entity: Entity) -> int:
    """Sentences back to the nearest mention; those just ahead count as one further."""
    number = around.sentence.number
    best = 99
    for mention in entity.mentions:
        gap = number - mention.sentence
        if gap < 0:
            gap = 1 - gap if gap >= -2 else 99
        if gap < best:
            best = gap
    return best


def date_candidates(around: Surroundings, role: Role) -> Iterator[tuple[PlacedDate, list[str]]]:
    """Dates that may be the start or the end of the quantity."""
    page, sentence = around.page, around.sentence
    group = role_group(role, around.placed.quantity.measure)
    own = 0
    for placed in sentence.dates:
        if placed.date.value is None or sentence.is_furniture:
            continue
        features = date_features(around, placed)
        features += [f"role={group}", f"role={group}&rel={placed.date.relation}", "same"]
        features.append(f"dates={min(len(sentence.dates), 3)}")
        own += placed.date.relation in ("by", "end", "over", "between")
        yield placed, features
    for step in (1, -1, 2):
        number = sentence.number + step
        if not 0 <= number < len(page.sentences):
            continue
        other = page.sentences[number]
        if other.passage.section != sentence.passage.section:
            continue
        for placed in other.dates:
            if placed.date.value is None:
                continue
            near = {c.kind for c in other.cues if placed.first - 7 <= c.first <= placed.last + 4}
            features = [f"gap={step}", f"gap&rel={placed.date.relation}", f"gap&role={group}"]
            features += [f"gap&{kind}" for kind in ("service", "works", "pay") if kind in near]
            features.append(f"gap&quantities={min(len(other.quantities), 2)}")
            features.append(f"gap&own={min(own, 1)}")
            features.append(f"gap&shape={len(placed.date.value)}")
            yield placed, features


def whole_candidates(
    around: Surroundings, roles: dict[int, Role]
) -> Iterator[tuple[PlacedQuantity, list[str]]]:
    """Quantities that this one may be a part of."""
    page, mine = around.page, around.placed
    quantity = mine.quantity
    my_size = quantity.high or quantity.low or 0
    largest = max(
        (
            q.quantity.high or q.quantity.low or 0
            for q in page.quantities
            if q.quantity.measure is quantity.measure
        ),
        default=0,
    )
    for other in page.quantities:
        if other is mine or other.quantity.measure is not quantity.measure:
            continue
        size = other.quantity.high or other.quantity.low or 0
        if size <= my_size or abs(other.sentence.number - mine.sentence.number) > 30:
            continue
        yield other, list(_part_features(around, other, roles, size == largest))


def _part_features(
    around: Surroundings, other: PlacedQuantity, roles: dict[int, Role], largest: bool
) -> Iterator[str]:
    page, mine = around.page, around.placed
    gap = mine.sentence.number - other.sentence.number
    before = other.first < mine.first
    my_role, its_role = roles.get(mine.number), roles.get(other.number)
    yield f"roles={my_role}<{its_role}"
    if (mine.number, other.number) in page.sums:
        yield "adds-up"
        yield f"adds-up:{'near' if abs(gap) <= 3 else 'far'}"
    yield f"its={its_role}"
    yield f"gap={max(-2, min(gap, 6))}"
    yield "before" if before else "after"
    if other.quantity.unit != mine.quantity.unit:
        yield "other-unit"
    if largest:
        yield f"largest:{its_role}"
    if gap == 0:
        lo, hi = (other.last, mine.first) if before else (mine.last, other.first)
        between = {c.kind for c in mine.sentence.cues if lo <= c.first < hi}
        yield f"here:{bucket(hi - lo)}"
        yield f"here-between={around.quantities_between(other.first, other.last)}"
        for kind in ("part", "pay", "spent", "get"):
            if kind in between:
                yield f"between-{kind}:{'b' if before else 'a'}"
        words = page.tokens.words[lo:hi]
        if before and ("dont" in words or "including" in words or "which" in words):
            yield "of-which"
    near = {c.kind for c in mine.sentence.cues if mine.first - 5 <= c.first < mine.first}
    if "part" in near:
        yield f"part-near:{'here' if gap == 0 else 'away'}"
    if any(c.kind == "part" for c in mine.sentence.cues):
        yield f"part-sentence:{'here' if gap == 0 else 'away'}"
    if before and gap > 0:
        closer = any(
            q.first > other.last
            and q.first < mine.first
            and q.sentence is not mine.sentence
            and q.quantity.measure is mine.quantity.measure
            and (q.quantity.high or q.quantity.low or 0)
            > (mine.quantity.high or mine.quantity.low or 0)
            for q in page.quantities
        )
        yield "nearest-larger" if not closer else "farther-larger"
        if mine.sentence.passage.kind is PassageKind.BULLET:
            led = all(
                s.passage.kind is PassageKind.BULLET
                for s in page.sentences[other.sentence.number + 1 : mine.sentence.number]
            )
            yield f"bullet:{'led' if led else 'far'}"
    entities = {m.entity.number for m in other.sentence.mentions if m.entity}
    mine_entities = {m.entity.number for m in mine.sentence.mentions if m.entity}
    if entities & mine_entities and gap:
        yield "shares-entity"
    if mine.first - other.last == 1 and page.tokens.words[other.last : mine.first] == ["("]:
        yield "bracket"
