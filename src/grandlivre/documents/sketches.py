"""What is kept of a text so that copies that come later find it: hashes of its runs of words."""

from collections.abc import Iterable, Mapping
from typing import Any

from grandlivre.documents.boilerplate import repeated_lines, site_of
from grandlivre.documents.candidates import Index
from grandlivre.documents.copies import Criteria
from grandlivre.documents.fingerprints import Vocabulary, sketch
from grandlivre.documents.model import Document


def sketches_of(documents: Iterable[Document]) -> dict[str, bytes]:
    """Sketches by the id of their document.

    Parameters
    ----------
    documents
        Documents with their texts. What stands on many pages of one site among them is left out.

    Returns
    -------
    dict
        Distinct hashes of runs of five words and of quoted runs of four, ascending, each of 32
        bits, the lowest byte first; empty for what is never compared (rows of statements, short
        texts).

    Examples
    --------
    >>> short = Document(id="doc_1", name="a.txt", text="Too short to be compared.")
    >>> sketches_of([short])
    {'doc_1': b''}
    """
    read = [document for document in documents if document.text]
    prose = [document for document in read if document.format != "statements"]
    repeated, words, least = repeated_lines(prose), Vocabulary(), Criteria().min_words
    found = {document.id: b"" for document in read}
    for document in prose:
        count, runs = sketch(document, words, site=site_of(document), boilerplate=repeated)
        if count >= least:
            found[document.id] = runs.astype("<u4").tobytes()
    return found


def alike(fresh: Mapping[str, bytes], earlier: Iterable[tuple[str, bytes]]) -> set[str]:
    """Earlier documents that may be copies of fresh ones.

    Parameters
    ----------
    fresh, earlier
        Sketches by id. The earlier ones may be many: they are looked at one by one, and kept
        in as far as they share runs with the fresh ones.

    Returns
    -------
    set of str
        Ids of the earlier ones, to be compared in full (`grandlivre.documents.copies.group`).

    Examples
    --------
    >>> import numpy
    >>> one, two = (numpy.arange(at, at + 40, dtype="<u4").tobytes() for at in (0, 20))
    >>> sorted(alike({"new": one}, [("same", one), ("half", two), ("none", b"")]))
    ['half', 'same']
    """
    import numpy

    index, ids = Index(), list[str]()
    runs = [_hashes(data) for data in fresh.values()]
    for each in runs:
        index.add(len(ids), each)
        ids.append("")
    known = numpy.unique(numpy.concatenate(runs)) if runs else numpy.empty(0, "<u4")
    for key, data in earlier:
        mine = _hashes(data)
        shared = mine[numpy.isin(mine, known, assume_unique=True)]
        if len(shared):
            index.add(len(ids), shared)
            ids.append(key)
    found = set[str]()
    for pair in index.pairs().tolist():
        names = [ids[place] for place in pair]
        if "" in names:
            found.update(filter(None, names))
    return found


def _hashes(data: bytes) -> Any:
    """The hashes of a sketch; of a damaged one as many as there are, which finds less."""
    import numpy

    return numpy.frombuffer(data[: len(data) // 4 * 4], "<u4")
