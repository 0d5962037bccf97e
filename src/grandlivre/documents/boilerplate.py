"""Lines that stand on many pages of one site: menus, slogans, the foot of every article."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from grandlivre.documents.fingerprints import line_key, story_lines
from grandlivre.documents.model import Document
from grandlivre.documents.views import view_of

_FEWEST = 4
"""Pages of a site, and of pages with a line, from which on lines are counted."""
_SHARE = 5
"""A line that stands on every fifth page is none of their stories."""


def site_of(document: Document) -> str:
    """The site that a document comes from, by its address or else its publisher."""
    host = ""
    if document.url:
        try:
            host = urlsplit(document.url).hostname or ""
        except ValueError:
            host = ""
    return host.removeprefix("www.") or document.publisher or ""


def repeated_lines(documents: Sequence[Document]) -> frozenset[int]:
    """Keys (`line_key`) of the lines that stand on many pages of one site.

    Notes
    -----
    Keys are kept as one flat array and counted by sorting, for a site may have a hundred
    thousand pages of lines that stand but once.
    """
    import numpy

    sites = [site_of(document) for document in documents]
    pages = Counter(site for site in sites if site)
    numbers = {site: number for number, site in enumerate(pages)}
    often = numpy.array([max(_FEWEST, count // _SHARE) for count in pages.values()], numpy.int64)
    keys, owners = [], []
    for document, site in zip(documents, sites, strict=True):
        if pages[site] >= _FEWEST:
            lines = story_lines(view_of(document.text).text)
            found = {line_key(line, site) for line in lines}
            keys.append(numpy.fromiter(found, numpy.uint64, len(found)))
            owners.append(numpy.full(len(found), numbers[site], numpy.uint32))
    if not keys:
        return frozenset()
    all_keys, first, counts = numpy.unique(
        numpy.concatenate(keys), return_index=True, return_counts=True
    )
    least = often[numpy.concatenate(owners)[first]]
    return frozenset(all_keys[counts >= least].tolist())
