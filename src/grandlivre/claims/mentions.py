"""Who and what a text names: parties, persons, places, projects, by name or by description.

A name is a run of capitalised words; the lexicons of real parties and places tell what it is
where they know it, and its surroundings tell where they do not (a preposition of place, a title
before a person, quotation marks, a noun such as "projet"). A description ("le fonds canadien",
"the chipmaker") and a pronoun are mentions too; `resolve` ties them to the party that they stand
for, so that every later rule may treat the three alike.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from grandlivre.base.fold import fold
from grandlivre.claims.cues import Cue
from grandlivre.claims.tokens import Tokens, tokenize
from grandlivre.reference.currencies import forms as currency_forms
from grandlivre.reference.parties import Party, parties
from grandlivre.reference.places import demonyms, gazetteer, metonyms

NAME, DESCRIPTION, PRONOUN = "name", "description", "pronoun"


@dataclass(slots=True)
class Mention:
    """A stretch of tokens that names something; `entity` is what it stands for."""

    kind: str
    """party, person, place, project, media or state."""
    first: int
    last: int
    """Tokens, the end exclusive, the description before a name included."""
    head: int
    """First token of the name itself."""
    name: str
    form: str = NAME
    country: str | None = None
    noun: str = ""
    """Class of the describing noun: company, fund, bank, state, local, media."""
    party: Party | None = None
    entity: "Entity | None" = None
    span: tuple[int, int] = (0, 0)
    """Tokens of the whole enumeration that it is a member of ("MGX, Oracle et SoftBank")."""
    sentence: int = 0
    """Number of the sentence that it stands in."""


@dataclass(slots=True, eq=False)
class Entity:
    """One party, place or project of the document, with all mentions of it."""

    kind: str
    name: str
    key: str
    number: int = 0
    country: str | None = None
    noun: str = ""
    party: Party | None = None
    mentions: list[Mention] = field(default_factory=list)

    @property
    def is_several(self) -> bool:
        """True for "foreign companies", "neuf pays": no one party, but many unnamed."""
        first = self.mentions[0] if self.mentions else None
        return (
            first is not None
            and first.form == DESCRIPTION
            and self.name[-1:] in "sx"
            and not self.name.endswith(("fonds", "business", "ss"))
        )


DETERMINERS = frozenset(
    "le la l' les un une des du de d' ce cet cette ces son sa ses leur leurs notre nos au aux deux trois"
    " the a an its their his her this that these those our another two three four five six seven eight nine"
    " ten several quatre cinq six sept huit neuf dix plusieurs certains certaines".split()
)
_CONNECTORS = frozenset("de du des d' of the la le les et and & for pour l' in".split())
_NEVER_NAMES = frozenset(
    # Words that open sentences with a capital without being names.
    "le la les l' un une des du de d' ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre"
    " vos il elle ils elles on nous vous je tu et ou mais or ni car donc puis ainsi alors aussi avec"
    " sans sous sur dans par pour en à au aux chez vers entre dès depuis pendant après avant selon"
    " si comme quand lorsque lorsqu' que qu' qui quoi dont où quel quelle quels quelles tout toute"
    " tous toutes plus moins très pas ne n' y se s' c' j' ici là voici voilà enfin ensuite déjà"
    " encore toujours jamais hier demain aujourd'hui lundi mardi mercredi jeudi vendredi samedi"
    " dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    " face malgré grâce pourtant cependant toutefois néanmoins parallèlement ailleurs autre autres"
    " premier première deuxième second seconde troisième dernier dernière plusieurs quelque quelques"
    " environ près quant outre résultat reste soit même bref certes surtout notamment parmi selon"
    " total prix bonjour merci lire voir source sources photo crédit rectificatif correction"
    " deux trois quatre cinq six sept huit neuf dix vingt cent mille créée créé fondée fondé située"
    " the a an this that these those it its he she they we you i his her their our my your and or"
    " but nor so yet for if then than when while where who whom whose which what why how as at by"
    " in into of off on onto out over to up with within without from about after before since until"
    " under between among both each every all some any no not only also just even still already"
    " here there now today yesterday tomorrow monday tuesday wednesday thursday friday saturday"
    " sunday january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec janv févr avr juil déc"
    " first second third last next other others another more most less many much several such same"
    " however meanwhile moreover elsewhere overall together because although though despite"
    " one two three four five six seven eight nine ten hundred thousand once again both neither"
    " subscribe read advertisement share updated published correction about contact copyright"
    " accept reject publicité partager abonnez-vous mis publié nombre note p.-d.g pdg ceo"
    " ia ai gpu gpus mw gw kw twh gwh mwh md€ m€ eur usd gbp cad inr jpy pib gdp hpc pue plu"
    " md mds mrd bn tn rs us$ a$ c$ ipo capex arr ebitda t1 t2 t3 t4 q1 q2 q3 q4 h1 h2 s1 s2"
    " opening construction building works data notre-dame république internet objectif résumé bilan"
    " series série phase défense économie industrie énergie marché monde nord-sud covid noël".split()
)
_QUOTED = re.compile(r"«\s*([^»\n]{2,60}?)\s*»|\"([^\"\n]{2,60}?)\"")
_CODE = re.compile(r"[A-Z]{2,5}\d{1,3}[a-z]?\Z")
_FIRST_NAMES = frozenset(
    "emmanuel arthur sam elon jensen masayoshi bruno eric éric jean pierre marie paul anne christian"
    " fabrice fabian carole john josh brad tim donald satya sundar mark andy lisa arvind xavier"
    " nicolas clara françois francois roland thierry laurent michel philippe catherine sophie julie"
    " antoine guillaume olivier stéphane christophe david thomas alexandre benjamin cédric sébastien"
    " vincent martin luc louis henri jacques andré bernard gérard rené patrick daniel alain hervé"
    " yann yoshua geoffrey dario larry sergey greg mira daniela jack marc steve bill michael james"
    " robert william richard charles george peter stephen andrew simon keir rachel boris liz rishi"
    " justin mirko evan ursula olaf friedrich giorgia pedro kaja henna margrethe narendra mukesh"
    " gautam sunil mohammed mohamed khaldoon tahnoun ahmed ali peng marcel mary jane susan sarah"
    " emily anna maria carlos josé juan luis miguel paolo marco giovanni lars erik johan anders"
    " karl hans klaus werner tareq amin jonathan joseph kevin brian gary ian alan chris matt dan ben"
    " joe tom nick alex max leo hugo florian valérie christine isabelle nathalie sylvie karine"
    " aurélie camille laure hélène claire céline virginie delphine sandrine ruth arkady nikesh amit"
    " safra clay lip-bu pat cristiano rené börje timotheus tobias jérôme jeremy jérémy florent".split()
)


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], Party]]]:
    """Names of the party lexicon by their first word, the longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Party]]] = {}
    for party in parties().all:
        for surface in party.written():
            text = surface.replace("\u2019", "'")
            words = tuple(tokenize(text, text.lower()).words)
            if words:
                index.setdefault(words[0], []).append((words, party))
                plain = tuple(_unaccented(word) for word in words)
                if plain != words:
                    index.setdefault(plain[0], []).append((plain, party))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


