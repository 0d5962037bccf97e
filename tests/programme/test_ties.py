"""Entries that tell of one thing are counted once."""

from decimal import Decimal

from plan_ledgers import entry, plan

from grandlivre.ledger.model import Link, LinkKind, RelationBasis, Words
from grandlivre.programme.model import Plan

BN = Decimal(10) ** 9


def money(found: Plan) -> Decimal:
    return sum((each.capex_eur.best or Decimal(0) for each in found.phases), Decimal(0))


def test_entries_that_a_link_makes_one() -> None:
    one, other = entry("one", 5, origins=4), entry("other", 5, origins=1)
    link = Link(
        kind=LinkKind.SAME_AS, source=other.id, target=one.id, basis=RelationBasis.PERHAPS,
        claims=(), reason=Words(fr="", en=""),
    )  # fmt: skip
    assert money(plan([one, other])) == 10 * BN
    found = plan([one, other], links=[link])
    assert money(found) == 5 * BN
    assert found.phases[0].entries == ("cmt_one", "cmt_other")


def test_a_telling_sum_of_one_payer_is_told_twice() -> None:
    assert (
        money(plan([entry("one", 8.3, origins=3), entry("two", 8.3, origins=1)]))
        == Decimal("8.3") * BN
    )
    # A round sum agrees by chance, and so does one of others.
    assert money(plan([entry("one", 8, origins=3), entry("two", 8, origins=1)])) == 16 * BN
    others = [entry("one", 8.3, origins=3), entry("two", 8.3, parties=("Hespérie",))]
    assert money(plan(others)) == 2 * Decimal("8.3") * BN


def test_power_told_once_more_is_not_added() -> None:
    campus = entry("campus", 20, towns=("Aubrac",), powers=[(900, None)], origins=4)
    again = entry("again", towns=("Aubrac",), powers=[(900, None)], origins=1)
    found = plan([campus, again])
    assert sum(each.power_mw.best or 0 for each in found.phases) == 900
    assert {"cmt_campus", "cmt_again"} == {key for each in found.phases for key in each.entries}


def test_a_site_inside_a_national_plan_is_a_part_of_it() -> None:
    whole = entry("plan", 40, powers=[(1500, None)], origins=4)
    site = entry("site", towns=("Aubrac",), powers=[(300, None)], origins=1)
    found = plan([whole, site])
    assert money(found) == 40 * BN
    by_entry = {each.entries[0]: each for each in found.phases}
    assert by_entry["cmt_site"].power_mw.best == 300
    assert by_entry["cmt_site"].capex_eur.best == 8 * BN
    assert (
        by_entry["cmt_site"].capex_eur.how.en
        == "share of 300\N{NO-BREAK SPACE}MW in 1.5\N{NO-BREAK SPACE}GW"
    )
    assert by_entry["cmt_plan"].power_mw.best == 1200


def test_a_town_among_those_of_a_bigger_sum_is_a_part_of_it() -> None:
    whole = entry("whole", 4, towns=("Aubrac", "Belle-Roche", "Corval"))
    part = entry("part", 2, towns=("Aubrac",))
    assert money(plan([whole, part])) == 4 * BN
    later = entry("later", 2, towns=("Aubrac",), announced="2026-01")
    assert money(plan([whole, later])) == 6 * BN
