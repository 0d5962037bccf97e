"""What a year comes to: figures of the site, of each tenant, partition, class and service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import nan

import numpy as np
from numpy.typing import NDArray

from grandlivre.campus.design.model import WorkClass
from grandlivre.campus.operate.bearing import (
    Bearer,
    bearers,
    carbon_t_per_mwh,
    site_over_it,
    together,
)
from grandlivre.campus.operate.costs import cost_by_part, relief_income_eur
from grandlivre.campus.operate.gridside import flexibility
from grandlivre.campus.operate.year import CampusYear, JobsYear
from grandlivre.campus.power import ramps

Floats = NDArray[np.float64]


class Axis(StrEnum):
    """What a figure is of."""

    SITE = "site"
    TENANT = "tenant"
    PARTITION = "partition"
    CLASS = "class"
    SERVICE = "service"


UNITS: Mapping[str, str] = {
    "accelerators": "count", "utilisation": "share", "goodput": "share", "sold_hours": "h",
    "jobs": "count", "finished": "count", "failures": "count", "preemptions": "count",
    "missed": "count", "wait_mean": "h", "wait_p50": "h", "wait_p95": "h", "wait_p99": "h",
    "tokens": "count", "attainment": "share", "it_energy": "MWh", "site_energy": "MWh",
    "pue": "ratio", "wue": "L/kWh", "water": "m3", "recovered": "MWh", "peak": "MW",
    "least": "MW", "ramp_up": "MW", "ramp_down": "MW", "ramp_p99": "MW", "unserved": "MWh",
    "cost": "EUR", "carbon_location": "t", "carbon_market": "t", "relief_income": "EUR",
    "token_energy": "J", "token_carbon": "g/Mtoken", "run_energy": "MWh", "run_carbon": "t",
    "flexible_1h": "MW", "flexible_4h": "MW",
    **{f"cost_{part}": "EUR" for part in
       ("band", "spot", "turpe_energy", "turpe_power", "accise", "wear", "backup")},
}  # fmt: skip
"""Figures by key, in the order in which they are told. Their names stand in the messages, under
``campus.outcome.KEY``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One figure of a year."""

    key: str
    """Which: see `UNITS`."""
    axis: Axis
    of: str
    """Name of the tenant, partition, class or service; the design's for the site."""
    value: float
    unit: str


def outcomes(year: CampusYear) -> tuple[Outcome, ...]:
    """All figures of a year.

    Parameters
    ----------
    year
        From `grandlivre.campus.operate.operate`.

    Returns
    -------
    tuple
        Those of the site first; then of each tenant, partition, class and service. What makes no
        sense of something, such as waits where no job started, is left out.

    Notes
    -----
    - utilisation: accelerator-hours held over those that stood with power.
    - goodput: hours of work that was kept and of replicas, these weighed by the share of answers
      in time, over the accelerator-hours that stood with power.
    - energy of a tenant, partition, class or service: its draw at the racks, and with it the
      hour's losses and cooling in proportion; what idles is nobody's, so that the parts come to
      less than the site. Cost and carbon follow that energy hour by hour.
    - a training run: a pre-training job that finished, with all of its attempts.
    """
    found = _site(year)
    parts = bearers(year)
    for axis, key in _KEYS.items():
        for name, group in together(parts, key).items():
            found += _group(year, axis, name, group)
    return tuple(found)


_KEYS: Mapping[Axis, Callable[[Bearer], str | None]] = {
    Axis.TENANT: lambda each: each.tenant,
    Axis.PARTITION: lambda each: each.partition,
    Axis.CLASS: lambda each: each.kind.value,
    Axis.SERVICE: lambda each: each.service,
}


def value_of(found: tuple[Outcome, ...], key: str, axis: Axis = Axis.SITE, of: str = "") -> float:
    """One figure among others; not a number where there is none."""
    for each in found:
        if each.key == key and each.axis is axis and (each.of == of or not of):
            return each.value
    return nan


def _list(axis: Axis, of: str, values: Mapping[str, float]) -> list[Outcome]:
    return [
        Outcome(key=key, axis=axis, of=of, value=float(values[key]), unit=unit)
        for key, unit in UNITS.items()
        if key in values and not np.isnan(values[key])
    ]


def _site(year: CampusYear) -> list[Outcome]:
    power = year.power
    everyone = bearers(year)
    it, site = float(power.it_mw.sum()), float(power.site_mw.sum())
    location, market = carbon_t_per_mwh(year)
    steps = ramps(power.site_mw)
    offered = flexibility(year)
    stood = float(year.accelerators.sum())
    values = {
        **_work(year, "site", everyone, year.jobs, stood),
        "accelerators": stood / year.hours,
        "it_energy": it,
        "site_energy": site,
        "pue": site / it if it else nan,
        "water": float(power.water_m3.sum()),
        "wue": float(power.water_m3.sum()) / it if it else nan,
        "recovered": float(power.recovered_mw.sum()),
        "peak": float(power.site_mw.max()),
        "least": float(power.site_mw.min()),
        "ramp_up": steps["up_most"],
        "ramp_down": steps["down_most"],
        "ramp_p99": steps["p99"],
        "unserved": float(power.unserved_mw.sum()),
        "cost": float(power.cost_eur.sum()),
        "carbon_location": float(power.site_mw @ location),
        "carbon_market": float(power.site_mw @ market),
        "relief_income": relief_income_eur(year),
        "flexible_1h": float(offered.one_hour_mw.mean()),
        "flexible_4h": float(offered.four_hours_mw.mean()),
        **{f"cost_{name}": value for name, value in cost_by_part(year).items()},
        **_per_token(year, everyone),
        **_per_run(year, everyone),
    }
    return _list(Axis.SITE, year.design.name, values)


