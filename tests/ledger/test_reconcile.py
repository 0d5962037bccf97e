import json
import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Measure, Purpose, Role, Stage
from grandlivre.documents.model import CopyGroup, Document, Groups
from grandlivre.ledger import ConflictKind, Ledger, ledger_to_json, reconcile
from grandlivre.ledger.model import RelationBasis
from grandlivre.reference.rates import rate_window

BN = 10**9
CENTRE = {"projects": ("data center",), "places": ("France",)}


def _ledger(claims: list[Claim], documents: list[Document], **more: Any) -> Ledger:
    return reconcile(claims, documents, lookup=FakeLookup(), **more)


def _told(*facts: dict[str, Any], dates: tuple[str | None, ...] = ()) -> Ledger:
    """A ledger of claims that each stand in a text of their own."""
    documents, claims = [], []
    for number, fact in enumerate(facts):
        source = document(f"{number}.txt", str(number), published=dates[number] if dates else None)
        documents.append(source)
        claims.append(claim(source, **fact))
    return _ledger(claims, documents)


def _bn(value: float) -> Decimal:
    return Decimal(str(value)) * BN


def _kinds(ledger: Ledger) -> set[ConflictKind]:
    return {conflict.kind for conflict in ledger.conflicts}


def test_nothing_read_gives_an_empty_ledger() -> None:
    ledger = _ledger([], [])
    assert ledger.commitments == ledger.programmes == ledger.conflicts == ledger.totals == ()


def test_a_contradiction_is_shown_with_both_sides() -> None:
    ledger = _told(
        {"investors": ("Brookfield",), **CENTRE},
        {"investors": ("Brookfield",), **CENTRE, "low": 15 * BN, "high": 15 * BN},
    )
    (conflict,) = ledger.conflicts
    assert conflict.kind is ConflictKind.AMOUNT
    assert conflict.size == _bn(5)
    assert [len(side.claims) for side in conflict.sides] == [1, 1]
    assert conflict.entries == (ledger.commitments[0].id,)
    assert "15" in conflict.explanation.fr
    assert "20" in conflict.explanation.en


def test_copies_count_as_one_voice() -> None:
    documents = [document(f"{n}.txt", str(n)) for n in range(3)]
    claims = [claim(each, investors=("Brookfield",), **CENTRE) for each in documents]
    together = CopyGroup(
        origin=documents[0].id, members=(documents[0].id, documents[1].id), links=()
    )
    copies = Groups(groups=(together,), _by_document=dict.fromkeys(together.members, together))
    ledger = reconcile(claims, documents, copies, lookup=FakeLookup())
    assert ledger.commitments[0].origins == 2
    assert ledger.origins == 2


def test_rows_of_a_table_that_cite_one_article_are_one_voice() -> None:
    documents = [document(f"t.csv#{n}", str(n), url="https://example.org/a") for n in range(3)]
    claims = [claim(each, investors=("Brookfield",), **CENTRE) for each in documents]
    assert _ledger(claims, documents).commitments[0].origins == 1


def test_a_withdrawn_project_is_kept_and_not_summed() -> None:
    fact = {"investors": ("Fluidstack",), **CENTRE, "low": 10 * BN, "high": 10 * BN}
    ledger = _told(
        fact,
        {**fact, "stage": Stage.CANCELLED},
        fact,
        dates=("2025-02-10", "2026-05-01", "2026-06-01"),
    )
    (entry,) = ledger.commitments
    assert entry.is_cancelled
    assert ledger.totals == ()
    assert ConflictKind.STAGE in _kinds(ledger)


def test_a_later_start_of_works_revives_it() -> None:
    fact = {"investors": ("Fluidstack",), **CENTRE}
    ledger = _told(
        {**fact, "stage": Stage.CANCELLED},
        {**fact, "stage": Stage.UNDER_CONSTRUCTION},
        dates=("2025-02-10", "2026-05-01"),
    )
    assert ledger.commitments[0].stage is Stage.UNDER_CONSTRUCTION


