"""Phases of a project: its money and its megawatts paired, gates, dates and payers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.model import Purpose, Stage
from grandlivre.entities.model import Asset
from grandlivre.ledger.model import Commitment, Words
from grandlivre.ledger.natures import payers
from grandlivre.ledger.words import NBSP
from grandlivre.programme.arithmetic import NOTHING, basis_of, megawatts, portions, said
from grandlivre.programme.drafts import Draft
from grandlivre.programme.facts import is_town
from grandlivre.programme.families import Slice
from grandlivre.programme.filling import filled
from grandlivre.programme.ladder import Step, steps
from grandlivre.programme.model import (
    Figure,
    Funder,
    Gate,
    Mark,
    Milestone,
    Phase,
    ProjectClass,
)
from grandlivre.programme.sites import Ground
from grandlivre.programme.spreads import Reference
from grandlivre.programme.timing import decimal_year, gate_of, is_past, years_left

_PUBLIC_COMPUTING = frozenset({"research", "agency", "university"})
_NAMES = 3
_HALL_MW = 50
"""Computing of less power fits into halls that stand already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Money and megawatts of one phase, before what is missing is filled in."""

    money: Figure
    power: Figure
    by: str | None
    basis: tuple[str, ...]
    """What the date rests on."""
    is_running: bool
    told: tuple[str, ...]
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What phases are made with."""

    entries: Mapping[str, Commitment]
    ends: Mapping[str, Mapping[str, int]]
    """Dates of service that claims of money give, and how many do, by entry."""
    reference: Reference
    as_of: date


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
        generation = named or newest
        power, capex, accelerators = filled(
            pair.money,
            pair.power,
            _share(draft.accelerators, pair, pairs, total),
            reference=making.reference,
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
                generation=None
                if generation is None or kind is ProjectClass.ENERGY
                else generation.name,
                includes_it=includes_it,
                reached=reached,
                milestones=milestones,
                funders=_funders(entry, draft.family.root),
                entries=pair.told,
            )
        )
    return tuple(found)


def paired(draft: Draft, ground: Ground, making: Making) -> tuple[Pair, ...]:
    """Pair slices of money with steps of power.

    Notes
    -----
    One sum and several steps: the sum is shared out by the steps' megawatts. Several sums and
    one step: the megawatts are shared out by the sums. Several of both: sums that a text gives
    for a first phase go with the first steps, the rest with the other steps by megawatts.
    """
    slices = sorted(
        draft.slices, key=lambda each: (each.is_rest, min(_ends(making, each.entry)), each.entry)
    )
    whole = draft.whole
    if whole is None or whole.best is None or whole.mark is Mark.UNKNOWN:
        none = whole or Figure(
            low=None, best=None, high=None, mark=Mark.UNKNOWN, basis=(), how=NOTHING
        )
        return tuple(
            Pair(
                money=each.money,
                power=none,
                by=_end(making, each.entry),
                basis=(each.entry,),
                is_running=False,
                told=each.told,
                entry=each.entry,
            )
            for each in slices
        )
    ends = (_end(making, each.entry) for each in slices)
    latest = max((each for each in ends if each), default=None, key=lambda e: Period.parse(e).last)
    found = steps(draft.powers, ground.offers, whole.best, making.as_of, latest)
    powers = _increments(whole, found)
    if len(slices) > len(found) or (len(slices) == len(found) and len(found) > 1):
        return _by_money(slices, whole, found, making)
    first, last = slices[:-1], slices[-1]
    pairs = [
        _pair(each.money, power, step, making, each.told, each.entry)
        for each, power, step in zip(first, powers, found, strict=False)
    ]
    left = list(zip(powers, found, strict=True))[len(first) :]
    weights = [power.best or Decimal(0) for power, _ in left]
    moneys = [last.money] if len(left) == 1 else _shared(last.money, weights)
    told = last.told if first else draft.entries
    pairs.extend(
        _pair(money, power, step, making, told, last.entry)
        for money, (power, step) in zip(moneys, left, strict=True)
    )
    return tuple(pairs)


def _by_money(
    slices: Sequence[Slice], whole: Figure, found: Sequence[Step], making: Making
) -> tuple[Pair, ...]:
    """Megawatts shared out by sums of money; where a sum is unknown, evenly."""
    known = [each.money.best for each in slices if each.money.best]
    mean = sum(known, Decimal(0)) / len(known) if known else Decimal(1)
    weights = [each.money.best or mean for each in slices]
    powers = [whole] if len(slices) == 1 else _portions_of_power(whole, weights)
    pairs = []
    for place, (each, power) in enumerate(zip(slices, powers, strict=True)):
        step = found[min(place, len(found) - 1)] if len(found) == len(slices) else found[-1]
        pairs.append(_pair(each.money, power, step, making, each.told, each.entry))
    return tuple(pairs)


