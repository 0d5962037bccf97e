"""The method: rules, equations, assumptions with their sources, benchmarks; all generated."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from grandlivre.base.wording import number, period
from grandlivre.reference.parameters.model import Parameter
from grandlivre.reference.parameters.units import shown
from grandlivre.report.outlook.promised import parameter_id
from grandlivre.report.outlook.words import capital
from grandlivre.report.pages.equations import equations
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.measures import measures
from grandlivre.report.pages.model import Address
from grandlivre.report.publishers import publishers
from grandlivre.report.texts import METHOD

_SHARE = "fraction"
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """One assumption."""

    id: str
    name: str
    meaning: str
    low: str
    median: str
    high: str
    unit: str
    reason: str
    sources: tuple[tuple[str, str], ...]


def method(frame: Frame, address: Address) -> dict[str, object]:
    """All of it."""
    language, ledger = frame.language, frame.index.ledger
    fallback = period(ledger.currency_date.isoformat(), language)
    return {
        "rules": [each.of(language).replace("{fallback}", fallback) for each in METHOD],
        "equations": equations(language),
        "parameters": list(_parameters(frame)),
        "publishers": publishers(ledger.sources, language),
        "measures": [
            (section, list(each))
            for section, each in groupby(measures(language), key=lambda one: one.section)
        ],
    }


def _parameters(frame: Frame) -> Iterable[ParameterRow]:
    edition = frame.index.edition
    known = edition.parameters or (edition.prospect.parameters if edition.prospect else {})
    language = frame.language
    for each in known.values():
        spread = each.distribution
        unit, times = _unit(each.unit, language)
        low, median, high = (
            _shown(value * times, language) for value in (spread.low, spread.median, spread.high)
        )
        yield ParameterRow(
            # The outlook's page has elements of the same name: its figures lead there.
            id=f"method-{parameter_id(each.name)}",
            name=each.name,
            meaning=capital(each.meaning_fr if language == "fr" else each.meaning_en),
            low=low,
            median=median,
            high=high,
            unit=unit,
            reason=_reason(each, language),
            sources=tuple(_sources(each)),
        )


def _unit(unit: str, language: str) -> tuple[str, float]:
    """A unit in the language, and how many of it a basic one is: shares are told in per cent."""
    told = shown(unit, language)
    if unit == _SHARE or unit.startswith(f"{_SHARE}/"):
        return f"%{told}", 100.0
    return told, 1.0


def _shown(value: float, language: str) -> str:
    return number(Decimal(f"{value:.4g}"), language).replace("-", "−")


def _reason(known: Parameter, language: str) -> str:
    return known.reason_fr if language == "fr" and known.reason_fr else known.reason


def _sources(known: Parameter) -> Iterable[tuple[str, str]]:
    for row in known.rows:
        dated = f", {row.source_date}" if row.source_date else ""
        address = row.source_url if row.source_url.startswith(_WEB) else ""
        yield f"{row.source_name}{dated}", address
