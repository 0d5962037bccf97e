"""How well odds foretold what came, and odds that learnt from it."""

from grandlivre.outlook.calibration.cases import resolved_cases
from grandlivre.outlook.calibration.fit import Posterior, calibrated, posterior
from grandlivre.outlook.calibration.foretell import backtest, base_rate
from grandlivre.outlook.calibration.laws import likelihood, odds, worlds
from grandlivre.outlook.calibration.model import (
    METHODS,
    Backtest,
    Case,
    Ending,
    Estimate,
    Forecast,
    Method,
    Score,
)

__all__ = [
    "METHODS",
    "Backtest",
    "Case",
    "Ending",
    "Estimate",
    "Forecast",
    "Method",
    "Posterior",
    "Score",
    "backtest",
    "base_rate",
    "calibrated",
    "likelihood",
    "odds",
    "posterior",
    "resolved_cases",
    "worlds",
]
