"""The report's desk over an index: views of entries and conflicts without a walk over all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.report.pages.frame import Frame
from grandlivre.report.views import Desk, Ties


class _Titles(Mapping[str, str]):
    """Titles of entries by id, each looked up when it is asked for."""

    def __init__(self, frame: Frame) -> None:
        self._entries = frame.index.entries
        self._language = frame.language

    def __getitem__(self, key: str) -> str:
        return self._entries[key].title.of(self._language)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def desk_for(frame: Frame, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> Desk:
    """A desk with the claims and documents that a page needs, and no others."""
    index = frame.index
    ties = Ties(titles=_Titles(frame), conflicts=index.conflicts_of)
    return Desk(index.ledger, claims, documents, index.home, frame.language, ties=ties)


def with_texts(frame: Frame, claims: Iterable[Claim]) -> dict[str, Document]:
    """The documents of some claims, with their texts."""
    library = frame.index.library
    names = {claim.document_id for claim in claims}
    texts = library.texts(names)
    return {
        name: replace(document, text=texts.get(name, ""))
        for name, document in library.facts(names).items()
    }
