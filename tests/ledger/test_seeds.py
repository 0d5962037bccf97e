"""The founding case: what a careful auditor finds in five texts must come out of them."""

from decimal import Decimal
from pathlib import Path

import pytest
from ledger_gold import read_gold

from grandlivre.base.interval import Interval
from grandlivre.ledger import Commitment, ConflictKind, Ledger, Programme, reconcile

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
BN = 10**9

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding texts are not at hand")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    documents, claims = read_gold(SEEDS)
    return reconcile(claims, documents)


def _bn(low: float | None, high: float | None) -> Interval:
    ends = [None if end is None else Decimal(str(end)) * BN for end in (low, high)]
    return Interval(low=ends[0], high=ends[1])


def _entry(ledger: Ledger, name: str) -> Commitment:
    (found,) = [each for each in ledger.commitments if each.title.fr.startswith(name)]
    return found


def _programme(ledger: Ledger, euros: Interval) -> Programme:
    (found,) = [each for each in ledger.programmes if each.euros == euros]
    return found


@pytest.mark.parametrize(
    ("name", "low", "high", "origins"),
    [
        ("MGX", 30, 50, 4),
        ("Brookfield", 15, 20, 4),
        ("Fluidstack", 10, 10, 3),
        ("Bpifrance", None, 10, 3),
        ("Campus IA", 8.5, 8.5, 1),
        ("Digital Realty", 5, 5, 1),
        ("Iliad", 3, 3, 1),
        ("Mistral AI", 2, None, 2),
        ("Levée de fonds", 0.021, 0.021, 1),
    ],
)
def test_entries(
    ledger: Ledger, name: str, low: float | None, high: float | None, origins: int
) -> None:
    entry = _entry(ledger, name)
    assert entry.euros == _bn(low, high)
    assert entry.origins == origins


def test_programmes(ledger: Ledger) -> None:
    plan = _programme(ledger, _bn(109, 109))
    assert plan.origins == 4
    assert len(plan.claims) == 10
    assert plan.itemised == _bn(65, None)
    assert plan.remainder == _bn(0, 44)
    assert plan.depends_on == (_entry(ledger, "Mistral AI").id,)
    champions = _programme(ledger, _bn(200, 200))
    assert champions.itemised == _bn(50, 50)
    assert champions.remainder == _bn(150, 150)
    assert _programme(ledger, _bn(17, 17))
    assert _programme(ledger, _bn(0.4, 0.4)).title.fr == "Current AI"
    stargate = next(each for each in ledger.programmes if each.title.fr == "Stargate")
    assert {(amount.stated, amount.unit) for amount in stargate.amounts} == {(_bn(500, 500), "USD")}


def test_totals(ledger: Ledger) -> None:
    home = next(total for total in ledger.totals if total.id == "commitments:FR")
    assert home.euros == _bn(65, None)
    assert home.without_open == _bn(63, 98)
    assert _entry(ledger, "Campus IA").id in {left.id for left in home.leaves_out}


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (ConflictKind.AMOUNT, 1),
        (ConflictKind.BOUND_AS_VALUE, 2),
        (ConflictKind.MIXED_CURRENCY, 2),
        (ConflictKind.PARTIES, 2),
        (ConflictKind.STAGE, 2),
    ],
)
def test_conflicts(ledger: Ledger, kind: ConflictKind, count: int) -> None:
    assert len([each for each in ledger.conflicts if each.kind is kind]) == count
