"""Tells, at the price of a glance, that a text holds no quantity: most texts of a crawl hold none.

The grammar (`grandlivre.claims.quantities.scan`) reads around every number. Here one expression
passes over the numbers in digits and one automaton over those in words, and of each only the next
word is looked up, in a table that fills as words are met: few kinds of words follow numbers. A
month, a distance, a verb or an article ends the matter there. Where that word may be a unit, a
currency, a counted noun or an adjective before one, and where a number may carry on from a noun
before it, the grammar itself reads that one number (`Walk.promises`). So what is turned away never
holds anything, and little is let through that holds nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.counts import STOP, is_plural
from grandlivre.claims.quantities.ellipsis import OF_US, RANKING, RESUMING, US
from grandlivre.claims.quantities.forms import (
    ADJECTIVES,
    Forms,
    quantity_forms,
    trie,
    written_before,
)
from grandlivre.claims.quantities.hedges import ADVERBS
from grandlivre.claims.quantities.people import is_people
from grandlivre.claims.quantities.scan import CAPITALS, number_stems, number_words
from grandlivre.claims.quantities.walk import NO_CURRENCY, Walk, ends_range
from grandlivre.claims.text.anchors import as_bytes, lowered

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
# One byte a character, every digit a nought; what is outside of Latin-1 is a question mark.
_MASK = bytes(48 if 48 <= code < 58 else code for code in range(256))
_BLANK, _HYPHEN, _NOUGHT, _UNKNOWN = 32, 45, 48, 63
_BACK, _AHEAD = 480, 240
"""Characters before and after a number that are read with it."""
_HEDGED = 56
"""Characters before a number in which its hedges are looked for."""

_UNIT, _SHORT, _NOUN, _LINK, _OPEN, _CLOSED, _RANK, _JOINS, _SCALE, _MONEY, _LATER = (
    1 << bit for bit in range(11)
)
"""What a word after a number may be: a unit, currency or scale; one only if more follows it; a
thing counted; what links to one; an adjective before one; the beginning of another phrase; what
may stand between the number and such a beginning; what may be but the beginning of a word such as
"sous-traitants"; a scale; a currency; an adjective, but not right after the number."""
_HEAVY = _UNIT | _SHORT | _NOUN | _LINK | _OPEN | _RANK
_ENOUGH = _UNIT | _NOUN | _LINK | _CLOSED

_CENTS = frozenset("cent cents centime centimes pence eurocent eurocents ct cts".split())
# Scales of one or two letters that stand for other things too; see `quantities.amounts`.
_SHORT_SCALES = frozenset("k m g b t mm mil bil cr".split())
_LINKS = frozenset("of de des d".split())
_ELIDED = frozenset("d l qu s n".split())
_JOINING = frozenset("à to et and ou or voire".split())
_AND = frozenset((b"and", b"et"))
_DETERMINERS = frozenset("the its their these those our his her ces ses leurs nos".split())
_AND_ONE = frozenset("et and un une one virgule point demi demie half".split())
_SEVERAL = frozenset("plusieurs several quelques".split())
_ONES = frozenset("un une a an one half demi".split())
_VERB = re.compile(r".+(?:aient|eront|èrent|iront|uront)\Z")
_MOST_WORDS = 20_000

_AMOUNT, _COLLECTIVE, _CARDINAL, _VAGUE = 1, 2, 3, 4
"""Kinds of words that numbers are made of; by the first a text is worth reading at once."""

_WORD = re.compile(r"[^\W\d_]+")
_WORD_BYTES = re.compile(f"[{_LETTER}]+".encode("latin-1"))
_LETTERS = frozenset(code for code in range(256) if _WORD_BYTES.match(bytes([code])))
_SIGNS = frozenset((b"$", b"\xa3", b"\xa5", b"\xa2"))
_PLAIN = frozenset((b" ", b"\n", b"-"))
# What stands in the middle of a word, and what parts it from the next.
_WITHIN = "0_?²³¹¼½¾ªºµ"
_JOINTS = frozenset(f"-'.&{_WITHIN}".encode("latin-1"))
_LEADING = frozenset(
    bytes((first, second))
    for second in range(256)
    for first in (*b"-'.& \n", *f"{_WITHIN}$£¥¢/^".encode("latin-1"))
    if first not in b"'.& \n" or second in _LETTERS or second in b"0?$\xa3\xa5\xa2"
) - {b" 0", b"\n0"} | {b", "}
_MARKS = frozenset((b"'", b"~", b"?", b"<", b">", b".", b"+"))
_GROUPED = re.compile(rb"0[ .,']000(?!0)")
_OF_THEM = re.compile(
    rb"(?i:of[ \n](?:the|its|their|these|those|our|his|her|[^ ]+(?:'s|s'))|des"
    rb"|de[ \n](?:ses|leurs|ces|nos))[ \n]"
)


class _Table(dict[Any, Any]):
    """What is asked of words again and again, worked out once; emptied when it grows too long."""

    def __init__(self, of: Callable[[Any], Any], given: Mapping[Any, Any] | None = None) -> None:
        super().__init__(given or {})
        self._of = of
        self._given = given or {}

    def __missing__(self, key: Any) -> Any:
        if len(self) >= _MOST_WORDS:
            self.clear()
            self.update(self._given)
        found = self[key] = self._of(key)
        return found


class _Words:
    """What words are to the numbers beside them."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._units = _beginnings(forms.unit_words)
        self._scales = _beginnings(forms.scaling)
        self._led = frozenset({*forms.hedge_ends, *ADVERBS, *US})
        self._before_words = self._led | _ONES | {word.lower() for word in number_words()}

    def after(self, word: bytes) -> int:
        """What a word after a number may be."""
        return self.after_text(word.decode("latin-1"))

    def after_text(self, word: str) -> int:
        """What a word may be of which no letter is outside of Latin-1."""
        low, forms = word.lower(), self._forms
        if not word[0].isalpha():
            return _UNIT | _NOUN | _CLOSED
        found = self._unit(word, low)
        found |= _JOINS
        if low in forms.uncounted and low != "an":
            # After an adjective it is a word like others.
            return found if low in STOP or is_plural(low[0], low) else found | _LATER
        if low in forms.count_words or low in ("more", "other"):
            found |= _NOUN
        if low in _LINKS or low in _JOINING:
            found |= _LINK
        if low in STOP:
            found |= _CLOSED
        elif not is_plural(low[0], low):
            found |= _OPEN
        elif is_people(low, 100) or is_people(word[0].upper() + low[1:], 100):
            found |= _NOUN
        if low in RESUMING or low in _ELIDED or _VERB.match(low):
            found |= _CLOSED
        if low in RANKING and low not in STOP:
            found |= _RANK
        return found

    def _unit(self, word: str, low: str) -> int:
        """Whether a word is a unit by itself, with what follows, or never."""
        units = self._units.get(low, ())
        scales = self._scales.get(low, ())
        scale = _SCALE if scales else 0
        if low in _CENTS:
            return _UNIT | _MONEY | scale
        if any(scale not in _SHORT_SCALES for scale in scales):
            return _UNIT | scale
        words = self._forms.unit_words.get(low)
        alone = None if words is None else words.alone
        if (
            alone is not None
            and not alone.needs_scale
            and (alone.written is None or word in alone.written)
        ):
            return _UNIT | scale | (_MONEY if alone.measure is Measure.MONEY else 0)
        if any(f"{low}." in self._forms.unit_words[unit].by_form for unit in units):
            return _UNIT | _MONEY | scale
        return _SHORT | scale if units or scales else 0

    def extends(self, key: tuple[bytes, bytes, bytes]) -> bool:
        """Whether a word with what follows it may be a unit: "m" and "²", "M" and "euros"."""
        word, more, second = (part.decode("latin-1").lower() for part in key)
        if not more:
            return False
        if "?" in more:
            return True
        shown = word + more.replace(",", "") + second
        for token in self._units.get(word, ()):
            for form in self._forms.unit_words[token].by_form:
                form = _DIGIT.sub("0", form)
                if form != word and (form.startswith(shown) or shown.startswith(form)):
                    return True
        if word not in self._scales:
            return False
        if key[1] in _SIGNS:
            return True
        # "5 M d'euros", "100k GPUs": a currency, an area or a noun makes a scale of it.
        if not second:
            return True
        what = self.after_text(second)
        if what & (_UNIT | _SHORT):
            return True
        return word in ("k", "m") and key[1] in _PLAIN and bool(what & (_NOUN | _OPEN | _LINK))

    def is_led(self, before: bytes) -> bool:
        """Whether a number in digits may be hedged by the word before it, as the text has it."""
        return b"?" in before or _last(before.decode("latin-1").lower()) in self._led

    def ends(self) -> frozenset[bytes]:
        """The last two letters of the words of `is_led`, and what parts them from a number."""
        forms = {form for word in self._led for form in (word, word.upper())}
        # A word of one letter has a space, or anything, before it.
        longer = {as_bytes(form[-2:]) for form in forms if len(form) > 1}
        single = {as_bytes(form) for form in forms if len(form) == 1}
        longer |= {bytes([code]) + one for code in range(256) for one in single}
        return frozenset(end + gap for end in longer for gap in (b" ", b"\n"))

    def is_word_led(self, before: bytes) -> bool:
        """Whether a number in words may be hedged by the word before it, or goes on from it."""
        return b"?" in before or _last(before.decode("latin-1").lower()) in self._before_words


