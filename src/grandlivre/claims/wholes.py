"""The quantities that another one may be a part of, with their features."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from grandlivre.claims.around import Features, Scenes, Surroundings, bucket
from grandlivre.claims.model import Measure, Role
from grandlivre.claims.page import PlacedQuantity
from grandlivre.documents.model import PassageKind

_FURTHEST = 30
"""Sentences between a part and its whole at most."""
_BETWEEN = ("part", "pay", "spent", "get")
_OF_WHICH = ("dont", "including", "which")
_NONE = Decimal(0)


def _size(placed: PlacedQuantity) -> Decimal:
    return placed.quantity.high or placed.quantity.low or _NONE


class Wholes:
    """The quantities of a page by measure, with their sizes."""

    def __init__(self, scenes: Scenes) -> None:
        self.scenes = scenes
        self._sized: dict[Measure, list[tuple[Decimal, PlacedQuantity]]] = {}
        for placed in scenes.page.quantities:
            sized = self._sized.setdefault(placed.quantity.measure, [])
            sized.append((_size(placed), placed))
        self._largest = {
            measure: max(size for size, _ in sized) for measure, sized in self._sized.items()
        }

    def candidates(
        self, around: Surroundings, roles: Mapping[int, Role]
    ) -> Iterator[tuple[PlacedQuantity, tuple[Features, ...]]]:
        """Larger quantities of the same measure, each with its features.

        Parameters
        ----------
        around
            The quantity that may be a part.
        roles
            Roles of all quantities of the page, by number.
        """
        mine = around.placed
        measure, number = mine.quantity.measure, mine.sentence.number
        my_size, largest = _size(mine), self._largest[measure]
        larger = [row for row in self._sized[measure] if row[0] > my_size]
        if not larger:
            return
        nearest = max(
            (
                q.first
                for _, q in larger
                if q.first < mine.first and q.sentence is not mine.sentence
            ),
            default=-1,
        )
        part_near, part_here = _part_words(mine)
        my_role = roles.get(mine.number)
        for size, other in larger:
            gap = number - other.sentence.number
            if abs(gap) > _FURTHEST:
                continue
            before = other.first < mine.first
            common = _common(
                f"{my_role}",
                f"{roles.get(other.number)}",
                max(-2, min(gap, 6)),
                before=before,
                is_largest=size == largest,
                is_closest=nearest <= other.last,
            )
            parts = (
                common,
                tuple(self._particular(around, other, gap)),
                _part_features(part_near, part_here, gap == 0),
            )
            yield other, parts

    def _particular(self, around: Surroundings, other: PlacedQuantity, gap: int) -> Iterator[str]:
        """What only some pairs show."""
        page, mine = around.page, around.placed
        if (mine.number, other.number) in page.sums:
            yield "adds-up"
            yield f"adds-up:{'near' if abs(gap) <= 3 else 'far'}"
        if other.quantity.unit != mine.quantity.unit:
            yield "other-unit"
        if gap == 0:
            yield from _between(around, other)
            if mine.first - other.last == 1 and page.tokens.words[other.last] == "(":
                yield "bracket"
            return
        if gap > 0 and mine.sentence.passage.kind is PassageKind.BULLET:
            led = around.scene.list_start <= other.sentence.number + 1
            yield f"bullet:{'led' if led else 'far'}"
        theirs = self.scenes.of(other.sentence.number).entities
        if not theirs.isdisjoint(around.scene.entities):
            yield "shares-entity"


def _part_words(mine: PlacedQuantity) -> tuple[bool, bool]:
    """Whether a word of part and whole stands right before a quantity, and in its sentence."""
    firsts = [c.first for c in mine.sentence.cues if c.kind == "part"]
    return any(mine.first - 5 <= first < mine.first for first in firsts), bool(firsts)


@lru_cache(maxsize=10_000)
def _common(
    my_role: str, its_role: str, gap: int, *, before: bool, is_largest: bool, is_closest: bool
) -> Features:
    """What every pair shows: roles, distance and size."""
    found = [
        f"roles={my_role}<{its_role}",
        f"its={its_role}",
        f"gap={gap}",
        "before" if before else "after",
    ]
    if is_largest:
        found.append(f"largest:{its_role}")
    if before and gap > 0:
        found.append("nearest-larger" if is_closest else "farther-larger")
    return tuple(found)


@lru_cache
def _part_features(near: bool, in_sentence: bool, here: bool) -> Features:
    where = "here" if here else "away"
    found = [f"part-near:{where}"] if near else []
    return (*found, f"part-sentence:{where}") if in_sentence else tuple(found)


def _between(around: Surroundings, other: PlacedQuantity) -> Iterator[str]:
    """What stands between two quantities of one sentence."""
    mine = around.placed
    before = other.first < mine.first
    lo, hi = (other.last, mine.first) if before else (mine.last, other.first)
    between = {c.kind for c in mine.sentence.cues if lo <= c.first < hi}
    yield f"here:{bucket(hi - lo)}"
    yield f"here-between={around.quantities_between(other.first, other.last)}"
    for kind in _BETWEEN:
        if kind in between:
            yield f"between-{kind}:{'b' if before else 'a'}"
    if before:
        words = around.words[lo:hi]
        if any(word in words for word in _OF_WHICH):
            yield "of-which"
