"""Where a ledger stands: what a folder or an address means, without loading who records."""

import os
from pathlib import Path

from grandlivre.store import is_address

LEDGER_FILE = "ledger.db"
"""What the database of a run's own folder is called."""
USUAL_FOLDER = "out/run"
"""Where a run writes, and where questions look, unless told otherwise."""


def ledger_at(place: str) -> str:
    """The database that a name stands for: of a folder, the one that a run wrote into it."""
    if not is_address(place) and os.path.isdir(place):
        return str(Path(place) / LEDGER_FILE)
    return place


def place_of(database: str | None, out: Path) -> str:
    """Where a run records: the database that was named, else a file in its folder."""
    return database or str(out / LEDGER_FILE)
