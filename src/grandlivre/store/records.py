"""Documents and claims as rows, and back: exact JSON, with columns beside it to query by."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import Any

from grandlivre.base.codec import dumps, loads
from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.errors import CodecError
from grandlivre.store.amounts import minor_bounds

# PostgreSQL's texts hold no NUL, and no database's hold half surrogates; records spell them out.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# The first step of zlib's already halves a text; the sixth takes thrice as long for a tenth more.
_LEVEL = 3

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader made of one document, ready to be stored."""

    document: Document
    claims: Sequence[Claim]
    record: str
    """The document without its text, as JSON."""
    claim_records: tuple[str, ...]
    digest: str
    """Of all that was read: two readings with the same are the same."""
    source_id: str
    """What it is a reading of: a later reading of the same supersedes it."""

    @classmethod
    def of(cls, document: Document, claims: Sequence[Claim]) -> "Reading":
        """Write a document and its claims as JSON."""
        record = dumps(replace(document, text=""))
        lines = [dumps(claim) for claim in claims]
        digest = blake2b(b"\n".join((record, *lines)), digest_size=16).hexdigest()
        return cls(
            document=document,
            claims=claims,
            record=record.decode(),
            claim_records=tuple(line.decode() for line in lines),
            digest=digest,
            source_id=source_of(document),
        )

    def row(self, number: int) -> Row:
        """Its row in the table of readings."""
        document = self.document
        return {
            "id": number,
            "document_id": storable(document.id),
            "digest": self.digest,
            "name": storable(document.name),
            "title": _or_none(document.title),
            "publisher": _or_none(document.publisher),
            "language": _or_none(document.language),
            "url": _or_none(document.url),
            "published": _or_none(document.published),
            "out_by": out_by(document),
            "claims": len(self.claims),
            "record": self.record,
            "checksum": checksum(self.record),
        }

    def claim_rows(self, number: int) -> list[Row]:
        """The rows of its claims."""
        return [
            _claim_row(number, position, claim, record)
            for position, (claim, record) in enumerate(
                zip(self.claims, self.claim_records, strict=True)
            )
        ]

    def text_row(self) -> Row:
        """The row of its text."""
        text = self.document.text
        return {
            "document_id": storable(self.document.id),
            "characters": len(text),
            "data": packed(text),
        }


def source_of(document: Document) -> str:
    """What a document is a reading of: the same bytes under the same name, whatever was made
    of them; where the bytes are not known, itself.
    """
    if document.sha256 is None:
        return storable(document.id)
    return content_key("src", document.name, document.sha256)


def out_by(document: Document) -> date | None:
    """The day by which a document was surely published; None where nobody can say.

    Examples
    --------
    >>> out_by(Document(id="d", name="d", text="", published="2025-02"))
    datetime.date(2025, 2, 28)
    """
    for words in (document.published, (document.retrieved or "")[:10]):
        try:
            return Period.parse(words or "").last
        except ValueError:
            continue
    return None


def packed(text: str) -> bytes:
    """A text made small."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpacked(data: bytes) -> str:
    """The text again.

    Raises
    ------
    CodecError
        Where these are no such bytes.
    """
    try:
        return zlib.decompress(data).decode("utf-8", "surrogatepass")
    except (zlib.error, ValueError, TypeError) as error:
        raise CodecError("not the bytes of a text") from error


def checksum(record: str) -> int:
    """What tells a record from one that a failing disk has altered."""
    return zlib.crc32(record.encode())


def document_of(record: str, written: int, data: bytes | None) -> Document:
    """A document from its record, the checksum that it was written with, and its packed text.

    Raises
    ------
    CodecError
        Where they do not hold what was written.
    """
    document = loads(Document, checked(record, written))
    return document if data is None else replace(document, text=unpacked(data))


def claim_of(record: str, written: int) -> Claim:
    """A claim from its record and the checksum that it was written with.

    Raises
    ------
    CodecError
        Where they do not hold what was written.
    """
    return loads(Claim, checked(record, written))


def checked(record: object, written: int) -> str:
    """A record, where it is as it was written.

    Raises
    ------
    CodecError
        Where it is not.
    """
    if not isinstance(record, str) or checksum(record) != written:
        raise CodecError("not what was written")
    return record


def storable(text: str) -> str:
    """A text as a column holds it."""
    return _UNSTORABLE.sub("\ufffd", text)


def _or_none(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _claim_row(number: int, position: int, claim: Claim, record: str) -> Row:
    low, high = minor_bounds(claim)
    return {
        "reading_id": number,
        "position": position,
        "id": storable(claim.id),
        "measure": claim.measure.value,
        "role": claim.role.value,
        "stage": claim.stage.value,
        "purpose": claim.purpose.value,
        "low_minor": low,
        "high_minor": high,
        "unit": storable(claim.unit),
        "record": record,
        "checksum": checksum(record),
    }