def test_parts_are_not_added_to_their_whole() -> None:
    source = document("a.txt", "a")
    whole = claim(source, 1, investors=("Microsoft",), **CENTRE)
    part = claim(
        source, 2, investors=("Microsoft",), **CENTRE, low=15 * BN, high=15 * BN, part_of=whole.id
    )
    ledger = _ledger([whole, part], [source])
    total = ledger.totals[0]
    assert total.euros == Interval.exactly(_bn(20))
    assert len(total.sums) == 1
    assert [left.reason.en for left in total.leaves_out] == [
        "part of another entry, as a text says"
    ]


def test_a_whole_is_no_less_than_its_parts() -> None:
    source = document("a.txt", "a")
    whole = claim(source, 1, investors=("SoftBank",), **CENTRE, low=None, high=75 * BN)
    part = claim(
        source, 2, investors=("SoftBank",), **CENTRE, low=45 * BN, high=45 * BN, part_of=whole.id
    )
    assert _ledger([whole, part], [source]).totals[0].euros == Interval(low=_bn(45), high=_bn(75))


def test_a_part_of_a_withdrawn_whole_is_added() -> None:
    source = document("a.txt", "a")
    whole = claim(source, 1, investors=("Microsoft",), **CENTRE, stage=Stage.CANCELLED)
    part = claim(
        source, 2, investors=("Microsoft",), **CENTRE, low=15 * BN, high=15 * BN, part_of=whole.id
    )
    assert _ledger([whole, part], [source]).totals[0].euros == Interval.exactly(_bn(15))


def test_a_finer_and_lesser_sum_is_read_as_a_part_and_marked_so() -> None:
    campus = {"investors": ("MGX",), "projects": ("data center",)}
    ledger = _told(
        {**campus, "places": ("France",), "low": 30 * BN, "high": 50 * BN},
        {**campus, "places": ("Fouju",), "low": 8 * BN, "high": 8 * BN},
    )
    part = next(each for each in ledger.commitments if each.euros.high == _bn(8))
    assert [relation.basis for relation in part.relations] == [RelationBasis.READING]
    assert ledger.totals[0].euros == Interval(low=_bn(30), high=_bn(50))


def test_two_texts_that_make_each_the_others_part_make_no_circle() -> None:
    documents = [document("a.txt", "a"), document("b.txt", "b"), document("c.txt", "c")]
    claims = []
    for number, source in enumerate(documents):
        twenty = claim(source, 1, investors=("Microsoft",), **CENTRE)
        two = claim(source, 2, investors=("Microsoft",), **CENTRE, low=2 * BN, high=2 * BN)
        whole, part = (twenty, two) if number else (two, twenty)
        claims += [whole, claim(
            source, part.evidence.start, investors=part.investors, **CENTRE, low=part.low,
            high=part.high, part_of=whole.id,
        )]  # fmt: skip
    ledger = _ledger(claims, documents)
    related = [entry for entry in ledger.commitments if entry.relations]
    assert len(related) == 1
    assert related[0].euros.high == _bn(2)


def _programme(source: Document, **more: Any) -> Claim:
    fields: dict[str, Any] = {"role": Role.PROGRAMME, "low": 109 * BN, "high": 109 * BN}
    return claim(source, 0, **{**fields, "places": ("France",), "purpose": Purpose.AI, **more})


def test_a_programme_has_items_and_a_remainder_that_may_depend_on_an_open_end() -> None:
    source = document("a.txt", "a")
    plan = _programme(source)
    tied = claim(source, 1, investors=("Brookfield",), **CENTRE, part_of=plan.id)
    floor = claim(
        source, 2, investors=("Mistral AI",), projects=("data center",), places=("Essonne",),
        low=2 * BN, high=None, part_of=plan.id,
    )  # fmt: skip
    beside = claim(
        source, 3, investors=("Digital Realty",), projects=("data center",),
        places=("Marseille",), low=5 * BN, high=5 * BN,
    )  # fmt: skip
    ledger = _ledger([plan, tied, floor, beside], [source])
    (programme,) = ledger.programmes
    assert programme.itemised == Interval.at_least(_bn(27))
    assert programme.remainder == Interval(low=Decimal(0), high=_bn(82))
    assert len(programme.depends_on) == 1
    assert sorted(item.is_stated for item in programme.items) == [False, True, True]
    assert programme.id not in ledger.totals[0].sums
    assert programme.id in {left.id for left in ledger.totals[0].leaves_out}


