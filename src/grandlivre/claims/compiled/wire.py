"""How Python and the compiled reader hand things to one another.

A row of whole numbers, and the strings that some of them stand for: both sides write and read the
same things in the same order, and nothing is named. Layout, little endian: how many integers, how
many bytes of text (8 bytes each), the integers (8 bytes each), the text in UTF-8, its strings
parted by a line feed; line feeds within a string are handed over as NUL.
"""

import struct
import sys
from array import array
from collections.abc import Callable
from itertools import islice

_HEAD = struct.Struct("<QQ")
_FLOAT, _INT = struct.Struct("<d"), struct.Struct("<q")


def real(number: int) -> float:
    """The number with a fraction that a whole number stands for, bit by bit."""
    return float(_FLOAT.unpack(_INT.pack(number))[0])


class Wire:
    """Puts together what the compiled reader takes apart.

    Examples
    --------
    >>> wire = Wire()
    >>> wire.text("Fouju")
    >>> wire.number(7)
    >>> answer = Answer(wire.packed())
    >>> answer.text(), answer.number()
    ('Fouju', 7)
    """

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._strings: dict[str, int] = {}
        self.number = self._numbers.append

    def __len__(self) -> int:
        return len(self._numbers)

    def cut(self, length: int) -> None:
        """Take back all but the first numbers."""
        del self._numbers[length:]

    def put(self, at: int, number: int) -> None:
        """Put another number in the place of one."""
        self._numbers[at] = number

    def text(self, text: str) -> None:
        """Write a string."""
        strings = self._strings
        self.number(strings.setdefault(text, len(strings)))

    def real(self, number: float) -> None:
        """Write a number with a fraction, to the last bit."""
        self.number(_INT.unpack(_FLOAT.pack(number))[0])

    def packed(self) -> bytes:
        """All that was written."""
        text = "\n".join([each.replace("\n", "\0") for each in self._strings]).encode()
        numbers = array("q", self._numbers)
        if sys.byteorder == "big":
            numbers.byteswap()
        return _HEAD.pack(len(numbers), len(text)) + numbers.tobytes() + text


HEAD_SIZE = _HEAD.size


def answer_size(head: bytes) -> int:
    """How many bytes an answer has, by the first of them.

    Examples
    --------
    >>> wire = Wire()
    >>> wire.text("Fouju")
    >>> answer_size(wire.packed()[:HEAD_SIZE]) == len(wire.packed())
    True
    """
    count, size = _HEAD.unpack(head)
    return int(HEAD_SIZE + 8 * count + size)


class Answer:
    """Takes apart what the compiled reader put together.

    Parameters
    ----------
    data
        All of it.
    """

    def __init__(self, data: bytes) -> None:
        count, size = _HEAD.unpack_from(data)
        end = _HEAD.size + 8 * count
        numbers = array("q")
        numbers.frombytes(data[_HEAD.size : end])
        if sys.byteorder == "big":
            numbers.byteswap()
        self._numbers = iter(numbers)
        self.number: Callable[[], int] = self._numbers.__next__
        strings = data[end : end + size].decode().split("\n")
        if b"\0" in data[end:]:
            strings = [each.replace("\0", "\n") for each in strings]
        self.strings = strings

    def row(self, count: int) -> list[int]:
        """The next numbers."""
        return list(islice(self._numbers, count))

    def text(self) -> str:
        """The next string."""
        return self.strings[self.number()]

    def maybe_text(self) -> str | None:
        """The next string, where there is one."""
        number = self.number()
        return None if number < 0 else self.strings[number]

    def texts(self) -> tuple[str, ...]:
        """The next strings, as many as the next number says."""
        count = self.number()
        if not count:
            return ()
        return tuple(map(self.strings.__getitem__, islice(self._numbers, count)))
