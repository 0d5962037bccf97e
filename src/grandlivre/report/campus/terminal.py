"""A campus' year on a terminal: the finding, a scorecard, tenants, power, and a small picture."""

from collections.abc import Sequence

import numpy as np

from grandlivre.base.wording import number
from grandlivre.campus.operate.year import CampusYear
from grandlivre.report.answers import Paper
from grandlivre.report.campus.comparison import (
    COLUMNS,
    cell_texts,
    event_note,
    event_title,
    gap_texts,
)
from grandlivre.report.campus.readings import (
    MONTH_DAYS,
    Totals,
    class_readings,
    kept_share,
    tenant_readings,
    totals,
    totals_of,
)
from grandlivre.report.campus.section import deck, headline
from grandlivre.report.campus.sheet import Sheet, sheet_of
from grandlivre.report.campus.texts import CLASSES, rule, said
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
    wait,
)
from grandlivre.report.outlook.words import capital

_BLOCKS = "▁▂▃▄▅▆▇█"
_WEEKS = 52
_NAME_WIDTH = 18
_WIDE = 64
"""A picture of 52 weeks wants so many columns."""


def campus_answer(year: CampusYear, paper: Paper, *, everything: bool = False) -> str:
    """A year for people.

    Parameters
    ----------
    year
        What to tell.
    paper
        What to write on.
    everything
        Whether to tell also of classes of jobs, months and checks by rule.
    """
    sheet = sheet_of(year, paper.language)
    sums = totals_of(sheet.found, kept_share(year))
    paper.title(f"{headline(sheet, sums).plain()}.")
    paper.line(deck(sheet, sums), style="dim")
    paper.blank()
    _scorecard(sums, paper)
    _tenants(sheet, paper)
    _classes(year, paper)
    _power(year, sums, paper)
    _audit(year, paper, everything=everything)
    return paper.text()


def _scorecard(sums: Totals, paper: Paper) -> None:
    say, language = paper.say, paper.language
    rows = [
        ("utilisation", share(sums.utilisation, language)),
        ("goodput", share(sums.kept, language, 1)),
        ("sold", count(sums.sold_hours, language)),
        ("jobs", f"{count(sums.finished, language)} / {count(sums.jobs, language)}"),
    ]
    if sums.tokens:
        rows += [
            ("slo", share(sums.attainment, language, 1)),
            ("tokens", tokens(sums.tokens, language)),
        ]
    paper.heading(say.say("campus.scorecard"))
    _facts(paper, [(say.say(f"campus.score.{key}"), told) for key, told in rows])
    paper.blank()


def _facts(paper: Paper, facts: Sequence[tuple[str, str]]) -> None:
    """Labels and figures, the figures under one another where there is room."""
    widest = max(len(label) for label, _ in facts) + 2
    for label, told in facts:
        shown = f"{label:<{widest}}" if paper.width >= _WIDE else f"{label}  "
        paper.spans(((shown, "dim"), (told, "bold")), indent=2, hang=2)


def _tenants(sheet: Sheet, paper: Paper) -> None:
    year, language = sheet.year, paper.language
    titles = {tenant.name: tenant.title.of(language) for tenant in year.design.tenants}
    names = ("tenant", "held", "entitled", "asked", "hours", "wait", "slo", "budget")
    rows = []
    for each in sorted(tenant_readings(year, sheet.found), key=lambda one: -one.held):
        waits = "–"
        if each.wait_h is not None:
            waits = " · ".join(wait(hours, language) for hours in each.wait_h)
        rows.append(
            [
                titles[each.name],
                share(each.held, language),
                share(each.entitled, language),
                share(each.asked, language),
                count(each.held_hours, language),
                waits,
                "–" if each.attainment is None else share(each.attainment, language, 1),
                "–" if each.budget is None else share(each.budget, language),
            ]
        )
    head = [said(f"col_{name}", language) for name in names]
    paper.heading(paper.say.say("campus.tenants"))
    paper.table(head, rows, least=_NAME_WIDTH, is_parted=True)
    paper.blank()


def _classes(year: CampusYear, paper: Paper) -> None:
    language = paper.language
    rows = []
    for each in class_readings(year):
        half, most = each.wait_h or (float("nan"), float("nan"))
        rows.append(
            [
                capital(CLASSES[each.kind].of(language)),
                count(each.jobs, language),
                count(each.used_hours, language),
                share(each.kept, language, 1),
                f"{wait(half, language)} · {wait(most, language)}",
                energy(each.energy_mwh, language),
            ]
        )
    if rows:
        names = ("class", "jobs", "used", "kept", "wait", "energy")
        paper.heading(paper.say.say("campus.classes"))
        paper.table([said(f"col_{name}", language) for name in names], rows)
        paper.blank()


