"""Judgements: recorded, taken back, never gone."""

from datetime import datetime, timedelta

import pytest

from grandlivre.entities.model import Judgement, Ruling, Subject
from grandlivre.errors import StoreError
from grandlivre.store import open_store


def test_a_judgement_stands_until_it_is_taken_back(place: str) -> None:
    with open_store(place, create=True) as store:
        first = store.record_judgement(
            Judgement(
                first="ent_1", second="ent_2", ruling=Ruling.SAME, by="Ada", note="same SIREN"
            )
        )
        second = store.record_judgement(
            Judgement(first="cfl_1", ruling=Ruling.REJECTED, subject=Subject.CONFLICT, note="½")
        )
        third = store.reverse_judgement(first.number, by="Bob", note="two companies")
        assert (first.number, second.number, third.number) == (1, 2, 3)
        assert first.at < second.at < third.at
    with open_store(place) as store:
        assert store.judgements() == (second,)
        assert store.judgements(include_reversed=True) == (first, second, third)
        then = datetime.fromisoformat(second.at)
        assert store.judgements(at=then) == (first, second)
        earlier = datetime.fromisoformat(first.at) - timedelta(microseconds=1)
        assert store.judgements(at=earlier) == ()
        assert third.reverses == first.id
        assert (third.by, third.note, third.first) == ("Bob", "two companies", "ent_1")


def test_what_cannot_be_taken_back_is_said(place: str) -> None:
    with open_store(place, create=True) as store:
        first = store.record_judgement(
            Judgement(
                first="cmt_1", second="prg_1", ruling=Ruling.ACCEPTED, subject=Subject.RELATION
            )
        )
        second = store.reverse_judgement(first.number)
        with pytest.raises(StoreError, match="judgement 1 was taken back before"):
            store.reverse_judgement(first.number)
        for number in (second.number, 7):
            with pytest.raises(StoreError, match=f"there is no judgement {number} to take back"):
                store.reverse_judgement(number)
        assert len(store.judgements(include_reversed=True)) == 2
