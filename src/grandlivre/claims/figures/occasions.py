"""What the words beside a sum say that it is given for: a loan, a stake, an order, a grant.

Whoever lends, buys a share or orders has somebody at the other end, named or not; who builds with
his own money has nobody.
"""

from collections.abc import Sequence
from functools import lru_cache

_REACH = 9
"""Words on either side of a sum that tell what it is for."""
_MOST = 20_000
_OF_WORD = {
    "loan": "prêt prêts prête prêtent prêté prêtés prêtera prêter prêteront emprunt emprunts"
    " emprunte emprunter emprunté empruntés empruntera crédit avance avancer avancera"
    " loan loans lend lends lending lent borrow borrows borrowed borrowing lenders"
    " lender prêteurs facility",
    "stake": "capital actions action actionnaire actionnaires souscrit souscrite souscrire tour"
    " levée augmentation participation ticket amorçage stake shares share shareholder"
    " shareholders equity round raise fundraising seed subscribed",
    "order": "achat achats acheter achète achètera achèterait commande commandes commandé"
    " commandera acquérir cession vente cède céder prix buy buys bought buying purchase purchased"
    " order orders ordered sale worth price",
    "grant": "subvention subventions aide aides dotation bourse bourses chèque grant grants subsidy"
    " subsidies cheque check award awarded guarantee guaranteed garantie garanti",
}
_OCCASIONS = {word: name for name, words in _OF_WORD.items() for word in words.split()}


def occasion(words: Sequence[str], first: int, last: int, left: int, right: int) -> str:
    """What the sum at some tokens is for, by the nearest word that tells; empty where none does.

    Parameters
    ----------
    words
        All words of the text.
    first, last
        Tokens of the sum, the end exclusive.
    left, right
        Ends of its clause.
    """
    for step in range(1, _REACH + 1):
        before, after = first - step, last + step - 1
        if before >= left and words[before] in _OCCASIONS:
            return _OCCASIONS[words[before]]
        if after < right and words[after] in _OCCASIONS:
            return _OCCASIONS[words[after]]
    return ""


@lru_cache(maxsize=_MOST)
def at_occasion(name: str, kind: str, here: bool, rank: int, pays: bool) -> tuple[str, ...]:
    """Features of an entity where a sum has an occasion."""
    if pays:
        return (f"{name}&pays",)
    there = "here" if here else "away"
    return f"{name}&{there}&{kind}", f"{name}&{there}&rank={min(rank, 2)}"
