"""Folding: one spelling for all spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.base.fold import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Île-de-France", "ile de france"), ("L’Haÿ-les-Roses", "l hay les roses"),
        ("SACRÉ-CŒUR", "sacre coeur"), ("Ærø", "aero"), ("Łódź", "lodz"), ("Weißenfels", "weissenfels"),
        ("  AT&T  ", "at t"), ("Bruye\u0300res", "bruyeres"), ("Soft\u00adBank", "softbank"),
        ("Crédit\u00a0Agricole", "credit agricole"), ("", ""), ("…", ""), ("İstanbul", "istanbul"),
    ],
)  # fmt: skip
def test_spellings(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_what_is_folded_is_plain(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert "  " not in folded
    assert all(char.isalnum() or char == " " for char in folded)


@given(st.text(alphabet=st.characters(max_codepoint=0x17F)))
def test_case_does_not_count(text: str) -> None:
    assert fold(text.lower()) == fold(text.lower().casefold())
