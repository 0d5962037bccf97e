"""What was held by whom, where, hour by hour: written down, chained, and held against the rules.

The log is all that a judge needs: its first line has the rules, each further line an hour, and
each line the digest of all before it. `verify` reads a log without anything else of the package's
year, does every comparison anew, and finds where a line was changed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from grandlivre.campus.operate.model import Audit, Breach
from grandlivre.campus.operate.services import still_kept
from grandlivre.campus.operate.year import CampusYear
from grandlivre.errors import CampusError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

RULES = ("zone", "pool", "quota", "budget", "reservation", "cap", "capacity")
_HOUR = 3600
_RELATIVE = 1e-9
_DIGEST_BYTES = 16
_LINE = re.compile(r"[0-9a-f]{32} \{")
"""How a line of a log begins: its chain, and its record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the log holds: rules, and what was used; seconds are accelerator-seconds."""

    rules: dict[str, Any]
    """Pools, tenants, lanes, services and budgets, as plain values."""
    on: Ints
    """(hour, pool)"""
    jobs_s: Ints
    """(hour, lane)"""
    services: Ints
    """(hour, service and pool): a column for each pair, in the order of the rules."""
    cap_mw: Floats
    site_mw: Floats
    charged_s: Ints
    """(month, tenant)"""
    booked_s: Ints
    """(tenant,)"""


def book_of(year: CampusYear) -> Book:
    """The book of a year."""
    design = year.design
    rules = {
        "design": design.name,
        "year": year.options.year,
        "seed": year.options.seed,
        "events": [event.name for event in year.options.events],
        "pools": [[pool.name, pool.zone] for pool in design.pools],
        "tenants": [
            {
                "name": each.name,
                "zones": list(each.zones),
                "pools": list(each.pools),
                "quota": each.quota,
                "reserved": each.reserved,
                "monthly_hours": each.monthly_hours,
            }
            for each in design.tenants
        ],
        "lanes": [[lane.pool, lane.tenant, lane.work] for lane in year.lanes],
        "services": [
            [each.service, tenant.tenant, pool]
            for each, tenant in zip(year.services, design.services, strict=True)
            for pool in each.pools
        ],
    }
    columns = [each.by_pool for each in year.services]
    services = np.column_stack(columns) if columns else np.zeros((year.hours, 0))
    return Book(
        rules=rules,
        on=year.accelerators,
        jobs_s=np.rint(year.used * _HOUR).astype(np.int64),
        services=np.rint(services).astype(np.int64),
        cap_mw=year.power.cap_mw,
        site_mw=year.power.site_mw,
        charged_s=np.rint(year.charged_hours * _HOUR).astype(np.int64),
        booked_s=np.rint(year.booked_hours * _HOUR).astype(np.int64),
    )


def audit_of(book: Book) -> Audit:
    """Hold a book against its rules.

    Parameters
    ----------
    book
        From a year, or from a log.

    Returns
    -------
    Audit
        How many comparisons of each rule were made, what was broken, and the log's last digest.

    Notes
    -----
    Each rule is worked out here from what was used, never from what was planned:

    - zone, pool: whoever held anything of a pool was allowed to touch it;
    - quota: a tenant's jobs held no more of a pool than its share of what was on;
    - reservation: jobs of others left a tenant what it had reserved beyond its own services;
    - capacity: jobs and services together held no more than was on;
    - cap: the site drew no more than it might;
    - budget: no month was overdrawn, and what was charged is what was used and what is still
      booked for those that run.
    """
    digest = ""
    for line in log_lines(book):
        digest = _chain_of(line)
    breaches: list[Breach] = []
    checks = dict.fromkeys(RULES, 0)
    for rule, count, found in (
        *_places(book), _quota(book), _reservation(book), _capacity(book), _cap(book),
        _budget(book),
    ):  # fmt: skip
        checks[rule] += count
        breaches += found
    return Audit(checks=checks, breaches=tuple(breaches), digest=digest)


def audit_log(year: CampusYear) -> Iterator[str]:
    """The log of a year, line by line: rules, hours, budgets; each with the chain's digest."""
    return log_lines(book_of(year))


def log_lines(book: Book) -> Iterator[str]:
    """The log of a book."""
    chain = ""
    for record in _records(book):
        body = orjson.dumps(record).decode()
        chain = blake2b((chain + body).encode(), digest_size=_DIGEST_BYTES).hexdigest()
        yield f"{chain} {body}"


