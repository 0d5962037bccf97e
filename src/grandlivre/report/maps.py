"""A map of one country with its pledges: numbered discs, and the list that they refer to."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from math import cos, hypot, log, pi, radians, sin, sqrt, tan

from markupsafe import Markup

from grandlivre.base.interval import Interval
from grandlivre.entities.model import Place
from grandlivre.errors import ReferenceDataError
from grandlivre.ledger.model import Commitment, Ledger
from grandlivre.ledger.natures import Nature, nature_of
from grandlivre.report.figures import Figure, Sentence, entry_figure
from grandlivre.report.texts import count, form, text

_WIDTH = 640.0
_TOWN = 4
"""From this level on a place is a point of a map."""
_LEAST, _MOST_RADIUS = 11.0, 44.0
_MOST_SPOTS = 24

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A numbered place with its pledges."""

    number: int
    place: str
    entries: tuple[tuple[str, str, Figure], ...]
    """Id, title and amount of each."""
    nature: Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryMap:
    """A drawn map and the list that goes with it."""

    title: Sentence
    subtitle: str
    picture: Markup
    spots: tuple[Spot, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    place: Place
    entries: tuple[Commitment, ...]
    euros: Decimal
    nature: Nature


def country_map(ledger: Ledger, home: str | None, date: str, language: str) -> CountryMap | None:
    """Draw the pledges that lie in towns or departments of the home country.

    Returns
    -------
    CountryMap or None
        None where there are no two such places, or the country's outline is not at hand.
    """
    outlines = _outlines()
    if home is None or home not in outlines:
        return None
    live = [entry for entry in ledger.commitments if not entry.is_cancelled and entry.aside is None]
    marks = _marks(live, home)
    if len(marks) < 2:
        return None
    shown = marks[:_MOST_SPOTS]
    spots = tuple(_spot(number, mark, language) for number, mark in enumerate(shown, start=1))
    placed = {entry.id for mark in marks for entry in mark.entries}
    rest = [entry for entry in live if entry.id not in placed and entry.amounts]
    traced = tuple(entry.id for mark in marks for entry in mark.entries)
    return CountryMap(
        title=Sentence(
            form=form("chart_map", language),
            figures={"places": Figure(text=str(len(marks)), entries=traced)},
            words={"first": shown[0].place.called(language)},
        ),
        subtitle=text("chart_map_sub", language, date=date),
        picture=_picture(shown, outlines, home, language),
        spots=spots,
        note=text("map_unplaced", language, count=count(len(rest), "pledges", language))
        if rest
        else "",
    )


def _marks(entries: Sequence[Commitment], home: str) -> list[_Mark]:
    by_place: dict[str, list[Commitment]] = defaultdict(list)
    places: dict[str, Place] = {}
    for entry in entries:
        place = next(
            (
                each
                for each in sorted(entry.places, key=lambda one: -one.level)
                if each.country == home and each.level >= _TOWN and each.latitude is not None
            ),
            None,
        )
        if place is not None:
            by_place[place.key].append(entry)
            places[place.key] = place
    marks = []
    for key, found in by_place.items():
        ranked = sorted(found, key=lambda entry: (-_size(entry), entry.id))
        marks.append(
            _Mark(
                place=places[key],
                entries=tuple(ranked),
                euros=_size(ranked[0]),
                nature=nature_of(ranked[0], home),
            )
        )
    return sorted(marks, key=lambda mark: (-mark.euros, mark.place.key))


def _size(entry: Commitment) -> Decimal:
    """What a disc stands for: the best value, else the end that is known."""
    if entry.best is not None:
        return entry.best.euros
    return entry.euros.low or entry.euros.high or Decimal(0)


def _spot(number: int, mark: _Mark, language: str) -> Spot:
    return Spot(
        number=number,
        place=mark.place.called(language),
        entries=tuple(
            (entry.id, entry.title.of(language), _entry_amount(entry, language))
            for entry in mark.entries
        ),
        nature=mark.nature,
    )


def _entry_amount(entry: Commitment, language: str) -> Figure:
    if entry.euros == Interval() and not entry.amounts:
        return Figure(text=text("amount_unknown", language), claims=entry.claims)
    return entry_figure(entry, language)


def _picture(
    marks: Sequence[_Mark],
    outlines: Mapping[str, Sequence[Sequence[Point]]],
    home: str,
    language: str,
) -> Markup:
    project, height = _projection(outlines[home])
    parts = []
    for code in sorted(outlines, key=lambda each: each == home):
        path = "".join(_path(ring, project) for ring in outlines[code])
        name = "land home" if code == home else "land"
        parts.append(Markup('<path class="{}" d="{}"/>').format(name, path))
    largest = max((mark.euros for mark in marks), default=Decimal(0)) or Decimal(1)
    placed = [
        (
            project((mark.place.longitude or 0.0, mark.place.latitude or 0.0)),
            max(_LEAST, _MOST_RADIUS * sqrt(float(mark.euros / largest))),
        )
        for mark in marks
    ]
    centres = _spread(placed)
    for number, (mark, (at, radius), centre) in enumerate(
        zip(marks, placed, centres, strict=True), start=1
    ):
        parts.append(_disc(number, mark, at, centre, radius))
    return Markup(
        '<svg class="map" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>'
    ).format(_WIDTH, height, text("map_alt", language), Markup("").join(parts))


def _disc(number: int, mark: _Mark, at: Point, centre: Point, radius: float) -> Markup:
    stem = Markup("")
    if hypot(at[0] - centre[0], at[1] - centre[1]) > 2:
        stem = Markup('<line class="lead" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>')
        stem = stem.format(at[0], at[1], centre[0], centre[1])
    name = "disc" if mark.euros else "disc empty"
    return Markup(
        '{}<g class="{} n-{}"><circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
        '<text x="{:.1f}" y="{:.1f}">{}</text></g>'
    ).format(stem, name, mark.nature, *centre, radius, centre[0], centre[1] + 6, number)


def _spread(placed: Sequence[tuple[Point, float]]) -> list[Point]:
    """Push overlapping discs apart a little, the larger ones least."""
    centres = [list(at) for at, _ in placed]
    for _ in range(60):
        for one in range(len(placed)):
            for other in range(one + 1, len(placed)):
                dx = centres[other][0] - centres[one][0]
                dy = centres[other][1] - centres[one][1]
                apart = hypot(dx, dy)
                wanted = min(placed[one][1], placed[other][1]) + 0.55 * max(
                    placed[one][1], placed[other][1]
                )
                if apart >= wanted:
                    continue
                if apart < 0.1:
                    dx, dy, apart = cos(other), sin(other), 1.0
                push = (wanted - apart) / apart / 2
                centres[other][0] += dx * push
                centres[other][1] += dy * push
                centres[one][0] -= dx * push * 0.3
                centres[one][1] -= dy * push * 0.3
    return [(x, y) for x, y in centres]


def _projection(rings: Sequence[Sequence[Point]]) -> tuple[Callable[[Point], Point], float]:
    """Lambert's conformal conic for a country, scaled to the picture.

    Notes
    -----
    Standard parallels at a sixth of the country's span from its ends (Snyder, "Map
    Projections: A Working Manual", USGS 1987, p. 104-107, on the sphere).
    """
    points = [point for ring in rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    middle, span = (west + east) / 2, north - south
    first, second = radians(south + span / 6), radians(north - span / 6)
    cone = log(cos(first) / cos(second)) / log(tan(pi / 4 + second / 2) / tan(pi / 4 + first / 2))
    factor = cos(first) * tan(pi / 4 + first / 2) ** cone / cone

    def flat(point: Point) -> Point:
        radius = factor / tan(pi / 4 + radians(point[1]) / 2) ** cone
        angle = cone * radians(point[0] - middle)
        return radius * sin(angle), radius * cos(angle)

    corners = [flat(point) for point in points]
    left, right = min(p[0] for p in corners), max(p[0] for p in corners)
    top, bottom = min(p[1] for p in corners), max(p[1] for p in corners)
    margin = 0.03 * (right - left)
    scale = _WIDTH / (right - left + 2 * margin)

    def project(point: Point) -> Point:
        x, y = flat(point)
        return (x - left + margin) * scale, (y - top + margin) * scale

    return project, (bottom - top + 2 * margin) * scale


def _path(ring: Sequence[Point], project: Callable[[Point], Point]) -> str:
    points = [project(point) for point in ring]
    # What lies far outside the picture need not be in the page.
    if not any(-80 < x < _WIDTH + 80 and -80 < y < _WIDTH + 80 for x, y in points):
        return ""
    return "M" + "L".join(f"{x:.0f},{y:.0f}" for x, y in points) + "Z"


@cache
def _outlines() -> Mapping[str, Sequence[Sequence[Point]]]:
    try:
        data = (files("grandlivre.report") / "data" / "outlines.json").read_text(encoding="utf-8")
        return {
            code: [[(x, y) for x, y in ring] for ring in rings]
            for code, rings in json.loads(data)["outlines"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReferenceDataError(
            f"not as it was made ({type(error).__name__})",
            where="report/data/outlines.json",
            remedy="correct the file, or install the package anew",
        ) from error
