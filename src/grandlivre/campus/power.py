"""From accelerators at work to the site's meter: idle draw, conversion losses, PUE."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of conversion: a power supply, a rectifier, a transformer."""

    name: str
    efficiency: float
    """Of what passes, from 0 to 1."""
    standing_share: float
    """Drawn by the step itself whatever passes, over its rated power."""


STAGES = (
    Stage(name="rack power supply", efficiency=0.975, standing_share=0.004),
    Stage(name="uninterruptible supply", efficiency=0.975, standing_share=0.004),
    Stage(name="transformer", efficiency=0.992, standing_share=0.002),
)
"""Steps from the rack to the grid. Judgements: near what 80 PLUS Titanium asks of power supplies at
half load (96 %), what makers of double-conversion supplies publish, and what EU regulation
548/2014 asks of large transformers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerDesign:
    """How computers draw power."""

    stages: tuple[Stage, ...] = STAGES
    idle_share: float = 0.2
    """Draw of an idle accelerator's part of a node, over its full draw."""
    storage_share: float = 0.03
    """Storage and management, over the computers' rated power, drawn at all times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Power at each level, (hour,), megawatts."""

    it_mw: Floats
    """At the racks."""
    loss_mw: Floats
    """In conversion, between grid and rack."""

    @property
    def with_losses_mw(self) -> Floats:
        """What computers and conversion draw together, without cooling."""
        total: Floats = self.it_mw + self.loss_mw
        return total


def draw(busy_mw: Floats, rated_mw: float, design: PowerDesign) -> Draw:
    """What the halls draw for the work that they do.

    Parameters
    ----------
    busy_mw
        Full draw of the accelerators at work with their part of node and network, (hour,).
    rated_mw
        The same of all accelerators that stand there.
    design
        Idle draw and conversion.

    Returns
    -------
    Draw

    Notes
    -----
    ``IT = busy + idle_share (rated − busy) + storage``; each step of conversion takes in
    ``(P + c) / η`` to give P (W. Brewer et al., SC24, arXiv 2410.05133).
    """
    it = busy_mw + design.idle_share * (rated_mw - busy_mw) + design.storage_share * rated_mw
    return Draw(it_mw=it, loss_mw=losses(it, rated_mw, design))


def losses(it_mw: Floats, rated_mw: float | Floats, design: PowerDesign) -> Floats:
    """What conversion takes between grid and rack, (hour,), megawatts.

    Parameters
    ----------
    it_mw
        At the racks.
    rated_mw
        Full draw of all accelerators that are switched on: conversion is sized for it.
    design
        Conversion.

    Examples
    --------
    >>> losses(np.array([0.0, 90.0]), np.array([0.0, 100.0]), PowerDesign()).round(2)
    array([0.  , 6.53])
    """
    passed = it_mw
    size = rated_mw * (1.0 + design.storage_share)
    for stage in design.stages:
        passed = (passed + stage.standing_share * size) / stage.efficiency
        size = size / stage.efficiency
    lost: Floats = passed - it_mw
    return lost


def pue(it_mw: Floats, site_mw: Floats) -> float:
    """Energy of the site over that of its computers, over the hours given.

    Examples
    --------
    >>> pue(np.array([10.0, 20.0]), np.array([12.0, 22.0])).__round__(3)
    1.133
    """
    return float(site_mw.sum() / it_mw.sum())


def ramps(site_mw: Floats) -> dict[str, float]:
    """How fast the site's draw changes, megawatts from hour to hour: what a grid operator asks.

    Examples
    --------
    >>> ramps(np.array([10.0, 30.0, 25.0]))["up_most"]
    20.0
    """
    steps = np.diff(site_mw)
    if not len(steps):
        return {"up_most": 0.0, "down_most": 0.0, "p99": 0.0}
    return {
        "up_most": float(max(steps.max(), 0.0)),
        "down_most": float(max(-steps.min(), 0.0)),
        "p99": float(np.quantile(np.abs(steps), 0.99)),
    }
