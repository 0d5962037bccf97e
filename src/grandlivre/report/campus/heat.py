"""Heat maps of the year: days across, hours down, seven steps of one scale."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from grandlivre.campus.operate.year import Floats
from grandlivre.report.campus.model import HeatMap
from grandlivre.report.campus.readings import MONTH_DAYS, utilisation
from grandlivre.report.campus.sheet import Sheet
from grandlivre.report.campus.texts import form, said
from grandlivre.report.campus.words import day, megawatts, plain, rate, share
from grandlivre.report.figures import Sentence
from grandlivre.report.outlook.axes import line, svg, words

STEPS = ("announced", "secured", "permitted", "connected", "built", "energised", "filled")
"""Names of the steps of the page's one sequential scale, light to dark."""
_CELL = 6
_BELOW = 26
_DAY = 24
_USUAL = (0.05, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """One map: what is drawn, and how its values are said."""

    key: str
    values: Floats
    told: Callable[[float], str]
    finely: Callable[[float], str] | None = None
    """How limits between steps are said; as values where it is left out."""


def heat_maps(sheet: Sheet) -> tuple[HeatMap, ...]:
    """Utilisation, power, PUE and price over the year."""
    year, language = sheet.year, sheet.language
    power = year.power
    pue = power.site_mw / np.maximum(power.it_mw, 1e-9)
    drawn = (
        _Drawn(key="utilisation", values=utilisation(year), told=lambda v: share(v, language)),
        _Drawn(key="site", values=power.site_mw, told=lambda v: megawatts(v, language)),
        _Drawn(
            key="pue",
            values=pue,
            told=lambda v: plain(v, language, 4),
            finely=lambda v: plain(v, language, 4),
        ),
        _Drawn(
            key="price",
            values=power.price_eur_per_mwh,
            told=lambda v: rate(v, "€/MWh", language, 2),
        ),
    )
    return tuple(_heat_map(sheet, each) for each in drawn)


def _heat_map(sheet: Sheet, drawn: _Drawn) -> HeatMap:
    language, values = sheet.language, drawn.values
    low, high = (float(each) for each in np.quantile(values, _USUAL))
    edges = edges_of(values)
    worst = day(int(np.argmax(values)), sheet.year.options.year, language)
    names = {"day": worst} if drawn.key == "pue" else {}
    title = Sentence(
        form=form(f"heat_{drawn.key}", language),
        figures={"low": sheet.run(drawn.told(low)), "high": sheet.run(drawn.told(high))},
        words=names,
    )
    what = said(f"heat_sub_{drawn.key}", language)
    return HeatMap(
        key=f"heat-{drawn.key}",
        title=title,
        subtitle=said("heat_axes", language, what=what, year=sheet.year.options.year),
        drawing=_drawing(levels_of(values, edges), title.plain(), language),
        steps=tuple(_steps(edges, drawn.finely or drawn.told, language)),
    )


def edges_of(values: Floats) -> Floats:
    """Round limits between the seven steps, (6,), that hold nine hours in ten between them.

    Examples
    --------
    >>> edges_of(np.linspace(0, 100, 8760)).tolist()
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    low, high = (float(each) for each in np.quantile(values, _USUAL))
    step = (high - low) / (len(STEPS) - 2)
    if step <= 0:
        return np.full(len(STEPS) - 1, low)
    grain = 10.0 ** np.floor(np.log10(step)) / 2
    step = max(round(step / grain), 1) * grain
    start = np.round(((low + high) / 2 - 2.5 * step) / grain) * grain
    edges: Floats = np.round(start + step * np.arange(len(STEPS) - 1), 10)
    return edges


def levels_of(values: Floats, edges: Floats) -> np.ndarray:
    """Step of each hour, (day, 24)."""
    days = len(values) // _DAY
    return np.searchsorted(edges, values[: days * _DAY], side="right").reshape(days, _DAY)


def _steps(edges: Floats, told: Callable[[float], str], language: str) -> Iterator[tuple[str, str]]:
    yield STEPS[0], said("under", language, value=told(float(edges[0])))
    for name, low, high in zip(STEPS[1:-1], edges[:-1], edges[1:], strict=True):
        one, other = told(float(low)), told(float(high))
        number, _, unit = one.partition("\u00a0")
        yield name, f"{number}–{other}" if unit and other.endswith(unit) else f"{one}–{other}"
    yield STEPS[-1], said("over", language, value=told(float(edges[-1])))


def _drawing(levels: np.ndarray, label: str, language: str) -> Markup:
    height = _DAY * _CELL
    shapes = []
    for number, name in enumerate(STEPS):
        shape = "".join(_runs(np.equal(levels.T, number)))
        if shape:
            shapes.append(Markup('<path class="h-{}" d="{}"/>').format(name, shape))
    days = len(levels)
    parts = [
        Markup(
            '<svg x="0" y="0" width="100%" height="{}" viewBox="0 0 {} {}" '
            'preserveAspectRatio="none">{}</svg>'
        ).format(height, days, _DAY, Markup("").join(shapes))
    ]
    at = 0
    for number, length in enumerate(MONTH_DAYS):
        if at < days:
            place = 100 * at / days
            parts.append(line(place, place, height, height + 5, "base"))
            parts.append(words(place, height + 20, _month(number, language), "tick"))
        at += length
    return svg("fan chart heat", height + _BELOW, parts, label=label)


def _runs(is_drawn: np.ndarray) -> Iterator[str]:
    """Bars of neighbouring days at each hour, as a path of rectangles."""
    for hour, row in enumerate(is_drawn):
        ends = np.flatnonzero(np.diff(np.concatenate([[0], row.view(np.int8), [0]])))
        for start, end in zip(ends[::2], ends[1::2], strict=True):
            yield f"M{start} {hour}h{end - start}v1h{start - end}z"


def _month(number: int, language: str) -> str:
    """First letters of a month's name."""
    name = day(24 * sum(MONTH_DAYS[:number]), 2030, language).split(" ")[-1]
    return name if len(name) <= 4 else name[: 4 if name.startswith("juil") else 3]
