"""Numbers that count what another number counted: "2 000 autres", "as many as 900 of which".

Each rule asks for words that tie the number to the one before it, or for a number that nothing
else would write that way. A number that stands alone without any is a rank, a version, a day or
a page, and is left alone.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.counts import is_clash, is_closed
from grandlivre.claims.quantities.forms import BILLION
from grandlivre.claims.quantities.window import COUNTS, ONE, Amount, Window, named

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
_OF_IT = re.compile(r" of (?:it|that|which)(?![^\W_])")
_IN_ALL = re.compile(r" (?:au total|in total|in all|en tout|altogether|all told)(?![^\W_])")
_ONES = re.compile(r"(?: [a-z]+(?:-[a-z]+)*){0,3} ones(?![^\W_])")
_PIECES = re.compile(r" (?:unités?|units?|exemplaires?|pièces?|pieces?|cartes?|cards?)(?![^\W_])")

_PART = re.compile(
    r"(?:dont|including|of which|of whom|of them|parmi lesquels|parmi lesquelles|parmi eux"
    r"|parmi elles|d'entre eux"
    r"|among them|plutôt|rather|soit) $"
)
_AGAINST = re.compile(
    r"(?:contre|against|versus|vs\.?|compared (?:with|to)|down from|up from|au lieu de"
    r"|instead of|rather than|et non|not|non"
    r"|par rapport à|(?:puis|then)(?: of| de| with| avec| to| à)?) $"
)
_LISTED = re.compile(r"(?:[,;]| et| and| puis| then) $")
_LINKED = re.compile(r"(?: et| and| ou| or) $")
_PRONOUN = re.compile(r"\ben [a-zà-ÿ]+(?: [a-zà-ÿ]+)? $")
# Words after which a bare number is a time, a place, a rank or anything but an amount.
_LED = re.compile(
    r"(?:\b(?:at|à|by|before|after|until|since|from|in|on|of|en|vers|de|des|du|pour|for|avant"
    r"|après|dès|depuis|les|la|le|the"
    r"|ces|ses|nos|vos|leurs|aux|au|these|those|all|both|last|first|tous|toutes|page|phase"
    r"|article|n°|no\.|numéro|lot|chapitre"
    r"|version|chapter|figure|tour|to|with|avec|sur|over|within|sous|a|an|un|une|top|age|âge"
    r"|aged|numbers?|étape|step)|[#°]) $"
)
_WHOLE = re.compile(
    r"\b(?:sur les|sur ces|sur ses|parmi les|of the|among the|of those|of its|out of the) $"
)
_AND_THE = re.compile(r"(?: et| and| plus) (?:les|the) $")
_NAMED = re.compile(
    r"(?:, |; | et | and )(?:(?:[A-ZÀ-Þ][\w'&.-]* ){1,4}|(?:[Ll]e |[Ll]a |[Ll]es |[Ll]'|[Tt]he )"
    r"(?:États?|état|région|département|ville|commune|métropole|agglomération|Europe|Union|groupe"
    r"|société|banque|gouvernement|ministère|fonds|fondateurs?|reste|autres?|seconde?|dernière?"
    r"|State|state|region|city|county|council|government|company|bank|fund|founders?|rest|other"
    r"|latter|second) )$"
)
_LAST_WORD = re.compile(r"(?:^| )(pour|for|with|avec|by|par) $")
_PARTS = (",", ".", ";")
_WORD = re.compile(r"[^\W\d_]+")
OF_US = re.compile(
    r"(?<![^\W_])(?:nous sommes|nous étions|nous serons|we are|we were|we're|(?:ils|elles) étaient"
    r"|(?:ils|elles) (?:sont|seront|furent)|they number|they numbered) $"
)
US = frozenset(
    "sommes étions serons are were we're étaient sont seront furent number numbered".split()
)
"""Verbs before a number of people that name none: "nous sommes 240"."""
_MENTIONED = frozenset({Measure.ACCELERATORS, Measure.JOBS, Measure.PEOPLE})
SENTENCE_END = re.compile(r"[.!?…](?:[\"»)\]]| »)? +[A-ZÀ-Þ\"«(]|\n+")
"""What ends a sentence, its next word included."""
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
    window: Window, amount: Amount, start: int, last: Antecedent, *, hedged: bool
) -> Amount | None:
    """What a number without a unit counts, where the words around it say that another does.

    Parameters
    ----------
    window, amount
        The text, and what was read at the number.
    start
        Where the number and its hedges start.
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
    before = low[max(last.amount.end, start - 24) : start]
    counts = last.amount.measure in COUNTS
    near = last.sentences < 2
    pieces = counts and (_PIECES.match(low, end) or _ONES.match(low, end))
    if pieces:
        # "40.000 cartes" are those that the text has told of, be it long before.
        far = last.amount.measure is Measure.ACCELERATORS or last.sentences < 4
        return _like(last.amount, amount, pieces.end()) if far else None
    others = _OTHERS.match(low, end)
    if others is not None and not counts and others[1] == "others":
        return None
    if low[end : end + 3] in _SUCH_STARTS and _SUCH.match(low, end):
        return None
    if (
        others is not None
        and near
        and (is_closed(low, others.end()) or _VERB.match(low, others.end()))
    ):
        return _like(last.amount, amount, others.end() if others[1] else end)
    if near and (_OF_WHICH if counts else _OF_IT).match(low, end):
        return _like(last.amount, amount, end)
    whole = before.endswith(", ") and _WHOLE.search(last.before) is not None
    # "Dont 200 disponibles dès 2028", "les 100 premiers sont attendus": no noun, but what it is.
    qualified = (
        low[end : end + 1] == " "
        and not counts
        and is_qualified(low, end)
        and (_PART.search(before) or _AGAINST.search(before)) is not None
    )
    ranked = None
    if before.endswith(_RANKS) and _THE_FIRST.search(before):
        ranked = _RANKED.match(low, end)
    if ranked is not None and not last.sentences and is_closed(low, ranked.end()):
        return _like(last.amount, amount, end)
    if amount.other and not qualified and not (whole and _is_french_verb(window, end)):
        return None
    if near and _IN_ALL.match(low, end) and not amount.numeral.year:
        return _like(last.amount, amount, end)
    if amount.numeral.year or _PER_CENT.match(low, end):
        return None
    if not (whole or qualified or is_closed(low, end) or _VERB.match(low, end)):
        return None
    alike = _like(last.amount, amount, end)
    if not _plausible(alike, last.amount):
        return None
    if whole or _tied(window, amount, before, last, hedged=hedged):
        return alike
    if not counts and last.sentences < 2 and _told(window, alike, before, last):
        return alike
    return alike if not last.sentences and _gapped(window, alike, start, last) else None


