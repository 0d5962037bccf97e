"""What texts leave out, filled in from reference figures and marked as inferred."""

from decimal import Decimal

from grandlivre.base.wording import NBSP
from grandlivre.ledger.model import Words
from grandlivre.programme.arithmetic import (
    megawatts,
    number,
    product,
    quotient,
    said,
    unknown,
    with_unit,
)
from grandlivre.programme.model import Figure, Mark, ProjectClass
from grandlivre.programme.spreads import Reference, Spread, exact
from grandlivre.reference.parameters.model import Generation

_MEGA = Decimal(10) ** 6
_KILO = Decimal(1000)
_IN_ALL = ("capex_all_in_meur_per_mw", "tout compris", "all in")
_HOSTING = ("capex_hosting_meur_per_mw", "sans les puces", "without chips")


def filled(
    money: Figure,
    power: Figure,
    accelerators: Figure | None,
    *,
    reference: Reference,
    generation: Generation | None,
    includes_it: bool,
    kind: ProjectClass,
) -> tuple[Figure, Figure, Figure]:
    """Megawatts, euros and accelerators of a phase, the missing ones from the others.

    Parameters
    ----------
    money, power, accelerators
        As they are said; unknown or None where they are not.
    reference
        What a megawatt costs, and what an accelerator draws on site.
    generation
        Of the accelerators, where it is known: its own draw on site is then the median.
    includes_it
        Whether the money pays for accelerators.
    kind
        Works for the grid have no power of their own, and no accelerators.

    Returns
    -------
    tuple of three Figures
        Megawatts, euros, accelerators. What neither texts nor the other two give stays unknown.

    Notes
    -----
    Power from accelerators where those are said, else from money; money from power; and
    accelerators from power: ``N = 1000 P / p`` with ``p`` the kilowatts on site for one of them.
    """
    if kind is ProjectClass.ENERGY:
        return power, money, unknown()
    counted = unknown() if accelerators is None else accelerators
    if power.mark is Mark.UNKNOWN and not power.how.en:
        if counted.mark is not Mark.UNKNOWN:
            power = power_of_chips(counted, reference, generation)
        elif money.mark is not Mark.UNKNOWN:
            power = _power_of_money(money, reference, includes_it=includes_it)
    if money.mark is Mark.UNKNOWN and power.mark is not Mark.UNKNOWN:
        money = _money_of_power(power, reference, includes_it=includes_it)
    if counted.mark is Mark.UNKNOWN and power.mark is not Mark.UNKNOWN:
        counted = _chips_of_power(power, reference, generation)
    return power, money, counted


def _power_of_money(money: Figure, reference: Reference, *, includes_it: bool) -> Figure:
    name, fr, en = _IN_ALL if includes_it else _HOSTING
    spread = reference.spread(name)
    sums, price = said(money), _per_mw(spread)
    how = Words(fr=f"{sums.fr} / {price.fr} ({fr})", en=f"{sums.en} / {price.en} ({en})")
    return quotient(money, spread, name, how, 1 / _MEGA)


def _money_of_power(power: Figure, reference: Reference, *, includes_it: bool) -> Figure:
    name, fr, en = _IN_ALL if includes_it else _HOSTING
    spread = reference.spread(name)
    size, price = megawatts(power.best or Decimal(0)), _per_mw(spread)
    how = Words(fr=f"{size.fr} × {price.fr} ({fr})", en=f"{size.en} × {price.en} ({en})")
    return product(power, spread, name, how, _MEGA)


def power_of_chips(
    counted: Figure, reference: Reference, generation: Generation | None = None
) -> Figure:
    """The megawatts that a count of accelerators draws on site."""
    name = "all_in_power_kw"
    spread = _draw_of(generation, reference)
    chips, each = number(counted.best or Decimal(0)), with_unit(spread.median, "kW")
    how = Words(
        fr=f"{chips.fr} accélérateurs × {each.fr} sur site",
        en=f"{chips.en} accelerators × {each.en} on site",
    )
    return product(counted, spread, name, how, 1 / _KILO)


def _chips_of_power(power: Figure, reference: Reference, generation: Generation | None) -> Figure:
    name = "all_in_power_kw"
    spread = _draw_of(generation, reference)
    of = "" if generation is None else f" {generation.name}"
    size, each = megawatts(power.best or Decimal(0)), with_unit(spread.median, "kW")
    how = Words(
        fr=f"{size.fr} / {each.fr} sur site par accélérateur{of}",
        en=f"{size.en} / {each.en} on site for one accelerator{of}",
    )
    return quotient(power, spread, name, how, _KILO)


def _draw_of(generation: Generation | None, reference: Reference) -> Spread:
    """Kilowatts on site of one accelerator: the usual spread around its generation's own."""
    usual = reference.spread("all_in_power_kw")
    if generation is None:
        return usual
    factor = exact(generation.all_in_kw) / usual.median
    return Spread(usual.low * factor, usual.median * factor, usual.high * factor)


def _per_mw(spread: Spread) -> Words:
    told = number(spread.median)
    return Words(fr=f"{told.fr}{NBSP}M€/MW", en=f"€{told.en}m/MW")