@cache
def _lower_case_brands() -> frozenset[str]:
    """First words of names that are written without a capital: "iliad", "xAI"."""
    return frozenset(
        tokenize(surface, surface.lower()).words[0]
        for party in parties().all
        for surface in party.written()
        if surface[:1].islower()
    )


def _unaccented(word: str) -> str:
    return word.translate(_PLAIN)


_PLAIN = str.maketrans("àâäáãéèêëíìîïóòôöõúùûüçñ", "aaaaaeeeeiiiiooooouuuucn")


class MentionFinder:
    """Finds the mentions of one text; made for it and thrown away after.

    Parameters
    ----------
    text
        The view's text.
    tokens, cues
        Its words, and the cues found among them.
    openings
        Numbers of the tokens that open a sentence, a bullet or a heading: there a capital
        proves nothing.
    """

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        cues: Sequence[Cue],
        openings: frozenset[int],
        language: str,
    ) -> None:
        self.text = text
        self.language = language
        self.tokens = tokens
        self.openings = openings
        self.cues_at: dict[int, list[Cue]] = {}
        for cue in cues:
            self.cues_at.setdefault(cue.first, []).append(cue)
        self.before_place = {cue.last for cue in cues if cue.kind == "place_before"}
        self.capital = [text[start].isupper() for start in tokens.starts]
        self.after_place = -1
        """Where the next member of an enumeration of places would stand."""
        self._inner: frozenset[str] | None = None

    def find(self) -> list[Mention]:
        """Every name, description and pronoun, in order, none overlapping another."""
        found: list[Mention] = []
        words, capital = self.tokens.words, self.capital
        index = _names()
        brands = _lower_case_brands()
        quoted = self._quoted()
        i, count = 0, len(words)
        while i < count:
            word = words[i]
            mention: Mention | None = None
            if i in quoted:
                mention = self._quoted_name(i, quoted[i])
            if mention is None and capital[i]:
                mention = self._qualified(i)
            if mention is None and (capital[i] or word in brands):
                mention = self._known(i, index) or (self._unknown(i) if capital[i] else None)
            if mention is None:
                mention = self._described(i) or self._pronoun(i) or self._demonym(i)
            if mention is None:
                i += 1
                continue
            self._absorb(found, mention)
            if mention.kind == "place":
                self.after_place = mention.last + 1
            i = mention.last
        return found

    def _quoted(self) -> dict[int, int]:
        """First and last tokens of short quotations that may be names of projects."""
        spans: dict[int, int] = {}
        for m in _QUOTED.finditer(self.text):
            start, end = m.span(1) if m[1] else m.span(2)
            first, last = self.tokens.at(start), self.tokens.at(end)
            if 0 < last - first <= 7:
                spans[first] = last
        return spans

    def _quoted_name(self, first: int, last: int) -> Mention | None:
        capitals = sum(self.capital[first:last])
        if not self.capital[first] and not capitals:
            return None
        if self.tokens.words[last - 1] in ".!?" or capitals * 2 < last - first - 1:
            return None
        known = _lexicon_match(self.tokens.words, first, _names())
        if known is not None and first + known[0] == last:
            return None
        return Mention("project", first, last, first, self._span(first, last))

    def _known(
        self, i: int, index: dict[str, list[tuple[tuple[str, ...], Party]]]
    ) -> Mention | None:
        """A name of the party lexicon, unless a longer unknown name swallows it."""
        words = self.tokens.words
        match = _lexicon_match(words, i, index)
        if words[i] in DETERMINERS and i + 1 < len(words) and self.capital[i + 1]:
            # "Les Émirats arabes unis": the article may or may not be a part of the name known.
            inner = _lexicon_match(words, i + 1, index)
            if inner is not None and (match is None or inner[0] + 1 > match[0]):
                return self._known(i + 1, index)
        if match is None:
            return None
        size, party = match
        last = i + size
        if parties().named(self._span(i, last)) is None:
            return None
        if size == 1 and words[i] in _NEVER_NAMES and i in self.openings:
            return None
        if (
            size == 1
            and last < len(self.tokens)
            and self._joins(i, last)
            and party.kind != "person"
        ):
            # "Bell AI Fabric", "Aker Horizons": the lexicon knows the first word only.
            run = self._run(i)
            if run > last and gazetteer_kind(self._span(i, run)) is None:
                last = run
        name = self._span(i, last)
        return Mention(
            _kind_of(party),
            i,
            last,
            i,
            name,
            country=party.country or None,
            noun=_noun_of(party.kind),
            party=party,
        )

    def _joins(self, first: int, second: int) -> bool:
        return (
            self.capital[second]
            and self.tokens.starts[second] - self.tokens.ends[second - 1] == 1
            and self.text[self.tokens.ends[second - 1]] == " "
            and self.tokens.words[second] not in _NEVER_NAMES
            and self.tokens.words[second] not in _names()
        )

    def _run(self, first: int) -> int:
        """End of the run of capitalised words that begins here."""
        tokens, capital, text = self.tokens, self.capital, self.text
        last = first + 1
        count = len(tokens)
        while last < count and last - first < 8:
            gap = text[tokens.ends[last - 1] : tokens.starts[last]]
            word = tokens.words[last]
            if capital[last] and gap in (" ", "") and text[tokens.starts[last]] not in '«"':
                if word in ("'s",) or (gap == "" and word not in ("&",)):
                    break
                if self._begins_known(first, last):
                    break
                last += 1
            elif (
                word in ("&", "of", "de", "du", "des", "d'", "la", "le")
                and gap == " "
                and last + 1 < count
                and capital[last + 1]
                and self._is_institution(first, last)
                and tokens.words[last + 1] not in _NEVER_NAMES
            ):
                last += 2
            elif (
                word[0].isdigit()
                and gap == " "
                and last == first + 1
                and len(word) <= 2
                and (last + 1 >= count or not tokens.words[last + 1][0].isdigit())
                and tokens.words[first] in ("phase", "france", "horizon")
            ):
                last += 1
            else:
                break
        return last

    def _begins_known(self, first: int, i: int) -> bool:
        """True where a known name begins, which the run before it only describes."""
        if self.tokens.words[first] not in demonyms() and self.tokens.words[first] not in _NEVER_NAMES:
            return False
        return _lexicon_match(self.tokens.words, i, _names()) is not None

    def _is_institution(self, first: int, last: int) -> bool:
        return self.tokens.words[first] in _INSTITUTIONS or self.tokens.words[last] == "&"

    def _unknown(self, i: int) -> Mention | None:
        """A capitalised run that no lexicon of parties knows."""
        word = self.tokens.words[i]
        first = i
        run = self._run(i)
        surface = self.text[self.tokens.starts[i] : self.tokens.ends[i]]
        if (
            run - i >= 3
            and surface.isupper()
            and len(surface) <= 4
            and (self.tokens.words[i + 1] in _FIRST_NAMES)
        ):
            first = i = i + 1  # "le député LR Jean-Louis Thiériot"
            word = self.tokens.words[i]
        if run - i == 1 and (
            word in _NEVER_NAMES or word in demonyms() or word in currency_forms()
        ):
            return None
        if word in _NEVER_NAMES and i in self.openings:
            return None
        if len(word) == 1 and run - i == 1:
            return None
        place = None
        for last in range(run, i, -1):
            place = gazetteer_kind(self._span(first, last))
            # "Christian Poteau" is no town of that first name: what is left of a run after a
            # place must be something else by itself.
            if place is not None and (last == run or not place[2] and place[0] != "town"):
                run = last
                break
            place = None
        name = self._span(first, run)
        if place is not None and not self._demoted(place, first, run):
            return Mention("place", first, run, first, name, country=place[1], noun=place[0])
        if run - first == 1 and first in self.openings and not self._shown_elsewhere(first):
            return None
        kind = self._kind_by_surroundings(first, run)
        if kind is None:
            return None
        return Mention(kind, first, run, first, name)

    def _demoted(self, place: tuple[str, str, bool], first: int, last: int) -> bool:
        """True where a place's name is also a word or a person's, and nothing says "place"."""
        if not place[2]:
            return False
        governed = self.tokens.words[first - 1] if first else ""
        if first == self.after_place and governed in (",", "et", "and", "ou", "or"):
            return False
        return (
            first not in self.before_place
            and not self._followed_by_bracket(last)
            and (governed not in ("de", "d'", "of") or first in self.openings)
        )

    def _followed_by_bracket(self, last: int) -> bool:
        return last < len(self.tokens) and self.tokens.words[last] == "("

    def _shown_elsewhere(self, i: int) -> bool:
        """True where an opening capital is that of a name: seen so inside a sentence too."""
        if self._inner is None:
            self._inner = frozenset(
                w
                for n, w in enumerate(self.tokens.words)
                if self.capital[n] and n not in self.openings
            )
        word = self.tokens.words[i]
        start, end = self.tokens.starts[i], self.tokens.ends[i]
        surface = self.text[start:end]
        if word in self._inner or _CODE.match(surface):
            return True
        if any(c.isupper() for c in surface[1:]) or any(c.isdigit() for c in surface):
            return len(surface) > 1
        follower = i + 1
        if follower < len(self.tokens):
            mark = self.tokens.words[follower]
            if mark == ",":
                return follower + 1 < len(self.tokens) and (
                    self.tokens.words[follower + 1]
                    in ("le", "la", "l'", "the", "a", "an", "which", "qui")
                    and not word.endswith(("ment", "ly"))
                )
            if mark in ("'s", "("):
                return True
            return any(c.kind in ("pay", "say", "get") for c in self.cues_at.get(follower, ()))
        return False

    def _kind_by_surroundings(self, first: int, last: int) -> str | None:
        words = self.tokens.words
        surface = self._span(first, last)
        before = self.cues_before(first)
        if words[first] in _EVENTS:
            return None
        if _CODE.match(surface) or "name_project" in before:
            return "project"
        if last - first >= 2 and words[first].partition("-")[0] in _FIRST_NAMES:
            return "person"
        if "title_person" in before and (last - first >= 2 or words[first - 1] in _SHORT_TITLES):
            return "person"
        if first in self.before_place and words[first - 1] not in (
            "to",
            "from",
            "dans",
            "sur",
            "au",
            "aux",
        ):
            return "place"
        if words[last - 1] in ("county", "city", "valley", "bay", "state", "province"):
            return "place"
        if words[first] in ("project", "projet", "campus", "programme", "program", "operation"):
            return "project"
        return "party"

    def cues_before(self, i: int) -> set[str]:
        """Classes of the cues that end right before a token."""
        kinds: set[str] = set()
        for back in range(1, 4):
            for cue in self.cues_at.get(i - back, ()):
                if cue.last == i:
                    kinds.add(cue.kind)
        return kinds

    def _qualified(self, i: int) -> Mention | None:
        """A description that opens with a capital: "US tech groups", "Foreign companies"."""
        words, adjectives = self.tokens.words, demonyms()
        n = i
        while (
            n < len(words)
            and n - i < 4
            and (words[n] in adjectives or words[n] in _ADJECTIVES or words[n].endswith("-based"))
        ):
            n += 1
        if n == i or not any(c.kind.startswith("who_") for c in self.cues_at.get(n, ())):
            return None
        mention = self._described(n)
        if mention is not None and mention.first > i:
            mention.first = i
            mention.name = self._span(i, mention.last)
        return mention

    def _described(self, i: int) -> Mention | None:
        """A description: determiner, noun of a party, and the adjectives around it."""
        words = self.tokens.words
        noun = next((c for c in self.cues_at.get(i, ()) if c.kind.startswith("who_")), None)
        if noun is None:
            return None
        adjectives = demonyms()
        back = i - 1
        while (
            back >= 0
            and i - back <= 3
            and (
                words[back] in _ADJECTIVES
                or words[back] in adjectives
                or words[back].endswith("-based")
            )
        ):
            back -= 1
        if back < 0 or words[back] not in DETERMINERS:
            if back == i - 1 and i not in self.openings:
                return None
        first = back + 1
        last = noun.last
        country = None
        for n in range(first, min(last + 6, len(words))):
            if n >= last and (not words[n][0].isalpha() or words[n] in _VERBAL):
                break
            code = adjectives.get(words[n])
            if code and not (n >= last and self.capital[n]):
                country = country or code
                if n == last:
                    last = n + 1
        kind = {"who_state": "state", "who_local": "state", "who_media": "media"}.get(
            noun.kind, "party"
        )
        name = self._span(first, last)
        return Mention(kind, first, last, noun.first, name, DESCRIPTION, country, noun.kind[4:])

    def _demonym(self, i: int) -> Mention | None:
        """"le plan français" speaks of France."""
        code = demonyms().get(self.tokens.words[i])
        name = _country_names(self.language).get(code or "")
        if not name:
            return None
        return Mention("place", i, i + 1, i, name, country=code, noun="demonym")

    def _pronoun(self, i: int) -> Mention | None:
        word = self.tokens.words[i]
        if word not in _PRONOUNS:
            return None
        kind, number = _PRONOUNS[word]
        return Mention(kind, i, i + 1, i, word, PRONOUN, noun=number)

    def _absorb(self, found: list[Mention], mention: Mention) -> None:
        """Join "le fonds canadien" and "Brookfield" where they stand side by side."""
        if found and mention.form == NAME and mention.kind in ("party", "state", "media"):
            last = found[-1]
            if last.form == DESCRIPTION and last.noun != "local" and self._leads_to(last, mention):
                mention.first = last.first
                mention.noun = mention.noun or last.noun
                mention.country = mention.country or last.country
                if last.kind == "media" and mention.kind == "party" and mention.party is None:
                    mention.kind = "media"
                found.pop()
        found.append(mention)

    def _leads_to(self, description: Mention, name: Mention) -> bool:
        """True for "le géant des puces" before "Nvidia": only its complement stands between."""
        between = self.tokens.words[description.last : name.first]
        if not between:
            return True
        adjectives = demonyms()
        return (
            len(between) <= 5
            and (between[0] in ("de", "des", "du", "d'") or between[0] in adjectives)
            and all(w[0].isalpha() and w not in _VERBAL for w in between)
            and not any(self.capital[description.last : name.first])
        )

    def _span(self, first: int, last: int) -> str:
        return self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]


