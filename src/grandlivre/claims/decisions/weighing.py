"""What speaks for each entity at each quantity of a page, added up.

What is the same for many is added once: entities that a sentence does not name stand alike to all
its quantities of one kind; and what speaks for an entity apart from earlier answers is the same for
every question. `grandlivre.claims.decisions.questions.Question.parts` says the same at length.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from grandlivre.claims.decisions.bearings import What, asks_more, particular, what_names
from grandlivre.claims.decisions.earlier import (
    Continuity,
    Interruption,
    continuity_names,
    interruption_names,
)
from grandlivre.claims.decisions.questions import Asked, Question
from grandlivre.claims.decisions.weights import DIGITS, HALF, Questions, Remembered, Row
from grandlivre.claims.figures.profiles import profile_names
from grandlivre.claims.figures.standing import (
    Standing,
    past_names,
    placing_names,
    presence_names,
)

_Rows = Remembered[tuple[Any, ...], Row]
"""Rows by the arguments of what names their features."""


class Weighing:
    """The entities of one page as fitted tables weigh them."""

    def __init__(self, tables: Questions) -> None:
        self.tables = tables
        self._lasting: dict[tuple[int, str], dict[int, Row]] = {}
        """By sentence and group of roles: rows by entity."""
        self._presence: _Rows = tables.remembered(
            "presence", lambda told: tables.row(presence_names(*told))
        )
        self._past: _Rows = tables.remembered("past", lambda told: tables.row(past_names(*told)))
        self._placing: _Rows = tables.remembered(
            "placing", lambda told: tables.row(placing_names(*told))
        )
        self._profile: _Rows = tables.remembered(
            "profile", lambda told: tables.row(profile_names(*told))
        )
        self._what: _Rows = tables.remembered("what", partial(_of_what, tables))
        self._continuity = {
            name: tables.remembered(f"continuity:{name}", partial(_continuity, tables, name))
            for name in tables.bias
        }
        self._interruption = {
            name: tables.remembered(f"interruption:{name}", partial(_interruption, tables, name))
            for name in tables.bias
        }

    def put(self, asked: Asked) -> "Ballot":
        """Prepare all questions to one quantity."""
        key = asked.around.sentence.number, asked.group
        rows = self._lasting.get(key)
        if rows is None:
            standings = asked.nearby.standings.items()
            rows = {number: self.lasting(asked, standing) for number, standing in standings}
            self._lasting[key] = rows
        tied = {n: rows[n] + self._tying(asked, n) for n in asked.tied & rows.keys()}
        return Ballot(self, asked, rows | tied)

    def all_of(self, asked: Asked, number: int) -> Row:
        """What speaks for an entity from anywhere, apart from earlier answers."""
        row = self.lasting(asked, asked.nearby.standing(number))
        return row + self._tying(asked, number) if number in asked.tied else row

    def _tying(self, asked: Asked, number: int) -> Row:
        return self.tables.weigh(asked.bearing(number))

    def lasting(self, asked: Asked, standing: Standing) -> Row:
        """What speaks for an entity at any quantity of a sentence, for each question."""
        row = self._what[asked.group, standing.being] + self._presence[standing.presence]
        row += self._profile[standing.profile]
        if standing.past is not None:
            row += self._past[standing.past]
        if standing.placing is not None:
            row += self._placing[standing.placing]
        return row

    def continuity(self, name: str) -> Remembered[Continuity, int]:
        """What earlier answers to a question speak for an entity, in millionths."""
        return self._continuity[name]

    def interruption(self, question: Question) -> int:
        """What the answer before speaks for "nobody", in millionths."""
        return self._interruption[question.name][question.interruption]


def _of_what(tables: Questions, told: What) -> Row:
    """What speaks for an entity by what it is, of which some questions ask more."""
    row, question = tables.row(what_names(told)), asks_more(told[1][0])
    return row if question is None else row + tables.only(question, particular(told))


def _continuity(tables: Questions, name: str, told: Continuity) -> int:
    return tables.weight(name, continuity_names(*told))


def _interruption(tables: Questions, name: str, told: Interruption) -> int:
    return tables.weight(name, interruption_names(*told))


class Ballot:
    """The questions put to one quantity."""

    def __init__(self, weighing: Weighing, asked: Asked, rows: dict[int, Row]) -> None:
        self.weighing = weighing
        self.tables = weighing.tables
        self.asked = asked
        self._rows = rows
        """By entity what speaks for it apart from earlier answers; of those that are not tied to
        the quantity without what that weighs, which is the same for all of them."""
        self._nothing = self.tables.weigh(asked.nothing)
        self._scores: dict[Question, dict[int, int]] = {}

    def scores(self, question: Question) -> Mapping[int, int]:
        """Log-odds of each candidate, in millionths, by number of the entity."""
        scores = self._scores.get(question)
        if scores is None:
            scores = self._scores[question] = self._weigh(question)
        return scores

    def _weigh(self, question: Question) -> dict[int, int]:
        name, rows, asked = question.name, self._rows, self.asked
        if not question.candidates:
            return {}
        for number in question.summoned:
            if number not in rows:
                rows[number] = self.weighing.all_of(asked, number)
        tables, continuity = self.tables, self.weighing.continuity(name)
        named, tied = asked.named, asked.tied
        zero, shift = tables.zero, tables.shifts[name]
        bound = tables.bias[name] - HALF
        loose = bound + tables.weight(name, asked.unrelated)
        here = away = 0
        if question.carried:
            here = continuity[question.novelty(True)]
            away = continuity[question.novelty(False)]
        scores = {
            number: (rows[number] + zero >> shift & DIGITS)
            + (bound if number in tied else loose)
            + (here if number in named else away)
            for number in question.candidates
        }
        known = question.earlier.ever & scores.keys()
        if known:
            for number, told in zip(known, question.continuities(known), strict=True):
                scores[number] += continuity[told] - (here if number in named else away)
        weight = tables.weights(name)
        if name == "beneficiary":
            for number in question.payers & scores.keys():
                scores[number] += weight[question.dealing(number)]
            if asked.occasion:
                for number in scores:
                    scores[number] += weight[question.occasional(number)]
        if question.bound is not None:
            of_place = question.bound.of_place
            for number in scores:
                scores[number] += weight[of_place(number)]
        return scores

    def nothing(self, question: Question) -> int:
        """Log-odds of the answer "nobody" or "nothing"."""
        tables, name = self.tables, question.name
        said, weight = tables.bias[name] + tables.told(self._nothing, name), tables.weights(name)
        if name == "beneficiary":
            said += weight[question.unpaid]
        if question.bound is not None:
            said += weight[question.unbound]
        return said + self.weighing.interruption(question)
