"""The reader of a pipe may have what it wanted before all is written (`| head`)."""

from collections.abc import Iterator
from contextlib import contextmanager


class PipeClosedError(Exception):
    """The reader went away; typer would call that a failure."""


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """Let a reader go away without a word."""
    try:
        yield
    except BrokenPipeError as error:
        raise PipeClosedError from error
