"""Finding what a person means, and all that stands behind it."""

from decimal import Decimal
from typing import Any

import pytest
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Measure, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.ledger import Ledger, reconcile
from grandlivre.ledger.asking import Explanation, Shelf, explain, explanation_to_json, find, label
from grandlivre.ledger.history import entries_of
from grandlivre.ledger.model import Commitment

BN = 10**9


def _bn(low: float | None, high: float | None) -> dict[str, Decimal | None]:
    ends = {"low": low, "high": high}
    return {key: None if end is None else Decimal(str(end)) * BN for key, end in ends.items()}


def _shelf(*facts: tuple[str | None, dict[str, Any]], copies: Any = None) -> Shelf:
    documents: list[Document] = []
    claims: list[Claim] = []
    for number, (day, fact) in enumerate(facts):
        source = document(f"{number}.txt", str(number), published=day)
        documents.append(source)
        claims.append(claim(source, **fact))
    origins = {documents[one].id: documents[other].id for one, other in (copies or {}).items()}
    return Shelf(
        ledger=reconcile(claims, documents, origins, lookup=FakeLookup()),
        claims={each.id: each for each in claims},
        documents={each.id: each for each in documents},
        copies=origins,
    )


MGX = {"investors": ("MGX",), "projects": ("Campus Lauze",), "places": ("Fouju",)}
DATA4 = {"investors": ("Data4",), "projects": ("data center",), "places": ("Cambrai",)}


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return _shelf(
        ("2025-02-10", {**MGX, **_bn(30, 50)}),
        ("2025-02-11", {**MGX, **_bn(50, 50)}),
        ("2025-03-01", {**DATA4, **_bn(8.5, 8.5)}),
        ("2025-03-01", {"investors": ("Brookfield",), "places": ("Cambrai",), **_bn(0.02, 0.02)}),
        (
            "2025-03-01",
            {
                **DATA4,
                "measure": Measure.POWER,
                "role": Role.CAPACITY,
                "unit": "W",
                "low": Decimal(1_400_000_000),
                "high": Decimal(1_400_000_000),
            },
        ),
    )


def _titles(shelf: Shelf, asked: str) -> list[str]:
    return [each.title.en for each in find(shelf.ledger, shelf.claims, asked)]


def _only(shelf: Shelf, asked: str) -> Explanation:
    (found,) = find(shelf.ledger, shelf.claims, asked)
    return explain(shelf, found)


@pytest.mark.parametrize("asked", ["8.5", "8,5 Md€", "€8.5bn", "8.5 billion", "les 8,5 milliards"])
def test_a_figure_is_found_however_it_is_written(asked: str, shelf: Shelf) -> None:
    (title,) = _titles(shelf, asked)
    assert "Data4" in title


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("mgx", "MGX"),
        ("lauze", "Lauze"),
        ("fouju", "MGX"),
        ("MGX 50", "MGX"),
        ("1,4 GW", "Data4"),
        ("1400 MW", "Data4"),
        ("20 millions", "Brookfield"),
    ],
)
def test_words_and_figures_find_their_entry(asked: str, part: str, shelf: Shelf) -> None:
    (title,) = _titles(shelf, asked)
    assert part.casefold() in title.casefold()


def test_what_answers_to_nothing_is_not_found(shelf: Shelf) -> None:
    for asked in ("Larkspur", "77", "mgx 8.5", "", "le de la", "cmt_zzzz"):
        assert _titles(shelf, asked) == [], asked


def test_where_several_answer_the_largest_comes_first(shelf: Shelf) -> None:
    found = find(shelf.ledger, shelf.claims, "Cambrai")
    assert len(found) == 2
    assert "Data4" in found[0].title.en
    assert label(found[0]).fr.startswith("8,5\u00a0Md€")


def test_every_id_and_its_beginning_find_their_thing(shelf: Shelf) -> None:
    ledger = shelf.ledger
    things = [*entries_of(ledger), *ledger.conflicts, *ledger.totals, *shelf.claims.values()]
    assert len(things) > 8
    for thing in things:
        (found,) = find(ledger, shelf.claims, thing.id)
        assert found.thing is thing
        if "_" in thing.id:
            for start in (thing.id[:14], thing.id.partition("_")[2][:10]):
                assert thing.id in [each.id for each in find(ledger, shelf.claims, start)]


