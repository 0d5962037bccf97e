"""Hourly prices, carbon and sunshine of a year: drawn from statistics, or a user's own."""

from grandlivre.campus.energy.files import HourlyFile, read_hourly
from grandlivre.campus.energy.model import BuiltIn, Kind, Statistic
from grandlivre.campus.energy.series import carbon_year, price_year
from grandlivre.campus.energy.statistics import built_in
from grandlivre.campus.energy.sunshine import solar_year

__all__ = [
    "BuiltIn",
    "HourlyFile",
    "Kind",
    "Statistic",
    "built_in",
    "carbon_year",
    "price_year",
    "read_hourly",
    "solar_year",
]
