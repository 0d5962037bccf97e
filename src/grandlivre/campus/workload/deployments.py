"""Models in use by use case: health, mobility, energy, finance, industry, beside assistants."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from grandlivre.campus.design.model import Spread
from grandlivre.reference.tables import Row, data_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCase:
    """What a use case asks of its model; a design may say otherwise of any of its services."""

    name: str
    shape: str
    """Name of its shape of the week."""
    latency_s: float
    tokens_in: Spread
    tokens_out: Spread
    mark: str
    source: str
    note: Mapping[str, str]
    """The reason, by language."""


@cache
def use_cases() -> Mapping[str, UseCase]:
    """All use cases by name.

    Examples
    --------
    >>> use_cases()["finance"].latency_s, use_cases()["assistant"].tokens_out.median
    (5.0, 129.0)
    """
    return {
        row.required("use_case"): UseCase(
            name=row["use_case"],
            shape=row.required("shape"),
            latency_s=row.parsed("latency_s", float),
            tokens_in=_tokens(row, "in"),
            tokens_out=_tokens(row, "out"),
            mark=row.required("mark"),
            source=row["source"],
            note={language: row.required(f"note_{language}") for language in ("fr", "en")},
        )
        for row in data_rows("use_cases.tsv")
    }


def _tokens(row: Row, side: str) -> Spread:
    return Spread(
        median=row.parsed(f"tokens_{side}_median", float),
        high=row.parsed(f"tokens_{side}_high", float),
        least=1.0,
    )
