"""The year's energy from where it comes to what it does: three columns of nodes and their flows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from grandlivre.base.wording import NBSP
from grandlivre.campus.operate.bearing import class_mw
from grandlivre.campus.operate.year import CampusYear
from grandlivre.report.campus.model import Picture
from grandlivre.report.campus.sheet import Sheet
from grandlivre.report.campus.texts import form, said
from grandlivre.report.campus.week import name_of, stretched
from grandlivre.report.campus.words import energy, plain, share
from grandlivre.report.figures import Sentence
from grandlivre.report.outlook.axes import rect, svg, words

_UNITS = 1000
_TALL, _GAP, _LEAST = 320.0, 14.0, 1.5
_LABEL = 34.0
"""Least distance between two labels of a column."""
_WIDTH = 1.4
_COLUMNS = (0.0, 27.0, 57.0)
_NEGLIGIBLE = 1e-6
_TOLD = 5e-4
"""Half of the least share that is written with one decimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A source, the campus, or a use: its column, energy and colour."""

    key: str
    mwh: float
    name: str
    """Class of the style."""


def sources_of(year: CampusYear) -> list[Node]:
    """Where the energy comes from; batteries only move it."""
    power = year.power
    found = (("grid", power.grid_mw), ("solar", power.solar_mw), ("backup", power.backup_mw))
    whole = float(sum(values.sum() for _, values in found)) or 1.0
    return [
        Node(key=key, mwh=float(values.sum()), name=f"w-{key}")
        for key, values in found
        if float(values.sum()) > _NEGLIGIBLE * whole
    ]


def uses_of(year: CampusYear) -> list[Node]:
    """What the energy does: work by class, idle computers, losses, cooling, the battery."""
    power = year.power
    work = [
        Node(key=kind.value, mwh=float(values.sum()), name=f"w-{kind.value}")
        for kind, values in class_mw(year).items()
    ]
    work.sort(key=lambda node: -node.mwh)
    idle = float(power.it_mw.sum()) - sum(node.mwh for node in work)
    lost = float(power.charge_mw.sum() - power.discharge_mw.sum())
    rest = [
        Node(key="idle", mwh=idle, name="w-idle"),
        Node(key="losses", mwh=float(power.loss_mw.sum()), name="w-losses"),
        Node(key="cooling", mwh=float(power.cooling_mw.sum()), name="w-cooling"),
        Node(key="battery_loss", mwh=lost, name="w-losses"),
    ]
    whole = sum(node.mwh for node in (*work, *rest)) or 1.0
    return [node for node in (*work, *rest) if node.mwh > _NEGLIGIBLE * whole]


def sankey(sheet: Sheet) -> Picture:
    """Sources on the left, the campus in the middle, uses on the right."""
    year, language = sheet.year, sheet.language
    sources, uses = sources_of(year), uses_of(year)
    work = [node for node in uses if node.name not in ("w-idle", "w-losses", "w-cooling")]
    whole = sum(node.mwh for node in sources) or 1.0
    done = sum(node.mwh for node in work)
    recovered = float(year.power.recovered_mw.sum())
    subtitle = said("sankey_sub", language, year=year.options.year)
    if recovered > _NEGLIGIBLE * whole:
        heat = said("sankey_recovered", language, heat=energy(recovered, language))
        subtitle = f"{subtitle}. {heat}"
    main = name_of(work[0].key, language) if work else said("idle", language)
    return Picture(
        key="sankey",
        title=Sentence(
            form=form("sankey", language),
            figures={"it": sheet.run(plain(100 * done / whole, language, 2))},
            words={"main": main},
        ),
        subtitle=subtitle,
        drawing=_drawing(sources, uses, recovered, language),
    )


def _drawing(
    sources: Sequence[Node], uses: Sequence[Node], recovered: float, language: str
) -> Markup:
    whole = max(sum(node.mwh for node in sources), sum(node.mwh for node in uses)) or 1.0
    unit = _TALL / whole
    left, right = _placed(sources, unit), _placed(uses, unit)
    middle = [(_middle_top(right), _TALL)]
    parts = [
        _flows(sources, left, middle[0][0], 0, unit),
        _flows(uses, right, middle[0][0], 1, unit),
    ]
    campus = [Node(key="campus", mwh=whole, name="w-campus")]
    for column, nodes, places in ((0, sources, left), (1, campus, middle), (2, uses, right)):
        heights = _apart([top + tall / 2 for top, tall in places])
        for node, (top, tall), label in zip(nodes, places, heights, strict=True):
            parts.append(rect(_COLUMNS[column], _WIDTH, top, tall, node.name))
            parts += _label(node, _COLUMNS[column] + _WIDTH + 1, label, whole, language)
    height = max(top + tall for top, tall in (*left, *middle, *right)) + 24
    return svg("fan chart sankey", round(height), parts, label=_alt(whole, uses, language))


def _alt(whole: float, uses: Sequence[Node], language: str) -> str:
    lost = sum(node.mwh for node in uses if node.name in ("w-losses", "w-cooling"))
    return said(
        "sankey_alt", language, energy=energy(whole, language), it=energy(whole - lost, language)
    )


def _placed(nodes: Sequence[Node], unit: float) -> list[tuple[float, float]]:
    """Top and height of each node of a column: no nearer than its labels need."""
    found = []
    top = 12.0
    for node in nodes:
        tall = max(node.mwh * unit, _LEAST)
        found.append((top, tall))
        top += max(tall + _GAP, _LABEL if tall < _LABEL - _GAP else 0.0)
    return found


def _middle_top(right: Sequence[tuple[float, float]]) -> float:
    bottom = max((top + tall for top, tall in right), default=_TALL)
    return max((bottom - _TALL) / 2, 12.0)


def _flows(
    nodes: Sequence[Node],
    places: Sequence[tuple[float, float]],
    campus_top: float,
    column: int,
    unit: float,
) -> Markup:
    """Ribbons between a column's nodes and the campus; column 0 is left of it, 1 right."""
    start = (_COLUMNS[column] + _WIDTH) * _UNITS / 100
    end = _COLUMNS[column + 1] * _UNITS / 100
    parts = []
    at = campus_top
    for node, (top, _) in zip(nodes, places, strict=True):
        tall = node.mwh * unit
        one, other = (top, at) if column == 0 else (at, top)
        bend = (start + end) / 2
        shape = (
            f"M{start:.1f},{one:.1f}C{bend:.1f},{one:.1f} {bend:.1f},{other:.1f} "
            f"{end:.1f},{other:.1f}V{other + tall:.1f}C{bend:.1f},{other + tall:.1f} "
            f"{bend:.1f},{one + tall:.1f} {start:.1f},{one + tall:.1f}Z"
        )
        parts.append(Markup('<path class="flow {}" d="{}"/>').format(node.name, shape))
        at += tall
    height = max(max(top + tall for top, tall in places), campus_top + _TALL) + 24
    return stretched(round(height), Markup("").join(parts))


def _label(node: Node, at: float, middle: float, whole: float, language: str) -> list[Markup]:
    """The name over its energy and its share."""
    if node.key == "campus":
        return [words(at, middle + 5, energy(node.mwh, language), "end")]
    part = node.mwh / whole
    portion = (
        share(part, language, 1) if part >= _TOLD else f"<{NBSP}{share(2 * _TOLD, language, 1)}"
    )
    told = f"{energy(node.mwh, language)} · {portion}"
    return [
        words(at, middle - 3, name_of(node.key, language), "end"),
        words(at, middle + 13, told, "tick"),
    ]


def _apart(places: Sequence[float]) -> list[float]:
    """Heights of labels moved down where they would cover the one above."""
    found = list(places)
    for one, other in pairwise(range(len(found))):
        found[other] = max(found[other], found[one] + _LABEL)
    return found
