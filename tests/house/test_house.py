"""The house is in order: layers kept, modules small, data well-formed, no machine named."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "grandlivre"
MODULES = sorted(SOURCE.rglob("*.py"))

# Longer than the habit allows, each with its reason.
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
MOST_LINES = 400
MOST_FUNCTION_LINES = 60


def tracked() -> list[Path]:
    """Files of the project: those in git, or all where this is no checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_layers_are_kept() -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_modules_are_small() -> None:
    long = {
        str(path.relative_to(SOURCE)): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    long = {name: lines for name, lines in long.items() if lines > MOST_LINES}
    assert set(long) == set(LONG_MODULES), long


def test_no_expression_repeats_a_group_possessively() -> None:
    # Early releases of Python 3.11, Debian's 3.11.2 among them, go on from the wrong place after such a
    # repetition's last try, and quantities are lost without a word.
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in MODULES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+(?![+=])", line)
    ]
    assert not found


def test_functions_are_short() -> None:
    long = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                docstring = (
                    (first.end_lineno or 0) - first.lineno + 1
                    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                    else 0
                )
                lines = (node.end_lineno or 0) - node.lineno + 1 - docstring
                if lines > MOST_FUNCTION_LINES:
                    long[f"{path.relative_to(SOURCE)}:{node.name}"] = lines
    assert set(long) == set(LONG_FUNCTIONS), long


def test_packages_hold_a_docstring_and_public_names_only() -> None:
    for path in SOURCE.rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert body, path
        assert ast.get_docstring(ast.Module(body, [])), path
        for node in body[1:]:
            is_name = isinstance(node, ast.Assign | ast.AnnAssign) and ast.unparse(
                node.targets[0] if isinstance(node, ast.Assign) else node.target
            ) in ("__all__", "__version__")
            # The package itself lends its verbs, which no import can do without loading them.
            is_lent = path.parent == SOURCE and ast.unparse(node) == "verbs.lend_to(__name__)"
            is_import = isinstance(node, ast.Import | ast.ImportFrom)
            assert is_name or is_lent or is_import, (path, node.lineno)


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "common", "helpers", "helper", "manager", "misc"}
    assert [path for path in MODULES if path.stem in drawers or path.parent.name in drawers] == []


@pytest.mark.parametrize(
    "path",
    sorted([*SOURCE.rglob("data/**/*.tsv"), *SOURCE.rglob("data/**/*.toml")]),
    ids=lambda p: p.name,
)
def test_data_files_are_well_formed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        tomllib.loads(text)
        return
    rows = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])


def test_data_files_name_their_source() -> None:
    silent = [
        str(path.relative_to(SOURCE))
        for path in sorted((SOURCE / "reference" / "data").rglob("*.tsv"))
        if not path.read_text(encoding="utf-8").startswith("#")
    ]
    assert silent == []


def test_golden_annotations_quote_their_texts() -> None:
    for path in sorted((ROOT / "tests" / "golden").rglob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        beside = path.parent / gold["document"]
        place = beside if beside.exists() else SOURCE / "data" / "corpus" / gold["document"]
        with place.open(encoding="utf-8", newline="") as file:
            text = file.read()
        for claim in gold["claims"]:
            assert text.count(claim["quote"]) >= claim["occurrence"], (path.name, claim["quote"])


def test_no_file_names_a_machine() -> None:
    """A path of somebody's machine works nowhere else."""
    place = re.compile(rb"(?<![\w.])/(?:home|Users|root|work|mnt)/[\w.-]+")
    named = []
    for path in tracked():
        if path.suffix in {".gz", ".pdf", ".docx", ".png", ".woff2", ".zip", ".npz"}:
            continue
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if place.search(line):
                named.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]!r}")
    assert named == []


def test_no_large_file_is_tracked() -> None:
    large = [
        f"{path.relative_to(ROOT)} {path.stat().st_size}"
        for path in tracked()
        if path.stat().st_size > 2_000_000
    ]
    assert large == []


def test_lock_files_pin_every_package_with_its_hash() -> None:
    for name in ("run", "dev", "bench", "pip"):
        text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9][\w.-]*==\S+ \\\n    --hash=sha256:", text, re.MULTILINE)
        named = re.findall(r"^[a-z0-9][\w.\[\]-]*(?:==|>=| @|$)", text, re.MULTILINE)
        assert pinned, name
        assert len(pinned) == len(named), name
        assert "://" not in text, name
