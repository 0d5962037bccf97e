"""Conflicts between entries: sums that mix currencies or do not add up, and totals of one name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Role
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.bounds import common, euros_of
from grandlivre.ledger.conflicts import make, side_of
from grandlivre.ledger.model import Conflict, ConflictKind, Programme, Words
from grandlivre.ledger.programmes import add_up
from grandlivre.ledger.statements import Statement, half_last_digit
from grandlivre.ledger.words import listed, money, money_range

_MOST_TERMS = 3
_MOST_FIGURES = 12
_SLIPS = (Decimal(10) ** 3, Decimal(10) ** 6)


def mixed_sums(statements: Sequence[Statement]) -> list[Conflict]:
    """Sums of one text that add figures of several currencies as if they were one.

    "609 milliards" for 500 billion dollars and 109 billion euros is such a sum: its number is
    the sum of two or three other envelopes of the text, whose currencies differ.
    """
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for each in statements:
        if each.amount is not None and each.claim.role is Role.PROGRAMME:
            by_document[each.claim.document_id].append(each)
    found: list[Conflict] = []
    for document in sorted(by_document):
        figures = _figures(by_document[document])
        if len({each.claim.unit for each in figures}) > 1 and len(figures) <= _MOST_FIGURES:
            found.extend(_mixed_in(figures))
    return found


def _figures(statements: Sequence[Statement]) -> list[Statement]:
    """One statement for each figure and currency of a text."""
    distinct = {
        (each.claim.low, each.claim.high, each.claim.unit): each
        for each in sorted(statements, key=lambda one: (one.claim.evidence.start, one.claim.id))[
            ::-1
        ]
    }
    return sorted(distinct.values(), key=lambda one: (one.claim.low or 0, one.claim.id))


def _mixed_in(figures: Sequence[Statement]) -> list[Conflict]:
    found: list[Conflict] = []
    exact = [each for each in figures if euros_of(each).is_exact]
    for total in figures:
        stated = total.claim.low
        if stated is None:
            continue
        others = [each for each in exact if each is not total]
        # The fewest terms that make the sum are the likeliest.
        for count in range(2, _MOST_TERMS + 1):
            sums = [terms for terms in combinations(others, count) if _is_mixed_sum(terms, total)]
            found.extend(_mixed(total, terms) for terms in sums)
            if sums:
                break
    return found


def _is_mixed_sum(terms: Sequence[Statement], total: Statement) -> bool:
    currencies = {each.claim.unit for each in terms}
    return len(currencies) > 1 and _is_meant(_plain_sum(terms), total)


def _plain_sum(terms: Sequence[Statement]) -> Decimal:
    """Sum of the bare figures, whatever their currency."""
    return sum((each.claim.low or Decimal(0) for each in terms), Decimal(0))


def _is_meant(plain: Decimal, total: Statement) -> bool:
    """True where a total states such a sum: its figure, or "more than" that, rounded down."""
    low, high = total.claim.low, total.claim.high
    assert low is not None
    if high is None:
        return low <= plain <= low * Decimal("1.05")
    return abs(plain - low) <= half_last_digit(low)


def _mixed(total: Statement, terms: Sequence[Statement]) -> Conflict:
    plain = _plain_sum(terms)
    euros = sum((euros_of(each).low or Decimal(0) for each in terms), Decimal(0))
    stated = money_range(Interval(low=total.claim.low, high=total.claim.high), total.claim.unit)
    parts = listed([money(each.claim.low or Decimal(0), each.claim.unit) for each in terms])
    worth = money(euros)
    sign = Words(fr="de moins", en="less") if euros < plain else Words(fr="de plus", en="more")
    bare, gap = money(plain), money(abs(plain - euros))
    return make(
        ConflictKind.MIXED_CURRENCY,
        (),
        (side_of(stated, [total]), side_of(parts, terms)),
        Words(
            fr=f"« {stated.fr} » additionne {parts.fr} comme si les monnaies se valaient. "
            f"Converti, cela fait {worth.fr} et non {bare.fr} : {gap.fr} {sign.fr}.",
            en=f"“{stated.en}” adds {parts.en} as if the currencies were worth the same. "
            f"Converted, that is {worth.en}, not {bare.en}: {gap.en} {sign.en}.",
        ),
        size=abs(plain - euros) if total.claim.unit == "EUR" else None,
        repairs=(
            Words(
                fr="Convertir chaque terme avant d’additionner.",
                en="Convert each term before adding.",
            ),
        ),
    )


def over_full(
    programmes: Sequence[Programme], groups: Mapping[str, tuple[Statement, ...]]
) -> list[Conflict]:
    """Programmes whose items, by the texts' own words, come to more than the whole."""
    found: list[Conflict] = []
    for each in programmes:
        stated = [
            item
            for item in each.items
            if item.is_stated and not item.is_perhaps and item.entry in groups
        ]
        low, high = each.itemised.low, each.euros.high
        if low is None or high is None or low <= high or not stated:
            continue
        parts = [statement for item in stated for statement in groups[item.entry]]
        whole, sum_of = money_range(each.euros), money(low)
        found.append(
            make(
                ConflictKind.SUM,
                (each.id, *(item.entry for item in stated)),
                (side_of(whole, groups[each.id]), side_of(sum_of, parts)),
                Words(
                    fr=f"Les éléments rattachés à cette enveloppe de {whole.fr} font au moins "
                    f"{sum_of.fr} : plus que le tout.",
                    en=f"The items tied to this envelope of {whole.en} come to at least "
                    f"{sum_of.en}: more than the whole.",
                ),
                size=low - high,
            )
        )
    return found


