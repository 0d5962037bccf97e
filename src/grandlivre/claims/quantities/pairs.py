"""Two numbers joined: ranges ("30 à 50 milliards"), changes ("from 150MW to 250MW"), pairs.

"Entre 30 et 50", "30 à 50", "3 ou 4" are one quantity with two ends; "de 300 à 750 MW" and "passer
de 30 à 50 milliards" are two, before and after; "300 et 500 emplois" are two as well.
"""

import re
from copy import copy
from dataclasses import dataclass

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.amounts import read_amount
from grandlivre.claims.quantities.money import settle
from grandlivre.claims.quantities.numerals import digits_at, words_at
from grandlivre.claims.quantities.window import Amount, Prefix, Window
from grandlivre.reference.words import Bound

_JOIN = re.compile(r"(?: ?([-–]) ?| (à|to|et|and|ou|or|voire) |, (voire) )(?=[\w€$£¥₹~+])")
_CHANGE = re.compile(
    r"\b(?:(?:pass|port|grimp|mont)(?:e|es|ent|er|era|eront|erait|eraient|ait|é|ée|és|ées)|(?:pass|port|grimp)ant"
    r"|(?:augment|rel[eè]v|évolu|doubl|tripl|quadrupl|accro|étend|agrand|élarg|rédui|baiss|ram[eè]n"
    r"|abaiss|chut|bondi|hauss)\w*|rises?|rising|rose|gr[eo]w\w*|(?:increas|jump|climb|expand|boost"
    r"|treb|reduc|upgrad|revis)\w*|(?:rais|scal)(?:e|es|ed|ing)|(?:lift|ramp)(?:s|ed|ing)?"
    r"|go(?:es|ing)?|went|cuts?|cutting|drop(?:s|ped|ping)?|falls?|falling|fell"
    r"|step(?:s|ped|ping)?)\b[^.;\n]{0,60}$"
)
"""Whole verbs: "un montant de 4 à 5 milliards" and "Montereau" go from nothing to nothing."""
_FORMER = re.compile(r"\d[^.;\n]{0,48}[, (](?:up|down) $")
"""Before the range that a figure replaces: "60 billion, up from 35 to 40 billion"."""
_SPREAD = re.compile(
    r"(?:fourchette|niveau|allant|compris|vari|rang|oscill|anywhere|somewhere|part)[^.;\n]{0,25}$"
    r"|(?<![^\W_])(?:[^\W\d_]{4,}s|vont|va) (?:de|from)?$"
)
"""So too after a noun in the plural: each of "des terrains de 18 à 50 hectares" has its own."""
_PHYSICAL = frozenset({Measure.POWER, Measure.ENERGY, Measure.AREA})


@dataclass(slots=True)
class Pair:
    """Two joined amounts, and what they are to one another."""

    kind: str
    """``range``, ``change``, ``both``, or ``bare`` for a range whose unit stands elsewhere."""
    first: Amount
    last: Amount
    start: int
    """Where a range starts: at "entre" or "between", else at the first number."""
    opened: bool
    """True where a word opens it, so that no hedge stands before the first number."""
    endless: bool = False
    """True where its upper end is none: "de 18 à plus de 150 hectares"."""


def read_pair(window: Window, first: Amount, prefix: Prefix | None, floor: int) -> Pair | None:
    """Read what is joined to an amount; None where nothing is.

    Parameters
    ----------
    window
        The text.
    first
        The amount that was read.
    prefix
        The currency sign before it.
    floor
        Where the last quantity ended.
    """
    join = _JOIN.match(window.low, first.end)
    if join is None:
        return None
    word = join[1] or join[2] or join[3]
    opening, opened = _opening(window, first.start, floor)
    paired = window.forms.openings.get(opening) == word
    last = _second(window, join.end(), prefix if paired or word not in ("et", "and") else None)
    if last is None:
        return None
    if last.measure is None:
        return _without_unit(first, last, word, (opening, opened), paired=paired)
    if first.measure is not None and not _alike(first, last):
        return None
    bare = first.measure is None or (first.scale == 1 and first.measure is Measure.MONEY)
    year = bare and first.numeral.year
    if bare:
        if first.other or first.numeral.kind == "article":
            return None
        if year and _is_year(last, word, paired):
            return None
        # What comes of it may be no pair: then the first remains what it was.
        first = copy(first)
        _scale_like(window, first, last)
    elif not first.stated:
        first.unit, first.units, first.stated = last.unit, last.units, last.stated
    if word in ("et", "and") and not paired:
        return Pair("both", first, last, first.start, False) if bare else None
    if year and first.value >= last.value:
        return None
    if word in ("à", "to") and paired and _is_change(window, opening, opened, last.measure):
        return Pair("change", first, last, first.start, True)
    if first.value >= last.value or (word in "-–" and last.value > 20 * first.value):
        return None
    for cue in ("entre", "between"):
        if opening.endswith(cue):
            return Pair("range", first, last, opened + len(opening) - len(cue), True)
    return Pair("range", first, last, first.start, False, _is_endless(window, join.end()))


def _is_endless(window: Window, at: int) -> bool:
    """True where the second of two numbers is only a lower bound."""
    hedge = window.forms.hedge.match(window.low, at)
    return hedge is not None and window.forms.hedges.get(hedge[0].strip()) is Bound.LOW


