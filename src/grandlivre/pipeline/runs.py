"""Runs of a scenario as jobs: what may be asked of them, and doing them in a process apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from grandlivre.campus.design import designs
from grandlivre.campus.operate import events
from grandlivre.engine import Bounds, Tell, run_apart
from grandlivre.errors import ConfigError, StoreError
from grandlivre.outlook import Scope, scenarios
from grandlivre.pipeline.accounts import by_hand
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.campus import (
    CampusAsk,
    campus_json,
    campus_year,
    design_of,
    financed_if_built,
    sections_of,
)
from grandlivre.pipeline.outlook import USUAL_SCENARIO, OutlookAsk, outlook_json, prospect_of
from grandlivre.pipeline.plan import plan_of
from grandlivre.report.campus import Run
from grandlivre.report.outlook import outlook_brief
from grandlivre.store import open_store

KINDS = ("outlook", "campus")
USUAL_CAMPUS = "campus-ia"
_FIRST_YEAR, _LAST_YEAR = 2020, 2060
_MOST_DRAWS = 20_000
_MOST_CONDITIONS = 10
_LONGEST = 200
_BOUNDS = Bounds(memory_bytes=6_000_000_000, seconds=1_800.0)
"""Of a run: it reads nobody's files, so its bounds only keep it from going on for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A run as it may be asked for, checked."""

    kind: str
    options: Mapping[str, Any]


def checked(kind: str, options: Mapping[str, Any]) -> Asked:
    """What is asked for, where it makes sense.

    Raises
    ------
    ConfigError
        Where it does not.

    Examples
    --------
    >>> checked("outlook", {"draws": 500}).options["scenario"]
    'reference-class'
    """
    if kind == "outlook":
        return Asked(kind=kind, options=_outlook(options))
    if kind == "campus":
        return Asked(kind=kind, options=_campus(options))
    raise ConfigError(
        f"there is no kind of run called {kind}",
        where="kind",
        remedy=f"use one of {', '.join(KINDS)}",
    )


def _outlook(options: Mapping[str, Any]) -> dict[str, Any]:
    scenario = str(options.get("scenario") or USUAL_SCENARIO)
    if scenario not in scenarios():
        # Names of files are for those who are at this machine.
        raise ConfigError(
            f"there is no scenario called {scenario[:_LONGEST]}",
            where="scenario",
            remedy=f"use one of {', '.join(scenarios())}",
        )
    given = options.get("given") or []
    if isinstance(given, str):
        given = [line for line in given.splitlines() if line.strip()]
    if not isinstance(given, list) or len(given) > _MOST_CONDITIONS:
        raise ConfigError(
            f"at most {_MOST_CONDITIONS} conditions can be given", where="given", remedy=""
        )
    usual = OutlookAsk()
    return {
        "scenario": scenario,
        "draws": _whole(options, "draws", usual.draws, _MOST_DRAWS),
        "seed": _whole(options, "seed", usual.seed, 2**31),
        "given": [str(each)[:_LONGEST] for each in given],
    }


def _campus(options: Mapping[str, Any]) -> dict[str, Any]:
    name = str(options.get("design") or USUAL_CAMPUS)
    if name not in designs():
        # Names of files are for those who are at this machine.
        raise ConfigError(
            f"there is no campus called {name[:_LONGEST]}",
            where="design",
            remedy=f"use one of {', '.join(designs())}",
        )
    named = options.get("events") or []
    if isinstance(named, str):
        named = [each.strip() for each in named.split(",") if each.strip()]
    known = events()
    for each in named if isinstance(named, list) else [named]:
        if each not in known:
            raise ConfigError(
                f"there is no event called {str(each)[:_LONGEST]}",
                where="events",
                remedy=f"use one of {', '.join(known)}",
            )
    usual = CampusAsk()
    year = _whole(options, "year", usual.year, _LAST_YEAR)
    if year < _FIRST_YEAR:
        raise ConfigError(
            f"{year} is out of range",
            where="year",
            remedy=f"give a year from {_FIRST_YEAR} to {_LAST_YEAR}",
        )
    seed = _whole(options, "seed", usual.seed, 2**31)
    return {"design": name, "year": year, "events": list(named), "seed": seed}


