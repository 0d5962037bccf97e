"""What travels between processes arrives as it was sent."""

import pickle
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.pipeline.reading import ReadOptions, pack_results, read, unpack_results
from grandlivre.pipeline.wire import (
    pack_claim,
    pack_document,
    unpack_claim,
    unpack_document,
    without_text,
)

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "src" / "grandlivre" / "data" / "corpus"

names = st.lists(st.text(max_size=5), max_size=2).map(tuple)
amounts = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
claims = st.builds(
    Claim,
    evidence=st.builds(Evidence),
    measure=st.sampled_from(Measure),
    low=amounts,
    high=amounts,
    role=st.sampled_from(Role),
    investors=names,
    places=names,
    purpose=st.sampled_from(Purpose),
    stage=st.sampled_from(Stage),
    start=st.none() | st.text(max_size=4),
    reasons=st.lists(st.builds(Reason, start=st.none() | st.integers()), max_size=3).map(tuple),
)


@given(claims)
def test_any_claim_arrives_as_it_was(claim):
    again = unpack_claim(pickle.loads(pickle.dumps(pack_claim(claim))))
    assert again == claim
    # 1E+1 equals 10, but is written otherwise.
    assert repr(again) == repr(claim)


def test_what_was_read_arrives_as_it_was():
    results = [*read([str(CORPUS)])]
    assert sum(len(result.claims) for result in results) > 100
    for result in results:
        for claim in result.claims:
            again = unpack_claim(pickle.loads(pickle.dumps(pack_claim(claim))))
            assert repr(again) == repr(claim)
            kinds = [type(getattr(again, field.name)) for field in fields(Claim)]
            assert kinds == [type(getattr(claim, field.name)) for field in fields(Claim)]


def test_a_claim_travels_as_plain_values():
    [result] = [r for r in read([str(CORPUS)]) if len(r.claims) > 3][:1]
    assert b"claims.model" not in pickle.dumps([*map(pack_claim, result.claims)])


@given(st.builds(Document))
def test_any_document_arrives_as_it_was(document):
    assert unpack_document(pickle.loads(pickle.dumps(pack_document(document)))) == document
    assert without_text(document).text == ""


def test_results_arrive_in_their_order(tmp_path):
    for n in range(9):
        text = "La mairie investira 5 millions d'euros." if n % 3 else "Il a plu tout le jour."
        (tmp_path / f"{n}.txt").write_text(text)
    (tmp_path / "4.txt").write_bytes(b"")
    for texts in (True, False):
        results = [*read([str(tmp_path)], ReadOptions(keep_text=texts))]
        assert [bool(result.claims) for result in results] == [
            n % 3 > 0 and n != 4 for n in range(9)
        ]
        for some in (results, results[:1], results[1:2], results[4:5], []):
            again = unpack_results(pickle.loads(pickle.dumps(pack_results(some))))
            assert [*map(repr, again)] == [*map(repr, some)]


def test_an_amount_keeps_its_digits():
    claim = Claim(
        id="", document="", document_id="", evidence=Evidence(quote="", start=0, end=0), unit="EUR",
        measure=Measure.MONEY, low=Decimal("1.50E+9"), high=None, role=Role.OTHER,
    )  # fmt: skip
    assert str(unpack_claim(pack_claim(claim)).low) == "1.50E+9"
