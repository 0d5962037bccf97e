import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.campus.design import designs, parse_design, read_design
from grandlivre.campus.design.model import (
    BatchWork,
    GridContract,
    Mark,
    Phase,
    Pool,
    Service,
    Tenant,
)
from grandlivre.campus.design.read import design_named, reference_pue
from grandlivre.errors import ConfigError
from grandlivre.reference.messages import messages
from grandlivre.reference.parameters import generations, parameters

SMALL = """
country = "FR"
place = "Ici"
climate = "Lyon"
title = "Petit campus"

[phases.one]
opens = "2027-06"
power_mw = 10

[pools.main]
hall = "one"
zone = "open"
generation = "H200"
count = 4000

[tenants.school]
kind = "education"
share = 1
zones = ["open"]

[batch.classes]
tenant = "school"
kind = "teaching"
pools = ["main"]
load_share = 0.3
gang = 4
hours = { median = 2, high = 6 }
"""


def small(*changes: tuple[str, str]):
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return parse_design(text, "small", source="small.toml")


def test_what_is_left_out_is_filled_from_the_reference():
    design = small()
    pool = design.pools[0]
    h200 = generations()["H200"]
    assert pool.kw_per_accelerator == pytest.approx(h200.all_in_kw / reference_pue())
    assert (pool.domain, pool.node) == (h200.domain, 8)
    assert [hall.name for hall in design.halls] == ["one"]
    assert design.partitions[0].pools == ("main",)
    assert design.batch[0].gang.median == design.batch[0].gang.high == 4
    assert design.tenants[0].title.fr == "school"
    tranche = design.grid.tranches[0]
    assert (tranche.total_mw, tranche.opens, tranche.mark) == (10, "2027-06", Mark.INFERRED)


def test_grid_charges_are_those_of_the_table_of_parameters():
    grid = small().grid
    known = parameters()
    assert grid.band_eur_per_mwh == known["nuclear_contract_price_eur_per_mwh"].distribution.median
    assert grid.accise_eur_per_mwh == known["accise_eur_per_mwh"].distribution.median
    # A site of 10 MW pays for what it has subscribed, one of a gigawatt at 400 kV does not.
    assert grid.turpe_eur_per_mw_year == known["turpe_eur_per_mw_year"].distribution.median
    assert designs()["campus-ia"].grid.turpe_eur_per_mw_year == 0


def test_a_rack_of_72_has_servers_of_four():
    design = small(('"H200"', '"GB300"'))
    assert (design.pools[0].domain, design.pools[0].node) == (72, 4)


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        (("power_mw", "power_gw"), "phases.one", "power_gw"),
        (("count = 4000", "count = 4001"), "pools.main", "4001"),
        (("count = 4000", "count = 40.5"), "pools.main.count", "40.5"),
        (("count = 4000", "count = 40000"), "phases.one", "56 MW"),
        (('hall = "one"', 'hall = "onne"'), "pools.main.hall", "onne"),
        (('"H200"', '"H2OO"'), "pools.main.generation", "H2OO"),
        (('zones = ["open"]', 'zones = ["closed"]'), "tenants.school.zones", "closed"),
        (('zones = ["open"]', "zones = []"), "batch.classes.pools", "main"),
        (
            ('zones = ["open"]', 'zones = ["open"]\nreserved = 1.4'),
            "tenants.school.reserved",
            "1.4",
        ),
        (('tenant = "school"', 'tenant = "schol"'), "batch.classes.tenant", "schol"),
        (('"teaching"', '"inference"'), "batch.classes.kind", "inference"),
        (('"teaching"', '"teechin"'), "batch.classes.kind", "teechin"),
        (("gang = 4", "gang = 9000"), "batch.classes.gang", "9000"),
        (("gang = 4", "gang = { median = 4, high = 2 }"), "batch.classes.gang", "median 4"),
        (("load_share = 0.3", "load_share = -1"), "batch.classes.load_share", "-1"),
        (('"2027-06"', '"June 2027"'), "phases.one.opens", "June 2027"),
        (('climate = "Lyon"', 'climate = "Lion"'), "climate", "Lion"),
        (('country = "FR"', ""), "small.toml", "country"),
        (('"Petit campus"', "3"), "title", ""),
        (('"teaching"', '"replay"'), "batch.classes", "recording"),
    ],
)
def test_every_fault_names_its_entry_and_the_remedy(change, where, what):
    with pytest.raises(ConfigError) as told:
        small(change)
    error = told.value
    assert where in error.where
    assert "small.toml" in error.where
    assert what in error.what
    assert error.remedy
    # The reader's French says it too.
    assert messages("fr").error(error) != str(error)


