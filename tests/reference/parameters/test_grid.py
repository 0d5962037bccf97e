import pytest

from grandlivre.base.periods import Period
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.parameters import GridProcedure, grid_steps
from grandlivre.reference.parameters.grid import read_steps
from grandlivre.reference.parameters.rows import rows
from grandlivre.reference.places import gazetteer

_HEAD = "place\tcountry\tproject\ttotal_mw\tby\tprocedure\trow\n"


def test_steps_of_a_site_rise_with_time() -> None:
    sites: dict[tuple[str, str], list[tuple[object, object]]] = {}
    for step in grid_steps():
        last = Period.parse(step.by).last if step.by else Period.parse("2099").last
        sites.setdefault((step.place, step.project), []).append((last, step.total_mw))
    for steps in sites.values():
        assert steps == sorted(steps)


def test_each_step_is_the_figure_of_its_row() -> None:
    for step in grid_steps():
        row = rows()[int(step.row.partition("#")[2])]
        assert step.total_mw in (row.low, row.central)
        assert row.unit == "MW"


def test_places_are_known() -> None:
    assert all(gazetteer().lookup(step.place) for step in grid_steps())
    assert {step.procedure for step in grid_steps()} == set(GridProcedure)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Fouju\tFR\t\t240\t2027\tfast_track\t99999\n", "no row 99999"),
        ("Fouju\tFR\t\tmuch\t2027\tfast_track\t287\n", "no number"),
        ("Fouju\tFR\t\t240\tsoon\tfast_track\t287\n", "by is 'soon'"),
        ("Fouju\tFR\t\t240\t2027\tmagic\t287\n", "procedure is 'magic'"),
    ],
)
def test_a_malformed_line_is_refused(line: str, says: str) -> None:
    with pytest.raises(ReferenceDataError, match=says):
        read_steps(_HEAD + line, name="x.tsv")
