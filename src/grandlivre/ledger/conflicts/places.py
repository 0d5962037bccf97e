"""Where it is: places that lie apart, and what one text says more exactly than another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import acos, cos, radians, sin

from grandlivre.base.fold import fold
from grandlivre.entities.model import Place
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.conflicts.sides import Case, make, side_of, told
from grandlivre.ledger.entries.assemble import elected_places
from grandlivre.ledger.entries.bounds import common
from grandlivre.ledger.grouping.features import finest
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.grouping.weights import GOOD, weight_of
from grandlivre.ledger.model import Conflict, ConflictKind, Words
from grandlivre.ledger.wordings import is_first_tranche, is_named_near, is_one_use
from grandlivre.ledger.words import listed, money_range, sources

_TOWN = 5
_NEAR_KM = 15.0
"""Towns whose centres are no farther apart may be told of one site."""
_EARTH_KM = 6371.0
_FINE = 3
"""From this level on (region, department, town) a place tells one site from another."""


def place(case: Case) -> Conflict | None:
    """Statements of one entry that set it in places of which none touches the others'."""
    money = [each for each in case.statements if each.amount is not None]
    told_in = _by_place(money)
    names = forms_of(money, case.linker)
    apart = [
        (mine, theirs)
        for mine in told_in
        for theirs in told_in
        if mine < theirs
        and _are_apart(told_in[mine], told_in[theirs])
        and not _tell_both(told_in[mine], told_in[theirs], names)
    ]
    if not apart or _is_wide(case):
        return None
    keys = sorted({key for pair in apart for key in pair})
    sides = [side_of(_named(told_in[key][0]), told_in[key]) for key in keys]
    if len({origin for key in keys for origin in _origins(told_in[key])}) < 2:
        return None
    said = listed([told(side) for side in sides])
    return make(
        ConflictKind.PLACE,
        (case.id,),
        sides,
        Words(
            fr=f"Les sources ne la placent pas au même endroit : {said.fr}.",
            en=f"Sources do not put it in the same place: {said.en}.",
        ),
        size=case.reconciled.euros.high or case.reconciled.euros.low,
        repairs=(
            Words(
                fr="Il y a peut-être deux sites, ou deux promesses du même montant.",
                en="There may be two sites, or two pledges of one amount.",
            ),
        ),
    )


def _is_wide(case: Case) -> bool:
    """True for what most origins tell of a whole country: its sites are several."""
    elected, _ = elected_places([each for each in case.statements if each.amount is not None])
    return bool(elected) and all(0 < place.level < _FINE for place in elected)


def are_near(first: Place, second: Place) -> bool:
    """True for places of which one holds the other, and for towns that lie side by side.

    The press names the town that its readers know, the permit the one that the site stands in.

    Notes
    -----
    On the sphere: ``cos d = sin φ₁ sin φ₂ + cos φ₁ cos φ₂ cos(λ₁ - λ₂)``.
    """
    if first.touches(second):
        return True
    if None in (first.latitude, first.longitude, second.latitude, second.longitude):
        return False
    if min(first.level, second.level) < _TOWN:
        return False
    ends = ((first.latitude, first.longitude), (second.latitude, second.longitude))
    (north, east), (other_north, other_east) = (
        (radians(latitude or 0.0), radians(longitude or 0.0)) for latitude, longitude in ends
    )
    cosine = sin(north) * sin(other_north) + cos(north) * cos(other_north) * cos(east - other_east)
    return acos(min(1.0, max(-1.0, cosine))) * _EARTH_KM <= _NEAR_KM


def _by_place(statements: Sequence[Statement]) -> dict[tuple[str, ...], list[Statement]]:
    """Statements by the finest known places that they give."""
    found: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for each in statements:
        fine = [one for one in finest(each.places) if one.level >= _FINE]
        # What was read unsurely is rather a misreading.
        if fine and weight_of(each) >= GOOD:
            found[tuple(one.key for one in fine)].append(each)
    return found


def _fine(statement: Statement) -> list[Place]:
    return [one for one in finest(statement.places) if one.level >= _FINE]


def _are_apart(first: Sequence[Statement], second: Sequence[Statement]) -> bool:
    # One text that names both towns tells of two sites.
    if {each.claim.document_id for each in first} & {each.claim.document_id for each in second}:
        return False
    return not any(are_near(a, b) for a in _fine(first[0]) for b in _fine(second[0]))


def forms_of(statements: Iterable[Statement], linker: Linker) -> dict[str, Place]:
    """Fine places by the folded names that claims call them by."""
    found: dict[str, Place] = {}
    for each in statements:
        for form in each.claim.places:
            if (name := fold(form)) not in found:
                found[name] = linker.place(form, each.claim.places)
    return {name: each for name, each in found.items() if each.level >= _FINE}


