"""A reader that is good but not perfect: what one text gets wrong must not carry the ledger."""

from decimal import Decimal
from typing import Any

import pytest
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Measure, Purpose, Reason, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.ledger import Commitment, ConflictKind, Ledger, Programme, ledger_to_json, reconcile
from grandlivre.ledger.model import Aside, RelationBasis

BN = 10**9
CENTRE: dict[str, Any] = {"projects": ("data center",), "places": ("France",)}
PLAN: dict[str, Any] = {
    "role": Role.PROGRAMME,
    "low": 109 * BN,
    "high": 109 * BN,
    "places": ("France",),
    "purpose": Purpose.AI,
}


def _text(number: int, published: str | None = "2025-02-10") -> Document:
    return document(f"{number}.txt", str(number), published=published)


def _ledger(claims: list[Claim], documents: list[Document]) -> Ledger:
    return reconcile(claims, documents, lookup=FakeLookup())


def _told(*facts: dict[str, Any]) -> Ledger:
    documents = [_text(number) for number in range(len(facts))]
    return _ledger(
        [claim(*pair[:1], **pair[1]) for pair in zip(documents, facts, strict=True)], documents
    )


def _entry(ledger: Ledger, amount: float) -> Commitment:
    (found,) = [e for e in ledger.commitments if e.euros.high == int(amount * BN)]
    return found


def _plan(ledger: Ledger) -> Programme:
    (found,) = [each for each in ledger.programmes if each.euros.high == 109 * BN]
    return found


def _row(number: int, column: str, **fact: Any) -> tuple[Document, Claim]:
    source = document(f"t.csv#{number}", f"row {number}", published="2025-02-10")
    reason = Reason(field="part_of", rule=f"programme column: {column}")
    return source, claim(source, reader="statement", reasons=(reason,), **fact)


def test_what_one_text_says_unsurely_against_others_is_kept_apart() -> None:
    fact = {"investors": ("Brookfield",), **CENTRE, "places": ("Cambrai",)}
    ledger = _told(
        fact,
        fact,
        {**fact, "investors": ("Brookfield", "Oracle"), "places": ("Cambrai", "Paris"),
         "confidence": 0.6},
    )  # fmt: skip
    (entry,) = ledger.commitments
    assert [party.name for party in entry.investors] == ["Brookfield"]
    assert [party.name for party in entry.doubted_parties] == ["Oracle"]
    assert [place.name for place in entry.places] == ["Cambrai"]
    assert [place.name for place in entry.doubted_places] == ["Paris"]
    assert "Oracle" not in entry.title.en
    said = ledger_to_json(ledger)["commitments"][0]["said_by_one_text"]
    assert [party["name"] for party in said["parties"]] == ["Oracle"]


def test_a_known_payers_figure_told_in_passing_is_the_known_one() -> None:
    known = {**CENTRE, "investors": ("Bpifrance",), "purpose": Purpose.COMPANIES,
             "projects": ("réseau",), "places": ("France",)}  # fmt: skip
    passing = {**known, "purpose": Purpose.COMPUTE, "projects": (), "places": ()}
    (entry,) = _told(known, known, passing).commitments
    assert len(entry.claims) == 3
    elsewhere = {**passing, "places": ("États-Unis",)}
    assert len(_told(known, known, elsewhere).commitments) == 2


def test_a_row_of_statements_outweighs_two_readings() -> None:
    source, row = _row(1, "other", investors=("MGX",), **CENTRE)
    documents = [_text(1), _text(2)]
    wrong = [
        claim(each, investors=("MGX", "Oracle"), **CENTRE, confidence=0.7) for each in documents
    ]
    (entry,) = _ledger([row, *wrong], [source, *documents]).commitments
    assert [party.name for party in entry.known_by] == ["MGX"]


@pytest.mark.parametrize(
    "name", ["companies", "Foreign companies", "Court", "startups françaises", "President Jane Roe"]
)
def test_descriptions_name_no_entry(name: str) -> None:
    ledger = _told({"investors": (name, "Brookfield"), **CENTRE})
    assert ledger.commitments[0].title.en.replace("\u00a0", " ").startswith("Brookfield – ")
    alone = _told({"investors": (name,), **CENTRE}).commitments[0]
    assert alone.title.en.replace("\u00a0", " ") == "Unnamed payer – data centre, France"
    assert alone.title.fr.startswith("Payeur non nommé")


