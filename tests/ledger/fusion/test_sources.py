"""Publishers rated against one another."""

from collections.abc import Sequence

import pytest
from ledger_gold import FakeLookup, claim, document

from grandlivre.claims.model import Claim, Measure, Role
from grandlivre.documents.model import Document
from grandlivre.entities import resolve
from grandlivre.ledger import SourceRecord, ledger_to_json, reconcile
from grandlivre.ledger.fusion.sources import rate_sources
from grandlivre.ledger.grouping.statements import Statement, read_statements

BN = 10**9
Told = tuple[str, float]
"""A publisher and the billions that it tells of."""


def rate(
    entries: Sequence[Sequence[Told]],
    origins: dict[str, str] | None = None,
    dates: dict[str, str] | None = None,
    **more: object,
) -> dict[str, SourceRecord]:
    """One text a publisher and entry; `origins` names copies as ``"Gazette 3": "AFP 3"``."""
    documents: list[Document] = []
    claims: dict[str, list[Claim]] = {}
    keys: dict[str, str] = {}
    for number, told in enumerate(entries):
        for publisher, billions in told:
            source = document(
                f"{publisher} {number}",
                publisher=publisher,
                published=(dates or {}).get(publisher),
            )
            keys[source.name] = source.id
            documents.append(source)
            amount = int(billions * BN)
            claims.setdefault(f"cmt_{number:02}", []).append(
                claim(source, investors=("Brookfield",), low=amount, high=amount, **more)
            )
    flat = [each for group in claims.values() for each in group]
    statements = read_statements(
        flat, documents, resolve(flat, lookup=FakeLookup()), lambda key: key, None
    )[0]
    groups: dict[str, list[Statement]] = {}
    entry = {each.id: key for key, group in claims.items() for each in group}
    for each in statements:
        groups.setdefault(entry[each.claim.id], []).append(each)
    origin = {keys[name]: keys[of] for name, of in (origins or {}).items()}
    return {each.name: each for each in rate_sources(groups, documents, origin)}


def contested(times: int) -> list[list[Told]]:
    """Entries in which one outlet is often wrong, each time in a way of its own."""
    return [
        [("AFP", 20 + n), ("Le Monde", 20 + n), ("Rumeurs", (20 if n % 2 else 71) + n)]
        for n in range(times)
    ]


def test_who_is_contradicted_is_relied_on_less() -> None:
    found = rate(contested(12))
    assert found["Rumeurs"].reliability < found["AFP"].reliability - 0.2
    assert (found["AFP"].kind, found["Le Monde"].kind) == ("agency", "press")
    assert found["Rumeurs"].kind == "unlisted"
    assert found["AFP"].claims == found["AFP"].tested == 12


def test_every_publisher_is_listed_and_no_claim_is_lost() -> None:
    found = rate(contested(3))
    assert sum(each.claims for each in found.values()) == 9
    assert all(0 <= each.low < each.reliability < each.high <= 1 for each in found.values())


def test_few_figures_leave_a_wide_interval() -> None:
    few, many = rate(contested(2))["AFP"], rate(contested(40))["AFP"]
    assert few.high - few.low > 2 * (many.high - many.low)


def test_what_a_copy_repeats_is_its_origins_word() -> None:
    entries = [[*told, ("Gazette", told[0][1])] for told in contested(6)]
    origins = {f"Gazette {n}": f"AFP {n}" for n in range(6)}
    found = rate(entries, origins)
    assert found["Gazette"].claims == 6
    assert found["Gazette"].tested == 0
    assert found["AFP"].reliability == pytest.approx(rate(contested(6))["AFP"].reliability)


def test_what_a_copy_alters_is_its_own_word() -> None:
    entries = [[*told, ("Gazette", 300.0 + n)] for n, told in enumerate(contested(6))]
    origins = {f"Gazette {n}": f"AFP {n}" for n in range(6)}
    found = rate(entries, origins)
    assert found["Gazette"].tested == 6
    assert found["Gazette"].reliability < found["AFP"].reliability