def _pair(
    money: Figure, power: Figure, step: Step, making: Making, told: tuple[str, ...], entry: str
) -> Pair:
    return Pair(
        money=money,
        power=power,
        by=step.by or _end(making, entry, step.is_running),
        basis=step.basis if step.by else (entry,),
        is_running=step.is_running,
        told=told,
        entry=entry,
    )


def _increments(whole: Figure, found: Sequence[Step]) -> list[Figure]:
    """What each step adds to the one before."""
    if len(found) == 1:
        return [whole]
    first = found[0]
    figures = [
        Figure(
            low=first.total_mw,
            best=first.total_mw,
            high=first.total_mw,
            mark=Mark.SAID,
            basis=first.basis,
            how=NOTHING,
        )
    ]
    for before, after in pairwise(found):
        more, less = megawatts(after.total_mw), megawatts(before.total_mw)
        added = after.total_mw - before.total_mw
        figures.append(
            Figure(
                low=added,
                best=added,
                high=added,
                mark=Mark.INFERRED,
                basis=tuple(dict.fromkeys((*before.basis, *after.basis, *whole.basis))),
                how=Words(fr=f"{more.fr} − {less.fr}", en=f"{more.en} − {less.en}"),
            )
        )
    return figures


def _shared(money: Figure, weights: Sequence[Decimal]) -> list[Figure]:
    if money.mark is Mark.UNKNOWN:
        return [money] * len(weights)
    total = megawatts(sum(weights, Decimal(0)))
    sums = said(money)
    how = [
        Words(
            fr=f"{sums.fr} × {megawatts(each).fr} / {total.fr}",
            en=f"{sums.en} × {megawatts(each).en} / {total.en}",
        )
        for each in weights
    ]
    return portions(money, weights, how)


def _portions_of_power(whole: Figure, weights: Sequence[Decimal]) -> list[Figure]:
    total = sum(weights, Decimal(0))
    most = megawatts(whole.best or Decimal(0))
    how = []
    for weight in weights:
        share = f"{100 * weight / total:.0f}"
        how.append(
            Words(
                fr=f"{most.fr} × {share}{NBSP}%, sa part de l’argent",
                en=f"{most.en} × {share}%, its share of the money",
            )
        )
    return portions(whole, weights, how)


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
        found.append(
            Milestone(
                gate=Gate.ENERGISED, by=pair.by, mark=Mark.SAID, basis=pair.basis, how=NOTHING
            )
        )
    elif not is_past(reached, Gate.ENERGISED):
        found.append(_usual(reached, ground, making))
    return tuple(found)


def _usual(reached: Gate, ground: Ground, making: Making) -> Milestone:
    """When power usually flows, from today and from where the phase stands."""
    years = years_left(reached, making.reference, is_fast_track=ground.site.is_fast_track).median
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
            "connection_years_fast_track"
            if ground.site.is_fast_track
            else "connection_years_ordinary",
        ),
        how=Words(
            fr=f"{making.as_of.year} + {told.replace('.', ',')} ans, durée usuelle de ce qui reste",
            en=f"{making.as_of.year} + {told} years, as what is left usually takes",
        ),
    )


def _last_date(milestones: Sequence[Milestone], making: Making) -> str:
    return milestones[-1].by if milestones else making.as_of.isoformat()


def _ends(making: Making, key: str) -> list[str]:
    return list(making.entries[key].ends) or ["9999"]


def _end(making: Making, key: str, is_running: bool = False) -> str | None:
    """When an entry is to be in service: the date that most claims give, the latest of several.

    A date before it was announced is of something else.
    """
    entry = making.entries[key]
    if is_running:
        return None
    since = None if entry.announced is None else Period.parse(entry.announced).first
    counts = making.ends.get(key) or {}
    ends = [each for each in entry.ends if since is None or Period.parse(each).last > since]
    return max(
        ends,
        key=lambda each: (counts.get(each, 0), Period.parse(each).last, each),
        default=None,
    )


def _funders(entry: Commitment, root: Commitment) -> tuple[Funder, ...]:
    named = payers(entry.known_by or root.known_by)
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
