"""The table of resolved statements is what it says it is."""

from datetime import date

import pytest

from grandlivre.base.periods import Period
from grandlivre.outlook.calibration import Ending, resolved_cases
from grandlivre.outlook.calibration.cases import TABLE, by_rule
from grandlivre.programme.model import GATES, Gate
from grandlivre.reference.tables import data_rows

CASES = resolved_cases()


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 25
    assert len({case.id for case in CASES}) == len(CASES)
    assert len({case.group for case in CASES}) >= 25
    assert {case.ending for case in CASES} == set(Ending)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_agrees_with_itself(case) -> None:
    assert GATES.index(case.reached) < GATES.index(case.promised)
    assert GATES.index(case.reached) <= GATES.index(case.then)
    assert case.stated_day <= case.resolved_on <= case.seen_on or case.passed_on
    assert case.stated_day < case.due
    assert case.stated_url.startswith("http")
    assert case.resolved_url.startswith("http")
    assert case.stated_url != case.resolved_url
    passed = case.passed_day
    if case.ending is Ending.MET:
        assert passed is not None
        assert passed <= case.due
        assert case.resolved_on == passed
    elif case.ending is Ending.LATE:
        assert passed is not None
        assert passed > case.due
        assert case.resolved_on == case.due
    else:
        assert passed is None
        assert GATES.index(case.then) < GATES.index(case.promised)
        assert case.resolved_on <= case.due


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_date_that_no_text_gives_is_the_rule_s(case) -> None:
    if not case.is_dated:
        assert case.by == by_rule(case.stated_on, case.promised)


def test_the_rule() -> None:
    said = Period.parse("2024-11-30")
    assert by_rule(said, Gate.ENERGISED).text == "2026-11"
    assert by_rule(said, Gate.CONNECTED).text == "2025-11"


def test_both_languages_say_it() -> None:
    for case in CASES:
        assert case.says.fr != case.says.en
        assert case.ended.fr != case.ended.en


def test_flags_of_the_table() -> None:
    assert {row["by_is"] for row in data_rows(TABLE)} == {"said", "rule"}
    assert all(case.seen_on <= date(2026, 7, 31) for case in CASES)
