"""Prose of an ordinary crawl, made up and seeded: weather, sport, recipes, news of small towns.

Numbers are everywhere in it (dates, times, percentages, distances, scores, telephone and page
numbers), amounts of money in a few documents only, as on the web at large. The same seed gives
the same documents, whatever came before.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_DATA = Path(__file__).parent / "data"
_SLOT = re.compile(r"\{(\w+)\}")
Slot = Callable[[Random], str]
Template = tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """What share of the documents holds what."""

    money: float = 0.03
    """Documents with one to three amounts of money: a price, a budget, a transfer fee."""
    people: float = 0.0
    """Documents that count people or hectares, which are quantities of the gold's kinds too."""


ORDINARY = Mix()
BARE = Mix(money=0.0)
"""Numbers that are no amounts: only the texts of the corpus have something to read."""
CROWDED = Mix(money=0.06, people=0.15)
"""As hard as regional newspapers: residents, spectators and hectares in every seventh document."""

_PLAIN = 0.75
"""Share of sentences without a number: the rest then have one in every hundred bytes or so."""
_TOPICS = ("local", "local", "local", "local", "sport", "sport", "weather", "recipe")
_SYLLABLES = (
    "ar bel cor dan er fal gar hol il jor ker lan mor nev or pel quin ros sal tor ul val wen yor "
    "zan bri clo dre fro gri kel lor mun nor pra sto tre vil"
).split()
_ENDS = {
    "fr": "ville ay ignac eux iers ance oy mont".split(),
    "en": "ton ford ham wick by ley worth stead".split(),
}
_FIRST = {
    "fr": "Camille Hugo Inès Léon Maud Noé Odile Paul Rose Sami Théo Yaël Élise Zoé Adrien Béatrice".split(),
    "en": "Alice Ben Clara Dan Ellen Frank Grace Harry Iris Jack Kate Liam Maya Noah Olive Tom".split(),
}
_WEEKDAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def document(seed: int, number: int, mix: Mix = ORDINARY) -> tuple[str, str]:
    """One document of the crawl and its language.

    Parameters
    ----------
    seed, number
        Which crawl, and which of its documents.
    mix
        What share of the documents holds amounts.
    """
    random = Random(f"{seed}:{number}")
    language = "fr" if random.random() < 0.6 else "en"
    topics = _topics(language)
    topic = random.choice(_TOPICS)
    paragraphs = [_sentence(random, topics["furniture"])] if random.random() < 0.6 else []
    length = max(2, int(random.lognormvariate(1.7, 0.55)))
    paragraphs.extend(_paragraph(random, topics, topic) for _ in range(length))
    if topic == "sport" and random.random() < 0.4:
        paragraphs.append(
            "\n".join(_sentence(random, topics["rows"]) for _ in range(random.randint(6, 20)))
        )
    for name, share in (("money", mix.money), ("people", mix.people)):
        if random.random() < share:
            for _ in range(random.randint(1, 3)):
                at = random.randrange(len(paragraphs))
                paragraphs[at] += " " + _sentence(random, topics[name])
    if random.random() < 0.6:
        paragraphs.append(_sentence(random, topics["furniture"]))
    title = _sentence(random, topics["plain"]).rstrip(".")
    return "\n\n".join([title, *paragraphs]) + "\n", language


def documents(seed: int, count: int, mix: Mix = ORDINARY) -> Iterator[tuple[str, str]]:
    """The first documents of a crawl."""
    for number in range(count):
        yield document(seed, number, mix)


def _paragraph(random: Random, topics: Mapping[str, list[Template]], topic: str) -> str:
    sentences = []
    for _ in range(random.randint(2, 6)):
        name = "plain" if random.random() < _PLAIN else topic
        sentences.append(_sentence(random, topics[name]))
    return " ".join(sentences)


def _sentence(random: Random, templates: list[Template]) -> str:
    template = templates[int(random.random() * len(templates))]
    return "".join([piece if isinstance(piece, str) else piece(random) for piece in template])


