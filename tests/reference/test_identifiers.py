import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.reference.identifiers import identifier, is_lei, is_siren
from grandlivre.reference.parties import parties


def luhn(digits: str) -> bool:
    """Luhn's formula the other way: by a table of what a doubled digit counts."""
    doubled = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
    total = sum(
        doubled[int(digit)] if place % 2 else int(digit) for place, digit in enumerate(digits[::-1])
    )
    return total % 10 == 0


@given(st.from_regex(r"\d{9}", fullmatch=True).filter(str.isascii))
def test_sirens_against_the_table(number: str) -> None:
    assert is_siren(number) == luhn(number)


@given(st.from_regex(r"[0-9A-Z]{18}", fullmatch=True))
def test_a_lei_is_completed_in_one_way_only(stem: str) -> None:
    """ISO 7064: the two digits are 98 less the remainder of the stem and 00."""
    rest = 0
    for char in f"{stem}00":
        value = int(char, 36)
        rest = (rest * (100 if value > 9 else 10) + value) % 97
    assert is_lei(f"{stem}{98 - rest:02}")
    others = [f"{stem}{check:02}" for check in range(2, 99) if check != 98 - rest]
    assert not any(map(is_lei, others))


@given(st.from_regex(r"\d{8}", fullmatch=True).filter(str.isascii), st.integers(0, 8))
def test_one_wrong_digit_is_found(stem: str, place: int) -> None:
    right = next(f"{stem}{check}" for check in range(10) if is_siren(f"{stem}{check}"))
    for digit in "0123456789":
        wrong = right[:place] + digit + right[place + 1 :]
        assert is_siren(wrong) == (wrong == right)


@pytest.mark.parametrize(
    "text", ["siren:123", "lei:", "Q42", "siret:73282932000074", "wikidata:P1"]
)
def test_what_cannot_be_true_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"scheme|check"):
        identifier(text)


def test_every_identifier_of_the_list_can_be_true_and_is_given_once() -> None:
    seen = [f"{scheme}:{value}" for party in parties().all for scheme, value in party.ids.items()]
    for each in seen:
        identifier(each)
    assert len(seen) == len(set(seen))
