"""One amount: a numeral with its scale and what it counts, read from its first digit onwards.

"6,2 milliards d'euros", "1.4 million megawatt-hours", "5,200 of its newest chips".
"""

import re
from decimal import Decimal

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.counts import counted_noun, noun_apart
from grandlivre.claims.quantities.forms import BILLION, TRILLION, TRUSTED_CODES, UnitForm, UnitWords
from grandlivre.claims.quantities.money import read_bare_money, read_cents, settle
from grandlivre.claims.quantities.numerals import Numeral, digits_at, words_at
from grandlivre.claims.quantities.window import COUNTS, MILLION, Amount, Prefix, Window

_HALF = Decimal("0.5")
_LONG_SCALE = ("billion", "billions")
_DIRHAMS = ("dh", "mad")
"""Of which Moroccans write "MMDH" for milliards, "MDH" for millions."""
_AND_HALF = re.compile(r" (?:et|and) (?:une? |a )?(?:demie?|half)(?![^\W_])")

# Abbreviated scales that are other things too: they need a currency before or after them.
_SHORT_SIGNS = frozenset("k K m M G b B t T mm MM mil bil Cr cr".split())


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
    amount = Amount(start, end, numeral, numeral.value)
    linked = numeral.several or numeral.kind == "collective"
    found = window.forms.tail.match(window.low, end)
    if found is not None and (apart := _adjective(window, found[2], end)) is not None:
        found = apart
    if found is not None:
        linked, unit = _read_scale(window, amount, found, prefix, linked)
        if unit is not None:
            if _measured(window, amount, unit, linked, prefix):
                if numeral.decimal is not None:
                    settle(window, amount)
                return amount
            if (
                amount.scale == 1
                and unit[1] in window.forms.uncounted
                and not (unit[1] == "an" and numeral.value != 1)  # "Rs 65 an hour"
            ):
                # "Huit fois et demie la pointe" leaves the megawatts where they were.
                amount.closed = True
                amount.other = unit[1] not in ("fois", "times")
                return amount
    elif window.raw[end : end + 1] == "%":
        amount.other = amount.closed = True
        return amount
    if prefix is not None and _money_before(amount, prefix):
        pass
    elif amount.scale >= 1000 and _compound(window, amount):
        return amount
    elif not (_counts(window, amount, linked) or _of_those(window, amount)):
        if amount.scale == 1:
            if numeral.kind == "digits":
                read_cents(window, amount)
        elif amount.scale >= MILLION and (
            numeral.kind != "scale" or (amount.scale >= BILLION and _is_owned(window, start))
        ):
            read_bare_money(window, amount)
    if numeral.decimal is not None:
        settle(window, amount)
    return amount


def _adjective(window: Window, token: str, end: int) -> re.Match[str] | None:
    """The scale or unit past an adjective: "les 5 autres milliards d'euros", "2 more gigawatts"."""
    if token not in _BETWEEN:
        return None
    found = window.forms.tail.match(window.low, end + 1 + len(token))
    if found is None:
        return None
    words = window.forms.unit_words.get(found[2])
    plain = words is None or words.alone is None or words.alone.written is not None
    scales = window.forms.scaling.get(found[2]) == 0
    return found if scales or not plain else None


_BETWEEN = frozenset(
    "autre autres premier premiers dernier derniers prochains deuxième second other more"
    " additional extra further first last next remaining new".split()
)
"""Adjectives that may stand between a number and its scale or unit."""


def _is_owned(window: Window, start: int) -> bool:
    """True for "Abu Dhabi's billion", "leur milliard": no unit of account, but somebody's money."""
    return _OWNER.search(window.low, max(0, start - 7), start) is not None


_OWNER = re.compile(r"(?:'s|(?<![^\W_])(?:its|their|his|her|our|son|leur|notre)) $")

_Unit = tuple[str | None, str, int]
"""What links a number and the word that may be its unit, that word, and where it stands."""


def _read_scale(
    window: Window, amount: Amount, found: re.Match[str], prefix: Prefix | None, linked: bool
) -> tuple[bool, _Unit | None]:
    """Read the scale after a number, and tell which word then may be its unit."""
    forms = window.forms
    link, token, second, unit = found.groups()
    at = found.start(2)
    scaling = forms.scaling.get(token)
    if scaling is None or (scaling and token in forms.unit_words and scaling != len(token)):
        return linked, (link, token, at)
    if scaling == 0:
        if link is None or not (link in _PLAIN_LINKS or linked) or _has_scale(amount, token):
            return linked, (link, token, at)
        _scale(window, amount, token, at + len(token), second)
    else:
        stop = at + scaling
        if scaling < len(token):  # "MEUR"
            second, unit = None, token[scaling:]
        written = window.raw[at:stop]
        follows = None if unit is None else (second, unit, stop + len(second or ""))
        if link not in _PLAIN_LINKS or not _abbreviates(
            window, amount, (written, stop), follows, prefix
        ):
            return linked, (link, token, at) if token in forms.unit_words else None
        _scale(window, amount, written, stop, second)
    if unit is None:
        return True, None
    place = amount.end + len(second or "")
    if window.low.startswith(unit, place):
        return True, (second, unit, place)
    # "Un milliard et demi": what follows the half is what is counted.
    again = forms.tail.match(window.low, amount.end)
    return True, None if again is None else (again[1], again[2], again.start(2))


