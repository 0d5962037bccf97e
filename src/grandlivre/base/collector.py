"""The collector of cycles, held back while something is made that has none to be found."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Keep the collector from looking through objects that are all in use.

    It comes whenever some hundred objects are made, and finds nothing: a page has thousands. It
    is put back as it was; where another thread puts it back sooner, it merely comes sooner.

    Examples
    --------
    >>> with held_back():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