def one_name(
    programmes: Sequence[Programme], groups: Mapping[str, tuple[Statement, ...]]
) -> list[Conflict]:
    """Envelopes of one name and different sums: they may not count the same things."""
    by_name: dict[str, list[Programme]] = defaultdict(list)
    for each in programmes:
        for project in each.projects:
            if project.is_named:
                by_name[project.key].append(each)
    found: list[Conflict] = []
    for key in sorted(by_name):
        named = sorted(by_name[key], key=lambda each: (each.euros.low or 0, each.id))
        if len(named) < 2:
            continue
        sides = [side_of(money_range(each.euros), groups[each.id]) for each in named]
        told = listed([side.says for side in sides])
        bounds = [end for each in named for end in (each.euros.low, each.euros.high) if end]
        title = named[0].title
        found.append(
            make(
                ConflictKind.SCOPE,
                [each.id for each in named],
                sides,
                Words(
                    fr=f"Plusieurs totaux circulent sous le nom « {title.fr} » : {told.fr}. Ils ne "
                    "comptent peut-être pas la même chose.",
                    en=f"Several totals go by the name “{title.en}”: {told.en}. They may not count "
                    "the same things.",
                ),
                size=max(bounds) - min(bounds) if bounds else None,
            )
        )
    return found


def unit_slips(groups: Mapping[str, tuple[Statement, ...]], linker: Linker) -> list[Conflict]:
    """Entries of one party whose figures are the same but for a thousand: million for billion."""
    by_party: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, group in sorted(groups.items()):
        money_of = [each for each in group if each.amount is not None]
        if not money_of or common(money_of).low is None:
            continue
        digits = str((common(money_of).low or Decimal(0)).normalize().as_tuple().digits)
        for party in {party.key for each in money_of for party in each.principals}:
            by_party[party, digits].append(key)
    found = {}
    for (party, _), keys in sorted(by_party.items()):
        for less, more in combinations(sorted(keys, key=lambda key: _low(groups[key])), 2):
            if _low(groups[less]) and _low(groups[more]) / _low(groups[less]) in _SLIPS:
                found[less, more] = _slip(less, more, party, groups, linker)
    return list(found.values())


def _low(group: Sequence[Statement]) -> Decimal:
    return common([each for each in group if each.amount is not None]).low or Decimal(0)


def _slip(
    less: str,
    more: str,
    party: str,
    groups: Mapping[str, tuple[Statement, ...]],
    linker: Linker,
) -> Conflict:
    sides = [side_of(money(_low(groups[key])), groups[key]) for key in (less, more)]
    entity = linker.entities.get(party)
    name = {each: entity.called(each) if entity is not None else "?" for each in ("fr", "en")}
    return make(
        ConflictKind.UNIT_SLIP,
        (less, more),
        sides,
        Words(
            fr=f"{name['fr']} : {sides[0].says.fr} et {sides[1].says.fr}, les mêmes chiffres à "
            "l’unité près. L’une des unités est peut-être fausse.",
            en=f"{name['en']}: {sides[0].says.en} and {sides[1].says.en}, the same digits in "
            "another unit. One of the units may be wrong.",
        ),
        size=_low(groups[more]) - _low(groups[less]),
    )


def claimed_whole(
    programmes: Sequence[Programme], groups: Mapping[str, tuple[Statement, ...]], linker: Linker
) -> list[Conflict]:
    """Envelopes that some texts give wholly to a party that others give a part of them to."""
    found: list[Conflict] = []
    for each in programmes:
        for item in each.items:
            part = () if item.is_perhaps else groups.get(item.entry, ())
            payers = {party.key for one in part for party in one.investors}
            documents = {one.claim.document_id for one in part}
            wholly = [
                one
                for one in groups[each.id]
                if one.claim.document_id not in documents
                and len(one.investors) == 1
                and one.investors[0].key in payers
            ]
            share, whole = _bounds(part), _bounds(groups[each.id])
            if not wholly or share.high is None or whole.low is None or share.high >= whole.low:
                continue
            payer = linker.entities[wholly[0].investors[0].key]
            sides = (
                side_of(money_range(whole), wholly),
                side_of(money_range(share), [one for one in part if one.amount is not None]),
            )
            found.append(
                make(
                    ConflictKind.PARTIES,
                    (each.id, item.entry),
                    sides,
                    Words(
                        fr=f"{payer.called('fr')} : payeur du tout ({sides[0].says.fr}) pour les "
                        f"uns, d’une part ({sides[1].says.fr}) pour les autres.",
                        en=f"{payer.called('en')}: payer of the whole ({sides[0].says.en}) to "
                        f"some, of a part ({sides[1].says.en}) to others.",
                    ),
                    size=whole.low - share.high,
                )
            )
    return found


def _bounds(group: Sequence[Statement]) -> Interval:
    money_of = [each for each in group if each.amount is not None]
    return common(money_of) if money_of else add_up([])
