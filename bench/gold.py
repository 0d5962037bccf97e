"""Annotated texts: where they are, and how they are read.

Gold lives in several places: ``tests/golden/devset`` (texts to develop on), ``tests/golden/corpus``
(texts of the package's own corpus), ``world``, ``press``, ``bulletin`` and ``wire`` beside them
(other texts of ours), ``blind`` (no weight was fitted on them: look at their scores, not at their
misses) and, in the founders' workshop only, the seeds. A missing folder is simply empty.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grandlivre.base.keys import content_key
from grandlivre.documents.model import Document

ROOT = Path(__file__).resolve().parent.parent
WORKSHOP = ROOT.parent / "shared"
FOLDERS = {
    "seeds": WORKSHOP / "seeds",
    "devset": ROOT / "tests" / "golden" / "devset",
    "corpus": ROOT / "tests" / "golden" / "corpus",
    "world": ROOT / "tests" / "golden" / "world",
    "press": ROOT / "tests" / "golden" / "press",
    "bulletin": ROOT / "tests" / "golden" / "bulletin",
    "wire": ROOT / "tests" / "golden" / "wire",
    "blind": ROOT / "tests" / "golden" / "blind",
}
_CORPUS = ROOT / "src" / "grandlivre" / "data" / "corpus"


@dataclass(frozen=True, slots=True)
class GoldText:
    """A document with what a perfect reader would report of it."""

    folder: str
    document: Document
    claims: list[dict[str, Any]]
    spans: list[tuple[int, int]]


def texts(name: str) -> Iterator[GoldText]:
    """The annotated texts of one folder, by name of `FOLDERS`."""
    for path in sorted(FOLDERS[name].glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text, published = _text(path, gold)
        spans = [_nth(text, claim["quote"], claim["occurrence"]) for claim in gold["claims"]]
        document = Document(
            id=content_key("doc", gold["document"]),
            name=gold["document"],
            text=text,
            published=published,
        )
        yield GoldText(name, document, gold["claims"], spans)


def _text(path: Path, gold: dict[str, Any]) -> tuple[str, str | None]:
    beside = path.with_name(gold["document"])
    if beside.exists():
        return beside.read_text(encoding="utf-8"), None
    whole = (_CORPUS / gold["document"]).read_text(encoding="utf-8")
    _, _, body = whole.removeprefix("---\n").partition("\n---\n")
    return body.lstrip("\n"), gold.get("published")


def _nth(text: str, quote: str, occurrence: int) -> tuple[int, int]:
    at = -1
    for _ in range(occurrence):
        at = text.index(quote, at + 1)
    return at, at + len(quote)
