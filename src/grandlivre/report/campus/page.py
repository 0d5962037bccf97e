"""A year of a campus as one self-contained page."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from grandlivre.report.campus.model import Run
from grandlivre.report.campus.section import campus_section
from grandlivre.report.campus.texts import said
from grandlivre.report.charts import definitions
from grandlivre.report.style import script, style


def campus_page(run: Run, *, language: str = "fr") -> str:
    """Write a year of a campus as HTML.

    Parameters
    ----------
    run
        The year, what it is compared with, and how it was made.
    language
        ``fr`` or ``en``.

    Returns
    -------
    str
        A whole page: styles, fonts and pictures are inside it, and it asks the network for
        nothing. Each figure names the run or what the design rests on, elements of the page.
    """
    return _template().render(
        lang=language,
        campus=campus_section(run, language=language),
        c=lambda key, **blanks: said(key, language, **blanks),
        definitions=definitions(),
        style=style(),
        campus_style=campus_style(),
        script=script(),
    )


def campus_style() -> Markup:
    """What the style sheet of the report lacks for a campus."""
    return Markup(
        (files("grandlivre.report") / "templates" / "campus.css").read_text(encoding="utf-8")
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("grandlivre.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("campus_page.html.j2")
