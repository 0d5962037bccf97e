"""What the commands that ask a ledger do: check what was typed, ask, print."""

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import orjson

from grandlivre.base.periods import Period
from grandlivre.base.wording import period
from grandlivre.cli.help import db_option, stdout_columns
from grandlivre.config import settings
from grandlivre.errors import ConfigError
from grandlivre.ledger import ConflictKind, Fold
from grandlivre.pipeline.answering import (
    Question,
    changed_json,
    changed_text,
    conflicts_json,
    conflicts_text,
    explained_json,
    explained_text,
    ledger_json,
    ledger_text,
    totals_json,
    totals_text,
)
from grandlivre.pipeline.asking import Book, end_of
from grandlivre.pipeline.whereabouts import USUAL_FOLDER
from grandlivre.reference.messages import Messages
from grandlivre.report.answers import Paper

_FORMS = ("table", "json")
_UNCLEAR = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of every question say."""

    say: Messages
    db: str | None
    lang: str | None
    form: str | None = None
    as_of: str | None = None
    everything: bool = False
    recorded: bool = False
    of: str | None = None

    @property
    def is_json(self) -> bool:
        """Whether a machine asks."""
        form = self.form or "table"
        if form not in _FORMS:
            raise ConfigError(
                f"there is no format called {form}",
                where="--format",
                remedy=f"use one of {', '.join(_FORMS)}",
            )
        return form == "json"

    @property
    def question(self) -> Question:
        """What is asked, checked; of a day of recording the book is opened, and all is asked."""
        day = None if self.as_of is None or self.recorded else day_of(self.as_of, "--as-of")
        asked = Question(day=day, everything=self.everything, recorded=self.recorded)
        return asked if self.of is None else replace(asked, of=self.of)

    def book(self) -> Book:
        """The database that is asked: the one named, else the usual one."""
        place = settings(os.environ, {"db": self.db, "lang": self.lang}).db or USUAL_FOLDER
        if self.as_of is None or not self.recorded:
            return Book(place)
        return Book(place, recorded_until=end_of(day_of(self.as_of, "--as-of")))

    def check_recorded(self) -> None:
        """Where one ledger is asked for, "as recorded" needs a day to go back to."""
        if self.recorded and self.as_of is None:
            raise ConfigError(
                "a day is needed", where="--recorded", remedy="such as --as-of 2026-01-01"
            )

    def again(self) -> str:
        """The options by which the same ledger is asked once more, to be copied."""
        day = "" if self.as_of is None else f" --as-of {shlex.quote(self.as_of)}"
        return f"{db_option(self.db)}{day}{' --recorded' if self.recorded else ''}"

    def paper(self) -> Paper:
        """As wide as the terminal; coloured on one only. What was recorded by a day says so."""
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        paper = Paper(self.say, width=stdout_columns(), colour=colour)
        if self.recorded and self.as_of is not None:
            day = day_of(self.as_of, "--as-of").isoformat()
            paper.line(self.say.say("ask.as_recorded", day=period(day, self.say.language)))
        return paper


def ask_ledger(asked: Asked, by: str | None) -> int:
    """``grandlivre ledger``."""
    asked.check_recorded()
    if asked.of is not None and by is None:
        raise ConfigError(
            "a ledger is broken down only with --by",
            where="--of",
            remedy="add --by, or see one total alone with grandlivre total --of",
        )
    fold, question = _fold(by), asked.question
    return answer(
        asked,
        lambda book: ledger_text(book, asked.paper(), question, fold),
        lambda book: ledger_json(book, question, fold),
    )


def ask_total(asked: Asked, by: str | None) -> int:
    """``grandlivre total``."""
    asked.check_recorded()
    fold, question = _fold(by), asked.question
    return answer(
        asked,
        lambda book: totals_text(book, asked.paper(), question, fold),
        lambda book: totals_json(book, question, fold),
    )


def ask_conflicts(asked: Asked, kind: str | None) -> int:
    """``grandlivre conflicts``."""
    asked.check_recorded()
    kinds, question = _kinds(kind), asked.question
    return answer(
        asked,
        lambda book: conflicts_text(book, asked.paper(), question, kinds),
        lambda book: conflicts_json(book, question, kinds),
    )


def ask_explain(asked: Asked, what: Sequence[str]) -> int:
    """``grandlivre explain``."""
    words = " ".join(what).strip()
    if not words:
        raise ConfigError(
            "nothing was asked for", remedy="give an id, a figure or a few words of a title"
        )
    asked.check_recorded()
    question, is_json = asked.question, asked.is_json
    with asked.book() as book:
        if is_json:
            found, is_clear = explained_json(book, question, words)
            _write(_dumped(found))
        else:
            text, is_clear = explained_text(
                book, asked.paper(), question, words, options=asked.again()
            )
            _write(text)
    return 0 if is_clear else _UNCLEAR


def ask_diff(asked: Asked, days: Sequence[str]) -> int:
    """``grandlivre diff``."""
    if len(days) != 2:
        raise ConfigError(
            "two days are needed, the earlier first",
            remedy="such as grandlivre diff 2025-03-01 2026-07-01",
        )
    first, last = (day_of(day, "diff") for day in days)
    if first > last:
        # Told backwards, what was promised would read as cancelled.
        raise ConfigError(
            f"{days[0]} comes after {days[1]}",
            where="diff",
            remedy="give the earlier day first; a month or a year counts by its last day",
        )
    return answer(
        asked,
        lambda book: changed_text(book, asked.paper(), asked.question, first, last),
        lambda book: changed_json(book, asked.question, first, last),
    )


def ask_changes(asked: Asked, since: str | None) -> int:
    """``grandlivre changes``."""
    if since is None:
        raise ConfigError("a day is needed", where="--since", remedy="such as --since 2026-01-01")
    first = day_of(since, "--since")
    return answer(
        asked,
        lambda book: changed_text(book, asked.paper(), asked.question, first, None),
        lambda book: changed_json(book, asked.question, first, None),
    )


def day_of(text: str, where: str) -> date:
    """A day from what was typed; of a month or a year its last day, or today.

    Raises
    ------
    ConfigError
        Where it is no date, or has not come yet.
    """
    try:
        period = Period.parse(text)
    except ValueError:
        raise ConfigError(
            f"{text} is no date", where=where, remedy="write it as 2025-02-28, 2025-02 or 2025"
        ) from None
    today = date.today()  # noqa: DTZ011 - the reader's own calendar
    if period.first > today:
        raise ConfigError(
            f"{text} is still to come", where=where, remedy="give a day that has been"
        )
    return min(period.last, today)


def _fold(by: str | None) -> Fold | None:
    if by is None:
        return None
    try:
        return Fold(by)
    except ValueError:
        names = ", ".join(each.value for each in Fold)
        raise ConfigError(
            f"a ledger cannot be folded by {by}", where="--by", remedy=f"use one of {names}"
        ) from None


def _kinds(kind: str | None) -> tuple[ConflictKind, ...]:
    """Kinds of conflict, several with commas between them."""
    found = []
    for name in (kind or "").replace("-", "_").split(","):
        if not name.strip():
            continue
        try:
            found.append(ConflictKind(name.strip()))
        except ValueError:
            names = ", ".join(each.value for each in ConflictKind)
            raise ConfigError(
                f"there is no kind of conflict called {name.strip()}",
                where="--kind",
                remedy=f"use one of {names}",
            ) from None
    return tuple(found)


def answer(
    asked: Asked, text: Callable[[Book], str], plain: Callable[[Book], dict[str, Any]]
) -> int:
    """Ask the book that is meant, and print what it says to people or to programs."""
    is_json = asked.is_json
    with asked.book() as book:
        _write(_dumped(plain(book)) if is_json else text(book))
    return 0


def _dumped(plain: dict[str, Any]) -> str:
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2).decode() + "\n"


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
