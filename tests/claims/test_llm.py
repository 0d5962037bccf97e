"""The second reader against a real HTTP server that answers well, badly, slowly and falsely."""

import json
import socket
import time
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from endpoint import Endpoint, completion, says, send
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.base.codec import dumps
from grandlivre.claims.llm import ModelReader
from grandlivre.claims.model import Claim, Evidence, Measure, ModelOptions, Purpose, Role, Stage
from grandlivre.claims.proposals import Drop, Gate
from grandlivre.documents.model import Document, Field

pytest.importorskip("openai")

TEXT = (
    "Le fonds Boréal investira entre 3 et 5 milliards d’euros dans un campus à Morcenx.\n\n"
    "La région ajoutera 20 millions d’euros. L’État, lui, promet 20 millions d’euros en 2027, "
    "et 1,4 GW seront raccordés."
)
DOCUMENT = Document(id="doc_1", name="a.txt", text=TEXT, language="fr", published="2025-03-01")
BOREAL = {
    "quote": "entre 3 et 5 milliards d’euros",
    "measure": "money",
    "low": 3e9,
    "high": 5e9,
    "unit": "EUR",
    "role": "commitment",
    "investors": ["Boréal"],
    "projects": ["campus"],
    "places": ["Morcenx"],
    "purpose": "data_centre",
    "end": "2027",
    "stage": "announced",
}


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()
    yield made
    made.server.shutdown()
    made.server.server_close()


def reader(endpoint: Endpoint, **options: Any) -> ModelReader:
    waits: list[float] = []
    made = ModelReader(ModelOptions(url=endpoint.url, name="small", **options), sleep=waits.append)
    made.waits = waits  # type: ignore[attr-defined]
    return made


def rules_claim(quote: str, **values: Any) -> Claim:
    start = TEXT.index(quote)
    base: dict[str, Any] = {
        "id": "clm_rules",
        "document": "a.txt",
        "document_id": "doc_1",
        "evidence": Evidence(quote=quote, start=start, end=start + len(quote)),
        "measure": Measure.MONEY,
        "low": Decimal("3e9"),
        "high": Decimal("5e9"),
        "unit": "EUR",
        "role": Role.COMMITMENT,
    }
    return Claim(**base | values)


def test_a_good_answer_adds_a_claim(endpoint: Endpoint) -> None:
    endpoint.answer = says([BOREAL])
    reading = reader(endpoint, key="secret").read(DOCUMENT, ())
    [claim] = reading.claims
    assert claim.reader == "model"
    assert (claim.low, claim.high, claim.unit) == (Decimal("3e9"), Decimal("5e9"), "EUR")
    assert claim.investors == ("Boréal",)
    assert claim.places == ("Morcenx",)
    assert (claim.role, claim.purpose, claim.stage) == (
        Role.COMMITMENT,
        Purpose.DATA_CENTRE,
        Stage.ANNOUNCED,
    )
    assert claim.end == "2027"
    evidence = claim.evidence
    assert TEXT[evidence.start : evidence.end] == evidence.quote
    investor = next(reason for reason in claim.reasons if reason.field == "investors")
    assert TEXT[investor.start : investor.end] == "Boréal"
    assert reading.warnings == ()
    assert reading.tally.added == 1
    assert endpoint.keys == ["Bearer secret"]
    assert endpoint.requests[0]["model"] == "small"
    assert TEXT in endpoint.requests[0]["messages"][1]["content"]


def test_what_the_rules_read_is_kept_and_only_gaps_are_filled(endpoint: Endpoint) -> None:
    mine = rules_claim(BOREAL["quote"], investors=("Fonds Boréal",), end="2028")  # type: ignore[arg-type]
    endpoint.answer = says([BOREAL])
    reading = reader(endpoint).read(DOCUMENT, (mine,))
    [claim] = reading.claims
    assert claim.id == mine.id
    assert claim.reader == "rules"
    assert claim.investors == ("Fonds Boréal",)
    assert claim.end == "2028"
    assert claim.places == ("Morcenx",)
    assert claim.purpose is Purpose.DATA_CENTRE
    assert {reason.field for reason in claim.reasons} == {"projects", "places", "purpose"}
    assert all("language model" in reason.rule for reason in claim.reasons)
    assert (reading.tally.added, reading.tally.filled) == (0, 3)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quote": "entre 3 et 6 milliards d’euros"}, Drop.INVENTED),
        ({"quote": "entre 3 et 5 milliards d'euros"}, Drop.INVENTED),
        ({"quote": ""}, Drop.INVENTED),
        ({"quote": 7}, Drop.SHAPE),
        ({"quote": "20 millions d’euros", "low": 2e7, "high": 2e7}, Drop.UNPLACED),
        ({"quote": "20 millions d’euros", "low": 2e7, "occurrence": 3}, Drop.UNPLACED),
        ({"low": 4e9}, Drop.FIGURE),
        ({"high": None}, Drop.FIGURE),
        ({"low": "three"}, Drop.FIGURE),
        ({"low": True}, Drop.FIGURE),
        ({"unit": "USD"}, Drop.FIGURE),
        ({"measure": "power"}, Drop.FIGURE),
        ({"quote": "un campus à Morcenx"}, Drop.FIGURE),
    ],
)
def test_false_proposals_are_dropped_and_counted(
    endpoint: Endpoint, change: dict[str, object], why: Drop
) -> None:
    endpoint.answer = says([BOREAL | change])
    reading = reader(endpoint).read(DOCUMENT, ())
    assert reading.claims == ()
    assert reading.tally.dropped == ((why.value, 1),)
    assert reading.warnings == ()


