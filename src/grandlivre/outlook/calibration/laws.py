"""The odds that one statement is met, in closed form: what the projection draws, for one phase."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv, ndtr, ndtri

from grandlivre.base.draws import sobol, stream_key
from grandlivre.outlook.calibration.cases import days_between
from grandlivre.outlook.calibration.model import Case, Ending
from grandlivre.programme.model import GATES, Gate, ProjectClass
from grandlivre.reference.parameters import Distribution, Parameter, quantile

Floats = NDArray[np.float64]

STAGES = GATES[: GATES.index(Gate.ENERGISED)]
"""Gates from which something may still fail before it is energised."""
_YEAR = 365.25
_POINTS = 64
_Z95 = 1.6448536269514722
DURATIONS = (
    "secure_years",
    "permit_years",
    "construction_months",
    "connection_years_ordinary",
    "connection_years_fast_track",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PassLaw:
    """What is held possible of the share that goes on from one gate to the next: a Beta."""

    a: float
    b: float
    """Zero where it always goes on."""

    def quantiles(self, uniforms: Floats) -> Floats:
        """Shares at given uniforms."""
        if self.b == 0:
            return np.ones_like(uniforms)
        return np.asarray(betaincinv(self.a, self.b, uniforms))

    def below(self, share: float) -> float:
        """The probability that the share is below one."""
        return float(betainc(self.a, self.b, share)) if self.b else float(share >= 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """``ln D``, D the ratio of actual to planned time: two half-normals that meet at the centre."""

    centre: float
    """Median of it."""
    shorter_sd: float
    longer_sd: float
    shared: float
    """The share of the variance, in standard scores, that all builds of a nation have in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worlds:
    """Draws of what is not known of the world."""

    passes: Mapping[Gate, Floats]
    """Share that goes on from each of `STAGES` to the next gate; shape (draws,) each."""
    log_ratio: Mapping[ProjectClass, Floats]
    """Logarithm of each class's odds ratio."""
    nation: Floats
    """What delays have in common, a standard score."""
    delay: Delay
    years: Mapping[str, Floats]
    """Durations of `DURATIONS`, and the share ``left`` of the step under way; shape (points,)
    each. They differ from build to build and from country to country, and are not learnt."""

    @property
    def draws(self) -> int:
        """How many."""
        return len(self.nation)

    def ever(self, gate: Gate) -> Floats:
        """Odds of ever being energised from a gate, without regard to class."""
        through = np.ones(self.draws)
        for stage in STAGES[GATES.index(gate) :]:
            through = through * self.passes[stage]
        return through


def pass_laws(parameters: Mapping[str, Parameter]) -> Mapping[Gate, PassLaw]:
    """Beta laws of the step from gate to gate that give back the odds of the parameters.

    Notes
    -----
    With ``p_g`` the odds of ever being energised from gate g and ``q_g`` the share that goes on
    to the next gate, ``p_g = q_g · p_{g+1}``. The ``q_g`` are independent Betas whose first two
    moments are ``E q = E p_g / E p_{g+1}`` and ``E q² = E p_g² / E p_{g+1}²``, so that each
    ``p_g`` keeps its mean and its variance. Where a later gate is less well known than an earlier
    one no such law exists; the step then has the strength (``a + b``) of ``p_g`` itself.
    """
    laws: dict[Gate, PassLaw] = {}
    mean_after, square_after = 1.0, 1.0
    for gate in reversed(STAGES):
        mean, square = _moments(parameters[f"odds_{gate}"].distribution)
        mean = min(mean, mean_after)
        first = mean / mean_after
        own = _strength(mean, square)
        second = square / square_after
        if not first * first < second < first:
            second = first * first + first * (1 - first) / (own + 1)
        strength = _strength(first, second)
        if first > 1 - 1e-9 or not np.isfinite(strength):
            laws[gate] = PassLaw(a=1.0, b=0.0)
            mean_after, square_after = mean_after * 1.0, square_after * 1.0
            continue
        laws[gate] = PassLaw(a=first * strength, b=(1 - first) * strength)
        mean_after, square_after = mean_after * first, square_after * second
    return laws


