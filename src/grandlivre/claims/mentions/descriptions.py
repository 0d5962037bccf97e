"""Descriptions and adjectives of countries: mentions that name nobody by name."""

from collections.abc import Mapping, Sequence

from grandlivre.claims.mentions.model import DESCRIPTION, Mention
from grandlivre.claims.mentions.names import (
    country_names,
    gazetteer_kind,
    kind_of,
    lexicon_match,
    name_index,
    noun_of,
    phrase_index,
)
from grandlivre.claims.syntax.cues import Cue
from grandlivre.claims.text.tokens import Tokens
from grandlivre.reference.names import name_words
from grandlivre.reference.places import demonyms

_KINDS = {"who_state": "state", "who_local": "state", "who_media": "media"}
_WEB = frozenset("internet web spécialisé d'information dédié".split())
_AREAS = frozenset("région agglomération métropole bassin".split())
_THE = frozenset("the this our le la l' notre cette ce cet".split())
_MONEY = frozenset(("fonds", "funds"))
_CURRENCIES = frozenset("€$£")
_OF_MONEY = frozenset("propres publics européens structurels nécessaires levés from".split())
_RAISING = ("lev", "lèv", "collect", "appel", "mobilis", "transfert", "recherche")
"""Stems of words after which money is meant: "une levée de fonds"."""
_QUALIFIERS = frozenset(
    "public publique privé privée souverain souveraine régional régionale local locale mutualiste"
    " familial familiale national nationale spécialisé spécialisée historique".split()
)
"""Adjectives between a noun and the name that it describes: "le fonds public Tessaly"."""
_COMPANIES = ("who_company", "who_fund", "who_bank")
_INDEFINITE = frozenset("un une a an des two three several plusieurs deux trois".split())
_COUNTED = frozenset(
    "deux trois quatre cinq six sept huit neuf dix two three four five seven eight nine ten".split()
)
"""How many, before a plural: "sept pays" are not just any countries."""
_DEFINITE = frozenset("les the these those ces aux des leurs ses its their both".split())
_LONGEST_OFFICE = 2
"""Words that may stand before the noun of an office: "the deputy finance minister"."""
_FURTHEST_ADJECTIVE = 5
"""Words after the noun among which an adjective of its country may stand."""


def openers() -> frozenset[str]:
    """Words that a description or an adjective of a country may begin with.

    There are others, which only a text's cues tell: `Descriptions.nouns` and `.offices`.
    """
    return frozenset((*demonyms(), *phrase_index()))


