"""Money of one entry for several towns, shared out by the megawatts of each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from grandlivre.entities.model import Place
from grandlivre.ledger.model import Words
from grandlivre.programme.arithmetic import basis_of, megawatts, portions
from grandlivre.programme.facts import Said
from grandlivre.programme.families import Slice
from grandlivre.programme.ladder import whole_power
from grandlivre.programme.model import Figure, Mark
from grandlivre.programme.spreads import Reference, rounded

_EVEN = Words(fr="à parts égales entre les sites nommés", en="in equal parts among the named sites")


def by_town(each: Slice, reference: Reference) -> list[Slice]:
    """Cut a slice of several towns into one for each; itself where it has one town or none.

    Parameters
    ----------
    each
        Money, towns and statements of power.
    reference
        For what a megawatt costs.

    Notes
    -----
    A town's megawatts are those that are said of it alone; towns without any share what the
    total for all of them leaves. Money goes by megawatts, in equal parts where none are known.
    """
    if len(each.towns) < 2:
        return [each]
    alone = {
        town.key: whole_power(
            [said for said in each.powers if is_here(said, town)], None, None, reference
        )
        for town in each.towns
    }
    several = [said for said in each.powers if len(said.towns) != 1]
    total = whole_power(several, each.money.best, None, reference)
    figures = _filled(alone, total)
    weights = _weights(figures)
    if each.money.best is None:
        moneys = [each.money] * len(each.towns)
    else:
        shares = [weights[town.key] for town in each.towns]
        moneys = portions(each.money, shares, _told(shares))
    return [
        replace(
            each,
            towns=(town,),
            money=money,
            powers=tuple(said for said in each.powers if is_here(said, town)),
            split=figures[town.key],
        )
        for town, money in zip(each.towns, moneys, strict=True)
    ]


def is_here(said: Said, place: Place) -> bool:
    """True where a statement is of one town and of no other."""
    return bool(said.towns) and all(town.key == place.key for town in said.towns)


def _filled(alone: Mapping[str, Figure | None], total: Figure | None) -> dict[str, Figure | None]:
    """Megawatts by town, with those that the total for all leaves where none are said."""
    figures = dict(alone)
    stated = [found for found in alone.values() if found is not None]
    known = sum((found.best or Decimal(0) for found in stated), Decimal(0))
    missing = [key for key, found in alone.items() if found is None]
    if not missing or total is None or total.best is None or total.best <= known:
        return figures
    left, share = total.best - known, rounded((total.best - known) / len(missing))
    for key in missing:
        # The last takes what rounding leaves.
        share = left if key == missing[-1] else share
        left -= share
        figures[key] = Figure(
            low=share,
            best=share,
            high=share,
            mark=Mark.INFERRED,
            basis=basis_of((total, *stated)),
            how=_rest(total.best, known, len(missing)),
        )
    return figures


def _rest(total: Decimal, known: Decimal, towns: int) -> Words:
    most, taken = megawatts(total), megawatts(known)
    if not known:
        return Words(fr=f"{most.fr} / {towns}", en=f"{most.en} / {towns}")
    left = Words(fr=f"{most.fr} − {taken.fr}", en=f"{most.en} − {taken.en}")
    if towns == 1:
        return left
    return Words(fr=f"({left.fr}) / {towns}", en=f"({left.en}) / {towns}")


def _weights(figures: Mapping[str, Figure | None]) -> dict[str, Decimal]:
    """By what money is shared out: megawatts; the mean of the others where none are known."""
    known = {
        key: found.best
        for key, found in figures.items()
        if found is not None and found.best is not None
    }
    mean = sum(known.values(), Decimal(0)) / len(known) if known else Decimal(1)
    return {key: known.get(key, mean) for key in figures}


def _told(shares: Sequence[Decimal]) -> list[Words]:
    if len(set(shares)) == 1:
        return [_EVEN] * len(shares)
    every = megawatts(sum(shares, Decimal(0)))
    found = []
    for each in shares:
        part = megawatts(each)
        found.append(
            Words(fr=f"part de {part.fr} sur {every.fr}", en=f"share of {part.en} in {every.en}")
        )
    return found
