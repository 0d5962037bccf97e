"""What is called a contradiction of figures is one: checked by leaving claims out one by one."""

from fractions import Fraction
from itertools import pairwise

import pytest
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure, Role
from grandlivre.ledger import ConflictKind, Ledger, reconcile

BN = 10**9
SITE = {"investors": ("Brookfield",), "projects": ("data center",), "places": ("Cambrai",)}
POWER = {"measure": Measure.POWER, "unit": "W", "role": Role.CAPACITY}


def _told(*figures: int, kind: dict[str, object] | None = None, scale: int = BN) -> Ledger:
    documents = [document(f"{n}.txt", str(n)) for n in range(len(figures))]
    claims = [
        claim(each, **SITE, **(kind or {}), low=figure * scale, high=figure * scale)
        for each, figure in zip(documents, figures, strict=True)
    ]
    return reconcile(claims, documents, lookup=FakeLookup())


def _can_hold(values: list[Fraction]) -> bool:
    """True where figures of one sum meet, half of a last digit given to each."""
    half = Fraction(1, 2)
    return max(values) - half <= min(values) + half


@pytest.mark.parametrize("kind", [None, POWER])
def test_an_amount_or_a_power_told_two_ways_has_irreducible_subsets(
    kind: dict[str, object] | None,
) -> None:
    scale = BN if kind is None else 10**6
    ledger = _told(150, 200, 200, kind=kind, scale=scale)
    (conflict,) = [each for each in ledger.conflicts if each.kind is ConflictKind.AMOUNT]
    figures = {}
    for side in conflict.sides:
        for key in side.claims:
            figures[key] = Fraction(150 if "150" in side.says.en else 200)
    assert conflict.subsets
    for subset in conflict.subsets:
        assert set(subset) <= set(conflict.claims)
        assert not _can_hold([figures[key] for key in subset])
        for left_out in subset:
            assert _can_hold([figures[key] for key in subset if key != left_out])


def test_the_cheapest_repair_is_said_with_what_it_leaves() -> None:
    ledger = _told(15, 20, 20)
    (conflict,) = [each for each in ledger.conflicts if each.kind is ConflictKind.AMOUNT]
    (cheapest,) = [each for each in conflict.repairs if "cheapest" in each.en]
    assert "reject €15bn (one source)" in cheapest.en
    assert "leaves €20bn" in cheapest.en


def test_three_figures_that_miss_one_another_make_pairs() -> None:
    ledger = _told(15, 20, 24)
    (conflict,) = [each for each in ledger.conflicts if each.kind is ConflictKind.AMOUNT]
    assert len(conflict.subsets) >= 2
    assert all(len(each) == 2 for each in conflict.subsets)
    assert all(one != other for one, other in pairwise(conflict.subsets))
    assert {key for each in conflict.subsets for key in each} == set(conflict.claims)


def test_where_figures_agree_nothing_is_proved() -> None:
    ledger = _told(20, 20, 20)
    assert not [each for each in ledger.conflicts if each.subsets]
    assert ledger.commitments[0].euros == Interval.exactly(ledger.commitments[0].euros.low or 0)
