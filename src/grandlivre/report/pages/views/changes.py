"""What changed lately, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from grandlivre.ledger.history.model import Change, ChangeKind
from grandlivre.report.findings import country_name
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import Address, PageKind

_CODE = 2
"""Letters of a country's code."""
_GOOD = (ChangeKind.NEW, ChangeKind.PROGRESSED, ChangeKind.REVIVED, ChangeKind.BROUGHT_FORWARD)
_BAD = (ChangeKind.CANCELLED, ChangeKind.GONE, ChangeKind.DELAYED, ChangeKind.SET_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change."""

    kind: str
    tone: str
    """``up``, ``down`` or ``flat``: how it is marked, beside its words."""
    title: str
    url: str
    """Of what is concerned; empty where it has no page of its own any more."""
    says: str
    why: str


def changes(frame: Frame, address: Address) -> dict[str, object]:
    """All changes since the edition's earlier day."""
    edition = frame.index.edition
    most = frame.most_rows
    pages = max(1, -(-len(edition.changes) // most))
    page = min(address.query.page, pages)
    shown = edition.changes[(page - 1) * most : page * most]
    return {
        "since": frame.day(edition.since) if edition.since else "",
        "count": frame.count(len(edition.changes), "change"),
        "changes": change_views(frame, shown),
        "page": page,
        "pages": pages,
    }


def change_views(frame: Frame, found: Iterable[Change]) -> list[ChangeView]:
    """Changes in words."""
    language = frame.language
    return [
        ChangeView(
            kind=frame.say(f"change.{change.kind.value}"),
            tone="up" if change.kind in _GOOD else "down" if change.kind in _BAD else "flat",
            title=_title(frame, change),
            url=_url(frame, change),
            says=change.says.of(language),
            why=change.why.of(language),
        )
        for change in found
    ]


def _title(frame: Frame, change: Change) -> str:
    """What is concerned; a country's total by the country's name."""
    title = change.title.of(frame.language)
    if change.kind is ChangeKind.TOTAL:
        head, _, code = title.rpartition(", ")
        if head and len(code) == _CODE and code.isupper():
            return f"{head}, {country_name(code, frame.language)}"
    return title


def _url(frame: Frame, change: Change) -> str:
    index = frame.index
    for key in change.after:
        if key in index.entries:
            return frame.url(PageKind.ENTRY, key)
        if key in index.conflicts:
            return frame.url(PageKind.CONFLICT, key)
        if change.kind is ChangeKind.TOTAL:
            return frame.url(PageKind.LEDGER, anchor=f"total-{key.replace(':', '-')}")
    return ""
