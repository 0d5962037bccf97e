"""What an analyst would question: figures out of their reference range, with the arithmetic."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.periods import Period
from grandlivre.ledger.model import Commitment, Words
from grandlivre.ledger.words import NBSP
from grandlivre.programme.arithmetic import (
    euros,
    megawatts,
    number,
    said_money,
    with_unit,
)
from grandlivre.programme.facts import Facts, Said
from grandlivre.programme.ladder import most_told
from grandlivre.programme.model import (
    Figure,
    Flag,
    FlagKind,
    Gate,
    Mark,
    Milestone,
    Phase,
    Project,
    ProjectClass,
    Site,
    Tranche,
)
from grandlivre.programme.phases import Making
from grandlivre.programme.spreads import rounded
from grandlivre.programme.timing import is_past, years_between, years_left

_MEGA = Decimal(10) ** 6
_KILO = Decimal(1000)
_CHIP_KINDS = frozenset({"ai_lab", "neocloud", "chipmaker"})
"""Parties that would put accelerators into what they build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What checks look at."""

    projects: Sequence[Project]
    sites: Mapping[str, Site]
    facts: Facts
    making: Making


def flags_of(
    projects: Sequence[Project], sites: Sequence[Site], facts: Facts, making: Making
) -> tuple[Flag, ...]:
    """Check projects against reference figures and against their sites.

    Parameters
    ----------
    projects, sites
        Of the plan.
    facts
        What claims say of power.
    making
        Entries, reference figures and the day of the plan.

    Returns
    -------
    tuple of Flag
        By kind; withdrawn projects are not checked. Only figures that texts state are checked:
        what was inferred fits its reference by construction.
    """
    checks = Checks(
        projects=[each for each in projects if not each.is_cancelled],
        sites={each.id: each for each in sites},
        facts=facts,
        making=making,
    )
    found = (
        *_euros_per_mw(checks),
        *_kilowatts(checks),
        *_dates(checks),
        *_tranches(checks),
        *_areas(checks),
        *_supply(checks),
    )
    return tuple(found)


def _euros_per_mw(checks: Checks) -> Iterable[Flag]:
    """Money over megawatts, entry by entry: both as the same texts state them."""
    reference = checks.making.reference
    hosting = reference.spread("capex_hosting_meur_per_mw")
    everything = reference.spread("capex_all_in_meur_per_mw")
    seen: set[str] = set()
    for project in checks.projects:
        if project.kind is ProjectClass.ENERGY:
            continue
        for key in project.entries:
            entry = checks.making.entries[key]
            power = most_told(checks.facts.powers.get(key, ()))
            money = said_money(entry)
            if key in seen or power is None or money.best is None:
                continue
            seen.add(key)
            value = rounded(money.best / power.best / _MEGA) if power.best else Decimal(0)
            with_chips = _holds_chips(entry, project)
            low = everything.low if with_chips else hosting.low
            if low <= value <= everything.high:
                continue
            hint = _hint_of_price(value, hosting.low, hosting.high, everything.high)
            sums, size = euros(money.best), megawatts(power.best or Decimal(0))
            per = number(value)
            yield Flag(
                kind=FlagKind.EUROS_PER_MW,
                project=project.id,
                phase=None,
                value=value,
                low=low,
                high=everything.high,
                unit="M EUR/MW",
                says=Words(
                    fr=f"{sums.fr} pour {size.fr}, c’est {per.fr}{NBSP}M€/MW\u00a0: {hint.fr}",
                    en=f"{sums.en} for {size.en} is €{per.en}m/MW: {hint.en}",
                ),
                basis=(
                    key,
                    *power.basis,
                    "capex_hosting_meur_per_mw",
                    "capex_all_in_meur_per_mw",
                ),
            )


def _hint_of_price(value: Decimal, least: Decimal, shell: Decimal, most: Decimal) -> Words:
    """What euros per megawatt out of range suggest."""
    if value < least / 2:
        return Words(
            fr="moins que les seuls bâtiments, donc une première phase ou une part de l’argent",
            en="less than the buildings alone, so a first phase or a part of the money",
        )
    if value <= shell:
        return Words(
            fr="des bâtiments sans les puces, ou une première phase",
            en="buildings without chips, or a first phase",
        )
    if value <= most:
        return Words(
            fr="plus que des bâtiments, moins qu’un site plein de puces",
            en="more than buildings, less than a site full of chips",
        )
    return Words(
        fr="plus qu’un site plein de puces, donc des mégawatts d’une partie seulement",
        en="more than a site full of chips, so megawatts of a part only",
    )


def _kilowatts(checks: Checks) -> Iterable[Flag]:
    reference = checks.making.reference
    spread = reference.spread("all_in_power_kw")
    for project in checks.projects:
        power = _said_sum(each.power_mw for each in project.phases)
        chips = _said_sum(each.accelerators for each in project.phases)
        if not power or not chips:
            continue
        value = rounded(power * _KILO / chips)
        if spread.low <= value <= spread.high:
            continue
        size, count, each = megawatts(power), number(chips), with_unit(value, "kW")
        hint = (
            Words(
                fr="trop peu, donc une part seulement des mégawatts, ou trop d’accélérateurs",
                en="too little, so only a part of the megawatts, or too many accelerators",
            )
            if value < spread.low
            else Words(
                fr="trop, donc de la place pour d’autres, ou les accélérateurs d’une phase",
                en="too much, so room for others, or the accelerators of one phase",
            )
        )
        yield Flag(
            kind=FlagKind.KW_PER_ACCELERATOR,
            project=project.id,
            phase=None,
            value=value,
            low=spread.low,
            high=spread.high,
            unit="kW",
            says=Words(
                fr=f"{size.fr} pour {count.fr} accélérateurs, c’est {each.fr} chacun\u00a0: "
                f"{hint.fr}",
                en=f"{size.en} for {count.en} accelerators is {each.en} each: {hint.en}",
            ),
            basis=(
                *_basis(project, "power_mw"),
                *_basis(project, "accelerators"),
                "all_in_power_kw",
            ),
        )


def _dates(checks: Checks) -> Iterable[Flag]:
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
                low=usual.low,
                high=usual.high,
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
    least, most = number(low), number(high)
    if value < 0:
        return Words(
            fr=f"{by} est passé, et aucun texte ne dit que le courant y est",
            en=f"{by} has passed, and no text says that power flows",
        )
    left = number(value)
    return Words(
        fr=f"{by} est dans {left.fr} an{'s' if value >= 2 else ''}\u00a0; ce qui reste à faire en "
        f"prend {least.fr} à {most.fr} d’ordinaire",
        en=f"{by} is {left.en} years away; what is left to do usually takes {least.en} to "
        f"{most.en}",
    )


def _tranches(checks: Checks) -> Iterable[Flag]:
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


def _areas(checks: Checks) -> Iterable[Flag]:
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


def _supply(checks: Checks) -> Iterable[Flag]:
    """More accelerators in one phase than the country usually gets in a year."""
    spread = checks.making.reference.spread("cap_accelerators_per_year")
    world = checks.making.reference.spread("world_supply_accelerators_per_year").median
    for project in checks.projects:
        for phase in project.phases:
            count = phase.accelerators
            if count.best is None or count.mark is not Mark.SAID or count.best <= spread.high:
                continue
            told, most = number(count.best), number(spread.high)
            share = number(100 * count.best / world)
            yield Flag(
                kind=FlagKind.SUPPLY,
                project=project.id,
                phase=phase.id,
                value=count.best,
                low=spread.low,
                high=spread.high,
                unit="accelerators",
                says=Words(
                    fr=f"{told.fr} accélérateurs, {share.fr}{NBSP}% de ce que le monde en livre "
                    f"par an\u00a0; le pays en recevrait au mieux {most.fr}",
                    en=f"{told.en} accelerators, {share.en}% of what the world ships in a year; "
                    f"the country would get {most.en} at best",
                ),
                basis=(
                    *count.basis,
                    "cap_accelerators_per_year",
                    "world_supply_accelerators_per_year",
                ),
            )


def _holds_chips(entry: Commitment, project: Project) -> bool:
    """True where a text counts accelerators, or one who uses them pays."""
    counted = any(each.accelerators.mark is Mark.SAID for each in project.phases)
    return counted or any(party.kind in _CHIP_KINDS for party in entry.known_by)


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


def _said_sum(figures: Iterable[Figure]) -> Decimal | None:
    """The sum of figures that all rest on claims; None where one rests on reference figures."""
    total = Decimal(0)
    for each in figures:
        if each.best is None or each.assumes:
            return None
        total += each.best
    return total


def _basis(project: Project, field: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(key for phase in project.phases for key in getattr(phase, field).basis)
    )


def _key(site: Site) -> str:
    return "" if site.place is None else site.place.key