def _gapped(window: Window, alike: Amount, start: int, last: Antecedent) -> bool:
    """True where a clause leaves out its verb: "Norvane a apporté 180 millions, Larkspur 40"."""
    low, end = window.low, alike.end
    before = low[max(last.amount.end, start - 24) : start]
    if last.amount.measure is not Measure.MONEY:
        return False
    if last.amount.scale == 1 and not alike.numeral.grouped:
        return False
    if _AND_THE.search(before):
        return low.startswith((" de ", " d'", " of ", " from "), end)
    # "900 000 euros pour l'un et pour l'autre 450 000": what led the first leads the second.
    lead = _LAST_WORD.search(last.before)
    if lead is not None and before.endswith(f" {lead[1]} ") and alike.numeral.grouped:
        return True
    return (
        low[end : end + 1] in _PARTS
        and not _LED.search(before)
        and _NAMED.search(window.raw, max(last.amount.end, start - 40), start) is not None
    )


def is_qualified(low: str, end: int) -> bool:
    """True where a participle or the like follows, and nothing that it could be a noun's.

    Examples
    --------
    >>> is_qualified("200 disponibles dès 2028", 3), is_qualified("15 sociétés à Lyon", 2)
    (True, False)
    """
    found = _PARTICIPLE.match(low, end)
    return (
        found is not None
        and _NO_PARTICIPLE.search(found[0]) is None
        and is_closed(low, found.end())
    )


_PARTICIPLE = re.compile(
    r" (?:[a-zà-ÿ]+(?:ées?|és?|ables?|ibles?|[^e]ed)|(?:attend|prév|reç|obten|perd|vend|rend|reten"
    r"|détenu|pourv)ue?s?|(?:prom|acqu|requ|rem|investi|fourni|garanti|réuni|réparti)(?:is)?e?s?"
    r"|(?:constru|produ|souscr|inscr|rédu)ite?s?|spent|held|bought|sold|built)(?![^\W_])"
)
_NO_PARTICIPLE = re.compile(
    r"(?:it|ét|rt)és?$| (?:marché|procédé|congé|degré|député|associé|allié|employé|salarié|table"
    r"|véhicule|cible|côté|année|journée|entrée|soirée|durée|idée|musée|lycée|allée|vallée)s?$"
)
_SUCH_STARTS = (" su", " si", " li")
_SUCH = re.compile(r" (?:such|similar|like it)(?![^\W_])")
_RANKED = re.compile(r"(?: (?:premi(?:er|ère)s|derni(?:er|ère)s|restante?s|autres)(?![^\W_]))?")
_RANKS = ("les ", "first ", "last ", "other ", "remaining ")
_THE_FIRST = re.compile(r"(?<![^\W_])(?:les(?= $)|the (?:first|last|other|remaining)) $")


def _told(window: Window, alike: Amount, before: str, last: Antecedent) -> bool:
    """True where a verb or the writing says that a number without a unit is money or megawatts.

    "It had promised 180." after "€300m", "les 3,6 que prévoyait le budget", "12,5 de dette".
    """
    low, end, numeral = window.low, alike.end, alike.numeral
    if alike.scale == 1 and last.amount.measure is Measure.MONEY:
        return False
    if _AMOUNTING.search(before):
        return True
    money = last.amount.measure is Measure.MONEY
    small = numeral.kind == "words" and numeral.value < 5
    if not last.sentences and _OF_THE.search(before) and _WHICH.match(low, end):
        return True
    if small:
        return False
    reach = low[max(last.amount.end, alike.start - 56) : alike.start]
    if money and (_GIVING.search(reach) or _THAN_OUR.search(before)):
        return True
    if numeral.kind != "digits" or numeral.value == numeral.value.to_integral_value():
        return False
    if before.endswith((" les ", " the ")):
        return not last.sentences and _WHICH.match(low, end) is not None
    # A decimal fraction that no unit follows is no rank and no day.
    return _CLAUSE.search(before) is not None


