"""A name taken apart: what of it tells its bearer from others."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from grandlivre.base.fold import fold
from grandlivre.entities.model import Name
from grandlivre.entities.names import LEGAL, name_key, without_remark, words_in
from grandlivre.reference.name_words import WordSort, country_words, name_words
from grandlivre.reference.parties import parties

SMALL = words_in(
    """
    a an and at au aux by d de des du en et for in l la le les of on par pour sur the to un une
    via with
    """
)
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}
_DIGITS = re.compile(r"\d+")
_NONE: frozenset[str] = frozenset()
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 2, 7
_SHORT_BESIDE = 3
_RARE, _UNCOMMON = 1, 4

Whole = tuple[str, str, tuple[str, ...]]
"""A name's key, its name in the reference list, and its identifiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A name with all that comparisons ask of it, worked out once. Made by `profile`."""

    name: Name
    folded: str
    key: str
    """The name without articles, legal forms, remarks and words that only describe."""
    words: tuple[str, ...]
    """The words of the key."""
    joined: str
    """The key in one word."""
    legal: frozenset[str]
    """The legal forms that the name ends in."""
    own: tuple[str, ...]
    """Its words without countries and small words."""
    big: frozenset[str]
    """Its words but the small ones, in no order."""
    proper: frozenset[str]
    """Its words that no list knows: what is most its own."""
    meaning: tuple[str, ...]
    """What its words mean in either language, in an order of its own."""
    countries: frozenset[str]
    """Codes of the countries that it names."""
    branches: frozenset[str]
    """Words that tell one branch of a house from another, by meaning."""
    numbers: frozenset[str]
    """Its numbers: "Data4" has 4, "Phase II" has 2."""
    initials: frozenset[str]
    """Acronyms that it may have: of all its words, and of those that are not small."""
    acronym: str
    """The name itself where it is written as an acronym, folded; else empty."""

    @property
    def whole(self) -> Whole:
        """The same for names that are alike but for their spelling."""
        return self.key, self.name.known, self.name.ids


def profile(name: Name) -> Profile:
    """Take a name apart.

    Examples
    --------
    >>> one = profile(Name(form="Nova Énergie France SAS"))
    >>> one.key, one.meaning, sorted(one.countries), sorted(one.branches)
    ('nova energie france', ('@FR', 'energy', 'nova'), ['FR'], ['energy'])
    """
    folded = fold(name.form)
    key = name_key(without_remark(name.form)) or folded
    words = tuple(key.split())
    others, countries = country_words(words)
    own = tuple(word for word in others if word not in SMALL)
    known = name_words()
    meanings = [known[word].concept if word in known else word for word in own]
    joined = "".join(words)
    return Profile(
        name=name,
        folded=folded,
        key=key,
        words=words,
        joined=joined,
        legal=_legal(folded),
        own=own,
        big=frozenset(word for word in words if word not in SMALL),
        proper=frozenset(word for word in own if word not in known),
        meaning=tuple(sorted([*meanings, *(f"@{code}" for code in countries)])),
        countries=countries,
        branches=frozenset(
            known[word].concept
            for word in own
            if word in known and known[word].sort is WordSort.BRANCH
        ),
        numbers=_numbers(words),
        initials=_initials(folded, words) if len(words) > 1 else _NONE,
        acronym=joined if len(words) == 1 and _is_acronym(name.form, joined) else "",
    )


def _legal(folded: str) -> frozenset[str]:
    ending = folded.split()
    forms = set[str]()
    while len(ending) > 1 and ending[-1] in LEGAL:
        forms.add(ending.pop())
    return frozenset(forms) if forms else _NONE


def _numbers(words: tuple[str, ...]) -> frozenset[str]:
    if not any(word in _ROMAN or not word.isalpha() for word in words):
        return _NONE
    plain = (_ROMAN.get(word, word) for word in words)
    return frozenset(digits for word in plain for digits in _DIGITS.findall(word))


def _initials(folded: str, words: tuple[str, ...]) -> frozenset[str]:
    """Small words give their letter where they stand inside: "Caisse des dépôts" is a CDD too."""
    found = set[str]()
    for whole in (folded.split(), words):
        big = [word for word in whole if word not in SMALL]
        for letters in ("".join(w[0] for w in whole), "".join(w[0] for w in big)):
            if _SHORTEST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM:
                found.add(letters)
    return frozenset(found)


def _is_acronym(form: str, joined: str) -> bool:
    if not _SHORTEST_ACRONYM <= len(joined) <= _LONGEST_ACRONYM or not joined.isalpha():
        return False
    letters = [char for char in without_remark(form) if char.isalpha()]
    return all(map(str.isupper, letters)) or len(letters) <= _SHORT_BESIDE


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
