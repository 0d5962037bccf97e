"""When two spellings are one name: slips of the pen, acronyms, articles."""

from rapidfuzz.distance import Levenshtein

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.mentions.names import spelling

_ARTICLES = ("the ", "le ", "la ", "les ", "l ")
_MINOR = frozenset("of de du des d la le les et and for pour the l".split())
_LONG = 8
"""Letters of a name of which one may be a slip."""
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 7


def misspelt(written: str, known: str) -> bool:
    """True for "Digital Reality": one or two letters off a name, in as many words."""
    left, right = spelling(written), spelling(known)
    if left == right or left.count(" ") != right.count(" ") or len(right) < 7:
        return False
    return Levenshtein.distance(left, right, score_cutoff=2) <= 2


def is_slip(written: str, known: str) -> bool:
    """True for "Microoft" where a text names Microsoft: one letter off a long name, no figure."""
    if min(len(written), len(known)) < _LONG or written[0] != known[0]:
        return False
    if written[-1] != known[-1] or not (written + known).replace(" ", "").isalpha():
        # "Banque" and "Banques" are two words, "Data Four 4" and "Data Four 5" two names.
        return False
    return Levenshtein.distance(written, known, score_cutoff=1) == 1


def _bare(key: str) -> str:
    """A folded name without its article: "The United States" is "United States"."""
    for article in _ARTICLES:
        if key.startswith(article) and len(key) - len(article) > 2:
            return key[len(article) :]
    return key


def key_of(mention: Mention) -> str:
    """What a named mention is found again by: a party by the lexicon, all else by its words."""
    if mention.party is not None:
        return spelling(mention.party.name)
    if mention.kind == "place":
        return f"place {_bare(spelling(mention.name))}"
    return _bare(spelling(mention.name))


def is_acronym(short: str, long: str) -> bool:
    """True for "PIF" beside "Public Investment Fund"."""
    if not short.isupper() or len(short) > _LONGEST_ACRONYM:
        return False
    letters = spelling(short).replace(" ", "")
    words = spelling(long).split()
    if len(words) == 1 and _SHORTEST_ACRONYM <= len(short) == sum(map(str.isupper, long)):
        return "".join(filter(str.isupper, long)) == short  # "EDC" of "EcoDataCenter"
    if len(letters) < _SHORTEST_ACRONYM or len(words) < 2:
        return False
    every = "".join(word[0] for word in words)
    major = "".join(word[0] for word in words if word not in _MINOR)
    return letters in (every, major)
