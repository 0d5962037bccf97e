"""What a person asks of the ledger, one function a question: for people, and for machines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from grandlivre.claims.model import Claim
from grandlivre.errors import AskError
from grandlivre.ledger import (
    Commitment,
    Conflict,
    ConflictKind,
    Fold,
    Ledger,
    Programme,
    Total,
    fold_totals,
    ledger_to_json,
)
from grandlivre.ledger.asking import Explanation, Found, explain, explanation_to_json, find
from grandlivre.ledger.codec import record_to_json
from grandlivre.ledger.history import Change, changes_to_json, diff, entries_of
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.bearers import bearer_to_json, bearers_of, is_key
from grandlivre.report.answers import (
    Bearer,
    Paper,
    bearers_answer,
    changed_answer,
    choices_answer,
    conflicts_answer,
    explained_answer,
    ledger_answer,
    nothing_answer,
    timeline_answer,
    totals_answer,
)
from grandlivre.report.answers.changed import Source
from grandlivre.report.evidence import quote_of, safe_url

_USUAL_TOTAL = "commitments"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is common to all questions."""

    day: date | None = None
    """As of which day; None for all that is known."""
    recorded: bool = False
    """Of changes: whether days are those of recording here, not those of publication."""
    everything: bool = False
    """Whether to leave nothing out for shortness."""
    of: str | None = None
    """Id of the total that is shown alone or broken down; None for all, or that of pledges."""


def ledger_text(book: Book, paper: Paper, question: Question, by: Fold | None = None) -> str:
    """The ledger for people, grouped where asked."""
    ledger, documents = book.ledger(question.day), book.known_on(question.day)
    if not documents:
        return nothing_answer(paper, question.day, min(book.known.values(), default=None))
    folded = None if by is None else _totals(ledger, by, question.of)
    return ledger_answer(
        paper,
        ledger,
        documents,
        day=question.day,
        by=folded,
        everything=question.everything,
    )


def ledger_json(book: Book, question: Question, by: Fold | None = None) -> dict[str, Any]:
    """The ledger in the shape of its published contract; sums by group beside it where asked."""
    ledger = book.ledger(question.day)
    found = ledger_to_json(ledger)
    found["about"]["as_of"] = None if question.day is None else question.day.isoformat()
    if by is not None:
        found["by"] = by.value
        found["folded"] = [record_to_json(each) for each in _totals(ledger, by, question.of)]
    return found


def conflicts_text(
    book: Book, paper: Paper, question: Question, kinds: Sequence[ConflictKind] = ()
) -> str:
    """Contradictions for people."""
    if not book.known_on(question.day):
        return nothing_answer(paper, question.day, min(book.known.values(), default=None))
    ledger = book.ledger(question.day)
    chosen = _of_kinds(ledger, kinds)
    shelf = book.shelf(question.day, (key for each in chosen for key in each.claims))
    return conflicts_answer(paper, chosen, shelf, is_part=bool(kinds), day=question.day)


def conflicts_json(
    book: Book, question: Question, kinds: Sequence[ConflictKind] = ()
) -> dict[str, Any]:
    """Contradictions with the evidence of each side."""
    ledger = book.ledger(question.day)
    chosen = _of_kinds(ledger, kinds)
    shelf = book.shelf(question.day, (key for each in chosen for key in each.claims))
    titles = {each.id: each.title for each in entries_of(ledger)}
    found = []
    for conflict in chosen:
        record = record_to_json(conflict) or {}
        record["about"] = [
            {"id": key, "title": titles[key].en, "title_fr": titles[key].fr}
            for key in conflict.entries
            if key in titles
        ]
        for side in record["sides"]:
            known = [shelf.claims[key] for key in side["claims"] if key in shelf.claims]
            side["evidence"] = [_evidence(book, shelf.documents, claim) for claim in known]
        found.append(record)
    return {"as_of": _iso(question.day), "conflicts": found}


def totals_text(book: Book, paper: Paper, question: Question, by: Fold | None = None) -> str:
    """Totals for people."""
    if not book.known_on(question.day):
        return nothing_answer(paper, question.day, min(book.known.values(), default=None))
    ledger = book.ledger(question.day)
    return totals_answer(
        paper,
        ledger,
        _totals(ledger, by, question.of),
        day=question.day,
        folded=None if by is None else question.of or _USUAL_TOTAL,
        everything=question.everything,
    )


def totals_json(book: Book, question: Question, by: Fold | None = None) -> dict[str, Any]:
    """Totals, each with the entries that it adds."""
    ledger = book.ledger(question.day)
    entries = {each.id: each for each in entries_of(ledger)}
    found = []
    for total in _totals(ledger, by, question.of):
        record = record_to_json(total) or {}
        record["entries"] = [
            {
                "id": key,
                "title": entries[key].title.en,
                "title_fr": entries[key].title.fr,
                **(_reconciled(record_to_json(entries[key]) or {})),
            }
            for key in total.sums
        ]
        found.append(record)
    by_value = None if by is None else by.value
    return {"as_of": _iso(question.day), "by": by_value, "totals": found}


