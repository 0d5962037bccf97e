"""How far the publishers of a ledger's texts can be relied on, and which may copy which.

Text comes first: what a near-copy repeats is its origin's word, and counts once. Figures come
second: publishers that share rare false ones, though no text shows it, are under suspicion.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict
from urllib.parse import urlsplit

import numpy as np

from grandlivre.base.fold import fold
from grandlivre.documents.model import Document
from grandlivre.ledger.entries.bounds import Outcome, reconcile_amounts
from grandlivre.ledger.fusion.fuse import fuse
from grandlivre.ledger.fusion.model import RatedSource, SharedFigure, SourceRecord, Suspicion
from grandlivre.ledger.fusion.outcome import Fusion
from grandlivre.ledger.fusion.table import ClaimTable
from grandlivre.ledger.grouping.statements import Statement, half_last_digit
from grandlivre.reference.parties import PartyKind, parties

_SUSPECT = 0.5
"""From which probability of copying on a pair of publishers is shown."""
_KINDS = {
    PartyKind.AGENCY: "agency",
    PartyKind.MEDIA: "press",
    PartyKind.GOVERNMENT: "official",
    PartyKind.PUBLIC_BANK: "official",
    PartyKind.RESEARCH: "research",
    PartyKind.CONSULTANCY: "research",
    PartyKind.ASSOCIATION: "association",
    PartyKind.PERSON: "person",
}
# "AFP via Arab News" prints the agency's words; what stands in brackets is a remark.
_VIA = re.compile(r"\s+via\s+|\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Publisher:
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One figure as one publisher tells it."""

    item: str
    source: str
    value: tuple[float | None, float | None]
    claim: str


def rate_sources(
    groups: Mapping[str, Sequence[Statement]],
    documents: Iterable[Document],
    origins: Mapping[str, str],
) -> tuple[SourceRecord, ...]:
    """Rate the publishers of a ledger's statements against one another.

    Parameters
    ----------
    groups
        Statements by the id of the entry that they are of.
    documents
        What they were read from.
    origins
        Origin of each document by its id; documents of one origin are near-copies.

    Returns
    -------
    tuple of SourceRecord
        Those with most claims first. No claim is changed or dropped for what they say.

    Notes
    -----
    The table is of the amounts and capacities of each entry. A revision is no error: figures of
    before and after are items of their own. What a copy repeats is told once, by its origin's
    publisher; what it alters, it tells itself. Fusion then estimates reliabilities with
    shrinkage towards the class of source (`grandlivre.ledger.fusion.fuse`).
    """
    by_id = {each.id: each for each in documents}
    statements = [each for group in groups.values() for each in group]
    publishers = _publishers(
        by_id[key] for key in {each.claim.document_id for each in statements} if key in by_id
    )
    rows = _table(groups, publishers, origins)
    table = ClaimTable(
        items=[row.item for row in rows],
        sources=[row.source for row in rows],
        values=[row.value for row in rows],
        classes={each.name: each.kind for each in publishers.values()},
    )
    fusion = fuse(table)
    suspicions = _suspicions(fusion, rows)
    rated = {each.source: each for each in fusion.rated_sources()}
    claims = Counter(each.claim.document_id for each in statements)
    written: dict[_Publisher, list[str]] = defaultdict(list)
    for document, publisher in publishers.items():
        written[publisher].append(document)
    records = [
        SourceRecord(
            name=publisher.name,
            kind=publisher.kind,
            documents=len(keys),
            origins=len({origins.get(key, key) for key in keys}),
            claims=sum(claims[key] for key in keys),
            copies_of=tuple(suspicions.get(publisher.name, ())),
            **_standing(rated.get(publisher.name), fusion.options.prior),
        )
        for publisher, keys in written.items()
    ]
    return tuple(sorted(records, key=lambda each: (-each.claims, each.name)))


def reliability_by_document(
    documents: Iterable[Document], records: Iterable[SourceRecord]
) -> dict[str, float]:
    """How far each document's publisher can be relied on, by the document's id.

    Parameters
    ----------
    documents
        What was read.
    records
        From `rate_sources`; a publisher that is not among them is left out.
    """
    rated = {each.name: each.reliability for each in records}
    return {
        key: rated[publisher.name]
        for key, publisher in _publishers(documents).items()
        if publisher.name in rated
    }


def _publishers(documents: Iterable[Document]) -> dict[str, _Publisher]:
    """The publisher of each document by its id; spellings that fold alike are one."""
    names = {each.id: _speaker(each) for each in documents}
    spelt: dict[str, _Publisher] = {}
    found: dict[str, _Publisher] = {}
    for name in sorted(set(names.values())):
        each = _publisher(name)
        found[name] = spelt.setdefault(fold(each.name), each)
    return {key: found[name] for key, name in names.items()}


def _speaker(document: Document) -> str:
    """Who speaks in a document: its publisher, else its site, else the document itself."""
    if document.publisher:
        return _VIA.split(document.publisher.strip())[0].strip() or document.publisher.strip()
    return (urlsplit(document.url or "").hostname or document.name).removeprefix("www.")


def _publisher(name: str) -> _Publisher:
    known = parties().by_name(fold(name))
    if known is None:
        return _Publisher(name=name, kind="unlisted")
    return _Publisher(name=known.name, kind=_KINDS.get(known.kind, "company"))


def _table(
    groups: Mapping[str, Sequence[Statement]],
    publishers: Mapping[str, _Publisher],
    origins: Mapping[str, str],
) -> list[_Row]:
    """Who tells what: all figures that are told twice or more, and one of those told once.

    A figure told once proves nothing of who tells it; one is enough for a publisher to stand in
    the table, and to be held for like its class.
    """
    rows: list[_Row] = []
    once: dict[str, _Row] = {}
    for entry, group in sorted(groups.items()):
        for item, told in _items(entry, group):
            found = list(_rows(item, told, publishers, origins))
            if len(found) > 1:
                rows.extend(found)
            elif found:
                once.setdefault(found[0].source, found[0])
    told_twice = {row.source for row in rows}
    return rows + [row for source, row in once.items() if source not in told_twice]


