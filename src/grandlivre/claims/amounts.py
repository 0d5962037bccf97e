"""One amount: a numeral with its scale and what it counts, read from its first digit onwards.

"8,5 milliards d'euros", "1.4 million megawatt-hours", "23,000 of Nvidia's most advanced chips".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from grandlivre.claims.counts import counted_noun, is_closed
from grandlivre.claims.forms import TRILLION, TRUSTED_CODES, Forms, UnitForm, UnitWords
from grandlivre.claims.model import Measure
from grandlivre.claims.numerals import Numeral, digits_at, words_at

ONE = Decimal(1)
_HALF = Decimal("0.5")
_LONG_SCALE = ("billion", "billions")
_AND_HALF = re.compile(r" (?:et|and) (?:une? |a )?(?:demie?|half)(?![^\W_])")
_MILLION = Decimal(10) ** 6
COUNTS = frozenset({Measure.SITES, Measure.ACCELERATORS, Measure.JOBS, Measure.PEOPLE})

# Abbreviated scales that are other things too: they need a currency before or after them.
_SHORT_SIGNS = frozenset("k K m M G b B t T mm MM mil bil Cr cr".split())
_CENTS = re.compile(
    r" ?(?:cents? d'euros?|eurocents?|cents?|centimes?|pence|¢|cts?)(?![^\W_])(?! (?:mill|mega|giga))"
)
_OF_WHICH = re.compile(r" (?:of (?:which|them|these|those|whom)|d'entre (?:elles|eux))(?![^\W_])")
_TOKEN = re.compile(r"[^\W\d_]\w*(?:['.&-][^\W_]\w*)*")
_DETERMINED = re.compile(
    r"(?:d'ici|d'un|d'abord|d'emblée|de (?:la |l'|plus|moins|son |sa |ses |leurs? |notre |nos )|of (?:the|its|their|his|her"
    r"|our|this|it|that) )"
)
# What "milliards de" or "billion" may be of, for the amount to be money.
_MONEY_NOUN = re.compile(
    r"(?:de |d'|of |du |des |en |in )?(?:nouveaux? |nouvelles? |new |additional |fresh |private |public |foreign |capital "
    r"|total )?(?:investi|financ|dépens|dette|debt|capita|fonds|fund|crédit|credit|budget|subvention|prêt|loan"
    r"|chiffre d'affaires|ca\b|revenu|revenue|recette|vente|sales|bénéfice|profit|perte|loss|commande|order|contrat|contract"
    r"|contribution|engage|commit|pledge|spend|expend|capex|valoris|valuation|aide|aid\b|grant|équipement|actifs|asset|impôt"
    r"|tax|deal|package|plan\b|programme|program|project|promesse|mise|levée|levés|apport|économi|saving|surcoût|coût|cost"
    r"|enveloppe|equity|bond|obligation|trésorerie|cash|plus\b|more\b|worth|extra|additional|supplémentaire|injecti|invested"
    r"|pledged|announced|raised|committed|earmarked|spent|promised|argent\b|money\b)"
)


@dataclass(slots=True)
class Window:
    """A stretch of text that is being read, as written and in lower case, of the same length."""

    raw: str
    low: str
    forms: Forms
    french: Callable[[int], bool]
    """Tells whether the text around a place is in French; asked where a number leaves it open."""


@dataclass(slots=True)
class Amount:
    """A numeral, what scales it and what it counts; `measure` is None where nothing says it."""

    start: int
    """Where it starts: its number, or the currency sign before it."""
    end: int
    numeral: Numeral
    value: Decimal
    scale: Decimal = ONE
    scale_word: str = ""
    measure: Measure | None = None
    unit: str = ""
    units: tuple[str, ...] = ()
    noun: tuple[int, int] | None = None
    stated: bool = True
    """False for money whose currency is not written there."""
    other: bool = False
    """True where it counts something that is no measure of ours: "350 000 foyers"."""
    closed: bool = False
    """True where nothing can be carried on to it: "5 ans", "12 %"."""


class Prefix(NamedTuple):
    """A currency written before a number."""

    form: str
    codes: tuple[str, ...]
    start: int
    end: int


def read_amount(window: Window, start: int, numeral: Numeral, prefix: Prefix | None) -> Amount:
    """Read what scales a numeral and what it counts.

    Parameters
    ----------
    window
        The text around.
    start
        Where the numeral starts.
    numeral
        The number that was read there.
    prefix
        The currency sign before it, if any.
    """
    end = numeral.end
    forms = window.forms
    amount = Amount(start, end, numeral, numeral.value)
    found = forms.tail.match(window.low, end)
    linked = numeral.several or numeral.kind == "collective"
    if found is not None:
        link, token, second, unit = found.groups()
        at = found.start(2)
        scaling = forms.scaling.get(token)
        if scaling is not None and (
            not scaling or token not in forms.unit_words or scaling == len(token)
        ):
            if scaling == 0:
                scaled = link is not None and (link in _PLAIN_LINKS or linked)
                if scaled:
                    linked = _scaled(window, amount, token, at + len(token), second)
            else:
                stop = at + scaling
                written = window.raw[at:stop]
                if scaling < len(token):
                    second, unit = None, token[scaling:]
                scaled = link in _PLAIN_LINKS and _abbreviates(
                    window, amount, written, stop, second, unit, prefix
                )
                if scaled:
                    linked = _scaled(window, amount, written, stop, second)
            if scaled:
                link, token, at = second, unit, amount.end + len(second or "")
                if not window.low.startswith(unit or "", at):
                    # "Un milliard et demi": what follows the half is what is counted.
                    again = forms.tail.match(window.low, amount.end)
                    link, token, at = (
                        (again[1], again[2], again.start(2)) if again else (None, None, 0)
                    )
            elif scaling:
                token = None if token not in forms.unit_words else token
        if token is not None:
            if amount.scale == 1 and token in TIMES:
                amount.other = amount.closed = True
                return amount
            if _measured(window, amount, token, at, linked or link in _PLAIN_LINKS, prefix):
                if numeral.decimal is not None:
                    settle(window, amount)
                return amount
    elif window.raw[end : end + 1] == "%":
        amount.other = amount.closed = True
        return amount
    if prefix is not None and _money_before(amount, prefix):
        pass
    elif amount.scale >= 1000 and _compound(window, amount):
        return amount
    elif not _counts(window, amount, linked):
        if amount.scale == 1:
            if numeral.kind == "digits":
                _read_cents(window, amount)
        elif amount.scale >= 10**6 and numeral.kind != "scale":
            _read_bare_money(window, amount)
    if numeral.decimal is not None:
        settle(window, amount)
    return amount


_PLAIN_LINKS = (None, " ", "-")
TIMES = frozenset(
    "an ans année années year years mois month months jour jours day days heure heures hour hours"
    " semaine semaines week weeks minute minutes times fois point points pourcent percent janvier"
    " février mars avril mai juin juillet août septembre octobre novembre décembre january february"
    " march april may june july august september october november december km kilomètres kilometres"
    " kilometers miles mètres metres meters volts degrés degrees".split()
)
"""What is counted in time, distance and shares: no measure of ours, and nothing carries on from it."""


def _abbreviates(
    window: Window,
    amount: Amount,
    sign: str,
    stop: int,
    link: str | None,
    unit: str | None,
    prefix: Prefix | None,
) -> bool:
    """True where "M", "bn" or "k" after a number scales it, rather than being a unit or a name."""
    if sign not in window.forms.signs or amount.numeral.kind == "article":
        return False
    if sign not in _SHORT_SIGNS or prefix is not None:
        return True
    words = window.forms.unit_words.get(unit) if unit else None
    if words is not None and unit is not None:
        start = stop + len(link or "")
        form = _unit_form(window, words, start, start + len(unit))
        if form is not None and form[0].measure in (Measure.MONEY, Measure.AREA):
            return True
    if sign not in "kKmM":
        return False
    # "500 m" is a length; "100k GPUs" and "2m people" are not.
    noun = counted_noun(
        window.raw, window.low, window.forms, stop, Decimal(2000), digits=True, near=False, linked=False
    )  # fmt: skip
    return noun.measure is not None


def _scaled(window: Window, amount: Amount, word: str, end: int, link: str | None) -> bool:
    """Apply the scale after a number; True, for what scales may take "de" before its unit."""
    forms = window.forms
    factor = forms.scales.get(word) or forms.signs[word]
    value = amount.numeral.value
    if window.low.startswith((" et ", " and "), end) and (half := _AND_HALF.match(window.low, end)):
        value += _HALF
        end = half.end()
    if word in _LONG_SCALE and link in (" de ", " d'"):
        factor = TRILLION
    while factor < _MILLION and window.low[end : end + 1] == " ":
        # "Mille milliards", "1 lakh crore".
        more = forms.scale.match(window.low, end + 1)
        if more is None:
            break
        factor *= forms.scales[more.group()]
        word, end = more.group(), more.end()
    amount.value = value * factor
    amount.scale = factor
    amount.scale_word = word
    amount.end = end
    return True


def _unit_form(
    window: Window, words: UnitWords, start: int, end: int
) -> tuple[UnitForm, int] | None:
    """The longest form of a currency or unit that stands at a place, and where it ends.

    The first word of it ends at `end`.
    """
    raw, low = window.raw, window.low
    if words.longer is not None:
        found = words.longer.match(low, start)
        if found is not None:
            form, stop = words.by_form[found.group()], found.end()
            if form.written is None or raw[start:stop] in form.written:
                return form, stop
    alone = words.alone
    if alone is None or (alone.written is not None and raw[start:end] not in alone.written):
        return None
    return alone, end


def _measured(
    window: Window, amount: Amount, token: str, start: int, linked: bool, prefix: Prefix | None
) -> bool:
    """Apply the currency or unit after a number, where it is one."""
    words = window.forms.unit_words.get(token)
    if words is None or not linked:
        return False
    found = _unit_form(window, words, start, start + len(token))
    if found is None:
        return False
    form, end = found
    if form.needs_scale and amount.scale == 1:
        return False
    if form.measure is Measure.MONEY:
        if amount.numeral.kind == "article" and amount.scale == 1:
            return False
        codes = form.codes
        if prefix is not None:
            # "US$5 million", "$5 million CAD": the two must agree.
            codes = tuple(code for code in prefix.codes if code in codes)
            if not codes:
                return False
            amount.start = prefix.start
        amount.units, amount.unit = codes, codes[0]
    else:
        if window.low[end : end + 1] in _NO_UNIT_END:
            return False
        amount.unit = form.unit
        amount.value *= form.factor
        amount.scale *= form.factor
    amount.measure = form.measure
    amount.noun = (start, end)
    amount.end = end
    return True


_NO_UNIT_END = ("²", "³")


def _money_before(amount: Amount, prefix: Prefix) -> bool:
    """Take the currency written before the number, unless it is more likely another word."""
    form = prefix.form
    if form.isalpha() and amount.scale == 1:
        # "CUP 2026", "AMD 300", "COP 30": such a code alone is not trusted before a small number.
        if len(form) == 1:
            return False
        if form not in TRUSTED_CODES and form.isupper() and not amount.numeral.grouped:
            return False
        if form.islower() and prefix.end < amount.start:
            return False
    amount.measure = Measure.MONEY
    amount.units, amount.unit = prefix.codes, prefix.codes[0]
    amount.noun = (prefix.start, prefix.end)
    amount.start = prefix.start
    return True


def _compound(window: Window, amount: Amount) -> bool:
    """Read "1 million 300 000 euros", "un million trois cent mille euros"."""
    raw, low = window.raw, window.low
    end = amount.end
    if low[end : end + 1] != " ":
        return False
    at = end + 1
    if low.startswith(("et ", "and "), at):
        at = low.index(" ", at) + 1
    number = digits_at(raw, at) if raw[at : at + 1].isdecimal() else words_at(low, at, window.forms)
    if (
        number is None
        or number.several
        or number.kind in ("article", "collective")
        or number.decimal
    ):
        return False
    if number.value < 1000 and not window.forms.scale.match(low, number.end + 1):
        return False
    rest = read_amount(window, at, number, None)
    if (
        rest.measure not in (*COUNTS, Measure.MONEY)
        or not rest.stated
        or rest.value >= amount.scale
    ):
        return False
    _become(amount, rest, amount.value + rest.value, amount.scale, amount.scale_word)
    return True


def _become(amount: Amount, other: Amount, value: Decimal, scale: Decimal, word: str) -> None:
    """Take over what another amount counts and where it ends."""
    amount.end, amount.measure, amount.noun = other.end, other.measure, other.noun
    amount.unit, amount.units = other.unit, other.units
    amount.stated, amount.other = other.stated, other.other
    amount.value, amount.scale, amount.scale_word = value, scale, word


def _counts(window: Window, amount: Amount, linked: bool) -> bool:
    """Look for a counted noun after the number."""
    numeral = amount.numeral
    noun = counted_noun(
        window.raw,
        window.low,
        window.forms,
        amount.end,
        amount.value,
        digits=numeral.kind == "digits",
        near=numeral.year and amount.scale == 1,
        linked=linked,
    )
    if noun.measure is None:
        amount.other = noun.other
        return False
    amount.measure, amount.unit = noun.measure, "count"
    amount.noun = (noun.start, noun.end)
    amount.end = noun.end
    return True


def _read_cents(window: Window, amount: Amount) -> None:
    """Read "13 cents" as 0.13 of the currency that the text counts in."""
    found = _CENTS.match(window.low, amount.end)
    if found is None:
        return
    word = found.group().strip()
    amount.value /= 100
    amount.measure, amount.noun, amount.end = Measure.MONEY, found.span(), found.end()
    amount.other = False
    if word == "pence":
        amount.unit, amount.units = "GBP", ("GBP",)
    elif "euro" in word:
        amount.unit, amount.units = "EUR", ("EUR",)
    else:
        amount.stated = False


def _read_bare_money(window: Window, amount: Amount) -> None:
    """Decide whether "20 milliards" without a currency is money: "20 milliards de foyers" is not."""
    raw, low = window.raw, window.low
    end = amount.end
    mark = low[end : end + 1]
    if mark == "-" and low[end + 1 : end + 2].isalpha():
        amount.other = True
        return
    if mark == " ":
        if _OF_WHICH.match(low, end):
            amount.other = False
            return
        after = end + 1
        word = _TOKEN.match(raw, after)
        if (
            word is not None
            and not _MONEY_NOUN.match(low, after)
            and _other_noun(window, amount, word)
        ):
            amount.other = True
            return
    amount.other = False
    amount.measure = Measure.MONEY
    amount.stated = False


def _other_noun(window: Window, amount: Amount, word: re.Match[str]) -> bool:
    """True where the words after "20 millions" name something counted: homes, tonnes, users."""
    raw, low = window.raw, window.low
    after = word.start()
    text = low[after : word.end()]
    if text in ("de", "of") or text.startswith("d'"):
        start = after + (2 if text.startswith("d'") else len(text) + 1)
        return raw[start : start + 1].islower() and not _DETERMINED.match(low, after)
    # In English the noun follows at once; a French number of millions needs "de" before it.
    if amount.scale_word not in _ENGLISH_SCALES or text.endswith(("ed", "ly")):
        return False
    if is_closed(low, amount.end) or not raw[after].islower():
        return False
    return amount.scale_word != "million" or amount.numeral.value >= 2 or not window.french(after)


_ENGLISH_SCALES = ("million", "billion", "trillion", "bn", "tn", "mn")


def settle(window: Window, amount: Amount) -> None:
    """Choose between thousands and decimals: "1.500 personnes", "1.125 billion", "2,444MW"."""
    numeral = amount.numeral
    if numeral.decimal is None:
        return
    if amount.scale == 1 and (amount.measure in COUNTS or amount.measure is Measure.MONEY):
        # Nobody counts fractions of a job, and cents have two digits, never three.
        return
    word = amount.scale_word
    whole = "000" if amount.scale >= _MILLION and word else "0"
    if str(numeral.decimal).endswith(whole):
        # Nobody writes the zeros that end a decimal fraction.
        return
    if word.startswith(("milliard", "Md", "md", "Mrd")) or word == "millions":
        french = True
    elif word in ("billion", "trillion", "bn", "tn"):
        french = False
    else:
        french = window.french(amount.start)
    if (numeral.separator == ",") is french:
        amount.value = amount.value / numeral.value * numeral.decimal
