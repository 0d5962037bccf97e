"""The names that are known: parties by their words, places with what they are."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache, partial
from operator import itemgetter

from grandlivre.base.fold import fold
from grandlivre.claims.text.tokens import tokenize
from grandlivre.reference.names import name_words
from grandlivre.reference.parties import Party, parties
from grandlivre.reference.places import gazetteer, metonyms

NameIndex = Mapping[str, Sequence[tuple[int, Mapping[tuple[str, ...], Party]]]]
"""Names of parties by their first word, then by their number of words, the longest first."""
_PLAIN = str.maketrans("àâäáãéèêëíìîïóòôöõúùûüçñ", "aaaaaeeeeiiiiooooouuuucn")
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
_COARSE = {
    "country": "country",
    "world_region": "world",
    "city": "town",
    "commune": "town",
}


spelling = lru_cache(maxsize=50_000)(fold)
"""One spelling for all spellings of a name (`grandlivre.base.fold`): a text tells its names again
and again."""


@cache
def name_index() -> NameIndex:
    """Names of the party lexicon; of two parties of one name, the first has it."""
    index: dict[str, dict[int, dict[tuple[str, ...], Party]]] = {}
    for party in parties().all:
        for surface in party.written():
            text = surface.replace("\u2019", "'")
            words = tuple(tokenize(text, text.lower()).words)
            for form in (words, tuple(word.translate(_PLAIN) for word in words)) if words else ():
                index.setdefault(form[0], {}).setdefault(len(form), {}).setdefault(form, party)
    longest_first = partial(sorted, key=itemgetter(0), reverse=True)
    return {first: longest_first(sizes.items()) for first, sizes in index.items()}


PhraseIndex = Mapping[str, Sequence[tuple[tuple[str, ...], Party | None, tuple[Party, ...]]]]


@cache
def phrase_index() -> PhraseIndex:
    """Phrases that mean a party, by their first word, the longest first.

    Each with the party that it always means, or with those that it may mean in a text that
    names them.
    """
    index: dict[str, list[tuple[tuple[str, ...], Party | None, tuple[Party, ...]]]] = {}
    hints: dict[tuple[str, ...], tuple[Party, ...]] = {}
    for party in parties().all:
        for phrase in party.descriptions:
            words = _words(phrase)
            index.setdefault(words[0], []).append((words, party, ()))
        for phrase in party.hints:
            words = _words(phrase)
            hints[words] = (*hints.get(words, ()), party)
    for words, meant in hints.items():
        index.setdefault(words[0], []).append((words, None, meant))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def _words(phrase: str) -> tuple[str, ...]:
    text = phrase.replace("\u2019", "'")
    return tuple(tokenize(text, text.lower()).words)


@cache
def lower_case_brands() -> frozenset[str]:
    """First words of names that are written without a capital: "iliad", "xAI"."""
    return frozenset(
        tokenize(surface, surface.lower()).words[0]
        for party in parties().all
        for surface in party.written()
        if surface[:1].islower()
    )


def lexicon_match(words: Sequence[str], i: int, index: NameIndex) -> tuple[int, Party] | None:
    """The longest name of the lexicon that begins at a word: its number of words, and its party."""
    for size, named in index.get(words[i], ()):
        party = named.get(tuple(words[i : i + size]))
        if party is not None:
            return size, party
    return None


def kind_of(party: Party) -> str:
    """Kind of mention that a party of the lexicon makes."""
    if party.kind == "person":
        return "person"
    folded = spelling(party.name)
    if folded in name_words().offices:
        return "media"
    if folded in name_words().programmes:
        return "project"
    if party.kind in ("media", "agency", "consultancy"):
        return "media"
    return "state" if party.kind == "government" else "party"


def noun_of(party: Party) -> str:
    """Class of the noun that describes a party of the lexicon."""
    return _NOUNS.get(party.kind, "company")


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Names of the countries by ISO code, as the language writes them."""
    return {
        place.country: place.name_fr if language == "fr" else place.name
        for place in gazetteer().countries()
    }


@lru_cache(maxsize=50_000)
def gazetteer_kind(name: str) -> tuple[str, str, bool] | None:
    """Kind (country, world, region, town, metonym), country and ambiguity of a place's name."""
    places = gazetteer().lookup(name)
    if not places:
        return None
    place = places[0]
    if place.kind != "country" and spelling(name) in metonyms():
        return "metonym", metonyms()[spelling(name)], place.ambiguous
    return _COARSE.get(place.kind, "region"), place.country, place.ambiguous
