"""Quantities of a text: money, power, energy, areas, accelerators, jobs, people and sites.

Both languages are read at once. Numbers in digits and the first words of numbers are found in one
pass over the whole text; only around them is anything parsed: first what follows (scale, unit,
currency, noun), then what stands before (hedges, currency, the opening of a range). So the cost of
a text without amounts is that of the pass alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from grandlivre.claims.amounts import Amount, Window, read_amount, settle
from grandlivre.claims.ellipsis import Antecedent, carried
from grandlivre.claims.forms import OUTSIDE, quantity_forms
from grandlivre.claims.model import Measure
from grandlivre.claims.numerals import Numeral, Prefix, digits_at, words_at
from grandlivre.claims.tokens import lower_case
from grandlivre.reference.currencies import country_currency
from grandlivre.reference.words import Bound

_AHEAD = 200
"""How far a quantity may reach, in characters from its number on."""
_BEHIND = 56
_CARRY = 500
"""How far what was counted may be carried on."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands in a view's text.

    `low` and `high` are in the base unit; None is an open end.
    """

    start: int
    end: int
    measure: Measure
    low: Decimal | None
    high: Decimal | None
    unit: str
    """ISO 4217 code, ``W``, ``Wh``, ``m2`` or ``count``; empty for money whose currency the text
    says elsewhere."""
    units: tuple[str, ...] = ()
    """Currencies that its word may mean, the likeliest first."""
    unit_source: str = "text"
    """``text``, ``context`` (money without a currency) or ``ambiguous`` (several currencies)."""
    noun: tuple[int, int] | None = None
    """Where the counted noun, the unit or the currency stands."""
    hedge: str | None = None
    """``approx``, ``min``, ``max``, ``range``, ``several`` or None."""
    form: str = "full"
    """``full``, ``elliptical`` (what it counts is carried from another quantity), ``change`` (one
    end of "de 300 à 750 MW") or ``unit_price`` ("49 € par mois")."""


def find_quantities(view_text: str) -> list[Quantity]:
    """Find every quantity of a text, in order.

    Parameters
    ----------
    view_text
        Text of a view (`grandlivre.documents.views.view_of`), in French, English or both.

    Returns
    -------
    list[Quantity]
        In text order, none overlapping another.

    Examples
    --------
    >>> text = "entre 30 et 50 milliards d'euros et plus de 3 000 emplois"
    >>> for q in find_quantities(text):
    ...     print(text[q.start:q.end], q.measure, q.low, q.high, q.unit)
    entre 30 et 50 milliards d'euros money 30000000000 50000000000 EUR
    plus de 3 000 emplois jobs 3000 None count
    """
    reader = _Reader(view_text)
    for at in _anchors(view_text):
        if at >= reader.past:
            reader.read(at)
    return reader.found


_DIGIT_MASK = bytes(48 if 48 <= code < 58 else 32 for code in range(256))
_DIGIT_RUN = re.compile(b"0+")
_STEMS = (
    "deux trois quatre cinq sept huit neuf onze douze treize quatorz quinz seize vingt trent quarant cinquant"
    " soixant septant huitant octant nonant centaine dizaine douzaine millier three four five seven eight nine"
    " eleven twelve thirt fifteen fifty sixteen sixty sevent eighteen eighty ninet twenty hundred thousand dozen"
    " illi gigawatt mégawatt megawatt plusieurs several quelques lakh crore"
    " ILLI GIGAWATT MEGAWATT MÉGAWATT HUNDRED THOUSAND CENTAINE DIZAINE"
).split()
_SHORT = (
    "six ",
    "six-",
    "dix ",
    "dix-",
    "cent ",
    "cents ",
    "cent-",
    "mille ",
    "two ",
    "two-",
    "ten ",
    "ten-",
    "tens ",
    "score ",
    "scores ",
    "couple ",
    "few ",
)


@cache
def _word_finder() -> BytesAhoCorasick:
    """Finds the words that numbers are made of, in Latin-1 so that offsets are characters'."""
    stems = [*_STEMS, *(stem.capitalize() for stem in _STEMS if stem.islower() and stem != "illi")]
    short = [f"{lead}{each}" for each in _SHORT for lead in (" ", "'", "(", "-")]
    short += [each.capitalize() for each in _SHORT]
    patterns = [form.encode("latin-1") for form in (*stems, *short)]
    return BytesAhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)


