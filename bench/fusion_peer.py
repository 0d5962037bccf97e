"""The peer of `bench.fusion`, in an environment of its own: the PyPI package truthdiscovery.

Reads one JSON line with ``rows`` (source, item, value); writes one JSON line per algorithm with
its name, its seconds, and the values that it holds for best of each item.
"""

import json
import sys
import time
import types
from importlib import import_module


def main() -> int:
    # Only the package's drawings need Cairo, a C library; nothing is drawn here.
    sys.modules["truthdiscovery.graphs"] = types.ModuleType("truthdiscovery.graphs")
    truthdiscovery = import_module("truthdiscovery")
    rows = json.loads(sys.stdin.readline())["rows"]
    data = truthdiscovery.Dataset([tuple(row) for row in rows])
    items = sorted({item for _, item, _ in rows})
    for name in sys.argv[1:]:
        started = time.perf_counter()
        result = getattr(truthdiscovery, name)().run(data)
        seconds = time.perf_counter() - started
        values = {item: list(result.get_most_believed_values(item)) for item in items}
        print(json.dumps({"name": name, "seconds": seconds, "values": values}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
