"""``grandlivre campus``: check what was typed, run, compare or sweep, print or write."""

import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from grandlivre.base.wording import number
from grandlivre.campus.design.model import CampusDesign
from grandlivre.cli.bar import Bar
from grandlivre.cli.help import stdout_columns
from grandlivre.cli.running import shown
from grandlivre.cli.telling import ended_politely
from grandlivre.config import Settings, settings
from grandlivre.errors import ConfigError
from grandlivre.pipeline.campus import (
    FOLDERS,
    CampusAsk,
    audited,
    campus_json,
    campus_text,
    campus_year,
    compared,
    comparison_text,
    design_of,
    design_toml,
    designs_text,
    dumped,
    events_text,
    financed,
    ledger_plan,
    write_campus,
)
from grandlivre.pipeline.finance import finance_text
from grandlivre.pipeline.sweeping import SweepAsk, sweep, sweep_json, sweep_text
from grandlivre.pipeline.whereabouts import USUAL_FOLDER, ledger_at
from grandlivre.programme.model import Plan
from grandlivre.reference.messages import Messages
from grandlivre.report.answers import Paper
from grandlivre.report.campus import Run
from grandlivre.store import is_address

VERBS = ("run", "compare", "sweep", "events", "designs", "audit")
_FORMS = ("table", "json", *FOLDERS)
_EARLIEST, _LATEST = 2020, 2060
_USUAL_OUT = Path("out") / "campus"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusAsked:
    """What the options say."""

    words: tuple[str, ...] = ()
    year: int | None = None
    is_full: bool = False
    seed: int | None = None
    seeds: int | None = None
    events: str | None = None
    out: str | None = None
    form: str | None = None
    finance: bool = False
    toml: bool = False
    everything: bool = False

    @property
    def verb(self) -> str:
        """What is to be done."""
        if not self.words or self.words[0] not in VERBS:
            raise ConfigError(
                "what is to be done with the campus is not said",
                where="campus",
                remedy=f"write grandlivre campus and one of {', '.join(VERBS)}",
            )
        return self.words[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Campuses or events that are named."""
        return self.words[1:]

    def one(self) -> str:
        """The one campus that is named."""
        if len(self.names) != 1:
            raise ConfigError(
                "one campus is to be named",
                where=f"campus {self.verb}",
                remedy=f"such as grandlivre campus {self.verb} campus-ia",
            )
        return self.names[0]

    @property
    def event_names(self) -> tuple[str, ...]:
        """Events that are named, each once."""
        given = (name.strip() for name in (self.events or "").split(","))
        return tuple(dict.fromkeys(name for name in given if name))

    @property
    def format(self) -> str:
        """The form to write in."""
        form = self.form or "table"
        if form not in _FORMS:
            raise ConfigError(
                f"there is no format called {form}",
                where="--format",
                remedy=f"use one of {', '.join(_FORMS)}",
            )
        return form

    def ask(self, told: Callable[[int, int], None] | None = None) -> CampusAsk:
        """How the year is to be run; its events are left to the verb."""
        usual = CampusAsk()
        year = usual.year if self.year is None else self.year
        check_year(year)
        return CampusAsk(
            year=year,
            seed=usual.seed if self.seed is None else self.seed,
            is_full=self.is_full,
            told=told,
        )


def campus_command(say: Messages, asked: CampusAsked, given: Mapping[str, str | None]) -> int:
    """Do what is asked of a campus; returns the exit status."""
    chosen = settings(os.environ, given)
    verbs: dict[str, Callable[[Messages, CampusAsked, Settings], int]] = {
        "run": _run,
        "compare": _compare,
        "sweep": _sweep,
        "events": _events,
        "designs": _designs,
        "audit": _audit,
    }
    return verbs[asked.verb](say, asked, chosen)


def _run(say: Messages, asked: CampusAsked, chosen: Settings) -> int:
    form, name = asked.format, asked.one()
    design = _design(name, chosen)
    with ended_politely(), Bar(say, "campus.progress") as bar:
        ask = asked.ask(bar.count)
        year = campus_year(design, _with(ask, asked.event_names))
        run = Run(year=year, command=_command(asked, year.options.seed))
        if asked.finance:
            bar.turn("finance.progress")
            run = replace(run, accounts=financed(year, _plan(chosen), bar.count))
        folder = _folder(asked, form)
        written: list[Path] = []
        if folder is not None:
            bar.turn("campus.writing")
            written = write_campus(run, folder, form, language=say.language)
    if form == "json":
        _print(dumped(campus_json(run)))
    else:
        text = campus_text(year, _paper(say), everything=asked.everything)
        if run.accounts is not None:
            text += "\n" + finance_text(run.accounts, _paper(say))
        _print(text.encode())
    _tell(say, folder, written)
    return 0 if not year.audit.breaches else 1


def _compare(say: Messages, asked: CampusAsked, chosen: Settings) -> int:
    form, name = asked.format, asked.one()
    if not asked.event_names:
        raise ConfigError(
            "no event is named to compare with",
            where="--events",
            remedy="such as --events heat-wave,grid-outage; campus events lists them",
        )
    design = _design(name, chosen)
    with ended_politely(), Bar(say, "campus.progress") as bar:
        years = compared(design, asked.ask(bar.count), asked.event_names)
        run = Run(year=years[0], others=years[1:], command=_command(asked, years[0].options.seed))
        folder = _folder(asked, form)
        written: list[Path] = []
        if folder is not None:
            bar.turn("campus.writing")
            written = write_campus(run, folder, form, language=say.language)
    if form == "json":
        _print(dumped(campus_json(run)))
    else:
        _print(comparison_text(years, _paper(say)).encode())
    _tell(say, folder, written)
    return 0


def _sweep(say: Messages, asked: CampusAsked, chosen: Settings) -> int:
    if not asked.names:
        raise ConfigError(
            "no campus is named to sweep over",
            where="campus sweep",
            remedy="such as grandlivre campus sweep campus-ia --events heat-wave --seeds 10",
        )
    out = Path(os.path.abspath(asked.out or _USUAL_OUT / "sweep"))
    with ended_politely(), Bar(say, "campus.sweeping") as bar:
        ask = SweepAsk(
            designs=tuple(_design(name, chosen) for name in asked.names),
            events=asked.event_names,
            seeds=_seeds(asked),
            ask=asked.ask(),
            engine=chosen.engine,
            told=bar.count,
            resumed=lambda done: bar.line(say.say("campus.resumed", count=done)),
        )
        found, path = sweep(ask, out)
    if asked.format == "json":
        _print(dumped(sweep_json(found)))
    else:
        _print(sweep_text(found, ask, _paper(say)).encode())
    sys.stderr.write(say.say("campus.written", path=shown(path)) + "\n")
    return 0


def _seeds(asked: CampusAsked) -> tuple[int, ...]:
    many = 1 if asked.seeds is None else asked.seeds
    if many < 1:
        raise ConfigError(
            "the number of seeds must be 1 or more", where="--seeds", remedy="write --seeds 10"
        )
    first = asked.ask().seed
    return tuple(range(first, first + many))


def _events(say: Messages, asked: CampusAsked, chosen: Settings) -> int:
    _print(events_text(asked.names, _paper(say), asked.ask().year).encode())
    return 0


def _designs(say: Messages, asked: CampusAsked, chosen: Settings) -> int:
    if asked.toml:
        _print(design_toml(_design(asked.one(), chosen)).encode())
    elif asked.names:
        _print(designs_text(_design(asked.one(), chosen), _paper(say)).encode())
    else:
        _print(designs_text(None, _paper(say)).encode())
    return 0


def _audit(say: Messages, asked: CampusAsked, chosen: Settings) -> int:
    if not asked.names:
        raise ConfigError(
            "no log of a year is named",
            where="campus audit",
            remedy="such as grandlivre campus audit out/campus/audit.log",
        )
    worst = 0
    for name in asked.names:
        audit, what = audited(Path(name))
        checks = number(sum(audit.checks.values()), say.language, 12)
        told = say.say(
            "campus.audited",
            campus=what["design"],
            year=what["year"],
            checks=checks,
            breaches=len(audit.breaches),
            digest=audit.digest,
        )
        _print(f"{told}\n".encode())
        worst = max(worst, int(bool(audit.breaches)))
    return worst


def _design(name: str, chosen: Settings) -> CampusDesign:
    """The campus of that name; the ledger is opened only where no design has it."""
    return design_of(name, _plan(chosen))


def _plan(chosen: Settings) -> Callable[[], Plan] | None:
    """Makes the ledger's plan; None where there is no ledger."""
    place = chosen.db or USUAL_FOLDER
    has_ledger = is_address(place) or os.path.exists(ledger_at(place))
    return partial(ledger_plan, place) if has_ledger else None


def _with(ask: CampusAsk, events: Sequence[str]) -> CampusAsk:
    return CampusAsk(
        year=ask.year, seed=ask.seed, is_full=ask.is_full, told=ask.told, events=tuple(events)
    )


def _folder(asked: CampusAsked, form: str) -> Path | None:
    """Where files go; None where none are asked for."""
    if asked.out:
        return Path(os.path.abspath(asked.out))
    return Path(os.path.abspath(_USUAL_OUT)) if form in FOLDERS else None


def _command(asked: CampusAsked, seed: int) -> str:
    """What runs the same again."""
    ask = asked.ask()
    parts = ["grandlivre", "campus", asked.verb, asked.one(), "--year", str(ask.year)]
    parts += ["--seed", str(seed)]
    if asked.is_full:
        parts.append("--full")
    if asked.event_names:
        parts += ["--events", ",".join(asked.event_names)]
    return shlex.join(parts)


def _paper(say: Messages) -> Paper:
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return Paper(say, width=stdout_columns(), colour=colour)


def _print(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _tell(say: Messages, folder: Path | None, written: Sequence[Path]) -> None:
    if folder is not None and written:
        files = say.say("outlook.files", count=len(written))
        told = say.say("outlook.written", path=shown(folder), files=files)
        sys.stderr.write(told + "\n")


def check_year(year: int) -> None:
    """See that a campus can be run in a year.

    Raises
    ------
    ConfigError
        Where prices and generations of accelerators of that year are not known.
    """
    if not _EARLIEST <= year <= _LATEST:
        raise ConfigError(
            f"{year} is no year that a campus can be run in",
            where="--year",
            remedy=f"name one from {_EARLIEST} to {_LATEST}",
        )
