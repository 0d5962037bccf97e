"""Small invented ledgers for the tests of plans: entries made by hand, with what they need only."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from reference_figures import small_generations, small_parameters

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Role, Stage
from grandlivre.entities.model import Asset, Entity, Place, Project
from grandlivre.ledger.model import (
    Amount,
    Best,
    BestMethod,
    Capacity,
    Commitment,
    EntryKind,
    Ledger,
    Link,
    Programme,
    Relation,
    RelationBasis,
    Words,
)
from grandlivre.programme import AssembleOptions, assemble
from grandlivre.programme.model import Plan

AS_OF = date(2026, 1, 15)
BN = Decimal(10) ** 9
FRANCE = Place(key="FR", name="France", level=2, country="FR", within=("EU",))
TOWNS = {
    name: Place(
        key=f"insee:{number}",
        name=name,
        level=5,
        country="FR",
        within=("FR", "EU"),
        latitude=43.0 + number / 1000,
        longitude=1.0,
    )
    for name, number in (("Aubrac", 0), ("Belle-Roche", 1000), ("Corval", 2000), ("Dorne", 3000))
}
NOTHING = Words(fr="", en="")


def party(name: str, kind: str = "data_centre", country: str = "FR") -> Entity:
    """A company that a list knows."""
    return Entity(
        key=f"ent_{name}", name=name, forms=(name,), kind=kind, country=country, is_known=True
    )


def entry(
    name: str, low: float | None = None, high: float | None = None, **more: Any
) -> Commitment:
    """An entry of so many billions; of power alone where no sum is given."""
    fields: dict[str, Any] = {
        "parties": ("Boréal",),
        "towns": (),
        "wholes": (),
        "powers": (),
        "purpose": Purpose.DATA_CENTRE,
        "stage": Stage.ANNOUNCED,
        "ends": (),
        "origins": 2,
        "basis": RelationBasis.STATED,
        "kind": "data_centre",
        "announced": "2025-03",
        "asset": Asset.DATA_CENTRE,
        "places": (FRANCE,),
        "aside": None,
    }
    fields |= more
    ends = [None if end is None else Decimal(str(end)) * BN for end in (low, high or low)]
    bounds = Interval(low=ends[0], high=ends[1])
    named = tuple(party(each, fields["kind"]) for each in fields["parties"])
    towns = tuple(TOWNS[each] for each in fields["towns"])
    known = bounds != Interval()
    return Commitment(
        id=f"cmt_{name}",
        kind=EntryKind.COMMITMENT if known else EntryKind.CAPACITY,
        title=Words(fr=f"{name} (fr)", en=f"{name} (en)"),
        known_by=named,
        investors=named,
        beneficiaries=(),
        amounts=(Amount(claim=f"clm_{name}", stated=bounds, unit="EUR", euros=bounds),)
        if known
        else (),
        euros=bounds,
        money_date=fields["announced"],
        best=Best(euros=bounds.high, method=BestMethod.AGREED) if bounds.high else None,
        stage=fields["stage"],
        starts=(),
        ends=fields["ends"],
        places=towns or fields["places"],
        projects=(Project(key=f"prj_{name}", name=name, asset=fields["asset"], is_named=False),),
        purpose=fields["purpose"],
        capacities=tuple(
            Capacity(
                megawatts=Interval.exactly(Decimal(str(value))),
                by=by,
                claims=(f"clm_{name}_{number}",),
                origins=1,
            )
            for number, (value, by) in enumerate(fields["powers"])
        ),
        relations=tuple(
            Relation(whole=f"cmt_{whole}", basis=fields["basis"], claims=(), reason=NOTHING)
            for whole in fields["wholes"]
        ),
        claims=(f"clm_{name}",),
        origins=fields["origins"],
        aside=fields["aside"],
        announced=fields["announced"],
    )


def ledger(
    entries: Sequence[Commitment],
    *,
    programmes: Sequence[Programme] = (),
    links: Sequence[Link] = (),
) -> Ledger:
    """A ledger of entries, without conflicts and totals."""
    return Ledger(
        commitments=tuple(entries),
        programmes=tuple(programmes),
        conflicts=(),
        totals=(),
        claims_read=0,
        origins=1,
        currency_date=AS_OF,
        links=tuple(links),
    )


def plan(entries: Sequence[Commitment], *, more: dict[str, Any] | None = None, **made: Any) -> Plan:
    """The plan of some entries, with small reference figures."""
    options = {"as_of": AS_OF, "generations": small_generations(), **(more or {})}
    return assemble(ledger(entries, **made), small_parameters(), AssembleOptions(**options))


def claim(name: str, value: float, measure: Measure, **more: Any) -> Claim:
    """A claim of megawatts, hectares or accelerators; `name` is its id without the prefix."""
    factor = {Measure.POWER: 10**6, Measure.AREA: 10**4}.get(measure, 1)
    amount = Decimal(str(value)) * factor
    return Claim(
        id=f"clm_{name}",
        document="text.txt",
        document_id=more.pop("document_id", "doc_1"),
        evidence=Evidence(quote=more.pop("quote", str(value)), start=0, end=1),
        measure=measure,
        low=amount,
        high=amount,
        unit="count",
        role=Role.CAPACITY,
        **more,
    )