def _last(text: str) -> str:
    """The last word of what stands between two spaces: "environ" of "(environ"."""
    if text in ("+de", "c.", "ca.", "env.", "max.", "approx."):
        return text
    found = _WORD.findall(text)
    return found[-1] + ("'" if text.endswith("'") else "") if found else ""


_DIGIT = re.compile(r"\d")


_FIRST = re.compile(r"[a-zà-ÿœ]+")


def _beginnings(tokens: Iterable[str]) -> dict[str, list[str]]:
    """Tokens by the letters that they begin with: "m²" by "m"."""
    found: dict[str, list[str]] = {}
    for token in tokens:
        letters = _FIRST.match(token)
        found.setdefault(letters.group() if letters else token, []).append(token)
    return found


@dataclass(frozen=True, slots=True)
class _Screen:
    """What the passes look for, compiled."""

    numbers: re.Pattern[bytes]
    """A number in digits, the word after it and what follows that, or that a phrase ends."""
    following: re.Pattern[bytes]
    """The same after a number in words."""
    models: frozenset[bytes]
    """Counted nouns with digits in them, those shown as noughts: "h000"."""
    joined: re.Pattern[bytes]
    """What joins two numbers, and how the second may begin that nothing else finds: "et des"."""
    words: _Words
    after: dict[bytes, int]
    extends: dict[tuple[bytes, bytes, bytes], bool]
    ends: frozenset[bytes]
    """How words end after which a number may be hedged: their last two letters and a space."""
    led: dict[bytes, bool]
    word_led: dict[bytes, bool]
    stems: BytesAhoCorasick
    """How numbers in words begin."""
    kinds: dict[bytes, int]
    """Words that numbers are made of, as they are written."""
    signs: frozenset[str]
    """Signs of currencies outside of Latin-1."""


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
    # A line's end after all, so that every place in the text has one after it.
    mask = raw.translate(_MASK) + b"\n"
    return _digits_count(text, raw, mask) or _words_count(text, raw, mask)


