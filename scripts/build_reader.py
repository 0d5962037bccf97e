"""Make the compiled reader: ``python -m scripts.build_reader``.

The library is compiled from ``reader/`` and put, with its lexicons, into the package
(`grandlivre.claims.compiled.library`). Without a Rust compiler nothing is made, and texts are read
by the plain reader, which gives the same and takes several times as long.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from grandlivre.claims.compiled.constants import constants
from grandlivre.claims.compiled.lexicons import places
from grandlivre.claims.compiled.library import LEXICONS, LIBRARY, digest

READER = Path(__file__).resolve().parent.parent / "reader"
_NAMES = {".dll": "grandlivre_reader.dll"}
_PLAIN = "texts are read by the plain reader, which gives the same and takes ten times as long"


def main() -> int:
    """Make it, and say what was made."""
    cargo = shutil.which("cargo") or shutil.which("cargo", path=str(Path.home() / ".cargo" / "bin"))
    if cargo is None:
        return _without(
            "no Rust compiler is at hand (Debian: apt-get install cargo gcc; in Debian 12, whose is"
            " too old, cargo-web gcc)"
        )
    made = subprocess.run(
        [cargo, "build", "--release", "--locked", "--offline", "--quiet"],
        cwd=READER,
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        return _without(f"the compiled reader was not made:\n{made.stderr.strip()[-2000:]}\n")
    target = Path(os.environ.get("CARGO_TARGET_DIR", READER / "target")) / "release"
    name = _NAMES.get(LIBRARY.suffix, f"libgrandlivre_reader{LIBRARY.suffix}")
    table = places()
    lexicons = digest() + len(table).to_bytes(8, "little") + table + constants()
    _put(LIBRARY, (target / name).read_bytes())
    _put(LEXICONS, lexicons)
    sys.stdout.write("the compiled reader is made\n")
    return 0


def _put(path: Path, data: bytes) -> None:
    """Write a file whole, or not at all: whoever reads has the old one or the new one."""
    half = path.with_name(path.name + ".partial")
    half.write_bytes(data)
    half.replace(path)


def _without(why: str) -> int:
    for path in (LIBRARY, LEXICONS):
        path.unlink(missing_ok=True)
    sys.stdout.write(f"{why}; {_PLAIN}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
