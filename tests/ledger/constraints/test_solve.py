import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from systems import Sample, samples

from grandlivre.ledger.constraints import Solution, claims, grown, relaxed, renewed, solve, system
from grandlivre.ledger.constraints.problem import prepared

SOME = settings(max_examples=60, deadline=None)
FEW = settings(max_examples=30, deadline=None)


def _kept(sample: Sample, found: Solution) -> list[int]:
    return [number for number in range(len(sample.stated)) if not found.rejected[number]]


def _check(sample: Sample) -> Solution:
    found = solve(sample.system())
    kept = _kept(sample, found)
    assert sample.holds(kept), "what is left after the repair holds"
    assert found.is_consistent.all() == sample.holds()
    exact = sample.exact(kept)
    assert found.low == pytest.approx([low for low, _ in exact], abs=1e-6)
    assert found.high == pytest.approx([high for _, high in exact], abs=1e-6)
    return found


@SOME
@given(samples(cyclic=False))
def test_trees_agree_with_an_exact_solver(sample: Sample) -> None:
    _check(sample)


@SOME
@given(samples(cyclic=True))
def test_webs_agree_with_an_exact_solver(sample: Sample) -> None:
    _check(sample)


@SOME
@given(samples())
def test_each_subset_is_infeasible_and_irreducible(sample: Sample) -> None:
    found = solve(sample.system())
    assert bool(found.subsets()) == (not sample.holds())
    for subset in found.subsets():
        assert not sample.holds(subset)
        for left_out in subset:
            assert sample.holds([each for each in subset if each != left_out])


@FEW
@given(samples())
def test_no_repair_is_lighter(sample: Sample) -> None:
    """By trying all of them; claims of one origin that say the same count once."""
    found = solve(sample.system())
    problem, _, group = prepared(sample.system())
    weight = problem.weight
    groups = range(len(weight))
    cost = sum(weight[number] for number in set(group[found.rejected].tolist()))
    for count in range(len(weight) + 1):
        for rejected in itertools.combinations(groups, count):
            if sum(weight[list(rejected)]) >= cost:
                continue
            kept = [each for each in range(len(sample.stated)) if group[each] not in rejected]
            assert not sample.holds(kept)


@SOME
@given(samples())
def test_best_values_lie_inside_and_add_up(sample: Sample) -> None:
    found = solve(sample.system())
    known = ~np.isnan(found.best)
    assert (found.best[known] >= found.low[known]).all()
    assert (found.best[known] <= found.high[known]).all()
    made = sample.system()
    for number, whole in enumerate(made.sums.whole):
        parts = made.sums.part[made.sums.row == number]
        if known[whole] and known[parts].all():
            assert found.best[whole] == pytest.approx(found.best[parts].sum(), abs=1e-5)


@SOME
@given(samples())
def test_totals_are_the_sum_of_their_parts(sample: Sample) -> None:
    found, made = solve(sample.system()), sample.system()
    for number, whole in enumerate(made.sums.whole):
        parts = made.sums.part[made.sums.row == number]
        assert found.low[whole] >= found.low[parts].sum() - 1e-6
        assert found.high[whole] <= found.high[parts].sum() + 1e-6


@FEW
@given(samples())
def test_the_elastic_program_costs_nothing_where_all_holds(sample: Sample) -> None:
    values, cost = relaxed(sample.system())
    found = solve(sample.system())
    assert (cost <= 1e-6) == found.is_consistent.all()
    # Each fault asks for its movement, at the least weight; faults may share claims.
    if len(found.subset_size):
        lightest = min(sample.weights)
        assert cost >= lightest * found.subset_size.max() - 1e-6
    if found.is_consistent.all():
        assert (values >= found.low - 1e-6).all()
        assert (values <= found.high + 1e-6).all()


