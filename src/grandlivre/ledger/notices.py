"""What texts state without a figure, as claims: undertakings only counted, and days of events."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim, Measure, Role
from grandlivre.claims.notices import Event, Undertakings, read_notices
from grandlivre.documents.model import Document
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Commitment, Ledger, Programme, Total
from grandlivre.ledger.wordings import are_in_one_sentence

NOTICE = "clm_n"
"""What ids of notices begin with; those of a reader's claims go on in hexadecimal digits."""

_Whole = TypeVar("_Whole", Programme, Total)


def notices_in(documents: Iterable[Document]) -> tuple[Undertakings | Event, ...]:
    """All notices of some documents, in an order that no file's name decides.

    Parameters
    ----------
    documents
        With their texts, called by their content (`grandlivre.ledger.grouping.called`).
    """
    given = sorted(documents, key=lambda each: each.id)
    return tuple(notice for each in given for notice in read_notices(each))


def notice_id(notice: Undertakings | Event) -> str:
    """The id of the claim that a notice makes."""
    where = notice.evidence
    key = content_key("clm", "notice", notice.document, where.start, where.end)
    return key.replace("clm_", NOTICE, 1)


def claim_of(
    notice: Undertakings | Event, document: Document, days: tuple[str, str | None] | None = None
) -> Claim:
    """A notice as a claim, so that whatever shows evidence shows its own.

    Parameters
    ----------
    notice
        The notice.
    document
        Where it stands.
    days
        First and last day of an event, as partial dates; None where no text says the year.
    """
    told = Claim(
        id=notice_id(notice),
        document=document.name,
        document_id=document.id,
        evidence=notice.evidence,
        measure=Measure.UNDERTAKINGS,
        low=None,
        high=None,
        unit="count",
        role=Role.COUNT,
    )
    if isinstance(notice, Undertakings):
        return replace(told, low=notice.low, high=notice.high)
    first, last = days or (None, None)
    return replace(
        told, measure=Measure.EVENTS, unit="date", projects=(notice.name,), start=first, end=last
    )


def with_unpriced(
    ledger: Ledger,
    notices: Sequence[Undertakings | Event],
    statements: Sequence[Statement],
    documents: Mapping[str, Document],
    origins: Mapping[str, str],
) -> Ledger:
    """Tell of undertakings without a sum beside those told with one.

    Parameters
    ----------
    ledger
        With its programmes and totals.
    notices
        From `notices_in`.
    statements
        Every statement of the ledger.
    documents, origins
        By id: the documents, and the group of near-copies of each.

    Returns
    -------
    Ledger
        An undertaking that is only counted belongs to what the other sums of its sentence
        belong to: "four billion by one company, and six other investments" are six more in the
        programme that holds the four billion, and in the totals that add them.

    Notes
    -----
    Copies of one text count once. Nothing is added: no sum is known.
    """
    entries: list[Commitment | Programme] = [*ledger.commitments, *ledger.programmes]
    home = {key: each.id for each in entries for key in each.claims}
    sums: dict[str, list[Claim]] = defaultdict(list)
    for each in statements:
        if each.amount is not None and each.claim.id in home:
            sums[each.claim.document_id].append(each.claim)
    beside: dict[str, set[str]] = {}
    claims: dict[tuple[object, ...], Claim] = {}
    for notice in notices:
        source = documents[notice.document]
        if not isinstance(notice, Undertakings):
            continue
        told = {
            home[claim.id]
            for claim in sums[source.id]
            if are_in_one_sentence(source.text, claim.evidence, notice.evidence)
        }
        voice = (origins.get(source.id, source.id), notice.low, notice.high)
        if told and voice not in claims:
            claims[voice] = claim_of(notice, source)
            beside[claims[voice].id] = told
    if not claims:
        return ledger
    return replace(
        ledger,
        programmes=tuple(_beside(each, _held(each), beside) for each in ledger.programmes),
        totals=tuple(_beside(each, set(each.sums), beside) for each in ledger.totals),
        notices=(*ledger.notices, *claims.values()),
    )


def _held(programme: Programme) -> set[str]:
    items = {item.entry for item in programme.items if not item.is_perhaps}
    return items | {programme.id}


def _beside(whole: _Whole, held: set[str], beside: Mapping[str, set[str]]) -> _Whole:
    found = tuple(key for key, told in beside.items() if told & held)
    return replace(whole, unpriced=found) if found else whole
