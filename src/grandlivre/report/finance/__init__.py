"""A financing in pictures and words: a section of the report, and a table for a terminal."""

from grandlivre.report.finance.model import Accounts, FinanceSection
from grandlivre.report.finance.section import finance_section

__all__ = ["Accounts", "FinanceSection", "finance_section"]
