"""What holds for the plan of any ledger: nothing lost, nothing twice, nothing made up in silence."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_ledgers import FRANCE, TOWNS, claim, entry, ledger, plan

from grandlivre.claims.model import Measure, Purpose, Stage
from grandlivre.entities.lookup import reference_lookup
from grandlivre.ledger.model import (
    Aside,
    Commitment,
    Link,
    LinkKind,
    RelationBasis,
    Words,
)
from grandlivre.programme import plan_from_json, plan_to_json
from grandlivre.programme.model import Figure, Gate, Mark, Plan, ProjectClass
from grandlivre.reference.parameters.model import GridProcedure, GridStep

BN = Decimal(10) ** 9
NAMES = [f"e{number}" for number in range(8)]


@st.composite
def entries(draw: st.DrawFn) -> list[Commitment]:
    """Up to eight entries, each perhaps a part of earlier ones, in a town or none."""
    made: list[Commitment] = []
    for name in NAMES[: draw(st.integers(1, len(NAMES)))]:
        wholes = draw(
            st.lists(st.sampled_from([each.id[4:] for each in made]), max_size=2)
            if made
            else st.just([])
        )
        low = draw(st.none() | st.integers(1, 60))
        powers = draw(
            st.lists(
                st.tuples(
                    st.sampled_from([20, 100, 240, 700, 1400, 3000]),
                    st.none() | st.sampled_from(["2026-H2", "2027", "2028-Q3", "2030"]),
                ),
                max_size=3,
            )
        )
        made.append(
            entry(
                name,
                low,
                None if low is None else low + draw(st.integers(0, 20)),
                # Each by its own promoter, so that only relations tie them.
                parties=(f"Promoteur {name}",),
                towns=draw(st.lists(st.sampled_from(sorted(TOWNS)), max_size=3, unique=True)),
                wholes=tuple(dict.fromkeys(wholes)),
                powers=powers if low is not None or powers else [(50, None)],
                purpose=draw(st.sampled_from(list(Purpose))),
                stage=draw(st.sampled_from(list(Stage))),
                origins=draw(st.integers(1, 5)),
                ends=tuple(draw(st.lists(st.sampled_from(["2025", "2028", "2031"]), max_size=2))),
                aside=draw(st.sampled_from([None, None, None, Aside.FAINT])),
                announced=draw(st.sampled_from([None, "2025-03"])),
            )
        )
    return made


def figures(found: Plan) -> list[Figure]:
    per_phase = [
        figure
        for phase in found.phases
        for figure in (phase.power_mw, phase.capex_eur, phase.accelerators)
    ]
    return [*per_phase, *(each.area_ha for each in found.sites)]


@settings(max_examples=40, deadline=None)
@given(entries())
def test_every_entry_lands_in_a_phase_or_is_said_to_build_nothing(made: list[Commitment]) -> None:
    found = plan(made)
    told = {key for phase in found.phases for key in phase.entries}
    named = [each.entry for each in found.not_built]
    assert len(named) == len(set(named))
    assert told.isdisjoint(named)
    assert told | set(named) == {each.id for each in made}
    assert all(each.reason.fr and each.reason.en for each in found.not_built)


@settings(max_examples=40, deadline=None)
@given(entries())
def test_the_money_of_phases_is_that_of_the_wholes(made: list[Commitment]) -> None:
    found = plan(made)
    built = {key for phase in found.phases for key in phase.entries}
    by_id = {each.id: each for each in made}
    live = {key: each for key, each in by_id.items() if key in built}

    def is_inside(key: str) -> bool:
        return any(
            whole in live and by_id[whole].is_cancelled == by_id[key].is_cancelled
            for whole in by_id[key].wholes
        )

    said = sum(
        (each.euros.high or Decimal(0) for key, each in live.items() if not is_inside(key)),
        Decimal(0),
    )
    drawn = sum(
        (each.capex_eur.best or Decimal(0) for each in found.phases if not each.capex_eur.assumes),
        Decimal(0),
    )

    def depth(key: str) -> int:
        return max((1 + depth(whole) for whole in by_id[key].wholes if whole in live), default=0)

    # What parts leave of a whole is not a slice of its own where it is a hundredth or less; and
    # they may pass it by two, for amounts are rounded, at each level.
    most = said * Decimal("1.02") ** max(map(depth, live), default=0)
    assert Decimal("0.99") * said <= drawn <= most


@settings(max_examples=40, deadline=None)
@given(entries())
def test_no_figure_is_without_its_ground(made: list[Commitment]) -> None:
    found = plan(made)
    for figure in figures(found):
        if figure.mark is Mark.UNKNOWN:
            assert figure.low is figure.best is figure.high is None
            continue
        assert figure.best is not None
        assert figure.best >= 0
        assert figure.basis
        assert figure.low is None or figure.low <= figure.best
        assert figure.high is None or figure.best <= figure.high
        if figure.mark is Mark.INFERRED:
            assert figure.how.fr
            assert figure.how.en
        else:
            assert not figure.assumes
    for phase in found.phases:
        assert sum((each.share for each in phase.funders), Decimal(0)) == 1
        if phase.reached not in (Gate.ENERGISED, Gate.FILLED):
            assert [each.gate for each in phase.milestones].count(Gate.ENERGISED) == 1
        assert all(each.basis for each in phase.milestones)


@settings(max_examples=40, deadline=None)
@given(entries())
def test_phases_are_numbered_and_their_megawatts_come_to_what_is_said(
    made: list[Commitment],
) -> None:
    found = plan(made)
    sites = {each.id for each in found.sites}
    said = {
        value
        for each in made
        for capacity in each.capacities
        if (value := capacity.megawatts.high) is not None
    }
    for project in found.projects:
        assert [each.order for each in project.phases] == [*range(1, len(project.phases) + 1)]
        assert all(each.site in sites and each.project == project.id for each in project.phases)
    stated = [phase.power_mw for phase in found.phases]
    if len(made) == 1 and all(each.mark is not Mark.UNKNOWN for each in stated):
        total = sum((each.best or Decimal(0) for each in stated), Decimal(0))
        assert total in said or not stated or any(each.assumes for each in stated)


@settings(max_examples=40, deadline=None)
@given(entries(), st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(made: list[Commitment], random: Random) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)
    one, other = plan(made), plan(shuffled)
    assert {each.id: each for each in one.projects} == {each.id: each for each in other.projects}
    assert set(one.sites) == set(other.sites)
    assert set(one.not_built) == set(other.not_built)


@settings(max_examples=40, deadline=None)
@given(entries())
def test_a_plan_survives_its_json(made: list[Commitment]) -> None:
    found = plan(made)
    assert plan_from_json(plan_to_json(found)) == found


def test_a_part_and_its_whole_are_not_both_counted() -> None:
    found = plan(
        [
            entry("whole", 10, towns=("Aubrac",)),
            entry("part", 4, towns=("Corval",), wholes=("whole",)),
        ]
    )
    sums = {each.entries[0]: each.capex_eur for each in found.phases}
    assert (sums["cmt_part"].best, sums["cmt_part"].mark) == (4 * BN, Mark.SAID)
    assert (sums["cmt_whole"].best, sums["cmt_whole"].mark) == (6 * BN, Mark.INFERRED)
    assert sums["cmt_whole"].how.en == "€10bn − €4bn"


def test_parts_that_pass_their_whole_cut_it_in_two_ways() -> None:
    found = plan(
        [
            entry("whole", 10),
            entry("town", 7, towns=("Aubrac",), wholes=("whole",)),
            entry("use", 8, wholes=("whole",)),
        ]
    )
    assert sum(each.capex_eur.best or 0 for each in found.phases) == 10 * BN
    (here,) = [each for each in found.projects if "cmt_town" in each.entries]
    assert here.phases[0].capex_eur.best == 7 * BN
    assert any("cmt_use" in each.entries for each in found.phases)


def test_one_entry_of_several_towns_is_shared_out_by_their_megawatts() -> None:

    one = entry(
        "trio",
        30,
        towns=("Aubrac", "Belle-Roche", "Corval"),
        powers=[(3000, None), (500, None), (1000, None)],
    )
    claims = {
        each.id: each
        for each in (
            claim("trio_0", 3000, Measure.POWER, places=("Cambrai", "Fouju", "Melun")),
            claim("trio_1", 500, Measure.POWER, places=("Cambrai",)),
            claim("trio_2", 1000, Measure.POWER, places=("Fouju",)),
        )
    }

    towns = tuple(
        place
        for name in ("Cambrai", "Fouju", "Troyes")
        if (place := reference_lookup().place(name)) is not None
    )
    claims["clm_trio_0"] = replace(claims["clm_trio_0"], places=("Cambrai", "Fouju", "Troyes"))
    found = plan([replace(one, places=towns)], more={"claims": claims})
    by_town = {each.title.fr.rpartition(" – ")[2]: each.phases[0] for each in found.projects}
    assert {name: each.power_mw.best for name, each in by_town.items()} == {
        "Cambrai": 500,
        "Fouju": 1000,
        "Troyes": 1500,
    }
    assert by_town["Cambrai"].power_mw.mark is Mark.SAID
    assert by_town["Troyes"].power_mw.mark is Mark.INFERRED
    assert by_town["Troyes"].power_mw.how.en == "3\N{NO-BREAK SPACE}GW − 1.5\N{NO-BREAK SPACE}GW"
    assert {name: each.capex_eur.best for name, each in by_town.items()} == {
        "Cambrai": 5 * BN,
        "Fouju": 10 * BN,
        "Troyes": 15 * BN,
    }


def test_dated_totals_become_steps() -> None:
    (project,) = plan(
        [
            entry(
                "steps",
                30,
                30,
                towns=("Aubrac",),
                powers=[(200, "2027"), (600, "2029"), (1000, None)],
            )
        ]
    ).projects
    assert [each.power_mw.best for each in project.phases] == [200, 400, 400]
    assert [each.power_mw.mark for each in project.phases] == [
        Mark.SAID,
        Mark.INFERRED,
        Mark.INFERRED,
    ]
    assert project.phases[1].power_mw.how.en == "600\N{NO-BREAK SPACE}MW − 200\N{NO-BREAK SPACE}MW"
    assert [each.milestones[-1].by for each in project.phases][:2] == ["2027", "2029"]
    assert [each.capex_eur.best for each in project.phases] == [6 * BN, 12 * BN, 12 * BN]


def test_money_gives_power_and_power_gives_money_with_the_arithmetic() -> None:
    found = plan([entry("rich", 11, towns=("Aubrac",)), entry("large", powers=[(100, None)])])
    by_entry = {each.entries[0]: each for each in found.phases}
    power = by_entry["cmt_rich"].power_mw
    assert (power.mark, power.best) == (Mark.INFERRED, 1000)
    assert power.assumes == ("capex_hosting_meur_per_mw",)
    assert power.how.en == "€11bn / €11m/MW (without chips)"
    money = by_entry["cmt_large"].capex_eur
    assert (money.mark, money.best) == (Mark.INFERRED, Decimal("1.1") * BN)


def test_a_withdrawn_site_that_another_takes_over() -> None:
    gone = entry("gone", 10, towns=("Aubrac",), stage=Stage.CANCELLED, powers=[(800, "2028")])
    new = entry("new", 14, towns=("Aubrac",), parties=("Hespérie",), powers=[(800, "2031")])
    link = Link(
        kind=LinkKind.SUPERSEDES,
        source=new.id,
        target=gone.id,
        basis=RelationBasis.READING,
        claims=(),
        reason=Words(fr="même site", en="same site"),
    )
    found = plan([gone, new], links=[link])
    by_entry = {each.entries[0]: each for each in found.projects}
    assert by_entry["cmt_gone"].is_cancelled
    assert by_entry["cmt_new"].takes_over == by_entry["cmt_gone"].id
    assert len(found.sites) == 1


def test_what_is_abroad_is_named_and_left_out() -> None:

    away = replace(FRANCE, key="SE", name="Suède", name_en="Sweden", country="SE")
    made = [entry("here", 5), replace(entry("there", 5), places=(away,))]
    assert {each.entries[0] for each in plan(made).projects} == {"cmt_here"}
    (other,) = [each for each in plan(made).not_built if each.entry == "cmt_there"]
    assert other.reason.en == "outside FR: Sweden"
    assert len(plan(made, more={"country": None}).projects) == 2
    assert {each.entries[0] for each in plan(made, more={"country": "SE"}).projects} == {
        "cmt_there"
    }


def test_grid_works_have_money_and_no_power_of_their_own() -> None:
    campus = entry("campus", 20, towns=("Aubrac",), powers=[(900, None)], origins=5)
    works = entry("works", 0.1, towns=("Aubrac",), parties=("Câblier",), powers=[(900, None)])
    found = plan([campus, works])
    by_entry = {each.entries[0]: each for each in found.projects}
    assert by_entry["cmt_works"].kind is ProjectClass.ENERGY
    assert by_entry["cmt_works"].phases[0].power_mw.mark is Mark.UNKNOWN
    assert sum(each.power_mw.best or 0 for each in found.phases) == 900


def test_running_power_is_a_first_phase() -> None:

    one = entry(
        "half", 4, towns=("Aubrac",), powers=[(60, None), (200, "2028")], stage=Stage.OPERATIONAL
    )
    claims = {
        each.id: each
        for each in (
            claim("half_0", 60, Measure.POWER, stage=Stage.OPERATIONAL),
            claim("half_1", 200, Measure.POWER, end="2028"),
        )
    }
    (project,) = plan([one], more={"claims": claims}).projects
    assert project.phases[0].reached is Gate.FILLED
    assert [each.power_mw.best for each in project.phases] == [60, 140]
    assert project.phases[1].reached is not Gate.FILLED


def test_an_empty_ledger_builds_nothing() -> None:
    found = plan([])
    assert (found.projects, found.sites, found.not_built) == ((), (), ())
    assert ledger([]).commitments == ()


def test_projects_of_one_title_are_told_apart() -> None:
    made = [entry("one", 3, towns=("Aubrac",)), entry("two", 5, towns=("Aubrac",))]
    assert {each.title.en for each in plan(made).projects} == {
        "Boréal – Aubrac (€3bn)",
        "Boréal – Aubrac (€5bn)",
    }
    made = [made[0], entry("two", 5, towns=("Aubrac",), announced="2026-01")]
    assert {each.phases[0].title.fr for each in plan(made).projects} == {
        "Boréal – Aubrac (2025)",
        "Boréal – Aubrac (2026)",
    }


def test_grid_contracts_of_the_reference_fill_in_where_no_claim_tells_any() -> None:
    place = reference_lookup().place("Cambrai")
    assert place is not None
    step = GridStep(
        place="Cambrai",
        country="FR",
        project="",
        total_mw=Decimal(300),
        by="2029",
        procedure=GridProcedure.FAST_TRACK,
        row="grid#1",
    )
    found = plan([entry("one", 3, places=(place,))], more={"grid": (step,)})
    (site,) = found.sites
    assert site.is_fast_track
    assert [(each.total_mw, each.by, each.mark) for each in site.tranches] == [
        (300, "2029", Mark.INFERRED)
    ]


def test_the_power_of_a_continent_is_no_towns() -> None:
    place = reference_lookup().place("Cambrai")
    assert place is not None
    one = entry("site", 4, places=(place,), powers=[(400, None), (5000, "2030")])
    claims = {
        each.id: each
        for each in (
            claim("site_0", 400, Measure.POWER, places=("Cambrai",)),
            claim("site_1", 5000, Measure.POWER, places=("Europe",), end="2030"),
        )
    }
    assert [each.power_mw.best for each in plan([one], more={"claims": claims}).phases] == [400]
    without = {"clm_site_1": claims["clm_site_1"]}
    (phase,) = plan([replace(one, capacities=one.capacities[1:])], more={"claims": without}).phases
    assert phase.power_mw.assumes
