"""The currency of money that does not state one, or states one of several: "$", "couronnes"."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.model import Quantity
from grandlivre.reference.currencies import country_currency, currencies

Context = str | Mapping[str, str] | Callable[[Quantity], str | None] | None


Nearby = Callable[[Quantity], Sequence[tuple[str, int]]] | None


def resolve_currencies(
    quantities: Sequence[Quantity], context: Context = None, nearby: Nearby = None
) -> list[Quantity]:
    """Give money without a currency the one that the text gives elsewhere, and settle "dollars".

    Parameters
    ----------
    quantities
        What `find_quantities` found in one document, in text order.
    context
        The country (ISO 3166-1) that the document speaks of most; or a function that tells it
        for each quantity; or a mapping from a currency's code to the one meant.
    nearby
        Tells the countries named around a quantity and how far away, the nearest first. Of crowns,
        dirhams and the like, which no country has for its own, those of the nearest are meant; a
        dollar or a pound is what the world calls so, unless the document is about another country.

    Returns
    -------
    list[Quantity]
        The same, with `unit` filled in; `unit_source` still tells where it came from.

    Notes
    -----
    In this order: the currency of a quantity just before; that of the same amount elsewhere in
    the text, where there is but one; that of the last quantity before; the commonest one; that of
    the country in context; the US dollar. A conversion in brackets is not taken for the currency
    that the text goes on in.

    Examples
    --------
    >>> from grandlivre.claims.quantities.find import find_quantities
    >>> quantities = find_quantities("2 G$, dont 700 millions pour les centres")
    >>> [q.unit for q in resolve_currencies(quantities, "CA")]
    ['CAD', 'CAD']
    """
    local = _local_dollar(quantities)
    settled: list[Quantity] = []
    known: dict[tuple[str, ...], str] = {}
    for quantity in quantities:
        code = _code_nearby(quantity, nearby, known)
        settled.append(replace(quantity, unit=code) if code else _settled(quantity, context, local))
    tally: Counter[str] = Counter()
    values: dict[tuple[Decimal | None, Decimal | None], set[str]] = {}
    for quantity in settled:
        if quantity.measure is Measure.MONEY and quantity.unit_source != "context":
            tally[quantity.unit] += 1
            values.setdefault((quantity.low, quantity.high), set()).add(quantity.unit)
    commonest = tally.most_common(1)[0][0] if tally else None
    resolved: list[Quantity] = []
    nearest: Quantity | None = None
    for quantity in settled:
        if quantity.measure is Measure.MONEY:
            if quantity.unit_source == "context":
                unit = _carried_unit(quantity, nearest, values) or commonest
                unit = unit or _country_code(quantity, context) or "USD"
                quantity = replace(quantity, unit=unit)
            elif not _is_conversion(quantity, resolved):
                nearest = quantity
        resolved.append(quantity)
    return resolved


def _carried_unit(
    quantity: Quantity,
    nearest: Quantity | None,
    values: Mapping[tuple[Decimal | None, Decimal | None], set[str]],
) -> str | None:
    """The currency that the text gives an amount elsewhere."""
    if nearest is not None and (
        quantity.form == "elliptical" or quantity.start - nearest.end < _NEAR
    ):
        return nearest.unit
    same = values.get((quantity.low, quantity.high), set())
    if len(same) == 1:
        return next(iter(same))
    return nearest.unit if nearest is not None else None


_NEAR = 60
"""Characters within which an amount goes on in the currency of the one before."""


def _is_conversion(quantity: Quantity, before: Sequence[Quantity]) -> bool:
    """True for the second amount of "5,4 milliards de rands (298 millions de dollars)"."""
    return (
        bool(before)
        and before[-1].measure is Measure.MONEY
        and before[-1].unit != quantity.unit
        and quantity.start - before[-1].end <= 2
    )


def _local_dollar(quantities: Sequence[Quantity]) -> str | None:
    """The dollar that "$" alone means: after "500 M$ US" the local one, beside "S$" not that."""
    marked: set[str] = set()
    for i, quantity in enumerate(quantities):
        # A conversion into American dollars marks them only for readers abroad.
        converted = quantity.unit == "USD" and _is_conversion(
            quantity, quantities[max(i - 1, 0) : i]
        )
        if quantity.unit_source == "text" and quantity.unit in _DOLLARS and not converted:
            marked.add(quantity.unit)
    if "USD" not in marked and any(_has_letter(quantity) for quantity in quantities):
        return "USD"
    others = marked - {"USD"}
    return next(iter(others)) if "USD" in marked and len(others) == 1 else None


def _has_letter(quantity: Quantity) -> bool:
    """True for "S$2bn", "HK$400m": who writes so does not mean that dollar by "$" alone."""
    return (
        quantity.unit in _DOLLARS - {"USD"}
        and quantity.unit_source == "text"
        and quantity.noun is not None
        and quantity.noun[1] - quantity.noun[0] <= 3
        and quantity.noun[1] < quantity.end
    )


_DOLLARS = frozenset(
    code for code, currency in currencies().items() if "dollar" in currency.name_en
)


_OF_ALL = frozenset(("USD", "GBP"))
"""Currencies that their bare name or sign means all over the world."""


def _code_nearby(
    quantity: Quantity, nearby: Nearby, known: dict[tuple[str, ...], str]
) -> str | None:
    """The currency of the nearest country that has one of the candidates, and remember it.

    What the text meant by the word before goes before a country that is not in the passage.
    """
    units = quantity.units
    if nearby is None or quantity.unit_source != "ambiguous" or _OF_ALL.intersection(units):
        return None
    for country, distance in nearby(quantity):
        if units in known and distance > _IN_PASSAGE:
            break
        code = country_currency(country)
        if code in units:
            known[units] = code
            break
    return known.get(units)


_IN_PASSAGE = 300
"""Characters before a figure within which a country named is that of its passage."""


def _settled(quantity: Quantity, context: Context, local: str | None) -> Quantity:
    """A quantity in the one of its candidate currencies that the context tells."""
    if quantity.unit_source != "ambiguous":
        return quantity
    if local == "USD" == quantity.units[0]:
        return quantity
    if isinstance(context, Mapping):
        unit = context.get(quantity.units[0])
    else:
        unit = _country_code(quantity, context)
    for code in (unit, local):
        if code is not None and code in quantity.units:
            return replace(quantity, unit=code)
    return quantity


def _country_code(quantity: Quantity, context: Context) -> str | None:
    if context is None or isinstance(context, Mapping):
        return None
    country = context if isinstance(context, str) else context(quantity)
    return country_currency(country) if country else None