def test_everything_can_be_explained_and_written_as_json(shelf: Shelf) -> None:
    ledger = shelf.ledger
    keys: set[tuple[str, ...]] = set()
    for thing in (*entries_of(ledger), *ledger.conflicts, *ledger.totals, *shelf.claims.values()):
        explanation = _only(shelf, thing.id)
        found = explanation_to_json(explanation)
        assert (found["id"], found["kind"]) == (thing.id, type(thing).__name__.lower())
        keys.add(tuple(found))
    assert len(keys) == 1


def test_an_explanation_holds_every_claim_of_its_entry_in_order_of_time(shelf: Shelf) -> None:
    explanation = _only(shelf, "mgx")
    entry = explanation.thing
    assert isinstance(entry, Commitment)
    assert {told.claim.id for told in explanation.told} == set(entry.claims)
    days = [told.day for told in explanation.told]
    assert days == sorted(days, key=str)
    assert [step.euros for step in explanation.steps][-1] == entry.euros
    assert [conflict.kind.value for conflict in explanation.conflicts] == ["bound_as_value"]


def test_the_reasons_name_the_bounds(shelf: Shelf) -> None:
    why = " ".join(each.en for each in _only(shelf, "mgx").why)
    assert "At least €30bn: 1 of 2 statements." in why
    assert "At most €50bn: 2 of 2 statements." in why
    assert "€50bn, given flatly in 1 statement, is but an end" in why
    assert "one source, which says so alone" in " ".join(
        each.en for each in _only(shelf, "8.5").why
    )


def _why(*facts: tuple[str | None, dict[str, Any]], copies: Any = None) -> str:
    shelf = _shelf(*facts, copies=copies)
    explanation = _only(shelf, shelf.ledger.commitments[0].id)
    return " ".join(each.en for each in explanation.why)


def test_contradicting_sides_are_said_to_contradict() -> None:
    why = _why(("2025-02-10", {**DATA4, **_bn(15, 15)}), ("2025-02-11", {**DATA4, **_bn(20, 20)}))
    assert "The sources contradict one another" in why
    assert "but an end" not in why


def test_one_sum_in_dollars_is_explained_by_its_rate() -> None:
    dollars = {**DATA4, **_bn(2, 2), "unit": "USD"}
    why = _why(("2025-03-10", dollars), ("2026-02-20", dollars))
    assert "$2bn: all statements, of one mind." in why
    assert "European Central Bank’s rate of 2026-02-20" in why


def test_an_open_end_is_said() -> None:
    assert "No source gives an upper end." in _why(
        ("2025-02-10", {**DATA4, **_bn(2, None)}), ("2025-02-11", {**DATA4, **_bn(3, None)})
    )


def test_an_older_figure_is_said_to_be_set_aside() -> None:
    why = _why(("2025-02-10", {**DATA4, **_bn(10, 10)}), ("2025-12-10", {**DATA4, **_bn(15, 15)}))
    assert "€10bn: set aside" in why


def test_copies_have_one_voice() -> None:
    shelf = _shelf(
        ("2025-02-10", {**DATA4, **_bn(10, 10)}),
        ("2025-02-11", {**DATA4, **_bn(10, 10)}),
        ("2025-02-12", {**DATA4, **_bn(10, 10)}),
        copies={1: 0},
    )
    explanation = _only(shelf, shelf.ledger.commitments[0].id)
    assert [told.voice for told in explanation.told] == [1, 1, 2]
    assert explanation.voices == 2


def test_parts_and_wholes_are_tied() -> None:
    source = document("a.txt", "a", published="2025-02-10")
    whole = claim(source, 1, **DATA4, **_bn(20, 20))
    part = claim(source, 2, **DATA4, **_bn(15, 15), part_of=whole.id)
    ledger: Ledger = reconcile([whole, part], [source], lookup=FakeLookup())
    shelf = Shelf(
        ledger=ledger,
        claims={each.id: each for each in (whole, part)},
        documents={source.id: source},
    )
    big, small = ledger.commitments
    assert big.euros == Interval.exactly(Decimal(20 * BN))
    assert [tie.entry.id for tie in _only(shelf, big.id).parts] == [small.id]
    assert [tie.entry.id for tie in _only(shelf, small.id).wholes] == [big.id]
    assert _only(shelf, "commitments").entries == (big,)


def test_a_withdrawal_is_a_step() -> None:
    shelf = _shelf(
        ("2025-02-10", {**DATA4, **_bn(10, 10)}),
        ("2026-02-11", {**DATA4, **_bn(10, 10), "stage": Stage.CANCELLED}),
    )
    steps = _only(shelf, shelf.ledger.commitments[0].id).steps
    assert [step.stage for step in steps] == [Stage.ANNOUNCED, Stage.CANCELLED]
