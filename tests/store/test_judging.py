"""Judgements: recorded, taken back, never gone."""

from datetime import timedelta

import pytest

from grandlivre.errors import StoreError
from grandlivre.store import Subject, Verdict, open_store


def test_a_judgement_stands_until_it_is_taken_back(place: str) -> None:
    with open_store(place, create=True) as store:
        first = store.record_judgement(
            Subject.ENTITY, Verdict.SAME, "ent_1", "ent_2", who="Ada", note="same SIREN"
        )
        second = store.record_judgement(Subject.CONFLICT, Verdict.REJECTED, "cfl_1", note="½")
        third = store.reverse_judgement(first.id, who="Bob", note="two companies")
        assert (first.id, second.id, third.id) == (1, 2, 3)
        assert first.recorded_at < second.recorded_at < third.recorded_at
    with open_store(place) as store:
        assert store.judgements() == (second,)
        assert store.judgements(include_reversed=True) == (first, second, third)
        assert store.judgements(at=second.recorded_at) == (first, second)
        assert store.judgements(at=first.recorded_at - timedelta(microseconds=1)) == ()
        assert third.reverses == first.id
        assert (third.who, third.note, third.left) == ("Bob", "two companies", "ent_1")


def test_what_cannot_be_taken_back_is_said(place: str) -> None:
    with open_store(place, create=True) as store:
        first = store.record_judgement(Subject.RELATION, Verdict.ACCEPTED, "cmt_1", "prg_1")
        second = store.reverse_judgement(first.id)
        with pytest.raises(StoreError, match="judgement 1 was taken back before"):
            store.reverse_judgement(first.id)
        for number in (second.id, 7):
            with pytest.raises(StoreError, match=f"there is no judgement {number} to take back"):
                store.reverse_judgement(number)
        assert len(store.judgements(include_reversed=True)) == 2
