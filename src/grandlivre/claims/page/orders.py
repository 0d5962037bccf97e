"""Who orders and who supplies: "an order from Telis", "passe une commande à Norvane".

Of a contract the customer pays, whoever announces it. Words tell the two apart: who an order comes
from, who it is placed with, who won it, who is to be supplied.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import PlacedQuantity
from grandlivre.claims.syntax.clauses import OBLIQUE, preposition
from grandlivre.claims.syntax.cues import Cue

_ORDERS = frozenset(
    "order orders commande commandes contract contracts contrat contrats marché marchés deal deals"
    " agreement agreements accord accords".split()
)
_OF_CUSTOMERS = frozenset("order orders commande commandes".split())
"""Those that are of the customer by "from" or "de" alone."""
_WINNING = frozenset(
    "won wins win winning landed lands clinched clinches bagged bags secured secures scored"
    " remporté remporte remportent remportera décroché décroche décrochent obtenu obtient gagné"
    " gagne raflé".split()
)
_PLACING = frozenset(
    "placed places placing place passé passe passent passera confié confie".split()
)
_SUPPLYING = frozenset("supply supplying supplies fournir fournira fournit livrer livrera".split())
_WITH = frozenset("with en de d'".split())
_REACH, _NOUN_REACH = 12, 8
"""Words between the noun or the verb and the sum, and between the noun and the party."""


def orders(
    words: Sequence[str], placed: PlacedQuantity, parties: Sequence[Mention]
) -> Iterator[tuple[Mention, str]]:
    """Customers as those that the money comes from, suppliers as those that get it."""
    floor, stop = placed.sentence.first, placed.sentence.last
    low, high = max(floor, placed.first - _REACH), min(stop, placed.last + _REACH)
    near = range(low, high)
    nouns = [at for at in near if words[at] in _ORDERS and not placed.first <= at < placed.last]
    if not nouns:
        return
    noun = min(nouns, key=lambda at: abs(at - placed.first))
    won = any(words[at] in _WINNING for at in range(low, noun))
    is_placed = any(words[at] in _PLACING for at in range(low, high))
    customer = None
    for mention in parties:
        first = mention.span[0]
        governed = preposition(words, first, floor)
        after = 0 < first - noun <= _NOUN_REACH + placed.last - placed.first
        if is_placed and governed in ("to", "with") and abs(first - noun) <= _NOUN_REACH:
            yield mention, "dative"
        elif (
            (after and governed == "from" and (won or words[noun] in _OF_CUSTOMERS))
            or (won and after and governed == "with")
            or (first > floor and words[first - 1] in _SUPPLYING and low <= first < high)
        ):
            yield mention, "right:from"
            customer = customer or mention
    if customer is None and not is_placed:
        return
    for mention in parties:
        if preposition(words, mention.span[0], floor) not in OBLIQUE and mention is not customer:
            if mention.last <= noun:
                yield mention, "subject:pay" if is_placed else "subject:get"
            return


def supplies(words: Sequence[str], verb: Cue, parties: Sequence[Mention]) -> bool:
    """True for "will supply Telis with chips": the verb's subject is paid for it."""
    last = verb.last + (not _SUPPLYING.isdisjoint(words[verb.last : verb.last + 1]))
    return words[last - 1] in _SUPPLYING and any(
        0 <= mention.span[0] - last <= 1 and words[mention.span[1]] in _WITH
        for mention in parties
        if mention.span[1] < len(words)
    )
