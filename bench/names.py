"""Made-up names of companies, bodies and funds with a known truth, seeded: for `bench.entities`.

Every bearer has a coined name that no list knows. Its mentions differ as the press's do: legal
forms, capitals and accents, hyphens, misprints, acronyms, short forms, French and English. Some
houses have arms (a branch, a country) and some names differ in a number or a letter: these are
others, and a tool that joins them loses precision.
"""

import random
import string
from collections.abc import Iterator
from dataclasses import dataclass

_ONSETS = "b br c ch cl cr d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sc sk sl st t tr v vr w z".split()
_VOWELS = "a e i o u ai au ea ia ie io oa ou".split()
_CODAS = " l m n r s t x nd nt rd rn st th".split(" ")
# English and French of the same word, and whether the French adjective or noun follows the name.
_SECTORS = (
    ("Data Centers", "Centres de données"), ("Energy", "Énergie"), ("Digital", "Numérique"),
    ("Infrastructure", "Infrastructures"), ("Technologies", "Technologies"), ("Cloud", "Cloud"),
    ("Networks", "Réseaux"), ("Systems", "Systèmes"), ("Research", "Recherche"), ("Software", "Logiciels"),
    ("Robotics", "Robotique"), ("Materials", "Matériaux"), ("Dynamics", "Dynamique"), ("Industries", "Industries"),
    ("Logistics", "Logistique"), ("Photonics", "Photonique"), ("Computing", "Calcul"), ("Analytics", "Analytique"),
)  # fmt: skip
_BODIES = (
    ("Agency for {} Development", "Agence de développement de {}"), ("{} National Bank", "Banque nationale de {}"),
    ("University of {}", "Université de {}"), ("{} Port Authority", "Autorité du port de {}"),
    ("Ministry of Energy of {}", "Ministère de l'Énergie de {}"), ("{} Sovereign Fund", "Fonds souverain de {}"),
    ("{} Regional Council", "Conseil régional de {}"), ("{} Research Institute", "Institut de recherche de {}"),
)  # fmt: skip
_ARMS = (
    "Capital", "Energy", "Ventures", "Realty", "Insurance", "France", "Deutschland", "UK", "Canada", "Renewables",
    "Aerospace", "Bank", "Logistics", "Japan",
)  # fmt: skip
_LEGAL = (
    "SA",
    "SAS",
    "S.A.",
    "SE",
    "Inc",
    "Inc.",
    "Ltd",
    "LLC",
    "GmbH",
    "AG",
    "plc",
    "NV",
    "Group",
    "Corp",
    "SpA",
)
_SHARE = {
    "legal": 0.35, "capitals": 0.12, "accents": 0.5, "misprint": 0.08, "second": 0.15, "acronym": 0.08,
    "short": 0.12, "french": 0.3, "spacing": 0.05, "swap": 0.03,
}  # fmt: skip
_HOUSES_WITH_ARMS = 0.12
_BODIES_SHARE = 0.12
_SITES_SHARE = 0.05
_MENTIONS = (1, 2, 3, 4, 6, 9)
_MENTION_ODDS = (40, 22, 14, 11, 8, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """Who bears names: its name in English and French, and what it is to be called by."""

    english: str
    french: str
    is_short_plain: bool
    """Whether its first word alone means it: not where a house and its arms share that word."""


def named(seed: int, count: int) -> list[tuple[str, int]]:
    """Names with the number of their bearer, each form once, shuffled.

    A form that two bearers would share (an acronym, a short form) is the first one's alone: no
    tool that sees nothing but names could tell them apart.
    """
    draw = random.Random(seed)
    found: dict[str, int] = {}
    for number, bearer in enumerate(_bearers(draw)):
        for _ in range(draw.choices(_MENTIONS, _MENTION_ODDS)[0]):
            found.setdefault(_mention(bearer, draw), number)
        if len(found) >= count:
            break
    names = list(found.items())[:count]
    draw.shuffle(names)
    return names


def _bearers(draw: random.Random) -> Iterator[Bearer]:
    used: set[str] = set()
    while True:
        proper = _coined(draw)
        if proper in used:
            continue
        used.add(proper)
        kind = draw.random()
        if kind < _BODIES_SHARE:
            english, french = draw.choice(_BODIES)
            yield Bearer(
                english=english.format(proper), french=french.format(proper), is_short_plain=False
            )
            continue
        if kind < _BODIES_SHARE + _SITES_SHARE:
            for site in range(1, draw.randint(2, 4)):
                whole = f"{proper} Campus {site}"
                yield Bearer(english=whole, french=whole, is_short_plain=False)
            continue
        english, french = draw.choice(_SECTORS)
        has_arms = draw.random() < _HOUSES_WITH_ARMS
        plain = draw.random() < 0.4
        yield Bearer(
            english=proper if plain else f"{proper} {english}",
            french=proper if plain else f"{proper} {french}",
            is_short_plain=not plain and not has_arms,
        )
        if has_arms:
            for arm in draw.sample(_ARMS, draw.randint(1, 3)):
                if arm != english:
                    yield Bearer(
                        english=f"{proper} {arm}", french=f"{proper} {arm}", is_short_plain=False
                    )


def _coined(draw: random.Random) -> str:
    syllables = draw.choices((2, 3, 4), (35, 50, 15))[0]
    parts = [
        draw.choice(_ONSETS)
        + draw.choice(_VOWELS)
        + (draw.choice(_CODAS) if last == syllables - 1 or draw.random() < 0.3 else "")
        for last in range(syllables)
    ]
    word = "".join(parts).capitalize()
    return f"{word} {_coined(draw)}" if draw.random() < 0.15 else word


def _mention(bearer: Bearer, draw: random.Random) -> str:
    """One way of writing a name."""

    def has(what: str) -> bool:
        return draw.random() < _SHARE[what]

    name = bearer.french if has("french") else bearer.english
    words = name.split()
    if len(words) >= 3 and has("acronym"):
        big = [word for word in words if word[0].isupper() or len(word) > 3]
        return "".join(word[0] for word in big).upper()
    if bearer.is_short_plain and len(words) > 1 and has("short"):
        name = " ".join(words[: len(words) - len(_sector(bearer))]) or name
    if has("misprint"):
        name = _misprinted(name, draw)
        if has("second"):
            name = _misprinted(name, draw)
    if has("accents"):
        name = name.translate(str.maketrans("éèêàôîûç", "eeeaoiuc")).replace("É", "E")
    if has("spacing"):
        name = name.replace(" ", draw.choice(("-", "")), 1)
    if has("capitals"):
        name = name.upper() if draw.random() < 0.6 else name.lower()
    return f"{name} {draw.choice(_LEGAL)}" if has("legal") else name


def _sector(bearer: Bearer) -> list[str]:
    return next((en.split() for en, _ in _SECTORS if bearer.english.endswith(f" {en}")), [])


def _misprinted(name: str, draw: random.Random) -> str:
    """One letter more, less, other, or two swapped, inside the name."""
    if len(name) < 5:
        return name
    place, letter = draw.randrange(1, len(name) - 1), draw.choice(string.ascii_lowercase)
    return draw.choice(
        (
            name[:place] + letter + name[place:],
            name[:place] + name[place + 1 :],
            name[:place] + letter + name[place + 1 :],
            name[:place] + name[place + 1] + name[place] + name[place + 2 :],
        )
    )