def verify(lines: Iterable[str]) -> Audit:
    """Read a log, check its chain, and hold it against its rules.

    Parameters
    ----------
    lines
        As `audit_log` gives them.

    Returns
    -------
    Audit
        The same as that of the year that was written.

    Raises
    ------
    CampusError
        Where a line was changed, is missing or is no line of a log; it says which.
    """
    chain, records = "", []
    for number, line in enumerate(lines, 1):
        body = line.rstrip("\n").partition(" ")[2]
        chain = blake2b((chain + body).encode(), digest_size=_DIGEST_BYTES).hexdigest()
        try:
            record = orjson.loads(body)
        except orjson.JSONDecodeError:
            record = None
        if _chain_of(line) != chain or record is None:
            raise _broken(number, line)
        records.append(record)
    if len(records) < 2 or "rules" not in records[0] or "charged_s" not in records[-1]:
        raise _broken(len(records))
    return audit_of(_book(records))


def _broken(number: int, line: str = "") -> CampusError:
    if number <= 1 and not _LINE.match(line):
        return CampusError(
            "this is no log of a campus year",
            remedy="name the file that campus run --out wrote",
            code="audit_chain",
        )
    return CampusError(
        "the chain of the log is broken",
        where=f"line {number}",
        remedy="this line, or one before it, is not what was written",
        code="audit_chain",
    )


def _chain_of(line: str) -> str:
    return line.partition(" ")[0]


def _records(book: Book) -> Iterator[dict[str, Any]]:
    yield {"rules": book.rules}
    on, jobs, services = book.on.tolist(), book.jobs_s, book.services
    for hour in range(len(on)):
        lanes, held = np.flatnonzero(jobs[hour]), np.flatnonzero(services[hour])
        yield {
            "hour": hour,
            "on": on[hour],
            "jobs_s": list(zip(lanes.tolist(), jobs[hour, lanes].tolist(), strict=True)),
            "services": list(zip(held.tolist(), services[hour, held].tolist(), strict=True)),
            "cap_mw": float(book.cap_mw[hour]),
            "site_mw": float(book.site_mw[hour]),
        }
    yield {"charged_s": book.charged_s.tolist(), "booked_s": book.booked_s.tolist()}


def _book(records: list[dict[str, Any]]) -> Book:
    """The book that a log's lines hold."""
    rules, hours, last = records[0]["rules"], records[1:-1], records[-1]
    jobs = np.zeros((len(hours), len(rules["lanes"])), dtype=np.int64)
    services = np.zeros((len(hours), len(rules["services"])), dtype=np.int64)
    for at, record in enumerate(hours):
        for column, value in record["jobs_s"]:
            jobs[at, column] = value
        for column, value in record["services"]:
            services[at, column] = value
    return Book(
        rules=rules,
        on=np.array([record["on"] for record in hours], dtype=np.int64),
        jobs_s=jobs,
        services=services,
        cap_mw=np.array([record["cap_mw"] for record in hours]),
        site_mw=np.array([record["site_mw"] for record in hours]),
        charged_s=np.array(last["charged_s"], dtype=np.int64),
        booked_s=np.array(last["booked_s"], dtype=np.int64),
    )


Found = tuple[str, int, list[Breach]]


def _places(book: Book) -> list[Found]:
    """Zones and pools: who held anything where it may not be."""
    zones = dict(book.rules["pools"])
    tenants = {each["name"]: each for each in book.rules["tenants"]}
    holders = [(lane[1], lane[0], book.jobs_s[:, at] / _HOUR)
               for at, lane in enumerate(book.rules["lanes"])]  # fmt: skip
    holders += [(entry[1], entry[2], book.services[:, at].astype(np.float64))
                for at, entry in enumerate(book.rules["services"])]  # fmt: skip
    count = 0
    astray: list[Breach] = []
    outside: list[Breach] = []
    for tenant, pool, held in holders:
        hours = np.flatnonzero(held)
        count += len(hours)
        entitled = tenants[tenant]
        for is_broken, rule, found in (
            (zones[pool] not in entitled["zones"], "zone", astray),
            (bool(entitled["pools"]) and pool not in entitled["pools"], "pool", outside),
        ):
            if is_broken:
                found += [
                    Breach(rule=rule, hour=int(hour), tenant=tenant, pool=pool,
                           excess=float(held[hour]))
                    for hour in hours
                ]  # fmt: skip
    return [("zone", count, astray), ("pool", count, outside)]


