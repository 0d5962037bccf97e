"""What a number counts: the noun after it, past its adjectives.

"3,000 temporary jobs", "5,200 of its newest chips", "cinq nouveaux sites"; but not
"three firms create jobs", nor "six centres de recherche".
"""

import re
from decimal import Decimal
from typing import NamedTuple

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.forms import Forms
from grandlivre.claims.quantities.people import is_people
from grandlivre.claims.quantities.window import Amount, Window

_TOKEN = re.compile(r"[^\W\d_]\w*(?:['.&-][^\W_]\w*)*")
_LINK = re.compile(r" (?:de |of )| d'")
_OF_THEM = re.compile(
    r"(?:of (?:the |its |their |these |those |our |his |her |(?=[^\W_]+(?:'s|s') ))"
    r"|des |de ses |de leurs |de ces |de nos )"
)
_UNITS = re.compile(r"(?:units|pieces|unités|exemplaires) (?:of |de |d'|des )(?:[^\W_]+'s )?")
"""Pieces of what is counted: "200,000 units of Norvane's chips"."""
_SIZING = re.compile(
    r"(?:storey|story|storied|year|phase|level|floor|day|month|week|hour|stage|tier|part|fold)\b"
)
"""What a number counts of one thing: "a two-storey data centre" is one."""
_AND_NOUN = re.compile(r" (?:and|et) (?:[a-zà-ÿ]+(?:-[a-zà-ÿ]+)* )?")

# Words after which a noun no longer belongs to the number before them.
STOP = frozenset(
    (
        "a an the of in on at to for from by with and or but as is are was were be been being"
        " has have"
        " had will would can could may might shall should must do does did not no nor than then"
        " that this these"
        " those which who whom whose what when where while if so it its they their he she we you"
        " his her our"
        " said says say told per each every into onto over under after before between until"
        " since about"
        " against through within without outside inside across among during via up down out off"
        " more less other others"
        " only also both either neither later ago earlier such there here now today currently"
        " already once"
        " previously formerly again next last"
        " de du des d' le la les l' un une et ou où en au aux à par pour sur dans avec sans sous"
        " chez vers hors"
        " entre depuis pendant après avant dès dont que qui quoi est sont était étaient sera"
        " seront serait"
        " seraient a ont avait avaient aura auront aurait ne n' pas plus moins se s' ce cet"
        " cette ces son sa"
        " ses leur leurs il elle ils elles on nous vous je y lui mais donc car ni si comme puis"
        " alors contre"
        " selon afin lors voire soit jusque tous toutes tout toute chaque chacun environ près"
        " déjà encore aussi"
        " auparavant autrefois jadis aujourd'hui hier demain désormais actuellement lors"
        " ailleurs ici là seulement"
    ).split()
)
# Adjectives and the like in the plural that may stand between a number and its noun.
_PLURALS = frozenset(
    (
        "nouveaux nouvelles grands grandes gros grosses futurs futures autres premiers premières"
        " derniers"
        " dernières jeunes petits petites anciens anciennes vastes immenses meilleurs meilleures"
        " mêmes prochains"
        " prochaines seuls seules vrais bons bonnes principaux principales différents diverses"
        " divers"
        " sales operations services business wireless logistics aerospace gross plus class previous"
        " various numerous continuous towns us états-unis"
    ).split()
)
# Nouns that in small numbers are of something else: "deux acteurs" are firms, "27 membres" States.
_LEAST = {
    "acteurs": 50, "leaders": 10, "membres": 50, "members": 50, "experts": 5, "agents": 5,
    "neighbours": 5, "neighbors": 5, "voisins": 5, "men": 5, "women": 5, "hommes": 5, "femmes": 5,
    "témoins": 5, "witnesses": 5,
    "dirigeants": 10, "executives": 10, "patients": 5, "entrepreneurs": 5, "patrons": 5,
}  # fmt: skip
# What is said of people as of things: "300 unemployed", but "300 injured birds".
_STATES = frozenset("unemployed jobless homeless injured wounded retired sans-abri".split())
_NO_MODEL = (
    r"(?! (?:nvidia|amd|intel|graphi|gpu|blackwell|hopper|rubin|accélér|(?:de |d')?(?:calcul|ia\b)"
    r"|(?:de chez |de |d')(?:nvidia|amd)|(?:gb|[abhlv]|mi|rtx ?)\d))"
)
# What follows a noun and changes its meaning.
_NOT_THEN = {
    form: re.compile(pattern)
    for form, pattern in {
        "centres": r" (?:de (?:recherche|formation|soins|vacances|tri|contact|profit|coûts?)"
        r"|d'appels?|commercia|hospital|sportif|urbain|villes?)",
        "centers": r" of\b",
        "sites": r" (?:web|internet|d'information|marchands)",
        "posts": r" on\b",
        "postes": r" (?:de (?:transformation|travail|police|dépenses?|livraison|recharge)"
        r"|électriques?|sources?)",
        "positions": r" in\b",
        "terrains": r" (?:de (?:foot|sport|tennis|golf|jeu|camping|rugby)|vagues|agricoles"
        r"|constructibles|d'entente)",
        "terrain": r" (?:de|d')",
        "plots": r" (?:to|against|by)\b",
        # A card of any other kind is paper, plastic or a menu.
        "cartes": _NO_MODEL,
        "cards": _NO_MODEL,
        "agents": r" (?:(?:d')?ia\b|intelligents|conversationnels|autonomes|logiciels|virtuels)",
        "plants": r" (?:of|and)\b",
        "people": r" (?:familiar|with (?:direct )?knowledge|close to|briefed|said"
        r"|who (?:spoke|asked))",
        "personnes": r" (?:proches? d|au fait|ayant connaissance|informées)",
    }.items()
}


