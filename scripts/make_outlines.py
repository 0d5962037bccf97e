"""Make `src/grandlivre/report/data/outlines.json` from Natural Earth's borders.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python scripts/make_outlines.py package/countries-10m.json

Natural Earth is in the public domain; world-atlas (ISC licence) packages it as TopoJSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "src/grandlivre/report/data/outlines.json"
# Western Europe: what a map of one of its countries shows around it.
WEST, SOUTH, EAST, NORTH = -11.5, 35.5, 20.0, 60.5
NAMES = {
    "France": "FR", "Spain": "ES", "Portugal": "PT", "United Kingdom": "GB", "Ireland": "IE",
    "Belgium": "BE", "Netherlands": "NL", "Luxembourg": "LU", "Germany": "DE",
    "Switzerland": "CH", "Italy": "IT", "Austria": "AT", "Denmark": "DK", "Czechia": "CZ",
    "Slovenia": "SI", "Croatia": "HR", "Andorra": "AD", "Poland": "PL", "Norway": "NO",
    "Sweden": "SE",
}  # fmt: skip
TOLERANCE = 0.025
LEAST_SPAN = 0.12

Point = tuple[float, float]


def main(source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    outlines: dict[str, list[list[list[float]]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = NAMES.get(shape["properties"]["name"])
        if code is not None:
            rings = [_ring(indices, arcs) for indices in _outer_rings(shape)]
            outlines[code] = [
                [[round(x, 2), round(y, 2)] for x, y in ring] for ring in map(_tidy, rings) if ring
            ]
    TARGET.parent.mkdir(exist_ok=True)
    data = {
        "source": "Natural Earth 1:10m, public domain, by way of world-atlas 2.0.2; simplified "
        "to 0.025 degrees and cut to western Europe by scripts/make_outlines.py",
        "outlines": dict(sorted(outlines.items())),
    }
    TARGET.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (kx, ky), (tx, ty) = transform["scale"], transform["translate"]
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * kx + tx, y * ky + ty))
    return points


def _outer_rings(shape: dict[str, Any]) -> list[list[int]]:
    if shape["type"] == "Polygon":
        return [shape["arcs"][0]]
    return [polygon[0] for polygon in shape["arcs"]]


def _ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc if not ring else arc[1:])
    return ring


def _tidy(ring: list[Point]) -> list[Point]:
    """Cut to the frame, simplified; empty for what lies outside or is too small to see."""
    inside = [p for p in ring if WEST <= p[0] <= EAST and SOUTH <= p[1] <= NORTH]
    if len(inside) < 4:
        return []
    xs, ys = [p[0] for p in inside], [p[1] for p in inside]
    if max(xs) - min(xs) < LEAST_SPAN and max(ys) - min(ys) < LEAST_SPAN:
        return []
    clamped = [(min(max(x, WEST), EAST), min(max(y, SOUTH), NORTH)) for x, y in ring]
    middle = len(clamped) // 2
    return _simplified(clamped[: middle + 1])[:-1] + _simplified(clamped[middle:])


def _simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's line simplification."""
    if len(points) < 3:
        return points
    (x1, y1), (x2, y2) = points[0], points[-1]
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    worst, at = 0.0, 0
    for index, (x, y) in enumerate(points[1:-1], start=1):
        if length:
            off = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length
        else:
            off = ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
        if off > worst:
            worst, at = off, index
    if worst <= TOLERANCE:
        return [points[0], points[-1]]
    return _simplified(points[: at + 1])[:-1] + _simplified(points[at:])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
