"""The decisions: what each quantity is, who pays and receives, where, when, and who says so.

Every question is answered by weighing the features of its candidates with fitted tables
(`grandlivre.claims.decisions.weights`); the weightiest feature is kept as the reason.
"""

from collections.abc import Mapping, Sequence
from math import exp

from grandlivre.claims.decisions.earlier import NOBODY, Answer, Earlier
from grandlivre.claims.decisions.features import Given, role_features
from grandlivre.claims.decisions.fellows import allies, as_good, partners, respective
from grandlivre.claims.decisions.finest import finest
from grandlivre.claims.decisions.questions import Asked, Nearby, Question, is_put
from grandlivre.claims.decisions.threads import Bound, Thread, Threads
from grandlivre.claims.decisions.weighing import Ballot, Weighing
from grandlivre.claims.decisions.weights import (
    UNIT,
    Choice,
    Tables,
    Weighed,
    millionths,
    probability,
)
from grandlivre.claims.figures.around import Features, Scenes
from grandlivre.claims.figures.draft import Draft
from grandlivre.claims.figures.times import date_candidates, no_date
from grandlivre.claims.mentions.assets import is_field, is_umbrella
from grandlivre.claims.mentions.model import Entity
from grandlivre.claims.model import PLEDGED, Measure, Purpose, Role, Stage
from grandlivre.claims.page.model import Page, PlacedDate
from grandlivre.claims.parts.repeats import settle_tellings, share, share_wholes
from grandlivre.claims.parts.votes import Vote, elected
from grandlivre.claims.parts.wholes import Told, Wholes

# To call an enumeration for its member takes ten times as long as to look it up.
_ROLES = {str(each): each for each in Role}
_STAGES = {str(each): each for each in Stage}
_PURPOSES = {str(each): each for each in Purpose}
FIELD_OF = {
    "investor": "investors",
    "beneficiary": "beneficiaries",
    "project": "projects",
    "place": "places",
    "speaker": "attributed_to",
}
_TO_COME = frozenset((Stage.ANNOUNCED, Stage.CONSIDERED, Stage.UNDER_CONSTRUCTION))
_LEANING = {
    "investor": millionths(0.2),
    "beneficiary": millionths(0.9),
    "project": millionths(0.7),
    "place": millionths(0.5),
    "speaker": millionths(0.7),
    "end": millionths(-0.1),
    "start": millionths(0.2),
    "part_of": millionths(0.7),
}
"""Log-odds in favour of answering at all: a missed name costs as much as a wrong one."""


def decide(page: Page, tables: Tables) -> list[Draft]:
    """Answer all questions for all quantities of a page, in order."""
    decision = Decision(page, tables)
    drafts = decision.drafts()
    decision.scenes.forget()
    return drafts


_OF_SOMEBODY = frozenset((Role.VALUATION, Role.TURNOVER, Role.ASSETS))
"""Roles of money that is always somebody's, if not in the same words."""
_SOMEBODY = millionths(3.0)


