"""`grandlivre read --model` from the command line to a real HTTP server and back."""

import json
from collections.abc import Iterator
from pathlib import Path

import press
import pytest
from endpoint import Endpoint, says, send

from grandlivre.cli import main

pytest.importorskip("openai")


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    made = Endpoint()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRANDLIVRE_LANG", "en")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")
    monkeypatch.setenv("GRANDLIVRE_API_KEY", "secret")


TOLD = {
    "quote": "1,4 GW",
    "measure": "power",
    "low": 1.4e9,
    "high": 1.4e9,
    "unit": "W",
    "beneficiaries": ["Boréal", "Nobody at all"],
}


def test_what_the_model_adds_is_marked_and_counted(
    endpoint: Endpoint, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint.answer = says([TOLD, {**TOLD, "quote": "2,8 GW"}])
    text = press.write_press(tmp_path, 1) / "00000.txt"
    status = main(["read", str(text), "--format", "jsonl", "--model", endpoint.url, "small"])
    said = capsys.readouterr()
    claims = [json.loads(line) for line in said.out.splitlines()]
    power = next(claim for claim in claims if claim["measure"] == "power")
    assert status == 0
    assert power["beneficiaries"] == ["Boréal"]
    assert any("language model" in reason["rule"] for reason in power["reasons"])
    assert said.err == (
        "The language model: 0 claims added, 1 empty fields filled, 2 proposals dropped"
        " (1 × name that is not in the text, 1 × quote that is not in the text).\n"
    )
    assert endpoint.keys == ["Bearer secret"]


def test_a_model_that_fails_leaves_the_rules_and_one_line(
    endpoint: Endpoint, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = str(press.write_press(tmp_path, 1) / "00000.txt")
    main(["read", text, "--format", "jsonl"])
    alone = capsys.readouterr().out
    endpoint.answer = lambda handler, _: send(handler, 401, b"{}")
    status = main(["read", text, "--format", "jsonl", "--model", endpoint.url, "small"])
    said = capsys.readouterr()
    assert (status, said.out) == (0, alone)
    assert said.err.splitlines()[0] == (
        f"Note: {text}: the language model refused the question (status 401)"
        " — check the key in GRANDLIVRE_API_KEY"
    )
    assert "secret" not in said.err
