"""A ledger's database opened to be asked."""

from datetime import date
from pathlib import Path

import press
import pytest

from grandlivre.entities.model import Ruling
from grandlivre.errors import StoreError
from grandlivre.ledger import ReconcileOptions, reconcile
from grandlivre.ledger.history import as_of
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.judging import judge_names, take_back
from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher
from grandlivre.store import open_store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    watcher = Watcher(failed=lambda _: None, warned=lambda _: None)
    texts = press.write_press(tmp_path / "press", 3)
    run([str(texts)], tmp_path / "out", watcher=watcher)
    return tmp_path / "out"


def test_the_ledger_is_that_of_what_was_recorded(folder: Path) -> None:
    with open_store(str(folder / "ledger.db")) as store:
        documents = tuple(store.documents())
    with Book(str(folder)) as book:
        claims = book.claims.values()
        assert book.ledger() == reconcile(claims, documents, book.origins)
        day = date(2025, 3, 10)
        assert book.ledger(day) == as_of(
            claims, documents, day, book.origins, ReconcileOptions(settled=book.settled)
        )
        assert book.ledger(date(2025, 12, 1)) is book.ledger()


def test_a_kept_ledger_is_the_same_to_the_last_digit(folder: Path) -> None:
    with Book(str(folder)) as book:
        made = [book.ledger(day) for day in (None, date(2025, 3, 10))]
    with Book(str(folder / "ledger.db")) as book:
        book._made = None  # type: ignore[assignment, method-assign]
        assert [book.ledger(day) for day in (None, date(2025, 3, 10))] == made


def test_more_texts_make_another_ledger(folder: Path, tmp_path: Path) -> None:
    with Book(str(folder)) as book:
        before = book.ledger()
    more = tmp_path / "more.txt"
    more.write_text("PARIS, le 5 mai 2025. MGX investira 9 milliards d’euros à Fouju.\n")
    watcher = Watcher(failed=lambda _: None, warned=lambda _: None)
    run([str(more)], folder, watcher=watcher)
    with Book(str(folder)) as book:
        after = book.ledger()
        assert len(after.commitments) == len(before.commitments) + 1
        assert book.ledger_recorded(date(2020, 1, 1)).commitments == ()
        assert book.ledger_recorded(date(2999, 1, 1)) == after
    with Book(str(folder), recorded_until=_first_batch(folder)) as book:
        assert book.ledger() == before


def _first_batch(folder: Path):  # type: ignore[no-untyped-def]
    with open_store(folder / "ledger.db") as store:
        return store.batches()[0].recorded_at


def test_texts_are_fetched_only_for_what_is_shown(folder: Path) -> None:
    with Book(str(folder)) as book:
        assert not any(document.text for document in book.shelf().documents.values())
        claim = next(iter(book.claims.values()))
        shelf = book.shelf(None, [claim.id])
        text = shelf.documents[claim.document_id].text
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        assert sum(bool(each.text) for each in shelf.documents.values()) == 1


def test_nothing_recorded_is_said(tmp_path: Path) -> None:
    place = tmp_path / "empty.db"
    open_store(place, create=True).close()
    with pytest.raises(StoreError, match="nothing is recorded"):
        Book(str(place))
    with pytest.raises(StoreError, match="no ledger here"):
        Book(str(tmp_path / "gone.db"))


def test_a_judgement_makes_another_ledger_and_can_be_taken_back(tmp_path: Path) -> None:
    """Two names that nothing joins but a person's word."""
    texts = tmp_path / "press"
    texts.mkdir()
    for number, name in enumerate(("Boréal Capital", "Société du Lauzet")):
        (texts / f"{number}.txt").write_text(
            f"PARIS, le {5 + number} mai 2025. {name} investira 9 milliards d’euros dans un "
            "centre de données à Fouju.\n"
        )
    watcher = Watcher(failed=lambda _: None, warned=lambda _: None)
    run([str(texts)], tmp_path / "out", watcher=watcher)
    place = tmp_path / "out" / "ledger.db"

    def entries() -> int:
        with Book(str(place)) as book:
            return len(book.ledger().commitments)

    assert entries() == 2
    judged = judge_names(place, ("Boréal Capital", "Société du Lauzet"), Ruling.SAME, by="a reader")
    assert entries() == 1
    take_back(place, judged.number)
    assert entries() == 2