def _held(book: Book) -> tuple[Ints, Ints]:
    """Accelerator-seconds of jobs and accelerators of services, (hour, pool, tenant) each."""
    pools = {name: at for at, (name, _) in enumerate(book.rules["pools"])}
    tenants = {each["name"]: at for at, each in enumerate(book.rules["tenants"])}
    shape = (len(book.on), len(pools), len(tenants))
    jobs, services = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for at, (pool, tenant, _) in enumerate(book.rules["lanes"]):
        jobs[:, pools[pool], tenants[tenant]] += book.jobs_s[:, at]
    for at, (_, tenant, pool) in enumerate(book.rules["services"]):
        services[:, pools[pool], tenants[tenant]] += book.services[:, at]
    return jobs, services


def _quota(book: Book) -> Found:
    jobs, _ = _held(book)
    quota = np.array([each["quota"] for each in book.rules["tenants"]])
    most = np.floor(book.on[:, :, None] * quota + _RELATIVE).astype(np.int64) * _HOUR
    return "quota", jobs.size, _beyond(book, "quota", jobs - most)


def _reservation(book: Book) -> Found:
    jobs, services = _held(book)
    zones, tenants = dict(book.rules["pools"]), book.rules["tenants"]
    share = np.array(
        [
            [
                each["reserved"]
                if zone in each["zones"] and (not each["pools"] or name in each["pools"])
                else 0.0
                for each in tenants
            ]
            for name, zone in zones.items()
        ]
    )
    reserved = np.floor(book.on[:, :, None] * share + _RELATIVE).astype(np.int64)
    left = book.on - services.sum(axis=2)
    kept = still_kept(reserved, services, left)
    others = jobs.sum(axis=2)[:, :, None] - jobs
    excess = np.where(kept > 0, others - (left[:, :, None] - kept) * _HOUR, 0)
    return "reservation", int((kept > 0).sum()), _beyond(book, "reservation", excess)


def _capacity(book: Book) -> Found:
    jobs, services = _held(book)
    excess = jobs.sum(axis=2) + (services.sum(axis=2) - book.on) * _HOUR
    found = _beyond(book, "capacity", excess[:, :, None])
    return "capacity", excess.size, found


def _cap(book: Book) -> Found:
    excess = book.site_mw - book.cap_mw
    hours = np.flatnonzero(excess > _RELATIVE * np.maximum(book.cap_mw, 1.0))
    return (
        "cap",
        len(excess),
        [
            Breach(rule="cap", hour=int(hour), tenant=None, pool=None, excess=float(excess[hour]))
            for hour in hours
        ],
    )


def _budget(book: Book) -> Found:
    """Months that are overdrawn, and accounts that are not what was used."""
    found: list[Breach] = []
    tenants = book.rules["tenants"]
    used = _held(book)[0].sum(axis=(0, 1))
    for at, each in enumerate(tenants):
        most = np.inf if each["monthly_hours"] is None else each["monthly_hours"] * _HOUR
        for month, charged in enumerate(book.charged_s[:, at]):
            if charged > most:
                found.append(
                    Breach(rule="budget", hour=_first_hour(month), tenant=each["name"], pool=None,
                           excess=float(charged - most) / _HOUR)
                )  # fmt: skip
        unaccounted = int(book.charged_s[:, at].sum() - book.booked_s[at] - used[at])
        if unaccounted:
            found.append(
                Breach(rule="budget", hour=len(book.on) - 1, tenant=each["name"], pool=None,
                       excess=unaccounted / _HOUR)
            )  # fmt: skip
    return "budget", book.charged_s.size + len(tenants), found


def _first_hour(month: int) -> int:
    days = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 24 * sum(days[:month])


def _beyond(book: Book, rule: str, excess_s: Ints) -> list[Breach]:
    """Breaches where seconds are in excess, (hour, pool, tenant or one)."""
    tenants, pools = book.rules["tenants"], book.rules["pools"]
    by_tenant = excess_s.shape[2] == len(tenants) and rule != "capacity"
    return [
        Breach(
            rule=rule,
            hour=int(hour),
            tenant=tenants[tenant]["name"] if by_tenant else None,
            pool=pools[pool][0],
            excess=float(excess_s[hour, pool, tenant]) / _HOUR,
        )
        for hour, pool, tenant in np.argwhere(excess_s > 0)
    ]
