"""What it would build, and the campus: sections that exist, as pages."""

from itertools import chain

from markupsafe import Markup

from grandlivre.report.outlook import outlook_section
from grandlivre.report.outlook.model import Section
from grandlivre.report.outlook.texts import said
from grandlivre.report.outlook.words import mark_words
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import Address


def outlook(frame: Frame, address: Address) -> dict[str, object]:
    """The section on the outlook; nothing where there is none."""
    language = frame.language
    key = ("outlook", language)
    return {
        "outlook": frame.index.once(key, lambda: section(frame)),
        "outlook_definitions": "",  # every page has them at its head
        "o": lambda key, **blanks: said(key, language, **blanks),
        "m": lambda mark: mark_words(mark, language),
    }


def section(frame: Frame) -> Section | None:
    """The outlook's section for a frame's language."""
    index = frame.index
    if index.edition.prospect is None:
        return None
    shown = chain.from_iterable(entry.claims for entry in index.entries.values())
    return outlook_section(index.edition.prospect, index.ledger, shown, language=frame.language)


def campus(frame: Frame, address: Address) -> dict[str, object]:
    """The section on the campus, as the package made it."""
    made = frame.index.edition.campus.get(frame.language, "")
    return {"campus": Markup(made)}
