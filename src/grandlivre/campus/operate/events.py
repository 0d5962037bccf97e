"""What befalls a campus, as TOML: the package's events and a user's own."""

import calendar
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from grandlivre.base.spots import toml_spot
from grandlivre.campus.operate.model import Event, EventKind
from grandlivre.errors import ConfigError
from grandlivre.ledger.model import Words

FOLDER = "events"
HOURS = 8760
_KEYS = {"title", "kind", "starts", "hours", "target", "power_mw", "degrees_k", "share", "days",
         "generation"}  # fmt: skip
_NEEDS = {
    EventKind.CAP: ("power_mw", "share"),
    EventKind.HEAT_WAVE: ("degrees_k",),
    EventKind.GRID_OUTAGE: ("share",),
    EventKind.DELAYED_TRANCHE: ("days",),
    EventKind.ACCELERATORS: ("generation",),
    EventKind.DEMAND: ("share",),
    EventKind.PRICE: ("share",),
}
"""Figures of which an event of that kind needs one."""
_REMEDY = "see the events that come with the package, in campus/events"
_STARTS = re.compile(r"(\d\d)-(\d\d)(?:T(\d\d))?")
_BEFORE = tuple(sum(calendar.monthrange(2001, each)[1] for each in range(1, month))
                for month in range(1, 13))  # fmt: skip
"""Days of a plain year before each month."""


@cache
def events() -> Mapping[str, Event]:
    """The events that come with the package, by name, in the order of their files.

    Examples
    --------
    >>> events()["heat-wave"].kind.value
    'heat_wave'
    """
    folder = files("grandlivre.campus").joinpath(FOLDER)
    found = {}
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".toml"):
            name = entry.name.removesuffix(".toml")
            found[name] = parse_event(entry.read_text(encoding="utf-8"), name, source="")
    return MappingProxyType(found)


def event_named(name_or_path: str) -> Event:
    """An event of the package by its name, or a user's own by its file.

    Raises
    ------
    ConfigError
        Where there is no such event, or the file is malformed.

    Examples
    --------
    >>> event_named("grid-outage").hours > 0
    True
    """
    if name_or_path in events():
        return events()[name_or_path]
    if name_or_path.endswith(".toml"):
        return read_event(Path(name_or_path))
    raise ConfigError(
        f"there is no event called {name_or_path}",
        remedy=f"name one of {', '.join(events())}, or a TOML file",
    )


def read_event(path: Path) -> Event:
    """A user's own event; its name is its file's.

    Raises
    ------
    ConfigError
        Where the file cannot be read or is malformed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            "the event cannot be read", where=str(path), remedy="check name and encoding"
        ) from error
    return parse_event(text, path.stem, source=str(path))


def read_events(path: Path) -> tuple[Event, ...]:
    """Events of a user's file, or of all TOML files of a folder, by name."""
    if path.is_dir():
        return tuple(read_event(each) for each in sorted(path.glob("*.toml")))
    return (read_event(path),)


def parse_event(text: str, name: str, *, source: str) -> Event:
    r"""An event of TOML text; `source` is empty for the package's own.

    Raises
    ------
    ConfigError
        Where it is malformed, or lacks what its kind needs.

    Examples
    --------
    >>> made = parse_event('kind = "cap"\nstarts = "02-01"\nhours = 24\npower_mw = 100', "half",
    ...                    source="half.toml")
    >>> made.power_mw, start_hour(made)
    (100.0, 744)
    """
    where = source or f"campus/{FOLDER}/{name}.toml"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not TOML at {toml_spot(error)}", where=where, remedy=_REMEDY) from error
    for key in table:
        if key not in _KEYS:
            raise ConfigError(f"an event has no {key}", where=where, remedy=_REMEDY)
    if table.get("kind") not in list(EventKind):
        raise ConfigError(
            f"there is no event of the kind {table.get('kind')}",
            where=where,
            remedy=f"name one of {', '.join(EventKind)}",
        )
    kind = EventKind(table["kind"])
    event = Event(
        name=name,
        title=_words(table.get("title", name), where),
        kind=kind,
        starts=str(table.get("starts", "01-01")),
        hours=int(_number(table, "hours", where) or HOURS),
        target=table.get("target"),
        power_mw=_number(table, "power_mw", where),
        degrees_k=_number(table, "degrees_k", where),
        share=_number(table, "share", where),
        days=None if "days" not in table else int(_number(table, "days", where) or 0),
        generation=table.get("generation"),
    )
    needed = _NEEDS.get(kind, ())
    if needed and all(getattr(event, each) is None for each in needed):
        raise ConfigError(
            f"an event of the kind {kind} needs {' or '.join(needed)}", where=where, remedy=_REMEDY
        )
    start_hour(event, where=where)
    return event


def start_hour(event: Event, *, where: str = "") -> int:
    """Hour of the year in which it begins; 29 February is taken as 1 March.

    Raises
    ------
    ConfigError
        Where `Event.starts` is no day of a year.
    """
    found = _STARTS.fullmatch(event.starts)
    if found:
        month, day, hour = int(found[1]), int(found[2]), int(found[3] or 0)
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1] and hour < 24:
            return 24 * (_BEFORE[month - 1] + day - 1) + hour
    raise ConfigError(
        f"{event.starts!r} is no day of a year",
        where=where or event.name,
        remedy="write MM-DD or MM-DDTHH",
    )


def span(event: Event) -> slice:
    """Hours of the year in which it lasts: what is past the year's end is left out."""
    start = start_hour(event)
    return slice(start, min(start + event.hours, HOURS))


def _number(table: Mapping[str, Any], key: str, where: str) -> float | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ConfigError(f"{key} is no positive number", where=where, remedy=_REMEDY)
    return float(value)


def _words(entry: object, where: str) -> Words:
    """Text in both languages: a table of ``fr`` and ``en``, or one text for both."""
    if isinstance(entry, str):
        return Words(fr=entry, en=entry)
    if isinstance(entry, dict) and {*entry} <= {"fr", "en"} and entry:
        texts = [str(each) for each in entry.values()]
        return Words(fr=str(entry.get("fr", texts[0])), en=str(entry.get("en", texts[0])))
    raise ConfigError("a text is a string, or a table of fr and en", where=where, remedy=_REMEDY)
