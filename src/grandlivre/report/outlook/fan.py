"""Fan charts: what is expected as bands that widen, what is promised as a line beside them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from grandlivre.base.wording import period
from grandlivre.outlook.model import LEVELS, Band, Outcome, Scope, Series
from grandlivre.programme.model import Figure as PlanFigure
from grandlivre.programme.model import Phase
from grandlivre.report.charts import Scale, nice_top
from grandlivre.report.figures import Sentence
from grandlivre.report.outlook.axes import Times, last_of_year, line, svg, value_ticks, words
from grandlivre.report.outlook.model import Picture
from grandlivre.report.outlook.promised import Desk, Promised, basis_of, key_year, promised
from grandlivre.report.outlook.texts import OUTCOMES, form, said
from grandlivre.report.outlook.words import MEDIAN, between, expected, quantity

_HEIGHT, _TOP, _BOTTOM = 330, 22, 302
_WIDE = 86.0
"""Where the plot ends, in per cent; the rest is for the figures beside it."""
_UNITS = 1000
_APART = 18.0
SPENT = "drawn_to_date_eur"
Size = Callable[[Phase], PlanFigure]


def fans(desk: Desk) -> tuple[Picture, ...]:
    """The fans of megawatts and of euros, where the outlook holds them."""
    found = (power_fan(desk), money_fan(desk))
    return tuple(each for each in found if each is not None)


def power_fan(desk: Desk) -> Picture | None:
    """Megawatts energised, by quarter."""
    series = desk.series(Outcome.POWER, Scope.ALL)
    if series is None:
        return None
    return _fan(desk, series, "power", lambda phase: phase.power_mw, sub={})


def money_fan(desk: Desk) -> Picture | None:
    """Euros spent so far, by quarter."""
    series = desk.series(SPENT, Scope.ALL)
    if series is None:
        return None
    day = period(desk.outlook.as_of.isoformat(), desk.language)
    return _fan(desk, series, "money", lambda phase: phase.capex_eur, sub={"day": day})


def _fan(desk: Desk, series: Series, key: str, size: Size, sub: dict[str, str]) -> Picture:
    language, times = desk.language, desk.times
    told = promised(desk.plan, times, size)
    year = key_year(desk.plan, times)
    at = last_of_year(times.quarters, year)
    told_words = expected(series.bands[at], series.outcome, language)
    title = Sentence(
        form=form(f"fan_{key}", language),
        figures={
            "expected": desk.drawn(told_words),
            "promised": desk.told(
                quantity(told.said[at], series.outcome, language),
                basis_of(told.said_phases, size),
            ),
        },
        words={"year": str(year)},
    )
    label = said(
        "fan_alt",
        language,
        outcome=OUTCOMES[series.outcome.value].of(language),
        year=year,
        expected=expected,
        range=between(series.bands[at], series.outcome, language),
    )
    return Picture(
        key=f"fan-{key}",
        title=title,
        subtitle=said(f"fan_{key}_sub", language, **sub),
        drawing=_drawing(times, series, told, language, label),
    )


def _drawing(times: Times, series: Series, told: Promised, language: str, label: str) -> Markup:
    tops = [Decimal(repr(float(band.quantiles[-1]))) for band in series.bands]
    both = [one + other for one, other in zip(told.said, told.inferred, strict=True)]
    scale = Scale(nice_top([*tops, *both]))
    parts = [*_grid(times, scale, series.outcome, language), _plot(times, series, told, scale)]
    parts += _ends(series, told, scale, language)
    return svg("fan", _HEIGHT, parts, label=label)


def _y(scale: Scale, value: float | Decimal) -> float:
    place = scale.at(Decimal(repr(float(value))))
    return _BOTTOM - (_BOTTOM - _TOP) * place / 100


def _grid(times: Times, scale: Scale, outcome: Outcome, language: str) -> list[Markup]:
    parts = []
    for value, _ in value_ticks(scale):
        y = _y(scale, value)
        parts.append(line(0, _WIDE, y, y, "grid" if value else "base"))
        if value:
            parts.append(words(0, y - 4, quantity(value, outcome, language), "tick"))
    for year in times.years():
        at = year.at * _WIDE / 100
        parts.append(line(at, at, _BOTTOM, _BOTTOM + 5, "base"))
        parts.append(words(at, _BOTTOM + 20, year.label, "tick yr", "middle"))
    return parts


def _plot(times: Times, series: Series, told: Promised, scale: Scale) -> Markup:
    """What is stretched to the width: bands, the middle, and what is promised."""
    across = [_UNITS * times.end_of(number) / 100 for number in range(len(times.quarters))]
    parts = []
    upper = [one + other for one, other in zip(told.said, told.inferred, strict=True)]
    # What is inferred lies behind, so that its hatching hides nothing.
    if any(told.inferred):
        parts.append(_stair_area(across, told.said, upper, scale))
        parts.append(_path(_stairs(across, upper, scale), "s-inferred"))
    for name, low, high in (("x-most", 0, 4), ("x-half", 1, 3)):
        parts.append(_area(across, series.bands, low, high, scale, name))
    if any(told.said):
        parts.append(_path(_stairs(across, told.said, scale), "s-said"))
    middle = [
        f"{x:.1f},{_y(scale, band.quantiles[MEDIAN]):.1f}"
        for x, band in zip(across, series.bands, strict=True)
    ]
    parts.append(_path("M" + "L".join(middle), "s-expected"))
    return Markup(
        '<svg x="0" y="0" width="{:g}%" height="{}" viewBox="0 0 {} {}" '
        'preserveAspectRatio="none">{}</svg>'
    ).format(_WIDE, _HEIGHT, _UNITS, _HEIGHT, Markup("").join(parts))


def _area(
    across: Sequence[float], bands: Sequence[Band], low: int, high: int, scale: Scale, name: str
) -> Markup:
    top = [
        f"{x:.1f},{_y(scale, b.quantiles[high]):.1f}" for x, b in zip(across, bands, strict=True)
    ]
    base = [
        f"{x:.1f},{_y(scale, b.quantiles[low]):.1f}" for x, b in zip(across, bands, strict=True)
    ]
    return Markup('<path class="{}" d="M{}L{}Z"/>').format(
        name, "L".join(top), "L".join(reversed(base))
    )


def _stairs(across: Sequence[float], values: Sequence[Decimal], scale: Scale) -> str:
    """Each value from the end of its quarter on."""
    parts = [f"M0,{_y(scale, 0):.1f}"]
    for x, value in zip(across, values, strict=True):
        parts.append(f"H{x:.1f}V{_y(scale, value):.1f}")
    return "".join([*parts, f"H{_UNITS}"])


def _stair_area(
    across: Sequence[float], low: Sequence[Decimal], high: Sequence[Decimal], scale: Scale
) -> Markup:
    before = _y(scale, 0)
    points: list[tuple[float, float]] = []
    for x, value in zip(across, low, strict=True):
        points += [(x, before), (x, before := _y(scale, value))]
    points.append((float(_UNITS), before))
    down = "".join(f"L{x:.1f},{y:.1f}" for x, y in reversed(points))
    return Markup('<path class="inferred" d="{}{}Z"/>').format(_stairs(across, high, scale), down)


def _path(shape: str, name: str) -> Markup:
    return Markup('<path class="{}" d="{}" vector-effect="non-scaling-stroke"/>').format(
        name, shape
    )


def _ends(series: Series, told: Promised, scale: Scale, language: str) -> list[Markup]:
    """The last values, written beside the plot, kept apart."""
    last = series.bands[-1].quantiles
    marks: list[tuple[float, str, str]] = [
        (_y(scale, last[at]), quantity(last[at], series.outcome, language), name)
        for at, name in ((MEDIAN, "e-expected"), (0, "e-edge"), (len(LEVELS) - 1, "e-edge"))
    ]
    if told.said[-1]:
        text = quantity(told.said[-1], series.outcome, language)
        marks.append((_y(scale, told.said[-1]), text, "e-said"))
    if told.inferred[-1]:
        both = told.said[-1] + told.inferred[-1]
        marks.append((_y(scale, both), quantity(both, series.outcome, language), "e-inferred"))
    placed = kept_apart([y for y, _, _ in marks], _BOTTOM)
    return [
        words(_WIDE + 1.2, y + 4, text, f"end {name}")
        for y, (_, text, name) in zip(placed, marks, strict=True)
    ]


def kept_apart(places: Sequence[float], bottom: float) -> list[float]:
    """Heights of labels moved so that none covers another, as little as it takes."""
    order = sorted(range(len(places)), key=lambda number: places[number])
    found = list(places)
    for _ in range(40):
        for one, other in pairwise(order):
            short = _APART - (found[other] - found[one])
            if short > 0:
                found[one] -= short / 2
                found[other] += short / 2
    lowest = max(found, default=0.0) - (bottom + 2)
    return [place - max(lowest, 0.0) for place in found]
