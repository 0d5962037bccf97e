"""The benchmark of names runs at its smallest size, and its made-up names are what they must be."""

from collections import Counter

import pytest

pytest.importorskip("bench.entities")

from bench.entities import measure, page, scored
from bench.names import named

from grandlivre.reference.parties import parties


def test_names_are_seeded_distinct_and_unknown_to_the_list() -> None:
    names = named(5, 400)
    assert names == named(5, 400)
    assert names != named(6, 400)
    assert len({form for form, _ in names}) == len(names) == 400
    assert not [form for form, _ in names if len(form) > 5 and parties().by_name(form.lower())]
    sizes = Counter(Counter(bearer for _, bearer in names).values())
    assert sizes[1] > 20
    assert max(sizes) > 4


def test_pairs_are_counted() -> None:
    found = scored([[1, 1, 2], [2], [3, 3]], [1, 1, 2, 2, 3, 3])
    assert found["precision"] == 0.5
    assert found["recall"] == pytest.approx(2 / 3)


def test_the_smallest_run_says_what_it_must() -> None:
    raw = measure("smoke", beside=False)
    for one in raw["sizes"]:
        assert one["peer"] is None
        assert one["ours"]["precision"] >= 0.98
        assert one["ours"]["recall"] >= 0.75
        assert one["ours"]["moved"] == 0
    text = page({"size": "smoke", "date": "2026-01-01", "raw": raw})
    assert "The peer was not at hand" in text
    assert "| parties, with the list |" in text
