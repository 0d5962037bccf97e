"""What would be built, project by project: what is said, what is inferred, what is questioned."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from grandlivre.base.wording import joined, number, period
from grandlivre.ledger.model import Words
from grandlivre.ledger.words import money, power
from grandlivre.programme.model import Figure, Flag, Mark, NotBuilt, Phase, Plan, Project
from grandlivre.report.answers.paper import Paper, short, with_dates
from grandlivre.report.findings import country_name

_MEGA = Decimal(10) ** 6
_HUNDRED = 100
_MOST_COUNTRIES = 8
_TILDE = "~"
"""Before a figure: it was worked out, nobody says it."""


def plan_answer(
    paper: Paper,
    plan: Plan,
    titles: Mapping[str, Words],
    *,
    only_flags: bool = False,
    everything: bool = False,
) -> str:
    """Write a plan for people, the largest project first.

    Parameters
    ----------
    paper
        Language, width and colour.
    plan
        From `grandlivre.programme.assemble`.
    titles
        Of the ledger's entries and programmes, by id.
    only_flags
        True to show only what is questioned.
    everything
        True to list also what builds nothing, and why.
    """
    say = paper.say.say
    live = [each for each in plan.projects if not each.is_cancelled]
    if not plan.projects:
        paper.title(say("plan.nothing"))
    else:
        paper.title(_finding(paper, live))
        paper.line(say("plan.as_of", day=period(plan.as_of.isoformat(), paper.language)))
        paper.line(say("plan.marks"), style="dim")
    flags = {each.id: [flag for flag in plan.flags if flag.project == each.id] for each in live}
    for project in sorted(plan.projects, key=_rank):
        found = flags.get(project.id, [])
        if found or not only_flags:
            paper.blank()
            _project(paper, project, plan, found, only_flags=only_flags)
    if only_flags:
        if not plan.flags:
            paper.line(say("plan.no_flags"))
        return paper.text()
    _envelopes(paper, plan)
    _not_built(paper, plan.not_built, titles, everything=everything)
    return paper.text()


def elsewhere_answer(paper: Paper, country: str, others: Sequence[str]) -> str:
    """Say that nothing of a ledger lies in a country, and where its entries lie.

    Parameters
    ----------
    paper
        Language, width and colour.
    country
        ISO 3166-1 code of the country that was asked for.
    others
        Codes of those that entries lie in, those with most entries first.
    """
    say, language = paper.say.say, paper.language
    named = [f"{country_name(code, language)} ({code})" for code in others[:_MOST_COUNTRIES]]
    more = len(others) - len(named)
    listed = joined(named, language)
    if more > 0:
        listed = f"{', '.join(named)} {say('count.more', count=more)}"
    paper.title(say("plan.elsewhere", country=country_name(country, language)))
    paper.line(say("plan.others", countries=listed))
    return paper.text()


def figure_words(figure: Figure, kind: str, language: str) -> str:
    """A figure with its mark: as it is where said, after a tilde where inferred, ? where unknown.

    Parameters
    ----------
    figure
        Of megawatts, euros or accelerators.
    kind
        ``power``, ``money`` or ``count``.
    language
        ``fr`` or ``en``.
    """
    if figure.mark is Mark.UNKNOWN or figure.best is None:
        return "?"
    mark = _TILDE if figure.mark is Mark.INFERRED else ""
    if kind == "power":
        return mark + power(figure.best * _MEGA).of(language)
    if kind == "money":
        return mark + money(figure.best).of(language)
    told = figure.best
    if mark and told >= _HUNDRED:
        # What was worked out is known to two digits at most.
        told = told.quantize(Decimal(1).scaleb(told.adjusted() - 1))
    return mark + number(told, language)


def _finding(paper: Paper, live: Sequence[Project]) -> str:
    phases = [phase for project in live for phase in project.phases]
    language = paper.language
    every, said, euros = Decimal(0), Decimal(0), Decimal(0)
    for phase in phases:
        every += phase.power_mw.best or 0
        # Arithmetic on what is said, such as a step between two totals, is still said.
        said += (phase.power_mw.best or 0) if not phase.power_mw.assumes else 0
        euros += phase.capex_eur.best or 0
    return paper.say.say(
        "plan.finding",
        projects=len(live),
        power=power(every * _MEGA).of(language),
        said=power(said * _MEGA).of(language),
        rest=power((every - said) * _MEGA).of(language),
        money=money(euros).of(language),
    )


def _rank(project: Project) -> tuple[bool, Decimal, Decimal, str]:
    size = sum((each.power_mw.best or Decimal(0) for each in project.phases), Decimal(0))
    cost = sum((each.capex_eur.best or Decimal(0) for each in project.phases), Decimal(0))
    return (project.is_cancelled, -size, -cost, project.id)


def _project(
    paper: Paper, project: Project, plan: Plan, flags: Sequence[Flag], *, only_flags: bool
) -> None:
    say, language = paper.say.say, paper.language
    paper.spans(
        (
            (project.title.of(language), "strike" if project.is_cancelled else "bold"),
            (f"  {short(project.id)}", "dim"),
        ),
        hang=3,
    )
    if not only_flags:
        told = [say(f"plan.kind.{project.kind.value}")]
        if project.is_cancelled:
            told.append(say("plan.cancelled"))
        if project.takes_over is not None:
            before = next(each for each in plan.projects if each.id == project.takes_over)
            told.append(say("plan.takes_over", project=before.title.of(language)))
        told.extend(_site_words(paper, project, plan))
        paper.line(" · ".join(told), indent=3, hang=2, style="dim")
        for phase in project.phases:
            _phase(paper, phase, is_only=len(project.phases) == 1)
    for flag in flags:
        says = with_dates(flag.says.of(language), language)
        paper.line(f"! {says}", indent=3, hang=2)


def _site_words(paper: Paper, project: Project, plan: Plan) -> list[str]:
    """The grid's steps and the hectares of its site."""
    say, language = paper.say.say, paper.language
    site = next(each for each in plan.sites if each.id == project.phases[0].site)
    found = []
    if site.area_ha.best is not None:
        found.append(say("plan.area", area=number(site.area_ha.best, language)))
    if site.tranches:
        steps = [
            power(each.total_mw * _MEGA).of(language)
            + (f" ({period(each.by, language)})" if each.by else "")
            for each in site.tranches
        ]
        word = "plan.fast_track" if site.is_fast_track else "plan.grid"
        found.append(say(word, steps=", ".join(steps)))
    return found


