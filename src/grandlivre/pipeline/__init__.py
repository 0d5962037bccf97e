"""One function for each thing that a person asks for; where the stages meet."""

from grandlivre.pipeline.reading import ReadOptions, ReadResult, claims_of, read, read_pieces
from grandlivre.pipeline.running import RunResult, run
from grandlivre.pipeline.writing import FORMATS, Watcher, write_file, write_stream

__all__ = [
    "FORMATS",
    "ReadOptions",
    "ReadResult",
    "RunResult",
    "Watcher",
    "claims_of",
    "read",
    "read_pieces",
    "run",
    "write_file",
    "write_stream",
]
