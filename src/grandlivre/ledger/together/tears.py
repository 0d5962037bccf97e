"""Contradictions between entries in words: which claims, by how much, and what would mend them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Measure
from grandlivre.ledger.conflicts.sides import make, side_of
from grandlivre.ledger.entries.bounds import common
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import Commitment, Conflict, ConflictKind, Programme, Words
from grandlivre.ledger.together.balance import Balance
from grandlivre.ledger.together.proof import row_of, with_subsets
from grandlivre.ledger.together.rows import Row
from grandlivre.ledger.together.torn import Tear, compromise, left_by, lightest
from grandlivre.ledger.words import listed, money_range, power_range, sources, typeset

_MOST_REPAIRS = 3
_SUMS = frozenset({"sum", "whole_and_part"})
"""Kinds of conflicts that already say that parts and whole do not agree."""
_WRONG_TIE = Words(
    fr="L’un des éléments n’en est pas une partie, ou y est compté deux fois.",
    en="One of the items is no part of it, or is counted twice.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What contradictions are proved and weighed with."""

    statements: Mapping[str, Statement]
    """By claim id."""
    home: Mapping[str, str]
    """Entry of each claim, by the claim's id."""
    weights: Mapping[str, float]
    """What moving or rejecting each claim costs, by its id."""


def with_balance(
    found: Balance,
    commitments: Sequence[Commitment],
    programmes: Sequence[Programme],
    conflicts: Sequence[Conflict],
    evidence: Evidence,
) -> tuple[tuple[Commitment, ...], tuple[Programme, ...], list[Conflict]]:
    """Entries with what their sums imply, and conflicts with what proves and what would mend them.

    Parameters
    ----------
    found
        What entries come to together.
    commitments, programmes, conflicts
        What is known of each alone. A conflict that names the entries of a contradiction gets
        its repairs; others are added.
    evidence
        The claims, with their weights.
    """
    both: tuple[Commitment | Programme, ...] = (*commitments, *programmes)
    titles = {each.id: each.title for each in both}
    told = [_proved(each, titles, evidence) for each in conflicts]
    for tear in found.tears:
        place = next((at for at, each in enumerate(told) if _covers(each, tear)), None)
        if place is None:
            told.append(conflict_of(tear, titles, evidence.weights))
        else:
            told[place] = _with_more(told[place], repairs_of(tear, titles, evidence.weights))
    return (
        tuple(
            replace(each, implied=found.implied.get(each.id), best=found.best.get(each.id))
            for each in commitments
        ),
        tuple(_with_rest(each, found) for each in programmes),
        told,
    )


def _proved(conflict: Conflict, titles: Mapping[str, Words], evidence: Evidence) -> Conflict:
    """A conflict with the sets of its claims that cannot hold, and the lightest repair."""
    proved, tears = with_subsets(conflict, evidence.home, evidence.statements, evidence.weights)
    if not tears:
        return conflict
    if tears[0].wholes == () and len(conflict.entries) > 1:
        # Two entries that may be one sum: which of them errs is not for weights to say.
        return proved
    if any(len(tear.entries) > 1 for tear in tears):
        return _with_more(proved, repairs_of(tears[0], titles, evidence.weights))
    rows = {row.statement.claim.id: row for tear in tears for row in tear.rows}
    for key in conflict.claims:
        if key in evidence.statements:
            rows.setdefault(key, row_of(tears[0].entries[0], evidence.statements[key]))
    return _with_more(
        proved, _lightest([rows[key] for key in sorted(rows)], tears[0].measure, evidence.weights)
    )


def _lightest(rows: Sequence[Row], measure: Measure, weights: Mapping[str, float]) -> list[Words]:
    """What to reject of one amount at the least cost, and what then remains."""
    out = lightest(rows, weights)
    rest = [row for row in rows if row not in out]
    if not out or not rest:
        return []
    said = listed(list(dict.fromkeys(_said([row], measure) for row in out)))
    count = sources(len({row.statement.origin for row in out}))
    left = _range(left_by(rest, rest[0].entry, ()), measure)
    return [
        Words(
            fr=f"Le moins coûteux, au poids des affirmations : écarter {said.fr} ({count.fr}) ; il "
            f"reste {left.fr}.",
            en=f"The cheapest by the weight of statements: reject {said.en} ({count.en}), which "
            f"leaves {left.en}.",
        )
    ]


def _with_more(conflict: Conflict, mends: Sequence[Words]) -> Conflict:
    more = [each for each in map(typeset, mends) if each not in conflict.repairs]
    return replace(conflict, repairs=(*conflict.repairs, *more))


def _with_rest(plan: Programme, found: Balance) -> Programme:
    rest = found.remainders.get(plan.id)
    joint = plan.remainder.intersection(rest) if rest is not None else None
    return replace(
        plan,
        implied=found.implied.get(plan.id),
        best=found.best.get(plan.id),
        remainder=plan.remainder if joint is None else joint,
    )


def _covers(conflict: Conflict, tear: Tear) -> bool:
    return conflict.kind.value in _SUMS and set(tear.entries) <= set(conflict.entries)


