"""Follow the figures of a page's outlook to what they rest on."""

import re
from typing import Any

from lxml import html

_TRACES = ("data-claims", "data-entries", "data-parameters", "data-run")
# Where a number is no result: axes and drawings, the run's own box, sources and names.
_ELSEWHERE = (
    ".//data|.//svg|.//*[@class='axis-labels']|.//*[@id='outlook-run']|.//code"
    "|.//*[starts-with(@id, 'parameter-')]|.//*[@class='no']|.//summary"
    "|.//*[@class='lab']|.//th|.//p[@class='cite']|.//*[@class='phase']/b|.//li/a|.//li/b"
    "|.//div/b"
)
_DATES = re.compile(
    r"\b(?:19|20)\d\d\b|\b[TQ][1-4]\b|\d+\s?%|\b\d{1,2}(?:er)? (?:[a-zéû]+|[A-Z][a-z]+)(?= )"
)


def follow(page: str) -> int:
    """Check that every figure of the outlook leads to elements of the page; how many there are."""
    tree = html.fromstring(page)
    ids = {each.get("id") for each in tree.iter() if each.get("id")}
    figures = tree.get_element_by_id("outlook").xpath(".//data[contains(@class, 'fig')]")
    for figure in figures:
        traced = [key for name in _TRACES for key in (figure.get(name) or "").split()]
        assert traced, f"{figure.text_content()} leads nowhere"
        assert set(traced) <= ids, (figure.text_content(), set(traced) - ids)
    for link in tree.xpath("//a[starts-with(@href, '#')]"):
        assert link.get("href")[1:] in ids, link.get("href")
    return len(figures)


def untraced(page: str) -> list[str]:
    """Numbers of the outlook that stand outside of figures, dates apart."""
    tree: Any = html.fromstring(page).get_element_by_id("outlook")
    for gone in tree.xpath(_ELSEWHERE):
        gone.drop_tree()
    left = _DATES.sub("", " ".join(tree.itertext()))
    return re.findall(r"[^\n]{0,30}\d[^\n]{0,20}", left)
