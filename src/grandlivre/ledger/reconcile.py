"""The public verb of the ledger: from claims to entries, programmes, conflicts and totals."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from grandlivre.claims.model import Claim, Role
from grandlivre.documents.model import Document
from grandlivre.entities.judging import rejected_claims
from grandlivre.entities.lookup import Lookup
from grandlivre.entities.model import Judgement, Settled
from grandlivre.entities.resolve import Linker, resolve
from grandlivre.ledger.conflicts import Case, Scene, by_size, conflicts_between, conflicts_of
from grandlivre.ledger.conflicts.events import events
from grandlivre.ledger.conflicts.parts import of_wholes
from grandlivre.ledger.entries.assemble import commitment, entry_id, is_programme, programme
from grandlivre.ledger.entries.bounds import reconcile_amounts
from grandlivre.ledger.entries.outliers import in_programmes, set_aside
from grandlivre.ledger.entries.payments import is_payment, with_payments
from grandlivre.ledger.entries.programmes import with_floors, with_items
from grandlivre.ledger.fusion.sources import rate_sources, reliability_by_document
from grandlivre.ledger.grouping.called import Called, by_content
from grandlivre.ledger.grouping.former import with_former
from grandlivre.ledger.grouping.origins import Copies, origins_from
from grandlivre.ledger.grouping.relate import group
from grandlivre.ledger.grouping.scope import other_texts
from grandlivre.ledger.grouping.statements import Statement, read_statements
from grandlivre.ledger.model import Commitment, Conflict, EntryKind, Ledger, Programme
from grandlivre.ledger.notices import notice_id, notices_in, with_unpriced
from grandlivre.ledger.relations.links import links_of
from grandlivre.ledger.relations.wholes import relations_of
from grandlivre.ledger.together.balance import balance
from grandlivre.ledger.together.rows import weights_of
from grandlivre.ledger.together.tears import Evidence, with_balance
from grandlivre.ledger.totals import totals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileOptions:
    """How to reconcile."""

    currency_date: date | None = None
    """Day whose rates convert money of documents without a date; None for the latest date of
    publication among the documents."""
    settled: Settled | None = None
    """Who was settled before, by whatever documents: these keep their keys."""


def reconcile(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    copies: Copies | None = None,
    options: ReconcileOptions | None = None,
    *,
    lookup: Lookup | None = None,
    judgements: Iterable[Judgement] = (),
) -> Ledger:
    """Bring claims together into one ledger.

    Parameters
    ----------
    claims
        What was read, in any order.
    documents
        The documents that they were read from, with their texts: their dates set rates and
        revisions, and texts tell which of two that are alike comes first.
    copies
        Groups of near-copies; without it each document is an origin of its own.
    options
        See `ReconcileOptions`.
    lookup
        Lists of known parties and places; the package's own by default.
    judgements
        What persons said of who is who: above all likeness. A claim that somebody rejected in a
        conflict is left out, as if no text had stated it.

    Returns
    -------
    Ledger
        The same for the same claims and documents, whatever their order. Commitments come by
        falling amount; conflicts by falling size.

    Notes
    -----
    Only money pledged (commitments, programmes, rounds) and capacities in watts make entries.
    Contradictions are a result, not an error: bounds stay wide enough to hold both sides.
    Readings err: who, where, what and part of what are elected by the weight of independent
    origins, rows of statements first, and what one text alone vouches for against the rest
    stands aside (`Aside`), listed and not added.
    """
    spoken = tuple(judgements)
    held, given = _held(claims, spoken), tuple(documents)
    chosen = options if options is not None else ReconcileOptions()
    # Ties fall by what texts say, never by what their files are called.
    called = by_content(held, given, origins_from(given, copies))
    linker = resolve(held, lookup=lookup, judgements=spoken, earlier=chosen.settled)
    ledger, statements = _ledger(called, linker, chosen.currency_date)
    unsaid = rejected_claims(spoken)
    return called.given_back(_with_notices(ledger, statements, called, unsaid))


def _ledger(
    called: Called, linker: Linker, currency_date: date | None
) -> tuple[Ledger, Sequence[Statement]]:
    """The ledger of claims and documents that are called by their content."""
    read, sources, origins = called.claims, called.documents, called.origins
    statements, day = read_statements(
        read, sources, linker, lambda key: origins.get(key, key), currency_date
    )
    statements = with_former(statements)
    groups = {
        entry_id(each, is_programme=is_programme(each)): each for each in group(statements, linker)
    }
    found, programmes, conflicts = _entries(groups, linker)
    known = set_aside(found, programmes, groups, other_texts(read), linker)
    conflicts.extend(known.conflicts)
    commitments = with_floors(known.commitments)
    by_claim = {each.claim.id: each for each in statements}
    filled = with_items(known.programmes, commitments, by_claim)
    commitments = in_programmes(commitments, filled)
    scene = Scene(
        commitments={each.id: each for each in commitments},
        programmes={each.id: each for each in filled},
        groups=groups,
        statements=statements,
        linker=linker,
    )
    conflicts = [*of_wholes(conflicts, scene), *conflicts_between(scene)]
    rated = rate_sources(groups, sources, origins)
    weights = weights_of(statements, linker, reliability_by_document(sources, rated))
    commitments, filled, conflicts = with_balance(
        balance(commitments, filled, groups, weights),
        commitments,
        filled,
        conflicts,
        Evidence(
            statements=by_claim,
            home={each.claim.id: key for key, group in groups.items() for each in group},
            weights=weights,
        ),
    )
    payments, _ = read_statements(
        read, sources, linker, lambda key: origins.get(key, key), currency_date, is_payment
    )
    ledger = Ledger(
        commitments=tuple(sorted(with_payments(commitments, payments, linker), key=_rank)),
        programmes=tuple(sorted(filled, key=_programme_rank)),
        conflicts=by_size(conflicts),
        totals=totals_of(commitments, filled),
        claims_read=len({claim.id for claim in read}),
        origins=len({origins.get(each.id, each.id) for each in sources}),
        currency_date=day,
        links=(*known.links, *links_of(commitments, filled, groups)),
        sources=rated,
    )
    return ledger, statements


def _with_notices(
    ledger: Ledger, statements: Sequence[Statement], called: Called, rejected: Collection[str]
) -> Ledger:
    """A ledger with what its texts state without a figure."""
    told = {each.claim.document_id for each in statements}
    documents = {each.id: each for each in called.documents}
    # A text that tells of no money of ours has no part in the ledger's days either.
    noticed = notices_in(each for each in called.documents if each.id in told)
    noticed = tuple(each for each in noticed if notice_id(each) not in rejected)
    conflicts, days = events(noticed, documents, called.origins)
    with_days = replace(ledger, conflicts=by_size((*ledger.conflicts, *conflicts)), notices=days)
    return with_unpriced(with_days, noticed, statements, documents, called.origins)


def _held(claims: Iterable[Claim], judgements: tuple[Judgement, ...]) -> tuple[Claim, ...]:
    """The claims that nobody rejected."""
    gone = rejected_claims(judgements)
    return tuple(each for each in claims if each.id not in gone)


def _entries(
    groups: dict[str, tuple[Statement, ...]], linker: Linker
) -> tuple[list[Commitment], list[Programme], list[Conflict]]:
    relations = relations_of(list(groups.values()), linker)
    plans = _names_of_plans(groups.values())
    commitments: list[Commitment] = []
    programmes: list[Programme] = []
    conflicts: list[Conflict] = []
    for key, statements in sorted(groups.items()):
        reconciled = reconcile_amounts(statements)
        case = Case(id=key, statements=statements, reconciled=reconciled, linker=linker)
        conflicts.extend(conflicts_of(case))
        tied = relations.get(key, ())
        if is_programme(statements):
            programmes.append(programme(statements, reconciled, tied, linker))
        else:
            commitments.append(commitment(statements, reconciled, tied, linker, plans))
    return commitments, programmes, conflicts


def _names_of_plans(groups: Iterable[tuple[Statement, ...]]) -> frozenset[str]:
    """Keys of named projects that envelopes bear: a pledge made under one has its own name."""
    return frozenset(
        project.key
        for statements in groups
        if is_programme(statements)
        for each in statements
        if each.claim.role is Role.PROGRAMME
        for project in each.projects
        if project.is_named
    )


def _rank(entry: Commitment) -> tuple[object, ...]:
    order: Sequence[EntryKind] = list(EntryKind)
    size = entry.euros.high or entry.euros.low or 0
    return entry.is_cancelled, entry.aside is not None, order.index(entry.kind), -size, entry.id


def _programme_rank(entry: Programme) -> tuple[object, ...]:
    """Programmes with items first, by how many texts tell of them."""
    stated = sum(item.entry.startswith("cmt_") and not item.is_perhaps for item in entry.items)
    return entry.aside is not None, -stated, -entry.origins, -(entry.euros.low or 0), entry.id
