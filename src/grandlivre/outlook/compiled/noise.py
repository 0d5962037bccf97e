"""Noise that belongs to a draw and a thing, so that no other thing can change it."""

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


_ONES = np.uint64(2**53 - 1)
_HALF = np.uint64(2**52 - 1)
_STEP = 2.0**-53
# Of the 52 bits of a mantissa, six name a cell; the exponent of 2⁻⁵⁴ is 1023 - 54.
_SHIFT = 52 - 6
_MASK = 2**_SHIFT - 1
_PART = 2.0**-_SHIFT
_FIRST = (1023 - 54) * arrays.NORMAL_CELLS


@inlined
def mixed(x: np.uint64) -> np.uint64:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit depends on every bit."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@jit
def beginning(w: Draws, d: int) -> np.uint64:
    """Where the noise of a draw begins; with the key of a thing mixed in, that of the thing."""
    return mixed(w.seed + w.rows[d].number * np.uint64(0x9E3779B97F4A7C15))


@inlined
def bits(start: np.uint64, stream: int, mirror: np.uint64) -> np.uint64:
    """53 random bits of a thing's stream; the mirror turns all of them over, or none."""
    x = mixed(start + np.uint64(stream + 1) * np.uint64(0x9E3779B97F4A7C15))
    return (x >> np.uint64(11)) ^ mirror


@inlined
def uniform(start: np.uint64, stream: int, mirror: np.uint64) -> float:
    """A number strictly between 0 and 1 that belongs to a draw, a thing and a stream."""
    return (float(bits(start, stream, mirror)) + 0.5) * _STEP


@inlined
def normal(table: Floats, start: np.uint64, stream: int, mirror: np.uint64) -> float:
    """A standard normal number, by the quantile at a uniform one.

    The cell of the table is read from the bits of the uniform itself: its exponent tells the
    octave, the first bits of its mantissa the cell in it.
    """
    x = bits(start, stream, mirror)
    is_low = x <= _HALF
    u = np.float64((float(x if is_low else _ONES - x) + 0.5) * _STEP)
    word = u.view(np.int64)
    cell = (word >> _SHIFT) - _FIRST
    t = float(word & _MASK) * _PART
    z = table[cell, 0] + t * (table[cell, 1] + t * (table[cell, 2] + t * table[cell, 3]))
    return z if is_low else -z


@inlined
def looked_up(table: Floats, z: float) -> float:
    """A quantile at a standard normal's value, by the table."""
    place = (z + arrays.TABLE_END) * (arrays.TABLE_STEPS / (2.0 * arrays.TABLE_END))
    place = min(max(place, 0.0), arrays.TABLE_STEPS - 1e-9)
    index = int(place)
    return table[index] + (place - index) * (table[index + 1] - table[index])


# Compiled from: 9d50fd5168e268ae
