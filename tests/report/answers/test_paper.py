"""What answers are written on: every width, plain and coloured."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.reference.messages import messages
from grandlivre.report.answers.paper import NARROWEST, Paper, Row

WORDS = st.text("abcdé €–’«»\u00a0\u202f12,.", min_size=0, max_size=200)
SPACES = re.compile(r"\s+")


@settings(max_examples=150, deadline=None)
@given(WORDS, st.integers(20, 140), st.integers(0, 8), st.integers(0, 6))
def test_a_paragraph_fits_its_width_and_loses_nothing(
    words: str, width: int, indent: int, hang: int
) -> None:
    paper = Paper(messages("fr"), width=width)
    paper.line(words, indent=indent, hang=hang)
    out = paper.text()
    assert max(map(len, out.split("\n"))) <= max(width, NARROWEST)
    assert SPACES.sub("", out) == SPACES.sub("", words)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["30–50\u00a0Md€", "au moins 2\u00a0Md€"]), WORDS), max_size=4
    ),
    st.integers(40, 140),
)
def test_rows_fit_their_width(rows: list[tuple[str, str]], width: int) -> None:
    paper = Paper(messages("fr"), width=width)
    paper.rows(
        [
            Row(figure=figure, name=name, notes=("annoncé", "3 sources"), id="cmt_0123456789ab")
            for figure, name in rows
        ]
    )
    out = paper.text()
    assert max(map(len, out.split("\n"))) <= width
    # A figure is never broken from its unit.
    for figure, _ in rows:
        assert figure in out


def test_a_figure_is_highlighted_by_stars_or_by_colour() -> None:
    plain, coloured = (Paper(messages("en"), width=60, colour=each) for each in (False, True))
    for paper in (plain, coloured):
        paper.quote("They will invest ", "€5bn", " in it.", indent=2)
    assert plain.text() == "  “They will invest *€5bn* in it.”\n"
    assert "\x1b[" in coloured.text()
    assert "*" not in coloured.text()


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/" + "a" * 100
    paper = Paper(messages("en"), width=40)
    paper.link(address, indent=2)
    assert paper.text() == f"  {address}\n"
