"""Finds who and what a text names.

A name is a run of capitalised words; the lexicons of real parties and places tell what it is
where they know it, and its surroundings tell where they do not (a preposition of place, a title
before a person, quotation marks, a noun such as "projet").
"""

import re
from collections.abc import Sequence

from grandlivre.base.fold import fold
from grandlivre.claims.consensus import agree
from grandlivre.claims.cues import Cue
from grandlivre.claims.descriptions import Descriptions
from grandlivre.claims.mentions import DESCRIPTION, NAME, Mention
from grandlivre.claims.names import (
    gazetteer_kind,
    kind_of,
    lexicon_match,
    lower_case_brands,
    name_index,
    noun_of,
)
from grandlivre.claims.openings import CODE, Openings
from grandlivre.claims.persons import has_office, is_named_so, is_party_tag, title_end
from grandlivre.claims.tokens import Tokens
from grandlivre.reference.currencies import forms as currency_forms
from grandlivre.reference.names import name_words
from grandlivre.reference.parties import Party, parties
from grandlivre.reference.places import demonyms, gazetteer

_QUOTED = re.compile(r"«\s*([^»\n]{2,60}?)\s*»|\"([^\"\n]{2,60}?)\"")
_YEAR = re.compile(r"20[2-5][05]\Z")
_LONGEST_RUN = 8
_LONGEST_QUOTE = 7
_JOINING = frozenset("& of de du des d' la le".split())
_NUMBERED = frozenset("phase france horizon".split())
_PARTICLES = frozenset("de du d' van von der den bin al el ben da di del della la le".split())
"""Inside a person's name: "Ursula von der Leyen"."""
_PLACE_NOUNS = frozenset("county city valley bay state province parish".split())
_PROJECT_NOUNS = frozenset(
    "project projet campus programme program operation opération plan stratégie strategy".split()
)
_DIRECTIONS = frozenset("to from dans sur au aux chez entre between outre".split())
"""Prepositions of place that stand before parties as well."""
_ARTICLES = frozenset("le la les l' the".split())
_OF = frozenset(("de", "d'", "du", "des", "of"))
_SEATS = frozenset(
    "ville commune village région département comté port maire mairie gare aéroport préfecture"
    " plateau agglomération métropole quartier canton plaine vallée banlieue périphérie sous-préfecture"
    " town city county state suburb outskirts mayor port district borough".split()
)
"""Nouns whose complement is a place: "la ville d'Orange"."""
_SITES = frozenset("site usine centrale friche".split())
"""The same, unless what follows acts as parties do."""
_PARTS_OF_PLACES = frozenset("greater central downtown northern southern eastern western".split())
_INSIDE = frozenset("in across throughout dans".split())
_TOPONYM = re.compile(
    r"-(?:sur|lès|les|lez|en|sous|le|la|du|des|d')-\w|^Saint(?:e)?-[A-ZÀ-Þ]|^(?:St|Ste)\s[A-Z]|shire\Z"
)
"""How towns and counties are written, and hardly anything else."""
_NEAR = frozenset("près near outside".split())
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}


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
    language
        In which countries are named: ``fr``, or anything else for English.
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
        self.tokens = tokens
        self.cues_at: dict[int, list[Cue]] = {}
        for cue in cues:
            self.cues_at.setdefault(cue.first, []).append(cue)
        self.before_place = {cue.last for cue in cues if cue.kind == "place_before"}
        self.capital = [text[start].isupper() for start in tokens.starts]
        self.openings = openings
        self.capitals = Openings(text, tokens, self.capital, openings, self.cues_at)
        self.descriptions = Descriptions(
            text, tokens, self.capital, cues, openings=openings, language=language
        )
        self.after_place = -1
        """Where the next member of an enumeration of places would stand."""
        self._index = name_index()
        self._words = name_words()

    def find(self) -> list[Mention]:
        """Every name, description and pronoun, in order, none overlapping another."""
        found: list[Mention] = []
        words, capital = self.tokens.words, self.capital
        brands = lower_case_brands()
        quoted = self._quoted()
        at = {i for i, word in enumerate(words) if capital[i] or word in brands}
        at.update(quoted, self.descriptions.places())
        reached = 0
        for i in sorted(at):
            if i < reached:
                continue
            mention: Mention | None = None
            if i in quoted:
                mention = self._quoted_name(i, quoted[i])
            if mention is None:
                mention = self.descriptions.phrased(i)
            if mention is None and capital[i]:
                mention = self.descriptions.qualified(i)
            if mention is None and (capital[i] or words[i] in brands):
                mention = self._known(i)
            if mention is None and capital[i]:
                titled = title_end(words, i)
                mention = self._titled(i, titled)
                if mention is None and titled > i + 1:
                    reached = titled  # "the Chief Financial Officer said"
                    continue
                mention = mention or self._unknown(i)
            if mention is None:
                mention = (
                    self.descriptions.described(i)
                    or self.descriptions.office(i)
                    or self.descriptions.pronoun(i)
                    or self.descriptions.demonym(i)
                )
            if mention is None:
                continue
            self._absorb(found, mention)
            if mention.kind == "place":
                self.after_place = mention.last + 1
            reached = mention.last
        agree(found, words, self.cues_at)
        return found

    def _titled(self, first: int, name: int) -> Mention | None:
        """A person after a title that begins with a capital: "M. Poteau", "Mayor Paul Young"."""
        words = self.tokens.words
        if not first < name < len(words) or not self.capital[name] or first in self.capitals.loud:
            return None
        if self.text[self.tokens.ends[name - 1] : self.tokens.starts[name]] not in (" ", ""):
            return None
        if name + 1 < len(words) and is_party_tag(self._span(name, name + 1), words[name + 1]):
            name += 1
        if words[name] in self._words.never_names or title_end(words, name) > name:
            return None
        match = lexicon_match(words, name, self._index)
        if match is not None and match[1].kind == "person":
            last = name + match[0]
            return self._of_lexicon(match[1], first, name, last)
        last = self._run(name)
        if match is not None and name + match[0] >= last:
            return None  # "Director Nvidia"
        if words[last - 1] in self._words.company_words:
            return None  # "Justice Department", "King Street Capital"
        return Mention("person", first, last, name, self._span(name, last))

    def _quoted(self) -> dict[int, int]:
        """First and last tokens of short quotations that may be names of projects."""
        spans: dict[int, int] = {}
        for m in _QUOTED.finditer(self.text):
            start, end = m.span(1) if m[1] else m.span(2)
            first, last = self.tokens.at(start), self.tokens.at(end)
            if last - first > 1 and self.tokens.words[last - 1] in (",", "."):
                last -= 1  # American quotation marks take the comma in
            if 0 < last - first <= _LONGEST_QUOTE:
                spans[first] = last
        return spans

    def _quoted_name(self, first: int, last: int) -> Mention | None:
        capitals = sum(self.capital[first:last])
        if not self.capital[first] and not capitals:
            return None
        words = self.tokens.words
        spoken = {"we", "i", "it", "they", "he", "she", "you", "nous", "je", "on", "il", "ils"}
        if words[first] in spoken or (words[first] in self._words.never_names and capitals == 1):
            return None
        if self.tokens.words[last - 1] in ".!?" or capitals * 2 < last - first - 1:
            return None
        known = lexicon_match(self.tokens.words, first, self._index)
        if known is not None and first + known[0] == last:
            return None
        return Mention("project", first, last, first, self._span(first, last))

    def _known(self, i: int) -> Mention | None:
        """A name of the party lexicon, unless a longer unknown name swallows it."""
        words = self.tokens.words
        match = lexicon_match(words, i, self._index)
        if words[i] in self._words.determiners and i + 1 < len(words) and self.capital[i + 1]:
            # "Les Émirats arabes unis": the article may or may not be a part of the name known.
            if self.descriptions.phrased(i + 1) is not None:
                return None  # "the Google owner"
            inner = lexicon_match(words, i + 1, self._index)
            if inner is not None and (match is None or inner[0] + 1 > match[0]):
                return self._known(i + 1)
        if match is None:
            return None
        size, party = match
        last = i + size
        if parties().named(self._span(i, last)) is None:
            return None
        if size == 1 and words[i] in self._words.never_names:
            return None
        if i in self.openings and fold(words[i]) in parties().ordinary() and size == 1:
            if not self.capitals.shows(i):
                return None
        if size == 1 and self._seat(i):
            return None  # "la ville d'Orange"
        if size == 1 and last < len(words) and words[last] in _PLACE_NOUNS and self.capital[last]:
            return None  # "Orange County"
        if size == 1 and last < len(words) and self._joins(last) and party.kind != "person":
            # "Bell AI Fabric", "Aker Horizons": the lexicon knows the first word only.
            run = self._run(i)
            if run > last and gazetteer_kind(self._span(i, run)) is None:
                last = run
        return self._of_lexicon(party, i, i, last)

    def _of_lexicon(self, party: Party, first: int, head: int, last: int) -> Mention:
        return Mention(
            kind_of(party),
            first,
            last,
            head,
            self._span(head, last),
            country=party.country or None,
            noun=noun_of(party),
            party=party,
        )

    def _joins(self, second: int) -> bool:
        """True where a capitalised word goes on with the name that ends right before it."""
        tokens, word = self.tokens, self.tokens.words[second]
        return (
            self.capital[second]
            and tokens.starts[second] - tokens.ends[second - 1] == 1
            and self.text[tokens.ends[second - 1]] == " "
            and word not in self._words.never_names
            and word not in self._index
            and second not in self.capitals.loud
        )

    def _run(self, first: int) -> int:
        """End of the run of capitalised words that begins here."""
        tokens, capital, text = self.tokens, self.capital, self.text
        words, count = tokens.words, len(tokens)
        last = first + 1
        while last < count and last - first < _LONGEST_RUN:
            gap = text[tokens.ends[last - 1] : tokens.starts[last]]
            word = words[last]
            if capital[last] and gap in (" ", "") and text[tokens.starts[last]] not in '«"':
                if word == "'s" or (gap == "" and word != "&") or self._begins_known(first, last):
                    break
                last += 1
            elif word == "." and last - first == 1 and self._is_initial(last - 1):
                last += 1  # "T. Rowe Price"
            elif self._particles(first, last):
                last = self._particles(first, last)
            elif _YEAR.match(word) and gap == " " and (last - first > 1 or words[first] in _NUMBERED):
                last += 1  # "Maroc Digital 2030"
                break
            elif (
                word in _JOINING
                and gap == " "
                and last + 1 < count
                and capital[last + 1]
                and (words[first] in self._words.institutions or word == "&")
                and words[last + 1] not in self._words.never_names
            ):
                last += 2
            elif (
                word[0].isdigit()
                and gap == " "
                and last == first + 1
                and len(word) <= 2
                and (last + 1 >= count or not words[last + 1][0].isdigit())
                and words[first] in _NUMBERED
            ):
                last += 1
            else:
                break
        return last

    def _is_initial(self, i: int) -> bool:
        """True for a letter and its dot before another capital: "John F. Kennedy"."""
        tokens = self.tokens
        return (
            len(tokens.words[i]) == 1
            and i + 2 < len(tokens)
            and self.capital[i + 2]
            and tokens.starts[i + 1] == tokens.ends[i]
            and tokens.starts[i + 2] - tokens.ends[i + 1] == 1
        )

    def _particles(self, first: int, i: int) -> int:
        """Where the family name ends after its particles, which begin at a word; 0 if none do."""
        words = self.tokens.words
        if words[first].partition("-")[0] not in self._words.first_names:
            return 0
        n = i
        while n < min(i + 3, len(words)) and words[n] in _PARTICLES:
            n += 1
        if n == i or n >= len(words) or not self.capital[n] or words[n] in self._index:
            return 0
        return 0 if gazetteer_kind(self._span(n, n + 1)) and n - i == 1 else n + 1

    def _begins_known(self, first: int, i: int) -> bool:
        """True where a known name begins, which the run before it only describes."""
        opening = self.tokens.words[first]
        if opening not in demonyms() and opening not in self._words.never_names:
            return False
        return lexicon_match(self.tokens.words, i, self._index) is not None

    def _unknown(self, i: int) -> Mention | None:
        """A capitalised run that no lexicon of parties knows."""
        words, never = self.tokens.words, self._words.never_names
        article = self._with_article(i)
        if article is not None:
            return article
        if i in self.capitals.loud:
            return self._loud(i)
        run = self._run(i)
        if run - i >= 3 and is_party_tag(self._span(i, i + 1), words[i + 1]):
            i += 1  # "le député LR Jean-Louis Thiériot"
        word = words[i]
        alone = run - i == 1
        if alone and (
            len(word) == 1 or word in never or word in demonyms() or word in currency_forms()
        ):
            return None
        if i in self.openings and not self.capitals.heads(i):
            return None
        place, run = self._place(i, run)
        name = self._span(i, run)
        if place is not None and not self._demoted(place, i, run):
            return Mention("place", i, run, i, name, country=place[1], noun=place[0])
        if run - i == 1 and i in self.openings and not self.capitals.shows(i):
            return None
        kind = self._kind_by_surroundings(i, run)
        return None if kind is None else Mention(kind, i, run, i, name)

    def _with_article(self, i: int) -> Mention | None:
        """A place whose name begins with its article: "Le Havre", "L'Ancienne-Lorette"."""
        words = self.tokens.words
        if words[i] not in _ARTICLES or i + 1 >= len(words) or not self.capital[i + 1]:
            return None
        if i + 1 in self.capitals.loud or words[i + 1] in self._words.never_names:
            return None
        place = gazetteer_kind(self._span(i, i + 2))
        if place is not None and (i not in self.openings or self._keeps_article(i)):
            return Mention("place", i, i + 2, i, self._span(i, i + 2), country=place[1], noun=place[0])
        if i in self.openings or i not in self.before_place or words[i - 1] in _DIRECTIONS:
            return None
        last = self._run(i + 1)
        return Mention("place", i, last, i, self._span(i, last))

    def _keeps_article(self, i: int) -> bool:
        """True for "Le Havre", whose name has its article; not for "La France"."""
        places = gazetteer().lookup(self._span(i, i + 2))
        own = places[0].name if places else ""
        return fold(own).startswith(fold(self._word(i)) + " ")

    def _loud(self, i: int) -> Mention | None:
        """In a line in capitals, only what is known or is a name elsewhere."""
        last = i
        words = self.tokens.words
        while last < min(i + 3, len(words)) and last in self.capitals.loud:
            last += 1
        while last > i:
            place = gazetteer_kind(self._span(i, last))
            if place is not None and (not place[2] or words[i] in self.capitals.inner):
                name = self._span(i, last)
                return Mention("place", i, last, i, name, country=place[1], noun=place[0])
            last -= 1
        if len(words[i]) < 3 or words[i] in self._words.never_names:
            return None
        while last in self.capitals.loud and words[last] in self.capitals.inner:
            last += 1
        if last == i:
            return None
        kind = self._kind_by_surroundings(i, last)
        return None if kind is None else Mention(kind, i, last, i, self._span(i, last))

    def _place(self, first: int, run: int) -> tuple[tuple[str, str, bool] | None, int]:
        """The place that a run of words begins with, and where its name or the run ends."""
        article = _CONTRACTED.get(self.tokens.words[first - 1] if first else "")
        for last in range(run, first, -1):
            place = gazetteer_kind(self._span(first, last))
            if place is None and article and self.tokens.words[first] not in _PROJECT_NOUNS:
                place = gazetteer_kind(f"{article} {self._span(first, last)}")  # "au Cap"
                place = None if place is not None and place[2] else place
            # "Christian Poteau" is no town of that first name: what is left of a run after a
            # place must be something else by itself.
            if place is not None and (last == run or (not place[2] and place[0] != "town")):
                return place, last
        return None, run

    def _demoted(self, place: tuple[str, str, bool], first: int, last: int) -> bool:
        """True where a place's name is also a word or a person's, and nothing says "place"."""
        if not place[2]:
            return False
        words = self.tokens.words
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

    def _seat(self, first: int) -> bool:
        """True after "la ville d'", "the town of"."""
        words = self.tokens.words
        return first >= 2 and words[first - 1] in _OF and words[first - 2] in _SEATS

    def _kind_by_surroundings(self, first: int, last: int) -> str | None:
        words, known = self.tokens.words, self._words
        surface = self._span(first, last)
        before = self._cues_before(first)
        long = last - first >= 2
        folded = fold(surface)
        if words[first] in known.events:
            return None
        if CODE.match(surface) or "name_project" in before or _YEAR.match(words[last - 1]):
            return "project"
        if folded in known.projects and (folded not in known.weak_projects or "who_" in before):
            return "project"
        if is_named_so(words, first, last):
            return "person"
        if "title_person" in before and (long or words[first - 1] in known.short_titles):
            return "person"
        if long and last - first <= 4 and has_office(self.tokens, last, self.cues_at, self.capital):
            return "person"
        if self._seat(first) or self._is_located(first, last):
            return "place"
        if words[first] in _PARTS_OF_PLACES and long:
            if gazetteer_kind(self._span(first + 1, last)) is not None:
                return "place"  # "Greater Memphis"
        if _TOPONYM.search(surface) or self._in_the(first, last):
            return "place"
        if first in self.before_place and words[first - 1] not in _DIRECTIONS:
            return "media" if self._is_medium(first, last) else "place"
        if words[last - 1] in _PLACE_NOUNS and long:
            return "place"
        if self._is_medium(first, last):
            return "media"
        return "project" if words[first] in _PROJECT_NOUNS else "party"

    def _in_the(self, first: int, last: int) -> bool:
        """True for "in the North East", "dans le Vexin"."""
        words = self.tokens.words
        if first < 2 or words[first - 1] not in _ARTICLES or self.capital[first - 1]:
            return False
        if words[last - 1] in self._words.company_words or self._span(first, last).isupper():
            return False
        return words[first - 2] in _INSIDE

    def _is_medium(self, first: int, last: int) -> bool:
        """True for "Bluff City Courier", "Courrier du Bassin"."""
        inside = self.tokens.words[first:last]
        return len(inside) > 1 and not self._words.media_words.isdisjoint((inside[0], inside[-1]))

    def _is_located(self, first: int, last: int) -> bool:
        """True for "from Clonee, Ireland", "à Villers (Somme)": its region stands after it."""
        words = self.tokens.words
        if last + 1 >= len(words) or not first:
            return False
        governed = words[first - 1]
        if governed in _OF and first > 1 and words[first - 2] in _SITES:
            return True
        if words[last] not in (",", "("):
            return False
        if governed in _OF and words[last + 1] in _NEAR:
            return True  # "son campus de Paiania, près d'Athènes"
        opened = words[last] == "("
        governs = first in self.before_place or governed in _OF
        if not governs and not opened:
            return False
        region = gazetteer_kind(self._span(last + 1, self._run(last + 1)))
        if region is None or not self.capital[last + 1]:
            return False
        end = self._run(last + 1)
        follower = words[end] if end < len(words) else ""
        if not governs:  # "Villers (Somme)", but "Norvane (Danemark)"
            return region[0] == "region" and follower == ")"
        return follower != "'s" and (region[0] in ("region", "country") or not region[2])

    def _cues_before(self, i: int) -> set[str]:
        """Classes of the cues that end right before a token."""
        return {
            cue.kind
            for back in range(1, 4)
            for cue in self.cues_at.get(i - back, ())
            if cue.last == i
        }

    def _absorb(self, found: list[Mention], mention: Mention) -> None:
        """Join "le fonds canadien" and "Brookfield" where they stand side by side."""
        if found and mention.form == NAME and mention.kind in ("party", "state", "media"):
            last = found[-1]
            if (
                last.form == DESCRIPTION
                and last.noun not in ("local", "office")
                and (last.party is None or mention.party in (None, last.party))
                and self.descriptions.leads_to(last, mention)
            ):
                mention.first = last.first
                mention.noun = mention.noun or last.noun
                mention.country = mention.country or last.country
                if last.kind == "media" and mention.kind == "party" and mention.party is None:
                    mention.kind = "media"
                found.pop()
        found.append(mention)

    def _word(self, i: int) -> str:
        return self._span(i, i + 1)

    def _span(self, first: int, last: int) -> str:
        return self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]