def test_a_quote_is_placed_by_its_occurrence(endpoint: Endpoint) -> None:
    told = {"quote": "20 millions d’euros", "low": 2e7, "high": 2e7, "unit": "EUR"}
    endpoint.answer = says([told | {"occurrence": 2, "investors": ["L’État"]}])
    [claim] = reader(endpoint).read(DOCUMENT, ()).claims
    assert claim.evidence.start == TEXT.rindex("20 millions")


def test_parts_of_a_proposal_that_the_text_does_not_bear_out(endpoint: Endpoint) -> None:
    wrong = {
        "investors": ["Boréal", "SoftBank", 3],
        "places": "Morcenx",
        "end": "soon",
        "purpose": "world peace",
        "role": "capacity",
    }
    endpoint.answer = says([BOREAL | wrong, None, [], "claim", {}])
    reading = reader(endpoint).read(DOCUMENT, ())
    [claim] = reading.claims
    assert claim.investors == ("Boréal",)
    assert claim.places == ()
    assert claim.end is None
    assert (claim.purpose, claim.role) == (Purpose.OTHER, Role.OTHER)
    assert dict(reading.tally.dropped) == {
        Drop.NAME.value: 2,
        Drop.SHAPE.value: 5,
        Drop.DATE.value: 1,
        Drop.TERM.value: 1,
    }


def test_part_of_a_name_is_no_name(endpoint: Endpoint) -> None:
    endpoint.answer = says([BOREAL | {"investors": ["Bor"]}])
    [claim] = reader(endpoint).read(DOCUMENT, ()).claims
    assert claim.investors == ()


@pytest.mark.parametrize(
    "content",
    [
        "```json\n" + json.dumps({"claims": [BOREAL]}) + "\n```",
        "Here you are: " + json.dumps([BOREAL]),
        json.dumps({"claims": [BOREAL]}, indent=2),
    ],
)
def test_chat_around_the_answer_is_no_matter(endpoint: Endpoint, content: str) -> None:
    endpoint.answer = lambda handler, _: send(handler, 200, completion(content))
    assert len(reader(endpoint).read(DOCUMENT, ()).claims) == 1


def fails(endpoint: Endpoint, **options: Any) -> str:
    """Read with a failing endpoint: the rules' claim stands, one warning says why."""
    mine = rules_claim(BOREAL["quote"])  # type: ignore[arg-type]
    reading = reader(endpoint, **options).read(DOCUMENT, (mine,))
    assert reading.claims == (mine,)
    [warning] = reading.warnings
    assert warning.where == "a.txt"
    assert "\n" not in str(warning)
    return warning.what


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        completion('{"claims": [{"quo'),
        completion({"claims": [BOREAL]})[:200],
        completion("no claims, sorry"),
        completion({"claims": 3}),
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"[" * 100_000,
        completion("[" * 100_000 + "]"),
    ],
)
def test_broken_answers_are_asked_again_then_left(endpoint: Endpoint, body: bytes) -> None:
    endpoint.answer = lambda handler, _: send(handler, 200, body)
    assert "answer" in fails(endpoint, retries=1)
    assert len(endpoint.requests) == 2


def test_an_answer_cut_off_in_mid_line(endpoint: Endpoint) -> None:
    def cut(handler: BaseHTTPRequestHandler, _: object) -> None:
        body = completion({"claims": [BOREAL]})
        handler.send_response(200)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:100])
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)

    endpoint.answer = cut
    assert "lost" in fails(endpoint, retries=1)
    assert len(endpoint.requests) == 2


