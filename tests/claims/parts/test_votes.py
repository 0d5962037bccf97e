"""What is heard from a figure's fellows, against the arithmetic written out."""

from dataclasses import dataclass
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from grandlivre.claims.parts.votes import Vote, elected


@dataclass(frozen=True)
class Named:
    """Stands for a quantity, which the vote only passes on."""

    name: str


def ballots(leads: list[dict[int, int]]) -> dict[int, dict[int, Vote]]:
    return {
        number: {value: Vote(cast(Any, Named(str(value))), lead, ()) for value, lead in row.items()}
        for number, row in enumerate(leads)
    }


def chosen(leads: list[dict[int, int]], lists: list[list[int]]) -> dict[int, str]:
    return {n: cast(Any, vote.whole).name for n, vote in elected(ballots(leads), lists, [])}


def test_alone_each_takes_the_weightiest_that_beats_nothing() -> None:
    assert chosen([{7: 5, 8: 3}, {7: -1}, {}], []) == {0: "7"}


def test_a_list_of_five_is_not_parted() -> None:
    leads = [{7: 300_000}, *[{7: -900_000} for _ in range(4)]]
    assert chosen(leads, [[0, 1, 2, 3, 4]]) == {}
    leads = [{7: -300_000}, *[{7: 900_000} for _ in range(4)]]
    assert chosen(leads, [[0, 1, 2, 3, 4]]) == dict.fromkeys(range(5), "7")


def test_two_items_are_no_list() -> None:
    assert chosen([{7: 1}, {7: -100}], [[0, 1]]) == {0: "7"}


LEADS = st.lists(st.dictionaries(st.integers(0, 3), st.integers(-9, 9), max_size=4), max_size=8)


@given(LEADS)
def test_a_list_hears_the_mean_of_its_others(leads: list[dict[int, int]]) -> None:
    expected = {}
    for number, row in enumerate(leads):
        scores = {}
        for value, lead in row.items():
            others = [each.get(value, 0) for n, each in enumerate(leads) if n != number]
            heard = sum(others) // len(others) if len(leads) > 2 else 0
            scores[value] = lead + heard
        best = max(scores, key=scores.__getitem__, default=None)
        if best is not None and scores[best] > 0:
            expected[number] = str(best)
    assert chosen(leads, [list(range(len(leads)))]) == expected
