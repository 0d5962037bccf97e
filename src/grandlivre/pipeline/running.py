"""The main job: texts in; claims, a ledger and a report out."""

import os
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path

import orjson

from grandlivre.campus.design import CampusDesign
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.engine import Progress, write_whole
from grandlivre.errors import DocumentError, OutputError
from grandlivre.export.claims import csv_header, csv_line, jsonl_line
from grandlivre.ledger import Ledger, ReconcileOptions, ledger_to_json, reconcile
from grandlivre.ledger.history import known_from
from grandlivre.pipeline.campus import (
    CampusAsk,
    campus_year,
    design_of,
    financed_if_built,
    sections_of,
)
from grandlivre.pipeline.copying import within
from grandlivre.pipeline.outlook import report_json, report_prospect
from grandlivre.pipeline.publishing import FOLDER, changes_lately, edition_of_run, publish
from grandlivre.pipeline.reading import ReadOptions, read_pieces, take_inventory
from grandlivre.pipeline.recording import Recorded, Recorder
from grandlivre.pipeline.runs import record_campus
from grandlivre.pipeline.whereabouts import place_of
from grandlivre.pipeline.wire import without_text
from grandlivre.pipeline.writing import Watcher
from grandlivre.programme.model import Plan
from grandlivre.report.campus import Run as CampusRun
from grandlivre.report.render import render
from grandlivre.report.summary import summary


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What the main job made."""

    ledger: Ledger
    summary: str
    """A few lines that a journalist could quote."""
    report: Path
    """The report in one file."""
    pages: Path
    """Front page of the folder of pages."""
    outlook: Path | None
    """What it would build; None where the ledger builds nothing."""
    progress: Progress
    """What was counted on the way."""
    recorded: Recorded
    """What is new in the database."""


def run(
    sources: Sequence[str],
    out: Path,
    *,
    language: str = "en",
    options: ReadOptions | None = None,
    database: str | None = None,
    campus: str | None = None,
    watcher: Watcher,
) -> RunResult:
    """Read texts; write claims, ledger, outlook and report.

    These are ``claims.jsonl``, ``claims.csv``, ``ledger.json``, ``outlook.json`` where the
    ledger builds anything, ``report.html``, and the folder of pages ``report``.

    What is read is also recorded in a database, ``ledger.db``, which keeps what earlier runs
    recorded there; the other files are of this run alone.

    Parameters
    ----------
    sources
        As for `grandlivre.pipeline.reading.read`; none of them stands for the package's own corpus.
    out
        Folder for what is written; made where it does not exist.
    language
        Of the report and the summary: ``fr`` or ``en``.
    options
        How to read; in this process and by the rules alone by default.
    database
        Another place for the database: a file, or the address of a PostgreSQL database.
    campus
        A campus whose year the pages show too: its name, or a TOML file; None for none.
    watcher
        Who is told what happens.

    Raises
    ------
    DocumentError
        Where nothing at all could be read.
    OutputError
        Where the results cannot be written.
    StoreError
        Where the database cannot be opened or written.
    """
    out = Path(os.path.abspath(out))
    _make_folder(out)
    options = replace(options or ReadOptions(), keep_text=True)
    design = None if campus is None else design_of(campus)
    place = place_of(database, out)
    with Recorder(place, _asked(sources, options)) as recorder:
        if sources:
            documents, claims, progress = _read(sources, options, watcher, recorder)
        else:
            with corpus_names() as names:
                documents, claims, progress = _read(names, options, watcher, recorder)
        if not documents:
            raise DocumentError("nothing could be read", remedy="name texts that exist")
        recorded = recorder.finish(documents, claims)
        judgements = recorder.judgements()
    origins = within(recorded.origins, documents)
    how = ReconcileOptions(settled=recorded.settled)
    ledger = reconcile(claims, documents, origins, how, judgements=judgements)
    write_whole(out / "claims.jsonl", b"".join(map(jsonl_line, claims)))
    write_whole(out / "claims.csv", csv_header() + b"".join(map(csv_line, claims)))
    write_whole(
        out / "ledger.json", orjson.dumps(ledger_to_json(ledger), option=orjson.OPT_INDENT_2)
    )
    as_of = max(known_from(documents).values(), default=ledger.currency_date)
    prospect = report_prospect(ledger, claims, as_of, told=watcher.drawn)
    outlook = None
    if prospect is not None:
        outlook = out / "outlook.json"
        write_whole(outlook, report_json(prospect))
    page = render(ledger, claims, documents, language=language, copies=origins, prospect=prospect)
    report = out / "report.html"
    write_whole(report, page.encode("utf-8", "replace"))
    lately = changes_lately(ledger, claims, documents, how, judgements, origins)
    sections = None
    if design is not None:
        plan = None if prospect is None else prospect.plan
        year = _campus(campus or "", design, plan, watcher)
        sections = sections_of(year)
        record_campus(place, year)
    edition = edition_of_run(ledger, claims, documents, prospect, lately, origins, campus=sections)
    return RunResult(
        ledger=ledger,
        summary=summary(ledger, documents, language=language),
        report=report,
        pages=publish(edition, out / FOLDER, language=language),
        outlook=outlook,
        progress=progress,
        recorded=recorded,
    )


def _campus(name: str, design: CampusDesign, plan: Plan | None, watcher: Watcher) -> CampusRun:
    """A campus' year, with whether it pays by the ledger's plan."""
    year = campus_year(design, CampusAsk(told=watcher.simulated))
    return CampusRun(
        year=year,
        command=f"grandlivre campus run {name} --finance",
        accounts=financed_if_built(year, plan),
    )


def _asked(sources: Sequence[str], options: ReadOptions) -> dict[str, object]:
    """What a batch says of the run that it comes from."""
    return {
        "command": "run",
        "sources": list(sources),
        "model": None if options.model is None else options.model.name,
    }


def _read(
    sources: Sequence[str], options: ReadOptions, watcher: Watcher, recorder: Recorder
) -> tuple[list[Document], list[Claim], Progress]:
    watcher.counted(take_inventory(sources))
    documents: list[Document] = []
    claims: list[Claim] = []
    failed = 0
    progress = Progress()
    for piece in read_pieces(sources, options):
        for result in piece.results:
            if result.error is not None:
                failed += 1
            elif result.document is not None:
                # In a crawl most texts hold no claim; only their names are shown.
                kept = result.document if result.claims else without_text(result.document)
                documents.append(kept)
                claims.extend(result.claims)
                recorder.add(kept, result.claims)
            watcher.heard(result)
        progress = Progress(documents=len(documents), claims=len(claims), failed=failed)
        watcher.advanced(progress, piece.items)
    return documents, claims, progress


@contextmanager
def corpus_names() -> Iterator[list[str]]:
    """Names of the package's own texts, read from where they are.

    By their names alone, so that what is written names no machine and is the same on all.
    """
    with as_file(files("grandlivre") / "data" / "corpus") as folder, chdir(folder):
        yield sorted(name for name in os.listdir() if not name.startswith("."))


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            where=str(out),
            remedy="choose another --out",
        ) from error