_IN_BULLETS = re.compile(r"(?<![^\W_])en [^\W_]+ \Z")
_MANY_BULLETS = 30


class Counted(NamedTuple):
    """The noun after a number; `measure` is None for one that is no measure of ours, or none."""

    measure: Measure | None
    start: int
    end: int
    other: bool


def counted_noun(
    window: Window,
    at: int,
    value: Decimal,
    *,
    digits: bool,
    near: bool = False,
    linked: bool = False,
) -> Counted:
    """Find the noun that a number counts.

    Parameters
    ----------
    window
        The text.
    at
        Where the number and its scale end.
    value
        The number.
    digits
        True for a number in digits.
    near
        True where only the very next word may be the noun: after what could be a year.
    linked
        True where "de" or "of" may stand before the noun: "une dizaine de sites".
    """
    low, forms = window.low, window.forms
    mark = low[at : at + 1]
    if mark not in (" ", "-") or mark == "":
        return _NOTHING
    if mark == "-" and _SIZING.match(low, at + 1):
        return Counted(None, at + 1, at + 1, True)
    other = False
    first = place = _past_link(low, at, linked=linked)
    commas = 0
    pronominal = True
    for _ in range(1 if near else 6):
        token = _TOKEN.match(window.raw, place)
        if token is None:
            break
        end = token.end()
        word = low[place:end]
        found = noun_at(low, forms, place)
        if found is not None and _fits(
            window, found, value, digits=digits, hyphen=mark == "-" and place == first
        ):
            return Counted(forms.counted[found.group()], place, found.end(), False)
        if place == first:
            other = word not in STOP and not word.startswith(("d'ici", "l'", "qu'", "d'un", "s'"))
        if place == first and word in ("more", "other"):  # "20,000 more GPUs", "two other sites"
            place = end + 1
            first, other = place, False
            continue
        if word in STOP:
            # "Les trois autres en apportent 40": no noun, so nothing else is counted.
            other = other and not pronominal
            break
        pronominal = pronominal and word in _PLURALS
        if is_plural(window.raw[place].lower(), word):
            if (place == first or digits) and is_people(window.raw[place:end], int(value)):
                return Counted(Measure.PEOPLE, place, end, False)
            break
        if low.startswith(", ", end) and not commas:
            commas = 1
            end += 1
        elif (more := _AND_NOUN.match(low, end)) and noun_at(low, forms, more.end()):
            end = more.end() - 1
        if low[end : end + 1] not in (" ", "-"):
            break
        place = end + 1
    return Counted(None, first, first, other)


