"""The compiled reader (``reader/``): what it is handed, and what it hands back."""

import ctypes
import re
import struct
import sys
from array import array
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import grandlivre.claims as claims
from grandlivre.claims.dates import published
from grandlivre.claims.dates.calendar import CalendarForms, calendar_forms
from grandlivre.claims.figures.around import Scenes
from grandlivre.claims.page.model import Page
from grandlivre.claims.quantities import hedges, scan
from grandlivre.claims.quantities.forms import UnitForm, quantity_forms
from grandlivre.reference.currencies import country_currency, currencies
from grandlivre.reference.words import LANGUAGES, words

_ROOMS = "dates decisions figures mentions page parts quantities syntax text".split()


class Wire:
    """A row of whole numbers, and the strings that some of them stand for."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self._strings: dict[str, int] = {}

    def text(self, text: str) -> None:
        strings = self._strings
        self.numbers.append(strings.setdefault(text, len(strings)))

    def maybe_text(self, text: str | None) -> None:
        if text is None:
            self.numbers.append(-1)
        else:
            self.text(text)

    def bytes(self) -> bytes:
        text = "\n".join([each.replace("\n", "\0") for each in self._strings]).encode()
        numbers = array("q", self.numbers)
        if sys.byteorder == "big":
            numbers.byteswap()
        return struct.pack("<QQ", len(numbers), len(text)) + numbers.tobytes() + text


def constant(wire: Wire, value: Any) -> bool:
    """Write a constant of a module; False, and nothing written, where it is none of ours."""
    at, number = len(wire.numbers), wire.numbers.append
    if value is None:
        number(0)
    elif isinstance(value, bool):
        number(1)
        number(int(value))
    elif isinstance(value, int) and abs(value) < 1 << 63:
        number(2)
        number(value)
    elif isinstance(value, float):
        number(3)
        number(struct.unpack("<q", struct.pack("<d", value))[0])
    elif isinstance(value, str):
        number(4)
        wire.text(str(value))
    elif isinstance(value, Decimal):
        number(4)
        wire.text(str(value))
    elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        number(8)
        wire.text(value.pattern)
        number(value.flags)
    elif isinstance(value, tuple | list):
        number(5)
        number(len(value))
        if not all(constant(wire, each) for each in value):
            del wire.numbers[at:]
            return False
    elif isinstance(value, frozenset | set):
        number(6)
        number(len(value))
        if not all(constant(wire, each) for each in sorted(value, key=repr)):
            del wire.numbers[at:]
            return False
    elif isinstance(value, Mapping):
        number(7)
        number(len(value))
        if not all(constant(wire, k) and constant(wire, v) for k, v in value.items()):
            del wire.numbers[at:]
            return False
    else:
        return False
    return True


def _modules() -> dict[str, ModuleType]:
    found = {}
    for each in walk_packages(claims.__path__, "grandlivre.claims."):
        name = each.name.removeprefix("grandlivre.claims.")
        if not each.ispkg and name.split(".")[0] in _ROOMS:
            found[name] = import_module(each.name)
    for name in ("furniture", "passages"):
        found[f"documents.{name}"] = import_module(f"grandlivre.documents.{name}")
    return found


def lexicon(extra: Mapping[str, Any] | None = None) -> bytes:
    """The constants of all modules of the reader, by name, as the compiled one takes them."""
    wire = Wire()
    wire.numbers.append(0)
    count = 0
    rows = [
        (f"{name}.{key}", value)
        for name, module in _modules().items()
        for key, value in vars(module).items()
        if not key.startswith("__")
    ]
    for name, value in [*rows, *(extra or {}).items()]:
        at = len(wire.numbers)
        wire.text(name)
        if constant(wire, value):
            count += 1
        else:
            del wire.numbers[at:]
    wire.numbers[0] = count
    return wire.bytes()


def weights(tables: Any) -> dict[str, Any]:
    """The fitted tables, as extra constants."""
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


def forms() -> dict[str, Any]:
    """The forms of quantities, as extra constants."""
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
    # The shortest beginnings of the words that a number begins with, as they may be written.
    found["scan.beginnings"] = scan.beginnings()
    found["scan.number_words"] = scan.number_words()
    found["currencies.by_country"] = {
        country: country_currency(country)
        for currency in currencies().values()
        for country in currency.countries
    }
    found["hedges._following"] = hedges._following()
    found["hedges._starts"] = hedges._starts()
    return found


def dates() -> dict[str, Any]:
    """The words of dates, as extra constants."""
    known = calendar_forms()
    found: dict[str, Any] = {
        f"calendar.{field.name}": getattr(known, field.name) for field in fields(CalendarForms)
    }
    form = published._date_form()
    pattern = form.pattern
    for name, number in form.groupindex.items():
        pattern = pattern.replace(f"(?P={name})", rf"\{number}")
    found["published.date_form"] = re.compile(pattern, form.flags)
    # Numbers of its groups: day, month and year of each way to write a date.
    found["published.groups"] = tuple(
        tuple(form.groupindex.get(f"{part}{way}", 0) for part in "dmy") for way in "1234567"
    )
    found["published.months"] = {
        word: known.kinds[word.translate(published._PLAIN)][1]
        for word, (kind, _) in known.kinds.items()
        if kind == "month"
    }
    days = {day for language in LANGUAGES for day in words(language).weekdays}
    found["published.names"] = days | found["published.months"].keys()
    return found


def _unit(form: UnitForm) -> tuple[Any, ...]:
    written = None if form.written is None else tuple(sorted(form.written))
    return form.measure, form.unit, form.codes, form.factor, written, form.needs_scale


def page_bytes(page: Page) -> bytes:
    """A page as it was laid out, with the relations of each quantity."""
    wire = Wire()
    write_page(wire, page)
    return wire.bytes()


def write_page(wire: Wire, page: Page) -> None:
    number, text, maybe = wire.numbers.append, wire.text, wire.maybe_text
    mention_numbers = {id(mention): i for i, mention in enumerate(page.mentions)}
    dates = [date for sentence in page.sentences for date in sentence.dates]
    date_numbers = {id(date): i for i, date in enumerate(dates)}
    parties: dict[int, int] = {}

    def party(each: Any) -> int:
        return -1 if each is None else parties.setdefault(id(each), len(parties))

    def several(items: Any, write: Any) -> None:
        items = list(items)
        number(len(items))
        for each in items:
            write(each)

    text(page.text)
    number(len(page.tokens))
    for word, start, end in zip(
        page.tokens.words, page.tokens.starts, page.tokens.ends, strict=True
    ):
        text(word)
        number(start)
        number(end)
    text(page.language)
    maybe(page.published)
    maybe(page.country)
    several(page.topics, text)

    def cue(each: Any) -> None:
        text(each.kind)
        number(each.first)
        number(each.last)

    def sentence(each: Any) -> None:
        number(each.number)
        number(each.first)
        number(each.last)
        text(each.passage.kind.value)
        number(each.passage.section)
        several(each.cues, cue)
        several(each.mentions, lambda m: number(mention_numbers[id(m)]))
        several(each.dates, lambda d: number(date_numbers[id(d)]))
        several(each.quantities, lambda q: number(q.number))

    several(page.sentences, sentence)

    def mention(each: Any) -> None:
        text(each.kind)
        number(each.first)
        number(each.last)
        number(each.head)
        text(each.name)
        text(each.form)
        maybe(each.country)
        text(each.noun)
        number(party(each.party))
        number(-1 if each.entity is None else each.entity.number)
        number(each.span[0])
        number(each.span[1])
        number(each.sentence)

    several(page.mentions, mention)

    def entity(each: Any) -> None:
        number(each.number)
        text(each.kind)
        text(each.name)
        text(each.key)
        maybe(each.country)
        text(each.noun)
        number(party(each.party))
        number(each.is_several)
        several(sorted(each.told), text)
        several(each.mentions, lambda m: number(mention_numbers[id(m)]))

    several(page.entities, entity)

    def date(each: Any) -> None:
        number(each.date.start)
        number(each.date.end)
        maybe(each.date.value)
        text(each.date.relation)
        number(each.first)
        number(each.last)

    several(dates, date)
    scenes = Scenes(page)

    def quantity(placed: Any) -> None:
        each = placed.quantity
        number(placed.number)
        number(placed.sentence.number)
        number(placed.first)
        number(placed.last)
        number(each.start)
        number(each.end)
        text(each.measure.value)
        maybe(None if each.low is None else str(each.low))
        maybe(None if each.high is None else str(each.high))
        text(each.unit)
        several(each.units, text)
        text(each.unit_source)
        number(each.noun is not None)
        if each.noun is not None:
            number(each.noun[0])
            number(each.noun[1])
        text(each.hedge or "")
        text(each.form)

        def voice(v: Any) -> None:
            number(mention_numbers[id(v.mention)])
            text(v.how)
            number(v.at)
            number(v.first)
            number(v.last)

        def theme(t: Any) -> None:
            number(mention_numbers[id(t[0])])
            text(t[1])

        several(placed.voices, voice)
        several(placed.themes, theme)

        around = scenes.around(placed)
        named = [(n, name) for n, names in around.relations.items() for name in names]

        def relation(r: Any) -> None:
            number(r[0])
            text(r[1])

        several(named, relation)

    several(page.quantities, quantity)

    def pair(each: Any) -> None:
        number(each[0])
        number(each[1])

    several(sorted(page.sums), pair)
    number(-1 if page.dateline is None else page.dateline.number)
    number(page.dateline_at.start)
    number(page.dateline_at.stop)
    several(sorted(page.venues), number)
    several(page.head_places, lambda e: number(-1 if e is None else e.number))

    def item(each: Any) -> None:
        number(each[0])
        for field in each[1]:
            number(int(field))

    several(page.items.items(), item)

    def former(each: Any) -> None:
        number(each[0])
        text(each[1].how)
        number(each[1].latter)

    several(page.formers.items(), former)


class Library:
    """The shared library, for trying its doors out."""

    def __init__(self, path: Path) -> None:
        self._library = ctypes.PyDLL(str(path))
        call = self._library.grandlivre_call
        call.restype = ctypes.c_void_p
        call.argtypes = [
            ctypes.c_char_p,
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.POINTER(ctypes.c_size_t),
        ]
        free = self._library.grandlivre_free
        free.restype = None
        free.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
        self._call, self._free = call, free

    def call(self, door: str, data: bytes) -> "Answer":
        """Knock at a door of the library.

        Raises
        ------
        RuntimeError
            Where the library says that something is wrong.
        """
        size = ctypes.c_size_t()
        found = self._call(door.encode(), data, len(data), ctypes.byref(size))
        if not found:
            raise RuntimeError(f"no answer from {door}")
        try:
            answer = Answer(ctypes.string_at(found, size.value))
        finally:
            self._free(found, size.value)
        status = answer.int()
        if status:
            raise RuntimeError(f"{door}: {answer.text()}")
        return answer


class Answer:
    """Takes apart what the library wrote."""

    def __init__(self, data: bytes) -> None:
        count, size = struct.unpack_from("<QQ", data)
        self.numbers = array("q")
        self.numbers.frombytes(data[16 : 16 + 8 * count])
        self.strings = data[16 + 8 * count : 16 + 8 * count + size].decode().split("\n")
        self._at = 0

    def int(self) -> int:
        self._at += 1
        return self.numbers[self._at - 1]

    def text(self) -> str:
        return self.strings[self.int()]

    def maybe_text(self) -> str | None:
        number = self.int()
        return None if number < 0 else self.strings[number]

    def float(self) -> float:
        return float(struct.unpack("<d", struct.pack("<q", self.int()))[0])

    def several(self, read: Any) -> list[Any]:
        return [read() for _ in range(self.int())]
