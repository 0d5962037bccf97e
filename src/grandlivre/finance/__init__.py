"""Whether a campus pays: its costs, its debt and what its owners receive."""

from grandlivre.finance.case import Case
from grandlivre.finance.cashflow import CashFlow, cash_flow
from grandlivre.finance.model import AssetClass, DebtTerms, Losses, Metric, TaxTerms, Terms
from grandlivre.finance.returns import metrics
from grandlivre.finance.waterfall import to_investors, waterfall

__all__ = [
    "AssetClass",
    "Case",
    "CashFlow",
    "DebtTerms",
    "Losses",
    "Metric",
    "TaxTerms",
    "Terms",
    "cash_flow",
    "metrics",
    "to_investors",
    "waterfall",
]
