"""Finds who and what a text names.

A name is a run of capitalised words; the lexicons of real parties and places tell what it is
where they know it, and its surroundings tell where they do not (a preposition of place, a title
before a person, quotation marks, a noun such as "projet").
"""

import re
from collections.abc import Sequence
from functools import cache

from grandlivre.base.lazy import lazy
from grandlivre.claims.mentions.consensus import agree, agree_in_lists
from grandlivre.claims.mentions.descriptions import Descriptions, openers
from grandlivre.claims.mentions.kinds import PLACE_NOUNS, PROJECT_ENDS, Kinds
from grandlivre.claims.mentions.localities import Localities, name_bodies
from grandlivre.claims.mentions.model import DESCRIPTION, NAME, Mention
from grandlivre.claims.mentions.names import (
    gazetteer_kind,
    kind_of,
    lexicon_match,
    lower_case_brands,
    name_index,
    noun_of,
    spelling,
)
from grandlivre.claims.mentions.openings import Openings
from grandlivre.claims.mentions.persons import is_party_tag, title_end
from grandlivre.claims.mentions.pronouns import PRONOUNS, pronoun
from grandlivre.claims.mentions.runs import Runs
from grandlivre.claims.mentions.trades import lead_back
from grandlivre.claims.syntax.cues import Cue
from grandlivre.claims.text.tokens import Tokens
from grandlivre.reference.currencies import forms as currency_forms
from grandlivre.reference.names import name_words
from grandlivre.reference.parties import Party, parties
from grandlivre.reference.places import demonyms

_QUOTED = re.compile(r"«\s*([^»\n]{2,60}?)\s*»|\"([^\"\n]{2,60}?)\"")
_LONGEST_QUOTE = 7
_SPOKEN = frozenset("we i it they he she you nous je on il ils".split())
"""First words of what people say, which is no name."""

