"""A year of a campus in pictures and words: a section, a page, a terminal's answer."""

from grandlivre.report.campus.model import CampusSection, Run
from grandlivre.report.campus.section import campus_section

__all__ = ["CampusSection", "Run", "campus_section"]
