"""Years of a campus with made-up figures, for what is worked out from them."""

from dataclasses import MISSING, fields
from typing import Any

import numpy as np

from grandlivre.campus.design.model import CampusDesign
from grandlivre.campus.operate import Audit, CampusYear, OperateOptions, Power, ServiceYear

HOURS = 48


def year(
    design: CampusDesign, *, used: float, served: float, load: float, ratio: float = 1.0
) -> CampusYear:
    """A steady year: shares of accelerators that jobs and services hold, of power that is drawn.

    `ratio` is what a megawatt-hour costs over its price of 50 €.
    """
    counts = np.array([pool.count for pool in design.pools])
    stood = np.tile(counts, (HOURS, 1))
    total = float(counts.sum())
    site = np.full(HOURS, load * sum(phase.power_mw for phase in design.phases))
    zeros = np.zeros(HOURS)
    values = {
        "site_mw": site,
        "grid_mw": site,
        "price_eur_per_mwh": np.full(HOURS, 50.0),
        "cost_eur": site * 50.0 * ratio,
    }
    held = np.full(HOURS, served * total)
    return _filled(
        CampusYear,
        design=design,
        options=OperateOptions(year=2032, is_full=True),
        accelerators=stood,
        lanes=(),
        used=np.full((HOURS, 1), used * total),
        backlog_hours=np.zeros((HOURS, 1)),
        services=(
            _filled(
                ServiceYear,
                service=design.services[0].name,
                pools=design.services[0].pools[:1],
                by_pool=held[:, None],
                accelerators=held,
                wanted=held,
                tokens_asked_per_s=held * 500.0,
                tokens_served_per_s=held * 500.0,
                attainment=np.ones(HOURS),
            ),
        ),
        jobs=(),
        power=_filled(Power, **values),
        plan_mw=zeros,
        audit=Audit(checks={}, breaches=(), digest=""),
        events_done=0,
        seconds={},
    )


def _filled(kind: type, **given: Any) -> Any:
    """A record whose other arrays are nought."""
    needed = [each.name for each in fields(kind) if each.default is MISSING is each.default_factory]
    return kind(**{**dict.fromkeys(needed, np.zeros(HOURS)), **given})