def tells_of(statement: Statement, places: Iterable[Place], names: Mapping[str, Place]) -> bool:
    """True where a figure's own passage names one of some places, or what holds it.

    Of a text that names both towns it is not known which one it means: where a thing was told
    ("at the palace of…") is easily taken for where it will stand.
    """
    sought = list(places)
    near = [name for name, each in names.items() if any(are_near(each, one) for one in sought)]
    return is_named_near(statement, near)


def _tell_both(
    first: Sequence[Statement], second: Sequence[Statement], names: Mapping[str, Place]
) -> bool:
    """True where each statement of one side names the other's place in its own passage."""
    return all(tells_of(each, _fine(second[0]), names) for each in first) or all(
        tells_of(each, _fine(first[0]), names) for each in second
    )


def _origins(statements: Sequence[Statement]) -> set[str]:
    return {each.origin for each in statements}


def _named(statement: Statement) -> Words:
    return listed([Words(fr=p.called("fr"), en=p.called("en")) for p in _fine(statement)])


def refined(case: Case) -> Conflict | None:
    """A place that one text gives more exactly than another: no contradiction, but said."""
    told_in = _by_place(case.statements)
    steps = [
        (wide, fine)
        for wide in told_in
        for fine in told_in
        if wide != fine and _is_refined(_fine(told_in[wide][0]), _fine(told_in[fine][0]))
    ]
    if not steps:
        return None
    keys = sorted({key for pair in steps for key in pair}, key=lambda key: _rank(told_in[key]))
    sides = [side_of(_named(told_in[key][0]), told_in[key]) for key in keys]
    said = listed([told(side) for side in sides])
    return make(
        ConflictKind.REFINED,
        (case.id,),
        sides,
        Words(
            fr=f"Le lieu est dit plus ou moins finement, sans contradiction : {said.fr}.",
            en=f"The place is told more or less exactly, without contradiction: {said.en}.",
        ),
    )


def _rank(statements: Sequence[Statement]) -> tuple[int, str]:
    fine = _fine(statements[0])
    return min(one.level for one in fine), fine[0].key


def _is_refined(wide: Sequence[Place], fine: Sequence[Place]) -> bool:
    return all(
        any(one.key != other.key and one.touches(other) and one.level <= other.level
            for one in wide)
        for other in fine
    )  # fmt: skip


def one_use(case: Case) -> Conflict | None:
    """A place that is the whole use of the money to some, and one use among others to others."""
    money = [each for each in case.statements if each.amount is not None]
    names = {
        fold(name)
        for each in money
        for one in _fine(each)
        for name in (one.name, one.name_en)
        if name
    }
    partly = [each for each in money if is_one_use(each, frozenset(names))]
    texts = {each.claim.document_id for each in partly}
    keys = {one.key for each in partly for one in _fine(each)}
    wholly = [
        each
        for each in money
        if each.claim.document_id not in texts and any(one.key in keys for one in _fine(each))
    ]
    if not partly or not wholly or not keys:
        return None
    where = _named(wholly[0])
    sides = (
        side_of(
            Words(
                fr=f"{where.fr}, un usage parmi d’autres", en=f"{where.en}, one use among others"
            ),
            partly,
        ),
        side_of(
            Words(fr=f"{where.fr}, l’usage du tout", en=f"{where.en}, the whole of it"), wholly
        ),
    )
    amount = money_range(common(wholly))
    return make(
        ConflictKind.SCOPE,
        (case.id,),
        sides,
        Words(
            fr=f"{amount.fr} : {where.fr} n’en est qu’un usage parmi d’autres pour les uns, "
            "l’usage entier pour les autres.",
            en=f"{amount.en}: {where.en} is only one of its uses to some, the whole of it to "
            "others.",
        ),
        repairs=(
            Words(
                fr="Ne pas attribuer tout le montant à ce lieu.",
                en="Do not ascribe the whole amount to this place.",
            ),
        ),
    )


def first_tranche(case: Case) -> Conflict | None:
    """A sum that one text calls a first tranche, while others give it as the amount."""
    money = [each for each in case.statements if each.amount is not None]
    first = [each for each in money if is_first_tranche(each)]
    texts = {each.claim.document_id for each in first}
    plain = [each for each in money if each.claim.document_id not in texts]
    if not first or not plain:
        return None
    amount, whole = money_range(common(first)), money_range(common(plain))
    sides = (
        side_of(Words(fr=f"{amount.fr} pour commencer", en=f"{amount.en} to begin with"), first),
        side_of(whole, plain),
    )
    tellers = sources(sides[0].origins)
    return make(
        ConflictKind.REFINED,
        (case.id,),
        sides,
        Words(
            fr=f"{amount.fr} n’est qu’une première tranche selon {tellers.fr} : le montant final "
            "serait plus élevé.",
            en=f"{amount.en} is only a first tranche in {tellers.en}: the final amount would be "
            "higher.",
        ),
    )
