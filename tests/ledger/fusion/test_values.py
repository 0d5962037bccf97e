"""Values as people write them."""

from decimal import Decimal

import pytest

from grandlivre.base.interval import Interval
from grandlivre.ledger.fusion.model import ValueKind
from grandlivre.ledger.fusion.values import minutes_of_day, read_values


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7:16 a.m.", 436),
        ("07:16", 436),
        ("Dec 1 - 7:16 a.m.", 436),
        ("7:10aDec 1", 430),
        ("12:05 a.m.", 5),
        ("12:05 p.m.", 725),
        ("12/02/2011 6:55 a.m.", 415),
        ("Fri 22:15", 1335),
        ("2:45P 12-01-11", 885),
        ("10:08A", 608),
        ("8:47 p.m. (Estimated runway)", 1247),
        ("19h05", 1145),
        ("24:00", 0),
        ("99:99", None),
        ("cancelled", None),
        ("1234:5678", None),
    ],
)
def test_times_of_day(text: str, minutes: int | None) -> None:
    assert minutes_of_day(text) == minutes


def test_one_time_in_three_ways_is_one_value() -> None:
    values, codes = read_values(["7:16 a.m.", "07:16", "Dec 1 - 7:16 a.m.", "19:00"])
    assert values.kind is ValueKind.TIME
    assert values.labels == ("07:16", "19:00")
    assert codes.tolist() == [0, 0, 0, 1]


def test_one_number_in_three_ways_is_one_value() -> None:
    values, codes = read_values(["1 234", "1,234", "1234.0", " 5e3 ", ""])
    assert values.kind is ValueKind.NUMBER
    assert values.labels == (1234.0, 5000.0)
    assert codes.tolist() == [0, 0, 0, 1, -1]


def test_ranges_and_decimals_are_numbers() -> None:
    values, codes = read_values(
        [Interval(low=Decimal(30), high=Decimal(50)), (None, 10.0), Decimal("8.5")]
    )
    assert values.kind is ValueKind.NUMBER
    assert set(values.labels) == {(30.0, 50.0), (float("-inf"), 10.0), 8.5}
    assert sorted(codes.tolist()) == [0, 1, 2]


def test_the_odd_word_among_numbers_stays_a_value() -> None:
    values, _ = read_values([*map(str, range(20)), "unknown"])
    assert values.kind is ValueKind.NUMBER
    assert "unknown" in values.labels


def test_text_is_compared_as_it_stands() -> None:
    values, codes = read_values(["Essonne", " Essonne ", "Saclay"])
    assert values.kind is ValueKind.TEXT
    assert values.labels == ("Essonne", "Saclay")
    assert codes.tolist() == [0, 0, 1]
