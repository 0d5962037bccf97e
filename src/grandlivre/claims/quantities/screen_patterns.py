"""What the passes of the screen look for, compiled: numbers in digits and in words.

All of it reads the mask of a text (`masked`): one byte a character, every digit a nought, so that
an expression looks for one literal, and offsets are those of the text.
"""

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from grandlivre.claims.quantities.forms import Forms, quantity_forms, trie, written_before
from grandlivre.claims.quantities.numbers import NO_CURRENCY
from grandlivre.claims.quantities.scan import CAPITALS, number_stems, number_words
from grandlivre.claims.quantities.screen_words import CLOSED, ONES, Table, Words
from grandlivre.claims.text.anchors import as_bytes

BLANK, HYPHEN, NOUGHT, UNKNOWN = b" -0?"
"""Bytes that are asked after in a mask: a nought is any digit, a question mark also whatever is
outside of Latin-1."""
_MASK = bytes(NOUGHT if 48 <= code < 58 else code for code in range(256))

LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
"""The letters of Latin-1, for a class of an expression."""
WITHIN = "0_?²³¹¼½¾ªºµ"
"""What may stand in the middle of a word, for a class of an expression."""
WORD = re.compile(f"[{LETTER}]+".encode("latin-1"))
"""A word of a mask."""
LETTERS = frozenset(code for code in range(256) if WORD.match(bytes([code])))
"""The bytes that are letters."""

NUMBER, SIGNED, MORE, NEXT, PHRASE_END = 1, 2, 3, 4, 5
"""Groups of `Patterns.numbers`: the number, its thousands with it; nothing, but only where the sign
or the code of a currency may stand before it; nothing, but only where more digits follow than it
takes in; the word after it; nothing, but only where a phrase ends right after it. By number, for
names are slower to look up."""

AMOUNT, COLLECTIVE, CARDINAL, VAGUE = 1, 2, 3, 4
"""Kinds of words that numbers are made of. "Million" and "gigawatt" are an amount already, so that
the text is worth reading at once; "dizaine" may carry on from a noun; "plusieurs" counts only with
one."""

_MOST_GROUPS = 8
"""Groups of digits that are read as one number; a list of more is left to the grammar."""
_SEVERAL = frozenset("plusieurs several quelques".split())
_MEASURING = ("gigawatt", "megawatt", "mégawatt", "lakh", "crore")
# A word or the sign of a currency.
_NEXT = rf"([{LETTER}]++|\?[{LETTER}]*+|[$£¥¢])"
# What ends a phrase right after a number.
_END = r"""(?=[,;:)!.\n»"\]?]|\Z| [,;:)!"»«(|\]\n])()"""


@dataclass(frozen=True, slots=True)
class Patterns:
    """What the passes look for, and what is known of the words that they met."""

    numbers: re.Pattern[bytes]
    """A number in digits, the word after it and what follows that, or that a phrase ends."""
    following: re.Pattern[bytes]
    """What stands after a number in words: the gap, then a word or that a phrase ends."""
    models: frozenset[bytes]
    """Counted nouns with digits in them, those shown as noughts: "h000"."""
    joined: re.Pattern[bytes]
    """What joins two numbers, and how the second may begin that nothing else finds: "et des"."""
    words: Words
    after: dict[bytes, int]
    """What a word after a number may be; without any word, the phrase is closed."""
    extends: dict[tuple[bytes, bytes, bytes], bool]
    """Whether a word, what parts it from the next, and the next may together be a unit."""
    ends: frozenset[bytes]
    """How words end after which a number may be hedged: their last two letters and a space."""
    led: dict[bytes, bool]
    """Whether the word before a number in digits may hedge it."""
    word_led: dict[bytes, bool]
    """Whether the word before a number in words may hedge it, or belong to it."""
    stems: BytesAhoCorasick
    """How numbers in words begin."""
    kinds: dict[bytes, int]
    """Words that numbers are made of, as they are written."""
    signs: frozenset[str]
    """Signs of currencies outside of Latin-1."""


def masked(raw: bytes) -> bytes:
    r"""Show every digit as a nought, and a line's end after all: every place has a byte after it.

    Examples
    --------
    >>> masked(b"12 MW, H100")
    b'00 MW, H000\n'
    """
    return raw.translate(_MASK) + b"\n"


def as_model(word: bytes) -> bytes:
    """A word with digits as far as a counted noun of that name may reach.

    Examples
    --------
    >>> as_model(b"h100s")
    b'h000'
    """
    return word.translate(_MASK).rstrip(b"s")


