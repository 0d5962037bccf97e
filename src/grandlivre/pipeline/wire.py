"""Results on their way between processes: plain tuples, for records pickle slowly.

A frozen dataclass of a dozen fields takes some 60 µs to travel, which is as long as it takes
to read an article that holds no claim. As tuples they take a tenth of that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from itertools import repeat, starmap
from operator import attrgetter
from typing import Any

from grandlivre.base.records import maker, put_field
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.documents.model import Document

Packed = tuple[Any, ...]


class _Kind:
    """How records of one kind are taken apart and made again."""

    def __init__(self, kind: type) -> None:
        self.names = tuple(field.name for field in fields(kind))
        self.values: Callable[[Any], Packed] = attrgetter(*self.names)
        """A record as a tuple of its fields' values."""
        self.make: Callable[..., Any] = maker(kind)


_DOCUMENT, _CLAIM, _EVIDENCE, _REASON = map(_Kind, (Document, Claim, Evidence, Reason))
_TEXT = _DOCUMENT.names.index("text")
_set_text = put_field(Document, "text")
# Where a claim's fields stand that pickle slowly: records, and the members of enumerations.
_EVIDENCE_AT, _REASONS_AT, *_DECIMALS_AT = map(
    _CLAIM.names.index, ("evidence", "reasons", "low", "high")
)
_NAMED_AT = tuple(
    (_CLAIM.names.index(name), {member.value: member for member in kind})
    for name, kind in (("measure", Measure), ("role", Role), ("purpose", Purpose), ("stage", Stage))
)


def pack_document(document: Document) -> Packed:
    """A document as a tuple of its fields' values."""
    return _DOCUMENT.values(document)


def unpack_document(packed: Packed) -> Document:
    """The document again.

    Examples
    --------
    >>> document = Document(id="doc_1", name="a.txt", text="5 MW")
    >>> unpack_document(pack_document(document)) == document
    True
    """
    return _DOCUMENT.make(*packed)  # type: ignore[no-any-return]


def pack_column(values: Sequence[Any]) -> Packed:
    """Values of one field of several records; one alone where all are the same, as most are.

    Examples
    --------
    >>> pack_column(["fr", "fr", "fr"]), pack_column([1, 2])
    (('fr',), (1, 2))
    """
    if values and values.count(values[0]) == len(values):
        return (values[0],)
    return tuple(values)


def unpack_column(packed: Packed, count: int) -> Iterable[Any]:
    """The values again, so many."""
    return repeat(packed[0], count) if len(packed) == 1 else packed


def pack_documents(documents: Sequence[Document]) -> Packed:
    """Documents as tuples of the values of each field."""
    return tuple(map(pack_column, zip(*map(_DOCUMENT.values, documents), strict=True)))


def unpack_documents(packed: Packed, count: int) -> Iterator[Document]:
    """The documents again, so many.

    Examples
    --------
    >>> documents = [Document(id=f"doc_{n}", name="a.txt", text="5 MW") for n in (1, 2)]
    >>> list(unpack_documents(pack_documents(documents), 2)) == documents
    True
    """
    return map(_DOCUMENT.make, *[unpack_column(column, count) for column in packed])


def pack_claim(claim: Claim) -> Packed:
    """A claim as a tuple of its fields' values, of which none is slow to travel."""
    values = list(_CLAIM.values(claim))
    values[_EVIDENCE_AT] = _EVIDENCE.values(claim.evidence)
    values[_REASONS_AT] = tuple(map(_REASON.values, claim.reasons))
    for at, _ in _NAMED_AT:
        values[at] = values[at].value
    for at in _DECIMALS_AT:
        if values[at] is not None:
            values[at] = str(values[at])
    return tuple(values)


def unpack_claim(packed: Packed) -> Claim:
    """The claim again."""
    values = list(packed)
    values[_EVIDENCE_AT] = _EVIDENCE.make(*packed[_EVIDENCE_AT])
    values[_REASONS_AT] = tuple(starmap(_REASON.make, packed[_REASONS_AT]))
    for at, members in _NAMED_AT:
        values[at] = members[packed[at]]
    for at in _DECIMALS_AT:
        if packed[at] is not None:
            values[at] = Decimal(packed[at])
    return _CLAIM.make(*values)  # type: ignore[no-any-return]


def without_text(document: Document) -> Document:
    """The facts of a document, its text left behind.

    Examples
    --------
    >>> without_text(Document(id="doc_1", name="a.txt", text="5 MW")).text
    ''
    """
    values = list(_DOCUMENT.values(document))
    values[_TEXT] = ""
    return _DOCUMENT.make(*values)  # type: ignore[no-any-return]


def leave_text(document: Document) -> None:
    """Leave a document's text behind, in place: for whoever made it and alone holds it.

    Examples
    --------
    >>> document = Document(id="doc_1", name="a.txt", text="5 MW")
    >>> leave_text(document)
    >>> document.text
    ''
    """
    _set_text(document, "")
