"""How a campus ran in a year, for each accelerator and megawatt: what a financing takes of it."""

from collections.abc import Mapping

from grandlivre.campus.operate import CampusYear
from grandlivre.finance import Operations
from grandlivre.reference.parameters.model import Generation


def operations_of(year: CampusYear) -> Operations:
    """How a campus ran in a year, for each accelerator and megawatt that stood.

    Parameters
    ----------
    year
        From `grandlivre.campus.operate`.

    Returns
    -------
    Operations
    """
    stood = float(year.accelerators.sum())
    services = [float(each.accelerators.sum()) for each in year.services]
    used = float(year.used.sum()) + sum(services)
    energised = _energised_mwh(year)
    drawn = float(year.power.site_mw.sum())
    price = float(year.power.price_eur_per_mwh.mean())
    paid = float(year.power.cost_eur.sum()) / drawn if drawn > 0 else price
    tokens = sum(float(each.tokens_served_per_s.sum()) * 3600.0 for each in year.services)
    return Operations(
        origin="year",
        sold_share=used / stood if stood > 0 else None,
        load_share=drawn / energised if energised > 0 else None,
        price_ratio=paid / price if price > 0 else 1.0,
        tokens_per_hour=tokens / sum(services) if sum(services) > 0 else None,
    )


def _energised_mwh(year: CampusYear) -> float:
    """Megawatt-hours that the phases could have drawn for the accelerators that stood.

    A phase's power goes to its pools by their draw.
    """
    design = year.design
    phases = {phase.name: phase.power_mw for phase in design.phases}
    halls = {hall.name: hall.phase for hall in design.halls}
    draw = [pool.count * max(pool.kw_per_accelerator, 1e-9) for pool in design.pools]
    whole: dict[str, float] = {}
    for pool, kilowatts in zip(design.pools, draw, strict=True):
        phase = halls[pool.hall]
        whole[phase] = whole.get(phase, 0.0) + kilowatts
    total = 0.0
    for index, (pool, kilowatts) in enumerate(zip(design.pools, draw, strict=True)):
        phase = halls[pool.hall]
        part = kilowatts / whole[phase] if whole[phase] else 0.0
        stood = float(year.accelerators[:, index].sum()) / pool.count if pool.count else 0.0
        total += phases[phase] * part * stood
    return total


def bf16_of_services(year: CampusYear, known: Mapping[str, Generation]) -> float | None:
    """Dense bf16 of the accelerators that served, mean; None where none did."""
    pools = {pool.name: known.get(pool.generation) for pool in year.design.pools}
    hours, computed = 0.0, 0.0
    for each in year.services:
        for column, name in enumerate(each.pools):
            held = float(each.by_pool[:, column].sum())
            hours += held
            computed += held * bf16(pools.get(name))
    return computed / hours if hours > 0 and computed > 0 else None


def bf16(generation: Generation | None) -> float:
    """Dense bf16 peak of one accelerator, TFLOP/s; half of its fp8 where no other is told."""
    peaks = dict(generation.dense_tflops) if generation is not None else {}
    return peaks.get("bf16") or peaks.get("fp8", 0.0) / 2
