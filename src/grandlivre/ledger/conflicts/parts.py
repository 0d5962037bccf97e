"""Wholes and their parts: what cannot lie inside, what may be one sum, what a part makes known."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from grandlivre.entities.model import Entity
from grandlivre.ledger.conflicts.sides import Scene, make, side_of
from grandlivre.ledger.entries.programmes import add_up
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import (
    Commitment,
    Conflict,
    ConflictKind,
    Programme,
    RelationBasis,
    Words,
)
from grandlivre.ledger.natures import country_of, payers
from grandlivre.ledger.wordings import Telling, nature_told
from grandlivre.ledger.words import listed, money_range

_FAR = Decimal("1.25")
"""From which factor on two powers of a site may be its own and that of its whole."""
_AT_ONE_TIME = timedelta(days=31)


def of_wholes(conflicts: Sequence[Conflict], scene: Scene) -> list[Conflict]:
    """Conflicts without those of power of which one side is known of the entry's own whole.

    "3 GW" of a site and "5 GW" of the programme that it is in are no two versions of one figure.
    """
    return [each for each in conflicts if not _is_of_whole(each, scene)]


def _is_of_whole(conflict: Conflict, scene: Scene) -> bool:
    entry = scene.commitments.get(conflict.entries[0])
    if conflict.kind is not ConflictKind.AMOUNT or entry is None or len(conflict.entries) > 1:
        return False
    power = {key: each for each in entry.capacities for key in each.claims}
    if not all(key in power for key in conflict.claims):
        return False
    above = [scene.commitments[key] for key in entry.wholes if key in scene.commitments]
    of_whole = {each.megawatts for one in above for each in one.capacities}
    told = {power[key].megawatts for side in conflict.sides for key in side.claims}
    ends = [end for each in told for end in (each.low, each.high) if end is not None]
    # What lies nearer than that is one figure in two versions, whoever tells the whole's too.
    if not ends or max(ends) < _FAR * min(ends):
        return False
    return all(each in of_whole for each in told if max(ends) in (each.low, each.high))


def whole_and_part(scene: Scene) -> list[Conflict]:
    """Foreign money, with parts that parties of the country pay for too."""
    found: list[Conflict] = []
    for plan in scene.programmes.values():
        home = country_of(plan)
        foreign = [one for one in scene.money(plan.id) if Telling.FOREIGN in nature_told(one, home)]
        if not foreign or home is None:
            continue
        texts = {one.claim.document_id for one in foreign}
        items = {item.entry for item in plan.items if item.is_stated and not item.is_perhaps}
        parts = []
        for entry in scene.commitments.values():
            told = [
                one
                for one in scene.money(entry.id)
                if one.claim.document_id in texts or entry.id in items
            ]
            own, others = _by_home(entry, home, scene)
            fits = entry.euros.low is None or (plan.euros.high or 0) >= entry.euros.low
            # The very sum of the whole is the whole, told as one pledge.
            fits = fits and entry.euros != plan.euros
            if told and own and fits and entry.aside is None and (others or entry.id in items):
                parts.append((entry, told, own))
        if parts:
            found.append(_not_wholly(plan, foreign, parts))
    return found


def _by_home(entry: Commitment, home: str, scene: Scene) -> tuple[list[Entity], list[Entity]]:
    """Those whom an entry is known by: of the country, and of others; owners decide."""
    own: list[Entity] = []
    others: list[Entity] = []
    for party in payers(entry.known_by):
        owners = [scene.linker.entities[key] for key in party.parents
                  if key in scene.linker.entities]  # fmt: skip
        countries = {each.country for each in (party, *owners)} - {None}
        if countries:
            (own if countries == {home} else others).append(party)
    return own, others


def _not_wholly(
    plan: Programme,
    foreign: Sequence[Statement],
    parts: Sequence[tuple[Commitment, Sequence[Statement], Sequence[Entity]]],
) -> Conflict:
    own = {party.key: party for _, _, parties in parts for party in parties}
    whole = money_range(plan.euros)
    share = listed([money_range(entry.euros) for entry, _, _ in parts])
    names = listed([Words(fr=each.called("fr"), en=each.called("en")) for each in own.values()])
    stake = add_up([entry.euros for entry, _, _ in parts])
    return make(
        ConflictKind.WHOLE_AND_PART,
        (plan.id, *(entry.id for entry, _, _ in parts)),
        (
            side_of(Words(fr=f"{whole.fr} étrangers", en=f"{whole.en} of foreign money"), foreign),
            side_of(
                Words(fr=f"{share.fr} avec {names.fr}", en=f"{share.en} with {names.en}"),
                [one for _, told, _ in parts for one in told],
            ),
        ),
        Words(
            fr=f"{share.fr} : cela ne peut pas tenir tout entier dans {whole.fr} d’argent "
            f"étranger, car {names.fr} en paie une part.",
            en=f"{share.en}: that cannot lie wholly inside {whole.en} of foreign money, since "
            f"part of it is paid by {names.en}.",
        ),
        size=stake.high or stake.low,
        repairs=(
            Words(
                fr="Ne compter dans le total étranger que la part des payeurs étrangers.",
                en="Count only the foreign payers’ share in the foreign total.",
            ),
        ),
    )


def refined_by_part(scene: Scene) -> list[Conflict]:
    """A whole without an exact place, whose likely part has one: what was unknown became known."""
    found: list[Conflict] = []
    for part in scene.commitments.values():
        for relation in part.relations:
            whole = scene.commitments.get(relation.whole)
            if whole is None or relation.basis is RelationBasis.PERHAPS:
                continue
            fine = [place for place in part.places if place.level > 2]
            if not fine or not whole.places or any(place.level > 2 for place in whole.places):
                continue
            where = listed([Words(fr=p.called("fr"), en=p.called("en")) for p in fine])
            wide = listed([Words(fr=p.called("fr"), en=p.called("en")) for p in whole.places])
            who = listed([Words(fr=e.called("fr"), en=e.called("en")) for e in part.known_by])
            told = [one for one in scene.money(part.id) if one.places]
            found.append(
                make(
                    ConflictKind.REFINED,
                    (whole.id, part.id),
                    (
                        side_of(wide, scene.money(whole.id)),
                        side_of(where, told or scene.groups[part.id]),
                    ),
                    Words(
                        fr=f"Le lieu, d’abord tu ({wide.fr}), se précise par une partie de "
                        f"l’ensemble : {where.fr} ({who.fr}).",
                        en=f"The place, at first untold ({wide.en}), becomes known by a part of "
                        f"it: {where.en} ({who.en}).",
                    ),
                )
            )
    return found


def part_or_error(scene: Scene) -> list[Conflict]:
    """A sum read as a part of another that may as well be the same one, told wrongly.

    No text tells both, no text ties them, and they are of one party and time: the reading as a
    part keeps totals from counting twice, and the doubt is said.
    """
    found: list[Conflict] = []
    for part in scene.commitments.values():
        for relation in part.relations:
            whole = scene.commitments.get(relation.whole)
            if whole is None or relation.basis is not RelationBasis.READING:
                continue
            if not _may_be_one(part, whole, scene):
                continue
            less, more = money_range(part.euros), money_range(whole.euros)
            found.append(
                make(
                    ConflictKind.AMOUNT,
                    (part.id, whole.id),
                    (side_of(less, scene.money(part.id)), side_of(more, scene.money(whole.id))),
                    Words(
                        fr=f"{less.fr} et {more.fr}, par les mêmes parties et au même moment : une "
                        "partie et son tout, ou deux versions d’un même montant.",
                        en=f"{less.en} and {more.en}, by the same parties at the same time: a part "
                        "and its whole, or two versions of one amount.",
                    ),
                    size=(whole.euros.low or Decimal(0)) - (part.euros.high or Decimal(0)),
                    repairs=(
                        Words(
                            fr=f"{less.fr} est une partie de {more.fr} : c’est la lecture retenue.",
                            en=f"{less.en} is a part of {more.en}: the reading kept here.",
                        ),
                        Words(
                            fr="L’un des chiffres est faux ou dépassé.",
                            en="One figure is wrong or stale.",
                        ),
                    ),
                )
            )
    return found


def _may_be_one(part: Commitment, whole: Commitment, scene: Scene) -> bool:
    """True for exact sums within a factor of two, of one first party, told at one time apart."""
    less, more = part.euros.high, whole.euros.low
    if less is None or more is None or not less < more < 2 * less:
        return False
    payers = [{party.key for party in each.known_by} for each in (part, whole)]
    # What one of several pays for is a part of what all of them do: nothing is in doubt.
    if not payers[0] & payers[1] or payers[0] < payers[1]:
        return False
    names = [{p.key for p in each.projects if p.is_named} for each in (part, whole)]
    if names[0] and names[1] and not names[0] & names[1]:
        return False
    mine, theirs = scene.money(part.id), scene.money(whole.id)
    if {each.claim.document_id for each in mine} & {each.claim.document_id for each in theirs}:
        return False
    days = [[each.published.first for each in told if each.published] for told in (mine, theirs)]
    return not all(days) or abs(min(days[0]) - min(days[1])) <= _AT_ONE_TIME
