"""Programmes side by side, and how odds have fared: shown, followed, in both languages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_ledger import small_material
from small_outlook import scenario

from grandlivre.base.interval import Interval
from grandlivre.ledger.model import Words
from grandlivre.outlook.calibration import (
    METHODS,
    Backtest,
    Estimate,
    Forecast,
    Score,
    resolved_cases,
)
from grandlivre.outlook.comparators import Comparator
from grandlivre.outlook.model import Band
from grandlivre.reference.economies import economies
from grandlivre.reference.messages import messages
from grandlivre.report.answers import Paper
from grandlivre.report.outlook.beside import (
    CASES,
    backtest_answer,
    programmes_answer,
    programmes_listing,
    trial,
)

BAND = Band(quantiles=(1e9, 2e9, 3e9, 4e9, 5e9), mean=3e9, error=1e7)
POWER = Band(quantiles=(10, 20, 30, 40, 50), mean=30, error=1)
LEDGER = small_material().ledger
PROGRAMME = LEDGER.programmes[0]


def comparator(code: str, name: str, euros: int) -> Comparator:
    return Comparator(
        programme=PROGRAMME.id, title=Words(fr=name, en=name), economy=economies()[code],
        stated_eur=Interval(low=Decimal(euros), high=Decimal(euros)), best_eur=Decimal(euros),
        by="2030", quarter="2035-Q4", expected_eur=BAND, expected_mw=POWER, basis=PROGRAMME.claims,
    )  # fmt: skip


def tried(met: float, *, skill: float) -> Backtest:
    cases = resolved_cases()[:4]
    same = Estimate(value=met, low=0.1, high=0.4)
    return Backtest(
        split=date(2025, 7, 1), is_rolling=False, fitted=9, judged=len(cases), groups=3, met=2,
        forecasts=tuple(Forecast(case=case, odds=(1.0, 0.5, 0.5, met, met)) for case in cases),
        scores=tuple(
            Score(method=method, brier=same, log_score=replace(same, value=float("inf")),
                  reliability=0.0, resolution=0.0, uncertainty=0.25,
                  skill=replace(same, value=skill), better=0.9)
            for method in METHODS
        ),
    )  # fmt: skip


def test_programmes_stand_side_by_side_with_what_they_cannot_tell() -> None:
    found = (comparator("FR", "North plan", 29 * 10**9), comparator("US", "West plan", 10**11))
    listing = programmes_listing(found, scenario(), "en")
    assert listing is not None
    assert listing.title.plain() == (
        "For the size of its economy, North plan promises most: 0.99% of a year of GDP"
    )
    cells = [cell if isinstance(cell, str) else cell.text for cell in listing.rows[0].cells]
    assert cells[:3] == ["€29bn", "€420", "0.99%"]
    assert listing.rows[0].note == "France · by 2030"
    notes = " ".join(note if isinstance(note, str) else note.plain() for note in listing.notes)
    assert "Only 2 programmes" in notes
    assert "€10bn" in notes
    assert "World Bank" in notes
    alone = programmes_listing(found[:1], scenario(), "fr")
    assert alone is not None
    assert "rien à lui comparer" in alone.notes[0].plain()
    assert programmes_listing((), scenario(), "en") is None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_terminal_shows_them(language: str) -> None:
    paper = Paper(messages(language))
    text = programmes_answer((comparator("FR", "North plan", 29 * 10**9),), scenario(), paper)
    assert "North plan" in text
    assert max(map(len, text.splitlines())) <= 80
    empty = programmes_answer((), scenario(), Paper(messages(language)))
    assert empty.strip()


def test_a_trial_says_how_small_it_is_and_what_it_was_judged_on() -> None:
    shown = trial((tried(0.2, skill=0.3),), "en")
    assert shown is not None
    assert (
        shown.title.plain()
        == "These odds did 30% better than the base rate, on 4\u00a0settled promises"
    )
    [table] = shown.listings
    assert len(table.rows) == len(METHODS)
    assert {cell.run for row in table.rows for cell in row.cells if not isinstance(cell, str)} == {
        CASES
    }
    assert "small" in shown.small
    assert len(shown.cases) == 4
    assert all(address.startswith("http") for case in shown.cases for _, address in case.sources)
    worse = trial((tried(0.4, skill=-0.3),), "fr")
    assert worse is not None
    assert "pas fait mieux" in worse.title.plain()
    assert trial((), "en") is None


def test_scores_on_statements_that_name_their_date_are_told_apart() -> None:
    found = tried(0.2, skill=0.3)
    dated = [each for each in found.forecasts if each.case.is_dated]
    assert dated
    [table] = trial((found,), "en").listings  # type: ignore[union-attr]
    expected = sum((0.2 - each.case.is_met) ** 2 for each in dated) / len(dated)
    assert f"The {len(dated)} that name" in table.notes[1].plain()  # type: ignore[union-attr]
    assert f"Brier {expected:.2f} for the reference" in table.notes[1].plain()  # type: ignore[union-attr]


def test_a_terminal_tells_every_statement_where_asked() -> None:
    short = backtest_answer((tried(0.2, skill=0.3),), Paper(messages("en")))
    long = backtest_answer((tried(0.2, skill=0.3),), Paper(messages("en")), everything=True)
    assert "∞" in short
    assert resolved_cases()[0].party not in short
    assert resolved_cases()[0].party in long
    assert "https://" in long
