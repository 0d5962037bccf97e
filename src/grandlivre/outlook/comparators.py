"""Programmes of different countries through the same projection, per head and per product."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.base.periods import Period
from grandlivre.entities.model import Place
from grandlivre.ledger.model import Ledger, Programme, Words
from grandlivre.ledger.natures import country_of
from grandlivre.outlook.model import Band, Outcome, ProjectOptions, Scenario, Scope
from grandlivre.outlook.project import project
from grandlivre.programme.model import (
    Figure,
    Funder,
    Gate,
    Mark,
    Milestone,
    Phase,
    Plan,
    Project,
    ProjectClass,
    Site,
)
from grandlivre.reference.economies import Economy, economies
from grandlivre.reference.parameters.model import Parameter

UNION = "EU"
PART_EUR = Decimal(10) ** 10
"""A programme is taken to be made of undertakings of this size, which succeed or fail apart."""
_MOST_PARTS = 50
_WHERE = Words(fr="lieux à désigner", en="places to be named")
_NOTHING = Figure(
    low=None, best=None, high=None, mark=Mark.UNKNOWN, basis=(), how=Words(fr="", en="")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """One programme beside others: what it states, what the projection expects of such a sum."""

    programme: str
    """Id of the ledger's programme."""
    title: Words
    economy: Economy
    stated_eur: Interval
    best_eur: Decimal
    by: str | None
    """Partial date by which it is to be spent; None where no text says it."""
    quarter: str
    """Of what is expected."""
    expected_eur: Band
    """Drawn by the end of the quarter."""
    expected_mw: Band
    """Energised at the end of the quarter."""
    basis: tuple[str, ...]
    """Claims that state the sum."""

    @property
    def stated_eur_per_head(self) -> float:
        """Euros promised for each inhabitant."""
        return float(self.best_eur) / self.economy.population

    @property
    def stated_share_of_gdp(self) -> float:
        """Euros promised over one year's product."""
        return float(self.best_eur) / self.economy.gdp_eur

    @property
    def expected_eur_per_head(self) -> float:
        """Euros expected to be drawn for each inhabitant (mean)."""
        return self.expected_eur.mean / self.economy.population

    @property
    def expected_share_of_gdp(self) -> float:
        """Euros expected to be drawn over one year's product (mean)."""
        return self.expected_eur.mean / self.economy.gdp_eur

    @property
    def expected_w_per_head(self) -> float:
        """Watts expected to be energised for each inhabitant (mean)."""
        return 1e6 * self.expected_mw.mean / self.economy.population


def comparators(
    ledger: Ledger,
    parameters: Mapping[str, Parameter],
    scenario: Scenario,
    *,
    as_of: date,
    options: ProjectOptions | None = None,
) -> tuple[Comparator, ...]:
    """Set the ledger's programmes side by side.

    Parameters
    ----------
    ledger
        From `grandlivre.ledger.reconcile`.
    parameters
        By name.
    scenario
        The same for all.
    as_of
        The day of the projection.
    options
        Draws, seed and horizon. No yearly cap holds: those that are known are one country's.

    Returns
    -------
    tuple[Comparator, ...]
        Largest share of product first. Programmes that stand aside, that are part of a wider one,
        that are over, or whose country or sum is not known are left out.

    Notes
    -----
    What a programme names site by site differs from country to country with what the texts tell.
    Here each sum is projected as if nothing were named: in equal undertakings of about 10 bn
    euros, announced, with chips, without a date but that of the programme. This is coarser than
    the plan of the sites that are named, and the same for all.
    """
    asked = replace(
        options or ProjectOptions(),
        country="",
        scopes=(Scope.ALL,),
        outcomes=(Outcome.POWER, Outcome.DRAWN_TO_DATE),
        given=(),
    )
    known = economies()
    found = []
    for each in ledger.programmes:
        code = territory_of(each)
        euros = _best(each)
        if each.aside is not None or each.wholes or code is None or code not in known:
            continue
        if euros is None or (each.ends and _end(each, as_of) is None):
            continue
        outlook = project(as_plan(each, euros, as_of, parameters), parameters, scenario, asked)
        bands = {series.outcome: series.bands[-1] for series in outlook.series}
        found.append(
            Comparator(
                programme=each.id,
                title=each.title,
                economy=known[code],
                stated_eur=each.euros,
                best_eur=euros,
                by=_end(each, as_of),
                quarter=outlook.quarters[-1],
                expected_eur=bands[Outcome.DRAWN_TO_DATE],
                expected_mw=bands[Outcome.POWER],
                basis=each.claims,
            )
        )
    return tuple(sorted(found, key=lambda each: -each.stated_share_of_gdp))


