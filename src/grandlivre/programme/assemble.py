"""From a ledger to what it would build."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.model import Claim
from grandlivre.entities.model import Place
from grandlivre.ledger.model import Commitment, Ledger, LinkKind, RelationBasis, Words
from grandlivre.programme.arithmetic import euros
from grandlivre.programme.drafts import Draft, drafts
from grandlivre.programme.envelopes import abroad, envelopes_of
from grandlivre.programme.facts import Facts, gather, is_town
from grandlivre.programme.families import families
from grandlivre.programme.flags import flags_of
from grandlivre.programme.model import NotBuilt, Plan, Project, Site
from grandlivre.programme.pairing import Making
from grandlivre.programme.phases import kind_of, phases_of, title_of
from grandlivre.programme.screening import is_abroad, is_offer, is_told_again, reason_not_built
from grandlivre.programme.sites import Grid, Ground, grid_of, ground_of
from grandlivre.programme.spreads import Reference
from grandlivre.programme.ties import tie
from grandlivre.programme.unnamed import built_envelope
from grandlivre.reference.parameters.model import Generation, GridStep, Parameter

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembleOptions:
    """What a plan is made for."""

    as_of: date
    country: str | None = "FR"
    """ISO 3166-1 code; None for every country."""
    claims: Mapping[str, Claim] = field(default_factory=dict)
    """The claims that the ledger was made from, by id: they tell megawatts, hectares and
    accelerators site by site."""
    generations: Mapping[str, Generation] = field(default_factory=dict)
    """Accelerator generations by name."""
    grid: tuple[GridStep, ...] = ()
    """Grid contracts of the reference, for sites of which no claim tells any."""
    builds_envelopes: bool = False
    """True to take what programmes leave over as projects of their own, somewhere in their
    country: to compare programmes of which no part is known."""


def assemble(ledger: Ledger, parameters: Mapping[str, Parameter], options: AssembleOptions) -> Plan:
    """Work out what a ledger would build: sites, projects, phases, with what is left out inferred.

    Parameters
    ----------
    ledger
        From `grandlivre.ledger.reconcile`.
    parameters
        Reference figures by name, from `grandlivre.reference.parameters.parameters`.
    options
        The day, the country, and the claims.

    Returns
    -------
    Plan
        Sites, projects with their phases, what programmes leave over, flags, and the entries
        that build nothing, each with the reason. Every entry of the ledger is either told of by
        a phase or named there.

    Raises
    ------
    ReferenceDataError
        Where a parameter is missing.

    Notes
    -----
    See ``docs/explanation/programme.md`` for the rules and where they err.
    """
    reference = Reference(parameters, options.generations)
    facts = gather(ledger, options.claims)
    not_built: dict[str, Words] = {}
    for each in ledger.commitments:
        reason = reason_not_built(each) or is_told_again(each, ledger)
        if reason is not None:
            not_built[each.id] = reason
    builders = [each for each in ledger.commitments if each.id not in not_built]
    ties = tie(builders, ledger, facts)
    used = [town for each in families(builders, ties, facts) for town in each.towns]
    facts = facts.settled(used)
    found = drafts(families(builders, ties, facts), facts, reference)
    entries = {each.id: each for each in ledger.commitments}
    here = [each for each in found if not _is_elsewhere(each, options.country, ledger)]
    offers = [each for each in ledger.commitments if is_offer(each)]
    grid = grid_of(ledger, offers, facts, options.grid)
    making = Making(entries=entries, ends=facts.ends, reference=reference, as_of=options.as_of)
    sites, projects = _projects(here, grid, facts, ledger, making)
    told = {key for each in projects for phase in each.phases for key in phase.entries}
    for draft in found:
        for key in draft.entries:
            if key not in told:
                where = (draft.place,) if draft.place is not None else entries[key].places
                not_built[key] = abroad(where, options.country or "")
    flags = flags_of(projects, sites, facts, making)
    envelopes, others = envelopes_of(ledger, options.country)
    if options.builds_envelopes:
        programmes = {each.id: each for each in ledger.programmes}
        for envelope in envelopes:
            site, project = built_envelope(envelope, programmes[envelope.programme], making)
            sites, projects = (*sites, site), (*projects, project)
        envelopes = ()
    return Plan(
        as_of=options.as_of,
        sites=sites,
        projects=projects,
        envelopes=envelopes,
        flags=flags,
        not_built=(
            *(NotBuilt(entry=key, reason=reason) for key, reason in not_built.items()),
            *others,
        ),
    )


def _projects(
    found: Sequence[Draft], grid: Grid, facts: Facts, ledger: Ledger, making: Making
) -> tuple[tuple[Site, ...], tuple[Project, ...]]:
    by_town: dict[str, list[Draft]] = defaultdict(list)
    for each in found:
        if each.place is not None and is_town(each.place):
            by_town[each.place.key].append(each)
    grounds: dict[str, Ground] = {}
    projects: list[Project] = []
    for each in found:
        key = project_key(each)
        at = each.place
        town = at.key if at is not None and is_town(at) else ""
        ground = grounds.get(town) if town else None
        if ground is None:
            ground = ground_of(at, key, by_town.get(town) or [each], grid, facts, making.as_of)
            grounds[town or key] = ground
        projects.append(_project(each, ground, key, ledger, making))
    named = _told_apart(_taken_over(projects, found, ledger))
    return tuple(each.site for each in grounds.values()), tuple(named)


def _told_apart(projects: Sequence[Project]) -> Iterable[Project]:
    """Projects of one title get the year in which they were announced, or their money."""
    alike: dict[str, list[Project]] = defaultdict(list)
    for each in projects:
        alike[each.title.fr].append(each)
    for each in projects:
        same = alike[each.title.fr]
        if len(same) == 1:
            yield each
            continue
        years = {other.announced.year if other.announced else None for other in same}
        if len(years) == len(same) and each.announced is not None:
            mark = Words(fr=str(each.announced.year), en=str(each.announced.year))
        else:
            mark = euros(sum((phase.capex_eur.best or _NONE for phase in each.phases), _NONE))
        title = Words(fr=f"{each.title.fr} ({mark.fr})", en=f"{each.title.en} ({mark.en})")
        phases = tuple(
            replace(phase, title=title) if phase.title == each.title else phase
            for phase in each.phases
        )
        yield replace(each, title=title, phases=phases)


def _project(draft: Draft, ground: Ground, key: str, ledger: Ledger, making: Making) -> Project:
    root = draft.family.root
    return Project(
        id=key,
        title=title_of(draft, making.entries),
        kind=kind_of(draft),
        phases=phases_of(draft, ground, key, making),
        entries=draft.entries,
        programmes=_programmes(draft, ledger, making.entries),
        announced=_day(making.entries[draft.slices[0].entry].announced or root.announced),
        is_cancelled=root.is_cancelled,
    )


def project_key(draft: Draft) -> str:
    """A project's id: of the entry that it comes from and the place where it stands."""
    place = draft.place
    return content_key("prj", draft.family.root.id, "" if place is None else place.key)