def test_items_beyond_the_whole_are_a_conflict() -> None:
    documents = [document("a.txt", "a"), document("b.txt", "b")]
    claims = []
    for source in documents:
        plan = _programme(source, low=30 * BN, high=30 * BN)
        claims += [
            plan,
            claim(source, 1, investors=("Brookfield",), **CENTRE, part_of=plan.id),
            claim(source, 2, investors=("Oracle",), **CENTRE, part_of=plan.id),
        ]
    ledger = _ledger(claims, documents)
    assert ConflictKind.SUM in _kinds(ledger)
    assert ledger.programmes[0].remainder == Interval.exactly(Decimal(0))


def test_a_sum_of_mixed_currencies_is_caught_and_converted() -> None:
    source = document("a.txt", "a", published="2025-02-10")
    claims = [
        _programme(source),
        claim(
            source,
            1,
            role=Role.PROGRAMME,
            low=500 * BN,
            high=500 * BN,
            unit="USD",
            projects=("Stargate",),
        ),
        claim(source, 2, role=Role.PROGRAMME, low=609 * BN, high=609 * BN, purpose=Purpose.AI),
    ]
    conflicts = [
        c for c in _ledger(claims, [source]).conflicts if c.kind is ConflictKind.MIXED_CURRENCY
    ]
    (conflict,) = conflicts
    assert conflict.size is not None
    assert _bn(10) < conflict.size < _bn(30)


def test_totals_of_one_name_are_a_question_of_scope() -> None:
    named = {"role": Role.PROGRAMME, "projects": ("Choose France",), "purpose": Purpose.AI}
    ledger = _told(
        {**named, "low": 37 * BN, "high": 37 * BN}, {**named, "low": 17 * BN, "high": 17 * BN}
    )
    assert _kinds(ledger) == {ConflictKind.SCOPE}


def test_a_million_for_a_billion_is_suspected() -> None:
    ledger = _told(
        {"investors": ("Oracle",), **CENTRE, "low": 85 * 10**8, "high": 85 * 10**8},
        {"investors": ("Oracle",), **CENTRE, "low": 85 * 10**5, "high": 85 * 10**5},
    )
    assert ConflictKind.UNIT_SLIP in _kinds(ledger)


def test_horizons_parties_and_intentions_that_differ_are_shown() -> None:
    fact = {"low": 10 * BN, "high": 10 * BN, **CENTRE}
    ledger = _told(
        {**fact, "investors": ("MGX", "Oracle", "SoftBank"), "end": "2029"},
        {**fact, "investors": ("MGX",), "end": "2030"},
        {**fact, "investors": ("UAE",), "stage": Stage.CONSIDERED},
    )
    assert len(ledger.commitments) == 1
    assert _kinds(ledger) == {ConflictKind.PARTIES, ConflictKind.HORIZON, ConflictKind.STAGE}


def test_money_is_converted_at_the_rate_of_its_texts_day() -> None:
    ledger = _told({"investors": ("Oracle",), **CENTRE, "unit": "USD"}, dates=("2025-02-10",))
    (amount,) = ledger.commitments[0].amounts
    assert amount.rate_on is not None
    assert amount.rate_on.isoformat() == "2025-02-10"
    assert amount.is_rate_of_claim
    assert amount.stated.low == _bn(20)
    assert amount.euros.low is not None
    assert _bn(18) < amount.euros.low < _bn(20)


