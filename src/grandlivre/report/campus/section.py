"""A campus' year as a section of a page: findings first, then all that they are followed to."""

from collections.abc import Iterable

from grandlivre.base.wording import joined
from grandlivre.report.campus.appendix import audit_view, basis_rows, design_facts, run_facts
from grandlivre.report.campus.comparison import comparison
from grandlivre.report.campus.duration import duration
from grandlivre.report.campus.figures import grids
from grandlivre.report.campus.heat import heat_maps
from grandlivre.report.campus.model import CampusSection, Run
from grandlivre.report.campus.readings import Totals, kept_share, totals_of
from grandlivre.report.campus.sankey import sankey
from grandlivre.report.campus.sheet import Sheet, sheet_of
from grandlivre.report.campus.tenants import tenant_rows
from grandlivre.report.campus.texts import form, said
from grandlivre.report.campus.waits import classes_table, waits
from grandlivre.report.campus.week import week
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
)
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.finance import finance_section

Tile = tuple[str, Figure, Sentence]


def campus_section(run: Run, *, language: str = "fr") -> CampusSection:
    """All that a page shows of a year.

    Parameters
    ----------
    run
        The year, what it is compared with, and how it was made.
    language
        ``fr`` or ``en``.

    Returns
    -------
    CampusSection
        Views for the template. Each figure names the run, or what the design rests on; both are
        elements of the page.
    """
    sheet = sheet_of(run.year, language)
    sums = totals_of(sheet.found, kept_share(run.year))
    drawn, key = week(sheet)
    finding, tenants, ticks = tenant_rows(sheet)
    return CampusSection(
        title=headline(sheet, sums),
        deck=deck(sheet, sums),
        events=tuple(event.title.of(language) for event in run.year.options.events),
        tiles=tuple(_tiles(sheet, sums)),
        week=drawn,
        week_key=key,
        heat_maps=heat_maps(sheet),
        duration=duration(sheet),
        sankey=sankey(sheet),
        tenants_title=finding,
        tenants_sub=said("tenants_sub", language, year=run.year.options.year),
        tenants=tenants,
        tenant_ticks=ticks,
        waits=waits(sheet),
        classes=classes_table(sheet),
        grids=grids(sheet),
        comparison=comparison(sheet, run.others),
        audit=audit_view(sheet),
        finance=None if run.accounts is None else finance_section(run.accounts, language),
        design=design_facts(sheet),
        basis=basis_rows(sheet),
        run=run_facts(sheet, run.command),
    )


def headline(sheet: Sheet, sums: Totals) -> Sentence:
    """How much of the campus works, what it draws, and what that costs."""
    language = sheet.language
    return Sentence(
        form=form("headline", language),
        figures={
            "utilisation": sheet.run(share(sums.utilisation, language)),
            "accelerators": sheet.designed(count(sums.accelerators, language), ["pools", "phases"]),
            "energy": sheet.run(energy(sums.site_mwh, language)),
            "cost": sheet.run(euros(sums.cost_eur, language)),
        },
        words={
            "year": str(sheet.year.options.year),
            "campus": sheet.year.design.title.of(language),
        },
    )


def deck(sheet: Sheet, sums: Totals) -> str:
    """That it is simulated, from which seed, with what befalling it."""
    language, year = sheet.language, sheet.year
    names = joined([event.title.of(language) for event in year.options.events], language)
    events = said("with_events", language, names=names) if names else said("undisturbed", language)
    return said(
        "deck",
        language,
        seed=year.options.seed,
        jobs=count(sums.jobs, language),
        events=events,
        says=year.design.says.of(language),
    ).strip()


def _tiles(sheet: Sheet, sums: Totals) -> Iterable[Tile]:
    """Key figures, each with a note."""
    language = sheet.language
    told = {
        "utilisation": (share(sums.utilisation, language),
                        {"goodput": share(sums.kept, language, 1)}),
        "sold": (count(sums.sold_hours, language),
                 {"finished": count(sums.finished, language), "jobs": count(sums.jobs, language)}),
        "pue": (plain(sums.pue, language, 4),
                {"wue": rate(sums.wue_l_per_kwh, "L/kWh", language, 2)}),
        "energy": (energy(sums.site_mwh, language),
                   {"peak": megawatts(sums.peak_mw, language),
                    "least": megawatts(sums.least_mw, language)}),
        "cost": (euros(sums.cost_eur, language),
                 {"rate": rate(_per(sums.cost_eur, sums.site_mwh), "€/MWh", language)}),
        "carbon": (f"{tonnes(sums.carbon_t, language)}\u00a0CO₂",
                   {"market": tonnes(sums.market_carbon_t, language)}),
        "slo": (share(sums.attainment, language, 1), {"tokens": tokens(sums.tokens, language)}),
    }  # fmt: skip
    for key, (figure, notes) in told.items():
        if key == "slo" and not sums.tokens:
            continue
        yield (
            said(f"tile_{key}", language),
            sheet.run(figure),
            Sentence(
                form=form(f"tile_{key}_note", language),
                figures={name: sheet.run(text) for name, text in notes.items()},
            ),
        )


def _per(sum_of: float, whole: float) -> float:
    return sum_of / whole if whole else 0.0
