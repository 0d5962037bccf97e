"""``grandlivre run``: the main job, from texts to a report."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from grandlivre.cli.help import db_option
from grandlivre.cli.telling import ended_politely, telling
from grandlivre.config import settings
from grandlivre.pipeline.reading import ReadOptions
from grandlivre.pipeline.running import run
from grandlivre.pipeline.whereabouts import USUAL_FOLDER
from grandlivre.reference.messages import Messages
from grandlivre.store import is_address


def run_command(
    say: Messages, sources: Sequence[str], *, out: str, given: Mapping[str, str | None]
) -> int:
    """Read sources, make the ledger, write the report; returns the exit status."""
    asked = settings(os.environ, given)
    options = ReadOptions(engine=asked.engine, model=asked.model)
    with ended_politely(), telling(say, show=True) as told:
        result = run(
            sources,
            Path(out),
            language=say.language,
            options=options,
            database=asked.db,
            campus=given.get("campus"),
            watcher=told.watcher(),
        )
        told.of_the_model()
    counts = say.say(
        "run.read",
        documents=say.say("count.documents", count=result.progress.documents),
        claims=say.say("count.claims", count=result.progress.claims),
    )
    place = result.recorded.place
    recorded = say.say(
        "run.recorded",
        place=place if is_address(place) else shown(Path(place)),
        documents=say.say("count.documents", count=result.recorded.new_documents),
        claims=say.say("count.claims", count=result.recorded.new_claims),
    )
    report = say.say("run.report", path=shown(result.report))
    lines = [result.summary, "", counts, recorded]
    if result.outlook is not None:
        # Without an option, `grandlivre outlook` would ask the usual ledger, not this one.
        named = given.get("db") or (None if asked.db or out == USUAL_FOLDER else out)
        command = f"grandlivre outlook{db_option(named)}"
        lines.append(say.say("run.outlook", path=shown(result.outlook), command=command))
    lines.append(say.say("run.pages", path=shown(result.pages)))
    lines.append(report)
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if result.progress.failed else 0


def shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)
