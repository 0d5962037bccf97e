"""What can be seen around a quantity, as named features for the weighed decisions.

A feature is a short string such as ``pay:L1`` (a verb of paying stands two or three words to the
left) or ``agent`` (the mention follows "par" or "financed by"). None names a party, a place, a
text or a word of one: classes of words, distances, order and form only, so that what was learned
on some texts holds on others.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from grandlivre.claims.figures.around import Features, Surroundings, bucket
from grandlivre.claims.figures.signs import signs
from grandlivre.claims.mentions.model import NAME
from grandlivre.claims.model import Measure
from grandlivre.claims.page.model import PlacedQuantity
from grandlivre.claims.parts.partwords import part_words
from grandlivre.claims.syntax.cues import Cue

_SKIPPED = frozenset(
    "de du des d' le la les l' un une the a an of its his her their son sa ses leur leurs en in ce"
    " cette".split()
)
_FUNCTION = frozenset(
    "de du des d' le la l' un une à au aux en par pour sur avec dans ( ) , . : ; - – et ou dont"
    " est sont the a an of to in by for on with from and or at as is are was its per ^ $ que qu'"
    " qui sous plus".split()
)
_ROLE_CUES = frozenset(
    "pay commit_noun programme get round valuation turnover assets market other spent part"
    " considered confirmed under_construction operational cancelled paused announced say say_prep"
    " service works negation plural_all demand sport contract takeover debt unit_cost claim outlay"
    " income hope remark"
    " asset_data_centre asset_compute asset_energy asset_network asset_companies asset_research"
    " asset_training asset_open_source asset_ai asset_site asset_chips".split()
)
_MOST = 20_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
_HUGE, _IMMENSE = 60_000_000_000, 150_000_000_000
_VERBS_BEFORE, _VERBS_AFTER = 14, 10
"""Words before and after the quantity among which verbs are looked at."""
_AUXILIARIES = frozenset("a ont avait avaient ayant avoir aura auront".split())
_MODALS = frozenset("va vont doit doivent devrait devraient".split())
_NO_PARTIES = frozenset(("place", "media"))
_PAYERS = frozenset(("party", "state"))
_SUBJECTS = ("subject", "owner", "label", "right:by", "right:of:near")
"""How the names of relations begin in which stands who may pay."""
_PERFECT = "perfect"
_ENGLISH = {
    **{verb: verb for verb in "will would could may might should must can to".split()},
    **{verb: verb for verb in "is are was were".split()},
    **dict.fromkeys(("has", "have", "had"), _PERFECT),
}
_MAYBE_PERFECT = "perfect?"
"""A French auxiliary, where a past participle follows."""


Given = tuple[PlacedQuantity, str, str]
"""A quantity with the role and the stage given to it."""


def role_features(around: Surroundings, earlier: Sequence[Given]) -> list[str]:
    """Features for what the quantity is, and for its stage.

    Parameters
    ----------
    around
        The quantity in question.
    earlier
        The quantities before it with the roles given to them.
    """
    return list(
        dict.fromkeys(
            (
                *_cues(around),
                *_verb_forms(around),
                *_form(around),
                *_topics(around.page.topics),
                *_parties(around),
                *_comparison(around),
                *_subjects(around),
                *_sequence(around.placed, earlier),
                *_of_parts(around),
                *signs(around, earlier),
            )
        )
    )


def _cues(around: Surroundings) -> list[str]:
    """The nearest cue of each class on each side, and the classes right before and right after."""
    mine_first, mine_last = around.placed.first, around.placed.last
    left, right = _edges(around)
    nearest: dict[tuple[str, str], tuple[int, int, Cue]] = {}
    beside: list[str] = []
    for i, cue in enumerate(around.sentence.cues):
        kind, first, last = cue.kind, cue.first, cue.last
        if kind not in _ROLE_CUES:
            continue
        if last <= mine_first:
            key, distance = (kind, "L"), mine_first - last
        elif first >= mine_last:
            key, distance = (kind, "R"), first - mine_last
        else:
            key, distance = (kind, "I"), min(abs(first - mine_last), abs(last - mine_first))
        held = nearest.get(key)
        if held is None or distance < held[0]:
            nearest[key] = distance, i, cue
        if last == left:
            beside.append(f"before={kind}")
        if first == right:
            beside.append(f"after={kind}")
    spans, alone = around.cue_spans, not around.others
    left_clause, right_clause = around.left_clause, around.right_clause
    for (kind, side), (distance, _, cue) in sorted(nearest.items(), key=itemgetter(1)):
        first, last = cue.first, cue.last
        far = 0 if side == "I" else bucket(distance)
        crossed = not alone and around.quantities_between(first, last) > 0
        for name in _cue_names(kind, side, far, left_clause <= first < right_clause, crossed):
            spans[name] = first, last
    return [*spans, *beside]


def _edges(around: Surroundings) -> tuple[int, int]:
    """Ends of the quantity, the articles and prepositions beside it taken in."""
    words, sentence = around.words, around.sentence
    left, right = around.placed.first, around.placed.last
    while left > sentence.first and words[left - 1] in _SKIPPED:
        left -= 1
    while right < sentence.last and words[right] in _SKIPPED:
        right += 1
    return left, right


@lru_cache(maxsize=_MOST)
def _cue_names(kind: str, side: str, far: int, in_clause: bool, crossed: bool) -> Features:
    tail = "" if in_clause else "/"
    return f"{kind}:{side}{far}{tail}", f"{kind}:{side}{tail}{'+' if crossed else ''}"


@lru_cache(maxsize=_MOST)
def _topics(topics: Features) -> Features:
    return tuple([f"topic={name}" for name in topics])


def _verb_forms(around: Surroundings) -> Iterator[str]:
    """Tense and mood of the verbs nearby, as far as their endings tell."""
    words, placed = around.words, around.placed
    tense = _french if around.page.language == "fr" else _ENGLISH.get
    first = max(around.sentence.first, placed.first - _VERBS_BEFORE)
    last = min(around.sentence.last, placed.last + _VERBS_AFTER)
    for i, form in enumerate(map(tense, words[first:last]), first):
        if form is None:
            continue
        side = "L" if i < placed.first else "R"
        if form is not _MAYBE_PERFECT:
            yield f"{form}:{side}"
        elif i + 1 < last and (
            words[i + 1][-1:] in "éistu" or words[min(i + 2, last - 1)][-1:] in "éistu"
        ):
            yield f"{_PERFECT}:{side}"


@lru_cache(maxsize=50_000)
def _french(word: str) -> str | None:
    if word in _AUXILIARIES:
        return _MAYBE_PERFECT
    if word in _MODALS:
        return word[:3]
    if word.endswith(("rait", "raient")) and len(word) > 5:
        return "conditional"
    if word.endswith(("ra", "ront")) and len(word) > 4:
        return "future"
    if word.endswith(("ait", "aient")) and len(word) > 5:
        return "imperfect"
    return None


def _form(around: Surroundings) -> Iterator[str]:
    """How the quantity itself is written and where it stands."""
    placed, sentence, words = around.placed, around.sentence, around.words
    quantity = placed.quantity
    yield f"measure={quantity.measure}"
    yield around.size
    yield f"passage={sentence.passage.kind}"
    if quantity.hedge:
        yield f"hedge={quantity.hedge}"
    if quantity.form != "full":
        yield f"form={quantity.form}"
    before = words[placed.first - 1] if placed.first > sentence.first else "^"
    after = words[placed.last] if placed.last < sentence.last else "$"
    if before == "(":
        yield "bracketed"
    if placed.first <= sentence.first + 2:
        yield "opens"
    yield f"nth={min(placed.number - sentence.quantities[0].number, 3)}"
    yield f"w-1={before if before in _FUNCTION else '*'}"
    yield f"w+1={after if after in _FUNCTION else '*'}"


def _parties(around: Surroundings) -> Iterator[str]:
    """Who is named around: the nearest party on either side."""
    sentence, placed = around.sentence, around.placed
    left = right = None
    parties: set[int] = set()
    for mention in sentence.mentions:
        if mention.kind in _NO_PARTIES:
            continue
        if mention.last <= placed.first:
            left = mention
        elif right is None and mention.first >= placed.last:
            right = mention
        if mention.kind in _PAYERS and mention.form == NAME and mention.entity is not None:
            parties.add(mention.entity.number)
    if left is not None:
        yield f"party:L={left.kind}/{left.noun}"
        between = {c.kind for c in sentence.cues if left.last <= c.first < placed.first}
        for kind in ("pay", "get"):
            if kind in between:
                yield f"party-{kind}"
    if right is not None and right.first - placed.last <= 3:
        yield f"party:R={right.kind}/{right.noun}"
    yield f"parties={min(len(parties), 4)}"


def _comparison(around: Surroundings) -> Iterator[str]:
    """How the figure compares with the document's others."""
    mine, scenes = around.placed.quantity, around.scene.scenes
    value = mine.high if mine.high is not None else mine.low
    if value is None:
        return
    if scenes.told[mine.measure] > 1 and value >= scenes.largest[mine.measure]:
        yield "largest"
    yield f"times={min(scenes.values[mine.measure][value], 3)}"
    if mine.measure is Measure.MONEY and value >= _HUGE:
        yield "huge"
        if value >= _IMMENSE:
            yield "immense"


def _subjects(around: Surroundings) -> Iterator[str]:
    """Who stands in a strong relation to the figure."""
    entities = around.page.entities
    for number, names in around.relations.items():
        entity = entities[number]
        for name in names:
            if name.startswith(_SUBJECTS):
                yield from _subject_names(name, entity.kind, entity.noun)
                if entity.is_several:
                    yield "payers=several"
    if not around.related:
        yield "unrelated"


@lru_cache(maxsize=_MOST)
def _subject_names(relation: str, kind: str, noun: str) -> Features:
    return f"{relation.partition('/')[0]}={kind}/{noun}", f"{relation.partition(':')[0]}~{kind}"


def _sequence(mine: PlacedQuantity, earlier: Sequence[Given]) -> Iterator[str]:
    """What the quantity just before of the same sort, money or anything else, was taken for."""
    is_money = mine.quantity.measure is Measure.MONEY
    last = None
    for given in reversed(earlier):
        if (given[0].quantity.measure is Measure.MONEY) is is_money:
            last = given
            break
    if last is None:
        yield "prev-none"
        return
    other, role, stage = last
    gap = mine.sentence.number - other.sentence.number
    if gap == 0:
        yield f"prev-here={role}"
        yield f"was-stage:here={stage}"
        if mine.first - other.last <= 4:
            yield f"prev-next={role}"
    elif gap <= 2:
        same = other.sentence.passage.section == mine.sentence.passage.section
        yield f"prev-{'section' if same else 'near'}={role}"
        if same:
            yield f"was-stage:section={stage}"


def _of_parts(around: Surroundings) -> Iterator[str]:
    """Words of part and whole around the figure, and whether figures of the page add up to it."""
    placed, sentence = around.placed, around.sentence
    told = part_words(around.words, placed.first, placed.last, sentence.first, sentence.last)
    for word in told.part:
        yield f"part={word}"
    for word in told.whole:
        yield f"whole={word}"
    sums = around.page.sums
    if any(whole == placed.number for _, whole in sums):
        yield "is-sum"
    if any(part == placed.number for part, _ in sums):
        yield "in-sum"
