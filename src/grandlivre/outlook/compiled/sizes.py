"""What each phase is in a draw before time runs: megawatts, accelerators, euros of its parts."""

from grandlivre.outlook.arrays import Build, Draws, Floats, State
from grandlivre.outlook.compiled.before import realise, size
from grandlivre.outlook.compiled.noise import beginning, jit


@jit
def sizes(b: Build, w: Draws, s: State, sized: Floats) -> None:
    """Fill (n, P, 4) in: MW, accelerators, euros of building, euros of accelerators.

    A phase that nobody realises in a draw keeps its zeros.
    """
    for d in range(len(w.rows)):
        base = beginning(w, d)
        count = realise(b, w, d, base, s)
        size(b, w, d, base, count, s)
        for k in range(count):
            p = s.phases[k].phase
            sized[d, p, 0] = s.phases[k].mw
            sized[d, p, 1] = s.phases[k].accelerators
            sized[d, p, 2] = s.phases[k].shell
            sized[d, p, 3] = s.phases[k].equipment


# Compiled from: 9d50fd5168e268ae
