"""What the application counts, in the text format of Prometheus."""

import os
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import accumulate

_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
MEDIA = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counters of one process."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._cached: Counter[str] = Counter()
        self._within = [0] * (len(_BUCKETS) + 1)
        self._seconds = 0.0
        self._count = 0
        self._began = time.time()

    def count(self, route: str, method: str, status: int, seconds: float, *, cached: bool) -> None:
        """Take a request in; `route` is a path of the application's, never a visitor's."""
        self._requests[route, method, status] += 1
        self._cached["hit" if cached else "miss"] += 1
        self._seconds += seconds
        self._count += 1
        self._within[bisect_left(_BUCKETS, seconds)] += 1

    def text(self, gauges: Mapping[str, float]) -> str:
        """All counters, and gauges by name."""
        lines = ["# TYPE grandlivre_requests_total counter"]
        for (route, method, status), count in sorted(self._requests.items()):
            labels = f'route="{route}",method="{method}",status="{status}"'
            lines.append(f"grandlivre_requests_total{{{labels}}} {count}")
        lines.append("# TYPE grandlivre_answers_total counter")
        lines += [
            f'grandlivre_answers_total{{cache="{name}"}} {count}'
            for name, count in sorted(self._cached.items())
        ]
        lines.append("# TYPE grandlivre_request_seconds histogram")
        lines += [
            f'grandlivre_request_seconds_bucket{{le="{limit}"}} {count}'
            for limit, count in zip(_BUCKETS, accumulate(self._within), strict=False)
        ]
        lines.append(f'grandlivre_request_seconds_bucket{{le="+Inf"}} {self._count}')
        lines.append(f"grandlivre_request_seconds_sum {self._seconds:.6f}")
        lines.append(f"grandlivre_request_seconds_count {self._count}")
        lines.append("# TYPE process_start_time_seconds gauge")
        lines.append(f"process_start_time_seconds {self._began:.3f}")
        lines.append("# TYPE grandlivre_process gauge")
        lines.append(f'grandlivre_process{{pid="{os.getpid()}"}} 1')
        for name, value in sorted(gauges.items()):
            lines.append(f"# TYPE grandlivre_{name} gauge")
            lines.append(f"grandlivre_{name} {value:g}")
        return "\n".join(lines) + "\n"
