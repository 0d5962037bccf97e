"""Feeds (RSS, Atom, RDF): each entry a document."""

from collections.abc import Iterator
from typing import Any

from grandlivre.documents.content import Content, make_document
from grandlivre.documents.dates import partial_date
from grandlivre.documents.encodings import declared_in, decode
from grandlivre.documents.formats.html import text_of_fragment
from grandlivre.documents.model import Document
from grandlivre.errors import DocumentError

_TEXTS = ("encoded", "content", "description", "summary", "subtitle")


def read_feed(content: Content) -> Iterator[Document | DocumentError]:
    """Read a feed; an entry without a text of its own gives its title."""
    data = content.whole()
    root = _parse(data, content.name)
    publisher, language = _of_feed(root)
    entries = [node for node in root.iter() if _name(node) in ("item", "entry")]
    if not entries:
        raise DocumentError(
            "no entry in the feed, or no feed at all",
            where=content.name,
            remedy="give an RSS or Atom file that has entries",
            code="no_text",
        )
    for number, entry in enumerate(entries, start=1):
        name = f"{content.name}#{number}"
        document = _entry(entry, name, publisher, language, content.retrieved)
        yield document or DocumentError(
            "the entry has neither text nor title",
            where=name,
            remedy="give the page that the entry links to",
            code="no_text",
        )


def _parse(data: bytes, where: str) -> Any:
    """Parse XML without fetching or expanding anything that it names."""
    from lxml import etree

    text = decode(data, declared=declared_in(data), where=where)
    if text.lstrip().startswith("<?xml"):
        text = text[text.index("<?xml") :]
        text = text[text.find("?>") + 2 :]  # its encoding has been dealt with
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise _damaged(where) from error
    if root is None:
        raise _damaged(where)
    return root


def _damaged(where: str) -> DocumentError:
    return DocumentError(
        "not well-formed XML",
        where=where,
        remedy="download the feed again",
        code="damaged_feed",
    )


def _name(node: Any) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    return str(node.tag).rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _of_feed(root: Any) -> tuple[str | None, str | None]:
    """Title and language of the feed itself."""
    channel = next((node for node in root.iter() if _name(node) in ("channel", "feed")), root)
    known = {_name(node): (node.text or "").strip() for node in channel}
    language = known.get("language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return known.get("title") or None, language[:2].lower() or None


def _entry(
    entry: Any, name: str, publisher: str | None, language: str | None, retrieved: str | None
) -> Document | None:
    """One entry as a document; None where it says nothing."""
    parts: dict[str, str] = {}
    link = None
    author = None
    for node in entry:
        part = _name(node)
        if part == "link":
            target = node.get("href") or (node.text or "").strip()
            if target and (link is None or node.get("rel") == "alternate"):
                link = target
        elif part == "author" and len(node):
            author = next((_inner(child) for child in node if _name(child) == "name"), None)
        elif part and part not in parts:
            parts[part] = _inner(node)
    title = text_of_fragment(parts.get("title", "")) or None
    text = max((text_of_fragment(parts.get(key, "")) for key in _TEXTS), key=len) or title
    if not text or not text.strip():
        return None
    guid = parts.get("guid", parts.get("id", ""))
    dates = (parts.get(key, "") for key in ("pubDate", "published", "date", "issued", "updated"))
    known = {
        "title": title,
        "url": link or (guid if guid.startswith("http") else None),
        "publisher": publisher,
        "author": author or parts.get("creator") or parts.get("author") or None,
        "language": language,
        "published": next((day for day in map(partial_date, dates) if day), None),
        "retrieved": retrieved,
    }
    return make_document(name, text, "feed", _bytes_of(entry), known)


def _inner(node: Any) -> str:
    """The characters of an element; its markup, where it holds any (XHTML content)."""
    from lxml import etree

    if len(node) == 0:
        return (node.text or "").strip()
    return (node.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in node)


def _bytes_of(entry: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(entry))
