"""Money of a programme taken as a project of its own, for want of a named one."""

from datetime import date

from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.model import Purpose
from grandlivre.ledger.model import Programme
from grandlivre.ledger.natures import payers
from grandlivre.programme.arithmetic import unknown
from grandlivre.programme.filling import filled
from grandlivre.programme.model import Envelope, Gate, Phase, Project, ProjectClass, Site
from grandlivre.programme.pairing import Making
from grandlivre.programme.phases import funders_of, promised, usual_milestone
from grandlivre.programme.timing import decimal_year

_WITH_CHIPS = frozenset({Purpose.COMPUTE, Purpose.AI})


def built_envelope(
    envelope: Envelope, programme: Programme, making: Making
) -> tuple[Site, Project]:
    """Take what a programme leaves over as one project, somewhere in its country.

    Parameters
    ----------
    envelope
        What is left over.
    programme
        The programme.
    making
        Reference figures and the day of the plan.

    Notes
    -----
    Of a programme for computing or for AI the money pays for accelerators too. It has one phase:
    texts that name no project name no step either.
    """
    key = content_key("prj", programme.id)
    site = _site(key, envelope, programme)
    ends = [each for each in programme.ends if Period.parse(each).last > making.as_of]
    milestone = (
        promised(max(ends), (programme.id,))
        if ends
        else usual_milestone(Gate.ANNOUNCED, making, is_fast_track=False)
    )
    opening = decimal_year(Period.parse(milestone.by).last)
    generation = making.reference.newest(float(opening))
    includes_it = programme.purpose in _WITH_CHIPS
    power, capex, accelerators = filled(
        envelope.remainder_eur,
        unknown(),
        None,
        reference=making.reference,
        generation=generation,
        includes_it=includes_it,
        kind=ProjectClass.CAMPUS,
    )
    phase = Phase(
        id=content_key("phs", key, 1),
        project=key,
        site=site.id,
        order=1,
        title=envelope.title,
        power_mw=power,
        capex_eur=capex,
        accelerators=accelerators,
        generation=None if generation is None else generation.name,
        includes_it=includes_it,
        reached=Gate.ANNOUNCED,
        milestones=(milestone,),
        funders=funders_of(payers(programme.investors)),
        entries=(programme.id,),
    )
    project = Project(
        id=key,
        title=envelope.title,
        kind=ProjectClass.CAMPUS,
        phases=(phase,),
        entries=(programme.id,),
        programmes=(programme.id,),
        announced=_day(programme),
        is_cancelled=False,
    )
    return site, project


def _site(key: str, envelope: Envelope, programme: Programme) -> Site:
    """Somewhere in the smallest place that the programme is for."""
    places = [each for each in programme.places if each.country]
    return Site(
        id=content_key("sit", key),
        title=envelope.title,
        place=max(places, key=lambda each: (each.level, each.key), default=None),
        area_ha=unknown(),
        tranches=(),
        is_fast_track=False,
    )


def _day(programme: Programme) -> date | None:
    return None if programme.money_date is None else Period.parse(programme.money_date).first
