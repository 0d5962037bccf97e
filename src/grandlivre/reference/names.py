"""Words by which a name is told from another capitalised word, and a description from a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.tables import data_rows, data_toml

_FILE = "names.toml"
_ALSO_WORDS = frozenset(
    "France London Chelsea Grant Chase Hope Faith Summer Unity Trinity Sterling Will May April June"
    " Crystal Pearl Dawn Rose Olive Iris River Liberty Mercedes China Phoenix Denver Dallas Houston"
    " Blanche Aube Marine Aurore Ivy Ruby Opal Amber Prince Charity Earl Baron Hudson Lincoln"
    " Madison Jackson Carlton Clifton Preston Kent Chester Lancaster Milton Newton Weston"
    " Logan Sierra Savannah Austin Boulder".split()
)
"""First names that open names of companies and of things at least as often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """The words of ``reference/data/names.toml``, French and English together, in lower case."""

    never_names: frozenset[str]
    """Words that open a sentence with a capital, or are written in capitals, and name nobody."""
    first_names: frozenset[str]
    company_words: frozenset[str]
    """What ends a company's name and no person's: "Grant Thornton Capital"."""
    media_words: frozenset[str]
    """Words in the name of a newspaper: "Bluff City Courier"."""
    determiners: frozenset[str]
    """Before a noun that describes a party: "le fonds canadien", "three banks"."""
    adjectives: frozenset[str]
    """Between the determiner and that noun: "the same sovereign fund"."""
    verbal: frozenset[str]
    """What ends a description."""
    institutions: frozenset[str]
    """First words of names that go on in lower case: "Banque de France"."""
    events: frozenset[str]
    """First words of names of events, which are no party."""
    short_titles: frozenset[str]
    """Titles after which a single word is a person's name."""
    titles: frozenset[str]
    """Titles, phrases among them, that stand before a person's name."""
    assets: frozenset[str]
    """Nouns of what is built, beside those of the cues."""
    projects: frozenset[str]
    """Folded names of plans, campuses and supercomputers that are no parties."""
    weak_projects: frozenset[str]
    """Those among them that are also ordinary words or names."""
    offices: frozenset[str]
    """Folded names of parties that speak for a State and sign no cheque."""
    programmes: frozenset[str]
    """Folded names that the lexicon of parties has for programmes."""


@cache
def name_words() -> NameWords:
    """The words that come with the package.

    Raises
    ------
    ReferenceDataError
        Where the file is malformed or lacks a list.

    Examples
    --------
    >>> "hier" in name_words().never_names, "xavier" in name_words().first_names
    (True, True)
    """
    data = data_toml(_FILE)
    words = {name: _listed(data, name) for name in NameWords.__dataclass_fields__}
    words["first_names"] |= _first_names()
    return NameWords(**words)


@cache
def trades() -> Mapping[str, frozenset[str]]:
    """Kinds of party by the noun that tells their trade.

    Raises
    ------
    ReferenceDataError
        Where the table is malformed.

    Examples
    --------
    >>> sorted(trades()["neocloud"])
    ['neocloud']
    """
    table = data_toml(_FILE).get("trades")
    if not isinstance(table, dict):
        raise ReferenceDataError(
            "trades is no table",
            where=f"reference/data/{_FILE}",
            remedy="correct the file, or install the package anew",
        )
    return {noun: frozenset(kinds) for noun, kinds in table.items()}


def _first_names() -> frozenset[str]:
    """First names that are places too, but for those that the press means as places."""
    rows = data_rows("places/personal_names.tsv")
    first = {
        name for row in rows if row["kind"].startswith("first") for name in row.several("names")
    }
    places = {name for row in data_rows("places/unmistakable.tsv") for name in row.several("names")}
    return frozenset(name.lower() for name in first - places - _ALSO_WORDS)


def _listed(data: dict[str, object], name: str) -> frozenset[str]:
    """A list of phrases, or a text of words parted by spaces."""
    value = data.get(name)
    if isinstance(value, str):
        return frozenset(value.split())
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return frozenset(value)
    raise ReferenceDataError(
        f"{name} is no list of words",
        where=f"reference/data/{_FILE}",
        remedy="correct the file, or install the package anew",
    )
