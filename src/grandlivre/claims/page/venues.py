"""Places where something was told and nothing is built: the town of a summit, of a conference.

"Lors du forum, organisé hier à Marvelle, Norvane a annoncé …": Marvelle lent its hall alone.
"""

from collections.abc import Sequence

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import Page, Sentence
from grandlivre.claims.syntax.clauses import preposition

_AT = frozenset(("in", "at", "to"))
_EVENTS = frozenset(
    "sommet sommets forum salon conférence colloque congrès séminaire symposium réunion rencontre"
    " summit conference conclave meeting gathering symposium ceremony cérémonie discours speech"
    " interview".split()
)
_HELD = frozenset(
    "organisé organisée organisés organisées tenu tenue tient tenait tiendra tiennent réunit réuni"
    " réunis réunie réunissait rassemble rassemblait held hosted hosting convened gathered"
    " gathering".split()
)
_REACH = 7
"""Words back from the place to the event, or to the verb of its being held."""
_BREAKS = frozenset("; : . ( ) , – -".split())
_BUILDING = frozenset(
    "construire construira bâtir bâtira installer installera implanter implantera ouvrir ouvrira"
    " construction build building construct open site campus data centre centres center centers"
    " usine projet project".split()
)
"""Words between the two by which the place is where something is built after all."""


def find_venues(page: Page) -> frozenset[int]:
    """Numbers of the places that a page tells only as those of events."""
    words, sentences = page.tokens.words, page.sentences
    return frozenset(
        [
            entity.number
            for entity in page.entities
            if entity.kind == "place"
            and entity.mentions
            and all(is_venue(words, sentences[m.sentence], m) for m in entity.mentions)
        ]
    )


def is_venue(words: Sequence[str], sentence: Sentence, mention: Mention) -> bool:
    """True where a place is told as that of an event: "le forum tenu hier à Marvelle".

    Parameters
    ----------
    words
        Those of the page.
    sentence
        The one that names the place.
    mention
        The place.
    """
    first = mention.span[0]
    if preposition(words, first, sentence.first) not in _AT:
        return False
    for at in range(first - 1, max(first - 1 - _REACH, sentence.first - 1), -1):
        word = words[at]
        if word in _BREAKS or word in _BUILDING:
            return False
        if word in _EVENTS or word in _HELD:
            return True
    return False
