"""Projects held against what limits them: time, the grid, and the land of their site."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.periods import Period
from grandlivre.base.wording import NBSP
from grandlivre.ledger.model import Words
from grandlivre.programme.arithmetic import megawatts, number, tenths, with_unit
from grandlivre.programme.facts import Facts, Said
from grandlivre.programme.model import (
    Flag,
    FlagKind,
    Gate,
    Mark,
    Milestone,
    Phase,
    Project,
    Site,
    Tranche,
)
from grandlivre.programme.pairing import Making
from grandlivre.programme.spreads import rounded
from grandlivre.programme.timing import is_past, years_between, years_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What checks look at."""

    projects: Sequence[Project]
    sites: Mapping[str, Site]
    facts: Facts
    making: Making


def date_flags(checks: Checks) -> Iterable[Flag]:
    """Dates before what connecting and building usually take, and dates that have passed."""
    making = checks.making
    for project in checks.projects:
        for phase in project.phases:
            promised = _promised(phase)
            if promised is None or is_past(phase.reached, Gate.ENERGISED):
                continue
            site = checks.sites[phase.site]
            usual = years_left(phase.reached, making.reference, is_fast_track=site.is_fast_track)
            value = rounded(years_between(making.as_of, Period.parse(promised.by).last))
            if value >= usual.low:
                continue
            yield Flag(
                kind=FlagKind.DATE_TOO_EARLY,
                project=project.id,
                phase=phase.id,
                value=value,
                low=rounded(usual.low),
                high=rounded(usual.high),
                unit="years",
                says=_early(promised.by, value, usual.low, usual.high),
                basis=(
                    *promised.basis,
                    "secure_years",
                    "permit_years",
                    "construction_months",
                    "connection_years_fast_track"
                    if site.is_fast_track
                    else "connection_years_ordinary",
                ),
            )


def _early(by: str, value: Decimal, low: Decimal, high: Decimal) -> Words:
    least, most = tenths(low), tenths(high)
    if value < 0:
        return Words(
            fr=f"{by} est passé, et aucun texte ne dit que le courant y est",
            en=f"{by} has passed, and no text says that power flows",
        )
    left = tenths(value)
    return Words(
        fr=f"{by} est dans {left.fr} an{'s' if value >= 2 else ''}\u00a0; ce qui reste à faire en "
        f"prend {least.fr} à {most.fr} d’ordinaire",
        en=f"{by} is {left.en} years away; what is left to do usually takes {least.en} to "
        f"{most.en}",
    )


def tranche_flags(checks: Checks) -> Iterable[Flag]:
    """More power by a date than the grid's contract gives by then."""
    for project in checks.projects:
        site = checks.sites[project.phases[0].site]
        dated = [each for each in site.tranches if each.by is not None]
        if not dated or not any(each.site == site.id for each in project.phases):
            continue
        worst = _worst(project, dated, checks.facts, site)
        if worst is None:
            continue
        said, given = worst
        size, by = megawatts(said.value), said.by or ""
        granted = megawatts(given.total_mw) if given is not None else None
        first = min(dated, key=lambda each: Period.parse(each.by or "").last)
        start = megawatts(first.total_mw)
        yield Flag(
            kind=FlagKind.ABOVE_TRANCHE,
            project=project.id,
            phase=None,
            value=rounded(said.value),
            low=None,
            high=Decimal(0) if given is None else given.total_mw,
            unit="MW",
            says=Words(
                fr=f"{size.fr} promis pour {by}, quand le réseau en donne "
                + (
                    f"{granted.fr} ({given.by})"
                    if given is not None and granted is not None
                    else f"{start.fr} en {first.by} seulement"
                ),
                en=f"{size.en} promised by {by}, where the grid gives "
                + (
                    f"{granted.en} ({given.by})"
                    if given is not None and granted is not None
                    else f"{start.en} only in {first.by}"
                ),
            ),
            basis=(*said.claims, *(key for each in dated for key in each.basis)),
        )


def _worst(
    project: Project, dated: Sequence[Tranche], facts: Facts, site: Site
) -> tuple[Said, Tranche | None] | None:
    """Of the promises above what the grid gives by their date, the one that most texts tell."""
    whole = sum((each.power_mw.best or Decimal(0) for each in project.phases), Decimal(0))
    granted = {key for each in dated for key in each.basis}
    promised: dict[tuple[str, Decimal], list[Said]] = defaultdict(list)
    for key in project.entries:
        for said in facts.powers.get(key, ()):
            here = all(town.key == _key(site) for town in said.towns)
            if said.by and here and said.value <= whole and not granted & set(said.claims):
                promised[said.by, said.value].append(said)
    found: tuple[float, Decimal, Said, Tranche | None] | None = None
    for (by, value), told in promised.items():
        given = [
            each for each in dated if Period.parse(each.by or "").last <= Period.parse(by).last
        ]
        last = max(given, key=lambda each: each.total_mw, default=None)
        over = value - (last.total_mw if last is not None else Decimal(0))
        weight = sum(each.weight for each in told)
        if over > 0 and (found is None or (weight, over) > found[:2]):
            found = weight, over, told[0], last
    return None if found is None else found[2:]


def area_flags(checks: Checks) -> Iterable[Flag]:
    """More megawatts than the site's hectares usually hold."""
    spread = checks.making.reference.spread("area_mw_per_ha")
    for site in checks.sites.values():
        if site.area_ha.best is None or site.area_ha.mark is not Mark.SAID:
            continue
        here = [
            (project, phase)
            for project in checks.projects
            for phase in project.phases
            if phase.site == site.id and phase.power_mw.best is not None
        ]
        power = sum((phase.power_mw.best or Decimal(0) for _, phase in here), Decimal(0))
        value = rounded(power / site.area_ha.best)
        if not here or value <= spread.high:
            continue
        size, area = megawatts(power), with_unit(site.area_ha.best, "ha")
        per, most = number(value), number(spread.high)
        yield Flag(
            kind=FlagKind.AREA,
            project=here[0][0].id,
            phase=None,
            value=value,
            low=spread.low,
            high=spread.high,
            unit="MW/ha",
            says=Words(
                fr=f"{size.fr} sur {area.fr}, c’est {per.fr}{NBSP}MW/ha, plus que les "
                f"{most.fr} usuels",
                en=f"{size.en} on {area.en} is {per.en} MW/ha, more than the usual {most.en}",
            ),
            basis=(*site.area_ha.basis, "area_mw_per_ha"),
        )


def _promised(phase: Phase) -> Milestone | None:
    """The date by which a text says that power is to flow."""
    return next(
        (
            each
            for each in phase.milestones
            if each.gate is Gate.ENERGISED and each.mark is Mark.SAID
        ),
        None,
    )


def _key(site: Site) -> str:
    return "" if site.place is None else site.place.key
