"""Campuses and events that come with the tool, on a terminal."""

from collections.abc import Mapping

from grandlivre.base.wording import short_period
from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.operate.model import Event
from grandlivre.report.answers import Paper
from grandlivre.report.campus.comparison import event_time
from grandlivre.report.campus.readings import of_design
from grandlivre.report.campus.texts import MARKS, said
from grandlivre.report.campus.words import count, megawatts, plain, share


def events_answer(events: Mapping[str, Event], paper: Paper, *, year: int) -> str:
    """What may befall a campus: each event's name, what it is, when, how much."""
    language, say = paper.language, paper.say
    paper.title(say.say("campus.events_known", number=len(events)))
    paper.blank()
    for name, event in events.items():
        paper.spans(((name, "bold"), (f"  {event.title.of(language)}", "")), indent=2, hang=2)
        paper.line(event_words(event, paper, year), indent=4, style="dim")
    return paper.text()


def event_words(event: Event, paper: Paper, year: int) -> str:
    """What an event does, in a line."""
    language, say = paper.language, paper.say
    part = share(event.share or 0.0, language)
    limit = say.say("campus.limit.share", share=part)
    if event.power_mw is not None:
        limit = megawatts(event.power_mw, language)
    what = say.say(
        f"campus.event.{event.kind.value}",
        limit=limit,
        degrees=plain(event.degrees_k or 0.0, language),
        share=part,
        target=_target(event, paper),
        days=event.days or 0,
        generation=event.generation or "",
    )
    when = event_time(event, year, language)
    return f"{what}, {when}" if when else what


def _target(event: Event, paper: Paper) -> str:
    """What an event hits, where its kind hits one thing; the usual one where none is named."""
    say = paper.say
    if not say.has(f"campus.usual.{event.kind.value}"):
        return ""
    if event.target is None:
        return say.say(f"campus.usual.{event.kind.value}")
    return say.say(f"campus.target.{event.kind.value}", target=event.target)


def designs_answer(designs: Mapping[str, CampusDesign], paper: Paper) -> str:
    """The campuses that come with the package."""
    language, say = paper.language, paper.say
    paper.title(say.say("campus.designs_known", number=len(designs)))
    paper.blank()
    for name, design in designs.items():
        size = megawatts(sum(phase.power_mw for phase in design.phases), language)
        many = f"{count(of_design(design), language)} {say.say('campus.accelerators')}"
        what = f"  {design.title.of(language)}, {size}, {many}"
        paper.spans(((name, "bold"), (what, "")), indent=2, hang=2)
        paper.line(design.says.of(language), indent=4, style="dim")
    return paper.text()


def design_answer(design: CampusDesign, paper: Paper) -> str:
    """One campus with what its figures rest on."""
    language, say = paper.language, paper.say
    size = megawatts(sum(phase.power_mw for phase in design.phases), language)
    paper.title(
        say.say(
            "campus.design",
            campus=design.title.of(language),
            power=size,
            accelerators=count(of_design(design), language),
            tenants=len(design.tenants),
        )
    )
    paper.line(design.says.of(language), style="dim")
    paper.blank()
    head = [say.say(f"campus.column.{name}") for name in ("phase", "power", "opens", "mark")]
    paper.heading(said("design_phases", language))
    paper.table(
        head,
        [
            [phase.name, megawatts(phase.power_mw, language), short_period(phase.opens, language),
             MARKS[phase.mark].of(language)]
            for phase in design.phases
        ],
    )  # fmt: skip
    paper.blank()
    names = ("pool", "count", "generation", "zone", "hall")
    paper.heading(said("design_pools", language))
    paper.table(
        [say.say(f"campus.column.{name}") for name in names],
        [
            [pool.name, count(pool.count, language), pool.generation, pool.zone, pool.hall]
            for pool in design.pools
        ],
    )
    paper.blank()
    _design_tenants(design, paper)
    _bases(design, paper)
    return paper.text()


def _design_tenants(design: CampusDesign, paper: Paper) -> None:
    language, say = paper.language, paper.say
    shares = sum(tenant.share for tenant in design.tenants) or 1.0
    rows = [
        [
            tenant.title.of(language),
            share(tenant.share / shares, language),
            ", ".join(tenant.zones),
            _budget(tenant.monthly_hours, language),
            share(tenant.quota, language),
            share(tenant.reserved, language) if tenant.reserved else "–",
        ]
        for tenant in design.tenants
    ]  # fmt: skip
    names = ("tenant", "share", "zones", "budget", "quota", "reserved")
    paper.heading(say.say("campus.tenants"))
    paper.table([say.say(f"campus.column.{name}") for name in names], rows)
    paper.blank()


def _budget(hours: float | None, language: str) -> str:
    return "–" if hours is None else f"{count(hours, language)}\u00a0h"


def _bases(design: CampusDesign, paper: Paper) -> None:
    if not design.basis:
        return
    paper.heading(paper.say.say("campus.bases"))
    for basis in design.basis:
        mark = MARKS[basis.mark].of(paper.language)
        paper.spans(((basis.field, "bold"), (f"  {mark}", "dim")), indent=2, hang=2)
        reason = basis.reason.of(paper.language)
        if reason.startswith(("http://", "https://")) and " " not in reason:
            paper.link(reason, indent=4)
        else:
            paper.line(reason, indent=4, style="dim")
