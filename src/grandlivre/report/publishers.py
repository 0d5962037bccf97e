"""How far publishers agree with the others, as rows with a bar each."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grandlivre.base.wording import NBSP
from grandlivre.ledger import SourceRecord
from grandlivre.report.texts import count, text

_MOST = 15
_LEAST_TESTED = 3
"""Figures below which an interval is too wide to be worth a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherView:
    """One publisher, ready to be shown."""

    name: str
    tested: str
    interval: str
    bar: Markup
    suspicion: str
    """Whom it may have copied, in words; empty for nobody."""


def publishers(records: Sequence[SourceRecord], language: str) -> list[PublisherView]:
    """The publishers whose figures others tell of too, those of most figures first."""
    known = [each for each in records if each.tested >= _LEAST_TESTED]
    known.sort(key=lambda each: (-each.tested, each.name))
    return [_view(each, language) for each in known[:_MOST]]


def _view(record: SourceRecord, language: str) -> PublisherView:
    low, high = round(100 * record.low), round(100 * record.high)
    space = NBSP if language == "fr" else ""
    names = ", ".join(each.source for each in record.copies_of)
    return PublisherView(
        name=record.name,
        tested=count(record.tested, "claims", language),
        interval=f"{low}–{high}{space}%",
        bar=_bar(record),
        suspicion=text("may_copy", language, names=names) if names else "",
    )


def _bar(record: SourceRecord) -> Markup:
    """The interval of a share along an axis from none to all, with the best value on it."""
    return Markup(
        '<svg class="track" width="100%" height="14" aria-hidden="true" focusable="false">'
        '<rect class="all" width="100%" y="3" height="8"/>'
        '<rect class="range" x="{:.1f}%" y="3" width="{:.1f}%" height="8"/>'
        '<line class="best" x1="{:.1f}%" x2="{:.1f}%" y1="0" y2="14"/></svg>'
    ).format(
        100 * record.low,
        100 * (record.high - record.low),
        100 * record.reliability,
        100 * record.reliability,
    )
