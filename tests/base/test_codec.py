"""Codec: whatever a record holds comes back the same, and errors name the key."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.base import codec
from grandlivre.base.codec import decode, dumps, encode, loads
from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.documents.model import Document, Field
from grandlivre.errors import CodecError

texts = st.text(max_size=30)
half_texts = st.text(st.characters(codec=None), max_size=10)  # half surrogates included
names = st.lists(texts, max_size=3).map(tuple)
offsets = st.integers(min_value=0, max_value=2**40)
amounts = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**30),
    st.integers(min_value=0, max_value=10**60).map(Decimal),
)
periods = st.none() | st.sampled_from(["2026", "2026-H2", "2027-Q3", "2026-03-30"])

evidence = st.builds(
    Evidence, quote=texts | half_texts, start=offsets, end=offsets, prefix=texts, suffix=texts
)
reasons = st.builds(
    Reason, field=texts, rule=texts, start=st.none() | offsets, end=st.none() | offsets
)
claims = st.builds(
    Claim,
    id=texts,
    document=texts,
    document_id=texts,
    evidence=evidence,
    measure=st.sampled_from(Measure),
    low=st.none() | amounts,
    high=st.none() | amounts,
    unit=texts,
    role=st.sampled_from(Role),
    investors=names,
    beneficiaries=names,
    projects=names,
    places=names,
    purpose=st.sampled_from(Purpose),
    start=periods,
    end=periods,
    stage=st.sampled_from(Stage),
    attributed_to=names,
    part_of=st.none() | texts,
    confidence=st.floats(0, 1),
    reader=texts,
    reasons=st.lists(reasons, max_size=3).map(tuple),
)
documents = st.builds(
    Document,
    id=texts,
    name=texts,
    text=texts | half_texts,
    title=st.none() | texts,
    published=periods,
    fields=st.lists(
        st.builds(Field, name=texts, value=texts, start=offsets, end=offsets), max_size=2
    ).map(tuple),
)


@given(claims)
def test_claim_round_trip(claim: Claim) -> None:
    line = dumps(claim)
    assert b"\n" not in line
    assert loads(Claim, line) == claim
    # By way of dicts too, which is how another tool's records come.
    assert decode(Claim, encode(claim)) == claim


@given(documents)
def test_document_round_trip(document: Document) -> None:
    assert loads(Document, dumps(document)) == document


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_whole_amounts_are_integers_and_none_loses_a_digit(value: Decimal) -> None:
    line = dumps(Interval.exactly(value))
    assert loads(Interval, line).low == value
    if value == int(value):
        assert line == b'{"low":%d,"high":%d}' % (value, value)


CLAIM = Claim(
    id="clm_1",
    document="x.txt",
    document_id="doc_1",
    evidence=Evidence(quote="109 milliards", start=0, end=13),
    measure=Measure.MONEY,
    low=Decimal("1.09E+11"),
    high=None,
    unit="EUR",
    role=Role.PROGRAMME,
    reasons=(Reason(field="role", rule="subject of the clause"),),
)


def test_keys_are_those_of_the_contract_in_order() -> None:
    record = orjson.loads(dumps(CLAIM))
    assert (
        list(record)
        == (
            "id document document_id evidence measure low high unit role investors beneficiaries "
            "projects places purpose start end stage attributed_to part_of confidence reader reasons"
        ).split()
    )
    assert record["low"] == 109_000_000_000
    assert isinstance(record["low"], int)
    assert record["high"] is None
    assert record["evidence"] == {
        "quote": "109 milliards",
        "start": 0,
        "end": 13,
        "prefix": "",
        "suffix": "",
    }
    assert record["reasons"][0]["rule"] == "subject of the clause"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    when: date
    sure: bool = True
    inner: tuple[Interval, ...] = ()


def test_dates_booleans_and_nested_tuples() -> None:
    record = _Dated(when=date(2025, 2, 10), inner=(Interval(low=Decimal("0.1")),))
    assert loads(_Dated, dumps(record)) == record


@pytest.mark.parametrize(
    ("line", "place", "what"),
    [
        ("{", "", "not valid JSON"),
        ("[1]", "", "expected an object"),
        ("{}", "when", "is missing"),
        ('{"when": "2025-02-31"}', "when", "expected a date"),
        ('{"when": 3}', "when", "expected a string"),
        ('{"when": "2025-02-10", "sure": 1}', "sure", "expected true or false"),
        ('{"when": "2025-02-10", "inner": {}}', "inner", "expected an array"),
        ('{"when": "2025-02-10", "inner": [{}, {"low": []}]}', "inner[1].low", "expected a number"),
        ('{"when": "2025-02-10", "inner": [{"low": 2, "high": 1}]}', "inner[0]", "is above high"),
        ('{"when": "2025-02-10", "inner": [{"low": NaN}]}', "inner[0].low", "too many digits"),
        ('{"when": "2025-02-10", "inner": [{"low": 1e999999}]}', "inner[0].low", "too many"),
        ('{"when": "2025-02-10", "inner": [{"low": %s}]}' % ("9" * 5000), "inner[0].low", "many"),
        ("[" * 100_000, "", "not valid JSON"),
    ],
)
def test_errors_name_file_and_key(line: str, place: str, what: str) -> None:
    with pytest.raises(CodecError) as caught:
        loads(_Dated, line, where="claims.jsonl:7")
    assert caught.value.where == ", ".join(part for part in ("claims.jsonl:7", place) if part)
    assert what in caught.value.what


def test_unknown_keys_are_passed_over() -> None:
    assert loads(Interval, '{"low": 1, "added_by_another_tool": []}').low == 1


@given(st.binary(max_size=60))
def test_any_bytes_give_a_record_or_a_clear_error(line: bytes) -> None:
    try:
        loads(Interval, line)
    except CodecError as error:
        assert error.what


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), object()])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(CodecError):
        encode([value])


@given(claims | documents)
def test_the_short_way_to_json_writes_what_the_long_way_does(record: object) -> None:
    plain = codec._spelt(encode(record))
    assert dumps(record) == orjson.dumps(plain, default=codec._literal)


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), Decimal("NaN"), "3", 2**70])
@pytest.mark.parametrize("name", ["low", "confidence"])
def test_odd_numbers_are_treated_alike_both_ways(name: str, odd: object) -> None:
    claim = replace(CLAIM, **{name: odd})
    try:
        expected = orjson.dumps(codec._spelt(encode(claim)), default=codec._literal)
    except CodecError:
        with pytest.raises(CodecError):
            dumps(claim)
    else:
        assert dumps(claim) == expected
