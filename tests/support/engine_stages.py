"""Stages that worker processes can import: some are well-behaved, some kill whoever runs them."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path


def numbers(shard: tuple[int, ...]) -> Iterator[str]:
    """Two results an item."""
    for item in shard:
        yield f"{item}a"
        yield f"{item}b"


def uneven(shard: tuple[int, ...]) -> Iterator[int]:
    """The first items take longest, so that a careless engine gives them last."""
    for item in shard:
        time.sleep(0.1 / (1 + item))
        yield item


def many(shard: tuple[int, ...]) -> Iterator[int]:
    """So many results that a worker must be held back."""
    for item in shard:
        yield from range(item, item + 20_000)


def deadly(shard: tuple[str, ...]) -> Iterator[str]:
    """Read orders from files: ``once`` kills the first worker that reads it, ``always`` each."""
    for path in shard:
        order = Path(path).read_text()
        yield f"start of {Path(path).name}"
        if order == "once":
            mark = Path(path + ".died")
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        elif order == "always":
            os.kill(os.getpid(), signal.SIGKILL)
        elif order == "exit":
            os._exit(3)
        elif order.startswith("sleep"):
            time.sleep(float(order.split()[1]))
        yield f"end of {Path(path).name}"


def crowded(shard: tuple[str, ...]) -> Iterator[str]:
    """So many results that a worker must be held back; "deadly" kills it at its last."""
    for item in shard:
        yield from (f"{item} {number}" for number in range(6_000))
        if item == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)


def weighty(shard: tuple[str, ...]) -> Iterator[str]:
    """Results as large as the items, twice each."""
    for item in shard:
        yield item
        yield item


def lost(item: str, cause: str) -> str:
    """What stands for a file that cannot be survived."""
    return f"lost {Path(item).name}: {cause}"


def parents(shard: tuple[int, ...]) -> Iterator[int]:
    """Which process made the one that works."""
    for _ in shard:
        yield os.getppid()


def packed(results: Sequence[str]) -> str:
    """Results in one string."""
    return ",".join(results)


def unpacked(together: str) -> list[str]:
    """They again, marked."""
    return [f"{each} unpacked" for each in together.split(",") if each]


def raising(shard: tuple[int, ...]) -> Iterator[int]:
    """A stage with a fault of its own."""
    for item in shard:
        if item == 3:
            raise OSError("the stage is broken")
        yield item


class Unpicklable:
    """A result that cannot travel."""

    def __reduce__(self) -> str:
        raise TypeError("cannot travel")


def untransportable(shard: tuple[int, ...]) -> Iterator[Unpicklable]:
    """Results that cannot be sent back."""
    for _ in shard:
        yield Unpicklable()
