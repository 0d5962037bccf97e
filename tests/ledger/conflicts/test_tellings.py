from sentences import BN, CENTRE, bring, kinds, only, told

from grandlivre.claims.model import Measure, Reason, Role, Stage
from grandlivre.ledger import ConflictKind, Ledger

FACT = {"investors": ("Oracle",), **CENTRE, "low": 20 * BN, "high": 20 * BN}


def _ledger(*facts: dict[str, object], days: tuple[str, ...] = ()) -> Ledger:
    texts = [
        told(
            f"{n}: 20 Md€", ("20 Md€", {**FACT, **fact}), published=(days or ("2025-02-10",) * 9)[n]
        )
        for n, fact in enumerate(facts)
    ]
    return bring(*texts)


def test_years_that_differ_are_a_conflict_and_a_delay_is_a_revision() -> None:
    at_once = _ledger({"end": "2028"}, {"end": "2030"})
    assert only(at_once, ConflictKind.HORIZON).repairs
    later = _ledger({"end": "2028"}, {"end": "2030"}, days=("2025-02-10", "2025-09-01"))
    assert "moved" in only(later, ConflictKind.REVISION).explanation.en


def test_a_text_that_gives_two_years_tells_of_phases() -> None:
    fact = {**FACT, "end": "2028"}
    ledger = bring(
        told("20 Md€, puis vingt", ("20 Md€", fact), ("vingt", {**FACT, "end": "2031"})),
        told("b 20 Md€", ("20 Md€", {**FACT, "end": "2031"})),
    )
    assert ConflictKind.HORIZON not in kinds(ledger)


def test_a_year_that_was_over_when_it_was_written_is_no_horizon() -> None:
    assert not _ledger({"end": "2024"}, {"end": "2030"}).conflicts


def test_a_length_of_time_is_compared_with_a_year() -> None:
    ledger = bring(
        told("Elle met 20 Md€ sur cinq ans.", ("20 Md€", FACT)),
        told("b 20 Md€", ("20 Md€", {**FACT, "end": "2029"})),
    )
    conflict = only(ledger, ConflictKind.HORIZON)
    assert "2030 (“over 5 years”)" in [side.says.en for side in conflict.sides]


def test_an_intention_to_one_and_an_announcement_to_another() -> None:
    ledger = bring(
        told("Il a l’intention de mettre 20 Md€ en France.", ("20 Md€", FACT)),
        told("Il mettra 20 Md€ en France.", ("20 Md€", FACT)),
    )
    assert only(ledger, ConflictKind.STAGE).sides[0].says.en == "considered"
    assert ledger.commitments[0].stage is Stage.ANNOUNCED


def test_a_withdrawal_after_all_that_was_told_is_a_revision() -> None:
    gone = {"stage": Stage.CANCELLED}
    after = _ledger({}, gone, days=("2025-02-10", "2026-02-10"))
    assert "Withdrawn since" in only(after, ConflictKind.REVISION).explanation.en
    still = _ledger(gone, {}, days=("2025-02-10", "2026-02-10"))
    assert ConflictKind.STAGE in kinds(still)


def test_a_denial_contradicts_what_was_announced_and_withdraws_nothing() -> None:
    gone = {**FACT, "stage": Stage.CANCELLED}
    first = told("Il mettra 20 Md€ en France.", ("20 Md€", FACT), published="2025-02-10")
    ledger = bring(
        first, told("Il dément mettre 20 Md€.", ("20 Md€", gone), published="2025-02-12")
    )
    conflict = only(ledger, ConflictKind.STAGE)
    assert [side.says.en for side in conflict.sides] == ["denied", "announced"]
    assert conflict.size == 20 * BN
    assert ConflictKind.REVISION not in kinds(ledger)
    given_up = told("He denied he had dropped 20 Md€.", ("20 Md€", gone), published="2025-02-12")
    assert ConflictKind.REVISION in kinds(bring(first, given_up))


def test_a_party_that_one_text_says_unsurely_is_no_contradiction() -> None:
    others = ({"investors": ("Oracle",)}, {"investors": ("Oracle",)})
    odd = {"investors": ("Digital Realty",), "projects": ("Campus Zenith",)}
    named = [{**each, "projects": ("Campus Zenith",)} for each in others]
    assert ConflictKind.PARTIES in kinds(_ledger(*named, odd))
    assert ConflictKind.PARTIES not in kinds(_ledger(*named, {**odd, "confidence": 0.6}))


def test_a_cell_with_two_years_tells_of_phases() -> None:
    row = "Oracle, 20 Md€, 2028 (first hall), 2033 (all)"
    cell = row.index("2028")
    read_from = Reason(field="end", rule="end column", start=cell, end=len(row))
    both = told(row, ("20 Md€", {**FACT, "end": "2033", "reasons": (read_from,)}))
    first = told("20 Md€ d’ici 2028", ("20 Md€", {**FACT, "end": "2028"}))
    assert ConflictKind.HORIZON not in kinds(bring(both, first))
    other = told("20 Md€ d’ici 2030", ("20 Md€", {**FACT, "end": "2030"}))
    assert ConflictKind.HORIZON in kinds(bring(both, other))


def test_the_stage_of_money_is_not_that_of_an_extension_in_megawatts() -> None:
    power = {**FACT, "measure": Measure.POWER, "unit": "W", "role": Role.CAPACITY,
             "low": 10**9, "high": 10**9, "stage": Stage.CONSIDERED}  # fmt: skip
    firm = told("Oracle mettra 20 Md€ en France.", ("20 Md€", FACT))
    more = told("Oracle mettra 20 Md€, puis 1 GW peut-être.", ("20 Md€", FACT), ("1 GW", power))
    assert ConflictKind.STAGE not in kinds(bring(firm, more))
