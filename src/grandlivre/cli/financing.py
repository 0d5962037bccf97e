"""``grandlivre finance``: check what was typed, finance, print or write."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from grandlivre.campus.design import CampusDesign, design_named
from grandlivre.cli.asking import day_of
from grandlivre.cli.bar import Bar
from grandlivre.cli.help import stdout_columns
from grandlivre.cli.operating import check_year
from grandlivre.cli.telling import ended_politely
from grandlivre.config import settings
from grandlivre.engine import write_whole
from grandlivre.errors import ConfigError
from grandlivre.finance.model import Covers
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.finance import (
    FinanceAsk,
    Subject,
    finance_csv,
    finance_json,
    finance_text,
    financing_of,
    subject_named,
    subject_of,
)
from grandlivre.pipeline.outlook import USUAL_SCENARIO, dumped
from grandlivre.pipeline.plan import plan_of
from grandlivre.pipeline.whereabouts import USUAL_FOLDER, ledger_at
from grandlivre.reference.messages import Messages
from grandlivre.report.answers import Paper
from grandlivre.report.finance import Accounts
from grandlivre.store import is_address

_FORMS = ("table", "json", "csv")
_FEWEST, _MOST = 32, 20_000
"""The most draws take little more than a gigabyte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceAsked:
    """What the options say."""

    name: str
    hosting: bool = False
    scenario: str | None = None
    year: int | None = None
    draws: int | None = None
    seed: int | None = None
    own: str | None = None
    form: str | None = None
    out: str | None = None
    as_of: str | None = None
    everything: bool = False

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

    def ask(self, bar: Bar) -> FinanceAsk:
        """The options as the pipeline takes them."""
        usual = FinanceAsk()
        draws = usual.draws if self.draws is None else self.draws
        if not _FEWEST <= draws <= _MOST:
            raise ConfigError(
                f"{draws} draws are too few or too many",
                where="--draws",
                remedy=f"ask for {_FEWEST} to {_MOST}",
            )
        return FinanceAsk(
            covers=Covers.HOSTING if self.hosting else Covers.ALL_IN,
            scenario=self.scenario or USUAL_SCENARIO,
            draws=draws,
            seed=usual.seed if self.seed is None else self.seed,
            own=Path(self.own) if self.own else None,
            told=bar.count,
        )


def finance_command(say: Messages, asked: FinanceAsked, given: Mapping[str, str | None]) -> int:
    """Finance a campus; returns the exit status."""
    chosen = settings(os.environ, given)
    form = asked.format
    if not asked.name.strip():
        raise ConfigError("a campus has to be named", remedy="such as grandlivre finance campus-ia")
    if asked.year is not None:
        check_year(asked.year)
    with ended_politely(), Bar(say, "finance.progress") as bar:
        ask = asked.ask(bar)
        subject = _subject(asked, ask, chosen.db)
        accounts = financing_of(subject, ask, asked.year)
    if form == "table":
        data = _text(say, asked, accounts)
    else:
        data = dumped(finance_json(accounts)) if form == "json" else finance_csv(accounts)
    if asked.out:
        write_whole(Path(os.path.abspath(asked.out)), data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    return 0


def _subject(asked: FinanceAsked, ask: FinanceAsk, database: str | None) -> Subject:
    """The campus in the ledger that is at hand, or by its own design."""
    day = None if asked.as_of is None else day_of(asked.as_of, "--as-of")
    try:
        design: CampusDesign | None = design_named(asked.name)
    except ConfigError:
        is_file = asked.name.endswith(".toml") or os.path.isfile(asked.name)
        if is_file or (database is None and not _is_there(USUAL_FOLDER)):
            raise
        design = None
    if database is None and not _is_there(USUAL_FOLDER):
        assert design is not None
        return subject_of(design, None, day=day or _today(), own=ask.own)
    with Book(database or USUAL_FOLDER) as book:
        plan = plan_of(book, day, own=ask.own)
        if design is None:
            return subject_named(asked.name, plan)
        entries = book.ledger(day).commitments
    return subject_of(design, plan, entries, day=day or _today(), own=ask.own)


def _is_there(place: str) -> bool:
    return is_address(place) or os.path.isfile(ledger_at(place))


def _today() -> date:
    return datetime.now(UTC).date()


def _text(say: Messages, asked: FinanceAsked, accounts: Accounts) -> bytes:
    colour = not asked.out and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    paper = Paper(say, width=stdout_columns(), colour=colour)
    text = finance_text(accounts, paper, everything=asked.everything)
    return text.encode("utf-8", "replace")
