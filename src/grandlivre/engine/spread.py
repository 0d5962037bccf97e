"""The engine's public verb: a stage mapped over shards, results in the order of the input."""

from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn

from grandlivre.engine.local import map_in_process, map_in_workers
from grandlivre.engine.model import EngineOptions, Item, Lost, Packing, Piece, Result, Stage
from grandlivre.errors import EngineError

# Items of the first shard, and of each one more than of the one before it.
_FIRST_ITEMS, _MORE_ITEMS = 32, 4


def map_shards(
    stage: Stage[Item, Result],
    shards: Iterable[tuple[Item, ...]],
    *,
    options: EngineOptions | None = None,
    lost: Lost[Item, Result] | None = None,
    packing: Packing[Result] | None = None,
) -> Iterator[Piece[Result]]:
    """Do a stage's work on every shard and stream the results back in order.

    Parameters
    ----------
    stage
        A pure function of a shard, importable by name (or a `functools.partial` of one), so
        that it can travel to other processes. The same shard gives the same results.
    shards
        Tuples of light items, such as paths: they travel, what they stand for does not. They
        are taken as needed; only a few are under way at any time.
    options
        Where the work is done; in this process by default.
    lost
        Makes the result that stands for an item which kills every process that works on it;
        without it, such an item ends the run with an `EngineError`.
    packing
        How results travel from other processes; as they are by default.

    Yields
    ------
    Piece
        Some results of one shard, in the order of the input whatever the engine. Whatever
        dies on the way, no result is missing and none comes twice.

    Raises
    ------
    EngineError
        Where workers or the cluster cannot be had, or the stage raises in a worker.

    Examples
    --------
    >>> def lengths(words):
    ...     return [len(word) for word in words]
    >>> for piece in map_shards(lengths, [("megawatt", "euro"), ("site",)]):
    ...     print(piece.shard, piece.results, piece.last)
    0 (8,) False
    0 (4,) False
    0 () True
    1 (4,) False
    1 () True
    """
    options = options or EngineOptions()
    give_up = lost or _give_up
    packing = packing or Packing()
    if options.engine == "dask":
        # Imported here, for the dask extra may not be installed.
        from grandlivre.engine.cluster import map_on_cluster

        return map_on_cluster(stage, shards, options=options, lost=give_up, packing=packing)
    if options.workers == 1:
        return map_in_process(stage, shards)
    return map_in_workers(stage, shards, options=options, lost=give_up, packing=packing)


def _give_up(item: object, cause: str) -> NoReturn:
    raise EngineError(cause, where=str(item))


def shards_of(
    items: Iterable[Item],
    *,
    size: Callable[[Item], int],
    most_items: int = 256,
    most_size: int = 2_000_000,
) -> Iterator[tuple[Item, ...]]:
    """Cut a stream of items into shards, by number and size; the same items, the same cuts.

    The first shards are smaller: so few files keep several workers busy, and of many small ones
    none waits often to be told what is next.

    Examples
    --------
    >>> list(shards_of([5, 1, 1, 9, 1], size=int, most_size=7))
    [(5, 1, 1), (9,), (1,)]
    """
    shard: list[Item] = []
    total, room = 0, min(most_items, _FIRST_ITEMS)
    for item in items:
        weight = size(item)
        if shard and (len(shard) >= room or total + weight > most_size):
            yield tuple(shard)
            shard, total, room = [], 0, min(most_items, room + _MORE_ITEMS)
        shard.append(item)
        total += weight
    if shard:
        yield tuple(shard)
