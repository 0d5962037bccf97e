"""What differs between an entry and the same entry later on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.base.periods import Period
from grandlivre.claims.model import Stage
from grandlivre.ledger.history.match import Entry
from grandlivre.ledger.history.model import Change, ChangeKind
from grandlivre.ledger.model import Programme, Words, wholes_in
from grandlivre.ledger.totals import ASIDE
from grandlivre.ledger.words import STAGES, listed, money_range, same, typeset

_ORDER = tuple(Stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One entry in two ledgers, with what is needed to say what became of it."""

    before: Entry
    after: Entry
    known_before: frozenset[str]
    """Claims that the earlier ledger rests on."""
    known_after: frozenset[str]
    titles: Mapping[str, Words]
    """Titles by id, in both ledgers."""
    later_id: Mapping[str, str]
    """Id in the later ledger by id in the earlier one."""

    @property
    def came(self) -> tuple[str, ...]:
        """Claims that it has in the later ledger alone."""
        old = set(self.before.claims)
        return tuple(each for each in self.after.claims if each not in old)

    @property
    def went(self) -> tuple[str, ...]:
        """Claims that it had in the earlier ledger alone."""
        kept = set(self.after.claims)
        return tuple(each for each in self.before.claims if each not in kept)


def changes_of(pair: Pair) -> Iterator[Change]:
    """Every difference between the two, one change a kind."""
    for finder in _FINDERS:
        yield from finder(pair)


def reason(
    came: Sequence[str],
    went: Sequence[str],
    known_before: frozenset[str],
    known_after: frozenset[str],
) -> Words:
    """Why an entry is no more what it was, as far as its claims tell."""
    news = sum(each not in known_before for each in came)
    lost = sum(each not in known_after for each in went)
    parts = []
    if news:
        parts.append(
            _counted(
                news,
                ("{n} nouvelle affirmation", "{n} nouvelles affirmations"),
                ("{n} new statement", "{n} new statements"),
            )
        )
    if lost:
        parts.append(
            _counted(
                lost,
                ("{n} affirmation ne compte plus", "{n} affirmations ne comptent plus"),
                ("{n} statement no longer counts", "{n} statements no longer count"),
            )
        )
    moved = len(came) - news + len(went) - lost
    if moved:
        parts.append(
            _counted(
                moved,
                ("{n} affirmation rangée autrement", "{n} affirmations rangées autrement"),
                ("{n} statement sorted otherwise", "{n} statements sorted otherwise"),
            )
        )
    if parts:
        return Words(fr=", ".join(each.fr for each in parts), en=", ".join(e.en for e in parts))
    return Words(
        fr="les mêmes affirmations, pesées avec d’autres",
        en="the same statements, weighed with others",
    )


def _counted(number: int, fr: tuple[str, str], en: tuple[str, str]) -> Words:
    return Words(fr=fr[number > 1].format(n=number), en=en[number > 1].format(n=number))


def _change(pair: Pair, kind: ChangeKind, says: Words) -> Change:
    return Change(
        kind=kind,
        title=pair.after.title,
        says=typeset(says),
        why=typeset(reason(pair.came, pair.went, pair.known_before, pair.known_after)),
        before=(pair.before.id,),
        after=(pair.after.id,),
        euros_before=pair.before.euros,
        euros_after=pair.after.euros,
        claims=pair.came,
        claims_gone=pair.went,
    )


def moved(before: Words, after: Words) -> Words:
    """From one thing to another."""
    return Words(fr=f"{before.fr} → {after.fr}", en=f"{before.en} → {after.en}")


def _stage(pair: Pair) -> Iterator[Change]:
    before, after = pair.before.stage, pair.after.stage
    if before is after:
        return
    if after is Stage.CANCELLED:
        kind = ChangeKind.CANCELLED
        says = Words(
            fr=f"{STAGES[before].fr} auparavant, abandonné désormais",
            en=f"was {STAGES[before].en}, is now cancelled",
        )
    elif before is Stage.CANCELLED:
        kind = ChangeKind.REVIVED
        says = Words(
            fr=f"abandonné auparavant, {STAGES[after].fr} désormais",
            en=f"was cancelled, is now {STAGES[after].en}",
        )
    else:
        forward = _ORDER.index(after) > _ORDER.index(before)
        kind = ChangeKind.PROGRESSED if forward else ChangeKind.SET_BACK
        says = moved(STAGES[before], STAGES[after])
    yield _change(pair, kind, says)


