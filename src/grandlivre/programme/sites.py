"""Places where something is built, with what the grid offers there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from grandlivre.base.keys import content_key
from grandlivre.claims.model import Stage
from grandlivre.entities.lookup import reference_lookup
from grandlivre.entities.model import Place
from grandlivre.ledger.model import Commitment, Ledger, Words
from grandlivre.programme.arithmetic import unknown
from grandlivre.programme.drafts import Draft, area_at
from grandlivre.programme.facts import Facts, Said, is_town
from grandlivre.programme.ladder import steps
from grandlivre.programme.model import Mark, Site, Tranche
from grandlivre.reference.parameters.model import GridProcedure, GridStep

_GRID = "grid"
# How texts call the quick connection to the highest voltage that States grant to large consumers.
_FAST_TRACK = re.compile(
    r"fast[- ]track|voie rapide|voie accélérée|raccordement (?:express|accéléré)|zones? prêtes?",
    re.IGNORECASE,
)
_EVER = "9999"
"""What a grid grants may come later than what was promised of it."""
_SIGNED = frozenset({Stage.CONFIRMED, Stage.UNDER_CONSTRUCTION, Stage.OPERATIONAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A site, and what is known there of its grid connection."""

    site: Site
    offers: tuple[Said, ...]
    """What the grid's operator says of power there."""
    is_contracted: bool
    """True where a text that names the grid's operator says that the power is granted, or the
    reference knows of a connection that is there already."""

    @property
    def has_town(self) -> bool:
        """True where the site is known to the town."""
        return self.site.place is not None and is_town(self.site.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All that a ledger says of what grids offer."""

    offers: tuple[tuple[str, Said], ...]
    """Statements of entries that are an offer, with the entry's id."""
    operators: frozenset[str]
    """Keys of the parties that run a grid."""
    titles: Mapping[str, str]
    """Names that entries give to what they are of."""
    known: Mapping[str, tuple[GridStep, ...]]
    """Contracts of the reference, by key of the town."""


def grid_of(
    ledger: Ledger, offers: Sequence[Commitment], facts: Facts, known: Sequence[GridStep] = ()
) -> Grid:
    """Collect what grids offer.

    Parameters
    ----------
    ledger
        For its parties.
    offers
        Entries by which a grid's operator, or nobody, offers power.
    facts
        What claims say of power.
    known
        Contracts of the reference, for towns of which no claim tells any.
    """
    parties = (
        party for each in ledger.commitments for party in (*each.investors, *each.beneficiaries)
    )
    return Grid(
        offers=tuple((each.id, said) for each in offers for said in facts.powers.get(each.id, ())),
        operators=frozenset(party.key for party in parties if party.kind == _GRID),
        titles={
            each.id: " ".join((each.title.fr, each.title.en, *(p.name for p in each.projects)))
            for each in offers
        },
        known=_by_town(known),
    )


def _by_town(known: Sequence[GridStep]) -> Mapping[str, tuple[GridStep, ...]]:
    found: dict[str, tuple[GridStep, ...]] = {}
    for each in known:
        place = reference_lookup().place(each.place)
        if place is not None and is_town(place) and place.country == each.country:
            found[place.key] = (*found.get(place.key, ()), each)
    return found


def ground_of(
    place: Place | None, project: str, here: Sequence[Draft], grid: Grid, facts: Facts, as_of: date
) -> Ground:
    """Make the site of a place, or of a project that no text puts in a town.

    Parameters
    ----------
    place
        Where it is, as closely as texts say.
    project
        Id of the project; makes the site's own where it lies in no town.
    here
        The projects in the making on it.
    grid, facts
        What claims say of grids, areas and power.
    as_of
        The day of the plan.
    """
    if place is None or not is_town(place):
        site = Site(
            id=content_key("sit", project),
            title=here[0].family.root.title if place is None else _called(place),
            place=place,
            area_ha=unknown(),
            tranches=(),
            is_fast_track=False,
        )
        return Ground(site=site, offers=(), is_contracted=False)
    offered = tuple(said for _, said in grid.offers if said.towns and _is_at(said, place))
    own = tuple(said for each in here for said in each.powers if said.parties & grid.operators)
    # Only what names the operator says that it is granted.
    granted = any(said.stage in _SIGNED and said.parties & grid.operators for said in own)
    known = grid.known.get(place.key, ())
    named = [f"{grid.titles[key]} {said.words}" for key, said in grid.offers if _is_at(said, place)]
    named.extend(said.words for said in own)
    site = Site(
        id=content_key("sit", place.key),
        title=_called(place),
        place=place,
        area_ha=area_at(facts, place, [each.family for each in here]),
        tranches=_tranches(own, offered, as_of) or _of_reference(known),
        is_fast_track=any(_FAST_TRACK.search(each) for each in named)
        or any(each.procedure is GridProcedure.FAST_TRACK for each in known),
    )
    on_site = any(each.procedure is GridProcedure.EXISTING for each in known)
    return Ground(site=site, offers=offered, is_contracted=granted or on_site)


def _tranches(own: Sequence[Said], offered: Sequence[Said], as_of: date) -> tuple[Tranche, ...]:
    """Rising totals with their dates, as for a project's own steps."""
    most = max((each.value for each in (*own, *offered)), default=None)
    if most is None:
        return ()
    return tuple(
        Tranche(total_mw=step.total_mw, by=step.by, mark=Mark.SAID, basis=step.basis)
        for step in steps((*own, *offered), offered, most, as_of, _EVER)
    )


def _of_reference(known: Sequence[GridStep]) -> tuple[Tranche, ...]:
    """Contracts that no claim of the ledger tells of: inferred, with the row that has them."""
    rising = sorted(known, key=lambda each: each.total_mw)
    return tuple(
        Tranche(total_mw=each.total_mw, by=each.by, mark=Mark.INFERRED, basis=(each.row,))
        for each in rising
    )


def _is_at(said: Said, place: Place) -> bool:
    return bool(said.towns) and all(town.key == place.key for town in said.towns)


def _called(place: Place) -> Words:
    return Words(fr=place.called("fr"), en=place.called("en"))
