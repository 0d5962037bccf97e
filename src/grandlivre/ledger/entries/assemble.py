"""From a group of statements to an entry of the ledger."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from grandlivre.base.interval import Interval
from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.model import Measure, Purpose, Role, Stage
from grandlivre.entities.model import Entity, Place, Project
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.entries.bounds import Reconciled, origins_of
from grandlivre.ledger.entries.powers import megawatts, reconcile_power
from grandlivre.ledger.entries.titles import entry_title, families, programme_title
from grandlivre.ledger.grouping.features import finest, role_of
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.grouping.weights import CERTAIN, Ballot, ballot_of
from grandlivre.ledger.model import Capacity, Commitment, EntryKind, Programme, Relation
from grandlivre.ledger.wordings import due_year

_T = TypeVar("_T")
_KINDS = {
    Role.COMMITMENT: EntryKind.COMMITMENT,
    Role.ROUND: EntryKind.ROUND,
    Role.CAPACITY: EntryKind.CAPACITY,
}
_FINER = 3
"""How many times the support of a finer place a wider one may have and still give way to it."""
_WELL_KNOWN = 4
"""Origins of an envelope from which on those who name no payer outvote the one that does."""
_PROGRESS = (Stage.OPERATIONAL, Stage.UNDER_CONSTRUCTION, Stage.CONFIRMED)


def by_voices(found: Mapping[_T, set[str]], order: Callable[[_T], Any]) -> list[_T]:
    """Things by how many origins give them, the most first; ties by `order`."""
    return sorted(found, key=lambda each: (-len(found[each]), order(each)))


def entry_id(statements: Iterable[Statement], *, is_programme: bool) -> str:
    """The id of an entry, made of its least claim id."""
    return content_key("prg" if is_programme else "cmt", min(each.claim.id for each in statements))


def is_programme(statements: Iterable[Statement]) -> bool:
    """True where most origins give it as an envelope that gathers several undertakings."""
    return role_of(statements) is Role.PROGRAMME


def commitment(
    statements: Sequence[Statement],
    reconciled: Reconciled,
    relations: tuple[Relation, ...],
    linker: Linker,
    plans: frozenset[str] = frozenset(),
) -> Commitment:
    """Make the entry of one undertaking.

    Parameters
    ----------
    statements
        All its statements, of money and of power.
    reconciled
        What its amounts say together.
    relations
        What it is a part of.
    linker
        Who is who.
    plans
        Keys of named projects that are programmes: they name no entry of theirs.
    """
    money = [each for each in statements if each.amount is not None]
    elected = _elected(statements, linker)
    kind = _KINDS[role_of(money or statements)]
    projects = _projects(statements)
    stage = stage_of(statements)
    return Commitment(
        id=entry_id(statements, is_programme=False),
        kind=kind,
        title=entry_title(
            kind,
            statements,
            elected.places,
            [each for each in projects if each.key not in plans],
            linker,
        ),
        known_by=tuple(party for family in families(statements, linker) for party in family),
        investors=elected.investors,
        beneficiaries=elected.beneficiaries,
        doubted_parties=elected.doubted_parties,
        doubted_places=elected.doubted_places,
        amounts=tuple(each.amount for each in money if each.amount is not None),
        euros=reconciled.euros,
        money_date=_money_date(money),
        announced=_announced(money),
        best=None,
        stage=stage,
        starts=_distinct(each.claim.start for each in statements),
        ends=_ends(statements),
        places=elected.places,
        projects=projects,
        purpose=main_purpose(statements),
        capacities=_capacities(statements),
        power_mw=megawatts(reconcile_power(statements)),
        relations=relations,
        claims=tuple(each.claim.id for each in statements),
        origins=origins_of(statements),
    )


def programme(
    statements: Sequence[Statement],
    reconciled: Reconciled,
    relations: tuple[Relation, ...],
    linker: Linker,
) -> Programme:
    """Make the entry of one envelope, its items still to be added."""
    known_well = origins_of(statements) >= _WELL_KNOWN
    elected = _elected(statements, linker, quorum=2 if known_well else 1)
    places, projects = elected.places, _projects(statements)
    purpose = main_purpose(statements)
    return Programme(
        id=entry_id(statements, is_programme=True),
        title=programme_title(reconciled.euros, statements, places, projects, purpose),
        investors=elected.investors,
        beneficiaries=elected.beneficiaries,
        amounts=tuple(each.amount for each in statements if each.amount is not None),
        euros=reconciled.euros,
        money_date=_money_date(statements),
        best=None,
        stage=stage_of(statements),
        ends=_ends(statements),
        places=places,
        projects=projects,
        purpose=purpose,
        items=(),
        itemised=Interval(low=Decimal(0), high=Decimal(0)),
        remainder=reconciled.euros,
        depends_on=(),
        relations=relations,
        claims=tuple(each.claim.id for each in statements),
        origins=origins_of(statements),
    )


def stage_of(statements: Sequence[Statement]) -> Stage:
    """How far an undertaking has come, by all that is said of it.

    Notes
    -----
    A withdrawal stands, however often old news is told again, until a later text says that the
    thing is confirmed, being built or in service. Progress counts where the latest text or a
    quarter of the origins tell of it; but nothing is in service before the date that most give
    for its end. Else what most origins say, the more cautious on a tie. What one text alone says,
    read unsurely and against others, changes nothing.
    """
    ballot = ballot_of(statements, lambda each: (each.claim.stage,))
    statements = [
        each
        for each in statements
        if not ballot.is_doubtful(each.claim.stage) and not _is_too_early(each, statements)
    ]
    voices: dict[Stage, set[str]] = defaultdict(set)
    for each in statements:
        voices[each.claim.stage].add(each.origin)
    latest = max((_day(each) for each in statements), default="")
    if Stage.CANCELLED in voices:
        last = max(_day(each) for each in statements if each.claim.stage is Stage.CANCELLED)
        revived = [
            each for each in statements if each.claim.stage in _PROGRESS and _day(each) > last
        ]
        return stage_of(revived) if revived and last else Stage.CANCELLED
    for stage in _PROGRESS:
        told_last = latest and any(
            each.claim.stage is stage and _day(each) == latest for each in statements
        )
        if stage in voices and (told_last or 4 * len(voices[stage]) >= origins_of(statements)):
            return stage
    return ballot_of(statements, lambda each: (each.claim.stage,)).ranked(list(Stage).index)[0]


def _is_too_early(statement: Statement, others: Sequence[Statement]) -> bool:
    """True for "in service" told before the end that most of the others who give one give."""
    if statement.claim.stage is not Stage.OPERATIONAL or statement.published is None:
        return False
    told = {
        each.origin: Period.parse(each.claim.end)
        for each in others
        if each.claim.end is not None and each.origin != statement.origin
    }
    later = [end for end in told.values() if end.first > statement.published.last]
    return len(later) > 1 and 2 * len(later) > len(told)


def _day(statement: Statement) -> str:
    return statement.published.last.isoformat() if statement.published is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Elected:
    """Who and where, by the weight of the origins that say so."""

    investors: tuple[Entity, ...]
    beneficiaries: tuple[Entity, ...]
    doubted_parties: tuple[Entity, ...]
    places: tuple[Place, ...]
    doubted_places: tuple[Place, ...]


def _elected(statements: Sequence[Statement], linker: Linker, quorum: int = 1) -> _Elected:
    """Parties and places, the best supported first; what one text alone says unsurely apart.

    Where statements of money have places, those of power do not move the money. A party that
    fewer origins than the quorum name, and no row of statements, is left out.
    """
    entities = {
        party.key: linker.entities.get(party.key, party)
        for each in statements
        for party in (*each.investors, *each.beneficiaries)
    }
    placed = [each for each in statements if each.amount is not None and each.places]
    doubted: dict[str, Entity] = {}
    ranked: list[tuple[Entity, ...]] = []
    for ballot in (
        ballot_of(statements, lambda each: (party.key for party in each.investors)),
        ballot_of(statements, lambda each: (party.key for party in each.beneficiaries)),
    ):
        order = [
            key
            for key in ballot.ranked(lambda key: entities[key].name)
            if ballot.origins(key) >= quorum or ballot.weight(key) >= CERTAIN
        ]
        doubted.update((key, entities[key]) for key in order if ballot.is_doubtful(key))
        ranked.append(tuple(entities[key] for key in order if not ballot.is_doubtful(key)))
    places, doubted_places = elected_places(placed or statements)
    return _Elected(
        investors=ranked[0],
        beneficiaries=ranked[1],
        doubted_parties=tuple(doubted[key] for key in sorted(doubted)),
        places=places,
        doubted_places=doubted_places,
    )


def elected_places(
    statements: Sequence[Statement],
) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The finest of the places, the best supported first; and those that one text doubts.

    A place that holds a finer one gives way to it only where the finer one has a third of its
    support: one text that sets a national plan in a village does not move the plan.
    """
    known = {place.key: place for each in statements for place in each.places}
    ballot = ballot_of(statements, lambda each: (place.key for place in each.places))
    doubted = {key for key in known if ballot.is_doubtful(key) and not _is_refined(key, known)}
    # What no list knows, and one text alone calls a place, may be any word with a capital.
    doubted.update(
        key
        for key, place in known.items()
        if not place.level and ballot.origins(key) == 1 and ballot.weight(key) < CERTAIN
    )

    def is_swamped(key: str) -> bool:
        wider = (wide for wide in known if wide != key and known[wide].holds(known[key]))
        return any(_FINER * ballot.weight(key) < ballot.weight(wide) for wide in wider)

    kept = [key for key in known if key not in doubted and not is_swamped(key)]
    fine = {place.key: place for place in finest(known[key] for key in kept)}
    order = ballot.ranked(lambda key: (-known[key].level, known[key].name))
    return (
        tuple(fine[key] for key in order if key in fine),
        tuple(known[key] for key in sorted(doubted)),
    )