def test_unknown_keys_are_told_with_the_nearest_known():
    with pytest.raises(ConfigError) as told:
        small(("count = 4000", "cuont = 4000"))
    assert "count" in told.value.remedy


@pytest.mark.parametrize(
    "grid",
    [
        'tranches = [{ opens = "2028", total_mw = 5 }, { opens = "2027", total_mw = 10 }]',
        'tranches = [{ opens = "2027", total_mw = 10 }, { opens = "2028", total_mw = 5 }]',
    ],
)
def test_tranches_ascend(grid):
    with pytest.raises(ConfigError, match="tranches"):
        parse_design(f"{SMALL}\n[grid]\n{grid}\n", "small", source="small.toml")


def test_reserves_sum_to_one_at_most():
    other = '[tenants.b]\nkind = "startup"\nshare = 1\nzones = ["open"]\nreserved = 0.7\n'
    text = SMALL.replace("share = 1\n", "share = 1\nreserved = 0.7\n") + other
    with pytest.raises(ConfigError, match="140"):
        parse_design(text, "small", source="small.toml")


def test_a_basis_speaks_of_entries_that_exist():
    good = '[basis."pools.main.count"]\nmark = "judged"\nreason = "made up"\n'
    assert parse_design(SMALL + good, "small", source="s.toml").basis[0].mark is Mark.JUDGED
    with pytest.raises(ConfigError, match=re.escape("pools.mian")):
        parse_design(SMALL + good.replace("main", "mian"), "small", source="s.toml")


def test_a_generation_of_the_past_is_taken_with_its_own_figures():
    design = small(('"H200"', '"K80"\nkw_per_accelerator = 0.2\ndomain = 2'))
    assert design.pools[0].node == 2


def test_a_users_own_generations_count():
    own = {"X1": replace(generations()["H200"], name="X1", all_in_kw=2.0, domain=16)}
    design = parse_design(SMALL.replace("H200", "X1"), "small", source="s.toml", known=own)
    assert design.pools[0].kw_per_accelerator == pytest.approx(2.0 / reference_pue())
    with pytest.raises(ConfigError, match="H200"):
        parse_design(SMALL, "small", source="s.toml", known=own)


def test_files_are_found_beside_the_design(tmp_path: Path):
    (tmp_path / "prices.csv").write_text("hour,value\n0,1\n", encoding="utf-8")
    design = tmp_path / "mine.toml"
    design.write_text(SMALL + '[grid]\nspot = "prices.csv"\n', encoding="utf-8")
    assert read_design(design).grid.spot == str(tmp_path / "prices.csv")
    assert read_design(design).name == "mine"
    design.write_text(SMALL + '[grid]\nspot = "none.csv"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape("none.csv")):
        read_design(design)


def test_designs_are_known_by_name_or_file(tmp_path: Path):
    assert design_named("jean-zay") is designs()["jean-zay"]
    (tmp_path / "mine.toml").write_text(SMALL, encoding="utf-8")
    assert design_named(str(tmp_path / "mine.toml")).name == "mine"
    with pytest.raises(ConfigError, match="campus-ia"):
        design_named("campus-ai")
    with pytest.raises(ConfigError, match="cannot be read"):
        design_named(str(tmp_path / "none.toml"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_gives_a_traceback(text):
    try:
        parse_design(text, "x", source="x.toml")
    except ConfigError as error:
        assert error.where.startswith("x.toml")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_broken_line_gives_a_traceback(data):
    lines = SMALL.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(["", "x = 1", "[pools.main.count]", "count = -8", "[a]", "hours = []"])
        | st.text(max_size=30)
    )
    try:
        parse_design("\n".join(lines), "x", source="x.toml")
    except ConfigError as error:
        assert error.remedy


def test_every_field_can_be_said():
    """A field that the reader cannot read would be refused as unknown."""
    for kind in (Phase, Pool, Tenant, BatchWork, Service, GridContract):
        assert all(not field.name.startswith("_") for field in fields(kind))
    said = SMALL.replace(
        'zone = "open"\ngeneration',
        'zone = "open"\nnode = 8\ndomain = 8\nnetwork = "x"\nkw_per_accelerator = 1.1\ngeneration',
    ).replace(
        "gang = 4",
        "gang = 4\nestimate_ratio = 2\nrank = 3\npreempts = true\nyields = false\n"
        "is_flexible = true\ncheckpoint_minutes = 0\nrestart_minutes = 5\npower_share = 0.5\n"
        "options = { sessions = 3 }",
    )
    work = parse_design(said, "small", source="s.toml").batch[0]
    assert work.options == {"sessions": 3.0}
    assert work.checkpoint_minutes == 0