def delay_law(parameters: Mapping[str, Parameter]) -> Delay:
    """The law of delays.

    Notes
    -----
    As in the projection: D is the quantile of ``delay_ratio`` at the standard score
    ``√ρ Z_nation + √(1-ρ) Z_other``, ρ the median of ``delay_share_nation``.
    """
    spread = parameters["delay_ratio"].distribution
    centre = np.log(spread.median)
    return Delay(
        centre=float(centre),
        shorter_sd=float(max((centre - np.log(spread.low)) / _Z95, 1e-9)),
        longer_sd=float(max((np.log(spread.high) - centre) / _Z95, 1e-9)),
        shared=parameters["delay_share_nation"].distribution.median,
    )


def worlds(parameters: Mapping[str, Parameter], *, draws: int = 4096, seed: int = 0) -> Worlds:
    """Draw worlds from the parameters, by a scrambled Sobol sequence.

    Parameters
    ----------
    parameters
        By name; ``odds_*``, ``odds_ratio_*``, ``delay_ratio``, ``delay_share_nation`` and the
        durations are used.
    draws
        A power of two.
    """
    kinds = tuple(ProjectClass)
    columns = len(STAGES) + len(kinds) + 1
    uniforms = iter(sobol(columns, stream_key(seed, "worlds"), start=0, count=draws).T)
    laws, delay = pass_laws(parameters), delay_law(parameters)
    nation = ndtri(np.clip(next(uniforms), 1e-12, 1 - 1e-12))
    passes = {gate: laws[gate].quantiles(next(uniforms)) for gate in STAGES}
    log_ratio = {
        kind: np.log(quantile(parameters[f"odds_ratio_{kind}"].distribution, next(uniforms)))
        for kind in kinds
    }
    points = sobol(len(DURATIONS) + 1, stream_key(seed, "steps"), start=0, count=_POINTS).T
    years = {
        name: quantile(parameters[name].distribution, row) / (12 if "months" in name else 1)
        for name, row in zip(DURATIONS, points, strict=False)
    }
    years["left"] = points[-1]
    return Worlds(passes=passes, log_ratio=log_ratio, nation=nation, delay=delay, years=years)


def odds(case: Case, within: Worlds) -> Floats:
    """The odds that a statement is met by its date, in each world; shape (draws,).

    Notes
    -----
    ``P = Q · F``: Q, the share that ever passes the promised gate; F, the share of those that
    have passed it by the date (a cure model: Farewell, 1982, Biometrics 38: 1041-1046).
    """
    return goes_on(case.kind, case.reached, case.promised, within) * has_passed(
        case, case.due, within
    )


def likelihood(case: Case, within: Worlds, *, known: date) -> Floats:
    """How likely what was known of a case on a day is, in each world; shape (draws,).

    Notes
    -----
    Met: ``Q · F(due)``; passed late: ``Q · f(passed)``; withdrawn at gate w:
    ``Q_w · (1 - Q_rest)``; not yet by day t: ``Q_w · (1 - Q_rest · F(t))``.
    """
    kind, start, end = case.kind, case.reached, case.promised
    if case.ending is Ending.MET and case.resolved_on < known:
        return odds(case, within)
    if case.ending is Ending.LATE and case.passed_day and case.passed_day < known:
        return goes_on(kind, start, end, within) * _density(case, case.passed_day, within)
    seen = min(case.seen_on, known)
    then = case.then if case.seen_on <= known and case.ending is not Ending.LATE else start
    then = then if GATES.index(then) < GATES.index(end) else start
    rest = goes_on(kind, then, end, within)
    if case.ending is Ending.WITHDRAWN and case.resolved_on < known:
        return goes_on(kind, start, then, within) * (1 - rest)
    return goes_on(kind, start, then, within) * (1 - rest * has_passed(case, seen, within))


def goes_on(kind: ProjectClass, start: Gate, end: Gate, within: Worlds) -> Floats:
    """The share that ever comes from one gate to another, by class.

    Notes
    -----
    With r the class's odds ratio, ``p' = r p / (1 - p + r p)`` is the odds of ever being
    energised; from gate to gate it is ``p'_start / p'_end``.
    """
    return _by_class(kind, start, within) / _by_class(kind, end, within)