def conflict_of(tear: Tear, titles: Mapping[str, Words], weights: Mapping[str, float]) -> Conflict:
    """The conflict of one contradiction, a side an entry, the lightest first."""
    by_entry = _by_entry(tear)
    order = sorted(by_entry, key=lambda key: (tear.weights[key], key))
    sides = []
    for key in order:
        said = _said(by_entry[key], tear.measure)
        title = titles[key]
        sides.append(
            side_of(
                Words(fr=f"{title.fr} : {said.fr}", en=f"{title.en}: {said.en}"),
                [row.statement for row in by_entry[key]],
            )
        )
    made = make(
        ConflictKind.SUM,
        tear.entries,
        sides,
        _explanation(tear, by_entry, titles),
        size=tear.size if tear.measure is Measure.MONEY else None,
        repairs=[*repairs_of(tear, titles, weights), _WRONG_TIE],
    )
    return replace(made, subsets=(tear.claims,))


def _by_entry(tear: Tear) -> dict[str, list[Row]]:
    by_entry: dict[str, list[Row]] = defaultdict(list)
    for row in tear.rows:
        by_entry[row.entry].append(row)
    return by_entry


def _explanation(
    tear: Tear, by_entry: Mapping[str, Sequence[Row]], titles: Mapping[str, Words]
) -> Words:
    """Which whole its parts exceed or fall short of; where there is no one such, all figures."""
    above = {each.key for each in tear.wholes} & by_entry.keys()
    inside = {part for each in tear.wholes for part in each.parts}
    tops = sorted(above - inside)
    parts = sorted(by_entry.keys() - set(tops))
    if len(tops) == 1 and parts:
        whole = titles[tops[0]]
        said = _said(by_entry[tops[0]], tear.measure)
        ends = [_interval(by_entry[key]) for key in parts]
        low = sum((each.low or Decimal(0) for each in ends), Decimal(0))
        top = _interval(by_entry[tops[0]])
        names = listed([_named(key, by_entry, titles, tear.measure) for key in parts])
        if top.high is not None and low > top.high:
            least = _range(Interval.at_least(low), tear.measure)
            return Words(
                fr=f"{names.fr} : en tout {least.fr}, plus que leur tout, « {whole.fr} » "
                f"({said.fr}).",
                en=f"{names.en}: {least.en} in all, more than their whole, “{whole.en}” "
                f"({said.en}).",
            )
        return Words(
            fr=f"{names.fr} : cela ne fait pas leur tout, « {whole.fr} » ({said.fr}).",
            en=f"{names.en}: that does not come to their whole, “{whole.en}” ({said.en}).",
        )
    names = listed([_named(key, by_entry, titles, tear.measure) for key in sorted(by_entry)])
    return Words(
        fr=f"Ces montants ne peuvent pas tous être vrais, étant parties les uns des autres : "
        f"{names.fr}.",
        en=f"These amounts cannot all be true, being parts of one another: {names.en}.",
    )


def _named(
    key: str, by_entry: Mapping[str, Sequence[Row]], titles: Mapping[str, Words], measure: Measure
) -> Words:
    said, title = _said(by_entry[key], measure), titles[key]
    return Words(fr=f"« {title.fr} » ({said.fr})", en=f"“{title.en}” ({said.en})")


def repairs_of(
    tear: Tear, titles: Mapping[str, Words], weights: Mapping[str, float]
) -> list[Words]:
    """What each entry would be if its claims here were set aside, the cheapest first.

    Last, what the figures would be if all gave way as little as their weights allow.
    """
    by_entry = _by_entry(tear)
    found = []
    for key in sorted(by_entry, key=lambda each: (tear.weights[each], each))[:_MOST_REPAIRS]:
        left = left_by([row for row in tear.rows if row.entry != key], key, tear.wholes)
        said, would = _said(by_entry[key], tear.measure), _range(left, tear.measure)
        title = titles[key]
        found.append(
            Words(
                fr=f"Écarter {said.fr} pour « {title.fr} » : le reste y laisse {would.fr}.",
                en=f"Reject {said.en} for “{title.en}”: the rest leaves it {would.en}.",
            )
        )
    moved = compromise(tear, weights)
    if moved:
        steps = listed([_moved(key, moved[key], by_entry, titles, tear) for key in sorted(moved)])
        found.append(
            Words(
                fr=f"Au moindre déplacement, pondéré par les sources : {steps.fr}.",
                en=f"Moved as little as the weight of sources allows: {steps.en}.",
            )
        )
    return found


def _moved(
    key: str,
    value: Decimal,
    by_entry: Mapping[str, Sequence[Row]],
    titles: Mapping[str, Words],
    tear: Tear,
) -> Words:
    said, title = _said(by_entry[key], tear.measure), titles[key]
    new = _range(Interval.exactly(value), tear.measure)
    return Words(
        fr=f"« {title.fr} » passerait de {said.fr} à {new.fr}",
        en=f"“{title.en}” would go from {said.en} to {new.en}",
    )


def _interval(rows: Sequence[Row]) -> Interval:
    joint = Interval()
    for row in rows:
        joint = joint.intersection(row.stated) or joint
    return joint


def _said(rows: Sequence[Row], measure: Measure) -> Words:
    if measure is Measure.MONEY:
        return money_range(common([row.statement for row in rows]))
    return _range(_interval(rows), measure)


def _range(bounds: Interval, measure: Measure) -> Words:
    return money_range(bounds) if measure is Measure.MONEY else power_range(bounds)
