"""What an entry or a place would build, with its odds."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from grandlivre.programme.model import Mark
from grandlivre.report.outlook.promised import in_service, phase_id
from grandlivre.report.outlook.promises import odds_dots
from grandlivre.report.outlook.words import (
    by_date,
    gate_words,
    mark_words,
    odds,
    plan_money,
    plan_power,
)
from grandlivre.report.pages import index
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import PageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One phase: what is said of it, what follows, and what to expect."""

    url: str
    title: str
    place: str
    place_url: str
    reached: str
    reached_key: str
    power: str
    power_mark: str
    power_note: str
    cost: str
    cost_mark: str
    cost_note: str
    by: str
    odds: str
    dots: Markup
    odds_ever: str
    dots_ever: Markup
    ever: str
    needs: tuple[str, ...]


def built_views(frame: Frame, found: Iterable[index.Built]) -> list[Built]:
    """Phases in words."""
    ordered = sorted(found, key=lambda each: (each.phase.project, each.phase.order))
    return [_view(frame, each) for each in ordered]


def _view(frame: Frame, built: index.Built) -> Built:
    language, phase, chance = frame.language, built.phase, built.odds
    prospect = frame.index.edition.prospect
    project = (
        next((each for each in prospect.plan.projects if each.id == phase.project), None)
        if prospect
        else None
    )
    title = phase.title.of(language)
    if project is not None and project.title.of(language) not in title:
        whole = project.title.of(language)
        title = whole if len(project.phases) == 1 else f"{whole}, {title}"
    place = built.site.place if built.site else None
    known = place is not None and place.key in frame.index.places
    milestone = in_service(phase)
    on_time = chance.odds_by_date if chance else None
    last = prospect.outlook.quarters[-1][:4] if prospect else ""
    return Built(
        url=frame.url(PageKind.OUTLOOK, anchor=phase_id(phase.id)),
        title=title,
        place=place.called(language) if place else "",
        place_url=frame.url(PageKind.PLACE, place.key) if place and known else "",
        reached=gate_words(phase.reached, language),
        reached_key=phase.reached.value,
        power="" if phase.power_mw.mark is Mark.UNKNOWN else plan_power(phase.power_mw, language),
        power_mark=phase.power_mw.mark.value,
        power_note=_note(phase.power_mw.mark, phase.power_mw.how.of(language), language),
        cost="" if phase.capex_eur.mark is Mark.UNKNOWN else plan_money(phase.capex_eur, language),
        cost_mark=phase.capex_eur.mark.value,
        cost_note=_note(phase.capex_eur.mark, phase.capex_eur.how.of(language), language),
        by=by_date(milestone.by if milestone else None, language),
        odds="" if on_time is None else odds(on_time, language),
        dots=Markup("") if on_time is None else odds_dots(on_time),
        odds_ever=odds(chance.odds_ever, language) if chance else "",
        dots_ever=odds_dots(chance.odds_ever) if chance else Markup(""),
        ever=frame.say("entry.odds_ever", year=last),
        needs=tuple(each.of(language) for each in chance.would_need) if chance else (),
    )


def _note(mark: Mark, how: str, language: str) -> str:
    if mark is not Mark.INFERRED:
        return how
    return f"{mark_words(mark, language)} · {how}" if how else mark_words(mark, language)
