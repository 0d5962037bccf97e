"""Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites.

Both languages are read at once. The places where a number may start are found in one pass over
the text; only around them is anything parsed: first what follows (scale, unit, currency, noun),
then what stands before (hedges, currency, the opening of a range). So the cost of a text without
amounts is that of the pass alone.
"""

from dataclasses import fields

from grandlivre.claims.quantities.model import Quantity
from grandlivre.claims.quantities.scan import scan
from grandlivre.claims.quantities.walk import Found


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
    >>> text = "entre 4 et 6 milliards d'euros et plus de 700 emplois"
    >>> for q in find_quantities(text):
    ...     print(text[q.start:q.end], q.measure, q.low, q.high, q.unit)
    entre 4 et 6 milliards d'euros money 4000000000 6000000000 EUR
    plus de 700 emplois jobs 700 None count
    """
    return [_quantity(found) for found in scan(view_text)]


# A frozen dataclass sets each field by way of `object.__setattr__`, which looks it up by name; its
# slots can be set directly, in a third of the time. Nothing else may.
_new = object.__new__
(_set_start, _set_end, _set_measure, _set_low, _set_high, _set_unit, _set_units, _set_source,
 _set_noun, _set_hedge, _set_form) = (
    getattr(Quantity, field.name).__set__ for field in fields(Quantity)
)  # fmt: skip


def _quantity(found: Found) -> Quantity:
    start, end, measure, low, high, unit, units, source, noun, hedge, form = found
    made = _new(Quantity)
    _set_start(made, start)
    _set_end(made, end)
    _set_measure(made, measure)
    _set_low(made, low)
    _set_high(made, high)
    _set_unit(made, unit)
    _set_units(made, units)
    _set_source(made, source)
    _set_noun(made, noun)
    _set_hedge(made, hedge)
    _set_form(made, form)
    return made