@SOME
@given(samples(), st.randoms(use_true_random=False))
def test_the_order_of_claims_is_irrelevant(sample: Sample, random) -> None:
    order = list(range(len(sample.stated)))
    random.shuffle(order)
    mixed = Sample(
        sample.variables,
        tuple(sample.stated[each] for each in order),
        tuple(sample.weights[each] for each in order),
        tuple(sample.origins[each] for each in order),
        sample.relations,
        sample.same,
    )
    first, second = solve(sample.system()), solve(mixed.system())
    np.testing.assert_array_equal(first.low, second.low)
    np.testing.assert_array_equal(first.high, second.high)
    np.testing.assert_array_equal(first.best, second.best)
    np.testing.assert_array_equal(first.is_consistent, second.is_consistent)
    np.testing.assert_array_equal(first.subset_size, second.subset_size)
    says = [[sample.stated[claim] for claim in subset] for subset in first.subsets()]
    also = [[mixed.stated[claim] for claim in subset] for subset in second.subsets()]
    assert says == also
    np.testing.assert_array_equal(first.rejected[order], second.rejected)


@SOME
@given(samples(true=True), st.data())
def test_a_true_claim_never_widens_a_bound(sample: Sample, data: st.DataObject) -> None:
    if not sample.stated:
        return
    number = data.draw(st.integers(0, len(sample.stated) - 1))
    rest = [each for each in range(len(sample.stated)) if each != number]
    without = Sample(
        sample.variables,
        tuple(sample.stated[each] for each in rest),
        tuple(sample.weights[each] for each in rest),
        tuple(sample.origins[each] for each in rest),
        sample.relations,
        sample.same,
    )
    before, after = solve(without.system()), solve(sample.system())
    assert after.is_consistent.all()
    assert (after.low >= before.low - 1e-6).all()
    assert (after.high <= before.high + 1e-6).all()


@SOME
@given(samples(), st.data())
def test_solving_again_is_solving_anew(sample: Sample, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(sample.stated)))
    sums = data.draw(st.integers(0, len(sample.relations)))
    first = Sample(
        sample.variables, sample.stated[:cut], sample.weights[:cut], sample.origins[:cut],
        sample.relations[:sums], sample.same,
    )  # fmt: skip
    base = first.system()
    rest = Sample(
        sample.variables, sample.stated[cut:], sample.weights[cut:], sample.origins[cut:], ()
    )
    made = grown(base, rest.system().claims, sample.relations[sums:])
    again, anew = renewed(made, base, solve(base)), solve(made)
    for name in Solution.__dataclass_fields__:
        np.testing.assert_allclose(
            np.asarray(getattr(again, name), dtype=float),
            np.asarray(getattr(anew, name), dtype=float),
            err_msg=name,
            atol=1e-6,
        )


def test_a_sum_that_cancels_out_is_solved_again_whole() -> None:
    nothing = claims([], [], [])
    base = system(2, nothing, [(0, [1], False)], same=[(0, 1)])
    made = grown(base, nothing, [(0, [1], False)])
    assert renewed(made, base, solve(base)).high.tolist() == [np.inf, np.inf, 0, 0]


def test_copies_of_one_dispatch_have_one_weight() -> None:
    """Three copies of 20 against two independent voices for 15."""
    stated = claims([0] * 5, [20, 20, 20, 15, 15], [20, 20, 20, 15, 15], origin=[7, 7, 7, 1, 2])
    found = solve(system(1, stated))
    assert (found.low[0], found.high[0]) == (15, 15)
    assert found.rejected.tolist() == [True, True, True, False, False]


def test_the_claim_in_two_subsets_is_the_suspect() -> None:
    """A whole of 9 against parts of 5 and 5 told twice over: it is the whole that is wrong."""
    stated = claims([0, 1, 2, 0], [9, 5, 5, 10], [9, 5, 5, 10])
    found = solve(system(3, stated, [(0, [1, 2], True)]))
    assert found.rejected.tolist() == [True, False, False, False]
    assert sorted(map(len, found.subsets())) == [2]


def test_rounded_figures_meet() -> None:
    found = solve(system(3, claims([0, 1, 2], [109, 65, 44.4], [109, 65, 44.4], slack=0.5),
                         [(0, [1, 2], True)]))  # fmt: skip
    assert found.is_consistent.all()
    assert found.high[0] == pytest.approx(109.5)
    assert found.low[0] == pytest.approx(108.5)


def test_a_large_system_of_one_component() -> None:
    """A chain of a thousand links is solved without recursion."""
    length = 1000
    relations = [(number, [number + 1], False) for number in range(length)]
    stated = claims([0, length], [0, 7], [5, 9])
    found = solve(system(length + 1, stated, relations))
    assert not found.is_consistent.any()
    assert found.subsets() == [(0, 1)]
    assert found.subset_size == pytest.approx([2])
