"""Numbers that count what another number counted: "2 000 autres", "up to 60,000 of which".

Each rule asks for words that tie the number to the one before it, or for a number that nothing
else would write that way. A number that stands alone without any is a rank, a version, a day or
a page, and is left alone.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.claims.amounts import STOP, Amount, Window
from grandlivre.claims.model import Measure
from grandlivre.claims.numerals import Numeral

COUNTS = frozenset({Measure.SITES, Measure.ACCELERATORS, Measure.JOBS, Measure.PEOPLE})

_TOKEN = re.compile(r" ([^\W\d_][\w']*)")
_CLOSING = frozenset(',;:)!?–\n»"]…')
_VERB = re.compile(r" [a-zà-ÿ]+(?:aient|eront|èrent|iront|uront)(?![^\W_])")
_NO_NOUN = frozenset("% ° €".split())
_NOT_PER_CENT = re.compile(r" (?:pour|per) (?:cent|mille|thousand)(?![^\W_])")

_OTHERS = re.compile(
    r" (?:autres|others|more|de plus|de moins|supplémentaires|additional|en plus|extra)(?![^\W_])"
)
_OF_WHICH = re.compile(r" (?:of (?:which|them|these|those|whom)|d'entre (?:elles|eux))(?![^\W_])")
_IN_ALL = re.compile(r" (?:au total|in total|in all|en tout|altogether|all told)(?![^\W_])")
_ONES = re.compile(r"(?: [a-z]+(?:-[a-z]+)*){0,3} ones(?![^\W_])")
_PIECES = re.compile(r" (?:unités?|units?|exemplaires?|pièces?|pieces?|cartes?|cards?)(?![^\W_])")

_PART = re.compile(
    r"(?:dont|including|of which|of whom|of them|parmi lesquels|parmi lesquelles|parmi eux|parmi elles"
    r"|d'entre eux|among them|plutôt|rather|soit) $"
)
_AGAINST = re.compile(
    r"(?:contre|against|versus|vs\.?|compared (?:with|to)|down from|up from|au lieu de|instead of|rather than|et non"
    r"|not|non|par rapport à|puis|then) $"
)
_LISTED = re.compile(r"(?:[,;]| et| and| puis| then|, and) $")
_PRONOUN = re.compile(r"\ben [a-zà-ÿ]+(?: [a-zà-ÿ]+)? $")
_LED = re.compile(
    r"(?:\b(?:at|à|by|before|after|until|since|from|in|on|of|en|vers|de|des|du|pour|for|avant|après|dès|depuis|les|la|le|the"
    r"|ces|ses|nos|vos|leurs|aux|au|these|those|all|both|last|first|tous|toutes|page|phase|article|n°|no\.|numéro|lot|chapitre"
    r"|version|chapter|figure|tour|and|et|or|ou|to|with|avec|a|an|un|une)|[#°]) $"
)
_WHOLE = re.compile(
    r"\b(?:sur les|sur ces|sur ses|parmi les|of the|among the|of those|of its|out of the) $"
)
_SAME_PLACE = frozenset("à au aux en in at by d'ici pour for chez dans sur near près".split())


@dataclass(slots=True)
class Antecedent:
    """The last thing that the text counted, and the text from there on."""

    amount: Amount
    before: str
    """The words before it."""
    after: str
    """The words after it."""
    gap: int
    """Characters between it and the number in question."""
    sentences: int
    """How many sentences ended in between."""
    carried: bool
    """True where it was itself carried from another."""


def carried(
    window: Window, numeral: Numeral, amount: Amount, before: str, hedged: bool, last: Antecedent
) -> Amount | None:
    """What a number without a unit counts, where the words around it say that another does.

    Parameters
    ----------
    window, numeral, amount
        What was read at the number.
    before
        The text before it and its hedges, in lower case.
    hedged
        True where a hedge stands before it.
    last
        What was counted before.

    Returns
    -------
    Amount | None
        The number with the unit it carries on; None where no rule ties it to anything.
    """
    low, end = window.low, amount.end
    pieces = last.amount.measure in COUNTS and (_PIECES.match(low, end) or _ONES.match(low, end))
    if pieces:
        return _like(last.amount, numeral, amount, pieces.end()) if last.sentences < 2 else None
    others = _OTHERS.match(low, end)
    if others is not None and last.sentences < 2 and _closed(window, others.end()):
        return _like(last.amount, numeral, amount, others.end())
    if amount.other:
        return None
    if _OF_WHICH.match(low, end) or _IN_ALL.match(low, end):
        return _like(last.amount, numeral, amount, end) if last.sentences < 2 else None
    if _looks_dated(numeral) or not _closed(window, end) or _NOT_PER_CENT.match(low, end):
        return None
    alike = _like(last.amount, numeral, amount, end)
    if not _plausible(alike, last.amount):
        return None
    return alike if _tied(window, numeral, end, before, hedged, last) else None


def _tied(
    window: Window, numeral: Numeral, end: int, before: str, hedged: bool, last: Antecedent
) -> bool:
    """True where the words around a number tie it to the one before."""
    if numeral.kind == "collective":
        return last.amount.measure in COUNTS and last.sentences < 3
    if numeral.grouped and last.amount.measure in COUNTS and last.sentences < 4:
        # A number with its thousands set apart is an amount of something.
        return numeral.decimal is None or numeral.separator == ("." if window.french() else ",")
    if last.sentences > 1:
        return False
    if _PART.search(before) or _PRONOUN.search(before):
        return True
    if numeral.kind == "words" and numeral.value > 4 and not _LED.search(before):
        return True
    if last.sentences:
        return False
    if hedged or _AGAINST.search(before):
        return True
    if before.endswith(", ") and _WHOLE.search(last.before):
        return True
    if last.carried and last.gap < 60 and not _LED.search(before):
        return True
    if _LISTED.search(before):
        mine, theirs = _TOKEN.match(window.low, end), _TOKEN.match(last.after)
        return bool(
            mine
            and theirs
            and (mine[1] == theirs[1] or (mine[1] in _SAME_PLACE and theirs[1] in _SAME_PLACE))
        )
    return False


def _closed(window: Window, end: int) -> bool:
    """True where what follows cannot be the noun that is counted."""
    low = window.low
    mark = low[end : end + 1]
    if mark == "" or mark in _CLOSING:
        return not (mark == "," and low[end + 1 : end + 2].isdigit())
    if mark == ".":
        return not low[end + 1 : end + 2].isalnum()
    if mark != " ":
        return False
    word = _TOKEN.match(low, end)
    if word is None:
        return low[end + 1 : end + 2] in _CLOSING
    return (
        word[1] in STOP
        or word[1].startswith(("d'ici", "l'", "qu'", "s'"))
        or bool(_VERB.match(low, end))
    )


def _looks_dated(numeral: Numeral) -> bool:
    return numeral.kind == "digits" and not numeral.grouped and 1900 <= numeral.value < 2100


def _plausible(alike: Amount, last: Amount) -> bool:
    """Parts and rivals of a quantity are of its order of magnitude; days and ranks are not."""
    return last.value == 0 or Decimal("0.004") <= alike.value / last.value <= 300


def _like(counted: Amount, numeral: Numeral, amount: Amount, end: int) -> Amount:
    """The number in the unit of another, in its millions too where it is as small as they are."""
    scale = Decimal(1)
    if amount.scale == 1:
        if counted.measure not in COUNTS:
            if counted.measure is not Measure.MONEY or numeral.value < 1000:
                scale = counted.scale
        elif counted.scale >= 10**6 and numeral.value < 1000:
            scale = counted.scale
    value = amount.value
    if numeral.decimal is not None and scale > 1:
        value = numeral.decimal if numeral.separator == "," else value
    return Amount(
        end,
        value * scale,
        amount.scale * scale,
        counted.scale_word,
        counted.measure,
        counted.unit,
        counted.units,
        None,
        counted.stated,
    )
