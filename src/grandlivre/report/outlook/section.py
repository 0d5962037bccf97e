"""The outlook's section of the report: findings first, then all that they are followed to."""

import shlex
from collections.abc import Iterable, Sequence

from grandlivre.base.wording import NBSP, number, period
from grandlivre.ledger.model import Commitment, Ledger, Programme
from grandlivre.ledger.natures import home_of
from grandlivre.outlook.model import Band, Outcome, Scope
from grandlivre.programme.model import Phase
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.outlook.appendix import (
    flag_views,
    parameter_views,
    phase_views,
    run_facts,
    year_table,
)
from grandlivre.report.outlook.axes import last_of_year
from grandlivre.report.outlook.bars import investors, scenario_charts, tornado
from grandlivre.report.outlook.beside import programmes_listing, trial
from grandlivre.report.outlook.fan import SPENT, fans
from grandlivre.report.outlook.model import Prospect, Section
from grandlivre.report.outlook.promised import (
    Desk,
    Promised,
    basis_of,
    best,
    key_year,
    promised,
)
from grandlivre.report.outlook.promises import promises
from grandlivre.report.outlook.sites import sites_map
from grandlivre.report.outlook.texts import form, said
from grandlivre.report.outlook.timeline import timeline
from grandlivre.report.outlook.words import (
    between,
    expected,
    is_half_nothing,
    middle,
    power,
    quantity,
    rounded,
)

Tile = tuple[str, str, Figure, Sentence]


def outlook_section(
    prospect: Prospect, ledger: Ledger, claims: Iterable[str], *, language: str = "fr"
) -> Section:
    """All that the page shows of an outlook.

    Parameters
    ----------
    prospect
        The outlook, with plan and parameters.
    ledger
        What the plan was made from.
    claims
        Ids of the claims that the page shows.
    language
        ``fr`` or ``en``.

    Returns
    -------
    Section
        Views for the template. Each figure names the claims, entries, assumptions or run that
        it is followed to, and each of these is an element of the page.
    """
    desk = desk_of(prospect, [*ledger.commitments, *ledger.programmes], claims, language)
    columns, years = year_table(desk)
    told = promised(desk.plan, desk.times, lambda phase: phase.power_mw)
    tornados = (tornado(desk, each) for each in prospect.sensitivities)
    return Section(
        title=headline(desk),
        deck=_deck(desk),
        tiles=tuple(_tiles(desk, told)),
        fans=fans(desk),
        timeline=timeline(desk),
        promises=promises(desk),
        map=sites_map(desk, home_of(ledger)),
        scenarios=scenario_charts(desk, prospect.others),
        tornados=tuple(each for each in tornados if each is not None),
        investors=investors(desk),
        programmes=programmes_listing(
            prospect.comparators, prospect.outlook.scenario, language, desk
        ),
        trial=trial(prospect.backtests, language),
        columns=columns,
        years=years,
        flags=flag_views(desk),
        phases=phase_views(desk),
        parameters=parameter_views(desk, prospect.parameters),
        run=run_facts(desk),
        scenario_says=prospect.outlook.scenario.says.of(language),
        campus=_campus(desk),
    )


def _campus(desk: Desk) -> tuple[str, str] | None:
    """The largest project that stands, and what runs it hour by hour: too long for a report."""
    standing = [each for each in desk.plan.projects if each.phases and not each.is_cancelled]
    sizes = [sum(best(phase.power_mw) or 0 for phase in each.phases) for each in standing]
    if not standing or max(sizes) <= 0:
        return None
    largest = standing[sizes.index(max(sizes))]
    name = shlex.quote(largest.title.en.replace(NBSP, " "))
    return largest.title.of(desk.language), f"grandlivre campus run {name} --full"


def desk_of(
    prospect: Prospect,
    entries: Iterable[Commitment | Programme],
    claims: Iterable[str],
    language: str,
) -> Desk:
    """What the figures of a page are written with.

    Parameters
    ----------
    prospect
        The outlook, with plan and parameters.
    entries, claims
        What else the page shows; ids of claims.
    language
        ``fr`` or ``en``.
    """
    titles = {entry.id: entry.title.of(language) for entry in entries}
    known = {name: prospect.parameters[name] for name in prospect.outlook.parameters}
    return Desk(
        plan=prospect.plan,
        outlook=prospect.outlook,
        language=language,
        on_page=frozenset([*claims, *titles]),
        meanings={
            name: each.meaning_fr if language == "fr" else each.meaning_en
            for name, each in known.items()
        },
        entry_titles=titles,
    )


