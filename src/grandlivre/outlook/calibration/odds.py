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
_Z95 = 1.6448536269514722
_DURATION_DRAWS = 1024


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
    """``ln(actual / planned time to go)``: a common part, and what differs from build to build."""

    centre: float
    """Median of it."""
    common_sd: float
    """What is not known of the centre."""
    shorter_sd: float
    """Of a build below the centre, the common part known."""
    longer_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Worlds:
    """Draws of what is not known of the world."""

    passes: Mapping[Gate, Floats]
    """Share that goes on from each of `STAGES` to the next gate; shape (draws,) each."""
    log_ratio: Mapping[ProjectClass, Floats]
    """Logarithm of each class's odds ratio."""
    shift: Floats
    """Of the logarithm of delays, against their centre."""
    delay: Delay
    parameters: Mapping[str, Parameter]

    @property
    def draws(self) -> int:
        """How many."""
        return len(self.shift)

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
    """The law of delays; what builds of a nation share is what is not known of its centre.

    Notes
    -----
    ``ln D = μ + σ(√ρ Z_nation + √(1-ρ) Z_other)`` with ρ the nation's share of the variance.
    """
    spread = parameters["delay_ratio"].distribution
    shared = parameters["delay_share_nation"].distribution.median
    centre = np.log(spread.median)
    shorter, longer = (centre - np.log(spread.low)) / _Z95, (np.log(spread.high) - centre) / _Z95
    return Delay(
        centre=float(centre),
        common_sd=float(np.sqrt(shared) * (shorter + longer) / 2),
        shorter_sd=float(max(np.sqrt(1 - shared) * shorter, 1e-9)),
        longer_sd=float(max(np.sqrt(1 - shared) * longer, 1e-9)),
    )


def worlds(parameters: Mapping[str, Parameter], *, draws: int = 8192, seed: int = 0) -> Worlds:
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
    uniforms = sobol(columns, stream_key(seed, "worlds"), start=0, count=draws).T
    laws, delay = pass_laws(parameters), delay_law(parameters)
    ratios = uniforms[len(STAGES) : -1]
    return Worlds(
        passes={
            gate: laws[gate].quantiles(row)
            for gate, row in zip(STAGES, uniforms[: len(STAGES)], strict=True)
        },
        log_ratio={
            kind: np.log(quantile(parameters[f"odds_ratio_{kind}"].distribution, row))
            for kind, row in zip(kinds, ratios, strict=True)
        },
        shift=delay.common_sd * ndtri(np.clip(uniforms[-1], 1e-12, 1 - 1e-12)),
        delay=delay,
        parameters=parameters,
    )


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
    """Of what ever passes the promised gate, the share that has by a day; shape (draws,)."""
    if not case.is_dated:
        return np.full(within.draws, _share_of_durations(case, day, within.parameters))
    over = _log_ratio_of(case, day) - within.delay.centre - within.shift
    return np.asarray(ndtr(over / np.where(over < 0, within.delay.shorter_sd,
                                           within.delay.longer_sd)))  # fmt: skip


def _density(case: Case, day: date, within: Worlds) -> Floats:
    """Of the logarithm of the ratio; one where no date was said, for durations are not fitted."""
    if not case.is_dated:
        return np.ones(within.draws)
    over = _log_ratio_of(case, day) - within.delay.centre - within.shift
    width = np.where(over < 0, within.delay.shorter_sd, within.delay.longer_sd)
    return np.asarray(np.exp(-((over / width) ** 2) / 2) / width)


def _log_ratio_of(case: Case, day: date) -> float:
    """Logarithm of the time since the statement over the time that it gave itself."""
    planned = days_between(case.stated_day, case.due)
    return float(np.log(days_between(case.stated_day, day) / planned))


def _by_class(kind: ProjectClass, gate: Gate, within: Worlds) -> Floats:
    if GATES.index(gate) >= len(STAGES):
        return np.ones(within.draws)
    ever, ratio = within.ever(gate), np.exp(within.log_ratio[kind])
    return np.asarray(ratio * ever / (1 - ever + ratio * ever))


def _share_of_durations(case: Case, day: date, parameters: Mapping[str, Parameter]) -> float:
    """The share of durations from the gate reached to the gate promised that end by a day.

    A site is secured, then permitted; the grid contract is signed half-way to the permit where
    only it is asked for. Building and connecting go on side by side; what goes into halls that
    stand asks for no permit, and what has its grid contract waits for the building alone.
    """
    path = GATES[GATES.index(case.reached) + 1 : GATES.index(case.promised) + 1]
    names = ("secure_years", "permit_years", "construction_months",
             f"connection_years_{'fast_track' if case.is_fast_track else 'ordinary'}")  # fmt: skip
    points = sobol(len(names), stream_key(0, "durations"), start=0, count=_DURATION_DRAWS).T
    secure, permit, build, connect = (
        quantile(parameters[name].distribution, row)
        for name, row in zip(names, points, strict=True)
    )
    stands = case.kind in (ProjectClass.COMPUTE, ProjectClass.SUPERCOMPUTER)
    years = np.zeros(_DURATION_DRAWS)
    if Gate.SECURED in path:
        years += secure
    if Gate.PERMITTED in path and not stands:
        years += permit
    elif Gate.CONNECTED in path and Gate.PERMITTED not in path and not stands:
        years += permit / 2
    if Gate.ENERGISED in path:
        building = build / 12 if Gate.BUILT in path else np.zeros(_DURATION_DRAWS)
        is_waiting = Gate.CONNECTED in path and not stands
        years += np.maximum(building, connect if is_waiting else 0.0)
    in_time = int(np.sum(years * _YEAR <= days_between(case.stated_day, day)))
    # Nothing is held impossible because no draw showed it.
    return (in_time + 0.5) / (_DURATION_DRAWS + 1)


def _moments(distribution: Distribution) -> tuple[float, float]:
    """Mean and mean square, over evenly spaced quantiles."""
    drawn = quantile(distribution, (np.arange(4096) + 0.5) / 4096)
    return float(np.mean(drawn)), float(np.mean(drawn**2))


def _strength(mean: float, square: float) -> float:
    """``a + b`` of the Beta with these moments; infinite for no spread."""
    variance = square - mean * mean
    return mean * (1 - mean) / variance - 1 if variance > 1e-12 else float("inf")
