"""Conflicts about what an envelope is: its name, whose money, what is in it and what beside."""

import re
from collections import defaultdict
from collections.abc import Sequence

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.ledger.conflicts.sides import Scene, called, make, side_of
from grandlivre.ledger.conflicts.sums import mixed_totals
from grandlivre.ledger.entries.bounds import common
from grandlivre.ledger.entries.programmes import add_up
from grandlivre.ledger.entries.titles import shared_projects, tidy
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import (
    Commitment,
    Conflict,
    ConflictKind,
    Programme,
    Words,
)
from grandlivre.ledger.natures import PUBLIC_KINDS, country_of
from grandlivre.ledger.wordings import Telling, nature_told
from grandlivre.ledger.words import USES, listed, money_range, same

_YEAR = re.compile(r"20\d\d")
_TOLD_OTHERS = 2
"""How many others a text must tie to a programme for its silence about one to say anything."""


def one_name(scene: Scene) -> list[Conflict]:
    """Envelopes of one name and different sums: they may not count the same things."""
    by_name: dict[tuple[str, str], list[Programme]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    summed = mixed_totals(scene.statements)
    for each in scene.programmes.values():
        # A sum of two envelopes goes by the name of neither.
        if summed.issuperset(each.claims) or each.aside is not None:
            continue
        group = scene.groups[each.id]
        for project in shared_projects(group, each.projects, share=4):
            key = _family(project.name, group)
            if each not in by_name[key]:
                by_name[key].append(each)
            name = " ".join(tidy(project.name).split()[: sum(len(k.split()) for k in key)])
            names[key] = min(names.get(key, name), name, key=len)
    found: list[Conflict] = []
    for key in sorted(by_name):
        named = sorted(by_name[key], key=lambda each: (each.euros.low or 0, each.id))
        if len(named) < 2:
            continue
        sides = [
            side_of(
                Words(
                    fr=f"{money_range(each.euros).fr} ({_counted(each, key).fr})",
                    en=f"{money_range(each.euros).en} ({_counted(each, key).en})",
                ),
                scene.groups[each.id],
            )
            for each in named
        ]
        told = listed([side.says for side in sides])
        bounds = [end for each in named for end in (each.euros.low, each.euros.high) if end]
        found.append(
            make(
                ConflictKind.SCOPE,
                [each.id for each in named],
                sides,
                Words(
                    fr=f"Plusieurs totaux circulent sous le nom « {names[key]} » : {told.fr}. Ils "
                    "ne comptent peut-être pas la même chose.",
                    en=f"Several totals go by the name “{names[key]}”: {told.en}. They may not "
                    "count the same things.",
                ),
                size=max(bounds) - min(bounds) if bounds else None,
            )
        )
    return found


def _family(name: str, statements: Sequence[Statement]) -> tuple[str, str]:
    """The name up to its year, and the year: that of the first text where the name has none."""
    words = fold(tidy(name)).split()
    at = next((n for n, word in enumerate(words) if n and _YEAR.fullmatch(word)), None)
    if at is not None:
        return " ".join(words[:at]), words[at]
    days = [each.published.first for each in statements if each.published is not None]
    return " ".join(words), str(min(days).year) if days else ""


def _counted(programme: Programme, family: tuple[str, str]) -> Words:
    """What an envelope says that it counts: the rest of its own name, else what it is for."""
    for project in programme.projects:
        words = tidy(project.name).split()
        folded = fold(" ".join(words))
        head = " ".join(each for each in family if each)
        if project.is_named and folded.startswith(f"{head} "):
            return same(" ".join(words[len(head.split()) :]))
    return USES[programme.purpose]


def claimed_whole(scene: Scene) -> list[Conflict]:
    """Envelopes that some texts give wholly to a party that others give a part of them to.

    Only what a text tells apart contradicts: who pays for a whole pays for its phases too.
    """
    found: list[Conflict] = []
    for each in scene.programmes.values():
        for item in each.items:
            part = () if item.is_perhaps else scene.groups.get(item.entry, ())
            payers = {party.key for one in part for party in one.investors}
            documents = {one.claim.document_id for one in part}
            divided = any(
                one.claim.document_id in documents and not _is_sole(one, payers)
                for one in scene.groups[each.id]
            )
            wholly = [
                one
                for one in scene.groups[each.id]
                if divided and one.claim.document_id not in documents and _is_sole(one, payers)
            ]
            share, whole = _bounds(part), _bounds(scene.groups[each.id])
            if not wholly or share.high is None or whole.low is None or share.high >= whole.low:
                continue
            payer = called(scene.linker, wholly[0].investors[0].key)
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
                        fr=f"{payer.fr} : payeur du tout ({sides[0].says.fr}) pour les "
                        f"uns, d’une part ({sides[1].says.fr}) pour les autres.",
                        en=f"{payer.en}: payer of the whole ({sides[0].says.en}) to "
                        f"some, of a part ({sides[1].says.en}) to others.",
                    ),
                    size=whole.low - share.high,
                )
            )
    return found


def _is_sole(statement: Statement, payers: set[str]) -> bool:
    """True where one of some payers pays for all of it, and nobody else."""
    return len(statement.investors) == 1 and statement.investors[0].key in payers