def _digits_count(text: str, raw: bytes, mask: bytes) -> bool:
    """Whether a number in digits may be a quantity."""
    tools = _tools()
    after, ends = tools.after, tools.ends
    for found in tools.numbers.finditer(mask):
        what = after[found[3]]
        if found[2] is not None:
            if not _is_signed(text, found, what, tools):
                continue
        elif what & _HEAVY:
            if not what & _ENOUGH and mask[found.end() : found.end() + 2] not in _LEADING:
                continue
            if not _promises(text, mask, found, what, tools):
                continue
        elif what & _JOINS and mask[found.end()] in _JOINTS:
            if not _promises(text, mask, found, what, tools):
                continue
        elif not what & _CLOSED:
            continue
        else:
            start = found.start()
            # Neither thousands set apart, nor a word before it that ends as hedges do.
            if (
                mask[start - 3 : start] not in ends
                and found.end(1) < start + 5
                and mask[start - 1] == _BLANK
            ) or not _resumes(text, mask, start, found[1], tools):
                continue
        if _reads(text, raw, mask, found.start(), found.end(1)):
            return True
    return False


def _promises(text: str, mask: bytes, found: re.Match[bytes], what: int, tools: _Screen) -> bool:
    """Whether the word after a number in digits leaves it a chance of being a quantity."""
    at, end = found.span(3)
    if mask[at] == _UNKNOWN:
        what = _outside(text, at, tools)
        if text[at] == "–" and tools.joined.match(mask, at):
            return True
    if what & _UNIT:
        return True
    more, second = _more(mask, end)
    if what & _SHORT and tools.extends[found[3], more, second]:
        return True
    if at > found.end(1):
        if what & _NOUN or (what & _LINK and _links(mask, at, tools)):
            return True
        if more and _leads_on(what, mask, at, more, tools):
            return True
    if what & _CLOSED and not (what & _RANK and second and not tools.after[second] & _CLOSED):
        return _resumes(text, mask, found.start(), found[1], tools)
    return b" ones" in mask[end : end + 80] and _resumes(text, mask, found.start(), found[1], tools)


