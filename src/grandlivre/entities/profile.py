"""A name taken apart: what of it tells its bearer from others."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

from grandlivre.base.fold import fold
from grandlivre.entities.model import Name
from grandlivre.entities.names import LEGAL, name_key, without_remark, words_in
from grandlivre.reference.name_words import NameWord, WordSort, country_words, name_words
from grandlivre.reference.parties import parties

_SMALL = words_in(
    """
    a an and at au aux by d de des du en et for in l la le les of on par pour sur the to un une
    via with
    """
)
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_DIGITS = re.compile(r"\d+")
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 7
_SHORT_BESIDE = 3
_RARE, _UNCOMMON = 1, 4


@dataclass(frozen=True)
class Profile:
    """A name with all that comparisons ask of it, each worked out once.

    Examples
    --------
    >>> one = Profile(Name(form="Nova Énergie France SAS"))
    >>> one.key, one.meaning, sorted(one.countries), sorted(one.branches)
    ('nova energie france', ('@FR', 'energy', 'nova'), ['FR'], ['energy'])
    """

    name: Name

    @cached_property
    def folded(self) -> str:
        """The whole name, folded."""
        return fold(self.name.form)

    @cached_property
    def key(self) -> str:
        """The name without articles, legal forms and words that only describe."""
        return name_key(without_remark(self.name.form)) or self.folded

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the key."""
        return tuple(self.key.split())

    @cached_property
    def joined(self) -> str:
        """The key in one word."""
        return "".join(self.words)

    @cached_property
    def legal(self) -> frozenset[str]:
        """The legal forms that the name ends in."""
        ending = self.folded.split()
        forms = set[str]()
        while len(ending) > 1 and ending[-1] in LEGAL:
            forms.add(ending.pop())
        return frozenset(forms)

    @cached_property
    def _apart(self) -> tuple[tuple[str, ...], frozenset[str]]:
        return country_words(self.words)

    @property
    def countries(self) -> frozenset[str]:
        """Codes of the countries that it names."""
        return self._apart[1]

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Its words without countries and small words."""
        return tuple(word for word in self._apart[0] if word not in _SMALL)

    @cached_property
    def big(self) -> frozenset[str]:
        """Its words but the small ones, in no order."""
        return frozenset(word for word in self.words if word not in _SMALL)

    @cached_property
    def _known(self) -> tuple[NameWord, ...]:
        return tuple(name_words()[word] for word in self.own if word in name_words())

    @cached_property
    def meaning(self) -> tuple[str, ...]:
        """What its words mean in either language, in an order of its own."""
        concepts = [
            name_words()[word].concept if word in name_words() else word for word in self.own
        ]
        return tuple(sorted([*concepts, *(f"@{code}" for code in self.countries)]))

    @cached_property
    def branches(self) -> frozenset[str]:
        """Words that tell one branch of a house from another."""
        return frozenset(word.concept for word in self._known if word.sort is WordSort.BRANCH)

    @cached_property
    def proper(self) -> frozenset[str]:
        """Its words that no list knows: what is most its own."""
        return frozenset(word for word in self.own if word not in name_words())

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Its numbers: "Data4" has 4, "Phase II" has 2."""
        plain = (_ROMAN.get(word, word) for word in self.words)
        return frozenset(digits for word in plain for digits in _DIGITS.findall(word))

    @cached_property
    def initials(self) -> frozenset[str]:
        """Acronyms that it may have: of all its words, and of those that are not small.

        Small words give their letter where they stand inside: "Caisse des dépôts" is a CDD too.
        """
        found = set[str]()
        for words in (self.folded.split(), list(self.words)):
            big = [word for word in words if word not in _SMALL]
            for letters in ("".join(w[0] for w in words), "".join(w[0] for w in big)):
                if _SHORTEST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM:
                    found.add(letters)
        return frozenset(found) if len(self.words) > 1 else frozenset()

    @cached_property
    def acronym(self) -> str:
        """The name itself where it is written as an acronym, folded; else empty."""
        letters = [char for char in self.name.form if char.isalpha()]
        is_one = len(self.words) == 1 and _SHORTEST_ACRONYM <= len(self.joined) <= _LONGEST_ACRONYM
        if not is_one or not letters or not self.joined.isalpha():
            return ""
        tall = sum(char.isupper() for char in letters)
        return self.joined if tall == len(letters) or len(letters) <= _SHORT_BESIDE else ""


def rarity(word: str) -> int:
    """How rare a word is in the names of the reference list: 2 rare, 1 uncommon, 0 common.

    Examples
    --------
    >>> rarity("brookfield"), rarity("data")
    (2, 0)
    """
    if word in name_words():
        return 0
    count = _counts().get(word, 0)
    if count <= _RARE:
        return 2
    return 1 if count <= _UNCOMMON else 0


@cache
def _counts() -> Mapping[str, int]:
    words = (word for party in parties().all for word in set(fold(party.name).split()))
    return MappingProxyType(Counter(words))