def test_a_project_taken_for_a_payer_names_no_entry() -> None:
    ledger = _told(
        {"investors": ("MGX",), "projects": ("Campus Zenith",), "places": ("Fouju",)},
        {"investors": ("Campus Zenith", "MGX"), "projects": ("campus",), "places": ("Fouju",)},
    )
    assert [party.name for entry in ledger.commitments for party in entry.known_by] == ["MGX"]


def test_a_single_unsure_cancellation_cancels_nothing() -> None:
    fact = {"investors": ("Fluidstack",), **CENTRE}
    ledger = _told(fact, fact, {**fact, "stage": Stage.CANCELLED, "confidence": 0.5})
    assert ledger.commitments[0].stage is Stage.ANNOUNCED


def _tied(confidence: float, day: str, amount: int = 20, texts: int = 1) -> Ledger:
    """A plan of February 2025, and a pledge that texts of a later day tie to it."""
    documents, claims = [_text(0)], [claim(_text(0), 0, **PLAN)]
    for number in range(1, texts + 1):
        source = _text(number, day)
        plan = claim(source, 0, **PLAN)
        part = claim(
            source, 1, investors=("Oracle",), **CENTRE, part_of=plan.id, confidence=confidence,
            low=amount * BN, high=amount * BN,
        )  # fmt: skip
        documents.append(source)
        claims += [plan, part]
    return _ledger(claims, documents)


@pytest.mark.parametrize(
    ("confidence", "day", "amount", "texts", "holds"),
    [
        (0.9, "2025-06-01", 20, 1, True),
        (0.6, "2025-06-01", 20, 1, False),
        (0.6, "2025-06-01", 20, 2, True),
        (0.9, "2026-06-01", 20, 1, False),
        (0.9, "2026-06-01", 20, 2, False),
        (0.9, "2025-06-01", 120, 1, False),
    ],
)
def test_what_a_tie_to_a_programme_needs(
    confidence: float, day: str, amount: int, texts: int, *, holds: bool
) -> None:
    ledger = _tied(confidence, day, amount, texts)
    (tie,) = _entry(ledger, amount).relations
    assert tie.basis is (RelationBasis.STATED if holds else RelationBasis.PERHAPS)
    assert tie.is_firm is (holds and texts > 1)
    plan = _plan(ledger)
    assert [item.is_perhaps for item in plan.items] == [not holds]
    assert plan.itemised == Interval.exactly(Decimal(amount * BN if holds else 0))


def test_a_programme_column_ties_whatever_the_date() -> None:
    column = "National AI plan (109 bn EUR)"
    plan_source, plan = _row(1, column, **PLAN)
    source = document("t.csv#2", "row 2", published="2026-06-01")
    reason = Reason(field="part_of", rule=f"programme column: {column}")
    part = claim(source, investors=("Oracle",), **CENTRE, reader="statement", reasons=(reason,))
    ledger = _ledger([plan, part], [plan_source, source])
    (tie,) = _entry(ledger, 20).relations
    assert tie.is_firm
    assert _plan(ledger).itemised == Interval.exactly(Decimal(20 * BN))


def test_totals_of_one_name_are_rivals_and_the_best_known_one_holds_the_parts() -> None:
    column, name = "Invest Nordland 2025", {"projects": ("Invest Nordland 2025 total",)}
    rows = [
        _row(1, column, **PLAN, **name),
        _row(2, column, **PLAN, **name),
        _row(3, column, **{**PLAN, "low": 121 * BN, "high": 121 * BN}, **name),
        _row(4, column, investors=("Oracle",), **CENTRE),
    ]
    ledger = _ledger([each for _, each in rows], [source for source, _ in rows])
    (rival,) = [each for each in ledger.programmes if each.euros.high == 121 * BN]
    assert rival.relations == _plan(ledger).relations == ()
    assert [tie.whole for tie in _entry(ledger, 20).relations] == [_plan(ledger).id]


def test_single_texts_that_tie_one_pledge_to_two_plans_leave_it_in_neither() -> None:
    documents, claims = [_text(0), _text(1)], []
    for source, whole in zip(documents, (109, 200), strict=True):
        plan = claim(source, 0, **{**PLAN, "low": whole * BN, "high": whole * BN})
        claims += [plan, claim(source, 1, investors=("Oracle",), **CENTRE, part_of=plan.id)]
    ledger = _ledger(claims, documents)
    assert {tie.basis for tie in _entry(ledger, 20).relations} == {RelationBasis.PERHAPS}