def _past_link(low: str, at: int, *, linked: bool) -> int:
    """Say where the noun may begin: past "of", "d'entre eux" and "unités de"."""
    link = _LINK.match(low, at) if linked else None
    if link is not None:
        return link.end()
    begin = low[at + 1 : at + 2]
    found = None
    if begin in ("o", "d"):
        found = _OF_THEM.match(low, at + 1)
    elif begin in "upe":
        found = _UNITS.match(low, at + 1)
    return found.end() if found else at + 1


def noun_apart(window: Window, amount: Amount, start: int) -> bool:
    """Read a number whose noun is the verb's object: "chiffre à plus de 900 les postes créés".

    `start` is where the number's hedges start.
    """
    low = window.low
    found = _APART.match(low, amount.end)
    if found is None or _VALUED.search(low, max(0, start - 48), start) is None:
        return False
    noun = noun_at(low, window.forms, found.end())
    if noun is None or is_clash(low, noun):
        return False
    amount.measure, amount.unit = window.forms.counted[noun.group()], "count"
    amount.noun = noun.span()
    return True


_APART = re.compile(r" (?:les |le nombre (?:de |des |d')|the (?:number of )?)")
_VALUED = re.compile(
    r"(?<![^\W_])(?:évalu|estim|chiffr|port|ramèn|ramen|fix|limit|plafonn|établi|put|set|estimat"
    r"|cap|bring|brought)[a-zà-ÿ]*(?: [^\W_]+)? (?:à|at|to) $"
)
_FIRST = re.compile(r"[^\W_]+")


def noun_at(low: str, forms: Forms, at: int) -> re.Match[str] | None:
    """The counted noun that stands at a place."""
    word = _FIRST.match(low, at)
    if word is None:
        return None
    pattern = forms.count_words.get(word.group())
    return None if pattern is None else pattern.match(low, at)


_NOTHING = Counted(None, 0, 0, False)


def is_plural(initial: str, word: str) -> bool:
    """True for a noun in the plural, which would be what is counted: "three firms create jobs"."""
    return (
        word[-1] in "sx"
        and initial.islower()
        and not word.endswith(("'s", "ss", "-us"))
        and word not in _PLURALS
        and "-" not in word
    )


def _fits(
    window: Window, found: re.Match[str], value: Decimal, *, digits: bool, hyphen: bool
) -> bool:
    """True where the noun that was found is what the number counts."""
    low, forms = window.low, window.forms
    form = found.group()
    if value == 1 and not digits:
        return False
    at = found.start()
    if form == "puces" and value < _MANY_BULLETS and _IN_BULLETS.search(low, max(0, at - 24), at):
        # "La récolte, en cinq puces": points of a list, which French names as it does chips.
        return False
    if is_clash(low, found):
        return False
    if form in _STATES and not is_closed(low, found.end()):
        return False
    if value < _LEAST.get(form, 0):
        return False
    if form + "s" in forms.counted and not hyphen and value > 1:
        # "Three data centre firms": a noun in the singular qualifies the next one.
        if forms.counted[form] is Measure.ACCELERATORS:
            return noun_at(low, forms, found.end() + 1) is None
        return is_closed(low, found.end())
    return True


def is_clash(low: str, found: re.Match[str]) -> bool:
    """True where what follows a noun changes its meaning: "postes électriques"."""
    clash = _NOT_THEN.get(found.group())
    return clash is not None and clash.match(low, found.end()) is not None


def is_closed(low: str, end: int) -> bool:
    """True where what follows a place cannot be a noun that belongs to what stands before.

    Examples
    --------
    >>> is_closed("200 à Lille", 3), is_closed("200 usines", 3), is_closed("200.", 3)
    (True, False, True)
    """
    mark = low[end : end + 1]
    if mark == "" or mark in _CLOSING:
        return not (mark == "," and low[end + 1 : end + 2].isdigit())
    if mark == ".":
        return not low[end + 1 : end + 2].isalnum()
    if mark != " ":
        return False
    word = _TOKEN.match(low, end + 1)
    if word is None:
        return low[end + 1 : end + 2] in _CLOSING
    text = word.group()
    return text in STOP or text.startswith(("d'ici", "l'", "qu'", "s'", "n'"))


_CLOSING = frozenset(',;:)!?–\n»"]…«(•|')
