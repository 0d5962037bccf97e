"""Rate limits: a bucket a key, filled at a steady rate; those of idle keys are forgotten."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KEYS = 50_000


class Rates:
    """How often something may be done, by key.

    Parameters
    ----------
    a_second
        At which rate, in the long run; 0 for no limit.
    burst
        How many at once.
    clock
        Seconds, for tests.
    """

    def __init__(
        self, a_second: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._clock = a_second, max(1.0, burst), clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_for(self, key: str) -> float:
        """Seconds to wait; 0 where it may be done, and is counted as done.

        Examples
        --------
        >>> rates = Rates(1.0, 2.0, clock=lambda: 0.0)
        >>> rates.wait_for("a"), rates.wait_for("a"), rates.wait_for("a"), rates.wait_for("b")
        (0.0, 0.0, 1.0, 0.0)
        """
        if self._rate <= 0:
            return 0.0
        now = self._clock()
        left, since = self._buckets.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        allowed = left >= 1.0
        self._buckets[key] = (left - 1.0 if allowed else left, now)
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1.0 - left) / self._rate
