"""Noise that belongs to a draw and a thing, so that no other thing can change it."""

import math
from typing import Any

import numpy as np
from numba import njit

from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Draws, Floats

REALISED, TAKEN_OVER, ELAPSED, SITE, DELAY, OVERRUN, SCOPE, SIZE = range(8)
"""Streams of noise: of a project, a site, a phase."""

# Without numba's counting of references (``_nrt``), which at every call would touch, atomically,
# each array of the tables that are passed: a hundred times the work of the calls themselves. So
# nothing is allocated inside; who calls brings all the room that is needed.
_OPTIONS: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy", "_nrt": False}
jit: Any = njit(**_OPTIONS)
# For what is called in the innermost loop: tables are passed by value, some hundred words.
inlined: Any = njit(**_OPTIONS, forceinline=True)


@jit
def mixed(x: np.uint64) -> np.uint64:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit depends on every bit."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@jit
def uniform(w: Draws, d: int, base: np.uint64, key: np.uint64, stream: int) -> float:
    """A number strictly between 0 and 1 that belongs to a draw, a thing and a stream."""
    x = mixed(mixed(base ^ key) + np.uint64(stream + 1) * np.uint64(0x9E3779B97F4A7C15))
    u = (float(x >> np.uint64(11)) + 0.5) * 1.1102230246251565e-16
    return 1.0 - u if w.rows[d].is_mirrored else u


@jit
def normal(u: float) -> float:
    """Standard normal quantile: Wichura (1988), algorithm AS 241 (PPND16)."""
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((((((2509.0809287301226727 * r + 33430.575583588128105) * r
              + 67265.770927008700853) * r + 45921.953931549871457) * r
              + 13731.693765509461125) * r + 1971.5909503065514427) * r
              + 133.14166789178437745) * r + 3.387132872796366608  # fmt: skip
        low = ((((((5226.495278852854561 * r + 28729.085735721942674) * r
              + 39307.89580009271061) * r + 21213.794301586595867) * r
              + 5394.1960214247511077) * r + 687.1870074920579083) * r
              + 42.313330701600911252) * r + 1.0  # fmt: skip
        return q * top / low
    r = math.sqrt(-math.log(u if q < 0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        top = ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r
              + 0.24178072517745061177) * r + 1.27045825245236838258) * r
              + 3.64784832476320460504) * r + 5.7694972214606914055) * r
              + 4.6303378461565452959) * r + 1.42343711074968357734  # fmt: skip
        low = ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r
              + 0.0151986665636164571966) * r + 0.14810397642748007459) * r
              + 0.68976733498510000455) * r + 1.6763848301838038494) * r
              + 2.05319162663775882187) * r + 1.0  # fmt: skip
    else:
        r -= 5.0
        top = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r
              + 0.0012426609473880784386) * r + 0.026532189526576123093) * r
              + 0.29656057182850489123) * r + 1.7848265399172913358) * r
              + 5.4637849111641143699) * r + 6.6579046435011037772  # fmt: skip
        low = ((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r
              + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r
              + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
              + 0.59983220655588793769) * r + 1.0  # fmt: skip
    return -top / low if q < 0 else top / low


@jit
def looked_up(table: Floats, z: float) -> float:
    """A quantile at a standard normal's value, by the table."""
    place = (z + arrays.TABLE_END) * (arrays.TABLE_STEPS / (2.0 * arrays.TABLE_END))
    place = min(max(place, 0.0), arrays.TABLE_STEPS - 1e-9)
    index = int(place)
    return table[index] + (place - index) * (table[index + 1] - table[index])


# Compiled from: df5cefc8ce67bda1
