"""Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites.

Both languages are read at once. The places where a number may start are found in one pass over
the text; only around them is anything parsed: first what follows (scale, unit, currency, noun),
then what stands before (hedges, currency, the opening of a range). So the cost of a text without
amounts is that of the pass alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from grandlivre.claims.model import Measure
from grandlivre.claims.scan import scan
from grandlivre.reference.currencies import country_currency


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands in a view's text.

    `low` and `high` are in the base unit; None is an open end.
    """

    start: int
    end: int
    measure: Measure
    low: Decimal | None
    high: Decimal | None
    unit: str
    """ISO 4217 code, ``W``, ``Wh``, ``m2`` or ``count``; empty for money whose currency the text
    says elsewhere."""
    units: tuple[str, ...] = ()
    """Currencies that its word may mean, the likeliest first."""
    unit_source: str = "text"
    """``text``, ``context`` (money without a currency) or ``ambiguous`` (several currencies)."""
    noun: tuple[int, int] | None = None
    """Where the counted noun, the unit or the currency stands."""
    hedge: str | None = None
    """``approx``, ``min``, ``max``, ``range``, ``several`` or None."""
    form: str = "full"
    """``full``, ``elliptical`` (what it counts is carried from another quantity), ``change`` (one
    end of "de 300 à 750 MW") or ``unit_price`` ("49 € par mois")."""


def find_quantities(view_text: str) -> list[Quantity]:
    """Find every quantity of a text, in order.

    Parameters
    ----------
    view_text
        Text of a view (`grandlivre.documents.views.view_of`), in French, English or both.

    Returns
    -------
    list[Quantity]
        In text order, none overlapping another.

    Examples
    --------
    >>> text = "entre 30 et 50 milliards d'euros et plus de 3 000 emplois"
    >>> for q in find_quantities(text):
    ...     print(text[q.start:q.end], q.measure, q.low, q.high, q.unit)
    entre 30 et 50 milliards d'euros money 30000000000 50000000000 EUR
    plus de 3 000 emplois jobs 3000 None count
    """
    return [Quantity(*found) for found in scan(view_text)]


def resolve_currencies(
    quantities: Sequence[Quantity],
    context: str | Mapping[str, str] | Callable[[Quantity], str | None] | None = None,
) -> list[Quantity]:
    """Give money without a currency the one that the text gives elsewhere, and settle "dollars".

    Parameters
    ----------
    quantities
        What `find_quantities` found in one document, in text order.
    context
        The country (ISO 3166-1) that the document speaks of most; or a function that tells it
        for each quantity; or a mapping from a currency's code to the one meant.

    Returns
    -------
    list[Quantity]
        The same, with `unit` filled in; `unit_source` still tells where it came from.
    """
    settled = [_settled(quantity, context) for quantity in quantities]
    stated = [q for q in settled if q.measure is Measure.MONEY and q.unit_source != "context"]
    if not stated:
        default = _country_code(settled[0], context) if settled else None
        return [_with_unit(q, default or "USD") for q in settled]
    tally: dict[str, int] = {}
    values: dict[tuple[Decimal | None, Decimal | None], set[str]] = {}
    for quantity in stated:
        tally[quantity.unit] = tally.get(quantity.unit, 0) + 1
        values.setdefault((quantity.low, quantity.high), set()).add(quantity.unit)
    nearest: Quantity | None = None
    resolved = []
    for quantity in settled:
        if quantity.measure is Measure.MONEY:
            if quantity.unit_source != "context":
                nearest = quantity
            else:
                same = values.get((quantity.low, quantity.high), set())
                if nearest is not None and (
                    quantity.form == "elliptical" or quantity.start - nearest.end < 60
                ):
                    quantity = _with_unit(quantity, nearest.unit)
                elif len(same) == 1:
                    quantity = _with_unit(quantity, next(iter(same)))
                elif nearest is not None:
                    quantity = _with_unit(quantity, nearest.unit)
                else:
                    quantity = _with_unit(quantity, max(tally, key=lambda code: tally[code]))
        resolved.append(quantity)
    return resolved


def _settled(
    quantity: Quantity,
    context: str | Mapping[str, str] | Callable[[Quantity], str | None] | None,
) -> Quantity:
    if quantity.unit_source != "ambiguous":
        return quantity
    if isinstance(context, Mapping):
        unit = context.get(quantity.units[0])
    else:
        unit = _country_code(quantity, context)
    return _with_unit(quantity, unit) if unit in quantity.units else quantity


def _country_code(
    quantity: Quantity,
    context: str | Mapping[str, str] | Callable[[Quantity], str | None] | None,
) -> str | None:
    if context is None or isinstance(context, Mapping):
        return None
    country = context if isinstance(context, str) else context(quantity)
    return country_currency(country) if country else None


def _with_unit(quantity: Quantity, unit: str | None) -> Quantity:
    if quantity.measure is not Measure.MONEY or unit is None or quantity.unit == unit:
        return quantity
    return replace(quantity, unit=unit)
