"""The outlook in pictures and words: a section of the report, and a table for a terminal."""

from grandlivre.report.outlook.model import Prospect
from grandlivre.report.outlook.section import outlook_section

__all__ = ["Prospect", "outlook_section"]
