"""Promises with their odds."""

from markupsafe import Markup

from grandlivre.outlook.model import Outcome, PromiseOdds
from grandlivre.programme.model import Mark, Phase
from grandlivre.report.figures import Sentence
from grandlivre.report.outlook.model import PromiseRow, Promises
from grandlivre.report.outlook.promised import Desk, live_phases, phase_id
from grandlivre.report.outlook.texts import said, share_form
from grandlivre.report.outlook.words import by_date, mean_and_range, odds, plan_power

_MOST_ROWS, _MOST_NEEDS = 12, 2
_UNSAID = (None, None)
_EVEN = 0.5
_DOTS, _PITCH, _RADIUS = 10, 13, 4.5


def promises(desk: Desk) -> Promises | None:
    """The promise table, the largest first."""
    found = standing(desk)
    if not found:
        return None
    # What a text states comes before what was worked out, however large.
    found.sort(key=lambda each: (each.promised_mw == _UNSAID, -_size(desk, each), each.phase))
    rows = [_row(desk, each) for each in found]
    dated = [each for each in found if each.odds_by_date is not None]
    kept = [each for each in dated if (each.odds_by_date or 0.0) > _EVEN]
    return Promises(
        title=Sentence(
            form=share_form("promises", len(kept), len(dated), desk.language),
            figures={
                "kept": desk.drawn(str(len(kept))),
                "count": desk.told(
                    str(len(dated)),
                    [entry for each in dated for entry in _phases(desk)[each.phase].entries],
                ),
            },
        ),
        subtitle=said("promises_sub", desk.language, year=desk.outlook.quarters[-1][:4]),
        rows=tuple(rows[:_MOST_ROWS]),
        more=tuple(rows[_MOST_ROWS:]),
    )


def standing(desk: Desk) -> list[PromiseOdds]:
    """Promises that were not withdrawn."""
    live = {phase.id for phase in live_phases(desk.plan)}
    return [each for each in desk.outlook.promises if each.phase in live]


def _phases(desk: Desk) -> dict[str, Phase]:
    return {phase.id: phase for phase in desk.plan.phases}


def _size(desk: Desk, each: PromiseOdds) -> float:
    low, high = each.promised_mw
    return high or low or float(_phases(desk)[each.phase].power_mw.best or 0)


def _row(desk: Desk, each: PromiseOdds) -> PromiseRow:
    language = desk.language
    phase = _phases(desk)[each.phase]
    told = desk.told(plan_power(phase.power_mw, language), [*phase.power_mw.basis, *phase.entries])
    is_said = phase.power_mw.mark is Mark.SAID
    on_time = each.odds_by_date
    return PromiseRow(
        title=promise_title(desk, each, phase),
        target=phase_id(phase.id),
        promised=told if is_said else None,
        inferred=told if phase.power_mw.mark is Mark.INFERRED else None,
        by=by_date(each.promised_by, language),
        expected=desk.drawn(_expected(each, language)),
        dots=Markup("") if on_time is None else odds_dots(on_time),
        dots_ever=odds_dots(each.odds_ever),
        odds=desk.drawn(said("no_date", language) if on_time is None else odds(on_time, language)),
        odds_ever=desk.drawn(odds(each.odds_ever, language)),
        needs=tuple(desk.drawn(words.of(language)) for words in each.would_need[:_MOST_NEEDS]),
    )


def promise_title(desk: Desk, each: PromiseOdds, phase: Phase) -> str:
    """The project's name, with the phase's where the project has several."""
    project = desk.projects.get(each.project)
    title = each.title.of(desk.language)
    if project is None or len(project.phases) < 2:
        return title
    part = phase.title.of(desk.language)
    return title if part in title or not part else f"{title}, {part}"


def _expected(each: PromiseOdds, language: str) -> str:
    return mean_and_range(each.expected_mw, Outcome.POWER, language)


def odds_dots(share: float) -> Markup:
    """Ten dots, one for each draw in ten."""
    full = round(_DOTS * share)
    parts = [
        Markup('<circle class="{}" cx="{:g}" cy="8" r="{:g}"/>').format(
            "dot-on" if number < full else "dot-off", 6 + _PITCH * number, _RADIUS
        )
        for number in range(_DOTS)
    ]
    return Markup(
        '<svg class="dots" width="{}" height="16" aria-hidden="true" focusable="false">{}</svg>'
    ).format(_PITCH * _DOTS, Markup("").join(parts))
