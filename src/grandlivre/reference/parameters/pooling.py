"""Several sources' statements of one figure, pooled into three quantiles."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from grandlivre.reference.parameters.model import Distribution, Scale, Share

_Z95 = NormalDist().inv_cdf(0.95)
_PHI = NormalDist().cdf
_STEPS = 80
_DIGITS = 4
_NEAR_ONE = 0.995
_NEAR_NONE = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is asked of a pooled spread."""

    scale: Scale
    least_factor: float = 1.0
    """On a log scale, high / median and median / low are at least this; on a logit scale, the
    odds are; on a linear one, ``median ± least_step`` counts instead."""
    least_above: float = 1.0
    """As `least_factor`, of high / median alone."""
    least_step: float = 0.0
    tail_alpha: float | None = None
    floor: float | None = None
    ceiling: float | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Voice:
    """One row on the scale: two half-normals that meet at its central figure."""

    centre: float
    below: float
    above: float
    weight: float

    def mass_below(self, x: float) -> float:
        width = self.below if x < self.centre else self.above
        if width > 0:
            return _PHI((x - self.centre) / width)
        return 0.5 if x == self.centre else float(x > self.centre)


def weights(origins: Sequence[str]) -> tuple[float, ...]:
    """Weights of rows: each origin has the same voice, parted among its rows.

    Examples
    --------
    >>> weights(["survey", "survey", "bank"])
    (0.25, 0.25, 0.5)
    """
    counts = Counter(origins)
    return tuple(1 / (len(counts) * counts[origin]) for origin in origins)


def pool(shares: Sequence[Share], shape: Shape) -> Distribution:
    """The spread of several statements: a linear opinion pool, summed up by three quantiles.

    Parameters
    ----------
    shares
        Each row's figures in the parameter's unit, with weights that sum to 1.
    shape
        Scale, least width, tail and limits.

    Returns
    -------
    Distribution
        Low, median and high are the pool's 5, 50 and 95 %, widened to the least width.

    Notes
    -----
    On the scale g, row i is two half-normals that meet at its central figure cᵢ and reach its
    low and high ends at 5 and 95 %; where it gives no end, a normal kernel of width
    ``h = 1.06·s·n^(-1/5)`` stands there (Silverman 1986, eq. 3.28), with s the weighted standard
    deviation of the centres and ``n = 1/Σwᵢ²`` (Kish) the effective number of rows; ends nearer
    than the kernel's count as the kernel's. The pool is ``F(x) = Σ wᵢ Fᵢ(x)`` (Stone 1961, doi
    10.1214/aoms/1177704873; Clemen and Winkler 1999, doi 10.1111/j.1539-6924.1999.tb00399.x): it
    keeps the spread between sources, where a product or an average of figures would shrink it.

    It follows that a row of weight 10 % or more has its central figure between low and high:
    half of its own mass lies on either side.
    """
    voices = _voices(shares, shape.scale)
    low, median, high = (_inverse(voices, level) for level in (0.05, 0.5, 0.95))
    step = shape.least_step if shape.scale is Scale.LINEAR else math.log(shape.least_factor)
    above = max(step, math.log(shape.least_above))
    low, high = min(low, median - step), max(high, median + above)
    ends = [_limited(_round(_back(x, shape.scale)), shape) for x in (low, median, high)]
    return Distribution(
        scale=shape.scale,
        low=ends[0],
        median=ends[1],
        high=ends[2],
        tail_alpha=shape.tail_alpha,
        floor=shape.floor,
        ceiling=shape.ceiling,
    )


def fault(distribution: Distribution) -> str | None:
    """What is wrong with a spread, in a clause; None for nothing.

    Examples
    --------
    >>> fault(Distribution(scale=Scale.LOG, low=0, median=1, high=2))
    'low is 0, and a log scale has only positive figures'
    """
    ends = (distribution.low, distribution.median, distribution.high)
    if not all(math.isfinite(end) for end in ends) or list(ends) != sorted(ends):
        return f"low, median and high are {ends[0]:g}, {ends[1]:g}, {ends[2]:g}, out of order"
    if distribution.scale is Scale.LOG and ends[0] <= 0:
        return f"low is {ends[0]:g}, and a log scale has only positive figures"
    if distribution.scale is Scale.LOGIT and not (ends[0] > 0 and ends[2] < 1):
        return f"{ends[0]:g} to {ends[2]:g} is not strictly between 0 and 1"
    if distribution.is_cut:
        ends = (ends[1], ends[1], ends[1])
    if distribution.floor is not None and not ends[0] >= distribution.floor:
        return f"low is {ends[0]:g}, under the floor of {distribution.floor:g}"
    if distribution.ceiling is not None and not ends[2] <= distribution.ceiling:
        return f"high is {ends[2]:g}, over the ceiling of {distribution.ceiling:g}"
    if distribution.tail_alpha is not None and not distribution.tail_alpha > 0:
        return f"the tail's exponent is {distribution.tail_alpha:g}, and must be positive"
    return None


def _voices(shares: Sequence[Share], scale: Scale) -> list[_Voice]:
    centres = [_on(share.central, scale) for share in shares]
    kernel = _kernel(centres, [share.weight for share in shares])
    voices = []
    for share, centre in zip(shares, centres, strict=True):
        below = above = kernel
        if share.low is not None:
            below = max(kernel, (centre - _on(share.low, scale)) / _Z95)
        if share.high is not None:
            above = max(kernel, (_on(share.high, scale) - centre) / _Z95)
        voices.append(_Voice(centre, below, above, share.weight))
    return voices


def _kernel(centres: Sequence[float], shares: Sequence[float]) -> float:
    mean = sum(w * c for w, c in zip(shares, centres, strict=True))
    variance = sum(w * (c - mean) ** 2 for w, c in zip(shares, centres, strict=True))
    number = 1 / sum(w * w for w in shares)
    return 1.06 * math.sqrt(variance) / math.pow(number, 0.2)


def _inverse(voices: Sequence[_Voice], level: float) -> float:
    """Where the pool's mass below reaches `level`, by bisection."""
    left = min(voice.centre - 9 * voice.below for voice in voices)
    right = max(voice.centre + 9 * voice.above for voice in voices)
    for _ in range(_STEPS):
        middle = (left + right) / 2
        mass = sum(voice.weight * voice.mass_below(middle) for voice in voices)
        if mass < level:
            left = middle
        else:
            right = middle
    return (left + right) / 2


def _on(value: float, scale: Scale) -> float:
    if scale is Scale.LOG:
        return math.log(value)
    if scale is Scale.LOGIT:
        # Sources that say none or all do not mean odds without end.
        value = min(max(value, _NEAR_NONE), _NEAR_ONE)
        return math.log(value / (1 - value))
    return value


def _back(value: float, scale: Scale) -> float:
    if scale is Scale.LOG:
        return math.exp(value)
    if scale is Scale.LOGIT:
        return 1 / (1 + math.exp(-value))
    return value


def _round(value: float) -> float:
    """To four significant digits: more would be a show of knowledge."""
    return float(f"{value:.{_DIGITS}g}")


def _limited(value: float, shape: Shape) -> float:
    floor = -math.inf if shape.floor is None else shape.floor
    ceiling = math.inf if shape.ceiling is None else shape.ceiling
    return min(max(value, floor), ceiling)
