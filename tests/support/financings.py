"""Financings with made-up figures, for tests."""

import numpy as np
from hypothesis import strategies as st

from grandlivre.finance import AssetClass, Case, DebtTerms, TaxTerms, Terms

ASSETS = (
    AssetClass(name="servers", life_years=5, depreciation_years=4, renewal_share=0.7),
    AssetClass(
        name="shell", life_years=25, depreciation_years=20, renewal_share=0.0, residual_share=0.5
    ),
)


def terms(**changed):
    given = {
        "first_year": 2027,
        "discount_rate": 0.08,
        "assets": ASSETS,
        "debt": DebtTerms(
            rate=0.06, tenor_years=10, dscr=1.35, gearing_maximum=0.7, reserve_months=6.0
        ),
        "tax": TaxTerms(rate=0.25),
    }
    return Terms(**(given | changed))


def phased(years=16, draws=3, price=1.0, agreed=None):
    """Two phases: works in years 0-1 and 4, hours from year 2, more of them from year 5."""
    agreed = agreed or terms()
    scale = 1.0 + 0.1 * np.arange(draws)
    capex = np.zeros((2, draws, years))
    capex[0, :, 1], capex[0, :, 4] = 600e6 * scale, 300e6 * scale
    capex[1, :, 0], capex[1, :, 1], capex[1, :, 4] = 200e6, 150e6, 120e6
    hours = np.zeros((draws, years))
    hours[:, 2:5], hours[:, 5:] = 200e6, 320e6
    return Case(
        terms=agreed,
        capex_eur=capex,
        revenue_eur=hours * 1.9 * price,
        opex_eur=hours * 0.5,
        sold_hours=hours,
        sold_tokens=hours * 1e6,
    )


@st.composite
def cases(draw):
    """Any financing that makes sense, and many that are bad business."""
    years, draws = draw(st.integers(4, 14)), draw(st.integers(1, 3))
    start = draw(st.integers(1, years - 2))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    capex = np.zeros((2, draws, years))
    capex[:, :, :start] = rng.uniform(0, 5e8, (2, draws, start))
    if draw(st.booleans()):
        capex[:, :, start] = rng.uniform(0, 2e8, (2, draws))
    capex[:, :, 0] += 1e6
    hours = np.zeros((draws, years))
    hours[:, start:] = rng.uniform(1e6, 4e8, (draws, years - start))
    agreed = terms(
        debt=DebtTerms(
            rate=draw(st.floats(0.0, 0.15)),
            tenor_years=draw(st.integers(1, years)),
            dscr=draw(st.floats(1.0, 2.0)),
            gearing_maximum=draw(st.floats(0.0, 0.9)),
            fee_share=draw(st.floats(0.0, 0.03)),
            reserve_months=draw(st.floats(0.0, 12.0)),
        ),
        is_cover_after_tax=draw(st.booleans()),
    )
    return Case(
        terms=agreed,
        capex_eur=capex,
        revenue_eur=hours * draw(st.floats(0.1, 5.0)),
        opex_eur=hours * draw(st.floats(0.0, 2.0)),
        sold_hours=hours,
    )
