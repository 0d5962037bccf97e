"""Random streams by name, and quasi-random points: the same on every machine and in any order.

A stream belongs to a seed and a name, never to the moment at which it is asked for: what is
drawn for one thing does not change when another is added beside it.
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_BITS = 64
_SEPARATOR = b"\x1f"


def stream_key(seed: int, *names: str) -> int:
    """The key of a stream: 64 bits that no other seed and name give.

    Examples
    --------
    >>> stream_key(1, "delays", "north") == stream_key(1, "delays", "north")
    True
    >>> stream_key(1, "delays", "north") == stream_key(2, "delays", "north")
    False
    """
    digest = blake2b(str(seed).encode(), digest_size=_BITS // 8)
    for name in names:
        digest.update(_SEPARATOR + name.encode("utf-8", "surrogatepass"))
    return int.from_bytes(digest.digest(), "little")


def generator(seed: int, *names: str) -> np.random.Generator:
    """A generator of pseudo-random numbers of its own for a seed and a name.

    Notes
    -----
    Philox 4×64, a counter-based generator (Salmon et al. 2011, doi 10.1145/2063384.2063405).

    Examples
    --------
    >>> float(generator(7, "a").random()) == float(generator(7, "a").random())
    True
    """
    return np.random.Generator(np.random.Philox(key=stream_key(seed, *names)))


def sobol(dimensions: int, key: int, *, start: int, count: int) -> Floats:
    """Some consecutive points of a scrambled Sobol sequence.

    Parameters
    ----------
    dimensions
        Coordinates of a point.
    key
        Of the scramble (`stream_key`): each gives a sequence of its own, independent of others.
    start, count
        Which points: `start` is 0 for the sequence's first.

    Returns
    -------
    Floats
        Shape (count, dimensions); in [0, 1), each point uniform over the scrambles.

    Notes
    -----
    Sobol (1967) with the direction numbers of Joe and Kuo (2008, doi 10.1137/070710359), scrambled
    by a random linear matrix and a digital shift (Matoušek 1998, doi 10.1006/jcom.1998.0489;
    Owen 1995), as ``scipy.stats.qmc.Sobol`` has them. The mean over the first 2^m points is
    unbiased, and for smooth functions its error falls nearly as 1/n. Any run of points may be
    asked for alone, so that draws can be spread over workers.

    Examples
    --------
    >>> points = sobol(3, 11, start=0, count=8)
    >>> bool((points[2:5] == sobol(3, 11, start=2, count=3)).all())
    True
    >>> sorted((points[:, 1] * 8).astype(int).tolist())
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    # Imported here: it takes a good part of a second, and only projections need it.
    from scipy.stats import qmc

    # The library spawns streams of its own, for which a key alone is not enough.
    seeds = np.random.SeedSequence(key)
    engine = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seeds))
    if start:
        engine.fast_forward(start)
        return np.asarray(engine.random(count))
    # The first point alone: the library warns where a first run is no power of two.
    first = engine.random(1)
    return np.concatenate([first, engine.random(count - 1)]) if count > 1 else np.asarray(first)
