import numpy as np
import pytest

from grandlivre.campus.weather import climate, climates, heat_wave, weather_year, wet_bulb_c
from grandlivre.errors import CampusError


def year(city="Lille", seed=1):
    return weather_year(climate(city), np.random.default_rng(seed))


@pytest.mark.parametrize("city", climates())
def test_monthly_means_are_the_climates(city):
    of = climate(city)
    many = np.mean(
        [weather_year(of, np.random.default_rng(seed)).dry_bulb_c for seed in range(40)], axis=0
    )
    july = many[181 * 24 : 212 * 24].mean() - of.warming_k
    january = many[: 31 * 24].mean() - of.warming_k
    # A mean of forty years of a month is known to half a degree or so.
    assert july == pytest.approx(of.monthly_c[6], abs=1.0)
    assert january == pytest.approx(of.monthly_c[0], abs=1.0)


def test_the_wet_bulb_lies_under_the_dry_bulb():
    drawn = year()
    assert len(drawn.dry_bulb_c) == 8760
    assert (drawn.wet_bulb_c <= drawn.dry_bulb_c).all()
    assert np.isfinite(drawn.wet_bulb_c).all()


def test_wet_bulbs_are_those_of_a_psychrometric_table():
    # Dry bulb, humidity and wet bulb of standard tables at sea level.
    table = [(30, 50, 22.0), (20, 50, 13.8), (35, 30, 21.8), (10, 80, 8.2), (25, 90, 23.7)]
    dry, moist, wet = (np.array(column, dtype=float) for column in zip(*table, strict=True))
    assert wet_bulb_c(dry, moist) == pytest.approx(wet, abs=0.65)


def test_a_year_is_the_same_for_the_same_seed_only():
    assert (year(seed=4).dry_bulb_c == year(seed=4).dry_bulb_c).all()
    assert (year(seed=4).dry_bulb_c != year(seed=5).dry_bulb_c).any()


def test_a_heat_wave_is_hot_while_it_lasts():
    plain = year()
    hot = heat_wave(plain, 4800, 72, 9.0)
    assert (hot.dry_bulb_c - plain.dry_bulb_c)[4800:4872] == pytest.approx(9.0)
    assert (hot.wet_bulb_c - plain.wet_bulb_c).sum() == pytest.approx(72 * 3.0)


def test_an_unknown_city_names_those_that_are_known():
    with pytest.raises(CampusError, match="Atlantis") as caught:
        climate("Atlantis")
    assert "Lille" in caught.value.remedy