def _without_unit(
    first: Amount, last: Amount, word: str, opening: tuple[str, int], *, paired: bool
) -> Pair | None:
    """Two joined numbers whose unit, if any, is that of a quantity before: "(entre 270 et 290)"."""
    if first.measure is not None:
        return None
    if last.closed and word not in ("et", "and"):
        first.other = first.closed = True  # "quinze à dix-neuf ans"
        return None
    numerals = (first.numeral, last.numeral)
    if not paired or any(each.year or each.kind == "article" for each in numerals):
        return None
    if last.other or first.other or first.value >= last.value or first.scale != last.scale:
        return None
    for cue in ("entre", "between"):
        if opening[0].endswith(cue):
            return Pair("bare", first, last, opening[1] + len(opening[0]) - len(cue), True)
    return None


def read_later(window: Window, first: Amount) -> bool:
    """Give a number the unit of the one that it grows to: "from 15,000 in 2028 to 50,000 GPUs"."""
    if not first.numeral.grouped or not _FROM.search(
        window.low, max(0, first.start - 6), first.start
    ):
        return False
    found = _LATER.match(window.low, first.end)
    last = _second(window, found.end(), None) if found is not None else None
    if last is None or last.measure is None or last.value <= first.value:
        return False
    _scale_like(window, first, last)
    return True


def read_share(window: Window, first: Amount) -> bool:
    """Give a number the unit of the whole that it is out of: "12,000 of the 25,000 GPUs"."""
    found = _OUT_OF.match(window.low, first.end)
    if found is None or first.numeral.kind != "digits" or first.numeral.year:
        return False
    if _RANK.search(window.low, max(0, first.start - 10), first.start):
        return False
    last = _second(window, found.end(), None)
    if last is None or last.measure is None:
        return False
    _scale_like(window, first, last)
    return first.value <= last.value


OUT_OF = frozenset((" of", " ou", " de"))
"""How what makes a number a share of a whole begins."""
_OUT_OF = re.compile(r" (?:of (?:the|its|their)|out of(?: the)?|des|de ses|de leurs) (?=[\d€$£])")
_RANK = re.compile(r"(?<![^\W_])(?:n°|no\.?|numéro|number|le|page|phase|article|lot|day|jour) $")
_FROM = re.compile(r"(?<![^\W_])(?:from |de |d')$")
_LATER = re.compile(r" (?:in|en|by|fin) [^.;:!?\n]{0,60}? (?:to|à|jusqu'à) (?=\d)")


def _is_year(last: Amount, word: str, paired: bool) -> bool:
    """True where four digits before a join are a year: "2030 and 6 GW", "2026 – 9 814 abonnés"."""
    if word in ("et", "and"):
        return not paired
    return word in "-–" and last.numeral.grouped


def _opening(window: Window, start: int, floor: int) -> tuple[str, int]:
    """What opens a range before a place ("entre", "from"), and where it stands."""
    back = window.low[max(floor, start - 28) : start][::-1]
    found = window.forms.opening_back.match(back)
    if found is None:
        return "", start
    return found[1][::-1], start - found.end(1)


def _is_change(window: Window, opening: str, opened: int, measure: Measure) -> bool:
    """True for "de 300 à 750 MW", two figures; False for a range, "de 30 à 50 emplois"."""
    before = window.low[max(0, opened - 64) : opened]
    if _FORMER.search(before):
        return False
    if _CHANGE.search(before):
        return True
    if _SPREAD.search(before + opening):
        return False
    return opening == "from" or measure in _PHYSICAL


def _second(window: Window, at: int, prefix: Prefix | None) -> Amount | None:
    """Read the amount after a join, with its own hedge and currency sign."""
    raw, low, forms = window.raw, window.low, window.forms
    if raw[at] not in "0123456789":
        hedge = forms.hedge.match(low, at)
        at = hedge.end() if hedge is not None else at
        sign = forms.prefix.match(raw, at)
        if sign is not None:
            form = sign[1]
            prefix = Prefix(form, forms.currency_codes[form.lower()], sign.start(), sign.end(1))
            at = sign.end()
    if at >= len(raw):
        return None
    number = digits_at(raw, at) if raw[at] in "0123456789" else words_at(low, at, forms)
    if number is None:
        return None
    if number.kind == "article" and not forms.scale.match(low, number.end + 1):
        return None
    amount = read_amount(window, at, number, prefix)
    amount.start = max(amount.start, at if prefix is None or prefix.end < at - 8 else amount.start)
    return amount


def _alike(first: Amount, last: Amount) -> bool:
    """True where two amounts may be the ends of one range."""
    if first.measure is not last.measure:
        return False
    if first.measure is Measure.MONEY and first.stated and last.stated:
        return bool(set(first.units) & set(last.units))
    return True


def _scale_like(window: Window, first: Amount, last: Amount) -> None:
    """Give the first end of a range the scale and unit of the last."""
    first.measure = last.measure
    settle(window, first)
    if first.scale == 1:
        value = first.value * last.scale
        if value > 40 * last.value and last.scale >= 10**9 and last.measure is Measure.MONEY:
            # "De 800 à 1,2 milliard": the first is in millions; "de 24 à 15,5", in milliards.
            value /= 1000
        first.value, first.scale = value, last.scale
    first.unit, first.units, first.stated = last.unit, last.units, last.stated
