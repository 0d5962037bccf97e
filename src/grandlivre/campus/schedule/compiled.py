"""How the scheduler is compiled."""

from numba import njit

# Compiled code counts references to each table at each call, with instructions that wait for the
# memory: more than half of all time went there. Nothing here makes an array or keeps one, so that
# there is nothing to count.
compiled = njit(cache=True, error_model="numpy", _nrt=False)
inlined = njit(cache=True, error_model="numpy", _nrt=False, inline="always")
