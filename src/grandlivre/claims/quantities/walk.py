"""The walk through a stretch of text from number to number, and what one leaves to the next."""

import re
from decimal import Decimal

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.amounts import read_amount, unit_apart
from grandlivre.claims.quantities.counts import STOP, noun_at
from grandlivre.claims.quantities.ellipsis import (
    SENTENCE_END,
    Antecedent,
    carried,
    mention_before,
    of_us,
    of_which,
)
from grandlivre.claims.quantities.forms import quantity_forms
from grandlivre.claims.quantities.hedges import hedge_after, hedges_before, is_denied
from grandlivre.claims.quantities.numbers import BEFORE_POINT, Numbers, ends_range
from grandlivre.claims.quantities.numerals import Numeral, digits_at
from grandlivre.claims.quantities.pairs import OUT_OF, Pair, read_later, read_pair, read_share
from grandlivre.claims.quantities.window import (
    COUNTS,
    MILLION,
    Amount,
    Window,
    is_french,
    named,
)
from grandlivre.claims.text.anchors import lowered, unwrapped
from grandlivre.reference.words import Bound

Found = tuple[
    int, int, Measure, Decimal | None, Decimal | None, str, tuple[str, ...], str,
    tuple[int, int] | None, str | None, str,
]  # fmt: skip
"""The fields of `grandlivre.claims.quantities.find.Quantity`, in order."""

_CARRY = 500
"""How far what was counted may be carried on, in characters."""

_VAGUE = 10
"""What several are at the least: of hundreds there is more to say than of a few."""

_BUYING = re.compile(r"(?: de | d'| en | of | worth of | in )(?:nvidia )?")
_PIECES = re.compile(r" (?:cartes?|cards?)(?![^\W_])")
_DATED = re.compile(
    r"(?<![^\W_])(?:en|in|since|depuis|by|d'ici|à|dès|from|fin|until|before|avant|after|après|of"
    r"|de|mid|early|late|year|année|janvier|février|mars|avril|mai|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre|january|february|march|april|may|june|july|august|september"
    r"|october|november|december) $"
)
_DONT = ", dont "
_LONGEST_NOUN = 4
"""Words of a counted noun: "centres de données"."""
_LONGEST_NAME, _LAST_PHASE = 24, 99
"""Letters of the name before a number that belongs to it, and that number at most."""
_SEPTEMBER = re.compile(r"Sept(?:\.| \d)")
"""The English month, which is no French seven."""
_SHARE = re.compile(r"(?:dont|including|of which|of it|soit) $")
# First three characters of what may follow: they tell most numbers apart at the price of a look-up.
_JOINING = frozenset((" à ", " to", " et", " an", " ou", " or", " vo", ", v", " - ", " – "))
_APART = frozenset((" le", " th", ", e", ", i", " (e", " (i", " en", " in", " by", " fi"))
_CARRYING = frozenset((" ", ",", ".", ";", ":", ")", "!", "?", "\n", "»", '"', "]", "…", ""))
_BUYING_STARTS = frozenset((" de", " d'", " en", " of", " wo", " in"))


