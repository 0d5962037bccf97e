"""What stands right before and right after a number, for the screen: a noun, a hedge, a currency.

Each question is asked of few numbers, those that one word after them could not settle (see
`grandlivre.claims.quantities.screen_words`), and its answer errs only on one side: what may be a
quantity is never denied, for the grammar has the last word.
"""

import re

from grandlivre.claims.quantities.ellipsis import OF_US
from grandlivre.claims.quantities.forms import quantity_forms
from grandlivre.claims.quantities.hedges import ADVERBS
from grandlivre.claims.quantities.screen_patterns import (
    HYPHEN,
    LETTER,
    UNKNOWN,
    WITHIN,
    Patterns,
    as_model,
)
from grandlivre.claims.quantities.screen_words import CLOSED, LATER, NOUN, OPEN, UNIT, last_word
from grandlivre.claims.text.anchors import as_bytes, lowered

NO_SIGN, LETTER_SIGN, SIGN = 0, 1, 2
"""What `sign_before` finds: nothing, a letter that is a sign only before a scale, a sign."""
SHORTEST_GROUPED = 5
"""Characters of the shortest number whose thousands are set apart: "4 000"."""
_HEDGED = 56
"""Characters before a number in which its hedges are looked for."""
_LONGEST_WORD = 24
"""Characters before a number in which the word before it is looked for."""
_MOST_ADJECTIVES = 6
# What hedges a number without a word, or hides or ends one that does.
_MARKS = frozenset((b"'", b"~", b"?", b"<", b">", b".", b"+"))
_GROUPED = re.compile(rb"0[ .,']000(?!0)")
_AND = frozenset((b"and", b"et"))
_SPACES = frozenset((b" ", b"\n", b", "))
_OF_THEM = re.compile(
    rb"(?i:of[ \n](?:the|its|their|these|those|our|his|her|[^ ]+(?:'s|s'))|des"
    rb"|de[ \n](?:ses|leurs|ces|nos))[ \n]"
)
_WORD = re.compile(r"[^\W\d_]+")
# A word with what is part of it ("d'essai", "Nvidia's"), and what parts it from the next.
_TOKEN = re.compile(
    (
        rf"([{LETTER}]++|\?[{LETTER}]*+)"
        rf"((?:['.&-](?=[{LETTER}{WITHIN}])|[{LETTER}{WITHIN}])*)(, |[ \n-])?"
    ).encode("latin-1")
)
# What may part a word from the next, or be part of it, and that next word.
_BETWEEN = re.compile(
    (
        rf"((?:, |[ \n-](?:de |d'|of )?)(?=[{LETTER}?$£¥¢])|['.&](?=[{LETTER}0?])"
        rf"|[{WITHIN}$£¥¢/^])([{LETTER}]*+)"
    ).encode("latin-1")
)


def beyond(mask: bytes, end: int) -> tuple[bytes, bytes]:
    """What parts a word that ends at a place from the next, and that next word."""
    found = _BETWEEN.match(mask, end)
    return (b"", b"") if found is None else (found[1], found[2])


def outside_latin(text: str, at: int, looked: Patterns) -> int:
    """What stands at a place where Latin-1 has a question mark: a sign, or a word: "œufs"."""
    if text[at] in looked.signs:
        return UNIT
    word = _WORD.match(text, at)
    return CLOSED if word is None else looked.words.after_text(word.group())


def links(mask: bytes, at: int, looked: Patterns) -> bool:
    """Whether "of the", "des", or "et des", "and a few" stand at a place."""
    return (
        _OF_THEM.match(mask, at) is not None
        or looked.joined.match(mask, at) is not None
        or mask[at - 1] == HYPHEN
    )


def leads_on(what: int, mask: bytes, at: int, between: bytes, looked: Patterns) -> bool:
    """Whether the word at a place, with what parts it from the next, may lead to a noun."""
    if between in _SPACES and not what & OPEN:
        return False
    return _finds_noun(mask, at, looked)


def _finds_noun(mask: bytes, at: int, looked: Patterns) -> bool:
    """Whether adjectives from a place on may end in a counted noun."""
    for _ in range(_MOST_ADJECTIVES):
        found = _TOKEN.match(mask, at)
        if found is None:
            return False
        word, rest, gap = found.groups()
        # An adjective may follow "and" like the first; what is not shown may be anything.
        if word[0] == UNKNOWN or word.lower() in _AND or rest[-1:] == b"?":
            return True
        what = looked.after[word]
        if what & NOUN:
            return True
        if rest[:1] == b"0" and as_model((word + rest).lower()) in looked.models:
            return True
        if not rest:
            if not what & (OPEN | LATER):
                return False
        elif rest[-1:] in b"sxSX" and b"-" not in rest and rest[-2:] not in (b"'s", b"'S", b"ss"):
            # A plural ends the phrase as the noun that it is; only a name may be of people.
            return word[:1].isupper()
        if gap is None:
            return False
        at = found.end()
    return False


def sign_before(text: str, at: int) -> int:
    """Whether the sign or code of a currency stands before a number (see `SIGN`)."""
    if text[at - 1] in "€£" or text[at - 2 : at] in ("€.", "£."):
        return SIGN
    back = text[max(0, at - 9) : at][::-1]
    pattern = quantity_forms().prefix_back
    # The point may be the decimal's, as in "$.5".
    found = pattern.match(back) or (pattern.match(back, 1) if back[:1] == "." else None)
    if found is None:
        return NO_SIGN
    # A letter alone is a currency's sign only before a scale: "R5m".
    return LETTER_SIGN if len(found[1]) == 1 and found[1].isalpha() else SIGN


def resumes(text: str, mask: bytes, start: int, number: bytes, looked: Patterns) -> bool:
    """Whether a number may carry on from a noun before it: it is hedged, or its thousands apart."""
    if len(number) >= SHORTEST_GROUPED and _GROUPED.search(number):
        return True
    if mask[start - 1 : start] not in _MARKS and (
        mask[start - 3 : start] not in looked.ends or not looked.led[_word_before(mask, start)]
    ):
        return False
    return _is_hedged(text, start)


def is_word_led(mask: bytes, start: int, looked: Patterns) -> bool:
    """Whether a number in words may carry on from what stands before it."""
    return mask[start - 1 : start] in _MARKS or looked.word_led[_word_before(mask, start)]


def _word_before(mask: bytes, start: int) -> bytes:
    """What stands before a number, back to the last space but one."""
    stop = start - 1
    low = max(0, start - _LONGEST_WORD)
    return mask[max(mask.rfind(b" ", low, stop), mask.rfind(b"\n", low, stop)) + 1 : max(stop, 0)]


def _is_hedged(text: str, start: int) -> bool:
    """Whether a hedge, or "nous sommes" and the like, stands right before a place."""
    before = text[max(0, start - _HEDGED) : start].replace("\n", " ")
    low = lowered(before, as_bytes(before))
    if OF_US.search(low) or last_word(low[:-1].rpartition(" ")[2]) in ADVERBS:
        return True
    return quantity_forms().hedge_back.match(low[::-1]) is not None
