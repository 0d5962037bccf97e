"""What the terminal says of a year of a small invented campus, word by word, as golden files.

Where words are meant to change, write the files anew and read what changed:
``WRITE_GOLDEN=1 pytest tests/golden/test_campus.py``.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from lake_campus import lake, lake_year

from grandlivre.campus.operate import event_named
from grandlivre.reference.messages import messages
from grandlivre.report.answers import Paper
from grandlivre.report.campus.catalogue import design_answer, events_answer
from grandlivre.report.campus.terminal import campus_answer, comparison_answer

FOLDER = Path(__file__).parent / "campus"
EVENTS = ("heat-wave", "grid-outage")
ANSWERS: dict[str, Callable[[Paper], str]] = {
    "run": lambda paper: campus_answer(lake_year(), paper),
    "run-all": lambda paper: campus_answer(lake_year(), paper, everything=True),
    "compare": lambda paper: comparison_answer(
        (lake_year(), *(lake_year(name) for name in EVENTS)), paper
    ),
    "events": lambda paper: events_answer(
        {name: event_named(name) for name in (*EVENTS, "delayed-tranche", "power-cap")},
        paper,
        year=2030,
    ),
    "design": lambda paper: design_answer(lake(), paper),
}
FILES = ("run.en.80", "run.fr.60", "run-all.fr.100", "compare.en.110", "compare.fr.60",
         "events.fr.80", "design.en.80", "design.fr.60")  # fmt: skip
QUICK = ("events", "design")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name.startswith(QUICK) else pytest.mark.slow)
        for name in FILES
    ],
)
def test_the_answer_is_as_it_was(name: str) -> None:
    what, language, width = name.split(".")
    text = ANSWERS[what](Paper(messages(language), width=int(width)))
    assert max(map(len, text.splitlines())) <= int(width)
    path = FOLDER / f"{name}.txt"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
