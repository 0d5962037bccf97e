"""The ledger as it stood on a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from grandlivre.base.periods import Period
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities.lookup import Lookup
from grandlivre.entities.resolve import resolve
from grandlivre.ledger.entries.assemble import stage_of
from grandlivre.ledger.entries.bounds import reconcile_amounts
from grandlivre.ledger.grouping.former import with_former
from grandlivre.ledger.grouping.origins import Copies, origins_from
from grandlivre.ledger.grouping.statements import Statement, read_statements
from grandlivre.ledger.history.model import Step
from grandlivre.ledger.model import Ledger
from grandlivre.ledger.reconcile import ReconcileOptions, reconcile


def known_from(documents: Iterable[Document]) -> dict[str, date]:
    """The day from which each document counts as known.

    Parameters
    ----------
    documents
        What was read, all of it.

    Returns
    -------
    dict
        Day by document id. Documents are missing from it where none of them has a date.

    Notes
    -----
    A document counts from the day of its publication; where only a month or a year is known,
    from the last day of that. Two things are known better: no text was published after it was
    retrieved, nor after the latest day that any text of the collection bears. A text without a
    date therefore counts from the day of its retrieval, failing that from the latest day of
    the collection: nobody can say that it was known sooner.

    Examples
    --------
    >>> known = known_from([
    ...     Document(id="a", name="a", text="", published="2025-02"),
    ...     Document(id="b", name="b", text="", published="2025-06-30"),
    ...     Document(id="c", name="c", text=""),
    ...     Document(id="d", name="d", text="", published="2025"),
    ... ])
    >>> {key: day.isoformat() for key, day in sorted(known.items())}
    {'a': '2025-02-28', 'b': '2025-06-30', 'c': '2025-06-30', 'd': '2025-06-30'}
    """
    read = tuple(documents)
    published = {each.id: _period(each.published) for each in read}
    starts = [period.first for period in published.values() if period is not None]
    if not starts:
        return {}
    latest = max(starts)
    found = {}
    for each in read:
        period, retrieved = published[each.id], _period(each.retrieved)
        days = [latest]
        if period is not None:
            days.append(max(period.last, period.first))
        if retrieved is not None and (period is None or retrieved.last >= period.first):
            days.append(retrieved.last)
        found[each.id] = min(days)
    return found


def said_until(
    claims: Iterable[Claim], documents: Iterable[Document], day: date
) -> tuple[tuple[Claim, ...], tuple[Document, ...]]:
    """The claims and the documents that were known on a day: see `known_from`."""
    read = tuple(documents)
    known = known_from(read)
    kept = tuple(each for each in read if known.get(each.id, date.max) <= day)
    ids = {each.id for each in kept}
    return tuple(each for each in claims if each.document_id in ids), kept


def as_of(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    day: date,
    copies: Copies | None = None,
    options: ReconcileOptions | None = None,
    *,
    lookup: Lookup | None = None,
) -> Ledger:
    """Reconcile what was known on a day, and nothing else.

    Parameters
    ----------
    claims, documents, copies, options, lookup
        As for `grandlivre.ledger.reconcile`: everything that was read, whenever it was
        published. Rates of a later day than `day` are not used.
    day
        The last day whose texts count. What counts when for texts without a full date is told
        by `known_from`.

    Returns
    -------
    Ledger
        From the day of the latest text on, the whole ledger.
    """
    spoken, known = said_until(claims, documents, day)
    chosen = options if options is not None else ReconcileOptions()
    if chosen.currency_date is not None and chosen.currency_date > day:
        chosen = replace(chosen, currency_date=day)
    return reconcile(spoken, known, copies, chosen, lookup=lookup)


def steps_of(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    copies: Copies | None = None,
    *,
    lookup: Lookup | None = None,
) -> tuple[Step, ...]:
    """How the bounds and the stage of one entry came to be, a step for each day of its texts.

    Parameters
    ----------
    claims
        The claims of that entry.
    documents, copies, lookup
        As for `as_of`; documents that are not of these claims date the others.

    Returns
    -------
    tuple of Step
        In order of time. The bounds are those that the entry's own amounts leave, without
        what its parts add to them.
    """
    read = tuple(documents)
    known, origins = known_from(read), origins_from(read, copies)
    spoken = tuple(claims)
    statements, _ = read_statements(
        spoken,
        read,
        resolve(spoken, lookup=lookup),
        lambda key: origins.get(key, key),
        max(known.values(), default=None),
    )
    by_day: dict[date, list[Statement]] = defaultdict(list)
    for each in with_former(statements):
        if each.claim.document_id in known:
            by_day[known[each.claim.document_id]].append(each)
    return tuple(_steps(by_day))


def _steps(by_day: dict[date, list[Statement]]) -> Iterable[Step]:
    so_far: list[Statement] = []
    for day, told in sorted(by_day.items()):
        so_far.extend(told)
        yield Step(
            day=day,
            euros=reconcile_amounts(so_far).euros,
            stage=stage_of(so_far),
            claims=_ids(told),
        )


def _ids(statements: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(each.claim.id for each in statements)


def _period(text: str | None) -> Period | None:
    try:
        return Period.parse(text or "")
    except ValueError:
        return None
