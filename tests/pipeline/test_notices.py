"""What texts state without a figure, from files to answers, pages, exports and a person's word."""

import json
from pathlib import Path
from typing import Any

import pytest

from grandlivre.cli import main
from grandlivre.entities.model import Judgement, Ruling, Subject
from grandlivre.errors import ConfigError
from grandlivre.pipeline.judging import record_word
from grandlivre.store import open_store
from grandlivre.store.model import Write

pytestmark = pytest.mark.slow
TEXTS = {
    "a.txt": "NAIROBI, le 8 mars 2026. Le Rift AI Summit s’est tenu à Nairobi du 2 au 5 mars. "
    "Le fonds Zephyrion va investir 3 milliards d’euros dans un data center à Dole, et quatre "
    "autres projets industriels suivront.",
    "b.txt": "LONDON, 9 March 2026. The Rift AI Summit was held in Nairobi on 3-5 March. Borealia "
    "will invest €2bn in a data centre in Brest.",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("notices")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    names = [str(folder / name) for name in TEXTS]
    assert main(["run", *names, "--out", str(folder / "out"), "--lang", "en"]) == 0
    return folder / "out"


def _asked(capsysbinary: Any, *words: object) -> Any:
    assert main([*map(str, words), "--format", "json"]) == 0
    return json.loads(capsysbinary.readouterr().out)


def test_they_are_answered_with_their_words(out: Path, capsysbinary: Any) -> None:
    capsysbinary.readouterr()
    (conflict,) = _asked(capsysbinary, "conflicts", "--kind", "event", "--db", out)["conflicts"]
    quotes = [[each["quote"] for each in side["evidence"]] for side in conflict["sides"]]
    assert quotes == [["du 2 au 5 mars"], ["on 3-5 March"]]
    explained = _asked(capsysbinary, "explain", conflict["claims"][0], "--db", out)
    assert conflict["claims"][0] in json.dumps(explained)
    (total,) = [
        each
        for each in _asked(capsysbinary, "total", "--db", out)["totals"]
        if each["id"] == "commitments"
    ]
    assert len(total["unpriced"]) == 1
    main(["total", "--db", str(out), "--lang", "fr"])
    said = " ".join(capsysbinary.readouterr().out.decode().split())
    assert "quatre autres projets industriels" in said


def test_a_reader_prints_no_more_than_before(out: Path) -> None:
    claims = [json.loads(line) for line in (out / "claims.jsonl").read_text().splitlines()]
    assert {each["measure"] for each in claims} == {"money"}
    assert len(claims) == 2


def test_pages_and_exports_hold_them(out: Path) -> None:
    ledger = json.loads((out / "ledger.json").read_text())
    assert {each["measure"] for each in ledger["notices"]} == {"events", "undertakings"}
    pages = "".join(path.read_text() for path in (out / "report" / "en").rglob("*.html"))
    for notice in ledger["notices"]:
        assert f'id="{notice["id"]}"' in pages
    assert main(["export", str(out), "--to", "annotations"]) == 0
    (written,) = (out / "export").glob("annotations*")
    files = [written] if written.is_file() else list(written.iterdir())
    told = "".join(path.read_text() for path in files)
    assert all(notice["id"] in told for notice in ledger["notices"])


def test_a_person_may_reject_one(out: Path, tmp_path: Path, capsysbinary: Any) -> None:
    capsysbinary.readouterr()
    database = tmp_path / "ledger.db"
    database.write_bytes((out / "ledger.db").read_bytes())
    asked = ("conflicts", "--kind", "event", "--db", database)
    (conflict,) = _asked(capsysbinary, *asked)["conflicts"]
    word = Judgement(
        first=conflict["id"],
        second=conflict["claims"][0],
        ruling=Ruling.REJECTED,
        subject=Subject.CONFLICT,
    )
    log = Write(who="", action="judge", subject=conflict["id"])
    with open_store(str(database)) as store:
        with pytest.raises(ConfigError, match="no such claim"):
            record_word(store, Judgement(first=conflict["id"], second="clm_0", ruling=word.ruling,
                                         subject=word.subject), log)  # fmt: skip
        record_word(store, word, log)
    assert _asked(capsysbinary, *asked)["conflicts"] == []
