"""Figures worked out from others, each with the arithmetic in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.base.wording import NBSP
from grandlivre.ledger.model import Commitment, Words
from grandlivre.ledger.words import money, money_range, power
from grandlivre.programme.model import Figure, Mark
from grandlivre.programme.spreads import Spread, rounded

NOTHING = Words(fr="", en="")
_MEGA = Decimal(10) ** 6


def unknown(how: Words = NOTHING) -> Figure:
    """A figure that nobody states and nothing gives."""
    return Figure(low=None, best=None, high=None, mark=Mark.UNKNOWN, basis=(), how=how)


def said_money(entry: Commitment) -> Figure:
    """What the ledger says of an entry's money; unknown where it has none.

    Where only one end is stated it is the best value too: nothing else is known.
    """
    bounds = entry.euros
    if bounds == Interval():
        return unknown()
    best = entry.best.euros if entry.best is not None else (bounds.low or bounds.high)
    return Figure(
        low=bounds.low,
        best=best,
        high=bounds.high,
        mark=Mark.SAID,
        basis=(entry.id, *(each.claim for each in entry.amounts)),
        how=NOTHING,
    )


def less(whole: Figure, parts: Sequence[Figure]) -> Figure:
    """What is left of a sum of money when its parts are taken away.

    Ends are subtracted from ends of the same side, so that whole and parts still add up.
    """
    low, best, high = (
        None if end is None else max(Decimal(0), end - sum(taken, Decimal(0)))
        for end, taken in (
            (whole.low, [each.low or Decimal(0) for each in parts]),
            (whole.best, [each.best or Decimal(0) for each in parts]),
            (whole.high, [each.high or each.best or Decimal(0) for each in parts]),
        )
    )
    if best is not None:
        low = None if low is None else min(low, best)
        high = None if high is None else max(high, best)
    taken = [said(each) for each in parts]
    start = said(whole)
    return Figure(
        low=low,
        best=best,
        high=high,
        mark=Mark.INFERRED,
        basis=basis_of((whole, *parts)),
        how=Words(
            fr=f"{start.fr} − {' − '.join(each.fr for each in taken)}",
            en=f"{start.en} − {' − '.join(each.en for each in taken)}",
        ),
    )


def portions(whole: Figure, weights: Sequence[Decimal], how: Sequence[Words]) -> list[Figure]:
    """Share a figure out by weights; the last that has any takes what rounding leaves."""
    total = sum(weights, Decimal(0))
    found: list[Figure] = []
    for place, weight in enumerate(weights):
        ends: list[Decimal | None] = []
        for name in ("low", "best", "high"):
            end = getattr(whole, name)
            if end is None:
                ends.append(None)
            elif weight and not any(weights[place + 1 :]):
                given = [getattr(each, name) for each in found]
                ends.append(end - sum(given, Decimal(0)))
            else:
                ends.append(rounded(end * weight / total))
        found.append(
            Figure(
                low=ends[0],
                best=ends[1],
                high=ends[2],
                mark=Mark.INFERRED,
                basis=whole.basis,
                how=how[place],
            )
        )
    return found


def quotient(
    figure: Figure, spread: Spread, parameter: str, how: Words, factor: Decimal = Decimal(1)
) -> Figure:
    """``figure × factor / spread``, with the ends that are furthest apart."""
    return Figure(
        low=None if figure.low is None else rounded(figure.low * factor / spread.high),
        best=None if figure.best is None else rounded(figure.best * factor / spread.median),
        high=None if figure.high is None else rounded(figure.high * factor / spread.low),
        mark=Mark.INFERRED,
        basis=(*figure.basis, parameter),
        how=how,
    )


def product(
    figure: Figure, spread: Spread, parameter: str, how: Words, factor: Decimal = Decimal(1)
) -> Figure:
    """``figure × factor × spread``, with the ends that are furthest apart."""
    return Figure(
        low=None if figure.low is None else rounded(figure.low * factor * spread.low),
        best=None if figure.best is None else rounded(figure.best * factor * spread.median),
        high=None if figure.high is None else rounded(figure.high * factor * spread.high),
        mark=Mark.INFERRED,
        basis=(*figure.basis, parameter),
        how=how,
    )


def basis_of(figures: Iterable[Figure]) -> tuple[str, ...]:
    """What figures rest on together, each once."""
    return tuple(dict.fromkeys(key for each in figures for key in each.basis))


def said(figure: Figure) -> Words:
    """Money in words: its bounds."""
    return money_range(Interval(low=figure.low, high=figure.high))


def megawatts(value: Decimal) -> Words:
    """Power in words."""
    return power(rounded(value) * _MEGA)


def euros(value: Decimal) -> Words:
    """Money in words."""
    return money(rounded(value))


def number(value: Decimal) -> Words:
    """A number to three digits, or whole with its thousands apart.

    Examples
    --------
    >>> number(Decimal("1250000")).fr, number(Decimal("6.0714")).en
    ('1\u202f250\u202f000', '6.07')
    """
    if value != 0 and value.adjusted() < 2:
        value = value.quantize(Decimal(1).scaleb(value.adjusted() - 2)).normalize()
    else:
        value = value.quantize(Decimal(1))
    text = f"{value:,f}"
    return Words(fr=text.replace(",", "\u202f").replace(".", ","), en=text)


def tenths(value: Decimal) -> Words:
    """A number of years to a tenth.

    Examples
    --------
    >>> tenths(Decimal("2.54")).fr
    '2,5'
    """
    text = f"{value:.1f}"
    return Words(fr=text.replace(".", ","), en=text)


def with_unit(value: Decimal, unit_fr: str, unit_en: str | None = None) -> Words:
    """A number and its unit."""
    told = number(value)
    return Words(fr=f"{told.fr}{NBSP}{unit_fr}", en=f"{told.en} {unit_en or unit_fr}")
