"""How alike two groups of statements are: a score made of named parts, and what forbids."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure, Purpose, Role
from grandlivre.entities.model import Asset, Place
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.grouping.statements import Statement, significant_digits
from grandlivre.ledger.grouping.weights import ballot_of
from grandlivre.ledger.wordings import is_reckoned

_WORKS = frozenset({Purpose.DATA_CENTRE, Purpose.COMPUTE, Purpose.NETWORK, Purpose.ENERGY})
_PEOPLE = frozenset({Purpose.COMPANIES, Purpose.RESEARCH, Purpose.TRAINING, Purpose.OPEN_SOURCE})
_BUILT = frozenset({Asset.DATA_CENTRE, Asset.COMPUTE})
_LABEL = 3
"""From how many words on what a row calls its project tells it from others."""
_WIDEST = 3
"""Largest over least amount up to which statements may be contradictions about one thing."""
_SAME_WORTH = Decimal("0.06")
"""How far two figures in two currencies may lie apart and still be one, converted by a writer."""
_MEGA = Decimal(10) ** 6
_DIGIT = re.compile(r"\d")
_MOST_A_MEGAWATT = Decimal(500) * _MEGA
_FINE = 3
"""From this level on (region, department, town) a place tells one project from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a group of statements has in common, as far as telling groups apart goes."""

    key: str
    """The least claim id of the group."""
    role: Role
    """Commitment, programme, round, or capacity for claims of power."""
    bounds: Interval | None
    """What all its statements allow, widened by rounding; None where nothing is."""
    hull: Interval
    euros: Interval | None
    """Bounds as most of its origins state them, in euros where any does; None where all are of
    power."""
    is_reckoned: bool
    """True where its texts only work its amount out: what is left of others' is nobody's."""
    is_vague: bool
    """True where an open end is only a word's: "several billion", not "more than two"."""
    units: frozenset[str]
    """Currencies that its amounts are stated in."""
    parties: frozenset[str]
    leads: frozenset[str]
    """The first-named party of each of its statements."""
    names: frozenset[str]
    """Keys of its named projects."""
    labels: frozenset[str]
    """What rows of statements call their projects, folded."""
    assets: frozenset[Asset]
    places: tuple[Place, ...]
    """The finest of its places."""
    told_places: frozenset[tuple[Place, ...]]
    """The finest places that each of its statements gives, where it gives some."""
    purposes: frozenset[Purpose]
    by_document: dict[str, tuple[Interval, ...]]
    former: tuple[Interval, ...]
    """Sums that its own texts say it once had."""
    origins: frozenset[str]
    """Of its statements of money, where it has some."""
    is_charted: bool
    """True where a row of statements tells of it."""
    power_mw: Decimal | None
    """The largest power that its claims give; None where they give none."""
    announced: date | None
    """First day on which any of its texts was published."""
    claims: frozenset[str]
    wholes: frozenset[str]
    """Claims that its claims are said to be a part of."""


def traits_of(statements: Iterable[Statement]) -> Traits:
    """Gather the traits of a group of statements."""
    group = sorted(statements, key=lambda each: each.claim.id)
    first = group[0]
    told = [each for each in group if each.amount is not None]
    money = [each for each in told if each.replaced_by is None] or told
    bounds: Interval | None = Interval()
    hull = money[0].loosened if money else Interval()
    by_document: dict[str, tuple[Interval, ...]] = {}
    for each in money:
        bounds = bounds.intersection(each.loosened) if bounds is not None else None
        hull = hull.hull(each.loosened)
        document = each.claim.document_id
        by_document[document] = (*by_document.get(document, ()), each.loosened)
    return Traits(
        key=first.claim.id,
        role=role_of(money or group),
        bounds=bounds,
        hull=hull,
        euros=_most_told(money),
        is_reckoned=bool(money) and all(map(is_reckoned, money)),
        is_vague=not any(
            _DIGIT.search(each.claim.evidence.quote) for each in money if each.claim.high is None
        ),
        units=frozenset(each.claim.unit for each in money),
        parties=frozenset(party.key for each in group for party in each.principals),
        leads=frozenset(each.principals[0].key for each in group if each.principals),
        names=frozenset(p.key for each in group for p in each.projects if p.is_named),
        labels=frozenset(label for each in group for label in _labels(each)),
        assets=frozenset(each.asset for each in group) - {Asset.UNKNOWN},
        places=finest(place for each in group for place in each.places),
        told_places=frozenset(finest(each.places) for each in group if each.places),
        purposes=frozenset(each.claim.purpose for each in group),
        by_document=by_document,
        former=tuple(each.loosened for each in told if each.replaced_by is not None),
        origins=frozenset(each.origin for each in money or group),
        is_charted=any(each.claim.reader == "statement" for each in money or group),
        power_mw=_power(group),
        announced=min((each.published.first for each in group if each.published), default=None),
        claims=frozenset(each.claim.id for each in group),
        wholes=frozenset(each.claim.part_of for each in group if each.claim.part_of),
    )