def territory_of(programme: Programme) -> str | None:
    """The country of a programme's places; the Union where it pays, or where its places say so."""
    country = country_of(programme)
    if country is not None:
        return country
    payers = {party.country for party in programme.investors if party.country}
    return payers.pop() if len(payers) == 1 else None


def as_plan(
    programme: Programme, euros: Decimal, as_of: date, parameters: Mapping[str, Parameter]
) -> Plan:
    """A programme's sum as undertakings of equal size, of which nothing else is known."""
    parts = min(max(round(euros / PART_EUR), 1), _MOST_PARTS)
    per_mw = Decimal(repr(parameters["capex_all_in_meur_per_mw"].distribution.median)) * 10**6
    code = territory_of(programme) or ""
    place = Place(key=f"country:{code}", name=code, country=code, level=2)
    ids = [f"{programme.id}:{number}" for number in range(1, parts + 1)]
    sites = tuple(
        Site(id=f"{each}:site", title=_WHERE, place=place, area_ha=_NOTHING, tranches=(),
             is_fast_track=False)
        for each in ids
    )  # fmt: skip
    share, by = euros / parts, _end(programme, as_of)
    projects = tuple(
        Project(id=each, title=programme.title, kind=ProjectClass.CAMPUS,
                phases=(_phase(each, programme, share, share / per_mw, by),),
                entries=(programme.id,), programmes=(programme.id,), announced=None,
                is_cancelled=False)
        for each in ids
    )  # fmt: skip
    return Plan(as_of=as_of, sites=sites, projects=projects, envelopes=(), flags=(), not_built=())


def _phase(
    key: str, programme: Programme, euros: Decimal, megawatts: Decimal, by: str | None
) -> Phase:
    basis = (programme.id,)
    part = Words(fr="part égale de la somme", en="equal part of the sum")
    divided = Words(fr="somme / M€ par MW", en="sum / M€ per MW")
    return Phase(
        id=f"{key}:phase",
        project=key,
        site=f"{key}:site",
        order=1,
        title=programme.title,
        power_mw=Figure(low=megawatts, best=megawatts, high=megawatts, mark=Mark.INFERRED,
                        basis=(*basis, "capex_all_in_meur_per_mw"), how=divided),
        capex_eur=Figure(low=euros, best=euros, high=euros, mark=Mark.SAID, basis=basis, how=part),
        accelerators=_NOTHING,
        generation=None,
        includes_it=True,
        reached=Gate.ANNOUNCED,
        milestones=()
        if by is None
        else (Milestone(gate=Gate.ENERGISED, by=by, mark=Mark.SAID, basis=basis, how=part),),
        funders=(Funder(party="", name="", country=None, share=Decimal(1), mark=Mark.UNKNOWN),),
        entries=basis,
    )  # fmt: skip


def _end(programme: Programme, as_of: date) -> str | None:
    """The first of the ends that texts give it which has not passed."""
    ends = [end for end in programme.ends if Period.parse(end).last >= as_of]
    return min(ends, key=lambda end: Period.parse(end).last, default=None)


def _best(programme: Programme) -> Decimal | None:
    if programme.best is not None:
        return programme.best.euros
    return programme.euros.low or programme.euros.high
