"""``grandlivre outlook``: check what was typed, project, print or write."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grandlivre.cli.asking import day_of
from grandlivre.cli.bar import Bar
from grandlivre.cli.help import stdout_columns
from grandlivre.cli.running import shown
from grandlivre.cli.telling import ended_politely
from grandlivre.config import Settings, settings
from grandlivre.engine import write_whole
from grandlivre.errors import AskError, ConfigError
from grandlivre.outlook import Scope
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.beside import (
    backtest_text,
    backtests,
    backtests_json,
    programmes_json,
    programmes_of,
    programmes_text,
)
from grandlivre.pipeline.outlook import (
    FOLDERS,
    USUAL_SCENARIO,
    OutlookAsk,
    comparison_text,
    dumped,
    outlook_json,
    outlook_text,
    prospect_of,
    scenario_of,
    write_outlook,
)
from grandlivre.pipeline.plan import plan_of
from grandlivre.pipeline.whereabouts import USUAL_FOLDER
from grandlivre.reference.messages import Messages
from grandlivre.report.answers import Paper
from grandlivre.report.outlook import Prospect
from grandlivre.store import is_address

_FORMS = ("table", "json", *FOLDERS)
_COMPARE, _PROGRAMMES, _BACKTEST = "compare", "programmes", "backtest"
_FEWEST, _MOST = 32, 1_000_000
"""More draws than that take days, and tell nothing more."""
_PARTS = tuple(scope for scope in Scope if scope is not Scope.ALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookAsked:
    """What the options say."""

    words: tuple[str, ...] = ()
    scenario: str | None = None
    by: str | None = None
    given: tuple[str, ...] = ()
    draws: int | None = None
    seed: int | None = None
    own: str | None = None
    form: str | None = None
    out: str | None = None
    as_of: str | None = None
    everything: bool = False
    is_calibrated: bool = False

    @property
    def compared(self) -> tuple[str, ...]:
        """Scenarios to compare; empty where none are."""
        if not self.words:
            return ()
        first, *names = self.words
        if first in (_PROGRAMMES, _BACKTEST) and not names:
            return ()
        if first != _COMPARE:
            raise ConfigError(
                f"an outlook takes no {' '.join(self.words)}",
                remedy="write grandlivre outlook, with compare A B, programmes or backtest",
            )
        if len(names) < 2:
            raise ConfigError(
                "two scenarios or more are needed to compare",
                remedy="such as grandlivre outlook compare notre-dame reference-class",
            )
        if self.scenario is not None:
            raise ConfigError(
                "scenarios to compare are named after compare",
                where="--scenario",
                remedy="leave the option out",
            )
        return tuple(names)

    @property
    def beside(self) -> str:
        """``programmes`` or ``backtest`` where these are asked for; else empty."""
        first = self.words[0] if self.words else ""
        return first if first in (_PROGRAMMES, _BACKTEST) else ""

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

    @property
    def part(self) -> Scope | None:
        """Of what the parts are; None where nothing was said."""
        if self.by is None:
            return None
        found = next((scope for scope in _PARTS if scope.value == self.by), None)
        if found is None:
            raise ConfigError(
                f"an outlook cannot be told by {self.by}",
                where="--by",
                remedy=f"use one of {', '.join(scope.value for scope in _PARTS)}",
            )
        return found


def outlook_command(say: Messages, asked: OutlookAsked, given: Mapping[str, str | None]) -> int:
    """Project the ledger; returns the exit status."""
    chosen = settings(os.environ, given)
    compared, form, part = asked.compared, asked.format, asked.part
    if asked.beside:
        return _beside(say, asked, chosen)
    place = chosen.db or USUAL_FOLDER
    day = None if asked.as_of is None else day_of(asked.as_of, "--as-of")
    with Book(place) as book:
        if not book.known_on(day):
            raise AskError(
                "nothing had been published by that day",
                where=f"--as-of {asked.as_of}",
                remedy="ask for a later day",
            )
        plan = plan_of(book, day, own=_own(asked))
    with ended_politely(), Bar(say, "outlook.progress") as bar:
        ask = _ask(asked, chosen, compared, bar)
        try:
            prospect = prospect_of(plan, ask, compared=compared[1:])
        except ConfigError as error:
            if error.code != "nothing_built":
                raise
            raise AskError(
                "nothing is left to build by what this ledger says",
                remedy="see why with grandlivre plan --all, or record texts that name a project",
            ) from error
    if form in FOLDERS:
        folder = Path(asked.out) if asked.out else _folder(place) / "outlook" / form
        paths = write_outlook(prospect, form, folder, part)
        files = say.say("outlook.files", count=len(paths))
        sys.stdout.write(say.say("outlook.written", path=shown(folder), files=files) + "\n")
        return 0
    return _give(asked, _content(say, asked, prospect))


def _beside(say: Messages, asked: OutlookAsked, chosen: Settings) -> int:
    """Other programmes through the same code, or how well its odds foretold what came."""
    if asked.format not in ("table", "json"):
        raise ConfigError(
            f"{asked.beside} is not written as {asked.format}",
            where="--format",
            remedy="use table or json",
        )
    is_plain = asked.format == "json"
    if asked.beside == _BACKTEST:
        if is_plain:
            return _give(asked, dumped({"backtests": backtests_json(backtests())}))
        text = backtest_text(_paper(say, asked), everything=asked.everything)
        return _give(asked, text.encode("utf-8", "replace"))
    scenario = scenario_of(asked.scenario or USUAL_SCENARIO)
    day = None if asked.as_of is None else day_of(asked.as_of, "--as-of")
    seed = OutlookAsk().seed if asked.seed is None else asked.seed
    with Book(chosen.db or USUAL_FOLDER) as book, ended_politely():
        found = programmes_of(book, scenario, day, _own(asked), seed)
    if is_plain:
        return _give(asked, dumped({"programmes": programmes_json(found)}))
    text = programmes_text(found, scenario, _paper(say, asked))
    return _give(asked, text.encode("utf-8", "replace"))


def _give(asked: OutlookAsked, data: bytes) -> int:
    if asked.out:
        write_whole(Path(os.path.abspath(asked.out)), data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0


def _paper(say: Messages, asked: OutlookAsked) -> Paper:
    colour = not asked.out and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return Paper(say, width=stdout_columns(), colour=colour)


def _ask(asked: OutlookAsked, chosen: Settings, compared: tuple[str, ...], bar: Bar) -> OutlookAsk:
    usual = OutlookAsk()
    if asked.draws is not None and not _FEWEST <= asked.draws <= _MOST:
        raise ConfigError(
            f"{asked.draws} draws are too few or too many",
            where="--draws",
            remedy=f"ask for {_FEWEST} to {_MOST}",
        )
    return OutlookAsk(
        scenario=compared[0] if compared else asked.scenario or USUAL_SCENARIO,
        draws=usual.draws if asked.draws is None else asked.draws,
        seed=usual.seed if asked.seed is None else asked.seed,
        is_calibrated=asked.is_calibrated,
        given=asked.given,
        own=_own(asked),
        engine=chosen.engine,
        told=bar.count,
    )


def _own(asked: OutlookAsked) -> Path | None:
    return Path(asked.own) if asked.own else None


def _content(say: Messages, asked: OutlookAsked, prospect: Prospect) -> bytes:
    if asked.format == "json":
        return dumped(outlook_json(prospect, asked.part))
    paper = _paper(say, asked)
    if asked.compared:
        text = comparison_text(prospect, paper)
    else:
        text = outlook_text(
            prospect, paper, asked.part or Scope.PROJECT, everything=asked.everything
        )
    return text.encode("utf-8", "replace")


def _folder(place: str) -> Path:
    if is_address(place):
        return Path(USUAL_FOLDER)
    return Path(place) if os.path.isdir(place) else Path(place).parent
