"""The pages: one set of templates, a static folder in the report and live in the application."""

from grandlivre.report.pages.assets import ASSETS, TYPES, digest
from grandlivre.report.pages.index import Index
from grandlivre.report.pages.library import Loaded
from grandlivre.report.pages.model import (
    DOINGS,
    PUBLIC,
    Address,
    Choice,
    Edition,
    JobShown,
    JobState,
    JudgementShown,
    Library,
    Links,
    LivePage,
    NamesShown,
    PageKind,
    Query,
    Role,
    RunChoices,
    Sort,
    Viewer,
)
from grandlivre.report.pages.render import Pages
from grandlivre.report.pages.site import static_site

__all__ = [
    "ASSETS",
    "DOINGS",
    "PUBLIC",
    "TYPES",
    "Address",
    "Choice",
    "Edition",
    "Index",
    "JobShown",
    "JobState",
    "JudgementShown",
    "Library",
    "Links",
    "LivePage",
    "Loaded",
    "NamesShown",
    "PageKind",
    "Pages",
    "Query",
    "Role",
    "RunChoices",
    "Sort",
    "Viewer",
    "digest",
    "static_site",
]
