"""The quick way reads what the careful way reads, or leaves it to that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.base import codec
from grandlivre.base.codec import decode, loads
from grandlivre.base.usual import usual_of
from grandlivre.errors import CodecError


class Tone(StrEnum):
    FLAT = "flat"
    SHARP = "sharp"


@dataclass(frozen=True, kw_only=True)
class Tree:
    name: str
    tone: Tone = Tone.FLAT
    size: int = 0
    weight: Decimal | None = None
    share: float = 0.5
    is_old: bool = False
    day: date | None = None
    words: tuple[str, ...] = ()
    grid: tuple[tuple[int, ...], ...] = ()
    notes: Mapping[str, Decimal] | None = None
    below: "tuple[Tree, ...]" = ()


WHOLE = {
    "name": "oak", "tone": "sharp", "size": 3, "weight": 12, "share": 0.25, "is_old": True,
    "day": "2025-02-10", "words": ["a", "b"], "grid": [[1, 2], [], [3]], "notes": {"x": 1},
    "below": [],
}  # fmt: skip
ODD = (
    None, True, 0, 2**63, 2**70, -(2**70), 1.5, "x", "", "flat", "2025-02-31", [], [1], ["x", 2], {},
    {"x": "y"}, [[1.5]], "\ud800",
)  # fmt: skip


def read(loading, line):
    """What came of it, with all its digits, or what is wrong with it."""
    try:
        return repr(loading(line))
    except CodecError as error:
        return str(error)


def test_what_is_as_it_should_be_is_read_the_quick_way():
    plain = {**WHOLE, "below": [WHOLE, {**WHOLE, "below": [WHOLE]}]}
    found = usual_of(Tree)(plain)
    assert found == decode(Tree, plain)
    assert found.below[1].below[0].day == date(2025, 2, 10)


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("name", list(WHOLE))
def test_what_is_odd_is_read_as_the_careful_way_reads_it(name, odd):
    for plain in ({**WHOLE, name: odd}, {**WHOLE, "below": [{**WHOLE, name: odd}]}):
        line = codec.dumps(plain)
        careful = read(lambda it: codec._loads_carefully(Tree, it, ""), line)
        assert read(lambda it: loads(Tree, it), line) == careful
        assert read(lambda it: loads(Tree, it), line.decode()) == careful


@pytest.mark.parametrize("digits", ["1.50", "0.1", "1e2", "1E400", "-0.0", "1" * 40, "1.5e9"])
def test_no_digit_of_a_decimal_is_lost(digits):
    line = f'{{"name": "oak", "weight": {digits}, "notes": {{"x": {digits}}}}}'
    found = loads(Tree, line)
    assert repr(found.weight) == repr(found.notes["x"]) == repr(Decimal(digits))


@given(st.dictionaries(st.sampled_from(list(WHOLE)), st.sampled_from(ODD)), st.binary(max_size=9))
def test_any_shape_is_read_alike_both_ways(odd, tail):
    line = codec.dumps({"name": "oak", **odd}) + tail
    careful = read(lambda it: codec._loads_carefully(Tree, it, ""), line)
    assert read(lambda it: loads(Tree, it), line) == careful


def test_a_type_that_is_unknown_is_left_to_the_careful_way():
    with pytest.raises(ValueError):
        usual_of(dict[str, object])({})
    with pytest.raises(CodecError):
        loads(set[int], orjson.dumps([1]))
