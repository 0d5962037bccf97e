"""Tells, at the price of a glance, that a text holds no quantity: most texts of a crawl hold none.

The grammar (`grandlivre.claims.quantities.scan`) reads around every number. Here a text is let go
where no number has beside it what could make it a quantity: a unit, a currency or a scale right
after it, a currency right before it, a counted noun a few words on, or, for a number that may carry
on from a noun, such a noun before. What is let through may still hold nothing; what is turned away
never holds anything. Two passes over the bytes find where to look, one by the digits, one by words.
"""

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.counts import STOP, is_plural, noun_at
from grandlivre.claims.quantities.forms import (
    Forms,
    UnitWords,
    quantity_forms,
    trie,
    written_before,
)
from grandlivre.claims.quantities.hedges import hedges_before
from grandlivre.claims.quantities.walk import NO_CURRENCY
from grandlivre.claims.quantities.window import Window
from grandlivre.claims.text.anchors import as_bytes, lowered

_LETTER = "a-zà-öø-ÿ"
# One byte a character: letters in lower case, every digit a nought, all else as it is or a blank.
_MASK = bytes(
    48 if 48 <= code < 58
    else 32 if code in b"\n\r\t"
    else code + 32 if 65 <= code <= 90 or (0xC0 <= code <= 0xDE and code != 0xD7)
    else code
    for code in range(256)
)  # fmt: skip
_WORDS_ALONE = bytes(code if chr(code).isalnum() or code == 95 else 32 for code in range(256))
_DIGITS = bytes(48 if 48 <= code < 58 else code for code in range(256))

_LINK = r"(?: de | d'| of |[ -])?"
_CENTS = tuple("cent cents centime centimes pence eurocent eurocents ct cts ¢".split())
_AND_HALF = re.compile(r" (?:et|and) (?:une? |a )?(?:demie?|half|quart|quarter)(?![^\W_])")
# Scales of one or two letters that stand for other things too; see `quantities.amounts`.
_SHORT = frozenset("k m g b t mm mil bil cr".split())
_AFTER_DIGITS = ("+", "½", "¼", "¾")
_ONES = frozenset("un une one a an zero zéro nil demi".split())
_US = ("nous sommes", "nous étions", "nous serons", "we are", "we were", "we're")
_CARRYING = frozenset({Measure.ACCELERATORS, Measure.JOBS, Measure.PEOPLE})
_FAR, _NEAR = 420, 230
"""Characters within which a number may carry on from a noun by a pronoun, and without one."""
_REST = re.compile(rb"0+(?:[ .,']000)*+")
_ENDED = re.compile(r"\d+(?:[.,' ]\d+)*+[½¼¾+]?(?![\w%])")
_GROUPED = re.compile(r"\d{1,3}[ .,']\d{3}|\d{1,2},\d\d,")
_BROKEN = re.compile(r"[;:!()\"\[\]«»/|]|\.(?= |$)|,.*,")
_LINE_END = re.compile(r"\n(?![a-zà-ÿ])")
_MOST_SPACES = 18
"""Spaces between a number and its noun: six words, an "and" with each, and what links them."""


@dataclass(frozen=True, slots=True)
class _Screen:
    """What the passes look for, compiled."""

    after: re.Pattern[bytes]
    """A number and what may be its unit, currency or scale."""
    before: re.Pattern[bytes]
    """A number after what may be the end of a currency; case kept."""
    closings: frozenset[bytes]
    """How currencies end."""
    words: BytesAhoCorasick
    kinds: tuple[str, ...]
    """Of each pattern of `words`: ``amount``, ``number``, ``collective``, ``noun`` or ``us``."""


def screen(text: str) -> bool:
    """Whether a text may hold a quantity.

    Parameters
    ----------
    text
        Text of a view.

    Returns
    -------
    bool
        False only where `grandlivre.claims.quantities.find_quantities` finds nothing.

    Examples
    --------
    >>> screen("Le 12 mai 2025, à 20 h 30, 45 % des 12 tirs ont porté.")
    False
    >>> screen("Une dizaine de sites et 4 000 nouveaux emplois, pour 8 M€.")
    True
    """
    tools, forms = _tools(), quantity_forms()
    raw = as_bytes(text)
    mask = raw.translate(_MASK)
    low = lowered(text, raw).replace("\n", " ")
    for found in tools.after.finditer(mask):
        after = found.end("number")
        if _is_amount(low, after, forms, digits=True) and _opens(text, mask, after, forms):
            return True
    for found in tools.before.finditer(raw.translate(_DIGITS)):
        at = found.start()
        end = raw[max(0, at - 4) : at].rstrip(b".").rstrip(b" ")
        if (end[-1:] in tools.closings or end[-2:] in tools.closings) and _follows_currency(
            text, at, forms
        ):
            return True
    return _words_count(text, low, mask, tools, forms)


