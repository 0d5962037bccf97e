"""Copies across runs: what a run brings, beside what earlier runs recorded."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from grandlivre.documents import copies
from grandlivre.documents.model import Document
from grandlivre.documents.sketches import alike, sketches_of
from grandlivre.store import BatchWriter, Store


def joined(store: Store, batch: BatchWriter, documents: Sequence[Document]) -> dict[str, str]:
    """The origin of each document of a run, earlier documents being looked at too.

    Parameters
    ----------
    store
        Where earlier documents are.
    batch
        What records this run; it gets the sketches by which later runs find it.
    documents
        The documents of the run. Who claims nothing has no text any more, and is nobody's echo.

    Returns
    -------
    dict
        Id of the origin by id of the document, for all of the run and for those of earlier
        runs that have an origin now. A group that was recorded is never parted: it may be
        joined by new documents, which may join it to another one.
    """
    told = [document for document in documents if document.text]
    mine = {document.id for document in documents}
    fresh = sketches_of(told)
    batch.add_sketches(fresh)
    batch.add_sketches(sketches_of(store.unsketched()))
    found = alike(fresh, ((key, data) for key, data in store.sketches() if key not in mine))
    recorded = store.copies()
    earlier = store.documents_by_id(_with_their_groups(found, recorded) - mine)
    groups = copies.group([*told, *earlier])
    origins = {key: recorded.get(key, key) for key in mine}
    for group in groups.groups:
        if mine.isdisjoint(group.members):
            continue
        for member in group.members:
            for one in (member, recorded.get(member, member)):
                origins[one] = group.origin
    return {key: _root(key, origins) for key in origins}


def within(origins: Mapping[str, str], documents: Sequence[Document]) -> dict[str, str]:
    """Origins for a ledger of these documents alone: one of each group stands for an absent one.

    Examples
    --------
    >>> one, two = (Document(id=key, name=key, text="") for key in ("doc_1", "doc_2"))
    >>> within({"doc_1": "doc_0", "doc_2": "doc_0"}, [one, two])
    {'doc_1': 'doc_1', 'doc_2': 'doc_1'}
    """
    here = {document.id for document in documents}
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        groups[origins.get(document.id, document.id)].append(document)
    found: dict[str, str] = {}
    for origin, members in groups.items():
        first = min(members, key=lambda each: (each.published or "9999", each.text, each.id))
        stands = origin if origin in here else first.id
        found.update((member.id, stands) for member in members)
    return found


def _with_their_groups(keys: set[str], recorded: Mapping[str, str]) -> set[str]:
    """Documents with all that are recorded to have the same origin."""
    origins = {recorded.get(key, key) for key in keys}
    return keys | origins | {key for key, origin in recorded.items() if origin in origins}


def _root(key: str, origins: Mapping[str, str]) -> str:
    seen = {key}
    while (origin := origins.get(key, key)) not in seen:
        seen.add(origin)
        key = origin
    return key
