import numpy as np
import pytest

from grandlivre.campus.energy import solar_year
from grandlivre.campus.energy.statistics import yields
from grandlivre.campus.energy.sunshine import clear_sky, position
from grandlivre.campus.weather import climates
from grandlivre.errors import CampusError


@pytest.mark.parametrize("city", climates())
def test_a_year_gives_what_panels_give_there(city):
    years = [solar_year(city, np.random.default_rng(seed)) for seed in range(12)]
    assert np.mean([year.sum() for year in years]) == pytest.approx(yields()[city], rel=0.03)
    for year in years:
        assert year.shape == (8760,)
        assert year.min() == 0
        assert year.max() <= 0.95


def test_nights_are_dark_and_summers_bright():
    year = solar_year("Paris", np.random.default_rng(2)).reshape(365, 24)
    assert year[:, [0, 1, 2, 3, 22, 23]].sum() == 0
    assert year[150:210].sum() > 2.5 * (year[:30].sum() + year[335:].sum())


def test_the_sun_stands_highest_when_and_where_it_does():
    """Noon of the sun in Brest is half an hour after that in Strasbourg; at the June solstice it
    stands at 90 − latitude + 23.44 degrees.
    """
    noon = {city: float(np.average(np.arange(24) + 0.5, weights=clear_sky(city)[171]))
            for city in ("Brest", "Strasbourg")}  # fmt: skip
    degrees = position("Strasbourg")[1] - position("Brest")[1]
    assert noon["Brest"] - noon["Strasbourg"] == pytest.approx(degrees / 15, abs=0.03)
    # Local standard time is an hour ahead of Greenwich.
    assert noon["Strasbourg"] == pytest.approx(13 - position("Strasbourg")[1] / 15, abs=0.1)


def test_days_are_as_long_as_almanacs_have_them():
    """Paris: sixteen hours of day at the summer solstice, eight and a quarter at the winter one."""
    light = clear_sky("Paris") > 0
    assert light[171].sum() == pytest.approx(16, abs=1)
    assert light[355].sum() == pytest.approx(8.25, abs=1)


def test_an_unknown_city_is_told():
    with pytest.raises(CampusError, match="Atlantis"):
        solar_year("Atlantis", np.random.default_rng(1))
