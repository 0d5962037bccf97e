"""Physical figures that claims state, with the places, parties and texts that they are of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from grandlivre.base.fold import fold
from grandlivre.claims.model import Claim, Measure, Stage
from grandlivre.entities.lookup import reference_lookup
from grandlivre.entities.model import Entity, Place
from grandlivre.ledger.model import Commitment, Ledger, Programme

TOWN = 5
_REGION = 3
_NEAR_KM = 15.0
"""Texts name one site by several communes that it lies in or beside."""
_EARTH_KM = 6371.0
_MEGA = Decimal(10) ** 6
_HECTARE = Decimal(10) ** 4

BESIDE_ENTRIES = (Measure.ACCELERATORS, Measure.AREA)
"""Measures whose claims are looked into though no entry holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement of megawatts, hectares or accelerators, or of several texts together."""

    claims: tuple[str, ...]
    low: Decimal | None
    high: Decimal | None
    by: str | None
    """When it is to be so, as a partial date."""
    places: tuple[Place, ...]
    parties: frozenset[str]
    """Keys of the parties that it names, their parents included."""
    documents: frozenset[str]
    weight: float
    """Independent origins behind it, each counted by the confidence of its reading."""
    stage: Stage | None = None
    words: str = ""
    """The claim's own words, where they are known."""

    @property
    def value(self) -> Decimal:
        """The figure that it comes to: its upper end where it has one."""
        found = self.high if self.high is not None else self.low
        assert found is not None
        return found

    @property
    def towns(self) -> tuple[Place, ...]:
        """Its places that a site can be in."""
        return tuple(place for place in self.places if is_town(place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What claims say of the physical side of a ledger's entries."""

    powers: Mapping[str, tuple[Said, ...]]
    """Megawatts by entry."""
    towns: Mapping[str, Mapping[str, int]]
    """By entry, how many of its claims name each place, by key of the place."""
    documents: Mapping[str, frozenset[str]]
    """By entry, the texts that tell of it."""
    accelerators: tuple[Said, ...]
    areas: tuple[Said, ...]
    """Hectares."""
    places: Mapping[str, Place]
    """Every place that an entry or a claim names, by key."""
    ends: Mapping[str, Mapping[str, int]]
    """By entry, how many of its claims of money give each date of service."""

    def settled(self, used: Sequence[Place]) -> "Facts":
        """The same with each town that no site stands in read as the nearest one beside it."""
        known = {place.key for place in used}
        read = {
            key: _nearest(place, used) for key, place in self.places.items() if key not in known
        }
        return replace(
            self,
            powers={
                key: tuple(_moved(each, read) for each in said) for key, said in self.powers.items()
            },
            accelerators=tuple(_moved(each, read) for each in self.accelerators),
            areas=tuple(_moved(each, read) for each in self.areas),
        )


def is_town(place: Place) -> bool:
    """True for a place small enough to be where something is built."""
    return place.level == TOWN and not place.is_vague


def party_keys(parties: Iterable[Entity]) -> frozenset[str]:
    """Keys of parties and of their parents; those that name nobody are left out."""
    named = [each for each in parties if not each.is_generic]
    return frozenset(key for each in named for key in (each.key, *each.parents))


def gather(ledger: Ledger, claims: Mapping[str, Claim]) -> Facts:
    """Collect the physical figures of a ledger.

    Parameters
    ----------
    ledger
        From `grandlivre.ledger.reconcile`.
    claims
        The claims that it was made from, by id. Without them megawatts are known by entry only,
        not by site, and nothing is known of areas and accelerators.
    """
    names = _Names(ledger)
    entries = ledger.commitments
    towns: dict[str, dict[str, int]] = {}
    for entry in entries:
        counted: dict[str, int] = {}
        for key in entry.claims:
            if key in claims:
                for place in names.places(claims[key]):
                    counted[place.key] = counted.get(place.key, 0) + 1
        towns[entry.id] = counted
    return Facts(
        powers={each.id: _powers(each, claims, names) for each in entries if each.capacities},
        towns=towns,
        documents={
            each.id: frozenset(claims[key].document_id for key in each.claims if key in claims)
            for each in entries
        },
        accelerators=_measured(claims, names, Measure.ACCELERATORS, Decimal(1)),
        areas=_measured(claims, names, Measure.AREA, _HECTARE),
        places=names.known_places,
        ends={each.id: _ends(each, claims) for each in entries},
    )


def distance_km(one: Place, other: Place) -> float:
    """Kilometres between two places by the shortest way; infinite where one has no coordinates."""
    ends = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in ends:
        return 0.0 if one.key == other.key else float("inf")
    south, west, north, east = (radians(end) for end in ends if end is not None)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def is_near(one: Place, other: Place) -> bool:
    """True where two towns are so close that one site may be called by both."""
    return one.key == other.key or distance_km(one, other) <= _NEAR_KM


def _nearest(place: Place, used: Sequence[Place]) -> Place:
    close = [other for other in used if is_town(place) and is_near(place, other)]
    return min(close, key=lambda other: (distance_km(place, other), other.key), default=place)


def _moved(said: Said, read: Mapping[str, Place]) -> Said:
    if not any(place.key in read for place in said.places):
        return said
    moved = {}
    for place in said.places:
        other = read.get(place.key, place)
        moved[other.key] = other
    return replace(said, places=tuple(moved.values()))


def _ends(entry: Commitment, claims: Mapping[str, Claim]) -> Mapping[str, int]:
    counted: dict[str, int] = {}
    for key in entry.claims:
        claim = claims.get(key)
        if claim is not None and claim.end is not None and claim.measure is Measure.MONEY:
            counted[claim.end] = counted.get(claim.end, 0) + 1
    return counted


class _Names:
    """Resolves the names of claims as the ledger did."""

    def __init__(self, ledger: Ledger) -> None:
        self._lookup = reference_lookup()
        self._parties: dict[str, frozenset[str]] = {}
        self.known_places: dict[str, Place] = {}
        every: tuple[Commitment | Programme, ...] = (*ledger.commitments, *ledger.programmes)
        for each in every:
            for party in (*each.investors, *each.beneficiaries):
                for form in (party.name, *party.forms):
                    self._parties[fold(form)] = party_keys((party,))
            for place in each.places:
                self.known_places[place.key] = place

    def parties(self, claim: Claim) -> frozenset[str]:
        named = (*claim.investors, *claim.beneficiaries)
        return frozenset(
            key for name in named for key in self._parties.get(fold(name), frozenset())
        )

    def places(self, claim: Claim) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        for name in claim.places:
            place = self._lookup.place(name, claim.places)
            if place is not None:
                found[place.key] = self.known_places.setdefault(place.key, place)
        return tuple(found.values())


def _powers(entry: Commitment, claims: Mapping[str, Claim], names: _Names) -> tuple[Said, ...]:
    found = []
    for capacity in entry.capacities:
        known = [claims[key] for key in capacity.claims if key in claims]
        if not known:
            found.append(
                Said(
                    claims=capacity.claims,
                    low=capacity.megawatts.low,
                    high=capacity.megawatts.high,
                    by=capacity.by,
                    places=entry.places,
                    parties=party_keys(entry.investors),
                    documents=frozenset(),
                    weight=float(capacity.origins),
                )
            )
        share = capacity.origins / max(len(known), 1)
        found.extend(_said(each, names, _MEGA, share) for each in known)
    local = any(place.level >= _REGION for place in entry.places)
    return tuple(
        each
        for each in found
        if (each.low is not None or each.high is not None)
        and not (local and _is_of_continent(each))
    )


def _is_of_continent(said: Said) -> bool:
    """True for what is said of a group of countries: it is no town's and no region's."""
    return bool(said.places) and all(place.level == 1 for place in said.places)


def _measured(
    claims: Mapping[str, Claim], names: _Names, measure: Measure, unit: Decimal
) -> tuple[Said, ...]:
    return tuple(
        _said(each, names, unit, 1.0)
        for each in claims.values()
        if each.measure is measure and (each.low is not None or each.high is not None)
    )


def _said(claim: Claim, names: _Names, unit: Decimal, share: float) -> Said:
    return Said(
        claims=(claim.id,),
        low=None if claim.low is None else claim.low / unit,
        high=None if claim.high is None else claim.high / unit,
        by=claim.end,
        places=names.places(claim),
        parties=names.parties(claim),
        documents=frozenset((claim.document_id,)),
        weight=share * claim.confidence,
        stage=claim.stage,
        words=f"{claim.evidence.quote} {' '.join(claim.projects)}",
    )
