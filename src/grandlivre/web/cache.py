"""Answers that are kept as long as the state that they show, the least asked for thrown away."""

from collections import OrderedDict
from dataclasses import dataclass
from hashlib import blake2b

_OVERHEAD = 500
"""Bytes that an answer takes beside its body."""
Headers = list[tuple[bytes, bytes]]


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
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0
        self._version = ""

    def get(self, version: str, key: str) -> Answer | None:
        """The answer kept under that key for that state."""
        if version != self._version:
            self._kept.clear()
            self._bytes, self._version = 0, version
            return None
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, version: str, key: str, answer: Answer) -> None:
        """Keep an answer, where the state that it shows is still the one that is shown."""
        size = len(answer.body) + _OVERHEAD
        if version != self._version or key in self._kept or size > self._most // 10:
            return
        self._kept[key] = answer
        self._bytes += size
        while self._bytes > self._most:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.body) + _OVERHEAD

    def __len__(self) -> int:
        return len(self._kept)


def etag(version: str, key: str) -> bytes:
    """Names what an address shows in a state."""
    return b'"' + blake2b(f"{version}\n{key}".encode(), digest_size=12).hexdigest().encode() + b'"'
