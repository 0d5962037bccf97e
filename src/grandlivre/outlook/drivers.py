"""Assumptions that the projection uses: their names, and their values draw by draw."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

import numpy as np
from numpy.typing import NDArray

from grandlivre.errors import ConfigError
from grandlivre.outlook.model import Scenario
from grandlivre.reference.parameters.model import Distribution, Parameter
from grandlivre.reference.parameters.quantiles import quantile_of_normal, standard_normal

Floats = NDArray[np.float64]

NATION_ODDS = "odds_nation_factor"
"""Not a parameter but a factor: what moves all projects' odds of being realised together."""

# In the order of the quasi-random coordinates: what matters most comes first, for the first
# coordinates of a Sobol sequence are the most even. New names go to the end, so that the others
# keep their draws.
FACTORS = (
    NATION_ODDS,
    "delay_ratio",
    "odds_announced",
    "cap_grid_mw_per_year",
    "scope_delivered_share",
    "connection_years_fast_track",
    "connection_years_ordinary",
    "odds_secured",
    "cap_building_mw_per_year",
    "cap_finance_beur_per_year",
    "cap_accelerators_per_year",
    "cap_growth_per_year",
    "all_in_power_kw",
    "load_factor",
    "cost_overrun_ratio",
    "construction_months",
    "permit_years",
    "secure_years",
    "fill_quarters",
    "phase_gap_years",
    "capex_hosting_meur_per_mw",
    "capex_all_in_meur_per_mw",
    "share_it_of_capex",
    "odds_permitted",
    "odds_connected",
    "odds_built",
    "odds_energised",
    "odds_ratio_campus",
    "odds_ratio_compute",
    "odds_ratio_supercomputer",
    "odds_ratio_energy",
    "odds_taken_over",
    "takeover_delay_years",
    "odds_correlation",
    "delay_share_nation",
    "delay_share_site",
    "utilisation_share",
    "mfu_share",
    "pue",
    "wue_l_per_kwh",
    "carbon_location_g_per_kwh",
    "carbon_market_g_per_kwh",
    "jobs_per_mw",
)
USED = tuple(name for name in FACTORS if name != NATION_ODDS)
"""Names of the parameters that the projection uses."""

PHASEWISE = ("delay_ratio", "cost_overrun_ratio", "scope_delivered_share")
"""Spreads over phases: a draw's uniform is the part that the whole nation has in common."""


def spreads(parameters: Mapping[str, Parameter], scenario: Scenario) -> Mapping[str, Distribution]:
    """The distribution of every parameter that the projection uses, a scenario's in their place.

    Raises
    ------
    ConfigError
        Where the scenario replaces a name that the model does not use, or a parameter is missing.
    """
    for name in scenario.replaces:
        if name not in USED:
            near = get_close_matches(name, USED, n=1, cutoff=0.5)
            raise ConfigError(
                f"the projection uses no assumption {name}",
                where=f"{scenario.source}: {scenario.name}",
                remedy=f"did you mean {near[0]}?" if near else "see the table of assumptions",
            )
    found = {}
    for name in USED:
        if name in scenario.replaces:
            found[name] = scenario.replaces[name]
        elif name in parameters:
            found[name] = parameters[name].distribution
        else:
            raise ConfigError(f"no value for the assumption {name}", remedy="add it to your file")
    return found


def uniforms_of(names: Sequence[str], uniforms: Floats) -> Floats:
    """Uniforms in the order of `FACTORS`, one half for what is not named.

    Parameters
    ----------
    names
        Of the columns, any of `FACTORS`.
    uniforms
        Shape (n, len(names)).

    Returns
    -------
    Floats
        Shape (n, len(FACTORS)).

    Raises
    ------
    ConfigError
        Where a name is no factor.
    """
    every = np.full((len(uniforms), len(FACTORS)), 0.5)
    for column, name in enumerate(names):
        if name not in FACTORS:
            raise ConfigError(f"the projection uses no assumption {name}")
        every[:, FACTORS.index(name)] = uniforms[:, column]
    return every


def values(distributions: Mapping[str, Distribution], uniforms: Floats) -> Mapping[str, Floats]:
    """Every parameter in every draw.

    Parameters
    ----------
    distributions
        By name (`spreads`).
    uniforms
        Shape (n, len(FACTORS)), in the order of `FACTORS`.

    Returns
    -------
    Mapping
        Arrays of shape (n,) by name, in the parameters' own units.
    """
    u = np.clip(uniforms.T, 2**-53, 1 - 2**-53)
    z = standard_normal(u)
    return {
        name: quantile_of_normal(distributions[name], u[column], z[column])
        for column, name in enumerate(FACTORS)
        if name != NATION_ODDS
    }
