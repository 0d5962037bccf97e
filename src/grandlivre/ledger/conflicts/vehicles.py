"""What holds the money: a foundation to one text, a fund to another."""

from collections import defaultdict

from grandlivre.ledger.conflicts.sides import Case, make, side_of, told
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Conflict, ConflictKind, Words
from grandlivre.ledger.wordings import Vehicle, vehicle_told
from grandlivre.ledger.words import listed

_SAID = {
    Vehicle.FOUNDATION: Words(fr="une fondation", en="a foundation"),
    Vehicle.FUND: Words(fr="un fonds", en="a fund"),
    Vehicle.VENTURE: Words(fr="une coentreprise", en="a joint venture"),
    Vehicle.LOAN: Words(fr="un prêt", en="a loan"),
}


def vehicle(case: Case) -> Conflict | None:
    """One sum that texts give to bodies of several kinds: said, and no contradiction of money."""
    found: dict[Vehicle, list[Statement]] = defaultdict(list)
    for each in case.statements:
        if each.amount is not None and (kind := vehicle_told(each)) is not None:
            found[kind].append(each)
    origins = [{each.origin for each in told_so} for told_so in found.values()]
    # Who tells of both knows two things: a fund that a foundation runs.
    if len(found) < 2 or len(set().union(*origins)) < sum(map(len, origins)):
        return None
    sides = [side_of(_SAID[kind], found[kind]) for kind in Vehicle if kind in found]
    said = listed([told(side) for side in sides])
    return make(
        ConflictKind.SCOPE,
        (case.id,),
        sides,
        Words(
            fr=f"Le même montant, mais pas le même véhicule : {said.fr}.",
            en=f"The same sum, but not the same vehicle: {said.en}.",
        ),
        repairs=(
            Words(
                fr="L’un gère peut-être l’autre : à vérifier dans les statuts.",
                en="One may manage the other: its statutes would tell.",
            ),
        ),
    )
