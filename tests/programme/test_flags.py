"""Figures out of their reference range, with the arithmetic in words."""

from plan_ledgers import claim, entry, plan

from grandlivre.claims.model import Measure, Stage
from grandlivre.entities.lookup import reference_lookup
from grandlivre.programme.model import Flag, FlagKind, Plan


def flags(found: Plan, kind: FlagKind) -> list[Flag]:
    return [each for each in found.flags if each.kind is kind]


def test_too_few_euros_for_the_megawatts() -> None:
    (flag,) = flags(plan([entry("cheap", 4, powers=[(800, None)])]), FlagKind.EUROS_PER_MW)
    assert (
        flag.says.en
        == "€4bn for 800\N{NO-BREAK SPACE}MW is €5m/MW: buildings without chips, or a first phase"
    )
    assert flag.says.fr.replace("\u00a0", " ") == (
        "4 Md€ pour 800 MW, c’est 5 M€/MW : des bâtiments sans les puces, ou une première phase"
    )
    assert (flag.value, flag.low, flag.high) == (5, 8, 55)
    assert "capex_hosting_meur_per_mw" in flag.basis
    (flag,) = flags(plan([entry("tiny", 2, powers=[(800, None)])]), FlagKind.EUROS_PER_MW)
    assert "less than the buildings alone" in flag.says.en


def test_one_who_buys_chips_is_asked_where_their_money_is() -> None:
    shell = {"powers": [(800, None)]}
    assert not flags(plan([entry("shell", 9, **shell)]), FlagKind.EUROS_PER_MW)
    (flag,) = flags(plan([entry("lab", 9, kind="ai_lab", **shell)]), FlagKind.EUROS_PER_MW)
    assert flag.low == 30


def test_too_many_euros_for_the_megawatts() -> None:
    (flag,) = flags(plan([entry("dear", 40, powers=[(400, None)])]), FlagKind.EUROS_PER_MW)
    assert flag.says.en.endswith("more than a site full of chips, so megawatts of a part only")


def test_a_figure_that_was_inferred_is_not_questioned() -> None:
    assert not plan([entry("money", 11, towns=("Aubrac",))]).flags
    assert not plan([entry("power", powers=[(300, None)], towns=("Aubrac",))]).flags


def test_kilowatts_of_one_accelerator() -> None:
    one = entry("dense", 2, powers=[(50, None)], places=())
    counted = claim("chips", 120_000, Measure.ACCELERATORS, investors=("Boréal",))
    power = claim("dense_0", 50, Measure.POWER)
    money = claim("dense", 2, Measure.MONEY)
    claims = {each.id: each for each in (counted, power, money)}
    (flag,) = flags(plan([one], more={"claims": claims}), FlagKind.KW_PER_ACCELERATOR)
    assert flag.says.en.startswith(
        "50\N{NO-BREAK SPACE}MW for 120,000 accelerators is 0.417 kW each: too little"
    )


def test_dates_sooner_than_connecting_and_building_take() -> None:
    soon = entry("soon", 3, powers=[(300, "2027")], towns=("Aubrac",), stage=Stage.CONFIRMED)
    (flag,) = flags(plan([soon]), FlagKind.DATE_TOO_EARLY)
    assert flag.says.en == "2027 is 2.0 years away; what is left to do usually takes 3.0 to 7.0"
    late = entry("late", 3, powers=[(300, "2034")], towns=("Aubrac",))
    assert not flags(plan([late]), FlagKind.DATE_TOO_EARLY)
    past = entry("past", 3, powers=[(300, "2025-H2")], towns=("Aubrac",))
    (flag,) = flags(plan([past]), FlagKind.DATE_TOO_EARLY)
    assert flag.says.en == "2025-H2 has passed, and no text says that power flows"
    running = entry("run", 3, powers=[(300, "2025")], towns=("Aubrac",), stage=Stage.OPERATIONAL)
    assert not plan([running]).flags


def test_more_megawatts_than_hectares_hold() -> None:
    place = reference_lookup().place("Cambrai")
    assert place is not None
    one = entry("land", 9, powers=[(800, None)], places=(place,))
    claims = {
        each.id: each
        for each in (
            claim("land_0", 800, Measure.POWER, places=("Cambrai",)),
            claim("area", 20, Measure.AREA, places=("Cambrai",), investors=("Boréal",)),
        )
    }
    (flag,) = flags(plan([one], more={"claims": claims}), FlagKind.AREA)
    assert flag.says.en == "800\N{NO-BREAK SPACE}MW on 20 ha is 40 MW/ha, more than the usual 25"


def test_more_accelerators_than_are_shipped() -> None:
    one = entry("chips", 60, places=())
    claims = {
        each.id: each
        for each in (
            claim("million", 1_500_000, Measure.ACCELERATORS, investors=("Boréal",)),
            claim("chips", 60, Measure.MONEY),
        )
    }
    (flag,) = flags(plan([one], more={"claims": claims}), FlagKind.SUPPLY)
    assert "30% of what the world ships in a year" in flag.says.en


def test_a_promise_above_the_grids_step() -> None:
    place = reference_lookup().place("Cambrai")
    assert place is not None
    campus = entry("campus", 20, powers=[(900, "2028"), (900, "2034")], places=(place,))
    grid = entry(
        "grid", powers=[(300, "2030")], places=(place,), parties=("RTE",), kind="grid", origins=1
    )
    claims = {
        each.id: each
        for each in (
            claim("campus_0", 900, Measure.POWER, places=("Cambrai",), end="2028"),
            claim("campus_1", 900, Measure.POWER, places=("Cambrai",), end="2034"),
            claim("grid_0", 300, Measure.POWER, places=("Cambrai",), end="2030"),
        )
    }
    found = plan([campus, grid], more={"claims": claims})
    (flag,) = flags(found, FlagKind.ABOVE_TRANCHE)
    assert (
        flag.says.en
        == "900\N{NO-BREAK SPACE}MW promised by 2028, where the grid gives 300\N{NO-BREAK SPACE}MW only in 2030"
    )
    assert [each.entry for each in found.not_built] == ["cmt_grid"]
    assert [each.power_mw.best for each in found.phases] == [300, 600]
