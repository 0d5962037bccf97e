"""The rows of the report's charts: what each draws, its figure and its trace."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure
from grandlivre.ledger.entries.programmes import outermost
from grandlivre.ledger.model import Commitment, EntryKind, Ledger, Programme
from grandlivre.ledger.natures import Nature, country_of, nature_of
from grandlivre.ledger.words import money
from grandlivre.report.charts import (
    Row,
    Scale,
    Tick,
    nice_top,
    range_bar,
    rest_bar,
    step_bar,
    ticks,
)
from grandlivre.report.figures import Figure, Sentence, entry_figure
from grandlivre.report.findings import named, remainder_figure, short_name
from grandlivre.report.format import figure
from grandlivre.report.texts import form, text

_MOST_ROWS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Rows along one axis, with a title that says what they show."""

    key: str
    title: Sentence
    subtitle: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    natures: tuple[Nature, ...]
    """The kinds of payers that occur, for the key."""


def items_chart(
    ledger: Ledger, programme: Programme, home: str | None, date: str, language: str
) -> Chart:
    """The items of a programme added up, and what remains: a cascade from zero to the whole."""
    ranked = counted_items(ledger, programme)
    whole = programme.euros.high or Decimal(0)
    reach = [whole, (programme.itemised.low or Decimal(0))]
    scale = Scale(nice_top(reach))
    rows, sure = [], Decimal(0)
    stated = {item.entry for item in programme.items if item.is_stated}
    for entry in ranked:
        nature = nature_of(entry, home)
        rows.append(
            Row(
                entry=entry.id,
                label=entry.title.of(language),
                note="" if entry.id in stated else text("beside", language),
                nature=nature,
                bar=step_bar(entry.euros, sure, nature, scale),
                figure=entry_figure(entry, language),
            )
        )
        sure += entry.euros.low or Decimal(0)
    if programme.remainder.high:
        rows.append(_rest_row(ledger, programme, sure, scale, language))
    figures = {"whole": entry_figure(programme, language)}
    if ranked:
        figures["amount"] = entry_figure(ranked[0], language)
    return Chart(
        key="items",
        title=Sentence(
            form=form("chart_items", language),
            figures=figures,
            words={"first": short_name(ranked[0], language) if ranked else ""},
        ),
        subtitle=text("chart_items_sub", language, date=date),
        rows=tuple(rows),
        ticks=_ticks(scale, language),
        natures=_natures(rows),
    )


def counted_items(ledger: Ledger, programme: Programme) -> list[Commitment]:
    """The programme's live items, none inside another, the largest first."""
    entries = {entry.id: entry for entry in ledger.commitments}
    keys = [item.entry for item in programme.items if item.entry in entries and not item.is_perhaps]
    live = outermost(keys, lambda key: entries[key].wholes if key in entries else ())
    found = [
        entries[key]
        for key in live
        if not entries[key].is_cancelled and entries[key].kind is not EntryKind.CAPACITY
    ]
    return sorted(found, key=_by_sure_size)


def _by_sure_size(entry: Commitment) -> tuple[Decimal, Decimal, str]:
    return -(entry.euros.low or Decimal(0)), -(entry.euros.high or Decimal(0)), entry.id


def _rest_row(
    ledger: Ledger, programme: Programme, sure: Decimal, scale: Scale, language: str
) -> Row:
    note = ""
    if programme.depends_on:
        names = named(programme.depends_on, ledger, language)
        note = text("unattributed_note", language, entries=names)
    return Row(
        entry="",
        label=text("unattributed", language),
        note=note,
        nature=Nature.UNKNOWN,
        bar=rest_bar(sure, programme.euros.high or sure, scale),
        figure=remainder_figure(programme, language),
    )


def entries_chart(ledger: Ledger, home: str | None, date: str, language: str) -> Chart | None:
    """Bounds of the largest pledges, those of the home country where there are some."""
    chosen = largest_pledges(ledger, home)
    if not chosen:
        return None
    ends = [end for entry in chosen for end in _ends(entry)]
    scale = Scale(nice_top(ends))
    rows = [_entry_row(entry, home, scale, language) for entry in chosen]
    loose = [entry for entry in chosen if not entry.euros.is_exact]
    traced = tuple(entry.id for entry in chosen)
    return Chart(
        key="entries",
        title=Sentence(
            form=form("chart_entries" if loose else "chart_entries_sure", language),
            figures={
                "loose": Figure(text=str(len(loose)), entries=tuple(each.id for each in loose)),
                "count": Figure(text=str(len(chosen)), entries=traced),
            },
        ),
        subtitle=text("chart_entries_sub", language, date=date),
        rows=tuple(rows),
        ticks=_ticks(scale, language),
        natures=_natures(rows),
    )


def live_pledges(ledger: Ledger) -> list[Commitment]:
    """Pledges of money that stand and count, in the ledger's order."""
    return [
        entry
        for entry in ledger.commitments
        if entry.kind is EntryKind.COMMITMENT
        and not entry.is_cancelled
        and entry.aside is None
        and entry.euros != Interval()
    ]


def largest_pledges(ledger: Ledger, home: str | None) -> list[Commitment]:
    """The largest live pledges, those of the home country where there are three or more."""
    works = live_pledges(ledger)
    at_home = [entry for entry in works if home is not None and country_of(entry) == home]
    return sorted(at_home if len(at_home) >= 3 else works, key=_by_reach)[:_MOST_ROWS]


def _entry_row(entry: Commitment, home: str | None, scale: Scale, language: str) -> Row:
    nature = nature_of(entry, home)
    best = entry.best.euros if entry.best is not None and not entry.euros.is_exact else None
    inside = any(whole.startswith("cmt_") for whole in entry.wholes)
    return Row(
        entry=entry.id,
        label=entry.title.of(language),
        note=text("part_reading_short", language) if inside else "",
        nature=nature,
        bar=range_bar(entry.euros, best, [each.euros for each in entry.amounts], nature, scale),
        figure=entry_figure(entry, language),
    )


def _by_reach(entry: Commitment) -> tuple[Decimal, Decimal, str]:
    low, high = entry.euros.low or Decimal(0), entry.euros.high
    return -(high if high is not None else low), -low, entry.id


def _ends(entry: Commitment) -> Iterable[Decimal]:
    yield from (end for end in (entry.euros.low, entry.euros.high) if end is not None)
    if entry.euros.high is None and entry.euros.low is not None:
        # Room for the end that fades out.
        yield entry.euros.low * Decimal("1.2")


def _ticks(scale: Scale, language: str) -> tuple[Tick, ...]:
    found = ticks(scale)
    return tuple(
        Tick(at=at, label=money(value).of(language) if value else "0") for value, at in found
    )


def _natures(rows: Sequence[Row]) -> tuple[Nature, ...]:
    present = {row.nature for row in rows}
    return tuple(nature for nature in Nature if nature in present)


def power_words(megawatts: Interval, language: str) -> str:
    """A power with its bounds, in megawatts or gigawatts.

    Examples
    --------
    >>> power_words(Interval.exactly(Decimal(1400)), "fr").replace(chr(160), " ")
    '1,4 GW'
    """
    million = Decimal(10) ** 6
    low = None if megawatts.low is None else megawatts.low * million
    high = None if megawatts.high is None else megawatts.high * million
    return figure(low, high, "W", Measure.POWER, language)