@cache
def patterns() -> Patterns:
    """Compile what the passes look for, once in a process."""
    forms = quantity_forms()
    words = Words(forms)
    signs = (char for form in (*forms.unit_words, *forms.currency_codes) for char in form)
    return Patterns(
        numbers=_numbers(),
        following=re.compile(
            rf"([ \n](?:de|of)[ \n]|[ \n]d'|[ -]|\n(?=[a-zà-ÿ])|){_NEXT}|{_END}".encode("latin-1")
        ),
        models=frozenset(
            as_model(as_bytes(word)) for word in forms.count_words if re.search(r"\d", word)
        ),
        joined=_joined(forms),
        words=words,
        after=Table(words.after, {None: CLOSED}),
        extends=Table(words.extends),
        ends=words.ends(),
        led=Table(words.is_led),
        word_led=Table(words.is_word_led),
        stems=_stems(),
        kinds=_kinds(forms),
        signs=frozenset(char for char in signs if ord(char) > 255 and not char.isalpha()),
    )


def _numbers() -> re.Pattern[bytes]:
    """Find numbers in digits that a currency, a word or the end of a phrase stands beside."""
    forms = [form for form in written_before() if form[-1] not in NO_CURRENCY]
    shown = [as_bytes(form).decode("latin-1") for form in forms]
    dotted = "".join(sorted({form[-2] for form in shown if form[-1] == "." and len(form) > 1}))
    low = {form[-2:] for form in shown if form[-1].islower()}
    first, last = ("".join(sorted({form[i] for form in low})) for i in (0, 1))
    sign = "".join(sorted({form[-1] for form in shown if not form[-1].islower()} - {"."}))
    sign = re.escape(sign)
    behind = (
        f"[{sign}.]0",
        f"[{first}][{last}]0", f"[{sign}] 0", rf"[{dotted}]\. 0", f"[{first}][{last}] 0",
    )  # fmt: skip
    signed = "|".join(f"(?<={each})" for each in behind)
    # After most words there is nothing to look for; after a letter no number, for "H100" is a
    # name; but "2x100".
    plain = rf"(?<=[^{last}{sign}.] 0)"
    inside = rf"(?<![{LETTER}]0)|(?<=[xX]0)"
    # Not possessive as a whole, which some releases of Python 3.11 get wrong.
    groups = rf"(?:(?:[ .,']0++){{0,{_MOST_GROUPS}}}(?![ .,']?0)|(?:[ .,']0++){{{_MOST_GROUPS}}}())"
    return re.compile(
        # A nought first: a literal is searched for several times faster than what precedes it.
        rf"(0(?<!00)(?:{plain}|(?:{signed})()|{inside})0*+{groups})"
        rf"(?(3)|[+½¼¾]?(?:(?:[ -]|\n(?=[a-zà-ÿ]))?{_NEXT}|{_END}|(?(2)|(?!))))".encode("latin-1")
    )


def _joined(forms: Forms) -> re.Pattern[bytes]:
    """Find the second of two numbers where it begins with an article: "12 et une dizaine"."""
    leads = {*forms.several, *forms.fractions, *ONES, "a couple of", "couple of"}
    joint = rf"(?:à|to|et|and|ou|or|(?:, )?voire|[-?])[ \n]?{trie(leads)}(?![{LETTER}])"
    return re.compile(joint.encode("latin-1"), re.IGNORECASE)


def _stems() -> BytesAhoCorasick:
    """Find how numbers in words begin, in the three ways that they are written."""
    stems = {form for stem in number_stems() for form in (stem, stem.capitalize())} | {*CAPITALS}
    return BytesAhoCorasick(
        sorted(stem.encode("latin-1", "ignore") for stem in stems),
        matchkind=MatchKind.Standard,
        implementation=Implementation.DFA,
    )


def _kinds(forms: Forms) -> dict[bytes, int]:
    """Words that a number may begin with, and how they count."""
    found: dict[bytes, int] = {}
    stems = tuple(number_stems())
    for word in number_words():
        if not (word.startswith(stems) or "illi" in word):
            continue
        if word in _SEVERAL:
            kind = VAGUE
        elif word in forms.collectives:
            kind = COLLECTIVE
        elif "illi" in word or word.startswith(_MEASURING):
            kind = AMOUNT
        else:
            kind = CARDINAL
        for form in (word, word.capitalize(), word.upper()):
            found[form.encode("latin-1", "replace")] = kind
    return found
