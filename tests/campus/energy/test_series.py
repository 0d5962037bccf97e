"""Built-in series: the statistics that they are drawn from, and the real hours of those years."""

from pathlib import Path

import numpy as np
import pytest

from grandlivre.campus.energy import Kind, built_in, carbon_year, price_year, read_hourly
from grandlivre.campus.energy.calendar import cold_of, month_of_day
from grandlivre.campus.energy.statistics import figures_of, months_of
from grandlivre.campus.weather import climate, weather_year
from grandlivre.errors import CampusError

SHARED = Path(__file__).parents[4] / "shared" / "benchmarks" / "energy"
YEARS = (2022, 2023, 2024)
SEEDS = range(12)


def drawn(name, **given):
    return np.array([price_year(name, np.random.default_rng(seed), **given) for seed in SEEDS])


def lag(year, hours=1):
    return np.corrcoef(year[:-hours], year[hours:])[0, 1]


def of_hours(year):
    return year.reshape(365, 24).mean(axis=0)


@pytest.mark.parametrize("year", YEARS)
def test_drawn_prices_are_like_the_real_ones(year):
    """The shape of the hours and the spreads were fitted on these years, in 2023 and 2024; what
    the model adds, persistence, depth and what a year's luck does, was not.
    """
    path = SHARED / f"fr_day_ahead_{year}.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    real = np.minimum(read_hourly(path, Kind.PRICE).values, 1000.0)
    many = drawn(f"fr-{year}")
    assert many.mean() == pytest.approx(real.mean(), rel=0.05)
    assert many.std(axis=1).mean() == pytest.approx(real.std(), rel=0.08)
    assert np.mean([lag(each) for each in many]) == pytest.approx(lag(real), abs=0.03)
    assert np.mean([lag(each, 24) for each in many]) == pytest.approx(lag(real, 24), abs=0.1)
    shape = of_hours(many.mean(axis=0))
    # The crisis had a shape of its own, which was not fitted.
    least, off = (0.98, 0.15) if year != 2022 else (0.85, 0.35)
    assert np.corrcoef(shape, of_hours(real))[0, 1] >= least
    assert np.abs(shape - of_hours(real)).max() <= off * np.ptp(of_hours(real))
    below = (many < 0).sum(axis=1)
    assert below.mean() == pytest.approx((real < 0).sum(), rel=0.35, abs=10)
    for share in (0.05, 0.5, 0.95):
        got, wanted = np.quantile(many, share), np.quantile(real, share)
        assert got == pytest.approx(wanted, abs=0.35 * real.std()), share


@pytest.mark.parametrize("year", YEARS)
def test_months_and_hours_below_nought_are_those_of_the_statistics(year):
    name = f"fr-{year}"
    many = np.array([price_year(name, np.random.default_rng(seed)) for seed in range(30)])
    by_month = many.reshape(30, 365, 24)
    months = month_of_day()
    means = np.array([by_month[:, months == at].mean() for at in range(12)])
    # Days hold on to one another: a month's mean over thirty years is known to a few per cent.
    error = 4 * figures_of(name)["day_sd"] / np.sqrt(30 * 30 / 6)
    assert np.abs(means - months_of(name)).max() < error
    assert months_of(name).mean() == pytest.approx(figures_of(name)["mean"], rel=0.02)
    below = (many < 0).sum(axis=1).mean()
    assert below == pytest.approx(figures_of(name)["negative_hours"], rel=0.3, abs=8)


def test_weekends_and_nights_are_cheaper_and_noon_in_summer_too():
    year = drawn("fr-2024").mean(axis=0).reshape(365, 24)
    weekday = (np.arange(365) + 6) % 7
    assert year[weekday >= 5].mean() < year[weekday < 5].mean() - 10
    summer = year[150:240].mean(axis=0)
    assert summer[14] < summer[20] - 40
    winter = year[np.r_[0:60, 330:365]].mean(axis=0)
    assert winter[4] < winter[19] - 30


