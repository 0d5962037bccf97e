"""Standard output that ends early, is full, or was never there.

The reader of a pipe may have what it wanted before all is written (`| head`); the disk that
output is redirected to may fill up; a service may be started without any.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from grandlivre.errors import OutputError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class PipeClosedError(Exception):
    """The reader went away; typer would call that a failure."""


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """Let a reader go away without a word."""
    try:
        yield
    except BrokenPipeError as error:
        raise PipeClosedError from error


def open_missing() -> None:
    """Let what is said go nowhere where a stream was closed before the start (``>&-``).

    Done first of all: the next file that is opened, a ledger perhaps, would else bear the
    number of the missing stream, and whatever writes to that number would write into it.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for good
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for good


def silence() -> None:
    """Drop what is still buffered, or Python raises again when it closes its files."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def full(error: OSError) -> OutputError | None:
    """What to say of output that has no room; None where something else went wrong.

    An error of a file that was opened by its name bears that name, and is another matter.
    """
    if error.filename is not None or error.errno not in _FULL:
        return None
    return OutputError(
        f"the output cannot be written ({(error.strerror or str(error)).lower()})",
        remedy="make room, or write elsewhere",
    )
