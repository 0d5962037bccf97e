"""What every page is made with: the index, the language, who looks, and where links lead."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup, escape

from grandlivre.base.interval import Interval
from grandlivre.base.wording import period
from grandlivre.ledger.words import money_range
from grandlivre.report.pages.index import Entry, Index
from grandlivre.report.pages.model import Address, Links, LivePage, PageKind, Query, Viewer
from grandlivre.report.pages.texts import count, say

_AND_MORE = re.compile(r" \+(?=\d)")
MOST_ROWS = 50
"""Rows of a list on one page of the application."""
MOST_STATIC = 2000
"""Rows of a list in a folder, where no server makes the next page."""


def unbroken(title: str) -> str:
    """A title whose "+2" stays with the last name before it.

    Examples
    --------
    >>> unbroken("Boréal, Tourbillon +2 – Melun").replace("\u00a0", "~")
    'Boréal, Tourbillon~+2 – Melun'
    """
    return _AND_MORE.sub("\u00a0+", title)


@dataclass(frozen=True, slots=True)
class Frame:
    """One viewer's view of an edition, in one language."""

    index: Index
    links: Links
    language: str
    viewer: Viewer

    def say(self, key: str, **blanks: object) -> str:
        """A fixed text."""
        return say(key, self.language, **blanks)

    def count(self, number: int, what: str) -> str:
        """A number of things."""
        return count(number, what, self.language)

    def day(self, day: date) -> str:
        """A day in words."""
        return period(day.isoformat(), self.language)

    def published(self, told: str | None) -> str:
        """A partial date in words."""
        return period(told, self.language) if told else self.say("shell.undated")

    def money(self, euros: Interval, unit: str = "EUR") -> str:
        """A sum with its bounds in words."""
        return money_range(euros, unit).of(self.language)

    def to(self, address: Address) -> str:
        """Where a page is found."""
        return self.links.url(self._of_day(address), self.language)

    def url(
        self, kind: PageKind | str, key: str = "", query: Query | None = None, anchor: str = ""
    ) -> str:
        """Where the page of a thing is found."""
        address = Address(kind=PageKind(kind), key=key, query=query or Query(), anchor=anchor)
        return self.to(address)

    def _of_day(self, address: Address) -> Address:
        """Links keep to the day that is looked at."""
        day = self.index.edition.day
        if day is None or address.query.as_of is not None:
            return address
        return replace(address, query=replace(address.query, as_of=day))

    def live(self, page: LivePage | str, key: str = "") -> str:
        """Where a page is found that only the application has; empty where there is none."""
        return self.links.live(LivePage(page), self.language, key)

    @property
    def may_write(self) -> bool:
        """True where forms that change something are shown."""
        return self.links.is_live and self.viewer.may_write

    @property
    def most_rows(self) -> int:
        """How many rows of a list one page has."""
        return MOST_ROWS if self.links.is_live else MOST_STATIC

    def title(self, entry: Entry) -> str:
        """What an entry is called."""
        return unbroken(entry.title.of(self.language))

    def entry_links(self, keys: Iterable[str]) -> list[tuple[str, str]]:
        """Address and title of entries."""
        entries = self.index.entries
        return [
            (self.url(PageKind.ENTRY, key), self.title(entries[key]))
            for key in keys
            if key in entries
        ]

    def link(self, address: str, label: object) -> Markup:
        """A link with words on it."""
        return Markup('<a href="{}">{}</a>').format(address, escape(label))
