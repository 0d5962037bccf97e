"""Lengths of time, read from their end: "sur dix à quinze ans", "over the next four years"."""

from typing import NamedTuple

from grandlivre.claims.quantities.forms import quantity_forms

_LEADS = frozenset(
    "sur over in within sous d'ici dans en for pendant during durant cours depuis pour across"
    " through since inside throughout".split()
)
_MANNERS = frozenset(
    "next coming past last previous following dernière dernières dernier derniers prochaine"
    " prochaines prochain prochains"
    " premières premiers first financial fiscal calendar".split()
)
PAST = frozenset("past last previous dernière dernières dernier derniers".split())
_SHIFTING = PAST | frozenset("next coming following prochaine prochain".split())
_ARTICLES = frozenset(
    "les des the ces ses its these this that leurs their la le une un a an".split()
)
_ROUGHLY = frozenset(
    "environ about around just nearly some roughly almost près plus moins de d' than more less"
    " at least peu bien"
    " quelque".split()
)
_RANGE_WORDS = frozenset("à to ou or".split())


class Length(NamedTuple):
    """A number of years or months, and what the words before it say."""

    number: float
    back: int
    """How many characters before its unit the number starts."""
    manner: str
    """Word that tells past from future: "last", "prochaines"."""
    lead: str
    """Preposition: "sur", "within", "il y a"; empty where there is none."""


def read_length(before: str, unit: str) -> Length | None:
    """Read the number that stands before a unit of time.

    Parameters
    ----------
    before
        The text before the unit, in lower case.
    unit
        The unit: a singular one may do without a number ("over the past decade").

    Examples
    --------
    >>> read_length("étalés sur dix à quinze ", "ans")
    Length(number=15, back=13, manner='', lead='sur')
    >>> read_length("over a past ", "decade").back
    7
    """
    if before[-1:] not in (" ", "'"):
        return None
    words = before.split()
    if words and words[-1] == "d'":
        words.pop()  # "une dizaine d'années"
    manner = words.pop() if words and words[-1] in _MANNERS else ""
    if not words:
        return None
    number = _count(words[-1])
    if number is None:
        if manner in _SHIFTING and unit[-1] != "s" and words[-1] in _ARTICLES:
            return Length(1, len(manner) + 1, manner, _lead(words[:-1]))
        return None
    first = words.pop()
    if len(words) > 1 and words[-1] in _RANGE_WORDS and _count(words[-2]) is not None:
        words.pop()
        first = words.pop()
    # Counted in words, for "a" stands in "past", too.
    back = len(before.split(None, len(words))[-1]) - (2 if first.startswith("d'") else 0)
    if words and words[-1] in _MANNERS:
        manner = words.pop()
    if words and words[-1] in _ARTICLES and words[-2:-1] != ["y"]:
        words.pop()
    while words and words[-1] in _ROUGHLY:
        words.pop()
    return Length(number, back, manner, _lead(words))


def _lead(words: list[str]) -> str:
    """The preposition that stands last; "au cours" and "il y a" by their last words."""
    if not words:
        return ""
    lead = words[-1].lstrip('(«"[-–')
    if lead == "à" and words[-2:-1] == ["d'ici"]:
        return "d'ici"
    if words[-2:] == ["y", "a"] or words[-4:] == ["y", "a", "un", "peu"]:
        return "il y a"
    return lead if lead in _LEADS else ""


def _count(word: str) -> float | None:
    """The number in one word; the upper one of "10-15"."""
    word = word.removeprefix("d'").lstrip('(«"')
    if word in ("a", "an", "une", "un"):
        return 1
    last = word.rpartition("–")[2].rpartition("-")[2] if word[:1].isdigit() else word
    if last.isdecimal():
        return int(last) if len(last) < 4 else None
    forms = quantity_forms()
    value = forms.cardinals.get(last.replace("-", " "))
    if value is None and last in forms.collectives:
        value = int(forms.collectives[last])
    return value
