"""What the compiled reader is handed: the plain reader's constants and lexicons.

Words, phrases and expressions are written down once, in the Python modules; the compiled reader
asks for them by their names there, such as ``figures.signs._OUTLAY``.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from grandlivre import claims
from grandlivre.claims.compiled.lexicons import references
from grandlivre.claims.compiled.wire import Wire
from grandlivre.claims.dates import published
from grandlivre.claims.dates.calendar import CalendarForms, calendar_forms
from grandlivre.claims.decisions.weights import Tables, package_tables
from grandlivre.claims.quantities import hedges, scan
from grandlivre.claims.quantities.forms import UnitForm, quantity_forms, written_before
from grandlivre.reference.currencies import country_currency, currencies
from grandlivre.reference.words import LANGUAGES, words

_ROOMS = frozenset("dates decisions figures mentions page parts quantities syntax text".split())
_DOCUMENTS = ("furniture", "language", "passages")
_LARGEST = 1 << 63
_NONE, _BOOL, _INT, _FLOAT, _TEXT, _LIST, _SET, _MAP, _PATTERN = range(9)


def constants(tables: Tables | None = None) -> bytes:
    """All constants, as the compiled reader takes them.

    Parameters
    ----------
    tables
        Weights to decide by; those that come with the package where None.
    """
    wire = Wire()
    wire.number(0)
    count = 0
    for name, value in (
        *_of_modules(),
        *_forms().items(),
        *_dates().items(),
        *references().items(),
        *_weights(tables or package_tables()).items(),
    ):
        before = len(wire)
        wire.text(name)
        if write(wire, value):
            count += 1
        else:
            wire.cut(before)
    wire.put(0, count)
    return wire.packed()


def write(wire: Wire, value: Any) -> bool:
    """Write a constant; False, and nothing written, where it is of a kind that is not handed over.

    Examples
    --------
    >>> write(Wire(), {"a": (1, 2.5, None)}), write(Wire(), object())
    (True, False)
    """
    before = len(wire)
    if _write(wire, value):
        return True
    wire.cut(before)
    return False


def _write(wire: Wire, value: Any) -> bool:
    number = wire.number
    match value:
        case None:
            number(_NONE)
        case bool():
            number(_BOOL)
            number(int(value))
        case int() if abs(value) < _LARGEST:
            number(_INT)
            number(value)
        case float():
            number(_FLOAT)
            wire.real(value)
        case str() | Decimal():
            number(_TEXT)
            wire.text(str(value))
        case re.Pattern() if isinstance(value.pattern, str):
            number(_PATTERN)
            wire.text(value.pattern)
            number(value.flags)
        case tuple() | list():
            number(_LIST)
            number(len(value))
            return all(_write(wire, each) for each in value)
        case frozenset() | set():
            number(_SET)
            number(len(value))
            return all(_write(wire, each) for each in sorted(value, key=repr))
        case Mapping():
            number(_MAP)
            number(len(value))
            return all(_write(wire, key) and _write(wire, each) for key, each in value.items())
        case _:
            return False
    return True


def _of_modules() -> list[tuple[str, Any]]:
    """The constants of the modules of the reader, by module and name."""
    modules: dict[str, ModuleType] = {}
    for each in walk_packages(claims.__path__, "grandlivre.claims."):
        name = each.name.removeprefix("grandlivre.claims.")
        if not each.ispkg and name.partition(".")[0] in _ROOMS:
            modules[name] = import_module(each.name)
    for name in _DOCUMENTS:
        modules[f"documents.{name}"] = import_module(f"grandlivre.documents.{name}")
    return [
        (f"{name}.{key}", value)
        for name, module in modules.items()
        for key, value in vars(module).items()
        if not key.startswith("__")
    ]


def _forms() -> dict[str, Any]:
    """The forms of quantities, which are put together when first asked for."""
    known = quantity_forms()
    found: dict[str, Any] = {
        f"forms.{field.name}": getattr(known, field.name)
        for field in fields(known)
        if field.name not in ("unit_words", "count_words")
    }
    found["forms.unit_words"] = {
        word: {form: _unit(each) for form, each in of_word.by_form.items()}
        for word, of_word in known.unit_words.items()
    }
    found["currencies.by_country"] = {
        country: country_currency(country)
        for currency in currencies().values()
        for country in currency.countries
    }
    found["forms.written_before"] = sorted(written_before())
    found["scan.beginnings"] = scan.beginnings()
    found["scan.number_words"] = scan.number_words()
    found["hedges.following"] = hedges.following()
    found["hedges.starts"] = hedges.starts()
    return found


def _unit(form: UnitForm) -> tuple[Any, ...]:
    written = None if form.written is None else tuple(sorted(form.written))
    return form.measure, form.unit, form.codes, form.factor, written, form.needs_scale


def _dates() -> dict[str, Any]:
    """The words of dates, which are put together when first asked for."""
    known = calendar_forms()
    found: dict[str, Any] = {
        f"calendar.{field.name}": getattr(known, field.name) for field in fields(CalendarForms)
    }
    form = published.date_form()
    pattern = form.pattern
    for name, number in form.groupindex.items():
        pattern = pattern.replace(f"(?P={name})", rf"\{number}")
    found["published.date_form"] = re.compile(pattern, form.flags)
    # Numbers of its groups: day, month and year of each way to write a date.
    found["published.groups"] = tuple(
        tuple(form.groupindex.get(f"{part}{way}", 0) for part in "dmy") for way in "1234567"
    )
    found["published.months"] = {
        word: known.kinds[word.translate(published.PLAIN)][1]
        for word, (kind, _) in known.kinds.items()
        if kind == "month"
    }
    days = {day for language in LANGUAGES for day in words(language).weekdays}
    found["published.names"] = days | found["published.months"].keys()
    return found


def _weights(tables: Tables) -> dict[str, Any]:
    """The fitted tables."""
    found: dict[str, Any] = {}
    for name, choice in tables.choices.items():
        found[f"weights.{name}.answers"] = choice.answers
        found[f"weights.{name}.bias"] = tuple(map(float, choice.bias))
        found[f"weights.{name}.weights"] = {
            key: tuple(map(float, row)) for key, row in choice.weights.items()
        }
    for name, binary in tables.binaries.items():
        found[f"weights.{name}.bias"] = float(binary.bias)
        found[f"weights.{name}.weights"] = {k: float(v) for k, v in binary.weights.items()}
    return found
