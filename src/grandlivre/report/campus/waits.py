"""How long jobs wait by class, and what became of them."""

from math import isnan, log10

from markupsafe import Markup

from grandlivre.report.campus.model import BarRow, Bars, Grid, Tick
from grandlivre.report.campus.readings import ClassReading, class_readings
from grandlivre.report.campus.sheet import Sheet
from grandlivre.report.campus.texts import CLASSES, form, said
from grandlivre.report.campus.words import count, energy, share, wait
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.outlook.axes import BAR, BAR_THICK, BAR_TOP, line, rect, svg
from grandlivre.report.outlook.words import capital

_MARKS_H = (1 / 60, 1 / 6, 1.0, 10.0, 96.0, 960.0)
"""Marks of the axis, hours: 1 and 10 minutes, 1 and 10 hours, 4 and 40 days."""


def waits(sheet: Sheet) -> Bars | None:
    """A row a class from half of its jobs to 95 %; None where no job started."""
    language = sheet.language
    found = [each for each in class_readings(sheet.year) if each.wait_h is not None]
    if not found:
        return None
    longest = max(found, key=lambda each: each.wait_h[1] if each.wait_h else 0.0)
    most = longest.wait_h[1] if longest.wait_h else 0.0
    top = max(most, max(each.mean_h for each in found), 1.0)
    marks = [mark for mark in _MARKS_H if mark <= top] + [top]
    rows = tuple(_row(sheet, each, top) for each in found)
    ticks = [mark for mark in marks[:-1] if _at(mark, top) < 90]
    return Bars(
        key="waits",
        title=Sentence(
            form=form("waits", language),
            figures={"most": sheet.run(wait(most, language))},
            words={"longest": CLASSES[longest.kind].of(language)},
        ),
        subtitle=said("waits_sub", language, year=sheet.year.options.year),
        rows=rows,
        more=(),
        ticks=tuple(Tick(at=_at(mark, top), label=wait(mark, language)) for mark in ticks),
    )


def _at(hours: float, top: float) -> float:
    """The place of a wait on an axis from a minute on, whose decades are as wide as each other."""
    least = _MARKS_H[0]
    if isnan(hours) or hours <= least:
        return 0.0
    return 100 * log10(hours / least) / log10(max(top, 2 * least) / least)


def _row(sheet: Sheet, each: ClassReading, top: float) -> BarRow:
    language = sheet.language
    half, most = each.wait_h or (0.0, 0.0)
    told = said("waits_figure", language, half=wait(half, language), most=wait(most, language))
    return BarRow(
        label=capital(CLASSES[each.kind].of(language)),
        target="",
        note=said("waits_note", language, jobs=count(each.jobs, language)),
        bar=_bar(_at(half, top), _at(most, top), _at(each.mean_h, top), each.kind.value),
        figure=sheet.run(told),
    )


def _bar(half: float, most: float, mean: float, name: str) -> Markup:
    centre = BAR_TOP + BAR_THICK / 2
    return svg(
        "bar",
        BAR,
        [
            line(0, 100, centre, centre, "axis"),
            rect(half, max(most - half, 0.6), BAR_TOP, BAR_THICK, f"w-{name}"),
            line(mean, mean, BAR_TOP - 4, BAR_TOP + BAR_THICK + 4, "x-mid"),
        ],
    )


def classes_table(sheet: Sheet) -> Grid:
    """Jobs, interruptions, hours, what was kept and energy, by class."""
    language = sheet.language
    found = class_readings(sheet.year)
    used = sum(each.used_hours for each in found) or 1.0
    kept = sum(each.used_hours * each.kept for each in found) / used
    heads = ("jobs", "finished", "failures", "used", "kept", "energy")
    return Grid(
        key="classes",
        title=Sentence(
            form=form("classes", language), figures={"kept": sheet.run(share(kept, language, 1))}
        ),
        subtitle=said("classes_sub", language, year=sheet.year.options.year),
        heads=(said("col_class", language), *(said(f"col_{head}", language) for head in heads)),
        rows=tuple((capital(CLASSES[e.kind].of(language)), _cells(sheet, e)) for e in found),
    )


def _cells(sheet: Sheet, each: ClassReading) -> tuple[Figure | None, ...]:
    language = sheet.language
    return (
        sheet.run(count(each.jobs, language)),
        sheet.run(count(each.finished, language)),
        sheet.run(count(each.failures, language)),
        sheet.run(count(each.used_hours, language)),
        sheet.run(share(each.kept, language, 1)),
        sheet.run(energy(each.energy_mwh, language)),
    )
