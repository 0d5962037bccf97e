"""Results on their way between processes: plain tuples, for records pickle slowly.

A frozen dataclass of a dozen fields takes some 60 µs to travel, which is as long as it takes
to read an article that holds no claim. As tuples they take a tenth of that.
"""

from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import Any

from grandlivre.documents.model import Document

Packed = tuple[Any, ...]

_NAMES = tuple(field.name for field in fields(Document))
_VALUES = attrgetter(*_NAMES)
_TEXT = _NAMES.index("text")
_new: Any = partial(object.__new__, Document)
# A frozen dataclass refuses to be set by name; its slots do not.
_SETTERS: tuple[Any, ...] = tuple(getattr(Document, name).__set__ for name in _NAMES)


def pack_document(document: Document) -> Packed:
    """A document as a tuple of its fields' values."""
    return _VALUES(document)


def unpack_document(packed: Packed) -> Document:
    """The document again.

    Examples
    --------
    >>> document = Document(id="doc_1", name="a.txt", text="5 MW")
    >>> unpack_document(pack_document(document)) == document
    True
    """
    document = _new()
    for set_value, value in zip(_SETTERS, packed, strict=True):
        set_value(document, value)
    return document  # type: ignore[no-any-return]


def without_text(document: Document) -> Document:
    """The facts of a document, its text left behind.

    Examples
    --------
    >>> without_text(Document(id="doc_1", name="a.txt", text="5 MW")).text
    ''
    """
    values = list(_VALUES(document))
    values[_TEXT] = ""
    return unpack_document(tuple(values))
