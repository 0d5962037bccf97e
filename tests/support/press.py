"""Small invented texts, and the command line run as a person runs it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

FR = (
    "Boréal bâtira un centre de données à Morcenx\n\n"
    "PARIS, le 10 mars 2025. Le fonds Boréal investira entre 3 et 5 milliards d’euros dans un "
    "centre de données à Morcenx, dans les Landes. Le site doit atteindre 1,4 GW d’ici 2029.\n"
)
EN = (
    "Larkspur to fund a French campus\n\n"
    "LONDON, March 12, 2025. Larkspur Capital will invest more than $2 billion in a data "
    "centre near Dunkirk, the company said. Some 600 jobs are expected.\n"
)


def write_press(folder: Path, count: int) -> Path:
    """Write that many texts, all different, half in each language."""
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        text = (FR, EN)[i % 2].replace("5 milliards", f"{5 + i} milliards")
        (folder / f"{i:05}.txt").write_text(text.replace("600", str(600 + i)), encoding="utf-8")
    return folder


def grandlivre(*words: str | Path, **options: Any) -> "subprocess.CompletedProcess[bytes]":
    """Run the command line in a process of its own, speaking English unless told otherwise."""
    return subprocess.run(
        [sys.executable, "-m", "grandlivre", *map(str, words)],
        capture_output=True,
        check=False,
        timeout=120,
        env=environment() | options.pop("env", {}),
        **options,
    )


def environment() -> dict[str, str]:
    """The process's environment without what would change what is said."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GRANDLIVRE_", "LC_", "LANG", "OPENAI_", "COLUMNS"))
    } | {"XDG_CONFIG_HOME": "/nonexistent"}
