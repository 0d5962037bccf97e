"""The data files: sources named, none left unread."""

from pathlib import Path

import pytest

from grandlivre.errors import ReferenceDataError
from grandlivre.reference import tables

DATA = Path(tables.__file__).parent / "data"
README = (DATA / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    sorted(p for p in DATA.rglob("*.tsv")),
    ids=lambda path: path.name,
)
def test_every_table_says_its_source(path: Path) -> None:
    name = str(path.relative_to(DATA))
    assert name in README
    head = path.read_text(encoding="utf-8").split("\n")[:6]
    assert any("licence" in line.lower() or "license" in line.lower() for line in head)


def test_attribution() -> None:
    assert "GeoNames" in README
    assert "CC BY 4.0" in README
    assert "Licence Ouverte 2.0" in README
    head = tables.data_text("places/places.tsv.gz").split("\n", 1)[0]
    assert "GeoNames" in head
    assert "Licence Ouverte 2.0" in head


def test_the_tables_stay_small() -> None:
    assert sum(path.stat().st_size for path in DATA.rglob("*.tsv")) < 450_000
    assert (DATA / "places" / "places.tsv.gz").stat().st_size < 1_600_000


def test_a_missing_file_is_told() -> None:
    with pytest.raises(ReferenceDataError, match=r"reference/data/none\.tsv"):
        tables.data_text("none.tsv")