_ADJECTIVES = frozenset(
    "jeune grand grande grands petit petite nouveau nouvelle ancien ancienne même premier première"
    " seul seule principal principale autre gros grosse célèbre discret discrète vieux vieille"
    " big biggest large largest leading small new old former same first sole main other state-owned"
    " state-backed sovereign private public listed local tech technology ai cloud software energy"
    " telecoms property real-estate data-centre holding parent giant american us uk foreign local"
    " international global national institutional étranger étrangers étrangère étrangères".split()
)
_VERBAL = frozenset(
    "a ont va vont est sont qui que et ou will has have is are was and or to which".split()
)
_EVENTS = frozenset(
    "sommet salon forum conférence conference summit foire journée journées acte section".split()
)
_PRONOUNS = {
    "il": ("pronoun", "one"),
    "elle": ("pronoun", "one"),
    "ils": ("pronoun", "many"),
    "elles": ("pronoun", "many"),
    "celui-ci": ("pronoun", "one"),
    "celle-ci": ("pronoun", "one"),
    "it": ("pronoun", "one"),
    "they": ("pronoun", "many"),
    "he": ("pronoun", "person"),
    "she": ("pronoun", "person"),
    "both": ("pronoun", "many"),
}
_SHORT_TITLES = frozenset("m. mr ms mrs mme dr sir lord m monsieur madame".split())
_INSTITUTIONS = frozenset(
    "université universite university institut institute école ecole alliance agence agency"
    " commission ministère ministry caisse banque bank fonds fund conseil council compagnie"
    " société communauté métropole département department région bureau office organisation"
    " fédération fondation foundation autorité authority commissariat centre center port"
    " royaume kingdom république republic crédit groupe comité syndicat union maire".split()
)


