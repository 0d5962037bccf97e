"""Figures as a newspaper of each language writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.base.wording import NBSP, THIN, money, number, period, physical
from grandlivre.claims.model import Measure
from grandlivre.report.format import figure

D = Decimal


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        ("109e9", "EUR", "109 Md€", "€109bn"),
        ("8.5e9", "EUR", "8,5 Md€", "€8.5bn"),
        ("500e9", "USD", "500 Md$", "$500bn"),
        ("1814e9", "EUR", "1_814 Md€", "€1,814bn"),
        ("999960000", "EUR", "1 Md€", "€1bn"),
        ("999940000", "EUR", "999,9 M€", "€999.9m"),
        ("80000", "EUR", "80_000 €", "€80,000"),
        ("2e9", "CAD", "2 Md$ CA", "C$2bn"),
        ("50e9", "AED", "50 Md AED", "AED 50bn"),
        ("12", "AED", "12 AED", "AED 12"),
        ("0", "EUR", "0 €", "€0"),
    ],
)
def test_money(value: str, unit: str, french: str, english: str) -> None:
    assert money(D(value), unit, "fr") == french.replace(" ", NBSP).replace("_", THIN)
    assert money(D(value), unit, "en") == english.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        ("1.4e9", "W", "1,4 GW", "1.4 GW"),
        ("750e6", "W", "750 MW", "750 MW"),
        ("2.5e13", "Wh", "25 TWh", "25 TWh"),
        ("360000", "m2", "36 ha", "36 ha"),
        ("9500", "m2", "9_500 m²", "9,500 m²"),
    ],
)
def test_physical_quantities(value: str, unit: str, french: str, english: str) -> None:
    assert physical(D(value), unit, "fr") == french.replace(" ", NBSP).replace("_", THIN)
    assert physical(D(value), unit, "en") == english.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("low", "high", "french", "english"),
    [
        ("30e9", "50e9", "30–50 Md€", "€30bn–50bn"),
        ("900e6", "1e9", "900 M€–1 Md€", "€900m–1bn"),
        ("17e9", None, "au moins 17 Md€", "at least €17bn"),
        (None, "10e9", "jusqu’à 10 Md€", "up to €10bn"),
        (None, None, "montant inconnu", "amount unknown"),
    ],
)
def test_intervals(low: str | None, high: str | None, french: str, english: str) -> None:
    ends = (D(low) if low else None, D(high) if high else None)
    said = {lang: figure(*ends, "EUR", Measure.MONEY, lang) for lang in ("fr", "en")}
    assert said["fr"].replace(NBSP, " ") == french
    assert said["en"] == english


@given(st.decimals(0, 10**15, allow_nan=False), st.sampled_from(["fr", "en"]))
def test_a_rounded_figure_is_near_the_exact_one(value: Decimal, lang: str) -> None:
    said = number(value, lang).replace(THIN, "").replace(",", "." if lang == "fr" else "")
    assert abs(D(said) - value) <= max(value * D("0.0005"), D("1e-9"))


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("2026-H2", "second semestre 2026", "second half of 2026"),
        ("2025-05-01", "1er mai 2025", "1 May 2025"),
        ("2027-Q3", "T3 2027", "Q3 2027"),
        ("2029", "2029", "2029"),
    ],
)
def test_periods(text: str, french: str, english: str) -> None:
    assert (period(text, "fr"), period(text, "en")) == (french, english)
