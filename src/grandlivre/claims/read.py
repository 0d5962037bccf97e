"""The reader: a document in, its claims out, each with its evidence and its reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from grandlivre.base.keys import content_key
from grandlivre.claims.features import Surroundings, role_features
from grandlivre.claims.mentions import Entity
from grandlivre.claims.model import (
    PLEDGED,
    Claim,
    Evidence,
    Measure,
    Purpose,
    Reason,
    Role,
    Stage,
)
from grandlivre.claims.page import Page, PlacedQuantity, lay_out
from grandlivre.claims.questions import (
    Answer,
    candidates,
    date_candidates,
    none_features,
    whole_candidates,
)
from grandlivre.claims.repeats import share
from grandlivre.claims.weights import Binary, binary, choice, probability
from grandlivre.documents.model import Document

_CONTEXT = 32
"""Characters of prefix and suffix kept with the evidence."""


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


def read_claims(document: Document) -> tuple[Claim, ...]:
    """Read every claim of a document.

    Parameters
    ----------
    document
        Prose, or a statement of a spreadsheet (`Document.fields` not empty).

    Returns
    -------
    tuple of Claim
        In the order of the text. ``document.text[start:end] == quote`` for each.
    """
    page = lay_out(document)
    if page is None:
        return ()
    return _claims(page, draft_claims(page))


def draft_claims(page: Page) -> list[Draft]:
    """Answer all questions for all quantities of a page."""
    drafts = [Draft(placed, Surroundings(page, placed)) for placed in page.quantities]
    given: list[tuple[PlacedQuantity, str]] = []
    for draft in drafts:
        _what(draft, given)
        given.append((draft.placed, draft.role.value))
    roles = {draft.placed.number: draft.role for draft in drafts}
    told: dict[str, list[Answer]] = {}
    for draft in drafts:
        _who_and_where(draft, told)
        _when(draft)
    share(drafts, page.tokens.words)
    by_number = {draft.placed.number: draft for draft in drafts}
    for draft in drafts:
        _part_of(draft, roles, by_number)
    return drafts


def _what(draft: Draft, given: Sequence[tuple[PlacedQuantity, str]]) -> None:
    """Role, stage and purpose."""
    around = draft.around
    features = role_features(around, given)
    money = around.placed.quantity.measure is Measure.MONEY
    question = choice("role_money" if money else "role_other")
    draft.role = Role(_answer(draft, "role", question, features))
    features.append(f"role={draft.role.value}")
    draft.stage = Stage(_answer(draft, "stage", choice("stage"), features))
    draft.purpose = Purpose(_answer(draft, "purpose", choice("purpose"), features))


def _answer(draft: Draft, name: str, question: object, features: list[str]) -> str:
    scores = question.scores(features)  # type: ignore[attr-defined]
    best = max(range(len(scores)), key=scores.__getitem__)
    answer: str = question.answers[best]  # type: ignore[attr-defined]
    draft.reasons.append(Reason(field=name, rule=question.strongest(features, answer)))  # type: ignore[attr-defined]
    return answer


def _who_and_where(draft: Draft, told: dict[str, list[Answer]]) -> None:
    draft.investors = _choose(draft, "investor", "investors", told)
    draft.beneficiaries = [
        e for e in _choose(draft, "beneficiary", "beneficiaries", told) if e not in draft.investors
    ]
    draft.projects = [
        e for e in _choose(draft, "project", "projects", told) if e not in draft.investors
    ]
    draft.places = _choose(draft, "place", "places", told)
    draft.speakers = _choose(draft, "speaker", "attributed_to", told)


def _choose(
    draft: Draft, question: str, field_name: str, told: dict[str, list[Answer]]
) -> list[Entity]:
    """The entities that answer a question best, if any answers it better than "none"."""
    model = binary(question)
    earlier = told.setdefault(question, [])
    chosen: list[Scored] = []
    scored = [
        (model.score(features), entity, features)
        for entity, features in candidates(draft.around, question, draft.role, earlier)
    ]
    if scored:
        nothing = model.score(none_features(draft.around, draft.role, earlier)) - _LEANING[question]
        best = max(scored, key=lambda row: row[0])
        if best[0] > nothing:
            chosen = [row for row in scored if _belongs(row, best, nothing, draft, question)]
            chosen.sort(key=lambda row: (row[0] < best[0], row[1].mentions[0].first))
    for _, _, features in chosen:
        draft.reasons.append(Reason(field=field_name, rule=model.strongest(features)))
    sentence = draft.placed.sentence
    earlier.append(
        Answer(
            sentence.number,
            sentence.passage.section,
            frozenset(entity.number for _, entity, _ in chosen),
            draft.role in PLEDGED,
        )
    )
    return [entity for _, entity, _ in chosen]


Scored = tuple[float, Entity, list[str]]
_LEANING = {
    "investor": 0.2, "beneficiary": 0.6, "project": 0.5, "place": 0.2, "speaker": 0.7,
    "end": 0.2, "start": 0.2, "part_of": 0.9,
}
"""Log-odds in favour of answering at all: a missed name costs as much as a wrong one."""
_MARGIN = {"investor": 0.3, "beneficiary": 0.7, "project": 0.3, "place": 0.7, "speaker": 0.7}


def _belongs(row: Scored, best: Scored, nothing: float, draft: Draft, question: str) -> bool:
    """True for the best answer, its fellows in an enumeration, and those nearly as good."""
    if row is best:
        return True
    sentence = draft.placed.sentence
    spans = {m.span for m in sentence.mentions if m.entity is best[1]}
    fellow = any(m.span in spans for m in sentence.mentions if m.entity is row[1])
    if fellow:
        return row[0] > best[0] - 2.5
    return row[0] > best[0] - _MARGIN[question] and row[0] > nothing + 0.5


def _when(draft: Draft) -> None:
    for name in ("end", "start"):
        model = binary(name)
        best, best_score = None, model.score(none_features(draft.around, draft.role)) - _LEANING[name]
        for placed, features in date_candidates(draft.around, draft.role):
            score = model.score(features)
            if score > best_score:
                best, best_score = placed, score
        if best is not None:
            setattr(draft, name, best.date.value)


def _part_of(draft: Draft, roles: dict[int, Role], by_number: dict[int, Draft]) -> None:
    model: Binary = binary("part_of")
    best = None
    best_score = model.score(none_features(draft.around, draft.role)) - _LEANING["part_of"]
    for other, features in whole_candidates(draft.around, roles):
        score = model.score(features)
        if score > best_score:
            best, best_score = other, score
    if best is not None:
        draft.whole = by_number[best.number]


def _claims(page: Page, drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    ids = [_claim_id(page, draft.placed) for draft in drafts]
    number = {id(draft): claim_id for draft, claim_id in zip(drafts, ids, strict=True)}
    return tuple(
        _claim(page, draft, claim_id, number.get(id(draft.whole)) if draft.whole else None)
        for draft, claim_id in zip(drafts, ids, strict=True)
    )


def _claim_id(page: Page, placed: PlacedQuantity) -> str:
    quantity = placed.quantity
    return content_key(
        "clm", page.document.id, quantity.start, quantity.end, quantity.measure.value
    )


def _names(entities: Sequence[Entity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entity.name for entity in entities))


def _claim(page: Page, draft: Draft, claim_id: str, part_of: str | None) -> Claim:
    quantity = draft.placed.quantity
    start, end = page.view.to_source(quantity.start, quantity.end)
    text = page.document.text
    return Claim(
        id=claim_id,
        document=page.document.name,
        document_id=page.document.id,
        evidence=Evidence(
            quote=text[start:end],
            start=start,
            end=end,
            prefix=text[max(0, start - _CONTEXT) : start],
            suffix=text[end : end + _CONTEXT],
        ),
        measure=quantity.measure,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        role=draft.role,
        investors=_names(draft.investors),
        beneficiaries=_names(draft.beneficiaries),
        projects=_names(draft.projects),
        places=_names(draft.places),
        purpose=draft.purpose,
        start=draft.start,
        end=draft.end,
        stage=draft.stage,
        attributed_to=_names(draft.speakers),
        part_of=part_of,
        confidence=draft.confidence,
        reasons=tuple(draft.reasons),
    )


_ = (PLEDGED, Callable, probability)
