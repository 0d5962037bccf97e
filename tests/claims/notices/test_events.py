from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.base.wording import period
from grandlivre.claims.notices import Event, EventKind, read_notices
from grandlivre.documents.model import Document


def _events(text: str, published: str | None = None) -> list[Event]:
    found = read_notices(Document(id="doc_1", name="a.txt", text=text, published=published))
    return [each for each in found if isinstance(each, Event)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Le Sommet de l’IA se tient à Bruges les 7 et 8 octobre.", (10, 7), (10, 8)),
        ("The AI Action Summit, held in Paris on 10-11 February 2025.", (2, 10), (2, 11)),
        ("The AI Action Summit took place from February 10 to 11.", (2, 10), (2, 11)),
        ("Le Salon Hydrogène, organisé du 30 mai au 2 juin à Lyon.", (5, 30), (6, 2)),
        ("Lors du sommet Choose Kenya du 19 mai, rien.", (5, 19), (5, 19)),
        ("Le 6 octobre 2027, la ministre a inauguré un sommet sur l’IA.", (10, 6), None),
        ("The Nordic Forum opens in Oslo on 3 June.", (6, 3), None),
        ("Le forum Atlas s’ouvre à Rabat le 1er mars 2026.", (3, 1), None),
    ],
)
def test_days_of_gatherings(
    text: str, first: tuple[int, int], last: tuple[int, int] | None
) -> None:
    (event,) = _events(text)
    assert (event.first, event.last) == (first, last)
    assert event.evidence.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Au sommet Choose Kenya, Aurel a annoncé le 19 mai 3 milliards.",
        "À la veille du Sommet de l’IA, le dimanche 6 octobre, il a parlé.",
        "Le sommet se tient du 3 au 5 juin.",  # nothing says which
        "The Nordic Forum was a success. On 3 June Aurel signed.",
        "Le Sommet de l’IA se tient à Paris du 30 au 32 février.",
        "The Nordic Forum, held in Oslo on 28-29 February 2025, went well.",
    ],
)
def test_days_of_what_is_told_there_are_none(text: str) -> None:
    assert _events(text) == []


def test_a_gathering_has_its_kind_marks_town_and_year() -> None:
    (event,) = _events("The AI Action Summit, held in Paris on 10-11 February.", "2025-02-12")
    assert event.kind is EventKind.SUMMIT
    assert event.marks == {"ai", "action"}
    assert event.town == "paris"
    assert event.year == 2025
    (event,) = _events("Le Sommet pour l’action sur l’intelligence artificielle s’ouvre le 6 mai.")
    assert event.marks == {"ai"}
    assert event.year is None


@given(st.dates(date(2020, 1, 1), date(2035, 12, 30)), st.sampled_from(("fr", "en")))
def test_any_day_is_read_as_written(day: date, language: str) -> None:
    told = period(day.isoformat(), language)
    lead = "Le Forum Atlas s’ouvre le" if language == "fr" else "The Atlas Forum opens on"
    (event,) = _events(f"{lead} {told}.")
    assert (event.first, event.year) == ((day.month, day.day), day.year)