def test_the_weakest_ties_give_way_before_the_sum_exceeds_the_whole() -> None:
    documents, claims = [_text(0), _text(1)], []
    for number, source in enumerate(documents):
        plan = claim(source, 0, **PLAN)
        claims += [
            plan,
            claim(source, 1, investors=("Brookfield",), **CENTRE, low=80 * BN, high=80 * BN,
                  part_of=plan.id),
        ]  # fmt: skip
        if not number:
            claims.append(
                claim(source, 2, investors=("Oracle",), **CENTRE, low=60 * BN, high=60 * BN,
                      part_of=plan.id)
            )  # fmt: skip
    ledger = _ledger(claims, documents)
    whole = _plan(ledger)
    assert whole.itemised == Interval.exactly(Decimal(80 * BN))
    assert [item.entry for item in whole.items if item.is_perhaps] == [_entry(ledger, 60).id]
    assert _entry(ledger, 60).relations[0].basis is RelationBasis.PERHAPS
    (conflict,) = [each for each in ledger.conflicts if each.kind is ConflictKind.SUM]
    assert conflict.size == Decimal(31 * BN)


def test_envelopes_beside_commitments_are_not_added_to_them() -> None:
    source = _text(0)
    plan = claim(source, 0, **PLAN)
    inner = claim(source, 1, **{**PLAN, "low": 26 * BN, "high": 26 * BN}, part_of=plan.id)
    part = claim(source, 2, investors=("Oracle",), **CENTRE, part_of=plan.id)
    ledger = _ledger([plan, inner, part], [source])
    assert _plan(ledger).itemised == Interval.exactly(Decimal(20 * BN))


def test_a_sum_above_every_plan_in_one_text_is_an_outlier() -> None:
    ledger = _told(
        PLAN,
        {"investors": ("Oracle",), **CENTRE, "low": 969 * BN, "high": None},
        {"investors": ("MGX",), **CENTRE},
    )
    (odd,) = [each for each in ledger.commitments if each.aside is Aside.OUTLIER]
    assert odd.euros.low == 969 * BN
    assert ConflictKind.OUTLIER in {each.kind for each in ledger.conflicts}
    total = ledger.totals[0]
    assert total.euros == Interval.exactly(Decimal(20 * BN))
    assert "out of proportion" in next(e.reason.en for e in total.leaves_out if e.id == odd.id)


def test_a_sum_out_of_scale_with_its_partys_others_is_an_outlier() -> None:
    small = {"investors": ("Oracle",), **CENTRE, "low": BN, "high": BN}
    large = {"investors": ("Oracle",), "places": ("Marseille",), "low": 30 * BN, "high": 30 * BN}
    ledger = _told(small, small, large)
    assert _entry(ledger, 30).aside is Aside.OUTLIER
    assert _told(small, small, large, large).commitments[0].aside is None


def test_a_figure_read_faintly_in_one_text_is_not_counted() -> None:
    ledger = _told(
        {"investors": ("Oracle",), **CENTRE, "confidence": 0.4}, {"investors": ("MGX",), **CENTRE}
    )
    asides = {each.known_by[0].name: each.aside for each in ledger.commitments}
    assert asides == {"Oracle": Aside.FAINT, "MGX": None}


def test_a_range_that_three_texts_give_to_somebody_else_is_not_counted_twice() -> None:
    fact = {**CENTRE, "low": 30 * BN, "high": 50 * BN}
    ledger = _told(*[{**fact, "investors": ("MGX",)}] * 3, {**fact, "investors": ("Oracle",)})
    asides = {each.known_by[0].name: each.aside for each in ledger.commitments}
    assert asides == {"MGX": None, "Oracle": Aside.ECHO}
    assert ledger.totals[0].euros == Interval(low=Decimal(30 * BN), high=Decimal(50 * BN))


@pytest.mark.parametrize(("confidence", "aside"), [(0.7, Aside.ECHO), (0.95, None)])
def test_a_round_figure_that_a_text_tells_twice_is_not_counted_twice(
    confidence: float, aside: Aside | None
) -> None:
    fact = {**CENTRE, "low": 30 * BN, "high": 30 * BN}
    texts = [_text(number) for number in range(3)]
    told = [claim(text, 1, **fact, investors=("MGX",)) for text in texts]
    again = claim(texts[0], 2, **fact, investors=("Odile",), confidence=confidence)
    ledger = _ledger([*told, again], texts)
    asides = {each.known_by[0].name: each.aside for each in ledger.commitments}
    assert asides == {"MGX": None, "Odile": aside}