def _is_refined(key: str, known: Mapping[str, Place]) -> bool:
    """True for a place that another one is in or beside: it is less exact, and not doubtful."""
    return any(
        other != key and known[key].level <= place.level and place.touches(known[key])
        for other, place in known.items()
    )


def _projects(statements: Sequence[Statement]) -> tuple[Project, ...]:
    """Named projects first, then kinds of asset, each once, by the weight of their origins."""
    ballot: Ballot[str] = Ballot()
    shown: dict[str, Project] = {}
    for each in statements:
        for project in each.projects:
            ballot.add(project.key, each)
            known = shown.get(project.key)
            if known is None or (len(project.name), project.name) < (len(known.name), known.name):
                shown[project.key] = project
    order = [
        key
        for key in ballot.ranked(lambda key: shown[key].name)
        if not (shown[key].is_named and ballot.is_doubtful(key))
    ]
    return tuple(sorted((shown[key] for key in order), key=lambda project: not project.is_named))


def main_purpose(statements: Sequence[Statement]) -> Purpose:
    """What most of the origins' weight says that it is for."""
    return _main(statements, lambda each: each.claim.purpose)


def _main(statements: Sequence[Statement], of: Callable[[Statement], _T]) -> _T:
    return ballot_of(statements, lambda each: (of(each),)).ranked(str)[0]


