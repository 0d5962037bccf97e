"""An outlook as tables: its series, its promises, the assumptions used and the run itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from grandlivre.export import csv_tables, parquet
from grandlivre.export.columns import Column, Shape, key, share, text, texts, whole
from grandlivre.outlook.codec import COLUMNS, unit_of
from grandlivre.outlook.model import Band, Outlook
from grandlivre.reference.parameters.model import Parameter, Row

Rows = Iterable[Sequence[Any]]


def _spread(unit: str = "") -> tuple[Column, ...]:
    """The columns of a band."""
    levels = tuple(
        share(name, f"{int(name[1:])} % of the draws lie below", unit) for name in COLUMNS
    )
    return (
        *levels,
        share("mean", "Mean of the draws", unit),
        share("error", "Monte-Carlo standard error of the mean", unit),
        *(
            share(f"{name}_error", f"Monte-Carlo standard error of {name}", unit)
            for name in COLUMNS
        ),
    )


SERIES = Shape(
    name="series",
    about="Each outcome of each scope at the end of each quarter, or over it",
    columns=(
        key("outcome", "What is projected"),
        key("unit", "Its unit"),
        key("scope", "All, or a country, programme, project, site or investor"),
        text("of", "Id of it; empty for all", required=True),
        text("title_en", "What it is called in English", required=True),
        text("title_fr", "What it is called in French", required=True),
        key("quarter", "Such as 2027-Q3"),
        *_spread(),
    ),
)
PROMISES = Shape(
    name="promises",
    about="Each promise as it was stated, and its odds",
    columns=(
        key("phase", "Id of the phase"),
        key("project", "Id of its project"),
        text("title_en", "What it is called in English", required=True),
        text("title_fr", "What it is called in French", required=True),
        share("promised_low_mw", "Least that is promised; empty where no text says it", "MW"),
        share("promised_high_mw", "Most that is promised; empty where no text says it", "MW"),
        text("promised_by", "Partial date as said; empty where no text gives one"),
        share("odds_by_date", "Odds that the least is energised by then; empty for no date"),
        share("odds_ever", "Odds of it by the end of the horizon"),
        share("odds_error", "Monte-Carlo standard error of odds_ever"),
        *_spread("MW"),
    ),
)
PARAMETERS = Shape(
    name="parameters",
    about="The assumptions used, each with its spread and its sources",
    columns=(
        key("name", "Name under which it can be replaced"),
        text("unit", "Its unit", required=True),
        text("meaning", "What it is", required=True),
        key("scale", "On which its spread is symmetric"),
        share("low", "5 % of the draws lie below"),
        share("median", "Half of the draws lie below"),
        share("high", "5 % of the draws lie above"),
        text("origin", "Who set it: grandlivre, a scenario or a user's file", required=True),
        text("reason", "How it was fitted or judged", required=True),
        texts("sources", "The statements pooled into it, each with its address"),
    ),
)
RUN = Shape(
    name="run",
    about="How the draws were made: the same again with the same seed",
    columns=(
        key("scenario", "Its name"),
        key("as_of", "Day from which it looks ahead"),
        whole("draws", "How many were made"),
        whole("kept", "How many met the conditions"),
        whole("seed", "Where the random numbers start"),
        texts("given", "Conditions that the draws were held to"),
    ),
)


def tables(outlook: Outlook, parameters: Mapping[str, Parameter]) -> list[tuple[Shape, Rows]]:
    """Each table with its rows."""
    run = (
        outlook.scenario.name,
        outlook.as_of.isoformat(),
        outlook.draws,
        outlook.kept,
        outlook.seed,
        tuple(each.en for each in outlook.given),
    )
    return [
        (SERIES, _series_rows(outlook)),
        (PROMISES, _promise_rows(outlook)),
        (PARAMETERS, _parameter_rows(outlook, parameters)),
        (RUN, [run]),
    ]


def as_csv(outlook: Outlook, parameters: Mapping[str, Parameter]) -> dict[str, Iterable[bytes]]:
    """The tables as CSV files by name."""
    return {
        f"{shape.name}.csv": csv_tables.lines_of(shape, rows)
        for shape, rows in tables(outlook, parameters)
    }


def as_parquet(outlook: Outlook, parameters: Mapping[str, Parameter]) -> dict[str, Iterable[bytes]]:
    """The tables as Parquet files by name.

    Raises
    ------
    OutputError
        Where pyarrow is not installed.
    """
    return {
        f"{shape.name}.parquet": parquet.parquet_of(shape, rows)
        for shape, rows in tables(outlook, parameters)
    }


def source_of(row: Row) -> str:
    """A statement behind a parameter, with where it can be read."""
    dated = f", {row.source_date}" if row.source_date else ""
    return f"{row.parameter}#{row.number}: {row.source_name}{dated} {row.source_url}".rstrip()


def _band(band: Band) -> tuple[float | None, ...]:
    errors = band.quantile_errors or (None,) * len(COLUMNS)
    return (*map(float, band.quantiles), float(band.mean), float(band.error), *errors)


def _series_rows(outlook: Outlook) -> Iterator[tuple[Any, ...]]:
    for series in outlook.series:
        head = (
            series.outcome.value,
            unit_of(series.outcome),
            series.scope.value,
            series.of,
            series.title.en,
            series.title.fr,
        )
        for quarter, band in zip(outlook.quarters, series.bands, strict=True):
            yield (*head, quarter, *_band(band))


def _promise_rows(outlook: Outlook) -> Iterator[tuple[Any, ...]]:
    for each in outlook.promises:
        low, high = each.promised_mw
        yield (
            each.phase,
            each.project,
            each.title.en,
            each.title.fr,
            low,
            high,
            each.promised_by,
            each.odds_by_date,
            each.odds_ever,
            each.error,
            *_band(each.expected_mw),
        )


def _parameter_rows(
    outlook: Outlook, parameters: Mapping[str, Parameter]
) -> Iterator[tuple[Any, ...]]:
    for name in outlook.parameters:
        known = parameters[name]
        replaced = outlook.scenario.replaces.get(name)
        spread = replaced or known.distribution
        yield (
            name,
            known.unit,
            known.meaning_en,
            spread.scale.value,
            spread.low,
            spread.median,
            spread.high,
            outlook.scenario.name if replaced else known.origin,
            known.reason,
            () if replaced else tuple(source_of(row) for row in known.rows),
        )
