"""The walk through a text from number to number, and what is kept from one to the next."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from grandlivre.claims.amounts import COUNTS, TIMES, Amount, Prefix, Window, read_amount
from grandlivre.claims.anchors import WordFinder, as_bytes, digit_runs, lowered
from grandlivre.claims.counts import noun_at
from grandlivre.claims.ellipsis import Antecedent, carried
from grandlivre.claims.forms import OUTSIDE, quantity_forms, trie
from grandlivre.claims.model import Measure
from grandlivre.claims.numerals import Numeral, digits_at, words_at
from grandlivre.claims.pairs import Pair, read_pair
from grandlivre.reference.words import Bound

Found = tuple[
    int, int, Measure, Decimal | None, Decimal | None, str, tuple[str, ...], str,
    tuple[int, int] | None, str | None, str,
]  # fmt: skip
"""The fields of `grandlivre.claims.quantities.Quantity`, in order."""

_BEHIND = 56
"""How far before a number its hedges may start."""
_CARRY = 500
"""How far what was counted may be carried on, in characters."""
_MARGIN_BEFORE, _MARGIN_AFTER = 160, 260
"""What is read around a number that stands far from all others."""

_STEMS = (
    "deux trois quatre cinq sept huit neuf onze douze treize quatorz quinz seize vingt trent quarant"
    " cinquant soixant septant huitant octant nonant centaine dizaine douzaine millier three four five"
    " seven eight nine eleven twelve thirt fifteen fifty sixteen sixty sevent eighteen eighty ninet"
    " twenty hundred thousand dozen gigawatt mégawatt megawatt plusieurs several quelques lakh crore"
).split()
_CAPITALS = "ILLI GIGAWATT MEGAWATT MÉGAWATT HUNDRED THOUSAND CENTAINE DIZAINE".split()
# Short words are looked for with what follows them: "cent" also begins "centre", "ten" "tend".
_SHORT = tuple(
    word + after for word in "six dix cent cents mille two ten tens".split() for after in " -,."
)


@cache
def _word_finder() -> WordFinder:
    capitals = [stem.capitalize() for stem in (*_STEMS, *_SHORT)]
    # "illi" is in million, milliard, billion, trillion and millier.
    return WordFinder([*_STEMS, "illi"], _SHORT, [*capitals[:50], *_CAPITALS], capitals[50:])


def _anchors(text: str, raw: bytes) -> list[int]:
    """Where numbers may start: each run of digits, each word that numbers are made of."""
    found = digit_runs(raw)
    for start in _word_finder().starts(raw):
        at = start
        while at and text[at - 1].isalpha() and start - at < 12:
            at -= 1
        found.append(at)
    found.sort()
    return found


def scan(text: str) -> list[Found]:
    """Read every quantity of a text, in order."""
    found: list[Found] = []
    raw = as_bytes(text)
    for start, stop, anchors in _stretches(text, _anchors(text, raw)):
        if len(anchors) < 8 and not any(_promises(text, at) for at in anchors):
            continue
        walk = _Walk(text, raw, start, stop)
        for at in anchors:
            if at - start >= walk.past:
                walk.read(at - start)
        found.extend(walk.found)
    return found


def _stretches(text: str, anchors: list[int]) -> Iterator[tuple[int, int, list[int]]]:
    """Group numbers that are near enough to bear on one another, with the text around them."""
    if not anchors:
        return
    far = _CARRY + _MARGIN_AFTER
    breaks = [i for i, (last, at) in enumerate(pairwise(anchors), 1) if at - last > far]
    for first, stop in pairwise([0, *breaks, len(anchors)]):
        group = anchors[first:stop]
        start = max(0, group[0] - _MARGIN_BEFORE)
        yield start, min(len(text), group[-1] + _MARGIN_AFTER), group


def _promises(text: str, at: int) -> bool:
    """False for a number that counts nothing of ours: a year, a length of time, a share."""
    dull = _DULL.match(text, at)
    if dull is None:
        return True
    # What is counted in words that we do not know cannot be the noun nor come before it.
    word = dull[1]
    return word is not None and (word[-1] not in "sx" or word in quantity_forms().count_words)


_DULL = re.compile(
    r"(?:19|20)\d\d(?=[,;:)\]»\"\n]|\.(?!\d)| (?:a|à|au|aux|the|of|in|on|at|to|for|by|with|and|as|is|are|was|le|la|les|pour"
    r"|sur|dans|avec|par|en|est|sont|un|une|des|du)\b)|\d{1,3} ?%|\d{1,3} (?:ans|years|mois|months|jours|days)\b"
    r"|(?!gigaw|m[ée]gaw|\w*illi)[^\W\d_]+[ -](?:years?|ans|mois|months?|days?|jours|weeks?|semaines|heures?|hours?|times|fois|thirds|tiers)\b"
    r"|(?!gigaw|m[ée]gaw|\w*illi|centaine|dizaine|[Pp]lusieurs|[Ss]everal|[Qq]uelques)[^\W\d_]+ ([a-zà-ÿ]+)(?= (?:de|du|des|of|in|à|and|et|pour|for|qui|that|dans|sur|on)\b|[,.;])"
)
_FRENCH = (" de ", " la ", " les ", " des ", " et ", " est ", " pour ", " dans ", " une ")
_ENGLISH = (" the ", " of ", " and ", " to ", " in ", " for ", " is ", " with ", " that ")
_BUYING = re.compile(r"(?: de | d'| en | of | worth of | in )(?:nvidia )?")
_PIECES = re.compile(r" (?:cartes?|cards?)(?![^\W_])")
_THE = re.compile(r"(?<![^\W_])(?:le|du|au|ce) $")
_DATED = re.compile(
    r"(?<![^\W_])(?:en|in|since|depuis|by|d'ici|à|dès|from|fin|until|before|avant|after|après|of|de|en mai|mid|early|late|year|année) $"
)
_SHARE = re.compile(r"(?:dont|including|of which|of it|soit) $")
_SENTENCE_END = re.compile(r"[.!?…](?:[\"»)\]]| »)? +[A-ZÀ-Þ\"«(]|\n+")
_PER = (
    r" (?:par (?:an|mois|jour|heure|mégawatt|mw|kwh|mwh|tête|personne|emploi|action)\b|(?:per|a|an|each) (?:year|month|day|hour"
    r"|megawatt|mw|kwh|mwh|head|share|unit|acre|week)\b|apiece\b|each\b|chacune?\b|l'unité|pièce\b|annually\b|yearly\b"
    r"|monthly\b|le (?:mégawattheure|kilowattheure|mwh|kwh|mégawatt|mètre))|/[a-z]"
)


@cache
def _follows() -> re.Pattern[str]:
    """What may follow a quantity: a hedge that bounds it, or what makes it the price of one."""
    after = trie(quantity_forms().after)
    return re.compile(
        rf"(?: |, (?=voire|if )|-(?=plus))(?P<hedge>{after})(?![^\W_])(?! (?:de |d'|du |des |than |of |\d))|(?P<per>{_PER})"
    )


@cache
def _follow_starts() -> frozenset[str]:
    """The first three characters of all that `_follows` matches."""
    phrases = [f" {phrase}" for phrase in quantity_forms().after]
    prices = " par| per| a | an | each| apiece| chacun| l'unité| pièce| annually| yearly| monthly| le ".split(
        "|"
    )
    phrases.append("-plus")
    slashes = [f"/{letter}{other}" for letter in _LETTERS for other in (*_LETTERS, " ", ")", "")]
    return frozenset(each[:3] for each in (*phrases, *prices, ", voire", ", if", *slashes))


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Walk:
    """Reads one stretch of a text from left to right; nothing is read twice."""

    __slots__ = (
        "base", "counted", "floor", "forms", "found", "last", "low", "other", "past", "raw", "text",
        "window",
    )  # fmt: skip

    def __init__(self, text: str, latin: bytes, start: int, stop: int) -> None:
        self.text = text
        self.base = start
        raw = text[start:stop] if start or stop < len(text) else text
        low = lowered(raw, latin[start:stop])
        if _WRAPPED.search(raw):
            raw, low = _unwrapped(raw, low)
        self.raw = raw
        self.low = low
        self.forms = quantity_forms()
        self.window = Window(self.raw, self.low, self.forms, self._french)
        self.found: list[Found] = []
        self.floor = 0
        """Where the last quantity ended: nothing before it belongs to another one."""
        self.past = 0
        """Where the last number ended, be it a quantity or not."""
        self.last: tuple[Amount, bool] | None = None
        """The last thing counted, and whether it was itself carried from another."""
        self.counted: tuple[Amount, bool] | None = None
        """The last thing counted that is neither money nor of a physical unit."""
        self.other: tuple[int, Decimal] | None = None
        """The last number of something that is no measure of ours."""

    def read(self, at: int) -> None:
        """Read the quantity whose number starts, or is thought to start, at a place."""
        raw = self.raw
        digit = raw[at] in "0123456789"
        prefix = None
        if digit:
            before = raw[at - 1] if at else " "
            if before != " " and not self._opens(at, before):
                return
            numeral = digits_at(raw, at)
            if numeral is None:
                self.past = at + 1
                return
            if raw[numeral.end : numeral.end + 1] == "+" and raw[numeral.end + 1 : numeral.end + 2] in " MGKkmb":
                numeral.end += 1
                numeral.plus = True
            start = at
            if numeral.year and raw[numeral.end : numeral.end + 1] in _YEAR_ENDS and before == " ":
                self.past = numeral.end
                return
            if at:
                prefix = self._prefix(at)
        else:
            if at and not self._opens_word(at):
                return
            two = _TWO_WORDS.match(self.low, at)
            if two is not None and two[1] in _DULL_WORDS:
                return
            start, numeral = self._words(at)
            if numeral is None:
                return
        amount = read_amount(self.window, start, numeral, prefix)
        self.past = max(amount.end, at + 1)
        if digit and at and raw[at - 1].isalpha() and amount.measure is not Measure.MONEY:
            return
        if numeral.year and amount.measure in COUNTS and _DATED.search(self.low, max(0, at - 8), at):
            return
        if (
            self.low[amount.end : amount.end + 3] in _JOINING
            or raw[amount.end : amount.end + 1] in "-–"
        ):
            pair = read_pair(self.window, amount, prefix, self.floor)
            if pair is not None:
                self._keep_pair(pair)
                return
        if amount.measure is None:
            if not amount.closed and self.last is not None and self._carried(amount):
                return
            if amount.other and amount.scale >= 10**6 and self._is_share(amount):
                amount.measure, amount.stated, amount.other = Measure.MONEY, False, False
                self._keep(amount, "full")
            elif amount.other:
                self.other = (amount.end, amount.value)
        elif (amount.stated or not self._means_other(amount)) and not (
            numeral.kind == "article" and start == self.floor + 1 and self.floor
        ):
            self._keep(amount, "full")

    def _french(self, at: int) -> bool:
        """Tell the language of the text around a place by its commonest words."""
        at += self.base
        around = self.text[max(0, at - 400) : at + 400].lower()
        return sum(map(around.count, _FRENCH)) > sum(map(around.count, _ENGLISH))

    def _opens(self, at: int, before: str) -> bool:
        """True where a number may start: not inside of a name, a date, a decimal or a slug."""
        if before.isalpha():
            # "QR2 billion", but neither "H100" nor "COP30".
            return self._prefix(at) is not None
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

    def _prefix(self, at: int) -> Prefix | None:
        """The currency sign or code that stands before a number."""
        before = self.raw[at - 1]
        if before == " ":
            before = self.raw[at - 2 : at - 1]
        if before in _NO_CURRENCY:
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

    def _words(self, at: int) -> tuple[int, Numeral | None]:
        """The number in words around a place, and where it starts with the words before it."""
        forms, low = self.forms, self.low
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
            numeral = self._scale_alone(at, scale.group())
        return at, numeral

    def _scale_alone(self, at: int, word: str) -> Numeral | None:
        """Read "le milliard d'euros", "billions of dollars"."""
        if (
            word in ("hundred", "thousand", "mille", "mil")
            or not at
            or self.low[at - 1] not in " -"
        ):
            return None
        # The number ends before the space, as it would if it were written.
        if word.endswith("s"):
            if self.low.startswith(" of ", at + len(word)):
                return Numeral(at - 1, Decimal(2), several=True, kind="scale")
        elif _THE.search(self.low, max(0, at - 4), at):
            return Numeral(at - 1, Decimal(1), kind="scale")
        return None

    def _means_other(self, amount: Amount) -> bool:
        """True where "six millions" carries on "350 000 foyers" rather than being money."""
        if self.other is None:
            return False
        end, value = self.other
        if value * 100 < amount.value or (self.last is not None and self.last[0].end > end):
            return False
        start = amount.start
        return start - end < 300 and _SENTENCE_END.search(self.raw, end, start + 1) is None

    def _is_share(self, amount: Amount) -> bool:
        """True where "dont 24 millions de billetterie" divides money just named."""
        if self.last is None or self.last[0].measure is not Measure.MONEY:
            return False
        start, end = self._hedged(amount.start)[1], self.last[0].end
        return _SHARE.search(self.low, max(end, start - 16), start) is not None and (
            _SENTENCE_END.search(self.raw, end, start + 1) is None
        )

    def _hedged(self, start: int) -> tuple[Bound | None, int]:
        """The bound that the words before a place set, and where those words start."""
        if start == 0 or self.raw[start - 1] not in " '~≈<>≥≤.+":
            return None, start
        before = self.low[max(self.floor, start - _BEHIND) : start]
        if before[-1:] == " ":
            word = before[:-1].rpartition(" ")[2]
            ends = self.forms.hedge_ends
            if word not in ends and _BARE.sub("", word) not in ends:
                return None, start
        back = before[::-1]
        at = 0
        bound: Bound | None = None
        hedges = self.forms.hedges
        while (found := self.forms.hedge_back.match(back, at)) is not None and at < 40:
            phrase = found[1][::-1]
            mine = hedges[phrase]
            if phrase == "close to" and _COMING.match(back, found.end()):
                break
            if phrase in OUTSIDE:
                return (mine if bound is None and mine is not Bound.EXACT else bound), start - at
            if bound is None or bound is Bound.EXACT:
                bound = mine
            at = found.end()
        return bound, start - at

    def _keep_pair(self, pair: Pair) -> None:
        """Add a range as one quantity, a change or a pair as two."""
        if pair.kind == "range":
            start = pair.start if pair.opened else self._hedged(pair.start)[1]
            self._add(start, pair.last, pair.first.value, pair.last.value, "range", "full")
            return
        self._keep(pair.first, "change" if pair.kind == "change" else "elliptical")
        self._keep(pair.last, "change" if pair.kind == "change" else "full")

    def _keep(self, amount: Amount, form: str) -> None:
        """Add a quantity, bounded by the hedges around it."""
        numeral = amount.numeral
        bound, start = self._hedged(amount.start)
        if numeral.plus or self.raw[amount.end : amount.end + 1] == "+":
            amount.end += not numeral.plus
            bound = Bound.LOW
        elif self.low[amount.end : amount.end + 3] in _follow_starts():
            follows = _follows().match(self.low, amount.end)
            if follows is not None:
                if follows["per"] is None:
                    amount.end = follows.end()
                    if bound is None or bound is Bound.EXACT:
                        bound = self.forms.after[follows["hedge"]]
                elif form == "full":
                    form = "unit_price"
        low: Decimal | None = amount.value
        high: Decimal | None = amount.value
        hedge = None
        if numeral.several:
            high, hedge = None, "several"
        elif bound is Bound.EXACT or numeral.kind == "collective":
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
        noun = amount.noun
        if noun is not None and base:
            noun = (base + noun[0], base + noun[1])
        source = "text"
        if not amount.stated:
            source = "context"
        elif len(amount.units) > 1:
            source = "ambiguous"
        self.found.append(
            (base + start, base + end, measure, low, high, amount.unit, amount.units, source, noun, hedge, form)
        )  # fmt: skip
        self.floor = end
        self.past = max(self.past, end)
        self.last = (amount, form == "elliptical")
        if measure in COUNTS:
            self.counted = self.last
        elif measure is Measure.MONEY:
            self._note_bought(amount)

    def _note_bought(self, amount: Amount) -> None:
        """Note what money buys: after "40 milliards de puces" a number alone counts those."""
        if self.low[amount.end : amount.end + 3] not in _BUYING_STARTS:
            return
        link = _BUYING.match(self.low, amount.end)
        if link is not None and (noun := noun_at(self.low, self.forms, link.end())):
            kind, end = self.forms.counted[noun.group()], noun.end()
            nothing = Numeral(end, Decimal(0), kind="words")
            bought = Amount(noun.start(), end, nothing, Decimal(0), measure=kind, unit="count")
            self.last = self.counted = (bought, False)

    def _carried(self, amount: Amount) -> bool:
        """Read a number that counts what another counted: "2 000 autres", "60,000 of which"."""
        numeral = amount.numeral
        if amount.scale == 1 and numeral.kind in ("article", "scale"):
            return False
        mark = self.raw[amount.end : amount.end + 1]
        if mark not in _CARRYING or (mark != " " and numeral.year):
            return False
        bound, start = self._hedged(amount.start)
        for last in (self.last, self.counted):
            if last is None or (
                last is self.last and last is self.counted and last is not self.last
            ):
                continue
            counted, again = last
            if start - counted.end > _CARRY and not _PIECES.match(self.low, amount.end):
                continue
            if (
                self.other is not None
                and self.other[0] > counted.end
                and not (numeral.grouped and self.other[1] < 1000)
            ):
                continue
            gap = self.raw[counted.end : start]
            antecedent = Antecedent(
                counted,
                self.low[max(0, counted.start - 12) : counted.start],
                self.low[counted.end : counted.end + 16],
                len(gap),
                len(_SENTENCE_END.findall(gap + "A")),
                again,
            )
            found = carried(
                self.window,
                amount,
                self.low[max(counted.end, start - 24) : start],
                antecedent,
                hedged=bound is not None,
            )
            if found is not None:
                self._keep(found, "elliptical")
                return True
            if last is self.counted or not numeral.grouped:
                break
        return False


# What follows a number in words that is no amount, in nine of ten cases.
_TWO_WORDS = re.compile(r"[a-zà-ÿ-]+[ -]([a-zà-ÿ]+)")
_DULL_WORDS = (TIMES | frozenset("thirds tiers quarters quarts fifths".split())) - {"point"}
_YEAR_ENDS = frozenset((",", ".", ";", ":", ")", "]", "»", '"', "\n", "!", "?", ""))
# Letters and marks that no currency sign ends in: most numbers are told by them at once.
_NO_CURRENCY = frozenset("abcdefgijlmnopqtuvwxyéèêàâùîôûçœ,;:!?'()[]\"«»–\n0123456789")
# First three characters of what may follow: they tell most numbers apart at the price of a look-up.
_JOINING = frozenset((" à ", " to", " et", " an", " ou", " or", " vo", ", v", " - ", " – "))
_CARRYING = frozenset((" ", ",", ".", ";", ":", ")", "!", "?", "\n", "»", '"', "]", "…", ""))
_BUYING_STARTS = frozenset((" de", " d'", " en", " of", " wo", " in"))
# "Come close to" is a verb, read from its end: only the figure is evidence.
_BARE = re.compile(r"^.*[\n'(\[«\"–-]", re.DOTALL)
_COMING = re.compile(r" (?:emoc|semoc|emac|gnimoc|teg|steg)(?![^\W_])")


def _unwrapped(raw: str, low: str) -> tuple[str, str]:
    """Take line breaks inside of sentences for spaces, as wrapped text has them."""
    pieces: list[str] = []
    lows: list[str] = []
    done = 0
    for found in _WRAPPED.finditer(raw):
        at = found.start()
        if raw[at - 1 : at] not in _LINE_ENDS:
            pieces += (raw[done:at], " ")
            lows += (low[done:at], " ")
            done = at + 1
    return "".join((*pieces, raw[done:])), "".join((*lows, low[done:]))


_WRAPPED = re.compile(r"\n[a-zà-ÿ]")
_LINE_ENDS = ("", "\n", ".", ":", ";", "!", "?")