def _amount(pair: Pair) -> Iterator[Change]:
    before, after = pair.before.euros, pair.after.euros
    if before == after:
        return
    old, new = money_range(before), money_range(after)
    if old == new:
        # What the reader would see as no change at all: the last digits of an exchange rate.
        return
    change = _change(pair, ChangeKind.REVISED, moved(old, new))
    if _is_rate_alone(pair):
        change = replace(change, why=_OTHER_RATE)
    yield replace(
        change,
        claims=_that_bound(pair.after, pair.came, after, before),
        claims_gone=_that_bound(pair.before, pair.went, before, after),
    )


_OTHER_RATE = Words(
    fr="la même somme, au cours d’un autre jour", en="the same sum, at another day’s rate"
)


def _is_rate_alone(pair: Pair) -> bool:
    """True where both ledgers have the same sums in the same foreign currencies."""
    before = {(each.unit, each.stated) for each in pair.before.amounts}
    after = {(each.unit, each.stated) for each in pair.after.amounts}
    return before == after and all(unit != "EUR" for unit, _ in before)


def _that_bound(
    entry: Entry, among: Sequence[str], bounds: Interval, others: Interval
) -> tuple[str, ...]:
    """Of an entry's claims those that give an end that the other ledger has not; else all."""
    amounts = {each.claim: each.euros for each in entry.amounts}
    found = [
        key
        for key in among
        if key in amounts
        and (
            (bounds.low != others.low and amounts[key].low == bounds.low)
            or (bounds.high != others.high and amounts[key].high == bounds.high)
        )
    ]
    return tuple(found or among)


def _dates(pair: Pair) -> Iterator[Change]:
    before, after = _span(pair.before.ends), _span(pair.after.ends)
    if before is None or after is None:
        return
    (old_first, old_last), (new_first, new_last) = before, after
    steps = (_order(old_last, new_last), _order(old_first, new_first))
    step = next((each for each in steps if each), 0)
    if not step:
        return
    at_last = bool(steps[0])
    old, new = (old_last, new_last) if at_last else (old_first, new_first)
    kind = ChangeKind.DELAYED if step > 0 else ChangeKind.BROUGHT_FORWARD
    word = (
        Words(fr="échéance la plus tardive", en="latest date told of")
        if at_last
        else Words(fr="échéance la plus proche", en="earliest date told of")
    )
    yield _change(
        pair,
        kind,
        Words(
            fr=f"{word.fr} : {old.text} → {new.text}",
            en=f"{word.en}: {old.text} → {new.text}",
        ),
    )


def _span(ends: Iterable[str]) -> tuple[Period, Period] | None:
    """The earliest and the latest end told of."""
    periods = []
    for text in ends:
        try:
            periods.append(Period.parse(text))
        except ValueError:
            continue
    if not periods:
        return None
    first = min(periods, key=lambda each: (each.first, each.last))
    return first, max(periods, key=lambda each: (each.last, each.first))


def _order(before: Period, after: Period) -> int:
    """1 where the second lies wholly after the first, -1 before it, 0 where they overlap."""
    return (after.first > before.last) - (before.first > after.last)


def _people(pair: Pair) -> Iterator[Change]:
    before = {each.key: same_name(each) for each in pair.before.investors}
    after = {each.key: same_name(each) for each in pair.after.investors}
    says = _told(before, after, Words(fr="payeurs", en="payers"))
    if says is not None:
        yield _change(pair, ChangeKind.PARTIES, says)
        return
    before = {each.key: same_name(each) for each in pair.before.beneficiaries}
    after = {each.key: same_name(each) for each in pair.after.beneficiaries}
    says = _told(before, after, Words(fr="bénéficiaires", en="beneficiaries"))
    if says is not None:
        yield _change(pair, ChangeKind.PARTIES, says)


def same_name(named: object) -> Words:
    """The name of a party or place in both languages."""
    called: Callable[[str], str] = named.called  # type: ignore[attr-defined]
    return Words(fr=called("fr"), en=called("en"))


def _places(pair: Pair) -> Iterator[Change]:
    before = {each.key: same_name(each) for each in pair.before.places}
    after = {each.key: same_name(each) for each in pair.after.places}
    says = _told(before, after, Words(fr="lieux", en="places"))
    if says is not None:
        yield _change(pair, ChangeKind.MOVED, says)


