"""What programmes leave over builds nothing until it is named."""

from dataclasses import replace
from decimal import Decimal

from plan_ledgers import BN, FRANCE, NOTHING, entry, party, plan

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Purpose, Stage
from grandlivre.ledger.model import (
    Best,
    BestMethod,
    Item,
    Link,
    LinkKind,
    Programme,
    RelationBasis,
    Words,
)
from grandlivre.programme.model import Mark


def programme(name: str, total: int, named: int = 0, **more: object) -> Programme:
    """An envelope of so many billions, of which some are named."""
    made = Programme(
        id=f"prg_{name}",
        title=Words(fr=f"plan {name}", en=f"{name} plan"),
        investors=(party("Hespérie"),),
        beneficiaries=(),
        amounts=(),
        euros=Interval.exactly(total * BN),
        money_date="2025-02",
        best=Best(euros=total * BN, method=BestMethod.AGREED),
        stage=Stage.ANNOUNCED,
        ends=("2031",),
        places=(FRANCE,),
        projects=(),
        purpose=Purpose.AI,
        items=tuple([Item(entry="cmt_part", is_stated=True, claims=())] if named else []),
        itemised=Interval.exactly(named * BN),
        remainder=Interval.exactly((total - named) * BN),
        depends_on=(),
        relations=(),
        claims=(),
        origins=1,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_what_is_left_is_an_envelope_and_builds_nothing() -> None:
    found = plan([entry("part", 30)], programmes=[programme("national", 100, 30)])
    (envelope,) = found.envelopes
    assert (envelope.remainder_eur.best, envelope.country) == (70 * BN, "FR")
    assert envelope.remainder_eur.mark is Mark.INFERRED
    assert envelope.remainder_eur.how.en == "€100bn − €30bn"
    assert [each.entries for each in found.projects] == [("cmt_part",)]
    assert found.projects[0].programmes == ("prg_national",)


def test_a_programme_whose_money_is_all_named_is_none() -> None:
    found = plan([entry("part", 30)], programmes=[programme("national", 30, 30)])
    assert not found.envelopes
    assert [each.entry for each in found.not_built] == ["prg_national"]


def test_money_announced_again_is_taken_off() -> None:
    first, again = programme("first", 40), programme("again", 60)
    link = Link(
        kind=LinkKind.REANNOUNCES, source=again.id, target=first.id,
        basis=RelationBasis.STATED, claims=(), reason=NOTHING,
    )  # fmt: skip
    found = plan([], programmes=[first, again], links=[link], more={"country": None})
    assert {each.programme: each.remainder_eur.best for each in found.envelopes} == {
        "prg_first": 40 * BN, "prg_again": 20 * BN
    }  # fmt: skip


def test_the_range_of_a_pledge_told_as_an_envelope_is_that_pledge() -> None:
    bounds = Interval(low=20 * BN, high=35 * BN)
    twin = programme("twin", 35, euros=bounds, remainder=bounds)
    found = plan([entry("pledge", 20, 35, origins=6)], programmes=[twin])
    assert not found.envelopes
    assert "tells again" in found.not_built[0].reason.en


def test_a_programme_without_named_parts_can_be_compared_as_one_project() -> None:
    away = replace(FRANCE, key="US", name="États-Unis", country="US")
    made = programme("american", 400, places=(away,))
    named = plan([entry("here", 3)], programmes=[made], more={"country": "US"})
    assert (named.projects, len(named.envelopes)) == ((), 1)
    built = plan(
        [entry("here", 3)], programmes=[made], more={"country": "US", "builds_envelopes": True}
    )
    (project,) = built.projects
    (phase,) = project.phases
    assert not built.envelopes
    assert phase.capex_eur.best == 400 * BN
    assert phase.power_mw.best == Decimal(10_000)
    assert phase.includes_it
    assert phase.milestones[0].by == "2031"