def _opens(text: str, mask: bytes, end: int, forms: Forms) -> bool:
    """Whether the digits that end at a place may be a number, and no part of a name: "H100"."""
    start = end - 1
    while start and mask[start - 1] == 48:
        start -= 1
    before = text[start - 1 : start]
    return (
        not before.isalpha()
        or before in "xX"
        or forms.prefix_back.match(text[max(0, start - 8) : start][::-1]) is not None
    )


def _is_amount(low: str, end: int, forms: Forms, *, digits: bool) -> bool:
    """Whether a unit, currency or scale follows a number that ends at a place."""
    if digits:
        end += low.startswith(_AFTER_DIGITS, end)
    elif half := _AND_HALF.match(low, end):
        end = half.end()
    found = forms.tail.match(low, end)
    if found is None:
        return False
    token = found[2]
    if digits and token in _CENTS:
        return True
    words = forms.unit_words.get(token)
    scaling = forms.scaling.get(token)
    if scaling is not None:
        if token not in _SHORT:
            return True
        follows = forms.unit_words.get(found[4] or "")
        if follows is not None and _is_unit(follows, low, found.start(4)):
            return True
    return words is not None and _is_unit(words, low, found.start(2))


def _is_unit(words: UnitWords, low: str, at: int) -> bool:
    """Whether one of the forms that begin with a word stands at a place, and needs no scale."""
    if words.longer is not None and words.longer.match(low, at):
        return True
    return words.alone is not None and not words.alone.needs_scale


def _follows_currency(text: str, at: int, forms: Forms) -> bool:
    """Whether the number that starts at a place follows a currency's sign or code."""
    if text[at - 1 : at] == "." and at > 1:
        at -= 1
    if text[at - 1 : at] in ("€", "£"):
        return True
    found = forms.prefix_back.match(text[max(0, at - 8) : at][::-1])
    return found is not None and not (len(found[1]) == 1 and found[1].isalpha())


def _words_count(text: str, low: str, mask: bytes, tools: _Screen, forms: Forms) -> bool:
    """Whether a number in words has a unit, or any number a noun that it counts."""
    number = named = -1  # where the last number in words ended, and the last noun that carries
    seen = 0
    digit = -1
    alone = b" %s " % mask.translate(_WORDS_ALONE)
    # A place in `alone` is one more than in the text.
    for kind, start, stop in tools.words.find_matches_as_indexes(alone, overlapping=True):
        what = tools.kinds[kind]
        if what == "amount":
            return True
        if what == "us":
            if b"0" in mask[stop - 2 : stop + 80]:
                return True
        elif what == "noun":
            digit = max(digit, mask.rfind(b"0", seen, start))
            seen = max(seen, start)
            noun = _noun_at(low, start, forms)
            if noun is None:
                continue
            place = max(number, digit + 1)
            if place > 0 and _counts(text, place, start):
                return True
            if _carries(noun, forms):
                named = start + len(noun)
                if _digits_carry(low, mask, named, forms):
                    return True
        else:
            number = stop - 2
            if _is_amount(low, number, forms, digits=False):
                return True
            if 0 <= named > start - _FAR and (
                what == "collective" or _carried(low, start, named, forms)
            ):
                return True
    return False


def _noun_at(low: str, at: int, forms: Forms) -> str | None:
    """The counted noun that stands at a place."""
    found = noun_at(low, forms, at)
    return found.group() if found else None


def _counts(text: str, end: int, noun: int) -> bool:
    """Whether a noun may be what the number before it counts: see `counts.counted_noun`."""
    if text.count(" ", end, noun) > _MOST_SPACES:
        return False
    if _BROKEN.search(text, end, noun) or _LINE_END.search(text, end, noun + 1):
        return False
    between = text[end:noun].replace("\n", " ")
    # The first words may be a link ("of the", "de leurs") or belong to the number.
    for piece in between.split(" ")[3:]:
        word = piece.rstrip(",").lower()
        if not word or word in ("and", "et"):
            continue
        if word in STOP or is_plural(piece[0], word):
            return False
    return True


def _carries(noun: str, forms: Forms) -> bool:
    """Whether a number after a noun may count it: "the number of chips would reach 100,000"."""
    return forms.counted[noun] in _CARRYING and (noun + "s" not in forms.counted or noun == "gpu")


def _digits_carry(low: str, mask: bytes, noun: int, forms: Forms) -> bool:
    """Whether one of the next numbers in digits may carry on from a noun that ends at a place."""
    at = mask.find(b"0", noun, noun + _FAR)
    while at >= 0:
        if _carried(low, at, noun, forms):
            return True
        # Past the number, its groups included.
        at = mask.find(b"0", _REST.match(mask, at).end(), noun + _FAR)  # type: ignore[union-attr]
    return False


