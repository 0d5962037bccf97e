"""Take the figures with a target from the table of benchmarks: ``python -m scripts.page_measures``.

They stand in ``docs/benchmarks.md``, where a program writes them; the page on the method shows
them from ``measures.json``.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "docs" / "benchmarks.md"
MEASURES = ROOT / "src" / "grandlivre" / "report" / "pages" / "measures.json"
_VERDICTS = {"met": True, "**not met**": False}


def measured(page: str) -> list[dict[str, object]]:
    """Rows of all tables that say whether a target was met."""
    found: list[dict[str, object]] = []
    section = ""
    for line in page.splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ").strip()
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        verdicts = [number for number, cell in enumerate(cells) if cell in _VERDICTS]
        if not line.startswith("|") or not verdicts or verdicts[0] < 2:
            continue
        at = verdicts[0]
        found.append(
            {
                "section": section,
                "what": _plain(cells[0]),
                "figure": _plain(cells[1]),
                "target": _plain(cells[at - 1]),
                "is_met": _VERDICTS[cells[at]],
            }
        )
    return found


def _plain(cell: str) -> str:
    return re.sub(r"[*`]", "", cell)


def written(page: str) -> str:
    """The file's text."""
    return json.dumps(measured(page), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    text = written(BENCHMARKS.read_text("utf-8"))
    MEASURES.write_text(text, "utf-8")
    sys.stdout.write(f"{MEASURES.relative_to(ROOT)}: {text.count('what')} figures\n")


if __name__ == "__main__":
    main()
