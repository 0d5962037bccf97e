"""Write the reference pages from the code itself: commands, modules, parameters, accelerators."""

import os
import subprocess
import sys
from pathlib import Path

from scripts.api_page import api_page
from scripts.parameter_pages import accelerators_page, parameters_page

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "reference"
COMMANDS = (
    "", "read", "run", "outlook", "campus", "finance", "export", "parameters", "serve", "user",
    "version",
)  # fmt: skip
# Faces and data have nothing that a program would import.
LEFT_OUT = ("grandlivre.cli", "grandlivre.__main__")


def command_line() -> str:
    """Each command's help, as it is printed."""
    environment = os.environ | {"GRANDLIVRE_LANG": "en", "COLUMNS": "88"}
    parts = ["# Command line\n", "As `--help` prints it; `--lang fr` prints it in French.\n"]
    for command in COMMANDS:
        words = [sys.executable, "-m", "grandlivre", *([command] if command else []), "--help"]
        help_text = subprocess.run(
            words, env=environment, capture_output=True, text=True, check=True
        ).stdout.rstrip()
        parts.append(f"## grandlivre {command}\n".replace(" \n", "\n"))
        parts.append(f"```text\n{help_text}\n```\n")
    return "\n".join(parts)


def modules() -> str:
    """A heading for each module, whose content the page builder takes from its docstrings."""
    names = sorted(
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        for path in (ROOT / "src" / "grandlivre").rglob("*.py")
    )
    shown = [name for name in names if not name.startswith(LEFT_OUT)]
    blocks = [
        f"## {name}\n\n::: {name}\n    options:\n      show_root_heading: false\n" for name in shown
    ]
    return "# Modules\n\n" + "\n".join(blocks)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "command-line.md").write_text(command_line(), encoding="utf-8")
    (OUT / "modules.md").write_text(modules(), encoding="utf-8")
    (OUT / "api.md").write_text(api_page(), encoding="utf-8")
    (OUT / "parameters.md").write_text(parameters_page(), encoding="utf-8")
    (OUT / "accelerators.md").write_text(accelerators_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