def test_cold_days_cost_more_and_emit_more():
    weather = weather_year(climate("Paris"), np.random.default_rng(5))
    cold = cold_of(weather.dry_bulb_c)
    prices = drawn("fr-2023", weather=weather).mean(axis=0).reshape(365, 24).mean(axis=1)
    plain = drawn("fr-2023").mean(axis=0).reshape(365, 24).mean(axis=1)
    assert np.corrcoef(prices - plain, cold)[0, 1] > 0.6
    # No more spread in all than the statistics have.
    assert drawn("fr-2023", weather=weather).std(axis=1).mean() == pytest.approx(
        drawn("fr-2023").std(axis=1).mean(), rel=0.05
    )
    summer = slice(170, 240)
    assert np.abs(cold[summer]).max() == 0


def test_carbon_goes_with_the_price():
    corr = []
    for seed in SEEDS:
        price = price_year("fr-2023", np.random.default_rng(seed))
        carbon = carbon_year("fr-location", np.random.default_rng(seed + 99), price=price)
        days = [
            each.reshape(365, 24).mean(axis=1) - each.mean() for each in (price, np.log(carbon))
        ]
        corr.append(np.corrcoef(days[0], days[1])[0, 1])
    assert 0.15 < np.mean(corr) < 0.7


def test_definitions_of_carbon_differ_threefold():
    rng = [np.random.default_rng(seed) for seed in SEEDS]
    direct = np.mean([carbon_year("fr-location", each) for each in rng])
    rng = [np.random.default_rng(seed) for seed in SEEDS]
    life = np.mean([carbon_year("fr-lifecycle", each) for each in rng])
    assert direct == pytest.approx(figures_of("fr-location")["mean"], rel=0.08)
    assert life == pytest.approx(figures_of("fr-lifecycle")["mean"], rel=0.05)
    assert 2.4 < life / direct < 3.2
    definitions = {built_in()[name].definition.fr for name in ("fr-location", "fr-lifecycle")}
    assert len(definitions) == 2


def test_drawn_carbon_is_like_the_real_one():
    path = SHARED / "fr_carbon_2020.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is not there")
    real = read_hourly(path, Kind.CARBON).values
    # Of the real hours what burns: the life cycle's least is what nuclear power leaves.
    burns = (real - 14.0) / 1.32
    many = np.array([carbon_year("fr-location", np.random.default_rng(seed)) for seed in SEEDS])
    assert np.mean([lag(each) for each in many]) == pytest.approx(lag(real), abs=0.05)
    relative = (many / many.mean(axis=1)[:, None]).std(axis=1).mean()
    assert relative == pytest.approx(burns.std() / burns.mean(), rel=0.25)
    assert (many > 0).all()


def test_a_year_is_the_same_for_the_same_seed_only():
    one, again = (price_year("fr-2024", np.random.default_rng(4)) for _ in range(2))
    assert (one == again).all()
    assert (price_year("fr-2024", np.random.default_rng(5)) != one).any()
    assert not one.flags.writeable


def test_every_statistic_names_its_source_and_mark():
    for series in built_in().values():
        assert series.statistics
        for each in series.statistics:
            assert each.mark in ("published", "fitted", "judged")
            assert each.source
            assert each.unit


def test_an_unknown_series_is_told():
    with pytest.raises(CampusError, match="fr-1999") as told:
        price_year("fr-1999", np.random.default_rng(1))
    assert "fr-2024" in told.value.remedy
    with pytest.raises(CampusError, match="fr-2024"):
        carbon_year("fr-2024", np.random.default_rng(1))


def test_a_users_file_is_a_series_too(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("hour,value\n" + "\n".join(f"{h},42" for h in range(8760)), encoding="utf-8")
    assert (price_year(str(path), np.random.default_rng(1)) == 42).all()