def test_shared_false_figures_raise_suspicion() -> None:
    entries = [
        [
            ("AFP", 20 + n),
            ("Reuters", 20 + n),
            ("Le Monde", 20 + n),
            ("Echo", 313 + n),
            ("Miroir", 313 + n),
        ]
        for n in range(10)
    ]
    found = rate(entries)
    (suspicion,) = found["Echo"].copies_of
    assert suspicion.source == "Miroir"
    assert suspicion.probability > 0.9
    assert len(suspicion.shared_figures) == 10
    assert suspicion.shared_figures[0].item == "cmt_00:amount"
    assert len(suspicion.shared_figures[0].claims) == 2
    assert found["AFP"].copies_of == ()


def test_rates_of_two_days_make_no_two_figures() -> None:
    entries = [[("AFP", 20.0), ("Reuters", 20.0), ("Le Monde", 20.2)]]
    found = rate(entries, unit="USD")
    assert found["Le Monde"].agreeing == pytest.approx(found["AFP"].agreeing)


def test_a_revision_is_no_error() -> None:
    """The old papers told the old figure, the new ones the new: all were right."""
    papers = ("Old Gazette", "Old Courier", "New Gazette", "New Courier")
    entries = [
        [(each, (20 if each.startswith("Old") else 30) + n) for each in papers] for n in range(6)
    ]
    dates = {each: "2025-02-10" if each.startswith("Old") else "2026-06-01" for each in papers}
    dated, undated = rate(entries, dates=dates), rate(entries)
    assert dated["Old Gazette"].reliability == pytest.approx(dated["New Gazette"].reliability)
    assert dated["Old Gazette"].reliability > undated["Old Gazette"].reliability + 0.2


def test_what_is_told_once_leaves_a_publisher_like_its_class() -> None:
    found = rate([*contested(8), [("Reuters", 7.0)], [("Reuters", 9.0)]])
    assert (found["Reuters"].claims, found["Reuters"].tested) == (2, 0)
    assert found["Reuters"].reliability == pytest.approx(found["AFP"].reliability, abs=0.1)
    assert found["Reuters"].high - found["Reuters"].low > found["AFP"].high - found["AFP"].low


def test_capacities_are_figures_too() -> None:
    entries = [[("AFP", 0.7), ("Reuters", 0.7), ("Rumeurs", 0.07)] for _ in range(6)]
    found = rate(entries, measure=Measure.POWER, unit="W", role=Role.CAPACITY)
    assert found["Rumeurs"].reliability < found["AFP"].reliability


def test_a_ledger_carries_them_in_any_order() -> None:
    documents = [document(f"{n}", publisher=f"Paper {n % 2}") for n in range(4)]
    claims = [claim(each, investors=("Brookfield",), places=("Cambrai",)) for each in documents]
    ledger = reconcile(claims, documents, lookup=FakeLookup())
    again = reconcile(claims[::-1], documents[::-1], lookup=FakeLookup())
    assert ledger.sources == again.sources
    assert [each.name for each in ledger.sources] == ["Paper 0", "Paper 1"]
    shown = ledger_to_json(ledger)["sources"][0]
    assert shown["claims"] == 2
    assert 0 < shown["reliability"]["low"] < shown["reliability"]["high"] <= 1


def test_who_publishes_unnamed_is_known_by_site_or_file() -> None:
    documents = [document("a.txt", url="https://www.example.org/1"), document("b.txt")]
    claims = [claim(each, investors=("Brookfield",), places=("Cambrai",)) for each in documents]
    names = {each.name for each in reconcile(claims, documents, lookup=FakeLookup()).sources}
    assert names == {"example.org", "b.txt"}


def test_an_agency_speaks_wherever_it_is_printed() -> None:
    documents = [
        document("a.txt", publisher="AFP via Gazette"),
        document("b.txt", publisher="AFP (restated)"),
    ]
    claims = [claim(each, investors=("Brookfield",), places=("Cambrai",)) for each in documents]
    (found,) = reconcile(claims, documents, lookup=FakeLookup()).sources
    assert (found.name, found.kind, found.documents) == ("AFP", "agency", 2)


def test_a_ledger_of_nothing_has_no_sources() -> None:
    assert reconcile([], []).sources == ()
