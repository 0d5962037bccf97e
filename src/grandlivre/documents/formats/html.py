"""Web pages: their visible text, each character kept, and what they say of themselves."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from grandlivre.documents.content import Content, make_document
from grandlivre.documents.dates import partial_date
from grandlivre.documents.encodings import declared_in, decode
from grandlivre.documents.model import Document
from grandlivre.documents.passages import title_of
from grandlivre.errors import DocumentError

_SKIPPED = [
    "nav",
    "footer",
    "aside",
    "figcaption",
    "form",
    "button",
    "select",
    "textarea",
    "template",
    "dialog",
    "[hidden]",
    '[style*="display:none"]',
    '[style*="display: none"]',
    '[role="navigation"]',
    '[role="dialog"]',
    '[role="contentinfo"]',
    '[id*="cookie" i]',
    '[class*="cookie-" i]',
    '[class*="cookies-" i]',
    '[class*="consent" i]',
    '[id*="onetrust"]',
    '[id*="didomi"]',
]
_META_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("og:title", "twitter:title", "dc.title", "citation_title", "headline"),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "author": ("author", "article:author", "dc.creator", "sailthru.author", "parsely-author"),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "pubdate",
        "publish-date",
        "publication_date",
        "citation_publication_date",
        "sailthru.date",
        "parsely-pub-date",
        "article.published",
    ),
    "url": ("og:url", "twitter:url"),
    "language": ("og:locale", "dc.language", "language"),
}
_ARTICLE = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|WebPage|SocialMediaPosting)\Z")
_TAG = re.compile(r"<(?:[a-zA-Z!/][^<>]*)>")
_MAX_JSON = 2_000_000
_DEEPEST = 64


def read_html(content: Content) -> Iterator[Document]:
    """Read a page: visible text with its blocks as lines, metadata from its head."""
    data = content.whole()
    charset = content.charset or declared_in(data)
    source = decode(data, declared=charset, where=content.name)
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(source)
    text = _visible(tree)
    if not text.strip():
        raise DocumentError(
            "the page has no text of its own (it may be built by a script)",
            where=content.name,
            remedy="save the page as the browser shows it, or print it to PDF",
            code="no_text",
        )
    known = page_metadata(tree)
    known = {**content.transport(), **{key: value for key, value in known.items() if value}}
    known["title"] = known.get("title") or title_of(text)
    yield make_document(content.name, text, "html", data, known)


def text_of_fragment(fragment: str) -> str:
    """The visible text of a piece of HTML, as feeds and messages hold it."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    if not _TAG.search(fragment):
        return html.unescape(fragment).strip()
    from resiliparse.parse.html import HTMLTree

    return _visible(HTMLTree.parse(fragment))


def _visible(tree: Any) -> str:
    """The visible text of a parsed page, blocks on lines of their own."""
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(
        tree,
        preserve_formatting=True,
        alt_texts=False,
        noscript=False,
        skip_elements=_SKIPPED,
    )
    return text.strip("\n")


def page_metadata(tree: Any) -> dict[str, str | None]:
    """What a page says of itself: JSON-LD first, then meta elements, then the page's own marks."""
    known: dict[str, str | None] = {}
    head = tree.document
    if head is None:
        return known
    for script in head.query_selector_all('script[type="application/ld+json"]'):
        for field, value in linked_data(script.text).items():
            known.setdefault(field, value)
    named: dict[str, str] = {}
    for meta in head.query_selector_all("meta[content]"):
        for attribute in ("property", "name", "itemprop"):
            if key := meta.getattr(attribute):
                named.setdefault(key.strip().lower(), meta.getattr("content") or "")
    for field, names in _META_NAMES.items():
        for name in names:
            if not known.get(field) and (value := _clean(field, named.get(name))):
                known[field] = value
    return _page_marks(tree, head, known)


def _page_marks(tree: Any, head: Any, known: dict[str, str | None]) -> dict[str, str | None]:
    """Fill what is still unknown from the title, the canonical link, the language and the time."""
    if canonical := head.query_selector('link[rel="canonical"]'):
        known["url"] = _clean("url", canonical.getattr("href")) or known.get("url")
    if not known.get("title"):
        known["title"] = _clean("title", tree.title)
    root = head.query_selector("html")
    if root is not None and (value := _clean("language", root.getattr("lang"))):
        known["language"] = value
    if not known.get("published"):
        for time in list(head.query_selector_all("time[datetime]"))[:5]:
            if value := _clean("published", time.getattr("datetime")):
                known["published"] = value
                break
    return known


def linked_data(source: str) -> dict[str, str | None]:
    """Metadata of the article that a JSON-LD script describes; nothing where it describes none."""
    if len(source) > _MAX_JSON:
        return {}
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip()
    source = source.removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        loaded = orjson.loads(source)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return {}
    known: dict[str, str | None] = {}
    for item in _items(loaded, 0):
        kinds = item.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if not any(isinstance(kind, str) and _ARTICLE.match(kind) for kind in kinds):
            continue
        for field, names in (
            ("title", ("headline", "name")),
            ("published", ("datePublished", "dateCreated")),
            ("publisher", ("publisher", "sourceOrganization")),
            ("author", ("author", "creator")),
            ("url", ("url", "mainEntityOfPage")),
            ("language", ("inLanguage",)),
        ):
            for name in names:
                value = _clean(field, _name_of(item.get(name)))
                if value and (field != "url" or value.startswith("http")):
                    known.setdefault(field, value)
        if known.get("published"):
            break
    return known


def _items(value: object, depth: int) -> Iterable[dict[str, Any]]:
    """Objects of a JSON-LD graph, outermost first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        yield from _items(value.get("@graph"), depth + 1)
        yield from _items(value.get("mainEntity"), depth + 1)
    elif isinstance(value, list):
        for item in value[:200]:
            yield from _items(item, depth + 1)


def _name_of(value: object) -> str | None:
    """The name of a person, organisation or page in JSON-LD."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        name = value.get("name") or value.get("@id") or value.get("url")
        return name if isinstance(name, str) else None
    if isinstance(value, list):
        return ", ".join(name for name in map(_name_of, value[:10]) if name) or None
    return None


def _clean(field: str, value: str | None) -> str | None:
    """A metadata value in the form that documents keep it."""
    value = html.unescape(value or "").strip()
    if not value or len(value) > 2000:
        return None
    if field == "published":
        return partial_date(value)
    if field == "language":
        code = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", value)
        return code[0].lower() if code else None
    if field == "author" and value.startswith("http"):
        return None
    return " ".join(value.split()) if field == "title" else value
