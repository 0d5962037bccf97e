"""What a financing assumes beside the build: its parameters, draw by draw, and its terms."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from grandlivre.base.draws import generator
from grandlivre.errors import ConfigError
from grandlivre.finance.case import Floats
from grandlivre.finance.model import AssetClass, Covers, DebtTerms, TaxTerms, Terms
from grandlivre.reference.parameters import quantile
from grandlivre.reference.parameters.model import Parameter

SHELL, GRID, SERVERS = "shell", "grid", "servers"
"""Classes of assets, which wear out each at its own pace."""

BOTH = (
    "staff_cost_eur_per_job_year",
    "upkeep_shell_share",
    "local_charges_share",
    "inflation_share",
    "connection_cost_eur_per_mw",
)
"""Drawn whatever the financing covers."""
ALL_IN = (
    "launch_rent_eur_per_hour",
    "rental_price_decline_per_year",
    "accelerator_price_ratio",
    "contracted_share",
    "contracted_discount_share",
    "contract_years",
    "upkeep_it_share",
    "electricity_price_eur_per_mwh",
    "turpe_eur_per_mwh",
    "accise_eur_per_mwh",
)
"""Drawn where machines are financed too."""
HOSTING = ("hosting_rent_eur_per_kw_month", "hosting_let_share")
"""Drawn where the shell alone is."""
SHARED = ("utilisation_share", "load_factor", "pue", "jobs_per_mw")
"""Drawn with the build, and used again."""
AGREED = (
    "gearing_maximum_share", "dscr_minimum", "debt_fee_share", "debt_reserve_months",
    "debt_grace_years",
    "corporate_tax_share", "building_life_years", "grid_life_years",
)  # fmt: skip
"""Terms: agreed once, so that their median counts and not their draws."""
AGREED_ALL_IN = (
    "debt_rate_share", "debt_years", "owners_return_share", "accelerator_life_years",
    "renewal_cost_ratio",
)  # fmt: skip
AGREED_HOSTING = (
    "risk_free_rate_share", "debt_spread_share", "hosting_debt_years",
    "hosting_owners_return_share",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """Assumptions by name: what each draw has, and what lenders count on."""

    draws: Mapping[str, Floats]
    """(draw,)"""
    medians: Mapping[str, float]

    def median(self, count: int) -> "Assumed":
        """The medians as if they were drawn: what lenders count on."""
        return Assumed(
            draws={name: np.full(count, value) for name, value in self.medians.items()},
            medians=self.medians,
        )


def names_of(covers: Covers) -> tuple[str, ...]:
    """Every parameter that a financing uses beside those of the build, terms included.

    Examples
    --------
    >>> "hosting_let_share" in names_of(Covers.ALL_IN)
    False
    """
    own = (*ALL_IN, *AGREED_ALL_IN) if covers is Covers.ALL_IN else (*HOSTING, *AGREED_HOSTING)
    return (*own, *BOTH, *SHARED, *AGREED)


def assumed(
    parameters: Mapping[str, Parameter],
    covers: Covers,
    seed: int,
    shared: Mapping[str, Floats],
    kept: Floats | None = None,
) -> Assumed:
    """The assumptions of every draw.

    Parameters
    ----------
    parameters
        By name.
    covers
        What is financed.
    seed
        Each name has a stream of its own: a draw keeps its luck when another name is added.
    shared
        Draws of the build's own assumptions, (draw,): those of `SHARED` are taken from there.
    kept
        Numbers of the draws that `shared` holds; None for all from 0.

    Raises
    ------
    ConfigError
        Where a parameter is missing.
    """
    count = len(next(iter(shared.values())))
    numbers = np.arange(count) if kept is None else kept.astype(np.int64)
    names = (*(ALL_IN if covers is Covers.ALL_IN else HOSTING), *BOTH)
    missing = [name for name in (*names, *SHARED) if name not in parameters]
    if missing:
        raise ConfigError(f"no value for the assumption {missing[0]}", remedy="add it to your file")
    drawn: dict[str, Floats] = {}
    for name in names:
        uniforms = generator(seed, "finance", name).random(int(numbers.max(initial=0)) + 1)
        drawn[name] = quantile(parameters[name].distribution, uniforms[numbers])
    drawn |= {name: shared[name] for name in SHARED}
    medians = {name: parameters[name].distribution.median for name in drawn}
    return Assumed(draws=drawn, medians=medians)


def terms_of(parameters: Mapping[str, Parameter], covers: Covers, first_year: int) -> Terms:
    """What lenders and owners agree on: the medians of the parameters of debt, tax and lives."""

    def middle(name: str) -> float:
        return parameters[name].distribution.median

    def years(name: str) -> int:
        return max(round(middle(name)), 1)

    life, grid = years("building_life_years"), years("grid_life_years")
    assets = [
        AssetClass(
            name=SHELL, life_years=life, depreciation_years=life, renewal_share=0.0,
            residual_share=1.0,
        ),
        AssetClass(
            name=GRID, life_years=grid, depreciation_years=grid, renewal_share=0.0,
            residual_share=1.0,
        ),
    ]  # fmt: skip
    if covers is Covers.ALL_IN:
        served = years("accelerator_life_years")
        assets.append(
            AssetClass(
                name=SERVERS, life_years=served, depreciation_years=served,
                renewal_share=middle("renewal_cost_ratio"), residual_share=1.0,
            )
        )  # fmt: skip
        rate, tenor = middle("debt_rate_share"), years("debt_years")
        asked = middle("owners_return_share")
    else:
        rate = middle("risk_free_rate_share") + middle("debt_spread_share")
        tenor, asked = years("hosting_debt_years"), middle("hosting_owners_return_share")
    return Terms(
        first_year=first_year,
        discount_rate=asked,
        assets=tuple(assets),
        debt=DebtTerms(
            rate=rate,
            tenor_years=tenor,
            dscr=middle("dscr_minimum"),
            gearing_maximum=middle("gearing_maximum_share"),
            fee_share=middle("debt_fee_share"),
            reserve_months=middle("debt_reserve_months"),
            grace_years=round(middle("debt_grace_years")),
        ),
        tax=TaxTerms(rate=middle("corporate_tax_share")),
        is_upkeep_senior=False,
    )
