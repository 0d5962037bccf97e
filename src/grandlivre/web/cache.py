"""Answers that are kept as long as the state that they show, the least asked for thrown away."""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

_MOST_ASKED = 5_000
_OVERHEAD = 500
"""Bytes that an answer takes beside its body."""
Headers = list[tuple[bytes, bytes]]
Key = tuple[str, bytes, bytes, bytes, bool, bytes]
"""Path, query, what is accepted, which part, whether it may be packed, and by which name the
server was asked: what decides how an answer looks in one state."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is sent."""

    status: int
    headers: Headers
    body: bytes


class Answers:
    """Answers of one state; those of an earlier one are gone as soon as there is another."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._bytes = 0
        self._version = ""
        self._before: tuple[Key, ...] = ()

    def get(self, version: str, key: Key) -> Answer | None:
        """The answer kept under that key for that state."""
        if version != self._version:
            self._before = tuple(islice(reversed(self._kept), _MOST_ASKED)) or self._before
            self._kept.clear()
            self._bytes, self._version = 0, version
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, version: str, key: Key, answer: Answer) -> None:
        """Keep an answer, where the state that it shows is still the one that is shown."""
        size = len(answer.body) + _OVERHEAD
        if version != self._version or key in self._kept or size > self._most // 10:
            return
        self._kept[key] = answer
        self._bytes += size
        while self._bytes > self._most:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.body) + _OVERHEAD

    @property
    def asked(self) -> tuple[Key, ...]:
        """What was asked for last, in this state and in the one before, the latest first."""
        return (*islice(reversed(self._kept), _MOST_ASKED), *self._before)

    def __len__(self) -> int:
        return len(self._kept)


def etag(version: str, key: Key) -> bytes:
    """Names what an address shows in a state."""
    told = repr((version, key)).encode("utf-8", "backslashreplace")
    return b'"' + blake2b(told, digest_size=12).hexdigest().encode() + b'"'
