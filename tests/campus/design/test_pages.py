"""The pages about designs: their TOML is read as it stands, their figures are those of the code."""

import re
from pathlib import Path

import pytest

from grandlivre.campus.design import allowed, designs, expected_load, parse_design
from grandlivre.campus.energy.statistics import built_in

DOCS = Path(__file__).parents[3] / "docs"
HOW_TO = (DOCS / "how-to" / "describe-a-campus.md").read_text(encoding="utf-8")
EXPLAINED = (DOCS / "explanation" / "campus.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", HOW_TO, re.DOTALL)


def test_the_commented_design_is_read_as_it_stands():
    design = parse_design(BLOCKS[0], "two-banks", source="two-banks.toml")
    assert design.title.fr != design.title.en
    assert allowed(design, "hospital") == ("guarded",)
    for part, (stands, asked) in expected_load(design, 2030).items():
        assert 0.4 * stands < asked < stands, part


def test_accelerators_of_ones_own_are_read_as_shown():
    design = parse_design(BLOCKS[0] + BLOCKS[1] + '[partitions.old]\npools = ["old"]\nclasses = ["hpc"]\n', "x", source="x.toml")  # fmt: skip
    assert design.pools[-1].generation == "P100"


def test_every_design_and_series_is_told_of():
    for name in designs():
        assert f"`{name}`" in HOW_TO
        assert f"`{name}`" in EXPLAINED
    for name in built_in():
        assert name in EXPLAINED


@pytest.mark.parametrize("name", designs())
def test_the_table_of_designs_is_right(name):
    row = next(line for line in EXPLAINED.splitlines() if line.startswith(f"| `{name}`"))
    _, _, _, count, share, _ = row.split("|")
    design = designs()[name]
    assert int(count.replace(",", "")) == sum(pool.count for pool in design.pools)
    percent, year = map(int, re.findall(r"\d+", share))
    loads = expected_load(design, year)
    asked = sum(each for _, each in loads.values()) / sum(each for each, _ in loads.values())
    assert round(100 * asked) == percent