def _power(year: CampusYear, sums: Totals, paper: Paper) -> None:
    say, language, power = paper.say, paper.language, year.power
    own = float(power.solar_mw.sum())
    per_mwh = sums.cost_eur / sums.site_mwh if sums.site_mwh else 0.0
    span = f"{megawatts(sums.least_mw, language)} – {megawatts(sums.peak_mw, language)}"
    water = rate(sums.wue_l_per_kwh, "L/kWh", language, 2)
    contracts = tonnes(sums.market_carbon_t, language)
    rows = [
        ("site", f"{energy(sums.site_mwh, language)} ({span})"),
        ("cap", megawatts(float(power.cap_mw.max()), language)),
        ("pue", f"{plain(sums.pue, language, 4)} · {water}"),
        ("cost", f"{euros(sums.cost_eur, language)} ({rate(per_mwh, '€/MWh', language)})"),
        ("carbon", f"{tonnes(sums.carbon_t, language)} · {contracts}"),
        ("ramp", rate(sums.ramp_mw, "MW/h", language)),
    ]
    if own:
        rows.append(("solar", energy(own, language)))
    if sums.recovered_mwh:
        rows.append(("heat", energy(sums.recovered_mwh, language)))
    if sums.unserved_mwh:
        rows.append(("unserved", energy(sums.unserved_mwh, language)))
    paper.heading(say.say("campus.power"))
    _facts(paper, [(say.say(f"campus.power.{key}"), told) for key, told in rows])
    if paper.width >= _WIDE and year.hours >= 24 * 7 * _WEEKS:
        _picture(year, paper)
    paper.blank()


def _picture(year: CampusYear, paper: Paper) -> None:
    """Weeks of the year as blocks, from nought to the cap."""
    hours = 24 * 7
    weeks = year.power.site_mw[: _WEEKS * hours].reshape(_WEEKS, hours).mean(axis=1)
    top = max(float(year.power.cap_mw.max()), float(weeks.max()), 1e-9)
    if not np.isfinite(top):
        top = float(weeks.max())
    marks = np.clip((weeks / top * len(_BLOCKS)).astype(int), 0, len(_BLOCKS) - 1)
    paper.blank()
    paper.line(paper.say.say("campus.picture"), indent=2, style="dim")
    paper.line("".join(_BLOCKS[at] for at in marks), indent=2)
    paper.line(_months(), indent=2, style="dim")


def _months() -> str:
    """Numbers of the months under their first week."""
    line = [" "] * _WEEKS
    at = 0
    for number_of, length in enumerate(MONTH_DAYS, 1):
        place = at // 7
        for offset, digit in enumerate(str(number_of)):
            if place + offset < _WEEKS:
                line[place + offset] = digit
        at += length
    return "".join(line).rstrip()


def _audit(year: CampusYear, paper: Paper, *, everything: bool) -> None:
    say, language, audit = paper.say, paper.language, year.audit
    many = number(sum(audit.checks.values()), language, 12)
    key = "campus.breaches" if audit.breaches else "campus.no_breach"
    told = say.say(key, checks=many, breaches=len(audit.breaches), digest=audit.digest[:12])
    paper.line(told, style="bold" if audit.breaches else "")
    if everything or audit.breaches:
        checks = audit.checks.items()
        _facts(
            paper, [(rule(name, language), number(times, language, 12)) for name, times in checks]
        )
    paper.line(say.say("campus.foot", seed=year.options.seed), style="dim")


def comparison_answer(years: Sequence[CampusYear], paper: Paper) -> str:
    """The undisturbed year first, then what each event changes.

    Parameters
    ----------
    years
        The first is the undisturbed one; the others have an event each.
    paper
        What to write on.
    """
    language, say = paper.language, paper.say
    base, *others = years
    sums = totals(base)
    found = [(year, totals(year)) for year in others]
    worst, lost = min(found, key=lambda pair: pair[1].useful_hours)
    gap = sums.useful_hours - lost.useful_hours
    if gap > 1e-9 * max(sums.useful_hours, 1.0):
        title = say.say(
            "campus.compared",
            event=event_title(worst, language),
            hours=f"{count(gap, language)}\u00a0h",
            share=share(gap / sums.useful_hours, language, 2),
        )
    else:
        title = said("compared_none", language) + "."
    paper.title(title)
    paper.line(
        say.say(
            "campus.compared_with",
            campus=base.design.title.of(language),
            year=base.options.year,
            seed=base.options.seed,
        ),
        style="dim",
    )
    paper.blank()
    head = [said("col_event", language), *(said(f"col_{name}", language) for name in COLUMNS)]
    rows = [[capital(said("base", language)), *cell_texts(sums, language)]]
    rows += [
        [event_title(year, language), *gap_texts(sums, other, language)] for year, other in found
    ]
    paper.table(head, rows)
    paper.blank()
    for year in others:
        notes = event_note(year, language)
        paper.line(f"{event_title(year, language)} – {notes}", indent=2, hang=2, style="dim")
    return paper.text()
