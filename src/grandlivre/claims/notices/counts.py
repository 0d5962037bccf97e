"""Numbers of undertakings without a sum: "et six autres investissements étrangers".

Two wordings tell that no sum is given: the number stands *beside* what was told with sums ("nine
other private investments"), or the text says that the amount is not known ("three projects whose
amount was not disclosed"). A number of projects alone tells nothing: 93 billion may be their sum.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from grandlivre.base.fold import fold
from grandlivre.claims.notices.places import occurrences
from grandlivre.claims.quantities.forms import trie
from grandlivre.reference.words import LANGUAGES, words

_NOUN = (
    r"(?:investissements?|projets?|engagements?|promesses?|annonces?|implantations?"
    r"|investments?|projects?|commitments?|pledges?|announcements?|deals?|developments?)"
)
_WHOSE = (
    r"(?:prives?|privees?|publics?|publiques?|etrangers?|etrangeres?|industriels?|industrielles?"
    r"|francais|francaises?|europeens?|europeennes?)"
)
_OTHER = r"(?:autres?|nouveaux|nouvelles|supplementaires|other|further|more|additional|extra)"
_SECRET = re.compile(
    r"(?:montants?|sommes?|amounts?|sums?|values?|cost|size|terms)\b[^.;\n]{0,40}?\b"
    r"(?:non (?:communique|divulgue|precise|devoile|publie)\w*"
    r"|(?:pas|jamais) (?:ete )?(?:communique|divulgue|precise|devoile|publie|connu)\w*"
    r"|confidentiel\w*|secrets?|undisclosed|(?:not|yet to be|never) (?:been )?(?:disclosed|given"
    r"|revealed|published|known)|unknown|inconnu\w*)"
    r"|\b(?:undisclosed|unspecified|unknown) (?:amounts?|sums?|values?|terms|size)"
    r"|\bsans (?:montant|chiffre)|\bwithout (?:an? )?(?:figure|amount|price)"
)
_MONEY = re.compile(
    r"[€$£]|\b(?:milliards?|millions?|billions?|trillions?|mds?|bn|mn|eur|usd|euros?|dollars?)\b"
)
_GONE = re.compile(
    r"\b(?:abandon\w+|annul\w+|retir\w+|renonc\w+|cancel\w+|scrapp\w+|withdr\w+|shelved|dropped)\b"
)
_ANCHORS = (
    "autre", "nouve", "supplémentaires", " other ", "further ", " more ", "additional", "extra ",
    "montant", "somme", "amount", " sum", "value", "cost", "size", "terms", "chiffre", "figure",
    "price",
)  # fmt: skip
_STOP = re.compile(r"[.;!?\n]")
_NO_NUMBER = frozenset({"des"})
"""What is the least of numbers before a scale ("des milliards"), and an article elsewhere."""
_REACH = 90
"""How far behind a number its clause may say what the undertakings are worth, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number of undertakings, and where it stands in a view's text."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None


def find_counts(view_text: str) -> Iterator[Counted]:
    """Find numbers of undertakings for which a text gives no sum.

    Parameters
    ----------
    view_text
        Text of a view (`grandlivre.documents.views.view_of`), in French, English or both.

    Examples
    --------
    >>> [found] = find_counts("Norvane investit 4 milliards, et six autres projets.")
    >>> found.low, found.high
    (Decimal('6'), Decimal('6'))
    >>> list(find_counts("93 milliards d'euros, répartis entre 71 projets"))
    []
    """
    low = view_text.lower()
    if len(low) != len(view_text):  # a letter of some other language becomes two
        return
    for start, stop in _places(low):
        plain = low[start:stop].translate(_ACCENTS)
        for found in _form().finditer(plain):
            if (counted := _counted(plain, found)) is not None:
                yield replace(counted, start=start + counted.start, end=start + counted.end)


def _places(low: str) -> list[tuple[int, int]]:
    """Stretches around words without which no number is beside others, nor a sum unknown."""
    merged: list[tuple[int, int]] = []
    for at in sorted(at for word in _ANCHORS for at in occurrences(low, word)):
        start, stop = max(0, at - 2 * _REACH), at + 2 * _REACH
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], stop
        else:
            merged.append((start, stop))
    return merged


def _counted(low: str, found: re.Match[str]) -> Counted | None:
    """A number of undertakings, unless a sum is told of them or they are gone."""
    tail = low[found.end() : found.end() + _REACH]
    cut = _STOP.search(tail)
    tail = tail[: cut.start()] if cut else tail
    if _GONE.search(tail) or _GONE.search(low[max(0, found.start() - 40) : found.start()]):
        return None
    secret = _SECRET.search(tail) is not None
    if not secret and (not found["other"] or _MONEY.search(tail)):
        return None
    least, most = _number(found)
    return Counted(start=found.start(), end=found.end(), low=least, high=most)


_ACCENTS = str.maketrans("àâäçéèêëîïôöùûüÿ", "aaaceeeeiioouuuy")


@cache
def _form() -> re.Pattern[str]:
    """A number, what sets it beside others, the noun and whose it is."""
    both = [words(language) for language in LANGUAGES]
    spelt = sorted({f for each in both for f, n in each.cardinals.items() if 2 <= n <= 99})
    # "Quatre-vingts" is kept folded, with a space.
    spelt += [form.replace(" ", "-") for form in spelt if " " in form]
    several = {fold(form) for each in both for form in each.several} - _NO_NUMBER
    rounds = {fold(form) for each in both for form, n in each.collectives.items() if n < 100}
    return re.compile(
        rf"(?<![\w.,€$£-])(?:(?P<digits>[1-9]\d?)|(?P<spelt>{trie(spelt)})"
        rf"|(?P<several>{trie(several)})"
        rf"|(?:une |an? |some )?(?P<round>{trie(rounds)})s?(?: de| d'| of)?)"
        rf"(?P<other>(?: |(?<='))(?:d'|of )?{_OTHER})?(?: |(?<='))(?:[a-z][a-z-]+ ){{0,2}}?{_NOUN}"
        rf"(?: {_WHOSE})?(?![\w-])"
    )


def _number(found: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    if found["digits"]:
        number = Decimal(found["digits"])
        return number, number
    both = [words(language) for language in LANGUAGES]
    if found["spelt"]:
        form = found["spelt"].replace("-", " ")
        number = Decimal(next(n for each in both for f, n in each.cardinals.items() if f == form))
        return number, number
    if found["several"]:
        form = found["several"]
        return Decimal(
            min(n for each in both for f, n in each.several.items() if fold(f) == form)
        ), None
    form = found["round"]
    number = min(n for each in both for f, n in each.collectives.items() if fold(f) == form)
    return number, number
