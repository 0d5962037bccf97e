"""Amounts as integers never tell less than the claim: rounded outwards, open where too wide."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import claim

from grandlivre.claims.model import Measure
from grandlivre.store.amounts import minor_bounds

WIDEST = 2**63 - 1
AMOUNT = st.decimals(-(10**30), 10**30, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        ("8.5E9", "8.5E9", "EUR", (850_000_000_000, 850_000_000_000)),
        ("3", "5", "JPY", (3, 5)),
        ("3", "5", "KWD", (3_000, 5_000)),
        ("3", "5", "???", (300, 500)),
        ("0.001", "0.001", "EUR", (0, 1)),
        ("-0.001", "-0.001", "EUR", (-1, 0)),
        ("1E20", "1E20", "EUR", (WIDEST, None)),
        ("-1E20", "-1E20", "EUR", (None, -WIDEST)),
        ("92233720368547758.07", "92233720368547758.07", "EUR", (WIDEST, WIDEST)),
        ("92233720368547758.08", "92233720368547758.08", "EUR", (WIDEST, None)),
        ("1E-390", "1E+390", "EUR", (0, None)),
    ],
)
def test_known_amounts(low: str, high: str, unit: str, expected: tuple[int, int]) -> None:
    assert minor_bounds(claim(1, low=Decimal(low), high=Decimal(high), unit=unit)) == expected


def test_open_ends_stay_open_and_other_measures_are_whole_units() -> None:
    assert minor_bounds(claim(1, low=None, high=None)) == (None, None)
    power = claim(1, low=Decimal("1.4E9"), high=Decimal("1.5"), unit="W", measure=Measure.POWER)
    assert minor_bounds(power) == (1_400_000_000, 2)


@given(
    low=st.none() | AMOUNT,
    high=st.none() | AMOUNT,
)
def test_no_value_is_lost(low: Decimal | None, high: Decimal | None) -> None:
    least, most = minor_bounds(claim(1, low=low, high=high))
    if least is not None:
        assert low is not None
        assert -WIDEST <= least <= WIDEST
        assert Decimal(least) <= low * 100 or least == round(low * 100)
    if most is not None:
        assert high is not None
        assert -WIDEST <= most <= WIDEST
        assert Decimal(most) >= high * 100 or most == round(high * 100)
