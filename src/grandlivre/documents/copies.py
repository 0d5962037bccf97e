"""Near-copies: texts that rewrite one dispatch, each group with its likely origin.

Ten papers that print one wire are one source. Copies are told by the words they kept: runs of
words, quotations, figures, and the agency that they name. Unrelated articles about one
announcement share its figures and hardly a run of words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from grandlivre.documents.fingerprints import (
    Fingerprint,
    fingerprint,
    line_key,
    story_lines,
    vocabulary,
)
from grandlivre.documents.model import Document
from grandlivre.documents.views import view_of

_SAMPLED = 8_000_000
"""How many runs of words the index of candidates holds at most; beyond, a fixed share of them."""
_SHARED_RUNS = 0.03
"""The share of the shorter text's runs of five words that two candidates have in common."""
_ALL_PAIRS = 12
"""Up to this many documents that share a run are compared each with each; more as a chain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What makes two texts copies. Containment is of the shorter in the longer, in runs of three
    words: independent reports of one announcement reach 0.09, rewritten dispatches start at 0.2.
    """

    verbatim: float = 0.3
    """Enough by itself."""
    supported: float = 0.12
    """Enough with a shared quotation, or with half of the figures."""
    paraphrased: float = 0.05
    """Enough with shared quotations, half of the figures and an agency that both name."""
    kept: float = 0.08
    """What most pairs of a group must reach, so that a round-up does not join its sources."""
    min_words: int = 25
    """Shorter texts (headlines) are not compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two documents were held to be copies."""

    first: str
    second: str
    containment: float
    """Share of the shorter text's runs of three words that stand in the other, 0 to 1."""
    quotations: int
    """Runs of four words that both have within quotation marks."""
    figures: tuple[str, ...]
    """Figures in both."""
    agencies: tuple[str, ...]
    """Agencies named in both."""
    reason: str
    """``verbatim``, ``quotation``, ``figures`` or ``paraphrase``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Documents that go back to one text."""

    origin: str
    """Id of the document that the others most likely go back to."""
    members: tuple[str, ...]
    """Ids of all its documents, the origin first, then by date and name."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Groups of copies; a document in none of them stands for itself."""

    groups: tuple[CopyGroup, ...] = ()
    _by_document: Mapping[str, CopyGroup] = field(default_factory=dict, repr=False)

    def of(self, document_id: str) -> CopyGroup | None:
        """The group that a document is in; None where it has no copy."""
        return self._by_document.get(document_id)

    def origin_of(self, document_id: str) -> str:
        """The document that counts as the source of this one: itself where it has no copy."""
        group_of = self._by_document.get(document_id)
        return document_id if group_of is None else group_of.origin

    def independent(self, document_ids: Iterable[str]) -> int:
        """How many independent origins some documents have between them."""
        return len({self.origin_of(document_id) for document_id in document_ids})