def test_a_text_dated_by_its_month_alone_is_converted_at_the_lowest_and_highest_rate() -> None:
    ledger = _told({"investors": ("Oracle",), **CENTRE, "unit": "USD"}, dates=("2025-03",))
    (entry,) = ledger.commitments
    (amount,) = entry.amounts
    window = rate_window("USD", date(2025, 3, 1), date(2025, 3, 31))
    assert (amount.rate, amount.rate_on) == (window.low.value, window.low.on)
    assert (amount.rate_high, amount.rate_high_on) == (window.high.value, window.high.on)
    assert amount.is_rate_of_claim
    for end, rate in ((amount.euros.low, window.low), (amount.euros.high, window.high)):
        assert end == round(_bn(20) * rate.value)
    assert entry.euros == amount.euros


def test_one_sum_in_texts_of_a_day_and_of_a_year_is_one_entry_with_the_days_rate() -> None:
    told = {"investors": ("Oracle",), **CENTRE, "unit": "USD"}
    ledger = _told(told, told, dates=("2025-02-10", "2025"))
    (entry,) = ledger.commitments
    day, year = sorted(entry.amounts, key=lambda each: each.rate_high is not None)
    assert year.euros.low < day.euros.low < year.euros.high
    assert entry.euros == day.euros
    assert not [each for each in ledger.conflicts if each.is_contradiction]


def test_a_text_without_a_date_is_converted_at_the_rates_of_all_the_others_days() -> None:
    told = {"investors": ("Oracle",), **CENTRE, "unit": "USD"}
    euros = {"investors": ("MGX",), **CENTRE}
    ledger = _told(told, euros, euros, dates=(None, "2025-01-10", "2025-04-30"))
    (entry,) = [each for each in ledger.commitments if each.amounts[0].unit == "USD"]
    (amount,) = entry.amounts
    window = rate_window("USD", date(2025, 1, 10), date(2025, 4, 30))
    assert (amount.rate, amount.rate_high) == (window.low.value, window.high.value)
    assert not amount.is_rate_of_claim


def test_a_currency_without_a_rate_keeps_its_amount_and_is_not_summed() -> None:
    ledger = _told(
        {"investors": ("Oracle",), **CENTRE, "unit": "XYZ"}, {"investors": ("MGX",), **CENTRE}
    )
    unpriced = next(entry for entry in ledger.commitments if entry.amounts[0].unit == "XYZ")
    assert unpriced.euros == Interval()
    assert unpriced.id in {left.id for left in ledger.totals[0].leaves_out}


def test_megawatts_without_money_are_an_entry_of_their_own() -> None:
    ledger = _told(
        {"measure": Measure.POWER, "unit": "W", "role": Role.CAPACITY, "low": 240_000_000,
         "high": 240_000_000, "investors": ("Nebius",), "places": ("Cambrai",)}
    )  # fmt: skip
    (entry,) = ledger.commitments
    assert entry.kind.value == "capacity"
    assert entry.capacities[0].megawatts == Interval.exactly(Decimal(240))
    assert ledger.totals == ()


PARTIES = ("Brookfield", "MGX", "UAE", "Oracle", "Mistral AI")


@st.composite
def _corpora(draw: st.DrawFn) -> tuple[list[Document], list[Claim]]:
    documents, claims = [], []
    for number in range(draw(st.integers(1, 4))):
        published = draw(st.sampled_from([None, "2025-02-10", "2025-05", "2026"]))
        source = document(f"{number}.txt", str(number), published=published)
        documents.append(source)
        mine: list[Claim] = []
        for position in range(draw(st.integers(1, 5))):
            low = draw(st.one_of(st.none(), st.integers(1, 60)))
            high = (
                draw(st.one_of(st.none(), st.integers(low or 1, 61)))
                if low
                else draw(st.integers(1, 61))
            )
            mine.append(
                claim(
                    source,
                    position,
                    low=None if low is None else low * BN,
                    high=None if high is None else high * BN,
                    role=draw(
                        st.sampled_from(
                            [Role.COMMITMENT, Role.COMMITMENT, Role.PROGRAMME, Role.ROUND]
                        )
                    ),
                    investors=tuple(
                        draw(st.lists(st.sampled_from(PARTIES), max_size=2, unique=True))
                    ),
                    projects=draw(st.sampled_from([(), ("data center",), ("Campus IA",)])),
                    places=draw(st.sampled_from([(), ("France",), ("Cambrai",), ("Fouju",)])),
                    unit=draw(st.sampled_from(["EUR", "EUR", "USD"])),
                    stage=draw(
                        st.sampled_from([Stage.ANNOUNCED, Stage.CONSIDERED, Stage.CANCELLED])
                    ),
                    part_of=draw(st.sampled_from([None, *(each.id for each in mine)])),
                )
            )
        claims += mine
    return documents, claims