def test_plans_of_one_value_and_country_are_one_and_a_lone_pledge_of_it_joins() -> None:
    ledger = _told(
        {**PLAN, "projects": ("Choose France",)},
        {**PLAN, "purpose": Purpose.OTHER, "projects": ("Plan Demain",)},
        PLAN,
        {**PLAN, "role": Role.COMMITMENT, "investors": ("Oracle",), "places": ()},
    )
    assert len(ledger.programmes) == 1
    assert ledger.commitments == ()


def test_money_of_texts_about_something_else_stands_apart() -> None:
    sport = {"purpose": Purpose.OTHER, "role": Role.COMMITMENT}
    source, other = _text(0), _text(1)
    claims = [
        claim(source, 1, investors=("Oracle",), **CENTRE),
        *(claim(other, n, **sport, investors=("FC Test",), low=n, high=n) for n in range(1, 4)),
        claim(other, 9, investors=("FC Test",), **CENTRE, low=BN, high=BN),
        claim(other, 10, **PLAN | {"purpose": Purpose.OTHER, "low": 39 * BN, "high": 39 * BN}),
    ]
    ledger = _ledger(claims, [source, other])
    assert _entry(ledger, 1).aside is Aside.OTHER_MONEY
    assert ledger.programmes[0].aside is Aside.OTHER_MONEY
    total = ledger.totals[0]
    assert total.euros == Interval.exactly(Decimal(20 * BN))
    assert "not about AI" in next(
        each.reason.en for each in total.leaves_out if each.id == _entry(ledger, 1).id
    )


def test_money_out_of_all_proportion_to_the_power_is_not_its_price() -> None:
    site = {"investors": ("Oracle",), "projects": ("data center",), "places": ("Cambrai",)}
    power = {"measure": Measure.POWER, "unit": "W", "role": Role.CAPACITY}
    fits = _told(site, {**site, **power, "low": BN, "high": BN})
    assert len(fits.commitments) == 1
    apart = _told(site, {**site, **power, "low": BN // 100, "high": BN // 100})
    assert len(apart.commitments) == 2


def test_megawatts_told_early_do_not_put_later_money_beside_a_plan() -> None:
    first, later = _text(0), _text(1, "2026-06-01")
    plan = claim(first, 0, **PLAN)
    site = {"investors": ("Oracle",), "projects": ("data center",), "places": ("Cambrai",)}
    claims = [
        plan,
        claim(first, 1, investors=("MGX",), **CENTRE, part_of=plan.id),
        claim(first, 2, **site, measure=Measure.POWER, unit="W", role=Role.CAPACITY, low=BN,
              high=BN),
        claim(later, 3, **PLAN),
        claim(later, 4, **site, low=5 * BN, high=5 * BN),
    ]  # fmt: skip
    ledger = _ledger(claims, [first, later])
    assert _plan(ledger).itemised == Interval.exactly(Decimal(20 * BN))


def test_a_payer_that_one_text_in_four_gives_to_an_envelope_does_not_pay_it() -> None:
    lone = {**PLAN, "investors": ("Oracle",)}
    assert _told(PLAN, PLAN, lone).programmes[0].investors != ()
    assert _told(PLAN, PLAN, PLAN, lone).programmes[0].investors == ()
    assert [each.name for each in _told(PLAN, PLAN, lone, lone).programmes[0].investors] == [
        "Oracle"
    ]


@pytest.mark.parametrize(("end", "stage"), [("2028", Stage.ANNOUNCED), (None, Stage.OPERATIONAL)])
def test_nothing_is_in_service_before_the_day_on_which_it_is_to_open(
    end: str | None, stage: Stage
) -> None:
    fact = {**CENTRE, "investors": ("Oracle",), "end": end}
    texts = [_text(number) for number in range(3)] + [_text(3, "2026-05-04")]
    told = [claim(text, 1, **fact) for text in texts[:3]]
    open_ = {**fact, "end": None, "stage": Stage.OPERATIONAL}
    ledger = _ledger([*told, claim(texts[3], 1, **open_)], texts)
    assert [each.stage for each in ledger.commitments] == [stage]
