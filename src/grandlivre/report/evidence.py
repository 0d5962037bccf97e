"""The sentence around a quote, and who says it where and when."""

import re
from dataclasses import dataclass

from grandlivre.base.wording import period
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.report.texts import text

# A line that goes on in small letters is broken for its width, in the midst of a sentence.
_END = re.compile(r"[.!?…][\"»”)\]]*\s+(?=[A-ZÀ-Ü«“\"(0-9])|\n(?:[^\S\n]*\n)+|\n(?![a-zà-öø-ÿ])")
_BULLET = re.compile(r"^[^\w\s\"'«“‘(\[…€$£¥+-]+\s*|^[-+]\s+")
_BEFORE, _AFTER = 260, 220
_SPACE = re.compile(r"\s+")
_SAFE = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote in its sentence, with its source."""

    claim: str
    before: str
    quote: str
    after: str
    source: str
    """Title, publisher or name of the document."""
    date: str
    document: str
    """Id of the document."""
    url: str | None
    said_by: str
    """Who is said to say it; empty where the text speaks for itself."""
    language: str


def quote_of(claim: Claim, document: Document | None, language: str) -> Quote:
    """The sentence that a claim stands in.

    Parameters
    ----------
    claim
        The claim, whose evidence gives the place.
    document
        Its document; None where it is not at hand: prefix and suffix stand in for the sentence.
    language
        Of the page.
    """
    before, after = claim.evidence.prefix, claim.evidence.suffix
    if document is not None and document.text:
        before, after = _around(document.text, claim.evidence.start, claim.evidence.end)
    who = ", ".join(claim.attributed_to)
    return Quote(
        claim=claim.id,
        before=before,
        quote=_SPACE.sub(_kept_space, claim.evidence.quote),
        after=after,
        source=source_name(document) if document is not None else claim.document,
        date=_date(document, language),
        document=claim.document_id,
        url=safe_url(document),
        said_by=text("said_by", language, who=who) if who else "",
        language=(document.language if document is not None else None) or language,
    )


def source_name(document: Document) -> str:
    """What a document is called: publisher and title, or its file name."""
    parts = [part for part in (document.publisher, document.title) if part]
    return " – ".join(parts) if parts else document.name


def safe_url(document: Document | None) -> str | None:
    """The address of a document, if it is one that a page may link to."""
    url = document.url if document is not None else None
    return url if url and _SAFE.match(url) else None


def _date(document: Document | None, language: str) -> str:
    if document is None or document.published is None:
        return text("undated", language)
    return period(document.published, language)


def _around(whole: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a quote in its sentence, cut where that is long."""
    head = whole[max(0, start - _BEFORE) : start]
    ends = list(_END.finditer(head))
    if ends:
        head = head[ends[-1].end() :]
    elif start > _BEFORE:
        head = "… " + head.partition(" ")[2]
    tail = whole[end : end + _AFTER]
    found = _END.search(tail)
    if found:
        tail = tail[: found.end()].rstrip()
    elif end + _AFTER < len(whole):
        tail = tail.rpartition(" ")[0] + " …"
    return _SPACE.sub(_kept_space, _BULLET.sub("", head.lstrip())), _SPACE.sub(_kept_space, tail)


def _kept_space(found: re.Match[str]) -> str:
    """One space for several; a no-break space stays one."""
    return found[0] if found[0] in ("\u00a0", "\u202f", " ") else " "
