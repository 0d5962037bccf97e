"""Where the pages of the application are found."""

from urllib.parse import parse_qsl, quote, urlencode

from grandlivre.report.pages import Address, LivePage, PageKind, Query, digest

_PATHS = {
    PageKind.OVERVIEW: "",
    PageKind.ENTRY: "entries",
    PageKind.CONFLICT: "conflicts",
    PageKind.PARTY: "parties",
    PageKind.PLACE: "places",
    PageKind.DOCUMENT: "documents",
}
"""Of the kinds whose pages are called otherwise than they are."""
_THINGS = (
    PageKind.ENTRY,
    PageKind.CONFLICT,
    PageKind.PARTY,
    PageKind.PLACE,
    PageKind.DOCUMENT,
)
_KINDS = {(_PATHS.get(kind, kind.value), kind in _THINGS): kind for kind in PageKind}
"""By what a path names, and whether it goes on to name one of these."""
LANGUAGES = ("fr", "en")


def address_of(path: str, query: str) -> tuple[Address, str] | None:
    """The page of the ledger that an address leads to, with its language; None for any other.

    Examples
    --------
    >>> address, language = address_of("/fr/ledger", "page=2&sort=size&stage=&from=elsewhere")
    >>> LiveLinks().url(address, language)
    '/fr/ledger?page=2'
    >>> address_of("/fr/login", "") is None
    True
    """
    parts = path.split("/")
    if len(parts) not in (3, 4) or parts[0] or parts[1] not in LANGUAGES:
        return None
    kind = _KINDS.get((parts[2], len(parts) == 4))
    if kind is None:
        return None
    # Of several values the last one counts, as for the pages themselves.
    params = dict(parse_qsl(query, keep_blank_values=True))
    key = parts[3] if len(parts) == 4 else ""
    return Address(kind=kind, key=key, query=Query.from_params(params)), parts[1]


class LiveLinks:
    """Paths of the server."""

    is_live = True

    def url(self, address: Address, language: str) -> str:
        """Where a page is found.

        Examples
        --------
        >>> LiveLinks().url(Address(kind=PageKind.ENTRY, key="cmt_1", anchor="clm_2"), "fr")
        '/fr/entries/cmt_1#clm_2'
        """
        path = f"/{language}/{_PATHS.get(address.kind, address.kind.value)}"
        if address.key:
            path += f"/{quote(address.key, safe='')}"
        params = address.query.to_params()
        query = f"?{urlencode(params)}" if params else ""
        anchor = f"#{quote(address.anchor)}" if address.anchor else ""
        return f"{path}{query}{anchor}"

    def asset(self, name: str) -> str:
        """Where a file is found; another state of the files has another address."""
        return f"/static/{digest()}/{name}"

    def live(self, page: LivePage, language: str, key: str = "") -> str:
        """Where a page is found that only the application has."""
        return f"/{language}/{page.value}" + (f"/{quote(key, safe='')}" if key else "")
