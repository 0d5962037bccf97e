import json
from pathlib import Path

import pytest

from grandlivre.cli import main
from grandlivre.entities.model import Entity, Judgement, Name, Ruling, Verdict
from grandlivre.entities.settling import Met, Settler
from grandlivre.errors import StoreError
from grandlivre.pipeline.judging import history, judge_names, take_back, weigh_names
from grandlivre.store import open_store

TEXTS = {
    "a.txt": "Le fonds Zephyrion Capital va investir 3 milliards d’euros dans un data center à Dole.",
    "b.txt": "La société Zephyrion va investir 3 milliards d’euros dans un data center à Dole.",
    "c.txt": "L’entreprise Borealia va investir 2 milliards d’euros dans un data center à Brest.",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judging")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run(folder) == 0
    return folder


def run(folder: Path) -> int:
    names = [str(folder / name) for name in TEXTS]
    return main(["run", *names, "--out", str(folder / "out"), "--lang", "en"])


@pytest.fixture
def database(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "ledger.db"
    copy.write_bytes((made / "out" / "ledger.db").read_bytes())
    return copy


def test_a_judgement_is_weighed_and_recorded(database: Path) -> None:
    judged = judge_names(
        database, ("Zephyrion", "Zephyrion Capital"), Ruling.SAME, by="reader", note="seen"
    )
    assert judged.number == 1
    assert judged.decision.verdict is Verdict.RELATED
    assert judged.warnings == ()
    assert judged.unknown == ()
    kept = history(database)
    assert [(each.first, each.second, each.by, each.note) for each in kept] == [
        ("Zephyrion", "Zephyrion Capital", "reader", "seen")
    ]


def test_the_warning_names_the_judgement_and_the_chain(database: Path) -> None:
    judge_names(database, ("Zephyrion", "Borealia"), Ruling.NOT_SAME)
    judge_names(database, ("Zephyrion", "Zephyrion Capital"), Ruling.SAME)
    judged = judge_names(database, ("Zephyrion Capital", "Borealia"), Ruling.SAME)
    assert [(each.apart.number, each.chain) for each in judged.warnings] == [
        (1, ("Zephyrion", "Zephyrion Capital", "Borealia"))
    ]


def test_a_judgement_is_taken_back_once(database: Path) -> None:
    judge_names(database, ("Zephyrion", "Borealia"), Ruling.NOT_SAME)
    take_back(database, 1)
    with pytest.raises(StoreError):
        take_back(database, 1)
    first, second = history(database)
    assert (first.reverses, second.reverses) == ("", first.id)


def test_a_name_that_no_text_uses_is_told(database: Path) -> None:
    judged = judge_names(database, ("Zephyrion", "Nobody Of This Name"), Ruling.UNSURE)
    assert judged.unknown == ("Nobody Of This Name",)
    with pytest.raises(StoreError):
        judge_names(database, ("Zephyrion", "ZEPHYRION"), Ruling.SAME)


def test_the_command_judges_lists_takes_back_and_the_ledger_obeys(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(made / "out" / "ledger.db")

    def said(*words: str) -> str:
        assert main(["judge", *words, "--db", database, "--lang", "fr"]) == 0
        return capsys.readouterr().out

    def payers() -> set[str]:
        assert run(made) == 0
        capsys.readouterr()
        ledger = json.loads((made / "out" / "ledger.json").read_text(encoding="utf-8"))
        return {
            party["id"]
            for entry in ledger["commitments"]
            for party in entry["parties"]["investors"]
        }

    before = payers()
    assert "identiques" in said("Borealia", "Zephyrion", "--same", "--note", "essai")
    assert "essai" in said("--list")
    assert len(payers()) < len(before)
    assert "repris" in said("--reverse", "1")
    assert "repris" in said("--list")
    assert payers() == before


@pytest.mark.parametrize(
    "words",
    [
        ["A", "B", "--db", "x.db"],
        ["A", "B", "--same", "--not-same", "--db", "x.db"],
        ["A", "--same", "--db", "x.db"],
    ],
)
def test_what_makes_no_sense_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", *words, "--lang", "fr"]) == 2
    assert capsys.readouterr().err


def test_a_folder_stands_for_the_ledger_in_it(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = tmp_path / "out" / "run"
    usual.mkdir(parents=True)
    (usual / "ledger.db").write_bytes((made / "out" / "ledger.db").read_bytes())
    before = len(history(usual / "ledger.db"))
    monkeypatch.chdir(tmp_path)
    asked = ["judge", "Zephyrion", "Borealia", "--not-same", "--lang", "en"]
    assert main([*asked, "--db", "out/run"]) == 0
    assert main(["judge", "--list", "--lang", "en"]) == 0
    assert len(history(usual / "ledger.db")) == before + 1
    listed = capsys.readouterr().out.splitlines()[-1]
    assert "Borealia" in listed
    assert "Zephyrion" in listed


def test_all_that_was_decided_of_a_name_is_listed(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def listed(*words: str, lang: str = "en") -> str:
        assert main([*words, "--db", str(database), "--lang", lang]) == 0
        return capsys.readouterr().out

    told = listed("judge", "zephyrion", "--list")
    assert told.startswith("Zephyrion (party)\n")
    assert "Zephyrion | Zephyrion Capital  related, not the same, score +" in told
    with open_store(database) as store:
        [decision] = store.settled().parties.decisions
        [key] = [
            each.key
            for each in store.settled().parties.settled
            if each.names[0].form == "Zephyrion"
        ]
    assert all(feature.en in " ".join(told.split()) for feature in decision.features)
    assert listed("explain", key) == told
    assert f"{decision.score:.1f}".replace(".", ",") in listed("explain", key[:10], lang="fr")
    plain = json.loads(listed("explain", key, "--format", "json"))
    [bearer] = plain["bearers"]
    assert (bearer["id"], bearer["kind"]) == (key, "party")
    assert [feature["bits"] for feature in bearer["decisions"][0]["features"]] == [
        feature.bits for feature in decision.features
    ]
    judge_names(database, ("Zephyrion", "Borealia"), Ruling.NOT_SAME, by="reader")
    assert "Borealia | Zephyrion  different" in listed("judge", "Borealia", "--list")
    assert main(["judge", "Nobody", "--list", "--db", str(database), "--lang", "en"]) == 1


def test_an_offered_merger_is_listed_until_somebody_decides(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Two identifiers on one name speak for one bearer of two names settled before.
    ids = {"Zephyrion": "siren:732829320", "Borealia": "wikidata:Q42"}
    both = Name(form="Zephyrion-Borealia", ids=tuple(ids.values()))
    first = Met(parties=tuple(Name(form=form, ids=(number,)) for form, number in ids.items()))
    with open_store(database) as store:
        for met in (first, Met(parties=(both,))):
            batch = store.batch().begin()
            batch.complete(lambda earlier, met=met: [Settler(earlier).add(met)])  # type: ignore[misc]
    listed = ["judge", "--list", "--db", str(database), "--lang", "en"]
    assert main(listed) == 0
    assert "Offered" in capsys.readouterr().out
    judge_names(database, ("Zephyrion", "Borealia"), Ruling.NOT_SAME)
    assert main(listed) == 0
    assert "Offered" not in capsys.readouterr().out


PARTIES = (
    Entity(key="ent_1", name="Zephyrion", forms=("Zephyrion", "Zephyrion SA")),
    Entity(key="ent_2", name="Bank of Lakes", forms=("Lacs",), name_en="Lakes Bank"),
)


def said(first: str, second: str, ruling: Ruling = Ruling.SAME) -> Judgement:
    return Judgement(first=first, second=second, ruling=ruling)


@pytest.mark.parametrize("given", ["ent_2", "lakes BANK", "Bank of Lakes", "Lacs"])
def test_a_name_to_show_stands_for_one_that_texts_use(given: str) -> None:
    weighed = weigh_names(said("zephyrion sa", given), PARTIES, ())
    assert (weighed.first, weighed.second) == ("zephyrion sa", given if given == "Lacs" else "Lacs")
    assert weighed.unknown == ()


def test_the_other_names_of_a_party_pass_sameness_on() -> None:
    apart = said("Zephyrion SA", "Lacs", Ruling.NOT_SAME)
    weighed = weigh_names(said("Zephyrion", "Lacs"), PARTIES, (apart,))
    assert [each.chain for each in weighed.warnings] == [("Zephyrion SA", "Zephyrion", "Lacs")]
    assert weigh_names(said("Zephyrion", "Nobody"), PARTIES, (apart,)).unknown == ("Nobody",)
    for ruling in (Ruling.NOT_SAME, Ruling.UNSURE):
        assert not weigh_names(said("Zephyrion", "Lacs", ruling), PARTIES, (apart,)).warnings
