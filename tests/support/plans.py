"""Made-up build plans: single phases for closed forms, large ones from a seed."""

import random
from datetime import date, timedelta
from decimal import Decimal

from grandlivre.entities.model import Place
from grandlivre.ledger.model import Words
from grandlivre.programme.model import (
    GATES,
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
    Tranche,
)

AS_OF = date(2026, 10, 1)
EMPTY = Words(fr="", en="")


def words(text: str) -> Words:
    return Words(fr=text, en=text)


def figure(
    best: float | None = None,
    low: float | None = None,
    high: float | None = None,
    mark: Mark = Mark.SAID,
) -> Figure:
    """A figure; without bounds it is exact, without anything it is unknown."""

    def decimal(value: float | None) -> Decimal | None:
        return None if value is None else Decimal(str(value))

    if best is None and low is None and high is None:
        mark = Mark.UNKNOWN
    return Figure(
        low=decimal(best if low is None else low),
        best=decimal(best),
        high=decimal(best if high is None else high),
        mark=mark,
        basis=(),
        how=EMPTY,
    )


def site(name: str, *tranches: tuple[float, str | None], fast: bool = False) -> Site:
    """A site in France; tranches as (MW in all, partial date or None)."""
    return Site(
        id=name,
        title=words(name.title()),
        place=Place(key=f"fr:{name}", name=name.title(), level=5, country="FR"),
        area_ha=figure(),
        tranches=tuple(
            Tranche(total_mw=Decimal(str(mw)), by=by, mark=Mark.SAID, basis=())
            for mw, by in tranches
        ),
        is_fast_track=fast,
    )


def phase(
    project: str,
    order: int = 1,
    *,
    mw: Figure | None = None,
    capex: Figure | None = None,
    accelerators: Figure | None = None,
    by: str | None = None,
    reached: Gate = Gate.ANNOUNCED,
    at: str = "",
    funders: tuple[Funder, ...] = (),
    generation: str | None = "GB300",
    includes_it: bool = True,
) -> Phase:
    return Phase(
        id=f"{project}-{order}",
        project=project,
        site=at or f"site-{project}",
        order=order,
        title=words(f"{project.title()} {order}"),
        power_mw=mw or figure(100),
        capex_eur=capex or figure(1e9),
        accelerators=accelerators or figure(),
        generation=generation,
        includes_it=includes_it,
        reached=reached,
        milestones=(Milestone(gate=Gate.ENERGISED, by=by, mark=Mark.SAID, basis=(), how=EMPTY),)
        if by
        else (),
        funders=funders,
        entries=(),
    )


def funder(name: str, share: float = 1.0, country: str | None = None) -> Funder:
    return Funder(
        party=f"ent_{name}",
        name=name.title(),
        country=country,
        share=Decimal(str(share)),
        mark=Mark.SAID,
    )


def project(
    name: str,
    *phases: Phase,
    kind: ProjectClass = ProjectClass.CAMPUS,
    cancelled: bool = False,
    programmes: tuple[str, ...] = (),
    takes_over: str | None = None,
) -> Project:
    return Project(
        id=name,
        title=words(name.title()),
        kind=kind,
        phases=phases or (phase(name),),
        entries=(),
        programmes=programmes,
        announced=None,
        is_cancelled=cancelled,
        takes_over=takes_over,
    )


def plan(*projects: Project, sites: tuple[Site, ...] = (), as_of: date = AS_OF) -> Plan:
    """A plan; sites that are not given are made, without a grid contract."""
    given = {each.id: each for each in sites}
    needed = {each.site for one in projects for each in one.phases}
    made = tuple(given.get(name) or site(name) for name in sorted(needed | {*given}))
    return Plan(as_of=as_of, sites=made, projects=projects, envelopes=(), flags=(), not_built=())


def large(projects: int, phases: int, *, seed: int = 0, as_of: date = AS_OF) -> Plan:
    """A plan of many projects of several phases, as varied as real ones."""
    draw = random.Random(f"{seed} {projects} {phases}")
    kinds = (*[ProjectClass.CAMPUS] * 7, ProjectClass.COMPUTE, ProjectClass.SUPERCOMPUTER,
             ProjectClass.ENERGY)  # fmt: skip
    made, sites = [], []
    for number in range(projects):
        name = f"p{number:03d}"
        kind = draw.choice(kinds)
        parts = [_some_phase(draw, name, order + 1, as_of) for order in range(phases)]
        total = sum(float(each.power_mw.best or 0) for each in parts)
        tranches: list[tuple[float, str | None]] = []
        if draw.random() < 0.2:
            tranches = [(round(total / 3), "2028"), (round(2 * total / 3), "2030"), (total, None)]
        sites.append(site(f"site-{name}", *tranches, fast=draw.random() < 0.3))
        made.append(
            project(
                name,
                *parts,
                kind=kind,
                cancelled=draw.random() < 0.05,
                programmes=("programme-a",) if draw.random() < 0.6 else ("programme-b",),
            )
        )
    return plan(*made, sites=tuple(sites), as_of=as_of)


def _some_phase(draw: random.Random, name: str, order: int, as_of: date) -> Phase:
    mw = round(10 * 2 ** draw.uniform(0, 5.5))
    gate = draw.choices(GATES, weights=(40, 20, 15, 10, 5, 5, 5))[0] if order == 1 else None
    due = as_of + timedelta(days=draw.randint(200, 1800) + 500 * order)
    return phase(
        name,
        order,
        mw=figure(mw, mw * 0.8, mw * 1.2) if draw.random() < 0.5 else figure(mw),
        capex=figure(mw * 2e7) if draw.random() < 0.7 else figure(mw * 1e7, mark=Mark.INFERRED),
        accelerators=figure(mw * 400, mark=Mark.INFERRED),
        by=str(due.year) if draw.random() < 0.6 else None,
        reached=gate or Gate.ANNOUNCED,
        funders=(funder(f"fund{draw.randint(0, 40)}", 0.6), funder("others", 0.4)),
    )
