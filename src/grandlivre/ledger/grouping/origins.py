"""How many voices there are: documents that copy one another speak with one."""

from collections.abc import Iterable, Mapping

from grandlivre.documents.model import Document, Groups

Copies = Groups | Mapping[str, str]
"""Groups of near-copies, or the origin of each document by its id."""


def origins_from(documents: Iterable[Document], copies: Copies | None) -> dict[str, str]:
    """The origin of each document.

    Parameters
    ----------
    documents
        What was read.
    copies
        Near-copies, as groups or as origins; None where they were not looked for.

    Returns
    -------
    dict
        Id of the origin by id of the document: its group's, and one for all documents that give
        the same address as theirs, such as rows of a table that cite one article.
    """
    origins: dict[str, str] = {}
    at_address: dict[str, str] = {}
    # The first by day and words speaks for an address, whatever the files are called.
    for document in sorted(documents, key=lambda e: (e.published or "9999", e.text, e.id)):
        if isinstance(copies, Groups):
            origin = copies.origin_of(document.id)
        else:
            origin = (copies or {}).get(document.id, document.id)
        if document.url:
            origin = at_address.setdefault(document.url, origin)
        origins[document.id] = origin
    return origins
