"""The templates of the pages, made ready once for each language."""

import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grandlivre.report.pages.frame import unbroken
from grandlivre.report.pages.texts import say

_FIXED = re.compile(r'\{\{ s\("([\w.]+)"\) \}\}')
_OF_TEMPLATES = ("{{", "{%", "{#")


@cache
def templates(language: str) -> Environment:
    """All templates, with the fixed texts of a language in their places."""
    environment = Environment(
        loader=_Worded(language),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters["unbroken"] = unbroken
    environment.filters["forceescape"] = lambda value: Markup.escape(str(value))
    return environment


class _Worded(PackageLoader):
    """Writes fixed texts into templates as it loads them.

    A page has some fifty of them: to look each up while it is made takes as long as all else.
    """

    def __init__(self, language: str) -> None:
        super().__init__("grandlivre.report")
        self._language = language

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """The template's source, as jinja asks for it."""
        source, path, is_current = super().get_source(environment, template)
        return _FIXED.sub(self._word, source), path, is_current

    def _word(self, found: re.Match[str]) -> str:
        text = str(escape(say(found[1], self._language)))
        # What would be taken for a part of the template is looked up when the page is made.
        return found[0] if any(mark in text for mark in _OF_TEMPLATES) else text
