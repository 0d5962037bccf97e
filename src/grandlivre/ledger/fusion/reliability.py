"""How reliable each source is, drawn towards its class, with how sure that is."""

from dataclasses import dataclass

import numpy as np

from grandlivre.ledger.fusion.model import FusionOptions
from grandlivre.ledger.fusion.table import Columns
from grandlivre.ledger.fusion.values import Floats, sum_by

_TWO_SIDED_90 = 1.6449
"""Standard deviations on either side of the mean that hold nine tenths of a normal curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Reliabilities of sources and classes."""

    source: Floats
    low: Floats
    high: Floats
    of_class: Floats
    tested: Floats
    """Claims that a source's reliability rests on."""
    agreeing: Floats
    """Expected number of those that are right."""


def tested_claims(columns: Columns) -> Floats:
    """Per claim, 1 where another voice tells of its item too, else 0.

    What one voice alone tells of can be neither confirmed nor denied, and known copies of one
    text are one voice.
    """
    item = columns.claim_item
    group = columns.source_group[columns.claim_source]
    lowest = np.full(len(columns.item_names), len(columns.source_names), dtype=np.int64)
    highest = np.full(len(columns.item_names), -1, dtype=np.int64)
    np.minimum.at(lowest, item, group)
    np.maximum.at(highest, item, group)
    is_tested: Floats = (lowest != highest)[item].astype(np.float64)
    return is_tested


def reliability(
    columns: Columns, right: Floats, tested: Floats, options: FusionOptions
) -> Reliability:
    """Estimate the reliability of each source.

    Parameters
    ----------
    columns
        The table.
    right
        Probability that each claim is right.
    tested
        Weight of each claim as evidence.
    options
        `prior`, `least_right`, `class_strength`, `source_strength`, `most_reliable`.

    Notes
    -----
    The mean of a beta distribution, A = (r + s*C) / (n + s), for r of n claims right and a class
    of mean C, itself drawn towards the mean of all sources, and that towards the prior (an
    empirical Bayes estimate; Efron and Morris 1973). A source without claims has its class's
    mean. The interval is normal in arcsin(sqrt(A)), whose variance is 1 / (4 (m + s) + 2)
    whatever the mean (Anscombe 1948), for claims worth m whose truth is known: a claim that is
    right with probability p is worth 1 - p(1-p) / (A(1-A)) of one (the missing information of
    Louis 1982). More than `most_known` of them narrow it no further: what is held for true errs
    too.
    """
    source, least = columns.claim_source, 1 - options.most_reliable
    count, classes = len(columns.source_names), len(columns.class_names)
    right = _lifted(right, tested, options.least_right)
    agreeing = sum_by(source, right * tested, count)
    told = sum_by(source, tested, count)
    strength = options.class_strength
    everywhere = (agreeing.sum() + strength * options.prior) / (told.sum() + strength)
    of_class = sum_by(columns.source_class, agreeing, classes)
    told_by_class = sum_by(columns.source_class, told, classes)
    of_class = (of_class + strength * everywhere) / (told_by_class + strength)
    of_class = np.clip(of_class, least, options.most_reliable)
    drawn_to = options.source_strength * of_class[columns.source_class]
    a, b = agreeing + drawn_to, told - agreeing + options.source_strength - drawn_to
    mean = np.clip(a / (a + b), least, options.most_reliable)
    unsure = sum_by(source, right * (1 - right) * tested, count)
    known = np.clip(told - unsure / (mean * (1 - mean)), 0.0, options.most_known)
    low, high = _bounds(mean, known + options.source_strength)
    return Reliability(
        source=mean, low=low, high=high, of_class=of_class, tested=told, agreeing=agreeing
    )


def _lifted(right: Floats, tested: Floats, least: float) -> Floats:
    """Claims' probabilities, raised together where their mean is below the least one.

    Contradiction alone cannot tell a table in which most are right from one in which most are
    wrong: without this, doubt of all feeds on itself, and the rarest value wins.
    """
    mean = float((right * tested).sum() / max(tested.sum(), 1.0))
    return right + (1 - right) * max(0.0, least - mean) / max(1 - mean, 1e-12)


def _bounds(mean: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """The ends of the interval that holds nine tenths of each distribution."""
    middle = np.arcsin(np.sqrt(mean))
    half = _TWO_SIDED_90 / (2 * np.sqrt(weight + 0.5))
    low: Floats = np.sin(np.maximum(middle - half, 0.0)) ** 2
    high: Floats = np.sin(np.minimum(middle + half, np.pi / 2)) ** 2
    return low, high
