"""What an analyst would question: figures out of their reference range, with the arithmetic."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from grandlivre.base.wording import NBSP
from grandlivre.ledger.model import Commitment, Words
from grandlivre.programme.arithmetic import (
    euros,
    megawatts,
    number,
    said_money,
    with_unit,
)
from grandlivre.programme.facts import Facts
from grandlivre.programme.ladder import most_told
from grandlivre.programme.limits import Checks, area_flags, date_flags, tranche_flags
from grandlivre.programme.model import (
    Figure,
    Flag,
    FlagKind,
    Mark,
    Project,
    ProjectClass,
    Site,
)
from grandlivre.programme.pairing import Making
from grandlivre.programme.spreads import rounded

_MEGA = Decimal(10) ** 6
_KILO = Decimal(1000)
_CHIP_KINDS = frozenset({"ai_lab", "neocloud", "chipmaker"})
"""Parties that would put accelerators into what they build."""


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
        *date_flags(checks),
        *tranche_flags(checks),
        *area_flags(checks),
        *_supply(checks),
    )
    return tuple(found)


def _euros_per_mw(checks: Checks) -> Iterable[Flag]:
    """Money over megawatts, as entries state both; of the whole project where none does."""
    for project in checks.projects:
        if project.kind is ProjectClass.ENERGY:
            continue
        known = set(_basis(project, "power_mw"))
        found = [
            flag
            for key in project.entries
            if (flag := _price_of(checks, project, key, known)) is not None
        ]
        power = _said_sum(each.power_mw for each in project.phases)
        money = _said_sum(each.capex_eur for each in project.phases)
        if not found and power and money:
            entry = checks.making.entries[project.entries[0]]
            basis = (*known, *_basis(project, "capex_eur"))
            whole = _price(checks, project, entry, (money, power), basis)
            found = [whole] if whole is not None else []
        yield from found


def _price_of(checks: Checks, project: Project, key: str, known: set[str]) -> Flag | None:
    """The price of one entry, where its megawatts are those that the project counts."""
    entry = checks.making.entries[key]
    power = most_told(checks.facts.powers.get(key, ()))
    money = said_money(entry).best
    if power is None or not power.best or money is None or not known & set(power.basis):
        return None
    return _price(checks, project, entry, (money, power.best), (key, *power.basis))


def _price(
    checks: Checks,
    project: Project,
    entry: Commitment,
    sizes: tuple[Decimal, Decimal],
    basis: tuple[str, ...],
) -> Flag | None:
    """Euros per megawatt, where they are out of range."""
    hosting = checks.making.reference.spread("capex_hosting_meur_per_mw")
    everything = checks.making.reference.spread("capex_all_in_meur_per_mw")
    money, power = sizes
    value = rounded(money / power / _MEGA)
    low = everything.low if _holds_chips(entry, project) else hosting.low
    if low <= value <= everything.high:
        return None
    hint = _hint_of_price(value, hosting.low, hosting.high, everything.high)
    sums, size, per = euros(money), megawatts(power), number(value)
    return Flag(
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
        basis=(*basis, "capex_hosting_meur_per_mw", "capex_all_in_meur_per_mw"),
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
