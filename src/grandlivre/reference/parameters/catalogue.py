"""All assumptions by name: pooled from rows, judged where there are none, or a user's own."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.messages import typeset
from grandlivre.reference.parameters.model import (
    Distribution,
    LeftOut,
    Parameter,
    Row,
    Scale,
    Share,
)
from grandlivre.reference.parameters.pooling import Shape, fault, pool, weights
from grandlivre.reference.parameters.rows import rows
from grandlivre.reference.parameters.units import UnitError, conversion, unit
from grandlivre.reference.parameters.user_file import with_own_parameters
from grandlivre.reference.tables import data_toml

TABLE = "parameters.toml"
_REMEDY = f"correct {TABLE}"
_TURNS = {"complement": "1 − x", "increase": "1 + x", "reciprocal": "1 / x"}
_KEYS = {
    "unit", "scale", "fr", "en", "pool", "judged", "least_factor", "least_above", "least_step",
    "tail_alpha", "floor", "ceiling", "is_cut", "reason_fr", "reason_en", "left_out",
}  # fmt: skip


def parameters(override: Path | None = None) -> Mapping[str, Parameter]:
    """Every assumption of the model, by its name.

    Parameters
    ----------
    override
        A user's own TOML file, whose entries replace those of the same name; None for none.

    Raises
    ------
    ReferenceDataError
        Where a data file of the package is malformed; it names file and row.
    ConfigError
        Where the user's file is; it names the entry, and near spellings of unknown names.

    Examples
    --------
    >>> found = parameters()["construction_months"]
    >>> found.unit, found.distribution.low < found.distribution.median < found.distribution.high
    ('months', True)
    """
    known = _parameters()
    return known if override is None else with_own_parameters(known, override)


@cache
def _parameters() -> Mapping[str, Parameter]:
    return read_definitions(data_toml(TABLE), rows(), name=TABLE)


def read_definitions(
    table: Mapping[str, Any], known: Mapping[int, Row], *, name: str
) -> Mapping[str, Parameter]:
    """The parameters that a definition file makes of rows; `name` stands in messages."""
    found: dict[str, Parameter] = {}
    pue: float | None = None
    for key, entry in table.items():
        where = f"reference/data/{name}, {key}"
        try:
            found[key] = _parameter(key, entry, known, pue)
        except KeyError as error:
            raise ReferenceDataError(f"no {error.args[0]}", where=where, remedy=_REMEDY) from None
        except ValueError as error:
            raise ReferenceDataError(str(error), where=where, remedy=_REMEDY) from error
        if key == "pue":
            pue = found[key].distribution.median
    return MappingProxyType(found)


def _parameter(
    name: str, entry: Mapping[str, Any], known: Mapping[int, Row], pue: float | None
) -> Parameter:
    if unknown := set(entry) - _KEYS:
        raise ValueError(f"nothing is called {', '.join(sorted(unknown))}")
    unit(entry["unit"])
    shape = Shape(
        scale=Scale(entry["scale"]),
        least_factor=float(entry.get("least_factor", 1)),
        least_above=float(entry.get("least_above", 1)),
        least_step=float(entry.get("least_step", 0)),
        tail_alpha=entry.get("tail_alpha"),
        floor=entry.get("floor"),
        ceiling=entry.get("ceiling"),
        is_cut=bool(entry.get("is_cut", False)),
    )
    shares = _shares(entry.get("pool", ()), entry["unit"], known, pue)
    distribution = pool(shares, shape) if shares else _judged(entry["judged"], shape)
    if shares and "judged" in entry:
        raise ValueError("rows are pooled and figures judged: one of the two")
    if wrong := fault(distribution):
        raise ValueError(wrong)
    return Parameter(
        name=name,
        unit=entry["unit"],
        meaning_fr=typeset(entry["fr"], "fr"),
        meaning_en=entry["en"],
        distribution=distribution,
        rows=tuple(share.row for share in shares),
        reason=entry["reason_en"],
        reason_fr=typeset(entry["reason_fr"], "fr"),
        shares=shares,
        left_out=tuple(
            LeftOut(
                row=_row(number, known),
                reason_fr=typeset(group["fr"], "fr"),
                reason_en=group["en"],
            )
            for group in entry.get("left_out", ())
            for number in group["rows"]
        ),
    )


def _judged(ends: Sequence[float], shape: Shape) -> Distribution:
    low, median, high = map(float, ends)
    return Distribution(
        scale=shape.scale,
        low=low,
        median=median,
        high=high,
        tail_alpha=shape.tail_alpha,
        floor=shape.floor,
        ceiling=shape.ceiling,
        is_cut=shape.is_cut,
    )


def _shares(
    pooled: Sequence[int | str], wanted: str, known: Mapping[int, Row], pue: float | None
) -> tuple[Share, ...]:
    """Each pooled row in the parameter's unit, with its weight."""
    cited = []
    for each in pooled:
        number, _, turn = str(each).partition(" ")
        cited.append((_row(int(number), known), turn))
    voices = weights([row.origin for row, _ in cited])
    return tuple(
        _share(row, turn, wanted, pue, weight)
        for (row, turn), weight in zip(cited, voices, strict=True)
    )


def _share(row: Row, turn: str, wanted: str, pue: float | None, weight: float) -> Share:
    if turn and turn not in _TURNS:
        raise ValueError(f"row {row.number} is turned by {turn}: use {', '.join(_TURNS)}")
    given = f"ratio/{row.unit}" if turn == "reciprocal" else row.unit
    if turn == "reciprocal" and "/" in row.unit:
        above, below = row.unit.split("/", 1)
        given = f"{below}/{above}"
    try:
        change = conversion(given, wanted, year=int(row.year or 0), pue=pue)
    except UnitError as error:
        raise ValueError(f"row {row.number} ({row.parameter}): {error}") from error
    if row.central is None and (row.low is None or row.high is None):
        raise ValueError(f"row {row.number} ({row.parameter}) has neither a centre nor both ends")
    values = {"low": row.low, "central": row.central, "high": row.high}
    ends = {key: None if v is None else _turned(float(v), turn) for key, v in values.items()}
    if turn in ("complement", "reciprocal"):
        ends["low"], ends["high"] = ends["high"], ends["low"]
    scaled = {key: None if v is None else v * change.factor for key, v in ends.items()}
    centre = scaled["central"]
    if centre is None:
        assert scaled["low"] is not None
        assert scaled["high"] is not None
        centre = (scaled["low"] + scaled["high"]) / 2
    how = ", ".join(part for part in (_TURNS.get(turn, ""), change.how) if part)
    return Share(
        row=row, low=scaled["low"], central=centre, high=scaled["high"], weight=weight, how=how
    )


def _turned(value: float, turn: str) -> float:
    if turn == "complement":
        return 1 - value
    if turn == "increase":
        return 1 + value
    return 1 / value if turn == "reciprocal" else value


def _row(number: int, known: Mapping[int, Row]) -> Row:
    if number not in known:
        raise ValueError(f"there is no row {number}")
    return known[number]
