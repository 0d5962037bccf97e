"""Figures out of scale: a million for a billion, or a figure far below all others of its text."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from grandlivre.ledger.conflicts.sides import Scene, called, make, side_of
from grandlivre.ledger.entries.bounds import common, euros_of
from grandlivre.ledger.grouping.statements import Statement, significant_digits
from grandlivre.ledger.model import Conflict, ConflictKind, EntryKind, Words
from grandlivre.ledger.words import money, money_range

_SLIPS = (Decimal(10) ** 3, Decimal(10) ** 6)
_DWARFED = 50
"""How many times less than the least other figure of its text an outlier is."""
_OTHERS = 5
"""How many other figures a text must give."""


def unit_slips(scene: Scene) -> list[Conflict]:
    """Entries of one party whose figures are the same but for a thousand: million for billion.

    One digit is the same by chance too often: then the two must share a place or a name.
    """
    by_party: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key in sorted(scene.groups):
        money_of = scene.money(key)
        figure = _figure(money_of)
        if figure is None:
            continue
        digits = figure[1].normalize().as_tuple().digits
        for party in {party.key for each in money_of for party in each.principals}:
            by_party[party, figure[0], digits].append(key)
    found = {}
    for named, keys in sorted(by_party.items(), key=lambda pair: str(pair[0])):
        for less, more in combinations(sorted(keys, key=lambda key: (_low(scene, key), key)), 2):
            small, large = _low(scene, less), _low(scene, more)
            if large / small not in _SLIPS or _are_told_together(less, more, scene):
                continue
            if significant_digits(small) > 1 or _are_pinned(less, more, scene):
                found[less, more] = _slip(less, more, str(named[0]), scene)
    return list(found.values())


def _figure(statements: Sequence[Statement]) -> tuple[str, Decimal] | None:
    """The figure that most origins of an entry state, and its currency."""
    voices: dict[tuple[str, Decimal], set[str]] = defaultdict(set)
    for each in statements:
        low = each.claim.low or each.claim.high
        if low:
            voices[each.claim.unit, low].add(each.origin)
    return max(voices, key=lambda one: (len(voices[one]), one), default=None)


def _low(scene: Scene, key: str) -> Decimal:
    figure = _figure(scene.money(key))
    assert figure is not None
    return figure[1]


def _are_told_together(first: str, second: str, scene: Scene) -> bool:
    """True where every text of the one tells the other too: it knows both figures."""
    texts = [{each.claim.document_id for each in scene.money(key)} for key in (first, second)]
    return texts[0] <= texts[1] or texts[1] <= texts[0]


def _are_pinned(first: str, second: str, scene: Scene) -> bool:
    """True where two entries share a named project, or a town or department."""
    mine, theirs = scene.money(first), scene.money(second)
    names = [{p.key for each in group for p in each.projects if p.is_named}
             for group in (mine, theirs)]  # fmt: skip
    places = [{p.key for each in group for p in each.places if p.level > 2}
              for group in (mine, theirs)]  # fmt: skip
    return bool(names[0] & names[1] or places[0] & places[1])


def _slip(less: str, more: str, party: str, scene: Scene) -> Conflict:
    sides = [side_of(money_range(common(scene.money(key))), scene.money(key))
             for key in (less, more)]  # fmt: skip
    name = called(scene.linker, party)
    return make(
        ConflictKind.UNIT_SLIP,
        (less, more),
        sides,
        Words(
            fr=f"{name.fr} : {sides[0].says.fr} et {sides[1].says.fr}, les mêmes chiffres à "
            "l’unité près. L’une des unités est peut-être fausse.",
            en=f"{name.en}: {sides[0].says.en} and {sides[1].says.en}, the same digits in "
            "another unit. One of the units may be wrong.",
        ),
        size=(scene.euros(more).low or Decimal(0)) - (scene.euros(less).low or Decimal(0)),
        repairs=(
            Words(
                fr=f"Lire {sides[1].says.fr} dans les deux cas, ou {sides[0].says.fr}.",
                en=f"Read {sides[1].says.en} in both cases, or {sides[0].says.en}.",
            ),
        ),
    )


def out_of_scale(scene: Scene) -> list[Conflict]:
    """A pledge far below every other figure of its text, and told by that text alone."""
    by_text: dict[str, list[Statement]] = defaultdict(list)
    home = {each.claim.id: key for key, group in scene.groups.items() for each in group}
    for each in scene.statements:
        if each.amount is not None and each.claim.reader != "statement":
            by_text[each.claim.document_id].append(each)
    found = []
    for text in sorted(by_text):
        sized = sorted(
            (low, each.claim.id, each)
            for each in by_text[text]
            if (low := euros_of(each).low or euros_of(each).high)
        )
        if len(sized) <= _OTHERS:
            continue
        least, _, odd = sized[0]
        key = home[odd.claim.id]
        entry = scene.commitments.get(key)
        if entry is None or entry.origins > 1 or entry.kind is EntryKind.CAPACITY:
            continue
        others = [each for _, _, each in sized[1:]]
        if sized[1][0] >= _DWARFED * least:
            found.append(_dwarfed(key, odd, others, sized[1][0]))
    return found


def _dwarfed(
    key: str, odd: Statement, others: Sequence[Statement], next_least: Decimal
) -> Conflict:
    shown, beside = money_range(euros_of(odd)), money(next_least)
    return make(
        ConflictKind.OUTLIER,
        (key,),
        (side_of(shown, [odd]), side_of(beside, others)),
        Words(
            fr=f"{shown.fr} : bien moins que tous les autres chiffres du même texte (au moins "
            f"{beside.fr}). L’unité est à vérifier.",
            en=f"{shown.en}: far less than every other figure of the same text (at least "
            f"{beside.en}). Check the unit.",
        ),
        size=next_least - (euros_of(odd).low or Decimal(0)),
        repairs=(
            Words(
                fr="Lire des milliards au lieu de millions, ou n’y voir qu’un chiffre d’ambiance.",
                en="Read billions for millions, or see it as mere background.",
            ),
        ),
    )
