"""Why the bounds of an entry are what they are, in words."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.ledger.grouping.statements import RATE_SLACK, half_last_digit, loosen
from grandlivre.ledger.history.match import Entry
from grandlivre.ledger.model import Amount, BestMethod, Commitment, Programme, Words
from grandlivre.ledger.words import listed, money, money_range, sources

_HOW = {
    BestMethod.AGREED: Words(fr="que toutes les voix donnent", en="which all voices give"),
    BestMethod.MEDIAN: Words(
        fr="la médiane des voix indépendantes, selon leur poids",
        en="the median of the independent voices, by their weight",
    ),
    BestMethod.TOGETHER: Words(
        fr="la médiane pondérée, déplacée aussi peu que l’exigent les sommes dont il fait partie",
        en="the weighted median, moved as little as the sums that it is part of call for",
    ),
    BestMethod.END: Words(
        fr="le seul bout que l’on dise, l’autre étant ouvert",
        en="the one end that is told, the other being open",
    ),
}


def reasons_of(
    thing: object, parts: Sequence[Entry], entries: Mapping[str, Entry]
) -> Iterator[Words]:
    """Say why the bounds of an entry or envelope are what they are, a sentence each.

    Parameters
    ----------
    thing
        What is asked about; nothing is said of what has no bounds of its own.
    parts
        The entries that are a part of it.
    entries
        All entries by id.
    """
    if isinstance(thing, Commitment | Programme):
        yield from _why_bounds(thing, parts)
        yield from _why_best(thing)
        if thing.implied is not None:
            left = money_range(thing.implied)
            yield Words(
                fr=f"Les sommes dont il fait partie ne lui laissent que {left.fr}.",
                en=f"The sums that it is part of leave it only {left.en}.",
            )
    if isinstance(thing, Programme) and thing.items:
        yield from _why_remainder(thing, entries)


def _why_bounds(entry: Entry, parts: Sequence[Entry]) -> Iterator[Words]:
    euros, amounts = entry.euros, [each for each in entry.amounts if each.euros != Interval()]
    if not amounts:
        if entry.amounts:
            yield Words(
                fr="La monnaie de ces montants n’a pas de cours connu : rien n’est converti.",
                en="No rate is known for the currency of these amounts: nothing is converted.",
            )
        else:
            yield Words(fr="Aucun texte ne donne de montant.", en="No text states an amount.")
        return
    if all(each.euros == euros for each in amounts):
        shown, told = money_range(euros), sources(entry.origins)
        one = entry.origins == 1
        yield Words(
            fr=f"{shown.fr} : {told.fr}, {'qui le dit seule' if one else 'toutes d’accord'}.",
            en=f"{shown.en}: {told.en}, {'which says so alone' if one else 'all of one mind'}.",
        )
        return
    if _is_one_sum_abroad(amounts):
        yield from _why_rate(amounts)
        return
    yield from _why_end(entry, amounts, parts, is_low=True)
    if euros.low != euros.high or euros.high is None:
        yield from _why_end(entry, amounts, parts, is_low=False)
    yield from _why_not(euros, amounts)


def _is_one_sum_abroad(amounts: Sequence[Amount]) -> bool:
    """True where all state the same sum in the same foreign currency."""
    stated = {(each.unit, each.stated) for each in amounts}
    return len(stated) == 1 and amounts[0].unit != "EUR"


def _why_rate(amounts: Sequence[Amount]) -> Iterator[Words]:
    last = max(amounts, key=lambda each: (each.rate_on is not None, each.rate_on, each.claim))
    stated, euros = money_range(last.stated, last.unit), money_range(last.euros)
    yield Words(
        fr=f"{stated.fr} : toutes les affirmations, d’accord.",
        en=f"{stated.en}: all statements, of one mind.",
    )
    if last.rate_high_on is not None:
        yield Words(
            fr=f"{euros.fr} : au plus bas et au plus haut des cours de la Banque centrale "
            f"européenne, ceux du {last.rate_on} et du {last.rate_high_on}.",
            en=f"{euros.en}: at the European Central Bank’s lowest and highest rates, those of "
            f"{last.rate_on} and {last.rate_high_on}.",
        )
    elif last.rate_on is not None:
        yield Words(
            fr=f"{euros.fr} au cours de la Banque centrale européenne du {last.rate_on}.",
            en=f"{euros.en} at the European Central Bank’s rate of {last.rate_on}.",
        )


def _why_end(
    entry: Entry, amounts: Sequence[Amount], parts: Sequence[Entry], *, is_low: bool
) -> Iterator[Words]:
    """Which statements, or which parts, give one end."""
    euros = entry.euros
    end = euros.low if is_low else euros.high
    if end is None:
        if is_low:
            return
        yield Words(fr="Aucune source ne donne de plafond.", en="No source gives an upper end.")
        return
    givers = [each for each in amounts if (each.euros.low if is_low else each.euros.high) == end]
    shown = money(end)
    if euros.is_exact:
        fr, en = f"{shown.fr}", f"{shown.en}"
    else:
        fr = f"{'Au moins' if is_low else 'Au plus'} {shown.fr}"
        en = f"{'At least' if is_low else 'At most'} {shown.en}"
    if givers:
        many = "s" if len(givers) > 1 else ""
        yield Words(
            fr=f"{fr} : {len(givers)} affirmation{many} sur {len(amounts)}.",
            en=f"{en}: {len(givers)} of {len(amounts)} statements.",
        )
    elif is_low and parts:
        names = listed([each.title for each in parts], most=3)
        yield Words(
            fr=f"{fr} : c’est ce que font ensemble ses parties, {names.fr}.",
            en=f"{en}: what its parts come to, {names.en}.",
        )
    elif not is_low or end != 0:
        yield Words(
            fr=f"{fr} : ce que toutes les affirmations et les liens laissent possible.",
            en=f"{en}: what all statements and ties together leave possible.",
        )


def _why_not(euros: Interval, amounts: Sequence[Amount]) -> Iterator[Words]:
    """Statements that the bounds do not keep."""
    outside = [each for each in amounts if _loosened(each).intersection(euros) is None]
    if outside:
        said = listed(list(dict.fromkeys(money_range(each.stated, each.unit) for each in outside)))
        many = len(outside) > 1
        yield Words(
            fr=f"{said.fr} : {'écartés' if many else 'écarté'}, des textes plus récents ou mieux "
            "attestés disent autre chose.",
            en=f"{said.en}: set aside, later or better supported texts say otherwise.",
        )
    if euros.is_exact:
        return
    kept = [_loosened(each) for each in amounts if each not in outside]
    if _in_common(kept) is None:
        yield Words(
            fr="Les sources se contredisent : les bornes contiennent tous les côtés.",
            en="The sources contradict one another: the bounds hold all sides.",
        )
    wide = [each.euros for each in amounts if not each.stated.is_exact]
    ends = {end for each in wide for end in (each.low, each.high) if end is not None}
    exact = [each for each in amounts if each.stated.is_exact and each.euros.low in ends]
    if exact:
        said = listed(list(dict.fromkeys(money_range(each.stated, each.unit) for each in exact)))
        yield Words(
            fr=f"{said.fr}, donné sans fourchette par {_statements(len(exact)).fr}, n’est qu’un "
            "bout de ce que d’autres disent : il ne la réduit pas.",
            en=f"{said.en}, given flatly in {_statements(len(exact)).en}, is but an end of what "
            "others say: it does not narrow the range.",
        )


def _loosened(amount: Amount) -> Interval:
    """What an amount may mean: half of its last digit more or less, and a rate of another day."""
    ends = [end for end in (amount.euros.low, amount.euros.high) if end is not None]
    stated = [end for end in (amount.stated.low, amount.stated.high) if end is not None]
    slack = max(map(half_last_digit, stated), default=Decimal(0)) * (
        amount.rate_high or amount.rate or 1
    )
    if amount.unit != "EUR":
        slack += max(ends, default=Decimal(0)) * RATE_SLACK
    return loosen(amount.euros, slack)


def _in_common(intervals: Sequence[Interval]) -> Interval | None:
    common: Interval | None = Interval()
    for each in intervals:
        common = common.intersection(each) if common is not None else None
    return common


def _statements(count: int) -> Words:
    many = "s" if count > 1 else ""
    return Words(fr=f"{count} affirmation{many}", en=f"{count} statement{many}")


def _why_best(entry: Entry) -> Iterator[Words]:
    if entry.best is None or entry.euros.is_exact:
        return
    shown = money(entry.best.euros)
    how = _HOW[entry.best.method]
    yield Words(
        fr=f"Meilleure valeur : {shown.fr}, {how.fr}.", en=f"Best value: {shown.en}, {how.en}."
    )


def _why_remainder(programme: Programme, entries: Mapping[str, Entry]) -> Iterator[Words]:
    items, rest = money_range(programme.itemised), money_range(_from_nothing(programme.remainder))
    yield Words(
        fr=f"Des noms pour {items.fr} ; sans nom : {rest.fr}.",
        en=f"Put to names: {items.en}; put to no name: {rest.en}.",
    )
    if programme.depends_on:
        names = listed(
            [entries[key].title for key in programme.depends_on if key in entries], most=3
        )
        yield Words(
            fr=f"Ce reste dépend de {names.fr}, au plafond inconnu.",
            en=f"That remainder depends on {names.en}, whose ceiling is unknown.",
        )


def _from_nothing(rest: Interval) -> Interval:
    """Up to so much, rather than from zero to so much."""
    return Interval(high=rest.high) if not rest.low and rest.high is not None else rest
