"""Near-copies: texts that rewrite one dispatch, each group with its likely origin.

Ten papers that print one wire are one source. Copies are told by the words they kept: runs of
words, quotations, figures, and the agency that they name. Unrelated articles about one
announcement share its figures and hardly a run of words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grandlivre.documents.boilerplate import repeated_lines, site_of
from grandlivre.documents.candidates import Index, lots
from grandlivre.documents.fingerprints import Fingerprint, Vocabulary, fingerprint, sketch
from grandlivre.documents.model import CopyGroup, Document, Groups, Link


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
    Candidates are pairs that share runs of five words (`grandlivre.documents.candidates`), found
    in time that grows with the number of documents and in bounded memory; only candidates are
    looked at closely, a few at a time. MinHash finds verbatim copies only: a rewritten dispatch
    keeps a twentieth of its runs. Containment (Broder 1997, doi 10.1109/SEQUEN.1997.666900) with
    quotations and figures decides.

    Examples
    --------
    >>> from grandlivre.documents.content import make_document
    >>> wire = "PARIS (AFP) - " + " ".join(f"mot{i} dit{i} que{i}" for i in range(30))
    >>> one = make_document("a.txt", wire, "text", b"")
    >>> two = make_document("b.txt", wire.replace("PARIS (AFP) - ", ""), "text", b"")
    >>> groups = group([two, one])
    >>> groups.origin_of(two.id) == one.id
    True
    """
    rules = criteria or Criteria()
    prose = {document.id: document for document in documents if document.format != "statements"}
    # By day and words: what a file is called must not say who copied whom.
    ordered = sorted(prose.values(), key=_by_content)
    repeated = repeated_lines(ordered)
    words = Vocabulary()
    index = Index()
    for place, document in enumerate(ordered):
        count, runs = sketch(document, words, site=site_of(document), boilerplate=repeated)
        if count >= rules.min_words:
            index.add(place, runs)
    found: list[CopyGroup] = []
    for lot in lots(index.pairs()):
        prints = {
            place: fingerprint(
                ordered[place],
                words,
                site=site_of(ordered[place]),
                boilerplate=repeated,
                figures=None if figures is None else figures.get(ordered[place].id),
            )
            for place in sorted(set(lot.ravel().tolist()))
        }
        links = {}
        for first, second in _each(lot):
            if link := compare(prints[first], prints[second], rules):
                links[first, second] = link
        found.extend(_grouped(prints, links, rules))
    found.sort(key=lambda one: one.origin)
    return Groups(
        groups=tuple(found), _by_document={member: one for one in found for member in one.members}
    )


def _by_content(document: Document) -> tuple[str, ...]:
    return document.published or "9999", document.text, document.url or "", document.id


def _each(pairs: Any) -> Iterator[tuple[int, int]]:
    """The rows of an array, some at a time: millions of pairs would weigh as many tuples."""
    for at in range(0, len(pairs), 4096):
        yield from pairs[at : at + 4096].tolist()


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


def _grouped(
    prints: Mapping[int, Fingerprint], links: Mapping[tuple[int, int], Link], rules: Criteria
) -> list[CopyGroup]:
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
    return [
        _with_origin({place: prints[place] for place in sorted(cluster)}, used[key])
        for key, cluster in clusters.items()
    ]


def _most_hold(
    prints: Mapping[int, Fingerprint], left: Sequence[int], right: Sequence[int], rules: Criteria
) -> bool:
    """True where more than half of the pairs across two clusters share their words too."""
    pairs = [(first, second) for first in left[:6] for second in right[:6]]
    held = sum(_containment(prints[a], prints[b]) >= rules.kept for a, b in pairs)
    return 2 * held > len(pairs)


def _with_origin(members: Mapping[int, Fingerprint], links: Sequence[Link]) -> CopyGroup:
    """Name the likely origin: an agency's own text, else the earliest, else the most shared."""
    shared: Counter[str] = Counter()
    for link in links:
        shared[link.first] += 1
        shared[link.second] += 1

    def rank(place: int) -> tuple[object, ...]:
        one = members[place]
        return (
            not one.is_dispatch,
            one.published or "9999",
            one.credits_agency,
            -shared[one.document],
            place,
        )

    origin = min(members, key=rank)
    place_of = {one.document: place for place, one in members.items()}
    return CopyGroup(
        origin=members[origin].document,
        members=(
            members[origin].document,
            *(one.document for place, one in members.items() if place != origin),
        ),
        links=tuple(sorted(links, key=lambda link: (place_of[link.first], place_of[link.second]))),
    )
