"""The outlook on a terminal: the finding, year by year, part by part, and scenarios compared."""

from collections.abc import Collection, Sequence

from grandlivre.base.wording import number, period, short_period
from grandlivre.outlook.model import Outcome, Outlook, PromiseOdds, Scope, Series
from grandlivre.report.answers import Paper
from grandlivre.report.answers.paper import columns_needed
from grandlivre.report.outlook.axes import last_of_year
from grandlivre.report.outlook.fan import SPENT
from grandlivre.report.outlook.model import Prospect
from grandlivre.report.outlook.promised import (
    Desk,
    key_year,
    promised,
    series_of,
)
from grandlivre.report.outlook.promises import promise_title, standing
from grandlivre.report.outlook.section import desk_of, headline
from grandlivre.report.outlook.texts import OUTCOMES
from grandlivre.report.outlook.words import (
    first_quarter,
    is_half_nothing,
    mean_and_range,
    middle_and_range,
    plan_power,
    power,
    quantity,
    quarter,
    rounded,
    short_odds,
)

_MOST_PARTS = 15
_MOST_PROMISES = 10
_MOST_NEEDS, _NEEDS_EACH = 5, 2
_YEARS = (Outcome.POWER.value, SPENT, Outcome.ENERGY.value, Outcome.ACCELERATORS.value)
"""Columns of the table by year; the last ones go first where the terminal is narrow."""
_FLOWS = (Outcome.ENERGY.value,)
_FEWEST, _YEAR_WIDTH = 3, 6


def outlook_answer(prospect: Prospect, paper: Paper, by: Scope, *, everything: bool = False) -> str:
    """The outlook of a plan.

    Parameters
    ----------
    prospect
        What to tell.
    paper
        What to write on.
    by
        Of what the parts are.
    everything
        Whether to name all parts and promises.
    """
    desk = desk_of(prospect, (), (), paper.language)
    _head(desk, paper)
    _years(desk, paper)
    _parts(desk, paper, by, everything=everything)
    _promises(desk, paper, everything=everything)
    _foot(prospect.outlook, paper)
    return paper.text()


def comparison_answer(prospect: Prospect, paper: Paper) -> str:
    """The same plan under several scenarios, drawn with the same random numbers."""
    say, language = paper.say, paper.language
    desk = desk_of(prospect, (), (), language)
    outlooks = (prospect.outlook, *prospect.others)
    year, last = key_year(desk.plan, desk.times), int(desk.outlook.quarters[-1][:4])
    paper.title(say.say("outlook.compared", number=len(outlooks), year=year))
    paper.blank()
    years = list(dict.fromkeys((year, last)))
    head = [
        say.say("outlook.column.scenario"),
        *(say.say("outlook.column.power", year=each) for each in years),
        say.say("outlook.column.spent", year=year),
        say.say("outlook.column.kept"),
    ]
    live = {each.phase for each in standing(desk)}
    paper.table(head, [_scenario_row(each, years, live, language) for each in outlooks])
    paper.blank()
    for each in outlooks:
        paper.line(
            f"{each.scenario.title.of(language)} ({each.scenario.name}) – "
            f"{each.scenario.says.of(language)}",
            indent=2,
            hang=2,
            style="dim",
        )
    first, *others = outlooks
    paper.blank()
    for other in others:
        paper.line(_difference(first, other, year, paper), indent=2, hang=2)
    paper.blank()
    _foot(prospect.outlook, paper)
    return paper.text()


def _scenario_row(
    outlook: Outlook, years: Sequence[int], live: Collection[str], language: str
) -> list[str]:
    series = series_of(outlook, Outcome.POWER, Scope.ALL)
    row = [
        outlook.scenario.title.of(language),
        *(_told(series, last_of_year(outlook.quarters, year), language) for year in years),
    ]
    spent = series_of(outlook, SPENT, Scope.ALL)
    row.append(_told(spent, last_of_year(outlook.quarters, years[0]), language))
    dated = [
        each for each in outlook.promises if each.odds_by_date is not None and each.phase in live
    ]
    kept = sum(each.odds_by_date or 0.0 for each in dated)
    row.append(f"{number(round(kept), language)} / {len(dated)}")
    return row


def _difference(first: Outlook, other: Outlook, year: int, paper: Paper) -> str:
    """How much more or less power a scenario gives than the first, on average."""
    means = []
    for outlook in (first, other):
        series = series_of(outlook, Outcome.POWER, Scope.ALL)
        at = last_of_year(outlook.quarters, year)
        means.append(series.bands[at].mean if series is not None else 0.0)
    gap = means[1] - means[0]
    key = "outlook.more" if gap >= 0 else "outlook.less"
    return paper.say.say(
        key,
        scenario=other.scenario.title.of(paper.language),
        first=first.scenario.title.of(paper.language),
        power=quantity(abs(gap), Outcome.POWER, paper.language),
        year=year,
    )


def _head(desk: Desk, paper: Paper) -> None:
    outlook, language, say = desk.outlook, paper.language, paper.say
    paper.title(f"{headline(desk).plain()}.")
    paper.line(
        say.say(
            "outlook.drawn",
            draws=number(outlook.draws, language),
            scenario=outlook.scenario.title.of(language),
            day=period(outlook.as_of.isoformat(), language),
        )
    )
    if outlook.scenario.says.of(language):
        paper.line(outlook.scenario.says.of(language), style="dim")
    for given in outlook.given:
        condition, kept = given.of(language), number(outlook.kept, language)
        paper.line(say.say("outlook.given", condition=condition, kept=kept))
    paper.blank()


