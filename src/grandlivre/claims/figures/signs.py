"""Signs of what a quantity is that take more than one word: what governs it, and in which tense.

Where `grandlivre.claims.decisions.features` lists every class of words nearby, a sign weighs them
against one
another: the nearest noun or verb that could govern the quantity, the tense of the verb before it,
the date it goes with, a comparison, its twin told before, the heading that it stands under.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.dates.tenses import tense_of
from grandlivre.claims.figures.around import Surroundings
from grandlivre.claims.page.model import PlacedQuantity, Sentence
from grandlivre.documents.model import PassageKind

_GOVERNORS = frozenset(
    "pay commit_noun programme get round valuation turnover assets market other spent contract"
    " takeover debt unit_cost claim outlay income demand".split()
)
_TELLING = frozenset(
    "programme round valuation turnover assets market other spent contract takeover debt claim"
    " outlay income".split()
)
"""Classes that tell of the figures below them when they stand in a heading."""
_STAGES = frozenset(
    "considered confirmed under_construction operational cancelled announced paused hope".split()
)
_STATES = frozenset(("state", "place"))
_FIRM = frozenset("considered confirmed under_construction operational cancelled".split())
_COMPARING = frozenset("after après contre against than from versus quand que".split())

_DEFINITE = frozenset("the les ces these those".split())
_OUT_OF = frozenset("of sur parmi among dans in".split())
_OPENS = 3
_LABEL_REACH, _LEAD_REACH = 5, 10
_TWINS = 100
"""Figures back to which the same figure is looked for."""
_VERB_REACH, _RIGHT_REACH, _COMPARED_REACH, _HEAD_REACH = 12, 6, 3, 12


_OF_STAGE = (
    *(
        prefix
        for kind in sorted(_STAGES | {"remark"})
        for prefix in (f"{kind}:", f"before={kind}", f"after={kind}")
    ),
    "stage=",
    "left-stage=",
    "only-stage=",
    "was-stage=",
)


def tells_stage_alone(feature: str) -> bool:
    """True for features that tell how far a thing has come, and nothing of what a figure is.

    Weights of roles are fitted without them: words of a stage are many and stand everywhere.
    """
    return feature.startswith(_OF_STAGE)


def signs(around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str]]) -> Iterator[str]:
    """Names of the signs found around a quantity.

    Parameters
    ----------
    around
        The quantity in question.
    earlier
        The quantities before it with the roles given to them.
    """
    tense = _tense(around)
    yield f"tense={tense}"
    governors = _governors(around)
    for kind in governors:
        yield f"gov={kind}"
        yield f"gov={kind}&{tense}"
    if not governors:
        yield "ungoverned"
    for kind in _above(around):
        yield f"above={kind}" if not governors else f"list={kind}"
    yield from _beside_marks(around)
    yield from _stages(around, tense)
    yield from _dated(around)
    yield from _twin(around, earlier)
    yield from _compared(around, earlier)
    yield from _planned(around)
    yield from _whole(around)


def _nearest(around: Surroundings, kinds: frozenset[str]) -> tuple[list[str], list[str]]:
    """Classes of the nearest cues before and after, no other figure and no break between."""
    placed, sentence = around.placed, around.sentence
    floor, ceiling = around.left_clause, around.right_clause
    for other in around.others:
        if other.last <= placed.first:
            floor = max(floor, other.last)
        elif other.first >= placed.last:
            ceiling = min(ceiling, other.first)
    before = [c for c in sentence.cues if c.kind in kinds and floor <= c.first < placed.first]
    after = [
        c
        for c in sentence.cues
        if c.kind in kinds and placed.last <= c.first < min(ceiling, placed.last + _RIGHT_REACH)
    ]
    last = max((c.last for c in before), default=0)
    first = min((c.first for c in after), default=0)
    return (
        sorted({c.kind for c in before if c.last == last}),
        sorted({c.kind for c in after if c.first == first}),
    )


def _governors(around: Surroundings) -> list[str]:
    """The classes of what stands nearest on either side and may govern the quantity."""
    before, after = _nearest(around, _GOVERNORS)
    found = [*before, *(f"{kind}>" for kind in after)]
    if before == ["valuation"]:
        # "a lease worth $3bn": the noun before "worth" tells more.
        found += [f"{kind}+" for kind in _nearest(around, _GOVERNORS - {"valuation"})[0]]
    return found


def _beside_marks(around: Surroundings) -> Iterator[str]:
    """What names a figure from across a mark: "Facture : 3 M€", "3 M€ – Le contrat de 2017"."""
    words, placed, sentence = around.words, around.placed, around.sentence
    left = around.left_clause
    cues = [c for c in sentence.cues if c.kind in _GOVERNORS]
    if left > sentence.first and words[left - 1] == ":" and placed.first - left <= _LABEL_REACH:
        near = [c for c in cues if left - 1 - _LABEL_REACH <= c.first and c.last < left]
        last = max((c.last for c in near), default=0)
        for kind in sorted({c.kind for c in near if c.last == last}):
            yield f"label={kind}"
    if placed.first <= sentence.first + 1:
        near = [c for c in cues if placed.last <= c.first < placed.last + _LEAD_REACH]
        first = min((c.first for c in near), default=0)
        for kind in sorted({c.kind for c in near if c.first == first}):
            yield f"lead={kind}"


def _tense(around: Surroundings) -> str:
    """Tense of the nearest verb before the quantity, in its clause."""
    words = around.words
    first = max(around.left_clause, around.placed.first - _VERB_REACH)
    for i in range(around.placed.first - 1, first - 1, -1):
        tense = tense_of(words, i, first)
        if tense:
            return tense
    for i in range(around.placed.last, min(around.right_clause, around.placed.last + 8)):
        tense = tense_of(words, i, around.placed.last)
        if tense:
            return f"{tense}>"
    return "-"


def _stages(around: Surroundings, tense: str) -> Iterator[str]:
    """What the nearest words of a stage say, in which tense."""
    before, after = _nearest(around, _STAGES)
    for kind in before:
        yield f"stage={kind}&{tense}"
        yield f"stage={kind}"
    for kind in after:
        yield f"stage={kind}>"
    if not before and not after:
        yield "stage=-"
    yield from _part_stages(around)


def _part_stages(around: Surroundings) -> Iterator[str]:
    """The stage that the sentence speaks of, between semicolons, whatever figures it holds."""
    words, placed, sentence = around.words, around.placed, around.sentence
    first, last = placed.first, placed.last
    while first > sentence.first and words[first - 1] != ";":
        first -= 1
    while last < sentence.last and words[last] != ";":
        last += 1
    cues = [c for c in sentence.cues if c.kind in _FIRM and first <= c.first < last]
    left = [c for c in cues if c.first < placed.first]
    if left:
        yield f"left-stage={max(left, key=lambda c: c.last).kind}"
    kinds = {c.kind for c in cues}
    if len(kinds) == 1:
        yield f"only-stage={kinds.pop()}"
    elif not kinds and sentence.number:
        before = around.page.sentences[sentence.number - 1]
        told = {c.kind for c in before.cues if c.kind in _FIRM}
        if len(told) == 1 and before.passage.section == sentence.passage.section:
            yield f"was-stage={told.pop()}"


def _dated(around: Surroundings) -> Iterator[str]:
    """Whether the nearest date lies before, in or after the year of publication."""
    published = around.page.published
    if not published:
        return
    placed = around.placed
    best = None
    for date in around.sentence.dates:
        side, distance = around.side(date.first, date.last)
        if side == "I" or distance > _VERB_REACH or date.date.value is None:
            continue
        if around.quantities_between(date.first, date.last):
            continue
        if best is None or distance < best[0]:
            best = distance, side, date.date
    if best is None:
        return
    value, year = best[2].value or "", published[:4]
    when = "past" if value[:4] < year else "future" if value[:4] > year else "this"
    if when == "this" and len(value) >= 7 and len(published) >= 7 and value[4:5] == "-":
        when = "lately" if value[:7] <= published[:7] else "soon"
    yield f"dated={when}"
    yield f"dated={when}:{best[1]}"
    if placed.quantity.measure.value == "money":
        yield f"dated={when}&{best[2].relation}"


def _twin(around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str]]) -> Iterator[str]:
    """The role of the same figure told before, and of the one that a bracket converts."""
    mine = around.placed.quantity
    if mine.measure.value != "money":
        return
    for other, role in reversed(earlier[-_TWINS:]):
        quantity = other.quantity
        if quantity.unit == mine.unit and (quantity.low, quantity.high) == (mine.low, mine.high):
            yield f"twin={role}"
            break
    if earlier and around.placed.first and around.words[around.placed.first - 1] == "(":
        other, role = earlier[-1]
        if 0 <= around.placed.first - other.last <= 2:
            yield f"converts={role}"


def _compared(around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str]]) -> Iterator[str]:
    """A figure that another is measured by: "after $131bn", "contre 113 millions"."""
    words, placed = around.words, around.placed
    floor = max(around.sentence.first, placed.first - _COMPARED_REACH)
    found = next((w for w in words[floor : placed.first] if w in _COMPARING), None)
    if found is None:
        return
    yield "compared"
    if earlier and earlier[-1][0].sentence is placed.sentence:
        yield f"compared&prev={earlier[-1][1]}"


def _whole(around: Surroundings) -> Iterator[str]:
    """A figure that others are taken out of: "Of the €93bn", "sur les 109 milliards"."""
    words, first = around.words, around.placed.first
    floor = around.sentence.first
    if first - floor < 2 or words[first - 1] not in _DEFINITE:
        return
    if words[first - 2] in _OUT_OF:
        yield "out-of-the"
        if first - floor <= _OPENS or words[first - 3] == "out":
            yield "opens-out-of-the"


def _planned(around: Surroundings) -> Iterator[str]:
    """A State beside the noun of a plan, and nobody's company."""
    kinds = {m.kind for m in around.sentence.mentions if m.kind != "person"}
    cues = {c.kind for c in around.sentence.cues if around.in_clause(c)}
    if kinds & _STATES and "programme" in cues:
        yield f"state-plan:{'party' if 'party' in kinds else '-'}"
    if "state" in kinds and "party" not in kinds:
        yield "state-alone"
    if "asset_companies" in cues or "plural" in cues:
        yield f"plural&{'state' if kinds & _STATES else '-'}"


def _above(around: Surroundings) -> list[str]:
    """Classes of the heading, or of the lead of the list, that a bare figure stands under."""
    sentences = around.page.sentences
    number = around.sentence.number
    listed = around.sentence.passage.kind is PassageKind.BULLET
    for before in range(number - 1, max(number - _HEAD_REACH, -1), -1):
        sentence = sentences[before]
        if _heads(around, sentence):
            return sorted({c.kind for c in sentence.cues if c.kind in _TELLING})
        if sentence.passage.kind is PassageKind.SENTENCE and before == number - 1:
            same = sentence.passage.section == around.sentence.passage.section
            found = sorted({c.kind for c in sentence.cues if c.kind in _TELLING})
            if same and found and not listed:
                return [f"{kind}-" for kind in found]
    return []


def _heads(around: Surroundings, sentence: Sentence) -> bool:
    """True for a heading and for what ends in a colon."""
    if sentence.passage.kind in (PassageKind.HEADING, PassageKind.TITLE):
        return True
    return around.words[sentence.last - 1] == ":"
