"""The index of runs finds the same candidates however little it may hold."""

import numpy
import pytest

from grandlivre.documents import candidates
from grandlivre.documents.candidates import Index, lots


def runs_of(seed, count=400):
    return numpy.unique(numpy.random.default_rng(seed).integers(0, 1 << 32, count, numpy.uint32))


def mixed(parts):
    return numpy.unique(numpy.concatenate(parts))


def index_of(texts):
    index = Index()
    for place, runs in enumerate(texts):
        index.add(place, runs)
    return index


def found(texts):
    return index_of(texts).pairs().tolist()


@pytest.fixture
def texts():
    """Sixty texts: every third one shares half of its runs with the one before."""
    made = []
    for number in range(60):
        own = runs_of(number)
        made.append(mixed([own, made[-1][::2]]) if number % 3 == 2 else own)
    return made


EXPECTED = [[number - 1, number] for number in range(2, 60, 3)]


def test_texts_that_share_runs_are_candidates(texts):
    assert found(texts) == EXPECTED


def test_texts_that_share_two_runs_by_chance_are_none():
    shared = runs_of(99)
    assert found([mixed([runs_of(1), shared[:2]]), mixed([runs_of(2), shared[:2]])]) == []


@pytest.mark.parametrize("most", [2_000, 6_000, 15_000])
def test_an_index_that_may_hold_less_keeps_the_same_runs_of_every_text(texts, most, monkeypatch):
    monkeypatch.setattr(candidates, "_MOST_RUNS", most)
    index = index_of(texts)
    assert index._count <= most
    assert index.pairs().tolist() == EXPECTED


def test_small_blocks_and_few_pairs_at_a_time_change_nothing(texts, monkeypatch):
    monkeypatch.setattr(candidates, "_BLOCK", 1_000)
    monkeypatch.setattr(candidates, "_MOST_PAIRS", 30)
    assert found(texts) == EXPECTED


def test_a_wire_that_hundreds_printed_holds_together(monkeypatch):
    monkeypatch.setattr(candidates, "_STOCK", 20)
    wire = runs_of(7)
    pairs = index_of([mixed([wire, runs_of(100 + number, 50)]) for number in range(60)]).pairs()
    assert len(list(lots(pairs))) == 1
    assert len(pairs) < 60


def test_places_that_were_left_out_hold_nothing():
    index = Index()
    index.add(3, runs_of(1))
    index.add(9, runs_of(1))
    assert index.pairs().tolist() == [[3, 9]]
    assert Index().pairs().tolist() == []
    assert list(lots(Index().pairs())) == []
