"""Made-up ledgers with a known truth: what is found there, checked by another way."""

from dataclasses import replace

import numpy as np
import pytest
from bench.systems import Made, made

from grandlivre.ledger.constraints import Claims, System, relaxed, solve
from grandlivre.ledger.constraints.general import Component
from grandlivre.ledger.constraints.highs import Program
from grandlivre.ledger.constraints.problem import prepared


@pytest.fixture(scope="module", params=[3, 11])
def ledger(request: pytest.FixtureRequest) -> Made:
    return made(request.param, 900, wrong=0.05)


def _only(system: System, rows: list[int]) -> System:
    table = system.claims
    return replace(
        system,
        claims=Claims(
            variable=table.variable[rows],
            low=table.low[rows],
            high=table.high[rows],
            weight=np.ones(len(rows)),
            origin=np.arange(len(rows)),
        ),
    )


def test_subsets_are_irreducible_by_elastic_programs(ledger: Made) -> None:
    found = solve(ledger.system)
    assert len(found.subset_size) > 10
    for subset, size in zip(found.subsets(), found.subset_size, strict=True):
        rows = list(subset)
        _, cost = relaxed(_only(ledger.system, rows))
        assert cost == pytest.approx(size, rel=1e-6)
        for left_out in rows:
            _, cost = relaxed(_only(ledger.system, [each for each in rows if each != left_out]))
            assert cost <= 1e-6 * size


def test_passes_over_trees_agree_with_programs(ledger: Made) -> None:
    kept = np.flatnonzero(~solve(ledger.system).rejected).tolist()
    system = _only(ledger.system, kept)
    found, (problem, known_as, _) = solve(system), prepared(system)
    low, high = np.empty(problem.variables), np.empty(problem.variables)
    program = Program()
    for part in problem.apart():
        ends = Component(part, program).exact(np.ones(len(part.about), dtype=bool))
        assert ends is not None
        low[part.known_as], high[part.known_as] = ends
    np.testing.assert_allclose(found.low, low[known_as], rtol=1e-6, atol=10)
    np.testing.assert_allclose(found.high, high[known_as], rtol=1e-6, atol=10)


def test_without_wrong_claims_the_truth_lies_inside() -> None:
    ledger = made(5, 2_000, wrong=0.0)
    found = solve(ledger.system)
    assert found.is_consistent.all()
    assert not found.rejected.any()
    assert (found.low <= ledger.truth * (1 + 1e-9)).all()
    assert (found.high >= ledger.truth * (1 - 1e-9)).all()
