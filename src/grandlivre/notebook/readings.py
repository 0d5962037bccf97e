"""Texts read into claims, from Python."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim, Measure
from grandlivre.documents.model import Document
from grandlivre.engine import EngineOptions
from grandlivre.errors import GrandlivreError
from grandlivre.export.columns import Shape
from grandlivre.export.model import Material
from grandlivre.export.tables import TABLES
from grandlivre.ledger import Ledger, reconcile
from grandlivre.ledger.words import money_range
from grandlivre.notebook.shown import Rows, Shown, framed
from grandlivre.pipeline.reading import ReadOptions
from grandlivre.pipeline.reading import read as read_sources
from grandlivre.pipeline.running import corpus_names

_MOST_ROWS = 12


@dataclass(frozen=True, kw_only=True, repr=False)
class Reading(Shown):
    """Claims with their documents; goes on as its claims in a ``for`` and in ``len``."""

    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    problems: tuple[GrandlivreError, ...] = field(default=())
    """What could not be read, and why."""
    main = "claims"

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def __repr__(self) -> str:
        return f"<{len(self.claims)} claims in {len(self.documents)} documents>"

    def _tables(self) -> Mapping[str, tuple[Shape, Rows]]:
        material = Material.gather(_no_ledger(), self.claims, self.documents)
        return {
            name: (TABLES[name], TABLES[name].rows(material)) for name in ("claims", "documents")
        }

    def _repr_html_(self) -> str:
        rows = Markup("").join(
            Markup("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
                _amount(claim),
                claim.role.value,
                ", ".join(claim.investors) or "–",
                f"“{claim.evidence.quote}” — {claim.document}",
            )
            for claim in self.claims[:_MOST_ROWS]
        )
        more = len(self.claims) - _MOST_ROWS
        note = Markup("<p class='muted'>and {} more</p>").format(more) if more > 0 else ""
        body = Markup(
            "<h2>{} claims in {} documents</h2><table><thead><tr><th>Amount</th><th>What</th>"
            "<th>Who pays</th><th>Evidence</th></tr></thead><tbody>{}</tbody></table>{}"
        ).format(len(self.claims), len(self.documents), rows, note)
        return framed(body, height=460)


Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def read(paths: Paths | None = None, *, workers: int = 1) -> Reading:
    """Read files, folders, patterns or archives into claims.

    Parameters
    ----------
    paths
        One or several, of any format that ``grandlivre read`` takes; None for the corpus that
        comes with the package.
    workers
        Processes that read; 1 reads in this one.

    Returns
    -------
    Reading
        What could not be read is in its `problems`; the rest is read all the same.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     text = Path(folder) / "a.txt"
    ...     _ = text.write_text("Norvane investira 3 milliards d'euros à Lens.", encoding="utf-8")
    ...     reading = read(text)
    >>> [claim.evidence.quote for claim in reading]
    ["3 milliards d'euros"]
    """
    if paths is None:
        with corpus_names() as names:
            return read(names, workers=workers)
    named = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    options = ReadOptions(engine=EngineOptions(workers=workers), keep_text=True)
    claims: list[Claim] = []
    documents: list[Document] = []
    problems: list[GrandlivreError] = []
    for result in read_sources([os.fspath(each) for each in named], options):
        claims.extend(result.claims)
        if result.document is not None:
            documents.append(result.document)
        if result.error is not None:
            problems.append(result.error)
        problems.extend(result.warnings)
    return Reading(claims=tuple(claims), documents=tuple(documents), problems=tuple(problems))


def _no_ledger() -> Ledger:
    return reconcile((), ())


def _amount(claim: Claim) -> str:
    if claim.measure is Measure.MONEY:
        return money_range(Interval(low=claim.low, high=claim.high), claim.unit).en
    return claim.evidence.quote
