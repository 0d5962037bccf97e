"""What words around a place tell of it, other than that something is built there.

"Lors du forum, organisé hier à Marvelle, Norvane a annoncé …": Marvelle lent its hall alone.
"Norvane, of Aarhus": its seat is there. "Le plan norvégien de 3 milliards": that is Norway's.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grandlivre.claims.mentions.enumerations import is_origin
from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import Page, PlacedQuantity, Sentence
from grandlivre.claims.syntax.clauses import preposition

_AT = frozenset(("in", "at", "to"))
_EVENTS = frozenset(
    "sommet sommets forum salon conférence colloque congrès séminaire symposium réunion rencontre"
    " summit conference conclave meeting gathering symposium ceremony cérémonie discours speech"
    " interview reporters journalists press journalistes presse".split()
)
_HELD = frozenset(
    "organisé organisée organisés organisées tenu tenue tient tenait tiendra tiennent réunit réuni"
    " réunis réunie réunissait rassemble rassemblait held hosted hosting convened gathered"
    " gathering".split()
)
_REACH = 7
"""Words back from the place to the event, or to the verb of its being held."""
_BREAKS = frozenset("; : . ( ) , – -".split())
_OF = frozenset("de d' of worth".split())
_HEDGES = _OF | frozenset(
    "quelque près environ plus moins about around some over nearly more than".split()
)
_SCHEMES = frozenset("plan programme program project initiative package envelope".split())
"""What may stand after the adjective: "the Norwegian plan worth 3 billion"."""
_QUALIFIED = 3
"""Words between the adjective, or that noun, and the sum at most."""
_BUILDING = frozenset(
    "construire construira bâtir bâtira installer installera implanter implantera ouvrir ouvrira"
    " construction build building construct open site campus data centre centres center centers"
    " usine projet project".split()
)
"""Words between the two by which the place is where something is built after all."""
_SPOKEN = 3
"""Words after a verb of saying within which the place stands where one spoke."""
_WITHIN = frozenset(", ( en dans in the le la l' de du".split())
"""Between a town and its region: "Fouju, en Seine-et-Marne", "Meudon (Hauts-de-Seine)"."""
_COARSE = frozenset(("region", "country", "world"))
_NAMED = frozenset(
    "size taille superficie surface équivalent equivalent château palais palace castle".split()
)
"""Nouns whose complement is no place of anything: "the size of Rome", "au château de Chambord"."""
_SIZE_REACH = 3
_SEATED = frozenset("of in at à de d' from near".split())
_SETTLED = frozenset(
    "based headquartered founded basé basée basés installé installée implanté implantée issu issue"
    " domicilié domiciliée fondé fondée of from".split()
)


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


def find_origins(page: Page, sentence: Sentence) -> frozenset[int]:
    """Numbers of the places that a sentence names only as those where parties are from.

    At home that may be where they build too: "Thailand's Board of Investment".
    """
    words, mentions = page.tokens.words, sentence.mentions
    head = page.head_places[sentence.number]
    homes = (page.country, None if head is None else head.country)
    origins = [
        mention
        for mention, after in pairwise(mentions)
        if mention.country not in homes and is_origin(mention, after, words)
    ]
    found = {m.entity.number for m in origins if m.entity is not None}
    if not found:
        return frozenset()
    others = [m for m in mentions if all(m is not origin for origin in origins)]
    return frozenset(found.difference([m.entity.number for m in others if m.entity is not None]))


def is_venue(words: Sequence[str], sentence: Sentence, mention: Mention) -> bool:
    """True where a place is told as that of an event: "le forum tenu hier à Marvelle".

    So too where it only names a palace or measures something ("nearly the size of Marvelle"), or
    where it is left out ("hors d'Europe").

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
    governed = preposition(words, first, sentence.first)
    near = words[max(sentence.first, first - 2) : first]
    if "hors" in near or ("outside" in near and mention.noun in _COARSE):
        return True
    if governed not in _AT:
        near = words[max(sentence.first, first - _SIZE_REACH) : first]
        return governed == "of" and not _NAMED.isdisjoint(near)
    for at in range(first - 1, max(first - 1 - _REACH, sentence.first - 1), -1):
        word = words[at]
        if word in _BREAKS or word in _BUILDING:
            return False
        if word in _EVENTS or word in _HELD:
            return True
    return False


def nationality(words: Sequence[str], placed: PlacedQuantity) -> Iterator[Mention]:
    """The country whose adjective qualifies what a sum is: "le plan norvégien de 3 milliards".

    So too "a $3bn Norwegian plan" and "3 milliards côté norvégien".
    """
    for mention in placed.sentence.mentions:
        if mention.noun != "demonym" or mention.entity is None:
            continue
        if mention.last <= placed.first:
            between = words[mention.last : placed.first]
            if between[:1] and between[0] in _SCHEMES:
                between = between[1:]
            if 0 < len(between) <= _QUALIFIED and between[0] in _OF and _HEDGES.issuperset(between):
                yield mention
        elif mention.first >= placed.last:
            between = words[placed.last : mention.first]
            if between in ([], ["côté"], ["on", "the"]):
                yield mention


def seats(words: list[str], sentence: Sentence) -> Iterator[tuple[Mention, str]]:
    """Places that only tell whose seat is there, where one spoke, or what region a town is in."""
    before: Mention | None = None
    for mention in sentence.mentions:
        if mention.kind == "place" and mention.entity is not None:
            if _is_seat(words, sentence, mention, before):
                yield mention, "~seat"
            governed = preposition(words, mention.span[0], sentence.first)
            spoken = governed in ("in", "to", "at") and any(
                c.kind in ("say", "speech") and 0 <= mention.first - c.last <= _SPOKEN
                for c in sentence.cues
            )
            # So too what a place is only compared with: "plus qu'en Allemagne".
            if spoken or governed == "than" or is_venue(words, sentence, mention):
                yield mention, "~told-in"
            if before is not None and before.kind == "place" and mention.noun in _COARSE:
                between = words[before.last : mention.first]
                if 0 < len(between) <= 3 and _WITHIN.issuperset(between):
                    yield mention, "~region-of"
                    yield before, "~in-region"
        before = mention


def _is_seat(
    words: list[str], sentence: Sentence, mention: Mention, before: Mention | None
) -> bool:
    """True for "Denmark's Norvane", "Norvane, of Aarhus", "the London trading house Norvane"."""
    if before is not None and before.kind == "party":
        between = words[before.last : mention.first]
        if 2 <= len(between) <= 4 and between[0] in (",", "(") and between[-1] in _SEATED:
            return between[1] in _SETTLED or len(between) == 2
    after = words[mention.last] if mention.last < sentence.last else ""
    if after == "'s":
        return any(
            m.kind == "party" and 0 <= m.first - mention.last - 1 <= 1 for m in sentence.mentions
        )
    return any(
        c.kind in ("who_company", "who_fund", "who_bank") and 0 <= c.first - mention.last <= 1
        for c in sentence.cues
    )
