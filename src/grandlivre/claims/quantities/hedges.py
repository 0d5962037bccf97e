"""Hedges around an amount, and what makes it a price: "plus de", "or more", "par mois"."""

import re
from functools import cache

from grandlivre.claims.quantities.forms import OUTSIDE, quantity_forms, trie
from grandlivre.claims.quantities.window import Amount, Window
from grandlivre.reference.words import Bound

_BEHIND = 56
"""How far before a number its hedges may start."""

# What may precede a hedge without a space: an opening mark, a line's end, an elided "d'".
_ATTACHED = re.compile(r"^.*[\n'(\[«\"–-]", re.DOTALL)
# "Come close to" is a verb, read from its end: only the figure is evidence.
_COMING = re.compile(r" (?:emoc|semoc|emac|gnimoc|teg|steg)(?![^\W_])")
# So is "turn over"; read from its end.
_TURNING = re.compile(
    r" s?(?:nrut|dnah|ekat|llor)|(?: (?:de|gni)(?:nrut|dnah|llor))| (?:koot|gnikat)"
)
# "En plus des 14 milliards" adds to them, "ne parle plus de 1 400 milliards" no longer does.
_ADDING = re.compile(r" ne(?![^\W_])")
_NO_LONGER = re.compile(r"(?<![^\W_])(?:ne |n')(?:(?!pas\b)[^.,;:!?\n]){0,40}$")
# "S'est limitée à 7 millions": what came to pass, no bound.
_BECAME = re.compile(r" (?:tse's|tnos es|tiaté's|tnemelues tse's)(?![^\W_])")
# What may stand between a verb and the figure that it bounds: "dépasse ainsi 30 milliards".
ADVERBS = frozenset(
    "ainsi désormais déjà donc maintenant aujourd'hui largement nettement encore now already thus"
    " therefore comfortably".split()
)
_PRICE = (
    r" (?:par (?:an|mois|jour|heure|mégawatt|mw|kwh|mwh|tête|personne|emploi|action)\b"
    r"|(?:per|a|an|each) (?:year|month|day|hour|megawatt|mw|kwh|mwh|head|share|unit|acre|week)\b"
    r"(?! (?:ago|earlier|before|later|from now)\b)"
    r"|apiece\b|each\b|chacune?\b|l'unité|pièce\b|annually\b|yearly\b|monthly\b"
    r"|le (?:mégawattheure|kilowattheure|mwh|kwh|mégawatt|mètre))|/[a-z]"
)
_PRICE_STARTS = (
    " par| per| a | an | each| apiece| chacun| l'unité| pièce| annually| yearly| monthly| le "
).split("|")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def hedges_before(window: Window, start: int, floor: int) -> tuple[Bound | None, int]:
    """The bound that the words before a place set, and where those words start.

    Parameters
    ----------
    window
        The text.
    start
        Where the amount starts.
    floor
        Where the last quantity ended: no word before it is looked at.
    """
    if start == 0 or window.raw[start - 1] not in " '~≈<>≥≤.+":
        return None, start
    forms = window.forms
    before = window.low[max(floor, start - _BEHIND) : start]
    if before[-1:] == " ":
        word, ends = before[:-1].rpartition(" ")[2], forms.hedge_ends
        if word in ADVERBS:
            return _bound_by_verb(window, before[: -len(word) - 1][::-1]), start
        if word not in ends and (word.isalnum() or _ATTACHED.sub("", word) not in ends):
            return None, start
    back = before[::-1]
    at = 0
    bound: Bound | None = None
    while (found := forms.hedge_back.match(back, at)) is not None:
        phrase = found[1][::-1]
        mine = forms.hedges[phrase]
        if _is_other_phrase(phrase, back, found.end(), window.low[max(floor, start - 96) : start]):
            break
        if phrase in OUTSIDE:
            if bound is None and mine is not Bound.EXACT and not _BECAME.match(back, found.end()):
                bound = mine
            break
        if bound is None or bound is Bound.EXACT:
            bound = mine
        at = found.end()
    return bound, start - at


def _bound_by_verb(window: Window, back: str) -> Bound | None:
    """The bound that a verb sets before an adverb: "dépasse ainsi", in a text turned around."""
    found = window.forms.hedge_back.match(back)
    if found is None:
        return None
    phrase = found[1][::-1]
    return window.forms.hedges[phrase] if phrase in OUTSIDE else None


def _is_other_phrase(phrase: str, back: str, end: int, before: str) -> bool:
    """True where the words of a hedge belong to what stands before them: "turn over", "en plus".

    `back` is the text before the number, turned around, of which `end` characters were read.
    """
    if phrase == "close to":
        return _COMING.match(back, end) is not None
    if phrase == "over":
        return _TURNING.match(back, end) is not None
    if phrase.startswith("plus d"):
        if _ADDING.match(back, end):
            return True
        return _NO_LONGER.search(before[: len(before) - end]) is not None
    return False


def is_denied(low: str, start: int) -> bool:
    """True for "ni un mégawatt", "not a megawatt": there is none."""
    return _DENIAL.search(low, max(0, start - 5), start) is not None


_DENIAL = re.compile(r"(?<![^\W_])(?:ni|not|nor) $")


def hedge_after(window: Window, amount: Amount) -> tuple[Bound | None, int, bool]:
    """The bound that the words after an amount set, where they end, and whether it is a price."""
    end = amount.end
    if amount.numeral.plus:
        return Bound.LOW, end, False
    if window.raw[end : end + 1] == "+":
        return Bound.LOW, end + 1, False
    if window.low[end : end + 3] not in starts():
        return None, end, False
    found = following().match(window.low, end)
    if found is None:
        return None, end, False
    if found["price"] is not None:
        return None, end, True
    return window.forms.after[found["hedge"]], found.end(), False


@cache
def following() -> re.Pattern[str]:
    """What may follow an amount: a hedge, or what makes it a price."""
    after = trie(quantity_forms().after)
    return re.compile(
        rf"(?: |, (?=voire|if )|-(?=plus))(?P<hedge>{after})(?![^\W_])"
        rf"(?! (?:de |d'|du |des |than |of |\d|(?:fort|haut|bas|tôt|tard|vite|près|loin)\b))"
        rf"|(?P<price>{_PRICE})"
    )


@cache
def starts() -> frozenset[str]:
    """The first three characters of all that `following` matches: a look-up, not a search."""
    phrases = [f" {phrase}" for phrase in quantity_forms().after]
    slashes = [f"/{letter}{other}" for letter in _LETTERS for other in (*_LETTERS, " ", ")", "")]
    others = (", voire", ", if", "-plus", *_PRICE_STARTS, *slashes)
    return frozenset(each[:3] for each in (*phrases, *others))
