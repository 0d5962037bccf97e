"""Every figure that a year comes to, in words, with its unit: by the site, partition, tenant."""

from collections.abc import Callable, Mapping
from math import isnan

from grandlivre.campus.operate.costs import PARTS
from grandlivre.campus.operate.outcomes import Axis, Outcome
from grandlivre.reference.messages import messages
from grandlivre.report.campus.model import Grid
from grandlivre.report.campus.sheet import Sheet
from grandlivre.report.campus.texts import form, said
from grandlivre.report.campus.words import (
    count,
    energy,
    euros,
    megawatts,
    plain,
    rate,
    share,
    tokens,
    tonnes,
    wait,
)
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.outlook.words import capital

_GRID_SIDE = (
    "peak", "least", "ramp_up", "ramp_down", "ramp_p99", "flexible_1h", "flexible_4h", "unserved",
    "relief_income",
)  # fmt: skip
_BY_UNIT_OF_WORK = ("token_energy", "token_carbon", "run_energy", "run_carbon", "wue", "recovered")
_BY_PARTITION = (
    "accelerators", "utilisation", "wait_p50", "wait_p95", "attainment", "site_energy", "cost",
    "carbon_location",
)  # fmt: skip
_BY_TENANT = (
    "sold_hours", "site_energy", "cost", "carbon_location", "carbon_market", "token_energy",
    "run_energy",
)  # fmt: skip


def outcome_name(key: str, language: str) -> str:
    """What a figure is called."""
    return messages(language).say(f"campus.outcome.{key}")


def short_name(key: str, language: str) -> str:
    """What a figure is called at the head of a column."""
    return messages(language).say(f"campus.short.{key}")


def outcome_text(each: Outcome, language: str) -> str:
    """A figure with its unit."""
    if each.key == "tokens":
        return tokens(each.value, language)
    kinds: Mapping[str, Callable[[float], str]] = {
        "count": lambda v: count(v, language),
        "share": lambda v: share(v, language, 1),
        "ratio": lambda v: plain(v, language, 4),
        "MWh": lambda v: energy(v, language),
        "MW": lambda v: megawatts(v, language),
        "EUR": lambda v: euros(v, language),
        "t": lambda v: tonnes(v, language),
        "J": lambda v: rate(v, "J", language),
        "g/Mtoken": lambda v: rate(v, "g", language),
        "L/kWh": lambda v: rate(v, "L/kWh", language, 2),
        "m3": lambda v: f"{count(v, language)}\u00a0m³",
        # Waits are lengths of time, and hours of accelerators a count.
        "h": lambda v: wait(v, language) if each.key.startswith("wait") else count(v, language),
    }
    return kinds[each.unit](each.value)


def grids(sheet: Sheet) -> tuple[Grid, ...]:
    """For the grid operator, by what is paid for, by unit of work, by partition and by tenant."""
    found = sheet.found
    parts = tuple(f"cost_{part}" for part in PARTS)
    made = (
        _of_site(sheet, found, "grid_side", _GRID_SIDE, ("flexible_1h", "ramp_up")),
        _of_site(sheet, found, "cost_parts", (*parts, "cost"), ("cost",)),
        _of_site(sheet, found, "unit_work", _BY_UNIT_OF_WORK, ()),
        _by(sheet, found, "partitions", Axis.PARTITION, _BY_PARTITION),
        _by(sheet, found, "bearers", Axis.TENANT, _BY_TENANT),
    )
    return tuple(each for each in made if each.rows)


def _of_site(
    sheet: Sheet,
    found: tuple[Outcome, ...],
    key: str,
    keys: tuple[str, ...],
    blanks: tuple[str, ...],
) -> Grid:
    """A line a figure."""
    language = sheet.language
    values = {each.key: each for each in found if each.axis is Axis.SITE}
    figures = {
        name: sheet.run(outcome_text(values[name], language)) for name in blanks if name in values
    }
    rows = [
        (capital(outcome_name(name, language)), (sheet.run(outcome_text(values[name], language)),))
        for name in keys
        # What was not bought costs nothing, and need not be said.
        if name in values and (values[name].value or not name.startswith("cost_"))
    ]
    return Grid(
        key=key,
        title=Sentence(form=form(key, language), figures=figures),
        subtitle=said(f"{key}_sub", language, year=sheet.year.options.year),
        heads=(said("col_figure", language), said("col_value", language)),
        rows=tuple(rows),
    )


def _by(
    sheet: Sheet, found: tuple[Outcome, ...], key: str, axis: Axis, keys: tuple[str, ...]
) -> Grid:
    """A row a partition or tenant, a column a figure; columns that nobody has are left out."""
    language = sheet.language
    values = {(each.of, each.key): each for each in found if each.axis is axis}
    names = list(dict.fromkeys(of for of, _ in values))
    names.sort(key=lambda of: -_value(values.get((of, "site_energy"))))
    shown = [name for name in keys if any((of, name) in values for of in names)]
    design = sheet.year.design
    called = design.tenants if axis is Axis.TENANT else design.partitions
    titles = {each.name: each.title.of(language) for each in called if each.title is not None}
    first = names[0] if names else ""
    rows: list[tuple[str, tuple[Figure | None, ...]]] = []
    for of in names:
        cells = [values.get((of, name)) for name in shown]
        told = (None if cell is None else sheet.run(outcome_text(cell, language)) for cell in cells)
        rows.append((titles.get(of, of), tuple(told)))
    return Grid(
        key=key,
        title=Sentence(
            form=form(key, language),
            words={"first": titles.get(first, first)},
        ),
        subtitle=said(f"{key}_sub", language, year=sheet.year.options.year),
        heads=(
            said(f"col_{axis.value}", language),
            *(capital(short_name(name, language)) for name in shown),
        ),
        rows=tuple(rows),
    )


def _value(each: Outcome | None) -> float:
    return 0.0 if each is None or isnan(each.value) else each.value
