"""Numbers as texts write them: "1.500", "8,5", "vingt-cinq", "une dizaine", "half a".

A numeral is only the number: what scales it ("milliards") and what it counts ("MW", "emplois")
is read by `grandlivre.claims.quantities.amounts`.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from grandlivre.claims.quantities.forms import ADJECTIVES, Forms, trie

_DIGITS = re.compile(
    r"(\d{1,15}+)(?!\d)"
    r"(?:([ .,'])(\d{3})(?!\d)((?:\2\d{3}(?!\d))*))?"  # 1 500, 1.500.000
    r"(?:([.,])(\d{1,6}+)(?!\d)(?![.,]\d))?"
)
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)(?![.,]\d)")  # 3,78,00,000
_ONE = Decimal(1)
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_LETTERS = re.compile(r"[a-zà-ÿœ]+")
_ADJECTIVE = re.compile(trie(ADJECTIVES) + "[ -]")
_AND_HALF = re.compile(r" (?:et|and) ((?:une? |a )?(?:demie?|half|quart|quarter))(?![^\W_])")
_OF_ONE = re.compile(r" (?:of an?|de|d'une?)(?= )")
_POINT = re.compile(r" (?:virgule|point) ")
_LINK = re.compile(r" (?:de |of )| d'")
_A_CENT = re.compile(r"cents?(?![^\W_])")
"""After "a" a coin, and no French hundred."""


@dataclass
class Numeral:
    """A number read at a place of a text.

    Most fields keep their default in most numbers: they are class attributes until set, for a
    number is made for every year and page of a text.
    """

    end: int
    value: Decimal
    kind: str = "digits"
    """``digits``, ``words``, ``collective`` ("une dizaine"), ``article`` ("un", "a"), ``scale``."""
    several: bool = False
    """True where it is the least that the words can mean: "plusieurs", "des centaines"."""
    decimal: Decimal | None = field(default=None, init=False)
    """The other reading of "1.500" or "1,098", where one separator leaves the choice."""
    separator: str = field(default="", init=False)
    """What parts the groups where the reading is open: a full stop or a comma."""
    grouped: bool = field(default=False, init=False)
    """True where thousands are set apart, so that it is no year."""
    year: bool = field(default=False, init=False)
    """True for four digits in a row that may be a year."""
    plus: bool = field(default=False, init=False)
    """True where a plus sign makes it the least: "10,000+"."""


def digits_at(text: str, at: int) -> Numeral | None:
    """Read a number in digits that starts at a place.

    Parameters
    ----------
    text
        The text, of a view.
    at
        Where its first digit stands.

    Returns
    -------
    Numeral | None
        None for what cannot be an amount, such as a thousand digits in a row.

    Examples
    --------
    >>> digits_at("13.800 puces", 0)
    Numeral(end=6, value=Decimal('13800'), ... decimal=Decimal('13.800'), separator='.', ...)
    >>> digits_at("1 234 567,5", 0).value
    Decimal('1234567.5')
    """
    found = _DIGITS.match(text, at)
    if found is None:
        return None
    head, separator, group, more, point, fraction = found.groups()
    end = found.end()
    if separator is None or len(head) > 3:
        if separator is not None:
            # "En 2025 300 emplois": no thousands are set apart after four digits.
            end, fraction = found.end(1), None
        elif text.startswith(",", end) and (lakhs := _INDIAN.match(text, at)):
            return _grouped(lakhs.end(), Decimal(lakhs.group().replace(",", "")))
        value = _decimal(head, fraction)
        if text[end : end + 1] in _FRACTIONS:
            return Numeral(end + 1, value + _FRACTIONS[text[end]])
        year = len(head) == 4 and fraction is None and head[:2] in ("19", "20")
        numeral = Numeral(end, value)
        if year:
            numeral.year = True
        return numeral
    whole = head + group + more.replace(separator, "")
    if fraction is not None:
        if point == separator or head == "0":
            return None
    elif not more and separator in ".,":
        decimal = Decimal(f"{head}.{group}")
        if head[0] == "0":
            return Numeral(end, decimal)
        numeral = _grouped(end, Decimal(whole))
        numeral.decimal, numeral.separator = decimal, separator
        return numeral
    return _grouped(end, _decimal(whole, fraction))


def _grouped(end: int, value: Decimal) -> Numeral:
    numeral = Numeral(end, value)
    numeral.grouped = True
    return numeral


def _decimal(whole: str, fraction: str | None) -> Decimal:
    return Decimal(f"{whole}.{fraction}") if fraction else Decimal(whole)


def words_at(low: str, at: int, forms: Forms) -> Numeral | None:
    """Read a number in words that starts at a place.

    Parameters
    ----------
    low
        The text in lower case.
    at
        Where its first word stands.
    forms
        The words.

    Examples
    --------
    >>> from grandlivre.claims.quantities.forms import quantity_forms
    >>> words_at("deux cent cinquante mille emplois", 0, quantity_forms()).value
    Decimal('250000')
    >>> words_at("tens of thousands of jobs", 0, quantity_forms()).value
    Decimal('20000')
    """
    lead = forms.lead.match(low, at)
    if lead is None:
        return _cardinal_or_collective(low, at, forms, _ONE, bare=True)
    word = lead.group()
    end = lead.end()
    following = low[end : end + 1]
    if word in forms.several:
        value, several, kind = Decimal(forms.several[word]), True, "words"
    elif word in forms.fractions and word not in forms.cardinals:
        value, several, kind = forms.fractions[word], False, "words"
        link = _OF_ONE.match(low, end)
        if link is not None:
            end = link.end()
            following = low[end : end + 1]
    elif word.endswith("couple of"):
        value, several, kind = Decimal(2), False, "words"
    else:
        # "un", "a", "one": alone they count nothing, unless a longer number follows.
        number = _cardinal_or_collective(low, at, forms, _ONE, bare=True)
        if number is not None and number.value != 1:
            return number
        value, several, kind = _ONE, False, "article"
    if following not in (" ", "-"):
        return None
    at = end + 1
    if kind == "article" and word in ("a", "an") and _A_CENT.match(low, at):
        return None
    adjective = _ADJECTIVE.match(low, at)
    if adjective:
        at = adjective.end()
        if adjective.group().startswith(("demi", "half")):
            value, kind = value / 2, "words"
    longer = _cardinal_or_collective(low, at, forms, value, bare=False)
    if longer is not None:
        if word == "a" and longer.kind == "words" and not low.startswith(_OF_A, at):
            return None  # French: "Norvane a deux usines"
        longer.several = longer.several or several
        return longer
    return Numeral(at - 1, value, kind, several)


def _cardinal_or_collective(
    low: str, at: int, forms: Forms, times: Decimal, *, bare: bool
) -> Numeral | None:
    """Read "vingt-cinq mille" or "(une) centaine de milliers" after `times` of them."""
    noun = forms.collective.match(low, at)
    if noun is not None:
        word = noun.group()
        number = Numeral(noun.end(), times * forms.collectives[word], kind="collective")
        if bare:
            # "Tens of thousands": nobody says how many tens, so at least two.
            if not word.endswith("s"):
                return None
            number.value *= 2
            number.several = True
        link = _LINK.match(low, number.end)
        if link is not None:
            more = forms.collective.match(low, link.end())
            if more is not None and more.group().endswith("s"):
                number.value *= forms.collectives[more.group()]
                number.end = more.end()
        return number
    cardinal = _cardinal(low, at, forms)
    if cardinal is not None and times != 1:
        # "several hundred" is several times a hundred; "plusieurs deux" is nothing.
        if cardinal.value not in (100, 1000):
            return None
        cardinal.value *= times
    return cardinal


def _cardinal(low: str, at: int, forms: Forms) -> Numeral | None:
    """Read a cardinal number of any size below a million, with decimals in words."""
    small = _below_thousand(low, at, forms)
    if small is None:
        end, value = at, _ONE
    else:
        end, value = small[0], Decimal(small[1])
    thousand = _thousand(low, end, forms) if small else _thousand(low, at - 1, forms)
    if thousand:
        value *= 1000
        end = thousand
        rest = _below_thousand(low, end + 1, forms) if low[end : end + 1] in (" ", "-") else None
        if rest is None and low.startswith((" and ", " et "), end):
            rest = _below_thousand(low, low.index(" ", end + 1) + 1, forms)
        if rest is not None:
            end, value = rest[0], value + rest[1]
    elif small is None:
        return None
    point = _POINT.match(low, end)
    if point is not None:
        decimals = _decimals(low, point.end(), forms)
        if decimals is not None:
            return Numeral(decimals[0], value + decimals[1], kind="words")
    half = _AND_HALF.match(low, end)
    if half is not None:
        word = half[1].removeprefix("une ").removeprefix("un ").removeprefix("a ")
        return Numeral(half.end(), value + forms.fractions[word], kind="words")
    return Numeral(end, value, kind="words")


def _thousand(low: str, at: int, forms: Forms) -> int | None:
    """Where "mille" or "thousand" ends, after a space or hyphen at `at`."""
    found = _LETTERS.match(low, at + 1)
    if found is not None and found.group() in ("mille", "mil", "thousand"):
        return found.end()
    return None


def _below_thousand(low: str, at: int, forms: Forms) -> tuple[int, int] | None:
    """The longest cardinal of the table that stands here, and where it ends."""
    cardinals = forms.cardinals
    found = _LETTERS.match(low, at)
    if found is None:
        return None
    phrase = found.group()
    if phrase not in cardinals:
        return (found.end(), 100) if phrase == "hundred" else None
    end = found.end()
    while low[end : end + 1] in (" ", "-"):
        found = _LETTERS.match(low, end + 1)
        if found is None:
            break
        longer = f"{phrase} {found.group()}"
        if longer not in cardinals:
            # "vingt et un", "one hundred and fifty": the link alone makes no number.
            if found.group() not in ("et", "and") or low[found.end() : found.end() + 1] not in (
                " ",
                "-",
            ):
                break
            found = _LETTERS.match(low, found.end() + 1)
            if found is None:
                break
            longer = f"{longer} {found.group()}"
            if longer not in cardinals:
                break
        phrase, end = longer, found.end()
    return end, cardinals[phrase]


def _decimals(low: str, at: int, forms: Forms) -> tuple[int, Decimal] | None:
    """Read what follows "virgule" or "point": "cinq" is 0.5, "vingt-cinq" and "two five" 0.25."""
    digits = ""
    end = at
    while len(digits) < 6:
        part = _below_thousand(low, at, forms)
        if part is None:
            break
        end = part[0]
        digits += str(part[1])
        if low[end : end + 1] != " ":
            break
        at = end + 1
    return (end, Decimal(f"0.{digits}")) if digits else None


_OF_A = ("hundred", "thousand", "one")
"""Numbers that the English article opens: "a hundred sites", "a one-billion plan"."""
_THE = re.compile(r"(?:(?<![^\W_])(?:le|du|au|ce|son|leur|the|that|this|its|their)|'s) $")


def scale_alone(low: str, at: int, word: str) -> Numeral | None:
    """Read "le milliard d'euros", "billions of dollars" where the scale word stands at a place."""
    if word in ("hundred", "thousand", "mille", "mil") or not at or low[at - 1] not in " -":
        return None
    # The number ends before the space, as it would if it were written.
    if word.endswith("s"):
        if low.startswith(" of ", at + len(word)):
            return Numeral(at - 1, Decimal(2), "scale", several=True)
    elif _THE.search(low, max(0, at - 7), at):
        return Numeral(at - 1, Decimal(1), "scale")
    return None