def group(
    documents: Iterable[Document],
    *,
    figures: Mapping[str, frozenset[str]] | None = None,
    criteria: Criteria | None = None,
) -> Groups:
    """Group documents that rewrite one text.

    Parameters
    ----------
    documents
        Documents of any formats; statements (rows of tables) are left out.
    figures
        The figures of each document by its id, where a later stage knows them; read here by a
        quick pattern otherwise.
    criteria
        What makes two texts copies.

    Returns
    -------
    Groups
        The same whatever the order of `documents`.

    Notes
    -----
    Candidates are pairs that share runs of five words, from an inverted index: near-linear in
    the number of documents, for a run that many share links them as a chain. MinHash finds
    verbatim copies only: a rewritten dispatch keeps a twentieth of its runs. Containment
    (Broder 1997, doi 10.1109/SEQUEN.1997.666900) with quotations and figures decides.

    Examples
    --------
    >>> from grandlivre.documents.content import make_document
    >>> wire = "PARIS (AFP) - " + " ".join(f"mot{i} dit{i} que{i}" for i in range(30))
    >>> one, two = (make_document(name, wire, "text", b"") for name in ("a.txt", "b.txt"))
    >>> groups = group([two, one])
    >>> groups.origin_of(two.id) == one.id, groups.independent([one.id, two.id])
    (True, 1)
    """
    rules = criteria or Criteria()
    prose = {document.id: document for document in documents if document.format != "statements"}
    ordered = sorted(prose.values(), key=lambda document: (document.name, document.id))
    rate = max(1, 400 * len(ordered) // _SAMPLED)
    prints = _fingerprints(ordered, figures or {}, rate)
    links = {}
    for first, second in _candidates(prints, rate, rules):
        if link := compare(prints[first], prints[second], rules):
            links[first, second] = link
    return _grouped(prints, links, rules)


def _fingerprints(
    documents: Sequence[Document], figures: Mapping[str, frozenset[str]], rate: int
) -> list[Fingerprint]:
    """The fingerprint of each document, less what stands on every page of its site."""
    repeated = _boilerplate(documents)
    words = vocabulary()
    return [
        fingerprint(
            document,
            words,
            boilerplate=repeated.get(_site(document), frozenset()),
            figures=figures.get(document.id),
            rate=rate,
        )
        for document in documents
    ]


def compare(first: Fingerprint, second: Fingerprint, rules: Criteria) -> Link | None:
    """Say why two documents are copies; None where they are not."""
    import numpy

    if first.language != second.language or min(first.words, second.words) < rules.min_words:
        return None
    containment = _containment(first, second)
    if containment < rules.paraphrased:
        return None
    quotations = len(numpy.intersect1d(first.quoted, second.quoted, assume_unique=True))
    figures = first.figures & second.figures
    least = min(len(first.figures), len(second.figures))
    same_figures = len(figures) >= 3 and 2 * len(figures) >= least
    agencies = first.agencies & second.agencies
    if containment >= rules.verbatim:
        reason = "verbatim"
    elif containment >= rules.supported and quotations >= 2:
        reason = "quotation"
    elif containment >= rules.supported and same_figures:
        reason = "figures"
    elif quotations >= 3 and same_figures and agencies:
        reason = "paraphrase"
    else:
        return None
    return Link(
        first=first.document,
        second=second.document,
        containment=round(containment, 3),
        quotations=quotations,
        figures=tuple(sorted(figures)),
        agencies=tuple(sorted(agencies)),
        reason=reason,
    )


def _containment(first: Fingerprint, second: Fingerprint) -> float:
    import numpy

    least = min(len(first.runs), len(second.runs))
    if not least:
        return 0.0
    return len(numpy.intersect1d(first.runs, second.runs, assume_unique=True)) / least


def _site(document: Document) -> str:
    """The site that a document comes from, by its address or else its publisher."""
    host = ""
    if document.url:
        try:
            host = urlsplit(document.url).hostname or ""
        except ValueError:
            host = ""
    return host.removeprefix("www.") or document.publisher or ""


def _boilerplate(documents: Sequence[Document]) -> dict[str, frozenset[int]]:
    """Lines that stand on many pages of one site, by site."""
    sites = defaultdict(list)
    for document in documents:
        if site := _site(document):
            sites[site].append(document)
    repeated = {}
    for site, pages in sites.items():
        if len(pages) < 4:
            continue
        counts: Counter[int] = Counter()
        for page in pages:
            counts.update({line_key(line) for line in story_lines(view_of(page.text).text)})
        often = max(4, len(pages) // 5)
        repeated[site] = frozenset(key for key, count in counts.items() if count >= often)
    return repeated


def _candidates(
    prints: Sequence[Fingerprint], rate: int, rules: Criteria
) -> Iterator[tuple[int, int]]:
    """Pairs of documents that share enough runs of five words, or quoted ones, to be compared."""
    import numpy

    eligible = [place for place, one in enumerate(prints) if one.words >= rules.min_words]
    hashes, owners = [], []
    for place in eligible:
        one = prints[place]
        taken = numpy.union1d(one.long_runs, one.quoted)
        hashes.append(taken)
        owners.append(numpy.full(len(taken), place, numpy.uint32))
    if not hashes:
        return
    keys, places = numpy.concatenate(hashes), numpy.concatenate(owners)
    order = numpy.lexsort((places, keys))
    keys, places = keys[order], places[order].astype(numpy.uint64)
    pairs = []
    for distance in range(1, _ALL_PAIRS):
        same = keys[distance:] == keys[:-distance]
        pairs.append((places[:-distance][same] << numpy.uint64(32)) | places[distance:][same])
    found, counts = numpy.unique(numpy.concatenate(pairs), return_counts=True)
    first, second = found >> numpy.uint64(32), found & numpy.uint64(0xFFFFFFFF)
    sizes = numpy.array([len(one.long_runs) for one in prints])
    least = numpy.minimum(sizes[first], sizes[second])
    enough = numpy.maximum(1 if rate > 1 else 3, _SHARED_RUNS * least)
    for pair in found[counts >= enough].tolist():
        yield pair >> 32, pair & 0xFFFFFFFF


def _grouped(
    prints: Sequence[Fingerprint], links: Mapping[tuple[int, int], Link], rules: Criteria
) -> Groups:
    """Join linked documents, strongest link first, where most pairs of both sides hold."""
    cluster_of: dict[int, list[int]] = {}
    used: dict[int, list[Link]] = defaultdict(list)
    for (first, second), link in sorted(
        links.items(), key=lambda item: (-item[1].containment, item[0])
    ):
        left = cluster_of.setdefault(first, [first])
        right = cluster_of.setdefault(second, [second])
        if left is not right:
            if not _most_hold(prints, left, right, rules):
                continue
            left.extend(right)
            for place in right:
                cluster_of[place] = left
            used[id(left)].extend(used.pop(id(right), []))
        used[id(left)].append(link)
    clusters = {id(cluster): cluster for cluster in cluster_of.values() if len(cluster) > 1}
    groups = [
        _with_origin([prints[place] for place in cluster], used[key])
        for key, cluster in clusters.items()
    ]
    groups.sort(key=lambda one: one.origin)
    return Groups(
        groups=tuple(groups),
        _by_document={member: one for one in groups for member in one.members},
    )


def _most_hold(
    prints: Sequence[Fingerprint], left: Sequence[int], right: Sequence[int], rules: Criteria
) -> bool:
    """True where more than half of the pairs across two clusters share their words too."""
    pairs = [(first, second) for first in left[:6] for second in right[:6]]
    held = sum(_containment(prints[a], prints[b]) >= rules.kept for a, b in pairs)
    return 2 * held > len(pairs)


def _with_origin(members: Sequence[Fingerprint], links: Sequence[Link]) -> CopyGroup:
    """Name the likely origin: an agency's own text, else the earliest, else the most shared."""
    shared: Counter[str] = Counter()
    for link in links:
        shared[link.first] += 1
        shared[link.second] += 1

    def rank(one: Fingerprint) -> tuple[object, ...]:
        return (
            not one.is_dispatch,
            one.published or "9999",
            one.credits_agency,
            -shared[one.document],
            one.name,
            one.document,
        )

    origin = min(members, key=rank)
    rest = sorted(
        (one for one in members if one is not origin),
        key=lambda one: (one.published or "9999", one.name, one.document),
    )
    return CopyGroup(
        origin=origin.document,
        members=(origin.document, *(one.document for one in rest)),
        links=tuple(sorted(links, key=lambda link: (link.first, link.second))),
    )
