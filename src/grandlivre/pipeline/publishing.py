"""The pages written into a folder: all of them, in place of those of an earlier run."""

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path

import orjson

from grandlivre import __version__
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities.model import Judgement
from grandlivre.errors import OutputError
from grandlivre.ledger import Ledger, ReconcileOptions, ledger_to_json, reconcile
from grandlivre.ledger.grouping.origins import Copies
from grandlivre.ledger.history import Change, diff, known_from, said_until
from grandlivre.reference.parameters import parameters
from grandlivre.report.outlook import Prospect
from grandlivre.report.pages import Edition, Loaded, static_site

FOLDER = "report"
"""Name of the folder of pages, beside the report in one file."""
_FRONT = "index.html"
_MARK = ".grandlivre"
"""A file that says that the folder is ours to write anew."""
_LATELY_DAYS = 10
"""Changes are told from so many days on which anything was published."""


def edition_of_run(
    ledger: Ledger,
    claims: Sequence[Claim],
    documents: Sequence[Document],
    prospect: Prospect | None,
    lately: tuple[date | None, tuple[Change, ...]],
    copies: Copies | None = None,
    *,
    campus: Mapping[str, str] | None = None,
) -> Edition:
    """What a run has just made, as its pages show it.

    Parameters
    ----------
    ledger, claims, documents, prospect, copies
        What was made, from what.
    lately
        From `changes_lately`.
    campus
        The part on a campus by language; None for none.
    """
    since, changes = lately
    made = orjson.dumps(ledger_to_json(ledger), option=orjson.OPT_SORT_KEYS)
    version = blake2b(__version__.encode() + made, digest_size=9).hexdigest()
    return Edition(
        ledger=ledger,
        library=Loaded(claims, documents, copies, ledger.notices),
        days=tuple(sorted(set(known_from(documents).values()))),
        changes=changes,
        since=since,
        prospect=prospect,
        parameters=parameters(),
        campus=campus or {},
        version=version,
    )


def lately_since(days: Sequence[date]) -> date | None:
    """The day that "lately" begins after; None where all was published on one day.

    Examples
    --------
    >>> lately_since([date(2026, 3, 1), date(2026, 3, 2)]), lately_since([date(2026, 3, 1)])
    (datetime.date(2026, 3, 1), None)
    """
    return days[max(0, len(days) - 1 - _LATELY_DAYS)] if len(days) > 1 else None


def changes_lately(
    ledger: Ledger,
    claims: Sequence[Claim],
    documents: Sequence[Document],
    how: ReconcileOptions,
    judgements: Sequence[Judgement] = (),
    copies: Copies | None = None,
) -> tuple[date | None, tuple[Change, ...]]:
    """What changed over the last days on which anything was published, and since which day.

    Parameters
    ----------
    ledger
        As it stands.
    claims, documents, how, judgements, copies
        What it was made from, and how.
    """
    since = lately_since(sorted(set(known_from(documents).values())))
    if since is None:
        return None, ()
    spoken, known = said_until(claims, documents, since)
    before = reconcile(spoken, known, copies, how, judgements=judgements)
    return since, diff(before, ledger)


def publish(edition: Edition, folder: Path, *, language: str) -> Path:
    """Write every page of an edition.

    Parameters
    ----------
    edition
        What is shown.
    folder
        Where; the pages of an earlier run are replaced, all at once.
    language
        Of the front page: ``fr`` or ``en``.

    Returns
    -------
    Path
        The front page.

    Raises
    ------
    OutputError
        Where it cannot be written, or the folder holds something else.
    """
    _refuse_strangers(folder)
    fresh = folder.with_name(folder.name + ".partial")
    try:
        _clear(fresh)
        made: set[Path] = set()
        for name, data in static_site(edition, language=language):
            path = fresh / name
            if path.parent not in made:
                path.parent.mkdir(parents=True, exist_ok=True)
                made.add(path.parent)
            path.write_bytes(data)
        (fresh / _MARK).write_text(f"{edition.version}\n", encoding="utf-8")
        _clear(folder)
        os.replace(fresh, folder)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(folder),
            remedy="choose another --out",
        ) from error
    return folder / _FRONT


def _refuse_strangers(folder: Path) -> None:
    """Nothing is removed that we have not written."""
    if folder.exists() and not (folder / _MARK).is_file():
        is_empty = folder.is_dir() and not any(folder.iterdir())
        if not is_empty:
            raise OutputError(
                "holds something else than pages of an earlier run",
                where=str(folder),
                remedy="move it away, or choose another --out",
            )


def _clear(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
