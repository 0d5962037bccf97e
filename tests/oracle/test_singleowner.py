"""Finance against NREL's Singleowner model, whose figures a script made and a file keeps."""

import json
from pathlib import Path

import numpy as np
import pytest

from grandlivre.finance import (
    AssetClass,
    Case,
    DebtTerms,
    Losses,
    TaxTerms,
    Terms,
    cash_flow,
    metrics,
)

KEPT = json.loads((Path(__file__).parent / "data" / "singleowner.json").read_text())
CASES = {case["inputs"]["name"]: case for case in KEPT["cases"]}


def financed(given):
    years = given["years"] + 1
    terms = Terms(
        first_year=2030,
        discount_rate=given["discount_percent"] / 100,
        assets=(AssetClass(name="all", life_years=99, depreciation_years=20, renewal_share=0.0),),
        debt=DebtTerms(
            rate=given["rate_percent"] / 100,
            tenor_years=given["tenor"],
            dscr=given["dscr"],
            gearing_maximum=given["gearing_percent"] / 100,
            fee_share=given["fee_percent"] / 100,
            reserve_months=given["reserve_months"],
        ),
        tax=TaxTerms(rate=given["tax_percent"] / 100, losses=Losses.REFUNDED, half_first_year=True),
        is_cover_after_tax=False,
    )
    capex = np.zeros((1, 1, years))
    capex[0, 0, 0] = given["capex_eur"]
    steps = np.arange(years - 1)
    energy = given["power_kw"] * 8760 / 1000
    revenue, opex = np.zeros((1, years)), np.zeros((1, years))
    decline = (1 - given["degradation_percent"] / 100) ** steps
    revenue[0, 1:] = energy * given["price_eur_mwh"] * decline
    opex[0, 1:] = given["opex_eur"] * (1 + given["opex_growth_percent"] / 100) ** steps
    hours = np.zeros((1, years))
    hours[0, 1:] = energy
    return cash_flow(
        Case(terms=terms, capex_eur=capex, revenue_eur=revenue, opex_eur=opex, sold_hours=hours)
    )


@pytest.mark.parametrize("name", CASES)
def test_each_year_is_that_of_singleowner(name):
    kept = CASES[name]
    flow = financed(kept["inputs"])
    ours = {
        "ebitda_eur": flow.ebitda_eur,
        "debt_service_eur": flow.loan.service_eur,
        "balance_eur": flow.loan.balance_eur,
        "reserve_eur": flow.loan.reserve_eur,
        "interest_eur": flow.loan.interest_eur,
        "depreciation_eur": flow.depreciation_eur,
        "equity_aftertax_eur": flow.equity_eur,
    }
    for series, values in ours.items():
        theirs = np.array(kept["series"][series])
        assert values[0] == pytest.approx(theirs, rel=1e-6, abs=50.0), series


@pytest.mark.parametrize("name", CASES)
def test_results_are_those_of_singleowner(name):
    kept = CASES[name]
    flow = financed(kept["inputs"])
    figures = kept["figures"]
    found = {metric.name: metric.quantiles[2] for metric in metrics(flow)}
    assert found["debt"] == pytest.approx(figures["debt_eur"], rel=1e-6)
    assert found["gearing"] == pytest.approx(figures["gearing_percent"] / 100, rel=1e-6)
    assert found["least_dscr"] == pytest.approx(figures["dscr_least"], rel=1e-4)
    assert found["equity_irr"] == pytest.approx(figures["equity_irr_percent"] / 100, rel=1e-4)
    assert found["equity_npv"] == pytest.approx(figures["equity_npv_eur"], rel=1e-4)


def test_a_debt_that_would_pass_the_works_is_capped_and_says_so():
    flow = financed(CASES["capped"]["inputs"])
    assert flow.loan.is_capped.all()
    assert flow.loan.gearing[0] == pytest.approx(0.60, rel=1e-12)
    assert not financed(CASES["sculpted"]["inputs"]).loan.is_capped.any()
