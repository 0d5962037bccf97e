"""Amounts as whole numbers of 64 bits, for queries; the exact amount stays in the record."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from functools import cache

from grandlivre.claims.model import Claim, Measure
from grandlivre.reference.currencies import currencies

_WIDEST = 2**63 - 1
# An amount has at most 400 digits before the point and as many after it (`base.codec`).
_CONTEXT = Context(prec=1_000, Emin=-10_000, Emax=10_000)


def minor_bounds(claim: Claim) -> tuple[int | None, int | None]:
    """A claim's ends in whole minor units: cents of a currency, else whole units.

    Parameters
    ----------
    claim
        Any claim.

    Returns
    -------
    tuple
        `low` rounded down and `high` rounded up; None for an open end.

    Notes
    -----
    The interval never loses a value. An end that 64 bits cannot hold becomes the widest number
    where that is still a true bound, and open where it is not: `low` is then too small or
    `high` too wide, never the reverse.

    Examples
    --------
    >>> from grandlivre.claims.model import Evidence, Role
    >>> claim = Claim(
    ...     id="c", document="d", document_id="d", evidence=Evidence(quote="", start=0, end=0),
    ...     measure=Measure.MONEY, low=Decimal("0.125"), high=None, unit="EUR", role=Role.OTHER)
    >>> minor_bounds(claim)
    (12, None)
    """
    digits = _digits(claim.unit) if claim.measure is Measure.MONEY else 0
    return _low(claim.low, digits), _high(claim.high, digits)


@cache
def _digits(unit: str) -> int:
    """Decimals of a currency's minor unit; two for one that nobody lists."""
    currency = currencies().get(unit)
    return 2 if currency is None else currency.digits


def _low(value: Decimal | None, digits: int) -> int | None:
    if value is None:
        return None
    whole = _whole(value, digits, ROUND_FLOOR)
    return None if whole < -_WIDEST else min(whole, _WIDEST)


def _high(value: Decimal | None, digits: int) -> int | None:
    if value is None:
        return None
    whole = _whole(value, digits, ROUND_CEILING)
    return None if whole > _WIDEST else max(whole, -_WIDEST)


def _whole(value: Decimal, digits: int, rounding: str) -> int:
    return int(
        value.scaleb(digits, _CONTEXT).to_integral_value(rounding=rounding, context=_CONTEXT)
    )
