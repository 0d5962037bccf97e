"""The pages as a folder that works from a disk: no server, no request to anywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from grandlivre.report.pages.assets import ASSETS, LIVE_ONLY
from grandlivre.report.pages.frame import MOST_STATIC
from grandlivre.report.pages.index import Index
from grandlivre.report.pages.model import Address, Edition, LivePage, PageKind
from grandlivre.report.pages.render import Pages
from grandlivre.report.pages.texts import LANGUAGES

_FOLDERS = {
    PageKind.ENTRY: "entries",
    PageKind.CONFLICT: "conflicts",
    PageKind.PARTY: "parties",
    PageKind.PLACE: "places",
    PageKind.DOCUMENT: "documents",
}
_ASSETS = "assets"
_FRONT = "index.html"


@dataclass(frozen=True, slots=True)
class FolderLinks:
    """Relative paths, as they are from one page."""

    path: str
    """Of the page that the links stand on."""
    kept: frozenset[tuple[PageKind, str]]
    """Pages of one thing each that the folder has; what it has not is found in its list."""
    is_live: bool = False

    @property
    def _up(self) -> str:
        """From the page to the folder."""
        return "../" * self.path.count("/")

    def url(self, address: Address, language: str) -> str:
        """Where a page is found."""
        if address.kind in _FOLDERS and (address.kind, address.key) not in self.kept:
            address = Address(kind=_LISTS[address.kind])
        anchor = f"#{address.anchor}" if address.anchor else ""
        return f"{self._up}{path_of(address, language)}{anchor}"

    def asset(self, name: str) -> str:
        """Where a file is found."""
        return f"{self._up}{_ASSETS}/{name}"

    def live(self, page: LivePage, language: str, key: str = "") -> str:
        """Nowhere: these pages need a server."""
        return ""


_LISTS = {
    PageKind.ENTRY: PageKind.LEDGER,
    PageKind.CONFLICT: PageKind.CONFLICTS,
    PageKind.PARTY: PageKind.PARTIES,
    PageKind.PLACE: PageKind.PLACES,
    PageKind.DOCUMENT: PageKind.DOCUMENTS,
}


def path_of(address: Address, language: str) -> str:
    """The file of a page, from the folder.

    Examples
    --------
    >>> path_of(Address(kind=PageKind.ENTRY, key="cmt_1"), "fr")
    'fr/entries/cmt_1.html'
    """
    if address.kind in _FOLDERS:
        return f"{language}/{_FOLDERS[address.kind]}/{_safe(address.key)}.html"
    name = "index" if address.kind is PageKind.OVERVIEW else address.kind.value
    return f"{language}/{name}.html"


def _safe(key: str) -> str:
    """A key as the name of a file: nothing in it can lead out of the folder."""
    named = key.replace(":", "-")
    return "".join(char if char.isalnum() or char in "_-" else f"~{ord(char):x}" for char in named)


def static_site(edition: Edition, *, language: str = "en") -> Iterator[tuple[str, bytes]]:
    """Make every page of an edition, in both languages, and the files that they need.

    Parameters
    ----------
    edition
        What is shown.
    language
        Of the folder's front page: ``fr`` or ``en``.

    Yields
    ------
    tuple of str and bytes
        A file's path, relative to the folder, and what is in it; each page is made when it is
        asked for. Lists are cut at 2,000 rows, and say so.
    """
    index = Index(edition)
    things = list(_things(index))
    kept = frozenset((address.kind, address.key) for address in things)
    for name, make in ASSETS.items():
        if name not in LIVE_ONLY:
            yield f"{_ASSETS}/{name}", make()
    single = [kind for kind in PageKind if kind not in _FOLDERS]
    addresses = [*(Address(kind=kind) for kind in single), *things]
    front = Address(kind=PageKind.OVERVIEW)
    yield _FRONT, _page(index, front, (_FRONT, language), kept)
    for address in addresses:
        for each in LANGUAGES:
            path = path_of(address, each)
            yield path, _page(index, address, (path, each), kept)


def _page(
    index: Index,
    address: Address,
    place: tuple[str, str],
    kept: frozenset[tuple[PageKind, str]],
) -> bytes:
    path, language = place
    links = FolderLinks(path, kept)
    return Pages(index, links, language).render(address).encode("utf-8", "replace")


def _things(index: Index) -> Iterator[Address]:
    """What has a page of its own, the largest first."""
    lists = (
        (PageKind.ENTRY, index.entries),
        (PageKind.CONFLICT, index.conflicts),
        (PageKind.PARTY, index.parties),
        (PageKind.PLACE, index.places),
        (PageKind.DOCUMENT, [each.id for group in index.voices for each in group]),
    )
    for kind, keys in lists:
        for key in islice(keys, MOST_STATIC):
            yield Address(kind=kind, key=key)
