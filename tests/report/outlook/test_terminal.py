import re
from dataclasses import replace

import pytest
from lxml import html
from small_ledger import small_material
from small_outlook import PARAMETERS, small_outlook, small_plan

from grandlivre.ledger.model import Words
from grandlivre.outlook.model import Band, Outcome, Outlook, Scope
from grandlivre.reference.messages import messages
from grandlivre.report.answers import Paper
from grandlivre.report.outlook import Prospect
from grandlivre.report.outlook.terminal import comparison_answer, outlook_answer
from grandlivre.report.render import render

PROSPECT = Prospect(
    plan=small_plan(),
    parameters=PARAMETERS,
    outlook=small_outlook(),
    others=(small_outlook("brave", odds=0.3),),
)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [44, 80, 160])
@pytest.mark.parametrize("by", [Scope.PROJECT, Scope.SITE, Scope.INVESTOR, Scope.COUNTRY])
def test_the_answer_fits_the_terminal(language: str, width: int, by: Scope) -> None:
    text = outlook_answer(PROSPECT, Paper(messages(language), width=width), by)
    assert max(map(len, text.splitlines())) <= width
    assert "2031" in text
    assert "2035" in text
    assert re.search(r"2[.,]6\u00a0GW", text.replace("\n", " "))


def test_all_parts_are_named_where_they_are_asked_for() -> None:
    text = outlook_answer(
        PROSPECT, Paper(messages("en"), width=160), Scope.PROJECT, everything=True
    )
    for project in small_plan().projects[:6]:
        assert project.title.en in text
    assert "in 10" in text


def test_scenarios_stand_side_by_side_with_their_difference() -> None:
    text = comparison_answer(PROSPECT, Paper(messages("en"), width=160))
    assert "Scenario reference-class" in text
    assert "Scenario brave gives" in text
    assert "more than Scenario reference-class by the end of 2031" in text
    other = replace(PROSPECT, outlook=PROSPECT.others[0], others=(PROSPECT.outlook,))
    assert "less than Scenario brave" in comparison_answer(other, Paper(messages("en"), width=160))


def test_conditions_are_said() -> None:
    held = replace(
        PROSPECT,
        outlook=replace(
            small_outlook(),
            given=(Words(fr="Melun construit avant la fin de 2028", en="Melun built by 2028"),),
            kept=412,
        ),
    )
    text = outlook_answer(held, Paper(messages("en"), width=120), Scope.PROJECT)
    assert "Given that: Melun built by 2028 (412 draws)." in text


def rare(outlook: Outlook, outcomes: frozenset[Outcome]) -> Outlook:
    """The same outlook where half of the draws build nothing by any date."""
    band = Band(quantiles=(0.0, 0.0, 0.0, 40.0, 140.0), mean=25.0, error=1.0)
    series = tuple(
        replace(each, bands=tuple(band for _ in each.bands)) if each.outcome in outcomes else each
        for each in outlook.series
    )
    return replace(outlook, series=series)


@pytest.mark.parametrize(
    ("language", "headline", "tile", "note"),
    [
        ("fr", "de 0 à 140 MW seraient sous tension", "rien dans la moitié des tirages ou plus",
         "Là où une fourchette est seule, la moitié des tirages ou plus n’ont rien."),
        ("en", "0 to 140 MW would be energised", "nothing in half of the draws or more",
         "Where a range stands alone, half of the draws or more have nothing."),
    ],
)  # fmt: skip
def test_no_expectation_is_said_where_half_of_the_draws_have_nothing(
    language: str, headline: str, tile: str, note: str
) -> None:
    outlook = rare(small_outlook(), frozenset({Outcome.POWER}))
    other = rare(small_outlook("brave", odds=0.3), frozenset({Outcome.POWER}))
    few = replace(PROSPECT, outlook=outlook, others=(other,))
    paper = Paper(messages(language), width=160)
    text = outlook_answer(few, paper, Scope.PROJECT).replace("\u00a0", " ")
    assert headline in text.partition("\n")[0]
    assert note in text
    [line] = [line for line in text.splitlines() if line.strip().startswith("2031")]
    assert "0–140 MW" in line
    assert "0 MW (" not in text
    material = small_material()
    page = render(
        material.ledger, material.claims, material.documents, language=language, prospect=few
    )
    shown = html.fromstring(page).text_content().replace("\u00a0", " ")
    assert headline in shown
    assert tile in shown
    assert "0 MW seraient" not in shown.replace(headline, "")
    compared = comparison_answer(few, Paper(messages(language), width=160)).replace("\u00a0", " ")
    assert "0–140 MW" in compared
