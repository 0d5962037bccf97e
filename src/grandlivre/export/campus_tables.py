"""A year of a campus as tables: hours, lanes, services, tenants, jobs, and the run itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from grandlivre.campus.operate.year import CampusYear, Power
from grandlivre.export import csv_tables, parquet
from grandlivre.export.columns import Column, Shape, key, share, text, texts, whole

Rows = Iterable[Sequence[Any]]

_UNITS = {
    "_mw": "MW", "_mwh": "MWh", "_m3": "m³", "_c": "°C", "_eur": "EUR",
    "_eur_per_mwh": "EUR/MWh", "_g_per_kwh": "g/kWh",
}  # fmt: skip
_ABOUT = {
    "cap_mw": "Most that the site may draw",
    "it_mw": "Draw of the computers, at the racks",
    "loss_mw": "Lost in conversion",
    "cooling_mw": "Draw of the cooling",
    "site_mw": "Computers, losses and cooling together",
    "grid_mw": "Drawn from the grid",
    "solar_mw": "Given by the panels",
    "charge_mw": "Into the battery",
    "discharge_mw": "Out of the battery",
    "stored_mwh": "In the battery at the hour's end",
    "backup_mw": "Given by the generators",
    "unserved_mw": "Not served",
    "chilled_mw": "Heat that chillers took",
    "recovered_mw": "Heat given to a network",
    "water_m3": "Water used",
    "dry_bulb_c": "Dry-bulb temperature",
    "wet_bulb_c": "Wet-bulb temperature",
    "price_eur_per_mwh": "Of the next megawatt-hour: spot, grid charge by volume, tax",
    "carbon_g_per_kwh": "Of the grid's electricity, location based",
    "cost_eur": "Of energy, all in",
}
POWER = tuple(field.name for field in fields(Power))
"""Columns of an hour's power, in the order of the record."""


def _unit(name: str) -> str:
    """Unit of a column by the longest ending that its name has."""
    ends = [end for end in _UNITS if name.endswith(end)]
    return _UNITS[max(ends, key=len)] if ends else ""


def _power(name: str) -> Column:
    return share(name, _ABOUT.get(name, name), _unit(name))


HOURS = Shape(
    name="hours",
    about="The campus hour by hour; 29 February is left out",
    columns=(
        whole("hour", "Hour of the year, from 0; local standard time"),
        *(_power(name) for name in POWER),
        share("accelerators", "That stand and have power"),
        share("held_by_jobs", "Accelerators held by jobs, mean of the hour"),
        share("held_by_services", "Accelerators held by services"),
        share("plan_mw", "Draw of jobs that the plan allowed", "MW"),
    ),
)
LANES = Shape(
    name="lanes",
    about="What each lane (a tenant's work in a pool) held and left waiting, hour by hour",
    columns=(
        whole("hour", "Hour of the year, from 0"),
        key("pool", "Pool of accelerators"),
        key("tenant", "Whose work it is"),
        key("work", "Name of the work"),
        share("accelerators", "Held by its jobs, mean of the hour"),
        share("backlog_hours", "Accelerator-hours that wait at the hour's end", "h"),
    ),
)
SERVICES = Shape(
    name="services",
    about="How each service was served, hour by hour",
    columns=(
        whole("hour", "Hour of the year, from 0"),
        key("service", "Name of the service"),
        key("tenant", "Whose service it is"),
        share("accelerators", "Held by its replicas"),
        share("wanted", "Accelerators that its demand asked for"),
        share("tokens_asked_per_s", "Demand of tokens", "1/s"),
        share("tokens_served_per_s", "Tokens served", "1/s"),
        share("attainment", "Share of requests answered within the latency target"),
    ),
)
JOBS = Shape(
    name="jobs",
    about="What became of the jobs of each lane",
    columns=(
        key("pool", "Pool of accelerators"),
        key("tenant", "Whose work it is"),
        key("work", "Name of the work"),
        key("class", "Class of the work"),
        whole("submitted", "Jobs sent"),
        whole("finished", "Jobs done"),
        whole("running", "Jobs at work at the year's end"),
        whole("waiting", "Jobs that wait at the year's end"),
        whole("refused", "Jobs that ask for more than there ever is"),
        whole("failures", "Interruptions by a fault"),
        whole("preemptions", "Interruptions for a more urgent job, a quota or a cap"),
        share("asked_hours", "Accelerator-hours of work submitted", "h"),
        share("used_hours", "Accelerator-hours held", "h"),
        share("good_hours", "Of these, work that was kept", "h"),
        share("energy_mwh", "At the racks", "MWh"),
        share("wait_mean_h", "Mean wait until the first start; empty where none started", "h"),
        share("wait_p50_h", "Half wait no longer", "h"),
        share("wait_p95_h", "95 % wait no longer", "h"),
        share("wait_p99_h", "99 % wait no longer", "h"),
    ),
)
TENANTS = Shape(
    name="tenants",
    about="What each tenant is entitled to, and what it held",
    columns=(
        key("tenant", "Its name in the design"),
        text("title_en", "What it is called in English", required=True),
        text("title_fr", "What it is called in French", required=True),
        key("kind", "What kind of tenant it is"),
        share("share", "Weight in fair sharing"),
        texts("zones", "Zones that its work may touch"),
        share("monthly_hours", "Budget of accelerator-hours a month; empty for none", "h"),
        share("quota", "Most of a pool that its jobs may hold, as a share"),
        share("reserved", "Share of its pools kept for it"),
        share("job_hours", "Accelerator-hours that its jobs held", "h"),
        share("service_hours", "Accelerator-hours that its services held", "h"),
    ),
)
RUN = Shape(
    name="run",
    about="How the year was made: the same again with the same seed",
    columns=(
        key("design", "Its name"),
        text("source", "Who made the design: grandlivre, or a user's file", required=True),
        whole("year", "Which year"),
        whole("seed", "Where the random numbers start"),
        whole("is_full", "1 where all phases were open whatever their dates"),
        texts("events", "What befell it"),
        whole("checks", "Comparisons made of tenants' limits, the cap and the capacity"),
        whole("breaches", "Limits that were broken"),
        text("digest", "Of the chain of the audit log's lines", required=True),
    ),
)


