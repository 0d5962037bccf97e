"""The method: rules, equations, assumptions with their sources, benchmarks; all generated."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.wording import number, period
from grandlivre.reference.parameters.model import Parameter
from grandlivre.report.outlook.promised import parameter_id
from grandlivre.report.outlook.words import capital
from grandlivre.report.pages.equations import equations
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.measures import measures
from grandlivre.report.pages.model import Address
from grandlivre.report.publishers import publishers
from grandlivre.report.texts import METHOD

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
        "measures": measures(),
    }


def _parameters(frame: Frame) -> Iterable[ParameterRow]:
    edition = frame.index.edition
    known = edition.parameters or (edition.prospect.parameters if edition.prospect else {})
    language = frame.language
    for each in known.values():
        spread = each.distribution
        low, median, high = (
            number(Decimal(f"{value:.4g}"), language)
            for value in (spread.low, spread.median, spread.high)
        )
        yield ParameterRow(
            # The outlook's page has elements of the same name: its figures lead there.
            id=f"method-{parameter_id(each.name)}",
            name=each.name,
            meaning=capital(each.meaning_fr if language == "fr" else each.meaning_en),
            low=low,
            median=median,
            high=high,
            unit=each.unit,
            reason=_reason(each, language),
            sources=tuple(_sources(each)),
        )


def _reason(known: Parameter, language: str) -> str:
    return known.reason_fr if language == "fr" and known.reason_fr else known.reason


def _sources(known: Parameter) -> Iterable[tuple[str, str]]:
    for row in known.rows:
        dated = f", {row.source_date}" if row.source_date else ""
        address = row.source_url if row.source_url.startswith(_WEB) else ""
        yield f"{row.source_name}{dated}", address