def headline(desk: Desk) -> Sentence:
    """What is promised by a date, and what is expected by then."""
    told = promised(desk.plan, desk.times, lambda phase: phase.power_mw)
    year = key_year(desk.plan, desk.times)
    at = last_of_year(desk.outlook.quarters, year)
    series = desk.series(Outcome.POWER, Scope.ALL)
    told_words = (
        power(rounded(0.0), desk.language)
        if series is None
        else expected(series.bands[at], Outcome.POWER, desk.language)
    )
    figures = {"expected": desk.drawn(told_words)}
    if told.said[at]:
        figures["promised"] = _said_figure(desk, told, at)
    key = "headline" if told.said[at] else "headline_none"
    if told.said[at] and told.inferred[at]:
        key = "headline_inferred"
        figures["inferred"] = _inferred_figure(desk, told, at)
    return Sentence(
        form=form(key, desk.language),
        figures=figures,
        words={"year": str(year)},
    )


def _deck(desk: Desk) -> Sentence:
    language, outlook = desk.language, desk.outlook
    draws = said("draws", language, number=number(outlook.draws, language))
    return Sentence(
        form=form("deck", language),
        figures={"draws": desk.drawn(draws)},
        words={
            "scenario": outlook.scenario.title.of(language),
            "day": period(outlook.as_of.isoformat(), language),
        },
    )


def _said_figure(desk: Desk, told: Promised, at: int) -> Figure:
    text = power(rounded(float(told.said[at])), desk.language)
    return desk.told(text, basis_of(told.said_phases, lambda phase: phase.power_mw))


def _inferred_figure(desk: Desk, told: Promised, at: int) -> Figure:
    text = power(rounded(float(told.inferred[at])), desk.language)
    return desk.told(text, basis_of(told.inferred_phases, lambda phase: phase.power_mw))


def _tiles(desk: Desk, told: Promised) -> Iterable[Tile]:
    """Key figures, each with its mark."""
    language = desk.language
    year = key_year(desk.plan, desk.times)
    at = last_of_year(desk.outlook.quarters, year)
    yield (
        "said",
        said("tile_said", language, year=year),
        _said_figure(desk, told, at),
        _counted("tile_said_note", desk, told.said_phases),
    )
    if told.inferred[at]:
        yield (
            "inferred",
            said("tile_inferred", language),
            _inferred_figure(desk, told, at),
            _counted("tile_inferred_note", desk, told.inferred_phases),
        )
    for key, outcome in (("tile_power", Outcome.POWER), ("tile_spent", SPENT)):
        series = desk.series(outcome, Scope.ALL)
        if series is not None:
            band = series.bands[at]
            yield (
                "expected",
                said(key, language, year=year),
                desk.drawn(middle(band, series.outcome, language)),
                _spread(desk, band, series.outcome),
            )
    energy = desk.series(Outcome.ENERGY, Scope.ALL)
    if energy is not None and at >= 3:
        total = sum(band.mean for band in energy.bands[at - 3 : at + 1])
        yield (
            "expected",
            said("tile_energy", language, year=year),
            desk.drawn(quantity(total, Outcome.ENERGY, language)),
            Sentence(form=form("tile_mean", language)),
        )


def _spread(desk: Desk, band: Band, outcome: Outcome) -> Sentence:
    """How far the draws lie apart; of a range that stands in a middle's place, what it is."""
    if is_half_nothing(band):
        return Sentence(form=form("tile_half", desk.language))
    span = desk.drawn(between(band, outcome, desk.language))
    return Sentence(form=form("tile_range", desk.language), figures={"range": span})


def _counted(key: str, desk: Desk, phases: Sequence[Phase]) -> Sentence:
    """A note that says of how many phases a figure is."""
    entries = [entry for phase in phases for entry in phase.entries]
    return Sentence(
        form=form(f"{key}_one" if len(phases) == 1 else key, desk.language),
        figures={"count": desk.told(str(len(phases)), entries)},
    )
