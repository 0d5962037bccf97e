"""What persons say of two names: which of it counts, and what it would bring together."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grandlivre.base.fold import fold
from grandlivre.entities.model import Judgement, Ruling, Subject

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Two names that were told apart and that "same" would bring together."""

    apart: Judgement
    """The judgement that told them apart."""
    chain: tuple[str, ...]
    """From one of its names to the other, each the same as the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What all judgements come to, by folded names."""

    same: tuple[Judgement, ...]
    """Those of names that are one, without those that would join names told apart."""
    apart: tuple[Judgement, ...]
    """Those of names that are not one."""
    unsure: tuple[Judgement, ...]
    """Those of pairs that nobody shall decide: not joined, not proposed."""
    overruled: tuple[Warned, ...]
    """Where "same" counts for nothing because it would join what was told apart."""

    def pairs_apart(self) -> tuple[Pair, ...]:
        """The names that must not be joined by any likeness."""
        return tuple((each.first, each.second) for each in (*self.apart, *self.unsure))


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Judgements on names that count: not taken back, and the last word on their pair.

    Parameters
    ----------
    judgements
        All that were ever made, in any order.

    Returns
    -------
    tuple of Judgement
        By time. Taking back a reversal brings the first judgement to force again.

    Examples
    --------
    >>> first = Judgement(first="A", second="B", ruling=Ruling.SAME, at="2025-01-01")
    >>> back = Judgement(first="A", second="B", ruling=Ruling.UNSURE, at="2025-01-02",
    ...                  reverses=first.id)
    >>> in_force([back, first]), in_force([first]) == (first,)
    ((), True)
    """
    by_id = {each.id: each for each in judgements if each.subject is Subject.ENTITY}
    taken_back: set[str] = set()
    # The later one decides first: a reversal that is itself reversed takes nothing back.
    for each in sorted(by_id.values(), key=_when, reverse=True):
        if each.reverses and each.id not in taken_back:
            taken_back.add(each.reverses)
    last: dict[Pair, Judgement] = {}
    for each in sorted(by_id.values(), key=_when):
        if not each.reverses and each.id not in taken_back:
            last[_pair(each)] = each
    return tuple(sorted(last.values(), key=_when))


def said(judgements: Iterable[Judgement]) -> Said:
    """Bring judgements together: "not the same" is stronger than any chain of "same"."""
    counted = in_force(judgements)
    apart = tuple(each for each in counted if each.ruling is Ruling.NOT_SAME)
    same: list[Judgement] = []
    overruled: list[Warned] = []
    for each in counted:
        if each.ruling is Ruling.SAME:
            warned = _warned(each, same, apart, {})
            overruled.extend(warned)
            if not warned:
                same.append(each)
    return Said(
        same=tuple(same),
        apart=apart,
        unsure=tuple(each for each in counted if each.ruling is Ruling.UNSURE),
        overruled=tuple(overruled),
    )


def judge(
    new: Judgement,
    earlier: Iterable[Judgement],
    groups: Iterable[Sequence[str]] = (),
) -> tuple[Warned, ...]:
    """What a judgement would bring together that was told apart.

    Parameters
    ----------
    new
        The judgement to be made.
    earlier
        Those made before it.
    groups
        Names that stand for one entity already: they pass sameness on as judgements do.

    Returns
    -------
    tuple of Warned
        Empty where nothing speaks against it. Who judges may still insist by taking back the
        judgement that is named.

    Examples
    --------
    >>> apart = Judgement(first="Nova", second="Nova Capital", ruling=Ruling.NOT_SAME)
    >>> one = Judgement(first="Nova", second="Nova Group", ruling=Ruling.SAME)
    >>> two = Judgement(first="Nova Group", second="Nova Capital", ruling=Ruling.SAME)
    >>> judge(two, [apart, one])[0].chain
    ('Nova', 'Nova Group', 'Nova Capital')
    """
    if new.ruling is not Ruling.SAME or new.reverses:
        return ()
    before = said(each for each in earlier if _pair(each) != _pair(new) or each.reverses)
    apart = tuple(each for each in in_force(earlier) if each.ruling is Ruling.NOT_SAME)
    beside: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for name in group[1:]:
            beside[fold(group[0])].append(name)
            beside[fold(name)].append(group[0])
    return _warned(new, before.same, apart, beside)


def _warned(
    new: Judgement,
    same: Sequence[Judgement],
    apart: Sequence[Judgement],
    beside: Mapping[str, Sequence[str]],
) -> tuple[Warned, ...]:
    next_to: dict[str, list[str]] = defaultdict(list)
    for name, others in beside.items():
        next_to[name].extend(others)
    for each in (*same, new):
        next_to[fold(each.first)].append(each.second)
        next_to[fold(each.second)].append(each.first)
    found = []
    for each in apart:
        chain = _chain(each.first, each.second, next_to)
        if chain:
            found.append(Warned(apart=each, chain=chain))
    return tuple(found)


def _chain(first: str, second: str, next_to: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The shortest way from one name to another along names that are one; empty for none."""
    goal, come_from = fold(second), {fold(first): ""}
    shown = {fold(first): first, goal: second}
    waiting = deque([fold(first)])
    while waiting:
        here = waiting.popleft()
        if here == goal:
            way = [here]
            while come_from[way[-1]]:
                way.append(come_from[way[-1]])
            return tuple(shown[each] for each in reversed(way))
        for form in sorted(next_to.get(here, ())):
            there = fold(form)
            if there not in come_from:
                come_from[there] = here
                shown.setdefault(there, form)
                waiting.append(there)
    return ()


def _pair(each: Judgement) -> Pair:
    first, second = sorted((fold(each.first), fold(each.second)))
    return first, second


def _when(each: Judgement) -> tuple[str, str]:
    return each.at, each.id


def rejected_claims(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Ids of the claims that persons said do not hold; the last word on a claim counts.

    Examples
    --------
    >>> word = Judgement(
    ...     first="cfl_1", second="clm_1", ruling=Ruling.REJECTED, subject=Subject.CONFLICT)
    >>> sorted(rejected_claims([word]))
    ['clm_1']
    """
    listed = tuple(judgements)
    taken_back = {each.reverses for each in listed if each.reverses}
    last = {
        each.second: each.ruling
        for each in listed
        if each.subject is Subject.CONFLICT and not each.reverses and each.id not in taken_back
    }
    return frozenset(claim for claim, ruling in last.items() if ruling is Ruling.REJECTED)
