"""One amount: a numeral with its scale and what it counts, read from its first digit onwards.

"8,5 milliards d'euros", "1.4 million megawatt-hours", "23,000 of Nvidia's most advanced chips".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.claims.forms import PLAIN_WORDS, TRUSTED_CODES, Forms
from grandlivre.claims.model import Measure
from grandlivre.claims.numerals import Numeral, Prefix

_ONE = Decimal(1)
_MILLION = Decimal(10**6)
_MEASURES = {"power": Measure.POWER, "energy": Measure.ENERGY, "area": Measure.AREA}

_LINK = re.compile(r" (?:de |of )| d'")
_AND_HALF = re.compile(r" (?:et|and) (?:une? |a )?(?:demie?|half)(?![^\W_])")
_TOKEN = re.compile(r"[^\W\d_]\w*(?:['.&-][^\W_]\w*)*")
_LOWER = re.compile(r"[a-zà-ÿ]")
_OF_THEM = re.compile(r"of (?:the |its |their |these |those |our |his |her |(?=[^\W_]+'s ))")
_DES = re.compile(r"(?:des|de ses|de leurs|de ces|de nos) ")
_MONEY_SIGN = re.compile(
    r"[ -]?(?:d'|de )?(?:[€$£¥₹]|EUR|USD|CHF|GBP|CAD|SEK|NOK|AED|SAR|INR|AUD|JPY|CNY|euros?\b|dollars?\b)"
)
_PLAIN_NUMBER = frozenset({"digits", "words"})

# Words after which a noun no longer belongs to the number before them.
STOP = frozenset(
    (
        "a an the of in on at to for from by with and or but as is are was were be been being has have"
        " had will would can could may might shall should must do does did not no nor than then that this these"
        " those which who whom whose what when where while if so it its they their he she we you his her our"
        " said says say told per each every into onto over under after before between until since about"
        " against through within without across among during via up down out off more less other others"
        " only also both either neither later ago earlier such there here"
        " de du des d' le la les l' un une et ou où en au aux à par pour sur dans avec sans sous chez vers"
        " entre depuis pendant après avant dès dont que qui quoi est sont était étaient sera seront serait"
        " seraient a ont avait avaient aura auront aurait ne n' pas plus moins se s' ce cet cette ces son sa"
        " ses leur leurs il elle ils elles on nous vous je y lui mais donc car ni si comme puis alors contre"
        " selon afin lors voire soit jusque tous toutes tout toute chaque chacun environ près déjà encore aussi"
    ).split()
)
# Adjectives and the like in the plural that may stand between a number and its noun.
_PLURALS = frozenset(
    (
        "nouveaux nouvelles grands grandes gros grosses futurs futures autres premiers premières derniers"
        " dernières jeunes petits petites anciens anciennes vastes immenses meilleurs meilleures mêmes prochains"
        " prochaines méga seuls seules vrais bons bonnes principaux principales différents diverses divers"
        " sales operations services business wireless logistics aerospace hyperscalers gross plus class previous"
        " various numerous continuous towns us états-unis"
    ).split()
)
# What follows a noun and changes its meaning.
_NOT_THEN = {
    "centres": re.compile(
        r" (?:de (?:recherche|formation|soins|vacances|tri|contact|profit|coûts?)|d'appels?|commercia|hospital|sportif|urbain|villes?)"
    ),
    "sites": re.compile(r" (?:web|internet|d'information|marchands)"),
    "posts": re.compile(r" on\b"),
    "postes": re.compile(
        r" (?:de (?:transformation|travail|police|dépenses?|livraison|recharge)|électriques?|sources?)"
    ),
    "positions": re.compile(r" (?:in|on)\b"),
    "plants": re.compile(r" (?:of|and)\b"),
}
# Nouns that in small numbers are of something else: "deux acteurs" are firms, "27 membres" States.
_LEAST = {
    "acteurs": 50,
    "leaders": 10,
    "membres": 50,
    "members": 50,
    "experts": 5,
    "agents": 10,
    "dirigeants": 10,
    "executives": 10,
    "patients": 5,
    "entrepreneurs": 5,
    "patrons": 5,
}
# Nouns of money that may stand after "milliards de" or "billion": the amount is money.
_MONEY_NOUNS = re.compile(
    r"(?:de |d'|of |du |des |en |in )?(?:nouveaux? |nouvelles? |new |additional |fresh |private |public |foreign |capital |total )?"
    r"(?:investi|financ|dépens|dette|debt|capita|fonds|fund|crédit|credit|budget|subvention|prêt|loan|chiffre d'affaires|ca\b"
    r"|revenu|revenue|recette|vente|sales|bénéfice|profit|perte|loss|commande|order|contrat|contract|contribution|engage"
    r"|commit|pledge|spend|expend|capex|valoris|valuation|aide|aid\b|grant|équipement|actifs|asset|impôt|tax|deal|package"
    r"|plan\b|programme|program|project|promesse|mise|levée|levés|apport|économi|saving|surcoût|coût|cost|enveloppe|equity|bond|obligation"
    r"|trésorerie|cash|plus\b|more\b|worth|extra|additional|supplémentaire|injecti|invested|pledged|announced|raised"
    r"|committed|earmarked|spent|promised|argent\b|money\b|it\b|that\b)"
)
_OF_WHICH = re.compile(r" (?:of (?:which|them|these|those|whom)|d'entre (?:elles|eux))(?![^\W_])")
_DETERMINED = re.compile(
    r"(?:d'ici|de (?:la |l'|plus|moins|son |sa |ses |leur|notre|nos )|d'(?:abord|emblée|un)\b|of (?:the|its|their|his|her|our|this) )"
)
_CENTS = re.compile(r" ?(?:cents? d'euros?|eurocents?|cents?|centimes?|pence|¢|cts?)(?![^\W_])")


@dataclass(slots=True)
class Window:
    """A stretch of text around a number, as written and in lower case, of the same length."""

    raw: str
    low: str
    forms: Forms
    french: Callable[[], bool]
    """Tells whether the text around is in French; asked only where a number leaves it open."""
    base: int = 0
    """Where the window starts in the text."""


@dataclass(slots=True)
class Amount:
    """A numeral, what scales it and what it counts; `measure` is None where nothing says it."""

    end: int
    value: Decimal
    scale: Decimal = _ONE
    scale_word: str = ""
    measure: Measure | None = None
    unit: str = ""
    units: tuple[str, ...] = ()
    noun: tuple[int, int] | None = None
    stated: bool = True
    """False for money whose currency is not written there."""
    other: bool = False
    """True where it counts something that is no measure of ours: "350 000 foyers"."""


def read_amount(window: Window, numeral: Numeral, prefix: Prefix | None) -> Amount:
    """Read what scales a numeral and what it counts.

    Parameters
    ----------
    window
        The text around.
    numeral
        The number that was read there.
    prefix
        The currency sign before it, if any.
    """
    amount = Amount(numeral.end, numeral.value)
    linked = numeral.several or numeral.kind == "collective"
    _read_scale(window, numeral, amount, prefix, linked)
    linked = linked or amount.scale > 1
    if prefix is not None and _money_before(window, numeral, amount, prefix):
        settle(window, numeral, amount)
        return amount
    if (
        not (
            _read_currency(window, numeral, amount, linked)
            or _read_unit(window, amount, linked)
            or _read_noun(window, numeral, amount, linked)
        )
        and amount.scale >= _MILLION
        and numeral.kind != "scale"
    ):
        _read_bare_money(window, amount)
    settle(window, numeral, amount)
    return amount


def settle(window: Window, numeral: Numeral, amount: Amount) -> None:
    """Choose between thousands and decimals: "1.500 personnes", "1.125 billion", "2,444MW"."""
    if numeral.decimal is None:
        return
    if amount.measure in (Measure.SITES, Measure.ACCELERATORS, Measure.JOBS, Measure.PEOPLE):
        if amount.scale == 1:
            return
    elif amount.measure is Measure.MONEY and amount.scale == 1:
        # "$64,000", "1.500 euros": cents have two digits, never three.
        return
    word = amount.scale_word
    if word.startswith(("milliard", "Md", "md", "Mrd")) or word == "millions":
        french = True
    elif word in ("billion", "trillion", "bn", "tn"):
        french = False
    else:
        french = window.french()
    if (numeral.separator == ",") is french:
        amount.value = amount.value / numeral.value * numeral.decimal


def _read_scale(
    window: Window, numeral: Numeral, amount: Amount, prefix: Prefix | None, linked: bool
) -> None:
    raw, low, forms = window.raw, window.low, window.forms
    end = amount.end
    before = raw[end : end + 1]
    at = end + 1 if before in (" ", "-") else end
    if at > end or numeral.kind == "scale":
        if linked:
            link = _LINK.match(low, end)
            at = link.end() if link else at
        found = forms.scale.match(low, at)
        while found is not None:
            word = found.group()
            factor = forms.scales[word]
            if word in forms.long_scales and (
                low.startswith((" de ", " d'"), found.end())
                or word == "billions"
                and window.french()
            ):
                factor = forms.long_scales[word]
            if amount.scale * factor > Decimal(10) ** 15:
                return
            amount.scale *= factor
            amount.value *= factor
            amount.scale_word = word
            amount.end = found.end()
            half = _AND_HALF.match(low, amount.end)
            if half is not None:
                amount.value += factor / 2
                amount.end = half.end()
                return
            link = _LINK.match(low, amount.end) if factor == 1000 else None
            step = link.end() if link else amount.end + 1
            found = (
                forms.scale.match(low, step) if low[amount.end : amount.end + 1] == " " else None
            )
        if amount.scale > 1:
            return
    found = forms.sign.match(raw, at)
    if found is None or numeral.kind == "article":
        return
    word = found.group()
    stop = found.end()
    if len(word) == 1 or word in ("mm", "MM", "mil", "bil", "Cr", "cr"):
        if not (
            prefix is not None
            and not _LETTER_OR_SPACE_UNIT.match(raw, stop)
            or _MONEY_SIGN.match(raw, stop)
            or word in "kKmM"
            and _counts_something(window, stop)
        ):
            return
    amount.scale = forms.signs[word]
    amount.value *= amount.scale
    amount.scale_word = word
    amount.end = stop


_LETTER_OR_SPACE_UNIT = re.compile(r"[A-Za-z²]")


def _counts_something(window: Window, at: int) -> bool:
    """True where a unit of area or a counted noun follows "2M" or "100k"."""
    if window.raw[at : at + 1] != " ":
        return False
    found = window.forms.unit_name.match(window.low, at + 1) or window.forms.unit_sign.match(
        window.raw, at + 1
    )
    if found is not None:
        return True
    probe = Amount(at, _ONE)
    return _read_noun(window, Numeral(at, Decimal(2000), grouped=True), probe, False)


def _money_before(window: Window, numeral: Numeral, amount: Amount, prefix: Prefix) -> bool:
    """Take the currency written before the number, unless what follows is no money."""
    raw = window.raw
    if prefix.word:
        # "CUP 2026", "AMD 300", "COP 30": a code alone is not trusted before a small number.
        if amount.scale == 1 and not (
            prefix.form in TRUSTED_CODES
            or numeral.grouped
            or prefix.form not in window.forms.known_codes
        ):
            return False
        if len(prefix.form) == 1 and amount.scale == 1:
            return False
    if amount.scale == 1 and window.forms.unit_sign.match(raw, amount.end):
        return False
    amount.measure = Measure.MONEY
    amount.units = prefix.codes
    amount.unit = prefix.codes[0]
    amount.noun = prefix.span
    after = _currency_at(window, amount, linked=False)
    if after is not None:
        codes, _, end = after
        kept = tuple(code for code in amount.units if code in codes)
        if kept:
            amount.units, amount.unit, amount.end = kept, kept[0], end
    return True


def _read_currency(window: Window, numeral: Numeral, amount: Amount, linked: bool) -> bool:
    found = _currency_at(window, amount, linked)
    if found is None:
        return numeral.kind == "digits" and amount.scale == 1 and _read_cents(window, amount)
    codes, start, end = found
    if numeral.kind == "article" and amount.scale == 1:
        return False
    amount.measure = Measure.MONEY
    amount.units, amount.unit, amount.noun, amount.end = codes, codes[0], (start, end), end
    return True


def _read_cents(window: Window, amount: Amount) -> bool:
    """Read "13 cents" as 0.13 of the currency that the text counts in."""
    found = _CENTS.match(window.low, amount.end)
    if found is None or window.forms.scale.match(window.low, found.end() + 1):
        return False
    word = found.group().strip()
    amount.value /= 100
    amount.measure, amount.noun, amount.end = Measure.MONEY, found.span(), found.end()
    if word == "pence":
        amount.unit, amount.units = "GBP", ("GBP",)
    elif "euro" in word:
        amount.unit, amount.units = "EUR", ("EUR",)
    else:
        amount.stated = False
    return True


def _currency_at(
    window: Window, amount: Amount, linked: bool
) -> tuple[tuple[str, ...], int, int] | None:
    """The currency written after an amount: its codes and where it stands."""
    low, forms = window.low, window.forms
    end = amount.end
    starts = [end]
    if low[end : end + 1] in (" ", "-"):
        starts = [end + 1]
        link = _LINK.match(low, end)
        if link is not None and linked:
            starts.insert(0, link.end())
    for start in starts:
        found = forms.currency.match(low, start)
        if found is None:
            continue
        form = found.group()
        allowed = forms.capitalised.get(form)
        if allowed is not None and window.raw[start : found.end()] not in allowed:
            continue
        if len(form) == 1 and form.isalpha() or form in PLAIN_WORDS and amount.scale == 1:
            continue
        if allowed is not None and amount.scale == 1 and form.upper() not in TRUSTED_CODES:
            continue
        return forms.currency_codes[form], start, found.end()
    return None


def _read_unit(window: Window, amount: Amount, linked: bool) -> bool:
    raw, low, forms = window.raw, window.low, window.forms
    end = amount.end
    start = end
    if raw[end : end + 1] in (" ", "-"):
        start = end + 1
        if linked:
            link = _LINK.match(low, end)
            start = link.end() if link else start
    found = forms.unit_sign.match(raw, start)
    if found is not None:
        unit = forms.unit_signs[found.group()]
    else:
        found = forms.unit_name.match(low, start)
        if found is None:
            return False
        unit = forms.unit_names[found.group()]
    amount.measure = _MEASURES[unit.measure]
    amount.unit = unit.base
    amount.value *= unit.factor
    amount.scale *= unit.factor
    amount.noun = (start, found.end())
    amount.end = found.end()
    return True


def _read_noun(window: Window, numeral: Numeral, amount: Amount, linked: bool) -> bool:
    raw, low, forms = window.raw, window.low, window.forms
    at = amount.end
    if low[at : at + 1] not in (" ", "-"):
        return False
    hyphen = low[at] == "-"
    link = _LINK.match(low, at) if linked else None
    at = link.end() if link else at + 1
    if link is None and low[at : at + 1] in ("o", "d"):
        part = _OF_THEM.match(low, at) or _DES.match(low, at)
        at = part.end() if part else at
    # A number that could be a year counts only what stands right after it.
    steps = 1 if _like_year(numeral, amount) else 5
    first = at
    commas = 0
    while steps:
        steps -= 1
        found = forms.count_word.match(low, at)
        if found is not None and _counts(window, numeral, amount, found, hyphen):
            amount.measure = forms.counted[found.group()]
            amount.unit = "count"
            amount.noun = found.span()
            amount.end = found.end()
            return True
        token = _TOKEN.match(raw, at)
        if token is None:
            break
        word = low[at : token.end()]
        if at == first:
            amount.other = word not in STOP and not word.startswith(("d'ici", "l'", "qu'"))
        if word in STOP or _is_plural(raw[at], word):
            break
        at = token.end()
        if low.startswith(", ", at) and not commas:
            commas = 1
            at += 1
        if low[at : at + 1] not in (" ", "-"):
            break
        at += 1
    return False


def _like_year(numeral: Numeral, amount: Amount) -> bool:
    return (
        numeral.kind == "digits"
        and not numeral.grouped
        and amount.scale == 1
        and 1900 <= numeral.value < 2100
    )


def _is_plural(initial: str, word: str) -> bool:
    """True for a noun in the plural, which would be what is counted: "three firms create jobs"."""
    return (
        word[-1] in "sx"
        and initial.islower()
        and not word.endswith(("'s", "ss", "-us"))
        and word not in _PLURALS
        and "-" not in word
    )


def _counts(
    window: Window, numeral: Numeral, amount: Amount, found: re.Match[str], hyphen: bool
) -> bool:
    """True where the counted noun that was found is what the number counts."""
    low, forms = window.low, window.forms
    form = found.group()
    if amount.value == 1 and numeral.kind != "digits":
        return False
    clash = _NOT_THEN.get(form)
    if clash is not None and clash.match(low, found.end()):
        return False
    if form + "s" in forms.counted and not hyphen and amount.value > 1:
        # "Three data centre firms": a noun in the singular qualifies the next one.
        if forms.counted[form] is Measure.ACCELERATORS:
            return not forms.count_word.match(low, found.end() + 1)
        after = (
            _TOKEN.match(low, found.end() + 1)
            if low[found.end() : found.end() + 1] == " "
            else None
        )
        return after is None or after.group() in STOP
    if amount.value < _LEAST.get(form, 0):
        return False
    return True


def _read_bare_money(window: Window, amount: Amount) -> None:
    """Decide whether "20 milliards" without a currency is money: "20 milliards de foyers" is not."""
    raw, low = window.raw, window.low
    end = amount.end
    if amount.scale_word in ("k", "K"):
        return
    if low[end : end + 1] == " ":
        after = end + 1
        word = _TOKEN.match(raw, after)
        if word is not None and not _MONEY_NOUNS.match(low, after):
            text = low[after : word.end()]
            if _OF_WHICH.match(low, end):
                return
            linked = text in ("de", "of") or text.startswith("d'")
            if linked:
                start = after + (2 if text.startswith("d'") else len(text) + 1)
                if raw[start : start + 1].islower() and not _DETERMINED.match(low, after):
                    amount.other = True
                    return
            elif (
                text not in STOP
                and raw[after].islower()
                and amount.scale_word in ("million", "billion", "trillion", "bn", "tn", "mn")
                and not window.french()
                and not text.endswith(("ed", "ly"))
            ):
                amount.other = True
                return
    elif low[end : end + 1] == "-" and low[end + 1 : end + 2].isalpha():
        amount.other = True
        return
    amount.measure = Measure.MONEY
    amount.stated = False
