"""Bars as inline SVG: positions in per cent of the width, so that they fit any screen.

A range is a bar with its ends, a best value a tick on it, an open end fades out. What texts
promise is solid, lighter up to its upper bound; what is worked out is hatched.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from markupsafe import Markup

from grandlivre.base.interval import Interval
from grandlivre.ledger.natures import Nature
from grandlivre.report.figures import Figure

_HEIGHT = 26
_TOP, _THICK = 6, 14
_FADE = 14.0
"""Width of an end that fades out, in per cent."""
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a chart: a label, a bar, a figure."""

    entry: str
    """Id of the entry that the label leads to; empty for none."""
    label: str
    note: str
    nature: Nature
    bar: Markup
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark of an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From an amount to a place on the axis, which starts from zero.

    Examples
    --------
    >>> Scale(Decimal(200)).at(Decimal(50))
    25.0
    """

    top: Decimal

    def at(self, value: Decimal) -> float:
        """The place of a value, in per cent of the width."""
        return round(float(min(max(value / self.top, Decimal(0)), Decimal(1)) * 100), 2)


def nice_top(values: Iterable[Decimal]) -> Decimal:
    """A round number not much above the largest value.

    Examples
    --------
    >>> nice_top([Decimal(109), Decimal(30)])
    Decimal('125.0')
    """
    largest = max(values, default=Decimal(1)) or Decimal(1)
    step = _step(largest)
    return (largest / step).to_integral_value(rounding="ROUND_CEILING") * step


def _step(largest: Decimal) -> Decimal:
    """The distance between marks: a round one that gives about five."""
    rough = largest / 5
    power = Decimal(10) ** rough.adjusted()
    return next(step * power for step in _STEPS if step * power >= rough)


def ticks(scale: Scale) -> list[tuple[Decimal, float]]:
    """Round values along an axis and their places."""
    step = _step(scale.top)
    values = [step * number for number in range(int(scale.top / step) + 1)]
    return [(value, scale.at(value)) for value in values]


def range_bar(
    euros: Interval,
    best: Decimal | None,
    told: Sequence[Interval],
    nature: Nature,
    scale: Scale,
) -> Markup:
    """A bar of what an entry's sources leave possible, with what each of them says.

    Parameters
    ----------
    euros
        The bounds.
    best
        The best value inside them; None for none.
    told
        What each source says, drawn as thin strokes.
    nature
        Sets the colour.
    scale
        The axis.
    """
    parts = [_line(0, 100, "axis")]
    low = scale.at(euros.low) if euros.low is not None else 0.0
    if euros.low is not None and euros.low > 0:
        parts.append(_line(0, low, f"stem n-{nature}"))
    if euros.low is not None and euros.low == euros.high:
        parts.append(_dot(low, nature))
    else:
        parts.extend(_span(euros, nature, scale))
        if best is not None:
            parts.append(_tick(scale.at(best), _TOP - 4, _THICK + 8, "best"))
    ends = sorted({end for each in told for end in (each.low, each.high) if end})
    parts.extend(_tick(scale.at(value), _HEIGHT - 5, 5, "told") for value in ends)
    return _svg(parts)


def _span(euros: Interval, nature: Nature, scale: Scale) -> list[Markup]:
    low, high = euros.low, euros.high
    if high is None:
        start = scale.at(low or Decimal(0))
        return [
            _rect(start, min(_FADE, 100 - start), "open", fill=f"fade-{nature}"),
            _tick(start, _TOP - 2, _THICK + 4, f"cap n-{nature}"),
        ]
    end = scale.at(high)
    if low is None or low == 0:
        return [
            _rect(0, end, "open", fill=f"rise-{nature}"),
            _tick(end, _TOP - 2, _THICK + 4, f"cap n-{nature}"),
        ]
    start = scale.at(low)
    return [
        _rect(start, end - start, f"range n-{nature}"),
        _tick(start, _TOP - 2, _THICK + 4, f"cap n-{nature}"),
        _tick(end, _TOP - 2, _THICK + 4, f"cap n-{nature}"),
    ]


def step_bar(euros: Interval, before: Decimal, nature: Nature, scale: Scale) -> Markup:
    """One step of a cascade: the sure part solid from where the last ended, the rest light."""
    start = scale.at(before)
    low = euros.low or Decimal(0)
    sure = scale.at(before + low)
    parts = [_line(0, 100, "axis")]
    if sure > start:
        parts.append(_rect(start, max(sure - start, 0.4), f"solid n-{nature}"))
    if euros.high is None:
        parts.append(_rect(sure, min(_FADE, 100 - sure), "open", fill=f"fade-{nature}"))
    elif euros.high > low:
        width = scale.at(before + euros.high) - sure
        parts.append(_rect(sure, width, f"range n-{nature}"))
        parts.append(_tick(sure + width, _TOP - 2, _THICK + 4, f"cap n-{nature}"))
    return _svg(parts)


def rest_bar(start: Decimal, end: Decimal, scale: Scale) -> Markup:
    """What no item accounts for, at most: hatched, for it is worked out and not told."""
    left, right = scale.at(start), scale.at(end)
    return _svg(
        [
            _line(0, 100, "axis"),
            _rect(left, right - left, "maybe", fill="hatch"),
            _tick(right, 0, _HEIGHT, "total"),
        ]
    )


@cache
def definitions() -> Markup:
    """Gradients of every colour and the hatching, once a page."""
    parts = [
        Markup(
            '<linearGradient id="{}-{}"><stop offset="0" stop-color="var(--c-{})" '
            'stop-opacity="{}"/><stop offset="1" stop-color="var(--c-{})" '
            'stop-opacity="{}"/></linearGradient>'
        ).format(name, nature, nature, first, nature, last)
        for nature in Nature
        for name, first, last in (("fade", 1, 0), ("rise", 0, 1))
    ]
    parts.append(
        Markup(
            '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--c-unknown)" '
            'fill-opacity=".14"/><rect width="2" height="6" fill="var(--c-unknown)"/></pattern>'
        )
    )
    return Markup('<svg class="defs" aria-hidden="true"><defs>{}</defs></svg>').format(
        Markup("").join(parts)
    )


def _svg(parts: Iterable[Markup]) -> Markup:
    return Markup(
        '<svg class="bar" width="100%" height="{}" aria-hidden="true" focusable="false">{}</svg>'
    ).format(_HEIGHT, Markup("").join(parts))


def _rect(x: float, width: float, name: str, *, fill: str = "") -> Markup:
    # An attribute, not a style: pages may forbid styles outside their sheets.
    paint = Markup(' fill="url(#{})"').format(fill) if fill else Markup("")
    return Markup('<rect class="{}" x="{:.2f}%" y="{}" width="{:.2f}%" height="{}"{}/>').format(
        name, x, _TOP, max(width, 0.0), _THICK, paint
    )


def _line(start: float, end: float, name: str) -> Markup:
    middle = _TOP + _THICK / 2
    return Markup('<line class="{}" x1="{:.2f}%" x2="{:.2f}%" y1="{}" y2="{}"/>').format(
        name, start, end, middle, middle
    )


def _tick(at: float, top: int, height: int, name: str) -> Markup:
    return Markup('<line class="{}" x1="{:.2f}%" x2="{:.2f}%" y1="{}" y2="{}"/>').format(
        name, at, at, top, top + height
    )


def _dot(at: float, nature: Nature) -> Markup:
    return Markup('<circle class="dot n-{}" cx="{:.2f}%" cy="{}" r="6"/>').format(
        nature, at, _TOP + _THICK / 2
    )
