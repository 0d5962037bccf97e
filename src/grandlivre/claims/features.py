"""What can be seen around a quantity, as named features for the weighed decisions.

A feature is a short string such as ``pay:L1`` (a verb of paying stands two or three words to the
left) or ``agent`` (the mention follows "par" or "financed by"). None names a party, a place, a
text or a word of one: classes of words, distances, order and form only, so that what was learned
on some texts holds on others.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from grandlivre.claims.around import Surroundings, bucket
from grandlivre.claims.mentions import NAME
from grandlivre.claims.page import PlacedQuantity
from grandlivre.claims.signs import signs

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
_HUGE, _IMMENSE = 60_000_000_000, 150_000_000_000
_VERBS_BEFORE, _VERBS_AFTER = 14, 10
"""Words before and after the quantity among which verbs are looked at."""
_AUXILIARIES = frozenset("a ont avait avaient ayant avoir aura auront".split())
_MODALS = frozenset("va vont doit doivent devrait devraient".split())
_ENGLISH = frozenset("will would could may might should must can to is are was were".split())
_PERFECT = "perfect"
_MAYBE_PERFECT = "perfect?"
"""A French auxiliary, where a past participle follows."""


def role_features(around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str]]) -> list[str]:
    """Features for what the quantity is, and for its stage.

    Parameters
    ----------
    around
        The quantity in question.
    earlier
        The quantities before it with the roles given to them.
    """
    features = dict.fromkeys(_cues(around))
    for found in (
        _adjacent(around),
        _verb_forms(around),
        _form(around),
        (f"topic={name}" for name in around.page.topics),
        _parties(around),
        _comparison(around),
        _subjects(around),
        _sequence(around, earlier),
        signs(around, earlier),
    ):
        features.update(dict.fromkeys(found))
    return list(features)


def _cues(around: Surroundings) -> dict[str, tuple[int, int]]:
    """The nearest cue of each class on each side, by class, side and distance."""
    placed = around.placed
    cues = [cue for cue in around.sentence.cues if cue.kind in _ROLE_CUES]
    distances = [min(abs(cue.first - placed.last), abs(cue.last - placed.first)) for cue in cues]
    seen: set[tuple[str, str]] = set()
    spans = around.cue_spans
    for _, i in sorted(zip(distances, range(len(cues)), strict=True)):
        cue = cues[i]
        side, distance = around.side(cue.first, cue.last)
        if (cue.kind, side) in seen:
            continue
        seen.add((cue.kind, side))
        crossed = "+" if around.quantities_between(cue.first, cue.last) else ""
        tail = "" if around.in_clause(cue) else "/"
        span = cue.first, cue.last
        spans[f"{cue.kind}:{side}{bucket(distance)}{tail}"] = span
        spans[f"{cue.kind}:{side}{tail}{crossed}"] = span
    return spans


def _adjacent(around: Surroundings) -> Iterator[str]:
    """The cue classes right before and right after, function words skipped."""
    words, sentence, placed = around.words, around.sentence, around.placed
    left = placed.first
    while left > sentence.first and words[left - 1] in _SKIPPED:
        left -= 1
    right = placed.last
    while right < sentence.last and words[right] in _SKIPPED:
        right += 1
    cues = [cue for cue in sentence.cues if cue.kind in _ROLE_CUES]
    for cue in cues:
        if cue.last == left:
            yield f"before={cue.kind}"
    for cue in cues:
        if cue.first == right:
            yield f"after={cue.kind}"


def _verb_forms(around: Surroundings) -> Iterator[str]:
    """Tense and mood of the verbs nearby, as far as their endings tell."""
    words, placed = around.words, around.placed
    tense = _french if around.page.language == "fr" else _english
    first = max(around.sentence.first, placed.first - _VERBS_BEFORE)
    last = min(around.sentence.last, placed.last + _VERBS_AFTER)
    for i in range(first, last):
        form = tense(words[i])
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


def _english(word: str) -> str | None:
    if word in _ENGLISH:
        return word
    return _PERFECT if word in ("has", "have", "had") else None


def _form(around: Surroundings) -> Iterator[str]:
    """How the quantity itself is written and where it stands."""
    placed, sentence, words = around.placed, around.sentence, around.words
    quantity = placed.quantity
    yield f"measure={quantity.measure.value}"
    yield around.size
    yield f"passage={sentence.passage.kind.value}"
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
    yield f"nth={min(sentence.quantities.index(placed), 3)}"
    yield f"w-1={before if before in _FUNCTION else '*'}"
    yield f"w+1={after if after in _FUNCTION else '*'}"


def _parties(around: Surroundings) -> Iterator[str]:
    """Who is named around: the nearest party on either side."""
    sentence, placed = around.sentence, around.placed
    named = [m for m in sentence.mentions if m.kind not in ("place", "media")]
    left = next((m for m in reversed(named) if m.last <= placed.first), None)
    if left is not None:
        yield f"party:L={left.kind}/{left.noun}"
        between = {c.kind for c in sentence.cues if left.last <= c.first < placed.first}
        for kind in ("pay", "get"):
            if kind in between:
                yield f"party-{kind}"
    right = next((m for m in named if m.first >= placed.last), None)
    if right is not None and right.first - placed.last <= 3:
        yield f"party:R={right.kind}/{right.noun}"
    parties = {
        m.entity.number
        for m in named
        if m.entity is not None and m.kind in ("party", "state") and m.form == NAME
    }
    yield f"parties={min(len(parties), 4)}"


def _comparison(around: Surroundings) -> Iterator[str]:
    """How the figure compares with the document's others."""
    mine = around.placed.quantity
    value = mine.high if mine.high is not None else mine.low
    if value is None:
        return
    values = around.scene.scenes.values[mine.measure]
    if values.total() > 1 and value >= max(values):
        yield "largest"
    yield f"times={min(values[value], 3)}"
    if mine.measure.value == "money" and value >= _HUGE:
        yield "huge"
        if value >= _IMMENSE:
            yield "immense"


def _subjects(around: Surroundings) -> Iterator[str]:
    """Who stands in a strong relation to the figure."""
    entities = around.page.entities
    for number, names in around.relations.items():
        entity = entities[number]
        for name in names:
            if name.startswith(("subject", "owner", "label", "right:by", "right:of:near")):
                yield f"{name.partition('/')[0]}={entity.kind}/{entity.noun}"
                yield f"{name.partition(':')[0]}~{entity.kind}"
                if entity.is_several:
                    yield "payers=several"
    if not around.related:
        yield "unrelated"


def _sequence(around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str]]) -> Iterator[str]:
    """What the quantity just before was taken for."""
    mine = around.placed
    is_money = mine.quantity.measure.value == "money"
    for other, role in reversed(earlier):
        if (other.quantity.measure.value == "money") is not is_money:
            continue
        gap = mine.sentence.number - other.sentence.number
        if gap == 0:
            yield f"prev-here={role}"
            if mine.first - other.last <= 4:
                yield f"prev-next={role}"
        elif gap <= 2 and other.sentence.passage.section == mine.sentence.passage.section:
            yield f"prev-section={role}"
        elif gap <= 2:
            yield f"prev-near={role}"
        return
    yield "prev-none"
