"""What the lines of a list say of one another's figures.

An item tells its sum first and then, in a sentence or two without any figure, what became of it; a
line right after a list that opens with "Total" is of all its items and of nobody in particular.
"""

from collections.abc import Iterator

from grandlivre.claims.figures.around import Surroundings
from grandlivre.claims.page.lists import heads
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


def outcomes(around: Surroundings) -> Iterator[str]:
    """What an item says of its figure afterwards: "10 milliards au Havre. Abandonné en mars"."""
    mine, page = around.sentence, around.page
    item = page.items.get(mine.number)
    if item is None or mine.passage.kind is not PassageKind.BULLET:
        return
    for after in page.sentences[mine.number + 1 : mine.number + 1 + _ADDED]:
        is_added = page.items.get(after.number) == item and after.last - after.first <= _SHORT
        kinds = {cue.kind for cue in after.cues}
        if not is_added or after.quantities or "negation" in kinds:
            return
        if any((each.date.value or "") > (page.published or "") for each in after.dates):
            kinds.discard("operational")  # "Mise en service fin 2027": it has not come yet
        for kind in sorted(kinds & _OUTCOMES):
            yield f"outcome={kind}"


def totals_list(around: Surroundings) -> bool:
    """True where the figure is the total of the list right before it, or that ends with it."""
    mine, placed, page = around.sentence, around.placed, around.page
    if _TOTALS.isdisjoint(around.words[mine.first : min(mine.first + _OPENING, placed.first)]):
        return False
    item = page.items.get(mine.number) or page.items.get(mine.number - 1)
    if item is None:
        return False
    row = heads(page.items, page.quantities[: placed.number]).get(item.list, ())
    return len(row) >= _FEWEST
