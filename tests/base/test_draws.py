"""Named streams and quasi-random points."""

import numpy as np
import pytest

from grandlivre.base.draws import generator, sobol, stream_key


def test_streams_are_apart() -> None:
    keys = {stream_key(s, *n) for s in range(20) for n in (("a", "b"), ("ab",), ("a",), ("b", "a"))}
    assert len(keys) == 80
    one, two = generator(1, "a").random(1000), generator(1, "b").random(1000)
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.15


@pytest.mark.parametrize("start", [0, 1, 7, 100])
def test_any_run_of_points_may_be_asked_for_alone(start) -> None:
    whole = sobol(5, 3, start=0, count=128)
    np.testing.assert_array_equal(sobol(5, 3, start=start, count=20), whole[start : start + 20])


def test_points_are_even_and_scrambles_independent() -> None:
    points = sobol(40, 3, start=0, count=256)
    cells = np.sort((points * 256).astype(int), axis=0)
    assert (cells == np.arange(256)[:, None]).all()
    assert not np.allclose(points, sobol(40, 4, start=0, count=256))
    means = [sobol(1, key, start=0, count=8).mean() for key in range(64)]
    assert np.mean(means) == pytest.approx(0.5, abs=0.01)
