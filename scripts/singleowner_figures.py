"""Figures of NREL's Singleowner model, for the tests of finance to be held against.

PySAM weighs too much to be installed by every test run, so that its figures are kept in
`tests/oracle/data/singleowner.json` with the inputs that gave them. To make them anew::

    python -m venv out/pysam && out/pysam/bin/pip install nrel-pysam==7.1.1.post1
    out/pysam/bin/python scripts/singleowner_figures.py > tests/oracle/data/singleowner.json
"""

import json
import sys

from PySAM import Singleowner

PYSAM = "7.1.1.post1"

HOURS = 8760
SERIES = {
    "cf_total_revenue": "revenue_eur",
    "cf_operating_expenses": "opex_eur",
    "cf_ebitda": "ebitda_eur",
    "cf_cash_for_ds": "cfads_eur",
    "cf_debt_payment_interest": "interest_eur",
    "cf_debt_payment_principal": "principal_eur",
    "cf_debt_payment_total": "debt_service_eur",
    "cf_debt_balance": "balance_eur",
    "cf_reserve_debtservice": "reserve_eur",
    "cf_pretax_dscr": "dscr",
    "cf_project_return_pretax": "equity_pretax_eur",
    "cf_project_return_aftertax": "equity_aftertax_eur",
    "cf_feddepr_total": "depreciation_eur",
}
SINGLES = {
    "size_of_debt": "debt_eur",
    "size_of_equity": "equity_eur",
    "cost_installed": "uses_eur",
    "debt_fraction": "gearing_percent",
    "project_return_aftertax_irr": "equity_irr_percent",
    "project_return_aftertax_npv": "equity_npv_eur",
    "min_dscr": "dscr_least",
}
CASES = (
    {"name": "sculpted"},
    {"name": "with a reserve", "reserve_months": 6.0},
    {
        "name": "dear and long",
        "rate_percent": 8.5,
        "tenor": 18,
        "dscr": 1.45,
        "reserve_months": 3.0,
    },
    {"name": "capped", "price_eur_mwh": 52.0, "gearing_percent": 60.0},
    {
        "name": "declining",
        "price_eur_mwh": 60.0,
        "degradation_percent": 4.0,
        "opex_growth_percent": 2.0,
        "fee_percent": 1.5,
    },
)
DEFAULTS = {
    "years": 25,
    "power_kw": 100_000.0,
    "price_eur_mwh": 42.0,
    "opex_eur": 9_000_000.0,
    "capex_eur": 290_000_000.0,
    "tax_percent": 25.0,
    "rate_percent": 6.0,
    "tenor": 15,
    "dscr": 1.3,
    "reserve_months": 0.0,
    "gearing_percent": 100.0,
    "degradation_percent": 0.0,
    "opex_growth_percent": 0.0,
    "fee_percent": 0.0,
    "discount_percent": 7.0,
}


def run(case: dict) -> dict:
    given = DEFAULTS | case
    model = Singleowner.default("FlatPlatePVSingleOwner")
    model.SystemOutput.gen = [given["power_kw"]] * HOURS
    model.SystemOutput.system_capacity = given["power_kw"]
    model.FinancialParameters.system_capacity = given["power_kw"]
    model.Lifetime.system_use_lifetime_output = 0
    model.SystemOutput.degradation = (given["degradation_percent"],)
    model.SystemOutput.system_pre_curtailment_kwac = [given["power_kw"]] * HOURS
    revenue = model.Revenue
    revenue.ppa_soln_mode, revenue.ppa_escalation = 1, 0.0
    revenue.ppa_price_input = (given["price_eur_mwh"] / 1000,)
    revenue.ppa_multiplier_model = 0
    revenue.dispatch_tod_factors = [1.0] * 9
    money = model.FinancialParameters
    money.analysis_period = given["years"]
    money.inflation_rate, money.real_discount_rate = 0.0, given["discount_percent"]
    money.construction_financing_cost = money.cost_other_financing = money.cost_debt_closing = 0.0
    money.cost_debt_fee = given["fee_percent"]
    money.debt_option, money.dscr = 1, given["dscr"]
    money.dscr_limit_debt_fraction = int(given["gearing_percent"] < 100)
    money.dscr_maximum_debt_fraction = given["gearing_percent"]
    money.dscr_reserve_months, money.reserves_interest = given["reserve_months"], 0.0
    money.term_int_rate, money.term_tenor = given["rate_percent"], given["tenor"]
    money.months_working_reserve = money.months_receivables_reserve = 0.0
    money.equip1_reserve_cost = money.equip2_reserve_cost = money.equip3_reserve_cost = 0.0
    money.federal_tax_rate, money.state_tax_rate = (given["tax_percent"],), (0.0,)
    money.property_tax_rate = money.insurance_rate = money.salvage_percentage = 0.0
    costs = model.SystemCosts
    costs.om_capacity = costs.om_production = (0.0,)
    costs.om_fixed, costs.om_fixed_escal = (given["opex_eur"],), given["opex_growth_percent"]
    costs.total_installed_cost = given["capex_eur"]
    model.LandLease.om_land_lease = (0.0,)
    model.TaxCreditIncentives.ptc_fed_amount = (0.0,)
    model.TaxCreditIncentives.itc_fed_percent = (0.0,)
    worth = model.Depreciation
    for name in worth.export():
        if name.startswith("depr_alloc"):
            setattr(worth, name, 100.0 if name == "depr_alloc_sl_20_percent" else 0.0)
        elif name.startswith("depr_bonus"):
            setattr(worth, name, 0.0)
    model.execute(0)
    results = model.Outputs
    return {
        "inputs": given,
        "series": {mine: list(getattr(results, theirs)) for theirs, mine in SERIES.items()},
        "figures": {mine: getattr(results, theirs) for theirs, mine in SINGLES.items()},
    }


if __name__ == "__main__":
    json.dump({"pysam": PYSAM, "cases": [run(dict(case)) for case in CASES]}, sys.stdout)
