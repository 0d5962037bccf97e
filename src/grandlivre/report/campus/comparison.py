"""What each event costs: the year beside itself, run with the same random numbers."""

from collections.abc import Sequence

from grandlivre.campus.operate.events import HOURS, start_hour
from grandlivre.campus.operate.model import Event
from grandlivre.campus.operate.year import CampusYear
from grandlivre.report.campus.model import Comparison
from grandlivre.report.campus.readings import Totals, kept_share, totals, totals_of
from grandlivre.report.campus.sheet import Sheet
from grandlivre.report.campus.texts import form, said
from grandlivre.report.campus.words import (
    count,
    day,
    energy,
    euros,
    plain,
    share,
    signed,
    tonnes,
    wait,
)
from grandlivre.report.figures import Figure, Sentence

COLUMNS = ("useful", "site", "cost", "carbon", "slo", "unserved")


def comparison(sheet: Sheet, others: Sequence[CampusYear]) -> Comparison | None:
    """A row a year; None where there is nothing to compare with."""
    if not others:
        return None
    language = sheet.language
    base = totals_of(sheet.found, kept_share(sheet.year))
    found = [(year, totals(year)) for year in others]
    worst, lost = min(found, key=lambda pair: pair[1].useful_hours)
    gap = base.useful_hours - lost.useful_hours
    is_felt = gap > 1e-9 * max(base.useful_hours, 1.0)
    title = Sentence(form=form("compared_none", language))
    if is_felt:
        title = Sentence(
            form=form("compared", language),
            figures={"hours": sheet.run(hours_lost(gap, language))},
            words={"worst": event_title(worst, language)},
        )
    heads = (said("col_event", language), *(said(f"col_{each}", language) for each in COLUMNS))
    rows = [(said("base", language), "", tuple(_cells(sheet, base)))]
    rows += [
        (event_title(year, language), event_note(year, language), tuple(_gaps(sheet, base, other)))
        for year, other in found
    ]
    return Comparison(
        title=title,
        subtitle=said("compared_sub", language),
        heads=heads,
        rows=tuple(rows),
    )


def hours_lost(hours: float, language: str) -> str:
    """Accelerator-hours."""
    return rate_of(count(hours, language))


def rate_of(told: str) -> str:
    """A count of accelerator-hours with its unit."""
    return f"{told}\u00a0h"


def event_title(year: CampusYear, language: str) -> str:
    """What befell the campus that year."""
    titles = [event.title.of(language) for event in year.options.events]
    return " + ".join(titles) or said("base", language)


def event_note(year: CampusYear, language: str) -> str:
    """When what befell the campus began, and for how long."""
    notes = [event_time(event, year.options.year, language) for event in year.options.events]
    return "; ".join(note for note in notes if note)


def event_time(event: Event, year: int, language: str) -> str:
    """When an event begins, and for how long; empty where it holds for all of the year."""
    if event.hours >= HOURS:
        return ""
    return said(
        "event_note",
        language,
        day=day(start_hour(event), year, language),
        hours=wait(event.hours, language),
    )


def cell_texts(base: Totals, language: str) -> list[str]:
    """The undisturbed year in figures, in the order of `COLUMNS`."""
    return [
        rate_of(count(base.useful_hours, language)),
        energy(base.site_mwh, language),
        euros(base.cost_eur, language),
        tonnes(base.carbon_t, language),
        share(base.attainment, language, 2),
        energy(base.unserved_mwh, language),
    ]


def gap_texts(base: Totals, other: Totals, language: str) -> list[str]:
    """What differs, with its sign, in the order of `COLUMNS`."""
    return [
        signed(other.useful_hours - base.useful_hours, lambda v: rate_of(count(v, language))),
        signed(other.site_mwh - base.site_mwh, lambda v: energy(v, language)),
        signed(other.cost_eur - base.cost_eur, lambda v: euros(v, language)),
        signed(other.carbon_t - base.carbon_t, lambda v: tonnes(v, language)),
        signed(round(100 * (other.attainment - base.attainment), 2),
               lambda v: f"{plain(v, language, 2)}\u00a0pt"),
        signed(other.unserved_mwh - base.unserved_mwh, lambda v: energy(v, language)),
    ]  # fmt: skip


def _cells(sheet: Sheet, base: Totals) -> list[Figure]:
    return [sheet.run(text) for text in cell_texts(base, sheet.language)]


def _gaps(sheet: Sheet, base: Totals, other: Totals) -> list[Figure]:
    return [sheet.run(text) for text in gap_texts(base, other, sheet.language)]
