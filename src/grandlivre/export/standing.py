"""What several standards ask of an entry: its registered numbers, its dates, what it counts for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.base.periods import Period
from grandlivre.claims.model import Claim
from grandlivre.entities.model import Entity
from grandlivre.ledger.entries.payments import is_payment
from grandlivre.ledger.model import Amount, Commitment, EntryKind, Ledger, Link, Programme
from grandlivre.reference.parties import parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledged:
    """Money that an entry counts for in the ledger's totals, as one claim states it."""

    value: Decimal
    currency: str
    claim: str


def named(entities: Iterable[Entity]) -> list[Entity]:
    """Those that are somebody: "foreign companies" is no party of a register."""
    return [each for each in entities if not each.is_generic]


def identifiers(entity: Entity) -> dict[str, str]:
    """Numbers that registers give to a party, by scheme: ``siren``, ``lei``, ``wikidata``.

    Those that the ledger knows, else those of the reference list's party of that name.
    """
    if entity.ids:
        return dict(each.split(":", 1) for each in entity.ids)
    found = parties().by_name(fold(entity.name)) if entity.is_known else None
    return dict(found.ids) if found is not None else {}


def period(text: str | None) -> Period | None:
    """A partial date as a span of days; None where there is none, or it is malformed."""
    try:
        return Period.parse(text) if text else None
    except ValueError:
        return None


def first_day(texts: Iterable[str]) -> str | None:
    """The first day of the earliest of partial dates."""
    days = [found.first for each in texts if (found := period(each))]
    return min(days).isoformat() if days else None


def last_day(texts: Iterable[str]) -> str | None:
    """The last day of the latest of partial dates."""
    days = [found.last for each in texts if (found := period(each))]
    return max(days).isoformat() if days else None


def counted(ledger: Ledger) -> dict[str, Pledged]:
    """What each entry surely brings to the totals: its lower bound, in the currency stated.

    Summed by kind of entry and converted at the rates of the amounts, they give the lower
    bounds of the totals ``commitments`` and ``rounds``: nothing is counted twice, and nothing
    that no text vouches for is counted.

    Returns
    -------
    dict
        By the entry's id. Entries that totals leave out, and those whose lower end is open,
        have none.
    """
    summed = {
        key
        for total in ledger.totals
        if total.id in ("commitments", "rounds")
        for key in total.sums
    }
    found = {}
    for entry in ledger.commitments:
        if entry.id in summed and entry.kind is not EntryKind.CAPACITY:
            pledged = _lowest(entry)
            if pledged is not None:
                found[entry.id] = pledged
    return found


def unsaid(ledger: Ledger) -> dict[str, int]:
    """What standards about projects and money have no place for at all, by kind."""
    contradictions = sum(each.is_contradiction for each in ledger.conflicts)
    return {
        "conflicts": contradictions,
        "notes": len(ledger.conflicts) - contradictions,
        "totals": len(ledger.totals),
    }


def links_by_source(ledger: Ledger) -> dict[str, list[Link]]:
    """Links of each entry to others, under its id."""
    found: dict[str, list[Link]] = {}
    for each in ledger.links:
        found.setdefault(each.source, []).append(each)
    return found


def payments_without_entry(ledger: Ledger, claims: Iterable[Claim]) -> int:
    """How many claims tell of money spent on nothing that the ledger has an entry of."""
    tied = {amount.claim for entry in ledger.commitments for amount in entry.paid}
    return sum(is_payment(claim) and claim.id not in tied for claim in claims)


def is_range(euros: Interval) -> bool:
    """True where a standard that has one value would lose something."""
    return not euros.is_exact


def both(ledger: Ledger) -> Iterator[Commitment | Programme]:
    """Programmes, then entries."""
    yield from ledger.programmes
    yield from ledger.commitments


def _lowest(entry: Commitment) -> Pledged | None:
    low = entry.euros.low
    if low is None or low <= 0:
        return None
    at_it = sorted(
        (each for each in entry.amounts if each.euros.low == low and each.stated.low is not None),
        key=lambda each: (each.unit != "EUR", each.claim),
    )
    if not at_it:
        # No claim states this very bound: other entries' sums or parts set it.
        return Pledged(value=low, currency="EUR", claim="")
    found: Amount = at_it[0]
    assert found.stated.low is not None
    return Pledged(value=found.stated.low, currency=found.unit, claim=found.claim)
