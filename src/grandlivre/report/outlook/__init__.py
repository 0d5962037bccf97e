"""The outlook in pictures and words: a section of the report, and a table for a terminal."""

from grandlivre.report.outlook.brief import outlook_brief
from grandlivre.report.outlook.model import Brief, Prospect
from grandlivre.report.outlook.section import outlook_section

__all__ = ["Brief", "Prospect", "outlook_brief", "outlook_section"]
