"""What the generators go by beside the design: sourced figures and shapes of the week."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from grandlivre.campus.design.model import BatchWork
from grandlivre.errors import CampusError
from grandlivre.reference.tables import data_rows

_DAYS = ("weekday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, and what it rests on."""

    value: float
    unit: str
    mark: str
    """``published``, ``fitted`` or ``judged``."""
    source: str
    note: str


@cache
def figures() -> Mapping[tuple[str, str], Figure]:
    """All figures by class of work and name.

    Examples
    --------
    >>> figures()["teaching", "session_hours"].value
    2.0
    """
    return {
        (row.required("kind"), row.required("figure")): Figure(
            value=row.parsed("value", float),
            unit=row["unit"],
            mark=row.required("mark"),
            source=row["source"],
            note=row["note"],
        )
        for row in data_rows("workload_figures.tsv")
    }


def figure(kind: str, name: str) -> float:
    """The value of one figure."""
    return figures()[kind, name].value


def options(work: BatchWork) -> dict[str, float]:
    """The figures of a work's class, those that the design gives in their stead.

    Raises
    ------
    CampusError
        Where the design gives one that the class does not know.
    """
    kind = work.kind.value
    known = {name: each.value for (of, name), each in figures().items() if of in (kind, "any")}
    if strange := sorted(set(work.options) - set(known)):
        raise CampusError(
            f"{kind} has no option {strange[0]}",
            where=f"batch.{work.name}.options",
            remedy=f"name one of {', '.join(known)}",
            code="work_option",
        )
    return {**known, **work.options}


@cache
def week_shapes() -> Mapping[str, tuple[tuple[float, ...], ...]]:
    """Factors by shape: of weekdays, Saturdays and Sundays, 24 each.

    Examples
    --------
    >>> [len(day) for day in week_shapes()["office"]]
    [24, 24, 24]
    """
    found: dict[str, dict[str, tuple[float, ...]]] = {}
    for row in data_rows("week_shapes.tsv"):
        factors = tuple(float(each) for each in row.several("factors"))
        found.setdefault(row.required("shape"), {})[row.required("day")] = factors
    return {name: tuple(days[day] for day in _DAYS) for name, days in found.items()}


def week_shape(name: str, where: str) -> tuple[tuple[float, ...], ...]:
    """The shape of that name.

    Raises
    ------
    CampusError
        Where there is none.
    """
    try:
        return week_shapes()[name]
    except KeyError:
        raise CampusError(
            f"there is no shape {name!r}",
            where=where,
            remedy=f"name one of {', '.join(week_shapes())}",
            code="work_shape",
        ) from None
