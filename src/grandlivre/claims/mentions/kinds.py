"""What an unknown name names, told by its own words and by what stands around it."""

import re
from collections.abc import Mapping, Sequence

from grandlivre.claims.mentions.localities import DIRECTIONS, PROJECT_NOUNS, Localities
from grandlivre.claims.mentions.names import gazetteer_kind, spelling
from grandlivre.claims.mentions.openings import CODE
from grandlivre.claims.mentions.persons import has_office, is_named_so
from grandlivre.claims.mentions.runs import YEAR, Runs
from grandlivre.claims.syntax.cues import Cue
from grandlivre.reference.names import name_words

PLACE_NOUNS = frozenset("county city valley bay state province parish".split())
_ROAD = re.compile(r"[A-Z]\d{1,3}\Z")
"""Roads and models of chips: "A1", "M25", "B300"."""
_PAPERS = re.compile(r"[A-Z]{2,4}s\Z")
"""Acronyms in the plural: "IRBs", "SPVs"."""
_STATE_CODES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM"
    " NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".split()
)
_PARTS_OF_PLACES = frozenset("greater central downtown northern southern eastern western".split())
_TOPONYM = re.compile(
    r"-(?:sur|lès|les|lez|en|sous|le|la|du|des|d')-\w|^Saint(?:e)?-[A-ZÀ-Þ]|^(?:St|Ste)\s[A-Z]|shire\Z"
)
"""How towns and counties are written, and hardly anything else."""
_GIVING = (
    *("prêt", "vers", "vend", "accord", "confi", "céd", "lou", "fourni", "apport", "attribu"),
    *("aide", "subvention", "octro", "dotation"),
)
"""Stems of verbs and nouns whose "à" stands before a party."""
_FINITE = ("e", "era", "eront", "erait", "ent", "ra", "ront")
PROJECT_ENDS = frozenset(
    "campus gigafactory gigafactories supercluster wind solar act strategy package programme"
    " program scheme initiative roadmap facility factories".split()
)
"""Last words of the names of things built and of laws and plans: "Sunrise Wind", "Chips Act"."""
_BETWEEN = frozenset(("between", "entre"))
_TIES = frozenset(
    "venture partnership agreement deal accord alliance partenariat coentreprise co-entreprise"
    " collaboration merger fusion contract contrat".split()
)
"""Nouns of what parties, and not places, have between them."""
_CLOSING = frozenset(", . ; : ) » ” ! ?".split())
_MONEY = frozenset("euros dollars livres € $ £".split())


class Kinds:
    """Tells the kinds of the unknown names of one text; made for it and thrown away after."""

    def __init__(
        self, runs: Runs, localities: Localities, cues_at: Mapping[int, Sequence[Cue]]
    ) -> None:
        self.runs = runs
        self.localities = localities
        self.cues_at = cues_at
        self._words = name_words()

    def of(self, first: int, last: int) -> str | None:
        words, known = self.runs.tokens.words, self._words
        surface = self.runs.span(first, last)
        before = self._cues_before(first)
        long = last - first >= 2
        folded = spelling(surface)
        if _ROAD.match(surface) or _PAPERS.match(surface):
            return None
        if first and words[first - 1] == "," and surface in _STATE_CODES:
            return None  # "in Austin, TX"
        if first and words[first - 1] == "en" and surface.isupper():
            return None  # "EN DIRECT": in capitals, what "en" leads to is seldom a place
        if folded in known.offices:
            return "media"
        if words[first] in known.events or (long and words[last - 1] in known.events):
            return None
        if CODE.match(surface) or "name_project" in before or YEAR.match(words[last - 1]):
            return "project"
        if folded in known.projects and (
            folded not in known.weak_projects or any(c.startswith("asset_") for c in before)
        ):
            return "project"
        if is_named_so(words, first, last) or (long and self.runs.is_byline(first, last)):
            return "person"
        if "title_person" in before and (long or words[first - 1] in known.short_titles):
            return "person"
        if (
            long
            and last - first <= 4
            and has_office(self.runs.tokens, last, self.cues_at, self.runs.capital)
        ):
            return "person"
        if long and last - first <= 4 and self._is_office_holder(first, last):
            return "person"
        if words[first - 1] in _BETWEEN and words[first - 2] in _TIES:
            return "party"  # "the joint venture between Norvane and Telis"
        if words[first - 1] == "at" and "title_person" in self._cues_before(first - 1):
            return "party"  # "vice president at Norvane"
        if self.localities.seat(first) or self.localities.is_located(first, last):
            return "place"
        outskirts = words[first] in _PARTS_OF_PLACES and long
        if outskirts and gazetteer_kind(self.runs.span(first + 1, last)) is not None:
            return "place"  # "Greater Memphis"
        if _TOPONYM.search(surface) or self.localities.in_the(first, last):
            return "place"
        if self._is_given(first):
            return "party"
        if first in self.localities.before_place and words[first - 1] not in DIRECTIONS:
            return "media" if self._is_medium(first, last) else "place"
        if words[last - 1] in PLACE_NOUNS and long:
            return "place"
        if self._is_medium(first, last):
            return "media"
        if words[first] in PROJECT_NOUNS or (long and words[last - 1] in PROJECT_ENDS):
            return "project"
        return "party"

    def _is_office_holder(self, first: int, last: int) -> bool:
        """True for "its secretary-general, Narit Sukhan," whose name no list of names knows."""
        words = self.runs.tokens.words
        if words[first - 1] != "," or words[last - 1] in self._words.company_words:
            return False
        closed = last >= len(words) or words[last] in _CLOSING
        return closed and "title_person" in self._cues_before(first - 1)

    def _is_given(self, first: int) -> bool:
        """True for "prêtera 300 millions d'euros à Norvane", "louera à Norvane"."""
        words = self.runs.tokens.words
        if first < 2 or words[first - 1] != "à":
            return False
        if words[first - 2].startswith(_GIVING):
            return words[first - 2].endswith(_FINITE)
        if words[first - 2] not in _MONEY:
            return False
        return any(word.startswith(_GIVING) for word in words[max(0, first - 10) : first - 2])

    def _is_medium(self, first: int, last: int) -> bool:
        """True for "Bluff City Courier", "Courrier du Bassin"."""
        inside = self.runs.tokens.words[first:last]
        return len(inside) > 1 and not self._words.media_words.isdisjoint((inside[0], inside[-1]))

    def _cues_before(self, i: int) -> set[str]:
        """Classes of the cues that end right before a token."""
        return {
            cue.kind
            for back in range(1, 4)
            for cue in self.cues_at.get(i - back, ())
            if cue.last == i
        }