class Decision:
    """The questions put to one page, with what the answers so far are needed for."""

    def __init__(self, page: Page, tables: Tables) -> None:
        self.page = page
        self.tables = tables
        self.scenes = Scenes(page)
        self.weighing = Weighing(tables.who)
        self.earlier = {question: Earlier() for question in FIELD_OF}
        self.payers: list[Answer] = []
        """Who was first thought to pay each quantity."""
        self.threads = Threads()
        self.told: list[tuple[Thread, str]] = []
        self._nearby: dict[int, Nearby] = {}

    def drafts(self) -> list[Draft]:
        """All claims in the making, decided."""
        drafts = [Draft(placed, self.scenes.around(placed)) for placed in self.page.quantities]
        given: list[Given] = []
        for draft in drafts:
            is_money = draft.placed.quantity.measure is Measure.MONEY
            self._what(draft, is_money, given)
            given.append((draft.placed, draft.role, draft.stage))
        settle_tellings(drafts, self.page.tokens.words)
        asked = [self._asked(draft) for draft in drafts]
        for draft, each in zip(drafts, asked, strict=True):
            ballot = self.weighing.put(each)
            draft.investors, draft.beneficiaries = self._parties(draft, ballot)
            projects = self._choose(draft, ballot, "project")
            draft.projects = _built([each for each in projects if each not in draft.investors])
            bound = self._bound(each)
            places = self._choose(draft, ballot, "place", bound)
            mentions, words = draft.placed.sentence.mentions, self.page.tokens.words
            draft.places = finest(places, mentions, words)
            draft.speakers = self._choose(draft, ballot, "speaker")
            told = _thread(each, self.earlier, self._when(draft, each, bound))
            self.told.append((told, each.group))
            self.threads.add(*self.told[-1])
        share(drafts, self.page.tokens.words)
        self._parts(drafts)
        share_wholes(drafts, self.page.sums)
        return drafts

    def _asked(self, draft: Draft) -> Asked:
        number = draft.placed.sentence.number
        nearby = self._nearby.get(number)
        if nearby is None:
            nearby = self._nearby[number] = Nearby(self.scenes.of(number))
        return Asked(draft.around, draft.role, nearby)

    def _what(self, draft: Draft, is_money: bool, given: Sequence[Given]) -> None:
        """Role, stage and purpose."""
        features = role_features(draft.around, given)
        joint = self.tables.joints["role_money" if is_money else "role_other"]
        weighed = joint.weigh(features)
        of_role = weighed.scores[0]
        draft.role = role = _ROLES[_answer(draft, "role", joint.choices, weighed, 0, "")]
        top = max(of_role)
        draft.confidence = 1.0 / sum([exp(max(score - top, -60.0)) for score in of_role])
        known = f"role={role}"
        draft.stage = _STAGES[_answer(draft, "stage", joint.choices, weighed, 1, known)]
        draft.purpose = _PURPOSES[_answer(draft, "purpose", joint.choices, weighed, 2, known)]

    def _parties(self, draft: Draft, ballot: Ballot) -> tuple[list[Entity], list[Entity]]:
        """Who pays and who receives; who seems to do both does what more speaks for."""
        asked, earlier = ballot.asked, self.earlier
        paying = Question(asked, "investor", earlier["investor"])
        payers = self._answers(draft, paying, ballot) if is_put("investor", draft.role) else []
        receiving = Question(asked, "beneficiary", earlier["beneficiary"], frozenset(payers))
        receivers = (
            self._answers(draft, receiving, ballot, self._backers(draft))
            if is_put("beneficiary", draft.role)
            else []
        )
        self.payers.append(_answer_for(asked, payers))
        both = receiving.payers.intersection(receivers)
        if both:
            gets = {n for n in both if _lead(receiving, ballot, n) > _lead(paying, ballot, n)}
            receivers = [n for n in receivers if n not in both - gets]
            if gets:
                payers = self._answers(draft, paying, ballot, frozenset(receivers))
        if draft.role in PLEDGED:
            draft.confidence *= _certainty(paying, ballot, receivers)
        return self._settle(draft, paying, payers), self._settle(draft, receiving, receivers)

    def _backers(self, draft: Draft) -> frozenset[int]:
        """Those who paid for the round that a sentence values somebody by: it is not they."""
        last = self.earlier["investor"].last
        is_theirs = last is not None and last.sentence == draft.placed.sentence.number
        return last.entities if last and is_theirs and draft.role is Role.VALUATION else NOBODY

    def _settle(self, draft: Draft, question: Question, chosen: Sequence[int]) -> list[Entity]:
        """Keep the answer to a question, and why."""
        self._explain(draft, question, chosen)
        self.earlier[question.name].add(_answer_for(question.asked, chosen))
        return [self.page.entities[number] for number in chosen]

    def _bound(self, asked: Asked) -> Bound:
        """What else the page tells of those who pay for a quantity, and of what it is for."""
        who, what = self.earlier["investor"].answers[-1], self.earlier["project"].answers[-1]
        return Bound(asked.around.scene, who.entities, what.entities, self.threads)

    def _choose(
        self, draft: Draft, ballot: Ballot, name: str, bound: Bound | None = None
    ) -> list[Entity]:
        """The entities that answer a question best, if any answers it better than "none"."""
        question = Question(ballot.asked, name, self.earlier[name], bound=bound)
        chosen = self._answers(draft, question, ballot) if is_put(name, draft.role) else []
        return self._settle(draft, question, chosen)

    def _answers(
        self,
        draft: Draft,
        question: Question,
        ballot: Ballot,
        barred: frozenset[int] = frozenset(),
    ) -> list[int]:
        """Numbers of the entities whose scores are good enough, the best first."""
        scores = ballot.scores(question)
        if barred:
            scores = {number: score for number, score in scores.items() if number not in barred}
        if not scores:
            return []
        name, chosen = question.name, list[int]()
        nothing = ballot.nothing(question) - _LEANING[name]
        if name == "beneficiary" and draft.role in _OF_SOMEBODY:
            nothing -= _SOMEBODY
        top = max(scores.values())
        if top > nothing:
            best = next(number for number, score in scores.items() if score == top)
            fellows = as_good(scores, best, nothing, draft, question)
            chosen = [best, *fellows]
            if fellows:
                entities = self.page.entities
                chosen.sort(key=lambda n: (scores[n] < top, entities[n].mentions[0].first))
        if name == "investor":
            if len(chosen) == 1:
                chosen += partners(draft, chosen[0], scores, question.last)
            founders = allies(self.page, draft, chosen[0]) if chosen else []
            chosen = [chosen[0], *founders] if founders else respective(draft, chosen)
        return chosen

    def _explain(self, draft: Draft, question: Question, chosen: Sequence[int]) -> None:
        """Keep the reasons for the chosen entities."""
        here, entities = draft.around.scene.mentions_of, self.page.entities
        for number in chosen:
            mention = (here.get(number) or entities[number].mentions)[0]
            feature = self.tables.who.strongest(question.name, question.parts(number))
            draft.because(FIELD_OF[question.name], feature, (mention.first, mention.last))

    def _when(self, draft: Draft, asked: Asked, bound: Bound) -> PlacedDate | None:
        """Start and end; gives the date that the end was read from."""
        known = bound.ends()
        dates = list(date_candidates(draft.around, asked.group, known))
        if not dates:
            return None
        names, nothing = ("end", "start"), no_date(draft.around, asked.group, known)
        rows = self._leads(names, nothing, [parts for _, parts in dates])
        ending = None
        for name, leads in zip(names, rows, strict=True):
            top = max(leads)
            date, parts = dates[leads.index(top)]
            if top > 0 and not (name == "end" and _is_over(draft, date)):
                setattr(draft, name, date.date.value)
                reason = self.tables.which.strongest(name, parts)
                draft.because(name, reason, (date.first, date.last))
                ending = date if name == "end" else ending
        return ending

    def _parts(self, drafts: Sequence[Draft]) -> None:
        """Which quantities are parts of which."""
        wholes = Wholes(self.scenes)
        told = {draft.placed.number: _told(draft) for draft in drafts}
        ballots: dict[int, dict[int, Vote]] = {}
        for draft in drafts:
            number, whole = draft.placed.number, None
            if is_put("part_of", draft.role):
                ballots[number] = ballot = self._votes(draft, wholes, told)
                first = max(ballot.values(), key=lambda vote: vote.lead, default=None)
                whole = first.whole if first is not None and first.lead > 0 else None
            wholes.settle(draft.placed, whole)
        repeated = [[drafts[number] for number in row] for row in wholes.repeated()]
        for number, vote in elected(ballots, wholes.lists(), repeated):
            reason = "fellows"
            if vote.lead > 0:
                reason = self.tables.which.strongest("part_of", vote.features)
            drafts[number].whole = drafts[vote.whole.number]
            drafts[number].because("part_of", reason, (vote.whole.first, vote.whole.last))

    def _votes(self, draft: Draft, wholes: Wholes, told: Mapping[int, Told]) -> dict[int, Vote]:
        """The wholes that a quantity may be a part of, each with what speaks for it alone."""
        found = list(wholes.candidates(draft.around, told))
        if not found:
            return {}
        nothing = wholes.nothing(draft.around, told)
        (leads,) = self._leads(("part_of",), nothing, [parts for _, parts in found])
        return {
            wholes.value(whole): Vote(whole, lead, parts)
            for lead, (whole, parts) in zip(leads, found, strict=True)
        }

    def _leads(
        self, names: Sequence[str], nothing: Features, found: Sequence[tuple[Features, ...]]
    ) -> list[list[int]]:
        """By question how much more than "nothing" each of what was found weighs."""
        tables = self.tables.which
        none = tables.weigh((nothing,))
        rows = [tables.weigh(parts) for parts in found]
        leads = []
        for name in names:
            least = tables.told(none, name) - _LEANING[name]
            leads.append([tables.told(row, name) - least for row in rows])
        return leads