def tables(year: CampusYear) -> list[tuple[Shape, Rows]]:
    """Each table with its rows."""
    return [
        (HOURS, _hour_rows(year)),
        (LANES, _lane_rows(year)),
        (SERVICES, _service_rows(year)),
        (JOBS, _job_rows(year)),
        (TENANTS, _tenant_rows(year)),
        (RUN, [_run_row(year)]),
    ]


def as_csv(year: CampusYear) -> dict[str, Iterable[bytes]]:
    """The tables as CSV files by name."""
    return {f"{shape.name}.csv": csv_tables.lines_of(shape, rows) for shape, rows in tables(year)}


def as_parquet(year: CampusYear) -> dict[str, Iterable[bytes]]:
    """The tables as Parquet files by name.

    Raises
    ------
    OutputError
        Where pyarrow is not installed.
    """
    return {
        f"{shape.name}.parquet": parquet.parquet_of(shape, rows) for shape, rows in tables(year)
    }


def _hour_rows(year: CampusYear) -> Iterator[tuple[Any, ...]]:
    columns = [getattr(year.power, name) for name in POWER]
    columns += [
        year.accelerators.sum(axis=1),
        year.used.sum(axis=1),
        sum((each.accelerators for each in year.services), np.zeros(year.hours)),
        year.plan_mw,
    ]
    lists = [_finite(column) for column in columns]
    yield from zip(range(year.hours), *lists, strict=True)


def _finite(values: np.ndarray) -> list[float | None]:
    """Plain numbers; what has no bound is left empty, for no table has an infinity."""
    return [float(value) if np.isfinite(value) else None for value in values]


def _lane_rows(year: CampusYear) -> Iterator[tuple[Any, ...]]:
    used, backlog = year.used.tolist(), year.backlog_hours.tolist()
    heads = [(lane.pool, lane.tenant, lane.work) for lane in year.lanes]
    for hour in range(year.hours):
        for head, held, waits in zip(heads, used[hour], backlog[hour], strict=True):
            yield (hour, *head, held, waits)


def _service_rows(year: CampusYear) -> Iterator[tuple[Any, ...]]:
    tenants = {service.name: service.tenant for service in year.design.services}
    for each in year.services:
        columns = (each.accelerators, each.wanted, each.tokens_asked_per_s,
                   each.tokens_served_per_s, each.attainment)  # fmt: skip
        values = zip(*(_finite(column) for column in columns), strict=True)
        for hour, row in enumerate(values):
            yield (hour, each.service, tenants[each.service], *row)


def _job_rows(year: CampusYear) -> Iterator[tuple[Any, ...]]:
    for each in year.jobs:
        yield (
            each.lane.pool,
            each.lane.tenant,
            each.lane.work,
            each.kind.value,
            each.submitted,
            each.finished,
            each.running,
            each.waiting,
            each.refused,
            each.failures,
            each.preemptions,
            each.asked_hours,
            each.used_hours,
            each.good_hours,
            each.energy_mwh,
            *(_finite(np.array(each.wait_h))),
        )


def _tenant_rows(year: CampusYear) -> Iterator[tuple[Any, ...]]:
    owners = {service.name: service.tenant for service in year.design.services}
    for tenant in year.design.tenants:
        served = [each for each in year.services if owners[each.service] == tenant.name]
        yield (
            tenant.name,
            tenant.title.en,
            tenant.title.fr,
            tenant.kind.value,
            tenant.share,
            tenant.zones,
            tenant.monthly_hours,
            tenant.quota,
            tenant.reserved,
            sum(each.used_hours for each in year.jobs if each.lane.tenant == tenant.name),
            float(sum(each.accelerators.sum() for each in served)),
        )


def _run_row(year: CampusYear) -> tuple[Any, ...]:
    options, audit = year.options, year.audit
    return (
        year.design.name,
        year.design.source,
        options.year,
        options.seed,
        int(options.is_full),
        tuple(event.name for event in options.events),
        sum(audit.checks.values()),
        len(audit.breaches),
        audit.digest,
    )