def _phase(paper: Paper, phase: Phase, *, is_only: bool) -> None:
    say, language = paper.say.say, paper.language
    parts = [
        figure_words(phase.power_mw, "power", language),
        figure_words(phase.capex_eur, "money", language),
    ]
    if phase.accelerators.best is not None:
        chips = figure_words(phase.accelerators, "count", language)
        kind = f" {phase.generation}" if phase.generation else ""
        parts.append(f"{chips} {say('plan.accelerators')}{kind}")
    parts.append(say(f"plan.gate.{phase.reached.value}"))
    energised = next((each for each in phase.milestones if each.gate.value == "energised"), None)
    if energised is not None:
        mark = _TILDE if energised.mark is Mark.INFERRED else ""
        parts.append(say("plan.by", date=mark + period(energised.by, language)))
    lead = "" if is_only else f"{phase.order}. "
    paper.line(lead + " · ".join(parts), indent=3, hang=3)
    for name, figure in (("power", phase.power_mw), ("money", phase.capex_eur)):
        how = with_dates(figure.how.of(language), language)
        if how:
            paper.line(say(f"plan.how.{name}", how=how), indent=6, hang=2, style="dim")


def _envelopes(paper: Paper, plan: Plan) -> None:
    if not plan.envelopes:
        return
    language = paper.language
    paper.blank()
    paper.heading(paper.say.say("plan.envelopes"))
    paper.line(paper.say.say("plan.envelopes_note"), style="dim")
    for each in plan.envelopes:
        words = figure_words(each.remainder_eur, "money", language)
        how = each.remainder_eur.how.of(language)
        paper.line(f"{words}  {each.title.of(language)}: {how}", indent=3, hang=2)


def _not_built(
    paper: Paper, not_built: Sequence[NotBuilt], titles: Mapping[str, Words], *, everything: bool
) -> None:
    if not not_built:
        return
    say, language = paper.say.say, paper.language
    paper.blank()
    paper.heading(say("plan.not_built", count=len(not_built)))
    reasons: dict[str, list[str]] = {}
    for each in not_built:
        title = titles[each.entry].of(language) if each.entry in titles else short(each.entry)
        reasons.setdefault(each.reason.of(language), []).append(title)
    for reason, found in sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        paper.line(f"{len(found)}  {reason}", indent=3, hang=4)
        for title in found if everything else ():
            paper.line(f"– {title}", indent=7, hang=2, style="dim")
    if not everything:
        paper.line(say("plan.more"), style="dim")
