"""Faults put into a consistent ledger come out as conflicts, and nothing else does.

The made-up ledgers and the faults are the benchmark's (`bench.faults`), at other seeds.
"""

import pytest

pytest.importorskip("bench.faults")

from bench.faults import KINDS, contradictions, measure, spoil
from bench.made_ledger import make

from grandlivre.ledger import reconcile

ENTRIES, EACH = 200, 10
SEEDS = (101, 102)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_consistent_ledger_has_hardly_any_contradiction(seed: int) -> None:
    made = make(seed, ENTRIES)
    assert len(made.truths) == ENTRIES
    ledger = reconcile(made.claims, made.documents)
    found = [each.explanation.en for each in ledger.conflicts if each.is_contradiction]
    assert len(found) <= 0.02 * ENTRIES, found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_consistent_ledger_comes_out_as_it_was_made(seed: int) -> None:
    """Nineteen of twenty undertakings are one entry, with the bounds that are true of them."""
    made = make(seed, ENTRIES)
    ledger = reconcile(made.claims, made.documents)
    whole = 0
    for truth in made.truths:
        claims = {key for key, number in made.about.items() if number == truth.number}
        homes = [
            each for each in (*ledger.commitments, *ledger.programmes) if claims & set(each.claims)
        ]
        whole += len(homes) == 1 and claims == set(homes[0].claims)
    assert whole >= 0.95 * ENTRIES


def test_faults_are_reported_as_what_they_are() -> None:
    made = make(SEEDS[0], ENTRIES)
    faulty = spoil(made, EACH, 7)
    assert {fault.kind for fault in faulty.faults} == set(KINDS)
    assert len(faulty.faults) >= 95
    reported = contradictions(reconcile(list(faulty.claims.values()), faulty.documents))
    missed = [
        (fault.kind, next(made.truths[faulty.made.about[key]] for key in fault.claims))
        for fault in faulty.faults
        if not any(
            kind in KINDS[fault.kind].reported and claims & fault.claims
            for kind, claims in reported
        )
    ]
    assert len(missed) <= 0.05 * len(faulty.faults), missed
    spoiled = {key for key, number in faulty.made.about.items() if number in faulty.used}
    false = [kind for kind, claims in reported if not claims & spoiled]
    assert len(false) <= 0.02 * len(reported), false


def test_the_benchmark_counts_all_that_it_injects() -> None:
    found = measure(1, 60, 2)
    assert sum(found.injected.values()) > 12
    assert found.found.keys() <= found.injected.keys()
    assert 0 <= found.false_share <= 1
