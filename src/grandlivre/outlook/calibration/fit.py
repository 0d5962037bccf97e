"""Odds and delays after the resolved cases were heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from grandlivre.outlook.calibration.laws import STAGES, Worlds, likelihood, worlds
from grandlivre.outlook.calibration.model import Case
from grandlivre.reference.parameters import Distribution, Parameter, Scale

Floats = NDArray[np.float64]
_Z95 = 1.6448536269514722
_LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Worlds, and how well each fits what was known of the cases."""

    worlds: Worlds
    weights: Floats
    """Shape (draws,), summing to 1."""
    cases: int

    @property
    def effective_draws(self) -> float:
        """``1 / Σ w²``: draws of equal weight that would say as much (Kong, 1992)."""
        return float(1 / np.sum(self.weights**2))

    def mean(self, values: Floats) -> float:
        """The expectation of something over the worlds."""
        return float(np.sum(self.weights * values))

    def quantiles(self, values: Floats) -> tuple[float, float, float]:
        """5 %, 50 % and 95 % of something over the worlds."""
        order = np.argsort(values, kind="stable")
        reached = np.cumsum(self.weights[order]) - self.weights[order] / 2
        low, median, high = np.interp(_LEVELS, reached, values[order])
        return float(low), float(median), float(high)


def posterior(prior: Worlds, cases: Sequence[Case], *, known: date) -> Posterior:
    """Weigh worlds by what was known of cases on a day.

    Parameters
    ----------
    prior
        Draws from the reference classes.
    cases
        Those resolved before `known` count; the others are left out.
    known
        What texts told later is not used.

    Notes
    -----
    Importance sampling of Bayes' rule: ``w ∝ Π likelihood``. For one gate without dates it is
    the Beta's own update, ``Beta(a + passed, b + failed)``, whose mean is
    ``(a + passed) / (a + b + passed + failed)`` (Gelman et al., *Bayesian Data Analysis*, 2013,
    section 2.4): a test holds the one against the other. Statements of one group share one voice:
    each counts with the power ``1 / their number``.
    """
    heard = [case for case in cases if case.resolved_on < known]
    voices = {case.group: sum(other.group == case.group for other in heard) for case in heard}
    log_weight = np.zeros(prior.draws)
    for case in heard:
        chance = np.maximum(likelihood(case, prior, known=known), 1e-300)
        log_weight += np.log(chance) / voices[case.group]
    weight = np.exp(log_weight - np.max(log_weight))
    return Posterior(worlds=prior, weights=weight / np.sum(weight), cases=len(heard))


def calibrated(
    parameters: Mapping[str, Parameter], cases: Sequence[Case], before: date
) -> Mapping[str, Parameter]:
    """The parameters with their odds and delays updated by what was known of cases before a day.

    Parameters
    ----------
    parameters
        By name, with the reference classes' spreads.
    cases
        Resolved statements; those resolved on or after `before` are left out.
    before
        The day.

    Returns
    -------
    Mapping[str, Parameter]
        The same names; ``odds_*``, ``odds_ratio_*`` of classes that cases tell of, and
        ``delay_ratio`` have a new distribution and say so in their reason, unless a user's file
        replaced them. Their rows stay, for they are the prior.

    Notes
    -----
    The spread of ``delay_ratio`` is that of a build: its own, plus what is still not known of the
    common centre. Ties between the updated parameters are not kept.
    """
    found = posterior(worlds(parameters), cases, known=before)
    if not found.cases:
        return dict(parameters)
    new: dict[str, Distribution] = {}
    for gate in STAGES:
        old = parameters[f"odds_{gate}"].distribution
        new[f"odds_{gate}"] = _share(old, found.quantiles(found.worlds.ever(gate)))
    # What no case tells of stays as it is.
    heard = [case for case in cases if case.resolved_on < before]
    for kind in {case.kind for case in heard}:
        name = f"odds_ratio_{kind}"
        ends = found.quantiles(np.exp(found.worlds.log_ratio[kind]))
        new[name] = _between(parameters[name].distribution, ends)
    new["delay_ratio"] = _delays(parameters["delay_ratio"].distribution, found)
    return {
        name: _told(parameter, new[name], found, before)
        if name in new and parameter.origin == "grandlivre"
        else parameter
        for name, parameter in parameters.items()
    }


def _share(old: Distribution, ends: tuple[float, float, float]) -> Distribution:
    if old.low == old.high:
        return old
    inside = tuple(min(max(end, 1e-6), 1 - 1e-6) for end in ends)
    return _between(replace(old, scale=Scale.LOGIT), (inside[0], inside[1], inside[2]))


def _between(old: Distribution, ends: tuple[float, float, float]) -> Distribution:
    if old.low == old.high:
        return old
    return replace(old, low=ends[0], median=ends[1], high=ends[2])


def _delays(old: Distribution, found: Posterior) -> Distribution:
    """A build's delay when the nation's part has the mean and variance that it has now."""
    nation, delay = found.worlds.nation, found.worlds.delay
    moved = found.mean(nation)
    left = found.mean((nation - moved) ** 2)
    centre = np.sqrt(delay.shared) * moved
    spread = _Z95 * np.sqrt(delay.shared * left + 1 - delay.shared)
    scores = np.array([centre - spread, centre, centre + spread])
    width = np.where(scores < 0, delay.shorter_sd, delay.longer_sd)
    low, median, high = np.exp(delay.centre + scores * width).tolist()
    return _between(old, (low, median, high))


def _told(
    parameter: Parameter, distribution: Distribution, found: Posterior, before: date
) -> Parameter:
    was = f"{parameter.distribution.median:.3g}"
    english = (
        f"{parameter.reason.rstrip('. ')}. Updated by {found.cases} statements resolved before "
        f"{before.isoformat()}; the median was {was}."
    )
    french = (
        f"{parameter.reason_fr.rstrip('. ')}. Mis à jour par {found.cases} déclarations dénouées "
        f"avant le {before.isoformat()} ; la médiane était {was.replace('.', ',')}."
    )
    return replace(parameter, distribution=distribution, reason=english, reason_fr=french)
