"""What services are asked for: tokens by the hour, and how far a minute strays from its hour."""

from datetime import timedelta

import numpy as np

from grandlivre.base.periods import Period
from grandlivre.campus.design.model import CampusDesign, Service
from grandlivre.campus.workload.arrays import Demand, Floats
from grandlivre.campus.workload.clock import Clock
from grandlivre.campus.workload.figures import figure, week_shape
from grandlivre.campus.workload.spreads import moments

_MINUTES = 60
_BUSY = 1.6448536269514722
"""Standard deviations of the 95 % of a normal."""


def demand(service: Service, clock: Clock, years: float, generator: np.random.Generator) -> Demand:
    """A year of a service's demand.

    Parameters
    ----------
    service
        Its mean demand, shape, growth and burstiness.
    clock
        Of the year.
    years
        Since the year in which the campus opened: growth counts from there.
    generator
        Its stream of random numbers.

    Notes
    -----
    ``tokens(t) = mean × (1 + growth)^years × week(t) × season(t) × exp(z(t) − σ²/2)``, where the
    logarithm z of what no calendar foretells is a first-order autoregression by the hour.
    """
    shape = clock.by_week(week_shape(service.shape, f"services.{service.name}.shape"))
    level = service.tokens_per_s * max(1.0 + service.growth_per_year, 0.0) ** max(years, 0.0)
    drift = _drift(len(shape), generator)
    tokens = level * shape / shape.mean() * drift
    requests = tokens / moments(service.tokens_out)[0]
    return Demand(
        service=service.name,
        tokens_per_s=tokens,
        requests_per_s=requests,
        peak_ratio=busy_minute(scatter(service, requests)),
    )


def _drift(count: int, generator: np.random.Generator) -> Floats:
    """What the calendar does not foretell: log-normal with mean one, correlated in time."""
    sigma = figure("inference", "drift_sigma")
    kept = figure("inference", "drift_kept")
    shocks = generator.standard_normal(count) * np.sqrt(1 - kept**2)
    shocks[:1] = shocks[:1] / np.sqrt(1 - kept**2)
    # The recursion z = kept × z + shock as a weighted sum, in blocks whose weights stay finite.
    block = 256
    weights = kept ** np.arange(block)
    matrix = np.tril(kept ** np.maximum(np.subtract.outer(np.arange(block), np.arange(block)), 0))
    padded = np.zeros(-(-count // block) * block)
    padded[:count] = shocks
    z = padded.reshape(-1, block) @ matrix.T
    carried = 0.0
    for each in z:
        each += carried * kept * weights
        carried = float(each[-1])
    return np.asarray(np.exp(sigma * z.reshape(-1)[:count] - sigma**2 / 2))


def scatter(service: Service, requests_per_s: Floats) -> Floats:
    """Squared ratio of a minute's standard deviation to its hour's mean, of tokens, (hour,).

    Parameters
    ----------
    service
        Its burstiness I: variance over mean of requests in a minute about the hour's mean.
    requests_per_s
        (hour,) mean of the hour.

    Notes
    -----
    With m requests in a minute, each of ``o`` tokens written with squared ratio c² of deviation
    to mean, ``Var / mean² = (1 + c²) / m + (I − 1) / min(m, m₀)``: chance in number and length of
    answers, and the swing of the rate itself. In the trace on which I was fitted the swing is the
    same share of the rate at one second and at a minute: a rate that moves, and not clusters of
    a few requests. So above m₀, the trace's own rate, its share stays as it is, for what moves a
    crowd does not average out in a larger one; below it I stays, and a small service swings more.
    """
    in_minute = np.maximum(requests_per_s * _MINUTES, 1e-9)
    traced = figure("inference", "trace_requests_per_minute")
    chance = (1 + moments(service.tokens_out)[1]) / in_minute
    swing = np.maximum(service.burstiness - 1, 0.0) / np.minimum(in_minute, traced)
    return np.asarray(chance + swing)


def busy_minute(scatter: Floats) -> Floats:
    """Demand that a minute passes one time in twenty, over the hour's mean, (hour,).

    Notes
    -----
    A gamma law of that scatter, its quantile by Wilson and Hilferty (1931, PNAS 17(12)):
    ``(1 − s/9 + z √(s/9))³``, with s the scatter.

    Examples
    --------
    >>> busy_minute(np.array([0.0, 0.0484])).round(2).tolist()
    [1.0, 1.39]
    """
    ninth = np.minimum(scatter, 4.0) / 9
    return np.asarray(np.maximum((1 - ninth + _BUSY * np.sqrt(ninth)) ** 3, 1.0))


def years_open(design: CampusDesign, year: int) -> float:
    """Years between the opening of the campus' first phase and a year."""
    opened = [Period.parse(phase.opens).last + timedelta(days=1) for phase in design.phases]
    first = min((each.year for each in opened), default=year)
    return float(max(year - first, 0))
