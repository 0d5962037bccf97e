"""The plan of a recorded ledger, for people and for machines, and the command that prints it."""

import json
from datetime import date
from pathlib import Path

import pytest

from grandlivre.claims.model import Measure
from grandlivre.cli import main
from grandlivre.pipeline.answering import Question
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.plan import Wanted, plan_from, plan_json, plan_of, plan_text
from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher
from grandlivre.programme import plan_from_json
from grandlivre.reference.messages import messages
from grandlivre.report.answers import Paper

TEXTS = {
    "campus.txt": (
        "PARIS, le 3 mars 2025. Hespérie investira 12 milliards d’euros dans un campus de centres "
        "de données à Cambrai, d’une puissance de 300 mégawatts, mis en service en 2031.\n"
    ),
    "shell.txt": (
        "LILLE, le 5 mai 2025. Boréal construira à Amiens un centre de données de 900 mégawatts "
        "pour 4 milliards d’euros.\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("plan")
    for name, text in TEXTS.items():
        (base / name).write_text(text, encoding="utf-8")
    watcher = Watcher(failed=lambda _: None, warned=lambda _: None)
    run([str(base / name) for name in TEXTS], base / "out", watcher=watcher)
    return base / "out"


def test_a_plan_of_the_claims_that_it_looks_into_is_that_of_all(tmp_path: Path) -> None:
    texts = {
        **TEXTS,
        "site.txt": "Hespérie équipera son campus de Cambrai de 40 000 GPU sur 35 hectares.\n",
        "town.txt": "Le 4 mars 2025, la piscine de Lens a accueilli 120 personnes.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    watcher = Watcher(failed=lambda _: None, warned=lambda _: None)
    run([str(tmp_path / name) for name in texts], tmp_path / "out", watcher=watcher)
    with Book(str(tmp_path / "out")) as book:
        every = tuple(book.shelf().claims.values())
        for day in (None, date(2025, 4, 1)):
            few, ledger = book.claims_for_plan(day), book.ledger(day)
            known = tuple(book.shelf(day).claims.values())
            made = plan_from(ledger, few, date(2025, 6, 1))
            assert made == plan_from(ledger, known, date(2025, 6, 1))
        measures = {each.measure for each in book.claims_for_plan()}
        assert {Measure.ACCELERATORS, Measure.AREA} & {each.measure for each in every} <= measures


def _text(folder: Path, language: str, wanted: Wanted | None = None) -> str:
    with Book(str(folder)) as book:
        paper = Paper(messages(language), width=100)
        return plan_text(book, paper, Question(), wanted).replace("\u00a0", " ")


def test_said_and_inferred_are_told_apart(folder: Path) -> None:
    shown = _text(folder, "fr")
    assert "1,2 GW" in shown
    assert "300 MW · 12 Md€ · ~" in shown
    assert "Au 5 mai 2025." in shown
    assert "! 4 Md€ pour 900 MW, c’est 4,44 M€/MW : des bâtiments sans les puces" in shown
    english = _text(folder, "en")
    assert "300 MW · €12bn · ~" in english
    assert "by 2031" in english


def test_only_what_is_questioned(folder: Path) -> None:
    shown = _text(folder, "en", Wanted(only_flags=True))
    assert "Amiens" in shown
    assert "€4bn for 900 MW" in shown
    assert "·" not in shown


def test_every_width_holds_it(folder: Path) -> None:
    for width in (40, 60, 120):
        with Book(str(folder)) as book:
            text = plan_text(book, Paper(messages("fr"), width=width), Question(everything=True))
        assert max(map(len, text.splitlines())) <= width


def test_the_json_is_the_plan(folder: Path) -> None:
    with Book(str(folder)) as book:
        assert plan_from_json(plan_json(book, Question())) == plan_of(book)


def test_the_command_prints_it(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["plan", "--out", str(folder), "--lang", "en"]) == 0
    assert b"Cambrai" in capfdbinary.readouterr().out
    assert main(["plan", "--db", str(folder / "ledger.db"), "--format", "json"]) == 0
    plain = json.loads(capfdbinary.readouterr().out)
    assert len(plan_from_json(plain).projects) == 2
    assert main(["plan", "--out", str(folder), "--country", "us", "--lang", "fr"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert "Aucune entrée de ce grand livre n’est dans ce pays (États-Unis)." in out
    assert "France (FR)" in out


@pytest.mark.parametrize(
    ("asked", "fr", "en"),
    [
        ("France", "vouliez-vous dire FR (France)", "did you mean FR (France)?"),
        ("UK", "vouliez-vous dire GB (Royaume-Uni)", "did you mean GB (United Kingdom)?"),
        ("Frnace", "vouliez-vous dire FR (France)", "did you mean FR (France)?"),
        ("suede", "vouliez-vous dire SE (Suède)", "did you mean SE (Sweden)?"),
        ("ZZ", "norme ISO 3166", "ISO 3166"),
        ("EU", "norme ISO 3166", "ISO 3166"),
        ("", "norme ISO 3166", "ISO 3166"),
    ],
)
def test_a_country_that_is_none_is_refused(
    folder: Path, asked: str, fr: str, en: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for language, remedy in (("fr", fr), ("en", en)):
        assert main(["plan", "--out", str(folder), "--country", asked, "--lang", language]) == 2
        told = capfd.readouterr().err
        assert remedy in told
        assert (f"{asked} n’est pas le code d’un pays" in told) == (language == "fr")


def test_an_early_day_has_no_plan(folder: Path) -> None:
    assert main(["plan", "--out", str(folder), "--as-of", "2025-04-01", "--lang", "en"]) == 0
    assert main(["plan", "--out", str(folder), "--as-of", "2020-01-01", "--lang", "en"]) == 0


def test_ones_own_reference_figures_take_the_place_of_the_tools(
    folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[capex_hosting_meur_per_mw]\nlow = 2\nmedian = 3\nhigh = 4\nreason = "our own offers"\n'
    )
    asked = ["plan", "--out", str(folder), "--flags", "--lang", "en"]
    assert main(asked) == 0
    assert "€4bn for 900\N{NO-BREAK SPACE}MW" in capfd.readouterr().out
    assert main([*asked, "--own", str(own)]) == 0
    assert "€4bn for 900\N{NO-BREAK SPACE}MW" not in capfd.readouterr().out