def _years(desk: Desk, paper: Paper) -> None:
    """Year by year: what is promised beside what is expected."""
    language, say = paper.language, paper.say
    told = promised(desk.plan, desk.times, lambda phase: phase.power_mw)
    shown = [each for name in _YEARS if (each := desk.series(name, Scope.ALL)) is not None]
    heads = [say.say("outlook.column.promised")]
    heads += [OUTCOMES[each.outcome.value].of(language) for each in shown]
    rows = []
    for at, name in enumerate(desk.outlook.quarters):
        if name.endswith("Q4"):
            cells = [power(rounded(float(told.said[at])), language)]
            cells += [_yearly(each, at, language) for each in shown]
            rows.append([name[:4], *cells])
    head = [say.say("outlook.column.year"), *heads]
    while len(head) > _FEWEST and _too_wide(head, rows, paper.width):
        head, rows = head[:-1], [row[:-1] for row in rows]
    paper.heading(say.say("outlook.years"))
    paper.table(head, rows, least=_YEAR_WIDTH)
    ends = [at for at, name in enumerate(desk.outlook.quarters) if name.endswith("Q4")]
    if any(is_half_nothing(each.bands[at]) for each in shown for at in ends):
        paper.line(say.say("outlook.half_nothing"), indent=2, style="dim")
    paper.blank()


def _too_wide(head: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    needed = columns_needed(head, rows)
    return sum(needed) + 2 * len(needed) + _YEAR_WIDTH > width - 2


def _yearly(series: Series, at: int, language: str) -> str:
    """At the end of a year, or for what is counted over time, over it."""
    if series.outcome.value in _FLOWS:
        return _over_year(series, at, language)
    return _told(series, at, language)


def _told(series: Series | None, at: int, language: str) -> str:
    """The middle, and nine draws in ten."""
    if series is None:
        return ""
    return middle_and_range(series.bands[at], series.outcome, language)


def _over_year(series: Series, at: int, language: str) -> str:
    if at < 3:
        return ""
    total = sum(band.mean for band in series.bands[at - 3 : at + 1])
    return quantity(total, series.outcome, language)


def _parts(desk: Desk, paper: Paper, by: Scope, *, everything: bool) -> None:
    language, say = paper.language, paper.say
    year, last = key_year(desk.plan, desk.times), int(desk.outlook.quarters[-1][:4])
    outcome = SPENT if by is Scope.INVESTOR else Outcome.POWER.value
    found = [
        each
        for each in desk.outlook.series
        if each.scope is by and each.outcome.value == outcome and each.bands[-1].quantiles[-1] > 0
    ]
    found.sort(key=lambda each: (-each.bands[-1].mean, each.of))
    if not found:
        return
    shown = found if everything else found[:_MOST_PARTS]
    years = list(dict.fromkeys((year, last)))
    key = "spent" if by is Scope.INVESTOR else "power"
    paper.heading(say.say(f"outlook.by.{by.value}"))
    head = [
        say.say(f"outlook.column.{by.value}"),
        *(say.say(f"outlook.column.{key}", year=each) for each in years),
        say.say("outlook.column.first"),
    ]
    paper.table(head, [_part_row(desk, each, years, language) for each in shown])
    if len(shown) < len(found):
        paper.line(say.say("outlook.more_parts", count=len(found) - len(shown)), indent=2)
    paper.blank()


def _part_row(desk: Desk, series: Series, years: Sequence[int], language: str) -> list[str]:
    quarters = desk.outlook.quarters
    first = first_quarter(series.bands, quarters, 0.5)
    return [
        series.title.of(language) or series.of,
        *(
            mean_and_range(series.bands[last_of_year(quarters, year)], series.outcome, language)
            for year in years
        ),
        "–" if first is None else quarter(quarters[first], language),
    ]


def _promises(desk: Desk, paper: Paper, *, everything: bool) -> None:
    language, say = paper.language, paper.say
    phases = {phase.id: phase for phase in desk.plan.phases}
    found = standing(desk)
    found.sort(key=lambda each: (-_stated(each), each.phase))
    if not found:
        return
    shown = found if everything else found[:_MOST_PROMISES]
    rows = [
        [
            promise_title(desk, each, phases[each.phase]),
            plan_power(phases[each.phase].power_mw, language),
            short_period(each.promised_by, language) if each.promised_by else "–",
            quantity(each.expected_mw.mean, Outcome.POWER, language),
            "–" if each.odds_by_date is None else short_odds(each.odds_by_date, language),
            short_odds(each.odds_ever, language),
        ]
        for each in shown
    ]
    paper.heading(say.say("outlook.promises"))
    names = ("promise", "promised", "by", "expected", "on_time", "ever")
    paper.table([say.say(f"outlook.column.{name}") for name in names], rows)
    if len(shown) < len(found):
        paper.line(say.say("outlook.more_promises", count=len(found) - len(shown)), indent=2)
    paper.blank()
    needing = [each for each in shown if each.would_need]
    if not needing:
        return
    paper.heading(say.say("outlook.needs"))
    for each in needing if everything else needing[:_MOST_NEEDS]:
        # A thin space that does not break, as French sets before a semicolon.
        stop = "\u202f; " if language == "fr" else "; "
        needs = stop.join(need.of(language) for need in each.would_need[:_NEEDS_EACH])
        title = promise_title(desk, each, phases[each.phase])
        paper.line(f"{title} – {needs}", indent=2, hang=2)
    paper.blank()


def _stated(each: PromiseOdds) -> float:
    return each.promised_mw[1] or each.promised_mw[0] or 0.0


def _foot(outlook: Outlook, paper: Paper) -> None:
    paper.line(paper.say.say("outlook.foot", seed=outlook.seed), style="dim")
