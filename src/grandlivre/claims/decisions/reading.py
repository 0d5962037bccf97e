"""All that is answered for one page, quantity by quantity: what the fit goes by.

What a quantity was answered with is a feature of those after it; so weights are fitted beside the
answers of a reader that has not seen the text.
"""

from typing import NamedTuple

from grandlivre.claims.decisions.decide import Decision
from grandlivre.claims.decisions.earlier import Answer
from grandlivre.claims.decisions.features import Given
from grandlivre.claims.decisions.threads import Thread
from grandlivre.claims.decisions.weights import Tables
from grandlivre.claims.page.model import Page


class Reading(NamedTuple):
    """What each quantity of a page is answered with, in order."""

    who: dict[str, list[Answer]]
    """For each question of `FIELD_OF`; and for "payer" who was first thought to pay, before it was
    asked who receives."""
    threads: list[tuple[Thread, str]]
    """What each leaves to those after it, with the group of its role."""
    given: list[Given]
    """Each with its role and stage."""


def reading(page: Page, tables: Tables) -> Reading:
    """All that is decided for the quantities of a page, in order."""
    decision = Decision(page, tables)
    drafts = decision.drafts()
    given = [(draft.placed, draft.role.value, draft.stage.value) for draft in drafts]
    found = {question: earlier.answers for question, earlier in decision.earlier.items()}
    return Reading({**found, "payer": decision.payers}, decision.told, given)


def answers(page: Page, tables: Tables) -> dict[str, list[Answer]]:
    """For each question of `FIELD_OF`, and "payer", what each quantity is answered with."""
    return reading(page, tables).who
