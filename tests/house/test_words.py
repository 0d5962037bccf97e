"""What people are told exists in both languages, and what documents name exists."""

import ast
import errno
import os
import re
from pathlib import Path
from string import Formatter

import pytest

from grandlivre.claims import explain
from grandlivre.cli.app import build
from grandlivre.reference.messages import LANGUAGES, messages
from grandlivre.reference.tables import data_toml

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "grandlivre"
ERRORS = {
    "AskError",
    "DocumentError", "ModelError", "EngineError", "ConfigError", "OutputError", "LedgerError", "StoreError", "_Passing",
    "CampusError",
    "FinanceError",
    "TraceError",
}  # fmt: skip
COMMANDS = sorted(build(messages("en")).commands)
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def blanks(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("key", sorted({*data_toml("messages.toml")} - {"sentence", "rule"}))
def test_both_languages_fill_the_same_blanks(key: str) -> None:
    entry = data_toml("messages.toml")[key]
    assert isinstance(entry, dict)
    assert set(entry) == set(LANGUAGES)
    assert all(entry.values())
    assert blanks(entry["en"]) == blanks(entry["fr"])


def test_french_is_set_as_french() -> None:
    """No-break spaces before tall marks, typographic apostrophes: as a newspaper would."""
    french = messages("fr")
    texts = {key: text for key, text in french.texts.items() if not key.endswith("examples")}
    texts |= {pattern.pattern: text for pattern, text in french.sentences}
    for key, text in texts.items():
        assert not re.search(r"[^\W\d_]'[^\W\d_]", text), (key, text)
        assert not re.search(r"[^\u00a0\u202f:/A-Z][:;!?](?:\s|$)", text), (key, text)
        assert not re.search(r"[^\u00a0\u202f]»", text), (key, text)
        assert not re.search(r"«[^\u00a0\u202f]", text), (key, text)


def templates(node: ast.expr) -> list[str]:
    """The English sentences that an expression makes: of a choice, both."""
    if isinstance(node, ast.IfExp):
        return [*templates(node.body), *templates(node.orelse)]
    if isinstance(node, ast.BoolOp):
        return [each for value in node.values for each in templates(value)]
    made = template(node)
    return [] if made is None else [made]


def template(node: ast.expr) -> str | None:
    """The English sentence that an expression makes, ``{}`` for what varies."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
        )
    return None


def raised() -> dict[str, str]:
    """Every sentence of an error that people may see, and where it is raised."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in ERRORS:
                continue
            remedies = [word.value for word in node.keywords if word.arg in ("remedy", "what")]
            for sentence in [
                each for value in [*node.args[:1], *remedies] for each in templates(value)
            ]:
                if sentence.strip("{}"):
                    found[sentence] = f"{path.relative_to(SOURCE)}:{node.lineno}"
    return found


def test_every_error_is_said_in_french() -> None:
    known = {
        re.sub(r"\{\w*\}", "{}", entry["en"])
        for entry in data_toml("messages.toml")["sentence"]  # type: ignore[attr-defined]
    }
    missing = {text: place for text, place in raised().items() if text not in known}
    assert missing == {}


def test_no_french_sentence_is_left_over() -> None:
    """An error that nobody raises any more needs no words."""
    written = {
        template(node)
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant | ast.JoinedStr)
    }
    of_the_system = {os.strerror(code).lower() for code in errno.errorcode}
    left = [
        entry["en"]
        for entry in data_toml("messages.toml")["sentence"]  # type: ignore[attr-defined]
        if re.sub(r"\{\w*\}", "{}", entry["en"]) not in written | of_the_system
    ]
    assert left == []


def test_every_cue_of_a_claim_is_said_in_french() -> None:
    say = messages("fr")
    for cue in explain._CUES:
        for feature in (f"{cue}:L1", f"before={cue}"):
            english = explain.in_words(feature)
            assert say.sentence(english) != english, english
            assert "word" not in say.sentence(english), english
    for phrase in explain._RELATIONS.values():
        assert say.sentence(phrase) != phrase, phrase


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, language: str) -> None:
    say = messages(language)
    group = build(say)
    for key in ("title", "about", "examples"):
        assert say.has(f"{command}.{key}")
    text = group.commands[command].get_help(group.make_context("grandlivre", ["version"]))
    for param in group.commands[command].params:
        if param.opts[0].startswith("--"):
            assert f"  {param.opts[0]}" in text
    assert say.say("help.help") in text
    assert max(map(len, text.splitlines())) <= 90


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_examples_use_options_that_help_names(command: str, language: str) -> None:
    """Another spelling may be let pass, but who reads an example looks for it beneath."""
    say = messages(language)
    commands = build(say).commands
    for line in say.say(f"{command}.examples").splitlines():
        for used, rest in re.findall(r"(?:^|\| )grandlivre ([a-z]+)(.*)", line):
            named = {param.opts[0] for param in commands[used].params} | {"--help"}
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= named, line


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
    assert re.search(rf"grandlivre {command}\b", pages)


def test_documented_commands_exist() -> None:
    group = build(messages("en"))
    unknown = []
    for path in PAGES:
        for line in path.read_text(encoding="utf-8").splitlines():
            for command, rest in re.findall(r"(?:^|[`|] ?)grandlivre ([a-z]+)([^`|]*)", line):
                if command not in group.commands:
                    unknown.append(f"{path.name}: grandlivre {command}")
                    continue
                options = {
                    name for param in group.commands[command].params for name in param.opts
                } | {"--help"}
                unknown += [
                    f"{path.name}: grandlivre {command} {option}"
                    for option in re.findall(r"(?<!\S)--[a-z-]+", rest)
                    if option not in options
                ]
    assert unknown == []


def test_documented_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE):
            assert target in targets, (path.name, target)


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for path in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            if "://" in target or target.startswith("mailto:"):
                continue
            if target.startswith("reference/") or "/reference/" in target:
                continue  # made from the code when the pages are built
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []
