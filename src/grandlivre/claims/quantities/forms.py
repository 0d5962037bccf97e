"""The words of quantities, of both languages at once, compiled into what reading needs.

The words themselves are data (``reference/data``). Here they become regular expressions that
share their prefixes (a list of a thousand names costs a few steps, not a thousand), and tables
that a matched form is looked up in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import TypeVar

from grandlivre.base.lazy import LatePattern
from grandlivre.claims.model import Measure
from grandlivre.reference.currencies import code_forms, currencies, forms
from grandlivre.reference.words import LANGUAGES, Bound, Words, units, words

_T = TypeVar("_T")

BILLION = Decimal(10) ** 9
TRILLION = Decimal(10) ** 12
END = r"(?![^\W_])"
"""No letter or digit follows."""

# Names of a currency that are also plain words: they mean money only after "million" and the like.
PLAIN_WORDS = frozenset(
    "real réal réaux reais won wons sum sums som soms sol sols soles lire lires mark marks livre"
    " livres lei lev leva levs try lari mil punt buck sou din ecu rand rial dong taka dram".split()
)
# Codes that a number of any size may follow; others are also words, companies or summits.
TRUSTED_CODES = frozenset(
    "EUR USD GBP CHF CAD AUD JPY CNY RMB INR SEK NOK DKK PLN CZK HKD SGD NZD KRW BRL ZAR AED SAR"
    " QAR HUF MXN THB MYR IDR ILS TWD".split()
)
# Adjectives that may stand inside of a number: "une bonne centaine", "a full gigawatt".
ADJECTIVES = tuple(
    "bon bonne petit petite gros grosse grand grande full whole good cool mere entire single demi"
    " demie half round first premier première nouveau new".split()
)
# Phrases that bound a figure, or point to it, and that evidence leaves outside of the quotation:
# verbs, and what says how it was arrived at.
OUTSIDE = frozenset(
    "soit|dans les|un total de|a total of|à hauteur de|estimé à|estimée à|estimés à|estimées à"
    "|évalué à|évaluée à|évalués à|évaluées à|chiffré à|chiffrée à|exactement|précisément|pile"
    "|tout juste|en moyenne|à raison de|ni plus ni moins|en gros|la bagatelle de|rien moins que"
    "|exactly|precisely|estimated at|a reported|reportedly|totalling|totaling|worth|worth about"
    "|worth around|to the tune of|a whopping|a cool|a combined|a record|an additional|a further"
    "|another|an initial|an average of|valued at|avoisinant|avoisine|avoisinent|avoisinait"
    "|avoisinerait|frôlant|frôle|frôlerait|tutoie|tutoyant|tutoierait|approaching|passing"
    "|passe la barre des|franchit|franchissant|le cap des|la barre des|sans dépasser|easily"
    "|dépasse|dépassent|dépassera|dépasserait|dépassait|dépassé|excède|excèdent|excédera"
    "|excéderait|exceeds|exceed|exceeded|topping|tops|topped|surpassing|surpasses|surpassed"
    "|in all|all told|altogether|tout compris|tout rond|tout ronds|voisin de|voisine de"
    "|within|plafonné à|plafonnée à|plafonnés à|plafonnées à|limité à|limitée à|capped at"
    "|limited to|starting from".split("|")
)
# What else is counted that is no measure of ours: distances, hours, shares.
_UNCOUNTED = tuple(
    "jour jours day days heure heures hour hours semaine semaines week weeks minute minutes times"
    " fois point points pourcent percent thirds tiers quarters quarts fifths km kilomètres"
    " kilometres kilometers miles mètres metres meters volts degrés degrees".split()
)
# What precedes the lowest of several prices, which is a figure like any other.
_PRICE = frozenset(("à partir de", "starting at", "starting from", "from at least"))


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


def backwards(phrases: Iterable[str]) -> Iterator[str]:
    """The phrases turned around, to be matched in a text that is turned around."""
    return (phrase[::-1] for phrase in phrases)


# What follows a number: a link and a word, twice. Which words they are is looked up, for a table
# answers sooner than an expression of all of them, which falls out of the processor's cache.
_MARKS = "".join(
    sorted(
        {char for form in forms() for char in form if not char.isalnum() and char not in " .-/()'"}
    )
)
_TOKEN = re.compile(rf"[a-zà-ÿœ]+[²³2]?|[{re.escape(_MARKS)}]")
_TAIL = re.compile(
    rf"( de | d'| of |[ -])?([a-zà-ÿ]+[²³2]?|[{re.escape(_MARKS)}])"
    rf"(?:( de | d'| of |[ -])?([a-zà-ÿœ]+[²³2]?|[{re.escape(_MARKS)}]))?"
)
# Codes that are written right after an abbreviated scale: "MEUR", "MdUSD".
_GLUED = tuple("eur euros euro usd chf gbp cad sek nok dkk cny inr mad dh dhs".split())


@dataclass(frozen=True, slots=True)
class UnitForm:
    """What a currency or unit, as it is written, means."""

    measure: Measure
    unit: str
    codes: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)
    written: frozenset[str] | None = None
    """The ways of writing it that count; None where case does not matter."""
    needs_scale: bool = False
    """True where it is a plain word too, so that only "million" and the like make it money."""


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The forms that begin with one word: the word alone, and longer ones."""

    alone: UnitForm | None
    longer: LatePattern | None
    by_form: Mapping[str, UnitForm]


