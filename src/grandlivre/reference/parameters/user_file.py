"""A user's own assumptions and generations of accelerators, from a TOML file."""

import math
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grandlivre.base.spots import toml_spot
from grandlivre.errors import ConfigError
from grandlivre.reference.parameters.model import Distribution, Generation, Parameter, Scale
from grandlivre.reference.parameters.pooling import fault
from grandlivre.reference.parameters.units import UnitError, conversion

_GENERATIONS = "generations"
_FIELDS = (
    "low", "median", "high", "unit", "year", "tail_alpha", "floor", "ceiling", "reason", "source",
)  # fmt: skip
_NUMBERS = ("shipped", "all_in_kw", "price_eur", "memory_gb")
_WHOLE = ("price_year", "domain")
_GENERATION_FIELDS = (
    "vendor", *_NUMBERS, *_WHOLE, "dense_tflops", "supply_per_year", "reason", "source",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1999, 2100
"""Of the euro, and far enough."""
_YEAR = 2026
"""Year of money that a user's file dates otherwise nowhere."""


def with_own_parameters(known: Mapping[str, Parameter], path: Path) -> Mapping[str, Parameter]:
    """The parameters with those of a user's file in the place of the same names.

    Parameters
    ----------
    known
        All parameters of the model.
    path
        A TOML file: ``name = {low = …, median = …, high = …, reason = "…", source = "…"}``. Without
        low and high the figure has no spread. ``unit`` may be any that turns into the parameter's.

    Raises
    ------
    ConfigError
        Where a name or a field is unknown, figures are missing, out of order or out of bounds, or
        a unit is none of the parameter's; it names the entry.
    """
    found = dict(known)
    for name, entry in _read(path).items():
        if name == _GENERATIONS:
            continue
        if name not in known:
            raise _unknown_parameter(name, known, path)
        found[name] = _own_parameter(known[name], entry, path)
    return MappingProxyType(found)


def with_own_generations(known: Mapping[str, Generation], path: Path) -> Mapping[str, Generation]:
    """The generations with those of a user's file beside them, or in the place of the same names.

    Parameters
    ----------
    known
        Generations of the reference.
    path
        A TOML file with tables ``[generations.NAME]``: vendor, shipped, all_in_kw, price_eur,
        price_year, memory_gb, dense_tflops, domain, and perhaps supply_per_year, reason, source.
        What is not said of a known generation stays.

    Raises
    ------
    ConfigError
        Where a field is unknown, missing or no number; it names the entry.
    """
    found = dict(known)
    own = _read(path).get(_GENERATIONS, {})
    if not isinstance(own, dict):
        raise ConfigError(
            "generations is no table",
            where=str(path),
            remedy="write [generations.NAME] and its fields beneath",
        )
    for name, entry in own.items():
        found[name] = _own_generation(name, entry, known.get(name), path)
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: pair[1].shipped)))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise ConfigError(
            "the file of parameters cannot be read",
            where=str(path),
            remedy="check its name and that it is text in UTF-8",
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"not TOML at {toml_spot(error)}", where=str(path), remedy="correct the file"
        ) from error


def _unknown_parameter(name: str, known: Collection[str], path: Path) -> ConfigError:
    near = ", ".join(get_close_matches(name, known, n=3))
    if not near:
        return ConfigError(
            f"no parameter is called {name}",
            where=str(path),
            remedy="grandlivre parameters lists all of them",
        )
    return ConfigError(f"no parameter is called {name}", where=str(path), remedy=f"perhaps: {near}")


def _own_parameter(known: Parameter, entry: Any, path: Path) -> Parameter:
    where = f"{path}, {known.name}"
    _check_fields(entry, _FIELDS, where)
    told = {key: _number(entry, key, where) for key in _FIELDS[:-2] if key != "unit"}
    factor = _factor(known, entry, _year(told["year"], where), where)
    low, median, high = (told[key] for key in ("low", "median", "high"))
    if median is None:
        raise ConfigError("the median is missing", where=where, remedy="give median, or all three")
    if (low is None) != (high is None):
        raise ConfigError(
            "one of low and high is missing", where=where, remedy="give both of them, or neither"
        )
    distribution = _spread(known.distribution, (low, median, high), told, factor)
    if wrong := fault(distribution):
        raise ConfigError(wrong, where=where, remedy="correct the figures")
    return replace(
        known,
        distribution=distribution,
        rows=(),
        shares=(),
        left_out=(),
        reason=_reason(entry, where),
        reason_fr="",
        origin=path.name,
    )