def has_passed(case: Case, day: date, within: Worlds) -> Floats:
    """Of what ever passes the promised gate, the share that has by a day; shape (draws,).

    Notes
    -----
    As in the projection, the time to go is ``T = D · s``: D the ratio of actual to planned time,
    s the time that the statement gives itself or what the steps to the gate take at a usual
    delay, whichever is longer.
    """
    score, _ = _scores(case, day, within)
    return np.asarray(np.mean(ndtr(score), axis=0))


def _density(case: Case, day: date, within: Worlds) -> Floats:
    """Of the logarithm of the time to go."""
    score, width = _scores(case, day, within)
    return np.asarray(np.mean(np.exp(-(score**2) / 2) / width, axis=0))


def _scores(case: Case, day: date, within: Worlds) -> tuple[Floats, Floats]:
    """The standard score of a day among builds of one world, and the spread there.

    Returns
    -------
    tuple[Floats, Floats]
        Shape (points, draws) and (points, 1): over what the steps may take, and over worlds.
    """
    delay = within.delay
    usual = np.maximum(steps_years(case, within), 1e-6) / np.exp(delay.centre)
    planned = days_between(case.stated_day, case.due) / _YEAR if case.is_dated else 0.0
    passed = np.log(days_between(case.stated_day, day) / _YEAR)
    over = (passed - np.log(np.maximum(usual, planned)) - delay.centre)[:, None]
    width = np.where(over < 0, delay.shorter_sd, delay.longer_sd)
    own = np.sqrt(1 - delay.shared)
    return (over / width - np.sqrt(delay.shared) * within.nation) / own, width * own


def _by_class(kind: ProjectClass, gate: Gate, within: Worlds) -> Floats:
    if GATES.index(gate) >= len(STAGES):
        return np.ones(within.draws)
    ever, ratio = within.ever(gate), np.exp(within.log_ratio[kind])
    return np.asarray(ratio * ever / (1 - ever + ratio * ever))


def steps_years(case: Case, within: Worlds) -> Floats:
    """What the steps from the gate reached to the gate promised take; shape (points,).

    Of the step under way a share is still to come. A site is secured, then permitted, then built;
    the grid connects it meanwhile, once it is secured. The grid contract is signed half-way to
    the permit. What goes into halls that stand waits for nothing.
    """
    years, left = within.years, within.years["left"]
    grid = years[f"connection_years_{'fast_track' if case.is_fast_track else 'ordinary'}"]
    secure, permit = years["secure_years"], years["permit_years"]
    building = years["construction_months"]
    start = case.reached
    if case.kind is ProjectClass.COMPUTE or start is Gate.BUILT:
        return np.zeros_like(left)
    if start is Gate.ANNOUNCED:
        first, permit_left, grid_left, building_left = left * secure, permit, grid, building
    elif start is Gate.SECURED:
        first, permit_left, grid_left = np.zeros_like(left), left * permit, left * grid
        building_left = building
    else:
        first = permit_left = np.zeros_like(left)
        grid_left, building_left = left * grid, left * building
    if case.promised is Gate.SECURED:
        return first
    if case.promised is Gate.PERMITTED:
        return np.asarray(first + permit_left)
    if case.promised is Gate.CONNECTED:
        return np.asarray(first + permit_left / 2)
    return np.asarray(first + np.maximum(permit_left + building_left, grid_left))


def _moments(distribution: Distribution) -> tuple[float, float]:
    """Mean and mean square, over evenly spaced quantiles."""
    drawn = quantile(distribution, (np.arange(4096) + 0.5) / 4096)
    return float(np.mean(drawn)), float(np.mean(drawn**2))


def _strength(mean: float, square: float) -> float:
    """``a + b`` of the Beta with these moments; infinite for no spread."""
    variance = square - mean * mean
    return mean * (1 - mean) / variance - 1 if variance > 1e-12 else float("inf")
