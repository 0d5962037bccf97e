"""``grandlivre trace audit``: check what was typed, look, print."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from grandlivre.cli.help import stdout_columns
from grandlivre.errors import ConfigError
from grandlivre.pipeline.auditing import audited, trace_json, trace_text
from grandlivre.reference.messages import Messages
from grandlivre.report.answers import Paper

_FORMS = ("table", "json")


def trace_command(
    say: Messages,
    words: Sequence[str],
    capacity: tuple[float | None, str | None],
    *,
    form: str | None,
) -> int:
    """Print what a trace holds and what is wrong with it; the status says whether anything is."""
    form = form or "table"
    if form not in _FORMS:
        raise ConfigError(
            f"there is no format called {form}",
            where="--format",
            remedy=f"use one of {', '.join(_FORMS)}",
        )
    if not words or words[0] != "audit" or len(words) == 1:
        raise ConfigError(
            "what is to be done with which trace is not said",
            where="trace",
            remedy="write grandlivre trace audit FILE",
        )
    accelerators, nodes = capacity
    found = [
        audited(Path(path), accelerators, Path(nodes) if nodes else None) for path in words[1:]
    ]
    if form == "json":
        plain = orjson.dumps([trace_json(each) for each in found], option=orjson.OPT_INDENT_2)
        text = plain.decode() + "\n"
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        paper = Paper(say, width=stdout_columns(), colour=colour)
        text = trace_text(paper, found)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0