def _group(year: CampusYear, axis: Axis, name: str, group: tuple[Bearer, ...]) -> list[Outcome]:
    """Figures of some of the site's work."""
    lanes = [each.lane for each in group if each.lane is not None]
    jobs = tuple(year.jobs[lane] for lane in lanes)
    drawn = np.sum([each.it_mw for each in group], axis=0) * site_over_it(year)
    location, market = carbon_t_per_mwh(year)
    power = year.power
    price = np.where(power.site_mw > 0, power.cost_eur / np.maximum(power.site_mw, 1e-12), 0.0)
    pools = {pool.name: at for at, pool in enumerate(year.design.pools)}
    stood = nan
    if axis is Axis.PARTITION:
        held = next((each.pools for each in year.design.partitions if each.name == name), (name,))
        stood = float(sum(year.accelerators[:, pools[pool]].sum() for pool in held))
    held_hours = float(sum(each.accelerators.sum() for each in group))
    values = {
        **_work(year, f"{axis.value}:{name}", group, jobs, stood),
        "accelerators": held_hours / year.hours,
        "it_energy": float(sum(each.it_mw.sum() for each in group)),
        "site_energy": float(drawn.sum()),
        "cost": float(drawn @ price),
        "carbon_location": float(drawn @ location),
        "carbon_market": float(drawn @ market),
        **_per_token(year, group),
        **_per_run(year, group),
    }
    return _list(axis, name, values)


def _work(
    year: CampusYear,
    key: str,
    group: tuple[Bearer, ...],
    jobs: tuple[JobsYear, ...],
    stood: float,
) -> dict[str, float]:
    """Use, waits and answers."""
    held = float(sum(each.accelerators.sum() for each in group))
    ran = {each.service: each for each in year.services}
    served = [each for each in group if each.service is not None]
    kept = sum(each.good_hours for each in jobs)
    kept += float(sum(each.accelerators @ ran[each.service or ""].attainment for each in served))
    values = {
        "utilisation": held / stood if stood > 0 else nan,
        "goodput": kept / stood if stood > 0 else nan,
        "sold_hours": held,
    }
    if jobs:
        values |= {
            "jobs": sum(each.submitted for each in jobs),
            "finished": sum(each.finished for each in jobs),
            "failures": sum(each.failures for each in jobs),
            "preemptions": sum(each.preemptions for each in jobs),
        }
        if any(each.kind is WorkClass.TEACHING for each in jobs):
            values["missed"] = sum(each.missed for each in jobs)
        waits = year.waits_h.get(key, (nan,) * 4)
        values |= dict(zip(("wait_mean", "wait_p50", "wait_p95", "wait_p99"), waits, strict=True))
    names = {each.service for each in served}
    if names:
        services = [ran[name] for name in sorted(str(name) for name in names)]
        asked = sum(float(each.tokens_asked_per_s.sum()) for each in services)
        in_time = sum(float(each.tokens_asked_per_s @ each.attainment) for each in services)
        values["tokens"] = 3600.0 * sum(float(each.tokens_served_per_s.sum()) for each in services)
        values["attainment"] = in_time / asked if asked > 0 else 1.0
    return values


def _per_token(year: CampusYear, group: tuple[Bearer, ...]) -> dict[str, float]:
    """Energy and carbon of a token, at the site's meter: by services alone."""
    served = [each for each in group if each.service is not None]
    names = {each.service for each in served}
    tokens = 3600.0 * sum(
        float(each.tokens_served_per_s.sum()) for each in year.services if each.service in names
    )
    if tokens <= 0:
        return {}
    drawn = np.sum([each.it_mw for each in served], axis=0) * site_over_it(year)
    location, _ = carbon_t_per_mwh(year)
    return {
        "token_energy": float(drawn.sum()) * 3.6e9 / tokens,
        "token_carbon": float(drawn @ location) * 1e12 / tokens,
    }


def _per_run(year: CampusYear, group: tuple[Bearer, ...]) -> dict[str, float]:
    """Energy and carbon of a training run, at the site's meter."""
    lanes = [
        each.lane for each in group if each.lane is not None and each.kind is WorkClass.PRETRAINING
    ]
    runs = sum(year.jobs[lane].finished for lane in lanes)
    drawn = np.sum([year.drawn_mw[:, lane] for lane in lanes], axis=0) if lanes else None
    if not runs or drawn is None or drawn.sum() <= 0:
        return {}
    # Runs are not followed hour by hour: each draws in the mean of its lane's hours.
    factor = site_over_it(year)
    location, _ = carbon_t_per_mwh(year)
    rack = sum(year.jobs[lane].finished_mwh for lane in lanes) / runs
    energy = rack * float(drawn @ factor) / float(drawn.sum())
    carbon = rack * float((drawn * factor) @ location) / float(drawn.sum())
    return {"run_energy": energy, "run_carbon": carbon}
