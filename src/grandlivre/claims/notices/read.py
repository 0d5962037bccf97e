"""All notices of a document, found beside its claims and without them."""

from calendar import isleap

from grandlivre.base.periods import Period
from grandlivre.claims.model import Evidence
from grandlivre.claims.notices.counts import find_counts
from grandlivre.claims.notices.events import Found, find_events
from grandlivre.claims.notices.model import Event, Undertakings
from grandlivre.documents.model import Document
from grandlivre.documents.views import view_of

_LEAP_DAY = (2, 29)
_CONTEXT = 32
"""Characters of prefix and suffix kept with the evidence, as with that of claims."""


def read_notices(document: Document) -> tuple[Undertakings | Event, ...]:
    """Read what a document states without any quantity that a claim could hold.

    Parameters
    ----------
    document
        With its text; one without text, or a row of statements, has none.

    Returns
    -------
    tuple of Undertakings or Event
        In the order of the text. ``document.text[start:end] == quote`` for each.

    Examples
    --------
    >>> text = "Le Forum Hydrogène, qui se tient à Lyon du 3 au 5 juin 2026, s'annonce bien."
    >>> [event] = read_notices(Document(id="doc_1", name="a.txt", text=text))
    >>> event.evidence.quote, event.first, event.last, event.year
    ('du 3 au 5 juin 2026', (6, 3), (6, 5), 2026)
    """
    if not document.text or document.fields:
        return ()
    view = view_of(document.text)

    def evidence(start: int, end: int) -> Evidence:
        first, last = view.to_source(start, end)
        text = document.text
        return Evidence(
            quote=text[first:last],
            start=first,
            end=last,
            prefix=text[max(0, first - _CONTEXT) : first],
            suffix=text[last : last + _CONTEXT],
        )

    counts = [
        Undertakings(
            document=document.id,
            evidence=evidence(found.start, found.end),
            low=found.low,
            high=found.high,
        )
        for found in find_counts(view.text)
    ]
    events = [
        Event(
            document=document.id,
            evidence=evidence(found.start, found.end),
            kind=found.kind,
            name=found.name,
            marks=found.marks,
            town=found.town,
            first=found.first,
            last=found.last,
            year=year,
        )
        for found, year in ((each, _year_of(each, document)) for each in find_events(view.text))
        # No text means the 29th of February of a year that has none.
        if year is None or isleap(year) or _LEAP_DAY not in (found.first, found.last)
    ]
    return tuple(sorted((*counts, *events), key=lambda each: each.evidence.start))


def _year_of(found: Found, document: Document) -> int | None:
    """The year of a gathering; if not told, that of the text: events are news of their year."""
    if found.year is not None:
        return found.year
    try:
        return Period.parse(document.published or "").year
    except ValueError:
        return None
