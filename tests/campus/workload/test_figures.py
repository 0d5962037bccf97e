import pytest

from grandlivre.campus.workload.clock import clock_of, french_holidays
from grandlivre.campus.workload.deployments import use_cases
from grandlivre.campus.workload.figures import figures, week_shapes
from grandlivre.reference.tables import data_rows

MARKS = {"published", "fitted", "judged"}


@pytest.mark.parametrize("table", ["workload_figures.tsv", "use_cases.tsv"])
def test_each_figure_says_what_it_rests_on(table):
    for row in data_rows(table):
        assert row["mark"] in MARKS, row.where
        if row["mark"] == "judged":
            assert row.cells.get("note") or row.cells.get("note_en"), row.where
        else:
            assert row["source"].startswith("https://"), row.where


def test_shapes_are_whole_and_told():
    for name, days in week_shapes().items():
        assert [len(day) for day in days] == [24, 24, 24], name
        assert min(min(day) for day in days) > 0
    told = {row["shape"]: row for row in data_rows("week_shapes.tsv") if row["day"] == "weekday"}
    for name, row in told.items():
        assert row["mark"] in MARKS, name
        assert row["source"] or row["note"], name


def test_fitted_shapes_are_as_the_traces_are():
    """Busiest over quietest hour, and week-ends over weekdays, as published."""
    for name, ratio, weekend, level in (
        ("consumer", 2.0, 1.7, 105_255 / 185_431),
        ("office", 10.0, 6.4, 39_572 / 124_202),
    ):
        week, saturday, _ = week_shapes()[name]
        assert max(week) / min(week) == pytest.approx(ratio, rel=0.01)
        assert max(saturday) / min(saturday) == pytest.approx(weekend, rel=0.01)
        assert sum(saturday) / sum(week) == pytest.approx(level, rel=0.01)


def test_use_cases_name_shapes_that_there_are():
    assert set(use_cases()) >= {"health", "mobility", "energy", "finance", "industry"}
    for case in use_cases().values():
        assert case.shape in week_shapes()
        assert case.tokens_out.high > case.tokens_out.median


def test_figures_have_units():
    assert all(each.unit for each in figures().values())


def test_the_clock_keeps_weekdays_holidays_and_summer_time():
    clock = clock_of(2028)  # a leap year that begins on a Saturday
    assert int(clock.weekday[0]) == 5
    # 28 February is a Monday, and 1 March a Wednesday: the 29th is left out.
    assert int(clock.weekday[58 * 24]) == 0
    assert int(clock.weekday[59 * 24]) == 2
    june, january = 24 * 160, 24 * 10
    assert (int(clock.hour[june]), int(clock.hour[january])) == (1, 0)
    assert len(french_holidays(2028)) == 11
    assert len(clock_of(2030, 48).hour) == 48
