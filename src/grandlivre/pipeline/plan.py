"""What a ledger would build: the plan of a book, for people and for machines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grandlivre.claims.model import Claim
from grandlivre.ledger import Ledger
from grandlivre.ledger.history import entries_of
from grandlivre.ledger.natures import home_of
from grandlivre.pipeline.answering import Question
from grandlivre.pipeline.asking import Book
from grandlivre.programme import AssembleOptions, assemble, plan_to_json
from grandlivre.programme.model import Plan
from grandlivre.reference.parameters import generations, grid_steps, parameters
from grandlivre.report.answers import Paper, elsewhere_answer, nothing_answer, plan_answer

EVERYWHERE = "all"
"""In place of a country: every country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of a plan, beside its day."""

    country: str | None = None
    """As for `plan_from`."""
    own: Path | None = None
    """A user's file of reference figures, in the place of those of the same name."""
    only_flags: bool = False
    """True to be told only what is questioned."""


def plan_of(
    book: Book,
    day: date | None = None,
    *,
    country: str | None = None,
    own: Path | None = None,
) -> Plan:
    """Work out the plan of a recorded ledger.

    Parameters
    ----------
    book
        The ledger's database.
    day
        As of which day; without one the plan is made on the day of the latest text.
    country, own
        As for `plan_from`.
    """
    ledger, claims = book.ledger(day), book.shelf(day).claims.values()
    return plan_from(ledger, claims, book.as_of(day), country=country, own=own)


def plan_from(
    ledger: Ledger,
    claims: Iterable[Claim],
    as_of: date,
    *,
    country: str | None = None,
    own: Path | None = None,
) -> Plan:
    """Work out the plan of a ledger.

    Parameters
    ----------
    ledger, claims
        A ledger, and the claims that it was made from.
    as_of
        The day of the plan.
    country
        ISO 3166-1 code, or `EVERYWHERE`; None for the country that most of the ledger is about.
    own
        A user's file of reference figures and accelerators, in the place of those of the same
        name; None for none.
    """
    where = home_of(ledger) if country is None else country
    return assemble(
        ledger,
        parameters(own),
        AssembleOptions(
            as_of=as_of,
            country=None if where == EVERYWHERE else where,
            claims={each.id: each for each in claims},
            generations=generations(own),
            grid=grid_steps(),
        ),
    )


def plan_text(
    book: Book,
    paper: Paper,
    question: Question,
    wanted: Wanted | None = None,
) -> str:
    """The plan for people; only what is questioned where asked."""
    wanted = wanted or Wanted()
    if not book.known_on(question.day):
        return nothing_answer(paper, question.day, min(book.known.values(), default=None))
    plan = _wanted(book, question, wanted)
    if not plan.projects and wanted.country not in (None, EVERYWHERE):
        others = countries_of(book.ledger(question.day))
        if others and wanted.country not in others:
            return elsewhere_answer(paper, wanted.country or "", others)
    titles = {each.id: each.title for each in entries_of(book.ledger(question.day))}
    only, everything = wanted.only_flags, question.everything
    return plan_answer(paper, plan, titles, only_flags=only, everything=everything)


def countries_of(ledger: Ledger) -> tuple[str, ...]:
    """Codes of the countries that entries lie in, those with most entries first."""
    counts = Counter(
        code
        for entry in entries_of(ledger)
        for code in {place.country for place in entry.places if place.country}
    )
    return tuple(sorted(counts, key=lambda code: (-counts[code], code)))


def plan_json(book: Book, question: Question, wanted: Wanted | None = None) -> dict[str, Any]:
    """The plan in the shape of its types."""
    return plan_to_json(_wanted(book, question, wanted or Wanted()))


def _wanted(book: Book, question: Question, wanted: Wanted) -> Plan:
    return plan_of(book, question.day, country=wanted.country, own=wanted.own)
