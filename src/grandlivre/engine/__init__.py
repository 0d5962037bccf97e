"""Spread a stage over shards of work: in process, over processes, over a Dask cluster."""

from grandlivre.engine.apart import Bounds, Tell, run_apart
from grandlivre.engine.journal import Progress, ResumableFile, write_together, write_whole
from grandlivre.engine.model import EngineOptions, Packing, Piece
from grandlivre.engine.spread import map_shards, shards_of

__all__ = [
    "Bounds",
    "EngineOptions",
    "Packing",
    "Piece",
    "Progress",
    "ResumableFile",
    "Tell",
    "map_shards",
    "run_apart",
    "shards_of",
    "write_together",
    "write_whole",
]