def _is_over(draft: Draft, date: PlacedDate) -> bool:
    """True for a year long gone, in which nothing is built that is still to come.

    A sum that was promised for such a year may be told of long after.
    """
    published, value = draft.around.page.published, date.date.value
    if published is None or value is None or draft.stage not in _TO_COME:
        return False
    if draft.placed.quantity.measure is Measure.MONEY:
        return False
    return int(value[:4]) < int(published[:4]) - 1


def _lead(question: Question, ballot: Ballot, number: int) -> int:
    """How much more than "nobody" an entity weighs as the answer to a question."""
    return ballot.scores(question)[number] - ballot.nothing(question)


def _certainty(paying: Question, ballot: Ballot, receivers: Sequence[int]) -> float:
    """How sure it is who pays, or that nobody is named; who receives is no rival any more."""
    scores = [score for n, score in ballot.scores(paying).items() if n not in receivers]
    if not scores:
        return 1.0
    nothing = ballot.nothing(paying) - _LEANING[paying.name]
    return probability(abs(max(scores) - nothing) / UNIT)


def _answer_for(asked: Asked, chosen: Sequence[int]) -> Answer:
    """What a quantity was answered with, for those after it."""
    sentence = asked.around.sentence
    return Answer(sentence.number, sentence.passage.section, frozenset(chosen), asked.group)


