"""Which texts are about AI infrastructure: money that other texts tell of stands apart."""

from collections import defaultdict
from collections.abc import Iterable

from grandlivre.claims.model import Claim, Measure, Purpose, Role
from grandlivre.ledger.grouping.statements import Statement

_SUBJECT = frozenset(
    {Purpose.DATA_CENTRE, Purpose.COMPUTE, Purpose.AI, Purpose.NETWORK, Purpose.ENERGY}
)
_LEAST = 40
"""Share of a text's claims, in per cent, that must be of AI or what it runs on."""


def other_texts(claims: Iterable[Claim]) -> frozenset[str]:
    """Ids of documents whose claims are hardly ever about AI or what it runs on.

    Parameters
    ----------
    claims
        All that was read; each weighs as much as its confidence.

    Notes
    -----
    One claim about computing in a text on a football club or a region's roads is more likely
    misread than a pledge: less than two fifths do not make a text one about AI. Rows of
    statements were chosen by an analyst and are never other texts.
    """
    every: dict[str, int] = defaultdict(int)
    about: dict[str, int] = defaultdict(int)
    chosen: set[str] = set()
    for claim in {each.id: each for each in claims}.values():
        weight = round(claim.confidence * 100)
        every[claim.document_id] += weight
        is_power = claim.measure is Measure.POWER and claim.role is Role.CAPACITY
        if claim.purpose in _SUBJECT or is_power:
            about[claim.document_id] += weight
        if claim.reader == "statement":
            chosen.add(claim.document_id)
    return frozenset(
        key for key, total in every.items()
        if key not in chosen and 100 * about[key] < _LEAST * total
    )  # fmt: skip


def is_other_money(statements: Iterable[Statement], others: frozenset[str]) -> bool:
    """True where only texts about something else tell of an entry."""
    return all(each.claim.document_id in others for each in statements)