def _carried(low: str, at: int, noun: int, forms: Forms) -> bool:
    """Whether the number that starts at a place may carry on from a noun that ends at another."""
    before, digits = low[at - 1], low[at].isdigit()
    grouped = digits and _GROUPED.match(low, at) is not None
    if digits:
        # The minutes of an hour, a decimal, "12.55pm" and "6h45" carry nothing on.
        if before in "-/.,:'" and low[at - 2].isalnum():
            return False
        if _ENDED.match(low, at) is None:
            return False
    if not grouped:
        if before not in "'~≈<>≥≤.+ ":
            return False
        last = low[max(noun, at - 25) : at - 1].rpartition(" ")[2]
        if digits and before == " " and last.isalnum() and last not in forms.hedge_ends:
            return False
    if at - noun > _NEAR and not _has_pronoun(low, noun, at):
        return False
    if grouped:
        return True
    raw = low[max(noun, at - 64) : at]
    window = Window(raw, raw, forms, bool)
    ends = [len(raw)]
    # "Une", "a" and the like stand between a hedge and a number in words.
    while not digits and len(ends) < 3:
        ends.append(raw.rfind(" ", 0, max(ends[-1] - 1, 0)) + 1)
    return any(raw[end - 1 : end] == "." or hedges_before(window, end, 0)[0] for end in ends)


def _has_pronoun(low: str, start: int, stop: int) -> bool:
    """Whether "en" stands between two places: "nous en comptons 600"."""
    at = low.find("en ", start, stop)
    while at >= 0:
        if not low[at - 1].isalnum():
            return True
        at = low.find("en ", at + 3, stop)
    return False


def _masked(form: str) -> str:
    """A form as the mask shows it."""
    return as_bytes(form).translate(_MASK).decode("latin-1")


@cache
def _tools() -> _Screen:
    """Compile what the passes look for, once in a process."""
    forms = quantity_forms()
    tokens = {_masked(token) for token in (*forms.unit_words, *forms.scaling, *_CENTS)}
    spelt = trie(token for token in tokens if token[0].isalpha())
    drawn = "".join(sorted({re.escape(token[0]) for token in tokens if not token[0].isalpha()}))
    after = rf"(?P<number>0(?!0))[+¼½¾]?{_LINK}(?:{spelt}(?![{_LETTER}])|[?{drawn}])"
    closings = _closings()
    last = re.escape(b"".join(sorted({form[-1:] for form in closings})))
    before = b"|".join(b"(?<=[%s]%s0)" % (last, gap) for gap in (b"", b" ", rb"\.", rb" \."))
    kinds: dict[bytes, str] = {}
    for word in forms.count_words:
        kinds[_alone(word)] = "noun"
    for word in _number_words(forms):
        kinds[_alone(word)] = "collective" if word in forms.collectives else "number"
    for word in forms.scaling:
        if len(word) > 2 and ("illi" in word or word in ("lakh", "lakhs", "crore", "crores")):
            kinds[_alone(word)] = "amount"
    for word in forms.unit_words:
        if word.startswith(("gigawatt", "megawatt", "mégawatt")):
            kinds[_alone(word)] = "amount"
    kinds.update({_alone(phrase): "us" for phrase in _US})
    return _Screen(
        after=re.compile(after.encode("latin-1", "replace")),
        # The nought first: a literal is searched for several times faster than what precedes it.
        before=re.compile(b"0(?:%s)" % before),
        closings=closings,
        words=BytesAhoCorasick(
            list(kinds), matchkind=MatchKind.Standard, implementation=Implementation.DFA
        ),
        kinds=tuple(kinds.values()),
    )


def _alone(word: str) -> bytes:
    return b" %s " % as_bytes(word).translate(_MASK).translate(_WORDS_ALONE)


def _closings() -> frozenset[bytes]:
    """How currencies end that are written before a number: a capital or sign, or two letters.

    Two tell "Rs 5" from "les 5". What is outside of Latin-1 is a question mark here.
    """
    shown = [as_bytes(form) for form in written_before() if form[-1] not in NO_CURRENCY]
    return frozenset(form[-2:] if form[-1:].islower() else form[-1:] for form in shown)


def _number_words(forms: Forms) -> set[str]:
    """Words that numbers in words are made of."""
    base = {word for table in (forms.cardinals, forms.collectives) for word in table}
    base = {word for word in base if _WORD.fullmatch(word)} - _ONES
    base |= {"mille", "thousand", "hundred", "cent", "plusieurs", "several", "quelques"}
    tables = (forms.cardinals, forms.collectives, forms.scales, forms.several)
    words = {word for table in tables for form in table for word in _WORD.findall(form)}
    return base | {word for word in words if word.startswith(tuple(base))}


_WORD = re.compile(r"[^\W\d_]+")
