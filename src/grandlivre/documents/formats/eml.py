"""Messages (eml): the text of the letter, its subject, sender and date."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from grandlivre.documents.content import Content, make_document
from grandlivre.documents.dates import partial_date
from grandlivre.documents.encodings import declared_in, decode
from grandlivre.documents.formats.html import text_of_fragment
from grandlivre.documents.model import Document
from grandlivre.documents.passages import title_of
from grandlivre.errors import DocumentError

_MBOX = re.compile(rb"(?m)^From [^\r\n]*\d\d:\d\d[^\r\n]*\r?\n")


def read_eml(content: Content) -> Iterator[Document | DocumentError]:
    """Read a message, or each message of an mbox; attachments are left out."""
    data = content.whole()
    starts = [found.end() for found in _MBOX.finditer(data)] if data[:5] == b"From " else []
    if len(starts) < 2:
        yield _letter(content, data, content.name)
        return
    ends = [*[found.start() for found in _MBOX.finditer(data)][1:], len(data)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        name = f"{content.name}#{number}"
        try:
            yield _letter(content, data[start:end], name)
        except DocumentError as error:
            yield error
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            yield _broken(name, error)


def _letter(content: Content, data: bytes, name: str) -> Document:
    """One message as a document."""
    try:
        # The headers are read leniently below: the default policy's own grammar of headers
        # raises on some that real messages carry.
        message = message_from_bytes(data, policy=policy.compat32)
        if sum(1 for _ in message.walk()) > content.limits.max_members:
            raise _broken(name, ValueError("too many parts"))
        text = _body(message, name)
    except (MessageError, RecursionError) as error:
        raise _broken(name, error) from error
    if not text.strip():
        raise DocumentError(
            "the message has no text of its own",
            where=name,
            remedy="save its attachment and read that",
            code="no_text",
        )
    sender, address = parseaddr(_header(message, "From"))
    known = content.transport()
    known["title"] = _header(message, "Subject") or title_of(text)
    known["author"] = sender or address or None
    known["publisher"] = address.rpartition("@")[2] or None
    known["published"] = partial_date(_header(message, "Date"))
    return make_document(name, text, "eml", data, known)


def _header(message: Message, name: str) -> str:
    """A header in characters, unfolded; empty where it is missing."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return ""
    text = str(raw)
    if "=?" in text:
        with suppress(ValueError, LookupError, MessageError):
            text = str(make_header(decode_header(text)))
    if any("\udc80" <= char <= "\udcff" for char in text):  # bytes that no header may hold
        text = decode(text.encode("utf-8", "surrogateescape"))
    return " ".join(text.split())[:1000]


def _body(message: Message, name: str) -> str:
    """The plain text where it says something, else the text of the HTML part."""
    plain: list[str] = []
    rich: list[str] = []
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or part.get_filename():
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload.strip():
            continue
        charset = part.get_param("charset")
        declared = charset if isinstance(charset, str) else None
        if kind == "text/html":
            source = decode(payload, declared=declared or declared_in(payload), where=name)
            rich.append(text_of_fragment(source))
        else:
            plain.append(decode(payload, declared=declared, where=name))
    letter = "\n\n".join(text for text in plain if text.strip())
    from_page = "\n\n".join(text for text in rich if text.strip())
    # Some newsletters carry a stub ("see this message online") as their plain part.
    if from_page and len(letter.strip()) < min(400, len(from_page) // 4):
        return from_page
    return letter or from_page


def _broken(name: str, error: Exception) -> DocumentError:
    return DocumentError(
        f"damaged message ({type(error).__name__})",
        where=name,
        remedy="save it from the mail program again",
        code="damaged_eml",
    )
