"""Records made quickly are the records that their class would make."""

import copy
import gc
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from grandlivre.base.records import maker, put_field
from grandlivre.claims.model import Claim, Evidence, Reason
from grandlivre.documents.model import Document
from grandlivre.engine import Piece
from grandlivre.pipeline.reading import ReadResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A record with defaults, one of them made anew for each."""

    start: int
    end: int = 3
    words: list[str] = field(default_factory=list)


def test_a_record_is_as_its_class_would_make_it() -> None:
    make = maker(Span)
    made = [make(number, 7, ["été"]) for number in range(1000)]
    assert made == [Span(start=number, end=7, words=["été"]) for number in range(1000)]
    assert all(type(each) is Span and gc.is_tracked(each) for each in made)
    for like in (pickle.loads(pickle.dumps(made[5])), copy.copy(made[5]), replace(made[5])):
        assert like == made[5]
        assert repr(like) == repr(made[5])
    with pytest.raises(FrozenInstanceError):
        made[5].start = 0  # type: ignore[misc]


def test_a_record_takes_all_its_values() -> None:
    with pytest.raises(TypeError):
        maker(Span)(1, 2)


@pytest.mark.parametrize("kind", [Claim, Document, Evidence, Piece, ReadResult, Reason])
def test_every_record_that_is_made_so_can_be(kind: type) -> None:
    values = range(len(fields(kind)))
    record = maker(kind)(*values)
    assert type(record) is kind
    assert [getattr(record, each.name) for each in fields(kind)] == list(values)


def test_a_field_is_put_before_others_see_the_record() -> None:
    span = Span(start=1)
    put_field(Span, "end")(span, 9)
    assert span == Span(start=1, end=9)
