"""Tells, at the price of a glance, that a text holds no quantity: most texts of a crawl hold none.

The grammar (`grandlivre.claims.quantities.scan`) reads around every number. Here one expression
passes over the numbers in digits and one automaton over those in words, and of each only the next
word is looked up, in a table that fills as words are met: few kinds of words follow numbers. A
month, a distance, a verb or an article ends the matter there. Where that word may be a unit, a
currency, a counted noun or an adjective before one, and where a number may carry on from a noun
before it, the grammar itself reads that one number (`Walk.promises`). So what is turned away never
holds anything, and little is let through that holds nothing.

What is looked for is in `screen_patterns`, what a word may be in `screen_words`, and what a number
may have beside it in `screen_beside`.
"""

import re

from grandlivre.claims.quantities.forms import ADJECTIVES
from grandlivre.claims.quantities.numbers import ends_range
from grandlivre.claims.quantities.screen_beside import (
    LETTER_SIGN,
    SHORTEST_GROUPED,
    SIGN,
    beyond,
    is_word_led,
    leads_on,
    links,
    outside_latin,
    resumes,
    sign_before,
)
from grandlivre.claims.quantities.screen_patterns import (
    AMOUNT,
    BLANK,
    COLLECTIVE,
    LETTERS,
    MORE,
    NEXT,
    NOUGHT,
    NUMBER,
    PHRASE_END,
    SIGNED,
    UNKNOWN,
    VAGUE,
    WITHIN,
    WORD,
    Patterns,
    masked,
    patterns,
)
from grandlivre.claims.quantities.screen_words import (
    CLOSED,
    ELIDED,
    JOINS,
    LINK,
    LINKS,
    MONEY,
    NOUN,
    OPEN,
    RANK,
    SCALE,
    SHORT,
    UNIT,
)
from grandlivre.claims.quantities.walk import Walk
from grandlivre.claims.text.anchors import as_bytes

_BACK, _AHEAD = 480, 240
"""Characters before and after a number that are read with it."""
_NEARBY = 80
"""Characters after a word in which "ones" may stand for what is counted: "240 brand new ones"."""
_HOPEFUL = UNIT | SHORT | NOUN | LINK | OPEN | RANK
"""Words after which a number is worth a second look."""
_SETTLED = UNIT | NOUN | LINK | CLOSED
"""What a word may be that needs nothing after it; an adjective does, and a short unit."""
# How what follows a word begins if it makes anything of it: another word, or more of the same.
_ONWARD = frozenset(
    bytes((first, second))
    for second in range(256)
    for first in (*b"-'.& \n", *f"{WITHIN}$£¥¢/^".encode("latin-1"))
    if first not in b"'.& \n" or second in LETTERS or second in b"0?$\xa3\xa5\xa2"
) - {b" 0", b"\n0"} | {b", "}
# What stands in the middle of a word.
_JOINTS = frozenset(f"-'.&{WITHIN}".encode("latin-1"))
_DETERMINERS = frozenset("the its their these those our his her ces ses leurs nos".split())
# What may carry a number in words on: "deux et demi", "trois virgule cinq".
_AND_ONE = frozenset("et and un une one virgule point demi demie half".split())
_DIGITS = re.compile(rb"0+")


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
    raw = as_bytes(text)
    mask = masked(raw)
    return _digits_count(text, raw, mask) or _words_count(text, raw, mask)


def _digits_count(text: str, raw: bytes, mask: bytes) -> bool:
    """Whether a number in digits may be a quantity.

    Each number takes the cheapest way out: more than a quarter of a crawl's end at the bits of
    the word after them, and others at the three bytes before them.
    """
    looked = patterns()
    after, ends = looked.after, looked.ends
    for found in looked.numbers.finditer(mask):
        what = after[found[NEXT]]
        if found[MORE] is not None:
            pass  # more numbers in a row than are told apart here
        elif found[SIGNED] is not None:
            if not _is_signed(text, found, what, looked):
                continue
        elif what & _HOPEFUL:
            end = found.end()
            if not what & _SETTLED and mask[end : end + 2] not in _ONWARD:
                continue
            if not _promises(text, mask, found, what, looked):
                continue
        elif what & JOINS and mask[found.end()] in _JOINTS:
            # No word that counts, but the beginning of a longer one.
            if not _promises(text, mask, found, what, looked):
                continue
        elif what & CLOSED:
            # Nothing after it: it counts only by what stands before it. A word there that ends
            # as no hedge does, and a space, are told without a call.
            start = found.start()
            if (
                mask[start - 3 : start] not in ends
                and mask[start - 1] == BLANK
                and found.end(NUMBER) < start + SHORTEST_GROUPED
            ) or not resumes(text, mask, start, found[NUMBER], looked):
                continue
        else:
            continue
        if _reads(text, raw, mask, found.start(), found.end(NUMBER)):
            return True
    return False