def test_a_rate_limit_is_waited_for(endpoint: Endpoint) -> None:
    def limited(handler: BaseHTTPRequestHandler, _: object) -> None:
        if len(endpoint.requests) < 3:
            send(handler, 429, b'{"error": {"message": "slow down"}}', retry_after="7")
        else:
            send(handler, 200, completion({"claims": [BOREAL]}))

    endpoint.answer = limited
    asking = reader(endpoint)
    reading = asking.read(DOCUMENT, ())
    assert len(reading.claims) == 1
    assert reading.warnings == ()
    assert asking.waits == [7.0, 7.0]  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_stays_ill_is_left_after_its_tries(endpoint: Endpoint, status: int) -> None:
    endpoint.answer = lambda handler, _: send(handler, status, b"{}")
    assert str(status) in fails(endpoint, retries=2)
    assert len(endpoint.requests) == 3


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_is_not_asked_again(endpoint: Endpoint, status: int) -> None:
    endpoint.answer = lambda handler, _: send(handler, status, b"{}")
    assert f"status {status}" in fails(endpoint)
    assert len(endpoint.requests) == 1


def test_a_server_that_does_not_know_json_mode(endpoint: Endpoint) -> None:
    def picky(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        if "response_format" in body:
            send(handler, 400, b'{"error": {"message": "unknown field"}}')
        else:
            send(handler, 200, completion({"claims": [BOREAL]}))

    endpoint.answer = picky
    asking = reader(endpoint)
    assert len(asking.read(DOCUMENT, ()).claims) == 1
    assert len(asking.read(DOCUMENT, ()).claims) == 1
    assert len(endpoint.requests) == 3


def test_a_server_that_says_nothing_is_cut_off(endpoint: Endpoint) -> None:
    endpoint.answer = lambda *_: time.sleep(3)
    began = time.monotonic()
    assert "in time" in fails(endpoint, timeout_seconds=0.3, retries=1)
    assert time.monotonic() - began < 2.5


def test_a_server_that_drips_is_cut_off(endpoint: Endpoint) -> None:
    def drip(handler: BaseHTTPRequestHandler, _: object) -> None:
        handler.send_response(200)
        handler.send_header("content-length", "1000000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    endpoint.answer = drip
    began = time.monotonic()
    assert "in time" in fails(endpoint, timeout_seconds=0.4, retries=0)
    assert time.monotonic() - began < 2.0


def test_an_endless_answer_is_cut_off(endpoint: Endpoint) -> None:
    endpoint.answer = lambda handler, _: send(handler, 200, b" " * 5_000_000)
    assert "too long" in fails(endpoint)


def test_nobody_there(endpoint: Endpoint) -> None:
    endpoint.server.shutdown()
    endpoint.server.server_close()
    assert "cannot be reached" in fails(endpoint, retries=1)


def test_after_three_failures_the_model_is_left_alone(endpoint: Endpoint) -> None:
    endpoint.answer = lambda handler, _: send(handler, 500, b"{}")
    asking = reader(endpoint, retries=0)
    readings = [asking.read(DOCUMENT, ()) for _ in range(10)]
    assert [len(reading.warnings) for reading in readings] == [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert "left out" in readings[2].warnings[0].remedy
    assert len(endpoint.requests) == 3


def test_rows_of_a_spreadsheet_are_not_shown(endpoint: Endpoint) -> None:
    row = Document(
        id="d",
        name="s.csv#1",
        text="5 M€",
        fields=(Field(name="amount", value="5 M€", start=0, end=4),),
    )
    assert reader(endpoint).read(row, ()).claims == ()
    assert endpoint.requests == []


def test_a_long_text_is_shown_in_parts(endpoint: Endpoint) -> None:
    filler = "Rien de chiffré ici, ni là. " * 500
    text = f"Un: 20 millions d’euros.\n\n{filler}\n\nDeux: 20 millions d’euros.\n\n{filler}"
    document = Document(id="d", name="long.txt", text=text, language="fr")
    told = {"quote": "20 millions d’euros", "low": 2e7, "high": 2e7, "unit": "EUR"}

    def on_parts(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        shown = body["messages"][1]["content"]
        send(handler, 200, completion({"claims": [told] if told["quote"] in shown else []}))

    endpoint.answer = on_parts
    claims = reader(endpoint).read(document, ()).claims
    assert [text[c.evidence.start - 4 : c.evidence.start - 2] for c in claims] == ["Un", "ux"]
    assert len(endpoint.requests) > 2


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
keys = st.sampled_from([*BOREAL, "occurrence", "beneficiaries", "attributed_to", "start"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(keys, json_values).map(lambda d: BOREAL | d) | json_values))
def test_whatever_is_proposed_evidence_quotes_the_text(proposals: list[Any]) -> None:
    claims = Gate(DOCUMENT).merge((), proposals)
    for claim in claims:
        assert TEXT[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        for name in (*claim.investors, *claim.places, *claim.projects):
            assert name.casefold() in TEXT.casefold()
        dumps(claim)
