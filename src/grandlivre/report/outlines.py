"""A country's outline with numbered discs on it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import cos, hypot, log, pi, radians, sin, tan

from markupsafe import Markup

from grandlivre.errors import ReferenceDataError

_WIDTH = 640.0
_LEAST, _MOST_RADIUS = 11.0, 44.0
_CLEAR = 25.0
"""Between the middles of two discs, so that their numbers stand apart."""
_FIRST = 8
"""Discs whose numbers a small screen has room for."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """One numbered disc."""

    number: int
    at: Point
    """Longitude and latitude, in degrees."""
    size: float
    """Its radius, of the largest one; 0 for a size that is not known: an empty ring."""
    name: str
    """Class that gives it its colour."""


def has_outline(country: str) -> bool:
    """True where the country's outline is at hand."""
    return country in _outlines()


def map_of(home: str, discs: Sequence[Disc], label: str) -> Markup:
    """Draw a country, its neighbours, and discs on it.

    Parameters
    ----------
    home
        Code of a country that `has_outline`.
    discs
        The larger ones first, so that small ones lie on top.
    label
        What the map is, for those who do not see it.
    """
    outlines = _outlines()
    project, height = _projection(outlines[home])
    parts = []
    for code in sorted(outlines, key=lambda each: each == home):
        path = "".join(_path(ring, project) for ring in outlines[code])
        name = "land home" if code == home else "land"
        parts.append(Markup('<path class="{}" d="{}"/>').format(name, path))
    placed = [(project(disc.at), max(_LEAST, _MOST_RADIUS * disc.size)) for disc in discs]
    centres = _spread(placed)
    for disc, (at, radius), centre in zip(discs, placed, centres, strict=True):
        parts.append(_disc(disc, at, centre, radius))
    # A large disc near the border needs room beyond the country's own.
    above = min([0.0, *(y - r - 3 for (_, y), (_, r) in zip(centres, placed, strict=True))])
    return Markup(
        '<svg class="map" viewBox="0 {:.0f} {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>'
    ).format(above, _WIDTH, height - above, label, Markup("").join(parts))


def _disc(disc: Disc, at: Point, centre: Point, radius: float) -> Markup:
    stem = Markup("")
    if hypot(at[0] - centre[0], at[1] - centre[1]) > 2:
        stem = Markup('<line class="lead" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>')
        stem = stem.format(at[0], at[1], centre[0], centre[1])
    name = "disc" if disc.size else "disc empty"
    if disc.number > _FIRST:
        name += " minor"
    return Markup(
        '{}<g class="{} {}"><circle cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>'
        '<text x="{:.1f}" y="{:.1f}">{}</text></g>'
    ).format(stem, name, disc.name, *centre, radius, centre[0], centre[1] + 6, disc.number)


def _spread(placed: Sequence[tuple[Point, float]]) -> list[Point]:
    """Push overlapping discs apart a little, the larger ones least."""
    centres = [list(at) for at, _ in placed]
    for _ in range(160):
        for one in range(len(placed)):
            for other in range(one + 1, len(placed)):
                dx = centres[other][0] - centres[one][0]
                dy = centres[other][1] - centres[one][1]
                apart = hypot(dx, dy)
                small, large = sorted((placed[one][1], placed[other][1]))
                # Neither hides the other's number.
                wanted = max(small + 0.55 * large, min(small + large, _CLEAR))
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
