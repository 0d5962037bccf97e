"""A map of one country with its pledges: numbered discs, and the list that they refer to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

from markupsafe import Markup

from grandlivre.base.interval import Interval
from grandlivre.entities.model import Place
from grandlivre.ledger.model import Commitment, Ledger
from grandlivre.ledger.natures import Nature, nature_of
from grandlivre.report.figures import Figure, Sentence, entry_figure
from grandlivre.report.outlines import Disc, has_outline, map_of
from grandlivre.report.texts import count, form, text

_TOWN = 4
"""From this level on a place is a point of a map."""
_MOST_SPOTS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A numbered place with its pledges."""

    number: int
    place: str
    entries: tuple[tuple[str, str, Figure], ...]
    """Id, title and amount of each."""
    nature: Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryMap:
    """A drawn map and the list that goes with it."""

    title: Sentence
    subtitle: str
    picture: Markup
    spots: tuple[Spot, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    place: Place
    entries: tuple[Commitment, ...]
    euros: Decimal
    nature: Nature


def country_map(ledger: Ledger, home: str | None, date: str, language: str) -> CountryMap | None:
    """Draw the pledges that lie in towns or departments of the home country.

    Returns
    -------
    CountryMap or None
        None where there are no two such places, or the country's outline is not at hand.
    """
    if home is None or not has_outline(home):
        return None
    live = [entry for entry in ledger.commitments if not entry.is_cancelled and entry.aside is None]
    marks = _marks(live, home)
    if len(marks) < 2:
        return None
    shown = marks[:_MOST_SPOTS]
    spots = tuple(_spot(number, mark, language) for number, mark in enumerate(shown, start=1))
    placed = {entry.id for mark in marks for entry in mark.entries}
    rest = [entry for entry in live if entry.id not in placed and entry.amounts]
    traced = tuple(entry.id for mark in marks for entry in mark.entries)
    return CountryMap(
        title=Sentence(
            form=form("chart_map", language),
            figures={"places": Figure(text=str(len(marks)), entries=traced)},
            words={"first": shown[0].place.called(language)},
        ),
        subtitle=text("chart_map_sub", language, date=date),
        picture=_picture(shown, home, language),
        spots=spots,
        note=text("map_unplaced", language, count=count(len(rest), "pledges", language))
        if rest
        else "",
    )


def _marks(entries: Sequence[Commitment], home: str) -> list[_Mark]:
    by_place: dict[str, list[Commitment]] = defaultdict(list)
    places: dict[str, Place] = {}
    for entry in entries:
        place = next(
            (
                each
                for each in sorted(entry.places, key=lambda one: -one.level)
                if each.country == home and each.level >= _TOWN and each.latitude is not None
            ),
            None,
        )
        if place is not None:
            by_place[place.key].append(entry)
            places[place.key] = place
    marks = []
    for key, found in by_place.items():
        ranked = sorted(found, key=lambda entry: (-_size(entry), entry.id))
        marks.append(
            _Mark(
                place=places[key],
                entries=tuple(ranked),
                euros=_size(ranked[0]),
                nature=nature_of(ranked[0], home),
            )
        )
    return sorted(marks, key=lambda mark: (-mark.euros, mark.place.key))


def _size(entry: Commitment) -> Decimal:
    """What a disc stands for: the best value, else the end that is known."""
    if entry.best is not None:
        return entry.best.euros
    return entry.euros.low or entry.euros.high or Decimal(0)


def _spot(number: int, mark: _Mark, language: str) -> Spot:
    return Spot(
        number=number,
        place=mark.place.called(language),
        entries=tuple(
            (entry.id, entry.title.of(language), _entry_amount(entry, language))
            for entry in mark.entries
        ),
        nature=mark.nature,
    )


def _entry_amount(entry: Commitment, language: str) -> Figure:
    if entry.euros == Interval() and not entry.amounts:
        return Figure(text=text("amount_unknown", language), claims=entry.claims)
    return entry_figure(entry, language)


def _picture(marks: Sequence[_Mark], home: str, language: str) -> Markup:
    largest = max((mark.euros for mark in marks), default=Decimal(0)) or Decimal(1)
    discs = [
        Disc(
            number=number,
            at=(mark.place.longitude or 0.0, mark.place.latitude or 0.0),
            size=sqrt(float(mark.euros / largest)),
            name=f"n-{mark.nature}",
        )
        for number, mark in enumerate(marks, start=1)
    ]
    return map_of(home, discs, text("map_alt", language))
