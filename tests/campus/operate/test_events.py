import dataclasses

import numpy as np
import pytest
from small_campus import EVENTS, event, small

from grandlivre.campus.design import connection, standing
from grandlivre.campus.operate.befall import grid_limits, redesigned, stands
from grandlivre.campus.operate.events import (
    event_named,
    events,
    parse_event,
    read_events,
    span,
    start_hour,
)
from grandlivre.campus.operate.model import EventKind, OperateOptions
from grandlivre.errors import CampusError, ConfigError


def options(*names, year=2031):
    return OperateOptions(year=year, events=tuple(event(name) for name in names))


def test_the_package_has_an_event_of_each_kind_titled_in_both_languages():
    assert {each.kind for each in events().values()} == set(EventKind)
    for each in events().values():
        assert each.title.fr
        assert each.title.en
        assert each.title.fr != each.title.en
        assert span(each).stop > span(each).start


def test_events_are_read_from_a_file_or_a_folder(tmp_path):
    (tmp_path / "b.toml").write_text('kind = "price"\nshare = 2\nstarts = "06-01"\nhours = 10')
    (tmp_path / "a.toml").write_text('kind = "demand"\nshare = 0.5')
    assert [each.name for each in read_events(tmp_path)] == ["a", "b"]
    assert event_named(str(tmp_path / "b.toml")).share == 2.0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind = 3 =", "not TOML"),
        ('kind = "flood"', "no event of the kind flood"),
        ('kind = "cap"', "needs power_mw or share"),
        ('kind = "cap"\nshare = -1', "share is no positive number"),
        ('kind = "cap"\nshare = 0.5\nstarts = "13-01"', "is no day of a year"),
        ('kind = "cap"\nshare = 0.5\nwhen = 3', "an event has no when"),
        ('kind = "price"\nshare = 2\ntitle = 3', "a text is a string"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(text, says):
    with pytest.raises(ConfigError, match=says) as caught:
        parse_event(text, "odd", source="odd.toml")
    assert caught.value.where == "odd.toml"


def test_an_event_that_there_is_not_is_refused_with_the_names():
    with pytest.raises(ConfigError) as caught:
        event_named("comet")
    assert "heat-wave" in caught.value.remedy


def test_hours_are_those_of_a_plain_year():
    assert start_hour(dataclasses.replace(EVENTS[0], starts="03-01")) == 59 * 24
    assert start_hour(dataclasses.replace(EVENTS[0], starts="02-29T05")) == 59 * 24 + 5
    assert span(dataclasses.replace(EVENTS[0], starts="12-31T20", hours=99)) == slice(8756, 8760)


def test_a_transformer_takes_its_part_of_its_hall_alone():
    counts, _ = stands(small(), options("transformer"))
    whole = standing(small(), 2031, is_full=False)
    hours = span(event("transformer"))
    assert (counts[hours] == [160, 64, 128]).all()
    outside = np.ones(8760, dtype=bool)
    outside[hours] = False
    assert (counts[outside] == whole[outside]).all()


def test_a_late_tranche_is_missing_from_the_day_on_which_it_is_due():
    counts, granted = stands(small(), options("late", year=2030))
    usual = connection(small(), 2030, is_full=False)
    opens = int(np.flatnonzero(usual > 1.0)[0])
    assert granted[opens + 40 * 24 - 1] == 1.0
    assert granted[opens + 40 * 24] == 1.4
    assert counts[opens + 40 * 24 - 1, 2] < counts[opens + 40 * 24, 2] == 128


def test_a_tranche_that_is_long_open_is_missing_from_the_event_on():
    _, granted = stands(small(), options("late", year=2031))
    assert granted[0] == 1.0
    assert granted[40 * 24] == 1.4


def test_what_is_not_named_is_the_largest_that_stands_that_year():
    """A hall or a tranche that is to come is missed by nobody."""
    unnamed = tuple(
        dataclasses.replace(event(name), target=None) for name in ("late", "transformer", "next")
    )
    early = OperateOptions(year=2028, events=unnamed)
    counts, granted = stands(small(), early)
    assert granted[0] == 0.0
    assert counts[0].sum() == 0
    assert (counts[span(event("transformer"))] == [160, 64, 0]).all()
    assert redesigned(small(), early).pools[0].generation == "GB300"


def test_an_outage_is_not_foreseen_and_a_cap_is():
    granted = connection(small(), 2031, is_full=False)
    grid, cap, began = grid_limits(small(), options("cap", "outage"), granted)
    assert (grid[span(event("outage"))] == 0).all()
    assert (began[span(event("outage"))] == span(event("outage")).start).all()
    assert np.allclose(cap[span(event("cap"))], 0.55 * 1.4)
    assert np.isinf(cap[0])


def test_another_generation_stands_in_the_same_power():
    before, after = small(), redesigned(small(), options("next"))
    old, new = before.pools[0], after.pools[0]
    assert new.generation == "GB300"
    assert new.count % new.domain == 0
    assert new.count * new.kw_per_accelerator <= old.count * old.kw_per_accelerator
    assert after.services[0].tokens_per_accelerator_s["GB300"] > 0
    assert after.pools[1:] == before.pools[1:]


@pytest.mark.parametrize(
    ("name", "changed"),
    [("transformer", {"target": "z"}), ("late", {"target": "2050"}),
     ("next", {"target": "z"}), ("next", {"generation": "Abacus"})],
)  # fmt: skip
def test_a_target_that_there_is_not_is_refused(name, changed):
    odd = OperateOptions(year=2031, events=(dataclasses.replace(event(name), **changed),))
    with pytest.raises(CampusError):
        stands(redesigned(small(), odd), odd)
