"""Draws from a spread: quantiles, mean."""

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from grandlivre.reference.parameters.model import Distribution, Scale

Floats = NDArray[np.float64]

Z95 = 1.6448536269514722
"""Standard normal quantile at 95 %."""
TAIL = 0.95
"""Where the Pareto tail begins."""

# Wichura's algorithm AS 241 (PPND16), relative accuracy about 1e-16: rational functions of
# q = u - 1/2 in the middle, of r = sqrt(-ln(tail)) outside. Highest power first.
_MIDDLE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_OUTER = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
     1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
     4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
     0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494,
     2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
     0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358,
     5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
     7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
     0.59983220655588793769, 1.0),
)  # fmt: skip


def quantile(distribution: Distribution, uniforms: Floats) -> Floats:
    """Draws of a figure, by its quantiles at given uniforms.

    Parameters
    ----------
    distribution
        The spread.
    uniforms
        Any shape, from 0 to 1; the ends are taken for the nearest number inside.

    Returns
    -------
    Floats
        The shape of `uniforms`, in the parameter's unit; never decreasing in `uniforms`.

    Notes
    -----
    With g the scale (identity, ln or ln(x/(1-x))), z = Φ⁻¹(u) by Wichura (1988), AS 241,
    doi 10.2307/2347330, and s = g(m) - g(low) below the median m, g(high) - g(m) above it:
    ``x = g⁻¹(g(m) + s·z/1.645)``: the three quantiles are hit exactly. Above 95 % a fat tail
    replaces it where there is one: ``x = high·(0.05/(1-u))^(1/α)`` (Pareto). Floor and ceiling
    cut what lies beyond.

    Examples
    --------
    >>> months = Distribution(scale=Scale.LOG, low=10, median=15, high=24)
    >>> [round(float(x), 6) for x in quantile(months, np.array([0.05, 0.5, 0.95]))]
    [10.0, 15.0, 24.0]
    """
    u = np.clip(np.asarray(uniforms, dtype=np.float64), 1e-300, 1 - 2**-53)
    return quantile_of_normal(distribution, u, standard_normal(u))


def quantile_of_normal(distribution: Distribution, u: Floats, z: Floats) -> Floats:
    """As `quantile`, where z = Φ⁻¹(u) is known: worked out once for many spreads."""
    if distribution.low == distribution.high and distribution.tail_alpha is None:
        return np.full_like(u, distribution.median)
    drawn = _from_scale(distribution, _on_scale(distribution, z))
    if distribution.tail_alpha is not None:
        tail = distribution.high * ((1 - TAIL) / (1 - u)) ** (1 / distribution.tail_alpha)
        drawn = np.where(u > TAIL, tail, np.minimum(drawn, distribution.high))
    return _cut(distribution, drawn)


def mean(distribution: Distribution) -> float:
    """The mean of a figure over its draws; infinite for an uncut Pareto tail with α ≤ 1.

    Notes
    -----
    ∫₀¹ x(u) du by Gauss–Legendre in z on each smooth piece (cut at ±9 σ), the Pareto tail in
    closed form.

    Examples
    --------
    >>> round(mean(Distribution(scale=Scale.LINEAR, low=0, median=1, high=2)), 12)
    1.0
    """
    if distribution.low == distribution.high and distribution.tail_alpha is None:
        return float(distribution.median)
    top = Z95 if distribution.tail_alpha is not None else 9.0
    total = 0.0
    nodes, weights = np.polynomial.legendre.leggauss(64)
    inner = {-4.0, -2.0, 0.0, Z95, 3.0, 5.0, *_kinks(distribution)}
    for start, end in pairwise([-9.0, *sorted(z for z in inner if -9 < z < top), top]):
        z = (end - start) / 2 * nodes + (end + start) / 2
        density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
        values = _cut(distribution, _from_scale(distribution, _on_scale(distribution, z)))
        total += float(np.sum(weights * density * values)) * (end - start) / 2
    return total + _tail_mean(distribution)


