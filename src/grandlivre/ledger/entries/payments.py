"""Money that texts say was spent, beside the undertaking that it was spent on.

Money spent makes no entry: whoever spent it had promised it, so that adding it would count it
twice. It is told with the entry where it surely belongs to one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grandlivre.claims.model import Claim, Measure, Role
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.entries.programmes import outermost
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Amount, Commitment, EntryKind

_FINE = 4
"""From which level on a place tells one undertaking of a payer from another."""


def is_payment(claim: Claim) -> bool:
    """True for money that a text says was spent, and not only promised."""
    return claim.measure is Measure.MONEY and claim.role is Role.SPENT


def with_payments(
    commitments: Sequence[Commitment], payments: Iterable[Statement], linker: Linker
) -> tuple[Commitment, ...]:
    """Tell each entry what was spent of it.

    Parameters
    ----------
    commitments
        The entries, with their relations.
    payments
        Statements of money spent, in any order.
    linker
        Who is who.

    Notes
    -----
    A payment belongs to an entry that its text says it is a part of; else to the one entry whose
    payer spends it, for a project or in a town that is the entry's, and whose sum it does not
    exceed. Of an entry and its part, to the part. Where several are left, to none.
    """
    home = {key: each.id for each in commitments for key in each.claims}
    by_id = {each.id: each for each in commitments}
    paid: dict[str, list[Statement]] = defaultdict(list)
    for payment in sorted(payments, key=lambda each: each.claim.id):
        found = home.get(payment.claim.part_of or "")
        if found is None:
            found = _one(payment, commitments, by_id, linker)
        if found is not None:
            paid[found].append(payment)
    return tuple(
        replace(each, paid=_in_time(paid[each.id])) if each.id in paid else each
        for each in commitments
    )


def _one(
    payment: Statement,
    commitments: Sequence[Commitment],
    by_id: Mapping[str, Commitment],
    linker: Linker,
) -> str | None:
    """The one entry that money was surely spent on; None for none, or for several."""
    fitting = {each.id for each in commitments if _fits(payment, each, linker)}
    # An entry gives way to its parts: those that no other fitting one lies in.
    wholes = {key for part in fitting for key in by_id[part].wholes}
    parts = outermost(sorted(fitting - wholes), lambda key: by_id[key].wholes)
    return parts[0] if len(parts) == 1 else None


def _fits(payment: Statement, entry: Commitment, linker: Linker) -> bool:
    if entry.kind is EntryKind.ROUND or entry.aside is not None or payment.amount is None:
        return False
    least, most = payment.amount.euros.low, entry.euros.high
    if least is not None and most is not None and least > most + payment.slack:
        return False
    payers = payment.proper(payment.investors)
    if not any(
        linker.are_related(one.key, other.key) for one in payers for other in entry.known_by
    ):
        return False
    names = {each.key for each in payment.projects if each.is_named}
    if names & {each.key for each in entry.projects}:
        return True
    towns = {each.key for each in payment.places if each.level >= _FINE}
    return bool(towns & {each.key for each in entry.places})


def _in_time(payments: Iterable[Statement]) -> tuple[Amount, ...]:
    """Amounts by the day on which they were told, undated ones first."""
    told = sorted(
        payments,
        key=lambda each: (each.published.last.isoformat() if each.published else "", each.claim.id),
    )
    return tuple(each.amount for each in told if each.amount is not None)