def _anchors(text: str) -> list[int]:
    """Where numbers may start: each run of digits, each word that numbers are made of."""
    # One byte a character, so that offsets need no translation; no letter of a number word is
    # outside of Latin-1.
    raw = text.encode("latin-1", "replace")
    found = [run.start() for run in _DIGIT_RUN.finditer(raw.translate(_DIGIT_MASK))]
    for _, start, _ in _word_finder().find_matches_as_indexes(raw):
        at = start
        if not text[at].isalpha():
            at += 1
        while at and text[at - 1].isalpha() and start - at < 12:
            at -= 1
        found.append(at)
    found.sort()
    return found


_FRENCH = (" de ", " la ", " les ", " des ", " et ", " est ", " pour ", " dans ", " une ")
_ENGLISH = (" the ", " of ", " and ", " to ", " in ", " for ", " is ", " with ", " that ")
_JOIN = re.compile(r"(?: ?([-–]) ?| (à|to|et|and|ou|or|voire) |, (voire) )(?=[\w€$£¥₹~+])")
_CHANGE = re.compile(
    r"\b(?:pass|port|grimp|mont|augment|relev|évolu|doubl|tripl|quadrupl|accro|étend|agrand|élarg|rédui|baiss"
    r"|ramen|abaiss|chut|bond|hauss|ris(?:e|ing)|rose|gr[eo]w|increas|jump|climb|expand|boost|rais|lift|scal"
    r"|ramp|go(?:es|ing)?\b|went|cut|reduc|drop|fall|fell|upgrad|revis|step)[^.;\n]{0,60}$"
)
_SPREAD = re.compile(
    r"(?:fourchette|allant|compris|vari|rang|oscill|anywhere|somewhere|part)[^.;\n]{0,25}$"
)
_PER = re.compile(
    r" (?:par (?:an|mois|jour|heure|mégawatt|mw|kwh|mwh|tête|personne|emploi|action)\b|(?:per|a|an|each) (?:year|month|day|hour"
    r"|megawatt|mw|kwh|mwh|head|share|unit|acre|week)\b|apiece\b|each\b|chacune?\b|l'unité|pièce\b|annually\b|yearly\b|monthly\b)|/ ?[a-z]"
)
_BUYING = re.compile(r"(?: de | d'| en | of | worth of | in )(?:nvidia )?")
_SENTENCE_END = re.compile(r"[.!?…](?:[\"»)\]]| »)? +[A-ZÀ-Þ\"«(]|\n")
_MULTI = re.compile(r"(?:multi|multi-)$")


@dataclass(slots=True)
class _Piece:
    """An amount read, and where its number, or the currency before it, starts in the text."""

    begin: int
    numeral: Numeral
    amount: Amount