@settings(max_examples=80, deadline=None)
@given(_corpora(), st.integers(0, 10**6))
def test_the_ledger_does_not_depend_on_the_order_of_claims(
    corpus: tuple[list[Document], list[Claim]], seed: int
) -> None:
    documents, claims = corpus
    shuffled, turned = claims * 2, documents[::-1]
    random.Random(seed).shuffle(shuffled)
    assert _ledger(claims, documents) == _ledger(shuffled, turned)


@settings(max_examples=80, deadline=None)
@given(_corpora())
def test_totals_are_the_sum_of_their_parts_and_every_claim_has_one_entry(
    corpus: tuple[list[Document], list[Claim]],
) -> None:
    documents, claims = corpus
    ledger = _ledger(claims, documents)
    entries = {entry.id: entry for entry in ledger.commitments}
    for total in ledger.totals:
        parts = [entries[key].euros for key in total.sums]
        assert total.euros.low == sum((part.low or Decimal(0) for part in parts), Decimal(0))
        if total.euros.high is not None:
            assert total.euros.high == sum((part.high or Decimal(0) for part in parts), Decimal(0))
        else:
            assert set(total.open_entries) == {
                k for k in total.sums if entries[k].euros.high is None
            }
        out = {left.id for left in total.leaves_out}
        assert not out & set(total.sums)
        if total.id == "commitments":
            works = {k for k, e in entries.items() if e.kind.value == "commitment"}
            assert works <= out | set(total.sums)
    told = [key for entry in (*ledger.commitments, *ledger.programmes) for key in entry.claims]
    assert sorted(told) == sorted({each.id for each in claims})
    known = {*entries, *(each.id for each in ledger.programmes)}
    for entry in (*ledger.commitments, *ledger.programmes):
        assert {relation.whole for relation in entry.relations} <= known - {entry.id}
    for conflict in ledger.conflicts:
        assert set(conflict.entries) <= known
        assert set(conflict.claims) <= set(told)
        assert len(conflict.sides) >= 2
    json.dumps(ledger_to_json(ledger))


def test_json_has_the_keys_of_the_contract() -> None:
    source = document("a.txt", "a", published="2025-02-10")
    plan = _programme(source)
    part = claim(source, 1, investors=("Oracle",), **CENTRE, unit="USD", part_of=plan.id)
    shown = ledger_to_json(_ledger([plan, part], [source]))
    assert {"commitments", "programmes", "conflicts", "totals"} <= shown.keys()
    (entry,) = shown["commitments"]
    assert entry["amounts"][0]["low"] == 20 * BN
    assert isinstance(entry["reconciled"]["low"], int)
    assert entry["parties"]["investors"][0]["name"] == "Oracle"
    assert entry["relations"][0]["whole"] == shown["programmes"][0]["id"]
    assert {
        "id",
        "title",
        "best",
        "stage",
        "places",
        "projects",
        "claims",
        "origins",
    } <= entry.keys()
    assert {"stated", "itemised", "remainder"} <= shown["programmes"][0].keys()
    assert {"sums", "leaves_out", "low", "high"} <= shown["totals"][0].keys()
    with pytest.raises(KeyError):
        shown["nothing"]