def _labels(statement: Statement) -> set[str]:
    """What a row of statements calls its projects: an analyst's label, the same for the same."""
    if statement.claim.reader != "statement":
        return set()
    labels = {fold(form) for form in statement.claim.projects}
    return {each for each in labels if len(each.split()) >= _LABEL}


def _most_told(money: Sequence[Statement]) -> Interval | None:
    """What most origins state; euros before what was converted, then the first."""
    voices: dict[Interval, set[str]] = {}
    is_converted: dict[Interval, bool] = {}
    for each in money:
        if each.amount is not None:
            euros = each.compared
            voices.setdefault(euros, set()).add(each.origin)
            is_converted[euros] = is_converted.get(euros, True) and each.claim.unit != "EUR"
    return max(voices, key=lambda one: (not is_converted[one], len(voices[one])), default=None)


def _power(group: Iterable[Statement]) -> Decimal | None:
    ends = [
        (each.claim.high or each.claim.low or Decimal(0)) / _MEGA
        for each in group
        if each.claim.measure is Measure.POWER
    ]
    return max(ends, default=None)


def is_overpriced(first: Traits, second: Traits) -> bool:
    """True where the money of the one can hardly be for the power of the other.

    A megawatt of data centre costs some ten million euros, and up to five times that with its
    machines: ten times as much again is another undertaking's money.
    """
    for money, power in ((first, second), (second, first)):
        if money.euros is None or power.euros is not None or not power.power_mw:
            continue
        least = money.euros.low or money.euros.high or Decimal(0)
        if least > _MOST_A_MEGAWATT * power.power_mw:
            return True
    return False


def role_of(group: Iterable[Statement]) -> Role:
    """The role with the weightiest origins; a programme before a round before a commitment."""
    order = (Role.PROGRAMME, Role.ROUND, Role.COMMITMENT, Role.CAPACITY)
    return ballot_of(group, _role).ranked(order.index)[0]


def _role(statement: Statement) -> tuple[Role]:
    is_power = statement.claim.measure is Measure.POWER
    return (Role.CAPACITY if is_power else statement.claim.role,)


