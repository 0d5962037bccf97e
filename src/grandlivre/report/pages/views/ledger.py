"""The ledger: entries under filters, and totals that say what they sum."""

from dataclasses import dataclass
from itertools import groupby

from grandlivre.claims.model import Purpose, Stage
from grandlivre.ledger.model import Total
from grandlivre.ledger.natures import NATURES, Nature
from grandlivre.ledger.words import STAGES, USES
from grandlivre.report.findings import unpriced_note
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.index import Index
from grandlivre.report.pages.listing import Listed, listed
from grandlivre.report.pages.model import Address, PageKind, Query, Sort
from grandlivre.report.pages.rows import EntryList, entry_list
from grandlivre.report.texts import text

_MOST_CHOICES = 200
_MOST_SUMMED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A select's option."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalShown:
    """A total with some of what it sums and leaves out."""

    id: str
    title: str
    figure: str
    note: str
    sums: tuple[tuple[str, str], ...]
    sums_count: str
    sums_more: str
    leaves: tuple[tuple[str, str, str], ...]
    leaves_count: str
    leaves_more: str


def ledger(frame: Frame, address: Address) -> dict[str, object]:
    """The list and all around it."""
    found = listed(frame.index, address.query, frame.most_rows)
    return {
        **_list(frame, address.query, found),
        "choices": choices(frame),
        "totals": [_total(frame, each) for each in frame.index.ledger.totals],
        "days": [day.isoformat() for day in frame.index.edition.days],
        "day": frame.index.edition.day,
        "day_words": [frame.day(day) for day in frame.index.edition.days],
        "cut": len(found.entries) > frame.most_rows and not frame.links.is_live,
    }


def ledger_rows(frame: Frame, address: Address) -> dict[str, object]:
    """The list alone, for a filter."""
    return _list(frame, address.query, listed(frame.index, address.query, frame.most_rows))


def _list(frame: Frame, query: Query, found: Listed) -> dict[str, object]:
    return {
        "query": query,
        "groups": _groups(frame, query, found),
        # In a folder a script may put all rows into one order, along one axis.
        "whole": None if frame.links.is_live else entry_list(frame, (), scaled_to=found.shown),
        "shown": len(found.shown),
        "count": frame.count(len(found.entries), "entry"),
        "sum": frame.money(found.sum) if found.summed else "",
        "summed": frame.say(
            "ledger.sums",
            summed=frame.count(found.summed, "entry"),
            shown=frame.count(len(found.entries), "entry"),
        ),
        "page": found.page,
        "pages": found.pages,
    }


def _groups(frame: Frame, query: Query, found: Listed) -> list[tuple[str, EntryList]]:
    """Rows under what they are, where the order is by that; each group along its own axis."""
    if query.sort is not Sort.SIZE:
        return [("", entry_list(frame, found.shown))] if found.shown else []
    static = not frame.links.is_live
    groups = frame.index.group_of
    return [
        (frame.say(f"group.{key}"), entry_list(frame, list(each), is_filtered=static))
        for key, each in groupby(found.shown, key=lambda entry: groups[entry.id])
    ]


def choices(frame: Frame) -> dict[str, list[Choice]]:
    """What each filter can be set to."""
    key = ("choices", frame.language)
    return frame.index.once(key, lambda: _choices(frame.index, frame))


def _choices(index: Index, frame: Frame) -> dict[str, list[Choice]]:
    language = frame.language
    entries = index.entries.values()
    natures = {index.nature(each) for each in entries}
    purposes, stages = {each.purpose for each in entries}, {each.stage for each in entries}
    parties = [
        Choice(value=each.entity.key, label=each.entity.called(language))
        for each in index.parties.values()
        if not each.entity.is_generic
    ][:_MOST_CHOICES]
    places = [
        Choice(value=each.place.key, label=each.place.called(language))
        for each in index.places.values()
    ][:_MOST_CHOICES]
    return {
        "party": sorted(parties, key=lambda each: each.label.casefold()),
        "place": sorted(places, key=lambda each: each.label.casefold()),
        "purpose": [
            Choice(value=each.value, label=USES[each].of(language))
            for each in Purpose
            if each in purposes
        ],
        "nature": [
            Choice(value=each.value, label=NATURES[each].of(language))
            for each in Nature
            if each in natures
        ],
        "stage": [
            Choice(value=each.value, label=STAGES[each].of(language))
            for each in Stage
            if each in stages
        ],
        "sort": [Choice(value=each.value, label=frame.say(f"sort.{each.value}")) for each in Sort],
    }


def _total(frame: Frame, total: Total) -> TotalShown:
    language = frame.language
    _, _, country = total.id.partition(":")
    title = text("rounds" if total.id == "rounds" else "works", language)
    if country:
        place = frame.index.places.get(country)
        title = f"{title} – {place.place.called(language) if place else country}"
    note = ""
    if total.open_entries and len(total.open_entries) < len(total.sums):
        titles = [frame.title(frame.index.entries[key]) for key in total.open_entries[:2]]
        rest = len(total.open_entries) - len(titles)
        if rest:
            titles.append(frame.count(rest, "entry"))
        note = text(
            "without_open",
            language,
            entries=", ".join(titles),
            bounds=frame.money(total.without_open),
        )
    notes = (note, unpriced_note(total, frame.index.ledger, language))
    left = total.leaves_out[:_MOST_SUMMED]
    return TotalShown(
        id=f"total-{total.id.replace(':', '-')}",
        title=title,
        figure=frame.money(total.euros),
        note=" ".join(each for each in notes if each),
        sums=tuple(frame.entry_links(total.sums[:_MOST_SUMMED])),
        sums_count=text("total_sums", language, count=frame.count(len(total.sums), "entry")),
        sums_more=_more(frame, len(total.sums)),
        leaves=tuple(
            (
                frame.url(PageKind.ENTRY, each.id),
                frame.title(frame.index.entries[each.id]),
                each.reason.of(language),
            )
            for each in left
        ),
        leaves_count=text(
            "total_leaves", language, count=frame.count(len(total.leaves_out), "entry")
        ),
        leaves_more=_more(frame, len(total.leaves_out)),
    )


def _more(frame: Frame, number: int) -> str:
    rest = number - _MOST_SUMMED
    return frame.say("ledger.total_more", count=frame.count(rest, "entry")) if rest > 0 else ""
