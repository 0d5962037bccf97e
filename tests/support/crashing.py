"""A writer to be killed: it records version after version, and says what it was told is safe."""

import gc
import os
import signal
from collections.abc import Iterator
from functools import partial
from multiprocessing.connection import Connection

from papers import Read, papers
from sqlalchemy import Engine, event

from grandlivre.entities.model import Addition, Kind, Name, Settled
from grandlivre.entities.settling import Met, Settler
from grandlivre.store import open_store

DOCUMENTS = 12
PIECE = 3


def version(number: int) -> list[Read]:
    """The documents as the reader of that version reads them: a third of them differently."""
    return [
        each for i in range(DOCUMENTS) for each in papers([i], version=number - (number - i) % 3)
    ]


def origins(number: int) -> dict[str, str]:
    """Copies, others in each version."""
    return {f"doc_{i}": f"doc_{0 if i == number % DOCUMENTS else i}" for i in range(DOCUMENTS)}


def settle(number: int, earlier: Settled) -> list[dict[Kind, Addition]]:
    """Who is met in that version: some met before, some new, two of them alike."""
    forms = [
        f"Boréal{chr(97 + number + step)}zon Énergie{end}" for step in (0, 1) for end in ("", " SA")
    ]
    met = Met(parties=tuple(Name(form=form, uses=number + 1) for form in sorted(forms)))
    return [Settler(earlier).add(met)]


def settled(last: int) -> Settled:
    """Who is who once that version is complete."""
    settler = Settler()
    for number in range(last + 1):
        forms = settle(number, Settled())[0][Kind.PARTY].names
        settler.add(Met(parties=tuple(name for _, name in forms)))
    return settler.settled()


def pieces(number: int) -> Iterator[list[Read]]:
    read = version(number)
    for start in range(0, DOCUMENTS, PIECE):
        yield read[start : start + PIECE]


def write(place: str, number: int, told: Connection, dies_at: int | None) -> None:
    """Record one version; killed from outside, or by itself at that event of the database's."""
    gc.disable()  # or it would go through all that the tests before it have left in memory
    left = dies_at

    def step(*_: object) -> None:
        nonlocal left
        if left is not None:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    for name in ("begin", "before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, name, step)
    with open_store(place, create=True) as store:
        told.send("opened")
        batch = store.batch({"version": number}).begin()
        for piece in pieces(number):
            batch.add(piece)
            told.send((batch.id, batch.documents, batch.new_documents))
        batch.add_sketches({f"doc_{i}": bytes([i] * 4) for i in range(number, DOCUMENTS)})
        batch.set_copies(origins(number))
        batch.complete(partial(settle, number))
        told.send("complete")
