"""Figures that another one of the sentence replaces, or is set against: "de 12 à 24 MW".

"Raised to 5 billion from 3", "118 millions au lieu de 82", "36 milliards, contre 28 auparavant":
what was is told for the sake of what is.
"""

from collections.abc import Sequence
from itertools import pairwise

from grandlivre.claims.page.model import Former, Page, PlacedQuantity

_TO = (("à",), ("to",), ("jusqu'", "à"), ("up", "to"))
_LINKS = {
    ("instead", "of"): "swapped",
    ("rather", "than"): "swapped",
    ("au", "lieu", "de"): "swapped",
    ("au", "lieu", "d'"): "swapped",
    ("au", "lieu", "des"): "swapped",
    ("au", "lieu", "du"): "swapped",
    ("plutôt", "que"): "swapped",
    ("plutôt", "qu'"): "swapped",
    ("et", "non"): "swapped",
    ("et", "non", "plus"): "swapped",
    ("and", "not"): "swapped",
    ("up", "from"): "compared",
    ("down", "from"): "compared",
    ("contre",): "compared",
    ("against",): "compared",
    ("versus",): "compared",
    ("compared", "with"): "compared",
    ("compared", "to"): "compared",
    ("from",): "grown",
}
"""Words between the two figures, right before the one that was, and what they make of it."""
_ABOUT = frozenset(
    "the its a an some about around nearly almost roughly over initial initially earlier previous"
    " previously original originally planned announced promised expected le la les l' ses quelque"
    " environ près de plus presque initialement auparavant prévus annoncés promis ~".split()
)
"""Words that may stand between those and the figure."""
_BREAKS = frozenset("; : . ? ! ( )".split())
_AT_FIRST = frozenset("abord initialement initially originally".split())
_IN_THE_END = frozenset("finalement désormais now eventually ultimately".split())
_REACH = 12
"""Words between the two figures at most."""


def find_formers(page: Page) -> dict[int, Former]:
    """The figures of a page that are told as what was, by number."""
    found: dict[int, Former] = {}
    words = page.tokens.words
    for first, last in pairwise(page.quantities):
        mine, other = first.quantity, last.quantity
        alike = mine.measure is other.measure and mine.unit == other.unit
        if first.sentence is not last.sentence or not alike:
            continue
        between = words[first.last : last.first]
        if mine.form == other.form == "change" and tuple(between) in _TO:
            found[first.number] = Former("grown", last.number)
            continue
        if _is_revised(words, first, last):
            found[first.number] = Former("swapped", last.number)
            continue
        how = _link(between)
        if how == "grown" and words[max(first.first - 1, 0)] != "to":
            continue  # "20 MW from a line of 100 MW"
        if how is not None:
            found[last.number] = Former(how, first.number)
    return found


def _is_revised(words: Sequence[str], first: PlacedQuantity, last: PlacedQuantity) -> bool:
    """True for "d'abord chiffré à 3 milliards, en coûtera finalement 4,2"."""
    before = words[max(first.sentence.first, first.first - _REACH) : first.first]
    return not (
        _AT_FIRST.isdisjoint(before) or _IN_THE_END.isdisjoint(words[first.last : last.first])
    )


def may_be_part(page: Page, part: int, whole: int) -> bool:
    """False for what is over, by numbers of quantities.

    Figures that are only compared may be part and whole: "2 billion spent, against 5 budgeted".
    """
    told = (page.formers.get(part), page.formers.get(whole))
    return all(former is None or former.how == "compared" for former in told)


def _link(between: Sequence[str]) -> str | None:
    """What the words between two figures make of the second; None where they tell nothing."""
    if len(between) > _REACH or not _BREAKS.isdisjoint(between):
        return None
    for end in range(len(between), 0, -1):
        for size in (3, 2, 1):
            how = _LINKS.get(tuple(between[max(0, end - size) : end]))
            if how is not None:
                return how
        if between[end - 1] not in _ABOUT:
            return None
    return None
