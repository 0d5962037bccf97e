"""What is read on its way into a ledger's database: a few documents at a time, seen at the end."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities.model import Addition, Judgement, Kind, Settled
from grandlivre.entities.settling import Met, Settler, names_met
from grandlivre.pipeline.copying import joined
from grandlivre.store import BatchWriter, Store, is_address, open_store

# A transaction waits for the disk, so one takes a second's worth of documents, or these many.
_SECONDS = 1.0
_DOCUMENTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a run added to a ledger's database."""

    place: str
    """The file or the address, without password."""
    new_documents: int
    new_claims: int
    origins: Mapping[str, str]
    """Origins of the run's documents, which may be earlier ones."""
    settled: Settled
    """Who is who now."""


class Recorder:
    """Puts documents with their claims into a database as they are read; used in a ``with``.

    A database that is there is opened at once, so that what is wrong with it is said before the
    reading. A file that is missing is made when there is something to put into it.
    """

    def __init__(self, place: str, asked: Mapping[str, Any]) -> None:
        self._place = place
        self._asked = asked
        self._waiting: list[tuple[Document, Sequence[Claim]]] = []
        self._since = time.monotonic()
        self._opened = ExitStack()
        self._store: Store | None = None
        self._batch: BatchWriter | None = None
        self._settled = Settled()

    def __enter__(self) -> Self:
        if is_address(self._place) or os.path.exists(self._place):
            self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()

    def add(self, document: Document, claims: Sequence[Claim]) -> None:
        """Take a document in; it is safe after the next `flush`, which comes by itself."""
        self._waiting.append((document, claims))
        if len(self._waiting) >= _DOCUMENTS or time.monotonic() - self._since >= _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Make safe what was taken in.

        Raises
        ------
        StoreError
            Where the database cannot be written.
        """
        if self._waiting:
            self._begun().add(self._waiting)
        self._waiting = []
        self._since = time.monotonic()

    def finish(self, documents: Sequence[Document], claims: Iterable[Claim]) -> Recorded:
        """Record copies and who is who too, and let everything be seen.

        Parameters
        ----------
        documents
            All documents of the run: those that copy one of the run or of an earlier one are
            put to its group.
        claims
            All claims of the run: the names in them are settled beside those settled before.

        Raises
        ------
        StoreError
            Where the database cannot be written.
        """
        self.flush()
        batch = self._begun()
        assert self._store is not None
        origins = joined(self._store, batch, documents)
        batch.set_copies(origins)
        batch.complete(partial(self._settle, names_met(claims)))
        return Recorded(
            place=self._store.where,
            new_documents=batch.new_documents,
            new_claims=batch.new_claims,
            origins=origins,
            settled=self._settled,
        )

    def judgements(self) -> tuple[Judgement, ...]:
        """What persons said of names in this database; nothing where it does not exist yet."""
        return self._store.judgements() if self._store is not None else ()

    def _settle(self, met: Met, earlier: Settled) -> list[dict[Kind, Addition]]:
        """Who is who in a run, beside those that were settled before."""
        settler, judgements = Settler(earlier), self.judgements()
        before = Met() if earlier.parties.settled else names_met(self._claims_before())
        added = [settler.add(each, judgements) for each in (before, met)]
        self._settled = settler.settled()
        return added

    def _claims_before(self) -> Iterator[Claim]:
        """Claims that an older version recorded, which settled nobody."""
        assert self._store is not None
        return self._store.claims()

    def _begun(self) -> BatchWriter:
        if self._batch is None:
            self._batch = self._open().batch(self._asked).begin()
        return self._batch

    def _open(self) -> Store:
        if self._store is None:
            self._store = self._opened.enter_context(open_store(self._place, create=True))
        return self._store
