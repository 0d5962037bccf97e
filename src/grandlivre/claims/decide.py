"""The decisions: what each quantity is, who pays and receives, where, when, and who says so.

Every question is answered by weighing the features of its candidates (`grandlivre.claims.questions`)
with fitted tables (`grandlivre.claims.weights`); the weightiest feature is kept as the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp

from grandlivre.claims.explain import in_words
from grandlivre.claims.features import Surroundings, role_features
from grandlivre.claims.mentions import Entity
from grandlivre.claims.model import PLEDGED, Measure, Purpose, Reason, Role, Stage
from grandlivre.claims.page import Page, PlacedQuantity
from grandlivre.claims.questions import (
    Answer,
    candidates,
    date_candidates,
    none_features,
    whole_candidates,
)
from grandlivre.claims.repeats import share, share_wholes
from grandlivre.claims.weights import Choice, binary, choice, probability

FIELD_OF = {
    "investor": "investors",
    "beneficiary": "beneficiaries",
    "project": "projects",
    "place": "places",
    "speaker": "attributed_to",
}
_LEANING = {
    "investor": 0.2,
    "beneficiary": 0.6,
    "project": 0.5,
    "place": 0.2,
    "speaker": 0.7,
    "end": 0.2,
    "start": 0.2,
    "part_of": 0.9,
}
"""Log-odds in favour of answering at all: a missed name costs as much as a wrong one."""
_MARGIN = {"investor": 0.3, "beneficiary": 0.7, "project": 0.3, "place": 0.7, "speaker": 0.7}
"""How much less than the best another answer may weigh to be one as well."""
_FELLOW_MARGIN = 2.5
"""The same for members of one enumeration, which share their part."""

Scored = tuple[float, Entity, list[str]]


@dataclass(slots=True)
class Draft:
    """A claim in the making: entities instead of names, the whole instead of its id."""

    placed: PlacedQuantity
    around: Surroundings
    role: Role = Role.OTHER
    stage: Stage = Stage.ANNOUNCED
    purpose: Purpose = Purpose.OTHER
    confidence: float = 1.0
    investors: list[Entity] = field(default_factory=list)
    beneficiaries: list[Entity] = field(default_factory=list)
    projects: list[Entity] = field(default_factory=list)
    places: list[Entity] = field(default_factory=list)
    speakers: list[Entity] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    whole: "Draft | None" = None
    reasons: list[Reason] = field(default_factory=list)

    def because(self, name: str, feature: str, tokens: tuple[int, int] | None) -> None:
        """Keep what a field was read from."""
        page = self.around.page
        span: tuple[int | None, int | None] = (None, None)
        if tokens is not None:
            span = page.view.to_source(
                page.tokens.starts[tokens[0]], page.tokens.ends[tokens[1] - 1]
            )
        self.reasons.append(Reason(field=name, rule=in_words(feature), start=span[0], end=span[1]))


def decide(page: Page) -> list[Draft]:
    """Answer all questions for all quantities of a page, in order."""
    drafts = [Draft(placed, Surroundings(page, placed)) for placed in page.quantities]
    given: list[tuple[PlacedQuantity, str]] = []
    for draft in drafts:
        _what(draft, given)
        given.append((draft.placed, draft.role.value))
    told: dict[str, list[Answer]] = {question: [] for question in FIELD_OF}
    for draft in drafts:
        draft.investors = _choose(draft, "investor", told)
        draft.beneficiaries = _without(draft.investors, _choose(draft, "beneficiary", told))
        draft.projects = _without(draft.investors, _choose(draft, "project", told))
        draft.places = _choose(draft, "place", told)
        draft.speakers = _choose(draft, "speaker", told)
        _when(draft)
    share(drafts, page.tokens.words)
    roles = {draft.placed.number: draft.role for draft in drafts}
    by_number = {draft.placed.number: draft for draft in drafts}
    for draft in drafts:
        _part_of(draft, roles, by_number)
    share_wholes(drafts)
    return drafts


def _without(taken: Sequence[Entity], entities: list[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity not in taken]


def _what(draft: Draft, given: Sequence[tuple[PlacedQuantity, str]]) -> None:
    """Role, stage and purpose."""
    around = draft.around
    features = role_features(around, given)
    money = around.placed.quantity.measure is Measure.MONEY
    draft.role = Role(
        _answer(draft, "role", choice("role_money" if money else "role_other"), features)
    )
    features.append(f"role={draft.role.value}")
    draft.stage = Stage(_answer(draft, "stage", choice("stage"), features))
    draft.purpose = Purpose(_answer(draft, "purpose", choice("purpose"), features))


def _answer(draft: Draft, name: str, question: Choice, features: list[str]) -> str:
    scores = question.scores(features)
    top = max(scores)
    answer = question.answers[scores.index(top)]
    feature = question.strongest(features, answer)
    draft.because(name, feature, draft.around.cue_spans.get(feature))
    if name == "role":
        draft.confidence = 1.0 / sum(exp(max(score - top, -60.0)) for score in scores)
    return answer


def _choose(draft: Draft, question: str, told: dict[str, list[Answer]]) -> list[Entity]:
    """The entities that answer a question best, if any answers it better than "none"."""
    model = binary(question)
    earlier = told[question]
    chosen: list[Scored] = []
    scored = [
        (model.score(features), entity, features)
        for entity, features in candidates(draft.around, question, draft.role, earlier)
    ]
    if scored:
        nothing = model.score(none_features(draft.around, draft.role, earlier))
        nothing -= _LEANING[question]
        best = max(scored, key=lambda row: row[0])
        if best[0] > nothing:
            chosen = [row for row in scored if _belongs(row, best, nothing, draft, question)]
            chosen.sort(key=lambda row: (row[0] < best[0], row[1].mentions[0].first))
        if question == "investor" and len(chosen) == 1:
            chosen += _partners(draft, chosen[0], scored, earlier)
        if question == "investor" and draft.role in PLEDGED:
            draft.confidence *= probability(abs(best[0] - nothing))
    sentence = draft.placed.sentence
    for _, entity, features in chosen:
        mention = next((m for m in sentence.mentions if m.entity is entity), entity.mentions[0])
        draft.because(FIELD_OF[question], model.strongest(features), (mention.first, mention.last))
    entities = frozenset(entity.number for _, entity, _ in chosen)
    earlier.append(Answer(sentence.number, sentence.passage.section, entities))
    return [entity for _, entity, _ in chosen]


def _belongs(row: Scored, best: Scored, nothing: float, draft: Draft, question: str) -> bool:
    """True for the best answer, its fellows in an enumeration, and those nearly as good."""
    if row is best:
        return True
    sentence = draft.placed.sentence
    spans = {m.span for m in sentence.mentions if m.entity is best[1]}
    if any(m.span in spans for m in sentence.mentions if m.entity is row[1]):
        return row[0] > best[0] - _FELLOW_MARGIN
    return row[0] > best[0] - _MARGIN[question] and row[0] > nothing + 0.5


def _partners(
    draft: Draft, best: Scored, scored: Sequence[Scored], earlier: Sequence[Answer]
) -> list[Scored]:
    """Those who paid together with the one just found, where it is merely carried on."""
    if not earlier or draft.around.relations.get(best[1].number):
        return []
    last = earlier[-1].entities
    if best[1].number not in last:
        return []
    return [row for row in scored if row[1].number in last and row is not best]


def _when(draft: Draft) -> None:
    for name in ("end", "start"):
        model = binary(name)
        best, reason = None, ""
        best_score = model.score(none_features(draft.around, draft.role)) - _LEANING[name]
        for placed, features in date_candidates(draft.around, draft.role):
            score = model.score(features)
            if score > best_score:
                best, best_score, reason = placed, score, model.strongest(features)
        if best is not None:
            setattr(draft, name, best.date.value)
            draft.because(name, reason, (best.first, best.last))


def _part_of(draft: Draft, roles: dict[int, Role], by_number: dict[int, Draft]) -> None:
    model = binary("part_of")
    best, reason = None, ""
    best_score = model.score(none_features(draft.around, draft.role)) - _LEANING["part_of"]
    for other, features in whole_candidates(draft.around, roles):
        score = model.score(features)
        if score > best_score:
            best, best_score, reason = other, score, model.strongest(features)
    if best is not None:
        draft.whole = by_number[best.number]
        draft.because("part_of", reason, (best.first, best.last))
