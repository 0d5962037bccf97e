"""How often a job should save its state."""

import numpy as np

from grandlivre.campus.workload.arrays import Floats, Ints


def optimum(gang: Ints, *, rate_per_s: float, write_s: float) -> Floats:
    """Seconds of work between checkpoints that lose least time.

    Parameters
    ----------
    gang
        (job,) accelerators.
    rate_per_s
        Interruptions of one accelerator at work.
    write_s
        Seconds that a checkpoint costs.

    Returns
    -------
    Floats
        (job,); infinite where nothing ever fails.

    Notes
    -----
    With a mean time M between interruptions and a cost δ, Young (1974, Commun. ACM 17(9)) takes
    ``√(2δM)``; Daly (2006, Future Gener. Comput. Syst. 22(3), eq. 37) refines it to
    ``√(2δM) (1 + √(δ/2M)/3 + (δ/2M)/9) − δ`` for δ < 2M, and M beyond.

    Examples
    --------
    >>> optimum(np.array([16_384]), rate_per_s=4.7e-4 / 86400, write_s=60).round().tolist()
    [1121.0]
    """
    if rate_per_s <= 0:
        return np.full(len(gang), np.inf)
    between = 1 / (gang * rate_per_s)
    part = write_s / (2 * between)
    refined = np.sqrt(2 * write_s * between) * (1 + np.sqrt(part) / 3 + part / 9) - write_s
    return np.where(part < 1, refined, between)