def _unit_words() -> dict[str, UnitWords]:
    """Currencies and units by their first word."""
    meanings: dict[str, UnitForm] = {}
    for form, codes in forms().items():
        if len(form) == 1 and form.isalpha():
            continue
        written = code_forms().get(form)
        doubtful = form in PLAIN_WORDS or (
            written is not None and form.upper() not in TRUSTED_CODES
        )
        meanings[form] = UnitForm(Measure.MONEY, codes[0], codes, Decimal(1), written, doubtful)
    for table, cased in ((units().names, False), (units().signs, True)):
        for form, unit in table.items():
            low = form.lower()
            known = meanings.get(low)
            written = frozenset({form}) if cased else None
            if cased and known is not None and known.written and known.factor == unit.factor:
                written = known.written | {form}
            if known is None or cased:
                meanings[low] = UnitForm(Measure(unit.measure), unit.base, (), unit.factor, written)
    grouped: dict[str, list[str]] = {}
    for form in meanings:
        found = _TOKEN.match(form)
        if found is not None:
            grouped.setdefault(found.group(), []).append(form)
    return {word: _unit_word(word, listed, meanings) for word, listed in grouped.items()}


def _unit_word(word: str, listed: list[str], meanings: Mapping[str, UnitForm]) -> UnitWords:
    longer = [form for form in listed if form != word]
    pattern = LatePattern(partial(_any_of, longer)) if longer else None
    return UnitWords(meanings.get(word), pattern, {form: meanings[form] for form in listed})


def _any_of(phrases: list[str]) -> str:
    """An expression of any of some forms; letters end them, signs do not."""
    spelt = [form for form in phrases if form[-1].isalnum()]
    drawn = [form for form in phrases if not form[-1].isalnum()]
    return "|".join(([trie(spelt) + END] if spelt else []) + ([trie(drawn)] if drawn else []))


def _by_first(counted: Iterable[str]) -> dict[str, LatePattern]:
    """Counted nouns by their first word."""
    grouped: dict[str, list[str]] = {}
    for form in counted:
        grouped.setdefault(_LETTERS.match(form).group(), []).append(form)  # type: ignore[union-attr]
    return {word: LatePattern(partial(_spelt, listed)) for word, listed in grouped.items()}


def _spelt(phrases: list[str]) -> str:
    return trie(phrases) + END


_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms of both languages, compiled; every key and pattern is in lower case.

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
    scale: re.Pattern[str]
    signs: Mapping[str, Decimal]
    """Abbreviated scales as they are written: "Md", "bn"."""
    currency_codes: Mapping[str, tuple[str, ...]]
    prefix: re.Pattern[str]
    prefix_back: re.Pattern[str]
    tail: re.Pattern[str]
    """What follows a number: link and word, link and word."""
    scaling: Mapping[str, int]
    """Words and abbreviations that scale, in lower case: 0 for a word; else the length of the
    abbreviation in a token that may go on with a code, as "MEUR" does."""
    unit_words: Mapping[str, UnitWords]
    counted: Mapping[str, Measure]
    count_words: Mapping[str, LatePattern]
    """Counted nouns by their first word."""
    uncounted: frozenset[str]
    """What is counted in time, distance and shares, and carries nothing on."""
    hedges: Mapping[str, Bound]
    hedge: re.Pattern[str]
    hedge_back: re.Pattern[str]
    hedge_ends: frozenset[str]
    """Last words of hedges: where none of them stands before a number, no hedge does."""
    after: Mapping[str, Bound]
    openings: Mapping[str, str]
    """What opens a range, and the word that must then part its ends."""
    opening_back: re.Pattern[str]


