"""Strokes of the pages' own charts: statements on an axis, steps in time."""

from decimal import Decimal

from markupsafe import Markup

from grandlivre.base.interval import Interval
from grandlivre.ledger.natures import Nature
from grandlivre.report.charts import Scale
from grandlivre.report.outlook.axes import line, rect, svg

_HEIGHT, _TOP, _THICK = 26, 6, 14
_FADE = 12.0


def statement_bar(told: Interval, kept: Interval, nature: Nature, scale: Scale) -> Markup:
    """What one text says, over a band of the bounds that are kept.

    Parameters
    ----------
    told
        What it says; an end that it leaves open fades out.
    kept
        The bounds of the entry.
    nature
        Sets the colour.
    scale
        The axis.
    """
    parts = [
        _band(kept, scale),
        line(0, 100, _MIDDLE, _MIDDLE, "axis"),
        *_told(told, nature, scale),
    ]
    return svg("bar said", _HEIGHT, parts)


_MIDDLE = _TOP + _THICK / 2


def _band(kept: Interval, scale: Scale) -> Markup:
    low = scale.at(kept.low or Decimal(0))
    high = 100.0 if kept.high is None else scale.at(kept.high)
    width = max(high - low, 0.6)
    return rect(min(low, 100 - width), width, 0, _HEIGHT, "allowed")


def _told(told: Interval, nature: Nature, scale: Scale) -> list[Markup]:
    low, high = told.low, told.high
    if low is None and high is None:
        return []
    if low is not None and low == high:
        return [
            Markup('<circle class="dot n-{}" cx="{:.2f}%" cy="{:g}" r="6"/>').format(
                nature, scale.at(low), _MIDDLE
            )
        ]
    if low is not None and high is not None:
        start, end = scale.at(low), scale.at(high)
        return [
            rect(start, end - start, _TOP + 2, _THICK - 4, f"range n-{nature}"),
            _cap(start, nature),
            _cap(end, nature),
        ]
    if low is not None:
        start = scale.at(low)
        width = min(_FADE, max(100 - start, 0.0))
        return [_fading(start, width, f"fade-{nature}"), _cap(start, nature)]
    end = scale.at(high or Decimal(0))
    width = min(_FADE, end)
    return [_fading(end - width, width, f"rise-{nature}"), _cap(end, nature)]


def _cap(at: float, nature: Nature) -> Markup:
    return line(at, at, _TOP - 1, _TOP + _THICK + 1, f"cap n-{nature}")


def _fading(start: float, width: float, fill: str) -> Markup:
    return Markup('<rect x="{:.2f}%" y="{}" width="{:.2f}%" height="{}" fill="url(#{})"/>').format(
        start, _TOP + 2, width, _THICK - 4, fill
    )
