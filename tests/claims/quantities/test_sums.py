"""Figures that add up, from anywhere on a page and told one after another."""

import pytest

from grandlivre.claims.quantities.find import find_quantities
from grandlivre.claims.quantities.sums import runs, sums


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("€20bn: up to €15bn for halls, the other €5bn for power", [(1, 0), (2, 0)]),
        ("20 Md€, soit 12 Md€ ici, 5 Md€ là et 3 Md€ ailleurs", [(1, 0), (2, 0), (3, 0)]),
        ("230 MW, puis 290 MW, ce qui ferait 520 MW", [(0, 2), (1, 2)]),
        ("€15bn for halls, $5bn for power, €20bn in all", []),
        ("€15bn for halls, 5 MW, €20bn in all", []),
        ("€20bn", []),
    ],
)
def test_a_run_makes_the_figure_before_or_after_it(text: str, pairs: list[tuple[int, int]]) -> None:
    assert sorted(runs(find_quantities(text))) == pairs


def test_figures_apart_are_no_run() -> None:
    quantities = find_quantities("€20bn, €15bn, €9bn, €5bn")
    assert (1, 0) in sums(quantities)
    assert not runs(quantities)


def test_a_run_is_not_its_own_whole() -> None:
    assert all(part != whole for part, whole in runs(find_quantities("0 MW, 0 MW, 5 MW, 5 MW")))
