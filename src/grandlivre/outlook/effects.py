"""How far each uncertain input moves the results of a function, by variance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grandlivre.base.draws import generator, sobol, stream_key
from grandlivre.errors import ConfigError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Evaluate = Callable[[Floats, Ints, int], Floats]
"""From uniforms, shape (rows, inputs), numbers of the noise, shape (rows,), and its seed to
results, shape (results, rows). One number and seed is one noise, whatever the uniforms."""

ENDS = (0.05, 0.95)
"""Quantiles at which an input is held, to see where it would take the result."""
_INTERVAL = (0.025, 0.975)
_ROWS = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What each input does to each result; every array is (results, inputs)."""

    names: tuple[str, ...]
    total_order: Floats
    low: Floats
    high: Floats
    """Bootstrap interval of `total_order`, 95 %."""
    at_low: Floats
    at_high: Floats
    noise: Floats
    """(results,): the share of variance that noise has a part in."""
    evaluations: int


def moves(
    evaluate: Evaluate,
    names: Sequence[str],
    *,
    samples: int = 512,
    held: int = 256,
    resamples: int = 400,
    seed: int = 0,
) -> Moves:
    """Total-order Sobol indices of a function of uniforms and noise, with bootstrap intervals.

    Parameters
    ----------
    evaluate
        The function, all results at once.
    names
        Of its inputs, in the order of the columns.
    samples
        Rows of each of the two base matrices; a power of two.
    held
        Rows over which a result is averaged with one input held at an end; at most `samples`.
    resamples
        Of the bootstrap.
    seed
        Of the sequence, the noise and the bootstrap.

    Returns
    -------
    Moves
        ``evaluations = samples · (inputs + 3) + 2 · held · inputs``.

    Raises
    ------
    ConfigError
        Where `samples` is no power of two.

    Notes
    -----
    ``S_T,i = E[(f(A) - f(A_B^i))²] / (2 Var f)`` (Jansen, 1999, Computer Physics Communications
    117: 35-43; design of Saltelli et al., 2010, ibid. 181: 259-270), the estimator of
    `scipy.stats.sobol_indices`: A and B are the halves of one scrambled Sobol sequence, A_B^i is
    A with column i of B. Noise is one more input, of which nothing is known but its draws: A and
    every A_B^i share row by row what noise they have, so that no difference is due to it, and
    its own share comes from A with B's noise. Indices of all inputs sum to more than one where
    inputs act together. Ends are means over the first rows of A, the others as drawn, so that
    they differ by the one input alone.
    """
    if samples < 2 or samples & (samples - 1):
        raise ConfigError("samples must be a power of two", remedy="take 256, 512 or 1024")
    count = len(names)
    both = sobol(2 * count, stream_key(seed, "effects"), start=0, count=samples)
    first, second = both[:, :count], both[:, count:]
    noise, other = 2 * seed, 2 * seed + 1
    rows = np.arange(samples)
    base = evaluate(first, rows, noise)
    pair = evaluate(second, rows, other)
    changed = _each(evaluate, first, second, noise)
    unlucky = evaluate(first, rows, other)[:, None]
    everything = (base[:, None] - np.concatenate([changed, unlucky], axis=1)) ** 2
    # Moved to a mean of zero: a variance by differences of squares is otherwise lost in the
    # digits of a large mean.
    middle = np.mean(base, axis=1, keepdims=True)
    random = generator(seed, "effects", "resamples")
    once = np.ones((1, samples))
    drawn = random.multinomial(samples, np.full(samples, 1 / samples), size=resamples)
    orders = _total_order(everything, base - middle, pair - middle, np.concatenate([once, drawn]))
    total, (low, high) = orders[0], np.quantile(orders[1:], _INTERVAL, axis=0)
    at_low, at_high = _ends(evaluate, first[: min(held, samples)], noise)
    return Moves(
        names=tuple(names),
        total_order=total[:, :count],
        low=low[:, :count],
        high=high[:, :count],
        at_low=at_low,
        at_high=at_high,
        noise=total[:, count],
        evaluations=samples * (count + 3) + 2 * min(held, samples) * count,
    )


def _each(evaluate: Evaluate, first: Floats, second: Floats, noise: int) -> Floats:
    """Results with one column of `first` after the other taken from `second`.

    Returns
    -------
    Floats
        Shape (results, inputs, rows). Many columns go into one call, for a call has its price.
    """
    rows, count = first.shape
    together = max(_ROWS // rows, 1)
    found = []
    for start in range(0, count, together):
        columns = range(start, min(start + together, count))
        stacked = np.tile(first, (len(columns), 1, 1))
        for place, column in enumerate(columns):
            stacked[place, :, column] = second[:, column]
        numbers = np.tile(np.arange(rows), len(columns))
        results = evaluate(stacked.reshape(-1, count), numbers, noise)
        found.append(results.reshape(len(results), len(columns), rows))
    return np.concatenate(found, axis=1)


def _total_order(squares: Floats, base: Floats, pair: Floats, times: Floats) -> Floats:
    """Shape (resamples, results, inputs); `times` says how often each row counts."""
    weight = times / np.sum(times, axis=1, keepdims=True)
    above = np.einsum("rn,sdn->rsd", weight, squares, optimize=True)
    both = np.concatenate([base, pair], axis=1)
    twice = np.concatenate([weight, weight], axis=1) / 2
    variance = twice @ (both.T**2) - (twice @ both.T) ** 2
    variance = np.maximum(variance, 0.0)[:, :, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(variance > 0, above / (2 * variance), 0.0))


def _ends(evaluate: Evaluate, rows: Floats, noise: int) -> tuple[Floats, Floats]:
    low, high = (
        np.mean(_each(evaluate, rows, np.full_like(rows, end), noise), axis=2) for end in ENDS
    )
    return np.asarray(low), np.asarray(high)