def _has_scale(amount: Amount, token: str) -> bool:
    """True for "mille" after "deux mille": a number in words holds its thousands already."""
    return amount.numeral.kind == "words" and token in _THOUSAND and amount.numeral.value >= 1000


_THOUSAND = ("mille", "thousand")
_PLAIN_LINKS = (None, " ", "-")


def _abbreviates(
    window: Window,
    amount: Amount,
    sign: tuple[str, int],
    unit: _Unit | None,
    prefix: Prefix | None,
) -> bool:
    """True where "M", "bn" or "k" after a number scales it, rather than being a unit or a name."""
    written, stop = sign
    if written not in window.forms.signs or amount.numeral.kind == "article":
        return False
    if written not in _SHORT_SIGNS or prefix is not None:
        return True
    words = window.forms.unit_words.get(unit[1]) if unit is not None else None
    if words is not None and unit is not None:
        form = _unit_form(window, words, unit[2], unit[2] + len(unit[1]))
        if form is not None and form[0].measure in (Measure.MONEY, Measure.AREA):
            return True
    if written not in "kKmM":
        return False
    # "500 m" is a length; "100k GPUs" and "2m people" are not.
    return counted_noun(window, stop, Decimal(2000), digits=True).measure is not None


def _scale(window: Window, amount: Amount, word: str, end: int, link: str | None) -> None:
    """Apply the scale that ends at a place."""
    forms = window.forms
    factor = forms.scales.get(word) or forms.signs[word]
    value = amount.numeral.value
    if window.low.startswith((" et ", " and "), end) and (half := _AND_HALF.match(window.low, end)):
        value += _HALF
        end = half.end()
    if word in _LONG_SCALE and link in (" de ", " d'"):
        factor = TRILLION
    elif word == "MM" and window.low.startswith(_DIRHAMS, end):
        factor = BILLION
    while factor < MILLION and window.low[end : end + 1] == " ":
        # "Mille milliards", "1 lakh crore".
        more = forms.scale.match(window.low, end + 1)
        if more is None or forms.scales[more.group()] <= factor:
            break
        factor *= forms.scales[more.group()]
        word, end = more.group(), more.end()
    amount.value = value * factor
    amount.scale = factor
    amount.scale_word = word
    amount.end = end


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
    window: Window, amount: Amount, unit: _Unit, linked: bool, prefix: Prefix | None
) -> bool:
    """Apply the currency or unit after a number, where it is one."""
    link, token, start = unit
    words = window.forms.unit_words.get(token)
    if words is None or not (linked or link in _PLAIN_LINKS):
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
        if window.low[end : end + 1].isdigit():
            return False  # the sign of the next amount: "€1.2-€1.5bn"
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
        window,
        amount.end,
        amount.value,
        digits=numeral.kind == "digits",
        near=numeral.year and amount.scale == 1,
        linked=linked,
    )
    if noun.measure is None:
        amount.other = noun.other
        return False
    if amount.scale >= BILLION and noun.measure is not Measure.PEOPLE:
        # "Pour deux milliards de puces": there are no such numbers of them, it is what they cost.
        amount.measure, amount.stated = Measure.MONEY, False
        return True
    amount.measure, amount.unit = noun.measure, "count"
    amount.noun = (noun.start, noun.end)
    amount.end = noun.end
    return True


def unit_apart(window: Window, amount: Amount, start: int) -> bool:
    """Read "4,7, en milliards d'euros", "chiffre à plus de 900 les postes": as far as the number.

    `start` is where the number's hedges start.
    """
    if noun_apart(window, amount, start):
        return True
    found = _IN_SCALE.match(window.low, amount.end) if amount.scale == 1 else None
    if found is None:
        return False
    words = window.forms.unit_words.get(found[2])
    form = words and _unit_form(window, words, found.start(2), found.end())
    if not form or form[0].measure is not Measure.MONEY:
        return False
    amount.scale = window.forms.scales[found[1]]
    amount.value *= amount.scale
    amount.measure, amount.units, amount.unit = Measure.MONEY, form[0].codes, form[0].codes[0]
    amount.noun = (found.start(2), form[1])
    return True


_IN_SCALE = re.compile(
    r",? \(?(?:en|in) ((?:m|b|tr)illi(?:ard|on)s) (?:de |d'|of )([a-zà-ÿ]+|[€$£])"
)


def _of_those(window: Window, amount: Amount) -> bool:
    """Read "one of those gigawatts", "deux de ces gigawatts"."""
    end = amount.end
    found = _OF_THOSE.match(window.low, end) if window.low[end : end + 4] in _OF else None
    if found is None:
        return False
    words = window.forms.unit_words.get(found[1])
    form = words and _unit_form(window, words, found.start(1), found.end())
    if not form or form[0].measure is Measure.MONEY or form[0].written is not None:
        return False
    factor = form[0].factor
    amount.measure, amount.unit = form[0].measure, form[0].unit
    amount.value, amount.scale = amount.value * factor, amount.scale * factor
    amount.noun, amount.end = (found.start(1), form[1]), form[1]
    return True


_OF = (" of ", " de ")
_OF_THOSE = re.compile(r" (?:of (?:those|these|its|their)|de ces|de ses|de leurs) ([a-zà-ÿ]+)")
