"""Entries as rows of a list: a name, a bar of its bounds, a figure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from grandlivre.base.interval import Interval
from grandlivre.ledger.model import Commitment
from grandlivre.ledger.natures import NATURES, Nature
from grandlivre.ledger.words import STAGES, money
from grandlivre.report.charts import Scale, Tick, nice_top, range_bar, ticks
from grandlivre.report.figures import entry_figure, stated_amount
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.index import Entry
from grandlivre.report.pages.model import PageKind
from grandlivre.report.tables import power_words
from grandlivre.report.texts import text


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry in a list."""

    id: str
    url: str
    title: str
    nature: Nature
    nature_words: str
    stage: str
    stage_key: str
    origins: str
    conflicts: str
    bar: Markup
    figure: str
    stated: str
    data: tuple[tuple[str, str], ...]
    """What a script filters by: names and values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryList:
    """Rows along one axis."""

    rows: tuple[EntryRow, ...]
    ticks: tuple[Tick, ...]
    top: Decimal


def entry_list(
    frame: Frame,
    entries: Sequence[Entry],
    *,
    scaled_to: Iterable[Entry] = (),
    is_filtered: bool = False,
) -> EntryList:
    """Rows of some entries along one axis that starts from zero.

    Parameters
    ----------
    frame
        Language and links.
    entries
        What is shown, in this order.
    scaled_to
        What the axis must have room for beside them.
    is_filtered
        True where a script filters the rows: each then says by what.
    """
    scale = scale_of([*entries, *scaled_to])
    return EntryList(
        rows=tuple(_row(frame, entry, scale, is_filtered) for entry in entries),
        ticks=axis_ticks(scale, frame.language),
        top=scale.top,
    )


def scale_of(entries: Iterable[Entry]) -> Scale:
    """An axis with room for entries, and for ends that fade out."""
    return Scale(nice_top(end for entry in entries for end in ends(entry.euros)))


def ends(euros: Interval) -> Iterable[Decimal]:
    """What an axis must have room for."""
    yield from (end for end in (euros.low, euros.high) if end is not None)
    if euros.high is None and euros.low is not None:
        yield euros.low * Decimal("1.2")


def axis_ticks(scale: Scale, language: str) -> tuple[Tick, ...]:
    """Round amounts along an axis."""
    return tuple(
        Tick(at=at, label=money(value).of(language) if value else "0") for value, at in ticks(scale)
    )


def _row(frame: Frame, entry: Entry, scale: Scale, is_filtered: bool) -> EntryRow:
    language, index = frame.language, frame.index
    nature = index.nature(entry)
    conflicts = sum(each.is_contradiction for each in index.conflicts_of.get(entry.id, ()))
    return EntryRow(
        id=entry.id,
        url=frame.url(PageKind.ENTRY, entry.id),
        title=frame.title(entry),
        nature=nature,
        nature_words=NATURES[nature].of(language) if nature is not Nature.UNKNOWN else "",
        stage=STAGES[entry.stage].of(language),
        stage_key=entry.stage.value,
        origins=frame.count(entry.origins, "source"),
        conflicts=frame.count(conflicts, "conflict") if conflicts else "",
        bar=bar_of(entry, nature, scale) if entry.amounts else Markup(""),
        figure=amount_words(entry, language),
        stated=stated_amount(entry, language),
        data=_data(frame, entry, nature) if is_filtered else (),
    )


def bar_of(entry: Entry, nature: Nature, scale: Scale) -> Markup:
    """The bounds of an entry with what each source says."""
    best = entry.best.euros if entry.best is not None and not entry.euros.is_exact else None
    told = [each.euros for each in entry.amounts]
    return range_bar(entry.euros, best, told, nature, scale)


def amount_words(entry: Entry, language: str) -> str:
    """The amount of an entry, or its power, or that neither is known."""
    if entry.amounts:
        return entry_figure(entry, language).text
    if isinstance(entry, Commitment) and entry.power_mw is not None:
        return power_words(entry.power_mw, language)
    return text("amount_unknown", language)


def _data(frame: Frame, entry: Entry, nature: Nature) -> tuple[tuple[str, str], ...]:
    index = frame.index
    parties = dict.fromkeys(each.key for each in (*entry.investors, *entry.beneficiaries))
    places = dict.fromkeys(
        key for place in entry.places for key in (place.key, *place.within) if key in index.places
    )
    steps = (
        f"{step.day.isoformat()}:{_plain(step.euros.low)}:{_plain(step.euros.high)}"
        for step in index.steps(entry)
    )
    counted = "1" if entry.id in index.counted else ""
    return (
        ("text", index.searched[entry.id]),
        ("party", " ".join(parties)),
        ("place", " ".join(places)),
        ("purpose", entry.purpose.value),
        ("nature", nature.value),
        ("stage", entry.stage.value),
        ("date", entry.money_date or ""),
        ("sources", str(entry.origins)),
        ("low", _plain(entry.euros.low)),
        ("high", _plain(entry.euros.high)),
        ("title", frame.title(entry)),
        ("counted", counted),
        ("steps", " ".join(steps)),
    )


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
