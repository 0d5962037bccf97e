"""Which undertaking is a part of another: as texts say, and as it may be read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from grandlivre.claims.model import Purpose, Role, Stage
from grandlivre.entities.model import Asset
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.entries.assemble import (
    elected_places,
    entry_id,
    is_programme,
    main_purpose,
    stage_of,
)
from grandlivre.ledger.entries.bounds import origins_of
from grandlivre.ledger.grouping.features import Traits, party_score, traits_of
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.grouping.weights import GOOD, is_faint, weight_of
from grandlivre.ledger.model import Relation, RelationBasis, Words
from grandlivre.ledger.relations.arithmetic import by_sums, sums
from grandlivre.ledger.relations.ties import PERHAPS, End, columns, end_of, judged, turned_round

Group = tuple[Statement, ...]
_WORKS = frozenset({Purpose.DATA_CENTRE, Purpose.COMPUTE, Purpose.NETWORK, Purpose.ENERGY})
_LISTED = 2
"""How many parts a text must tie surely to a whole for its other ties to it to hold too."""
_BEFORE = timedelta(days=31)
"""How long before its whole a part may have been told of."""


def relations_of(groups: Sequence[Group], linker: Linker) -> dict[str, tuple[Relation, ...]]:
    """Find what each undertaking is a part of.

    Parameters
    ----------
    groups
        Statements by undertaking.
    linker
        Who is who.

    Returns
    -------
    dict
        Relations by entry id. What a text states comes first; a reading is offered only for a
        commitment that no text ties to another one. No circle: where texts tie two entries
        both ways, the way that more origins tell stands.
    """
    ids = [entry_id(each, is_programme=is_programme(each)) for each in groups]
    by_id = dict(zip(ids, groups, strict=True))
    found = _stated(by_id, linker)
    home = {each.claim.id: key for key, group in by_id.items() for each in group}
    told = [each for group in by_id.values() for each in group]
    for (part, whole), relation in sorted(by_sums(found, home, sums(told, linker)).items()):
        known = whole in found[part]
        if known or (_may_hold(by_id[part], by_id[whole]) and not _leads_to(whole, part, found)):
            found[part][whole] = relation
    for part, whole, relation in _readings(by_id, found, linker):
        if whole not in found[part] and not _leads_to(whole, part, found):
            found[part][whole] = relation
    return {
        part: tuple(wholes[key] for key in sorted(wholes)) for part, wholes in sorted(found.items())
    }


def _may_hold(part: Group, whole: Group) -> bool:
    """True unless an envelope would lie in a pledge, or money in what has no price."""
    if is_programme(part) or is_programme(whole):
        return False
    has_money = any(each.amount is not None for each in part)
    return not has_money or any(each.amount is not None for each in whole)


def _stated(by_id: Mapping[str, Group], linker: Linker) -> defaultdict[str, dict[str, Relation]]:
    """Ties that texts or rows of statements tell of, the best supported first."""
    home = {each.claim.id: key for key, group in by_id.items() for each in group}
    told: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for key, group in by_id.items():
        for each in group:
            whole = home.get(each.claim.part_of or "")
            if whole is not None and whole != key:
                told[key, whole].append(each)
    ends = {key: end_of(group, is_programme=is_programme(group)) for key, group in by_id.items()}
    rows = columns(ends)
    lists = _lists(told)
    made = {
        (part, whole): judged(
            whole,
            (ends[part], ends[whole]),
            told.get((part, whole), []),
            rows.get((part, whole), []),
            linker,
            is_listed=not ends[part].is_programme
            and any(
                (each.claim.document_id, whole) in lists for each in told.get((part, whole), [])
            ),
        )
        for part, whole in {*told, *rows}
        if ends[whole].is_programme or not (ends[part].is_programme or ends[whole].is_unpriced)
    }
    found: defaultdict[str, dict[str, Relation]] = defaultdict(dict)

    def rank(pair: tuple[str, str]) -> tuple[object, ...]:
        voices = origins_of([*told.get(pair, []), *rows.get(pair, [])])
        return made[pair].basis is RelationBasis.PERHAPS, not made[pair].is_firm, -voices, pair

    for part, whole in sorted(made, key=rank):
        if not _leads_to(whole, part, found):
            found[part][whole] = made[part, whole]
    for part, whole in sorted(made):
        turned = turned_round(part, ends[part], ends[whole], made[part, whole], linker)
        if turned is None or part in found[whole]:
            continue
        stated = found[part].pop(whole, None)
        if not _leads_to(part, whole, found):
            found[whole][part] = turned
        elif stated is not None:
            found[part][whole] = stated
    for part in sorted(found):
        _settle(part, found, ends)
    return found


def _lists(told: Mapping[tuple[str, str], Sequence[Statement]]) -> set[tuple[str, str]]:
    """Documents, with a whole, that surely tie several undertakings to it: they list its parts."""
    sure: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (part, whole), statements in told.items():
        for each in statements:
            if weight_of(each) >= GOOD:
                sure[each.claim.document_id, whole].add(part)
    return {key for key, parts in sure.items() if len(parts) >= _LISTED}


def _settle(part: str, found: Mapping[str, dict[str, Relation]], ends: Mapping[str, End]) -> None:
    """Leave an undertaking in one envelope: the firm one; in none where single texts disagree.

    Envelopes that hold one another do not disagree.
    """
    ties = found[part]
    rivals = [
        key
        for key, tie in ties.items()
        if ends[key].is_programme and tie.basis is RelationBasis.STATED and not tie.is_firm
    ]
    firm = [key for key, tie in ties.items() if ends[key].is_programme and tie.is_firm]
    weak = [
        key
        for key in rivals
        if any(
            other != key and not _leads_to(key, other, found) and not _leads_to(other, key, found)
            for other in (firm or rivals)
        )
    ]
    for key in weak:
        ties[key] = replace(ties[key], basis=RelationBasis.PERHAPS, reason=PERHAPS)


def _leads_to(start: str, goal: str, found: Mapping[str, Mapping[str, Relation]]) -> bool:
    """True where `goal` is `start`, or one of its wholes at any remove."""
    waiting, seen = [start], set()
    while waiting:
        key = waiting.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            waiting.extend(found.get(key, ()))
    return False


def _readings(
    by_id: Mapping[str, Group], found: Mapping[str, Mapping[str, Relation]], linker: Linker
) -> list[tuple[str, str, Relation]]:
    """Likely parts that no text states: the same parties and kind, a finer place, a lesser sum."""
    traits = {
        key: _where_elected(group)
        for key, group in by_id.items()
        if not is_programme(group) and stage_of(group) is not Stage.CANCELLED
    }
    works = {key: each for key, each in traits.items() if each.role is Role.COMMITMENT}
    built = {key for key in works if _is_built(by_id[key])}
    by_party: dict[str, set[str]] = defaultdict(set)
    for key, each in works.items():
        for party in _with_parents(each, linker):
            by_party[party].add(key)
    readings = []
    for part in sorted(works):
        if any(
            whole in works and tie.basis is not RelationBasis.PERHAPS
            for whole, tie in found.get(part, {}).items()
        ):
            continue
        near = {key for party in _with_parents(works[part], linker) for key in by_party[party]}
        ranked = [
            (value, whole)
            for whole in sorted((near & built) - {part})
            if (value := _likeness(works[part], works[whole], linker)) is not None
            and not _is_long_before(by_id[part], by_id[whole])
        ]
        if ranked:
            whole = max(ranked, key=lambda each: (each[0], each[1]))[1]
            readings.append((part, whole, _reading(whole, works[part])))
    return readings


def _where_elected(group: Group) -> Traits:
    """Traits, with the places that the weight of its origins elects."""
    placed = [each for each in group if each.amount is not None and each.places]
    return replace(traits_of(group), places=elected_places(placed or group)[0])


def _is_built(group: Group) -> bool:
    """True for works that can have a site in them: no fund, no faint reading."""
    told = [each for each in group if each.amount is not None] or list(group)
    return main_purpose(told) in _WORKS and not is_faint(told)


def _with_parents(traits: Traits, linker: Linker) -> set[str]:
    keys = set(traits.parties)
    for party in traits.parties:
        entity = linker.entities.get(party)
        keys.update(entity.parents if entity is not None else ())
    return keys


def _likeness(part: Traits, whole: Traits, linker: Linker) -> float | None:
    """How likely one undertaking is a part of the other; None where it is not."""
    parties = party_score(part, whole, linker)
    if parties is None or not part.parties or not whole.parties:
        return None
    if part.names and whole.names and not part.names & whole.names:
        return None
    if part.hull.high is None or whole.hull.low is None:
        return None
    is_lesser = part.hull.high < whole.hull.low
    is_built_alike = bool(
        part.assets & whole.assets - {Asset.FUND}
        or (part.assets and part.assets | whole.assets <= {Asset.DATA_CENTRE, Asset.COMPUTE})
    )
    holds = bool(part.places and whole.places) and all(
        any(wide.holds(fine) for wide in whole.places) for fine in part.places
    )
    is_finer = holds and not any(
        fine.key == wide.key for fine in part.places for wide in whole.places
    )
    is_named_in_it = holds and bool(part.names) and not whole.names
    if not is_lesser or not is_built_alike or not (is_finer or is_named_in_it):
        return None
    if parties < 1.0 and not part.purposes & whole.purposes:
        return None
    return parties + 0.5 * bool(part.assets & whole.assets)


def _is_long_before(part: Group, whole: Group) -> bool:
    parts = [each.published for each in part if each.published is not None]
    wholes = [each.published for each in whole if each.published is not None]
    if not parts or not wholes:
        return False
    return min(day.last for day in parts) < min(day.first for day in wholes) - _BEFORE


def _reading(whole: str, part: Traits) -> Relation:
    return Relation(
        whole=whole,
        basis=RelationBasis.READING,
        claims=tuple(sorted(part.claims)),
        reason=Words(
            fr="Lecture probable, qu’aucun texte n’énonce\u00a0: mêmes parties, même genre "
            "d’ouvrage, lieu plus précis, somme moindre.",
            en="A likely reading that no text states: the same parties and kind of works, a finer "
            "place, a lesser sum.",
        ),
    )