def finest(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places without those that hold another one of them, by key."""
    distinct = {place.key: place for place in places}
    return tuple(
        distinct[key]
        for key in sorted(distinct)
        if not any(distinct[key].holds(other) for other in distinct.values() if other.key != key)
    )


def party_score(first: Traits, second: Traits, linker: Linker) -> float | None:
    """How alike the parties are; None where both have some and none are related.

    From 3 for the same parties down to 0 for one in common of four; no less than 2 where the
    first-named ones are one, or parent and child.
    """
    if not first.parties or not second.parties:
        return 0.0
    if first.parties == second.parties:
        return 3.0
    less, more = sorted((first.parties, second.parties), key=len)
    matched = sum(any(linker.are_related(one, other) for other in more) for one in less)
    if not matched:
        return None
    score = 4.0 * matched / (len(less) + len(more) - matched) - 1.0
    if any(linker.are_related(a, b) for a in first.leads for b in second.leads):
        score = max(score, 2.0)
    return min(score, 3.0)


TORN = -1.0
"""Score of places that lie apart as a whole, but not for every statement."""


def place_score(first: Traits, second: Traits) -> float | None:
    """How alike the places are; None where they are known and lie apart."""
    if not first.places or not second.places:
        return 0.0
    mine = {place.key for place in first.places}
    shared = [place for place in second.places if place.key in mine]
    if shared:
        return 2.0 if any(place.level >= _FINE or not place.level for place in shared) else 0.5
    if any(a.touches(b) for a in first.places for b in second.places):
        return 0.5
    if any(not place.level for place in (*first.places, *second.places)):
        return -2.5
    # Texts of one group that differ on the place (a region, the whole country) forbid nothing.
    if len(first.told_places) > 1 or len(second.told_places) > 1:
        pairs = ((a, b) for mine in first.told_places for a in mine
                 for theirs in second.told_places for b in theirs)  # fmt: skip
        if any(a.touches(b) for a, b in pairs):
            return TORN
    return None


def _is_one_figure(first: Interval | None, second: Interval | None) -> bool:
    """True for one and the same figure, be it flat, a floor or a ceiling: "10", "10 and more"."""
    if first is None or second is None:
        return False
    ends = [{end for end in (each.low, each.high) if end is not None} for each in (first, second)]
    return len(ends[0]) == 1 and ends[0] == ends[1]


def project_score(first: Traits, second: Traits) -> float:
    """How alike the projects are, by name and by kind of asset."""
    score = 0.0
    if first.labels & second.labels and _is_one_figure(first.euros, second.euros):
        score += 3.0
    elif first.names and second.names:
        score += 3.0 if first.names & second.names else -2.0
    elif first.names or second.names:
        score -= 0.5
    mine, others = first.assets - {Asset.FUND}, second.assets - {Asset.FUND}
    if first.assets & second.assets:
        score += 1.0
    elif mine and others:
        score -= 0.5 if mine | others <= _BUILT else 1.5
    if first.purposes & second.purposes - {Purpose.OTHER}:
        score += 0.5
    elif (first.purposes <= _WORKS and second.purposes <= _PEOPLE) or (
        first.purposes <= _PEOPLE and second.purposes <= _WORKS
    ):
        score -= 1.5
    return score


def amount_score(first: Traits, second: Traits) -> float | None:
    """How well the amounts agree; None where they exclude one another."""
    if first.bounds is None or second.bounds is None:
        return None
    joint = first.bounds.intersection(second.bounds)
    if joint is None:
        return None
    # "16" and "17", each rounded, meet at 16.5 and nowhere else: two figures.
    if joint.is_exact and not first.bounds.is_exact and not second.bounds.is_exact:
        return None
    mine, other = first.euros, second.euros
    if mine is None or other is None:
        return 0.0
    if mine == other:
        if mine.low is None or mine.high is None:
            return 1.0
        if mine.low != mine.high:
            return 2.5
        return 1.5 + 0.5 * (significant_digits(mine.low) - 1)
    if mine.is_exact and other.is_exact and mine.high and other.high:
        if first.units == second.units:
            return 1.5
        return 0.5 if abs(mine.high - other.high) <= _SAME_WORTH * mine.high else None
    if _is_bound_of(mine, other) or _is_bound_of(other, mine) or _are_near(mine, other):
        return 1.5
    if mine.high is not None and mine.high == other.high:
        return 1.0
    if _is_far_below(first, second) or _is_far_below(second, first):
        return None
    return -1.5


def _is_far_below(floor: Traits, other: Traits) -> bool:
    """True for "more than 1" beside 4: who writes a figure and "more" means little more."""
    least = None if floor.euros is None or floor.euros.high is not None else floor.euros.low
    low = None if other.euros is None else other.euros.low
    return not floor.is_vague and least is not None and low is not None and low >= 2 * least


def gap_score(first: Traits, second: Traits) -> float | None:
    """How far apart the amounts lie, as a malus; None from a factor of two on."""
    low, high = sorted((first.hull, second.hull), key=_order)
    if low.low is None or low.high is None or high.low is None or high.high is None:
        return None
    if low.low <= 0 or low.high <= 0:
        return None
    ratio = high.low / low.high
    # Joined step by step, 10 with 15, 20 and 30 would end as one; the whole span counts too.
    if ratio >= 2 or max(low.high, high.high) / low.low > _WIDEST:
        return None
    return -0.5 if ratio < Decimal("1.5") else -1.0


def _order(interval: Interval) -> tuple[Decimal, Decimal]:
    unlimited = Decimal("Infinity")
    return (
        -unlimited if interval.low is None else interval.low,
        unlimited if interval.high is None else interval.high,
    )


def _is_bound_of(value: Interval, interval: Interval) -> bool:
    return value.is_exact and value.low in (interval.low, interval.high)


def _are_near(first: Interval, second: Interval) -> bool:
    """True where both ends of two ranges are as good as the same."""
    pairs = ((first.low, second.low), (first.high, second.high))
    return all(
        one is not None and other is not None and abs(one - other) <= _SAME_WORTH * max(one, other)
        for one, other in pairs
    )


def is_pinned(first: Traits, second: Traits) -> bool:
    """True where a named project or a fine place stands in both."""
    if first.names & second.names:
        return True
    mine = {place.key for place in first.places if place.level >= _FINE}
    return any(place.key in mine for place in second.places)
