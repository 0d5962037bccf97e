"""Which statements speak of one undertaking, and which undertaking is a part of another."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Purpose, Role
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.grouping.features import (
    TORN,
    Traits,
    amount_score,
    gap_score,
    is_overpriced,
    is_pinned,
    party_score,
    place_score,
    project_score,
    traits_of,
)
from grandlivre.ledger.grouping.same import same
from grandlivre.ledger.grouping.statements import Statement, significant_digits
from grandlivre.ledger.grouping.weights import GOOD, weight_of

_AGREE = 3.0
"""Least score for statements whose amounts agree."""
_DISAGREE = 4.0
"""Least score for statements whose amounts do not: then the rest must speak for one thing."""
_TELLING = 2.0
"""Score of one and the same figure of two digits or more."""
_LARGE_BLOCK = 300
_BEFORE = timedelta(days=31)
_AT_ONE_TIME = timedelta(days=60)
_WELL_KNOWN = 3
"""In how many texts an envelope must stand for its figure to be known as its own."""

Score = Callable[[Traits, Traits, Linker], float | None]


def group(statements: Sequence[Statement], linker: Linker) -> tuple[tuple[Statement, ...], ...]:
    """Gather statements into undertakings.

    Parameters
    ----------
    statements
        Money pledged, or power; in any order.
    linker
        Who is who.

    Returns
    -------
    tuple of tuple of Statement
        Each statement in exactly one group; groups and their members by claim id.

    Notes
    -----
    Statements that say the same of the same are one from the start. Then pairs that share a
    party, a named project or a place are scored (`grandlivre.ledger.grouping.features`) and joined,
    the most alike first: envelopes of one telling figure and country, with what few texts read as
    a pledge of that figure; then what agrees on its amount; then what does not, which leaves a
    contradiction to show. Two amounts that one document sets side by side are never joined,
    nor a part with its whole. The order of the statements makes no difference.
    """
    groups = [traits_of(same) for same in same(statements)]
    members = {each.claim.id: each for each in statements}
    for score in (_one_plan, _misread_plan, _agreement, _revision, _disagreement):
        groups = _joined(groups, members, linker, score)
    groups = _without_strays(groups, members)
    ordered = sorted(groups, key=lambda each: each.key)
    return tuple(tuple(members[claim] for claim in sorted(each.claims)) for each in ordered)


def _tie(first: Traits, second: Traits) -> tuple[bool, bool, int]:
    """Which of two pairs of one score is joined first: an analyst's own label, then one figure.

    Then what few tell: it finds its place before what many tell has drawn in everything near it.
    """
    origins = len(first.origins | second.origins)
    return not first.labels & second.labels, first.euros != second.euros, origins


def _joined(
    groups: Sequence[Traits], members: Mapping[str, Statement], linker: Linker, score: Score
) -> list[Traits]:
    """Join groups pair by pair, the best pair first, as long as the joined groups allow it."""
    by_key = {each.key: each for each in groups}
    scored: list[tuple[float, tuple[bool, bool, int], str, str]] = []
    for one, other in _pairs(groups, linker):
        value = score(by_key[one], by_key[other], linker)
        if value is not None:
            scored.append((-value, _tie(by_key[one], by_key[other]), one, other))
    home = {key: key for key in by_key}
    for _, _, one, other in sorted(scored):
        first, second = _root(home, one), _root(home, other)
        if first == second:
            continue
        mine, theirs = by_key[first], by_key[second]
        if score(mine, theirs, linker) is None:
            continue
        keep, drop = sorted((first, second))
        by_key[keep] = traits_of(members[claim] for claim in mine.claims | theirs.claims)
        del by_key[drop]
        home[drop] = keep
    return list(by_key.values())


def _without_strays(groups: Sequence[Traits], members: Mapping[str, Statement]) -> list[Traits]:
    """Part what was read unsurely from a group, where its range is well known as another's.

    "30 to 50" that three origins give to one undertaking was misread where one text alone, and
    unsurely, gives it to another: end for end, a range is hardly told of two.
    """
    voices: dict[Interval, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in groups:
        for claim in each.claims:
            told = _range_of(members[claim])
            if told is not None:
                voices[told][each.key].add(members[claim].origin)
    found: list[Traits] = []
    for each in groups:
        strays = []
        for claim in sorted(each.claims):
            told = _range_of(members[claim])
            if told is None or len(each.claims) == 1 or weight_of(members[claim]) >= GOOD:
                continue
            own = voices[told][each.key]
            others = [names for key, names in voices[told].items() if key != each.key]
            if len(own) == 1 and any(len(names) >= _WELL_KNOWN for names in others):
                strays.append(claim)
        kept = each.claims - set(strays)
        if not kept or not strays:
            found.append(each)
            continue
        found.append(traits_of(members[claim] for claim in kept))
        found.extend(traits_of([members[claim]]) for claim in strays)
    return found


def _range_of(statement: Statement) -> Interval | None:
    """Its range in euros, both ends stated; None for anything else."""
    euros = statement.compared
    if euros.low is None or euros.high is None or euros.is_exact:
        return None
    return euros


def _root(home: dict[str, str], key: str) -> str:
    while home[key] != key:
        home[key] = home[home[key]]
        key = home[key]
    return key


def _pairs(groups: Sequence[Traits], linker: Linker) -> list[tuple[str, str]]:
    """Pairs worth scoring: those that share a party or its parent, a name, a place or a sum."""
    blocks: dict[object, list[Traits]] = defaultdict(list)
    plans: dict[Interval, list[Traits]] = defaultdict(list)
    for each in groups:
        if each.role is Role.PROGRAMME and each.euros is not None:
            plans[each.euros].append(each)
        keys = {*each.names, *(place.key for place in each.places if place.level > 2)}
        for party in each.parties:
            entity = linker.entities.get(party)
            keys.update((party, *(entity.parents if entity is not None else ())))
        for key in keys:
            blocks[key].append(each)
    pairs: set[tuple[str, str]] = set()
    for block in blocks.values():
        ordered = sorted(block, key=_size)
        reach = len(ordered) if len(ordered) <= _LARGE_BLOCK else _LARGE_BLOCK // 3
        for index, one in enumerate(ordered):
            pairs.update(_pair(one, other) for other in ordered[index + 1 : index + 1 + reach])
    for each in groups:
        if each.euros is not None:
            same = plans.get(each.euros, [])[:_LARGE_BLOCK]
            pairs.update(_pair(each, plan) for plan in same if plan.key != each.key)
    return sorted(pairs)


def _pair(one: Traits, other: Traits) -> tuple[str, str]:
    return min(one.key, other.key), max(one.key, other.key)


def _size(traits: Traits) -> tuple[Decimal, str]:
    euros = traits.euros if traits.euros is not None else Interval()
    return euros.high or euros.low or Decimal(0), traits.key


def _one_plan(first: Traits, second: Traits, linker: Linker) -> float | None:
    """Score of two envelopes of one country with one figure of two digits or more."""
    if not first.role is second.role is Role.PROGRAMME or first.euros != second.euros:
        return None
    if first.units != second.units or not _is_telling(first) or _are_apart(first, second):
        return None
    if first.places and second.places and not _countries(first) & _countries(second):
        return None
    return _AGREE + len(first.names & second.names) + len(first.purposes & second.purposes)


def _is_telling(plan: Traits) -> bool:
    figure = plan.euros.low if plan.euros is not None and plan.euros.is_exact else None
    return figure is not None and significant_digits(figure) >= 2


def _countries(traits: Traits) -> set[str | None]:
    """Countries of places; a group of countries stands for itself."""
    return {place.country or place.key for place in traits.places}


def _agreement(first: Traits, second: Traits, linker: Linker) -> float | None:
    """Score of two groups as one undertaking on whose amount they agree."""
    amount = amount_score(first, second)
    if amount is None or _are_apart(first, second) or is_overpriced(first, second):
        return None
    parties, places = party_score(first, second, linker), place_score(first, second)
    if places is None or (places == TORN and amount < _TELLING):
        return None
    is_programme = Role.PROGRAMME in (first.role, second.role)
    if parties is None:
        # Whose a plan is, is told in many ways; who pays for a site is not.
        if not is_programme and not first.names & second.names:
            return None
        parties = -1.0
    one_unnamed = not first.parties or not second.parties
    if one_unnamed and not is_programme and not is_pinned(first, second):
        return None
    if first.role is not second.role:
        if Role.ROUND in (first.role, second.role):
            return None
        if is_programme and Role.CAPACITY in (first.role, second.role):
            return None
        same_name = bool(first.names & second.names) and first.euros == second.euros
        if is_programme and _restates(first, second):
            amount += 1.0
        elif is_programme and parties < 2.0 and not same_name:
            return None
        amount -= 0.5
    elif is_programme and _are_one_size(first, second):
        amount += 1.0
    value = amount + parties + places + project_score(first, second)
    # Where they have little in common as to who, they must agree on more.
    is_loose = bool(first.parties and second.parties) and parties < 1.0
    is_loose = is_loose and not (amount >= _TELLING and parties > -1.0)
    needed = _AGREE + (1.0 if is_loose and not is_pinned(first, second) else 0.0)
    if value < needed and (
        _is_told_in_passing(first, second) or _is_told_in_passing(second, first)
    ):
        return needed
    return value if value >= needed else None


def _is_told_in_passing(other: Traits, known: Traits) -> bool:
    """True where one text alone gives a known payer's very figure, without a place that is known.

    What it is for is then the least sure of what was read: hardly anybody pledges one sum twice
    and has one text alone say so. Of several payers the figure must be telling.
    """
    return (
        other.role is known.role is Role.COMMITMENT
        and not any(place.level for place in other.places)
        and not other.names
        and not other.is_charted
        and len(other.origins) == 1
        and (known.is_charted or len(known.origins) > 1)
        and other.euros is not None
        and other.euros.is_exact
        and other.euros == known.euros
        and bool(other.parties)
        and other.parties <= known.parties
        and (other.parties == known.parties or _is_telling(other))
    )


def _are_one_size(first: Traits, second: Traits) -> bool:
    """True for two envelopes of one figure and use in one country, told of at about one time."""
    if first.euros != second.euros or not first.purposes & second.purposes - {Purpose.OTHER}:
        return False
    if not _countries(first) & _countries(second):
        return False
    if first.announced is None or second.announced is None:
        return True
    return abs(first.announced - second.announced) <= _AT_ONE_TIME


def _misread_plan(first: Traits, second: Traits, linker: Linker) -> float | None:
    """Score of an envelope and what few texts read as a pledge of its very figure."""
    if not (_is_misread_plan(first, second) or _is_misread_plan(second, first)):
        return None
    if _are_apart(first, second) or place_score(first, second) in (None, TORN):
        return None
    return _AGREE


def _is_misread_plan(plan: Traits, other: Traits) -> bool:
    """True where few texts read as a pledge what three and more know as an envelope."""
    return (
        plan.role is Role.PROGRAMME
        and other.role is Role.COMMITMENT
        and not other.is_charted
        and len(plan.origins) >= 2 * len(other.origins)
        and plan.euros == other.euros
        and _is_telling(plan)
        and len(plan.by_document) >= _WELL_KNOWN
    )


def _restates(first: Traits, second: Traits) -> bool:
    """True where the one gives to somebody the very figure that many texts give as an envelope.

    A figure of two digits or more that three texts know as a plan's is hardly by chance one
    company's too: the plan was told of carelessly, or read so.
    """
    plan, other = (first, second) if first.role is Role.PROGRAMME else (second, first)
    if plan.euros is None or plan.euros != other.euros or not plan.euros.is_exact:
        return False
    texts = len(plan.by_document)
    is_telling = plan.euros.low is not None and significant_digits(plan.euros.low) >= 2
    return is_telling and texts >= _WELL_KNOWN and texts >= 2 * len(other.by_document)


def _revision(first: Traits, second: Traits, linker: Linker) -> float | None:
    """Score of two groups of which the one says that it once had the sum of the other.

    However far apart the two sums are: a text that tells both as one thing's needs no likeness.
    """
    if not (_was(first, second) or _was(second, first)) or _are_apart(first, second):
        return None
    if not first.role is second.role is Role.COMMITMENT:
        return None
    parties, places = party_score(first, second, linker), place_score(first, second)
    if parties is None or parties < 2.0 or places is None or places < 0:
        return None
    value = parties + places + project_score(first, second)
    return value if value >= _AGREE else None


def _was(now: Traits, once: Traits) -> bool:
    """True where the texts of the one give the sum of the other as its former one."""
    told = [each for figures in once.by_document.values() for each in figures]
    return any(old.intersection(each) is not None for old in now.former for each in told)


def _disagreement(first: Traits, second: Traits, linker: Linker) -> float | None:
    """Score of two groups as one commitment on whose amount they do not agree."""
    if first.role is not Role.COMMITMENT or second.role is not Role.COMMITMENT:
        return None
    gap = gap_score(first, second)
    if gap is None or _are_apart(first, second) or _is_finer_and_less(first, second):
        return None
    parties, places = party_score(first, second, linker), place_score(first, second)
    if parties is None or parties < 2.0 or places is None or places < 0:
        return None
    if not first.assets or not second.assets:
        gap -= 0.5
    value = gap + parties + places + project_score(first, second)
    return value if value >= _DISAGREE else None


def _are_apart(first: Traits, second: Traits) -> bool:
    """True where a document sets the two side by side, or one is said to be a part of the other."""
    if first.wholes & second.claims or second.wholes & first.claims:
        return True
    # What is left of others' money is nobody's pledge, whoever is named beside it.
    if first.is_reckoned is not second.is_reckoned:
        return True
    for document in first.by_document.keys() & second.by_document.keys():
        for mine in first.by_document[document]:
            for theirs in second.by_document[document]:
                if mine.intersection(theirs) is None:
                    return True
    return False


def _is_finer_and_less(first: Traits, second: Traits) -> bool:
    """True where the lesser sum is for the finer place: a part rather than a contradiction."""
    less, more = (first, second) if _lies_below(first.hull, second.hull) else (second, first)
    # What was told well before its whole is what the sum used to be.
    if less.announced and more.announced and more.announced - less.announced > _BEFORE:
        return False
    return bool(less.places and more.places) and all(
        any(wide.holds(fine) and wide.key != fine.key for wide in more.places)
        for fine in less.places
    )


def _lies_below(first: Interval, second: Interval) -> bool:
    return first.high is not None and second.low is not None and first.high < second.low
