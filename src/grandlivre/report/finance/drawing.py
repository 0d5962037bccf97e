"""Axes and strokes of a financing's pictures: years across, euros or cover up, below zero too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from grandlivre.report.charts import Scale, nice_top, ticks
from grandlivre.report.outlook.axes import line, words

WIDE = 86.0
"""Where the plot ends, in per cent; the rest is for the figures beside it."""
UNITS = 1000
_MOST_TICKS = 5
_MOST_YEARS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A plot: years across, values up, from a least to a most."""

    years: tuple[int, ...]
    top: float
    """Pixels."""
    bottom: float
    low: float
    high: float

    def x(self, number: int) -> float:
        """Where a year's end lies, of `UNITS`."""
        return UNITS * (number + 0.5) / len(self.years)

    def y(self, value: float) -> float:
        """Where a value lies, in pixels; cut to the plot."""
        kept = min(max(value, self.low), self.high)
        part = (kept - self.low) / max(self.high - self.low, 1e-12)
        return self.bottom - (self.bottom - self.top) * part

    def grid(self, shown: Iterable[tuple[float, str]], *, with_years: bool = True) -> list[Markup]:
        """Lines of values, with their labels, and of years."""
        parts = []
        for value, label in shown:
            y = self.y(value)
            parts.append(line(0, WIDE, y, y, "grid" if value else "base"))
            parts.append(words(0, y - 4, label, "tick"))
        step = -(-len(self.years) // _MOST_YEARS)
        if not with_years:
            return parts
        for number, year in enumerate(self.years):
            if number % step:
                continue
            at = self.x(number) * WIDE / UNITS
            parts.append(line(at, at, self.bottom, self.bottom + 5, "base"))
            parts.append(words(at, self.bottom + 20, str(year), "tick yr", "middle"))
        return parts

    def area(self, low: Sequence[float | None], high: Sequence[float | None], name: str) -> Markup:
        """Between two lines; runs without a value are left out."""
        parts = []
        for run in _runs(low):
            top = "L".join(f"{self.x(at):.1f},{self.y(high[at] or 0.0):.1f}" for at in run)
            base = "L".join(
                f"{self.x(at):.1f},{self.y(low[at] or 0.0):.1f}" for at in reversed(run)
            )
            parts.append(Markup('<path class="{}" d="M{}L{}Z"/>').format(name, top, base))
        return Markup("").join(parts)

    def path(self, values: Sequence[float | None], name: str) -> Markup:
        """A line; runs without a value are left out."""
        parts = []
        for run in _runs(values):
            shape = "L".join(f"{self.x(at):.1f},{self.y(values[at] or 0.0):.1f}" for at in run)
            parts.append(
                Markup('<path class="{}" d="M{}" vector-effect="non-scaling-stroke"/>').format(
                    name, shape
                )
            )
        return Markup("").join(parts)

    def level(self, value: float, name: str, *, is_dashed: bool = False) -> Markup:
        """A line across at one value."""
        y = self.y(value)
        dashes = Markup(' stroke-dasharray="6 5"') if is_dashed else Markup("")
        return Markup('<line class="{}" x1="0%" x2="{:g}%" y1="{:g}" y2="{:g}"{}/>').format(
            name, WIDE, y, y, dashes
        )


def plot(height: int, parts: Iterable[Markup]) -> Markup:
    """What is stretched to the width."""
    return Markup(
        '<svg x="0" y="0" width="{:g}%" height="{}" viewBox="0 0 {} {}" '
        'preserveAspectRatio="none">{}</svg>'
    ).format(WIDE, height, UNITS, height, Markup("").join(parts))


def marks(low: float, high: float) -> list[float]:
    """Round values between a least (zero or below) and a most, few enough to read.

    Examples
    --------
    >>> marks(-3.0, 9.0)
    [-2.0, 0.0, 2.0, 4.0, 6.0, 8.0]
    """
    reach = max(-low, high, 1e-12)
    scale = Scale(nice_top([Decimal(repr(float(reach)))]))
    found = [float(value) for value, _ in ticks(scale)]
    step = found[1] if len(found) > 1 else reach
    below = [-step * number for number in range(int(-low / step), 0, -1)]
    above = [value for value in found if value <= high]
    kept = [*below, *above]
    thin = -(-len(kept) // (_MOST_TICKS + 2))
    zero = kept.index(0.0)
    return [value for at, value in enumerate(kept) if not (at - zero) % thin]


def _runs(values: Sequence[float | None]) -> list[list[int]]:
    """Numbers of the values that are there, in runs without a gap."""
    runs: list[list[int]] = []
    for at, value in enumerate(values):
        if value is None:
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs
