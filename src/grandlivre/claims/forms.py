"""The words of quantities, of both languages at once, compiled into what reading needs.

The words themselves are data (``reference/data``). Here they become regular expressions that
share their prefixes (a list of a thousand names costs a few steps, not a thousand), and tables
that a matched form is looked up in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeVar

from grandlivre.claims.model import Measure
from grandlivre.reference.currencies import code_forms, currencies, forms
from grandlivre.reference.words import LANGUAGES, Bound, Unit, Words, units, words

_T = TypeVar("_T")

BILLION = Decimal(10) ** 9
TRILLION = Decimal(10) ** 12

# Names of a currency that are also plain words: they mean money only after "million" and the like.
PLAIN_WORDS = frozenset(
    "real réal réaux reais won wons sum sums som soms sol sols soles lire lires mark marks livre livres"
    " lei lev leva levs try lari mil punt buck sou din ecu rand rial dong taka dram".split()
)
# Codes that are also plain words in capitals, or names of companies and summits.
TRUSTED_CODES = frozenset(
    "EUR USD GBP CHF CAD AUD JPY CNY RMB INR SEK NOK DKK PLN CZK HKD SGD NZD KRW BRL ZAR AED SAR QAR".split()
)
# Phrases that bound or point to the figure and that evidence leaves outside of the quotation.
OUTSIDE = frozenset(
    "soit|dans les|un total de|a total of|à hauteur de|estimé à|estimée à|estimés à|estimées à|évalué à"
    "|évaluée à|évalués à|évaluées à|chiffré à|chiffrée à|exactement|précisément|pile|tout juste|en moyenne"
    "|à raison de|ni plus ni moins|en gros|la bagatelle de|rien moins que|exactly|precisely|estimated at"
    "|a reported|reportedly|totalling|totaling|worth|to the tune of|a whopping|a cool|a combined|a record"
    "|an additional|a further|another|an initial|an average of|valued at|worth about|worth around|within"
    "|avoisinant|avoisine|avoisinent|avoisinait|avoisinerait|frôlant|frôle|frôlerait|tutoie|tutoyant"
    "|tutoierait|approaching|passing|passe la barre des|franchit|franchissant|le cap des|la barre des"
    "|de quelque|d'environ|de près de|à près de|à environ|de plus de|à plus de|sans dépasser|easily|in all|all told|altogether|tout compris|tout rond|tout ronds|voisin de|voisine de".split(
        "|"
    )
)


# What precedes the lowest of several prices, which is a figure like any other.
_PRICE = frozenset(("à partir de", "starting at", "starting from", "from at least"))
# Adjectives that may stand inside of a number: "une bonne centaine", "a full gigawatt".
ADJECTIVES = "bon bonne petit petite gros grosse grand grande full whole good cool mere entire single demi half round".split()


def trie(phrases: Iterable[str]) -> str:
    """Write a regular expression that matches any of the phrases, the longest first.

    Examples
    --------
    >>> trie(["milliard", "milliards", "mille"])
    '(?:mill(?:e|iard(?:s)?))'
    """
    return _branch(sorted(set(phrases)))


def _branch(phrases: list[str]) -> str:
    """One level of the tree, as one group: `phrases` are sorted and start at the same place."""
    empty = phrases[0] == ""
    options = []
    at = 1 if empty else 0
    while at < len(phrases):
        stop = at
        while stop < len(phrases) and phrases[stop][0] == phrases[at][0]:
            stop += 1
        shared = _shared_prefix(phrases[at:stop])
        tails = [phrase[len(shared) :] for phrase in phrases[at:stop]]
        options.append(re.escape(shared) + ("" if tails == [""] else _branch(tails)))
        at = stop
    joined = "|".join(options)
    return f"(?:{joined})?" if empty else f"(?:{joined})"


def _shared_prefix(group: list[str]) -> str:
    first, last = group[0], group[-1]
    size = 0
    while size < min(len(first), len(last)) and first[size] == last[size]:
        size += 1
    return first[:size]


def _reversed(phrases: Iterable[str]) -> Iterator[str]:
    return (phrase[::-1] for phrase in phrases)


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms of both languages, compiled.

    Regular expressions named ``*_back`` read a text that was turned around, so that what stands
    before a number is matched from the number outwards, in one step.
    """

    cardinals: Mapping[str, int]
    collectives: Mapping[str, Decimal]
    collective: re.Pattern[str]
    several: Mapping[str, int]
    fractions: Mapping[str, Decimal]
    lead: re.Pattern[str]
    """What may open a number in words: "un", "half a", "plusieurs"."""
    lead_back: re.Pattern[str]
    scales: Mapping[str, Decimal]
    long_scales: Mapping[str, Decimal]
    """French values of the words whose value depends on the language."""
    scale: re.Pattern[str]
    signs: Mapping[str, Decimal]
    sign: re.Pattern[str]
    currency_codes: Mapping[str, tuple[str, ...]]
    currency: re.Pattern[str]
    capitalised: Mapping[str, frozenset[str]]
    prefix_back: re.Pattern[str]
    known_codes: frozenset[str]
    unit_signs: Mapping[str, Unit]
    unit_sign: re.Pattern[str]
    unit_names: Mapping[str, Unit]
    unit_name: re.Pattern[str]
    counted: Mapping[str, Measure]
    count_word: re.Pattern[str]
    hedges: Mapping[str, Bound]
    hedge_back: re.Pattern[str]
    hedge: re.Pattern[str]
    prefix: re.Pattern[str]
    after: Mapping[str, Bound]
    hedge_after: re.Pattern[str]
    openings: Mapping[str, str]
    """What opens a range, and the word that must then part its ends."""
    opening_back: re.Pattern[str]


