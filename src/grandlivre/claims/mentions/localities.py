"""Places: known by the gazetteer, or told by what stands around a name never seen before."""

from collections.abc import Sequence, Set
from itertools import pairwise

from grandlivre.base.fold import fold
from grandlivre.claims.mentions.model import DESCRIPTION, Mention
from grandlivre.claims.mentions.names import gazetteer_kind
from grandlivre.claims.mentions.runs import Runs
from grandlivre.claims.syntax.clauses import COMPASS
from grandlivre.reference.names import name_words
from grandlivre.reference.places import gazetteer

PROJECT_NOUNS = frozenset(
    "project projet campus programme program operation opération plan stratégie strategy".split()
)
DIRECTIONS = frozenset("to from dans sur au aux chez entre between outre".split())
"""Prepositions of place that stand before parties as well."""
_ARTICLES = frozenset("le la les l' the".split())
_OF = frozenset(("de", "d'", "du", "des", "of"))
_SEATS = frozenset(
    "ville commune village région département comté port maire mairie gare aéroport préfecture"
    " plateau agglomération métropole quartier canton plaine vallée banlieue périphérie"
    " sous-préfecture town city county state suburb outskirts mayor port district borough".split()
)
"""Nouns whose complement is a place: "la ville d'Orange"."""
_SITES = frozenset("site usine centrale friche".split())
"""The same, unless what follows acts as parties do."""
_INSIDE = frozenset("in across throughout dans".split())
_NEAR = frozenset("près near outside".split())
_LINKING = frozenset("de du d' des la le les l' of the and et".split())
_LONGEST_LINKED = 5
_GOVERNING = frozenset(("de", "d'", "du", "des", "of", "and", ",", "(", "-", "–"))
_AUXILIARIES = frozenset(("will", "would", "va", "vont"))
_INVESTS = frozenset(
    "invest invests invested spend spends spent investira investit investirait investir apportera"
    " apporte apporterait apporter dépensera dépense dépenser consacrera consacre consacrer"
    " injectera injecte injecter ajoutera ajoute raised raises lève lèvera".split()
)
_OF_PLACE = {
    ("de",), ("d'",), ("du",), ("des",), ("de", "la"), ("de", "l'"), ("of",), ("of", "the"),
}  # fmt: skip
_MOST_OF_PLACE = max(map(len, _OF_PLACE))
_REGIONS = frozenset("région region".split())
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}


