import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.design import design_to_toml, designs, parse_design
from grandlivre.campus.design.model import Basis, Mark
from grandlivre.ledger.model import Words


@pytest.mark.parametrize("name", designs())
def test_a_design_comes_back_the_same(name):
    design = designs()[name]
    text = design_to_toml(design)
    assert parse_design(text, name, source="") == design
    assert design_to_toml(parse_design(text, name, source="")) == text


@settings(max_examples=80, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.floats(0.001, 1e6),
    st.integers(1, 50),
)
def test_any_text_and_figure_comes_back(text, figure, times):
    design = designs()["teaching-10mw"]
    changed = replace(
        design,
        title=Words(fr=text, en=text + "!"),
        place=text,
        heat=replace(design.heat, chiller_cop=figure),
        machines=replace(design.machines, battery_mwh=times / 7),
        basis=(
            Basis(field="heat.chiller_cop", mark=Mark.JUDGED, reason=Words(fr=text, en=text + "!")),
        ),
    )
    assert parse_design(design_to_toml(changed), design.name, source="") == changed


def test_defaults_are_left_out():
    text = design_to_toml(designs()["jean-zay"])
    assert "transformers =" not in text
    assert "machines" not in tomllib.loads(text)
    assert tomllib.loads(text)["grid"]["accise_eur_per_mwh"] > 0