def _whole(options: Mapping[str, Any], name: str, usual: int, most: int) -> int:
    value = options.get(name)
    if value is None or value == "":
        return usual
    try:
        number = int(str(value))
    except ValueError:
        raise ConfigError(f"{str(value)[:50]} is no whole number", where=name) from None
    if not 0 <= number <= most or (name == "draws" and number < 1):
        raise ConfigError(
            f"{number} is out of range", where=name, remedy=f"give a number up to {most}"
        )
    return number


def run_outlook(
    place: str,
    options: Mapping[str, Any],
    *,
    told: Tell | None = None,
    is_wanted: Callable[[], bool] | None = None,
) -> Any:
    """Project the ledger's plan in a process apart.

    Returns
    -------
    dict
        As `grandlivre.pipeline.outlook.outlook_json`, of the whole and of projects, with
        ``brief``: the finding and the years in words, by language.
    """
    packed = run_apart(
        outlook_apart, place, dict(options), bounds=_BOUNDS, told=told, is_wanted=is_wanted
    )
    return orjson.loads(packed)


def outlook_apart(tell: Tell, place: str, options: Mapping[str, Any]) -> bytes:
    """`run_outlook` inside its process."""
    with Book(place) as book:
        plan = plan_of(book)
        ask = OutlookAsk(
            scenario=options["scenario"],
            draws=options["draws"],
            seed=options["seed"],
            given=tuple(options["given"]),
            told=tell,
        )
        prospect = prospect_of(plan, ask)
        briefs = {name: outlook_brief(prospect, language=name) for name in ("fr", "en")}
        return orjson.dumps(outlook_json(prospect, Scope.PROJECT) | {"brief": briefs})


def run_campus(
    place: str,
    options: Mapping[str, Any],
    *,
    told: Tell | None = None,
    is_wanted: Callable[[], bool] | None = None,
) -> Any:
    """Run a campus through a year, and finance it by the ledger's plan, in a process apart.

    Returns
    -------
    dict
        As `grandlivre.pipeline.campus.campus_json`, with ``sections``: the pages' part on it, by
        language.
    """
    packed = run_apart(
        campus_apart, place, dict(options), bounds=_BOUNDS, told=told, is_wanted=is_wanted
    )
    return orjson.loads(packed)


def record_campus(place: str, run: Run) -> None:
    """Have a year that was run already shown by the application over that database.

    Parameters
    ----------
    place
        The ledger's database.
    run
        The year; it takes the place of the one that was recorded so before.
    """
    options = run.year.options
    asked = {
        "design": run.year.design.name,
        "year": options.year,
        "events": [each.name for each in options.events],
        "seed": options.seed,
    }
    write = by_hand("run", f"campus {run.year.design.name}")
    with open_store(place) as store:
        store.jobs.record("campus", asked, write, result=_campus_result(run))


def _campus_result(run: Run) -> dict[str, Any]:
    return campus_json(run) | {"sections": sections_of(run)}


def campus_apart(tell: Tell, place: str, options: Mapping[str, Any]) -> bytes:
    """`run_campus` inside its process."""
    ask = CampusAsk(
        year=options["year"],
        seed=options["seed"],
        events=tuple(options["events"]),
        told=tell,
    )
    year = campus_year(design_of(options["design"]), ask)
    try:
        with Book(place) as book:
            plan = plan_of(book)
    except StoreError:
        plan = None  # Nothing is recorded yet: the design's own phases make its plan.
    run = Run(year=year, accounts=financed_if_built(year, plan))
    return orjson.dumps(_campus_result(run))
