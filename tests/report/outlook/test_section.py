"""The outlook's section: every number can be followed, nothing hostile runs, both languages."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from lxml import etree, html
from small_ledger import small_material
from small_outlook import PARAMETERS, both, small_outlook, small_plan, small_sensitivity
from traces import follow, untraced

from grandlivre.ledger.model import Words
from grandlivre.outlook.model import Outcome, Scope
from grandlivre.programme.model import Mark
from grandlivre.report.outlook import Prospect, outlook_section
from grandlivre.report.outlook.axes import Times
from grandlivre.report.outlook.promised import in_service, key_year, promised
from grandlivre.report.render import render

VOID = {"meta", "br", "hr", "img", "input", "link"}
HOSTILE = "<script>alert('x')</script>\"&amp;' onload=\"y"


@cache
def prospect() -> Prospect:
    return Prospect(
        plan=small_plan(),
        parameters=PARAMETERS,
        outlook=small_outlook(),
        others=(small_outlook("brave", odds=0.3),),
        sensitivities=(small_sensitivity(),),
    )


@cache
def page(language: str) -> str:
    material = small_material()
    return render(
        material.ledger, material.claims, material.documents, language=language, prospect=prospect()
    )


def section(language: str) -> Any:
    return html.fromstring(page(language)).get_element_by_id("outlook")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_leads_to_claims_entries_assumptions_or_the_run(language: str) -> None:
    assert follow(page(language)) > 150


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_run_names_its_seed_and_leads_to_every_assumption(language: str) -> None:
    run = html.fromstring(page(language)).get_element_by_id("outlook-run")
    assert "--seed 7" in run.text_content()
    assert "--draws 2000" in run.text_content()
    linked = {link.get("href") for link in run.xpath(".//a")}
    assert linked == {f"#parameter-{name}" for name in PARAMETERS}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_assumption_is_told_with_its_sources_or_as_a_judgement(language: str) -> None:
    tree = html.fromstring(page(language))
    for name, known in PARAMETERS.items():
        told = tree.get_element_by_id(f"parameter-{name}")
        addresses = set(told.xpath(".//a/@href"))
        assert addresses == {row.source_url for row in known.rows}
        assert known.rows or "jugement" in told.text_content() or "judge" in told.text_content()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_number_but_a_date_stands_outside_a_figure(language: str) -> None:
    assert untraced(page(language)) == []


def _well_formed(text: str) -> None:
    body = re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)
    body = body.replace("<!DOCTYPE html>", "")
    body = re.sub(rf"<({'|'.join(VOID)})\b([^>]*?)/?>", r"<\1\2/>", body)
    body = re.sub(r" (hidden|open)(?=[ >])", r' \1=""', body)
    etree.fromstring(body.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_is_well_formed_and_ids_stand_once(language: str) -> None:
    _well_formed(page(language))
    ids = html.fromstring(page(language)).xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_names_of_strangers_are_shown_and_never_run(language: str) -> None:
    plan, outlook = small_plan(), small_outlook()
    projects = tuple(replace(each, title=both(HOSTILE)) for each in plan.projects)
    series = tuple(replace(each, title=both(HOSTILE)) for each in outlook.series)
    promises = tuple(
        replace(each, title=both(HOSTILE), would_need=(both(HOSTILE),)) for each in outlook.promises
    )
    sites = tuple(replace(each, title=both(HOSTILE)) for each in plan.sites)
    known = {
        name: replace(each, meaning_fr=HOSTILE, meaning_en=HOSTILE, reason=HOSTILE,
                      rows=tuple(replace(row, source_name=HOSTILE, source_url=f"javascript:{HOSTILE}") for row in each.rows))
        for name, each in PARAMETERS.items()
    }  # fmt: skip
    hostile = Prospect(
        plan=replace(plan, projects=projects, sites=sites),
        parameters=known,
        outlook=replace(
            outlook, series=series, promises=promises, given=(Words(fr=HOSTILE, en=HOSTILE),)
        ),
        sensitivities=(small_sensitivity(),),
    )
    material = small_material()
    text = render(
        material.ledger, material.claims, material.documents, language=language, prospect=hostile
    )
    _well_formed(text)
    tree = html.fromstring(text)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//@onload|//@onclick")
    assert not [link for link in tree.xpath("//@href") if link.startswith("javascript:")]
    assert HOSTILE in tree.get_element_by_id("outlook").text_content()


def test_the_two_languages_have_the_same_parts_and_other_words() -> None:
    french, english = section("fr"), section("en")
    assert french.xpath(".//@id") == english.xpath(".//@id")
    for tag in ("h2", "h3", "dt", "figcaption"):
        words = {each.text_content() for each in french.iter(tag)}
        same = words & {each.text_content() for each in english.iter(tag)}
        assert not same - {"Investissement", "Marseille"}, same


def test_what_is_promised_inferred_and_expected_have_marks_of_their_own() -> None:
    tree = section("fr")
    marks = [each.get("class") for each in tree.xpath(".//dl[contains(@class, 'tiles')]/div")]
    assert {"mark-said", "mark-inferred", "mark-expected"} <= set(marks)
    fan = tree.get_element_by_id("outlook-fan-power")
    drawn = {each.get("class") for each in fan.iter("path")}
    assert {"s-said", "s-inferred", "s-expected", "x-most", "x-half"} <= drawn
    lanes = {each.get("class") for each in tree.get_element_by_id("outlook-timeline").iter("rect")}
    assert {"m-said", "m-inferred"} <= lanes


def test_promised_megawatts_are_those_that_are_said_with_a_said_date() -> None:
    plan, times = small_plan(), Times(quarters=small_outlook().quarters)
    told = promised(plan, times, lambda phase: phase.power_mw)
    by_hand = sum(
        phase.power_mw.best or Decimal(0)
        for phase in plan.phases
        if phase.power_mw.mark is Mark.SAID
        and (milestone := in_service(phase)) is not None
        and milestone.mark is Mark.SAID
    )
    assert told.said[-1] == by_hand
    assert list(told.said) == sorted(told.said)
    assert key_year(plan, times) == 2031


def test_withdrawn_projects_promise_nothing() -> None:
    plan, times = small_plan(), Times(quarters=small_outlook().quarters)
    gone = replace(plan, projects=tuple(replace(each, is_cancelled=True) for each in plan.projects))
    assert not any(promised(gone, times, lambda phase: phase.power_mw).said)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_outlook_that_holds_little_still_makes_a_section(language: str) -> None:
    """No series of parts, no promises, no other scenario, no date said."""
    outlook, plan = small_outlook(), small_plan()
    series = tuple(
        each for each in outlook.series if each.scope is Scope.ALL and each.outcome is Outcome.POWER
    )
    bare = replace(outlook, series=series, promises=())
    undated = tuple(
        replace(each, phases=tuple(replace(phase, milestones=()) for phase in each.phases))
        for each in plan.projects
    )
    made = outlook_section(
        Prospect(
            plan=replace(plan, projects=undated, flags=()), parameters=PARAMETERS, outlook=bare
        ),
        small_material().ledger,
        (),
        language=language,
    )
    assert made.promises is None
    assert made.scenarios == ()
    material = small_material()
    thin = Prospect(plan=plan, parameters=PARAMETERS, outlook=bare)
    _well_formed(
        render(
            material.ledger, material.claims, material.documents, language=language, prospect=thin
        )
    )


def test_the_page_without_an_outlook_has_no_section() -> None:
    material = small_material()
    text = render(material.ledger, material.claims, material.documents, language="en")
    assert 'id="outlook"' not in text
    assert 'href="#outlook' not in text


def test_the_map_holds_towns_and_says_how_much_it_leaves_out() -> None:
    plan = small_plan()
    wide = plan.sites[0].place
    assert wide is not None
    sites = (replace(plan.sites[0], place=replace(wide, level=2)), *plan.sites[1:])
    made = outlook_section(
        replace(prospect(), plan=replace(plan, sites=sites)),
        small_material().ledger,
        (),
        language="en",
    )
    assert made.map is not None
    assert [spot.place for spot in made.map.spots][:2] == ["Cambrai", "Dunkerque"]
    assert "Marseille" not in [spot.place for spot in made.map.spots]
    assert made.map.note is not None
    assert made.map.note.plain().startswith("Not on the map")
    assert "2 sites, 1.2" in made.map.note.plain()