@cache
def quantity_forms() -> Forms:
    """Compile the words of both languages, once in a process."""
    both = [words(language) for language in LANGUAGES]
    fractions = _merged(each.fractions for each in both)
    several = _merged(each.several for each in both)
    collectives = _merged(each.collectives for each in both)
    scales = _scales(both)
    signs = _merged(each.scale_signs for each in both)
    counted = _counted(both)
    cardinals = _merged(each.cardinals for each in both)
    leads = [*several, *fractions, "un", "une", "a", "an", "one", "a couple of", "couple of"]
    shares = [f"{part} {link}" for part in fractions for link in ("de", "d'un", "of a")]
    before = [
        *leads,
        *shares,
        *(word for word in cardinals if " " not in word),
        "mille",
        "thousand",
    ]
    hedges = _hedges(both)
    after = {
        phrase: bound
        for phrase, bound in _merged(each.hedges_after for each in both).items()
        if phrase not in OUTSIDE
    }
    openings = {opening: part for each in both for opening, part in each.range_pairs}
    written = written_before()
    adjective = trie(backwards(ADJECTIVES))
    return Forms(
        cardinals=cardinals,
        collectives=collectives,
        collective=re.compile(trie(collectives) + END),
        several=several,
        fractions=fractions,
        lead=re.compile(trie(leads) + END),
        lead_back=re.compile(f"[ -](?:{adjective}[ -])?{trie(backwards(before))}{END}"),
        scales=scales,
        scale=re.compile(trie(scales) + END),
        signs=signs,
        currency_codes=forms(),
        prefix=re.compile("(" + trie(written) + r") ?(?=\d)"),
        prefix_back=re.compile(" ?(" + trie(backwards(written)) + r")(?![^\W\d_])"),
        tail=_TAIL,
        scaling=_scaling(scales, signs),
        unit_words=_unit_words(),
        counted=counted,
        count_words=_by_first(counted),
        uncounted=frozenset(_UNCOUNTED).union(
            *(each.spans_months for each in both), *(each.months for each in both)
        ),
        hedges=hedges,
        hedge=re.compile(trie(hedges) + END + " ?"),
        hedge_ends=frozenset(hedge.rpartition(" ")[2] for hedge in hedges),
        hedge_back=re.compile(" ?(" + trie(backwards(hedges)) + ")" + END),
        after=after,
        openings=openings,
        opening_back=re.compile(" ?(" + trie(backwards(openings)) + ")" + END),
    )


def _scales(both: list[Words]) -> dict[str, Decimal]:
    """Scale words, those that the languages disagree on as the press means them in English.

    A French "trillion" is 10^18 in dictionaries; no text about money means that.
    """
    scales = _merged(each.scales for each in both)
    for plural in ("", "s"):
        scales["billion" + plural] = BILLION
        scales["trillion" + plural] = TRILLION
    return scales


def _scaling(scales: Iterable[str], signs: Iterable[str]) -> dict[str, int]:
    found = {sign.lower(): len(sign) for sign in signs}
    for sign in signs:
        found.update({sign.lower() + code: len(sign) for code in _GLUED})
    # "Mil" and "k" are abbreviations, "mille" and "million" words.
    found.update(dict.fromkeys(scales, 0))
    return found


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
        or found.get(form.split(" ")[0]) is not measure
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


def written_before() -> set[str]:
    """Signs and codes of currencies as they are written before a number."""
    found: set[str] = set()
    for currency in currencies().values():
        found.add(currency.code)
        found.update(symbol for symbol in currency.symbols if not symbol.startswith("$ "))
    for form in forms():
        if not (form.isascii() and form.isalpha()) and " " not in form and len(form) <= 4:
            found.update((form, form.upper()))
    return found
