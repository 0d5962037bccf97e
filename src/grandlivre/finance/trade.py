"""What a built campus sells and what it costs to run, year by year and draw by draw."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.finance.assumed import GRID, SERVERS, SHELL, Assumed
from grandlivre.finance.case import Case, Floats
from grandlivre.finance.model import AssetClass, Covers, Operations, Terms

Flags = NDArray[np.bool_]

HOURS = 8760.0
MONEY_OF = 2026
"""Year of the prices in the table of parameters."""
_MOST_SOLD = 0.98
_MOST_DECLINE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One phase as it is built; axes: ``draw``, ``year`` from the terms' first."""

    power_mw: Floats
    """Energised at the year's end."""
    filled_mw: Floats
    """Power of the halls that hold running machines, mean of the year."""
    accelerators: Floats
    """Mean of the year."""
    added: Floats
    """Accelerators that are filled in during the year."""
    shell_eur: Floats
    servers_eur: Floats
    """What the announced money pays for machines."""
    price_eur: float
    """Of one of its accelerators, by the table of generations."""
    price_ratio: float
    """That price over the one that goes with `launch_rent_eur_per_hour`."""
    tokens_ratio: float
    """What one accelerator computes, over one of the year that was operated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A case with its costs apart."""

    case: Case
    costs_eur: Mapping[str, Floats]
    """(draw, year) by kind: energy, staff, upkeep, charges; they come to `Case.opex_eur`."""
    added_eur: Floats
    """(draw, year): of the machines' cost, what no announced money pays for."""


def trade(
    build: Build, assumed: Assumed, operations: Operations, terms: Terms, covers: Covers
) -> Trade:
    """What one phase sells and costs.

    Parameters
    ----------
    build
        The phase, from the outlook's draws.
    assumed
        Prices and shares of each draw.
    operations
        How such a campus runs: shares of hours sold and of power drawn, tokens.
    terms
        Years and classes of assets.
    covers
        Shell and machines, or the shell alone.

    Returns
    -------
    Trade

    Notes
    -----
    Machines cost the larger of what the announced money gives them and ``number × price``: no
    hour can be sold of a machine that nobody paid for. With N_c filled in in year c, age
    ``a = t − c``, life L, launch rent ``p``, contracted share s, discount d, decline δ and years
    T for which a contract holds its price, an hour of that cohort earns

        p k^⌊a/L⌋ [s (1 − d) h(a mod L) + (1 − s) (1 − δ)^(a mod L)],
        h(a) = 1 for a < T, else (1 − δ)^a,

    where k is what renewals cost over the first machines: rents keep to prices. The launch rent
    of a generation is in proportion to its price. Machines are replaced where their successors
    would earn what owners ask for; elsewhere the campus ends with its first ones. A hosted
    kilowatt earns its rent, which rises with prices; its tenant pays for electricity.
    """
    shape = build.accelerators.shape
    years = terms.first_year + np.arange(shape[1])
    inflation = (1.0 + assumed.draws["inflation_share"])[:, None] ** np.maximum(years - MONEY_OF, 0)
    sold = _sold_share(assumed, operations)
    shell, grid = _grid_apart(build, assumed)
    capex = {SHELL: shell, GRID: grid}
    costs = _standing_costs(build, assumed, inflation)
    announced = build.servers_eur
    added, renews, running = np.zeros(shape), None, np.ones(shape)
    if covers is Covers.ALL_IN:
        wanted = build.added * build.price_eur * assumed.draws["accelerator_price_ratio"][:, None]
        servers = _at_least(announced, wanted)
        added = servers - announced
        capex[SERVERS] = servers
        costs["energy"] = _energy(build, assumed, operations) * inflation
        costs["upkeep"] += _share(assumed, "upkeep_it_share") * np.cumsum(servers, axis=1)
        earned = hour_prices(assumed, terms, shape[1]) * build.price_ratio
        renews = _renews(build, earned * HOURS * sold[:, None], servers, costs, terms)
        rent, running = _rent(build, earned, renews, _life(terms))
        revenue = build.accelerators * HOURS * sold[:, None] * running * rent
        # What no longer runs costs nothing either.
        costs = {name: cost * running for name, cost in costs.items()}
    else:
        let = build.filled_mw * 1e3 / assumed.draws["pue"][:, None]
        rent = assumed.draws["hosting_rent_eur_per_kw_month"] * assumed.draws["hosting_let_share"]
        revenue = 12.0 * let * rent[:, None] * inflation
    sold_hours = build.accelerators * HOURS * sold[:, None] * running
    tokens = operations.tokens_per_hour
    return Trade(
        case=Case(
            terms=terms,
            capex_eur=np.stack([capex[asset.name] for asset in terms.assets]),
            revenue_eur=revenue,
            opex_eur=np.sum(list(costs.values()), axis=0),
            sold_hours=sold_hours,
            sold_tokens=None if tokens is None else sold_hours * tokens * build.tokens_ratio,
            renews=renews,
        ),
        costs_eur=costs,
        added_eur=added,
    )


def _share(assumed: Assumed, name: str) -> Floats:
    return assumed.draws[name][:, None]


def _sold_share(assumed: Assumed, operations: Operations) -> Floats:
    """Hours sold over hours that stand: the year's, moved as the draws move utilisation."""
    used = assumed.draws["utilisation_share"]
    if operations.sold_share is not None:
        used = operations.sold_share * used / assumed.medians["utilisation_share"]
    return np.minimum(used, _MOST_SOLD)


