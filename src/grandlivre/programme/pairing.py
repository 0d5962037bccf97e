"""Slices of money paired with steps of power, before what is missing is filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from grandlivre.base.periods import Period
from grandlivre.base.wording import NBSP
from grandlivre.ledger.model import Commitment, Words
from grandlivre.programme.arithmetic import NOTHING, megawatts, portions, said, unknown
from grandlivre.programme.drafts import Draft
from grandlivre.programme.families import Slice
from grandlivre.programme.ladder import Step, steps
from grandlivre.programme.model import Figure, Mark
from grandlivre.programme.sites import Ground
from grandlivre.programme.spreads import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Money and megawatts of one phase, before what is missing is filled in."""

    money: Figure
    power: Figure
    by: str | None
    basis: tuple[str, ...]
    """What the date rests on."""
    is_running: bool
    told: tuple[str, ...]
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What phases are made with."""

    entries: Mapping[str, Commitment]
    ends: Mapping[str, Mapping[str, int]]
    """Dates of service that claims of money give, and how many do, by entry."""
    reference: Reference
    as_of: date


def paired(draft: Draft, ground: Ground, making: Making) -> tuple[Pair, ...]:
    """Pair slices of money with steps of power.

    Notes
    -----
    One sum and several steps: the sum is shared out by the steps' megawatts. Several sums and
    one step: the megawatts are shared out by the sums. Several of both: sums that a text gives
    for a first phase go with the first steps, the rest with the other steps by megawatts.
    """
    slices = sorted(
        draft.slices, key=lambda each: (each.is_rest, min(_ends(making, each.entry)), each.entry)
    )
    whole = draft.whole
    if whole is None or whole.best is None or whole.mark is Mark.UNKNOWN:
        none = whole or unknown()
        return tuple(
            Pair(
                money=each.money,
                power=none,
                by=_end(making, each.entry),
                basis=(each.entry,),
                is_running=False,
                told=each.told,
                entry=each.entry,
            )
            for each in slices
        )
    ends = (_end(making, each.entry) for each in slices)
    latest = max((each for each in ends if each), default=None, key=lambda e: Period.parse(e).last)
    found = steps(draft.powers, ground.offers, whole.best, making.as_of, latest)
    powers = _increments(whole, found)
    if len(slices) > len(found) or (len(slices) == len(found) and len(found) > 1):
        return _by_money(slices, whole, found, making)
    first, last = slices[:-1], slices[-1]
    pairs = [
        _pair(each.money, power, step, making, each.told, each.entry)
        for each, power, step in zip(first, powers, found, strict=False)
    ]
    left = list(zip(powers, found, strict=True))[len(first) :]
    weights = [power.best or Decimal(0) for power, _ in left]
    moneys = [last.money] if len(left) == 1 else _shared(last.money, weights)
    told = last.told if first else draft.entries
    pairs.extend(
        _pair(money, power, step, making, told, last.entry)
        for money, (power, step) in zip(moneys, left, strict=True)
    )
    return tuple(pairs)


def _by_money(
    slices: Sequence[Slice], whole: Figure, found: Sequence[Step], making: Making
) -> tuple[Pair, ...]:
    """Megawatts shared out by sums of money; where a sum is unknown, evenly."""
    known = [each.money.best for each in slices if each.money.best]
    mean = sum(known, Decimal(0)) / len(known) if known else Decimal(1)
    weights = [each.money.best or mean for each in slices]
    powers = [whole] if len(slices) == 1 else _portions_of_power(whole, weights)
    pairs = []
    for place, (each, power) in enumerate(zip(slices, powers, strict=True)):
        step = found[min(place, len(found) - 1)] if len(found) == len(slices) else found[-1]
        pairs.append(_pair(each.money, power, step, making, each.told, each.entry))
    return tuple(pairs)


def _pair(
    money: Figure, power: Figure, step: Step, making: Making, told: tuple[str, ...], entry: str
) -> Pair:
    return Pair(
        money=money,
        power=power,
        by=step.by or _end(making, entry, step.is_running),
        basis=step.basis if step.by else (entry,),
        is_running=step.is_running,
        told=told,
        entry=entry,
    )


def _increments(whole: Figure, found: Sequence[Step]) -> list[Figure]:
    """What each step adds to the one before."""
    if len(found) == 1:
        return [whole]
    first = found[0]
    figures = [
        Figure(
            low=first.total_mw,
            best=first.total_mw,
            high=first.total_mw,
            mark=Mark.SAID,
            basis=first.basis,
            how=NOTHING,
        )
    ]
    for before, after in pairwise(found):
        more, less = megawatts(after.total_mw), megawatts(before.total_mw)
        added = after.total_mw - before.total_mw
        figures.append(
            Figure(
                low=added,
                best=added,
                high=added,
                mark=Mark.INFERRED,
                basis=tuple(dict.fromkeys((*before.basis, *after.basis, *whole.basis))),
                how=Words(fr=f"{more.fr} − {less.fr}", en=f"{more.en} − {less.en}"),
            )
        )
    return figures


def _shared(money: Figure, weights: Sequence[Decimal]) -> list[Figure]:
    if money.mark is Mark.UNKNOWN:
        return [money] * len(weights)
    total = megawatts(sum(weights, Decimal(0)))
    sums = said(money)
    how = [
        Words(
            fr=f"{sums.fr} × {megawatts(each).fr} / {total.fr}",
            en=f"{sums.en} × {megawatts(each).en} / {total.en}",
        )
        for each in weights
    ]
    return portions(money, weights, how)


def _portions_of_power(whole: Figure, weights: Sequence[Decimal]) -> list[Figure]:
    total = sum(weights, Decimal(0))
    most = megawatts(whole.best or Decimal(0))
    how = []
    for weight in weights:
        share = f"{100 * weight / total:.0f}"
        how.append(
            Words(
                fr=f"{most.fr} × {share}{NBSP}%, sa part de l’argent",
                en=f"{most.en} × {share}%, its share of the money",
            )
        )
    return portions(whole, weights, how)


def _ends(making: Making, key: str) -> list[str]:
    return list(making.entries[key].ends) or ["9999"]


def _end(making: Making, key: str, is_running: bool = False) -> str | None:
    """When an entry is to be in service: the date that most claims give, the latest of several.

    A date before it was announced is of something else.
    """
    entry = making.entries[key]
    if is_running:
        return None
    since = None if entry.announced is None else Period.parse(entry.announced).first
    counts = making.ends.get(key) or {}
    ends = [each for each in entry.ends if since is None or Period.parse(each).last > since]
    return max(
        ends,
        key=lambda each: (counts.get(each, 0), Period.parse(each).last, each),
        default=None,
    )
