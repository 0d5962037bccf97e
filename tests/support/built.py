"""Built phases with made-up figures, for tests of their finance."""

import numpy as np

from grandlivre.finance import Build, Covers, Operations, PhaseBuild, Question
from grandlivre.finance.assumed import SHARED
from grandlivre.reference.parameters import parameters

PARAMETERS = parameters()
YEARS = 20


def build(draws=4, years=YEARS, start=3, **changed):
    """One phase of 100 MW and 40,000 machines, from the fourth year on; draws differ in size."""
    scale = (1.0 + 0.1 * np.arange(draws))[:, None]
    stands = (np.arange(years) >= start) * scale
    shell, added = np.zeros((draws, years)), np.zeros((draws, years))
    shell[:, start - 2 : start + 1] = 3e8 * scale
    added[:, start] = 40_000 * scale[:, 0]
    given = {
        "power_mw": 100.0 * stands,
        "filled_mw": 100.0 * stands,
        "accelerators": 40_000.0 * stands,
        "added": added,
        "shell_eur": shell,
        "servers_eur": np.zeros((draws, years)),
        "price_eur": 44_000.0,
        "price_ratio": 1.0,
        "tokens_ratio": 1.0,
    }
    return Build(**(given | changed))


def shared(draws=4):
    """The build's own assumptions, at their medians."""
    return {name: np.full(draws, PARAMETERS[name].distribution.median) for name in SHARED}


def question(phases=None, covers=Covers.ALL_IN, **changed):
    phases = phases or (
        PhaseBuild(
            build=build(),
            shares=(("ent_a", "North Fund", 0.6, True), ("ent_b", "South Bank", 0.4, True)),
        ),
    )
    given = {
        "phases": tuple(phases),
        "parameters": PARAMETERS,
        "shared": shared(len(phases[0].build.power_mw)),
        "operations": Operations(origin="parameters"),
        "covers": covers,
        "first_year": 2027,
        "seed": 5,
    }
    return Question(**(given | changed))
