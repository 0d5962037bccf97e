"""``grandlivre export``: the ledger for other programs."""

import sys
from collections.abc import Mapping
from pathlib import Path

from grandlivre.cli.running import shown
from grandlivre.errors import ConfigError
from grandlivre.export.formats import FORMATS
from grandlivre.pipeline.exporting import export, read_book, read_run, usual_place
from grandlivre.pipeline.recording import LEDGER_FILE
from grandlivre.reference.messages import Messages


def export_command(
    say: Messages, source: str, *, to: str | None, db: str | None, out: str | None
) -> int:
    """Read what a run wrote, write it in another format, say what was written and what not."""
    if to is None:
        raise ConfigError(
            "no format was named", where="--to", remedy=f"use one of {', '.join(FORMATS)}"
        )
    folder = Path(source)
    kept = db or (source if (folder / LEDGER_FILE).is_file() else None)
    ledger, claims, documents = read_book(kept) if kept else (*read_run(folder), [])
    result = export(to, Path(out) if out else usual_place(to, folder), ledger, claims, documents)
    made = result.exported
    lines = [say.say("export.written", path=shown(result.path), what=_listed(say, made.written))]
    if any(made.extended.values()):
        lines.append(say.say("export.extended", what=_listed(say, made.extended)))
    if any(made.left_out.values()):
        lines.append(say.say("export.left_out", what=_listed(say, made.left_out)))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _listed(say: Messages, counts: Mapping[str, int]) -> str:
    return ", ".join(
        say.say(f"export.count.{name}", count=count) for name, count in counts.items() if count
    )
