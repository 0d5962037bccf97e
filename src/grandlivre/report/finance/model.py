"""What a financing's section is made from, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from grandlivre.finance.model import Financing
from grandlivre.reference.parameters.model import Parameter
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.outlook.model import Bars, ParameterView, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """A financing with all that its figures are followed to."""

    financing: Financing
    parameters: Mapping[str, Parameter]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRow:
    """One figure: its middle, and what holds nine draws in ten."""

    key: str
    label: str
    middle: Figure
    span: Figure
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinanceSection:
    """The whole section."""

    id: str
    """Of the element that holds it."""
    title: Sentence
    deck: Sentence
    findings: tuple[Sentence, ...]
    rows: tuple[MetricRow, ...]
    cover: Picture | None
    """Debt and its cover, by year."""
    owners: Picture
    """What owners pay in and receive, by year."""
    investors: Bars
    costs: Bars | None
    """What an accelerator-hour costs, part by part; None where none is sold."""
    columns: tuple[str, ...]
    years: tuple[tuple[str, tuple[Figure, ...]], ...]
    """The year and its cells."""
    parameters: tuple[ParameterView, ...]
    run: tuple[tuple[str, str], ...]
    """What the draws were made with: labels and values."""
    sources: str
    """The line under each picture."""
