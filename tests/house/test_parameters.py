"""Assumptions that the code names exist, and their documents hold."""

import ast
import re
import tomllib
from difflib import get_close_matches
from pathlib import Path

import pytest

from grandlivre.reference.parameters import generations, parameters

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "grandlivre"
USERS = ("programme", "outlook", "campus", "finance", "report", "pipeline")
TABLES = {"parameters", "assumptions", "params", "known_parameters"}


def names_asked_for() -> dict[str, str]:
    """Names by which code looks a parameter up, and near misses of names, with their place."""
    found = {}
    for room in USERS:
        for path in sorted((SOURCE / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)):
                    continue
                table = node.value.attr if isinstance(node.value, ast.Attribute) else None
                table = node.value.id if isinstance(node.value, ast.Name) else table
                if table in TABLES and isinstance(node.slice.value, str):
                    found[node.slice.value] = f"{path.relative_to(SOURCE)}:{node.lineno}"
    return found


def misspelt() -> dict[str, str]:
    """Words of the code that are almost a parameter's name."""
    known = parameters()
    found = {}
    for room in ("programme", "outlook", "campus", "finance"):
        for path in sorted((SOURCE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
                    continue
                word = node.value
                if re.fullmatch(r"[a-z]+(?:_[a-z0-9]+)+", word) and word not in known:
                    near = get_close_matches(word, known, n=1, cutoff=0.93)
                    if near:
                        found[word] = f"{path.relative_to(SOURCE)}:{node.lineno}: {near[0]}?"
    return found


def test_every_parameter_that_code_looks_up_exists() -> None:
    missing = {name: place for name, place in names_asked_for().items() if name not in parameters()}
    assert missing == {}


def test_no_name_is_misspelt() -> None:
    assert misspelt() == {}


def test_documents_name_parameters_that_exist() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    named = {
        word
        for path in pages
        if "reference" not in path.parts[-2:-1]
        for word in re.findall(r"grandlivre parameters ([a-z]+_[a-z_]+)", path.read_text("utf-8"))
    }
    assert named
    assert named <= set(parameters())


def test_the_example_of_a_users_file_is_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "how-to" / "own-assumptions.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example
    path = tmp_path / "my.toml"
    path.write_text(example[1], encoding="utf-8")
    found, made = parameters(path), generations(path)
    own = tomllib.loads(example[1])
    assert {each.name for each in found.values() if each.origin == "my.toml"} == set(own) - {
        "generations"
    }
    assert {each.name for each in made.values() if each.origin == "my.toml"} == set(
        own["generations"]
    )


@pytest.mark.parametrize("page", ["parameters_page", "accelerators_page"])
def test_reference_pages_hold_every_name_and_source(page: str) -> None:
    from scripts import parameter_pages

    text = getattr(parameter_pages, page)()
    if page == "parameters_page":
        for name, each in parameters().items():
            assert f"## {name}\n" in text
            assert all(row.source_url in text for row in each.rows), name
    else:
        assert all(f"## {name}\n" in text for name in generations())
    # A table's rows all have as many cells as its head.
    for block in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        lines = block.strip().split("\n")
        assert len({line.count(" | ") for line in lines[2:]} | {lines[0].count(" | ")}) == 1
