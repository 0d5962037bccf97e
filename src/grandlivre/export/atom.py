"""An Atom feed (RFC 4287) of what changed in the ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from xml.sax.saxutils import escape, quoteattr

from grandlivre.base.keys import content_key
from grandlivre.export.columns import writable
from grandlivre.ledger.history.model import Change

_FORBIDDEN = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n\r"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself."""

    address: str
    """Where it is found."""
    home: str
    """Of the pages that it is about."""
    title: str
    language: str
    updated: date


def feed_of(feed: Feed, changes: Sequence[tuple[date, Change]]) -> Iterator[bytes]:
    """A feed of changes, the newest first, in parts.

    Parameters
    ----------
    feed
        What it says of itself.
    changes
        Each with the day on which it became known.
    """
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(feed.language)}>\n'
        f"<id>urn:grandlivre:changes:{feed.language}</id>\n"
        f"<title>{_text(feed.title)}</title>\n"
        f"<updated>{_moment(feed.updated)}</updated>\n"
        f'<link rel="self" href={quoteattr(feed.address)}/>\n'
        f'<link rel="alternate" href={quoteattr(feed.home)}/>\n'
        "<author><name>Grand Livre</name></author>\n"
    ).encode()
    ordered = sorted(changes, key=lambda each: each[0], reverse=True)
    for day, change in ordered:
        yield _entry(feed, day, change).encode()
    yield b"</feed>\n"


def _entry(feed: Feed, day: date, change: Change) -> str:
    ids = (*change.before, *change.after, *change.claims, *change.claims_gone)
    name = content_key("chg", change.kind.value, day.isoformat(), change.says.en, *ids)
    title = change.title.of(feed.language)
    return (
        "<entry>\n"
        f"<id>urn:grandlivre:change:{name}</id>\n"
        f"<title>{_text(title)}</title>\n"
        f"<updated>{_moment(day)}</updated>\n"
        f"<category term={quoteattr(change.kind.value)}/>\n"
        f"<link href={quoteattr(feed.home)}/>\n"
        f"<summary>{_text(change.says.of(feed.language))}</summary>\n"
        f"<content>{_text(change.why.of(feed.language))}</content>\n"
        "</entry>\n"
    )


def _moment(day: date) -> str:
    return datetime.combine(day, time(), tzinfo=UTC).isoformat().replace("+00:00", "Z")


def _text(text: str) -> str:
    return escape(writable(text).translate(_FORBIDDEN))
