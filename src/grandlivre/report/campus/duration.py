"""The load duration curve: hours of the year from the greatest draw to the least."""

from decimal import Decimal

import numpy as np
from markupsafe import Markup

from grandlivre.campus.operate.year import Floats
from grandlivre.report.campus.model import Picture
from grandlivre.report.campus.sheet import Sheet
from grandlivre.report.campus.texts import form, said
from grandlivre.report.campus.week import stretched
from grandlivre.report.campus.words import exact, megawatts, share
from grandlivre.report.charts import Scale, nice_top
from grandlivre.report.figures import Sentence
from grandlivre.report.outlook.axes import line, svg, value_ticks, words

_HEIGHT, _TOP, _BOTTOM = 300, 18, 262
_UNITS = 1000
_POINTS = 220
"""Points of the curve: a step of it is less than two days."""


def duration(sheet: Sheet) -> Picture:
    """The site's draw sorted, and the grid's beside it."""
    year, language = sheet.year, sheet.language
    site = np.sort(year.power.site_mw)[::-1]
    grid = np.sort(year.power.grid_mw)[::-1]
    peak, least = float(site[0]), float(site[-1])
    load = share(float(site.mean()) / peak if peak else 0.0, language)
    label = said(
        "duration_alt",
        language,
        peak=megawatts(peak, language),
        middle=megawatts(float(np.median(site)), language),
        least=megawatts(least, language),
    )
    return Picture(
        key="duration",
        title=Sentence(
            form=form("duration", language),
            figures={
                "least": sheet.run(megawatts(least, language)),
                "load": sheet.run(load),
            },
        ),
        subtitle=said("duration_sub", language, year=year.options.year),
        drawing=_drawing(site, grid, label, language),
    )


def _drawing(site: Floats, grid: Floats, label: str, language: str) -> Markup:
    scale = Scale(nice_top([exact(float(max(site[0], grid[0])))]))
    parts = []
    for value, _ in value_ticks(scale, 6):
        y = _y(scale, float(value))
        parts.append(line(0, 100, y, y, "grid" if value else "base"))
        if value:
            parts.append(words(0, y - 4, megawatts(float(value), language), "tick"))
    curve = _curve(site, scale)
    parts.append(
        stretched(
            _HEIGHT,
            Markup(
                '<path class="c-area" d="M0,{base}L{curve}L{units},{base}Z"/>'
                '<path class="c-site" d="M{curve}" vector-effect="non-scaling-stroke"/>'
                '<path class="c-grid" d="M{grid}" vector-effect="non-scaling-stroke"/>'
            ).format(base=_BOTTOM, units=_UNITS, curve=curve, grid=_curve(grid, scale)),
        )
    )
    for percent in (0, 25, 50, 75, 100):
        anchor = {0: "start", 100: "end"}.get(percent, "middle")
        parts.append(line(percent, percent, _BOTTOM, _BOTTOM + 5, "base"))
        parts.append(words(percent, _BOTTOM + 20, share(percent / 100, language), "tick", anchor))
    parts.append(words(50, _BOTTOM + 36, said("duration_axis", language), "tick", "middle"))
    middle = float(np.median(site))
    parts.append(words(50, _y(scale, middle) - 8, megawatts(middle, language), "end", "middle"))
    least = megawatts(float(site[-1]), language)
    parts.append(words(100, _y(scale, float(site[-1])) - 8, least, "end", "end"))
    return svg("fan chart", _HEIGHT, parts, label=label)


def _curve(values: Floats, scale: Scale) -> str:
    at = np.unique(np.linspace(0, len(values) - 1, _POINTS).round().astype(int))
    last = max(len(values) - 1, 1)
    return "L".join(f"{_UNITS * i / last:.1f},{_y(scale, float(values[i])):.1f}" for i in at)


def _y(scale: Scale, value: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * scale.at(Decimal(repr(float(value)))) / 100
