"""When gatherings take place: "le Sommet de l'IA, qui se tient à Bruges les 7 et 8 octobre".

A date belongs to a gathering where one sentence ties them: it is held then ("s'est tenu du 3 au
8"), it opened then ("a inauguré un sommet"), or the date is a part of its name ("the summit of
7 and 8 October"). What is told *at* a gathering, on whatever day, is none of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grandlivre.base.fold import fold
from grandlivre.claims.notices.days import Days, days_in
from grandlivre.claims.notices.model import Day, EventKind
from grandlivre.claims.notices.places import occurrences

_KINDS = {
    EventKind.SUMMIT: r"sommets?|summits?",
    EventKind.FORUM: r"forums?",
    EventKind.FAIR: r"salons?|foires?|(?:trade )?fairs?|expos?",
    EventKind.CONGRESS: r"congr(?:è|e)s|congress",
    EventKind.CONFERENCE: r"conf(?:é|e)rences?",
}
_KIND = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in _KINDS.items())
    + r")(?![\w-])",
    re.IGNORECASE,
)
_STEMS = (
    "sommet",
    "summit",
    "forum",
    "salon",
    "foire",
    "fair",
    "trade fair",
    "expo",
    "congr",
    "conf",
)
_HELD = re.compile(
    r"\b(?:se (?:tient|tiendra|tenait|déroule\w*|réunit|réunira)|s'est (?:tenue?|déroulée?|réunie?)"
    r"|(?:a|aura|avait) (?:eu )?lieu|organisée?s?|tenue?s?|prévue?s?|held|takes? place"
    r"|took place|taking place|runs|ran|running|scheduled|convened?|hosted|due)\b",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"\b(?:inaugur\w+|s'ouvre|s'ouvrira|s'est ouverte?|a ouvert|ouvre|ouvrira|débute\w*|a débuté"
    r"|commence\w*|opens|opened|opening|kicks? off|kicked off|begins|began|starts|started)\b",
    re.IGNORECASE,
)
_BY_NAME = re.compile(r"[\w'&. -]{0,50}?(?: \(| (?:de ce|of))? ?")
"""What may stand between a name and the days that are a part of it."""
_EVE = re.compile(r"\b(?:veille|lendemain|marge|eve|day before|days before)\b[^,.]{0,20}$")
_TOLD = re.compile(
    r"\b(?:annon[cç]\w*|déclar\w*|dévoil\w*|présent\w*|promi\w*|confirm\w*|announc\w*|unveil\w*"
    r"|pledg\w*|said|told|lors|during|avant|after|après|before|veille|eve|marge)\b",
    re.IGNORECASE,
)
_TOWN = re.compile(r"\b(?:à|in|at|de) ([A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?)")
_CUT = re.compile(r"[.!?…](?=\s+[A-ZÀ-Þ«\"]|\s*$)|[\n\r;]")
_AI = re.compile(r"\b(?:IA|AI)\b|intelligence artificielle|artificial intelligence", re.IGNORECASE)
_NAME_END = re.compile(
    r"[,;:()«»\"–]|\b(?:qui|que|où|which|that|where|held|à|in|at|(?:du|les?|ce|of|on) \d+"
    r"|se|s'est|s'ouvre|a|est|was|is|will|has|de [A-ZÀ-Þ][a-zà-ÿ]+ a|organisé\w*|prévu\w*|tenu\w*"
    r"|rassemblant|réunissant|accueillant|bringing|gathering|\d+)(?!\w)"
)
_WORD = re.compile(r"[^\W\d_][\w&-]*")
_CAPITALS = re.compile(r"((?:[A-ZÀ-Þ][\w&-]*[ -]){1,5})$")
_IDLE = frozenset(
    "le la les l un une des du de d au aux ce cet cette lors the a an this at of for on and et sur"
    " pour international internationale mondial mondiale global world annuel annual grand great"
    " historique historic".split()
)
_MOST_NAME = 70
_REACH = 130
"""How far a date may stand from what it dates, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A gathering and its days; `start` and `end` are of the words of the days."""

    start: int
    end: int
    kind: EventKind
    name: str
    marks: frozenset[str]
    town: str | None
    first: Day
    last: Day | None
    year: int | None


def find_events(view_text: str) -> Iterator[Found]:
    """Find gatherings with their days, in the order of a view's text.

    Examples
    --------
    >>> text = "Le 6 octobre 2027, elle a inauguré un sommet sur l'intelligence artificielle."
    >>> [event] = find_events(text)
    >>> event.first, event.last, event.year, sorted(event.marks)
    ((10, 6), None, 2027, ['ai'])
    """
    for found in _kinds(view_text):
        start, stop = _sentence(view_text, found)
        dated = _dated(view_text, found, start, stop)
        if dated is None:
            continue
        days, is_opening = dated
        name, tail = _name(view_text, found, stop)
        marks = _marks(name, tail)
        if marks:
            town = _TOWN.search(view_text, found.start(), stop)
            yield Found(
                start=days.start,
                end=days.end,
                kind=EventKind(str(found.lastgroup)),
                name=name,
                marks=marks,
                town=fold(town[1]) if town else None,
                first=days.first,
                last=None if is_opening else days.last,
                year=days.year,
            )


def _kinds(text: str) -> Iterator[re.Match[str]]:
    """The words for gatherings, in the order of the text."""
    low = text.lower()
    if len(low) != len(text):
        low = text
    starts = {at for stem in _STEMS for at in occurrences(low, stem)}
    for at in sorted(starts):
        if (found := _KIND.match(text, at)) is not None:
            yield found


def _sentence(text: str, found: re.Match[str]) -> tuple[int, int]:
    """Where the sentence around a word starts and ends, no further off than dates may stand."""
    low, high = max(0, found.start() - _REACH), min(len(text), found.end() + _REACH)
    before = [cut.end() for cut in _CUT.finditer(text, low, found.start())]
    after = _CUT.search(text, found.end(), high)
    return (before[-1] if before else low), (after.start() if after else high)


def _dated(text: str, found: re.Match[str], start: int, stop: int) -> tuple[Days, bool] | None:
    """The days that a sentence sets a gathering on, and whether only its opening is told."""
    if _EVE.search(text, start, found.start()):
        return None
    for days in days_in(text, found.end(), stop):
        between = text[found.end() : days.start]
        if _TOLD.search(between):
            return None
        held, opened = _HELD.search(between), _OPENED.search(between)
        if held or opened:
            return days, not held and days.first == days.last
        if _BY_NAME.fullmatch(between):
            return days, False
    for days in days_in(text, start, found.start()):
        between = text[days.end : found.start()]
        if _OPENED.search(between) and not _TOLD.search(between):
            return days, True
    return None


def _name(text: str, found: re.Match[str], stop: int) -> tuple[str, str]:
    """What a gathering is called, and all words behind its kind that may tell what it is on."""
    lead = _CAPITALS.search(text, max(0, found.start() - _MOST_NAME), found.start())
    start = found.start() if lead is None else lead.start()
    end = _NAME_END.search(text, found.end(), min(stop, found.end() + _MOST_NAME))
    name = text[start : end.start() if end else min(stop, found.end() + _MOST_NAME)]
    first, _, rest = name.strip().partition(" ")
    return (rest if fold(first) in _IDLE else name.strip()), text[found.end() : stop]


def _marks(name: str, tail: str) -> frozenset[str]:
    """What tells a gathering from others of its kind: its proper names, and whether it is on AI."""
    words = _WORD.findall(name)
    marks = {fold(word) for word in words if word[0].isupper() and not _KIND.fullmatch(word)}
    marks = {mark for word in marks for mark in (word.split() or [word])} - _IDLE - {"ia"}
    return frozenset(marks | ({"ai"} if _AI.search(f"{name} {tail}") else set()))