def explained(
    book: Book, question: Question, asked: str
) -> Explanation | tuple[Found, ...] | tuple[Bearer, ...]:
    """Explain what was asked for; the things that it might be where that is not clear.

    What looks like the key of a party, and a name that no entry answers to, stand for who bears
    them.

    Raises
    ------
    AskError
        Where nothing in the ledger answers to it.
    """
    if is_key(asked) and (bearers := bearers_of(book.settled, book.judgements, asked)):
        return bearers
    shelf = book.shelf(question.day)
    ledger = shelf.ledger
    found = find(ledger, shelf.claims, asked)
    if not found:
        found = tuple(
            Found(id=each.id, title=each.title, euros=each.euros, thing=each)
            for fold in Fold
            for total in ledger.totals
            for each in fold_totals(ledger, fold, total.id)
            if each.id == asked
        )
    if not found and (bearers := bearers_of(book.settled, book.judgements, asked)):
        return bearers
    if not found:
        raise AskError(
            "nothing in this ledger answers to that",
            where=asked,
            remedy="see its entries with grandlivre ledger, or ask with fewer words",
        )
    if len(found) > 1:
        return found
    thing = found[0].thing
    if isinstance(thing, Commitment | Programme | Conflict):
        book.claims.fetch(thing.claims)
    return explain(shelf, found[0])


def explained_text(
    book: Book, paper: Paper, question: Question, asked: str, *, options: str = ""
) -> tuple[str, bool]:
    """An explanation for people, and whether it was clear what was asked for.

    `options` are those by which the same ledger is asked again, where it was not clear.
    """
    answer = explained(book, question, asked)
    if isinstance(answer, Explanation):
        shelf = book.shelf(question.day, _spoken(answer))
        answer = explain(shelf, answer.found)
        return explained_answer(paper, answer, shelf, everything=question.everything), True
    bearers = [each for each in answer if isinstance(each, Bearer)]
    if bearers:
        return bearers_answer(paper, bearers), True
    found = [each for each in answer if isinstance(each, Found)]
    return choices_answer(paper, asked, found, options=options), False


def explained_json(book: Book, question: Question, asked: str) -> tuple[dict[str, Any], bool]:
    """An explanation for machines, and whether it was clear what was asked for."""
    answer = explained(book, question, asked)
    if isinstance(answer, Explanation):
        return {"as_of": _iso(question.day), **explanation_to_json(answer)}, True
    bearers = [bearer_to_json(each) for each in answer if isinstance(each, Bearer)]
    if bearers:
        return {"as_of": _iso(question.day), "asked": asked, "bearers": bearers}, True
    choices = [
        {"id": each.id, "title": each.title.en, "title_fr": each.title.fr}
        for each in answer
        if isinstance(each, Found)
    ]
    return {"as_of": _iso(question.day), "asked": asked, "choices": choices}, False


def _spoken(answer: Explanation) -> tuple[str, ...]:
    beside = (key for each in answer.conflicts for key in each.claims)
    return (*(told.claim.id for told in answer.told), *beside)


def changed_text(
    book: Book, paper: Paper, question: Question, first: date, last: date | None
) -> str:
    """What changed from one day to another, by kind; since a day, in order of time."""
    changes, source = _changes(book, first, last, recorded=question.recorded)
    if last is None:
        return timeline_answer(paper, changes, source, first, everything=question.everything)
    return changed_answer(paper, changes, source, (first, last), everything=question.everything)


def changed_json(book: Book, question: Question, first: date, last: date | None) -> dict[str, Any]:
    """What changed, for machines."""
    changes, _ = _changes(book, first, last, recorded=question.recorded)
    return {
        "from": first.isoformat(),
        "to": _iso(last),
        "by": "recorded" if question.recorded else "published",
        "changes": changes_to_json(changes),
    }


def _changes(
    book: Book, first: date, last: date | None, *, recorded: bool
) -> tuple[tuple[Change, ...], Source]:
    at = book.ledger_recorded if recorded else book.ledger
    before, after = at(first), book.ledger() if last is None else at(last)
    changes = diff(before, after)
    told = {key for each in changes for key in each.claims}
    shelf = book.shelf(None, told)
    source = Source(
        claims=shelf.claims,
        documents=shelf.documents,
        known=book.known,
        before=before,
        after=after,
    )
    return changes, source


def _of_kinds(ledger: Ledger, kinds: Sequence[ConflictKind]) -> tuple[Conflict, ...]:
    return tuple(each for each in ledger.conflicts if not kinds or each.kind in kinds)


def _totals(ledger: Ledger, by: Fold | None, of: str | None) -> tuple[Total, ...]:
    """All totals, the one that is asked for, or its parts."""
    if by is None and of is None:
        return ledger.totals
    of = of or _USUAL_TOTAL
    known = [each.id for each in ledger.totals]
    if of not in known and known:
        raise AskError("there is no such total", where=of, remedy=f"use one of {', '.join(known)}")
    if by is None:
        return tuple(each for each in ledger.totals if each.id == of)
    return fold_totals(ledger, by, of)


def _reconciled(record: dict[str, Any]) -> dict[str, Any]:
    bounds = record.get("reconciled", {})
    return {"low": bounds.get("low"), "high": bounds.get("high")}


def _evidence(book: Book, documents: Any, claim: Claim) -> dict[str, Any]:
    """The words of a claim in their sentence, and where they stand."""
    document = documents.get(claim.document_id)
    quote = quote_of(claim, document, "en")
    return {
        "claim": claim.id,
        "quote": claim.evidence.quote,
        "before": quote.before,
        "after": quote.after,
        "source": quote.source,
        "published": None if document is None else document.published,
        "url": safe_url(document),
        "origin": book.origins.get(claim.document_id, claim.document_id),
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
