"""The compiled reader as a library: where it is, whether it is of these rules, its doors.

It is made from ``reader/`` by ``python -m scripts.build_reader``, which ``make`` calls where a Rust
compiler is at hand. Beside it lie its lexicons: the constants of the plain reader's modules, whose
digest tells whether they are still the same.
"""

import ctypes
import os
import sys
from array import array
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

from grandlivre.claims.compiled.wire import HEAD_SIZE, Answer, answer_size

_HERE = Path(__file__).resolve().parent
_PACKAGE = _HERE.parent.parent
_SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
LIBRARY = _HERE / f"reader{_SUFFIX}"
"""Where the library is put when it is made."""
LEXICONS = _HERE / "reader.lexicons"
"""Where its lexicons are put: their digest, the size of the table of places, that table, and the
constants."""
_SOURCES = (
    "claims",
    "documents/furniture.py",
    "documents/language.py",
    "documents/passages.py",
    "documents/words.py",
    "reference",
    "base/fold.py",
)
"""What the lexicons are made from, in the package."""
SWITCH = "GRANDLIVRE_READER"
"""Environment variable: ``plain`` for the plain reader."""
DIGEST_SIZE = 16
_BYTES = (ctypes.c_char_p, ctypes.c_size_t)


def digest() -> bytes:
    """The digest of all that the lexicons are made from."""
    found = blake2b(digest_size=DIGEST_SIZE)
    for source in _SOURCES:
        path = _PACKAGE / source
        files = [path] if path.is_file() else sorted(path.rglob("*.*"))
        for file in files:
            if file.suffix not in (".py", ".toml", ".tsv", ".json", ".gz") or not file.is_file():
                continue
            data = file.read_bytes()
            found.update(f"{file.relative_to(_PACKAGE).as_posix()}\0{len(data)}\0".encode())
            found.update(data)
    return found.digest()


class Library:
    """The library, its lexicons loaded.

    Parameters
    ----------
    path
        Of the library.
    constants, places
        Its lexicons.

    Raises
    ------
    OSError
        Where the library cannot be loaded, or does not take the lexicons.
    """

    def __init__(self, path: Path, constants: bytes, places: bytes) -> None:
        # The library keeps what it has seen in tables of its own, one set a thread: no other
        # thread of Python runs while it reads.
        library = ctypes.PyDLL(str(path))
        self._free = library.grandlivre_free
        self._free.restype = None
        self._free.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
        self._read = library.grandlivre_read
        self._read.restype = ctypes.c_void_p
        self._read.argtypes = [*_BYTES, *_BYTES, *_BYTES]
        self._glance = library.grandlivre_glance
        self._glance.restype = ctypes.c_uint64
        self._glance.argtypes = [*_BYTES, ctypes.c_char_p, ctypes.c_size_t]
        load = library.grandlivre_load
        load.restype = ctypes.c_int
        load.argtypes = [*_BYTES, *_BYTES]
        if load(constants, len(constants), places, len(places)) != 0:
            raise OSError(f"{path} does not take its lexicons")

    def read(self, text: bytes, published: bytes, language: bytes) -> "Answer | int":
        """Read a text.

        Parameters
        ----------
        text
            In UTF-8.
        published, language
            The day of publication and the language, empty where nothing tells.

        Returns
        -------
        Answer or int
            What was read; `NOTHING` where no figure is, `WHICH_LANGUAGE` where the language must be
            told, `FAILED` where the library failed.
        """
        found = self._read(text, len(text), published, len(published), language, len(language))
        if not found or found <= FAILED:
            return found or NOTHING
        size = answer_size(ctypes.string_at(found, HEAD_SIZE))
        try:
            return Answer(ctypes.string_at(found, size))
        finally:
            self._free(found, size)

    def glance(self, texts: Sequence[bytes]) -> int:
        """Tell which texts may hold a figure, at the price of a look at each.

        Parameters
        ----------
        texts
            In UTF-8, `MOST_AT_A_GLANCE` of them at most.

        Returns
        -------
        int
            Its bits from the lowest: 0 for a text in which `read` would find nothing.
        """
        sizes = array("Q", map(len, texts))
        joined = b"".join(texts)
        return int(self._glance(joined, len(joined), sizes.tobytes(), len(sizes)))


NOTHING, WHICH_LANGUAGE, FAILED = 0, 1, 2
MOST_AT_A_GLANCE = 64


@cache
def library() -> Library | None:
    """The library, where it was made from these rules; None where the plain reader reads."""
    if os.environ.get(SWITCH) == "plain":
        return None
    try:
        data = LEXICONS.read_bytes()
        if data[:DIGEST_SIZE] != digest():
            return None
        start = DIGEST_SIZE + 8
        end = start + int.from_bytes(data[DIGEST_SIZE:start], "little")
        return Library(LIBRARY, data[end:], data[start:end])
    except OSError:
        return None