def _kinks(distribution: Distribution) -> list[float]:
    """Where the curve of quantiles meets its floor and its ceiling, as normal deviates."""
    found = []
    low, median, high = _to_scale(
        distribution, np.array([distribution.low, distribution.median, distribution.high])
    )
    for limit in (distribution.floor, distribution.ceiling):
        is_inside = limit is not None and (
            distribution.scale is Scale.LINEAR
            or (limit > 0 and (distribution.scale is Scale.LOG or limit < 1))
        )
        if limit is None or not is_inside:
            continue
        at = float(_to_scale(distribution, np.array([limit]))[0])
        width = float(median - low if at < median else high - median)
        if width > 0:
            found.append((at - float(median)) / width * Z95)
    return found


def standard_normal(uniforms: Floats) -> Floats:
    """Standard normal quantiles, by AS 241; uniforms strictly between 0 and 1.

    Examples
    --------
    >>> bool(np.isclose(standard_normal(np.array([0.95]))[0], Z95, rtol=1e-15))
    True
    """
    q = np.asarray(uniforms, dtype=np.float64) - 0.5
    deviates = q * _ratio(_MIDDLE, 0.180625 - q * q)
    # One draw in seven lies outside the middle; those alone pay for the logarithm.
    outer = np.abs(q) > 0.425
    if outer.any():
        far = np.asarray(uniforms, dtype=np.float64)[outer]
        r = np.sqrt(-np.log(np.minimum(far, 1 - far)))
        size = _ratio(_OUTER, r - 1.6)
        if (r > 5).any():
            size = np.where(r > 5, _ratio(_FAR, r - 5), size)
        deviates[outer] = np.copysign(size, q[outer])
    return deviates


def _ratio(pair: tuple[tuple[float, ...], tuple[float, ...]], x: Floats) -> Floats:
    """A rational function by Horner's scheme, in place."""
    above, below = (np.full_like(x, coefficients[0]) for coefficients in pair)
    for first, second in zip(pair[0][1:], pair[1][1:], strict=True):
        above *= x
        above += first
        below *= x
        below += second
    above /= below
    return above


def _on_scale(distribution: Distribution, z: Floats) -> Floats:
    low, median, high = _to_scale(
        distribution, np.array([distribution.low, distribution.median, distribution.high])
    )
    width = np.where(z < 0, median - low, high - median)
    return np.asarray(median + width * (z / Z95))


def _to_scale(distribution: Distribution, values: Floats) -> Floats:
    if distribution.scale is Scale.LOG:
        return np.asarray(np.log(values))
    if distribution.scale is Scale.LOGIT:
        return np.asarray(np.log(values) - np.log1p(-values))
    return values


def _from_scale(distribution: Distribution, values: Floats) -> Floats:
    if distribution.scale is Scale.LOG:
        return np.asarray(np.exp(values))
    if distribution.scale is Scale.LOGIT:
        return np.asarray(1 / (1 + np.exp(-values)))
    return values


def _tail_mean(distribution: Distribution) -> float:
    alpha, high, ceiling = distribution.tail_alpha, distribution.high, distribution.ceiling
    if alpha is None:
        return 0.0
    mass = 1 - TAIL
    if ceiling is None:
        return mass * high * alpha / (alpha - 1) if alpha > 1 else float("inf")
    if ceiling <= high:
        return mass * ceiling
    # The part beyond the ceiling is cut to it: P(X > c) = (high / c)^α.
    beyond = math.pow(high / ceiling, alpha)
    if alpha == 1:
        inside = high * math.log(ceiling / high)
    else:
        inside = alpha * high / (alpha - 1) * (1 - math.pow(high / ceiling, alpha - 1))
    return mass * (inside + beyond * ceiling)


def _cut(distribution: Distribution, values: Floats) -> Floats:
    if distribution.floor is None and distribution.ceiling is None:
        return values
    return np.clip(values, distribution.floor, distribution.ceiling)
