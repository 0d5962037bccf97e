"""What governs a word, told from the words before it."""

from collections.abc import Sequence

OBLIQUE = frozenset("by of to with for via at in on near say vs between from part as than".split())
"""Classes of prepositions after which a party is no subject."""
_ARTICLES = frozenset(
    "le la l' les un une the a an des son sa ses leur leurs its their his her « \" cette ce"
    " cet deux trois quatre cinq six sept huit two three four five seven eight several"
    " plusieurs".split()
)
"""What may stand between a preposition and a name: articles, and how many there are."""
_PREPOSITIONS = {
    "par": "by",
    "by": "by",
    "de": "of",
    "du": "of",
    "des": "of",
    "d'": "of",
    "of": "of",
    "à": "to",
    "au": "to",
    "aux": "to",
    "to": "to",
    "avec": "with",
    "with": "with",
    "pour": "for",
    "for": "for",
    "via": "via",
    "chez": "at",
    "auprès": "at",
    "from": "from",
    "dans": "in",
    "in": "in",
    "en": "in",
    "at": "at",
    "sur": "on",
    "on": "on",
    "near": "near",
    "selon": "say",
    "per": "say",
    "against": "vs",
    "entre": "between",
    "between": "between",
    "through": "via",
    "dont": "part",
    "including": "part",
    "lesquels": "part",
    "lesquelles": "part",
    "parmi": "part",
    "comme": "as",
    "like": "as",
    "près": "near",
    "travers": "via",
    "outside": "near",
    "alongside": "with",
    "après": "vs",
    "than": "than",
    "across": "in",
    "contre": "vs",
    "depuis": "in",
    "into": "in",
}
_PHRASES = {
    ("auprès", "of"): "from",
    ("part", "of"): "from",
    ("profit", "of"): "to",
    ("faveur", "of"): "to",
    ("grâce", "to"): "by",
    ("côtés", "of"): "with",
    ("aide", "of"): "with",
    ("soutien", "of"): "with",
    ("appui", "of"): "with",
    ("concours", "of"): "with",
    ("participation", "of"): "with",
    ("participation", "from"): "with",
    ("backing", "of"): "with",
    ("backing", "from"): "with",
    ("près", "of"): "near",
    ("proximité", "of"): "near",
    ("abords", "of"): "near",
    ("portes", "of"): "near",
    ("alentours", "of"): "near",
    ("environs", "of"): "near",
    ("loin", "of"): "near",
    ("lisière", "of"): "near",
    ("bordure", "of"): "near",
    ("autour", "of"): "with",
    ("bénéfice", "of"): "to",
    ("thanks", "to"): "by",
    ("lieu", "of"): "vs",
    ("instead", "of"): "vs",
    ("rather", "than"): "vs",
    ("qu'", "in"): "than",
    ("than", "in"): "than",
    ("according", "to"): "say",
    ("d'", "vs"): "say",
    ("dires", "of"): "say",
    ("avis", "of"): "say",
    ("propos", "of"): "say",
    ("words", "of"): "say",
    ("view", "of"): "say",
    ("intermédiaire", "of"): "via",
    ("biais", "of"): "via",
    ("truchement", "of"): "via",
    ("courtesy", "of"): "from",
    ("alongside", "of"): "with",
    ("tandem", "with"): "with",
    ("compagnie", "of"): "with",
    ("égard", "of"): "vs",
    ("intention", "of"): "for",
    ("attention", "of"): "for",
}
_VERBS = {("en", "croire"): "say", ("à", "entendre"): "say"}
"""Verbs that govern like a preposition: "à en croire X"."""
_COMPARING = frozenset(
    "plus moins davantage autant aussi mieux pire plutôt même mêmes autre autres autrement tel"
    " telle tels telles".split()
)
_COMPARED = 8
"""Words between "plus" and its "que"."""
_MARKS = frozenset(", ( : – - ; |".split())
BE = frozenset("is are was were be been being est sont été était étaient fut sera seront".split())
"""Forms of "to be", before the participle of a passive."""
REST = frozenset("reste solde reliquat rest remainder balance".split())
"""Nouns of what is left of a sum, which somebody else pays: "the rest comes from a loan"."""
COMPASS = frozenset("northern southern eastern western central".split())
"""English adjectives of parts of places, between a preposition and a name."""


def preposition(words: Sequence[str], first: int, floor: int) -> str:
    """What governs a span: a preposition's class, a mark, ``and``, ``^`` at the opening, or ``*``.

    Articles before the span are passed over, and "northern" in "in northern Brittany".
    """
    i = first - 1
    steps = 0
    if i >= floor and words[i] in COMPASS:
        i -= 1
    while i >= floor and steps < 3 and words[i] in _ARTICLES:
        if words[i] == "des":
            return _PHRASES.get((words[i - 1], "of"), "of") if i > floor else "of"
        i -= 1
        steps += 1
    if i < floor:
        return "^"
    word = words[i]
    if word in ("que", "qu'"):
        return _conjunction(words, i, floor)
    found = _PREPOSITIONS.get(word)
    if found:
        if i <= floor:
            return found
        before = words[i - 1]
        if found == "to" and before.startswith(("emprunt", "borrow")):
            return "from"
        return _PHRASES.get((before, found), found)
    if word in _MARKS:
        return word
    if i > floor and (words[i - 1], word) in _VERBS:
        return _VERBS[words[i - 1], word]
    return "and" if word in ("et", "and", "&", "ou", "or") else "*"


def _conjunction(words: Sequence[str], at: int, floor: int) -> str:
    """What "que" is: ``than`` after a comparison, ``and`` in "ainsi que", else ``that``."""
    if at > floor and words[at - 1] == "ainsi":
        return "and"
    before = words[max(floor, at - _COMPARED) : at]
    return "that" if _COMPARING.isdisjoint(before) else "than"
