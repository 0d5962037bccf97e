"""What a recorded ledger would build: the plan of a book, for people and for machines."""

from datetime import date
from typing import Any

from grandlivre.ledger.history import entries_of
from grandlivre.pipeline.answering import Question
from grandlivre.pipeline.asking import Book
from grandlivre.programme import AssembleOptions, assemble, plan_to_json
from grandlivre.programme.model import Plan
from grandlivre.reference.parameters import generations, parameters
from grandlivre.report.answers import Paper, nothing_answer, plan_answer


def plan_of(book: Book, question: Question, country: str | None = "FR") -> Plan:
    """Work out the plan of a ledger.

    Parameters
    ----------
    book
        The ledger's database.
    question
        As of which day; without one the plan is made on the day of the latest text.
    country
        ISO 3166-1 code; None for every country.
    """
    return assemble(
        book.ledger(question.day),
        parameters(),
        AssembleOptions(
            as_of=_day(book, question),
            country=country,
            claims=book.shelf(question.day).claims,
            generations=generations(),
        ),
    )


def plan_text(
    book: Book,
    paper: Paper,
    question: Question,
    country: str | None = "FR",
    *,
    only_flags: bool = False,
) -> str:
    """The plan for people; only what is questioned where asked."""
    if not book.known_on(question.day):
        return nothing_answer(paper, question.day, min(book.known.values(), default=None))
    plan = plan_of(book, question, country)
    ledger = book.ledger(question.day)
    titles = {each.id: each.title for each in entries_of(ledger)}
    return plan_answer(paper, plan, titles, only_flags=only_flags, everything=question.everything)


def plan_json(book: Book, question: Question, country: str | None = "FR") -> dict[str, Any]:
    """The plan in the shape of its types."""
    return plan_to_json(plan_of(book, question, country))


def _day(book: Book, question: Question) -> date:
    latest = max(book.known.values())
    return latest if question.day is None else min(question.day, latest)
