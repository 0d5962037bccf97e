"""Sums that mix currencies, and parts that do not come to their whole or exceed it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Role
from grandlivre.ledger.conflicts.sides import Scene, make, side_of
from grandlivre.ledger.entries.bounds import euros_of
from grandlivre.ledger.entries.programmes import add_up
from grandlivre.ledger.entries.twins import each_once
from grandlivre.ledger.grouping.statements import Statement, half_last_digit, loosen
from grandlivre.ledger.grouping.weights import GOOD, weight_of
from grandlivre.ledger.model import Conflict, ConflictKind, EntryKind, RelationBasis, Words
from grandlivre.ledger.wordings import is_rest
from grandlivre.ledger.words import listed, money, money_range

_MOST_TERMS = 3
_MOST_FIGURES = 12


def mixed_sums(scene: Scene) -> list[Conflict]:
    """Sums of one text that add figures of several currencies as if they were one.

    "70 milliards" for 40 billion dollars and 30 billion euros is such a sum: its number is
    the sum of two or three other envelopes of the text, whose currencies differ.
    """
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for each in scene.statements:
        if each.amount is not None and each.claim.role is Role.PROGRAMME:
            by_document[each.claim.document_id].append(each)
    home = {each.claim.id: key for key, group in scene.groups.items() for each in group}
    found: list[Conflict] = []
    for document in sorted(by_document):
        figures = _figures(by_document[document])
        if len({each.claim.unit for each in figures}) > 1 and len(figures) <= _MOST_FIGURES:
            found.extend(_mixed(*each, home) for each in _mixed_in(figures))
    return found


def mixed_totals(statements: Iterable[Statement]) -> frozenset[str]:
    """Ids of claims whose figure is such a sum: it goes by no name of its own."""
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for each in statements:
        if each.amount is not None and each.claim.role is Role.PROGRAMME:
            by_document[each.claim.document_id].append(each)
    return frozenset(
        total.claim.id
        for told in by_document.values()
        if len({each.claim.unit for each in told}) > 1
        for figures in (_figures(told),)
        if len(figures) <= _MOST_FIGURES
        for total, _ in _mixed_in(figures)
    )


def _figures(statements: Sequence[Statement]) -> list[Statement]:
    """One statement for each figure and currency of a text."""
    distinct = {
        (each.claim.low, each.claim.high, each.claim.unit): each
        for each in sorted(statements, key=lambda one: (one.claim.evidence.start, one.claim.id))[
            ::-1
        ]
    }
    return sorted(distinct.values(), key=lambda one: (one.claim.low or 0, one.claim.id))


def _mixed_in(figures: Sequence[Statement]) -> list[tuple[Statement, tuple[Statement, ...]]]:
    found: list[tuple[Statement, tuple[Statement, ...]]] = []
    exact = [each for each in figures if each.is_figure]
    for total in figures:
        stated = total.claim.low
        if stated is None:
            continue
        others = [each for each in exact if each is not total]
        # The fewest terms that make the sum are the likeliest.
        for count in range(2, _MOST_TERMS + 1):
            sums = [terms for terms in combinations(others, count) if _is_mixed_sum(terms, total)]
            found.extend((total, terms) for terms in sums)
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


def _mixed(total: Statement, terms: Sequence[Statement], home: Mapping[str, str]) -> Conflict:
    plain = _plain_sum(terms)
    sum_of = add_up([euros_of(each) for each in terms])
    euros = ((sum_of.low or Decimal(0)) + (sum_of.high or Decimal(0))) / 2
    stated = money_range(Interval(low=total.claim.low, high=total.claim.high), total.claim.unit)
    parts = listed([money(each.claim.low or Decimal(0), each.claim.unit) for each in terms])
    worth = money_range(sum_of)
    sign = Words(fr="de moins", en="less") if euros < plain else Words(fr="de plus", en="more")
    bare, gap = money(plain), money(abs(plain - euros))
    return make(
        ConflictKind.MIXED_CURRENCY,
        dict.fromkeys(home[each.claim.id] for each in (total, *terms)),
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


def over_full(scene: Scene) -> list[Conflict]:
    """Wholes whose parts, by the texts' own words, come to more than the whole.

    A tie that one text states as surely as anything counts here even where the programme keeps
    it as "perhaps" so that its items fit: that they would not fit otherwise is the finding.
    """
    found: list[Conflict] = []
    for whole, parts in sorted(_stated_parts(scene).items()):
        among = set(parts)
        outer = each_once(
            [key for key in sorted(parts) if not _leads_into(key, among, scene)],
            scene.commitments,
            scene.groups,
        )
        low = sum((scene.euros(key).low or Decimal(0) for key in outer), Decimal(0))
        high = scene.euros(whole).high
        # "30 bn" may be 30.4: what rounding explains contradicts nothing.
        if len(outer) < 2 or high is None or low <= high + half_last_digit(high):
            continue
        inside = [each for key in outer for each in parts[key]]
        whole_said, sum_of = money_range(scene.euros(whole)), money(low)
        found.append(
            make(
                ConflictKind.SUM,
                (whole, *outer),
                (side_of(whole_said, scene.money(whole)), side_of(sum_of, inside)),
                Words(
                    fr=f"Les éléments rattachés à ce tout de {whole_said.fr} font au moins "
                    f"{sum_of.fr} : plus que le tout.",
                    en=f"The items tied to this whole of {whole_said.en} come to at least "
                    f"{sum_of.en}: more than the whole.",
                ),
                size=low - high,
                repairs=(
                    Words(
                        fr="L’un des éléments n’en est pas une partie, ou y est compté deux fois.",
                        en="One of the items is no part of it, or is counted twice.",
                    ),
                ),
            )
        )
    return found


def _stated_parts(scene: Scene) -> dict[str, dict[str, list[Statement]]]:
    """Entries by the whole that sure statements or rows tie them to; what was called off apart."""
    by_claim = {each.claim.id: each for each in scene.statements}
    found: dict[str, dict[str, list[Statement]]] = defaultdict(dict)
    for key, entry in scene.commitments.items():
        if entry.is_cancelled or entry.aside is not None or entry.kind is EntryKind.CAPACITY:
            continue
        for relation in entry.relations:
            told = [by_claim[claim] for claim in relation.claims]
            is_told = relation.basis is not RelationBasis.READING
            if is_told and max(map(weight_of, told)) >= GOOD:
                found[relation.whole][key] = told
    return found


def _leads_into(key: str, among: set[str], scene: Scene) -> bool:
    """True where an entry is, at any remove, a part of another of those."""
    waiting, seen = [key], set[str]()
    while waiting:
        entry = scene.commitments.get(waiting.pop())
        for whole in entry.wholes if entry is not None else ():
            if whole in among:
                return True
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    return False


def too_large(scene: Scene) -> list[Conflict]:
    """Parts that are larger than what a sure text says that they are a part of."""
    found: list[Conflict] = []
    for whole, parts in sorted(_stated_parts(scene).items()):
        high = scene.euros(whole).high
        for key in sorted(parts):
            low = scene.euros(key).low
            if high is None or low is None or low <= high:
                continue
            part_said, whole_said = money_range(scene.euros(key)), money_range(scene.euros(whole))
            found.append(
                make(
                    ConflictKind.WHOLE_AND_PART,
                    (whole, key),
                    (side_of(part_said, parts[key]), side_of(whole_said, scene.money(whole))),
                    Words(
                        fr=f"{part_said.fr} ne peut pas être une partie de {whole_said.fr}.",
                        en=f"{part_said.en} cannot be a part of {whole_said.en}.",
                    ),
                    size=low - high,
                    repairs=(
                        Words(
                            fr="Le lien est faux, ou l’un des deux montants.",
                            en="The tie is wrong, or one of the two amounts.",
                        ),
                    ),
                )
            )
    return found


def exhausted(scene: Scene) -> list[Conflict]:
    """Parts that a text gives as all of a whole ("the other five"), and that do not come to it."""
    found: list[Conflict] = []
    home = {each.claim.id: key for key, group in scene.groups.items() for each in group}
    for whole, parts in complete_parts(scene.statements):
        if _adds_up(whole, parts):
            continue
        low = sum((euros_of(each).low or Decimal(0) for each in parts), Decimal(0))
        whole_said, sum_of = money_range(euros_of(whole)), money(low)
        terms = " + ".join(money_range(euros_of(each)).fr for each in parts)
        terms_en = " + ".join(money_range(euros_of(each)).en for each in parts)
        found.append(
            make(
                ConflictKind.SUM,
                dict.fromkeys(home[each.claim.id] for each in (whole, *parts)),
                (side_of(whole_said, [whole]), side_of(sum_of, parts)),
                Words(
                    fr=f"Le compte n’y est pas : {terms} font {sum_of.fr}, et non {whole_said.fr}.",
                    en=f"It does not add up: {terms_en} come to {sum_of.en}, not {whole_said.en}.",
                ),
                size=abs(low - (euros_of(whole).low or Decimal(0))),
                repairs=(
                    Words(
                        fr="Une part manque, ou l’un des chiffres est faux.",
                        en="A part is missing, or one of the figures is wrong.",
                    ),
                ),
            )
        )
    return found


def complete_parts(
    statements: Iterable[Statement],
) -> list[tuple[Statement, tuple[Statement, ...]]]:
    """Wholes of one text with all their parts, where the text says that these are all.

    Only exact figures, or ranges of one text: "15 at most, and the other 5".
    """
    by_claim = {each.claim.id: each for each in statements if each.amount is not None}
    parts: dict[str, list[Statement]] = defaultdict(list)
    for key in sorted(by_claim):
        whole = by_claim[key].claim.part_of
        if whole in by_claim:
            parts[whole].append(by_claim[key])
    found = []
    for key in sorted(parts):
        told = sorted(parts[key], key=lambda each: each.claim.evidence.start)
        if len(told) > 1 and by_claim[key].is_figure and is_rest(told[-1]):
            found.append((by_claim[key], tuple(told)))
    return found


def _adds_up(whole: Statement, parts: Sequence[Statement]) -> bool:
    total, slack = add_up([euros_of(each) for each in parts]), whole.slack
    slack += sum((each.slack for each in parts), Decimal(0))
    joint = loosen(total, slack).intersection(euros_of(whole))
    return joint is not None