@cache
def _topics(language: str) -> dict[str, list[Template]]:
    """The sentences of a language by topic, cut into words and slots."""
    data = tomllib.loads((_DATA / f"prose_{language}.toml").read_text(encoding="utf-8"))
    slots = _slots(language)
    topics = {
        name: [_cut(each, slots) for each in table["sentences"]] for name, table in data.items()
    }
    topics["rows"] = [_cut(each, slots) for each in data["sport"]["rows"]]
    return topics


def _cut(sentence: str, slots: Mapping[str, Slot]) -> Template:
    pieces: list[str | Slot] = []
    for at, piece in enumerate(_SLOT.split(sentence)):
        if at % 2:
            pieces.append(slots[piece])
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


def name_of(random: Random, language: str) -> str:
    """An invented name of a place or a family."""
    stem = "".join(random.choice(_SYLLABLES) for _ in range(random.randint(1, 2)))
    return (stem + random.choice(_ENDS[language])).capitalize()


def _slots(language: str) -> dict[str, Slot]:
    """What each slot of a sentence is filled with."""
    fr = language == "fr"
    point = "," if fr else "."
    gap = "\u202f" if fr else ","

    def number(low: int, high: int) -> Slot:
        return lambda random: str(low + int(random.random() * (high - low + 1)))

    def date(random: Random) -> str:
        day, month = random.randint(1, 28), random.choice(_MONTHS[language])
        if random.random() < 0.2:
            return f"{day:02d}/{random.randint(1, 12):02d}/{random.randint(1995, 2026)}"
        year = f" {random.randint(1995, 2026)}" if random.random() < 0.5 else ""
        return f"{day} {month}{year}"

    def clock(random: Random) -> str:
        hour, minute = random.randint(0, 23), 5 * random.randint(0, 11)
        if fr:
            return f"{hour} h {minute:02d}" if random.random() < 0.5 else f"{hour}h{minute:02d}"
        return (
            f"{hour}:{minute:02d}" if random.random() < 0.5 else f"{hour % 12 + 1}.{minute:02d}pm"
        )

    def phone(random: Random) -> str:
        if fr:
            return "0" + " ".join(f"{random.randint(10, 99)}" for _ in range(5))[1:]
        return f"0{random.randint(1000, 1999)} {random.randint(100000, 999999)}"

    def decimal(random: Random) -> str:
        return f"{random.randint(1, 48)}{point}{random.randint(1, 9)}"

    slots: dict[str, Any] = {
        "town": lambda random: name_of(random, language),
        "streetname": lambda random: name_of(random, language),
        "person": lambda random: f"{random.choice(_FIRST[language])} {name_of(random, language)}",
        "weekday": lambda random: random.choice(_WEEKDAYS[language]),
        "month": lambda random: random.choice(_MONTHS[language]).capitalize() if not fr else random.choice(_MONTHS[language]),
        "date": date, "time": clock, "phone": phone, "decimal": decimal,
        "year": number(1987, 2027), "n1": number(2, 9), "n2": number(11, 59), "n3": number(120, 950),
        "pct": lambda random: decimal(random) if random.random() < 0.5 else str(random.randint(3, 97)),
        "page": number(4, 210), "metres": number(60, 1900), "km": number(3, 240), "kmh": number(30, 120),
        "deg": number(-4, 36), "mm": number(5, 140), "minute": number(10, 89), "rank": number(4, 19),
        "ordinal": lambda random: f"{random.randint(20, 90)}e", "road": number(10, 980), "oven": number(150, 240),
        "grams": number(80, 450), "score": lambda random: f"{random.randint(0, 4)}-{random.randint(0, 3)}",
        "tennis": lambda random: f"{random.randint(6, 7)}-{random.randint(2, 4)}, 6-{random.randint(0, 4)}",
        "racetime": lambda random: f"{random.randint(1, 3)}:{random.randint(10, 59)}{point}{random.randint(10, 99)}",
        "signed": lambda random: f"{random.randint(-30, 40):+d}",
        "price": lambda random: f"{random.randint(3, 49)}{point}{random.choice(('50', '90', '00'))}",
        "thousands": lambda random: f"{random.randint(2, 98)}{gap}{random.randint(100, 999)}",
    }  # fmt: skip
    return slots
