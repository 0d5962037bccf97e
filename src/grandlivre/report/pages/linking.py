"""From ids to pages: the parts of a page speak of things by id, wherever these are shown."""

import re
from collections.abc import Callable, Mapping

from grandlivre.report.pages.model import Address, PageKind

_ENTRY = ("cmt_", "prg_")
_ELSEWHERE = re.compile(r' href="#([^"]+)"')
_SECTIONS = {
    "conflicts": PageKind.CONFLICTS,
    "entries": PageKind.LEDGER,
    "programmes": PageKind.LEDGER,
    "sources": PageKind.DOCUMENTS,
    "publishers": PageKind.METHOD,
    "method": PageKind.METHOD,
}
_PREFIXES = (
    ("total", PageKind.LEDGER),
    ("outlook", PageKind.OUTLOOK),
    ("phase-", PageKind.OUTLOOK),
    ("parameter-", PageKind.OUTLOOK),
    ("campus", PageKind.CAMPUS),
)


def address_of(key: str, documents: Mapping[str, str] | None = None) -> Address | None:
    """The page that shows a thing, by the thing's id; None where none does.

    Parameters
    ----------
    key
        Id of an entry, a conflict, a claim, a document, or of an element that a page has.
    documents
        The document of each claim, for those claims that a page may lead to.

    Examples
    --------
    >>> address_of("cmt_12").kind.value, address_of("parameter-pue").anchor
    ('entry', 'parameter-pue')
    """
    if key.startswith(_ENTRY):
        return Address(kind=PageKind.ENTRY, key=key)
    if key.startswith("cfl_"):
        return Address(kind=PageKind.CONFLICT, key=key)
    if key.startswith("clm_"):
        document = (documents or {}).get(key)
        if document is None:
            return None
        return Address(kind=PageKind.DOCUMENT, key=document, anchor=key)
    if key in _SECTIONS:
        return Address(kind=_SECTIONS[key])
    for prefix, kind in _PREFIXES:
        if key.startswith(prefix):
            return Address(kind=kind, anchor=key)
    return None


def with_pages(
    html: str, url: Callable[[Address], str], documents: Mapping[str, str] | None = None
) -> str:
    """Lead links to elements that a page does not have to the page that has them.

    The drawings and tables that reports share name their targets by id alone, as on one long
    page; here each of these has a page of its own.
    """

    def turned(found: re.Match[str]) -> str:
        key = found[1]
        address = address_of(key, documents)
        if address is None or f' id="{key}"' in html:
            return found[0]
        return f' href="{url(address)}"'

    return _ELSEWHERE.sub(turned, html)
