"""A small invented build plan, its parameters and an outlook drawn from them by plain loops."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
from small_ledger import small_material

from grandlivre.base.periods import Period
from grandlivre.entities.model import Place
from grandlivre.ledger.model import Words
from grandlivre.outlook.model import (
    LEVELS,
    Band,
    Effect,
    Outcome,
    Outlook,
    PromiseOdds,
    Scenario,
    Scope,
    Sensitivity,
    Series,
)
from grandlivre.programme.model import (
    Figure,
    Flag,
    FlagKind,
    Funder,
    Gate,
    Mark,
    Milestone,
    NotBuilt,
    Phase,
    Plan,
    Project,
    ProjectClass,
    Site,
    Tranche,
)
from grandlivre.reference.parameters.model import Distribution, Parameter, Row, Scale

AS_OF = date(2026, 6, 30)
QUARTERS = tuple(f"{year}-Q{q}" for year in range(2026, 2036) for q in range(1, 5))[2:]
NOTHING = Words(fr="", en="")


def both(text: str) -> Words:
    return Words(fr=text, en=text)


def parameter(name: str, unit: str, low: float, median: float, high: float, fr: str, en: str,
              rows: int = 2) -> Parameter:  # fmt: skip
    return Parameter(
        name=name,
        unit=unit,
        meaning_fr=fr,
        meaning_en=en,
        distribution=Distribution(
            scale=Scale.LOGIT if unit == "share" else Scale.LOG, low=low, median=median, high=high
        ),
        rows=tuple(
            Row(number=n, parameter=name, unit=unit, low=None, central=Decimal(str(median)),
                high=None, applies_to="France", year="2025", source_name=f"Bulletin {n}",
                source_url=f"https://example.org/{name}/{n}", source_date="2025-03", note="")
            for n in range(1, rows + 1)
        ),
        reason="pooled rows" if rows else "a judgement: no source counts it",
    )  # fmt: skip


PARAMETERS = {
    each.name: each
    for each in (
        parameter("capex_all_in_meur_per_mw", "EUR_million/MW", 20, 32, 45,
                  "Coût tout compris d’un mégawatt", "Cost of a megawatt, accelerators included"),
        parameter("capex_hosting_meur_per_mw", "EUR_million/MW", 7, 10, 14,
                  "Coût d’un mégawatt sans accélérateurs", "Cost of a megawatt of hosting"),
        parameter("delay_ratio", "ratio", 0.9, 1.5, 3.2,
                  "Temps réel rapporté au temps annoncé", "Actual over announced time"),
        parameter("odds_announced", "share", 0.2, 0.45, 0.7,
                  "Chances qu’un projet annoncé soit raccordé un jour",
                  "Odds that an announced project is ever energised"),
        parameter("connection_years_ordinary", "year", 3, 5, 7.5,
                  "Raccordement ordinaire", "Ordinary grid connection"),
        parameter("load_factor", "share", 0.55, 0.75, 0.88,
                  "Puissance moyenne appelée", "Mean power drawn, of what is energised"),
        parameter("scope_delivered_share", "share", 0.45, 0.8, 0.98,
                  "Part du promis qui est construite", "Share of what was promised that is built"),
        parameter("fill_quarters", "quarter", 1, 3, 6, "Remplissage", "Time to fill", rows=0),
    )
}  # fmt: skip

_PLACES = {
    "Marseille": (43.30, 5.37), "Cambrai": (50.17, 3.24), "Melun": (48.54, 2.66),
    "Saclay": (48.73, 2.17), "Dunkerque": (51.04, 2.37), "Valence": (44.93, 4.89),
}  # fmt: skip
# project, town, class, phases (MW, euros in billions, accelerators in thousands, by, reached),
# None where no text says it.
_PROJECTS: tuple[tuple[str, str, ProjectClass, tuple[tuple[Any, ...], ...]], ...] = (
    ("Campus Boréal", "Marseille", ProjectClass.CAMPUS, (
        (400, 5, None, "2028", Gate.CONNECTED), (800, None, None, "2030-H2", Gate.ANNOUNCED))),
    ("Larkspur Cambrai", "Cambrai", ProjectClass.CAMPUS, (
        (500, None, None, "2029", Gate.SECURED), (500, None, None, None, Gate.ANNOUNCED))),
    ("Phare Melun", "Melun", ProjectClass.CAMPUS, ((None, 1.5, None, "2027-H2", Gate.PERMITTED),)),
    ("Tourbillon Saclay", "Saclay", ProjectClass.COMPUTE, (
        (40, None, 18, "2026-Q4", Gate.BUILT), (120, 4, None, "2028", Gate.SECURED))),
    ("Nordlys <b>Dunkerque</b>", "Dunkerque", ProjectClass.CAMPUS, (
        (700, 15, None, "2031", Gate.ANNOUNCED),)),
    ("Calcul public de Valence", "Valence", ProjectClass.SUPERCOMPUTER, (
        (20, 0.5, 6, "2027", Gate.ENERGISED),)),
    ("Machine sans lieu", "", ProjectClass.CAMPUS, ((None, None, None, None, Gate.ANNOUNCED),)),
)  # fmt: skip


def figure(value: float | None, guess: float, basis: tuple[str, ...], how: str) -> Figure:
    if value is not None:
        exact = Decimal(str(value))
        return Figure(low=exact, best=exact, high=exact, mark=Mark.SAID, basis=basis, how=NOTHING)
    if not guess:
        return Figure(low=None, best=None, high=None, mark=Mark.UNKNOWN, basis=(), how=NOTHING)
    best = Decimal(str(round(guess, 1)))
    return Figure(low=best * Decimal("0.6"), best=best, high=best * Decimal("1.5"),
                  mark=Mark.INFERRED, basis=("capex_all_in_meur_per_mw",), how=both(how))  # fmt: skip


@cache
def small_plan() -> Plan:
    """Seven projects on six sites, with something said, inferred and unknown of each kind."""
    ledger = small_material().ledger
    entries = [entry for entry in ledger.commitments if entry.claims]
    sites, projects = [], []
    for number, (title, town, kind, facts) in enumerate(_PROJECTS):
        entry = entries[number % len(entries)]
        site = f"site_{number}"
        place = None
        if town:
            latitude, longitude = _PLACES[town]
            place = Place(key=f"commune-{number}", name=town, level=5, country="FR",
                          latitude=latitude, longitude=longitude)  # fmt: skip
        unknown = figure(None, 0, (), "")
        tranche = Tranche(total_mw=Decimal(240), by="2027", mark=Mark.SAID, basis=(entry.id,))
        sites.append(Site(id=site, title=both(town or title), place=place, area_ha=unknown,
                          tranches=(tranche,) if not number else (),
                          is_fast_track=number == 0))  # fmt: skip
        phases = tuple(
            _phase(number, order, fact, entry.id, entry.claims)
            for order, fact in enumerate(facts, start=1)
        )
        projects.append(
            Project(id=f"prj_{number}", title=both(title), kind=kind, phases=phases,
                    entries=(entry.id,), programmes=(), announced=date(2025, 2, 10),
                    is_cancelled=False)
        )  # fmt: skip
    flag = Flag(
        kind=FlagKind.EUROS_PER_MW, project="prj_0", phase="prj_0.1", value=Decimal("12.5"),
        low=Decimal(20), high=Decimal(45), unit="EUR_million/MW",
        says=Words(fr="5 Md€ pour 400 MW font 12,5 M€/MW\u00a0: sans accélérateurs",
                   en="€5bn for 400 MW is €12.5m/MW: without accelerators"),
        basis=(entries[0].id, "capex_all_in_meur_per_mw"),
    )  # fmt: skip
    return Plan(as_of=AS_OF, sites=tuple(sites), projects=tuple(projects), envelopes=(),
                flags=(flag,),
                not_built=(NotBuilt(entry=entries[-1].id, reason=both("a fund-raising")),))  # fmt: skip


def _phase(
    number: int, order: int, fact: tuple[Any, ...], entry: str, claims: tuple[str, ...]
) -> Phase:
    power, euros, accelerators, by, reached = fact
    basis = (claims[0], entry)
    guess = (euros or 3.2) * 1000 / 32 if number < 6 else 0
    milestones = [
        Milestone(gate=Gate.ENERGISED, by=by or "2032", mark=Mark.SAID if by else Mark.INFERRED,
                  basis=basis if by else ("phase_gap_years",), how=NOTHING)
    ]  # fmt: skip
    return Phase(
        id=f"prj_{number}.{order}",
        project=f"prj_{number}",
        site=f"site_{number}",
        order=order,
        title=both(f"Phase {order}"),
        power_mw=figure(power, guess, basis, f"{euros} bn / 32 M€/MW"),
        capex_eur=figure(
            euros and euros * 10**9, (power or guess) * 32e6, basis, f"{power} MW × 32 M€/MW"
        ),
        accelerators=figure(
            accelerators and accelerators * 1000, (power or guess) * 500, basis, "kW"
        ),
        generation="GB300",
        includes_it=True,
        reached=reached,
        milestones=tuple(milestones),
        funders=(
            Funder(party=f"ent_{number % 3}", name=["Boréal", "Larkspur", "<i>Phare</i>"][number % 3],
                   country=["FR", "GB", "AE"][number % 3], share=Decimal(1), mark=Mark.SAID),
        ),
        entries=(entry,),
    )  # fmt: skip


def scenario(name: str = "reference-class", odds: float = 0.0) -> Scenario:
    return Scenario(
        name=name,
        title=Words(fr=f"Scénario {name}", en=f"Scenario {name}"),
        says=Words(fr="On suppose ceci.", en="It supposes this."),
        replaces={"odds_announced": Distribution(scale=Scale.LOGIT, low=0.2, median=0.45 + odds, high=0.9)} if odds else {},
    )  # fmt: skip


@cache
def small_outlook(
    name: str = "reference-class", *, draws: int = 2000, odds: float = 0.0
) -> Outlook:
    """Each phase is energised with its own odds and a lognormal delay; nothing is shared."""
    plan, drawn = small_plan(), np.random.default_rng(7)
    power, promises = {}, []
    for phase in plan.phases:
        promised = float(phase.power_mw.best or 0)
        if not promised:
            continue
        milestone = phase.milestones[0]
        gate = list(Gate).index(phase.reached)
        chance = min(0.3 + 0.1 * gate + odds, 0.98)
        there = drawn.random(draws) < chance
        size = promised * np.minimum(drawn.normal(0.9, 0.15, draws), 1.0)
        due = _quarter_of(milestone.by)
        late = due + np.floor((due + 2) * (np.exp(drawn.normal(0.35, 0.35, draws)) - 1)).clip(0)
        late = np.where(there, late, 10**6)
        at = np.arange(len(QUARTERS))[None, :] >= late[:, None]
        power[phase] = at * size[:, None]
        promises.append(_odds(plan, phase, power[phase], promised, milestone, due))
    return Outlook(
        scenario=scenario(name, odds),
        as_of=AS_OF,
        quarters=QUARTERS,
        draws=draws,
        seed=7,
        given=(),
        kept=draws,
        series=tuple(_all_series(plan, power, draws)),
        promises=tuple(promises),
        parameters=tuple(PARAMETERS),
    )


def _quarter_of(by: str) -> int:
    last = Period.parse(by).last
    return (last.year - 2026) * 4 + (last.month - 1) // 3 - 2


def _odds(
    plan: Plan, phase: Phase, power: Any, promised: float, milestone: Milestone, due: int
) -> PromiseOdds:
    said = phase.power_mw.mark is Mark.SAID
    dated = milestone.mark is Mark.SAID
    met = power[:, min(due, len(QUARTERS) - 1)] >= 0.9 * promised
    ever = power[:, -1] >= 0.9 * promised
    title = next(each.title for each in plan.projects if each.id == phase.project)
    return PromiseOdds(
        phase=phase.id, project=phase.project, title=title,
        promised_mw=(promised, promised) if said else (None, None),
        promised_by=milestone.by if dated else None,
        odds_by_date=float(met.mean()) if dated else None, odds_ever=float(ever.mean()),
        error=float(ever.std() / len(ever) ** 0.5),
        expected_mw=_band(power[:, due if dated else -1]),
        would_need=(Words(fr="un raccordement en moins de trois ans", en="a connection within three years"),),
    )  # fmt: skip


def _band(values: Any) -> Band:
    return Band(
        quantiles=tuple(float(each) for each in np.quantile(values, LEVELS)),
        mean=float(values.mean()),
        error=float(values.std() / len(values) ** 0.5),
    )


def _all_series(plan: Plan, power: Any, draws: int) -> list[Series]:
    groups: list[tuple[Scope, str, Words, list[Phase]]] = [
        (Scope.ALL, "", Words(fr="Tout", en="All"), list(power))
    ]
    groups += [
        (Scope.PROJECT, each.id, each.title, [p for p in power if p.project == each.id])
        for each in plan.projects
    ]
    groups += [
        (Scope.SITE, each.id, each.title, [p for p in power if p.site == each.id])
        for each in plan.sites
    ]
    for party in ("ent_0", "ent_1", "ent_2"):
        chosen = [p for p in power if p.funders[0].party == party]
        groups.append((Scope.INVESTOR, party, both(chosen[0].funders[0].name), chosen))
    groups.append((Scope.COUNTRY, "FR", Words(fr="France", en="France"), list(power)))
    found = []
    for scope, of, title, phases in groups:
        total = sum((power[phase] for phase in phases), np.zeros((draws, len(QUARTERS))))
        steps = np.diff(total, axis=1, prepend=0)
        outcomes = {
            Outcome.POWER: total,
            Outcome.ACCELERATORS: total * 500,
            Outcome.ENERGY: total * 0.75 * 2190,
            Outcome.CARBON_LOCATION: total * 0.75 * 2190 * 0.03,
            Outcome.DRAWN: steps * 32e6,
        }
        cumulated = getattr(Outcome, "DRAWN_TO_DATE", None)
        if cumulated is not None:
            outcomes[cumulated] = total * 32e6
        for outcome, values in outcomes.items():
            bands = tuple(_band(values[:, quarter]) for quarter in range(len(QUARTERS)))
            found.append(Series(outcome=outcome, scope=scope, of=of, title=title, bands=bands))
    return found


def small_sensitivity() -> Sensitivity:
    """Invented, largest first."""
    rows = (("odds_announced", 0.51, 700, 1900), ("delay_ratio", 0.27, 1650, 900),
            ("scope_delivered_share", 0.12, 1050, 1500), ("connection_years_ordinary", 0.06, 1400, 1180))  # fmt: skip
    return Sensitivity(
        outcome=Outcome.POWER, quarter="2030-Q4", evaluations=4096,
        effects=tuple(
            Effect(parameter=name, total_order=share, low=share * 0.8, high=share * 1.2,
                   at_low=low, at_high=high)
            for name, share, low, high in rows
        ),
    )  # fmt: skip
