"""One row a claim: what each says of its entry in euros or watts, and what it weighs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure, Stage
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.entries.bounds import Outcome, reconcile_amounts
from grandlivre.ledger.fusion.model import FusionOptions
from grandlivre.ledger.grouping.statements import Statement, half_last_digit, loosen
from grandlivre.ledger.grouping.weights import weight_of

_HALVED_AFTER_DAYS = 730
"""A claim as much older than the latest weighs half, and never less than that."""
_OFFICIAL = frozenset({"government", "public_bank", "grid", "sovereign_fund"})
_FIRMNESS = {Stage.CONSIDERED: 0.8, Stage.ANNOUNCED: 1.0, Stage.CANCELLED: 1.0}
_FIRM = 1.2
_USUAL_RELIABILITY = FusionOptions().prior
"""Reliability of a publisher before anything is known of it."""
_LEAST_TRUSTED = 0.25
"""No publisher's word weighs less than this part of a usual one's: it is weighed, not deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One claim as a row: what it says of its entry, in euros or watts."""

    entry: str
    statement: Statement
    stated: Interval
    loosened: Interval
    """Widened by what its digits leave open."""


def money_rows(key: str, group: Sequence[Statement]) -> list[Row]:
    """Claims that stand: not those that were revised since, nor ends given as values."""
    reconciled = reconcile_amounts(group)
    sides = reconciled.sides
    standing = sides[-1:] if reconciled.outcome is Outcome.REVISED else sides
    return [
        Row(entry=key, statement=each, stated=each.amount.euros, loosened=each.loosened)
        for side in standing
        for each in side
        if each.amount is not None
    ]


def power_rows(key: str, group: Sequence[Statement]) -> list[Row]:
    """The largest power stated as an upper end, the smallest as a lower one.

    What lies between is of phases and dates: "240 MW, then 1.4 GW" contradicts nothing.
    """
    told = [each for each in group if each.claim.measure is Measure.POWER]
    highs = [each.claim.high for each in told]
    lows = [each.claim.low or Decimal(0) for each in told]
    if not told or any(each is None for each in highs):
        most = None
    else:
        most = max(each for each in highs if each is not None)
    rows = []
    for each in told:
        low = each.claim.low if each.claim.low == min(lows) else None
        high = each.claim.high if most is not None and each.claim.high == most else None
        if low is None and high is None:
            continue
        stated = Interval(low=low, high=high)
        ends = [end for end in (low, high) if end is not None]
        slack = max(map(half_last_digit, ends))
        rows.append(Row(entry=key, statement=each, stated=stated, loosened=loosen(stated, slack)))
    return rows


def weights_of(
    statements: Iterable[Statement], linker: Linker, reliability: Mapping[str, float]
) -> dict[str, float]:
    """What moving or rejecting each claim costs, by claim id.

    Parameters
    ----------
    statements
        Those to weigh.
    linker
        Who is who: official words weigh more.
    reliability
        How far the publisher of each document can be relied on, by the document's id; see
        `grandlivre.ledger.fusion.sources`. A document that is not in it has a usual one.

    Notes
    -----
    A row of statements weighs three times a text that was read with certainty; what officials
    say half as much again as others' words, agencies' a fifth; what is confirmed or built more
    than what is considered; news more than what is two years older; a publisher's word in
    proportion to its reliability, from a quarter of the usual one up. No claim weighs nothing.
    Claims of one origin that say the same share the weight of the heaviest
    (`grandlivre.ledger.constraints`), so that the weight of a figure grows with its
    independent origins.
    """
    told = {each.claim.id: each for each in statements}
    days = [each.published.last for each in told.values() if each.published is not None]
    latest = max(days, default=None)
    found = {}
    for key, each in told.items():
        kinds = {linker.party(form).kind for form in each.claim.attributed_to}
        source = 1.5 if kinds & _OFFICIAL else 1.2 if "agency" in kinds else 1.0
        age = 0.0
        if latest is not None and each.published is not None:
            age = (latest - each.published.last).days
        fresh = max(0.5, 0.5 ** (age / _HALVED_AFTER_DAYS))
        firmness = _FIRMNESS.get(each.claim.stage, _FIRM)
        usual = reliability.get(each.claim.document_id, _USUAL_RELIABILITY) / _USUAL_RELIABILITY
        trusted = max(_LEAST_TRUSTED, usual)
        found[key] = max(weight_of(each), 1) / 100 * source * firmness * fresh * trusted
    return found
