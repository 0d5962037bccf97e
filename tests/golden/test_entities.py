"""Who is who among names annotated by hand: never two joined that are two, few left apart."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from grandlivre.entities.lookup import reference_lookup
from grandlivre.entities.model import Identities, Name
from grandlivre.entities.registry import settle
from grandlivre.entities.settling import name_of

GOLD = Path(__file__).parent / "entities"
# Recall that each set must reach with the reference list, and by names alone; a little below
# what it was when last set. Precision with the list is 1: who is joined wrongly is counted wrongly.
FLOORS = {"parties": (0.86, 0.80), "spellings": (0.98, 0.88)}


def truth(name: str) -> dict[str, str]:
    lines = (GOLD / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["name", "bearer"]
    return dict(tuple(row) for row in rows[1:])  # type: ignore[arg-type]


def measured(names: list[Name], bearers: dict[str, str]) -> tuple[list[tuple[str, str]], float]:
    """Pairs joined wrongly, and the share of true pairs that are joined."""
    settled: Identities = settle(names)
    joined = [
        pair
        for each in settled.settled
        for pair in combinations(sorted(name.form for name in each.names), 2)
    ]
    wrong = [pair for pair in joined if bearers[pair[0]] != bearers[pair[1]]]
    true = sum(count * (count - 1) // 2 for count in Counter(bearers.values()).values())
    return wrong, (len(joined) - len(wrong)) / true


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_with_the_reference_list(name: str) -> None:
    bearers = truth(name)
    names = [name_of(form, 1, reference_lookup()) for form in bearers]
    wrong, recall = measured(names, bearers)
    assert wrong == []
    assert recall >= FLOORS[name][0]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_by_names_alone(name: str) -> None:
    bearers = truth(name)
    wrong, recall = measured([Name(form=form) for form in bearers], bearers)
    assert len(wrong) <= 1, wrong
    assert recall >= FLOORS[name][1]


def test_every_set_has_its_floors() -> None:
    assert {path.stem for path in GOLD.glob("*.tsv")} == set(FLOORS)
