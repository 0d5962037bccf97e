"""What is built and shipped holds all that the tool needs."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grandlivre.claims.compiled.library import LEXICONS, LIBRARY

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_wheel_holds_code_and_data(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        metadata = next(name for name in held if name.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode()
        scripts = archive.read(metadata.replace("METADATA", "entry_points.txt")).decode()
    source = ROOT / "src"
    needed = {
        str(path.relative_to(source))
        for path in (source / "grandlivre").rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        # What was compiled here is of this machine.
        and path not in (LIBRARY, LEXICONS)
    }
    assert needed <= held
    assert "grandlivre/py.typed" in held
    assert "License-Expression: MIT" in text
    assert "grandlivre = grandlivre.cli:main" in scripts
