"""Words by which a text makes one figure a part of another: "dont", "of it", "the rest".

They are read around one figure at a time; which other figure they tie it to is told by where that
one stands (`grandlivre.claims.parts.wholes`).
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from grandlivre.claims.syntax.clauses import REST

_REACH_BEFORE, _REACH_AFTER = 9, 7
"""Words before and after a figure among which words of part and whole are looked for."""
_MOST, _LONGEST = 10_000, 500
"""Surroundings remembered, and their characters: a hostile text must not fill the memory."""


class PartWords(NamedTuple):
    """What the words around a figure say of it as a part, and as a whole."""

    part: tuple[str, ...]
    whole: tuple[str, ...]


def _pattern(*phrases: str) -> re.Pattern[str]:
    return re.compile(r"(?:^| )(?:" + "|".join(phrases) + r")(?= |$)")


_HEDGE = (
    r"(?:(?: [\w'’-]+)? (?:de|d'|to|than|à)|(?: (?:environ|près|about|some|around|only|another|over"
    r"|nearly|roughly|almost|quelque|seulement|notamment|already|déjà|the|les|le|la|l'|une?|an?))){0,2}$"
)
"""What may stand between a word and its figure."""

_THE = frozenset(("the", "le"))
_REST_REACH = 18

_BEFORE = {
    "of-which": re.compile(
        r"(?:^| )(?:dont|including|of which|of that|among (?:them|which)|y compris|incluant|inclus"
        r"|comprenant|parmi (?:lesquels|lesquelles|eux)|of whom|incl|comprising|d' entre eux)"
        + _HEDGE
    ),
    "rest": _pattern(
        r"(?:le|la|les) (?:reste|solde|reliquat|restants?|restantes?|surplus)",
        r"(?:the|its|their) (?:rest|remainder|remaining|balance)",
        r"the other",
        r"les autres",
    ),
    "slice": _pattern(
        r"(?:première?s?|premiers?|deuxième|seconde?|dernière|une?|cette même|chaque|initiale?"
        r"|mise|apport|part) (?:[\w'-]+ )?(?:tranche|phase|volet|étape|lot|partie|pierre|mise"
        r"|versement|salle|ensemble|bâtiment|apport|enveloppe|départ)s?",
        r"(?:first|second|third|opening|initial|final|next|one|early|each) (?:[\w'-]+ )?(?:tranche"
        r"|phase|stage|step|part|slice|portion|instal?ment|chunk|batch|budget|hall|stretch|section"
        r"|share)s?",
        r"(?:two|three|four|deux|trois|quatre) (?:tranche|phase|stage|part|volet|étape)s?",
    ),
    "fraction": _pattern(
        r"(?:la |une |plus de la |près de la )?(?:moitié|majeure partie|majorité|plupart)",
        r"un (?:tiers|quart|cinquième)",
        r"deux tiers|les deux tiers|trois quarts",
        r"(?:une|en) (?:bonne |grande )?partie",
        r"l' essentiel",
        r"(?:more than |over |about |nearly |almost |some )?half(?: of)?(?: that| this| it| them)?",
        r"(?:a|one) (?:third|quarter|fifth|tenth|part|portion|slice|chunk)(?: of)?",
        r"(?:two|three)[- ](?:thirds|quarters|fifths)",
        r"(?:most|the bulk|much) of",
    ),
    "of-sum": _pattern(
        r"(?:sur|de|dans|parmi) (?:ce|cette|ces|cet) (?:total|montant|somme|enveloppe|budget"
        r"|programme|plan|milliards?|millions?|\d+)",
        r"(?:of|from|out of|within) (?:this|that|these|those|the) (?:sum|total|amount|money|package"
        r"|budget|envelope|programme|program|plan|latter)",
        r"of (?:that|this|it|these)",
        r"(?:sur|de|dans) (?:la somme|l' (?:enveloppe|argent))",
        r"du (?:total|montant|tour(?: de table)?)",
        r"(?:of|from|out of) the (?:proceeds|raise|cash|round|pot)",
        r"(?:sur|de) (?:ce|cela|ceux-ci)",
        r"à (?:lui|elle) seule?",
        r"for its part|pour sa part",
        r"(?:volet|part|contribution|share|quote-part)s?",
    ),
    "gives": re.compile(
        r"(?:^| )(?:apport\w+|contribu\w+|particip\w+|abond\w+|souscri\w+|cofinan\w+"
        r"|(?:put|puts|putting|pay|pays|paying|chips?|chipping|brings?|bringing|kicks?) in|puts? up"
        r"|stump\w* up|tak(?:es?|ing) up|bears?|shoulders?|covers?|couvr\w+|supplies|provides?"
        r"|providing|fourni\w+|à hauteur|prend\w* en charge|prendr\w+)"
        r"(?: [\w'’,-]+){0,3}?" + _HEDGE
    ),
    "added": _pattern(
        r"(?:another|additional|further|extra|fresh|more)",
        r"(?:autres?|nouveaux?|nouvelles?|supplémentaires?)",
    ),
    "against": re.compile(
        r"(?:^| )(?:contre|against|than|après|instead of|au lieu de?|remplacé par|versus|up from"
        r"|down from|compared (?:with|to)|from|as|hors|outre|besides|on top of|en plus des?"
        r"|ailleurs|elsewhere|separate(?:ly)?|also|également|aussi|par ailleurs|meanwhile)" + _HEDGE
    ),
}
"""What says, before a figure, that it is a part or that it is none."""

_AFTER = {
    "of-it": re.compile(
        r"^(?:(?:[\w'-]+ )?(?:of|from) (?:it|that|this|these|them|which|those|the latter"
        r"|the (?:sum|total|money|amount|package|cash))|(?:d' entre eux"
        r"|de (?:ce|cette|cet) (?:total|somme|montant|enveloppe)|du total|en font partie))(?= |$)"
    ),
    "rest": re.compile(r"^(?:de |of |[a-z€$]+ )?(?:restants?|restantes?|remaining|left)(?= |$)"),
    "slice": _pattern(
        r"(?:pour|in|for|dans|de|of|à) (?:la|cette même|cette|the|an?|une|its|sa) (?:première?"
        r"|first|opening|initial|initiale?|even|same|seconde?|second)? ?(?:tranche|phase"
        r"|stage|étape|volet|step)",
        r"(?:opening|first|initial) (?:phase|tranche|stage)",
    ),
    "added": _pattern(
        r"de plus", r"supplémentaires?", r"en plus", r"more", r"on top", r"additional", r"extra"
    ),
    "fund": _pattern(r"(?:of|de|d') (?:equity|debt|fonds propres|capital|dette|argent public)"),
    "each": _pattern(r"chacune?", r"each", r"apiece", r"pièce"),
}

_WHOLE_BEFORE = {
    "into": re.compile(
        r"(?:^| )(?:(?:part|portion|share|tranche|phase|slice|half|third|quarter|out|some|most|rest"
        r"|remainder|bulk|majority) of|counted (?:in|within|towards)|within|sur|parmi|entre dans"
        r"|entrent dans|compt\w+ dans|inscri\w+ dans|intègr\w+|(?:part|partie|moitié|tiers|quart"
        r"|reste|tranche|phase|volet|essentiel|entier) (?:des?|du|d')|belongs to|included in"
        r"|inclus\w* dans|compris dans|au sein de)(?: the| its| a| an| les| ces?| cette| sa| son"
        r"| leurs?| their| cet| this| that)*(?: total| investments?| investissements?| plan"
        r"| programmes?| enveloppe| package| envelope)?(?: of| de| des| d')?" + _HEDGE
    ),
    "total": _pattern(
        r"(?:au|le|un|en) total",
        r"(?:a|the|in|its|total) (?:total|all|sum|tally)",
        r"totals?|total\w*|altogether|combined|cumul\w*|ensemble|en tout|en tout et pour tout",
        r"(?:makes?|making|brings?|bringing|gives?|giving|taking|takes|lifts?|raises?|raising)"
        r"(?: [\w'-]+){0,4}",
        r"(?:port\w+|soit|fait|font|faisant|ferait|feraient|donne\w*)(?: [\w'-]+){0,3}",
        r"comes? to|coming to|adds? up to|amounts? to|totalis\w+|totalling|totaling|whole",
        r"additionn\w+|atteind\w+|climb\w*|réunies?|réunis",
    ),
    "plan": _pattern(
        r"(?:plan|programmes?|program|enveloppe|envelope|package|stratégie|strategy|paquet|initiative"
        r"|budget|fonds|fund|récolte|moisson|promesses|pledges|commitments|engagements"
        r"|investissements?|deal)"
        r"(?: [\w'-]+){0,5}"
    ),
}


def part_words(words: Sequence[str], first: int, last: int, start: int, stop: int) -> PartWords:
    """What stands around a figure of the words `first` to `last`, in its sentence.

    Parameters
    ----------
    words
        Words of the page, in lower case.
    first, last
        The figure, the end exclusive.
    start, stop
        Its sentence.

    Examples
    --------
    >>> "10 milliards , dont 3 pour Paris".split()[4]
    '3'
    >>> part_words("10 milliards , dont 3 pour paris".split(), 4, 5, 0, 7).part
    ('of-which',)
    """
    before = " ".join(words[max(start, first - _REACH_BEFORE) : first])
    after = " ".join(words[last : min(stop, last + _REACH_AFTER)])
    told = _told if len(before) + len(after) < _LONGEST else _told.__wrapped__
    part, whole = told(before, after)
    ahead = range(last + 1, min(stop, last + _REST_REACH))
    if any(words[i] in REST and words[i - 1] in _THE for i in ahead):
        part = (*part, "before-rest")
    if ":" in words[last : min(stop, last + _REACH_AFTER * 2)]:
        whole = (*whole, "colon")
    return PartWords(part, whole)


@lru_cache(maxsize=_MOST)
def _told(before: str, after: str) -> PartWords:
    """What words before and after a figure say; its role and its whole are both asked of them."""
    part = [name for name, pattern in _BEFORE.items() if pattern.search(before)]
    part += [name for name, pattern in _AFTER.items() if name not in part and pattern.search(after)]
    whole = [name for name, pattern in _WHOLE_BEFORE.items() if pattern.search(before)]
    if "against" in part:
        whole.append("against")
    return PartWords(tuple(part), tuple(whole))


def percents(words: Sequence[str]) -> tuple[Decimal, ...]:
    """The percentages among some words, as shares.

    Examples
    --------
    >>> percents("près de 40 % du montant".split())
    (Decimal('0.4'),)
    """
    signs = [
        i
        for i, word in enumerate(words)
        if word in ("%", "percent")
        or (word in ("per", "pour") and words[i + 1 : i + 2] == ["cent"])
    ]
    told = [words[i - 1].replace(",", ".") for i in signs if i]
    return tuple(Decimal(each) / 100 for each in told if each.replace(".", "", 1).isdecimal())
