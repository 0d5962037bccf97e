"""Lists of a page: which sentences are one item, and what leads a list.

An item is a bullet with the sentences of its block, or an entry of a running report that opens with
the hour. What stands right before the first item leads the list: "2 billion, namely:".
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grandlivre.claims.model import Measure
from grandlivre.claims.page.model import Item, Page, PlacedQuantity, Sentence
from grandlivre.documents.model import PassageKind

_SHARING = re.compile(
    r"(?:^| )(?:répart\w+|compos\w+|compren\w+|inclu\w+|détail\w*|ventil\w+|dont|soit|lots?"
    r"|font (?:\w+ )?partie|break\w* down|breakdown|split\w*|divided|consist\w*|made up"
    r"|among (?:them|those)|of which|namely|package|enveloppe|volets|tranches|goes to|go to"
    r"|ira|iront|parmi (?:eux|elles|lesquel\w+)|as follows|comme suit|part of)(?= |$)"
)
"""Words of a sentence that leads a list of parts."""


def items(page: Page) -> dict[int, Item]:
    """The item of each sentence that stands in a list, by the sentence's number."""
    found: dict[int, Item] = {}
    last: Sentence | None = None
    item: Item | None = None
    for sentence in page.sentences:
        if sentence.is_furniture:
            continue
        fresh = last is None or last.passage.section != sentence.passage.section
        if sentence.passage.kind is PassageKind.BULLET or (fresh and _is_timed(page, sentence)):
            follows = item is not None and last is not None and last.number in found
            if item is None or not follows:
                timed = sentence.passage.kind is not PassageKind.BULLET
                item = _opened(page, last, 0 if item is None else item.list + 1, timed=timed)
            else:
                item = item._replace(item=item.item + 1)
            found[sentence.number] = item
        elif item is not None and not fresh and last is not None and last.number in found:
            found[sentence.number] = item
        last = sentence
    return found


def _opened(page: Page, lead: Sentence | None, number: int, *, timed: bool) -> Item:
    if lead is None:
        return Item(number, 0, -1, timed, colon=False, shares=False)
    words = page.tokens.words[lead.first : lead.last]
    return Item(
        number,
        0,
        lead.number,
        timed,
        colon=words[-1:] == [":"],
        shares=_SHARING.search(" ".join(words)) is not None,
    )


def _is_timed(page: Page, sentence: Sentence) -> bool:
    """True for "17 h 12 - …" and "09:15 …"."""
    words = page.tokens.words[sentence.first : sentence.first + 3]
    return (
        len(words) > 1
        and words[0][:2].isdigit()
        and len(words[0]) < 6
        and (words[1] in ("h", ":") or words[0].endswith("h") or "h" in words[0])
    )


def standing(page: Page, mine: PlacedQuantity, other: PlacedQuantity) -> str | None:
    """How another quantity stands to the list that one is told in; None where it is in none."""
    item = page.items.get(mine.sentence.number)
    if item is None:
        return None
    theirs = page.items.get(other.sentence.number)
    if theirs is not None and theirs.list == item.list:
        return "own" if theirs.item == item.item else "sibling"
    if other.first > mine.first:
        return "after"
    lead = item.lead
    if other.sentence.number == lead:
        return "lead-colon" if item.colon else "lead"
    if lead >= 0 and other.sentence.passage.section == page.sentences[lead].passage.section:
        return "block-shares" if item.shares else "block"
    return "far-shares" if item.shares else "far"


def heads(
    items: Mapping[int, Item], quantities: Sequence[PlacedQuantity]
) -> dict[int, dict[int, int]]:
    """By list and item the number of the first money of each item."""
    found: dict[int, dict[int, int]] = {}
    for placed in quantities:
        item = items.get(placed.sentence.number)
        if item is not None and placed.quantity.measure is Measure.MONEY:
            found.setdefault(item.list, {}).setdefault(item.item, placed.number)
    return found


def rows(items: Mapping[int, Item], quantities: Sequence[PlacedQuantity]) -> Iterator[list[int]]:
    """Numbers of the quantities that lead a list, then of the first money of each of its items."""
    by_sentence: dict[int, list[int]] = {}
    for placed in quantities:
        if placed.sentence.number not in items:
            by_sentence.setdefault(placed.sentence.number, []).append(placed.number)
    for row in heads(items, quantities).values():
        if len(row) > 1:
            lead = items[quantities[next(iter(row.values()))].sentence.number].lead
            leads = [n for back in (2, 1, 0) for n in by_sentence.get(lead - back, ())]
            yield [*leads, *row.values()]
