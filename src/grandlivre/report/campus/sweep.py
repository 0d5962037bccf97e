"""A sweep on a terminal: campuses and events, means over their seeds, with their ends."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grandlivre.campus.operate.outcomes import Axis, Outcome
from grandlivre.campus.operate.sweep import Summary
from grandlivre.ledger.model import Words
from grandlivre.report.answers import Paper
from grandlivre.report.campus.figures import outcome_text, short_name
from grandlivre.report.campus.texts import said
from grandlivre.report.outlook.words import capital

_SHOWN = ("utilisation", "sold_hours", "site_energy", "cost", "pue")


def sweep_answer(
    found: Sequence[Summary],
    designs: Mapping[str, Words],
    events: Mapping[str, Words],
    paper: Paper,
) -> str:
    """Each campus and event on a line.

    Parameters
    ----------
    found
        A summary a year.
    designs, events
        Titles by name.
    paper
        What to write on.
    """
    say, language = paper.say, paper.language
    groups: dict[tuple[str, tuple[str, ...]], list[Summary]] = {}
    for each in found:
        groups.setdefault((each.design, each.events), []).append(each)
    paper.title(say.say("campus.swept", number=len(found)))
    paper.blank()
    head = [say.say(f"campus.column.{name}") for name in ("design", "event", "seeds")]
    head += [capital(short_name(key, language)) for key in _SHOWN]
    rows = []
    for (design, befalls), years in groups.items():
        names = [events[name].of(language) for name in befalls]
        rows.append(
            [
                designs[design].of(language),
                " + ".join(names) or capital(said("base", language)),
                str(len(years)),
                *(_spread(years, key, language) for key in _SHOWN),
            ]
        )
    paper.table(head, rows)
    paper.blank()
    breaches = sum(each.breaches for each in found)
    key = "campus.swept_breaches" if breaches else "campus.swept_clean"
    paper.line(say.say(key, breaches=breaches))
    return paper.text()


def _spread(years: Sequence[Summary], key: str, language: str) -> str:
    """The mean, and the ends where there are several seeds."""
    found = [
        one for each in years for one in each.outcomes if one.axis is Axis.SITE and one.key == key
    ]
    if not found:
        return "–"
    values = [one.value for one in found]
    mean = _told(found[0], sum(values) / len(values), language)
    low, high = (_told(found[0], value, language) for value in (min(values), max(values)))
    return mean if low == high else f"{mean} ({low}–{high})"


def _told(like: Outcome, value: float, language: str) -> str:
    return outcome_text(replace(like, value=value), language)
