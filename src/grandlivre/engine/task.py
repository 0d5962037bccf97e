"""A shard on its way to a result, whoever works on it, and however often that one dies."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic

from grandlivre.engine.model import Item, Lost, Result

# An item alone gets this many chances: one death may be the machine's doing (out of memory).
_CHANCES_ALONE = 2


@dataclass(slots=True)
class Task(Generic[Item, Result]):
    """A shard on its way, and how far it came before any worker died on it."""

    index: int
    items: tuple[Item, ...]
    ready: deque[Result] = field(default_factory=deque)
    received: int = 0
    """Results that came back so far, whoever sent them; of those tried alone, from the item that
    is being tried."""
    deaths: int = 0
    alone: int | None = None
    """Which item is being tried alone; None while the shard is tried whole."""
    done: bool = False

    def work(self) -> tuple[tuple[Item, ...], int]:
        """What to send to a worker: items, and how many of their results are here already."""
        if self.alone is None:
            return self.items, self.received
        return (self.items[self.alone],), self.received

    def add(self, results: Sequence[Result], made: int | None) -> bool:
        """Take results in; True where there is another item to be tried alone.

        `made` is, with the last of them, how many results there were in all, those that were here
        already included.
        """
        self.ready.extend(results)
        self.received += len(results)
        if made is None:
            return False
        if self.alone is None:
            self.done = True
            return False
        # What is left came while the shard was tried whole, of the items after this one.
        self.received = max(0, self.received - made)
        return self._next_alone()

    def died(self, retries: int, lost: Lost[Item, Result], cause: str) -> bool:
        """Note a worker's death; True where there is something left to be tried."""
        self.deaths += 1
        if self.alone is None:
            if self.deaths > retries:
                self.alone, self.deaths = 0, 0
            return True
        if self.deaths < _CHANCES_ALONE:
            return True
        self.ready.append(lost(self.items[self.alone], cause))
        self.received = 0  # whoever died of this item had got no further
        return self._next_alone()

    def _next_alone(self) -> bool:
        assert self.alone is not None
        self.alone, self.deaths = self.alone + 1, 0
        self.done = self.alone == len(self.items)
        return not self.done
