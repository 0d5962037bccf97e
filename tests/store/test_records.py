"""Any document and any claim come back exactly, whatever strangers' texts hold."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
import servers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grandlivre.base.codec import dumps, loads
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.documents.model import Document, Field
from grandlivre.errors import CodecError
from grandlivre.store import Store, open_store
from grandlivre.store.records import checksum, claim_of, packed, source_of, unpacked

# Half surrogates and NUL included: broken pages and careless spreadsheets hold them.
TEXT = st.text(st.characters(), max_size=30)
NAMES = st.lists(TEXT, max_size=3).map(tuple)
WHOLE = st.integers(0, 2**40)
AMOUNT = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**60), max_value=10**60
)
CLAIMS = st.builds(
    Claim,
    id=TEXT, document=TEXT, document_id=TEXT,
    evidence=st.builds(Evidence, quote=TEXT, start=WHOLE, end=WHOLE, prefix=TEXT, suffix=TEXT),
    measure=st.sampled_from(Measure), low=AMOUNT, high=AMOUNT, unit=TEXT,
    role=st.sampled_from(Role), investors=NAMES, beneficiaries=NAMES, projects=NAMES,
    places=NAMES, purpose=st.sampled_from(Purpose), start=st.none() | TEXT, end=st.none() | TEXT,
    stage=st.sampled_from(Stage), attributed_to=NAMES, part_of=st.none() | TEXT,
    confidence=st.floats(0, 1), reader=TEXT,
    reasons=st.lists(
        st.builds(Reason, field=TEXT, rule=TEXT, start=st.none() | WHOLE, end=st.none() | WHOLE),
        max_size=2,
    ).map(tuple),
)  # fmt: skip
NUMBERS = itertools.count()
MAYBE = st.none() | TEXT
DOCUMENTS = st.builds(
    Document,
    id=st.just(""), name=TEXT, text=TEXT, format=TEXT, title=MAYBE, url=MAYBE,
    publisher=MAYBE, author=MAYBE, language=MAYBE, published=MAYBE, retrieved=MAYBE,
    sha256=MAYBE,
    fields=st.lists(
        st.builds(Field, name=TEXT, value=TEXT, start=WHOLE, end=WHOLE), max_size=2
    ).map(tuple),
)  # fmt: skip


@pytest.fixture(scope="module", params=servers.DATABASES)
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if request.param == "sqlite":
        place = str(tmp_path_factory.mktemp("records") / "ledger.db")
    else:
        server: servers.Server = request.getfixturevalue("server")
        place = server.new_database()
    with open_store(place, create=True) as opened:
        yield opened


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(read=st.lists(st.tuples(DOCUMENTS, st.lists(CLAIMS, max_size=3)), max_size=3))
def test_round_trip(store: Store, read: list[tuple[Document, list[Claim]]]) -> None:
    # Each is another source, so that none supersedes one of another example.
    read = [
        (
            replace(
                document, id=f"doc_{(number := next(NUMBERS))}", name=f"{number}{document.name}"
            ),
            found,
        )
        for document, found in read
    ]
    count = sum(1 for _ in store.documents())
    told = sum(1 for _ in store.claims())
    with store.batch({"sources": [document.name for document, _ in read]}) as batch:
        batch.add(read)
    documents = list(store.documents())[count:]
    assert documents == [document for document, _ in read]
    claims = list(store.claims())[told:]
    assert claims == [claim for _, found in read for claim in found]
    # Equal decimals may be written differently; what is stored is written one way.
    assert [dumps(claim) for claim in claims] == [
        dumps(each) for _, found in read for each in found
    ]


@given(TEXT)
def test_packed_texts(text: str) -> None:
    assert unpacked(packed(text)) == text


@pytest.mark.parametrize("data", [b"", b"x", packed("a" * 99)[:-1], packed("a")[:-1] + b"?"])
def test_damaged_texts_are_noticed(data: bytes) -> None:
    with pytest.raises(CodecError):
        unpacked(data)


def test_an_altered_record_is_noticed() -> None:
    [claim] = [
        loads(Claim, dumps(each))
        for each in [
            Claim(
                id="c", document="d", document_id="d", measure=Measure.MONEY, unit="EUR",
                evidence=Evidence(quote="", start=0, end=0), role=Role.OTHER,
                low=Decimal(5), high=None,
            )
        ]
    ]  # fmt: skip
    record = dumps(claim).decode()
    assert claim_of(record, checksum(record)) == claim
    with pytest.raises(CodecError):
        claim_of(record.replace('"low":5', '"low":6'), checksum(record))


def test_a_source_is_its_bytes_under_its_name() -> None:
    one = Document(id="doc_1", name="a.txt", text="a", sha256="0")
    assert source_of(one) == source_of(replace(one, id="doc_2", text="b"))
    assert source_of(one) != source_of(replace(one, name="b.txt"))
    assert source_of(one) != source_of(replace(one, sha256="1"))
    assert source_of(replace(one, sha256=None)) == "doc_1"