def _promises(text: str, mask: bytes, found: re.Match[bytes], what: int, looked: Patterns) -> bool:
    """Whether the word after a number in digits leaves it a chance of being a quantity."""
    at, end = found.span(NEXT)
    if mask[at] == UNKNOWN:
        what = outside_latin(text, at, looked)
        if text[at] == "–" and looked.joined.match(mask, at):
            return True
    if what & UNIT:
        return True
    between, second = beyond(mask, end)
    if what & SHORT and looked.extends[found[NEXT], between, second]:
        return True
    # A noun does not stick to its number, as a unit may.
    if at > found.end(NUMBER):
        if what & NOUN or (what & LINK and links(mask, at, looked)):
            return True
        if between and leads_on(what, mask, at, between, looked):
            return True
    # After "240 autres" the phrase must end, or the number carries on from nothing.
    goes_on = what & RANK and second and not looked.after[second] & CLOSED
    if (goes_on or not what & CLOSED) and b" ones" not in mask[end : end + _NEARBY]:
        return False
    return resumes(text, mask, found.start(), found[NUMBER], looked)


def _is_signed(text: str, found: re.Match[bytes], what: int, looked: Patterns) -> bool:
    """Whether the sign or code of a currency that seems to stand before a number makes it money.

    Where none does, the number is as any other.
    """
    start, mask = found.start(), found.string
    sign = sign_before(text, start)
    if sign == SIGN:
        return True
    before = text[start - 1]
    if before.isalpha() and before not in "xX" and found[NUMBER].isdigit():
        # Only "R5m" or "R16 cents" may be money, and "3 to R5 MW" the end of a range.
        return sign == LETTER_SIGN and (
            bool(what & (SCALE | MONEY) and mask[found.end()] != NOUGHT) or ends_range(text, start)
        )
    if sign == LETTER_SIGN and what & SCALE:
        return True
    if found[NEXT] is not None:
        return _promises(text, mask, found, what, looked)
    return found[PHRASE_END] is not None and resumes(text, mask, start, found[NUMBER], looked)


def _reads(text: str, raw: bytes, mask: bytes, start: int, end: int) -> bool:
    """Whether the grammar reads a quantity at a number in digits, from any of its groups on."""
    base = max(0, start - _BACK)
    stop = min(len(text), end + _AHEAD)
    for group in _DIGITS.finditer(mask, start, end):
        if Walk(text, raw, base, stop).promises(group.start() - base):
            return True
    return False


def _words_count(text: str, raw: bytes, mask: bytes) -> bool:
    """Whether a number in words may be a quantity."""
    looked = patterns()
    kinds = looked.kinds
    for _, stem, _ in looked.stems.find_matches_as_indexes(mask):
        start = stem
        if start and mask[start - 1] in LETTERS:
            # Of "million" only "illi" was found.
            if mask[start : start + 4] not in (b"illi", b"ILLI"):
                continue
            while start and mask[start - 1] in LETTERS and stem - start < 12:
                start -= 1
        end = WORD.match(mask, start).end()  # type: ignore[union-attr]
        kind = kinds.get(mask[start:end])
        if kind is None:
            continue
        if kind == AMOUNT:
            return True
        found = looked.following.match(mask, end)
        if found is not None and _word_promises(text, mask, start, kind, found, looked):
            base = max(0, start - _BACK)
            walk = Walk(text, raw, base, min(len(text), end + _AHEAD))
            if walk.promises(start - base):
                return True
    return False


def _word_promises(
    text: str, mask: bytes, start: int, kind: int, found: re.Match[bytes], looked: Patterns
) -> bool:
    """Whether what follows a number in words leaves it a chance of being a quantity."""
    gap, word, _ = found.groups()
    if word is not None:
        if word in looked.kinds:
            # The number goes on, and its last word tells.
            return False
        at, end = found.span(2)
        low = word.decode("latin-1").lower()
        what = looked.after[word] if word[0] != UNKNOWN else outside_latin(text, at, looked)
        if low in _AND_ONE or what & UNIT:
            return True
        if what & SHORT and looked.extends[(word, *beyond(mask, end))]:
            return True
        if kind == VAGUE:
            # "Plusieurs" counts nothing by itself, but may stand before a number.
            if low in ADJECTIVES:
                return True
        elif gap:
            # "Trois des sites", "une dizaine de ces sites": the gap has the "de".
            if low in LINKS or (len(gap) > 1 and (low in _DETERMINERS or low in ELIDED)):
                return True
            between, _ = beyond(mask, end)
            if what & NOUN or (between and leads_on(what, mask, at, between, looked)):
                return True
        if not what & CLOSED and b" ones" not in mask[end : end + _NEARBY]:
            return False
    # A phrase ends: the number counts only by what stands before it.
    return kind == COLLECTIVE or is_word_led(mask, start, looked)
