"""A ledger read back from the JSON that is published."""

import json
from pathlib import Path

import orjson
import press
import pytest
from small_ledger import small_material

from grandlivre.errors import CodecError
from grandlivre.ledger import Ledger, ledger_to_json
from grandlivre.ledger.reading import ledger_from_json
from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher


def read_back(ledger: Ledger) -> Ledger:
    return ledger_from_json(orjson.dumps(ledger_to_json(ledger)))


def test_the_json_of_what_was_read_is_the_same_again() -> None:
    ledger = small_material().ledger
    assert ledger_to_json(read_back(ledger)) == ledger_to_json(ledger)


def test_reading_once_more_changes_nothing() -> None:
    once = read_back(small_material().ledger)
    assert read_back(once) == once


def test_the_ledger_of_a_run_is_read(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path / "press", 4)
    watcher = Watcher(failed=lambda _: None, warned=lambda _: None)
    result = run([str(texts)], tmp_path / "out", watcher=watcher)
    data = (tmp_path / "out" / "ledger.json").read_bytes()
    found = ledger_from_json(data)
    assert ledger_to_json(found) == ledger_to_json(result.ledger)
    assert [each.id for each in found.commitments] == [
        each.id for each in result.ledger.commitments
    ]


@pytest.mark.parametrize("data", [b"", b"[1, 2", b"[" * 100_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(CodecError, match=r"ledger\.json: not valid JSON"):
        ledger_from_json(data, where="ledger.json")


@pytest.mark.parametrize("data", [b"{}", b"[]", b"3", b'{"about": {}, "commitments": [3]}'])
def test_what_is_no_ledger_is_refused(data: bytes) -> None:
    with pytest.raises(CodecError, match=r"ledger\.json: not a ledger of grandlivre"):
        ledger_from_json(data, where="ledger.json")


def test_a_wrong_value_is_named() -> None:
    plain = ledger_to_json(small_material().ledger)
    plain["commitments"][0]["stage"] = "dreamt"
    with pytest.raises(CodecError, match=r"commitments\[0\]\.stage: expected one of"):
        ledger_from_json(json.dumps(plain))
