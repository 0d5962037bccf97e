"""Scenarios as data: assumptions replaced by name, each with a reason; those of the package and
a user's own.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grandlivre.base.spots import toml_spot
from grandlivre.errors import ConfigError
from grandlivre.ledger.model import Words
from grandlivre.outlook.model import Scenario
from grandlivre.reference.parameters.model import Distribution, Scale

FOLDER = "scenarios"
_KEYS = {"title", "says", "as_promised", "replaces"}
_FIGURES = {"low", "median", "high", "tail_alpha", "floor", "ceiling"}
_REMEDY = "see the scenarios that come with the package, in outlook/scenarios"


@cache
def scenarios() -> Mapping[str, Scenario]:
    """The scenarios that come with the package, by name, in the order of their files.

    Examples
    --------
    >>> sorted(scenarios())
    ['chip-bound', 'grid-bound', 'notre-dame', 'reference-class']
    """
    folder = files(__package__).joinpath(FOLDER)
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            name = entry.name.removesuffix(".toml")
            found[name] = parse_scenario(entry.read_text(encoding="utf-8"), name, source="")
    return MappingProxyType(found)


def read_scenario(path: Path) -> Scenario:
    """A user's own scenario; its name is its file's.

    Raises
    ------
    ConfigError
        Where the file cannot be read or is malformed; it says where.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "the scenario cannot be read", where=str(path), remedy="check name and encoding"
        ) from error
    return parse_scenario(text, path.stem, source=str(path))


def parse_scenario(text: str, name: str, *, source: str) -> Scenario:
    r"""A scenario of TOML text; `source` is empty for the package's own.

    Raises
    ------
    ConfigError
        Where it is malformed.

    Examples
    --------
    >>> made = parse_scenario('title = "Slow"\n[replaces.delay_ratio]\nmedian = 2', "slow",
    ...                       source="slow.toml")
    >>> made.title.fr, made.replaces["delay_ratio"].high
    ('Slow', 2.0)
    """
    where = source or f"outlook/{FOLDER}/{name}.toml"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not TOML at {toml_spot(error)}", where=where, remedy=_REMEDY) from error
    for key in table:
        if key not in _KEYS:
            raise ConfigError(f"a scenario has no {key}", where=where, remedy=_REMEDY)
    replaces = table.get("replaces", {})
    if not isinstance(replaces, dict):
        raise ConfigError("replaces is no table", where=where, remedy=_REMEDY)
    as_promised = table.get("as_promised", False)
    if not isinstance(as_promised, bool):
        raise ConfigError("as_promised is neither true nor false", where=where, remedy=_REMEDY)
    return Scenario(
        name=name,
        title=_words(table.get("title", name), where),
        says=_words(table.get("says", ""), where),
        replaces={key: _distribution(entry, f"{where}, {key}") for key, entry in replaces.items()},
        as_promised=as_promised,
        source=source or "grandlivre",
    )


def _words(entry: object, where: str) -> Words:
    """Text in both languages: a table of ``fr`` and ``en``, or one text for both."""
    if isinstance(entry, str):
        return Words(fr=entry, en=entry)
    if isinstance(entry, dict) and {*entry} <= {"fr", "en"} and entry:
        texts = [str(each) for each in entry.values()]
        return Words(fr=str(entry.get("fr", texts[0])), en=str(entry.get("en", texts[0])))
    raise ConfigError("a text is a string, or a table of fr and en", where=where, remedy=_REMEDY)


def _distribution(entry: Any, where: str) -> Distribution:
    """A spread: its median, its 5 % and 95 % where it has a spread, and why in ``reason``."""
    if not isinstance(entry, dict) or not isinstance(entry.get("median"), int | float):
        raise ConfigError("an assumption needs a median", where=where, remedy=_REMEDY)
    for key, value in entry.items():
        known = key in _FIGURES and isinstance(value, int | float) and not isinstance(value, bool)
        if not known and key not in ("scale", "reason"):
            raise ConfigError(f"an assumption has no {key}", where=where, remedy=_REMEDY)
    figures = {key: float(value) for key, value in entry.items() if key in _FIGURES}
    median = figures["median"]
    low, high = figures.pop("low", median), figures.pop("high", median)
    if entry.get("scale", "linear") not in list(Scale):
        raise ConfigError(f"no scale {entry['scale']}", where=where, remedy=_REMEDY)
    scale = Scale(entry.get("scale", "linear"))
    if not low <= median <= high:
        raise ConfigError("low, median and high are not in order", where=where, remedy=_REMEDY)
    if low < high and (
        (scale is Scale.LOG and low <= 0) or (scale is Scale.LOGIT and not 0 < low < high < 1)
    ):
        raise ConfigError(
            f"{low:g} to {high:g} does not fit the scale {scale.value}", where=where, remedy=_REMEDY
        )
    return Distribution(
        scale=scale,
        low=low,
        median=median,
        high=high,
        tail_alpha=figures.get("tail_alpha"),
        floor=figures.get("floor"),
        ceiling=figures.get("ceiling"),
    )
