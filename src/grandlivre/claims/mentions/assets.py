"""What is built, where no name says it: "data center à Melun", "supercomputer"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.quantities.model import Quantity
from grandlivre.claims.syntax.cues import Cue
from grandlivre.claims.text.tokens import Tokens, tokenize
from grandlivre.reference.names import name_words

_PURPOSES = {
    "asset_data_centre": "data_centre",
    "asset_compute": "compute",
    "asset_energy": "energy",
    "asset_network": "network",
    "asset_ai": "ai",
    "asset_site": "site",
    "asset_chips": "chips",
}
_EXTENDING = frozenset("ia géant géants gigantesque".split())
_FIELD = re.compile(
    r"(?:ia|ai|intelligence artificielle|artificial intelligence)(?: (?:en|à|au|in|at|de|d') .+)?",
    re.IGNORECASE,
)
_LAND = frozenset("terrain terrains land plot".split())
_UMBRELLAS = frozenset("plan projet project".split())
_BEFORE_PLACE = frozenset("à au en in at near de d'".split())


def is_field(name: str) -> bool:
    """True for a field that money may go into without anything being built: "l'IA en France".

    So too for the land that something is built on.

    Examples
    --------
    >>> is_field("IA en France"), is_field("AI infrastructure"), is_field("terrain")
    (True, False, True)
    """
    return _FIELD.fullmatch(name) is not None or name.lower() in _LAND


def is_umbrella(name: str) -> bool:
    """True for a word that only stands for what another one tells: "le projet".

    Examples
    --------
    >>> is_umbrella("projet"), is_umbrella("projet Aurore")
    (True, False)
    """
    return name.lower() in _UMBRELLAS


def with_assets(
    mentions: Sequence[Mention],
    text: str,
    tokens: Tokens,
    cues: Sequence[Cue],
    quantities: Sequence[Quantity],
) -> list[Mention]:
    """Add what is built to what is named, in order."""
    words = tokens.words
    by_first = {m.first: m for m in mentions}
    taken = {i for m in mentions for i in range(m.first, m.last)}
    for quantity in quantities:
        taken.update(range(tokens.until(quantity.start), tokens.at(quantity.end)))
    assets: list[Mention] = []
    for cue in (*cues, *_more(tokens)):
        purpose = _PURPOSES.get(cue.kind)
        if purpose is None or cue.first in taken or cue.last - 1 in taken:
            continue
        last = cue.last
        while last < len(words) and words[last] in _EXTENDING:
            last += 1
        if last + 1 < len(words) and words[last] in _BEFORE_PLACE:
            place = by_first.get(last + 1)
            if place is not None and place.kind == "place":
                last = place.last
        name = text[tokens.starts[cue.first] : tokens.ends[last - 1]]
        assets.append(Mention("asset", cue.first, last, cue.first, name, noun=purpose))
        taken.update(range(cue.first, cue.last))
    return sorted([*mentions, *assets], key=lambda m: (m.first, -m.last))


@cache
def _phrases() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Further things built by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in name_words().assets:
        words = tuple(tokenize(phrase, phrase).words)
        found.setdefault(words[0], []).append(words)
    for entries in found.values():
        entries.sort(key=len, reverse=True)
    return found


def _more(tokens: Tokens) -> Iterator[Cue]:
    """Things built that no cue tells: "water mains", "installations"."""
    words = tokens.words
    for i, phrases in enumerate(map(_phrases().get, words)):
        for phrase in phrases or ():
            if tuple(words[i : i + len(phrase)]) == phrase:
                yield Cue("asset_site", i, i + len(phrase))
                break
