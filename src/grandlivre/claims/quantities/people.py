"""Nouns of people that no list holds: "43 000 Drômois", "2 300 pétitionnaires", "300 Parisians".

Some endings name people only, with few exceptions, which are listed; a noun made of a town's or a
country's name begins with a capital in both languages.
"""

import re

_ENDINGS = re.compile(
    r"[^\W\d_]{2,}(?:istes|naires|logues|iciens|iciennes|ciens|eurs|euses|trices|ants|antes"
    r"|ists|icians|ologists|ees|goers|men|women|folk)\Z"
)
# Of the endings above, those that also end things: only these nouns are people.
_AGENTS = re.compile(
    r"(?:travaill|chômage|ramass|jou|chant|dans|coiff|emprunt|épargn|invest|visit"
    r"|camp|pêch|chass|skieu|nag|cour|promen|grévist|manifest|occup|assist|enseign|commerç"
    r"|habit|particip|résid|arriv|figur|combatt|milit|détract|sympathis|consommat|contribu|élect"
    r"|instituteu|éduc|animat|direct|fondat|réalisat|spectat|observat|organisat|négociat|formateu"
    r"|entrepreneu|raccordeu|poseu|soudeu|câbleu|monteu|livreu|éleveu|cultivateu"
    r"|viticulteu|sauveteu|secouri|programmeu)(?:eurs|rs|euses|ses|trices|ants|antes)\Z"
)
_THINGS = re.compile(
    r"(?:l|p|k|v|x)istes\Z|(?:exempl|lumi|sémi|partenaire|questio|dictio|millé|itiné|ordi|scé"
    r"|actionnaire|bi|octo|glossai)\w*\Z|(?:dia|cata|mono|pro|épi|ana|homo)logues\Z"
    r"|(?:ex|l|cons|res|ass|pers|ins|f|m|w|tw|enl)ists\Z|(?:tr|degr|f|fr|b|guarant|committ|coff|kn|lev)ees\Z"
)
_GENTILE = re.compile(
    r"[A-ZÀ-Þ][a-zà-ÿ'-]{2,}(?:ois|oises|ais|aises|ains|aines|iens|iennes|éens|éennes|ians|oners"
    r"|landers|yorkers)\Z"
)
_NO_GENTILE = frozenset("Palais Relais Marais Bains Trains Mondiaux Capitaines Domaines".split())
_FEW = 10
"""Fewer of a kind named by its ending alone are more often firms, States or things."""


def is_people(word: str, value: int) -> bool:
    """True where a noun in the plural, as written, names people by its ending.

    Parameters
    ----------
    word
        The noun, as the text writes it.
    value
        How many there are.

    Examples
    --------
    >>> [is_people(word, 300) for word in ("pétitionnaires", "listes", "Drômois", "serveurs")]
    [True, False, True, False]
    >>> [is_people(word, 300) for word in ("machinists", "lists", "Parisians", "transformers")]
    [True, False, True, False]
    """
    if value < _FEW:
        return False
    if word[0].isupper():
        return _GENTILE.match(word) is not None and word not in _NO_GENTILE
    if word.endswith(_DOUBTFUL):
        return _AGENTS.match(word) is not None
    return _ENDINGS.match(word) is not None and _THINGS.search(word) is None


_DOUBTFUL = ("eurs", "euses", "trices", "ants", "antes")
