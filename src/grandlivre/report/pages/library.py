"""Claims and texts that stand in memory already: what a run has just read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.ledger.grouping.origins import Copies, origins_from


class Loaded:
    """A `Library` of records at hand.

    Parameters
    ----------
    claims, documents
        What was read.
    copies
        Near-copies among the documents; None where they were not looked for.
    notices
        What the ledger noticed in their texts (`Ledger.notices`): found by their ids alone.
    """

    def __init__(
        self,
        claims: Iterable[Claim],
        documents: Iterable[Document],
        copies: Copies | None = None,
        notices: Iterable[Claim] = (),
    ) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._notices = {claim.id: claim for claim in notices}
        self._documents = {document.id: document for document in documents}
        self._copies = copies

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by id."""
        return self._documents

    def facts(self, documents: Iterable[str]) -> Mapping[str, Document]:
        """Some documents, those that there are."""
        return {key: self._documents[key] for key in documents if key in self._documents}

    @cached_property
    def origins(self) -> Mapping[str, str]:
        """Origin by document."""
        return origins_from(self._documents.values(), self._copies)

    @cached_property
    def _by_document(self) -> Mapping[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in {**self._notices, **self._claims}.values():
            found[claim.document_id].append(claim)
        return {
            key: tuple(sorted(each, key=lambda claim: (claim.evidence.start, claim.id)))
            for key, each in found.items()
        }

    def claims(self, keys: Iterable[str]) -> Mapping[str, Claim]:
        """Claims by their ids, those that there are."""
        every = {**self._notices, **self._claims} if self._notices else self._claims
        return {key: every[key] for key in keys if key in every}

    def reading_of(self, document: str) -> tuple[Document, tuple[Claim, ...]] | None:
        """One document with its text, and its claims in the order of that."""
        if document not in self._documents:
            return None
        return self._documents[document], self._by_document.get(document, ())

    def counts(self, documents: Iterable[str]) -> Mapping[str, int]:
        """How many claims were read in each document."""
        return {key: len(self._by_document.get(key, ())) for key in documents}

    def texts(self, documents: Iterable[str]) -> Mapping[str, str]:
        """The whole texts of some documents."""
        return {key: self._documents[key].text for key in documents if key in self._documents}
