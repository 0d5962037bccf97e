"""Total-order indices against functions whose indices are known, SALib and SciPy."""

import numpy as np
import pytest
from scipy.stats import sobol_indices

from grandlivre.errors import ConfigError
from grandlivre.outlook.effects import ENDS, moves


def ishigami(uniforms, numbers=None, seed=0):
    x = (2 * uniforms - 1) * np.pi
    return (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[None]


# Ishigami and Homma (1990), a = 7, b = 0.1: V1 = ½(1 + bπ⁴/5)², V2 = a²/8, V13 = 8b²π⁸/225.
V1, V2, V13 = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 8 * 0.01 * np.pi**8 / 225
ISHIGAMI = np.array([V1 + V13, V2, V13]) / (V1 + V2 + V13)


def g_function(uniforms, numbers, seed):
    a = np.array([0, 0.5, 3, 9, 99])
    return np.prod((np.abs(4 * uniforms - 2) + a) / (1 + a), axis=1)[None]


def test_ishigami() -> None:
    found = moves(ishigami, ("x1", "x2", "x3"), samples=4096, seed=3)
    assert found.total_order[0] == pytest.approx(ISHIGAMI, abs=0.02)
    assert found.noise[0] == 0
    assert np.all(found.low[0] < ISHIGAMI)
    assert np.all(found.high[0] > ISHIGAMI)


def test_g_function() -> None:
    # Sobol' (1993): V_i = 1 / (3 (1 + a_i)²), T_i = V_i Π_{j≠i} (1 + V_j) / (Π (1 + V_j) - 1).
    each = 1 / (3 * (1 + np.array([0, 0.5, 3, 9, 99])) ** 2)
    whole = np.prod(1 + each)
    known = each * whole / (1 + each) / (whole - 1)
    found = moves(g_function, "abcde", samples=4096)
    assert found.total_order[0] == pytest.approx(known, abs=0.02)
    assert list(np.argsort(-found.total_order[0])) == [0, 1, 2, 3, 4]


def test_salib_agrees() -> None:
    sobol = pytest.importorskip("SALib.analyze.sobol")
    sampler = pytest.importorskip("SALib.sample.sobol")
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
    rows = sampler.sample(problem, 4096, calc_second_order=False, seed=1)
    theirs = sobol.analyze(problem, ishigami(rows)[0], calc_second_order=False, seed=1)
    ours = moves(ishigami, ("x1", "x2", "x3"), samples=4096)
    assert ours.total_order[0] == pytest.approx(theirs["ST"], abs=0.02)
    half = (ours.high[0] - ours.low[0]) / 2
    assert half == pytest.approx(theirs["ST_conf"], rel=0.5)


def test_scipy_agrees_on_the_same_rows() -> None:
    """The estimator is SciPy's: on one design both give the same numbers."""
    calls = []

    def kept(uniforms, numbers, seed):
        calls.append(uniforms)
        return ishigami(uniforms)

    ours = moves(kept, ("x1", "x2", "x3"), samples=256)
    first, second, mixed = calls[:3]
    theirs = sobol_indices(
        func={
            "f_A": ishigami(first),
            "f_B": ishigami(second),
            "f_AB": ishigami(mixed).reshape(1, 3, 256).transpose(1, 0, 2),
        },
        n=256,
    )
    assert ours.total_order[0] == pytest.approx(theirs.total_order.ravel(), rel=1e-9)


def noisy(uniforms, numbers, seed):
    noise = np.random.default_rng(seed).normal(size=10_000)[numbers]
    return np.stack([10 * uniforms[:, 0] + 3 * noise, uniforms[:, 1] + 0 * noise])


def test_noise_has_its_own_share() -> None:
    """10 U has the variance 100 / 12, 3 Z has 9: shares of 0.48 and 0.52, whatever is drawn."""
    found = moves(noisy, ("level", "other"), samples=4096, held=512, seed=2)
    assert found.total_order[0] == pytest.approx([100 / 12 / (100 / 12 + 9), 0], abs=0.03)
    assert found.noise[0] == pytest.approx(9 / (100 / 12 + 9), abs=0.03)
    assert found.total_order[1] == pytest.approx([0, 1], abs=0.02)
    assert found.noise[1] == 0


def test_ends_differ_by_the_one_input_alone() -> None:
    found = moves(noisy, ("level", "other"), samples=64, held=64)
    assert found.at_high[0, 0] - found.at_low[0, 0] == pytest.approx(10 * (ENDS[1] - ENDS[0]))
    assert found.at_high[0, 1] == pytest.approx(found.at_low[0, 1])
    assert found.evaluations == 64 * 5 + 2 * 64 * 2


def test_a_function_that_never_moves() -> None:
    found = moves(
        lambda uniforms, numbers, seed: np.full((1, len(uniforms)), 7.0), ("x",), samples=8
    )
    assert found.total_order.tolist() == [[0.0]]
    assert found.at_low.tolist() == found.at_high.tolist() == [[7.0]]


def test_a_large_mean_costs_no_digits() -> None:
    def far(uniforms, numbers, seed):
        return ishigami(uniforms) + 1e9

    near = moves(ishigami, ("x1", "x2", "x3"), samples=256)
    assert moves(far, ("x1", "x2", "x3"), samples=256).total_order == pytest.approx(
        near.total_order, rel=1e-4
    )


def test_samples_are_a_power_of_two() -> None:
    with pytest.raises(ConfigError, match="power of two"):
        moves(ishigami, ("x1", "x2", "x3"), samples=100)


def test_the_same_seed_gives_the_same_figures() -> None:
    one, two = (moves(ishigami, ("x1", "x2", "x3"), samples=64, seed=5) for _ in range(2))
    assert one.total_order.tolist() == two.total_order.tolist()
    assert one.low.tolist() == two.low.tolist()
