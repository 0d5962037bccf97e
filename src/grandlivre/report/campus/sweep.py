"""A sweep on a terminal: campuses and events, means over their seeds, with their ends."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grandlivre.campus.operate.events import events
from grandlivre.report.answers import Paper
from grandlivre.report.campus.texts import said
from grandlivre.report.campus.words import count, energy, euros, plain, share
from grandlivre.report.outlook.words import capital

_COLUMNS = ("utilisation", "sold_hours", "site_mwh", "cost_eur", "pue")
_HEADS = ("utilisation", "sold", "site", "cost", "pue")


def sweep_answer(rows: Sequence[Mapping[str, Any]], paper: Paper) -> str:
    """Each campus and event on a line.

    Parameters
    ----------
    rows
        A mapping a year: ``design``, ``title``, ``event`` and the year's totals.
    paper
        What to write on.
    """
    say, language = paper.say, paper.language
    groups: dict[tuple[str, str | None], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["design"], row["event"]), []).append(row)
    paper.title(say.say("campus.swept", number=len(rows)))
    paper.blank()
    head = [say.say(f"campus.column.{name}") for name in ("design", "event", "seeds", *_HEADS)]
    table = [
        [
            found[0]["title"][language],
            _event(event, language),
            str(len(found)),
            *(_spread([row[name] for row in found], name, language) for name in _COLUMNS),
        ]
        for (_, event), found in groups.items()
    ]
    paper.table(head, table)
    breaches = sum(row["breaches"] for row in rows)
    checks = count(sum(row["checks"] for row in rows), language)
    paper.blank()
    key = "campus.swept_breaches" if breaches else "campus.swept_clean"
    paper.line(say.say(key, checks=checks, breaches=breaches))
    return paper.text()


def _event(name: str | None, language: str) -> str:
    if name is None:
        return capital(said("base", language))
    known = events().get(name)
    return known.title.of(language) if known is not None else name


def _spread(values: Sequence[float], name: str, language: str) -> str:
    """The mean, and the ends where there are several seeds."""
    told = _told(name, language)
    mean = told(sum(values) / len(values))
    low, high = told(min(values)), told(max(values))
    return mean if low == high else f"{mean} ({low}–{high})"


def _told(name: str, language: str) -> Callable[[float], str]:
    """How a figure of a column is said."""
    kinds: Mapping[str, Callable[[float], str]] = {
        "utilisation": lambda v: share(v, language, 1),
        "sold_hours": lambda v: count(v, language),
        "site_mwh": lambda v: energy(v, language),
        "cost_eur": lambda v: euros(v, language),
        "pue": lambda v: plain(v, language, 4),
    }
    return kinds[name]
