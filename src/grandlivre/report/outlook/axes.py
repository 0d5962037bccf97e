"""Axes and strokes that every picture of the outlook is drawn with.

Across, places are per cent of the width, so that a picture fits any screen; down, they are
pixels, so that words keep their size. Only areas and lines of a fan are stretched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from markupsafe import Markup

from grandlivre.base.periods import Period
from grandlivre.report.charts import Scale, ticks
from grandlivre.report.outlook.model import Tick

LANE, LANE_TOP, LANE_THICK = 30, 5, 8
BAR, BAR_TOP, BAR_THICK = 26, 6, 14
_FADE = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """A time axis from the start of the first quarter to the end of the last.

    Examples
    --------
    >>> axis = Times(quarters=("2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2"))
    >>> axis.end_of(0), axis.at(date(2027, 1, 1))
    (25.0, 50.0)
    """

    quarters: tuple[str, ...]

    def end_of(self, number: int) -> float:
        """Where a quarter ends, in per cent."""
        return 100 * (number + 1) / len(self.quarters)

    def at(self, day: date) -> float:
        """Where a day lies, in per cent; cut to the axis."""
        first = self.quarters[0]
        quarters = 4 * (day.year - int(first[:4])) + (day.month - 1) // 3 - int(first[-1]) + 1
        within = ((day.month - 1) % 3 + (day.day - 1) / 31) / 3
        return min(max(100 * (quarters + within) / len(self.quarters), 0.0), 100.0)

    def span(self, text: str) -> tuple[float, float] | None:
        """Where a partial date begins and ends, in per cent; None where it is none."""
        try:
            found = Period.parse(text)
        except ValueError:
            return None
        begins, ends = self.at(found.first), self.at(found.last)
        return (begins, max(ends, begins + 0.6))

    def number_of(self, text: str) -> int | None:
        """Number of the quarter in which a partial date ends; None beyond the axis."""
        try:
            last = Period.parse(text).last
        except ValueError:
            return None
        name = f"{last.year}-Q{(last.month - 1) // 3 + 1}"
        if name < self.quarters[0]:
            return 0
        return self.quarters.index(name) if name in self.quarters else None

    def years(self) -> tuple[Tick, ...]:
        """Where years begin."""
        return tuple(
            Tick(at=self.at(date(int(quarter[:4]), 1, 1)), label=quarter[:4])
            for quarter in self.quarters
            if quarter.endswith("Q1")
        )


def last_of_year(quarters: Sequence[str], year: int) -> int:
    """Number of the last quarter of a year, or of all where the year lies beyond."""
    name = f"{year}-Q4"
    return quarters.index(name) if name in quarters else len(quarters) - 1


def value_ticks(scale: Scale, most: int = 7) -> list[tuple[Decimal, float]]:
    """Round values along an axis and their places, few enough to read."""
    found = ticks(scale)
    step = -(-len(found) // most)
    return found[::step]


def svg(name: str, height: int, parts: Iterable[Markup], *, label: str = "") -> Markup:
    """A drawing as wide as its place."""
    about = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true" focusable="false"')
    )
    return Markup('<svg class="{}" width="100%" height="{}" {}>{}</svg>').format(
        name, height, about, Markup("").join(parts)
    )


def rect(x: float, width: float, y: float, height: float, name: str) -> Markup:
    """A bar."""
    return Markup('<rect class="{}" x="{:.2f}%" y="{:g}" width="{:.2f}%" height="{:g}"/>').format(
        name, x, y, max(width, 0.0), height
    )


def line(start: float, end: float, top: float, bottom: float, name: str) -> Markup:
    """A stroke."""
    return Markup('<line class="{}" x1="{:.2f}%" x2="{:.2f}%" y1="{:g}" y2="{:g}"/>').format(
        name, start, end, top, bottom
    )


def dot(at: float, middle: float, radius: float, name: str) -> Markup:
    """A dot."""
    return Markup('<circle class="{}" cx="{:.2f}%" cy="{:g}" r="{:g}"/>').format(
        name, at, middle, radius
    )


def words(at: float, base: float, text: str, name: str = "lbl", anchor: str = "start") -> Markup:
    """A label."""
    return Markup('<text class="{}" x="{:.2f}%" y="{:g}" text-anchor="{}">{}</text>').format(
        name, at, base, anchor, text
    )


def band_bar(quantiles: Sequence[float], scale: Scale, stroke: float) -> Markup:
    """What is expected of one thing: nine draws in ten light, half of them solid, and a stroke.

    Parameters
    ----------
    quantiles
        Five, from low to high.
    scale
        The axis.
    stroke
        The value that is marked: their middle, or a mean.
    """
    low, quarter, _, most, high = (scale.at(Decimal(repr(float(q)))) for q in quantiles)
    middle = scale.at(Decimal(repr(float(stroke))))
    centre = BAR_TOP + BAR_THICK / 2
    return svg(
        "bar",
        BAR,
        [
            line(0, 100, centre, centre, "axis"),
            rect(low, high - low, BAR_TOP, BAR_THICK, "x-most"),
            rect(quarter, most - quarter, BAR_TOP, BAR_THICK, "x-half"),
            line(middle, middle, BAR_TOP - 4, BAR_TOP + BAR_THICK + 4, "x-mid"),
        ],
    )


def fading(start: float, top: float, height: float) -> Markup:
    """A bar whose end nobody can tell."""
    width = min(_FADE, max(100 - start, 0.0))
    return Markup(
        '<rect x="{:.2f}%" y="{:g}" width="{:.2f}%" height="{:g}" fill="url(#fade-expected)"/>'
    ).format(start, top, width, height)


@cache
def definitions() -> Markup:
    """The gradient of what fades out, once a page."""
    return Markup(
        '<svg class="defs" aria-hidden="true"><defs><linearGradient id="fade-expected">'
        '<stop offset="0" stop-color="var(--c-expected)" stop-opacity=".35"/>'
        '<stop offset="1" stop-color="var(--c-expected)" stop-opacity="0"/></linearGradient>'
        "</defs></svg>"
    )
