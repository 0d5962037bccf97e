"""How many voices there are: documents that copy one another speak with one."""

from collections.abc import Iterable, Mapping

from grandlivre.documents.model import Document

Origins = Mapping[str, str]
"""The group of near-copies of a document, by its id."""


def origins_from(documents: Iterable[Document], copies: Origins | None) -> dict[str, str]:
    """The origin of each document: its group of near-copies, else itself."""
    known = copies if copies is not None else {}
    return {each.id: known.get(each.id, each.id) for each in documents}
