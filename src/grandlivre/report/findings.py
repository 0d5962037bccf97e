"""What the ledger finds, said first: the headline, the line under it and the key figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grandlivre.base.interval import Interval
from grandlivre.base.periods import Period
from grandlivre.base.wording import joined, period, quoted
from grandlivre.documents.model import Document
from grandlivre.ledger.model import Commitment, Ledger, Programme, Total
from grandlivre.ledger.natures import home_of
from grandlivre.ledger.words import money, money_range
from grandlivre.reference.places import gazetteer
from grandlivre.report.figures import Figure, Sentence, entry_figure, total_figure
from grandlivre.report.texts import count, form, text

_MOST_NAMED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A key figure with a few words around it."""

    label: str
    figure: Figure
    note: Sentence


def main_programme(ledger: Ledger) -> Programme | None:
    """The programme that most commitments belong to, if it has two or more of them."""
    known = {entry.id for entry in ledger.commitments}
    for programme in ledger.programmes:
        items = [item for item in programme.items if item.entry in known and not item.is_perhaps]
        if programme.aside is None and len(items) >= 2 and programme.euros.high is not None:
            return programme
    return None


def headline(ledger: Ledger, language: str) -> Sentence:
    """What the ledger finds, in one sentence that can be quoted."""
    programme = main_programme(ledger)
    if programme is None:
        total = next((each for each in ledger.totals if each.id == "commitments"), None)
        if total is None:
            return Sentence(form=form("headline_none", language))
        return Sentence(
            form=form("headline_total", language), figures={"total": total_figure(total, language)}
        )
    return Sentence(
        form=form(_headline_form(programme), language),
        figures={
            "whole": entry_figure(programme, language, target=programme.id),
            "items": itemised_figure(programme, language),
            "rest": remainder_figure(programme, language),
        },
    )


def _headline_form(programme: Programme) -> str:
    items, whole = programme.itemised.low, programme.euros.high
    if items is not None and whole is not None and items > whole:
        return "headline_programme_over"
    return "headline_programme" if programme.remainder.high else "headline_programme_full"


def itemised_figure(programme: Programme, language: str) -> Figure:
    """What the items of a programme come to."""
    return Figure(
        text=money_range(programme.itemised).of(language),
        entries=counted_keys(programme),
        target=programme.id,
    )


def counted_keys(programme: Programme) -> tuple[str, ...]:
    """Ids of the items of a programme that are more than perhaps its own."""
    return tuple(item.entry for item in programme.items if not item.is_perhaps)


def remainder_figure(programme: Programme, language: str) -> Figure:
    """What no item of a programme accounts for."""
    rest = programme.remainder
    shown = Interval(high=rest.high) if not rest.low and rest.high is not None else rest
    return Figure(
        text=money_range(shown).of(language),
        entries=(programme.id, *counted_keys(programme)),
        target=programme.id,
    )


def deck(ledger: Ledger, documents: Sequence[Document], language: str) -> str:
    """How much was read, from when to when, and how much of it clashes."""
    return deck_of(ledger, len(documents), [each.published for each in documents], language)


def deck_of(ledger: Ledger, documents: int, published: Iterable[str | None], language: str) -> str:
    """The same of a number of documents and of the partial dates of their publication."""
    return text(
        # One text is one voice: there is nothing to put together.
        "deck" if documents != 1 else "deck_one",
        language,
        documents=count(documents, "documents", language),
        origins=count(ledger.origins, "origins", language),
        span=_span(published, language),
        claims=count(ledger.claims_read, "claims", language),
        conflicts=count(
            sum(each.is_contradiction for each in ledger.conflicts), "conflicts", language
        ),
    )


def _periods(published: Iterable[str | None]) -> list[Period]:
    found = []
    for told in published:
        try:
            found.append(Period.parse(told or ""))
        except ValueError:
            continue
    return sorted(found, key=lambda each: (each.first, each.last))


def _span(published: Iterable[str | None], language: str) -> str:
    dates = _periods(published)
    if not dates:
        return ""
    first, last = period(dates[0].text, language), period(dates[-1].text, language)
    if first == last:
        return text("span_one", language, first=first)
    return text("span", language, first=first, last=last)


def last_date(documents: Sequence[Document], language: str) -> str:
    """The date of the latest text, for subtitles; empty where no text has one."""
    return last_of([each.published for each in documents], language)


