"""Numbers that name a party exactly: SIREN, LEI and Wikidata, and whether one can be true."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_WIKIDATA = re.compile(r"Q[1-9]\d{0,9}")
_LEI = re.compile(r"[0-9A-Z]{18}\d{2}")


def is_siren(number: str) -> bool:
    """True for nine digits whose last one checks the others.

    Notes
    -----
    Luhn's formula (ISO/IEC 7812-1, annex B), as Insee prescribes for the Sirene register: every
    second digit from the right is doubled, digits of the doubles are added, the sum is a
    multiple of ten.

    Examples
    --------
    >>> is_siren("732829320"), is_siren("732829321"), is_siren("73282932")
    (True, False, False)
    """
    if len(number) != 9 or not (number.isascii() and number.isdigit()):
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0


def is_lei(code: str) -> bool:
    """True for a Legal Entity Identifier whose last two digits check the others.

    Notes
    -----
    ISO 17442: twenty letters and digits; by ISO 7064 MOD 97-10, letters taken as 10 to 35, the
    whole leaves 1 when divided by 97.

    Examples
    --------
    >>> is_lei("5493001KJTIIGC8Y1R12"), is_lei("5493001KJTIIGC8Y1R13"), is_lei("5493001KJT")
    (True, False, False)
    """
    if not _LEI.fullmatch(code):
        return False
    return int("".join(str(int(char, 36)) for char in code)) % 97 == 1


def is_wikidata(item: str) -> bool:
    """True for the number of a Wikidata item; it has no check digit.

    Examples
    --------
    >>> is_wikidata("Q458"), is_wikidata("P31"), is_wikidata("Q0")
    (True, False, False)
    """
    return _WIKIDATA.fullmatch(item) is not None


CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {"siren": is_siren, "lei": is_lei, "wikidata": is_wikidata}
)
"""By scheme, what tells a number that can be true from one that cannot."""


def identifier(text: str) -> tuple[str, str]:
    """Part a written identifier into its scheme and its number.

    Raises
    ------
    ValueError
        Where the scheme is unknown, or the number fails its check.

    Examples
    --------
    >>> identifier("siren:732829320")
    ('siren', '732829320')
    """
    scheme, _, value = text.partition(":")
    if scheme not in CHECKS:
        raise ValueError(f"no scheme {scheme!r}: {', '.join(CHECKS)}")
    if not CHECKS[scheme](value):
        raise ValueError(f"{value!r} is no {scheme}: its check fails")
    return scheme, value
