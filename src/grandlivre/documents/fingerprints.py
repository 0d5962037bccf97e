"""What of a text its copies keep: runs of words, quotations, figures, and the agency it names."""

import re
import zlib
from dataclasses import dataclass
from itertools import islice
from typing import Any

from grandlivre.documents.furniture import is_dateline, is_furniture
from grandlivre.documents.language import language_of
from grandlivre.documents.model import Document
from grandlivre.documents.views import view_of

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r'"([^"\n]{12,600})"|«\s*([^»«\n]{12,600}?)\s*»')
# Agencies by the one word that tells them, as texts write it.
_AGENCIES = frozenset(
    [
        *("AFP", "Reuters", "AP", "Bloomberg", "dpa", "DPA", "ANSA", "EFE", "Belga", "ATS"),
        *("Kyodo", "Xinhua", "APA", "MTI", "PAP", "AEF", "APM", "Agefi", "Canadienne", "PA"),
    ]
)
_ANY = "|".join(sorted(_AGENCIES))
_BYLINE = re.compile(rf"\((?:{_ANY})(?:\s*/[^)]*)?\)\s*[-–:]")
_PUBLISHED_BY = re.compile(rf"(?:Agence France-Presse|{_ANY})\b")
# What stands before or after the name of an agency that a text was taken from.
_TAKEN_FROM = re.compile(
    r"(?:avec|with|d'après|selon|source ?:|from|by|à|told|cite|citée? par)"
    r" (?:l'|agences? ?\(?|the )?$",
    re.IGNORECASE,
)
_REPORTS = re.compile(r" (?:report(?:s|ed)|rapporte|indique|avance)\b")
_FIGURE = re.compile(
    r"(\d(?:\d{0,2}(?:[ .,]\d{3})+(?!\d)|\d*(?:[.,]\d+)?))(?!\d)\s?"
    r"(milliards?|millions?|billions?|trillions?|mds?|bn|tn|m|k|gw|mw|kw|twh|gwh|mwh|ha|hectares?"
    r"|gigawatts?|m[ée]gawatts?|%)?(?![\w])",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"[ .,](?=\d{3}(?!\d))")
_SCALES = {"milliard": "bn", "billion": "bn", "md": "bn", "million": "m", "gigawatt": "gw"}
_SCALES |= {"mégawatt": "mw", "megawatt": "mw", "trillion": "tn", "hectare": "ha"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What is compared of one document; some kilobytes, whatever the length of its text."""

    document: str
    """Id of the document."""
    language: str
    published: str
    words: int
    runs: Any
    """Sorted distinct hashes of its runs of three words (array of uint32)."""
    quoted: Any
    """Sorted distinct hashes of the runs of four words within quotation marks (uint32)."""
    figures: frozenset[str]
    agencies: frozenset[str]
    """News agencies that it names anywhere."""
    is_dispatch: bool
    """An agency's own text, by its byline or its publisher."""
    credits_agency: bool


def story_lines(text: str) -> list[str]:
    """The lines of a view that belong to the story: neither furniture nor datelines."""
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if line and not (is_furniture(line) or is_dateline(line))]


def _story(view: str, site: str, boilerplate: frozenset[int]) -> str:
    """The story of a view, less the lines that stand on every page of its site."""
    lines = story_lines(view)
    if boilerplate:
        lines = [line for line in lines if line_key(line, site) not in boilerplate]
    return "\n".join(lines)


def _is_credited(view: str, agency: str) -> bool:
    """True where a text says that it takes something from an agency."""
    at = view.find(agency)
    while at >= 0:
        after = at + len(agency)
        if _TAKEN_FROM.search(view[max(0, at - 24) : at]) or _REPORTS.match(view, after):
            return True
        at = view.find(agency, after)
    return False


