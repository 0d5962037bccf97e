"""A financing's section of a report: findings first, then pictures, tables and assumptions."""

from grandlivre.base.wording import number, period
from grandlivre.finance.model import Covers, Financing
from grandlivre.report.figures import Figure
from grandlivre.report.finance.findings import deck, figure, findings, headline, label, rows
from grandlivre.report.finance.model import Accounts, FinanceSection, MetricRow
from grandlivre.report.finance.pictures import (
    cost_bars,
    cover_picture,
    investor_bars,
    owners_picture,
)
from grandlivre.report.finance.texts import said
from grandlivre.report.finance.words import between, middle
from grandlivre.report.finance.yearly import year_columns
from grandlivre.report.outlook.appendix import parameter_view

_COLUMNS = (
    "power_mw", "accelerators", "capex_eur", "revenue_eur", "opex_eur", "service_eur", "dscr",
    "covered", "owners_eur",
)  # fmt: skip


def finance_section(accounts: Accounts, language: str = "fr") -> FinanceSection:
    """All that a page shows of a financing.

    Parameters
    ----------
    accounts
        The financing, with the parameters that it rests on.
    language
        ``fr`` or ``en``.

    Returns
    -------
    FinanceSection
        Views for a template. Each figure names the run, whose element (``finance-run``) tells of
        draws, seed and command; each parameter has an element of its own.
    """
    told = accounts.financing
    columns, years = _years(told, language)
    return FinanceSection(
        id="finance",
        title=headline(told, language),
        deck=deck(told, language),
        findings=findings(told, language),
        rows=tuple(
            MetricRow(
                key=each.name,
                label=label(each, language),
                middle=figure(middle(each, language)),
                span=figure(between(each, language)),
                note="",
            )
            for each in rows(told)
        ),
        cover=cover_picture(told, language),
        owners=owners_picture(told, language),
        investors=investor_bars(told, language),
        costs=cost_bars(told, language),
        columns=columns,
        years=years,
        parameters=tuple(
            parameter_view(accounts.parameters[name], language) for name in told.assumptions
        ),
        run=_run(told, language),
        sources=said("sources", language),
    )


def _years(
    told: Financing, language: str
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[Figure, ...]], ...]]:
    """Columns and rows of the table by year: means of the draws."""
    columns = year_columns(told, _COLUMNS, language)
    lines = tuple(
        (str(year), tuple(figure(cells[at]) for _, cells in columns))
        for at, year in enumerate(told.years)
    )
    return tuple(head for head, _ in columns), lines


def _run(told: Financing, language: str) -> tuple[tuple[str, str], ...]:
    """What the draws were made with, so that anyone can make them again."""
    hosting = " --hosting" if told.covers is Covers.HOSTING else ""
    command = (
        f"grandlivre finance {told.name}{hosting} --scenario {told.scenario} "
        f"--draws {told.draws} --seed {told.seed}"
    )
    return (
        (said("run_project", language), told.project_title.of(language)),
        (said("run_scenario", language), told.scenario_title.of(language)),
        (said("run_day", language), period(told.as_of.isoformat(), language)),
        (said("run_draws", language), number(told.draws, language)),
        (said("run_seed", language), str(told.seed)),
        (said("run_command", language), command),
    )
