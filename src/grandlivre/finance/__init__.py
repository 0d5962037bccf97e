"""Whether a campus pays: its costs, its debt and what its owners receive."""

from grandlivre.finance.case import Case
from grandlivre.finance.cashflow import CashFlow, cash_flow
from grandlivre.finance.codec import financing_from_json, financing_to_json
from grandlivre.finance.facilities import together
from grandlivre.finance.finance import Answer, PhaseBuild, Question, finance, shares_of
from grandlivre.finance.model import (
    AssetClass,
    Covers,
    DebtTerms,
    Financing,
    Losses,
    Metric,
    Operations,
    TaxTerms,
    Terms,
)
from grandlivre.finance.returns import metrics
from grandlivre.finance.trade import Build, trade
from grandlivre.finance.waterfall import to_investors, waterfall

__all__ = [
    "Answer",
    "AssetClass",
    "Build",
    "Case",
    "CashFlow",
    "Covers",
    "DebtTerms",
    "Financing",
    "Losses",
    "Metric",
    "Operations",
    "PhaseBuild",
    "Question",
    "TaxTerms",
    "Terms",
    "cash_flow",
    "finance",
    "financing_from_json",
    "financing_to_json",
    "metrics",
    "shares_of",
    "to_investors",
    "together",
    "trade",
    "waterfall",
]