def _links(mask: bytes, at: int, tools: _Screen) -> bool:
    """Whether "of the", "des", or "et des", "and a few" stand at a place."""
    return (
        _OF_THEM.match(mask, at) is not None
        or tools.joined.match(mask, at) is not None
        or mask[at - 1] == _HYPHEN
    )


def _is_signed(text: str, found: re.Match[bytes], what: int, tools: _Screen) -> bool:
    """Whether the sign or code of a currency that seems to stand before a number makes it money.

    Where none does, the number is as any other.
    """
    start, mask = found.start(), found.string
    sign = _sign_before(text, start)
    if sign > 1:
        return True
    before = text[start - 1]
    if before.isalpha() and before not in "xX" and found[1].isdigit():
        # Only "R5m" or "R16 cents" may be money, and "3 to R5 MW" the end of a range.
        return bool(sign) and (
            bool(what & (_SCALE | _MONEY) and mask[found.end()] != _NOUGHT)
            or ends_range(text, start)
        )
    if sign and what & _SCALE:
        return True
    if found[3] is not None:
        return bool(what) and _promises(text, mask, found, what, tools)
    return found[4] is not None and _resumes(text, mask, start, found[1], tools)


def _sign_before(text: str, at: int) -> int:
    """How long the sign or code of a currency is that stands before a number; 0 without one."""
    if text[at - 1] in "€£" or text[at - 2 : at] in ("€.", "£."):
        return 2
    back = text[max(0, at - 9) : at][::-1]
    pattern = quantity_forms().prefix_back
    # The point may be the decimal's, as in "$.5".
    found = pattern.match(back) or (pattern.match(back, 1) if back[:1] == "." else None)
    if found is None:
        return 0
    # A letter alone is a currency's sign only before a scale: "R5m".
    return 1 if len(found[1]) == 1 and found[1].isalpha() else 2


def _outside(text: str, at: int, tools: _Screen) -> int:
    """What stands at a place where Latin-1 has a question mark: a sign, or a word: "œufs"."""
    if text[at] in tools.signs:
        return _UNIT
    word = _WORD.match(text, at)
    return _CLOSED if word is None else tools.words.after_text(word.group())


def _more(mask: bytes, end: int) -> tuple[bytes, bytes]:
    """What parts a word that ends at a place from the next, and that next word."""
    found = _MORE.match(mask, end)
    return (b"", b"") if found is None else (found[1], found[2])


def _leads_on(what: int, mask: bytes, at: int, more: bytes, tools: _Screen) -> bool:
    """Whether the word at a place, with what parts it from the next, may lead to a noun."""
    if more in (b" ", b"\n", b", ") and not what & _OPEN:
        return False
    return _finds_noun(mask, at, tools)


def _finds_noun(mask: bytes, at: int, tools: _Screen) -> bool:
    """Whether adjectives from a place on may end in a counted noun."""
    for _ in range(6):
        found = _TOKEN.match(mask, at)
        if found is None:
            return False
        word, rest, more = found.groups()
        if word[0] == _UNKNOWN or word.lower() in _AND or rest[-1:] == b"?":
            return True
        what = tools.after[word]
        if what & _NOUN:
            return True
        if rest[:1] == b"0" and _model((word + rest).lower()) in tools.models:
            return True
        if not rest:
            if not what & (_OPEN | _LATER):
                return False
        elif rest[-1:] in b"sxSX" and b"-" not in rest and rest[-2:] not in (b"'s", b"'S", b"ss"):
            return word[:1].isupper()
        if more is None:
            return False
        at = found.end()
    return False


