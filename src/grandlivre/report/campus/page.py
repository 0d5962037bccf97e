"""A year of a campus as one self-contained page."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from grandlivre.report.campus.model import Run
from grandlivre.report.campus.section import campus_section
from grandlivre.report.campus.texts import said
from grandlivre.report.charts import definitions
from grandlivre.report.styles import script, style


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
    return _template("campus_page.html.j2").render(
        lang=language,
        campus=campus_section(run, language=language),
        c=lambda key, **blanks: said(key, language, **blanks),
        definitions=definitions(),
        style=style(),
        campus_style=campus_style(),
        script=script(),
    )


def campus_fragment(run: Run, *, language: str = "fr") -> Markup:
    """The same as a part of another page, which must hold `campus_style` and `definitions`.

    It brings the page's heading: what the year comes to.
    """
    section = campus_section(run, language=language)
    head = Markup('<div class="head"><h1>{}</h1><p class="deck">{}</p></div>').format(
        section.title, section.deck
    )
    # Pictures are headed one level further down, as beneath a chapter of a report.
    head += Markup('<h2 class="sr">{}</h2>').format(said("contents", language))
    return head + Markup(
        _template("campus.html.j2").render(
            campus=section, c=lambda key, **blanks: said(key, language, **blanks)
        )
    )


def campus_style() -> Markup:
    """What the style sheet of the report lacks for a campus."""
    return Markup(
        (files("grandlivre.report") / "templates" / "campus.css").read_text(encoding="utf-8")
    )


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("grandlivre.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
