"""A campus in operation: a year run, compared and written, for people and for programs."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import orjson

from grandlivre.base.codec import encode
from grandlivre.campus.design import CampusDesign, campus_of, design_named, design_to_toml, designs
from grandlivre.campus.operate import audit_log, compare, operate, verify
from grandlivre.campus.operate.codec import year_to_files
from grandlivre.campus.operate.events import event_named, events
from grandlivre.campus.operate.model import Audit, Event, OperateOptions
from grandlivre.campus.operate.outcomes import outcomes
from grandlivre.campus.operate.year import CampusYear
from grandlivre.engine import write_together
from grandlivre.errors import CampusError, ConfigError, FinanceError, OutputError
from grandlivre.export import campus_tables, pypsa_campus
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.designed import project_named
from grandlivre.pipeline.finance import FinanceAsk, financing_of, subject_of
from grandlivre.pipeline.plan import plan_of
from grandlivre.programme.model import Plan
from grandlivre.report.answers import Paper
from grandlivre.report.campus import Run
from grandlivre.report.campus.catalogue import design_answer, designs_answer, events_answer
from grandlivre.report.campus.page import campus_fragment, campus_page
from grandlivre.report.campus.readings import class_readings, tenant_readings
from grandlivre.report.campus.terminal import campus_answer, comparison_answer
from grandlivre.report.finance import Accounts

FOLDERS = ("csv", "parquet", "pypsa")
"""Forms that are folders of files."""
PAGE, FIGURES, LOG, FOLDER = "campus.html", "campus.json", "audit.log", "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusAsk:
    """How a year is to be run."""

    year: int = OperateOptions().year
    seed: int = OperateOptions().seed
    is_full: bool = False
    """True to run with all phases open, whatever their dates."""
    events: tuple[str, ...] = ()
    """Names of events that come with the package, or TOML files: all befall the one year."""
    told: Callable[[int, int], None] | None = None
    """Hears how many hours are done, of how many."""

    @property
    def options(self) -> OperateOptions:
        """What the operation takes."""
        return OperateOptions(
            year=self.year,
            seed=self.seed,
            is_full=self.is_full,
            events=tuple(event_named(name) for name in self.events),
            told=self.told,
        )


def design_of(name: str, plan: Callable[[], Plan] | None = None) -> CampusDesign:
    """The campus of that name: the package's, a user's file, or a project of the ledger's plan.

    Parameters
    ----------
    name
        A name that comes with the package, the path of a TOML file, or the title of a project.
    plan
        Makes the ledger's plan, where there is one to look the project up in.

    Raises
    ------
    ConfigError
        Where there is no such campus, or its file is malformed.

    Examples
    --------
    >>> design_of("campus-ia").project
    'Campus IA'
    """
    if name in designs() or name.endswith(".toml") or os.path.isfile(name):
        return design_named(name)
    if plan is not None:
        made = plan()
        found = project_named(name, made)
        if found is not None and not found.is_cancelled:
            return campus_of(found, made)
    raise ConfigError(
        f"there is no campus called {name}",
        remedy=f"use one of {', '.join(designs())}, a TOML file, or a project of the ledger",
    )


def ledger_plan(place: str) -> Plan:
    """The plan of a recorded ledger."""
    with Book(place) as book:
        return plan_of(book)


def campus_year(design: CampusDesign, ask: CampusAsk) -> CampusYear:
    """Run a year of a campus.

    Raises
    ------
    ConfigError
        Where an event is unknown or malformed.
    CampusError
        Where the campus cannot be run that year.
    """
    return operate(design, ask.options)


def compared(design: CampusDesign, ask: CampusAsk, names: Sequence[str]) -> tuple[CampusYear, ...]:
    """The year undisturbed, then with each event alone, all with the same random numbers."""
    told = None if ask.told is None else _Across(ask.told, 1 + len(names))
    options = replace(ask.options, told=told)
    return compare(design, options, [event_named(name) for name in names])


def financed(
    year: CampusYear,
    plan: Callable[[], Plan] | None,
    told: Callable[[int, int], None] | None = None,
) -> Accounts:
    """Whether the campus pays, with the shares of hours sold and of power that the year had.

    Parameters
    ----------
    year
        From `campus_year`.
    plan
        Makes the ledger's plan, in which its project is looked up; None without a ledger.
    told
        Hears how many steps are done, of how many.
    """
    made = None if plan is None else plan()
    day = date(year.options.year, 1, 1) if made is None else made.as_of
    subject = subject_of(year.design, made, day=min(day, datetime.now(UTC).date()))
    return financing_of(subject, FinanceAsk(seed=year.options.seed, told=told), year)


def financed_if_built(year: CampusYear, plan: Plan | None) -> Accounts | None:
    """Whether the campus pays, as `financed` has it; None where no draw builds it."""
    try:
        return financed(year, None if plan is None else lambda: plan)
    except FinanceError:
        return None


class _Across:
    """Tells of several years as of one long run."""

    def __init__(self, told: Callable[[int, int], None], years: int) -> None:
        self._told, self._years = told, years
        self._before = self._last = 0

    def __call__(self, done: int, whole: int) -> None:
        if done < self._last:
            self._before += whole
        self._last = done
        self._told(self._before + done, whole * self._years)


def campus_text(year: CampusYear, paper: Paper, *, everything: bool = False) -> str:
    """A year for people: the finding, the scorecard, the tenants, power and energy."""
    return campus_answer(year, paper, everything=everything)


def comparison_text(years: Sequence[CampusYear], paper: Paper) -> str:
    """What each event costs, for people."""
    return comparison_answer(years, paper)


def events_text(names: Sequence[str], paper: Paper, year: int) -> str:
    """Events that come with the package, or those named, for people."""
    return events_answer(_events(names), paper, year=year)


def _events(names: Sequence[str]) -> Mapping[str, Event]:
    return {name: event_named(name) for name in names} if names else events()


def designs_text(design: CampusDesign | None, paper: Paper) -> str:
    """Campuses that come with the package, or one with what it rests on, for people."""
    if design is None:
        return designs_answer(designs(), paper)
    return design_answer(design, paper)


def design_toml(design: CampusDesign) -> str:
    """A campus as TOML, to be changed and run."""
    return design_to_toml(design)


def campus_json(run: Run) -> dict[str, Any]:
    """A year in figures, by tenant, class and service, with what was checked.

    Returns
    -------
    dict
        Numbers in the units that their names end with; a number that there is not is null.
    """
    year = run.year
    options, came = year.options, outcomes(year)
    found = {
        "design": year.design.name,
        "title": encode(year.design.title),
        "source": year.design.source,
        "year": options.year,
        "seed": options.seed,
        "is_full": options.is_full,
        "events": [event.name for event in options.events],
        "command": run.command,
        "outcomes": [asdict(each) for each in came],
        "tenants": [asdict(each) for each in tenant_readings(year, came)],
        "classes": [asdict(each) for each in class_readings(year)],
        "audit": asdict(year.audit) | {"checks": dict(year.audit.checks)},
        "basis": [asdict(each) for each in year.design.basis],
        "events_done": year.events_done,
        "seconds": dict(year.seconds),
        "others": [
            {
                "events": [event.name for event in other.options.events],
                "breaches": len(other.audit.breaches),
                "outcomes": [asdict(each) for each in outcomes(other)],
            }
            for other in run.others
        ],
    }
    return {key: _plainly(value) for key, value in found.items()}


def sections_of(run: Run) -> dict[str, str]:
    """A year as a part of the pages, by language."""
    return {language: str(campus_fragment(run, language=language)) for language in ("fr", "en")}


def _plainly(plain: Any) -> Any:
    """No JSON knows what is not a number."""
    if isinstance(plain, dict):
        return {str(key): _plainly(value) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [_plainly(value) for value in plain]
    if isinstance(plain, float) and not isfinite(plain):
        return None
    return plain


def dumped(plain: Any) -> bytes:
    """JSON for people and programs to read."""
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2) + b"\n"


def audited(path: Path) -> tuple[Audit, Mapping[str, Any]]:
    """Check a log that `write_campus` wrote, line by line; and say of which campus it is.

    Raises
    ------
    ConfigError
        Where it cannot be read.
    CampusError
        Where its chain is broken.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        if not isinstance(error, OSError):
            raise ConfigError(
                "this is no log of a campus year",
                where=str(path),
                remedy="name the file that campus run --out wrote",
            ) from error
        raise ConfigError(
            f"the log cannot be read ({(error.strerror or str(error)).lower()})",
            where=str(path),
            remedy="name the file that campus run --out wrote",
        ) from error
    try:
        audit = verify(lines)
    except CampusError as error:
        number = error.where.removeprefix("line ")
        error.where = f"{path}#{number}" if number else str(path)
        raise
    return audit, orjson.loads(lines[0].partition(" ")[2])["rules"]


def write_campus(run: Run, out: Path, form: str, *, language: str) -> list[Path]:
    """Write a year: page, figures, log and arrays, and the tables or the network asked for.

    Parameters
    ----------
    run
        What to write.
    out
        The folder; made where it does not exist.
    form
        One of `FOLDERS` for a folder of that name within it; anything else for none.
    language
        Of the page.

    Returns
    -------
    list of Path
        What was written: all of it, or nothing.

    Raises
    ------
    OutputError
        Where it cannot be written.
    """
    out = Path(os.path.abspath(out))
    makers: dict[str, Callable[[CampusYear], dict[str, Iterable[bytes]]]] = {
        "csv": campus_tables.as_csv,
        "parquet": campus_tables.as_parquet,
        "pypsa": pypsa_campus.campus_network,
    }
    kept = year_to_files(run.year)
    files: dict[Path, Iterable[bytes]] = {
        **{out / FOLDER / name: (data,) for name, data in kept.items()},
        out / PAGE: (campus_page(run, language=language).encode("utf-8", "replace"),),
        out / FIGURES: (dumped(campus_json(run)),),
        out / LOG: (f"{line}\n".encode() for line in audit_log(run.year)),
    }
    if form in makers:
        files |= {out / form / name: parts for name, parts in makers[form](run.year).items()}
    try:
        for folder in {path.parent for path in files}:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(out),
            remedy="choose another --out",
        ) from error
    write_together(files)
    return sorted(files)
