"""Words of which names are made: their meaning in both languages, and what they tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from grandlivre.base.fold import fold
from grandlivre.reference.places import PlaceKind, gazetteer
from grandlivre.reference.tables import data_rows

_LONGEST_COUNTRY = 5


class WordSort(StrEnum):
    """What a word of a name tells."""

    PLAIN = ""
    BRANCH = "branch"
    """Tells one branch of a house from another: "Energy", "Capital"."""
    GENERAL = "general"
    """Adds nothing: "Technologies", "Group"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWord:
    """A word by its meaning."""

    concept: str
    sort: WordSort


@cache
def name_words() -> Mapping[str, NameWord]:
    """Words of names, folded, of both languages.

    Examples
    --------
    >>> name_words()["banque"] == name_words()["bank"], name_words()["energie"].sort
    (True, <WordSort.BRANCH: 'branch'>)
    """
    found: dict[str, NameWord] = {}
    for row in data_rows("name_words.tsv"):
        word = NameWord(concept=row.required("concept"), sort=row.parsed("sort", WordSort))
        for form in (*row.several("en"), *row.several("fr")):
            found[form] = word
    return MappingProxyType(found)


@cache
def _countries() -> Mapping[str, str]:
    """Names and adjectives of countries and of the Union, folded, with their code."""
    found: dict[str, str] = {}
    for place in gazetteer().containers():
        if place.kind is PlaceKind.COUNTRY or place.country == "EU":
            for form in (place.name, place.name_fr):
                found[fold(form)] = place.country
    for row in data_rows("places/countries.tsv"):
        adjectives = (*row.several("adjectives_fr"), *row.several("adjectives_en"))
        for form in (row["name_en"], row["name_fr"], *row.several("aliases"), *adjectives):
            found.setdefault(fold(form), row["code"])
    # Those of regions and towns name less than a country: Scotland has a government of its own.
    union = ("europe", "european union", "union europeenne", "europeen", "europeenne", "european")
    found.update(dict.fromkeys(union, "EU"))
    return MappingProxyType({form: code for form, code in found.items() if len(form) > 1})


def country_words(words: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Tell the words that name countries from the others.

    Parameters
    ----------
    words
        Of a folded name.

    Returns
    -------
    tuple
        The other words in their order, and the codes of the countries.

    Examples
    --------
    >>> country_words(("emirats", "arabes", "unis")), country_words(("united", "arab", "emirates"))
    (((), frozenset({'AE'})), ((), frozenset({'AE'})))
    >>> country_words(("nova", "france"))
    (('nova',), frozenset({'FR'}))
    """
    countries, others, codes, start = _countries(), list[str](), set[str](), 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST_COUNTRY), start, -1):
            code = countries.get(" ".join(words[start:end]))
            # "Eau" is water in a company's name, and the Emirates only where it stands alone.
            is_word = end == start + 1 and words[start] in name_words()
            if code is not None and not (is_word and len(words) > 1):
                codes.add(code)
                start = end
                break
        else:
            others.append(words[start])
            start += 1
    return tuple(others), frozenset(codes)
