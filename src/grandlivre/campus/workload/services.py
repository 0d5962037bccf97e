"""What services are asked for: tokens by the hour, and how far a minute strays from its hour."""

from datetime import timedelta
from pathlib import Path

import numpy as np

from grandlivre.base.periods import Period
from grandlivre.campus.design.model import CampusDesign, Service
from grandlivre.campus.traces import TraceKind, read_trace
from grandlivre.campus.workload.arrays import Demand, Floats, Ints
from grandlivre.campus.workload.clock import Clock
from grandlivre.campus.workload.figures import figure, week_shape, week_shapes
from grandlivre.campus.workload.spreads import moments
from grandlivre.errors import CampusError

_MINUTES = 60
_DAY, _WEEK = 24, 168
"""Hours."""
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
    logarithm z of what no calendar foretells is a first-order autoregression by the hour. A shape
    that is a file is a recorded trace of requests, replayed (`replayed_demand`).
    """
    level = service.tokens_per_s * max(1.0 + service.growth_per_year, 0.0) ** max(years, 0.0)
    if is_file(service.shape):
        return replayed_demand(service, Path(service.shape), len(clock.hour), level)
    shape = clock.by_week(week_shape(service.shape, f"services.{service.name}.shape"))
    drift = _drift(len(shape), generator)
    tokens = level * shape / shape.mean() * drift
    requests = tokens / moments(service.tokens_out)[0]
    return Demand(
        service=service.name,
        tokens_per_s=tokens,
        requests_per_s=requests,
        peak_ratio=busy_minute(scatter(service, requests)),
    )


def is_file(shape: str) -> bool:
    """True where a shape's name is no shape but a file."""
    return shape not in week_shapes() and Path(shape).is_file()


def replayed_demand(service: Service, path: Path, hours: int, level: float) -> Demand:
    """A recorded trace of requests as a year of demand, again and again.

    Parameters
    ----------
    service
        Whose demand it is to be.
    path
        The trace.
    hours
        Of the year.
    level
        Mean tokens a second that the year is scaled to; 0 for as recorded.

    Notes
    -----
    The whole hours of the trace are repeated: by weeks, days or hours, the longest that it holds.
    The busy minute of each hour is that of the trace.

    Raises
    ------
    CampusError
        Where the trace is one of jobs, or shorter than an hour but for a minute.
    """
    trace = read_trace(path)
    minute = (trace.submit_s // _MINUTES).astype(np.int64)
    whole = (int(minute.max()) + 2) // _MINUTES
    if trace.kind is not TraceKind.REQUESTS or not whole:
        raise CampusError("the trace holds no hour of requests", where=str(path),
                          remedy="give a trace of requests of at least an hour",
                          code="replay_hour")  # fmt: skip
    whole -= whole % next(span for span in (_WEEK, _DAY, 1) if whole >= span)
    tokens, requests = (
        _by_minute(minute, weights, whole) for weights in (trace.tokens_out, np.ones(len(minute)))
    )
    rate = np.nanmean(tokens, axis=1) / _MINUTES
    busy = np.nanquantile(tokens, 0.95, axis=1) / np.maximum(rate * _MINUTES, 1e-9)
    scale = level / rate.mean() if level > 0 and rate.mean() > 0 else 1.0
    again = np.arange(hours) % whole
    return Demand(
        service=service.name,
        tokens_per_s=rate[again] * scale,
        requests_per_s=np.nanmean(requests, axis=1)[again] / _MINUTES * scale,
        peak_ratio=np.maximum(busy, 1.0)[again],
    )


def _by_minute(minute: Ints, weights: Floats, hours: int) -> Floats:
    """Sums of each minute, (hour, minute); not a number for what was not recorded to its end."""
    kept = minute < hours * _MINUTES
    written = np.nan_to_num(weights[kept])
    sums = np.bincount(minute[kept], written, minlength=hours * _MINUTES).astype(np.float64)
    sums[minute.max() :] = np.nan
    return np.asarray(sums.reshape(hours, _MINUTES), dtype=np.float64)


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
    to mean, ``Var / mean² = (1 + c²) / m + f (I − 1) / min(m, m₀)``: chance in number and length
    of answers, and the swing of the rate itself. In the trace on which I was fitted the swing of
    requests is nearly the same share of the rate at one second and at a minute: a rate that
    moves, and not clusters of a few requests. So above m₀, the trace's own rate, its share stays
    as it is, for what moves a crowd does not average out in a larger one; below it I stays, and a
    small service swings more. Tokens swing less than requests, by the fitted share f, since the
    trace's bursts are of short answers.
    """
    in_minute = np.maximum(requests_per_s * _MINUTES, 1e-9)
    traced = figure("inference", "trace_requests_per_minute")
    chance = (1 + moments(service.tokens_out)[1]) / in_minute
    swing = np.maximum(service.burstiness - 1, 0.0) / np.minimum(in_minute, traced)
    return np.asarray(chance + figure("inference", "tokens_swing") * swing)


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
