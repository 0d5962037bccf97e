"""The equations behind the figures: the file ``equations.toml`` beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from grandlivre.reference.messages import typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """One formula with its words and its source."""

    title: str
    says: str
    formula: Markup
    source: str


@cache
def equations(language: str) -> tuple[Equation, ...]:
    """All of them, in one language."""
    raw = tomllib.loads((files("grandlivre.report.pages") / "equations.toml").read_text("utf-8"))
    return tuple(
        Equation(
            title=typeset(each["title"][language], language),
            says=typeset(each["says"][language], language),
            formula=Markup('<math display="block">{}</math>').format(Markup(each["mathml"])),
            source=each["source"],
        )
        for each in raw["equation"]
    )
