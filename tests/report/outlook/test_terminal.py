import re
from dataclasses import replace

import pytest
from small_outlook import PARAMETERS, small_outlook, small_plan

from grandlivre.ledger.model import Words
from grandlivre.outlook.model import Scope
from grandlivre.reference.messages import messages
from grandlivre.report.answers import Paper
from grandlivre.report.outlook import Prospect
from grandlivre.report.outlook.terminal import comparison_answer, outlook_answer

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
