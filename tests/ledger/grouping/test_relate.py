from collections.abc import Sequence
from dataclasses import replace

import pytest
from ledger_gold import FakeLookup, claim, document

from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Role
from grandlivre.documents.model import Document
from grandlivre.entities import resolve
from grandlivre.ledger.grouping.relate import group
from grandlivre.ledger.grouping.statements import read_statements

BN = 10**9


def _groups(claims: Sequence[Claim], documents: Sequence[Document]) -> list[set[str]]:
    linker = resolve(claims, lookup=FakeLookup())
    statements, _ = read_statements(claims, documents, linker, lambda key: key, None)
    return [{each.claim.id for each in found} for found in group(statements, linker)]


def _two(
    first: dict[str, object], second: dict[str, object], *, published: str | None = None
) -> int:
    """How many entries two claims of two documents make."""
    documents = [
        document("a.txt", "a", published=published),
        document("b.txt", "b", published=published),
    ]
    claims = [claim(documents[0], **first), claim(documents[1], **second)]
    return len(_groups(claims, documents))


BROOKFIELD = {"investors": ("Brookfield",), "projects": ("data center",), "places": ("France",)}


def test_one_party_and_one_amount_are_one_entry() -> None:
    assert _two(BROOKFIELD, {**BROOKFIELD, "places": ("Cambrai",)}) == 1


def test_a_fund_and_its_state_are_one_entry() -> None:
    mgx = {"investors": ("MGX",), "projects": ("data center",), "low": 30 * BN, "high": 50 * BN}
    state = {"investors": ("UAE",), "projects": ("campus",), "low": 50 * BN, "high": 50 * BN}
    assert _two(mgx, state) == 1


def test_a_conversion_in_brackets_is_the_same_money() -> None:
    text = "Foreign firms promise €93bn ($108bn) for France."
    paper = document("a.txt", text)
    euros = claim(paper, investors=("firms",), low=93 * BN, high=93 * BN)
    start = text.index("$108bn")
    again = Evidence(quote="$108bn", start=start, end=start + 6, prefix=text[:start], suffix="")
    dollars = replace(
        claim(paper, investors=(), low=108 * BN, high=108 * BN), id="clm_again", unit="USD",
        evidence=again, role=Role.PROGRAMME,
    )  # fmt: skip
    first = text.index("€93bn")
    told = Evidence(quote="€93bn", start=first, end=first + 5, prefix=text[:first], suffix=" (")
    euros = replace(euros, evidence=told)
    assert len(_groups([euros, dollars], [paper])) == 1


def test_places_apart_are_two_entries() -> None:
    assert (
        _two({**BROOKFIELD, "places": ("Cambrai",)}, {**BROOKFIELD, "places": ("Escaudain",)}) == 2
    )


def test_unrelated_parties_are_two_entries() -> None:
    assert _two(BROOKFIELD, {**BROOKFIELD, "investors": ("Oracle",)}) == 2


def test_fifteen_for_the_country_beside_twenty_for_the_town_contradict() -> None:
    fifteen = {**BROOKFIELD, "low": 15 * BN, "high": 15 * BN}
    assert _two(fifteen, {**BROOKFIELD, "places": ("Cambrai",)}) == 1


def test_less_for_the_finer_place_is_not_a_contradiction() -> None:
    ten = {**BROOKFIELD, "low": 12 * BN, "high": 12 * BN, "places": ("Cambrai",)}
    assert _two(ten, BROOKFIELD) == 2


def test_amounts_far_apart_are_two_entries() -> None:
    assert _two(BROOKFIELD, {**BROOKFIELD, "low": 2 * BN, "high": 2 * BN}) == 2


def test_an_amount_and_its_conversion_in_brackets_are_one_entry() -> None:
    dollars = {**BROOKFIELD, "low": 20_700_000_000, "high": 20_700_000_000, "unit": "USD"}
    assert _two(BROOKFIELD, dollars, published="2025-02-10") == 1


def test_what_one_text_sets_side_by_side_stays_apart() -> None:
    source = document("a.txt", "a")
    claims = [
        claim(source, 1, **BROOKFIELD),
        claim(source, 2, **{**BROOKFIELD, "low": 15 * BN, "high": 15 * BN}),
    ]
    assert len(_groups(claims, [source])) == 2


def test_a_part_never_joins_its_whole() -> None:
    source = document("a.txt", "a")
    whole = claim(source, 1, **{**BROOKFIELD, "low": None})
    part = claim(source, 2, **BROOKFIELD, part_of=whole.id)
    assert len(_groups([whole, part], [source])) == 2


def test_no_party_and_no_place_do_not_make_one_entry_of_two() -> None:
    assert _two({"purpose": Purpose.AI}, {"purpose": Purpose.AI}) == 2


def test_a_plan_of_one_sum_and_country_is_one_programme() -> None:
    plan = {"role": Role.PROGRAMME, "low": 109 * BN, "high": 109 * BN, "places": ("France",)}
    assert _two({**plan, "purpose": Purpose.AI}, plan) == 1


def test_megawatts_join_the_money_of_their_project() -> None:
    campus = {"investors": ("MGX",), "projects": ("Campus IA",), "places": ("Fouju",)}
    power = {
        **campus,
        "measure": Measure.POWER,
        "unit": "W",
        "role": Role.CAPACITY,
        "low": BN,
        "high": BN,
    }
    assert _two(campus, power) == 1


def test_rounds_of_one_company_are_not_contradictions() -> None:
    raised = {"role": Role.ROUND, "beneficiaries": ("Mistral AI",), "purpose": Purpose.COMPANIES}
    assert (
        _two({**raised, "low": 17 * 10**8, "high": 17 * 10**8}, {**raised, "low": BN, "high": BN})
        == 2
    )


@pytest.mark.parametrize("role", [Role.VALUATION, Role.TURNOVER, Role.MARKET, Role.SPENT])
def test_money_that_nobody_pledges_makes_no_entry(role: Role) -> None:
    source = document("a.txt", "a")
    assert _groups([claim(source, role=role, investors=("MGX",))], [source]) == []


def test_a_plans_figure_given_to_one_company_is_the_plans() -> None:
    documents = [document(f"{n}.txt", str(n)) for n in range(4)]
    plan = {"role": Role.PROGRAMME, "low": 109 * BN, "high": 109 * BN, "places": ("France",)}
    claims = [claim(each, **plan) for each in documents[:3]]
    claims.append(claim(documents[3], **{**plan, "role": Role.COMMITMENT}, investors=("Oracle",)))
    assert len(_groups(claims, documents)) == 1
