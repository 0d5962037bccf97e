import dataclasses

import pytest
from small_campus import event, small

from grandlivre.campus.operate import OperateOptions, sweep
from grandlivre.campus.operate.outcomes import value_of
from grandlivre.campus.operate.sweep import run_item, sweep_items, sweep_stage
from grandlivre.engine import map_shards

OPTIONS = OperateOptions(year=2031)


def test_items_are_every_design_event_and_seed():
    items = sweep_items(
        [small(), small(name="other")], OPTIONS, events=[(), (event("cap"),)], seeds=[1, 2, 3]
    )
    assert len({item.key for item in items}) == len(items) == 12


def test_a_key_is_of_all_that_changes_a_year_and_of_nothing_else():
    (item,) = sweep_items([small()], OPTIONS)
    told = dataclasses.replace(OPTIONS, told=lambda done, of: None)
    assert sweep_items([small()], told)[0].key == item.key
    hotter = small(heat=dataclasses.replace(small().heat, chiller_cop=4.0))
    assert sweep_items([hotter], OPTIONS)[0].key != item.key
    assert sweep_items([small()], dataclasses.replace(OPTIONS, is_full=True))[0].key != item.key


def test_a_sweep_goes_over_the_engine_and_a_finished_year_is_not_run_again(tmp_path, monkeypatch):
    items = sweep_items([small()], OPTIONS, events=[(), (event("outage"),)])
    pieces = list(map_shards(sweep_stage(tmp_path), [(item,) for item in items]))
    first, second = (each for piece in pieces for each in piece.results)
    assert (first.events, second.events) == ((), ("outage",))
    assert value_of(second.outcomes, "cost_backup") > value_of(first.outcomes, "cost_backup")
    assert first.breaches == 0

    def never(*_):
        pytest.fail("it was run again")

    monkeypatch.setattr(sweep, "operate", never)
    assert run_item(items[0], folder=tmp_path) == first
    # A file that was cut off is as none: the year is run again.
    (tmp_path / f"{items[1].key}.json").write_bytes(b'{"key": ')
    monkeypatch.undo()
    assert run_item(items[1], folder=tmp_path) == second
