"""The timeline of phases: when texts say, when it follows, and when draws expect first power."""

from collections.abc import Sequence

from markupsafe import Markup

from grandlivre.outlook.model import Band, Outcome, Scope
from grandlivre.programme.model import Gate, Mark, Phase, Project
from grandlivre.report.figures import Figure, Sentence
from grandlivre.report.outlook.axes import (
    LANE,
    LANE_THICK,
    LANE_TOP,
    Times,
    dot,
    fading,
    line,
    rect,
    svg,
)
from grandlivre.report.outlook.model import BarRow, Bars
from grandlivre.report.outlook.promised import (
    Desk,
    best,
    in_service,
    phase_id,
)
from grandlivre.report.outlook.texts import said, share_form
from grandlivre.report.outlook.words import (
    MEDIAN,
    first_quarter,
    gate_words,
    plan_power,
    quarter,
)

_MOST_ROWS = 14
_LOWER = LANE_TOP + LANE_THICK + 4
"""Top of the lower half of a lane."""
_PASSED = (0.05, 0.25, 0.5, 0.75, 0.95)


def timeline(desk: Desk) -> Bars | None:
    """One row a project: its phases as promised or inferred above, first power expected below."""
    language, times = desk.language, desk.times
    shown = [
        project
        for project in desk.plan.projects
        if not project.is_cancelled
        and (_bands(desk, project) or any(in_service(phase) for phase in project.phases))
    ]
    if not shown:
        return None
    shown.sort(key=lambda each: (-_size(each), each.id))
    rows = [_row(desk, project) for project in shown]
    dated = [each for each in shown if _promised_start(each, times) is not None]
    late = [each for each in dated if _is_late(desk, each)]
    return Bars(
        key="timeline",
        title=Sentence(
            form=share_form("timeline", len(late), len(dated), language),
            figures={
                "late": desk.drawn(str(len(late))),
                "count": desk.told(
                    str(len(dated)), [entry for each in dated for entry in each.entries]
                ),
            },
        ),
        subtitle=said("timeline_sub", language),
        rows=tuple(rows[:_MOST_ROWS]),
        more=tuple(rows[_MOST_ROWS:]),
        ticks=times.years(),
    )


def _bands(desk: Desk, project: Project) -> Sequence[Band]:
    series = desk.series(Outcome.POWER, Scope.PROJECT, project.id)
    return series.bands if series is not None else ()


def _size(project: Project) -> float:
    return float(sum(best(phase.power_mw) or 0 for phase in project.phases))


def _promised_start(project: Project, times: Times) -> int | None:
    """Number of the quarter by which the first phase is to be energised, as said."""
    found = [
        times.number_of(milestone.by)
        for phase in project.phases
        if (milestone := in_service(phase)) is not None and milestone.mark is Mark.SAID
    ]
    return min((each for each in found if each is not None), default=None)


def _is_late(desk: Desk, project: Project) -> bool:
    """True where most draws have no power yet by the promised date."""
    due = _promised_start(project, desk.times)
    bands = _bands(desk, project)
    if due is None or not bands:
        return False
    return not bands[due].quantiles[MEDIAN] > 0


def _row(desk: Desk, project: Project) -> BarRow:
    language, times = desk.language, desk.times
    bands = _bands(desk, project)
    parts = [_marks(phase, times) for phase in project.phases]
    figure: Figure = desk.drawn(said("unlikely", language))
    below: Figure | None = None
    if bands:
        parts.append(_expected(bands, times))
        figure, below = _first_power(desk, bands)
    return BarRow(
        label=project.title.of(language),
        target=phase_id(project.phases[0].id) if project.phases else "",
        note=_note(desk, project),
        bar=svg(
            "lane",
            LANE,
            [line(0, 100, LANE_TOP + LANE_THICK + 2, LANE_TOP + LANE_THICK + 2, "axis"), *parts],
        ),
        figure=figure,
        below=below,
    )


def _first_power(desk: Desk, bands: Sequence[Band]) -> tuple[Figure, Figure | None]:
    """The quarter by which half of the draws have power, and the earliest of nine in ten."""
    language, quarters = desk.language, desk.outlook.quarters
    middle = first_quarter(bands, quarters, 0.5)
    early = first_quarter(bands, quarters, 0.05)
    if middle is None:
        text = said("timeline_never", language, year=quarters[-1][:4])
    else:
        text = quarter(quarters[middle], language)
    below = None
    if early is not None and early != middle:
        words = said("timeline_early", language, quarter=quarter(quarters[early], language))
        below = desk.drawn(words)
    return desk.drawn(text), below


def _note(desk: Desk, project: Project) -> Figure:
    """The stage of the furthest phase and the size of each."""
    gates, language = list(Gate), desk.language
    furthest = max((phase.reached for phase in project.phases), key=gates.index)
    known = [each for each in project.phases if each.power_mw.mark is not Mark.UNKNOWN]
    sizes = " + ".join(plan_power(each.power_mw, language) for each in known)
    basis = [key for each in known for key in each.power_mw.basis]
    text = " · ".join(part for part in (gate_words(furthest, language), sizes) if part)
    return desk.told(text, [*basis, *project.entries])


def _marks(phase: Phase, times: Times) -> Markup:
    milestone = in_service(phase)
    span = times.span(milestone.by) if milestone is not None else None
    if milestone is None or span is None:
        return Markup("")
    start, end = span
    name = "m-said" if milestone.mark is Mark.SAID else "m-inferred"
    return rect(start, end - start, LANE_TOP, LANE_THICK, name)


def _expected(bands: Sequence[Band], times: Times) -> Markup:
    """First power: light from one draw in twenty, solid for the middle half, a dot in between."""
    places = [first_quarter(bands, times.quarters, share) for share in _PASSED]
    at = [None if place is None else times.end_of(place) for place in places]
    if at[0] is None:
        return Markup("")
    parts = []
    start = at[0]
    end = next((place for place in reversed(at) if place is not None), start)
    if at[-1] is None:
        parts.append(fading(end, _LOWER, LANE_THICK))
    parts.append(rect(start, max(end - start, 0.8), _LOWER, LANE_THICK, "x-most"))
    if at[1] is not None:
        half = at[3] if at[3] is not None else end
        parts.append(rect(at[1], max(half - at[1], 0.8), _LOWER, LANE_THICK, "x-half"))
    if at[2] is not None:
        parts.append(dot(at[2], _LOWER + LANE_THICK / 2, 4.5, "x-dot"))
    return Markup("").join(parts)