class Descriptions:
    """Finds the descriptions of one text; made for it and thrown away after.

    Parameters
    ----------
    text
        The view's text.
    tokens, capital
        Its words, and whether each begins with a capital.
    cues
        Those found among them: a description is built around one of the classes ``who_*``.
    openings
        Numbers of the tokens that open a sentence, a bullet or a heading.
    language
        In which countries are named.
    """

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        capital: Sequence[bool],
        cues: Sequence[Cue],
        *,
        openings: frozenset[int],
        language: str,
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.capital = capital
        self.openings = openings
        self.nouns: dict[int, Cue] = {}
        """By first token, the noun that a description is built around."""
        self.offices: dict[int, Cue] = {}
        """By first token, the title that may stand for a person unnamed: "le maire"."""
        for cue in cues:
            if cue.kind in ("title_person", "hidden"):
                self.offices.setdefault(cue.first, cue)
            elif cue.kind.startswith("who_"):
                self.nouns.setdefault(cue.first, cue)
        self._demonyms: Mapping[str, str] = demonyms()
        self._countries = country_names(language)
        self._english = language != "fr"
        self._words = name_words()

    def qualified(self, i: int) -> Mention | None:
        """A description that opens with a capital: "US tech groups", "Foreign companies"."""
        words = self.tokens.words
        seat, n = self._seated(i)
        stop = min(n + 4, len(words))
        while n < stop and self._is_adjective(words[n]):
            n += 1
        if n == i or n not in self.nouns:
            return None
        mention = self.described(n, led=seat is not None)
        if mention is not None and mention.first > i:
            mention.first = i
            mention.name = self._span(i, mention.last)
        if mention is not None and seat is not None:
            mention.country = seat
        return mention

    def _seated(self, i: int) -> tuple[str | None, int]:
        """Country and end of "Abu Dhabi-based"; the word itself where it begins no such thing.

        So too "the Amsterdam group": the town is where its seat is, and nothing is built there.
        """
        words = self.tokens.words
        if i and words[i - 1] in ("the", "a", "an", "its"):
            for n in (i + 2, i + 1):
                noun = self.nouns.get(n)
                if noun is None or noun.kind not in _COMPANIES or not all(self.capital[i:n]):
                    continue
                place = gazetteer_kind(self._span(i, n))
                if place is not None and not self.capital[n]:
                    return place[1], n
        for n in range(i, min(i + 3, len(words))):
            if not self.capital[n] or words[n] in self._words.determiners:
                break
            if "-based" in words[n]:
                town = words[n].rpartition("-based")[0]
                before = self._span(i, n) + " " if n > i else ""
                place = gazetteer_kind((before + town).title())
                return (place[1] if place else None), n + 1
        return None, i

    def ruling(self, i: int, run: int) -> Mention | None:
        """A public body told by its noun alone, with a capital: "the State", "la Région"."""
        noun = self.nouns.get(i)
        if noun is None or run - i != 1 or noun.last != i + 1 or not i:
            return None
        if noun.kind not in ("who_state", "who_local"):
            return None
        return self.described(i) if self.tokens.words[i - 1] in _THE else None

    def phrased(self, i: int) -> Mention | None:
        """A phrase by which the press means one party: "créateur de ChatGPT"."""
        words = self.tokens.words
        for phrase, party, hints in phrase_index().get(words[i], ()):
            size = len(phrase)
            if size > 1 and tuple(words[i : i + size]) != phrase:
                continue
            before = words[i - 1] if i else ""
            led = before in self._words.determiners or before in (",", "(", "'s", ":")
            if not led and (party is None or size == 1) and i not in self.openings:
                continue
            if before in _INDEFINITE and party is None:
                continue
            first, last = i, i + size
            noun = next((n for n in range(first, last) if n in self.nouns), first)
            last, country = self._complement(first, last)
            meant = party or hints[0]
            return Mention(
                kind_of(meant),
                first,
                last,
                noun,
                self._span(first, last),
                DESCRIPTION,
                country or (party.country if party else None),
                noun_of(meant),
                party,
                hints,
            )
        return None

    def office(self, i: int) -> Mention | None:
        """A person told by an office alone: "le maire", "the chief executive of Norvane".

        So too one whom the text hides: "une source proche du dossier", "people close to it".
        """
        cue = self.offices.get(i)
        words = self.tokens.words
        if cue is None or self.capital[i] or not i or cue.last >= len(words):
            return None
        hidden = cue.kind == "hidden"
        first = i
        while i - first < _LONGEST_OFFICE and self._qualifies(first - 1):
            first -= 1
        if words[first - 1] not in self._words.determiners:
            if not hidden:
                return None
            first = i
        elif words[first - 1] in ("de", "des", "d'", "of") and not hidden:
            return None
        if self.capital[cue.last] or words[cue.last][0].isdigit():
            return None
        name, noun = self._span(first, cue.last), "hidden" if hidden else "office"
        return Mention("person", first, cue.last, first, name, DESCRIPTION, None, noun)

    def _qualifies(self, i: int) -> bool:
        """True for the English noun or adjective that tells which office: "economy minister"."""
        words = self.tokens.words
        return (
            self._english
            and i > 0
            and words[i].isalpha()
            and not self.capital[i]
            and words[i] not in self._words.determiners
            and words[i] not in self._words.never_names
            and words[i] not in self._words.verbal
        )

    def described(self, i: int, led: bool = False) -> Mention | None:
        """A description: determiner, noun of a party, and the adjectives around it.

        `led` is true where a seat stands before it: "the Amsterdam group".
        """
        noun = self.nouns.get(i)
        if noun is None:
            return None
        words = self.tokens.words
        if words[i] == "site" and words[min(i + 1, len(words) - 1)] not in _WEB:
            return None  # where something is built, far more often than a medium
        if words[i] in _MONEY and self._is_money(i):
            return None  # "une levée de fonds", "des fonds propres"
        back = i - 1
        while back >= 0 and i - back <= 3 and self._is_adjective(words[back]):
            back -= 1
        bare = back < 0 or words[back] not in self._words.determiners
        if bare and back >= 0 and words[back] == "en" and words[i] in _AREAS:
            bare = False  # "en région parisienne"
        if bare and back > 0 and self._modifies(back):
            back, bare = back - 1, False  # "the science ministry"
        # "Norvane, spécialiste danois du calcul"
        beside = back > 0 and words[back] == "," and self.capital[back - 1]
        if bare and back == i - 1 and i not in self.openings and not beside and not led:
            return None
        first = back + 1
        last, country = self._complement(first, noun.last)
        if noun.kind in _COMPANIES and last == noun.last:
            last, country = self._seat_after(last, country)
        if words[i] in _AREAS and last > noun.last:
            name = self._span(first, last)  # "région parisienne"
            return Mention("place", first, last, first, name, country=country, noun="region")
        return Mention(
            _KINDS.get(noun.kind, "party"),
            first,
            last,
            noun.first,
            self._span(first - self._is_counted(first, noun), last),
            DESCRIPTION,
            country,
            noun.kind.removeprefix("who_"),
        )

    def _is_money(self, i: int) -> bool:
        """True where "fonds" is no party but money: "fonds propres", "un fonds de 3 milliards"."""
        words = self.tokens.words
        after = words[i + 1] if i + 1 < len(words) else ""
        before = words[i - 2] if i > 1 and words[i - 1] in ("de", "des", "d'") else ""
        return after in _OF_MONEY or before.startswith(_RAISING) or self._is_sum(i)

    def _is_counted(self, first: int, noun: Cue) -> bool:
        """True for "sept pays", new to the text; not for "les deux groupes", which were named."""
        words = self.tokens.words
        if not first or words[first - 1] not in _COUNTED or words[noun.last - 1][-1:] not in "sx":
            return False
        return first < 2 or words[first - 2] not in _DEFINITE

    def _is_sum(self, i: int) -> bool:
        """True for "un fonds de 3 milliards", "a fund of €3bn": what is set up, and no payer."""
        words = self.tokens.words
        if not i or words[i - 1] not in _INDEFINITE or i + 2 >= len(words):
            return False
        size = words[i + 2]
        return words[i + 1] in ("de", "d'", "of") and (size[0].isdigit() or size[0] in _CURRENCIES)

    def _seat_after(self, i: int, country: str | None) -> tuple[int, str | None]:
        """End and country of "le groupe de Clermont-Ferrand", named by the town of its seat."""
        words = self.tokens.words
        if i + 1 >= len(words) or words[i] not in ("de", "d'") or not self.capital[i + 1]:
            return i, country
        if i + 2 < len(words) and self.capital[i + 2]:
            return i, country
        place = gazetteer_kind(self._span(i + 1, i + 2))
        if place is None or place[0] != "town" or lexicon_match(words, i + 1, name_index()):
            return i, country
        return i + 2, country or place[1]

    def _modifies(self, i: int) -> bool:
        """True for the one noun between an English article and the noun that it describes."""
        words = self.tokens.words
        return (
            self._english
            and words[i - 1] in ("the", "its", "their")
            and words[i].isalpha()
            and not self.capital[i]
            and words[i] not in self._words.never_names
            and words[i] not in self._words.verbal
        )

    def _complement(self, first: int, last: int) -> tuple[int, str | None]:
        """Where a description ends, its adjective of a country included, and that country."""
        words, country = self.tokens.words, None
        noun_end = last
        for n in range(first, min(noun_end + _FURTHEST_ADJECTIVE + 1, len(words))):
            word = words[n]
            if n >= last and (not word[0].isalpha() or word in self._words.verbal):
                break
            code = self._demonyms.get(word)
            if code and not (n >= last and self.capital[n]):
                country = country or code
                if n == last:
                    last = n + 1
        return last, country

    def demonym(self, i: int) -> Mention | None:
        """The country that an adjective speaks of: France in "le plan français"."""
        if self._english and not self.capital[i]:
            return None  # "to help us", "to polish"
        words, last = self.tokens.words, i + 2
        code = self._demonyms.get(" ".join(words[i:last])) if last <= len(words) else None
        if code is None:  # no "South Korean"
            last = i + 1
            code = self._demonyms.get(words[i])
        name = self._countries.get(code) if code else None
        if not name:
            return None
        return Mention("place", i, last, i, name, country=code, noun="demonym")

    def leads_to(self, description: Mention, name: Mention) -> bool:
        """True for "le géant des puces" before "Nvidia": only its complement stands between."""
        between = self.tokens.words[description.last : name.first]
        if not between:
            return True
        if len(between) <= 2 and all(
            word in _QUALIFIERS or word in self._demonyms for word in between
        ):
            return not any(self.capital[description.last : name.first])
        return (
            len(between) <= 5
            and (between[0] in ("de", "des", "du", "d'") or between[0] in self._demonyms)
            and all(w[0].isalpha() and w not in self._words.verbal for w in between)
            and not any(self.capital[description.last : name.first])
        )

    def _is_adjective(self, word: str) -> bool:
        return word in self._demonyms or word in self._words.adjectives or word.endswith("-based")

    def _span(self, first: int, last: int) -> str:
        return self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]