def _model(word: bytes) -> bytes:
    """A word with digits as far as a counted noun of that name may reach."""
    return word.translate(_MASK).rstrip(b"s")


# A word with what is part of it ("d'essai", "Nvidia's"), and what parts it from the next.
_TOKEN = re.compile(
    (
        rf"([{_LETTER}]++|\?[{_LETTER}]*+)"
        rf"((?:['.&-](?=[{_LETTER}{_WITHIN}])|[{_LETTER}{_WITHIN}])*+)(, |[ \n-])?"
    ).encode("latin-1")
)


def _resumes(text: str, mask: bytes, start: int, number: bytes, tools: _Screen) -> bool:
    """Whether a number may carry on from a noun before it: it is hedged, or its thousands apart."""
    if len(number) > 4 and _GROUPED.search(number):
        return True
    if mask[start - 1 : start] not in _MARKS and (
        mask[start - 3 : start] not in tools.ends or not tools.led[_before(mask, start)]
    ):
        return False
    return _is_hedged(text, start)


def _before(mask: bytes, start: int) -> bytes:
    """What stands before a number, back to the last space but one."""
    stop = start - 1
    low = max(0, start - 24)
    return mask[max(mask.rfind(b" ", low, stop), mask.rfind(b"\n", low, stop)) + 1 : max(stop, 0)]


def _is_hedged(text: str, start: int) -> bool:
    """Whether a hedge, or "nous sommes" and the like, stands right before a place."""
    before = text[max(0, start - _HEDGED) : start].replace("\n", " ")
    low = lowered(before, as_bytes(before))
    if OF_US.search(low) or _last(low[:-1].rpartition(" ")[2]) in ADVERBS:
        return True
    return quantity_forms().hedge_back.match(low[::-1]) is not None


def _reads(text: str, raw: bytes, mask: bytes, start: int, end: int) -> bool:
    """Whether the grammar reads a quantity at a number in digits, from any of its groups on."""
    base = max(0, start - _BACK)
    stop = min(len(text), end + _AHEAD)
    for group in _DIGITS.finditer(mask, start, end):
        if Walk(text, raw, base, stop).promises(group.start() - base):
            return True
    return False


_DIGITS = re.compile(rb"0+")


def _words_count(text: str, raw: bytes, mask: bytes) -> bool:
    """Whether a number in words may be a quantity."""
    tools = _tools()
    kinds = tools.kinds
    for _, stem, _ in tools.stems.find_matches_as_indexes(mask):
        start = stem
        if start and mask[start - 1] in _LETTERS:
            # Of "million" only "illi" was found.
            if mask[start : start + 4] not in (b"illi", b"ILLI"):
                continue
            while start and mask[start - 1] in _LETTERS and stem - start < 12:
                start -= 1
        end = _WORD_BYTES.match(mask, start).end()  # type: ignore[union-attr]
        kind = kinds.get(mask[start:end])
        if kind is None:
            continue
        if kind == _AMOUNT:
            return True
        found = tools.following.match(mask, end)
        if found is not None and _word_promises(text, mask, start, kind, found, tools):
            base = max(0, start - _BACK)
            walk = Walk(text, raw, base, min(len(text), end + _AHEAD))
            if walk.promises(start - base):
                return True
    return False


