"""Signs of what a quantity is that take more than one word: what governs it, and in which tense.

Where `grandlivre.claims.decisions.features` lists every class of words nearby, a sign weighs them
against one
another: the nearest noun or verb that could govern the quantity, the tense of the verb before it,
the date it goes with, a comparison, its twin told before, the heading that it stands under.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from grandlivre.claims.dates.tenses import tense_of
from grandlivre.claims.figures.around import Features, Surroundings
from grandlivre.claims.figures.deeds import deeds
from grandlivre.claims.figures.denials import denials
from grandlivre.claims.figures.heads import heads
from grandlivre.claims.figures.items import outcomes, totals_list
from grandlivre.claims.figures.sizes import sized, sizes_market
from grandlivre.claims.model import Measure
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
_NOUNS_OF_WORTH = _GOVERNORS - {"valuation"}
_FIRM = frozenset("considered confirmed under_construction operational cancelled".split())
_COMPARING = frozenset("after après contre against than from versus quand que".split())

_DEFINITE = frozenset("the les ces these those".split())
_OUT_OF = frozenset("of sur parmi among dans in".split())
_TODAY = frozenset("now today currently aujourd'hui actuellement actuels actuelles".split())
_TODAY_REACH = 3
_OPENS = 3
_MOST = 10_000
"""Combinations remembered of each: a hostile text must not fill the memory."""
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
    "was-stage",
    "outcome=",
    "denied",
    "negated",
    "struck",
    "former=",
    "considers",
    "raising=",
    "opened",
)


def tells_stage_alone(feature: str) -> bool:
    """True for features that tell how far a thing has come, and nothing of what a figure is.

    Weights of roles are fitted without them: words of a stage are many and stand everywhere.
    """
    return feature.startswith(_OF_STAGE)


def signs(around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str, str]]) -> list[str]:
    """Names of the signs found around a quantity.

    Parameters
    ----------
    around
        The quantity in question.
    earlier
        The quantities before it with the roles given to them.
    """
    tense = _tense(around)
    governed = _governors(around, tense)
    name = "list" if governed else "above"
    return [
        f"tense={tense}",
        *(governed or ("ungoverned",)),
        *[f"{name}={kind}" for kind in _above(around)],
        *_beside_marks(around),
        *_stages(around, tense),
        *_dated(around),
        *_twin(around, earlier),
        *_compared(around, earlier),
        *_planned(around),
        *_whole(around),
        *outcomes(around),
        *denials(around),
        *_former(around),
        *_of_latter(around, earlier),
        *deeds(around),
        *(["sizes-market"] if sizes_market(around) else ()),
        *sized(around),
        *heads(around),
        *(["totals-list"] if totals_list(around) else ()),
    ]


def _of_latter(
    around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str, str]]
) -> Iterator[str]:
    """What the figure is that this one came before: "valued at 12 billion, up from 6"."""
    former = around.page.formers.get(around.placed.number)
    if former is not None and former.latter < around.placed.number == earlier[-1][0].number + 1:
        yield f"latter={earlier[-1][1]}"


def _former(around: Surroundings) -> Features:
    """What was, and is told for the sake of what is: money once promised, a size of today."""
    former = around.page.formers.get(around.placed.number)
    if former is None:
        return ()
    last, is_money = around.placed.last, around.placed.quantity.measure is Measure.MONEY
    today = "" if _TODAY.isdisjoint(around.words[last : last + _TODAY_REACH]) else ":today"
    return (f"former={former.how}:{'money' if is_money else 'size'}{today}",)


Kinds = tuple[str, ...]
"""Classes of cues, in the order of the alphabet."""


def _nearest(around: Surroundings, kinds: frozenset[str]) -> tuple[Kinds, Kinds]:
    """Classes of the nearest cues before and after, no other figure and no break between."""
    placed = around.placed
    floor, ceiling = around.apart
    ceiling = min(ceiling, placed.last + _RIGHT_REACH)
    before: set[str] = set()
    after: set[str] = set()
    last = first = 0
    for cue in around.sentence.cues:
        if cue.kind not in kinds:
            continue
        if floor <= cue.first < placed.first:
            if cue.last > last:
                last, before = cue.last, {cue.kind}
            elif cue.last == last:
                before.add(cue.kind)
        elif placed.last <= cue.first < ceiling:
            if not after:
                first = cue.first
            if cue.first == first:  # they stand in order
                after.add(cue.kind)
    return tuple(sorted(before)), tuple(sorted(after))


def _governors(around: Surroundings, tense: str) -> Features:
    """What stands nearest on either side and may govern the quantity."""
    before, after = _nearest(around, _GOVERNORS)
    nouns: Kinds = ()
    if before == ("valuation",):
        # "a lease worth $3bn": the noun before "worth" tells more.
        nouns = _nearest(around, _NOUNS_OF_WORTH)[0]
    return _governor_names(before, after, nouns, tense)


@lru_cache(maxsize=_MOST)
def _governor_names(before: Kinds, after: Kinds, nouns: Kinds, tense: str) -> Features:
    kinds = (*before, *(f"{kind}>" for kind in after), *(f"{kind}+" for kind in nouns))
    return tuple([name for kind in kinds for name in (f"gov={kind}", f"gov={kind}&{tense}")])


def _beside_marks(around: Surroundings) -> Iterator[str]:
    """What names a figure from across a mark: "Facture : 3 M€", "3 M€ – Le contrat de 2017"."""
    words, placed, sentence = around.words, around.placed, around.sentence
    left = around.left_clause
    if left > sentence.first and words[left - 1] == ":" and placed.first - left <= _LABEL_REACH:
        cues = [c for c in sentence.cues if c.kind in _GOVERNORS]
        near = [c for c in cues if left - 1 - _LABEL_REACH <= c.first and c.last < left]
        last = max((c.last for c in near), default=0)
        for kind in sorted({c.kind for c in near if c.last == last}):
            yield f"label={kind}"
    if placed.first <= sentence.first + 1:
        cues = [c for c in sentence.cues if c.kind in _GOVERNORS]
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


def _stages(around: Surroundings, tense: str) -> list[str]:
    """What the nearest words of a stage say, in which tense."""
    return [*_stage_names(*_nearest(around, _STAGES), tense), *_part_stages(around)]


@lru_cache(maxsize=_MOST)
def _stage_names(before: Kinds, after: Kinds, tense: str) -> Features:
    found = [name for kind in before for name in (f"stage={kind}&{tense}", f"stage={kind}")]
    found += [f"stage={kind}>" for kind in after]
    return tuple(found or ["stage=-"])


def _part_stages(around: Surroundings) -> Iterator[str]:
    """The stage that the sentence speaks of, between semicolons, whatever figures it holds."""
    words, placed, sentence = around.words, around.placed, around.sentence
    first, last = sentence.first, sentence.last
    for at in around.scene.breaks:
        if words[at] == ";":
            if at < placed.first:
                first = at + 1
            elif at >= placed.last:
                last = at
                break
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
    if placed.quantity.measure is Measure.MONEY:
        yield f"dated={when}&{best[2].relation}"


def _twin(
    around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str, str]]
) -> Iterator[str]:
    """The role of the same figure told before, and of the one that a bracket converts."""
    mine = around.placed.quantity
    if mine.measure is not Measure.MONEY:
        return
    low, high, unit = mine.low, mine.high, mine.unit
    for at in range(len(earlier) - 1, max(len(earlier) - 1 - _TWINS, -1), -1):
        quantity = earlier[at][0].quantity
        if quantity.low == low and quantity.high == high and quantity.unit == unit:
            yield f"twin={earlier[at][1]}"
            break
    if earlier and around.placed.first and around.words[around.placed.first - 1] == "(":
        other, role, _ = earlier[-1]
        if 0 <= around.placed.first - other.last <= 2:
            yield f"converts={role}"


def _compared(
    around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str, str]]
) -> Iterator[str]:
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
    kinds, cues = around.scene.firsts, around.clause_cues
    is_of_state = "state" in kinds or "place" in kinds
    if is_of_state and "programme" in cues:
        yield f"state-plan:{'party' if 'party' in kinds else '-'}"
    if "state" in kinds and "party" not in kinds:
        yield "state-alone"
    if "asset_companies" in cues or "plural" in cues:
        yield f"plural&{'state' if is_of_state else '-'}"


def _above(around: Surroundings) -> list[str]:
    """Classes of the heading, or of the lead of the list, that a bare figure stands under."""
    mine, heads = around.sentence, around.scene.scenes.heads
    number, sentences = mine.number, around.page.sentences
    if number and not heads[number - 1]:
        before = sentences[number - 1].passage
        if (before.kind, before.section) == (PassageKind.SENTENCE, mine.passage.section):
            found = _telling(sentences[number - 1])
            if found and mine.passage.kind is not PassageKind.BULLET:
                return [f"{kind}-" for kind in found]
    for earlier in range(number - 1, max(number - _HEAD_REACH, -1), -1):
        if heads[earlier]:
            return _telling(sentences[earlier])
    return []


def _telling(sentence: Sentence) -> list[str]:
    return sorted({cue.kind for cue in sentence.cues if cue.kind in _TELLING})