def _programmes(draft: Draft, ledger: Ledger, entries: Mapping[str, Commitment]) -> tuple[str, ...]:
    members = {draft.family.root.id, *draft.entries}
    wholes = {whole for key in members for whole in entries[key].wholes}
    return tuple(
        each.id
        for each in ledger.programmes
        if each.aside is None
        and (
            each.id in wholes
            or any(item.entry in members and not item.is_perhaps for item in each.items)
        )
    )


def _taken_over(
    projects: Sequence[Project], found: Sequence[Draft], ledger: Ledger
) -> tuple[Project, ...]:
    """Say which project stands on the site of a withdrawn one."""
    places = {project.id: draft.place for project, draft in zip(projects, found, strict=True)}
    kept = list(projects)
    for link in ledger.links:
        if link.kind is not LinkKind.SUPERSEDES or link.basis is RelationBasis.PERHAPS:
            continue
        gone = [each for each in projects if each.is_cancelled and link.target in each.entries]
        new = [each for each in projects if not each.is_cancelled and link.source in each.entries]
        pair = _same_place(gone, new, places)
        if pair is not None:
            kept = [
                replace(each, takes_over=pair[0].id) if each.id == pair[1].id else each
                for each in kept
            ]
    return tuple(kept)


def _same_place(
    gone: Sequence[Project], new: Sequence[Project], places: Mapping[str, Place | None]
) -> tuple[Project, Project] | None:
    for before in gone:
        for after in new:
            one, other = places[before.id], places[after.id]
            if one is not None and other is not None and one.key == other.key:
                return before, after
    return (gone[0], new[0]) if gone and new else None


def _is_elsewhere(draft: Draft, country: str | None, ledger: Ledger) -> bool:
    if country is None:
        return False
    if draft.place is not None and draft.place.country and is_town(draft.place):
        return draft.place.country != country
    return is_abroad(draft.family.root, country, ledger)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return Period.parse(text).first
    except ValueError:
        return None