_END = r"(?![^\W_])"
_BACK_END = r"(?![^\W_])"


@cache
def quantity_forms() -> Forms:
    """Compile the words of both languages, once in a process."""
    both = [words(language) for language in LANGUAGES]
    fractions = _merged(each.fractions for each in both)
    several = _merged(each.several for each in both)
    collectives = _merged(each.collectives for each in both)
    scales = dict(_merged(each.scales for each in both))
    scales["trillion"] = scales["trillions"] = TRILLION
    scales["billion"] = scales["billions"] = BILLION
    signs = _merged(each.scale_signs for each in both)
    counted = _counted(both)
    numbers = [word for each in both for word in each.cardinals if " " not in word]
    leads = [*several, *fractions, "un", "une", "a", "an", "one", "a couple of", "couple of"]
    hedges = _hedges(both)
    after = {
        phrase: bound
        for phrase, bound in _merged(each.hedges_after for each in both).items()
        if phrase not in OUTSIDE
    }
    openings = {opening: part for each in both for opening, part in each.range_pairs}
    written = _written_before()
    spelt = [form for form in forms() if form[-1].isalnum()]
    drawn = [form for form in forms() if not form[-1].isalnum()]
    return Forms(
        cardinals=_merged(each.cardinals for each in both),
        collectives=collectives,
        collective=re.compile(trie(collectives) + _END),
        several=several,
        fractions=fractions,
        lead=re.compile(trie(leads) + _END),
        lead_back=re.compile(
            f"[ -](?:{trie(_reversed(ADJECTIVES))}[ -])?{trie(_reversed([*leads, *numbers]))}{_BACK_END}"
        ),
        scales=scales,
        long_scales={"billion": TRILLION, "billions": TRILLION},
        scale=re.compile(trie(scales) + _END),
        signs=signs,
        sign=re.compile(trie(signs) + r"(?![a-zà-ÿ²2³])"),
        currency_codes=forms(),
        currency=re.compile(f"{trie(spelt)}{_END}|{trie(drawn)}"),
        capitalised=code_forms(),
        prefix_back=re.compile(" ?(" + trie(_reversed(written)) + r")(?![^\W\d_])"),
        prefix=re.compile("(" + trie(written) + ") ?(?=\\d)"),
        known_codes=frozenset(currencies()),
        unit_signs=units().signs,
        unit_sign=re.compile(trie(units().signs) + r"(?![^\W_]|[²³])"),
        unit_names=units().names,
        unit_name=re.compile(trie(units().names) + _END),
        counted=counted,
        count_word=re.compile(trie(counted) + _END),
        hedges=hedges,
        hedge=re.compile(trie(hedges) + _END + " ?"),
        hedge_back=re.compile(" ?(" + trie(_reversed(hedges)) + ")" + _BACK_END),
        after=after,
        hedge_after=re.compile(
            rf"(?: |, (?=voire|if ))({trie(after)}){_END}(?! (?:de |d'|du |des |than |of |\d))"
        ),
        openings=openings,
        opening_back=re.compile(" ?(" + trie(_reversed(openings)) + ")" + _BACK_END),
    )


def _merged(tables: Iterable[Mapping[str, _T]]) -> dict[str, _T]:
    """Join tables; where two hold a form, the first one's value stands."""
    found: dict[str, _T] = {}
    for table in tables:
        for form, value in table.items():
            found.setdefault(form, value)
    return found


def _counted(both: list[Words]) -> dict[str, Measure]:
    """Counted nouns; of "emplois directs" only "emplois", for the rest qualifies the noun."""
    found = {form: Measure(measure) for each in both for form, measure in each.counted.items()}
    return {
        form: measure
        for form, measure in found.items()
        if " " not in form
        or form.split(" ")[0] not in found
        or found[form.split(" ")[0]] is not measure
        or measure in (Measure.SITES, Measure.ACCELERATORS)
    }


def _hedges(both: list[Words]) -> dict[str, Bound]:
    """Hedges, with the elided form of those that end in "de": "près d'un milliard"."""
    found: dict[str, Bound] = {}
    for each in both:
        for hedge, bound in each.hedges.items():
            if hedge in _PRICE:
                continue
            found[hedge] = bound
            if hedge.endswith(" de"):
                found[hedge[:-1] + "'"] = bound
    # "à près de" is "près de" after a preposition, which is no part of the quantity.
    for hedge in list(found):
        for lead in ("à ", "de ", "d'", "to ", "from "):
            if hedge.startswith(lead) and hedge[len(lead) :] in found:
                del found[hedge]
                break
    return found


def _written_before() -> set[str]:
    """Signs and codes of currencies as they are written before a number."""
    found: set[str] = set()
    for currency in currencies().values():
        found.add(currency.code)
        found.update(symbol for symbol in currency.symbols if not symbol.startswith("$ "))
    for form in forms():
        if not form.isascii() or not form.isalpha():
            if " " not in form and len(form) <= 4:
                found.update((form, form.upper()))
    return found
