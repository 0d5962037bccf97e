"""Whose estimate a figure is: "chiffré à 1,2 milliard par Norvane et à 1,5 par la préfecture"."""

from collections.abc import Sequence

from grandlivre.claims.mentions.model import Mention
from grandlivre.claims.page.model import PlacedQuantity
from grandlivre.claims.syntax.clauses import preposition

_ESTIMATED = frozenset(
    "chiffré chiffrée chiffrés chiffrées estimé estimée estimés estimées évalué évaluée évalués"
    " évaluées estimated put costed priced".split()
)
_AT = frozenset(("à", "at"))
_AND = frozenset(("et", "and", ","))
_HEDGE_REACH, _AGENT_REACH = 3, 3


def estimator(
    words: Sequence[str], placed: PlacedQuantity, mentions: Sequence[Mention]
) -> Mention | None:
    """The agent of the participle that a figure is the object of; None where there is none."""
    row = placed.sentence.quantities
    own = placed.number - row[0].number
    if not _is_estimated(words, placed):
        joined = own and not _AND.isdisjoint(words[row[own - 1].last : placed.first])
        if (
            not joined
            or words[placed.first - 1] not in _AT
            or not _is_estimated(words, row[own - 1])
        ):
            return None
    for mention in mentions:
        gap = mention.span[0] - placed.last
        if 0 <= gap <= _AGENT_REACH and mention.entity is not None:
            governed = preposition(words, mention.span[0], placed.last)
            return mention if governed == "by" else None
    return None


def _is_estimated(words: Sequence[str], placed: PlacedQuantity) -> bool:
    """True where a participle of estimating stands right before a figure."""
    before = words[max(placed.sentence.first, placed.first - _HEDGE_REACH) : placed.first]
    return not _ESTIMATED.isdisjoint(before) and not _AT.isdisjoint(before)