_AMOUNTING = re.compile(
    r"(?<![^\W_])(?:plafonn|s'élèv|se mont|mont|culmin|grimp|s'établi|se chiffr)[a-zà-ÿ]* à $"
    r"|(?<![^\W_])(?:(?:peak|stand|stood|amount|rise|rose|com|came)[a-z]* (?:at|to)"
    r"|atteint|atteindr[a-z]*|atteignait|reach(?:es|ed)?|total(?:s|led)?"
    r"|à hauteur de|à concurrence de|to the tune of) $"
)
_OF_THE = re.compile(r"(?<![^\W_])(?:sur les|des|parmi les|of the|out of the) $")
_WHICH = re.compile(r" (?:que |qu'|qui |that |which |it |they |he |she |we |once )")
_GIVING = re.compile(
    r"(?<![^\W_])(?:promised|pledged|invested|offered|injected|spent|paid|raised|sought|wanted"
    r"|asked for|hoped for|expected|budgeted|contributed|put in|needed|promis|promettait|promet"
    r"|accordé|accorde|versé|verse|investi|investit|injecté|injecte|prévoyait|prévu|dépensé|payé"
    r"|levé|réclamé|réclame|réclamait|demandé|demande|demandait|espérait|voulait|attendait"
    r"|apporté|apporte|apportera|engagé|engage|mettra|coûtera|coûte|coûtait|vaut|valait)"
    r"(?:, [^,.;:\n\d]{3,28},)? $"
)
_THAN_OUR = re.compile(
    r"(?:above|below|under|over|than|versus|against|que|contre|sous) (?:our|its|their|the|nos|notre"
    r"|ses|leurs|les) $"
)
_CLAUSE = re.compile(
    r"(?:[(,:;–—]|(?<![^\W_])(?:mais|but|et|and|soit|puis|then|ou|or|plus|dont|contre)) ?$"
)


def mention_before(window: Window, start: int) -> Antecedent | None:
    """A counted noun named without a number shortly before: "the number of chips at 100,000"."""
    low = window.low
    # "Nous en comptons 600": the pronoun may stand for what the sentence before told of.
    pronoun = _PRONOUN.search(low, max(0, start - 24), start) is not None
    reach = max(0, start - (320 if pronoun else 160))
    for word in reversed(list(_WORD.finditer(low, reach, start))):
        pattern = window.forms.count_words.get(word.group())
        found = None if pattern is None else pattern.match(low, word.start())
        if found is None or found.end() > start:
            continue
        form = found.group()
        measure = window.forms.counted[form]
        if (
            is_clash(low, found)
            or measure not in _MENTIONED
            or (form + "s" in window.forms.counted and form != "gpu")
        ):
            continue
        sentences = len(SENTENCE_END.findall(window.raw[found.end() : start] + "A"))
        if sentences > 1 + pronoun:
            return None
        amount = named(measure, found.start(), found.end())
        return Antecedent(
            amount, "", low[found.end() : found.end() + 16], start - found.end(), sentences, False
        )
    return None


def of_us(window: Window, amount: Amount, start: int) -> Amount | None:
    """People counted by "nous sommes 240" and "we are 240"."""
    if not OF_US.search(window.low, max(0, start - 16), start):
        return None
    if amount.numeral.year or not is_closed(window.low, amount.end):
        return None
    amount.measure, amount.unit = Measure.PEOPLE, "count"
    return amount


def of_which(low: str, end: int) -> bool:
    """True for "of which", "d'entre elles" after a number."""
    return _OF_WHICH.match(low, end) is not None


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
    if before == " (" and window.low[amount.end : amount.end + 1] == " ":
        return not numeral.year  # "2 400 emplois (600 dans un premier temps)"
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
            # "900 milliards; sa tour en coûtera deux mille": neither are thousands of yen.
            if (
                counted.measure is not Measure.MONEY
                or numeral.value < 1000
                or (counted.scale >= BILLION and numeral.value * 300 < counted.value)
            ):
                scale = counted.scale
        elif counted.scale >= 10**6 and numeral.value < 1000:
            scale = counted.scale
    value = amount.value
    if numeral.decimal is not None and scale > 1 and numeral.separator == ",":
        value = numeral.decimal
    alike = Amount(amount.start, end, numeral, value * scale)
    alike.scale, alike.scale_word = amount.scale * scale, counted.scale_word
    alike.measure, alike.unit, alike.units = counted.measure, counted.unit, counted.units
    alike.stated = counted.stated
    return alike
