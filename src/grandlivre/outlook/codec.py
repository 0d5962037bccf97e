"""The outlook as JSON and back, without loss: quantiles as columns, one array a level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from grandlivre.base.codec import decode, encode
from grandlivre.errors import CodecError
from grandlivre.ledger.model import Words
from grandlivre.outlook.model import (
    LEVELS,
    Band,
    Outcome,
    Outlook,
    PromiseOdds,
    Scenario,
    Scope,
    Sensitivity,
    Series,
)

COLUMNS = tuple(f"p{round(100 * level):02d}" for level in LEVELS)
"""What the quantiles are called, in the order of `LEVELS`: ``p05`` to ``p95``."""

_UNITS: Mapping[str, str] = {
    "power_mw": "MW",
    "accelerators": "count",
    "peak_flops": "FLOP/s",
    "delivered_flops": "FLOP/s",
    "accelerator_hours": "h",
    "energy_mwh": "MWh",
    "carbon_location_t": "t",
    "carbon_market_t": "t",
    "water_m3": "m3",
    "drawn_eur": "EUR",
    "drawn_to_date_eur": "EUR",
    "jobs": "count",
}


def unit_of(outcome: Outcome) -> str:
    """The unit that an outcome is counted in.

    Examples
    --------
    >>> unit_of(Outcome.ENERGY), unit_of(Outcome.DRAWN)
    ('MWh', 'EUR')
    """
    return _UNITS[outcome.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Bands of one series, a column a level."""

    p05: tuple[float, ...]
    p25: tuple[float, ...]
    p50: tuple[float, ...]
    p75: tuple[float, ...]
    p95: tuple[float, ...]
    mean: tuple[float, ...]
    error: tuple[float, ...]
    quantile_errors: tuple[tuple[float, ...], ...] = ()
    """An array a level; none where the projection gave none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _SeriesRecord:
    outcome: Outcome
    scope: Scope
    of: str
    title: Words
    values: _Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    scenario: Scenario
    as_of: date
    draws: int
    kept: int
    seed: int
    given: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OutlookRecord:
    about: _About
    quarters: tuple[str, ...]
    series: tuple[_SeriesRecord, ...]
    promises: tuple[PromiseOdds, ...]
    parameters: tuple[str, ...]


def outlook_to_json(outlook: Outlook, *, digits: int | None = None) -> dict[str, Any]:
    """An outlook as plain values, ready for any JSON writer.

    Parameters
    ----------
    outlook
        From `grandlivre.outlook.project`.
    digits
        Significant digits to keep of each projected figure; None for all, without loss.

    Returns
    -------
    dict
        ``about`` (scenario, day, draws, seed), ``quarters``, ``series``, ``promises`` and
        ``parameters``. A series has its quantiles as arrays of one value a quarter, ``p05`` to
        ``p95``, with ``mean`` and its Monte-Carlo ``error``; ``quantile_errors`` has those of the
        quantiles, an array a level.
    """
    return {
        "about": {
            "scenario": encode(outlook.scenario),
            "as_of": outlook.as_of.isoformat(),
            "draws": outlook.draws,
            "kept": outlook.kept,
            "seed": outlook.seed,
            "given": [encode(each) for each in outlook.given],
            "levels": list(LEVELS),
            "units": {outcome.value: unit_of(outcome) for outcome in Outcome},
        },
        "quarters": list(outlook.quarters),
        "series": [_series(each, digits) for each in outlook.series],
        "promises": [encode(each) for each in outlook.promises],
        "parameters": list(outlook.parameters),
    }


def outlook_from_json(plain: Any, *, where: str = "") -> Outlook:
    """The outlook that `outlook_to_json` wrote.

    Parameters
    ----------
    plain
        What a JSON reader gives.
    where
        The file that it comes from, for error messages.

    Raises
    ------
    CodecError
        Where the shape is wrong; names the key.
    """
    found = decode(_OutlookRecord, plain, where=where)
    about = found.about
    return Outlook(
        scenario=about.scenario,
        as_of=about.as_of,
        quarters=found.quarters,
        draws=about.draws,
        seed=about.seed,
        given=about.given,
        kept=about.kept,
        series=tuple(_bands(each, len(found.quarters), where) for each in found.series),
        promises=found.promises,
        parameters=found.parameters,
    )


def sensitivity_to_json(found: Sensitivity) -> dict[str, Any]:
    """Which assumptions move an outcome, as plain values."""
    plain = encode(found)
    assert isinstance(plain, dict)
    return plain


def sensitivity_from_json(plain: Any, *, where: str = "") -> Sensitivity:
    """What `sensitivity_to_json` wrote.

    Raises
    ------
    CodecError
        Where the shape is wrong; names the key.
    """
    return decode(Sensitivity, plain, where=where)


def _series(series: Series, digits: int | None) -> dict[str, Any]:
    columns: dict[str, Any] = {
        name: [_kept(band.quantiles[number], digits) for band in series.bands]
        for number, name in enumerate(COLUMNS)
    }
    columns["mean"] = [_kept(band.mean, digits) for band in series.bands]
    columns["error"] = [_kept(band.error, digits) for band in series.bands]
    errors = [band.quantile_errors for band in series.bands]
    if errors and all(errors):
        # An error is known to a digit or two itself.
        few = None if digits is None else min(digits, 2)
        columns["quantile_errors"] = [
            [_kept(error, few) for error in level] for level in zip(*errors, strict=True)
        ]
    return {
        "outcome": series.outcome.value,
        "unit": unit_of(series.outcome),
        "scope": series.scope.value,
        "of": series.of,
        "title": encode(series.title),
        "values": columns,
    }


def _kept(value: float, digits: int | None) -> float:
    return float(value) if digits is None else float(f"{value:.{digits}g}")


def _bands(found: _SeriesRecord, quarters: int, where: str) -> Series:
    values = found.values
    columns = (values.p05, values.p25, values.p50, values.p75, values.p95)
    errors = values.quantile_errors
    lengths = {len(column) for column in (*columns, *errors, values.mean, values.error)}
    if lengths != {quarters} or len(errors) not in (0, len(COLUMNS)):
        raise CodecError(
            f"a series has not one value for each of the {quarters} quarters",
            where=", ".join(part for part in (where, found.outcome.value, found.of) if part),
        )
    return Series(
        outcome=found.outcome,
        scope=found.scope,
        of=found.of,
        title=found.title,
        bands=tuple(
            Band(quantiles=quantiles, mean=mean, error=error, quantile_errors=told)
            for quantiles, mean, error, told in zip(
                zip(*columns, strict=True),
                values.mean,
                values.error,
                zip(*errors, strict=True) if errors else ((),) * quarters,
                strict=True,
            )
        ),
    )
