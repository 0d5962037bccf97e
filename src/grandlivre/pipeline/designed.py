"""A campus design beside the plans: its project in a ledger's plan, or a plan of its own."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grandlivre.base.fold import fold
from grandlivre.base.wording import number
from grandlivre.campus.design.model import CampusDesign, Mark
from grandlivre.campus.design.model import Phase as DesignPhase
from grandlivre.errors import ConfigError
from grandlivre.ledger.model import Commitment, Words
from grandlivre.programme.model import (
    Figure,
    Funder,
    Gate,
    Milestone,
    Phase,
    Plan,
    Project,
    ProjectClass,
    Site,
    Tranche,
)
from grandlivre.programme.model import Mark as PlanMark
from grandlivre.reference.parameters.model import Parameter

_BUILT_HERE = (ProjectClass.CAMPUS, ProjectClass.SUPERCOMPUTER, ProjectClass.COMPUTE)
_NO_WORDS = Words(fr="", en="")
_NOTHING = Figure(low=None, best=None, high=None, mark=PlanMark.UNKNOWN, basis=(), how=_NO_WORDS)
_PER_MW = "capex_hosting_meur_per_mw"
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(?:l|la|le|les|the) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    project: Project
    is_place: bool
    is_name: bool
    gap: float
    """How far its megawatts are from the design's, as a ratio."""


def project_named(name: str, plan: Plan) -> Project | None:
    """The one project of a plan that has this name, title, or part of a title.

    Parameters
    ----------
    name
        An identifier, a title in either language, or a part of one, whatever its case and accents.
    plan
        A ledger's. What has no phase is not looked up, and what is withdrawn only where nothing
        that lives is called so.

    Returns
    -------
    Project or None
        None where none is called so.

    Raises
    ------
    ConfigError
        Where several are.
    """
    wanted = fold(name)
    titled = [
        (each, {fold(each.title.fr), fold(each.title.en)}) for each in plan.projects if each.phases
    ]
    same = [each for each, titles in titled if wanted in titles or each.id == name]
    part = [each for each, titles in titled if any(wanted in title for title in titles)]
    found = same or part
    found = [each for each in found if not each.is_cancelled] or found
    if len(found) > 1:
        raise ConfigError(
            f"{len(found)} projects are called {name}",
            remedy=f"name one of {', '.join(each.title.en for each in found)}",
        )
    return found[0] if found else None


def project_of(
    design: CampusDesign, plan: Plan, entries: Iterable[Commitment] = ()
) -> Project | None:
    """The project of a plan that a design is of; None where there is none.

    Parameters
    ----------
    design
        With the name under which the ledger knows it, and its place.
    plan
        A ledger's.
    entries
        The ledger's entries, whose titles name what the plan's projects gather.

    Notes
    -----
    A project must stand at the design's place, or have its name; both count for more than one, a
    place for more than a name, and the nearest power decides among equals. What is withdrawn is
    taken last.
    """
    titles = {entry.id: entry.title for entry in entries}
    sites = {site.id: site for site in plan.sites}
    found = [_weighed(each, design, sites, titles) for each in plan.projects]
    live = [
        each
        for each in found
        if each.project.phases
        and each.project.kind in _BUILT_HERE
        and (each.is_place or each.is_name)
    ]
    if not live:
        return None
    best = min(
        live,
        key=lambda each: (
            each.project.is_cancelled,
            not each.is_place,
            not each.is_name,
            each.gap,
            each.project.id,
        ),
    )
    return best.project


def _weighed(
    project: Project, design: CampusDesign, sites: Mapping[str, Site], titles: Mapping[str, Words]
) -> _Candidate:
    # "Fouju, Seine-et-Marne": the commune comes first.
    place = _place(design.place.split(",")[0])
    names = {_plain(each) for each in (design.project, design.name) if each}
    told = [project.title, *(titles[each] for each in project.entries if each in titles)]
    plain = [_plain(words) for each in told for words in (each.fr, each.en)]
    where = {_place(sites[phase.site].title.fr) for phase in project.phases}
    power = sum(float(phase.power_mw.best or 0) for phase in project.phases)
    wanted = sum(phase.power_mw for phase in design.phases)
    ends = sorted((max(power, 1e-9), max(wanted, 1e-9)))
    return _Candidate(
        project=project,
        is_place=bool(place) and place in where,
        is_name=project.id == design.project
        or any(f" {name} " in f" {text} " for name in names if name for text in plain),
        gap=ends[1] / ends[0],
    )