def _spread(
    known: Distribution,
    ends: tuple[float | None, float, float | None],
    told: Mapping[str, float | None],
    factor: float,
) -> Distribution:
    """The user's figures on the parameter's scale; limits and tail stay unless they are given."""
    low, median, high = ends
    limits: dict[str, float | None] = {
        key: getattr(known, key) if told[key] is None else float(told[key] or 0) * factor
        for key in ("floor", "ceiling")
    }
    if low is None or high is None:
        # A figure without spread may be one that no log or logit can hold, such as odds of 1.
        value = median * factor
        return Distribution(
            scale=Scale.LINEAR, low=value, median=value, high=value,
            floor=limits["floor"], ceiling=limits["ceiling"],
        )  # fmt: skip
    return Distribution(
        scale=known.scale,
        low=low * factor,
        median=median * factor,
        high=high * factor,
        tail_alpha=known.tail_alpha if told["tail_alpha"] is None else told["tail_alpha"],
        floor=limits["floor"],
        ceiling=limits["ceiling"],
    )


def _factor(known: Parameter, entry: Mapping[str, Any], year: int, where: str) -> float:
    given = entry.get("unit", known.unit)
    if given == known.unit:
        return 1.0
    try:
        return conversion(str(given), known.unit, year=year).factor
    except UnitError as error:
        raise ConfigError(str(error), where=where, remedy=f"give it in {known.unit}") from error


def _year(value: float | None, where: str) -> int:
    if value is None:
        return _YEAR
    if not _FIRST_YEAR <= value <= _LAST_YEAR:
        raise ConfigError(
            f"{value:g} is no year of money",
            where=where,
            remedy=f"give one from {_FIRST_YEAR} to {_LAST_YEAR}",
        )
    return int(value)


def _own_generation(name: str, entry: Any, known: Generation | None, path: Path) -> Generation:
    where = f"{path}, generations.{name}"
    _check_fields(entry, _GENERATION_FIELDS, where)
    numbers: dict[str, Any] = {
        key: _number(entry, key, where)
        for key in (*_NUMBERS, *_WHOLE, "supply_per_year")
        if key in entry
    }
    _check_positive(numbers.values(), where)
    numbers |= {key: int(numbers[key]) for key in _WHOLE if key in numbers}
    _check_positive(numbers.values(), where)
    if "dense_tflops" in entry:
        numbers["dense_tflops"] = _dense(entry["dense_tflops"], where)
    numbers["vendor"] = str(entry.get("vendor", known.vendor if known else ""))
    reason = _reason(entry, where)
    numbers |= {"rows": (reason,), "note_en": reason, "note_fr": reason, "origin": path.name}
    if known is not None:
        return replace(known, **numbers)
    missing = [key for key in (*_NUMBERS, *_WHOLE, "dense_tflops") if key not in numbers]
    if missing:
        names = ", ".join(missing)
        raise ConfigError(
            f"the new generation lacks {names}", where=where, remedy="give all of them"
        )
    return Generation(name=name, **numbers)


def _dense(table: Any, where: str) -> tuple[tuple[str, float], ...]:
    if not isinstance(table, dict) or "bf16" not in table:
        raise ConfigError(
            "dense_tflops has no bf16",
            where=where,
            remedy="give at least bf16, in TFLOP/s",
        )
    dense = {str(key): _number(table, key, where) or 0.0 for key in table}
    _check_positive(dense.values(), where)
    return tuple(dense.items())


def _check_positive(values: Iterable[float], where: str) -> None:
    if not all(math.isfinite(value) and value > 0 for value in values):
        raise ConfigError("a figure is not positive", where=where, remedy="correct the figures")


def _check_fields(entry: Any, fields: Collection[str], where: str) -> None:
    if not isinstance(entry, dict):
        raise ConfigError(
            "this is no table of fields",
            where=where,
            remedy="give it low, median, high, reason and source",
        )
    for key in entry:
        if key not in fields:
            near = ", ".join(get_close_matches(key, fields, n=1) or fields)
            raise ConfigError(
                f"nothing is called {key} here", where=where, remedy=f"perhaps: {near}"
            )


def _number(entry: Mapping[str, Any], key: str, where: str) -> float | None:
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConfigError(f"{key} is no number", where=where, remedy="write it without quotes")
    return float(value)


def _reason(entry: Mapping[str, Any], where: str) -> str:
    """Reason and source in one line; an assumption without a reason is refused."""
    told = [str(entry[key]) for key in ("reason", "source") if entry.get(key)]
    if not told:
        raise ConfigError(
            "neither reason nor source is given",
            where=where,
            remedy="say why, or who says so, for those who will read the outlook",
        )
    return " — ".join(told)
