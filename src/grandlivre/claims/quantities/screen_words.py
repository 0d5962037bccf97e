"""What a word may be to the number that it stands beside, for the screen.

The grammar asks that of a whole phrase; the screen asks it of one word, and remembers the answer,
for few kinds of words follow numbers. An answer is a sum of bits, a plain integer: it is tested
several times for every number of a crawl, where an enumeration's operators would cost more than
all else that is done there.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.counts import STOP, is_plural
from grandlivre.claims.quantities.ellipsis import US
from grandlivre.claims.quantities.forms import Forms
from grandlivre.claims.quantities.hedges import ADVERBS
from grandlivre.claims.quantities.people import is_people
from grandlivre.claims.quantities.scan import number_words
from grandlivre.claims.text.anchors import as_bytes

UNIT = 1 << 0
"""A unit, a currency or a scale by itself: "MW", "euros", "millions"."""
SHORT = 1 << 1
"""A unit or a scale only if what follows makes it one: "m" of "m²", "k" of "k€"."""
NOUN = 1 << 2
"""A thing counted: "emplois", "Parisians"."""
LINK = 1 << 3
"""What leads to a thing counted, or to another number: "of", "des", "to"."""
OPEN = 1 << 4
"""An adjective, for all that is known: a counted noun may follow it."""
CLOSED = 1 << 5
"""The beginning of another phrase: the number may yet carry on from a noun before it."""
RANK = 1 << 6
"""What a number that carries on may have after it, or a noun: "240 autres", "240 autres sites"."""
JOINS = 1 << 7
"""A word, which may be but the beginning of one: "sous" of "sous-traitants"."""
SCALE = 1 << 8
"""A scale, besides what else it is: "m" is also a unit, "bil" nothing else."""
MONEY = 1 << 9
"""A currency, besides being a unit."""
LATER = 1 << 10
"""An adjective, but not right after the number: what is counted in days or per cent is not ours."""

LINKS = frozenset("of de des d".split())
"""Words that lead from a number to what it counts."""
ELIDED = frozenset("d l qu s n".split())
"""What stands before an apostrophe."""
ONES = frozenset("un une a an one half demi".split())
"""Numbers that are mostly articles, or parts of a number: no pass looks for them."""

# Hundredths of a currency, which the tables of units do not have.
_CENTS = frozenset("cent cents centime centimes pence eurocent eurocents ct cts".split())
# Scales of one or two letters that stand for other things too; see `quantities.amounts`.
_SHORT_SCALES = frozenset("k m g b t mm mil bil cr".split())
_JOINING = frozenset("à to et and ou or voire".split())
_VERB = re.compile(r".+(?:aient|eront|èrent|iront|uront)\Z")
_SIGNS = frozenset((b"$", b"\xa3", b"\xa5", b"\xa2"))
# What parts words that are not one: after it "k" may be a scale of a noun, "100k GPUs".
_PARTING = frozenset((b" ", b"\n", b"-"))
# Words that keep the point of their abbreviation, which is what tells them for hedges.
_POINTED = frozenset(("+de", "c.", "ca.", "env.", "max.", "approx."))
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_LETTERS = re.compile(r"[a-zà-ÿœ]+")
_DIGIT = re.compile(r"\d")
_MOST_WORDS = 20_000

RESUMING = frozenset(
    "unité unités unit units exemplaire exemplaires pièce pièces piece pieces carte cartes card"
    " cards ones autres others more de supplémentaires additional en extra of d au in altogether"
    " all premiers premières derniers dernières restante restantes restant".split()
)
"""First words of what may follow a number that carries on from a noun."""
RANKING = frozenset(
    "premiers premières derniers dernières restante restantes restant autres others supplémentaires"
    " additional extra".split()
)
"""Those of them after which the phrase must end."""


class Table(dict[Any, Any]):
    """What is asked of words again and again, worked out once; emptied when it grows too long.

    A dictionary rather than a cache around a function: what is known costs no call.
    """

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


class Words:
    """What words are to the numbers beside them: asked through a `Table`, for none is quick."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._units = _by_first_letters(forms.unit_words)
        self._scales = _by_first_letters(forms.scaling)
        self._led = frozenset({*forms.hedge_ends, *ADVERBS, *US})
        self._before_words = self._led | ONES | {word.lower() for word in number_words()}

    def after(self, word: bytes) -> int:
        """What a word after a number may be."""
        return self.after_text(word.decode("latin-1"))

    def after_text(self, word: str) -> int:
        """What a word may be of which letters may be outside of Latin-1."""
        low, forms = word.lower(), self._forms
        if not word[0].isalpha():
            return UNIT | NOUN | CLOSED
        found = self._unit(word, low) | JOINS
        if low in forms.uncounted and low != "an":
            # After an adjective it is a word like others.
            return found if low in STOP or is_plural(low[0], low) else found | LATER
        if low in forms.count_words or low in ("more", "other"):
            found |= NOUN
        if low in LINKS or low in _JOINING:
            found |= LINK
        if low in STOP:
            found |= CLOSED
        elif not is_plural(low[0], low):
            found |= OPEN
        elif is_people(low, 100) or is_people(word[0].upper() + low[1:], 100):
            found |= NOUN
        if low in RESUMING or low in ELIDED or _VERB.match(low):
            found |= CLOSED
        if low in RANKING and low not in STOP:
            found |= RANK
        return found

    def _unit(self, word: str, low: str) -> int:
        """Whether a word is a unit by itself, with what follows, or never."""
        units = self._units.get(low, ())
        scales = self._scales.get(low, ())
        scale = SCALE if scales else 0
        if low in _CENTS:
            return UNIT | MONEY | scale
        if any(scale not in _SHORT_SCALES for scale in scales):
            return UNIT | scale
        words = self._forms.unit_words.get(low)
        alone = None if words is None else words.alone
        if (
            alone is not None
            and not alone.needs_scale
            and (alone.written is None or word in alone.written)
        ):
            return UNIT | scale | (MONEY if alone.measure is Measure.MONEY else 0)
        if any(f"{low}." in self._forms.unit_words[unit].by_form for unit in units):
            return UNIT | MONEY | scale
        return SHORT | scale if units or scales else 0

    def extends(self, key: tuple[bytes, bytes, bytes]) -> bool:
        """Whether a word with what follows it may be a unit: "m" and "²", "M" and "euros".

        The key is the word, what parts it from the next, and that next word.
        """
        word, between, second = (part.decode("latin-1").lower() for part in key)
        if not between:
            return False
        if "?" in between:
            return True
        shown = word + between.replace(",", "") + second
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
        if what & (UNIT | SHORT):
            return True
        return word in ("k", "m") and key[1] in _PARTING and bool(what & (NOUN | OPEN | LINK))

    def is_led(self, before: bytes) -> bool:
        """Whether a number in digits may be hedged by the word before it, as the text has it."""
        return b"?" in before or last_word(before.decode("latin-1").lower()) in self._led

    def is_word_led(self, before: bytes) -> bool:
        """Whether a number in words may be hedged by the word before it, or goes on from it."""
        return b"?" in before or last_word(before.decode("latin-1").lower()) in self._before_words

    def ends(self) -> frozenset[bytes]:
        """The last two letters of the words of `is_led`, and what parts them from a number.

        Three bytes before a number are had at the price of a slice: most words end otherwise.
        """
        forms = {form for word in self._led for form in (word, word.upper())}
        # A word of one letter has a space, or anything, before it.
        longer = {as_bytes(form[-2:]) for form in forms if len(form) > 1}
        single = {as_bytes(form) for form in forms if len(form) == 1}
        longer |= {bytes([code]) + one for code in range(256) for one in single}
        return frozenset(end + gap for end in longer for gap in (b" ", b"\n"))


def last_word(text: str) -> str:
    """The last word of what stands between two spaces, an elided one with its apostrophe.

    Examples
    --------
    >>> last_word("(environ"), last_word("jusqu'"), last_word("env.")
    ('environ', "jusqu'", 'env.')
    """
    if text in _POINTED:
        return text
    found = _WORD.findall(text)
    return found[-1] + ("'" if text.endswith("'") else "") if found else ""


def _by_first_letters(tokens: Iterable[str]) -> dict[str, list[str]]:
    """Tokens by the letters that they begin with: "m²" by "m"."""
    found: dict[str, list[str]] = {}
    for token in tokens:
        letters = _FIRST_LETTERS.match(token)
        found.setdefault(letters.group() if letters else token, []).append(token)
    return found