class Vocabulary(dict[str, int]):
    """Checksums of words, each worked out once; emptied when it holds a great many."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = self[word] = zlib.crc32(word.encode("utf-8", "replace"))
        return found


_MOST_WORDS = 200_000


def fingerprint(
    document: Document,
    words: Vocabulary,
    *,
    site: str = "",
    boilerplate: frozenset[int] = frozenset(),
    figures: frozenset[str] | None = None,
) -> Fingerprint:
    """Take the fingerprint of one document.

    Parameters
    ----------
    document
        Any prose.
    words
        Where checksums of words are kept.
    site
        The site that it comes from.
    boilerplate
        Keys of lines (`line_key`) to leave out: they stand on every page of its site.
    figures
        Its figures, where the caller knows them better than a quick look does.
    """
    view = view_of(document.text).text
    story = _story(view, site, boilerplate)
    found = _WORD.findall(story)
    # Bylines and credits stand in the story or on the lines that give its date.
    agencies = _AGENCIES.intersection(found) | _AGENCIES.intersection(_WORD.findall(view[:600]))
    return Fingerprint(
        document=document.id,
        language=document.language or language_of(document.text),
        published=document.published or "",
        words=len(found),
        runs=_narrow(_runs(_hashes(found, words), 3)),
        quoted=_narrow(_quoted_runs(story, words)),
        figures=_figures(story) if figures is None else figures,
        agencies=frozenset(name.lower() for name in agencies),
        is_dispatch=(bool(agencies) and _BYLINE.search(view[:600]) is not None)
        or _PUBLISHED_BY.match(document.publisher or "") is not None,
        credits_agency=any(_is_credited(view, name) for name in agencies),
    )


def sketch(
    document: Document,
    words: Vocabulary,
    *,
    site: str = "",
    boilerplate: frozenset[int] = frozenset(),
) -> tuple[int, Any]:
    """How many words a document has, and distinct hashes (uint32) by which copies find it.

    Those of its runs of five words, and of the runs of four within quotation marks.
    """
    import numpy

    story = _story(view_of(document.text).text, site, boilerplate)
    found = _WORD.findall(story)
    long_runs = _runs(_hashes(found, words), 5)
    return len(found), _narrow(numpy.concatenate([long_runs, _quoted_runs(story, words)]))


def line_key(line: str, site: str = "") -> int:
    """A checksum of a line and its site, by which what stands on its every page is known again."""
    checksum = zlib.crc32(line.encode("utf-8", "replace"), zlib.crc32(site.encode()))
    return checksum << 24 | len(line) & 0xFFFFFF


def _hashes(found: list[str], words: Vocabulary) -> Any:
    """A 64-bit hash of each word, whatever its case."""
    import numpy

    checksums = map(words.__getitem__, map(str.lower, found))
    return _mixed(numpy.fromiter(checksums, numpy.uint64, len(found)) + numpy.uint64(1))


def _mixed(values: Any) -> Any:
    """Spread bits (the finaliser of splitmix64)."""
    import numpy

    with numpy.errstate(over="ignore"):
        values = (values ^ (values >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
        values = (values ^ (values >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return values ^ (values >> numpy.uint64(31))


def _runs(hashes: Any, size: int) -> Any:
    """A hash of each run of `size` words."""
    import numpy

    count = len(hashes) - size + 1
    if count <= 0:
        return numpy.empty(0, numpy.uint64)
    total = numpy.zeros(count, numpy.uint64)
    with numpy.errstate(over="ignore"):
        for place in range(size):
            total = total * numpy.uint64(0x9E3779B97F4A7C15) + hashes[place : place + count]
    return _mixed(total)


def _narrow(values: Any) -> Any:
    """Sorted distinct values of 32 bits; for some hundreds, half the time of `numpy.unique`."""
    import numpy

    values = values.astype(numpy.uint32)
    values.sort()
    if len(values) < 2:
        return values
    distinct = numpy.empty(len(values), bool)
    distinct[0] = True
    numpy.not_equal(values[1:], values[:-1], out=distinct[1:])
    return values[distinct]


def _quoted_runs(story: str, words: Vocabulary) -> Any:
    """Hashes of the runs of four words that stand within quotation marks."""
    import numpy

    quotes = [match[1] or match[2] for match in islice(_QUOTED.finditer(story), 200)]
    parts = [_runs(_hashes(_WORD.findall(quote), words), 4) for quote in quotes]
    return numpy.concatenate(parts) if parts else numpy.empty(0, numpy.uint64)


def _figures(story: str) -> frozenset[str]:
    """Figures with their scale or unit, spelled one way; bare years and small counts left out."""
    found = set()
    for match in _FIGURE.finditer(story):
        before = story[match.start() - 1 : match.start()]
        if before.isalnum() or before in (".", ","):
            continue
        digits = match[1]
        if len(digits) > 3:
            digits = _THOUSANDS.sub("", digits)
        digits = digits.replace(",", ".")
        unit = (match[2] or "").lower().removesuffix("s")
        if not unit and (len(digits) < 2 or (len(digits) == 4 and digits[:2] in ("19", "20"))):
            continue
        found.add(digits + _SCALES.get(unit, unit))
    return frozenset(found)
