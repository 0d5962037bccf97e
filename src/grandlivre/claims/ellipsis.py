"""Numbers that count what another number counted: "2 000 autres", "up to 60,000 of which".

Each rule asks for words that tie the number to the one before it, or for a number that nothing
else would write that way. A number that stands alone without any is a rank, a version, a day or
a page, and is left alone.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.claims.amounts import COUNTS, ONE, Amount, Window
from grandlivre.claims.counts import is_closed
from grandlivre.claims.model import Measure

_TOKEN = re.compile(r" ([^\W\d_][\w']*)")
_VERB = re.compile(r" [a-zà-ÿ]+(?:aient|eront|èrent|iront|uront)(?![^\W_])")
_PER_CENT = re.compile(r" (?:pour|per) (?:cent|mille|thousand)(?![^\W_])")
_UNKNOWN_UNIT = frozenset(
    "km kg cm mm kv ha min sec pts bps ko mo go to gb tb pb mbps gbps euros".split()
)

_OTHERS = re.compile(
    r" (?:(autres|others|more)|de plus|de moins|supplémentaires|additional|en plus|extra)(?![^\W_])"
)
_OF_WHICH = re.compile(r" (?:of (?:which|them|these|those|whom)|d'entre (?:elles|eux))(?![^\W_])")
_IN_ALL = re.compile(r" (?:au total|in total|in all|en tout|altogether|all told)(?![^\W_])")
_ONES = re.compile(r"(?: [a-z]+(?:-[a-z]+)*){0,3} ones(?![^\W_])")
_PIECES = re.compile(r" (?:unités?|units?|exemplaires?|pièces?|pieces?|cartes?|cards?)(?![^\W_])")

_PART = re.compile(
    r"(?:dont|including|of which|of whom|of them|parmi lesquels|parmi lesquelles|parmi eux|parmi elles|d'entre eux"
    r"|among them|plutôt|rather|soit) $"
)
_AGAINST = re.compile(
    r"(?:contre|against|versus|vs\.?|compared (?:with|to)|down from|up from|au lieu de|instead of|rather than|et non|not|non"
    r"|par rapport à|puis|then) $"
)
_LISTED = re.compile(r"(?:[,;]| et| and| puis| then) $")
_LINKED = re.compile(r"(?: et| and| ou| or) $")
_PRONOUN = re.compile(r"\ben [a-zà-ÿ]+(?: [a-zà-ÿ]+)? $")
# Words after which a bare number is a time, a place, a rank or anything but an amount.
_LED = re.compile(
    r"(?:\b(?:at|à|by|before|after|until|since|from|in|on|of|en|vers|de|des|du|pour|for|avant|après|dès|depuis|les|la|le|the"
    r"|ces|ses|nos|vos|leurs|aux|au|these|those|all|both|last|first|tous|toutes|page|phase|article|n°|no\.|numéro|lot|chapitre"
    r"|version|chapter|figure|tour|to|with|avec|sur|over|within|sous|a|an|un|une|top|age|âge|aged|numbers?|étape|step)|[#°]) $"
)
_WHOLE = re.compile(
    r"\b(?:sur les|sur ces|sur ses|parmi les|of the|among the|of those|of its|out of the) $"
)
_SAME_PLACE = frozenset("à au aux en in at by d'ici pour for chez dans sur near près".split())


@dataclass(slots=True)
class Antecedent:
    """The last thing that the text counted."""

    amount: Amount
    before: str
    """The words before it, in lower case."""
    after: str
    """The words after it."""
    gap: int
    """Characters between it and the number in question."""
    sentences: int
    """How many sentences ended in between."""
    carried: bool
    """True where it was itself carried from another."""


def carried(
    window: Window, amount: Amount, before: str, last: Antecedent, *, hedged: bool
) -> Amount | None:
    """What a number without a unit counts, where the words around it say that another does.

    Parameters
    ----------
    window, amount
        The text, and what was read at the number.
    before
        The text before the number and its hedges, in lower case.
    last
        What was counted before.
    hedged
        True where a hedge stands before the number.

    Returns
    -------
    Amount | None
        The number with the unit it carries on; None where no rule ties it to anything.
    """
    low, end = window.low, amount.end
    counts = last.amount.measure in COUNTS
    near = last.sentences < 2
    pieces = counts and (_PIECES.match(low, end) or _ONES.match(low, end))
    if pieces:
        # "40.000 cartes" are those that the text has told of, be it long before.
        far = last.amount.measure is Measure.ACCELERATORS or last.sentences < 4
        return _like(last.amount, amount, pieces.end()) if far else None
    others = _OTHERS.match(low, end)
    if (
        others is not None
        and near
        and (is_closed(low, others.end()) or _VERB.match(low, others.end()))
    ):
        return _like(last.amount, amount, others.end() if others[1] else end)
    if counts and near and _OF_WHICH.match(low, end):
        return _like(last.amount, amount, end)
    whole = before.endswith(", ") and _WHOLE.search(last.before) is not None
    if amount.other and not (whole and _is_french_verb(window, end)):
        return None
    if near and _IN_ALL.match(low, end) and not amount.numeral.year:
        return _like(last.amount, amount, end)
    if amount.numeral.year or _PER_CENT.match(low, end):
        return None
    if not (whole or is_closed(low, end) or _VERB.match(low, end)):
        return None
    alike = _like(last.amount, amount, end)
    if not _plausible(alike, last.amount):
        return None
    return alike if whole or _tied(window, amount, before, last, hedged=hedged) else None


def _tied(window: Window, amount: Amount, before: str, last: Antecedent, *, hedged: bool) -> bool:
    """True where the words around a number tie it to the one before."""
    numeral, counts = amount.numeral, last.amount.measure in COUNTS
    if numeral.kind == "collective":
        return counts and last.sentences < 3
    if numeral.grouped and counts and last.sentences < 4 and amount.scale == 1:
        # A number with its thousands set apart is an amount of something.
        return numeral.decimal is None or numeral.separator == (
            "." if window.french(amount.start) else ","
        )
    if last.sentences > 1:
        return False
    if _PART.search(before) or _PRONOUN.search(before):
        return True
    if (
        numeral.kind == "words"
        and numeral.value > 4
        and not (_LED.search(before) or _LINKED.search(before))
    ):
        return True
    if last.sentences:
        return False
    if (hedged and not _LED.search(before)) or _AGAINST.search(before):
        return True
    if last.carried and last.gap < 60 and not _LED.search(before):
        return True
    if _LISTED.search(before):
        mine, theirs = _TOKEN.match(window.low, amount.end), _TOKEN.match(last.after)
        return bool(
            mine
            and theirs
            and (mine[1] == theirs[1] or (mine[1] in _SAME_PLACE and theirs[1] in _SAME_PLACE))
        )
    return False


def _is_french_verb(window: Window, end: int) -> bool:
    """True for a word that cannot be a French noun in the plural, so that it must be a verb."""
    word = _TOKEN.match(window.low, end)
    if word is None or word[1][-1] in "sxz" or len(word[1]) < 3 or word[1] in _UNKNOWN_UNIT:
        return False
    return window.french(end)


def _plausible(alike: Amount, last: Amount) -> bool:
    """Parts and rivals of a quantity are of its order of magnitude; days and ranks are not."""
    return last.value == 0 or Decimal("0.004") <= alike.value / last.value <= 300


def _like(counted: Amount, amount: Amount, end: int) -> Amount:
    """The number in the unit of another, in its millions too where it is as small as they are."""
    numeral = amount.numeral
    scale = ONE
    if amount.scale == 1:
        if counted.measure not in COUNTS:
            if counted.measure is not Measure.MONEY or numeral.value < 1000:
                scale = counted.scale
        elif counted.scale >= 10**6 and numeral.value < 1000:
            scale = counted.scale
    value = amount.value
    if numeral.decimal is not None and scale > 1 and numeral.separator == ",":
        value = numeral.decimal
    return Amount(
        amount.start,
        end,
        numeral,
        value * scale,
        amount.scale * scale,
        counted.scale_word,
        counted.measure,
        counted.unit,
        counted.units,
        None,
        counted.stated,
    )
