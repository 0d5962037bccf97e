"""Finds who and what a text names.

A name is a run of capitalised words; the lexicons of real parties and places tell what it is
where they know it, and its surroundings tell where they do not (a preposition of place, a title
before a person, quotation marks, a noun such as "projet").
"""

import re
from collections.abc import Sequence

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
from grandlivre.claims.tokens import Tokens
from grandlivre.reference.currencies import forms as currency_forms
from grandlivre.reference.names import name_words
from grandlivre.reference.parties import parties
from grandlivre.reference.places import demonyms

_QUOTED = re.compile(r"«\s*([^»\n]{2,60}?)\s*»|\"([^\"\n]{2,60}?)\"")
_CODE = re.compile(r"[A-Z]{2,5}\d{1,3}[a-z]?\Z")
_LONGEST_RUN = 8
_LONGEST_QUOTE = 7
_JOINING = frozenset("& of de du des d' la le".split())
_NUMBERED = frozenset("phase france horizon".split())
_PLACE_NOUNS = frozenset("county city valley bay state province".split())
_PROJECT_NOUNS = frozenset("project projet campus programme program operation".split())
_DIRECTIONS = frozenset("to from dans sur au aux".split())
"""Prepositions of place that stand before parties as well."""
_APPOSED = frozenset("le la l' the a an which qui".split())


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
        self.openings = openings
        self.cues_at: dict[int, list[Cue]] = {}
        for cue in cues:
            self.cues_at.setdefault(cue.first, []).append(cue)
        self.before_place = {cue.last for cue in cues if cue.kind == "place_before"}
        self.capital = [text[start].isupper() for start in tokens.starts]
        self.descriptions = Descriptions(
            text, tokens, self.capital, cues, openings=openings, language=language
        )
        self.after_place = -1
        """Where the next member of an enumeration of places would stand."""
        self._index = name_index()
        self._words = name_words()
        self._inner: frozenset[str] | None = None

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
            if mention is None and capital[i]:
                mention = self.descriptions.qualified(i)
            if mention is None and (capital[i] or words[i] in brands):
                mention = self._known(i) or (self._unknown(i) if capital[i] else None)
            if mention is None:
                mention = (
                    self.descriptions.described(i)
                    or self.descriptions.pronoun(i)
                    or self.descriptions.demonym(i)
                )
            if mention is None:
                continue
            self._absorb(found, mention)
            if mention.kind == "place":
                self.after_place = mention.last + 1
            reached = mention.last
        return found

    def _quoted(self) -> dict[int, int]:
        """First and last tokens of short quotations that may be names of projects."""
        spans: dict[int, int] = {}
        for m in _QUOTED.finditer(self.text):
            start, end = m.span(1) if m[1] else m.span(2)
            first, last = self.tokens.at(start), self.tokens.at(end)
            if 0 < last - first <= _LONGEST_QUOTE:
                spans[first] = last
        return spans

    def _quoted_name(self, first: int, last: int) -> Mention | None:
        capitals = sum(self.capital[first:last])
        if not self.capital[first] and not capitals:
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
            inner = lexicon_match(words, i + 1, self._index)
            if inner is not None and (match is None or inner[0] + 1 > match[0]):
                return self._known(i + 1)
        if match is None:
            return None
        size, party = match
        last = i + size
        if parties().named(self._span(i, last)) is None:
            return None
        if size == 1 and words[i] in self._words.never_names and i in self.openings:
            return None
        if size == 1 and last < len(words) and self._joins(last) and party.kind != "person":
            # "Bell AI Fabric", "Aker Horizons": the lexicon knows the first word only.
            run = self._run(i)
            if run > last and gazetteer_kind(self._span(i, run)) is None:
                last = run
        return Mention(
            kind_of(party),
            i,
            last,
            i,
            self._span(i, last),
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

    def _begins_known(self, first: int, i: int) -> bool:
        """True where a known name begins, which the run before it only describes."""
        opening = self.tokens.words[first]
        if opening not in demonyms() and opening not in self._words.never_names:
            return False
        return lexicon_match(self.tokens.words, i, self._index) is not None

    def _unknown(self, i: int) -> Mention | None:
        """A capitalised run that no lexicon of parties knows."""
        words, never = self.tokens.words, self._words.never_names
        run = self._run(i)
        surface = self._span(i, i + 1)
        if (
            run - i >= 3
            and surface.isupper()
            and len(surface) <= 4
            and words[i + 1] in self._words.first_names
        ):
            i += 1  # "le député LR Jean-Louis Thiériot"
        word = words[i]
        alone = run - i == 1
        if alone and (
            len(word) == 1 or word in never or word in demonyms() or word in currency_forms()
        ):
            return None
        if word in never and i in self.openings:
            return None
        place, run = self._place(i, run)
        name = self._span(i, run)
        if place is not None and not self._demoted(place, i, run):
            return Mention("place", i, run, i, name, country=place[1], noun=place[0])
        if run - i == 1 and i in self.openings and not self._shown_elsewhere(i):
            return None
        kind = self._kind_by_surroundings(i, run)
        return None if kind is None else Mention(kind, i, run, i, name)

    def _place(self, first: int, run: int) -> tuple[tuple[str, str, bool] | None, int]:
        """The place that a run of words begins with, and where its name or the run ends."""
        for last in range(run, first, -1):
            place = gazetteer_kind(self._span(first, last))
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
        if first == self.after_place and governed in (",", "et", "and", "ou", "or"):
            return False
        return (
            first not in self.before_place
            and not (last < len(words) and words[last] == "(")
            and (governed not in ("de", "d'", "of") or first in self.openings)
        )

    def _shown_elsewhere(self, i: int) -> bool:
        """True where an opening capital is that of a name: seen so inside a sentence too."""
        words = self.tokens.words
        if self._inner is None:
            self._inner = frozenset(
                word for n, word in enumerate(words) if self.capital[n] and n not in self.openings
            )
        word, surface = words[i], self._span(i, i + 1)
        if word in self._inner or _CODE.match(surface):
            return True
        if any(c.isupper() for c in surface[1:]) or any(c.isdigit() for c in surface):
            return len(surface) > 1
        follower = i + 1
        if follower >= len(words):
            return False
        if words[follower] == ",":
            return (
                follower + 1 < len(words)
                and words[follower + 1] in _APPOSED
                and not word.endswith(("ment", "ly"))
            )
        if words[follower] in ("'s", "("):
            return True
        return any(c.kind in ("pay", "say", "get") for c in self.cues_at.get(follower, ()))

    def _kind_by_surroundings(self, first: int, last: int) -> str | None:
        words, known = self.tokens.words, self._words
        surface = self._span(first, last)
        before = self._cues_before(first)
        long = last - first >= 2
        if words[first] in known.events:
            return None
        if _CODE.match(surface) or "name_project" in before:
            return "project"
        if long and words[first].partition("-")[0] in known.first_names:
            return "person"
        if "title_person" in before and (long or words[first - 1] in known.short_titles):
            return "person"
        if first in self.before_place and words[first - 1] not in _DIRECTIONS:
            return "place"
        if words[last - 1] in _PLACE_NOUNS:
            return "place"
        return "project" if words[first] in _PROJECT_NOUNS else "party"

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
                and last.noun != "local"
                and self.descriptions.leads_to(last, mention)
            ):
                mention.first = last.first
                mention.noun = mention.noun or last.noun
                mention.country = mention.country or last.country
                if last.kind == "media" and mention.kind == "party" and mention.party is None:
                    mention.kind = "media"
                found.pop()
        found.append(mention)

    def _span(self, first: int, last: int) -> str:
        return self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]