def _plain(text: str) -> str:
    """Letters and digits alone, without accents or case.

    Examples
    --------
    >>> _plain("Île-de-France (Évry)")
    'ile de france evry'
    """
    spaced = text.replace("’", " ").replace("–", " ")
    flat = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    return _NOT_LETTERS.sub(" ", flat.lower()).strip()


def _place(text: str) -> str:
    """A place without its article: some texts leave it out.

    Examples
    --------
    >>> _place("La Courneuve"), _place("L’Isle-Adam"), _place("Laon")
    ('courneuve', 'isle adam', 'laon')
    """
    return _ARTICLE.sub("", _plain(text))


def plan_of_design(design: CampusDesign, parameters: Mapping[str, Parameter], day: date) -> Plan:
    """A plan of a design's own phases, for where no ledger tells of it.

    Parameters
    ----------
    design
        Its phases, pools and tranches; what it says and what it infers stay marked so.
    parameters
        Costs a megawatt, from which its money is inferred.
    day
        The day to look ahead from.

    Returns
    -------
    Plan
        One project on one site; nobody is named to pay for it.
    """
    site = f"site:{design.name}"
    is_contracted = any(each.mark is Mark.SAID for each in design.grid.tranches)
    phases = tuple(
        _phase(design, phase, order, parameters, is_contracted=is_contracted)
        for order, phase in enumerate(design.phases, 1)
    )
    project = Project(
        id=f"project:{design.name}",
        title=design.title,
        kind=ProjectClass.CAMPUS,
        phases=phases,
        entries=(),
        programmes=(),
        announced=None,
        is_cancelled=False,
    )
    return Plan(
        as_of=day,
        sites=(
            Site(
                id=site,
                title=Words(fr=design.place, en=design.place),
                place=None,
                area_ha=_NOTHING,
                tranches=tuple(
                    Tranche(
                        total_mw=Decimal(str(each.total_mw)), by=each.opens,
                        mark=_mark(each.mark), basis=(),
                    )
                    for each in design.grid.tranches
                ),
                is_fast_track=False,
            ),
        ),
        projects=(project,),
        envelopes=(),
        flags=(),
        not_built=(),
    )  # fmt: skip


def _phase(
    design: CampusDesign,
    phase: DesignPhase,
    order: int,
    parameters: Mapping[str, Parameter],
    *,
    is_contracted: bool,
) -> Phase:
    halls = {hall.name for hall in design.halls if hall.phase == phase.name}
    pools = [pool for pool in design.pools if pool.hall in halls]
    count = sum(pool.count for pool in pools)
    most = max(pools, key=lambda pool: (pool.count, pool.name), default=None)
    spread = parameters[_PER_MW].distribution
    megawatts = Decimal(str(phase.power_mw))
    each = Decimal(str(spread.median))
    euros = megawatts * each * 10**6
    how = {
        language: f"{number(megawatts, language)} MW × {number(each, language)} M€/MW"
        for language in ("fr", "en")
    }
    return Phase(
        id=f"phase:{design.name}:{phase.name}",
        project=f"project:{design.name}",
        site=f"site:{design.name}",
        order=order,
        title=Words(fr=phase.name, en=phase.name),
        power_mw=_exactly(megawatts, _mark(phase.mark)),
        capex_eur=Figure(
            low=euros, best=euros, high=euros, mark=PlanMark.INFERRED, basis=(_PER_MW,),
            how=Words(**how),
        ),
        accelerators=_exactly(Decimal(count), PlanMark.INFERRED) if count else _NOTHING,
        generation=most.generation if most else None,
        # Machines are counted by the pools, and cost what the table says of them.
        includes_it=False,
        reached=Gate.CONNECTED if is_contracted and order == 1 else Gate.ANNOUNCED,
        milestones=(
            Milestone(
                gate=Gate.ENERGISED, by=phase.opens, mark=_mark(phase.mark), basis=(),
                how=_NO_WORDS,
            ),
        ),
        funders=(
            Funder(party="", name="", country=None, share=Decimal(1), mark=PlanMark.UNKNOWN),
        ),
        entries=(),
    )  # fmt: skip


def _exactly(value: Decimal, mark: PlanMark) -> Figure:
    return Figure(low=value, best=value, high=value, mark=mark, basis=(), how=_NO_WORDS)


def _mark(mark: Mark) -> PlanMark:
    return PlanMark.SAID if mark is Mark.SAID else PlanMark.INFERRED