def _distinct(dates: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({each for each in dates if each}))


def _ends(statements: Iterable[Statement]) -> tuple[str, ...]:
    return _distinct(
        each.claim.end or (due_year(each) if each.amount is not None else None)
        for each in statements
    )


def _money_date(statements: Iterable[Statement]) -> str | None:
    dated = [each.published for each in statements if each.published is not None]
    return max(dated, key=lambda period: (period.last, period.text)).text if dated else None


def _announced(statements: Iterable[Statement]) -> str | None:
    dated = [each.published for each in statements if each.published is not None]
    return min(dated, key=lambda period: (period.first, period.text)).text if dated else None


def _capacities(statements: Iterable[Statement]) -> tuple[Capacity, ...]:
    """Stated powers, one record a figure and date, by rising power."""
    million = Decimal(10) ** 6
    found: dict[tuple[Decimal | None, Decimal | None, str | None], list[Statement]] = {}
    for each in statements:
        if each.claim.measure is Measure.POWER:
            claim = each.claim
            found.setdefault((claim.low, claim.high, claim.end), []).append(each)
    capacities = [
        Capacity(
            megawatts=Interval(
                low=None if low is None else low / million,
                high=None if high is None else high / million,
            ),
            by=end,
            claims=tuple(each.claim.id for each in same),
            origins=origins_of(same),
        )
        for (low, high, end), same in found.items()
    ]
    return tuple(sorted(capacities, key=_by_power))


def _by_power(capacity: Capacity) -> tuple[Decimal, str]:
    power = capacity.megawatts
    return power.high or power.low or Decimal(0), f"{capacity.by} {capacity.claims[0]}"
