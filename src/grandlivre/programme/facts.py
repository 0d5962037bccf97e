"""Physical figures that claims state, with the places, parties and texts that they are of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.fold import fold
from grandlivre.claims.model import Claim, Measure, Stage
from grandlivre.entities.lookup import reference_lookup
from grandlivre.entities.model import Entity, Place
from grandlivre.ledger.model import Commitment, Ledger

TOWN = 5
_MEGA = Decimal(10) ** 6
_HECTARE = Decimal(10) ** 4


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
    """By entry, how many of its claims name each town, by key of the town."""
    documents: Mapping[str, frozenset[str]]
    """By entry, the texts that tell of it."""
    accelerators: tuple[Said, ...]
    areas: tuple[Said, ...]
    """Hectares."""
    places: Mapping[str, Place]
    """Towns by key."""


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
                    if is_town(place):
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
    )


class _Names:
    """Resolves the names of claims as the ledger did."""

    def __init__(self, ledger: Ledger) -> None:
        self._lookup = reference_lookup()
        self._parties: dict[str, frozenset[str]] = {}
        self.known_places: dict[str, Place] = {}
        for each in (*ledger.commitments, *ledger.programmes):
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
    return tuple(each for each in found if each.low is not None or each.high is not None)


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
