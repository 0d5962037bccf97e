"""What a sum of commitments can be broken down by, and where each entry then stands."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from grandlivre.base.periods import Period
from grandlivre.claims.model import Stage
from grandlivre.entities.model import Entity, Place
from grandlivre.ledger.model import Commitment, Total, Words
from grandlivre.ledger.natures import NATURES, nature_of, payers
from grandlivre.ledger.words import USES, listed, same
from grandlivre.reference.places import gazetteer

_REGION = 3
_UNKNOWN = "unknown"


class Fold(StrEnum):
    """What to break a total down by."""

    INVESTOR = "investor"
    NATURE = "nature"
    PURPOSE = "purpose"
    PLACE = "place"
    YEAR = "year"
    STAGE = "stage"


class MoneyStage(StrEnum):
    """How far money has come, in the terms of aid accounting.

    Notes
    -----
    Press texts mostly pledge. What they call confirmed is counted as a commitment here, and not
    thereby as one in writing; a site being built as an allocation, one in service as a
    disbursement, whatever part of the money has in fact been paid.
    """

    PLEDGE = "pledge"
    COMMITMENT = "commitment"
    ALLOCATION = "allocation"
    DISBURSEMENT = "disbursement"


MONEY_STAGES: Mapping[Stage, MoneyStage] = {
    Stage.CONSIDERED: MoneyStage.PLEDGE,
    Stage.ANNOUNCED: MoneyStage.PLEDGE,
    Stage.CONFIRMED: MoneyStage.COMMITMENT,
    Stage.UNDER_CONSTRUCTION: MoneyStage.ALLOCATION,
    Stage.OPERATIONAL: MoneyStage.DISBURSEMENT,
    Stage.CANCELLED: MoneyStage.PLEDGE,
}
_STAGES = {
    MoneyStage.PLEDGE: Words(
        fr="Promesses (envisagé, annoncé)", en="Pledges (considered, announced)"
    ),
    MoneyStage.COMMITMENT: Words(fr="Engagements (confirmé)", en="Commitments (confirmed)"),
    MoneyStage.ALLOCATION: Words(
        fr="Affectations (en chantier)", en="Allocations (under construction)"
    ),
    MoneyStage.DISBURSEMENT: Words(fr="Versements (en service)", en="Disbursements (in operation)"),
}
_NOWHERE = Words(fr="Lieu inconnu", en="Place unknown")
_SEVERAL = Words(fr="Plusieurs pays", en="Several countries")
_NOBODY = Words(fr="Payeur non nommé", en="Unnamed payer")
_UNDATED = Words(fr="Date inconnue", en="Date unknown")

Key = Callable[[Commitment, str | None], tuple[str, Words]]
"""From an entry and the home country to the value it stands under, and the value's title."""


def _investor(entry: Commitment, _home: str | None) -> tuple[str, Words]:
    """Those whom it is known by, together; a subsidiary's money is its parent's."""
    found = sorted(payers(entry.known_by), key=lambda party: (party.name, party.key))
    if not found:
        return _UNKNOWN, _NOBODY
    return "+".join(party.key for party in found), listed([_called(party) for party in found])


def _called(party: Entity) -> Words:
    return Words(fr=party.called("fr"), en=party.called("en"))


def _nature(entry: Commitment, home: str | None) -> tuple[str, Words]:
    nature = nature_of(entry, home)
    words = NATURES[nature]
    return nature.value, Words(fr=_capital(words.fr), en=_capital(words.en))


def _purpose(entry: Commitment, _home: str | None) -> tuple[str, Words]:
    words = USES[entry.purpose]
    return entry.purpose.value, Words(fr=_capital(words.fr), en=_capital(words.en))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(entry: Commitment, _home: str | None) -> tuple[str, Words]:
    """The region that holds all its places; else their country."""
    known = [place for place in entry.places if place.level]
    if not known:
        return _UNKNOWN, _NOWHERE
    chains = [_chain(place) for place in known]
    shared = next((key for key in chains[0] if all(key in chain for chain in chains)), None)
    if shared is None:
        return "several", _SEVERAL
    return shared, _place_called(shared, known)


def _chain(place: Place) -> list[str]:
    """The region of a place, then its country; itself where it is as wide as that."""
    if place.level < _REGION:
        return [place.key]
    within = [key for key in (place.key, *place.within) if _is_wide(key, place)]
    return within or [place.key]


def _is_wide(key: str, place: Place) -> bool:
    if key == place.key:
        return place.level == _REGION and not place.is_vague
    found = gazetteer().by_id(key)
    return found is not None and found.kind.value in ("region", "country")


def _place_called(key: str, places: Sequence[Place]) -> Words:
    for place in places:
        if place.key == key:
            return Words(fr=place.called("fr"), en=place.called("en"))
    found = gazetteer().by_id(key)
    return Words(fr=found.name_fr, en=found.name) if found is not None else same(key)


def _year(entry: Commitment, _home: str | None) -> tuple[str, Words]:
    if entry.announced is None:
        return _UNKNOWN, _UNDATED
    year = str(Period.parse(entry.announced).year)
    return year, same(year)


def _stage(entry: Commitment, _home: str | None) -> tuple[str, Words]:
    stage = MONEY_STAGES[entry.stage]
    return stage.value, _STAGES[stage]


KEYS: Mapping[Fold, Key] = {
    Fold.INVESTOR: _investor,
    Fold.NATURE: _nature,
    Fold.PURPOSE: _purpose,
    Fold.PLACE: _place,
    Fold.YEAR: _year,
    Fold.STAGE: _stage,
}


def ordered(totals: Sequence[Total], by: Fold) -> tuple[Total, ...]:
    """Years and stages in their order; all else by falling size; what is unknown last."""
    stages = [each.value for each in MoneyStage]

    def rank(total: Total) -> tuple[object, ...]:
        value = total.id.rpartition(":")[2]
        size = -(total.without_open.high or total.euros.low or 0)
        if by is Fold.STAGE:
            return stages.index(value), total.id
        if by is Fold.YEAR:
            return value == _UNKNOWN, value
        return value == _UNKNOWN, size, total.id

    return tuple(sorted(totals, key=rank))
