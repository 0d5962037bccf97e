"""What each phase is in a draw before time runs: megawatts, accelerators, euros of its parts."""

import numpy as np

from grandlivre.outlook.arrays import Build, Draws, Floats, State
from grandlivre.outlook.compiled.before import NONE, realise, size
from grandlivre.outlook.compiled.noise import jit, mixed


@jit
def sizes(b: Build, w: Draws, s: State, sized: Floats) -> None:
    """Fill (n, P, 4) in: MW, accelerators, euros of building, euros of accelerators.

    A phase that nobody realises in a draw keeps its zeros.
    """
    for d in range(len(w.rows)):
        base = mixed(w.seed + w.rows[d].number * np.uint64(0x9E3779B97F4A7C15))
        realise(b, w, d, base, s)
        for p in range(len(b.phases)):
            if s.phases[p].realised == NONE:
                continue
            size(b, w, d, base, p, s)
            sized[d, p, 0] = s.phases[p].mw
            sized[d, p, 1] = s.phases[p].accelerators
            sized[d, p, 2] = s.phases[p].shell
            sized[d, p, 3] = s.phases[p].equipment


# Compiled from: df5cefc8ce67bda1
