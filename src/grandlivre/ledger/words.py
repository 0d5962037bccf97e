"""Amounts, dates, lists and titles in words, French and English, for the ledger's sentences."""

import re
from collections.abc import Sequence
from decimal import Decimal

from grandlivre.base import wording
from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.base.wording import NBSP
from grandlivre.claims.model import Purpose, Stage
from grandlivre.entities.model import Asset
from grandlivre.ledger.model import Words

_BEFORE_SIGN = re.compile(r" (?=[:;!?»])")
_DIGITS = 3
"""Significant digits in sentences of the ledger: as many as a press figure supports."""
_COUNTS_FR = ("zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
_COUNTS_EN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

PURPOSES = {
    Purpose.DATA_CENTRE: Words(fr="les centres de données", en="data centres"),
    Purpose.COMPUTE: Words(fr="le calcul", en="computing"),
    Purpose.ENERGY: Words(fr="l’énergie", en="energy"),
    Purpose.NETWORK: Words(fr="les réseaux", en="networks"),
    Purpose.COMPANIES: Words(fr="les entreprises", en="companies"),
    Purpose.RESEARCH: Words(fr="la recherche", en="research"),
    Purpose.TRAINING: Words(fr="la formation", en="training"),
    Purpose.OPEN_SOURCE: Words(fr="l’IA ouverte", en="open-source AI"),
    Purpose.AI: Words(fr="l’IA", en="AI"),
    Purpose.OTHER: Words(fr="divers usages", en="various uses"),
}
USES = {
    Purpose.DATA_CENTRE: Words(fr="centres de données", en="data centres"),
    Purpose.COMPUTE: Words(fr="calcul", en="computing"),
    Purpose.ENERGY: Words(fr="énergie", en="energy"),
    Purpose.NETWORK: Words(fr="réseaux", en="networks"),
    Purpose.COMPANIES: Words(fr="entreprises", en="companies"),
    Purpose.RESEARCH: Words(fr="recherche", en="research"),
    Purpose.TRAINING: Words(fr="formation", en="training"),
    Purpose.OPEN_SOURCE: Words(fr="IA ouverte", en="open-source AI"),
    Purpose.AI: Words(fr="IA", en="AI"),
    Purpose.OTHER: Words(fr="usages divers", en="various uses"),
}
ASSETS = {
    Asset.DATA_CENTRE: Words(fr="centre de données", en="data centre"),
    Asset.COMPUTE: Words(fr="calcul", en="computing"),
    Asset.NETWORK: Words(fr="réseau", en="network"),
    Asset.ENERGY: Words(fr="énergie", en="energy"),
    Asset.FUND: Words(fr="fonds", en="fund"),
}
STAGES = {
    Stage.CONSIDERED: Words(fr="envisagé", en="considered"),
    Stage.ANNOUNCED: Words(fr="annoncé", en="announced"),
    Stage.CONFIRMED: Words(fr="confirmé", en="confirmed"),
    Stage.UNDER_CONSTRUCTION: Words(fr="en chantier", en="under construction"),
    Stage.OPERATIONAL: Words(fr="en service", en="operational"),
    Stage.CANCELLED: Words(fr="abandonné", en="cancelled"),
}


def money(value: Decimal, unit: str = "EUR") -> Words:
    """A sum of money.

    Examples
    --------
    >>> money(Decimal("8.5e9")).en, money(Decimal("5e11"), "USD").en
    ('€8.5bn', '$500bn')
    >>> money(Decimal("95e9"), "SEK").fr.replace(NBSP, " ")
    '95 Md SEK'
    """
    return Words(
        fr=wording.money(value, unit, "fr", _DIGITS), en=wording.money(value, unit, "en", _DIGITS)
    )


def power(watts: Decimal) -> Words:
    """Electrical power.

    Examples
    --------
    >>> power(Decimal("1.4e9")).en.replace(NBSP, " "), power(Decimal("240e6")).fr.replace(NBSP, " ")
    ('1.4 GW', '240 MW')
    """
    return Words(
        fr=wording.physical(watts, "W", "fr", _DIGITS),
        en=wording.physical(watts, "W", "en", _DIGITS),
    )


def power_range(watts: Interval) -> Words:
    """A range of power, as `money_range` says one of money.

    Examples
    --------
    >>> power_range(Interval(low=Decimal(240_000_000), high=None)).en.replace(NBSP, " ")
    'at least 240 MW'
    """
    low, high = watts.low, watts.high
    if high is None:
        least = power(low or Decimal(0))
        return Words(fr=f"au moins {least.fr}", en=f"at least {least.en}")
    most = power(high)
    if not low:
        return Words(fr=f"jusqu’à {most.fr}", en=f"up to {most.en}")
    if low == high:
        return most
    return Words(fr=f"{power(low).fr} à {most.fr}", en=f"{power(low).en} to {most.en}")


def money_range(interval: Interval, unit: str = "EUR") -> Words:
    """Bounds on a sum of money.

    Examples
    --------
    >>> mgx = money_range(Interval(low=Decimal("30e9"), high=Decimal("50e9")))
    >>> mgx.fr.replace(NBSP, " "), mgx.en
    ('30–50 Md€', '€30bn–50bn')
    >>> money_range(Interval.at_most(Decimal("10e9"))).en
    'up to €10bn'
    """
    low, high = interval.low, interval.high
    if low is None and high is None:
        return Words(fr="montant inconnu", en="amount unknown")
    if high is None and low is not None:
        least = money(low, unit)
        return Words(fr=f"au moins {least.fr}", en=f"at least {least.en}")
    assert high is not None
    most = money(high, unit)
    if not low:
        return Words(fr=f"jusqu’à {most.fr}", en=f"up to {most.en}")
    if low == high:
        return most
    least = money(low, unit)
    return Words(fr=wording.span(least.fr, most.fr), en=wording.span(least.en, most.en))


def sources(count: int) -> Words:
    """How many independent origins say something.

    Examples
    --------
    >>> sources(1).fr, sources(3).en, sources(12).fr
    ('une source', 'three sources', '12 sources')
    """
    fr = _COUNTS_FR[count] if count < len(_COUNTS_FR) else str(count)
    en = _COUNTS_EN[count] if count < len(_COUNTS_EN) else str(count)
    many = "s" if count > 1 else ""
    return Words(fr=f"{fr} source{many}", en=f"{en} source{many}")


def of_fr(name: str) -> str:
    """A name after the French "de", elided where it starts with a vowel.

    Examples
    --------
    >>> of_fr("OpenAI"), of_fr("Mistral AI")
    ('d’OpenAI', 'de Mistral AI')
    """
    first = fold(name)[:1]
    return f"d’{name}" if first and first in "aeiouy" else f"de {name}"


def listed(parts: Sequence[Words], *, most: int = 6) -> Words:
    """Parts in a list with its last comma in words; what is past `most` is counted.

    Examples
    --------
    >>> listed([Words(fr=name, en=name) for name in ("MGX", "Oracle", "SoftBank")]).fr
    'MGX, Oracle et SoftBank'
    """
    shown = list(parts[:most])
    rest = len(parts) - len(shown)
    if rest:
        many = "s" if rest > 1 else ""
        shown.append(Words(fr=f"{rest} autre{many}", en=f"{rest} other{many}"))
    return Words(
        fr=wording.joined([each.fr for each in shown], "fr"),
        en=wording.joined([each.en for each in shown], "en"),
    )


def typeset(words: Words) -> Words:
    """French with the spaces that its signs call for: none of them may break.

    Examples
    --------
    >>> typeset(Words(fr="« oui » : non", en="yes: no")).fr == "«\u00a0oui\u00a0»\u00a0: non"
    True
    """
    french = _BEFORE_SIGN.sub(NBSP, words.fr).replace("« ", f"«{NBSP}")
    return Words(fr=french, en=words.en)


def same(text: str) -> Words:
    """A text that is the same in both languages, such as a name."""
    return Words(fr=text, en=text)