def _kind_of(party: Party) -> str:
    if party.kind == "person":
        return "person"
    if fold(party.name) in _OFFICES:
        return "media"
    if fold(party.name) in _PROGRAMMES:
        return "project"
    if party.kind in ("media", "agency", "consultancy"):
        return "media"
    return "state" if party.kind == "government" else "party"


def _noun_of(kind: str) -> str:
    return _NOUNS.get(kind, "company")


_OFFICES = frozenset(
    # They speak for a State and sign no cheque.
    "elysee matignon maison blanche pentagone kremlin quai d orsay cour des comptes".split()
) | {"maison blanche", "cour des comptes", "quai d orsay", "agence internationale de l energie"}
_PROGRAMMES = frozenset({"choose france", "france 2030", "investai", "stargate", "current ai"})
_NOUNS = {
    "sovereign_fund": "fund",
    "investor": "fund",
    "bank": "bank",
    "public_bank": "bank",
    "government": "state",
    "media": "media",
    "agency": "media",
    "consultancy": "study",
    "research": "research",
    "association": "association",
    "person": "person",
}


def _lexicon_match(
    words: Sequence[str], i: int, index: dict[str, list[tuple[tuple[str, ...], Party]]]
) -> tuple[int, Party] | None:
    for phrase, party in index.get(words[i], ()):
        size = len(phrase)
        if size == 1 or tuple(words[i : i + size]) == phrase:
            return size, party
    return None


_COARSE = {
    "country": "country",
    "world_region": "world",
    "city": "town",
    "commune": "town",
}


@cache
def _country_names(language: str) -> dict[str, str]:
    """Names of the countries by ISO code, as the language writes them."""
    return {
        place.country: place.name_fr if language == "fr" else place.name
        for place in gazetteer().all() if place.kind == "country"
    }


@lru_cache(maxsize=50_000)
def gazetteer_kind(name: str) -> tuple[str, str, bool] | None:
    """Kind (country, world, region, town, metonym), country and ambiguity of a place's name."""
    places = gazetteer().lookup(name)
    if not places:
        return None
    place = places[0]
    if fold(name) in metonyms() and place.kind != "country":
        return "metonym", metonyms()[fold(name)], place.ambiguous
    return _COARSE.get(place.kind, "region"), place.country, place.ambiguous