class Localities:
    """Tells the places of one text; made for it and thrown away after."""

    def __init__(self, runs: Runs, openings: Set[int], before_place: Set[int]) -> None:
        self.runs = runs
        self.openings = openings
        self.before_place = before_place
        """Tokens that a preposition of place stands before."""
        self.after_place = -1
        """Where the next member of an enumeration of places would stand."""
        self._words = name_words()

    def demoted(self, place: tuple[str, str, bool], first: int, last: int) -> bool:
        """True where a place's name is also a word or a person's, and nothing says "place".

        Or a company's: it invests, and no preposition stands before it.
        """
        if place[0] == "town" and self._invests(first, last):
            return True
        if not place[2]:
            return False
        words = self.runs.tokens.words
        governed = words[first - 1] if first else ""
        if first == self.after_place and governed in (",", "et", "and", "ou", "or", "("):
            return False
        if governed in _ARTICLES and first - 1 in self.before_place and first - 1:
            return False  # "dans le Nord"
        return (
            first not in self.before_place
            and not (last < len(words) and words[last] == "(")
            and (governed not in ("de", "d'", "of") or first in self.openings)
        )

    def _invests(self, first: int, last: int) -> bool:
        """True for "Norwegian group Halden will spend" and "Halden investira"."""
        words = self.runs.tokens.words
        if first in self.before_place or (first and words[first - 1] in _GOVERNING):
            return False
        verb = last + (last < len(words) and words[last] in _AUXILIARIES)
        return verb < len(words) and words[verb] in _INVESTS

    def seat(self, first: int) -> bool:
        """True after "la ville d'", "the town of"."""
        words = self.runs.tokens.words
        return first >= 2 and words[first - 1] in _OF and words[first - 2] in _SEATS

    def is_town(self, i: int) -> bool:
        """True for "in Cambridge", "à Jülich": a town that lends its name to what is there."""
        words = self.runs.tokens.words
        if i not in self.before_place or words[i - 1] in DIRECTIONS:
            return False
        place = gazetteer_kind(self.runs.word(i))
        after = words[i + 1] if i + 1 < len(words) else ""
        return place is not None and place[0] == "town" and after != "'s"

    def linked(self, first: int) -> Mention | None:
        """A place whose name has small words inside: "Côte d'Ivoire", "Isle of Wight"."""
        words, capital = self.runs.tokens.words, self.runs.capital
        for last in range(min(first + _LONGEST_LINKED, len(words)), first + 2, -1):
            if not capital[last - 1] or not _LINKING.issuperset(words[first + 1 : last - 1]):
                continue
            place = gazetteer_kind(self.runs.span(first, last))
            if place is not None and place[0] != "metonym":
                name = self.runs.span(first, last)
                return Mention("place", first, last, first, name, country=place[1], noun=place[0])
        return None

    def in_the(self, first: int, last: int) -> bool:
        """True for "in the North East", "dans le Vexin"."""
        words = self.runs.tokens.words
        if first < 2 or words[first - 1] not in _ARTICLES or self.runs.capital[first - 1]:
            return False
        if words[last - 1] in self._words.company_words or self.runs.span(first, last).isupper():
            return False
        return words[first - 2] in _INSIDE

    def region_meant(self, first: int, last: int) -> Mention | None:
        """The place that "in the northern Hauts-de-France region" means, and not its council."""
        words = self.runs.tokens.words
        if not _REGIONS.intersection(words[first:last]):
            return None
        article = first - 1 - (first > 0 and words[first - 1] in COMPASS)
        if article < 1 or words[article] not in _ARTICLES or words[article - 1] not in _INSIDE:
            return None
        begin, end = first + (words[first] in _REGIONS), last - (words[last - 1] in _REGIONS)
        place = gazetteer_kind(self.runs.span(begin, end)) if begin < end else None
        if place is None or not self.runs.capital[begin]:
            return None
        name = self.runs.span(begin, end)
        return Mention("place", first, last, begin, name, country=place[1], noun=place[0])

    def is_located(self, first: int, last: int) -> bool:
        """True for "from Clonee, Ireland", "à Villers (Somme)": its region stands after it."""
        words = self.runs.tokens.words
        if last + 1 >= len(words) or not first:
            return False
        governed = words[first - 1]
        if governed in _OF and first > 1 and words[first - 2] in _SITES:
            return True
        if words[last] not in (",", "("):
            return False
        if governed in _OF and words[last + 1] in _NEAR:
            return True  # "son usine de Fouju, près de Melun"
        opened = words[last] == "("
        governs = first in self.before_place or governed in _OF
        if not governs and not opened:
            return False
        region = gazetteer_kind(self.runs.span(last + 1, self.runs.run(last + 1)))
        if region is None or not self.runs.capital[last + 1]:
            return False
        end = self.runs.run(last + 1)
        follower = words[end] if end < len(words) else ""
        if not governs:  # "Villers (Somme)", but "Norvane (Danemark)"
            return region[0] == "region" and follower == ")"
        return follower != "'s" and (region[0] in ("region", "country") or not region[2])

    def with_article(self, i: int) -> Mention | None:
        """A place whose name begins with its article: "Le Havre", "L'Ancienne-Lorette"."""
        words = self.runs.tokens.words
        if words[i] not in _ARTICLES or i + 1 >= len(words) or not self.runs.capital[i + 1]:
            return None
        if i + 1 in self.runs.loud or words[i + 1] in self._words.never_names:
            return None
        place = gazetteer_kind(self.runs.span(i, i + 2))
        if place is not None and (i not in self.openings or self._keeps_article(i)):
            return Mention(
                "place", i, i + 2, i, self.runs.span(i, i + 2), country=place[1], noun=place[0]
            )
        if i in self.openings or i not in self.before_place or words[i - 1] in DIRECTIONS:
            return None
        last = self.runs.run(i + 1)
        return Mention("place", i, last, i, self.runs.span(i, last))

    def _keeps_article(self, i: int) -> bool:
        """True for "Le Havre", whose name has its article; not for "La France"."""
        places = gazetteer().lookup(self.runs.span(i, i + 2))
        own = places[0].name if places else ""
        return fold(own).startswith(fold(self.runs.word(i)) + " ")

    def place(self, first: int, run: int) -> tuple[tuple[str, str, bool] | None, int]:
        """The place that a run of words begins with, and where its name or the run ends."""
        words = self.runs.tokens.words
        for last in (run + 2, run + 1):  # "Arabie saoudite", "Émirats arabes unis"
            if last <= len(words) and all(word.isalpha() for word in words[run:last]):
                place = gazetteer_kind(self.runs.span(first, last))
                if place is not None and place[0] == "country":
                    return place, last
        article = _CONTRACTED.get(self.runs.tokens.words[first - 1] if first else "")
        for last in range(run, first, -1):
            place = gazetteer_kind(self.runs.span(first, last))
            if place is None and article and self.runs.tokens.words[first] not in PROJECT_NOUNS:
                place = gazetteer_kind(f"{article} {self.runs.span(first, last)}")  # "au Cap"
                place = None if place is not None and place[2] else place
            # "Christian Poteau" is no town of that first name: what is left of a run after a
            # place must be something else by itself.
            if place is not None and (last == run or (not place[2] and place[0] != "town")):
                return place, last
        return None, run


def name_bodies(mentions: Sequence[Mention], runs: Runs) -> None:
    """Give local bodies the names of their places, in place: "la commune de Fouju".

    The place remains a mention of its own, for it may be where something is built.
    """
    words = runs.tokens.words
    for body, place in pairwise(mentions):
        if not (body.noun == "local" and body.form == DESCRIPTION and place.kind == "place"):
            continue
        if tuple(words[body.last : place.first]) in _OF_PLACE:
            body.name = runs.span(body.first, place.last)


def is_seat(body: Mention, place: Mention) -> bool:
    """True for the place right after a local body that bears its name."""
    near = 0 < place.first - body.last <= _MOST_OF_PLACE and place.kind == "place"
    return near and body.noun == "local" and body.name.endswith(place.name)
