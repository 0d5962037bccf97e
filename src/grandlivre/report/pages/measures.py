"""What was measured against a target: ``measures.json``, taken from the table of benchmarks."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson

from grandlivre.base.wording import NBSP, THIN
from grandlivre.reference.messages import typeset

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")
_LONG = 5
"""From so many digits on thousands are grouped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure with its target."""

    section: str
    what: str
    figure: str
    target: str
    is_met: bool


@cache
def measures(language: str = "en") -> tuple[Measure, ...]:
    """All that have a target, in the order of the table; its words are English.

    What has no French name yet keeps its English one.
    """
    raw = orjson.loads((files("grandlivre.report.pages") / "measures.json").read_bytes())
    return tuple(
        Measure(
            section=_called(each["section"], "sections", language),
            what=_called(each["what"], "names", language),
            figure=_amount(each["figure"], language),
            target=_numbers(each["target"], language),
            is_met=each["is_met"],
        )
        for each in raw
    )


def form_of(name: str) -> str:
    """A name with every number in it written ``#``.

    Examples
    --------
    >>> form_of("peak memory, 1,000,000 claims")
    'peak memory, # claims'
    """
    return _NUMBER.sub("#", name)


@cache
def french() -> Mapping[str, Mapping[str, str]]:
    """French names by form, by what they are names of: sections, names, units."""
    told = (files("grandlivre.report.pages") / "measures_fr.toml").read_text("utf-8")
    return tomllib.loads(told)


def _called(name: str, kind: str, language: str) -> str:
    known = french()[kind].get(form_of(name)) if language == "fr" else None
    if known is None:
        return name
    found = iter(_NUMBER.findall(name))
    return typeset(re.sub("#", lambda _: _number(next(found), language), known), language)


def _amount(figure: str, language: str) -> str:
    """A number and its unit."""
    value, _, unit = figure.partition(" ")
    unit = french()["units"].get(unit, unit) if language == "fr" else unit
    return f"{_numbers(value, language)}{NBSP}{unit}" if unit else _numbers(value, language)


def _numbers(text: str, language: str) -> str:
    return _NUMBER.sub(lambda found: _number(found[0], language), text)


def _number(text: str, language: str) -> str:
    """A number of the table as the language writes it.

    Examples
    --------
    >>> _number("300000", "en"), _number("2.86", "fr"), _number("2032", "fr")
    ('300,000', '2,86', '2032')
    """
    if text.isdigit() and len(text) >= _LONG:
        text = f"{int(text):,}"
    return text.translate({ord(","): THIN, ord("."): ","}) if language == "fr" else text
