"""Money without its currency, in cents, and the reading of "1.500" that the amount decides.

"20 milliards investis" is money; "20 millions de foyers" is not.
"""

import re

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.counts import is_closed
from grandlivre.claims.quantities.window import COUNTS, MILLION, Amount, Window

_CENTS = re.compile(
    r" ?(?:cents? d'euros?|eurocents?|cents?|centimes?|pence|¢|cts?)(?![^\W_])(?! (?:mill|mega"
    r"|giga))"
)
_OF_WHICH = re.compile(r" (?:of (?:which|them|these|those|whom)|d'entre (?:elles|eux))(?![^\W_])")
_TOKEN = re.compile(r"[^\W\d_]\w*(?:['.&-][^\W_]\w*)*")
_DETERMINED = re.compile(
    r"(?:d'ici|d'un|d'abord|d'emblée|de (?:la |l'|plus|moins|son |sa |ses |leurs? |notre |nos )"
    r"|of (?:the|its|their|his|her"
    r"|our|this|it|that|those|these|them)(?![^\W_])"
    r"|(?:de |d'|of |from )(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
    r"|novembre|décembre|january|february|march|april|may|june|july|august|september|october"
    r"|november|december)(?![^\W_]))"
)
# What "milliards de" or "billion" may be of, for the amount to be money.
_MONEY_NOUN = re.compile(
    r"(?:de |d'|of |du |des |en |in )?(?:nouveaux? |nouvelles? |new |additional |fresh |private "
    r"|public |foreign |capital "
    r"|total )?(?:investi|financ|dépens|dette|debt|capita|fonds|fund|crédit|credit|budget"
    r"|subvention|prêt|loan"
    r"|chiffre d'affaires|ca\b|revenu|revenue|recette|vente|sales|bénéfice|profit|perte|loss"
    r"|commande|order|contrat|contract"
    r"|contribution|engage|commit|pledge|spend|expend|capex|valoris|valuation|aide|aid\b|grant"
    r"|équipement|actifs|asset|impôt"
    r"|tax|deal|package|plan\b|programme|program|project|promesse|mise|levée|levés|apport"
    r"|économi|saving|surcoût|coût|cost"
    r"|enveloppe|equity|bond|obligation|trésorerie|cash|plus\b|more\b|worth|extra|additional"
    r"|supplémentaire|injecti|invested"
    r"|pledged|announced|raised|committed|earmarked|spent|promised|argent\b|money\b"
    r"|services?\b|loyers?\b|rents?\b|travaux\b|works\b|achats?\b|purchases?\b|licen[cs]es?\b"
    r"|intérêts?\b|interest\b|dividend|rachats?\b|buybacks?\b|salaires?\b|wages\b|export|import"
    r"|marchandises\b|goods\b|matériels?\b|pénalités\b|amendes?\b|fines\b|honoraires\b|fees\b"
    r"|amortissements?\b|cloud\b|infrastructures?\b|immobilier|murs\b|terrains?\b)"
)


def read_cents(window: Window, amount: Amount) -> None:
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


def read_bare_money(window: Window, amount: Amount) -> None:
    """Decide whether "20 milliards" without a currency is money: "20 millions de foyers" is not."""
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
    whole = "000" if amount.scale >= MILLION and word else "0"
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
