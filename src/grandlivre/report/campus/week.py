"""A week of operation: power stacked by class of work under the cap, and the price below."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

import numpy as np
from markupsafe import Markup

from grandlivre.campus.design.model import WorkClass
from grandlivre.campus.operate.bearing import class_mw
from grandlivre.campus.operate.year import CampusYear, Floats
from grandlivre.report.campus.model import Picture
from grandlivre.report.campus.readings import busiest_week
from grandlivre.report.campus.sheet import Sheet
from grandlivre.report.campus.texts import CLASSES, form, said
from grandlivre.report.campus.words import day, exact, megawatts, rate
from grandlivre.report.charts import Scale, nice_top
from grandlivre.report.figures import Sentence
from grandlivre.report.outlook.axes import line, svg, value_ticks, words

_HOURS = 168
_TOP, _BOTTOM = 18, 300
_PRICE_TOP, _PRICE_BOTTOM, _HEIGHT = 352, 412, 420
_UNITS = 1000
_WIDE = 100.0


def layers(year: CampusYear, start: int, hours: int) -> list[tuple[str, str, Floats]]:
    """Class of the style, key of the words and megawatts of each layer, the lowest first."""
    when = slice(start, start + hours)
    power = year.power
    drawn = class_mw(year)
    found = [
        (f"w-{kind.value}", kind.value, drawn[kind][when]) for kind in WorkClass if kind in drawn
    ]
    work = sum((mw for _, _, mw in found), np.zeros(hours))
    found.append(("w-idle", "idle", np.maximum(power.it_mw[when] - work, 0.0)))
    found.append(("w-overhead", "overhead", power.loss_mw[when] + power.cooling_mw[when]))
    return [each for each in found if each[2].max(initial=0.0) > 0]


def week(sheet: Sheet) -> tuple[Picture, tuple[tuple[str, str], ...]]:
    """The week of the first event, or the one in which the site draws most; and its key."""
    year, language = sheet.year, sheet.language
    start = busiest_week(year)
    hours = min(_HOURS, year.hours - start)
    drawn = layers(year, start, hours)
    site = year.power.site_mw[start : start + hours]
    cap = year.power.cap_mw[start : start + hours]
    of = year.options.year
    first, last = day(start, of, language), day(start + hours - 1, of, language)
    peak = megawatts(float(site.max()), language)
    tightest = float(cap[int(np.argmax(site / np.maximum(cap, 1e-9)))])
    main = max(drawn, key=lambda each: float(each[2].sum()))
    label = said("week_alt", language, first=first, last=last, peak=peak,
                 least=megawatts(float(site.min()), language),
                 main=name_of(main[1], language))  # fmt: skip
    picture = Picture(
        key="week",
        title=Sentence(
            form=form("week", language),
            figures={"peak": sheet.run(peak), "cap": sheet.run(megawatts(tightest, language))},
            words={"first": first, "last": last},
        ),
        subtitle=said("week_sub", language, year=of),
        drawing=_drawing(sheet, drawn, start, label),
    )
    key = tuple((name, name_of(words_key, language)) for name, words_key, _ in reversed(drawn))
    return picture, key


def name_of(key: str, language: str) -> str:
    """What a layer is called."""
    for kind, name in CLASSES.items():
        if kind.value == key:
            return name.of(language)
    return said(key, language)


def _drawing(
    sheet: Sheet, drawn: Sequence[tuple[str, str, Floats]], start: int, label: str
) -> Markup:
    year, language = sheet.year, sheet.language
    hours = len(drawn[0][2])
    when = slice(start, start + hours)
    cap = year.power.cap_mw[when]
    top = max(float(year.power.site_mw[when].max()), float(cap.max()))
    scale = Scale(nice_top([exact(top)]))
    parts = []
    for value, _ in value_ticks(scale, 6):
        y = _y(scale, float(value))
        parts.append(line(0, _WIDE, y, y, "grid" if value else "base"))
    parts.append(_areas(drawn, scale))
    # Over the areas, so that they can be read.
    for value, _ in value_ticks(scale, 6)[1:]:
        place = _y(scale, float(value)) - 4
        parts.append(words(0, place, megawatts(float(value), language), "tick over"))
    parts.append(_path(_steps(cap, scale), "c-cap", _HEIGHT))
    shown_cap = said("cap", language, cap=megawatts(float(cap[-1]), language))
    parts.append(words(100, _y(scale, float(cap[-1])) - 6, shown_cap, "end", "end"))
    parts += _days(sheet, start, hours)
    parts += _price(year.power.price_eur_per_mwh[when], language)
    return svg("fan chart", _HEIGHT, parts, label=label)


def _areas(drawn: Sequence[tuple[str, str, Floats]], scale: Scale) -> Markup:
    below = np.zeros(len(drawn[0][2]))
    parts = []
    for name, _, values in drawn:
        above = below + values
        parts.append(
            Markup('<path class="{}" d="{}L{}Z"/>').format(
                name, _run(above, scale), _run(below, scale, backwards=True)
            )
        )
        below = above
    return stretched(_HEIGHT, Markup("").join(parts))


def _run(values: Floats, scale: Scale, *, backwards: bool = False) -> str:
    """Places along the hours, each at its middle; from end to end of the width."""
    count = len(values)
    across = [0.0, *((at + 0.5) * _UNITS / count for at in range(count)), float(_UNITS)]
    heights = [values[0], *values, values[-1]]
    points = [
        f"{x:.1f},{_y(scale, float(value)):.1f}" for x, value in zip(across, heights, strict=True)
    ]
    return "L".join(reversed(points)) if backwards else "M" + "L".join(points)


def _steps(values: Floats, scale: Scale) -> str:
    """A limit holds for the whole of its hour."""
    parts = [f"M0,{_y(scale, float(values[0])):.1f}"]
    for at, (one, other) in enumerate(pairwise(values), 1):
        if one != other:
            parts.append(f"H{at * _UNITS / len(values):.1f}V{_y(scale, float(other)):.1f}")
    return "".join([*parts, f"H{_UNITS}"])


def _y(scale: Scale, value: float, top: float = _TOP, bottom: float = _BOTTOM) -> float:
    return bottom - (bottom - top) * scale.at(Decimal(repr(float(value)))) / 100


def stretched(height: float, inner: Markup) -> Markup:
    """What is stretched to the width of the drawing."""
    return Markup(
        '<svg x="0" y="0" width="100%" height="{:g}" viewBox="0 0 {} {:g}" '
        'preserveAspectRatio="none">{}</svg>'
    ).format(height, _UNITS, height, inner)


def _path(shape: str, name: str, height: float) -> Markup:
    return stretched(
        height,
        Markup('<path class="{}" d="{}" vector-effect="non-scaling-stroke"/>').format(name, shape),
    )


def _days(sheet: Sheet, start: int, hours: int) -> list[Markup]:
    parts = []
    for number, at in enumerate(range(0, hours, 24)):
        place = 100 * at / hours
        parts.append(line(place, place, _BOTTOM, _BOTTOM + 5, "base"))
        text = day(start + at, sheet.year.options.year, sheet.language)
        name = "tick" if number % 2 == 0 else "tick yr-odd"
        parts.append(words(place, _BOTTOM + 20, text, name))
    return parts


def _price(values: Floats, language: str) -> list[Markup]:
    """The price on a scale of its own, which may go below zero."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 1.0)

    def y(value: float) -> float:
        return _PRICE_BOTTOM - (_PRICE_BOTTOM - _PRICE_TOP) * (value - low) / (high - low)

    points = [
        f"{(at + 0.5) * _UNITS / len(values):.1f},{y(float(value)):.1f}"
        for at, value in enumerate(values)
    ]
    shown = rate(float(values.max()), "€/MWh", language)
    return [
        line(0, 100, y(0.0), y(0.0), "base"),
        _path("M" + "L".join(points), "c-price", _HEIGHT),
        words(0, _PRICE_TOP - 8, f"{said('price', language)}, max. {shown}", "tick"),
    ]