class _Reader:
    """Reads one text from left to right; nothing is read twice."""

    __slots__ = ("floor", "forms", "found", "last", "other", "past", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.forms = quantity_forms()
        self.found: list[Quantity] = []
        self.floor = 0
        """Where the last quantity ended: nothing before it belongs to another one."""
        self.past = 0
        """Where the last number ended, be it a quantity or not."""
        self.last: tuple[int, int, Amount, bool] | None = None
        """The last thing counted, where it stood, and whether it was itself carried."""
        self.other: tuple[int, Decimal] | None = None
        """The last number of something that is no measure of ours."""

    def read(self, at: int) -> None:
        """Read the quantity whose number starts, or is thought to start, at a place."""
        digit = self.text[at] in "0123456789"
        if at and not self._opens(at, digit):
            return
        prefix = None
        if digit:
            window = self._window(at)
            numeral = digits_at(window.raw, 0)
            prefix = self._prefix(at)
        else:
            window, numeral = self._words(at)
        if numeral is None:
            return
        amount = read_amount(window, numeral, prefix)
        begin = window.base
        if digit and at and self.text[at - 1].isalpha() and amount.measure is not Measure.MONEY:
            return
        self.past = begin + max(amount.end, 1)
        if prefix is not None and amount.noun == prefix.span:
            begin += prefix.span[0]
        piece = _Piece(begin, numeral, amount)
        if self._joined(window, piece, prefix):
            return
        if amount.measure is None:
            if not self._carried(window, piece) and amount.other:
                self.other = (window.base + amount.end, amount.value)
        elif amount.stated or not self._means_other(begin, amount):
            self._emit(window, piece)

    def _window(self, at: int) -> Window:
        raw = self.text[at : at + _AHEAD]
        return Window(raw, lower_case(raw), self.forms, lambda: self._french(at), at)

    def _opens(self, at: int, digit: bool) -> bool:
        """True where a number may start: not inside of a name, a date, a decimal or a slug."""
        text = self.text
        before = text[at - 1]
        if before == " ":
            # "114 per cent" holds no hundred.
            return digit or text[at - 4 : at - 1] not in ("per", "our")
        if before.isalnum() or before == "_":
            # "QR2 billion", but neither "H100" nor "COP30".
            return digit and before.isalpha() and self._prefix(at) is not None
        if before in "-/.,:'" and at > 1:
            two = text[at - 2]
            if before == "'":
                return not two.isdigit()
            if before in "-/":
                return not two.isalnum() or (not digit and before == "-" and two.isalpha())
            return not (digit and two.isdigit())
        return True

    def _french(self, at: int) -> bool:
        around = self.text[max(0, at - 400) : at + 400].lower()
        return sum(map(around.count, _FRENCH)) >= sum(map(around.count, _ENGLISH))

    def _prefix(self, at: int) -> Prefix | None:
        """The currency sign or code that stands before a number."""
        back = self.text[max(self.floor, at - 8) : at][::-1]
        if not back:
            return None
        found = self.forms.prefix_back.match(back)
        if found is None:
            return None
        form = found[1][::-1]
        codes = self.forms.currency_codes[form.lower()]
        return Prefix(form, codes, (-found.end(1), -found.start(1)), form.isalpha())

    def _words(self, at: int) -> tuple[Window, Numeral | None]:
        """The number in words around a place, with the words before that belong to it."""
        forms = self.forms
        back = lower_case(self.text[max(self.floor, at - 32) : at])[::-1]
        lead = forms.lead_back.match(back)
        if lead is not None:
            longer = forms.lead_back.match(back, lead.end())
            lead = longer or lead
            start = at - lead.end()
            window = self._window(start)
            numeral = words_at(window.low, 0, forms)
            if numeral is not None and numeral.end + 1 >= at - start:
                return window, numeral
        window = self._window(at)
        numeral = words_at(window.low, 0, forms)
        if numeral is None and (scale := forms.scale.match(window.low)) is not None:
            numeral = self._scale_alone(at, window, scale.group())
        return window, numeral

    def _scale_alone(self, at: int, window: Window, word: str) -> Numeral | None:
        """Read "le milliard d'euros", "billions of dollars", "multi-billion-dollar"."""
        before = lower_case(self.text[max(self.floor, at - 8) : at])
        if word in ("hundred", "thousand", "mille", "mil"):
            return None
        if word.endswith("s"):
            if window.low.startswith(" of ", len(word)):
                return Numeral(0, Decimal(2), several=True, kind="scale")
        elif before.endswith((" le ", " du ", " au ", " ce ")):
            return Numeral(0, Decimal(1), kind="scale")
        return None

    def _means_other(self, start: int, amount: Amount) -> bool:
        """True where "six millions" carries on "350 000 foyers" rather than being money."""
        if self.other is None:
            return False
        end, value = self.other
        if value * 100 < amount.value or (self.last is not None and self.last[1] > end):
            return False
        return self._same_sentence(end, start)

    def _same_sentence(self, end: int, start: int) -> bool:
        return start - end < 300 and _SENTENCE_END.search(self.text, end, start + 1) is None

    def _joined(self, window: Window, piece: _Piece, prefix: Prefix | None) -> bool:
        """Read "30 à 50 milliards", "from 150MW to 250MW", "3 et 5 MW"; False where no pair."""
        first = piece.amount
        join = _JOIN.match(window.low, first.end)
        if join is None:
            return False
        word = join[1] or join[2] or join[3]
        opening, opened = self._opening(piece.begin)
        paired = self.forms.openings.get(opening) == word
        second = self._second(
            window, join.end(), prefix if paired or word not in ("et", "and") else None
        )
        if second is None:
            return False
        last = second.amount
        if last.measure is None or (first.measure is not None and not _alike(first, last)):
            return False
        bare = first.measure is None or (first.scale == 1 and first.measure is Measure.MONEY)
        if bare:
            if first.other or piece.numeral.kind == "article":
                return False
            _scale_like(window, piece.numeral, first, last)
        elif not first.stated:
            first.unit, first.units, first.stated = last.unit, last.units, last.stated
        if word in ("et", "and") and not paired:
            if not bare or _is_year(piece.numeral):
                return False
            self._emit(window, piece, form="elliptical")
            self._emit(window, second)
            return True
        if bare and _is_year(piece.numeral) and first.value >= last.value:
            return False
        if word in ("à", "to") and paired and self._is_change(opening, opened, last.measure):
            self._emit(window, piece, form="change")
            self._emit(window, second, form="change")
            return True
        if first.value >= last.value or (word in "-–" and last.value > 20 * first.value):
            return False
        self._emit_range(window, piece, opening, opened, last)
        return True

    def _opening(self, begin: int) -> tuple[str, int]:
        """What opens a range before a place ("entre", "from"), and where it stands."""
        back = lower_case(self.text[max(self.floor, begin - 28) : begin])[::-1]
        found = self.forms.opening_back.match(back)
        if found is None:
            return "", begin
        return found[1][::-1], begin - found.end(1)

    def _is_change(self, opening: str, opened: int, measure: Measure) -> bool:
        """True for "de 300 à 750 MW", two figures; False for a range, "de 30 à 50 emplois"."""
        before = lower_case(self.text[max(0, opened - 64) : opened])
        if _CHANGE.search(before):
            return True
        if _SPREAD.search(before + opening):
            return False
        return opening == "from" or measure in (Measure.POWER, Measure.ENERGY, Measure.AREA)

    def _second(self, window: Window, at: int, prefix: Prefix | None) -> _Piece | None:
        """Read the amount after a join, with its own hedge and currency sign."""
        raw, low, forms = window.raw, window.low, self.forms
        if not raw[at].isdigit():
            hedge = forms.hedge.match(low, at)
            at = hedge.end() if hedge is not None else at
            sign = forms.prefix.match(raw, at)
            if sign is not None:
                form = sign[1]
                codes = forms.currency_codes[form.lower()]
                prefix = Prefix(form, codes, sign.span(1), form.isalpha())
                at = sign.end()
        if at >= len(raw):
            return None
        number = digits_at(raw, at) if raw[at] in "0123456789" else words_at(low, at, forms)
        if number is None:
            return None
        if number.kind == "article" and not forms.scale.match(low, number.end + 1):
            return None
        begin = prefix.span[0] if prefix is not None and prefix.span[0] > 0 else at
        return _Piece(window.base + begin, number, read_amount(window, number, prefix))

    def _emit_range(
        self, window: Window, piece: _Piece, opening: str, opened: int, last: Amount
    ) -> None:
        begin = piece.begin
        for cue in ("entre", "between"):
            if opening.endswith(cue):
                begin = opened + len(opening) - len(cue)
                break
        else:
            _, begin = self._hedged(begin)
        low, high = piece.amount.value, last.value
        self._keep(window, begin, last, low, high, "range", "full")

    def _emit(self, window: Window, piece: _Piece, form: str = "full") -> None:
        """Add a quantity, bounded by the hedges around it."""
        numeral, amount = piece.numeral, piece.amount
        bound, begin = self._hedged(piece.begin)
        after = self.forms.hedge_after.match(window.low, amount.end)
        if after is not None:
            amount.end = after.end()
            later = self.forms.after[after[1]]
            bound = later if bound is None or bound is Bound.EXACT else bound
        low: Decimal | None = amount.value
        high: Decimal | None = amount.value
        hedge = "approx" if bound is not None or numeral.kind == "collective" else None
        if numeral.several:
            high, hedge = None, "several"
        if bound is Bound.LOW:
            high, hedge = None, "min"
        elif bound is Bound.HIGH:
            low, high, hedge = None, amount.value, "max"
        if form == "full" and _PER.match(window.low, amount.end):
            form = "unit_price"
        self._keep(window, begin, amount, low, high, hedge, form)

    def _hedged(self, begin: int) -> tuple[Bound | None, int]:
        """The bound that the words before a place set, and where those words start."""
        back = lower_case(self.text[max(self.floor, begin - _BEHIND) : begin])[::-1]
        at = 0
        bound: Bound | None = None
        for _ in range(3):
            found = self.forms.hedge_back.match(back, at)
            if found is None:
                break
            phrase = found[1][::-1]
            if phrase in OUTSIDE and bound is None and self.forms.hedges[phrase] is Bound.EXACT:
                break
            mine = self.forms.hedges[phrase]
            if bound is None or bound is Bound.EXACT:
                bound = mine
            if phrase in OUTSIDE:
                break
            at = found.end()
        return bound, begin - at

    def _keep(
        self,
        window: Window,
        begin: int,
        amount: Amount,
        low: Decimal | None,
        high: Decimal | None,
        hedge: str | None,
        form: str,
    ) -> None:
        base = window.base
        end = base + amount.end
        noun = None if amount.noun is None else (base + amount.noun[0], base + amount.noun[1])
        source = "text"
        if not amount.stated:
            source = "context"
        elif len(amount.units) > 1:
            source = "ambiguous"
        assert amount.measure is not None
        self.found.append(
            Quantity(
                begin,
                end,
                amount.measure,
                low,
                high,
                amount.unit,
                amount.units,
                source,
                noun,
                hedge,
                form,
            )
        )
        self.floor = end
        self.past = max(self.past, end)
        self.last = (begin, end, amount, form == "elliptical")
        if amount.measure is Measure.MONEY:
            self._bought(window, amount)

    def _bought(self, window: Window, amount: Amount) -> None:
        """Note what the money buys: after "40 milliards de puces" a number alone counts those."""
        link = _BUYING.match(window.low, amount.end)
        if link is not None and (noun := self.forms.count_word.match(window.low, link.end())):
            end = window.base + noun.end()
            kind = self.forms.counted[noun.group()]
            self.last = (end, end, Amount(end, Decimal(0), measure=kind, unit="count"), False)

    def _carried(self, window: Window, piece: _Piece) -> bool:
        """Read a number that counts what another counted: "2 000 autres", "up to 60,000 of which"."""
        last, numeral = self.last, piece.numeral
        if last is None or numeral.kind in ("article", "scale") and piece.amount.scale == 1:
            return False
        start, end, counted, again = last
        if self.other is not None and self.other[0] > end:
            return False
        bound, begin = self._hedged(piece.begin)
        if begin - end > _CARRY:
            return False
        gap = self.text[end:begin]
        antecedent = Antecedent(
            counted,
            lower_case(self.text[max(0, start - 12) : start]),
            lower_case(self.text[end : end + 16]),
            len(gap),
            len(_SENTENCE_END.findall(gap + "A")),
            again,
        )
        amount = carried(
            window, numeral, piece.amount, lower_case(gap[-24:]), bound is not None, antecedent
        )
        if amount is None:
            return False
        self._emit(window, _Piece(piece.begin, numeral, amount), form="elliptical")
        return True


def _is_year(numeral: Numeral) -> bool:
    return numeral.kind == "digits" and not numeral.grouped and 1900 <= numeral.value < 2100


def _alike(first: Amount, last: Amount) -> bool:
    """True where two amounts may be the ends of one range."""
    if first.measure is not last.measure:
        return False
    if first.measure is Measure.MONEY and first.stated and last.stated:
        return bool(set(first.units) & set(last.units))
    return True


def _scale_like(window: Window, numeral: Numeral, first: Amount, last: Amount) -> None:
    """Give the first end of a range the scale and unit of the last."""
    first.measure = last.measure
    settle(window, numeral, first)
    if first.scale == 1:
        value = first.value * last.scale
        if value > last.value and last.scale >= 10**9 and last.measure is Measure.MONEY:
            value /= 1000
        first.value, first.scale = value, last.scale
    first.unit, first.units, first.stated = last.unit, last.units, last.stated


def resolve_currencies(
    quantities: Sequence[Quantity],
    context: str | Mapping[str, str] | Callable[[Quantity], str | None] | None = None,
) -> list[Quantity]:
    """Give money without a currency the one that the text gives elsewhere, and settle "dollars".

    Parameters
    ----------
    quantities
        What `find_quantities` found in one document, in text order.
    context
        The country (ISO 3166-1) that the document speaks of most; or a function that tells it
        for each quantity; or a mapping from a currency's code to the one meant.

    Returns
    -------
    list[Quantity]
        The same, with `unit` filled in; `unit_source` still tells where it came from.
    """
    settled = [_settled(quantity, context) for quantity in quantities]
    stated = [q for q in settled if q.measure is Measure.MONEY and q.unit_source != "context"]
    if not stated:
        default = _country_code(settled[0], context) if settled else None
        return [_with_unit(q, default or "USD") for q in settled]
    tally: dict[str, int] = {}
    values: dict[tuple[Decimal | None, Decimal | None], set[str]] = {}
    for quantity in stated:
        tally[quantity.unit] = tally.get(quantity.unit, 0) + 1
        values.setdefault((quantity.low, quantity.high), set()).add(quantity.unit)
    nearest: Quantity | None = None
    resolved = []
    for quantity in settled:
        if quantity.measure is Measure.MONEY:
            if quantity.unit_source != "context":
                nearest = quantity
            else:
                same = values.get((quantity.low, quantity.high), set())
                if nearest is not None and (
                    quantity.form == "elliptical" or quantity.start - nearest.end < 60
                ):
                    quantity = _with_unit(quantity, nearest.unit)
                elif len(same) == 1:
                    quantity = _with_unit(quantity, next(iter(same)))
                elif nearest is not None:
                    quantity = _with_unit(quantity, nearest.unit)
                else:
                    quantity = _with_unit(quantity, max(tally, key=lambda code: tally[code]))
        resolved.append(quantity)
    return resolved


def _settled(
    quantity: Quantity,
    context: str | Mapping[str, str] | Callable[[Quantity], str | None] | None,
) -> Quantity:
    if quantity.unit_source != "ambiguous":
        return quantity
    if isinstance(context, Mapping):
        unit = context.get(quantity.units[0])
    else:
        unit = _country_code(quantity, context)
    return _with_unit(quantity, unit) if unit in quantity.units else quantity


def _country_code(
    quantity: Quantity,
    context: str | Mapping[str, str] | Callable[[Quantity], str | None] | None,
) -> str | None:
    if context is None or isinstance(context, Mapping):
        return None
    country = context if isinstance(context, str) else context(quantity)
    return country_currency(country) if country else None


def _with_unit(quantity: Quantity, unit: str | None) -> Quantity:
    if quantity.measure is not Measure.MONEY or unit is None or quantity.unit == unit:
        return quantity
    return replace(quantity, unit=unit)
