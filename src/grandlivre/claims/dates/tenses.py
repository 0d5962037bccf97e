"""What the words before a date tell of it: its relation ("by", "depuis"), and past or future."""

import re
from collections.abc import Sequence
from functools import lru_cache

from grandlivre.claims.dates.calendar import CalendarForms

_FUTURE_ENDS = tuple("era eront ira iront dra dront erait eraient irait iraient".split())
_PAST_ENDS = tuple("é ée és ées ed aient ait".split())
_COMING = frozenset(
    "sera seront attendu attendue attendus attendues prévu prévue prévus prévues prévoit prévoient"
    " devra devrait devraient doit doivent will expected expects expect due plan plans planned"
    " scheduled"
    " should would could may might aim aims target targets targeted vise visent espère espérée"
    " programmée"
    " programmé pourrait pourraient ira iront to".split()
)
_GONE = frozenset(
    "a ont avait avaient été est sont était étaient has have had was were said told spent paid sold"
    " bought took came rose fell promis mis pris dit signé ouvert".split()
)
_BE = frozenset(("be", "être"))
_SENTENCE_START = re.compile(r"(?:^|[.!?»\n] ?)(?:en|in) $")


def relation_before(low: str, start: int, forms: CalendarForms) -> tuple[str, int]:
    """What the words before a date say of it, and where those that refine it start.

    Parameters
    ----------
    low
        The text in lower case.
    start
        Where the date starts.
    forms
        The words.

    Examples
    --------
    >>> from grandlivre.claims.dates.calendar import calendar_forms
    >>> relation_before("d'ici à la fin de 2027", 18, calendar_forms())
    ('by', 6)
    """
    text = low[max(0, start - 40) : start]
    words = text.split()
    ends = forms.before_ends
    if text[-1:] == " " and words:
        # Most dates have "en" or "in" before them, and nothing that says more.
        if words[-1] not in ends:
            return "in", start
        if words[-1] in ("en", "in", "le", "on") and (len(words) < 2 or words[-2] not in ends):
            return "in", start
    back = text[::-1]
    at = refined = 0
    relation = "in"
    while (found := forms.before_back.match(back, at)) is not None and found.end() > at:
        tells, name = forms.before[found[1][::-1]]
        if tells:
            return name, start - refined
        at = found.end()
        if name:
            relation, refined = name, at
    return relation, start - refined


def tense_before(low: str, start: int, reach: int) -> int:
    """1 where the nearest verb before a place is of the future, -1 of the past, else 0.

    Examples
    --------
    >>> tense_before("ouverture prévue en ", 20, 14), tense_before("elle a promis en ", 17, 14)
    (1, -1)
    """
    before = low[max(0, start - 90) : start]
    stop = max(before.rfind(". "), before.rfind(";"), before.rfind("\n"))
    words = before[stop + 1 :].split()[-reach:]
    for at in range(len(words) - 1, -1, -1):
        if _is_coming(words[at]):
            return 1
        if words[at] in _GONE or (len(words[at]) > 3 and words[at].endswith(_PAST_ENDS)):
            # "sera versé au printemps", "will be paid in spring"
            led = words[max(at - 2, 0) : at]
            return 1 if led and (_is_coming(led[-1]) or led[-1] in _BE) else -1
    return 0


def _is_coming(word: str) -> bool:
    return word in _COMING or (len(word) > 4 and word.endswith(_FUTURE_ENDS))


def is_ahead(low: str, before: tuple[str, int]) -> bool:
    """True where what stands before a date, as `relation_before` gives it, tells of the future."""
    return before[0] == "by" or tense_before(low, before[1], 14) > 0


def has_lasted(low: str, start: int, end: int) -> bool:
    """True where "en dix ans" tells of what was done: "déboursés en dix ans".

    `start` and `end` are those of "dix ans".
    """
    tense = tense_before(low, start, 12)
    if tense:
        return tense < 0
    if low.startswith((" de ", " d'"), end):
        return True
    if _SENTENCE_START.search(low, max(0, start - 8), start) is None:
        return False
    # "En cinq ans, la ville est passée du 12e au 9e rang."
    return not _GONE.isdisjoint(low[end : end + 50].partition(".")[0].split()[:6])


PAST, FUTURE, MODAL, PRESENT = "past", "future", "modal", "present"
_WILL = frozenset("will shall 'll va vont ira iront".split())
_MAY = frozenset(
    "would could may might should can peut peuvent pourrait pourraient devrait devraient".split()
)
_HAVE = frozenset("has have had a ont avait avaient ai avons 've".split())
_WAS = frozenset("was were est sont était étaient été been".split())
_IS = frozenset("is are s' se".split())
_PRETERITES = frozenset(
    "spent put paid got took gave cost bought sold brought lost made came rose fell lent built won"
    " found led told said saw went began drew set cut met sank swallowed let left kept held ran"
    " threw wrote grew got stood laid fit fut eut vint prit mit".split()
)
_PRESENTS = frozenset(
    "gives takes puts makes pays lends buys sells builds costs plans gets spends wants has holds"
    " met prend donne verse paie paye prête achète vend coûte prévoit vaut tient détient lance"
    " engage consacre apporte investit promet".split()
)
_NOT_PAST = frozenset("need speed feed indeed red united limited unprecedented hundred".split())


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    if word in _WILL:
        return FUTURE
    if word in _MAY:
        return MODAL
    if word in _PRETERITES:
        return PAST
    if word in _PRESENTS:
        return PRESENT
    if len(word) > 5 and word.endswith(("rait", "raient")):
        return MODAL
    if len(word) > 5 and word.endswith(("era", "eront", "ira", "iront", "dra", "dront", "tra")):
        return FUTURE
    if len(word) > 5 and word.endswith(("ait", "aient")):
        return PAST
    if len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST:
        return "ed"
    if len(word) > 3 and word.endswith(("é", "ée", "és", "ées")):
        return "é"
    return ""


def tense_of(words: Sequence[str], at: int, floor: int) -> str:
    """Tense of a finite verb that a word is, or is the participle of; empty where it is none.

    Examples
    --------
    >>> tense_of("norvane a versé 3".split(), 2, 0)
    'past'
    >>> tense_of("norvane will have invested".split(), 3, 0)
    'future'
    """
    form = _form(words[at])
    if form not in ("ed", "é"):
        return form
    before = words[max(floor, at - 3) : at]
    if any(word in _WILL or _form(word) == FUTURE for word in before):
        return FUTURE
    if any(word in _MAY or _form(word) == MODAL for word in before):
        return MODAL
    if any(word in _HAVE for word in before):
        return PAST
    if any(word in _WAS or word in _IS for word in before):
        return "passive"
    return PAST if form == "ed" else "participle"
