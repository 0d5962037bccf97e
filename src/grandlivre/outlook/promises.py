"""Promises as they were stated, what becomes of them, and what they would need."""

from collections.abc import Iterator

import numpy as np

from grandlivre.base.periods import Period
from grandlivre.base.wording import period
from grandlivre.ledger.model import Words
from grandlivre.outlook import arrays
from grandlivre.outlook.arrays import Floats
from grandlivre.outlook.bands import bands_of, mean_and_error
from grandlivre.outlook.model import PromiseOdds
from grandlivre.outlook.system import (
    System,
    promise_index,
    promise_of,
    promised_mw,
    quarter_index,
    title_of,
)
from grandlivre.outlook.tally import Tally

# A cause that keeps fewer than one draw in twenty from meeting a promise is not told.
_TOLD = 0.05
_NEEDS = {
    arrays.WITHDRAWN: Words(
        fr="que le projet se fasse : il est retiré dans {share}",
        en="the project to go ahead: it is withdrawn in {share}",
    ),
    arrays.REDUCED: Words(
        fr="que toute la puissance promise soit construite : elle est réduite dans {share}",
        en="all of the promised power to be built: it is reduced in {share}",
    ),
    arrays.LATE: Words(
        fr="que site, autorisations et chantier soient finis {by} : ils tardent dans {share}",
        en="site, permits and building to be finished {by}: they are late in {share}",
    ),
    arrays.UNCONNECTED: Words(
        fr="que le réseau livre cette puissance {by} : il ne le fait pas dans {share}",
        en="the grid to deliver that power {by}: it does not in {share}",
    ),
    arrays.UNBUILT: Words(
        fr="que constructeurs et financeurs aient assez de moyens : ils manquent dans {share}",
        en="builders and lenders to have enough means: they are short in {share}",
    ),
    arrays.UNSERVED: Words(
        fr="que le réseau mette assez de puissance sous tension chaque année, et que les phases "
        "d’avant soient à l’heure : cela manque dans {share}",
        en="the grid to energise enough each year, and earlier phases to be in time: "
        "this fails in {share}",
    ),
}


def promise_odds(system: System, tally: Tally, scale: Floats) -> tuple[PromiseOdds, ...]:
    """What becomes of each promise over the draws; one for each phase that a text promises."""
    projects = {project.id: project for project in system.plan.projects}
    ever, error = mean_and_error(tally.met_ever.astype(np.float64), tally.kept)
    by_date, _ = mean_and_error(tally.met_by.astype(np.float64), tally.kept)
    found = []
    for index in promise_index(system).tolist():
        phase, promise = system.phases[index], promise_of(system.phases[index])
        [band] = bands_of(
            tally.promised_counts[index, 0], tally.promised_ends[index, 0],
            tally.promised_sums[:, index : index + 1], tally.kept, float(scale[index]),
        )  # fmt: skip
        found.append(
            PromiseOdds(
                phase=phase.id,
                project=phase.project,
                title=title_of(projects[phase.project], phase),
                promised_mw=promised_mw(phase),
                promised_by=promise.by if promise else None,
                odds_by_date=float(by_date[index]) if promise else None,
                odds_ever=float(ever[index]),
                error=float(error[index]),
                expected_mw=band,
                would_need=tuple(_needs(tally, index, promise.by if promise else None)),
            )
        )
    return tuple(found)


def _needs(tally: Tally, index: int, by: str | None) -> Iterator[Words]:
    """What keeps the promise from being met, what does so most often first."""
    total = int(tally.kept.sum())
    causes = tally.causes[index]
    for cause in np.argsort(-causes, kind="stable").tolist():
        share = causes[cause] / total
        if share < _TOLD:
            return
        tenths = max(1, round(10 * share))
        needs = _NEEDS[cause]
        yield Words(
            fr=needs.fr.format(share=f"{tenths} tirage{'s' * (tenths > 1)} sur 10",
                               by=f"d’ici {period(by, 'fr')}" if by else "à temps"),
            en=needs.en.format(share=f"{tenths} in 10 draws",
                               by=f"by {period(by, 'en')}" if by else "in time"),
        )  # fmt: skip


def promised_by_quarter(system: System) -> tuple[float, ...]:
    """Megawatts that texts promise to be energised at the end of each quarter, all phases.

    A phase without a promised date is left out; one without stated power counts for nothing.
    Beside the expected power it shows the gap between what is promised and what is expected.
    """
    total = np.zeros(len(system.quarters))
    for index, phase in enumerate(system.phases):
        promise, low = promise_of(phase), promised_mw(phase)[0]
        if promise is None or low is None or not system.build.phases["is_load"][index]:
            continue
        if Period.parse(promise.by).last <= Period.parse(system.quarters[-1]).last:
            total[quarter_index(promise.by, system.quarters) :] += low
    return tuple(total.tolist())