_LE = frozenset(("le", "la", "l'"))
_TIED = (
    *("-backed", "-owned", "-controlled", "-listed", "-funded", "-located", "-led", "-built"),
    *("-maker", "-owner", "-parent", "-developer", "-operator"),
)
_LEGAL = frozenset(
    "n.v. b.v. s.a. s.p.a. a.s. nv bv asa as plc ag sa sas se inc ltd limited llc llp corp"
    " corporation gmbh ab oyj spa kk pte co bhd sarl bank banking holding holdings".split()
)
"""What closes a name which the lexicon knows without it: "Norvane Group NV"."""


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
        self.language = language
        self.cues_at: dict[int, list[Cue]] = {}
        for cue in cues:
            self.cues_at.setdefault(cue.first, []).append(cue)
        before_place = {cue.last for cue in cues if cue.kind == "place_before"}
        self.capital = [
            text[start].isupper()
            or (text[start + 1 : start + 2].isupper() and _is_camel(text[start:end]))
            for start, end in zip(tokens.starts, tokens.ends, strict=True)
        ]
        self.openings = openings
        self.capitals = Openings(text, tokens, self.capital, openings, self.cues_at)
        self.descriptions = Descriptions(
            text, tokens, self.capital, cues, openings=openings, language=language
        )
        self.runs = Runs(text, tokens, self.capital, self.capitals.loud, language)
        self.localities = Localities(self.runs, openings, before_place)
        self.kinds = Kinds(self.runs, self.localities, self.cues_at)
        self._index = name_index()
        self._words = name_words()

    def find(self) -> list[Mention]:
        """Every name, description and pronoun, in order, none overlapping another."""
        found: list[Mention] = []
        words, capital = self.tokens.words, self.capital
        brands = lower_case_brands()
        quoted = self._quoted()
        openers = _openers()
        at = {i for i, word in enumerate(words) if capital[i] or word in openers}
        at.update(quoted, self.descriptions.nouns, self.descriptions.offices)
        reached = 0
        for i in sorted(at):
            if i < reached:
                continue
            mention: Mention | None = None
            if i in quoted:
                mention = self._quoted_name(i, quoted[i])
            if mention is None:
                mention = self.descriptions.phrased(i)
                known = lexicon_match(words, i, self._index) if mention is not None else None
                if known is not None and mention is not None and i + known[0] >= mention.last:
                    mention = None  # "fonds canadien Brookfield" is an alias
            if mention is None and capital[i]:
                mention = self.descriptions.qualified(i)
            if mention is None and (capital[i] or words[i] in brands):
                mention = self._known(i)
            if mention is None and capital[i] and i in self.descriptions.nouns:
                mention = self.descriptions.ruling(i, self.runs.run(i))
            if mention is None and capital[i]:
                titled = title_end(words, i)
                mention = self._titled(i, titled)
                if mention is None and titled > i:
                    reached = titled  # "the Chief Financial Officer said"
                    continue
                mention = mention or self._of_two_words(i) or self._unknown(i)
            if mention is None:
                mention = (
                    self.descriptions.described(i)
                    or self.descriptions.office(i)
                    or pronoun(words, i)
                    or self.descriptions.demonym(i)
                )
            if mention is None:
                continue
            self._absorb(found, mention)
            if mention.kind == "place":
                self.localities.after_place = mention.last + 1
            reached = mention.last
        if self.language != "fr":
            lead_back(found, words, capital, self.cues_at)
        name_bodies(found, self.runs)
        agree_in_lists(found, words)
        agree(found, words, self.cues_at)
        return found

    def _of_two_words(self, i: int) -> Mention | None:
        """The country of an adjective of two words: "South Korean chip manufacturer"."""
        found = self.descriptions.demonym(i)
        return found if found is not None and found.last - i > 1 else None

    def _titled(self, first: int, name: int) -> Mention | None:
        """A person after a title that begins with a capital: "M. Poteau", "Mayor Paul Young"."""
        words = self.tokens.words
        if not first < name < len(words) or not self.capital[name] or first in self.capitals.loud:
            return None
        if self.text[self.tokens.ends[name - 1] : self.tokens.starts[name]] not in (" ", ""):
            return None
        if name + 1 < len(words) and is_party_tag(self.runs.span(name, name + 1), words[name + 1]):
            name += 1
        if words[name] in self._words.never_names or title_end(words, name) > name:
            return None
        match = lexicon_match(words, name, self._index)
        if match is not None and match[1].kind == "person":
            last = name + match[0]
            return self._of_lexicon(match[1], first, name, last)
        last = self.runs.run(name)
        if match is not None and name + match[0] >= last:
            return None  # "Director Nvidia"
        if words[last - 1] in self._words.company_words:
            return None  # "Justice Department", "King Street Capital"
        return Mention("person", first, last, name, self.runs.span(name, last))

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
        if words[first] in _SPOKEN or (words[first] in self._words.never_names and capitals == 1):
            return None
        if self.tokens.words[last - 1] in ".!?" or capitals * 2 < last - first - 1:
            return None
        known = lexicon_match(self.tokens.words, first, self._index)
        if known is not None and first + known[0] == last:
            return None
        return Mention("project", first, last, first, self.runs.span(first, last))

    def _known(self, i: int) -> Mention | None:
        """A name of the party lexicon, unless a longer unknown name swallows it."""
        words = self.tokens.words
        match = lexicon_match(words, i, self._index)
        if words[i] in self._words.determiners and i + 1 < len(words) and self.capital[i + 1]:
            # "Les Émirats arabes unis": the article may or may not be a part of the name known.
            phrase = self.descriptions.phrased(i + 1)
            inner = lexicon_match(words, i + 1, self._index)
            if phrase is not None and (inner is None or phrase.last > i + 1 + inner[0]):
                return None  # "the Google owner"; not "L'Union européenne", known as a whole
            if inner is not None and (match is None or inner[0] + 1 > match[0]):
                return self._known(i + 1)
        if match is None:
            return None
        size, party = match
        last = i + size
        if parties().named(self.runs.span(i, last)) is None:
            return None
        if size == 1 and words[i] in self._words.never_names:
            return None
        led = size > 1 and words[i] in self._words.determiners and not self.capital[i]
        if led and size == 2 and last < len(words) and self.runs.joins(last):
            return None  # "the National Growth Fund" is no newspaper
        ordinary = size == 1 and i in self.openings and spelling(words[i]) in parties().ordinary()
        if ordinary and not self.capitals.shows(i):
            return None
        if size == 1 and self.localities.seat(i):
            return None  # "la ville d'Orange"
        if size == 1 and party.kind == "research" and self.localities.is_town(i):
            return None  # "the machine in Cambridge"
        if size == 1 and last < len(words) and words[last] in PLACE_NOUNS and self.capital[last]:
            return None  # "Orange County"
        if last < len(words) and self.runs.joins(last):
            run = self.runs.run(i)
            if run > last and words[run - 1] in PROJECT_ENDS:
                return None  # "Sovereign AI Compute Strategy"
        if size == 1 and last < len(words) and self.runs.joins(last) and party.kind != "person":
            # "Bell AI Fabric", "Aker Horizons": the lexicon knows the first word only.
            run = self.runs.run(i)
            if run > last and gazetteer_kind(self.runs.span(i, run)) is None:
                last = run
        while last < len(words) and words[last] in _LEGAL and self.capital[last]:
            last += 1
        region = self.localities.region_meant(i, last) if party.kind == "government" else None
        return region or self._of_lexicon(party, i, i, last)

    def _of_lexicon(self, party: Party, first: int, head: int, last: int) -> Mention:
        kind = kind_of(party)
        if kind == "media" and "administration" in self.tokens.words[head:last]:
            kind = "state"  # the White House speaks, the administration pays
        return Mention(
            kind,
            first,
            last,
            head,
            self.runs.span(head, last),
            country=party.country or None,
            noun=noun_of(party),
            party=party,
        )

    def _unknown(self, i: int) -> Mention | None:
        """A capitalised run that no lexicon of parties knows."""
        words, never = self.tokens.words, self._words.never_names
        article = self.localities.with_article(i)
        if article is not None:
            return article
        if i in self.capitals.loud:
            return self._loud(i)
        if self.runs.opens_no_name(i):
            return None
        linked = self.localities.linked(i)
        if linked is not None:
            return linked
        run, first = self.runs.run(i), i
        if run - i >= 3 and is_party_tag(self.runs.span(i, i + 1), words[i + 1]):
            i += 1  # "la sénatrice PS Lise Aumont"
        elif run - i > 1 and self._qualifies(i):
            i += 1
        word = words[i]
        alone = run - i == 1
        if alone and (
            len(word) == 1
            or word in never
            or word in demonyms()
            or word in currency_forms()
            or word.endswith(_TIED)
        ):
            return None
        if i in self.openings and not self.capitals.heads(i):
            return None
        whole = run
        place, run = self.localities.place(i, run)
        if place is not None and run < whole and words[whole - 1] in self._words.company_words:
            place, run = None, whole  # "Laurentides Capital"
        name = self.runs.span(i, run)
        if place is not None and not self.localities.demoted(place, i, run):
            return Mention("place", i, run, i, name, country=place[1], noun=place[0])
        if run - i == 1 and i in self.openings and not self.capitals.shows(i):
            return None
        kind = self.kinds.of(i, run)
        if kind is None:
            return None
        return Mention(kind, first if self._qualifies(first) else i, run, i, name)

    def _qualifies(self, i: int) -> bool:
        """True for the first words of "le Canadien Norvane", "Halmar-backed Norvane"."""
        words = self.tokens.words
        compatriot = bool(i) and words[i - 1] in _LE and words[i] in demonyms()
        return compatriot or words[i].endswith(_TIED)

    def _loud(self, i: int) -> Mention | None:
        """In a line in capitals, only what is known or is a name elsewhere."""
        last = i
        words = self.tokens.words
        while last < min(i + 3, len(words)) and last in self.capitals.loud:
            last += 1
        while last > i:
            if not words[last - 1][0].isalpha():
                last -= 1  # "PARIS |"
                continue
            place = gazetteer_kind(self.runs.span(i, last))
            if last - i == 1 and words[i] in self._small:
                place = None  # "TOURS DE TABLE" over a text of rounds
            if place is not None and (not place[2] or words[i] in self.capitals.named):
                name = self.runs.span(i, last)
                return Mention("place", i, last, i, name, country=place[1], noun=place[0])
            last -= 1
        if len(words[i]) < 3 or words[i] in self._words.never_names:
            return None
        while last in self.capitals.loud and words[last] in self.capitals.named:
            last += 1
        if last == i:
            return None
        kind = self.kinds.of(i, last)
        return None if kind is None else Mention(kind, i, last, i, self.runs.span(i, last))

    @lazy
    def _small(self) -> frozenset[str]:
        """Words that the text writes without a capital too: no names, be they in capitals."""
        pairs = zip(self.tokens.words, self.capital, strict=True)
        return frozenset([word for word, capital in pairs if not capital])

    def _absorb(self, found: list[Mention], mention: Mention) -> None:
        """Join "le fonds canadien" and "Brookfield" where they stand side by side."""
        if found and mention.form == NAME and mention.kind in ("party", "state", "media"):
            last = found[-1]
            country = None
            if last.noun == "demonym" and last.last == mention.first and len(found) > 1:
                last, country = found[-2], last.country  # "la société d'investissement danoise X"
            if (
                last.form == DESCRIPTION
                and last.noun not in ("local", "office", "hidden")
                and (last.party is None or mention.party in (None, last.party))
                and self.descriptions.leads_to(last, mention)
            ):
                mention.first = last.first
                mention.noun = mention.noun or last.noun
                mention.country = mention.country or last.country or country
                if last.kind == "media" and mention.kind == "party" and mention.party is None:
                    mention.kind = "media"
                del found[-2 if country is not None else -1 :]
        found.append(mention)


@cache
def _openers() -> frozenset[str]:
    """Words without a capital that a mention may begin with, besides the nouns among the cues."""
    return lower_case_brands() | openers() | PRONOUNS


def _is_camel(surface: str) -> bool:
    """True for "aMoon", "iGenius"; not for "kWh"."""
    first, second = surface[:1], surface[1:2]
    return len(surface) > 3 and first.islower() and second.isupper() and surface[-1].islower()
