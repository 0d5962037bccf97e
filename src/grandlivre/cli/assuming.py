"""``grandlivre parameters``: what is assumed, and the sources behind it."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from grandlivre.cli.help import stdout_columns
from grandlivre.errors import ConfigError
from grandlivre.pipeline.assuming import (
    assumptions_csv,
    assumptions_json,
    assumptions_text,
    choose,
)
from grandlivre.reference.messages import Messages
from grandlivre.report.answers import Paper

_FORMS = ("table", "json", "csv")


def parameters_command(
    say: Messages, names: Sequence[str], *, form: str | None, own: str | None
) -> int:
    """Print all assumptions, or those asked for with the rows behind them."""
    form = form or "table"
    if form not in _FORMS:
        raise ConfigError(
            f"there is no format called {form}",
            where="--format",
            remedy=f"use one of {', '.join(_FORMS)}",
        )
    asked = choose(names, Path(own) if own else None)
    if form == "json":
        plain = orjson.dumps(assumptions_json(asked), option=orjson.OPT_INDENT_2)
        text = plain.decode() + "\n"
    elif form == "csv":
        text = assumptions_csv(asked, say.language)
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        paper = Paper(say, width=stdout_columns(), colour=colour)
        text = assumptions_text(asked, paper, each=bool(names))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    return 0
