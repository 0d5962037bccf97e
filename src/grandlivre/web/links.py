"""Where the pages of the application are found."""

from urllib.parse import quote, urlencode

from grandlivre.report.pages import Address, LivePage, PageKind, digest

_PATHS = {
    PageKind.OVERVIEW: "",
    PageKind.ENTRY: "entries",
    PageKind.CONFLICT: "conflicts",
    PageKind.PARTY: "parties",
    PageKind.PLACE: "places",
    PageKind.DOCUMENT: "documents",
}
"""Of the kinds whose pages are called otherwise than they are."""


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
