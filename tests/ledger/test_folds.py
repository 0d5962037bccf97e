import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import FakeLookup, claim, document

from grandlivre.claims.model import Purpose, Role, Stage
from grandlivre.ledger import Fold, Ledger, fold_totals, ledger_to_json, reconcile

BN = 10**9


def _ledger(*facts: dict[str, Any], lookup: Any = None) -> Ledger:
    documents = [
        document(f"{n}.txt", str(n), published=fact.pop("day", "2025-02-10"))
        for n, fact in enumerate(facts)
    ]
    claims = [
        claim(source, projects=("data center",), **fact)
        for source, fact in zip(documents, facts, strict=True)
    ]
    return reconcile(claims, documents, lookup=lookup)


def _of(party: str, amount: int, place: str = "France", **more: Any) -> dict[str, Any]:
    return {"investors": (party,), "low": amount * BN, "high": amount * BN, "places": (place,),
            **more}  # fmt: skip


@pytest.fixture
def ledger() -> Ledger:
    return _ledger(
        _of("Brookfield", 20, "Cambrai", day="2025-02-10"),
        _of("Bpifrance", 6, "Lyon", stage=Stage.CONFIRMED, purpose=Purpose.COMPUTE),
        _of("Iliad", 3, "Marseille", day="2026-03-01", stage=Stage.OPERATIONAL),
        _of("Microsoft", 4, "Lille", stage=Stage.UNDER_CONSTRUCTION),
    )


def _shown(ledger: Ledger, by: Fold) -> dict[str, int]:
    return {each.title.en: int(each.euros.low or 0) // BN for each in fold_totals(ledger, by)}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Fold.INVESTOR, {"Brookfield": 20, "Bpifrance": 6, "Microsoft": 4, "Iliad": 3}),
        (
            Fold.NATURE,
            {
                "Foreign companies and funds": 24,
                "Public, of the country or the EU": 6,
                "Companies of the country": 3,
            },
        ),
        (Fold.PURPOSE, {"Data centres": 27, "Computing": 6}),
        (
            Fold.PLACE,
            {"Hauts-de-France": 24, "Auvergne-Rhône-Alpes": 6, "Provence-Alpes-Côte d'Azur": 3},
        ),
        (Fold.YEAR, {"2025": 30, "2026": 3}),
        (
            Fold.STAGE,
            {
                "Pledges (considered, announced)": 20,
                "Commitments (confirmed)": 6,
                "Allocations (under construction)": 4,
                "Disbursements (in operation)": 3,
            },
        ),
    ],
)
def test_folds(ledger: Ledger, by: Fold, expected: dict[str, int]) -> None:
    assert _shown(ledger, by) == expected
    assert list(_shown(ledger, by)) == list(expected)


def test_a_part_is_not_added_where_it_would_stand_alone() -> None:
    ledger = _ledger(_of("MGX", 40, "France"), _of("MGX", 8, "Fouju"), lookup=FakeLookup())
    (place,) = fold_totals(ledger, Fold.PLACE)
    assert place.euros.high == 40 * BN
    assert len(place.sums) == 1


def test_what_is_left_out_stands_where_it_would_have_stood(ledger: Ledger) -> None:
    entry = ledger.commitments[0]
    gone = _ledger(
        _of("Brookfield", 20, "Cambrai"), _of("Iliad", 3, "Cambrai", stage=Stage.CANCELLED)
    )
    (place,) = fold_totals(gone, Fold.PLACE)
    assert [each.reason.en for each in place.leaves_out] == ["cancelled"]
    assert entry.announced == "2025-02-10"


def test_any_total_is_folded_and_no_other_is_counted() -> None:
    abroad = _of("Microsoft", 9, "Nairobi")
    ledger = _ledger(_of("Iliad", 3, "Marseille"), _of("Brookfield", 20, "Cambrai"), abroad)
    assert [each.id for each in ledger.totals] == [
        "commitments", "commitments:FR", "commitments:KE",
    ]  # fmt: skip
    for total in ledger.totals:
        for by in Fold:
            folds = fold_totals(ledger, by, total.id)
            assert sorted(key for each in folds for key in each.sums) == sorted(total.sums)
            assert all(each.id.startswith(f"{total.id}/{by.value}:") for each in folds)
            assert sum(each.euros.low or 0 for each in folds) == total.euros.low
    assert fold_totals(ledger, Fold.YEAR, "commitments:SE") == ()


def test_whose_money_it_is_goes_by_the_country_it_goes_to() -> None:
    """Most of this ledger is in France; a Swedish company in Sweden is at home there."""
    ledger = _ledger(
        _of("Iliad", 3, "Marseille"),
        _of("Brookfield", 20, "Cambrai"),
        _of("Ericsson", 5, "Stockholm"),
        _of("Bpifrance", 2, "Stockholm"),
        _of("Microsoft", 4, "Stockholm"),
    )
    assert _shown(ledger, Fold.NATURE) == {
        "Foreign companies and funds": 24,
        "Companies of the country": 8,
        "Foreign States and sovereign funds": 2,
    }


def test_nothing_to_fold() -> None:
    assert fold_totals(_ledger(), Fold.YEAR) == ()


PARTIES = ("Brookfield", "MGX", "Bpifrance", "Oracle", "Unheard Of")
_FACTS = st.fixed_dictionaries(
    {
        "investors": st.lists(st.sampled_from(PARTIES), max_size=2, unique=True).map(tuple),
        "low": st.integers(1, 60).map(lambda n: n * BN),
        "places": st.sampled_from(
            [(), ("France",), ("Cambrai",), ("Melun",), ("Paris", "Cambrai")]
        ),
        "role": st.sampled_from([Role.COMMITMENT, Role.COMMITMENT, Role.ROUND, Role.PROGRAMME]),
        "stage": st.sampled_from(list(Stage)),
        "purpose": st.sampled_from(list(Purpose)),
        "day": st.sampled_from([None, "2025", "2025-02-10", "2026-03"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_FACTS, max_size=6), st.sampled_from(list(Fold)))
def test_every_fold_is_a_partition_of_the_total(facts: list[dict[str, Any]], by: Fold) -> None:
    made = _ledger(*({**each, "high": each["low"] * 2} for each in facts), lookup=FakeLookup())
    folds = fold_totals(made, by)
    whole = next((each for each in made.totals if each.id == "commitments"), None)
    keys = [key for each in folds for key in each.sums]
    assert sorted(keys) == sorted(whole.sums if whole else ())
    for end in ("low", "high"):
        parts = [getattr(each.euros, end) or Decimal(0) for each in folds]
        assert sum(parts, Decimal(0)) == (getattr(whole.euros, end) if whole else 0)
    json.dumps(ledger_to_json(made))
