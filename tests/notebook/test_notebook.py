"""Each stage from Python: its verb, its tables, what a notebook shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import grandlivre as gl
from grandlivre.errors import AskError
from grandlivre.notebook import Operated, Reading, Reconciled

ROOT = Path(__file__).resolve().parents[2]
TEXT = (
    "Norvane investira 3 milliards d'euros dans un centre de données de 400 MW à Lens d'ici 2029.\n"
    "Boréalis promet de 5 à 7 milliards d'euros pour un campus d'un gigawatt à Dunkerque en 2031.\n"
)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 cut off")
    return gl.read(folder)


@pytest.fixture(scope="module")
def ledger(reading: Reading) -> Reconciled:
    return gl.reconcile(reading, language="fr")


@pytest.fixture(scope="module")
def year() -> Operated:
    return gl.operate("teaching-10mw", language="fr")


def test_what_cannot_be_read_is_told_beside_what_can(reading: Reading) -> None:
    assert len(reading) == len(list(reading)) >= 4
    assert [Path(each.where).name for each in reading.problems] == ["bad.pdf"]


def test_a_reading_has_its_claims_as_a_frame(reading: Reading) -> None:
    frame = reading.to_pandas()
    assert frame.shape[0] == len(reading)
    assert frame.low.dtype == float
    assert 3e9 in set(frame.low)
    exact = reading.to_pandas(is_exact=True)
    assert {type(each).__name__ for each in exact.low.dropna()} == {"Decimal"}


def test_arrow_says_what_each_column_means(ledger: Reconciled) -> None:
    table = ledger.to_arrow("entries")
    assert table.num_rows == len(ledger.entries) >= 2
    assert table.schema.field("euros_low").metadata[b"description"]


def test_an_unknown_table_is_refused_with_those_there_are(ledger: Reconciled) -> None:
    with pytest.raises(AskError, match="no table called pledges") as caught:
        ledger.to_pandas("pledges")
    assert "entries" in caught.value.remedy


def test_results_show_themselves_in_a_frame_that_asks_for_nothing(
    reading: Reading, ledger: Reconciled
) -> None:
    for shown in (reading, ledger):
        html = shown._repr_html_()
        assert html.startswith("<iframe srcdoc=")
        assert "src=&#34;http" not in html
        assert len(repr(shown)) < 200
    assert "annonc" in ledger._repr_html_()  # in French, as it was asked for


def test_a_ledger_is_projected(ledger: Reconciled) -> None:
    projected = gl.outlook(ledger, draws=256)
    series = projected.to_pandas()
    whole = series[(series.outcome == "power_mw") & (series.scope == "all")]
    assert whole.p50.is_monotonic_increasing
    assert 0 < whole.p95.max() < 2000
    assert "<svg" in projected._repr_html_().replace("&lt;", "<")


def test_a_ledger_that_builds_nothing_says_so() -> None:
    with pytest.raises(AskError, match="builds nothing"):
        gl.outlook(gl.reconcile(()))


def test_a_campus_is_run(year: Operated) -> None:
    hours = year.to_pandas()
    assert len(hours) == 8760
    assert 1.0 < hours.site_mw.sum() / hours.it_mw.sum() < 1.25
    assert "&lt;svg" in year._repr_html_()


def test_the_verb_and_the_subpackage_share_a_name() -> None:
    code = (
        "import sys, grandlivre as gl\n"
        "assert not [m for m in sys.modules if m.startswith('grandlivre.') and m != 'grandlivre.verbs']\n"
        "verb = gl.outlook\n"
        "import grandlivre.outlook as rooms\n"
        "from grandlivre.outlook import project\n"
        "assert rooms.project is project and callable(verb) and callable(gl.outlook)\n"
        "try:\n    gl.outlook(gl.reconcile(()))\n"
        "except gl.errors.AskError as error:\n    print(error.what)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ)
    )
    assert said.stdout.strip() == "the ledger builds nothing", said.stderr


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_tutorial_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell, in a kernel of its own; the figures that it ends on are looked at."""
    import nbformat
    from nbclient import NotebookClient

    # The kernel finds the package where the tests find it.
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    book = nbformat.read(ROOT / "docs" / "tutorial.ipynb", as_version=4)
    NotebookClient(book, timeout=1000, kernel_name="python3").execute()
    told = ["".join(str(each) for each in cell.get("outputs", ())) for cell in book.cells]
    assert any("bn at least are named" in each for each in told)
    assert all(
        not cell.get("outputs")
        for cell in nbformat.read(ROOT / "docs" / "tutorial.ipynb", as_version=4).cells
        if cell.cell_type == "code"
    ), "commit the notebook without its outputs"
