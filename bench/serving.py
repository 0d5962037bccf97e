"""A service's answers one by one: what the formula of `replicas` is held against."""

import heapq
import math
from collections import deque

import numpy as np

from grandlivre.campus.design.model import Service
from grandlivre.campus.workload.figures import figure

Floats = np.ndarray


def waits_and_stays(
    of: Service, rate: float, arrivals: Floats, lengths: Floats
) -> tuple[Floats, Floats]:
    """Seconds that each request waits for a place, and until its answer is whole.

    All answers under way advance together, the faster the fewer they are: what is left of each is
    told by how much any answer was written since the beginning.

    Parameters
    ----------
    of
        The service: its latency target and long answers set how many places there are.
    rate
        Tokens a second of all its replicas with all places taken.
    arrivals, lengths
        (request,): seconds, ascending, and tokens of the answer.
    """
    places = max(math.floor(rate * of.latency_s / of.tokens_out.high), 1)
    free = figure("inference", "batch_free_share")
    waited, stayed = np.zeros(len(arrivals)), np.zeros(len(arrivals))
    now, written, coming = 0.0, 0.0, 0
    ends: list[tuple[float, int]] = []
    queue: deque[int] = deque()
    while coming < len(arrivals) or ends:
        pace = rate / places / (free + (1 - free) * len(ends) / places)
        until = arrivals[coming] if coming < len(arrivals) else math.inf
        if ends and now + (ends[0][0] - written) / pace <= until:
            now += (ends[0][0] - written) / pace
            written, done = heapq.heappop(ends)
            stayed[done] = now - arrivals[done]
            if queue:
                following = queue.popleft()
                waited[following] = now - arrivals[following]
                heapq.heappush(ends, (written + lengths[following], following))
            continue
        written += (until - now) * pace if ends else 0.0
        now = until
        if len(ends) < places:
            heapq.heappush(ends, (written + lengths[coming], coming))
        else:
            queue.append(coming)
        coming += 1
    return waited, stayed
