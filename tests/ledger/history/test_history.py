"""The ledger through time: as it stood, what changed, and why."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.ledger import Ledger, ReconcileOptions, reconcile
from grandlivre.ledger.history import (
    Change,
    ChangeKind,
    as_of,
    changes_since,
    changes_to_json,
    diff,
    known_from,
    match,
    steps_of,
)
from grandlivre.ledger.history.model import MIRRORED

BN = 10**9
CENTRE = {"projects": ("data center",), "places": ("France",)}
DAYS = ("2025-02-10", "2025-03-01", "2025-06", "2025", "2026-02-12", None)
FAR = date(2030, 1, 1)


def _told(*facts: tuple[str | None, dict[str, Any]]) -> tuple[list[Claim], list[Document]]:
    """Claims that each stand in a text of their own, with its date."""
    documents, claims = [], []
    for number, (day, fact) in enumerate(facts):
        source = document(f"{number}.txt", str(number), published=day)
        documents.append(source)
        claims.append(claim(source, **fact))
    return claims, documents


def _at(claims: list[Claim], documents: list[Document], day: str) -> Ledger:
    return as_of(claims, documents, date.fromisoformat(day), lookup=FakeLookup())


def _kinds(changes: tuple[Change, ...]) -> list[ChangeKind]:
    return [each.kind for each in changes]


def _bn(low: float, high: float | None = None) -> dict[str, Decimal]:
    return {
        "low": Decimal(str(low)) * BN,
        "high": Decimal(str(low if high is None else high)) * BN,
    }


def _one(changes: tuple[Change, ...], kind: ChangeKind) -> Change:
    (found,) = [each for each in changes if each.kind is kind]
    return found


_FACTS = st.fixed_dictionaries(
    {
        "investors": st.sampled_from([("MGX",), ("Brookfield",), ("Data4",), ("Boréal",), ()]),
        "places": st.sampled_from([("Cambrai",), ("Fouju",), ("France",), ("Essonne",), ()]),
        "projects": st.sampled_from([("data center",), ("Campus Lauze",), ()]),
        "low": st.sampled_from([5 * BN, 10 * BN, 20 * BN]),
        "high": st.sampled_from([20 * BN, 50 * BN]),
        "role": st.sampled_from([Role.COMMITMENT, Role.COMMITMENT, Role.PROGRAMME]),
        "stage": st.sampled_from([Stage.ANNOUNCED, Stage.CONFIRMED, Stage.CANCELLED]),
        "end": st.sampled_from([None, "2028", "2030-H1"]),
    }
)
_TELLINGS = st.lists(st.tuples(st.sampled_from(DAYS), _FACTS), max_size=9)
_SOME_DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@settings(max_examples=60, deadline=None)
@given(_TELLINGS, _SOME_DAYS)
def test_a_ledger_differs_in_nothing_from_itself(telling: Any, day: date) -> None:
    claims, documents = _told(*telling)
    ledger = as_of(claims, documents, day, lookup=FakeLookup())
    assert diff(ledger, ledger) == ()


@settings(max_examples=60, deadline=None)
@given(_TELLINGS)
def test_as_of_the_latest_day_is_the_whole(telling: Any) -> None:
    claims, documents = _told(*telling)
    latest = max(known_from(documents).values(), default=FAR)
    whole = reconcile(claims, documents, lookup=FakeLookup())
    if known_from(documents):
        assert as_of(claims, documents, latest, lookup=FakeLookup()) == whole


@settings(max_examples=60, deadline=None)
@given(_TELLINGS, _SOME_DAYS, _SOME_DAYS)
def test_what_was_known_stays_known(telling: Any, one: date, other: date) -> None:
    claims, documents = _told(*telling)
    first, second = sorted((one, other))
    before = _spoken(as_of(claims, documents, first, lookup=FakeLookup()))
    assert before <= _spoken(as_of(claims, documents, second, lookup=FakeLookup()))


def _spoken(ledger: Ledger) -> set[str]:
    return {key for each in (*ledger.commitments, *ledger.programmes) for key in each.claims}


def _signature(change: Change, *, mirrored: bool) -> tuple[object, ...]:
    if mirrored:
        return (
            MIRRORED[change.kind].value,
            change.after,
            change.before,
            str(change.euros_after),
            str(change.euros_before),
            sorted(change.claims_gone),
            sorted(change.claims),
        )
    return (
        change.kind.value,
        change.before,
        change.after,
        str(change.euros_before),
        str(change.euros_after),
        sorted(change.claims),
        sorted(change.claims_gone),
    )


@settings(max_examples=80, deadline=None)
@given(_TELLINGS, _TELLINGS, _SOME_DAYS, _SOME_DAYS)
def test_told_backwards_each_change_is_its_mirror(
    telling: Any, other: Any, one: date, two: date
) -> None:
    """Also between ledgers of different texts, which share some claims or none."""
    claims, documents = _told(*telling)
    before = as_of(claims, documents, one, lookup=FakeLookup())
    claims, documents = _told(*telling[:4], *other)
    after = as_of(claims, documents, two, lookup=FakeLookup())
    there = sorted(_signature(each, mirrored=True) for each in diff(before, after))
    assert there == sorted(_signature(each, mirrored=False) for each in diff(after, before))


@settings(max_examples=40, deadline=None)
@given(_TELLINGS, _SOME_DAYS, _SOME_DAYS)
def test_every_entry_is_accounted_for_once(telling: Any, one: date, other: date) -> None:
    claims, documents = _told(*telling)
    before = as_of(claims, documents, one, lookup=FakeLookup())
    after = as_of(claims, documents, other, lookup=FakeLookup())
    found = match(before, after)
    earlier = [
        *(first.id for first, _ in found.pairs),
        *(entry.id for entry, _ in found.merged),
        *(entry.id for entry in found.gone),
    ]
    later = [
        *(second.id for _, second in found.pairs),
        *(entry.id for entry, _ in found.split),
        *(entry.id for entry in found.new),
    ]
    assert sorted(earlier) == sorted(_ids(before))
    assert sorted(later) == sorted(_ids(after))


def _ids(ledger: Ledger) -> list[str]:
    return [each.id for each in (*ledger.commitments, *ledger.programmes)]


def test_every_kind_has_a_mirror_that_leads_back() -> None:
    assert all(MIRRORED[MIRRORED[kind]] is kind for kind in ChangeKind)


def test_a_new_entry_its_revision_and_its_withdrawal() -> None:
    fact = {"investors": ("Brookfield",), **CENTRE}
    claims, documents = _told(
        ("2025-02-10", {**fact, **_bn(10)}),
        ("2025-09-10", {**fact, **_bn(15)}),
        ("2026-02-10", {**fact, **_bn(15), "stage": Stage.CANCELLED}),
    )
    empty = _at(claims, documents, "2025-01-01")
    first, second, third = (
        _at(claims, documents, day) for day in ("2025-02-10", "2025-12-31", "2026-03-01")
    )
    new = _one(diff(empty, first), ChangeKind.NEW)
    assert new.claims == (claims[0].id,)
    assert (new.says.en, new.why.en) == ("€10bn, announced (one source)", "1 new statement")
    assert _one(diff(empty, first), ChangeKind.TOTAL).says.en == "nothing → €10bn"

    revised = _one(diff(first, second), ChangeKind.REVISED)
    assert (revised.says.fr, revised.claims) == ("10\u00a0Md€ → 15\u00a0Md€", (claims[1].id,))
    assert revised.euros_after == Interval.exactly(Decimal(15 * BN))
    conflict = _one(diff(first, second), ChangeKind.CONFLICT)
    assert set(conflict.claims) == {claims[0].id, claims[1].id}

    cancelled = _one(diff(second, third), ChangeKind.CANCELLED)
    assert cancelled.says.en == "was announced, is now cancelled"
    assert cancelled.claims == (claims[2].id,)
    total = _one(diff(second, third), ChangeKind.TOTAL)
    assert total.says.en == "€15bn → nothing"
    assert total.entries == (third.commitments[0].id,)
    assert ChangeKind.REVIVED in _kinds(diff(third, second))


def test_a_later_end_is_a_delay_and_a_finer_one_is_not() -> None:
    fact = {"investors": ("Brookfield",), **CENTRE}
    claims, documents = _told(
        ("2025-02-10", {**fact, "end": "2028"}),
        ("2025-05-10", {**fact, "end": "2028-H2"}),
        ("2026-02-10", {**fact, "end": "2030"}),
    )
    first, second, third = (
        _at(claims, documents, day) for day in ("2025-02-10", "2025-06-01", "2026-03-01")
    )
    assert ChangeKind.DELAYED not in _kinds(diff(first, second))
    delayed = _one(diff(second, third), ChangeKind.DELAYED)
    assert "→ 2030" in delayed.says.en
    assert delayed.claims == (claims[2].id,)


def test_who_and_where_and_how_far() -> None:
    fact = {"investors": ("Brookfield",), "projects": ("Campus Lauze",)}
    claims, documents = _told(
        ("2025-02-10", {**fact, "places": ("France",)}),
        *(
            (
                f"2026-02-1{n}",
                {
                    **fact,
                    "investors": ("Brookfield", "Mistral AI"),
                    "places": ("Cambrai",),
                    "stage": Stage.UNDER_CONSTRUCTION,
                },
            )
            for n in range(3)
        ),
    )
    changes = diff(_at(claims, documents, "2025-03-01"), _at(claims, documents, "2026-03-01"))
    assert _one(changes, ChangeKind.PARTIES).says.en == "payers: Mistral AI added"
    assert "Cambrai" in _one(changes, ChangeKind.MOVED).says.fr
    assert _one(changes, ChangeKind.PROGRESSED).says.en == "announced → under construction"


def test_the_same_entry_in_texts_read_anew_is_the_same() -> None:
    """No claim in common, as after a new reading: party and place tell."""
    fact = {"investors": ("Brookfield",), **CENTRE}
    before = reconcile(*_told((None, fact)), lookup=FakeLookup())
    source = document("other.txt", "other")
    after = reconcile([claim(source, 7, **fact)], [source], lookup=FakeLookup())
    assert len(match(before, after).pairs) == 1
    assert diff(before, after) == ()


def test_gone_says_that_nothing_tells_of_it_any_more() -> None:
    claims, documents = _told(("2025-02-10", {"investors": ("MGX",), "places": ("Fouju",)}))
    ledger = reconcile(claims, documents, lookup=FakeLookup())
    gone = _one(diff(ledger, reconcile([], [], lookup=FakeLookup())), ChangeKind.GONE)
    assert gone.why.en == "1 statement no longer counts"
    assert gone.claims_gone == (claims[0].id,)


def test_a_text_without_a_date_counts_from_the_latest_day() -> None:
    claims, documents = _told(
        ("2025-02-10", {"investors": ("MGX",), "places": ("Fouju",)}),
        (None, {"investors": ("Brookfield",), "places": ("Cambrai",)}),
        ("2025-06-10", {"investors": ("Data4",), "places": ("Essonne",)}),
    )
    assert len(_at(claims, documents, "2025-03-01").commitments) == 1
    assert len(_at(claims, documents, "2025-06-09").commitments) == 1
    assert len(_at(claims, documents, "2025-06-10").commitments) == 3


def test_a_text_without_a_date_counts_from_its_retrieval() -> None:
    documents = [
        document("a.txt", "a", retrieved="2025-03-01"),
        document("b.txt", "b", published="2025", retrieved="2025-04-01"),
        document("c.txt", "c", published="2026-01-01"),
    ]
    days = known_from(documents)
    assert [days[each.id].isoformat() for each in documents] == [
        "2025-03-01",
        "2025-04-01",
        "2026-01-01",
    ]


def test_no_rate_of_a_later_day_is_used() -> None:
    claims, documents = _told(("2025-02-10", {"unit": "USD", "investors": ("MGX",)}))
    late = ReconcileOptions(currency_date=date(2026, 1, 1))
    ledger = as_of(claims, documents, date(2025, 3, 1), None, late, lookup=FakeLookup())
    assert ledger.currency_date == date(2025, 3, 1)


def test_the_steps_of_an_entry() -> None:
    fact = {"investors": ("Brookfield",), **CENTRE}
    claims, documents = _told(
        ("2025-02-10", {**fact, **_bn(10)}),
        ("2025-02-10", {**fact, **_bn(10)}),
        ("2025-09-10", {**fact, **_bn(15)}),
        ("2026-02-10", {**fact, **_bn(15), "stage": Stage.CANCELLED}),
    )
    steps = steps_of(claims, documents, lookup=FakeLookup())
    assert [step.day.isoformat() for step in steps] == ["2025-02-10", "2025-09-10", "2026-02-10"]
    assert [step.euros.low for step in steps] == [10 * BN, 15 * BN, 15 * BN]
    assert [step.stage for step in steps] == [Stage.ANNOUNCED, Stage.ANNOUNCED, Stage.CANCELLED]
    assert [len(step.claims) for step in steps] == [2, 1, 1]


def test_json_has_the_same_keys_for_every_kind() -> None:
    fact = {"investors": ("Brookfield",), **CENTRE}
    claims, documents = _told(
        ("2025-02-10", {**fact, **_bn(10)}), ("2025-09-10", {**fact, **_bn(15)})
    )
    told = changes_to_json(
        diff(_at(claims, documents, "2025-01-01"), _at(claims, documents, "2026-01-01"))
    )
    assert len({tuple(each) for each in told}) == 1
    assert told[0]["to"] == {"low": 15 * BN, "high": 15 * BN}


@cache
def _corpus() -> tuple[list[Claim], list[Document], dict[str, str]]:
    from grandlivre.documents import copies
    from grandlivre.pipeline.reading import ReadOptions, read
    from grandlivre.pipeline.running import corpus_names as corpus

    documents, claims = [], []
    with corpus() as names:
        for result in read(names, ReadOptions(keep_text=True)):
            if result.document is not None:
                documents.append(result.document)
                claims.extend(result.claims)
    groups = copies.group(each for each in documents if each.text)
    return claims, documents, {each.id: groups.origin_of(each.id) for each in documents}


@pytest.mark.slow
def test_the_corpus_as_it_stood_and_what_changed() -> None:
    claims, documents, origins = _corpus()
    days = ("2025-02-28", "2025-06-01", "2026-07-01")
    early, spring, late = (
        as_of(claims, documents, date.fromisoformat(day), origins) for day in days
    )
    assert late == reconcile(claims, documents, origins)
    sizes = [len(each.commitments) for each in (early, spring, late)]
    assert sizes == sorted(sizes)
    assert sizes[0] >= 10
    published = {each.id: each.published or "" for each in documents}
    by_id = {each.id: each for each in claims}
    assert all(published[by_id[key].document_id] <= "2025-02-28" for key in _spoken(early))
    # Nothing of the summit was withdrawn in its own month; one of its pledges was, later.
    assert not any(each.is_cancelled for each in early.commitments)
    cancelled = [each for each in diff(early, late) if each.kind is ChangeKind.CANCELLED]
    assert any("Fluidstack" in each.title.en for each in cancelled)
    assert all(each.claims for each in cancelled)
    since = changes_since(claims, documents, date(2025, 6, 1), origins)
    assert since == diff(spring, late)
    steps = steps_of([by_id[key] for key in late.programmes[0].claims], documents, origins)
    assert [step.day for step in steps] == sorted({step.day for step in steps})
