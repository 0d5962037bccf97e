"""What the engines share: how work is cut, what comes back, how much may be under way."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from grandlivre.errors import ConfigError

Item = TypeVar("Item")
Result = TypeVar("Result")

Stage = Callable[[tuple[Item, ...]], Iterable[Result]]
"""What is done to a shard: a pure function that a worker process can import by its name."""
Lost = Callable[[Item, str], Result]
"""What stands for an item that kills whoever works on it, given the item and the cause."""


@dataclass(frozen=True, slots=True)
class Packing(Generic[Result]):
    """How results travel: packed many together by a worker, and unpacked where they are wanted."""

    pack: Callable[[Sequence[Result]], Any] = list
    """A function that a worker process can import by its name, like the stage."""
    unpack: Callable[[Any], Sequence[Result]] = list


ENGINES = ("local", "dask")
MOST_WORKERS = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """Where the work is done.

    Examples
    --------
    >>> EngineOptions(workers=2)
    EngineOptions(workers=2, engine='local', scheduler=None, preload=(), retries=2)
    """

    workers: int = 1
    """Worker processes; 1 works in this process, without any other (local engine)."""
    engine: str = "local"
    """``local`` or ``dask``."""
    scheduler: str | None = None
    """Address of a Dask scheduler; None starts one on this machine."""
    preload: tuple[str, ...] = ()
    """Modules that local workers find loaded, beside the stage's own."""
    retries: int = 2
    """How often a shard whose worker died is tried again whole, before its items go singly."""

    @property
    def stays_here(self) -> bool:
        """Whether the work is done in this process, so that nothing travels."""
        return self.engine == "local" and self.workers == 1

    def __post_init__(self) -> None:
        if self.workers < 1:
            raise ConfigError("the number of workers must be 1 or more")
        if self.workers > MOST_WORKERS:
            raise ConfigError(
                f"{self.workers} processes are more than one machine can use",
                remedy=f"ask for {MOST_WORKERS} at most: about as many as it has cores",
            )
        if self.engine not in ENGINES:
            raise ConfigError(
                f"there is no engine called {self.engine}", remedy="use local or dask"
            )
        if self.scheduler is not None and self.engine != "dask":
            raise ConfigError(
                "a scheduler's address is of use to the dask engine only",
                remedy="add --engine dask",
            )


@dataclass(frozen=True, slots=True)
class Piece(Generic[Result]):
    """Some results of one shard, in order; pieces come in the order of the shards."""

    shard: int
    """Number of the shard, from 0."""
    results: tuple[Result, ...]
    last: bool
    """True where the shard is done with this piece."""
    items: int = 0
    """Items of the shard, with its last piece; 0 before."""
