"""Conditions that draws are held to: ``Northfield 1 energised by 2027``."""

import re

import numpy as np

from grandlivre.base.periods import Period
from grandlivre.errors import ConfigError
from grandlivre.ledger.model import Words
from grandlivre.outlook.arrays import Flags
from grandlivre.outlook.model import Condition, When
from grandlivre.outlook.system import System, quarter_index
from grandlivre.programme.model import Gate, Plan

_STEPS = {Gate.CONNECTED: 0, Gate.BUILT: 1, Gate.ENERGISED: 2, Gate.FILLED: 3}
_GATES = {
    Gate.CONNECTED: ("connected", "raccordé"),
    Gate.BUILT: ("built", "construit"),
    Gate.ENERGISED: ("energised", "mis sous tension"),
    Gate.FILLED: ("filled", "rempli"),
}
_WHENS = {
    When.BY: ("by", "avant la fin de"),
    When.IN: ("in", "en"),
    When.AFTER: ("after", "après"),
}
_FORM = re.compile(
    r"\s*(?P<of>.+?)\s+(?P<gate>connected|built|energised|filled"
    r"|raccordée?|construite?|mise? sous tension|remplie?)"
    r"\s+(?P<when>by|in|after|avant la fin de|d['’]ici|en|après)\s+(?P<period>\S+)\s*",
    re.IGNORECASE,
)
_WHEN_WORDS = {
    "by": When.BY, "avant la fin de": When.BY, "d'ici": When.BY, "d’ici": When.BY,
    "in": When.IN, "en": When.IN, "after": When.AFTER, "après": When.AFTER,
}  # fmt: skip
_REMEDY = "write it as: NAME energised by 2027 (connected, built, energised, filled; by, in, after)"


def read_condition(text: str, plan: Plan) -> Condition:
    """Read a condition as a person writes it.

    Parameters
    ----------
    text
        Name or id of a phase, project or site, a gate, ``by``, ``in`` or ``after``, and a partial
        date; in English or French.
    plan
        Where the name is looked up: ids first, then titles in either language.

    Raises
    ------
    ConfigError
        Where it is no condition, or its name is none or more than one of the plan's.
    """
    found = _FORM.fullmatch(text)
    if not found:
        raise ConfigError(f"not a condition: {text}", remedy=_REMEDY)
    word = found["gate"].lower()
    gate = next(
        gate for gate, words in _GATES.items() if any(word.startswith(each[:4]) for each in words)
    )
    try:
        Period.parse(found["period"])
    except ValueError as error:
        raise ConfigError(f"not a condition: {text}", remedy=_REMEDY) from error
    return Condition(
        of=_named(found["of"], plan),
        gate=gate,
        when=_WHEN_WORDS[found["when"].lower()],
        period=found["period"],
    )


def _titled(plan: Plan) -> list[tuple[str, Words]]:
    """Ids and titles: projects first, which come before their sites and phases of one name."""
    return [
        *((each.id, each.title) for each in plan.projects),
        *((each.id, each.title) for each in plan.sites),
        *((each.id, each.title) for each in plan.phases),
    ]


def _named(name: str, plan: Plan) -> str:
    """The id that a name stands for."""
    titled = _titled(plan)
    if any(name == key for key, _ in titled):
        return name
    wanted = name.casefold()
    same = [key for key, title in titled if wanted in (title.fr.casefold(), title.en.casefold())]
    within = [
        key
        for key, title in titled
        if wanted in title.fr.casefold() or wanted in title.en.casefold()
    ]
    for keys in (same, within):
        if keys:
            return keys[0]
    raise ConfigError(f"the plan has nothing called {name}", remedy="name a phase, project or site")


def words_of(condition: Condition, plan: Plan) -> Words:
    """A condition in words."""
    titles = dict(_titled(plan))
    title = titles.get(condition.of, Words(fr=condition.of, en=condition.of))
    gate, when = _GATES[condition.gate], _WHENS[condition.when]
    return Words(
        fr=f"{title.fr} {gate[1]} {when[1]} {condition.period}",
        en=f"{title.en} {gate[0]} {when[0]} {condition.period}",
    )


def kept(conditions: tuple[Condition, ...], system: System, passed: np.ndarray) -> Flags:
    """Which draws meet every condition; `passed` is (n, P, 4)."""
    mask = np.ones(len(passed), dtype=np.bool_)
    for condition in conditions:
        when = passed[:, _phase(condition.of, system), _step(condition)]
        first, last = _span(condition.period, system.quarters)
        if condition.when is When.BY:
            mask &= when <= last
        elif condition.when is When.IN:
            mask &= (when >= first) & (when <= last)
        else:
            mask &= when > last
    return mask


def _step(condition: Condition) -> int:
    if condition.gate not in _STEPS:
        raise ConfigError(
            f"draws cannot be held to the gate {condition.gate.value}", remedy=_REMEDY
        )
    return _STEPS[condition.gate]


def _phase(name: str, system: System) -> int:
    """The phase of that id, or the first of the project or site of that id."""
    for index, phase in enumerate(system.phases):
        if name in (phase.id, phase.project, phase.site):
            return index
    raise ConfigError(f"the plan has nothing called {name}", remedy="name a phase, project or site")


def _span(period: str, quarters: tuple[str, ...]) -> tuple[int, int]:
    """First and last quarter of a period; before the first where it is over already."""
    parsed = Period.parse(period)
    last = quarter_index(period, quarters)
    if parsed.last < Period.parse(quarters[0]).first:
        last = -1
    months = parsed.last.month - parsed.first.month + 1
    return max(last - (months - 1) // 3, 0), last
