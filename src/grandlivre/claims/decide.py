"""The decisions: what each quantity is, who pays and receives, where, when, and who says so.

Every question is answered by weighing the features of its candidates with fitted tables
(`grandlivre.claims.weights`); the weightiest feature is kept as the reason.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import TypeVar

from grandlivre.claims.around import Features, Scenes, Surroundings
from grandlivre.claims.draft import Draft
from grandlivre.claims.features import role_features
from grandlivre.claims.mentions import Entity
from grandlivre.claims.model import PLEDGED, Measure, Purpose, Role, Stage
from grandlivre.claims.page import Page, PlacedDate, PlacedQuantity
from grandlivre.claims.questions import (
    Answer,
    Asked,
    Candidate,
    Earlier,
    Nearby,
    candidates,
    none_parts,
)
from grandlivre.claims.repeats import share, share_wholes
from grandlivre.claims.standing import fineness
from grandlivre.claims.times import date_candidates, no_date
from grandlivre.claims.weights import Choice, Tables, probability
from grandlivre.claims.wholes import Told, Wholes

_Found = TypeVar("_Found", PlacedDate, PlacedQuantity)

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
    "project": 0.2,
    "place": 0.2,
    "speaker": 0.7,
    "end": 0.2,
    "start": 0.2,
    "part_of": 0.7,
}
"""Log-odds in favour of answering at all: a missed name costs as much as a wrong one."""
_MARGIN = {"investor": 0.3, "beneficiary": 0.7, "project": 0.3, "place": 0.7, "speaker": 0.7}
"""How much less than the best another answer may weigh to be one as well."""
_FELLOW_MARGIN = 2.5
"""The same for members of one enumeration, which share their part."""

_CERTAINTY = 0.5
"""How much more than "nobody" another answer must weigh."""

_TIE = 1e-6
"""Differences of log-odds that are none."""


@dataclass(slots=True, eq=False)
class _Scored:
    """A candidate with its log-odds."""

    score: float
    candidate: Candidate

    @property
    def entity(self) -> Entity:
        return self.candidate.entity


def decide(page: Page, tables: Tables) -> list[Draft]:
    """Answer all questions for all quantities of a page, in order."""
    return _Decision(page, tables).drafts()


def answers(page: Page, tables: Tables) -> dict[str, list[Answer]]:
    """For each question of `FIELD_OF`, what each quantity of a page is answered with, in order."""
    decision = _Decision(page, tables)
    decision.drafts()
    return {question: earlier.answers for question, earlier in decision.earlier.items()}


class _Decision:
    """The questions put to one page, with what the answers so far are needed for."""

    def __init__(self, page: Page, tables: Tables) -> None:
        self.page = page
        self.tables = tables
        self.scenes = Scenes(page)
        self.earlier = {question: Earlier() for question in FIELD_OF}
        self._nearby: dict[int, Nearby] = {}

    def drafts(self) -> list[Draft]:
        """All claims in the making, decided."""
        drafts = [
            Draft(placed, Surroundings(self.scenes.of(placed.sentence.number), placed))
            for placed in self.page.quantities
        ]
        given: list[tuple[PlacedQuantity, str]] = []
        for draft in drafts:
            self._what(draft, given)
            given.append((draft.placed, draft.role.value))
        for draft in drafts:
            asked = Asked(draft.around, draft.role, self._near(draft.placed.sentence.number))
            draft.investors = self._choose(draft, asked, "investor")
            draft.beneficiaries = _without(
                draft.investors, self._choose(draft, asked, "beneficiary")
            )
            draft.projects = _without(draft.investors, self._choose(draft, asked, "project"))
            draft.places = _finest(self._choose(draft, asked, "place"))
            draft.speakers = self._choose(draft, asked, "speaker")
            self._when(draft, asked)
        share(drafts, self.page.tokens.words)
        self._parts(drafts)
        share_wholes(drafts, self.page.sums)
        return drafts

    def _near(self, number: int) -> Nearby:
        nearby = self._nearby.get(number)
        if nearby is None:
            nearby = self._nearby[number] = Nearby(self.scenes.of(number))
        return nearby

    def _what(self, draft: Draft, given: Sequence[tuple[PlacedQuantity, str]]) -> None:
        """Role, stage and purpose."""
        features = role_features(draft.around, given)
        is_money = draft.placed.quantity.measure is Measure.MONEY
        joint = self.tables.joints["role_money" if is_money else "role_other"]
        role, stage, purpose = joint.choices
        of_role, of_stage, of_purpose = joint.scores(features)
        draft.role = Role(_answer(draft, "role", role, of_role, features))
        top = max(of_role)
        draft.confidence = 1.0 / sum(exp(max(score - top, -60.0)) for score in of_role)
        features.append(f"role={draft.role.value}")
        of_stage, of_purpose = (
            [score + more for score, more in zip(scores, question.row(features[-1]), strict=True)]
            for scores, question in ((of_stage, stage), (of_purpose, purpose))
        )
        draft.stage = Stage(_answer(draft, "stage", stage, of_stage, features))
        draft.purpose = Purpose(_answer(draft, "purpose", purpose, of_purpose, features))

    def _choose(self, draft: Draft, asked: Asked, question: str) -> list[Entity]:
        """The entities that answer a question best, if any answers it better than "none"."""
        scorer = self.tables.questions.scorer(question)
        earlier = self.earlier[question]
        chosen: list[_Scored] = []
        scored = [
            _Scored(scorer.score(each.own, self._weighed(asked, each)), each)
            for each in candidates(asked, question, earlier)
        ]
        if scored:
            nothing = scorer.score(none_parts(asked, earlier)) - _LEANING[question]
            best = max(scored, key=lambda row: row.score)
            if best.score > nothing + _TIE:
                chosen = [row for row in scored if _belongs(row, best, nothing, draft, question)]
                chosen.sort(key=lambda row: (row.score < best.score, row.entity.mentions[0].first))
            if question == "investor":
                if len(chosen) == 1:
                    chosen += _partners(draft, chosen[0], scored, earlier)
                if draft.role in PLEDGED:
                    draft.confidence *= probability(abs(best.score - nothing))
        here = asked.around.scene.mentions_of
        for row in chosen:
            mention = here.get(row.entity.number, row.entity.mentions)[0]
            feature = scorer.strongest((*row.candidate.common, *row.candidate.own))
            draft.because(FIELD_OF[question], feature, (mention.first, mention.last))
        sentence = draft.placed.sentence
        numbers = frozenset(row.entity.number for row in chosen)
        earlier.add(Answer(sentence.number, sentence.passage.section, numbers))
        return [row.entity for row in chosen]

    def _weighed(self, asked: Asked, candidate: Candidate) -> tuple[float, ...]:
        """What is the same for every question, weighed once for all."""
        number = candidate.entity.number
        row = asked.weighed.get(number)
        if row is None:
            row = asked.weighed[number] = self.tables.questions.weigh(candidate.common)
        return row

    def _when(self, draft: Draft, asked: Asked) -> None:
        """Start and end."""
        dates = list(date_candidates(draft.around, asked.group))
        nothing = no_date(draft.around, asked.group)
        for name in ("end", "start") if dates else ():
            found = self._best(name, nothing, ((date, (part,)) for date, part in dates))
            if found is not None:
                date, reason = found
                setattr(draft, name, date.date.value)
                draft.because(name, reason, (date.first, date.last))

    def _parts(self, drafts: Sequence[Draft]) -> None:
        """Which quantities are parts of which."""
        wholes = Wholes(self.scenes)
        told = {draft.placed.number: _told(draft) for draft in drafts}
        by_number = {draft.placed.number: draft for draft in drafts}
        for draft in drafts:
            nothing = wholes.nothing(draft.around, told)
            found = self._best("part_of", nothing, wholes.candidates(draft.around, told))
            wholes.settle(draft.placed, None if found is None else found[0])
            if found is not None:
                whole, reason = found
                draft.whole = by_number[whole.number]
                draft.because("part_of", reason, (whole.first, whole.last))

    def _best(
        self, name: str, nothing: Features, found: Iterable[tuple[_Found, tuple[Features, ...]]]
    ) -> tuple[_Found, str] | None:
        """The weightiest of what was found, with its reason; None where "nothing" weighs more."""
        scorer = self.tables.questions.scorer(name)
        best: tuple[_Found, tuple[Features, ...]] | None = None
        top = scorer.score((nothing,)) - _LEANING[name]
        for row in found:
            score = scorer.score(row[1])
            if score > top + _TIE:
                best, top = row, score
        return None if best is None else (best[0], scorer.strongest(best[1]))


def _told(draft: Draft) -> Told:
    """What a draft tells of its quantity."""
    who, what, where = (
        frozenset(entity.number for entity in entities)
        for entities in (draft.investors, draft.projects, draft.places)
    )
    return Told(draft.role, who, what, where)


def _without(taken: Sequence[Entity], entities: list[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity not in taken]


def _finest(places: list[Entity]) -> list[Entity]:
    """The places without those of a country that others tell more finely: town, not department."""
    return [
        place
        for place in places
        if not any(
            fineness(other) > fineness(place) and other.country == place.country for other in places
        )
    ]


def _answer(
    draft: Draft, name: str, question: Choice, scores: Sequence[float], features: Sequence[str]
) -> str:
    """The weightiest answer, its reason kept."""
    answer = question.answers[scores.index(max(scores))]
    feature = question.strongest(features, answer)
    draft.because(name, feature, draft.around.cue_spans.get(feature))
    return answer


def _belongs(row: _Scored, best: _Scored, nothing: float, draft: Draft, question: str) -> bool:
    """True for the best answer, its fellows in an enumeration, and those nearly as good."""
    if row is best:
        return True
    if best.score - row.score >= _FELLOW_MARGIN:
        return False
    here = draft.around.scene.mentions_of
    fellows = {m.span for m in here.get(best.entity.number, ())}
    if any(m.span in fellows for m in here.get(row.entity.number, ())):
        return best.score - row.score < _FELLOW_MARGIN - _TIE
    return (
        best.score - row.score < _MARGIN[question] - _TIE
        and row.score - nothing > _CERTAINTY + _TIE
    )


def _partners(
    draft: Draft, best: _Scored, scored: Sequence[_Scored], earlier: Earlier
) -> list[_Scored]:
    """Those who paid together with the one just found, where it is merely carried on."""
    last = earlier.last
    if last is None or draft.around.relations.get(best.entity.number):
        return []
    if best.entity.number not in last.entities:
        return []
    return [row for row in scored if row.entity.number in last.entities and row is not best]
