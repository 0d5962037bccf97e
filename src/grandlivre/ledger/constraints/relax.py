"""How far figures would have to move to hold together: the elastic program."""

import numpy as np

from grandlivre.ledger.constraints.general import Component
from grandlivre.ledger.constraints.highs import Program
from grandlivre.ledger.constraints.problem import prepared
from grandlivre.ledger.constraints.system import Floats, System


def relaxed(made: System) -> tuple[Floats, float]:
    """Values that overstep the claims least, all of them kept.

    Parameters
    ----------
    made
        A system of moderate size: it is one linear program a component.

    Returns
    -------
    tuple
        A value of each variable; the weight of all oversteps, nought where all claims hold.

    Notes
    -----
    Minimises ``Σ w (s⁺ + s⁻)`` with ``low ≤ x + s⁺ - s⁻ ≤ high`` for every claim, sums hard
    (Chinneck 2008, chapter 6). Where `solve` rejects claims whole, this moves figures a little:
    a compromise, no claim's own figure.

    Examples
    --------
    >>> from grandlivre.ledger.constraints.system import claims, system
    >>> stated = claims([0, 1, 2], [9, 5, 5], [9, 5, 5], weight=[1, 2, 2])
    >>> values, cost = relaxed(system(3, stated, [(0, [1, 2], True)]))
    >>> values.round(6).tolist(), round(cost, 6)
    ([10.0, 5.0, 5.0], 1.0)
    """
    problem, known_as, _ = prepared(made)
    program = Program()
    values, cost = np.empty(problem.variables), 0.0
    for part in problem.apart():
        everything = np.ones(len(part.about), dtype=bool)
        found, more = Component(part, program).relaxed(everything)
        values[part.known_as] = found
        cost += more
    return values[known_as], cost
