"""Exchange rates: published values, pegs, days without rates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.currencies import currencies
from grandlivre.reference.rates import convert, pegs, rate, rate_window

FEBRUARY = date(2025, 2, 10)


def test_published_rate_of_a_day() -> None:
    # European Central Bank, euro foreign exchange reference rates, 7 February 2025.
    found = rate("USD", date(2025, 2, 7))
    assert found.given == Decimal("1.0377")
    assert found.on == found.asked
    assert found.source == "ECB"
    assert not found.is_outside


def test_week_end_takes_the_day_before() -> None:
    for day in (8, 9):
        found = rate("USD", date(2025, 2, day))
        assert (found.on, found.is_outside) == (date(2025, 2, 7), False)
    assert rate("USD", date(2025, 12, 26)).on == date(2025, 12, 24)


@pytest.mark.parametrize(
    ("code", "per_dollar"), [("AED", "3.6725"), ("SAR", "3.75"), ("QAR", "3.64")]
)
def test_gulf_currencies_follow_the_dollar(code: str, per_dollar: str) -> None:
    found = rate(code, FEBRUARY, into="USD")
    assert found.given / found.taken == Decimal(per_dollar)
    assert found.source == "ECB, peg"
    euros, used = convert(Decimal(per_dollar), code, FEBRUARY)
    assert euros == rate("USD", FEBRUARY).value
    assert used.on == FEBRUARY


def test_fixed_rates_of_the_euro() -> None:
    assert convert(Decimal("6.55957"), "FRF", FEBRUARY)[0] == 1
    assert convert(Decimal("655.957"), "XOF", FEBRUARY)[0] == 1
    assert rate("EUR", FEBRUARY).value == 1
    assert rate("BGN", date(2026, 5, 1)).given == Decimal("1.95583")


def test_round_trip_is_exact_to_the_cent() -> None:
    amount = Decimal(500_000_000_000)
    euros, _ = convert(amount, "USD", FEBRUARY)
    back, _ = convert(euros, "EUR", FEBRUARY, into="USD")
    assert abs(back - amount) < Decimal("0.0001")


def test_cross_rate() -> None:
    dollars = rate("CAD", FEBRUARY, into="USD")
    through = rate("CAD", FEBRUARY).value / rate("USD", FEBRUARY).value
    assert abs(dollars.value - through) < Decimal("1e-24")


def test_day_outside_the_known_days_is_marked() -> None:
    before = rate("USD", date(1990, 1, 1))
    assert (before.is_outside, before.on) == (True, date(1999, 1, 4))
    after = rate("USD", date(2200, 1, 1))
    assert after.is_outside
    assert after.on < date(2200, 1, 1)


def test_suspended_currency_is_marked() -> None:
    # The ECB has quoted no rouble since 1 March 2022.
    found = rate("RUB", FEBRUARY)
    assert (found.is_outside, found.on) == (True, date(2022, 3, 1))


def test_window_holds_every_rate_in_it() -> None:
    first, last = date(2025, 2, 1), date(2025, 3, 31)
    window = rate_window("USD", first, last)
    assert window.low.value < window.high.value
    day = first
    while day <= last:
        assert window.low.value <= rate("USD", day).value <= window.high.value
        day += timedelta(days=1)


def test_window_of_one_day() -> None:
    window = rate_window("SEK", FEBRUARY, FEBRUARY)
    assert window.low == window.high == rate("SEK", FEBRUARY)
    with pytest.raises(ValueError, match="ends on"):
        rate_window("SEK", FEBRUARY, FEBRUARY - timedelta(days=1))


def test_unknown_currency_says_what_to_do() -> None:
    with pytest.raises(ReferenceDataError, match="no exchange rate is known for TWD"):
        rate("TWD", FEBRUARY)


def test_pegs_are_of_known_currencies() -> None:
    for code, peg in pegs().items():
        assert code in currencies()
        assert peg.anchor in ("USD", "EUR")
        assert peg.rate > 0
