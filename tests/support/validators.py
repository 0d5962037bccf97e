"""Validators of other people, each in an environment of its own, made when first asked for."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINS = ROOT / "tests" / "export" / "data" / "validators"


def validate(name: str, script: str, *arguments: Path) -> Any:
    """What a script prints as JSON, run where the packages of ``NAME.txt`` are installed.

    Skips the test where they cannot be installed: no network, no compiler.
    """
    python = _environment(name)
    words = [str(python), "-c", script, *map(str, arguments)]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        words, capture_output=True, check=False, timeout=600, env=environment, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def _environment(name: str) -> Path:
    pins = PINS / f"{name}.txt"
    key = sha256(pins.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = ROOT / "out" / "validators" / f"{name}-{key}"
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if ready.exists():
        return python
    # All is pinned and little of it is used: nothing to resolve, nothing to compile ahead. The
    # validators' speed is nothing to us, but how long their C++ takes to build is.
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    install = [*pip, "--no-deps", "--no-compile", "-r", str(pins)]
    environment = os.environ | {"CFLAGS": "-O0 -g0", "CXXFLAGS": "-O0 -g0"}
    with _alone(folder.with_suffix(".lock")):
        if ready.exists():  # another process has made it meanwhile
            return python
        for words in ([sys.executable, "-m", "venv", "--without-pip", str(folder)], install):
            done = subprocess.run(
                words, capture_output=True, check=False, timeout=1500, env=environment, text=True
            )
            if done.returncode:
                last = [line for line in done.stderr.splitlines() if "ERROR" in line][-1:]
                pytest.skip(f"the validator {name} cannot be installed here: {last}")
        ready.touch()
    return python


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time: tests that run beside one another want the same environment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
