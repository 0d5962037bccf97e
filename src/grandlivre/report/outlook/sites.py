"""The map of sites: as large as their power, as dark as their stage."""

from collections.abc import Sequence
from math import sqrt

from grandlivre.outlook.model import Outcome, Scope
from grandlivre.programme.model import Gate, Mark, Phase, Site
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.outlines import Disc, has_outline, map_of
from grandlivre.report.outlook.axes import last_of_year
from grandlivre.report.outlook.model import SitesMap, Spot
from grandlivre.report.outlook.promised import Desk, best, key_year, live_phases, phase_id
from grandlivre.report.outlook.texts import form, said
from grandlivre.report.outlook.words import gate_words, power, quantity, rounded

_MOST_SPOTS = 40
_POINT = 4
"""From this level of place on (department, town) a site is a point of a map."""
_LEAST = 2
"""A map of fewer sites tells nothing."""


def sites_map(desk: Desk, home: str | None) -> SitesMap | None:
    """Draw the sites of the home country that have a place.

    Returns
    -------
    SitesMap or None
        None where there are fewer than two, or the country's outline is not at hand.
    """
    if home is None or not has_outline(home):
        return None
    found = _built(desk)
    placed = [(site, phases) for site, phases in found if _is_point(site, home)]
    if len(placed) < _LEAST:
        return None
    placed.sort(key=lambda pair: (-_power(pair[1]), pair[0].id))
    shown = placed[:_MOST_SPOTS]
    language = desk.language
    spots = tuple(
        _spot(desk, number, site, phases) for number, (site, phases) in enumerate(shown, start=1)
    )
    rest = [phases for site, phases in found if not _is_point(site, home)]
    largest = _power(shown[0][1]) or 1.0
    discs = [
        Disc(
            number=number,
            at=(site.place.longitude or 0.0, site.place.latitude or 0.0),
            size=sqrt(_power(phases) / largest),
            name=f"g-{_furthest(phases)}",
        )
        for number, (site, phases) in enumerate(shown, start=1)
        if site.place is not None
    ]
    present = {_furthest(phases) for _, phases in shown}
    return SitesMap(
        title=Sentence(
            form=form("map", language),
            figures={
                "count": desk.told(str(len(placed)), _entries(placed)),
                "power": spots[0].promised,
            },
            words={"first": spots[0].place},
        ),
        subtitle=said("map_sub", language),
        picture=map_of(home, discs, said("map_alt", language)),
        spots=spots,
        gates=tuple((gate.value, gate_words(gate, language)) for gate in Gate if gate in present),
        note=_rest_note(desk, rest),
    )


def _is_point(site: Site, home: str) -> bool:
    """True where a site's place is a point of the country's map."""
    place = site.place
    return (
        place is not None
        and place.country == home
        and place.level >= _POINT
        and place.latitude is not None
    )


def _rest_note(desk: Desk, rest: Sequence[Sequence[Phase]]) -> Sentence | None:
    """How many sites, and how much power, no text puts on the map."""
    if not rest:
        return None
    phases = [phase for each in rest for phase in each]
    basis = [key for phase in phases for key in (*phase.power_mw.basis, *phase.entries)]
    total = power(rounded(_power(phases)), desk.language)
    return Sentence(
        form=form("map_unplaced", desk.language),
        figures={"count": desk.told(str(len(rest)), basis), "power": desk.told(total, basis)},
    )


def _built(desk: Desk) -> list[tuple[Site, list[Phase]]]:
    """Sites with the phases that are to be built there."""
    live = live_phases(desk.plan)
    found = [(site, [phase for phase in live if phase.site == site.id]) for site in desk.plan.sites]
    return [(site, phases) for site, phases in found if phases]


def _power(phases: Sequence[Phase]) -> float:
    return float(sum(best(phase.power_mw) or 0 for phase in phases))


def _furthest(phases: Sequence[Phase]) -> Gate:
    gates = list(Gate)
    return max((phase.reached for phase in phases), key=gates.index)


def _entries(placed: Sequence[tuple[Site, Sequence[Phase]]]) -> list[str]:
    return [entry for _, phases in placed for phase in phases for entry in phase.entries]


def _spot(desk: Desk, number: int, site: Site, phases: Sequence[Phase]) -> Spot:
    language = desk.language
    gate = _furthest(phases)
    projects = dict.fromkeys(phase.project for phase in phases)
    basis = [key for phase in phases for key in (*phase.power_mw.basis, *phase.entries)]
    total = _power(phases)
    is_said = all(phase.power_mw.mark is Mark.SAID for phase in phases)
    shown = power(rounded(total), language) if total else said("no_power", language)
    text = shown if is_said or not total else f"≈ {shown}"
    return Spot(
        number=number,
        place=site.place.called(language) if site.place else site.title.of(language),
        gate=gate.value,
        gate_words=gate_words(gate, language),
        promised=desk.told(text, basis),
        expected=_expected(desk, site),
        projects=tuple(
            (phase_id(phase.id), desk.projects[name].title.of(language))
            for name in projects
            for phase in phases[:1]
            if name in desk.projects
        ),
    )


def _expected(desk: Desk, site: Site) -> Figure:
    language = desk.language
    series = desk.series(Outcome.POWER, Scope.SITE, site.id)
    if series is None:
        return desk.drawn(said("unlikely", language))
    year = key_year(desk.plan, desk.times)
    band = series.bands[last_of_year(desk.outlook.quarters, year)]
    text = quantity(band.mean, Outcome.POWER, language)
    return desk.drawn(said("map_expected", language, year=year, power=text))