def _bounds(group: Sequence[Statement]) -> Interval:
    money_of = [each for each in group if each.amount is not None]
    return common(money_of) if money_of else add_up([])


def nature(scene: Scene) -> list[Conflict]:
    """Money that texts call private, while public parties pay for some of it."""
    found: list[Conflict] = []
    entries: list[Programme | Commitment] = [*scene.programmes.values()]
    entries.extend(scene.commitments.values())
    for each in entries:
        private = [one for one in scene.money(each.id) if Telling.PRIVATE in nature_told(one)]
        if not private:
            continue
        paying = _public_payers(each, scene)
        public = [one for one in scene.money(each.id) if Telling.PUBLIC in nature_told(one)]
        told = [*public, *(one for part in paying.values() for one in part)]
        if not told:
            continue
        names = listed([called(scene.linker, key) for key in sorted(paying)])
        who = names if paying else Words(fr="des fonds publics", en="public funds")
        paid = dict.fromkeys(
            key for key in scene.commitments if set(scene.commitments[key].claims) & _ids(told)
        )
        stake = add_up([scene.euros(key) for key in paid])
        found.append(
            make(
                ConflictKind.NATURE,
                dict.fromkeys((each.id, *paid)),
                (
                    side_of(Words(fr="argent privé", en="private money"), private),
                    side_of(who, told),
                ),
                Words(
                    fr=f"Dit privé, alors que des payeurs publics y sont comptés : {who.fr}.",
                    en=f"Called private, while public parties are counted in it: {who.en}.",
                ),
                size=stake.high or stake.low or None,
                repairs=(
                    Words(
                        fr="L’argent public est peut-être à côté, et non dedans.",
                        en="The public money may be beside it rather than inside.",
                    ),
                ),
            )
        )
    return found


def _ids(statements: Sequence[Statement]) -> set[str]:
    return {each.claim.id for each in statements}


def _public_payers(entry: Programme | Commitment, scene: Scene) -> dict[str, list[Statement]]:
    """Statements by public party: of the entry itself, or of what is stated to be in it."""
    if isinstance(entry, Programme):
        inside = [
            one
            for item in entry.items
            if item.is_stated and not item.is_perhaps and item.entry in scene.commitments
            for one in scene.money(item.entry)
        ]
        known = {
            party.key
            for item in entry.items
            if item.entry in scene.commitments
            for party in scene.commitments[item.entry].known_by
        }
    else:
        inside = list(scene.money(entry.id))
        known = {party.key for party in entry.known_by}
    home = country_of(entry)
    found: dict[str, list[Statement]] = defaultdict(list)
    for one in inside:
        for party in one.investors:
            if party.key in known and party.kind in PUBLIC_KINDS and party.country in (home, "EU"):
                found[party.key].append(one)
    return found


def membership(scene: Scene) -> list[Conflict]:
    """Entries inside a programme to one text, and beside it to one that lists others in it."""
    home = {each.claim.id: key for key, group in scene.groups.items() for each in group}
    found: list[Conflict] = []
    for plan in scene.programmes.values():
        tied = _tied(plan, scene, home)
        texts = {one.claim.document_id for one in scene.money(plan.id)}
        for item in plan.items:
            if not item.is_stated or item.entry not in scene.commitments:
                continue
            inside = [
                one
                for one in scene.money(item.entry)
                if home.get(one.claim.part_of or "") == plan.id
            ]
            beside = [
                one
                for one in scene.money(item.entry)
                if one.claim.document_id in texts
                and item.entry not in tied[one.claim.document_id]
                and len(tied[one.claim.document_id]) >= _TOLD_OTHERS
            ]
            if inside and beside:
                found.append(_membership(plan, item.entry, inside, beside, scene))
    return found


def _tied(plan: Programme, scene: Scene, home: dict[str, str]) -> defaultdict[str, set[str]]:
    """Entries that each text ties to a programme, directly or to something else."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in scene.statements:
        if each.amount is not None and home.get(each.claim.part_of or "") == plan.id:
            found[each.claim.document_id].add(home[each.claim.id])
    return found


def _membership(
    plan: Programme,
    entry: str,
    inside: Sequence[Statement],
    beside: Sequence[Statement],
    scene: Scene,
) -> Conflict:
    title, bounds = scene.title(entry), scene.euros(entry)
    return make(
        ConflictKind.MEMBERSHIP,
        (entry, plan.id),
        (
            side_of(Words(fr=f"dans « {plan.title.fr} »", en=f"in “{plan.title.en}”"), inside),
            side_of(Words(fr="à côté", en="beside it"), beside),
        ),
        Words(
            fr=f"{title.fr} : compté dans « {plan.title.fr} » par les uns ; un autre texte, qui en "
            "énumère d’autres éléments, ne l’y range pas.",
            en=f"{title.en}: counted in “{plan.title.en}” by some; another text, which lists other "
            "items of it, does not put it there.",
        ),
        size=bounds.high or bounds.low,
        repairs=(
            Words(
                fr="Retirer cet élément, et le reste non attribué s’accroît d’autant.",
                en="Take this item out, and what is unattributed grows by as much.",
            ),
        ),
    )
