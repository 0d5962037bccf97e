"""A financing on a terminal: the finding, the figures, the years, the owners, the assumptions."""

from collections.abc import Sequence
from decimal import Decimal

from grandlivre.base.wording import NBSP, number
from grandlivre.finance.model import InvestorView
from grandlivre.reference.parameters.units import with_unit
from grandlivre.report.answers import Paper
from grandlivre.report.answers.paper import fits
from grandlivre.report.finance.findings import deck, findings, headline, label, rows
from grandlivre.report.finance.model import Accounts
from grandlivre.report.finance.texts import PARTS, said
from grandlivre.report.finance.words import between, middle, price, rate, ratio
from grandlivre.report.finance.yearly import year_columns
from grandlivre.report.outlook.words import capital

_LAST_YEARS = 15
"""Years that are shown unless all are asked for."""
_RESTS_ON = (
    "launch_rent_eur_per_hour", "rental_price_decline_per_year", "contracted_share",
    "contracted_discount_share", "accelerator_price_ratio", "accelerator_life_years",
    "hosting_rent_eur_per_kw_month", "hosting_let_share", "utilisation_share", "load_factor",
    "electricity_price_eur_per_mwh", "upkeep_it_share", "upkeep_shell_share", "jobs_per_mw",
    "debt_rate_share", "debt_spread_share", "debt_years", "hosting_debt_years", "dscr_minimum",
    "gearing_maximum_share",
)  # fmt: skip
_MOST_ROWS = 5
_COLUMNS = (
    "power_mw", "capex_eur", "revenue_eur", "opex_eur", "service_eur", "dscr", "covered",
    "owners_eur",
)  # fmt: skip
_YEAR_WIDTH = 6


def finance_answer(accounts: Accounts, paper: Paper, *, everything: bool = False) -> str:
    """Whether a campus pays.

    Parameters
    ----------
    accounts
        What to tell.
    paper
        What to write on.
    everything
        Whether to show all years.
    """
    told, language = accounts.financing, paper.language
    paper.title(f"{headline(told, language).plain()}.")
    paper.line(deck(told, language).plain())
    paper.blank()
    for each in findings(told, language):
        paper.line(f"– {each.plain()}", indent=2, hang=2)
    paper.blank()
    heads = [said(f"col_{name}", language) for name in ("figure", "middle", "span")]
    paper.table(
        heads,
        [[label(each, language), middle(each, language), between(each, language)]
         for each in rows(told)],
    )  # fmt: skip
    paper.blank()
    _years(accounts, paper, everything=everything)
    _owners(accounts, paper)
    _parts(accounts, paper)
    _rests(accounts, paper)
    _foot(accounts, paper)
    return paper.text()


def _years(accounts: Accounts, paper: Paper, *, everything: bool) -> None:
    told, language = accounts.financing, paper.language
    shown = told.years if everything else told.years[:_LAST_YEARS]
    columns = year_columns(told, _COLUMNS, language)
    cells = [cells for _, cells in columns]
    lines = [[str(year), *(each[at] for each in cells)] for at, year in enumerate(shown)]
    heads = [said("col_year", language), *(head for head, _ in columns)]
    if not fits(heads, lines, least=_YEAR_WIDTH, width=paper.width):
        broken = said("broken_words", language).split()
        heads = [_broken(head, broken) for head in heads]
    paper.heading(said("by_year", language))
    paper.table(heads, lines, least=_YEAR_WIDTH, is_parted=True)
    paper.blank()


def _broken(head: str, words: Sequence[str]) -> str:
    """A head whose long word is broken as a printer would, that its column may be narrow."""
    whole = {word.replace("-", ""): word.replace("-", "- ") for word in words}
    return whole.get(head, head)


def _owners(accounts: Accounts, paper: Paper) -> None:
    told, language = accounts.financing, paper.language
    paper.heading(said("by_investor", language))
    names = ("investor", "share", "paid_in", "received", "value", "rate")
    paper.table(
        [said(f"col_{name}", language) for name in names],
        [_owner(each, language) for each in told.investors],
    )
    paper.blank()


def _owner(each: InvestorView, language: str) -> list[str]:
    told = (each.paid_in, each.received, each.value, each.rate)
    mark = "" if each.is_said or not each.name else " *"
    return [
        each.name or said("investor_unnamed", language),
        rate(each.share, language) + mark,
        *(middle(metric, language) for metric in told),
    ]


def _parts(accounts: Accounts, paper: Paper) -> None:
    told, language = accounts.financing, paper.language
    if not told.costs:
        return
    paper.heading(said("by_part", language))
    found = sorted(told.costs, key=lambda each: -each.eur_per_hour)
    words = [
        f"{PARTS[each.name].of(language)} {price(each.eur_per_hour, language)}"
        for each in found
        if abs(each.eur_per_hour) >= 0.005
    ]
    paper.line(" · ".join(words), indent=2)
    paper.blank()


def _rests(accounts: Accounts, paper: Paper) -> None:
    told, language = accounts.financing, paper.language
    paper.heading(said("rests_on", language))
    for name in _RESTS_ON:
        if name not in told.assumptions:
            continue
        known = accounts.parameters[name]
        spread = known.distribution
        values = " · ".join(number(Decimal(f"{each:.3g}"), language) for each in spread.ends)
        values = with_unit(values.replace("-", "\u2212"), known.unit, language)
        meaning = capital(known.meaning_fr if language == "fr" else known.meaning_en)
        numbers = ", ".join(f"#{row.number}" for row in known.rows[:_MOST_ROWS])
        more = "…" if len(known.rows) > _MOST_ROWS else ""
        source = (numbers + more) or said("judged", language)
        colon = f"{NBSP}: " if language == "fr" else ": "
        paper.line(f"{meaning}{colon}{values} ({source})", indent=2, hang=2, style="dim")
    paper.blank()


def _foot(accounts: Accounts, paper: Paper) -> None:
    told, language = accounts.financing, paper.language
    debt = told.terms.debt
    paper.line(
        said(
            "foot",
            language,
            rate=rate(debt.rate, language),
            tenor=debt.tenor_years,
            cover=ratio(debt.dscr, language),
            gearing=rate(debt.gearing_maximum, language),
            tax=rate(told.terms.tax.rate, language),
            seed=told.seed,
        ),
        style="dim",
    )