def _grid_apart(build: Build, assumed: Assumed) -> tuple[Floats, Floats]:
    """Money of building, and of it what pays for the connection."""
    whole = build.shell_eur.sum(axis=1)
    wanted = assumed.draws["connection_cost_eur_per_mw"] * build.power_mw[:, -1]
    part = np.divide(np.minimum(wanted, whole), whole, out=np.zeros_like(whole), where=whole > 0)
    grid = build.shell_eur * part[:, None]
    return build.shell_eur - grid, grid


def _at_least(announced: Floats, wanted: Floats) -> Floats:
    """The announced money, raised in proportion to what is filled in where it falls short."""
    has, needs = announced.sum(axis=1), wanted.sum(axis=1)
    part = np.divide(np.maximum(needs - has, 0.0), needs, out=np.zeros_like(needs), where=needs > 0)
    return np.asarray(announced + wanted * part[:, None])


def _standing_costs(build: Build, assumed: Assumed, inflation: Floats) -> dict[str, Floats]:
    """Staff, upkeep of the shell, local taxes and insurance, from the first megawatt on."""
    stands = build.power_mw > 0
    shell = np.where(stands, np.cumsum(build.shell_eur, axis=1), 0.0) * inflation
    jobs = build.power_mw * _share(assumed, "jobs_per_mw")
    return {
        "staff": jobs * _share(assumed, "staff_cost_eur_per_job_year") * inflation,
        "upkeep": _share(assumed, "upkeep_shell_share") * shell,
        "charges": _share(assumed, "local_charges_share") * shell,
    }


def _energy(build: Build, assumed: Assumed, operations: Operations) -> Floats:
    """Euros of electricity, in money of `MONEY_OF`."""
    load = assumed.draws["load_factor"]
    if operations.load_share is not None:
        load = np.minimum(operations.load_share * load / assumed.medians["load_factor"], 1.0)
    price = (
        assumed.draws["electricity_price_eur_per_mwh"] * operations.price_ratio
        + assumed.draws["turpe_eur_per_mwh"]
        + assumed.draws["accise_eur_per_mwh"]
    )
    energy: Floats = build.filled_mw * HOURS * (load * price)[:, None]
    return energy


def _renews(
    build: Build, earned: Floats, servers: Floats, costs: Mapping[str, Floats], terms: Terms
) -> Flags:
    """Whether the machines' successors would earn their cost, (draw,).

    `earned` is what one machine earns in a year by its age, (draw, year). What they earn over one
    life, less all running costs of the years in which they would serve, discounted at what owners
    ask for, against their price.
    """
    draws, years = build.added.shape
    life = _life(terms)
    begun = np.where(build.added.any(axis=1), (build.added > 0).argmax(axis=1), 0)
    ages = np.arange(life)
    at = np.minimum(begun[:, None] + life + ages, years - 1)
    running = np.sum(list(costs.values()), axis=0)[np.arange(draws)[:, None], at]
    count = build.added.sum(axis=1)
    worth = (1.0 + terms.discount_rate) ** -(ages + 1.0)
    second = earned[:, life : 2 * life] if years >= 2 * life else earned[:, :life]
    margin = (count[:, None] * second - running) @ worth[: second.shape[1]]
    renewal = _servers(terms).renewal_share * servers.sum(axis=1)
    return np.asarray(margin >= renewal)


def _servers(terms: Terms) -> AssetClass:
    return next(asset for asset in terms.assets if asset.name == SERVERS)


def _life(terms: Terms) -> int:
    return _servers(terms).life_years


def _rent(build: Build, earned: Floats, renews: Flags, life: int) -> tuple[Floats, Floats]:
    """Euros for an hour sold, mean over the cohorts that run, and their share of all machines."""
    draws, years = build.added.shape
    runs = np.where(renews[:, None] | (np.arange(years) < life), 1.0, 0.0)
    rent, running, all_of_them = (np.zeros((draws, years)) for _ in range(3))
    for year in np.flatnonzero(build.added.any(axis=0)):
        cohort = build.added[:, year : year + 1]
        runs_now = cohort * runs[:, : years - year]
        rent[:, year:] += runs_now * earned[:, : years - year]
        running[:, year:] += runs_now
        all_of_them[:, year:] += cohort
    nothing = np.zeros((draws, years))
    return (
        np.divide(rent, running, out=nothing.copy(), where=running > 0),
        np.divide(running, all_of_them, out=nothing + 1.0, where=all_of_them > 0),
    )


def hour_prices(assumed: Assumed, terms: Terms, years: int) -> Floats:
    """Euros for an hour of a machine by the years since it was first bought, (draw, year)."""
    servers = _servers(terms)
    age = np.arange(years)
    cycle, within = age // servers.life_years, age % servers.life_years
    kept = 1.0 - np.minimum(assumed.draws["rental_price_decline_per_year"], _MOST_DECLINE)
    posted = kept[:, None] ** within
    held = np.where(within < assumed.draws["contract_years"][:, None], 1.0, posted)
    ahead = _share(assumed, "contracted_share")
    discount = _share(assumed, "contracted_discount_share")
    prices: Floats = (
        _share(assumed, "launch_rent_eur_per_hour")
        * servers.renewal_share**cycle
        * (ahead * (1.0 - discount) * held + (1.0 - ahead) * posted)
    )
    return prices