def _word_promises(
    text: str, mask: bytes, start: int, kind: int, found: re.Match[bytes], tools: _Screen
) -> bool:
    """Whether what follows a number in words leaves it a chance of being a quantity."""
    gap, word, _ = found.groups()
    closed = word is None
    if word is not None:
        if word in tools.kinds:
            return False  # the number goes on: its last word tells
        at, end = found.span(2)
        low = word.decode("latin-1").lower()
        what = tools.after[word] if word[0] != _UNKNOWN else _outside(text, at, tools)
        if low in _AND_ONE or what & _UNIT:
            return True
        if what & _SHORT and tools.extends[(word, *_more(mask, end))]:
            return True
        if gap and kind != _VAGUE:
            if low in _LINKS or (len(gap) > 1 and (low in _DETERMINERS or low in _ELIDED)):
                return True
            more, _ = _more(mask, end)
            if what & _NOUN or (more and _leads_on(what, mask, at, more, tools)):
                return True
        elif kind == _VAGUE and low in ADJECTIVES:
            return True
        closed = bool(what) and (bool(what & _CLOSED) or b" ones" in mask[end : end + 80])
    return closed and (
        kind == _COLLECTIVE
        or mask[start - 1 : start] in _MARKS
        or tools.word_led[_before(mask, start)]
    )


@cache
def _tools() -> _Screen:
    """Compile what the passes look for, once in a process."""
    forms = quantity_forms()
    words = _Words(forms)
    stems = {form for stem in number_stems() for form in (stem, stem.capitalize())} | {*CAPITALS}
    leads = {*forms.several, *forms.fractions, *_ONES, "a couple of", "couple of"}
    signs = (char for form in (*forms.unit_words, *forms.currency_codes) for char in form)
    return _Screen(
        numbers=_numbers(),
        following=re.compile(
            rf"([ \n](?:de|of)[ \n]|[ \n]d'|[ -]|\n(?=[a-zà-ÿ])|){_NEXT}|{_END}".encode("latin-1")
        ),
        models=frozenset(
            _model(as_bytes(word)) for word in forms.count_words if _DIGIT.search(word)
        ),
        joined=re.compile(
            rf"(?:à|to|et|and|ou|or|(?:, )?voire|[-?])[ \n]?{trie(leads)}(?![{_LETTER}])".encode(
                "latin-1"
            ),
            re.IGNORECASE,
        ),
        words=words,
        after=_Table(words.after, {None: _CLOSED}),
        extends=_Table(words.extends),
        ends=words.ends(),
        led=_Table(words.is_led),
        word_led=_Table(words.is_word_led),
        stems=BytesAhoCorasick(
            sorted(stem.encode("latin-1", "ignore") for stem in stems),
            matchkind=MatchKind.Standard,
            implementation=Implementation.DFA,
        ),
        kinds=_kinds(forms),
        signs=frozenset(char for char in signs if ord(char) > 255 and not char.isalpha()),
    )


# A word or the sign of a currency.
_NEXT = rf"([{_LETTER}]++|\?[{_LETTER}]*+|[$£¥¢])"
# What may part a word from the next, or be part of it, and that next word.
_MORE = re.compile(
    (
        rf"((?:, |[ \n-](?:de |d'|of )?)(?=[{_LETTER}?$£¥¢])|['.&](?=[{_LETTER}0?])"
        rf"|[{_WITHIN}$£¥¢/^])([{_LETTER}]*+)"
    ).encode("latin-1")
)
# What ends a phrase right after a number.
_END = r"""(?=[,;:)!.\n»"\]?]|\Z| [,;:)!"»«(|\]\n])()"""


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
    inside = rf"(?<![{_LETTER}]0)|(?<=[xX]0)"
    return re.compile(
        # A nought first: a literal is searched for several times faster than what precedes it.
        rf"(0(?<!00)(?:{plain}|(?:{signed})()|{inside})0*+(?:[ .,']0++)*+)[+½¼¾]?"
        rf"(?:(?:[ -]|\n(?=[a-zà-ÿ]))?{_NEXT}|{_END}|(?(2)|(?!)))".encode("latin-1")
    )


def _kinds(forms: Forms) -> dict[bytes, int]:
    """Words that a number may begin with, and how they count."""
    found: dict[bytes, int] = {}
    stems = tuple(number_stems())
    amounts = ("gigawatt", "megawatt", "mégawatt", "lakh", "crore")
    for word in number_words():
        if not (word.startswith(stems) or "illi" in word):
            continue
        if word in _SEVERAL:
            kind = _VAGUE
        elif word in forms.collectives:
            kind = _COLLECTIVE
        elif "illi" in word or word.startswith(amounts):
            kind = _AMOUNT
        else:
            kind = _CARDINAL
        for form in (word, word.capitalize(), word.upper()):
            found[form.encode("latin-1", "replace")] = kind
    return found