def last_of(published: Iterable[str | None], language: str) -> str:
    """The same of partial dates of publication."""
    dates = _periods(published)
    return text("date_of", language, date=period(dates[-1].text, language)) if dates else ""


def tiles(ledger: Ledger, documents: Sequence[Document], language: str) -> list[Tile]:
    """The key figures, the widest first."""
    by_id = {total.id: total for total in ledger.totals}
    found = []
    every, home = by_id.get("commitments"), home_of(ledger)
    if every is not None:
        found.append(_total_tile(text("tile_total", language), every, ledger, language))
    at_home = by_id.get(f"commitments:{home}")
    if at_home is not None and home is not None:
        label = text("tile_home", language, country=country_name(home, language))
        found.append(_total_tile(label, at_home, ledger, language))
    programme = main_programme(ledger)
    if programme is not None and programme.remainder.high:
        whole = entry_figure(programme, language, target=programme.id)
        found.append(
            Tile(
                label=text("tile_rest", language),
                figure=remainder_figure(programme, language),
                note=Sentence(form=form("tile_of", language), figures={"whole": whole}),
            )
        )
    found.append(_conflicts_tile(ledger, language))
    voices = Figure(text=f"{ledger.origins}", target="sources")
    texts = Sentence(
        form=form("tile_texts", language),
        words={"documents": count(len(documents), "documents", language)},
    )
    found.append(Tile(label=text("tile_sources", language), figure=voices, note=texts))
    return found


def _total_tile(label: str, total: Total, ledger: Ledger, language: str) -> Tile:
    figure = total_figure(total, language)
    if not total.open_entries or total.without_open.high is None:
        return Tile(label=label, figure=figure, note=Sentence(form=form("tile_closed", language)))
    closed = tuple(key for key in total.sums if key not in total.open_entries)
    bounds = Figure(text=money_range(total.without_open).of(language), entries=closed)
    return Tile(
        label=label,
        figure=figure,
        note=Sentence(
            form=form("tile_open", language),
            figures={"bounds": bounds},
            words={"entries": named(total.open_entries, ledger, language)},
        ),
    )


def _conflicts_tile(ledger: Ledger, language: str) -> Tile:
    found = [each for each in ledger.conflicts if each.is_contradiction]
    figure = Figure(text=f"{len(found)}", target="conflicts")
    sized = [each for each in found if each.size]
    note = Sentence(form="")
    if sized and sized[0].size is not None:
        size = Figure(text=money(sized[0].size).of(language), entries=(sized[0].id,))
        note = Sentence(form=form("tile_stake", language), figures={"size": size})
    return Tile(label=text("tile_conflicts", language), figure=figure, note=note)


def named(keys: Sequence[str], ledger: Ledger, language: str) -> str:
    """Short names of entries: the first two, the rest counted."""
    short = {entry.id: short_name(entry, language) for entry in ledger.commitments}
    short.update({entry.id: entry.title.of(language) for entry in ledger.programmes})
    names = list(dict.fromkeys(short[key] for key in keys if key in short))
    shown = names[:_MOST_NAMED]
    if len(names) > _MOST_NAMED:
        shown.append(count(len(names) - _MOST_NAMED, "entries", language))
    return joined(shown, language)


def short_name(entry: Commitment, language: str) -> str:
    """Whom an entry is known by; its title where it is known by no one."""
    names = [party.called(language) for party in entry.known_by[:_MOST_NAMED]]
    return " / ".join(names) or entry.title.of(language)


def country_name(code: str, language: str) -> str:
    """The name of a country, by its ISO 3166-1 code; the code where it is not known.

    Examples
    --------
    >>> country_name("SE", "fr"), country_name("SE", "en")
    ('Suède', 'Sweden')
    """
    found = gazetteer().by_id(code)
    if found is None:
        return code
    return found.name_fr if language == "fr" else found.name


def unpriced(whole: Total | Programme, ledger: Ledger, language: str) -> str:
    """What texts tell of beside a sum's entries without any sum, in their own words."""
    quotes = {each.id: " ".join(each.evidence.quote.split()) for each in ledger.notices}
    told = dict.fromkeys(quotes[key] for key in whole.unpriced if key in quotes)
    return joined([quoted(each, language) for each in told], language)


def unpriced_note(whole: Total | Programme, ledger: Ledger, language: str) -> str:
    """The same as a sentence; empty where nothing is told so."""
    what = unpriced(whole, ledger, language)
    return text("unpriced", language, what=what) if what else ""
