"""A few reference figures for tests that need parameters but not their sources."""

from grandlivre.reference.parameters.model import Distribution, Generation, Parameter, Scale

_FIGURES = {
    "all_in_power_kw": (1.2, 2.0, 3.5),
    "capex_hosting_meur_per_mw": (8.0, 11.0, 15.0),
    "capex_all_in_meur_per_mw": (30.0, 40.0, 55.0),
    "area_mw_per_ha": (5.0, 14.0, 25.0),
    "secure_years": (0.2, 0.7, 2.0),
    "permit_years": (0.5, 1.0, 2.5),
    "connection_years_ordinary": (3.0, 4.5, 7.0),
    "connection_years_fast_track": (2.0, 3.5, 5.0),
    "construction_months": (12.0, 18.0, 30.0),
    "world_supply_accelerators_per_year": (3_000_000.0, 5_000_000.0, 9_000_000.0),
    "cap_accelerators_per_year": (100_000.0, 300_000.0, 800_000.0),
}


def small_parameters() -> dict[str, Parameter]:
    """The parameters that a plan needs, with figures of our own."""
    return {
        name: Parameter(
            name=name,
            unit=name.rpartition("_")[2],
            meaning_fr=name,
            meaning_en=name,
            distribution=Distribution(scale=Scale.LOG, low=low, median=median, high=high),
            rows=(),
            reason="for tests",
        )
        for name, (low, median, high) in _FIGURES.items()
    }


def small_generations() -> dict[str, Generation]:
    """Three generations, two years apart."""
    return {
        name: Generation(
            name=name,
            vendor="Nvidia",
            shipped=shipped,
            all_in_kw=kilowatts,
            price_eur=40_000.0,
            price_year=2025,
            memory_gb=192.0,
            dense_tflops=(("bf16", 2500.0),),
            domain=72,
            rows=(),
        )
        for name, shipped, kilowatts in (
            ("H100", 2022.8, 1.4),
            ("GB200", 2025.0, 2.0),
            ("GB300", 2025.5, 2.2),
            ("VR200", 2026.75, 2.9),
        )
    }
