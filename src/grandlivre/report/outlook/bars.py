"""Charts of bars: scenarios side by side, what matters most, who would spend."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from grandlivre.outlook.model import Band, Effect, Outcome, Outlook, Scope, Sensitivity
from grandlivre.programme.model import Mark
from grandlivre.report.charts import Scale, nice_top
from grandlivre.report.figures import Sentence
from grandlivre.report.outlook.axes import (
    BAR,
    BAR_THICK,
    BAR_TOP,
    band_bar,
    last_of_year,
    line,
    rect,
    svg,
    value_ticks,
)
from grandlivre.report.outlook.fan import SPENT
from grandlivre.report.outlook.model import BarRow, Bars, Tick
from grandlivre.report.outlook.promised import Desk, key_year, parameter_id, series_of
from grandlivre.report.outlook.texts import OUTCOMES, form, said
from grandlivre.report.outlook.words import (
    MEDIAN,
    between,
    capital,
    is_half_nothing,
    middle,
    percent,
    quantity,
    quarter,
)

_MOST_EFFECTS = 10
_NATION, _CORRELATION = "odds_nation_factor", "odds_correlation"
"""The fortune that all projects share, and the parameter that says how far they share it."""
_MOST_INVESTORS = 12


def scenario_charts(desk: Desk, others: Sequence[Outlook]) -> tuple[Bars, ...]:
    """Megawatts under each scenario, at the year of the findings and at the horizon."""
    outlooks = [desk.outlook, *others]
    if len(outlooks) < 2:
        return ()
    horizon = int(desk.outlook.quarters[-1][:4])
    years = dict.fromkeys((key_year(desk.plan, desk.times), horizon))
    return tuple(chart for year in years if (chart := _scenarios(desk, outlooks, year)) is not None)


def _scenarios(desk: Desk, outlooks: Sequence[Outlook], year: int) -> Bars | None:
    found: list[tuple[Outlook, Band]] = []
    for outlook in outlooks:
        series = series_of(outlook, Outcome.POWER, Scope.ALL)
        if series is not None:
            found.append((outlook, series.bands[last_of_year(outlook.quarters, year)]))
    if len(found) < 2:
        return None
    language = desk.language
    ranked = sorted(found, key=lambda pair: pair[1].quantiles[MEDIAN])
    (first, least), (last, most) = ranked[0], ranked[-1]
    scale = Scale(nice_top([_exact(band.quantiles[-1]) for _, band in found]))
    return Bars(
        key=f"scenarios-{year}",
        title=Sentence(
            form=form("scenarios", language),
            figures={
                "low": desk.drawn(middle(least, Outcome.POWER, language)),
                "high": desk.drawn(middle(most, Outcome.POWER, language)),
            },
            words={
                "year": str(year),
                "first": first.scenario.title.of(language),
                "last": last.scenario.title.of(language),
            },
        ),
        subtitle=said("scenarios_sub", language),
        rows=tuple(_scenario_row(desk, outlook, band, scale) for outlook, band in found),
        more=(),
        ticks=_ticks(scale, Outcome.POWER, language),
    )


def _scenario_row(desk: Desk, outlook: Outlook, band: Band, scale: Scale) -> BarRow:
    language = desk.language
    return BarRow(
        label=outlook.scenario.title.of(language),
        target="",
        note=outlook.scenario.says.of(language),
        bar=band_bar(band.quantiles, scale, band.quantiles[MEDIAN]),
        figure=desk.drawn(
            middle(band, Outcome.POWER, language),
            parameters=[name for name in outlook.scenario.replaces if name in desk.parameters],
        ),
        below=None if is_half_nothing(band) else desk.drawn(between(band, Outcome.POWER, language)),
    )


def tornado(desk: Desk, found: Sensitivity) -> Bars | None:
    """Assumptions that move an outcome, the weightiest first."""
    language, outcome = desk.language, found.outcome
    effects = [each for each in found.effects if _row_of(each.parameter) in desk.parameters]
    if not effects:
        return None
    shown = effects[:_MOST_EFFECTS]
    ends = [value for each in shown for value in (each.at_low, each.at_high)]
    scale = Scale(nice_top([_exact(max(value, 0.0)) for value in ends]))
    centre = _centre(desk, found)
    rows = [_effect_row(desk, each, outcome, scale, centre) for each in shown]
    return Bars(
        key=f"tornado-{outcome.value.replace('_', '-')}",
        title=Sentence(
            form=form("tornado", language),
            words={
                "outcome": OUTCOMES[outcome.value].of(language),
                "first": _meaning(desk, effects[0].parameter),
            },
        ),
        subtitle=said(
            "tornado_sub",
            language,
            outcome=OUTCOMES[outcome.value].of(language),
            quarter=quarter(found.quarter, language),
        ),
        rows=tuple(rows),
        more=(),
        ticks=_ticks(scale, outcome, language),
    )


def _centre(desk: Desk, found: Sensitivity) -> float | None:
    """The mean with everything free."""
    series = desk.series(found.outcome, Scope.ALL)
    if series is None or found.quarter not in desk.outlook.quarters:
        return None
    return series.bands[desk.outlook.quarters.index(found.quarter)].mean


def _meaning(desk: Desk, name: str) -> str:
    if name == _NATION:
        return said("nation_factor", desk.language)
    return desk.meanings.get(name, name)


def _row_of(name: str) -> str:
    """The parameter that tells of an input of the draws."""
    return _CORRELATION if name == _NATION else name


def _effect_row(
    desk: Desk, each: Effect, outcome: Outcome, scale: Scale, centre: float | None
) -> BarRow:
    language = desk.language
    name = _row_of(each.parameter)
    low, high = quantity(each.at_low, outcome, language), quantity(each.at_high, outcome, language)
    return BarRow(
        label=capital(_meaning(desk, each.parameter)),
        target=parameter_id(name),
        note=Sentence(
            form=form("tornado_range", language),
            figures={
                "low": desk.drawn(low, parameters=[name]),
                "high": desk.drawn(high, parameters=[name]),
            },
        ),
        bar=_effect_bar(each, scale, centre),
        figure=desk.drawn(percent(each.total_order, language), parameters=[name]),
        below=desk.drawn(
            f"{percent(max(each.low, 0.0), language)}–{percent(each.high, language)}",
            parameters=[name],
        ),
    )


def _effect_bar(each: Effect, scale: Scale, centre: float | None) -> Markup:
    low, high = scale.at(_exact(each.at_low)), scale.at(_exact(each.at_high))
    middle = scale.at(_exact(centre)) if centre is not None else (low + high) / 2
    parts = [line(0, 100, BAR_TOP + BAR_THICK / 2, BAR_TOP + BAR_THICK / 2, "axis")]
    for end, name in ((low, "t-low"), (high, "t-high")):
        parts.append(rect(min(end, middle), abs(end - middle), BAR_TOP, BAR_THICK, name))
    parts.append(line(middle, middle, BAR_TOP - 4, BAR_TOP + BAR_THICK + 4, "total"))
    return svg("bar", BAR, parts)


def investors(desk: Desk) -> Bars | None:
    """Who would have spent how much by the year of the findings."""
    language = desk.language
    year = key_year(desk.plan, desk.times)
    at = last_of_year(desk.outlook.quarters, year)
    found = [
        (each.of, each.title.of(language), each.bands[at])
        for each in desk.outlook.series
        if each.scope is Scope.INVESTOR and each.outcome.value == SPENT
    ]
    found = [each for each in found if each[2].mean > 0]
    if not found:
        return None
    found.sort(key=lambda each: (-each[2].mean, each[0]))
    scale = Scale(nice_top([_exact(band.quantiles[-1]) for _, _, band in found]))
    rows = [
        BarRow(
            label=title or said("unnamed", language),
            target="",
            note=_shares(desk, party, language),
            bar=band_bar(band.quantiles, scale, band.mean),
            figure=desk.drawn(quantity(band.mean, Outcome.DRAWN, language)),
            below=desk.drawn(between(band, Outcome.DRAWN, language)),
        )
        for party, title, band in found
    ]
    return Bars(
        key="investors",
        title=Sentence(
            form=form("investors", language),
            figures={"amount": rows[0].figure},
            words={"first": rows[0].label, "year": str(year)},
        ),
        subtitle=said("investors_sub", language, year=year),
        rows=tuple(rows[:_MOST_INVESTORS]),
        more=tuple(rows[_MOST_INVESTORS:]),
        ticks=_ticks(scale, Outcome.DRAWN, language),
    )


def _shares(desk: Desk, party: str, language: str) -> str:
    """Says where the share of a payer is inferred for all of its phases."""
    marks = {
        funder.mark
        for phase in desk.plan.phases
        for funder in phase.funders
        if funder.party == party
    }
    return said("share_inferred", language) if marks == {Mark.INFERRED} else ""


def _ticks(scale: Scale, outcome: Outcome, language: str) -> tuple[Tick, ...]:
    return tuple(
        Tick(at=at, label=quantity(value, outcome, language) if value else "0")
        for value, at in value_ticks(scale)
    )


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))
