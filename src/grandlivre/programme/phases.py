"""Phases of a project: its money and its megawatts paired, gates, dates and payers."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.model import Purpose, Stage
from grandlivre.entities.model import Asset, Entity
from grandlivre.ledger.model import Commitment, Words
from grandlivre.ledger.natures import payers
from grandlivre.programme.arithmetic import NOTHING, basis_of, megawatts, portions
from grandlivre.programme.drafts import Draft
from grandlivre.programme.facts import is_town
from grandlivre.programme.filling import filled
from grandlivre.programme.model import (
    Figure,
    Funder,
    Gate,
    Mark,
    Milestone,
    Phase,
    ProjectClass,
)
from grandlivre.programme.pairing import Making, Pair, paired
from grandlivre.programme.sites import Ground
from grandlivre.programme.spreads import Reference
from grandlivre.programme.timing import decimal_year, gate_of, is_past, years_left

_PUBLIC_COMPUTING = frozenset({"research", "agency", "university"})
_NAMES = 3
_HALL_MW = 50
"""Computing of less power fits into halls that stand already."""


def kind_of(draft: Draft) -> ProjectClass:
    """What kind of build a project is."""
    root = draft.family.root
    assets = {each.asset for each in root.projects}
    if root.purpose is Purpose.ENERGY or (
        Asset.ENERGY in assets and not assets & {Asset.DATA_CENTRE, Asset.COMPUTE}
    ):
        return ProjectClass.ENERGY
    if draft.is_power_elsewhere and not any(each.is_rest for each in draft.slices):
        return ProjectClass.ENERGY
    if root.purpose is Purpose.COMPUTE or assets == {Asset.COMPUTE}:
        if any(each.kind in _PUBLIC_COMPUTING for each in root.known_by):
            return ProjectClass.SUPERCOMPUTER
        power = None if draft.whole is None else draft.whole.best
        if power is not None and power < _HALL_MW and Asset.DATA_CENTRE not in assets:
            return ProjectClass.COMPUTE
    return ProjectClass.CAMPUS


def phases_of(draft: Draft, ground: Ground, project: str, making: Making) -> tuple[Phase, ...]:
    """Make the phases of a project, in their order.

    Parameters
    ----------
    draft
        Its slices of money and statements of power.
    ground
        Its site.
    project
        Its id.
    making
        The ledger's entries, the reference figures and the day of the plan.
    """
    kind = kind_of(draft)
    pairs = paired(draft, ground, making)
    includes_it = _includes_it(draft, kind, making.reference)
    total = sum((each.power.best or Decimal(0) for each in pairs), Decimal(0))
    found: list[Phase] = []
    for place, pair in enumerate(pairs):
        entry = making.entries[pair.entry]
        reached = _reached(entry, pair, ground, making.as_of, is_first=place == 0)
        milestones = _milestones(entry, pair, reached, ground, making)
        opening = decimal_year(Period.parse(_last_date(milestones, making)).last)
        named = making.reference.named_in(draft.words)
        newest = making.reference.newest(float(opening))
        generation = None if kind is ProjectClass.ENERGY else named or newest
        power, capex, accelerators = filled(
            pair.money,
            pair.power,
            _share(draft.accelerators, pair, pairs, total),
            reference=making.reference,
            generation=generation,
            includes_it=includes_it,
            kind=kind,
        )
        found.append(
            Phase(
                id=content_key("phs", project, place + 1),
                project=project,
                site=ground.site.id,
                order=place + 1,
                title=_title(draft, making, place, len(pairs)),
                power_mw=power,
                capex_eur=capex,
                accelerators=accelerators,
                generation=None if generation is None else generation.name,
                includes_it=includes_it,
                reached=reached,
                milestones=milestones,
                funders=funders_of(payers(entry.known_by or draft.family.root.known_by)),
                entries=pair.told,
            )
        )
    return tuple(found)


def _share(
    counted: Figure | None, pair: Pair, pairs: Sequence[Pair], total: Decimal
) -> Figure | None:
    """The accelerators of one phase: all where there is one, else by its megawatts."""
    if counted is None or len(pairs) == 1:
        return counted
    power = pair.power.best
    if not power or not total or any(not each.power.best for each in pairs):
        return None
    part, most = megawatts(power), megawatts(total)
    how = Words(fr=f"part de {part.fr} sur {most.fr}", en=f"share of {part.en} in {most.en}")
    first = portions(counted, (power, total - power), (how, how))[0]
    return Figure(
        low=first.low,
        best=first.best,
        high=first.high,
        mark=Mark.INFERRED,
        basis=basis_of((counted, pair.power)),
        how=how,
    )


def _includes_it(draft: Draft, kind: ProjectClass, reference: Reference) -> bool:
    """Whether its money pays for accelerators: by euros per megawatt, else by what it is."""
    if kind is ProjectClass.ENERGY:
        return False
    power = None if draft.whole is None else draft.whole.best
    money = draft.money
    if power and money:
        per_mw = money / power / Decimal(10) ** 6
        hosting = reference.spread("capex_hosting_meur_per_mw").median
        everything = reference.spread("capex_all_in_meur_per_mw").median
        return per_mw * per_mw > hosting * everything
    if kind in (ProjectClass.COMPUTE, ProjectClass.SUPERCOMPUTER):
        return True
    return draft.family.root.purpose is Purpose.COMPUTE or draft.accelerators is not None


def _reached(entry: Commitment, pair: Pair, ground: Ground, as_of: date, *, is_first: bool) -> Gate:
    if pair.is_running:
        return Gate.FILLED
    has_town = ground.has_town
    if not is_first:
        confirmed = entry.stage not in (Stage.CONSIDERED, Stage.ANNOUNCED, Stage.CANCELLED)
        found = Gate.SECURED if has_town and confirmed else Gate.ANNOUNCED
    else:
        found = gate_of(entry.stage, has_town=has_town)
        if ground.is_contracted and not is_past(found, Gate.CONNECTED):
            found = Gate.CONNECTED
    # What is to open later does not run, whatever else of it does.
    opens = None if pair.by is None else Period.parse(pair.by).first
    if is_past(found, Gate.ENERGISED) and opens is not None and opens > as_of:
        return Gate.PERMITTED
    return found


def _milestones(
    entry: Commitment, pair: Pair, reached: Gate, ground: Ground, making: Making
) -> tuple[Milestone, ...]:
    found = []
    starts = [each for each in entry.starts if Period.parse(each).last > making.as_of]
    if starts and not is_past(reached, Gate.PERMITTED):
        begin = max(starts)
        found.append(
            Milestone(
                gate=Gate.PERMITTED,
                by=begin,
                mark=Mark.INFERRED,
                basis=(entry.id,),
                how=Words(
                    fr=f"le chantier doit commencer\u00a0: {begin}",
                    en=f"works are to begin: {begin}",
                ),
            )
        )
    if pair.by is not None:
        found.append(promised(pair.by, pair.basis))
    elif not is_past(reached, Gate.ENERGISED):
        fast = ground.site.is_fast_track
        found.append(usual_milestone(reached, making, is_fast_track=fast))
    return tuple(found)


def promised(by: str, basis: tuple[str, ...]) -> Milestone:
    """The date by which a text says that power is to flow."""
    return Milestone(gate=Gate.ENERGISED, by=by, mark=Mark.SAID, basis=basis, how=NOTHING)


def usual_milestone(reached: Gate, making: Making, *, is_fast_track: bool) -> Milestone:
    """When power usually flows, from today and from where the phase stands."""
    years = years_left(reached, making.reference, is_fast_track=is_fast_track).median
    day = decimal_year(making.as_of) + years
    told = f"{years:.1f}"
    return Milestone(
        gate=Gate.ENERGISED,
        by=str(int(day)),
        mark=Mark.INFERRED,
        basis=(
            "secure_years",
            "permit_years",
            "construction_months",
            "connection_years_fast_track" if is_fast_track else "connection_years_ordinary",
        ),
        how=Words(
            fr=f"{making.as_of.year} + {told.replace('.', ',')} ans, durée usuelle de ce qui reste",
            en=f"{making.as_of.year} + {told} years, as what is left usually takes",
        ),
    )


def _last_date(milestones: Sequence[Milestone], making: Making) -> str:
    return milestones[-1].by if milestones else making.as_of.isoformat()


def funders_of(named: Sequence[Entity]) -> tuple[Funder, ...]:
    """Payers in equal parts; one without a name where no text names any."""
    if not named:
        return (Funder(party="", name="", country=None, share=Decimal(1), mark=Mark.UNKNOWN),)
    share = (Decimal(1) / len(named)).quantize(Decimal("0.000001"))
    shares = [share] * (len(named) - 1)
    shares.append(1 - sum(shares, Decimal(0)))
    mark = Mark.SAID if len(named) == 1 else Mark.INFERRED
    return tuple(
        Funder(party=each.key, name=each.name, country=each.country, share=part, mark=mark)
        for each, part in zip(named, shares, strict=True)
    )


def _title(draft: Draft, making: Making, place: int, count: int) -> Words:
    if count == 1:
        return title_of(draft, making.entries)
    return Words(fr=f"Phase {place + 1} sur {count}", en=f"Phase {place + 1} of {count}")


def title_of(draft: Draft, entries: Mapping[str, Commitment]) -> Words:
    """What a project is called: who builds, and where."""
    told = dict.fromkeys(each.entry for each in draft.slices)
    root = draft.family.root
    known = root if root.id in told or len(told) > 1 else entries[next(iter(told))]
    place = draft.place
    if place is None or not is_town(place) or not payers(known.known_by):
        return known.title
    names = payers(known.known_by)[:_NAMES]
    more = len(payers(known.known_by)) - len(names)
    tail = f" +{more}" if more else ""
    return Words(
        fr=f"{', '.join(each.called('fr') for each in names)}{tail} – {place.called('fr')}",
        en=f"{', '.join(each.called('en') for each in names)}{tail} – {place.called('en')}",
    )