def _thread(asked: Asked, earlier: Mapping[str, Earlier], end: PlacedDate | None) -> Thread:
    """What the quantity just answered leaves to those after it."""
    sentence = asked.around.sentence
    who, what, where = [earlier[name].answers[-1] for name in ("investor", "project", "place")]
    section, number = sentence.passage.section, sentence.number
    return Thread(who.entities, what.entities, where.entities, end, section, number)


def _told(draft: Draft) -> Told:
    """What a draft tells of its quantity."""
    who, what, where = [
        frozenset([entity.number for entity in entities]) if entities else NOBODY
        for entities in (draft.investors, draft.projects, draft.places)
    ]
    return Told(draft.role, who, what, where)


def _built(projects: list[Entity]) -> list[Entity]:
    """Those that are built; "le projet" yields to what it stands for."""
    projects = [each for each in projects if not is_field(each.name)]
    return [each for each in projects if not is_umbrella(each.name)] or projects


def _answer(
    draft: Draft, name: str, choices: Sequence[Choice], weighed: Weighed, at: int, more: str
) -> str:
    """The weightiest answer to one of several choices, its reason kept.

    `more` is a feature that was not known when the others were weighed: the role.
    """
    choice, scores = choices[at], weighed.scores[at]
    row = choice.row(more) if more else None
    if row is not None:
        scores = [score + weight for score, weight in zip(scores, row, strict=True)]
    answer = scores.index(max(scores))
    feature, weight = weighed.strongest(at, answer)
    if row is not None and row[answer] > weight:
        feature = more
    draft.because(name, feature, draft.around.cue_spans.get(feature))
    return choice.answers[answer]
