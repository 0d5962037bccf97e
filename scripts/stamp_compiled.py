"""Mark compiled modules with what they are compiled from: ``python -m scripts.stamp_compiled``.

numba keeps compiled code beside each module for as long as that module's own text is the same. It
does not see that a function which was drawn in from another module has changed, so that after an
upgrade old code could run under a new name. A line in every module of a group, which changes when
any of them does, makes it compile them all anew.
"""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "src" / "grandlivre"
GROUPS = (
    (("outlook/compiled/*.py",), ("outlook/arrays.py",)),
    (
        (
            "campus/schedule/backfill.py",
            "campus/schedule/holding.py",
            "campus/schedule/kernel.py",
            "campus/schedule/preemption.py",
            "campus/schedule/structures.py",
            "campus/schedule/waiting.py",
        ),
        (
            "campus/schedule/compiled.py",
            "campus/schedule/problem.py",
            "campus/schedule/state.py",
        ),
    ),
)
"""Modules that are compiled, and those whose constants they take."""
_STAMP = re.compile(r"\n# Compiled from: [0-9a-f]*\n")


def stamps() -> dict[Path, tuple[str, str]]:
    """Each compiled module with the text that it has and the text that it should have."""
    found = {}
    for compiled, read in GROUPS:
        modules = [path for glob in compiled for path in sorted(ROOT.glob(glob))]
        modules = [path for path in modules if path.name != "__init__.py"]
        others = [ROOT / name for name in read]
        whole = "\n".join(_plain(path) for path in (*modules, *others))
        digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()[:16]
        for path in modules:
            text = path.read_text(encoding="utf-8")
            found[path] = (text, f"{_plain(path).rstrip()}\n\n\n# Compiled from: {digest}\n")
    return found


def _plain(path: Path) -> str:
    return _STAMP.sub("\n", path.read_text(encoding="utf-8")).rstrip() + "\n"


if __name__ == "__main__":
    for path, (has, should) in stamps().items():
        if has != should:
            path.write_text(should, encoding="utf-8")
            print(path.relative_to(ROOT))