class Walk(Numbers):
    """Reads one stretch of a text from left to right; nothing is read twice."""

    __slots__ = (
        "base", "counted", "found", "last", "money", "other", "text", "window",
    )  # fmt: skip

    def __init__(self, text: str, latin: bytes, start: int, stop: int) -> None:
        self.text = text
        self.base = start
        raw = text[start:stop] if start or stop < len(text) else text
        low = lowered(raw, latin[start:stop])
        raw, low = unwrapped(raw, low)
        super().__init__(raw, low, quantity_forms())
        self.window = Window(raw, low, self.forms, lambda at: is_french(text, at + start))
        self.found: list[Found] = []
        self.last: tuple[Amount, bool] | None = None
        """The last thing counted, and whether it was itself carried from another."""
        self.counted: tuple[Amount, bool] | None = None
        """The last thing counted that is neither money nor of a physical unit."""
        self.money: Amount | None = None
        self.other: tuple[int, Decimal] | None = None
        """The last number of something that is no measure of ours."""

    def read(self, at: int) -> None:
        """Read the quantity whose number starts, or is thought to start, at a place."""
        raw, start, prefix = self.raw, at, None
        if raw[at] in "0123456789":
            numeral = self.digits(at)
            if at and raw[at - 1] == "." and raw[at - 2 : at - 1] in BEFORE_POINT:
                start = at - 1
            if numeral is not None and start:
                prefix = self.prefix(start)
        else:
            start, numeral = self.words(at)
        if numeral is None or _SEPTEMBER.match(raw, start):
            return
        amount = read_amount(self.window, start, numeral, prefix)
        end = amount.end
        self.past = max(end, at + 1)
        if numeral.several and numeral.value < _VAGUE and amount.measure in COUNTS:
            # "Plusieurs élus" is no figure that anybody could add up or contradict.
            return
        if amount.measure is not Measure.MONEY and numeral.kind == "digits" and at:
            # "QR2" was read for the sake of "QR2 billion"; "en 2027 sites" counts none.
            if raw[at - 1].isalpha() and raw[at - 1] not in "xX":
                return
            if numeral.year and amount.measure is not None and self._is_dated(at):
                return
            if numeral.year and amount.noun is not None and raw[slice(*amount.noun)].isupper():
                return  # "the 2022 CHIPS Act"
            if amount.measure is Measure.SITES and self._is_numbered(at, amount):
                return
        if self.low[end : end + 3] in _JOINING or raw[end : end + 1] in "-–":
            pair = read_pair(self.window, amount, prefix, self.floor)
            if pair is not None:
                self._keep_pair(pair)
                return
        if amount.measure is None:
            self._unmeasured(amount)
        elif (amount.stated or not self._means_other(amount)) and not (
            numeral.kind == "article" and (start == self.floor + 1 or is_denied(self.low, start))
        ):
            self._keep(amount, "full")

    def _is_numbered(self, at: int, amount: Amount) -> bool:
        """True for "its Dallas 12 campus": the number belongs to a name, and counts nothing."""
        if amount.noun is None or amount.value > _LAST_PHASE or self.raw[at - 1] != " ":
            return False
        noun = self.raw[slice(*amount.noun)]
        if noun[-1] in "sx" and noun != "campus":
            return False
        word = self.raw[max(0, at - _LONGEST_NAME) : at - 1].rpartition(" ")[2]
        return len(word) > 2 and word.isalpha() and word.istitle() and word.lower() not in STOP

    def promises(self, at: int) -> bool:
        """Whether the number at a place, read by itself, may be a quantity.

        Asked of numbers before which the text has none: nothing can be carried on from another,
        and what `read` would leave out (a year, the end of a range) is let pass.
        """
        raw, start, prefix = self.raw, at, None
        numeral: Numeral | None
        if raw[at] in "0123456789":
            numeral = digits_at(raw, at)
            if numeral is None:
                return False
            if at:
                self.complete(at, raw[at - 1], numeral)
                if raw[at - 1] == "." and raw[at - 2 : at - 1] in BEFORE_POINT:
                    start = at - 1
                prefix = self.prefix(start) if start else None
        else:
            start, numeral = self.words_around(at)
            if numeral is None:
                return False
        amount = read_amount(self.window, start, numeral, prefix)
        if amount.measure is None:
            end = amount.end
            if (self.low[end : end + 3] in _JOINING or raw[end : end + 1] in "-–") and (
                read_pair(self.window, amount, prefix, 0) is not None
            ):
                return True
            self._unmeasured(amount)
            return bool(self.found)
        if amount.measure is Measure.MONEY:
            return True
        if numeral.several and numeral.value < _VAGUE and amount.measure in COUNTS:
            return False
        # "QR2", as in `read`; the end of a range may be written so.
        glued = numeral.kind == "digits" and at > 0 and raw[at - 1].isalpha()
        return not glued or raw[at - 1] in "xX" or ends_range(raw, at)

    def _is_dated(self, at: int) -> bool:
        """True where the words before four digits make them a year."""
        return _DATED.search(self.low, max(0, at - 11), at) is not None

    def _unmeasured(self, amount: Amount) -> None:
        """Look elsewhere for what a number counts that nothing beside it tells."""
        if self.low[amount.end : amount.end + 3] in _APART and not amount.closed:
            start = hedges_before(self.window, amount.start, self.floor)[1]
            if unit_apart(self.window, amount, start) or read_later(self.window, amount):
                self._keep(amount, "full")
                return
        if self.low[amount.end : amount.end + 3] in OUT_OF and read_share(self.window, amount):
            self._keep(amount, "full")
            return
        if not amount.closed and self._carried(amount):
            return
        if not amount.other:
            return
        if amount.scale >= MILLION and self._is_share(amount):
            amount.measure, amount.stated, amount.other = Measure.MONEY, False, False
            self._keep(amount, "full")
        else:
            self.other = (amount.end, amount.value)

    def _means_other(self, amount: Amount) -> bool:
        """True where "six millions" carries on "350 000 foyers" rather than being money."""
        if self.other is None:
            return False
        end, value = self.other
        if value * 100 < amount.value or (self.last is not None and self.last[0].end > end):
            return False
        start = amount.start
        return start - end < 300 and SENTENCE_END.search(self.raw, end, start + 1) is None

    def _is_share(self, amount: Amount) -> bool:
        """True where "dont 3 millions de loyers" divides money just named."""
        if self.money is None:
            return False
        start, end = hedges_before(self.window, amount.start, self.floor)[1], self.money.end
        return _SHARE.search(self.low, max(self.floor, start - 16), start) is not None and (
            SENTENCE_END.search(self.raw, end, start + 1) is None
        )

    def _keep_pair(self, pair: Pair) -> None:
        """Add a range as one quantity, a change or a pair as two."""
        if pair.kind == "bare":
            self._carried_pair(pair)
            return
        if pair.kind == "range":
            start = (
                pair.start if pair.opened else hedges_before(self.window, pair.start, self.floor)[1]
            )
            high = None if pair.endless else pair.last.value
            self._add(start, pair.last, pair.first.value, high, "range", "full")
            return
        self._keep(pair.first, "change" if pair.kind == "change" else "elliptical")
        self._keep(pair.last, "change" if pair.kind == "change" else "full")

    def _keep(self, amount: Amount, form: str) -> None:
        """Add a quantity, bounded by the hedges around it."""
        bound, start = hedges_before(self.window, amount.start, self.floor)
        later, amount.end, price = hedge_after(self.window, amount)
        if later is not None and (bound is None or bound is Bound.EXACT):
            bound = later
        if price and form == "full":
            form = "unit_price"
        low: Decimal | None = amount.value
        high: Decimal | None = amount.value
        hedge = None
        if amount.numeral.several:
            high, hedge = None, "several"
        elif bound is Bound.EXACT or amount.numeral.kind == "collective":
            hedge = "approx"
        if bound is Bound.LOW:
            high, hedge = None, "min"
        elif bound is Bound.HIGH:
            low, high, hedge = None, amount.value, "max"
        self._add(start, amount, low, high, hedge, form)

    def _add(
        self, start: int, amount: Amount, low: Decimal | None, high: Decimal | None,
        hedge: str | None, form: str,
    ) -> None:  # fmt: skip
        base, end, measure = self.base, amount.end, amount.measure
        assert measure is not None
        noun = amount.noun and (base + amount.noun[0], base + amount.noun[1])
        source = "text"
        if not amount.stated:
            source = "context"
        elif len(amount.units) > 1:
            source = "ambiguous"
        self.found.append(
            (base + start, base + end, measure, low, high, amount.unit, amount.units, source, noun,
             hedge, form)
        )  # fmt: skip
        self.floor = end
        self.past = max(self.past, end)
        self.last = (amount, form == "elliptical")
        if measure in COUNTS:
            self.counted = self.last
        elif measure is Measure.MONEY:
            self.money = amount
            self._note_bought(amount)

    def _note_bought(self, amount: Amount) -> None:
        """Note what money buys: after "40 milliards de puces" a number alone counts those."""
        if self.low[amount.end : amount.end + 3] not in _BUYING_STARTS:
            return
        link = _BUYING.match(self.low, amount.end)
        if link is not None and (noun := noun_at(self.low, self.forms, link.end())):
            kind, end = self.forms.counted[noun.group()], noun.end()
            self.last = self.counted = (named(kind, noun.start(), end), False)

    def _carried(self, amount: Amount) -> bool:
        """Read a number that counts what another counted: "2 000 autres", "60,000 of which"."""
        numeral = amount.numeral
        if amount.scale == 1 and numeral.kind in ("article", "scale"):
            return False
        mark = self.raw[amount.end : amount.end + 1]
        if mark not in _CARRYING or (mark != " " and numeral.year):
            return False
        bound, start = hedges_before(self.window, amount.start, self.floor)
        if self._is_some(amount, start):
            self._keep(amount, "elliptical")
            return True
        # After money or megawatts, thousands may still go on with chips or jobs named before.
        lasts = [self.last]
        if self.counted is not self.last and (
            numeral.grouped or _PIECES.match(self.low, amount.end) or of_which(self.low, amount.end)
        ):
            lasts.append(self.counted)
        antecedents = [self._antecedent(amount, start, last) for last in lasts]
        hedged = bound is not None
        if hedged or numeral.grouped or numeral.kind == "collective":
            antecedents.append(mention_before(self.window, start))
        for antecedent in antecedents:
            if antecedent is not None:
                found = carried(self.window, amount, start, antecedent, hedged=hedged)
                if found is not None:
                    self._keep(found, "elliptical")
                    return True
        if of_us(self.window, amount, start) is not None:
            self._keep(amount, "elliptical")
            return True
        return False

    def _is_some(self, amount: Amount, start: int) -> bool:
        """Read "quatre" in "6 milliards dans des usines, dont quatre à Lens": factories."""
        at = start - len(_DONT)
        if amount.scale != 1 or at < 0 or not self.low.startswith(_DONT, at):
            return False
        place = at
        for _ in range(_LONGEST_NOUN):
            place = self.low.rfind(" ", 0, place)
            noun = noun_at(self.low, self.forms, place + 1)
            if noun is not None and noun.end() == at and noun.group()[-1] in "sx":
                amount.measure, amount.unit = self.forms.counted[noun.group()], "count"
                return True
            if place < 0:
                break
        return False

    def _carried_pair(self, pair: Pair) -> None:
        """Read a range that counts what another quantity counted: "(entre 270 et 290)"."""
        first, last = pair.first, pair.last
        self.past = max(self.past, last.end)
        antecedent = self._antecedent(last, pair.start, self.last)
        if antecedent is None:
            return
        found = carried(self.window, last, pair.start, antecedent, hedged=True)
        if found is not None:
            low = first.value * found.value / last.value
            self._add(pair.start, found, low, found.value, "range", "elliptical")

    def _antecedent(
        self, amount: Amount, start: int, last: tuple[Amount, bool] | None
    ) -> Antecedent | None:
        """What was counted before, if it is near enough for the number to go on with it."""
        if last is None:
            return None
        counted, again = last
        end = counted.end
        if start - end > _CARRY and not _PIECES.match(self.low, amount.end):
            return None
        other = self.other
        if (
            other is not None
            and other[0] > end
            and not (amount.numeral.grouped and other[1] < 1000)
        ):
            return None
        return Antecedent(
            counted,
            self.low[max(0, counted.start - 12) : counted.start],
            self.low[end : end + 16],
            start - end,
            len(SENTENCE_END.findall(self.raw[max(end, start - 2 * _CARRY) : start] + "A")),
            again,
        )
