"""Answers of the ledger for people who read them in a terminal or in a plain text file."""

from grandlivre.report.answers.bearers import Bearer, Offer, bearers_answer, offers_answer
from grandlivre.report.answers.changed import changed_answer, timeline_answer
from grandlivre.report.answers.choices import choices_answer, nothing_answer
from grandlivre.report.answers.conflicts import conflicts_answer
from grandlivre.report.answers.entries import ledger_answer
from grandlivre.report.answers.explained import explained_answer
from grandlivre.report.answers.paper import Paper
from grandlivre.report.answers.plan import elsewhere_answer, plan_answer
from grandlivre.report.answers.totals import totals_answer

__all__ = [
    "Bearer",
    "Offer",
    "Paper",
    "bearers_answer",
    "changed_answer",
    "choices_answer",
    "conflicts_answer",
    "elsewhere_answer",
    "explained_answer",
    "ledger_answer",
    "nothing_answer",
    "offers_answer",
    "plan_answer",
    "timeline_answer",
    "totals_answer",
]
