"""``grandlivre run``: the main job, from texts to a report."""

from collections.abc import Mapping, Sequence

from grandlivre.errors import GrandlivreError
from grandlivre.reference.messages import Messages


def run_command(
    say: Messages, sources: Sequence[str], *, out: str, given: Mapping[str, str | None]
) -> int:
    """Read sources, make the ledger, write the report; returns the exit status."""
    raise GrandlivreError("the main job is not wired yet")
