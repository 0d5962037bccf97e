"""A campus' year as a folder and back, without loss: what is said in JSON, arrays beside it."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import orjson
from numpy.typing import NDArray

from grandlivre.base.codec import decode
from grandlivre.campus.design.model import CampusDesign, WorkClass
from grandlivre.campus.operate.model import Audit, Event, OperateOptions
from grandlivre.campus.operate.year import CampusYear, JobsYear, Power, ServiceYear
from grandlivre.campus.workload.arrays import Lane
from grandlivre.errors import CodecError

YEAR, ARRAYS = "year.json", "arrays.npz"
"""Files of the folder."""
_REMEDY = "run the campus again, and keep both of its files together"
_ARRAYS = ("accelerators", "used", "backlog_hours", "plan_mw", "charged_hours", "booked_hours",
           "drawn_mw")  # fmt: skip
_SERVICE_ARRAYS = ("by_pool", "accelerators", "wanted", "tokens_asked_per_s",
                   "tokens_served_per_s", "attainment")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """The options without the one who listens."""

    year: int
    seed: int
    events: tuple[Event, ...]
    is_full: bool
    window_hours: int
    ahead_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Jobs:
    """Jobs of a lane without their waits, which may be no numbers."""

    lane: Lane
    kind: WorkClass
    submitted: int
    finished: int
    running: int
    waiting: int
    refused: int
    failures: int
    preemptions: int
    asked_hours: float
    used_hours: float
    good_hours: float
    energy_mwh: float
    finished_mwh: float
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    service: str
    pools: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    design: CampusDesign
    options: _Options
    lanes: tuple[Lane, ...]
    services: tuple[_Service, ...]
    jobs: tuple[_Jobs, ...]
    audit: Audit
    events_done: int
    seconds: Mapping[str, float]
    waits_h: Mapping[str, tuple[float, ...]]


def year_to_files(year: CampusYear) -> dict[str, bytes]:
    """The files of a year by name, for whoever writes them whole.

    Parameters
    ----------
    year
        From `grandlivre.campus.operate.operate`.
    """
    said = {field.name: plain(getattr(year, field.name)) for field in fields(_Year)}
    said["options"].pop("told", None)
    said["services"] = [{"service": each.service, "pools": each.pools} for each in year.services]
    for record in said["jobs"]:
        record.pop("wait_h", None)
    arrays: dict[str, NDArray[Any]] = {name: getattr(year, name) for name in _ARRAYS}
    arrays["waits"] = np.array([each.wait_h for each in year.jobs], dtype=np.float64)
    for field in fields(Power):
        arrays[f"power.{field.name}"] = getattr(year.power, field.name)
    for at, service in enumerate(year.services):
        for name in _SERVICE_ARRAYS:
            arrays[f"service.{at}.{name}"] = getattr(service, name)
    held = BytesIO()
    np.savez_compressed(held, allow_pickle=False, **arrays)
    return {YEAR: orjson.dumps(said), ARRAYS: held.getvalue()}


def year_to_folder(year: CampusYear, folder: Path) -> None:
    """Write a year into a folder, which is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in year_to_files(year).items():
        (folder / name).write_bytes(data)


def year_from_folder(folder: Path) -> CampusYear:
    """Read a year.

    Raises
    ------
    CodecError
        Where a file is missing or not what it should be; it says which.
    """
    try:
        said = orjson.loads((folder / YEAR).read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise CodecError("no year of a campus", where=str(folder / YEAR), remedy=_REMEDY) from error
    found = decode(_Year, said, where=str(folder / YEAR))
    try:
        with np.load(folder / ARRAYS, allow_pickle=False) as held:
            arrays = {name: held[name] for name in held.files}
        return _year(found, arrays)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise CodecError(
            "the year's arrays are not whole", where=str(folder / ARRAYS), remedy=_REMEDY
        ) from error


def _year(found: _Year, arrays: Mapping[str, NDArray[Any]]) -> CampusYear:
    options = {field.name: getattr(found.options, field.name) for field in fields(_Options)}
    return CampusYear(
        design=found.design,
        options=OperateOptions(**options),
        lanes=found.lanes,
        services=tuple(
            ServiceYear(
                service=each.service,
                pools=each.pools,
                **{name: arrays[f"service.{at}.{name}"] for name in _SERVICE_ARRAYS},
            )
            for at, each in enumerate(found.services)
        ),
        jobs=tuple(
            JobsYear(
                wait_h=_wait(wait),
                **{field.name: getattr(each, field.name) for field in fields(_Jobs)},
            )
            for each, wait in zip(found.jobs, arrays["waits"].tolist(), strict=True)
        ),
        power=Power(**{field.name: arrays[f"power.{field.name}"] for field in fields(Power)}),
        audit=found.audit,
        events_done=found.events_done,
        seconds=found.seconds,
        waits_h={name: _wait(each) for name, each in found.waits_h.items()},
        **{name: arrays[name] for name in _ARRAYS},
    )


def _wait(values: Any) -> tuple[float, float, float, float]:
    mean, median, high, highest = values
    return mean, median, high, highest


def plain(value: Any) -> Any:
    """A record as plain values; what is infinite by default is left out, and so is what is no
    value: JSON has no form for either.
    """
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        found = {}
        for field in fields(value):
            each = getattr(value, field.name)
            if isinstance(each, float) and not isfinite(each) and field.default is not MISSING:
                continue
            if not callable(each):
                found[field.name] = plain(each)
        return found
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value
