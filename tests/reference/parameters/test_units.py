from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.reference.parameters.units import (
    UnitError,
    conversion,
    mean_rate,
    shown,
    symbols,
    unit,
)
from grandlivre.reference.rates import rate


@pytest.mark.parametrize(
    ("given_unit", "wanted", "factor"),
    [
        ("kW/rack", "kW/accelerator", 1 / 72),
        ("GWh/year", "MW", 1000 / 8760),
        ("months", "years", 1 / 12),
        ("weeks", "months", 7 * 24 / 730),
        ("acres/MW", "ha/MW", 0.40468564224),
        ("bn EUR/GW", "M EUR/MW", 1.0),
        ("EUR/W", "M EUR/MW", 1.0),
        ("accelerator/GW", "accelerator/kW", 1e-6),
        ("EFLOP/s/rack", "TFLOP/s/accelerator", 1e6 / 72),
        ("EFLOP/s/144 accelerator", "TFLOP/s/accelerator", 1e6 / 144),
        ("bps", "fraction", 1e-4),
        ("L/kWh IT", "L/kWh IT", 1.0),
        ("W/8 accelerator", "W/accelerator", 1 / 8),
    ],
)
def test_what_units_are_in_others(given_unit: str, wanted: str, factor: float) -> None:
    assert conversion(given_unit, wanted, year=2025).factor == pytest.approx(factor, rel=1e-12)


def test_money_is_converted_by_its_own_year() -> None:
    strong = conversion("M USD/MW", "M EUR/MW", year=2022)
    weak = conversion("M USD/MW", "M EUR/MW", year=2025)
    # The euro stood at 1.05 dollars on average in 2022 and at 1.13 in 2025 (ECB).
    assert strong.factor == pytest.approx(1 / 1.0530, rel=0.01)
    assert weak.factor == pytest.approx(1 / 1.1300, rel=0.01)
    assert "USD" in weak.how
    assert "2025" in weak.how


def test_a_year_to_come_has_the_last_rate_known() -> None:
    assert mean_rate("USD", 2035) == float(rate("USD", date(2026, 10, 15)).value)


def test_power_of_computing_becomes_power_of_the_site() -> None:
    # A megawatt of computing takes PUE megawatts of the site: what it costs, spread over more.
    assert conversion("EUR/MW IT", "EUR/MW", year=2025, pue=1.25).factor == pytest.approx(0.8)
    assert conversion("MW IT", "MW", year=2025, pue=1.25).factor == pytest.approx(1.25)
    with pytest.raises(UnitError, match="without a PUE"):
        conversion("MW IT", "MW", year=2025)


@pytest.mark.parametrize(
    ("text", "near"),
    [("EUR/MWH", "MWh"), ("furlongs", "W"), ("", "W"), ("kW/acelerator", "accelerator")],
)
def test_an_unknown_unit_names_near_ones(text: str, near: str) -> None:
    with pytest.raises(UnitError, match=near):
        unit(text)


@given(st.sampled_from(sorted(symbols())), st.sampled_from(sorted(symbols())))
def test_converting_there_and_back_changes_nothing(first: str, second: str) -> None:
    try:
        there = conversion(first, second, year=2024)
    except UnitError:
        return
    back = conversion(second, first, year=2024)
    assert there.factor * back.factor == pytest.approx(1, rel=1e-12)


def test_units_as_people_read_them() -> None:
    assert shown("months", "fr") == "mois"
    assert shown("EUR/accelerator/hour", "fr") == "€/accélérateur/h"
    assert shown("fraction", "en") == ""
    for symbol in symbols():
        for language in ("fr", "en"):
            assert "None" not in shown(f"M {symbol}/s", language)


def test_rates_are_means_of_the_ecbs() -> None:
    months = [rate("USD", date(2023, month, 15)).value for month in range(1, 13)]
    assert mean_rate("USD", 2023) == pytest.approx(float(sum(months, Decimal(0)) / 12))
