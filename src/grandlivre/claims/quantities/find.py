"""Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites.

Both languages are read at once. The places where a number may start are found in one pass over
the text; only around them is anything parsed: first what follows (scale, unit, currency, noun),
then what stands before (hedges, currency, the opening of a range). So the cost of a text without
amounts is that of the pass alone.
"""

from grandlivre.base.records import maker
from grandlivre.claims.quantities.model import Quantity
from grandlivre.claims.quantities.scan import scan


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
    return [_quantity(*found) for found in scan(view_text)]


_quantity = maker(Quantity)
