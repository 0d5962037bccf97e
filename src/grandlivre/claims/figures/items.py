"""What the lines of a list say of one another's figures.

An item tells its sum first and then, in a sentence or two without any figure, what became of it; a
line right after a list that opens with "Total" is of all its items and of nobody in particular.
"""

from collections.abc import Iterator

from grandlivre.claims.figures.around import Surroundings
from grandlivre.claims.model import Measure
from grandlivre.claims.page.model import Sentence
from grandlivre.documents.model import PassageKind

_OUTCOMES = frozenset("confirmed under_construction operational cancelled".split())
_SHORT = 12
"""Words of a sentence that adds what became of an item, and nothing else."""
_ADDED = 2
"""Sentences of an item after its figure that are looked at."""
_TOTALS = frozenset("total totaux cumul ensemble together altogether".split())
_OPENING = 4
"""Words of a line among which it says that it is a total."""
_FEWEST = 3
"""Items with a sum that make a list."""
_LONGEST = 60
"""Sentences back to which they are looked for."""


def outcomes(around: Surroundings) -> Iterator[str]:
    """What an item says of its figure afterwards: "10 milliards au Havre. Abandonné en mars"."""
    mine, sentences = around.sentence, around.page.sentences
    if mine.passage.kind is not PassageKind.BULLET:
        return
    for after in sentences[mine.number + 1 : mine.number + 1 + _ADDED]:
        is_added = _is_within(after, mine) and after.last - after.first <= _SHORT
        kinds = {cue.kind for cue in after.cues}
        if not is_added or after.quantities or "negation" in kinds:
            return
        for kind in sorted(kinds & _OUTCOMES):
            yield f"outcome={kind}"


def _is_within(after: Sentence, item: Sentence) -> bool:
    """True for a later sentence of an item's own block."""
    same = after.passage.section == item.passage.section
    return same and after.passage.kind is PassageKind.SENTENCE


def totals_list(around: Surroundings) -> bool:
    """True where the figure is the total of the list right before it."""
    mine, words = around.sentence, around.words
    if _TOTALS.isdisjoint(words[mine.first : min(mine.first + _OPENING, around.placed.first)]):
        return False
    items = 0
    first = max(mine.number - _LONGEST, 0)
    for before in reversed(around.page.sentences[first : mine.number]):
        if before.passage.kind is PassageKind.BULLET:
            items += _has_money(before)
        elif before.quantities or before.passage.kind is not PassageKind.SENTENCE:
            return False
        if items == _FEWEST:
            return True
    return False


def _has_money(sentence: Sentence) -> bool:
    return any(placed.quantity.measure is Measure.MONEY for placed in sentence.quantities)
