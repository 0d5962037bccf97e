"""A command loads what it needs: who only asks a ledger waits for no reader."""

import json
import subprocess
import sys
from pathlib import Path

import press

from grandlivre.claims.compiled.library import library
from grandlivre.pipeline.asking import Book
from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher

LOADED = """
import json, sys
from grandlivre.cli import main
statuses = [main(words.split()) for words in sys.argv[1:]]
print(json.dumps([statuses, sorted(sys.modules)]), file=sys.stderr)
"""
READER = (
    "grandlivre.claims.read",
    "grandlivre.documents.copies",
    "grandlivre.documents.passages",
    "grandlivre.documents.readers",
    "grandlivre.pipeline.reading",
)
RULES = (
    "grandlivre.claims.page",
    "grandlivre.claims.mentions",
    "grandlivre.claims.decisions",
    "grandlivre.claims.dates.find",
    "grandlivre.claims.quantities.find",
)
"""The reader's rules in Python, which the compiled reader stands in for."""
HEAVY = ("ahocorasick_rs", "highspy", "lxml", "numpy", "rapidfuzz", "rich", "sqlalchemy")


def loaded(*commands: str) -> set[str]:
    """The modules that a process has loaded when it has done some commands, one after another."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *commands],
        capture_output=True,
        check=False,
        timeout=120,
        env=press.environment(),
    )
    statuses, modules = json.loads(done.stderr.splitlines()[-1])
    assert not any(statuses), done.stderr
    return set(modules)


def test_help_loads_nothing_heavy() -> None:
    assert not loaded("--help", "version", "ledger --help", "run --help") & {
        *READER,
        *RULES,
        *HEAVY,
    }


def test_questions_load_no_reader(tmp_path: Path) -> None:
    texts, out = press.write_press(tmp_path / "texts", 4), tmp_path / "out"
    run([str(texts)], out, watcher=Watcher(failed=print, warned=print))
    with Book(str(out)) as book:
        book.ledger()  # what is worked out once is kept
    asked = f"--db {out} --format json"
    modules = loaded(
        f"ledger {asked}",
        f"total {asked}",
        f"conflicts {asked}",
        f"explain Boréal {asked}",
        f"changes --since 2025-01-01 {asked}",
    )
    assert "grandlivre.store" in modules
    assert not modules & {*READER, *RULES}


def test_reading_loads_no_ledger(tmp_path: Path) -> None:
    texts = press.write_press(tmp_path, 1)
    modules = loaded(f"read {texts} --format jsonl")
    assert modules > set(READER) - {"grandlivre.documents.copies"}
    assert not modules & {"grandlivre.ledger", "grandlivre.store", "highspy", "sqlalchemy"}
    # The rules in Python are loaded where no compiled reader stands in for them.
    assert modules.isdisjoint(RULES) if library() else modules > set(RULES)
