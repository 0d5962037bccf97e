"""What a figure's fellows say of the whole that it is a part of.

The items of a list are parts of one thing or of none, and a part that is told twice is a part of
the same thing both times. So each quantity is weighed alone first, in the order of the text; then
what speaks for a whole, or against it, in its fellows counts for it too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from grandlivre.claims.figures.around import Features
from grandlivre.claims.figures.draft import Draft
from grandlivre.claims.page.model import PlacedQuantity
from grandlivre.claims.parts.repeats import compatible, fellows

_FEWEST_ITEMS = 3
"""Items of a list that make the others' silence telling."""


class Vote(NamedTuple):
    """A whole that one quantity may be a part of."""

    whole: PlacedQuantity
    lead: int
    """How much more than "no part of anything" speaks for it, in millionths."""
    features: tuple[Features, ...]


Ballot = Mapping[int, Vote]
"""The votes of one quantity, by the number of the whole's value."""


def elected(
    ballots: Mapping[int, Ballot],
    lists: Sequence[Sequence[int]],
    tellings: Sequence[Sequence[Draft]],
) -> Iterator[tuple[int, Vote]]:
    """The whole of each quantity that has one, with what spoke for it alone.

    Parameters
    ----------
    ballots
        By the number of a quantity the wholes that it may be a part of.
    lists
        Numbers of the quantities that head the items of each list.
    tellings
        The claims of each value that the page tells more than once.

    Notes
    -----
    A quantity's own lead, the mean of its list's others, and half the mean of its other tellings
    are added up; a fellow that does not know a whole says nothing for or against it. Half the
    weight of a list, or two thirds of that of the tellings, gives nearly the same answers on
    annotated texts.
    """
    added: dict[int, Counter[int]] = {}
    for row in lists:
        _hear_list([number for number in row if number in ballots], ballots, added)
    for group in tellings:
        _hear_tellings([draft for draft in group if draft.placed.number in ballots], ballots, added)
    for number, ballot in ballots.items():
        heard = added.get(number, Counter())
        scores = {value: vote.lead + heard[value] for value, vote in ballot.items()}
        value = max(scores, key=scores.__getitem__, default=None)
        if value is not None and scores[value] > 0:
            yield number, ballot[value]


def _hear_list(
    row: Sequence[int], ballots: Mapping[int, Ballot], added: dict[int, Counter[int]]
) -> None:
    """Give each item of a list the mean of the others."""
    if len(row) < _FEWEST_ITEMS:
        return
    sums: Counter[int] = Counter()
    for number in row:
        for value, vote in ballots[number].items():
            sums[value] += vote.lead
    for number in row:
        heard = added.setdefault(number, Counter())
        for value, vote in ballots[number].items():
            heard[value] += (sums[value] - vote.lead) // (len(row) - 1)


def _hear_tellings(
    group: list[Draft], ballots: Mapping[int, Ballot], added: dict[int, Counter[int]]
) -> None:
    """Give each telling of an amount half the mean of those that may be of the same."""
    for i, draft in enumerate(group):
        same = [each for each in fellows(group, i) if compatible(draft, each)]
        if not same:
            continue
        number = draft.placed.number
        heard = added.setdefault(number, Counter())
        for value in ballots[number]:
            told = [ballots[each.placed.number].get(value) for each in same]
            heard[value] += sum([vote.lead for vote in told if vote]) // (2 * len(same))
