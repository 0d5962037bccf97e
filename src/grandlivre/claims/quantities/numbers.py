"""Numbers where they stand: in digits or words, with what is part of them and a currency before.

"H100", a date's day and the second half of a decimal are no numbers; ".5", "10,000+" and "$2" are.
"""

import re
from decimal import Decimal

from grandlivre.claims.quantities.forms import Forms
from grandlivre.claims.quantities.numerals import Numeral, digits_at, scale_alone, words_at
from grandlivre.claims.quantities.window import Prefix

# What follows a number in words that is no amount, in nine of ten cases.
_TWO_WORDS = re.compile(r"[a-zà-ÿ-]+[ -]([a-zà-ÿ]+)")
_YEAR_ENDS = frozenset((",", ".", ";", ":", ")", "]", "»", '"', "\n", "!", "?", ""))
# Letters and marks that no currency sign ends in: most numbers are told by them at once.
NO_CURRENCY = frozenset("abcdefgijlmnopqtuvwxyéèêàâùîôûçœ,;:!?'()[]\"«»–\n0123456789")
BEFORE_POINT = ("", " ", "(", "$", "€", "£")
_ENDS_RANGE = re.compile(r"(?:[-–]|(?:à|to|et|and|ou|or|voire)[ \n]) ?[^\W\d_]+ ?\Z", re.IGNORECASE)


def ends_range(raw: str, at: int) -> bool:
    """Whether the number at a place, with letters before it, may end a range: "3 to R12"."""
    return _ENDS_RANGE.search(raw[max(0, at - 16) : at]) is not None


class Numbers:
    """The numbers of one stretch of text.

    Parameters
    ----------
    raw, low
        The stretch, and the same in lower case.
    forms
        Forms that numbers and currencies take.
    """

    __slots__ = ("floor", "forms", "low", "past", "raw")

    def __init__(self, raw: str, low: str, forms: Forms) -> None:
        self.raw = raw
        self.low = low
        self.forms = forms
        self.floor = 0
        """Where the last quantity ended: nothing before it belongs to another one."""
        self.past = 0
        """Where the last number ended, be it a quantity or not."""

    def digits(self, at: int) -> Numeral | None:
        """The number in digits that starts at a place; None for a year and the like."""
        raw = self.raw
        before = raw[at - 1] if at else " "
        if before != " " and not self._opens(at, before):
            return None
        numeral = digits_at(raw, at)
        if numeral is None:
            self.past = at + 1
            return None
        end = numeral.end
        self.complete(at, before, numeral)
        if numeral.year and raw[end : end + 1] in _YEAR_ENDS and before == " ":
            self.past = end
            return None
        return numeral

    def complete(self, at: int, before: str, numeral: Numeral) -> None:
        """Take in what stands around the digits of a number: ".5 GW", "10,000+"."""
        raw, end = self.raw, numeral.end
        if before == "." and not numeral.grouped and raw[at - 2 : at - 1] in BEFORE_POINT:
            digits = raw[at:end]
            numeral.value = Decimal(f"0.{digits}") if digits.isdecimal() else numeral.value
        if raw[end : end + 1] == "+" and raw[end + 1 : end + 2] in " MGKkmb":
            numeral.end += 1
            numeral.plus = True

    def _opens(self, at: int, before: str) -> bool:
        """True where a number may start: not inside of a name, a date, a decimal or a slug."""
        if before.isalpha():
            # "QR2 billion" and "2x100 MW", but neither "H100" nor "COP30".
            if before in "xX" and self.raw[max(0, at - 2) : at - 1].isdigit():
                return True
            return self.prefix(at) is not None
        if before.isalnum() or before == "_":
            return False
        if at > 1 and before in "-/.,:'":
            two = self.raw[at - 2]
            return not (two.isalnum() if before in "-/" else two.isdigit())
        return True

    def _opens_word(self, at: int) -> bool:
        before = self.raw[at - 1]
        if before == " ":
            # "114 per cent" holds no hundred.
            return not (
                self.low.startswith(("cent", "mille"), at)
                and self.low[max(0, at - 5) : at] in (" per ", "pour ")
            )
        if before.isalnum() or before == "_":
            return False
        return before != "-" or at < 2 or not self.raw[at - 2].isdigit()

    def prefix(self, at: int) -> Prefix | None:
        """The currency sign or code that stands before a number."""
        before = self.raw[at - 1]
        if before == " ":
            before = self.raw[at - 2 : at - 1]
        if before in NO_CURRENCY:
            return None
        if before in "€£" and self.raw[at - 1] == before and at > self.floor:
            return Prefix(before, self.forms.currency_codes[before], at - 1, at)
        start = max(self.floor, at - 8)
        found = self.forms.prefix_back.match(self.raw[start:at][::-1])
        if found is None:
            return None
        form = found[1][::-1]
        return Prefix(
            form, self.forms.currency_codes[form.lower()], at - found.end(1), at - found.start(1)
        )

    def words(self, at: int) -> tuple[int, Numeral | None]:
        """The number in words around a place, unless it stands inside of another word."""
        if at and not self._opens_word(at):
            return at, None
        return self.words_around(at)

    def words_around(self, at: int) -> tuple[int, Numeral | None]:
        """The number in words around a place, and where it starts with the words before it."""
        two = _TWO_WORDS.match(self.low, at)
        if two is not None and two[1] in self.forms.uncounted and two[1] != "point":
            return at, None
        forms, low = self.forms, self.low
        if low.startswith("neuf", at) and low.endswith(("tout ", "flambant "), 0, at):
            return at, None  # "un fonds tout neuf"
        back = low[max(self.floor, at - 40) : at][::-1]
        starts = []
        lead = forms.lead_back.match(back)
        while lead is not None:
            starts.append(at - lead.end())
            lead = forms.lead_back.match(back, lead.end())
        for start in reversed(starts):
            numeral = words_at(low, start, forms)
            if numeral is not None and numeral.end + 1 >= at:
                return start, numeral
        numeral = words_at(low, at, forms)
        if numeral is None and (scale := forms.scale.match(low, at)) is not None:
            numeral = scale_alone(low, at, scale.group())
        return at, numeral