def _told(before: Mapping[str, Words], after: Mapping[str, Words], what: Words) -> Words | None:
    """What came and what went of a list; None where neither."""
    if set(before) == set(after):
        return None
    came = listed([after[key] for key in sorted(set(after) - set(before))])
    went = listed([before[key] for key in sorted(set(before) - set(after))])
    fr, en = [], []
    if came.fr:
        fr.append(f"{came.fr} en plus")
        en.append(f"{came.en} added")
    if went.fr:
        fr.append(f"{went.fr} en moins")
        en.append(f"{went.en} dropped")
    return Words(fr=f"{what.fr} : {', '.join(fr)}", en=f"{what.en}: {', '.join(en)}")


def _power(pair: Pair) -> Iterator[Change]:
    before, after = _powers(pair.before), _powers(pair.after)
    if set(before) == set(after):
        return
    fresh = [key for key in after if key not in before]
    stale = [key for key in before if key not in after]
    old, new = _megawatts(stale), _megawatts(fresh)
    if fresh and stale:
        says = moved(old, new)
    elif fresh:
        says = Words(fr=f"{new.fr}, ce que rien ne disait", en=f"{new.en}, untold before")
    else:
        says = Words(fr=f"plus rien ne dit {old.fr}", en=f"nothing tells of {old.en} any more")
    yield replace(
        _change(pair, ChangeKind.POWER, says),
        claims=tuple(claim for key in fresh for claim in after[key]),
        claims_gone=tuple(claim for key in stale for claim in before[key]),
    )


_Power = tuple[Interval, str | None]


def _powers(entry: Entry) -> dict[_Power, tuple[str, ...]]:
    if isinstance(entry, Programme):
        return {}
    return {(each.megawatts, each.by): each.claims for each in entry.capacities}


def _megawatts(powers: Sequence[_Power]) -> Words:
    shown = []
    for power, by in powers:
        fr, en = _power_words(power, french=True), _power_words(power, french=False)
        if by:
            fr, en = f"{fr} d’ici {by}", f"{en} by {by}"
        shown.append(Words(fr=fr, en=en))
    return listed(shown)


def _power_words(power: Interval, *, french: bool) -> str:
    low, high = power.low, power.high
    if low is not None and low == high:
        return _megawatt(low, french=french)
    if high is None:
        least = "au moins" if french else "at least"
        return f"{least} {_megawatt(low or Decimal(0), french=french)}"
    if low is None:
        return f"{'jusqu’à' if french else 'up to'} {_megawatt(high, french=french)}"
    return f"{_plain(low, french=french)}–{_megawatt(high, french=french)}"


def _megawatt(value: Decimal, *, french: bool) -> str:
    return f"{_plain(value, french=french)}\u00a0MW"


def _plain(value: Decimal, *, french: bool) -> str:
    text = f"{round(value, 1).normalize():,f}"
    return text.replace(",", "\u202f").replace(".", ",") if french else text


def _wholes(pair: Pair) -> Iterator[Change]:
    later = {pair.later_id.get(key, key) for key in wholes_in(pair.before.relations)}
    now = set(wholes_in(pair.after.relations))
    for kind, keys, fr, en in (
        (ChangeKind.TIED, now - later, "compte désormais dans", "now counts as a part of"),
        (ChangeKind.UNTIED, later - now, "ne compte plus dans", "no longer a part of"),
    ):
        if keys:
            whole = listed([pair.titles.get(key, same(key)) for key in sorted(keys)])
            yield _change(pair, kind, Words(fr=f"{fr} {whole.fr}", en=f"{en} {whole.en}"))


def _standing(pair: Pair) -> Iterator[Change]:
    before, after = pair.before.aside, pair.after.aside
    if (before is None) is (after is None):
        return
    if after is not None:
        yield _change(
            pair,
            ChangeKind.SET_ASIDE,
            Words(
                fr=f"hors des totaux désormais : {ASIDE[after].fr}",
                en=f"now left out of totals: {ASIDE[after].en}",
            ),
        )
    else:
        says = Words(fr="compte désormais dans les totaux", en="now counts in totals")
        yield _change(pair, ChangeKind.COUNTED, says)


_FINDERS: tuple[Callable[[Pair], Iterator[Change]], ...] = (
    _stage,
    _amount,
    _dates,
    _people,
    _places,
    _power,
    _wholes,
    _standing,
)