def _items(entry: str, group: Sequence[Statement]) -> Iterable[tuple[str, list[Statement]]]:
    """The figures of an entry that can be compared, each with the statements of it."""
    money = [each for each in group if each.amount is not None]
    figures = {each.amount.euros for each in money if each.amount is not None}
    # Most entries have one figure, or are told of at once: nothing was revised.
    days = {each.published for each in money}
    may_be_revised = len(figures) > 1 and len(days) > 1 and None not in days
    reconciled = reconcile_amounts(money) if may_be_revised else None
    if reconciled is not None and reconciled.outcome is Outcome.REVISED:
        for number, side in enumerate(reconciled.sides, 1):
            yield f"{entry}:amount:{number}", list(side)
    else:
        yield f"{entry}:amount", money
    dated = defaultdict(list)
    for each in group:
        if each.amount is None:
            dated[each.claim.end or ""].append(each)
    for end, told in sorted(dated.items()):
        yield f"{entry}:capacity:{end}" if end else f"{entry}:capacity", told


def _rows(
    item: str,
    statements: Sequence[Statement],
    publishers: Mapping[str, _Publisher],
    origins: Mapping[str, str],
) -> Iterable[_Row]:
    values = _figures(statements)
    told: dict[tuple[str, str], set[tuple[float | None, float | None]]] = defaultdict(set)
    placed = []
    for each in statements:
        document, value = each.claim.document_id, values.get(each.claim.id)
        if value is None or document not in publishers:
            continue
        origin = origins.get(document, document)
        placed.append((each, document, origin, value))
        if document == origin:
            told[item, origin].add(value)
    for each, document, origin, value in placed:
        is_echo = document != origin and value in told[item, origin]
        speaker = publishers[origin if is_echo else document]
        yield _Row(item=item, source=speaker.name, value=value, claim=each.claim.id)


def _figures(statements: Sequence[Statement]) -> dict[str, tuple[float | None, float | None]]:
    """What each claim says, its ends brought together with those that differ by rounding only.

    An end within half of a last digit of the one below is the same; the ends of one sort have
    the value that most claims give, so that rates of two days make no two figures of one.
    """
    ends = sorted(
        (end, slack)
        for each in statements
        for end, slack in _ends(each)
        if end is not None
    )  # fmt: skip
    sorts: list[list[Decimal]] = []
    reach = Decimal(0)
    for end, slack in ends:
        if not sorts or end > sorts[-1][-1] + max(slack, reach):
            sorts.append([])
            reach = Decimal(0)
        sorts[-1].append(end)
        reach = max(slack, reach)
    usual: dict[Decimal, float] = {}
    for sort in sorts:
        usual |= dict.fromkeys(sort, float(_most_common(sort)))
    found = {}
    for each in statements:
        low, high = (None if end is None else usual[end] for end, _ in _ends(each))
        if low is not None or high is not None:
            found[each.claim.id] = (low, high)
    return found


def _ends(statement: Statement) -> tuple[tuple[Decimal | None, Decimal], ...]:
    """Both ends with how far the truth may lie from them."""
    if statement.amount is not None:
        euros = statement.amount.euros
        return (euros.low, statement.slack), (euros.high, statement.slack)
    ends = (statement.claim.low, statement.claim.high)
    return tuple((end, Decimal(0) if end is None else half_last_digit(end)) for end in ends)


def _most_common(ends: Sequence[Decimal]) -> Decimal:
    if ends[0] == ends[-1]:
        return ends[0]
    count = Counter(ends)
    return min(count, key=lambda end: (-count[end], end))


class _Standing(TypedDict):
    tested: int
    agreeing: float
    reliability: float
    low: float
    high: float


def _standing(rated: RatedSource | None, prior: float) -> _Standing:
    """What fusion says of a publisher; nothing is known of one whose figures it never saw."""
    if rated is None:
        return _Standing(tested=0, agreeing=0.0, reliability=prior, low=0.0, high=1.0)
    return _Standing(
        tested=rated.tested,
        agreeing=rated.agreeing,
        reliability=rated.reliability,
        low=rated.low,
        high=rated.high,
    )


def _suspicions(fusion: Fusion, rows: Sequence[_Row]) -> dict[str, list[Suspicion]]:
    """For each publisher, those whom it shares rare false figures with."""
    claims = defaultdict(list)
    for row in rows:
        claims[row.item, row.source].append(row.claim)
    found: dict[str, list[Suspicion]] = defaultdict(list)
    for each in fusion.suspicions(_SUSPECT):
        figures = tuple(
            SharedFigure(
                item=item,
                claims=tuple(sorted(claims[item, each.first] + claims[item, each.second])),
            )
            for item in _shared_false(fusion, each.first, each.second)
        )
        if not figures:
            continue
        for one, other in ((each.first, each.second), (each.second, each.first)):
            found[one].append(
                Suspicion(source=other, probability=each.probability, shared_figures=figures)
            )
    return found


def _shared_false(fusion: Fusion, first: str, second: str) -> list[str]:
    """Items of which two sources tell one value that is less likely than not."""
    columns = fusion.columns
    facts = [
        columns.claim_fact[columns.claim_source == fusion.sources.index(name)]
        for name in (first, second)
    ]
    shared = np.intersect1d(*facts)
    doubtful = shared[fusion.probability[shared] < _SUSPECT]
    return sorted({fusion.items[number] for number in columns.fact_item[doubtful].tolist()})
