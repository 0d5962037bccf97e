"""Who may make an answer now: one at a time, but nobody waits long for somebody slow."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager

_MOST = 3
"""Answers that are made at once. They take the processor, not time: were all begun at once, all
would be done late, and what is kept would wait for its turn among them."""
_PATIENCE_SECONDS = 0.02
"""How long the next one waits for an answer that is being made: most are done by then."""


class Turns:
    """Turns in the order in which they were asked for.

    Notes
    -----
    Threads that work at the same time pass the one lock of Python's back and forth, at each row
    that a database gives: two pages made at once cost twice the processor's time of two made one
    after another. What takes longer than a page usually does goes on beside the next ones.
    """

    def __init__(self, patience_seconds: float = _PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds
        self._makers = asyncio.Semaphore(_MOST)
        self._turn = asyncio.Semaphore(1)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for a turn; it is over with the block, or has been passed on before."""
        async with self._makers:
            await self._turn.acquire()
            with ExitStack() as turn:
                turn.callback(self._turn.release)
                # Whichever comes first, the end of the block or of the patience, closes the stack.
                late = asyncio.get_running_loop().call_later(self._patience, turn.close)
                turn.callback(late.cancel)
                yield
