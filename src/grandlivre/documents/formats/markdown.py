"""Markdown with YAML front matter: the body is the text, the front matter its metadata."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from grandlivre.documents.content import Content, empty_text, make_document
from grandlivre.documents.dates import partial_date
from grandlivre.documents.encodings import decode
from grandlivre.documents.model import Document
from grandlivre.documents.passages import title_of
from grandlivre.errors import DocumentError

_FRONT = re.compile(
    r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
# Lines that any YAML reader reads alike: a name, and a plain or quoted scalar without escapes.
_PLAIN = re.compile(
    r"""([A-Za-z_][\w.-]*)[ \t]*:(?:[ \t]+(?:"([^"\\]*)"|'([^']*)'"""
    r"""|([^\s'"\[{&*!|>%@`#,\]}?:-](?:[^#:\n]|(?<! )\#|:(?=\S))*)))?[ \t]*"""
)
_MAX_FRONT = 65_536

METADATA_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "titre", "name"),
    "url": ("url", "link", "canonical", "source_url", "permalink"),
    "publisher": ("publisher", "site", "site_name", "outlet", "source_name", "source", "journal"),
    "author": ("author", "authors", "byline", "auteur", "auteurs", "creator"),
    "language": ("language", "lang", "langue"),
    "published": (
        "published",
        "date",
        "published_at",
        "date_published",
        "datepublished",
        "publication_date",
        "publish_date",
        "pubdate",
        "pub_date",
        "source_date",
        "created",
    ),
    "retrieved": ("retrieved", "retrieved_at", "crawled", "crawled_at", "fetched", "accessed"),
}
"""What each field of a document's metadata is called in files, the likeliest first."""


def read_markdown(content: Content) -> Iterator[Document | DocumentError]:
    """Read a Markdown text; what follows the front matter is stored as it stands."""
    data = content.whole()
    text = decode(data, declared=content.charset, where=content.name)
    block, body_at = front_matter(text)
    body = text[body_at:]
    if not body.strip():
        raise empty_text(content.name, "no text after the front matter")
    metadata = content.transport()
    try:
        metadata |= front_metadata(block, content.name)
    except DocumentError as error:  # the text itself is good all the same
        yield error
    metadata["title"] = metadata.get("title") or title_of(body)
    yield make_document(content.name, body, "markdown", data, metadata)


def front_matter(text: str) -> tuple[str, int]:
    """The YAML block that opens a text, and where the text itself begins; 0 without a block."""
    found = _FRONT.match(text[:_MAX_FRONT])
    return (found[1], found.end()) if found else ("", 0)


def front_metadata(block: str, where: str) -> dict[str, str | None]:
    """Read the fields of `METADATA_KEYS` that a YAML block gives.

    Raises
    ------
    DocumentError
        Where the block is not YAML.
    """
    simple = [_PLAIN.fullmatch(line) for line in block.splitlines() if line.strip()]
    if all(simple):
        return metadata_of({m[1]: m[2] or m[3] or m[4] for m in simple if m})
    loaded = _yaml(block, where)
    if not isinstance(loaded, dict):
        return {}
    return metadata_of({str(key): value for key, value in loaded.items()})


def _yaml(block: str, where: str) -> object:
    import yaml

    try:
        # The base loader keeps scalars as they are written: a date stays "2025-02".
        return yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise DocumentError(
            "the front matter is not valid YAML" + ("" if line is None else f" at line {line + 2}"),
            where=where,
            remedy="mend the lines between the two --- or remove them",
            code="bad_front_matter",
        ) from error


_LONGEST_KEY = 40
_RANKS = {
    name: (field, rank) for field, names in METADATA_KEYS.items() for rank, name in enumerate(names)
}


@lru_cache(maxsize=1_000)
def _rank(key: str) -> tuple[str, int] | None:
    """What a key tells, and how readily it is believed."""
    return _RANKS.get(key) or _RANKS.get(key.lower().replace("-", "_"))


def metadata_of(pairs: Mapping[str, object]) -> dict[str, str | None]:
    """Read a document's metadata from a record's keys and values, whatever their spelling."""
    found: dict[str, str | None] = {}
    ranks: dict[str, int] = {}
    for key, value in pairs.items():
        known = _rank(key) if len(key) <= _LONGEST_KEY else None
        if known is None:
            continue
        field, rank = known
        if ranks.get(field, 99) <= rank:
            continue
        text = value if type(value) is str else _scalar(value)
        if text and field in ("published", "retrieved"):
            text = partial_date(text)
        elif text and field == "language":
            text = text.lower().replace("_", "-").split("-")[0][:3]
        if text:
            found[field] = text
            ranks[field] = rank
    return found


def _scalar(value: object, nested: bool = False) -> str | None:
    """A value as text: a list's items joined, a mapping's name."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float):
        return str(value)
    if nested:
        return None
    if isinstance(value, list):
        names = (item.get("name") if isinstance(item, dict) else item for item in value[:20])
        return ", ".join(name for name in (_scalar(item, True) for item in names) if name) or None
    if isinstance(value, dict):
        return _scalar(value.get("name"), True)
    return None
