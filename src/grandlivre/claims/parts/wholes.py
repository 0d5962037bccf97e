"""The quantities that another one may be a part of, with their features.

A text tells its large figures several times; those tellings are one candidate, the telling nearest
before the part standing for all, so that they do not take votes from one another.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from grandlivre.claims.figures.around import Features, Scenes, Surroundings
from grandlivre.claims.model import PLEDGED, Measure, Role
from grandlivre.claims.page.formers import may_be_part
from grandlivre.claims.page.lists import heads, rows, standing
from grandlivre.claims.page.model import PlacedQuantity
from grandlivre.claims.parts.beside import asides, between
from grandlivre.claims.parts.pairs import Parts, Value, common, overlap, worded
from grandlivre.claims.parts.partwords import PartWords, part_words, percents
from grandlivre.claims.quantities.sums import runs, sums
from grandlivre.documents.model import PassageKind

_FURTHEST = 30
"""Sentences between a part and its whole at most, unless the whole is a programme."""
_MOST_BEFORE, _MOST_AFTER = 12, 5
"""Different larger values looked at on either side: a table must not cost as its square."""
_MOST_PROGRAMMES = 3
_FEW = 2
"""Programmes that are too few to make another one together."""
_RATIOS = (Decimal("0.02"), Decimal("0.1"), Decimal("0.35"), Decimal("0.75"), Decimal("0.97"))
_ASIDE = frozenset({Role.VALUATION, Role.TURNOVER, Role.MARKET, Role.ASSETS})
"""Roles of money that nothing pledged is a part of."""
_HEADS = frozenset({PassageKind.TITLE, PassageKind.HEADING})
_NONE = Decimal(0)
_FRACTIONS = tuple(Decimal(n) / d for n, d in ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5)))
_TYING = frozenset({"into", "total", "colon"})
"""Words before a whole without which it seldom follows its parts."""
_FITS = Decimal("0.03")
_PERCENT_REACH = 10
"""Words before a quantity among which a percentage may tell what share it is."""
_TELLING = frozenset("of-which rest slice fraction of-sum of-it added against fund each".split())
"""Words of part that are seldom said of a figure that stands alone."""


class Told(NamedTuple):
    """What is known of a quantity when its whole is looked for: entities by number."""

    role: Role
    investors: frozenset[int] = frozenset()
    projects: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()


_NOTHING = Told(Role.OTHER)


def _value(placed: PlacedQuantity) -> Value:
    quantity = placed.quantity
    return quantity.high or quantity.low or _NONE, quantity.unit


class Wholes:
    """The quantities of a page by measure, with their sizes."""

    def __init__(self, scenes: Scenes) -> None:
        self.scenes = scenes
        self._rows: dict[Measure, list[PlacedQuantity]] = {}
        self._place: dict[int, int] = {}
        self._told: dict[tuple[Measure, int], list[PlacedQuantity]] = {}
        self._largest: dict[Measure, Decimal] = {}
        self._sizes: list[Decimal] = []
        self._values: list[int] = []
        """Of each quantity of the page the number of its value: hashing a decimal is slow."""
        values: dict[Value, int] = {}
        for placed in scenes.page.quantities:
            measure, value = _measure(placed), _value(placed)
            number = values.setdefault(value, len(values))
            self._sizes.append(value[0])
            self._values.append(number)
            row = self._rows.setdefault(measure, [])
            self._place[placed.number] = len(row)
            row.append(placed)
            self._told.setdefault((measure, number), []).append(placed)
            self._largest[measure] = max(value[0], self._largest.get(measure, _NONE))
        self._words: dict[int, PartWords] = {}
        self._shares: dict[int, tuple[Decimal, ...]] = {}
        self._settled: dict[int, int | None] = {}
        self._found: dict[int, Parts] = {}
        self._programmes: list[PlacedQuantity] | None = None
        self._grand: dict[int, list[PlacedQuantity]] | None = None
        self._summed: dict[int, set[int]] = {}
        """For each quantity of a run the values that it makes with its fellows."""
        every = scenes.page.quantities
        for part, makes in runs([each.quantity for each in every], rows(scenes.page.items, every)):
            self._summed.setdefault(part, set()).add(self._values[makes])

    def tellings(self, placed: PlacedQuantity) -> list[PlacedQuantity]:
        """All tellings of a quantity's value, itself included."""
        return self._told[_measure(placed), self._values[placed.number]]

    def repeated(self) -> list[list[int]]:
        """Numbers of the quantities of each value that is told more than once."""
        return [[each.number for each in row] for row in self._told.values() if len(row) > 1]

    def value(self, placed: PlacedQuantity) -> int:
        """The number of a quantity's value, which all its tellings have."""
        return self._values[placed.number]

    def lists(self) -> list[list[int]]:
        """Numbers of the quantities that head the items of each list, running reports apart."""
        every = {n: item for n, item in self.scenes.page.items.items() if not item.timed}
        return [list(row.values()) for row in heads(every, self.scenes.page.quantities).values()]

    def settle(self, part: PlacedQuantity, whole: PlacedQuantity | None) -> None:
        """Keep what a quantity was found to be a part of, for those after it."""
        value = self._settled[part.number] = None if whole is None else self._values[whole.number]
        if value is not None:
            self._found.setdefault(value, Parts()).add(_value(part))

    def words(self, placed: PlacedQuantity) -> PartWords:
        """Words of part and whole around a quantity."""
        found = self._words.get(placed.number)
        if found is None:
            sentence = placed.sentence
            found = self._words[placed.number] = part_words(
                self.scenes.page.tokens.words,
                placed.first,
                placed.last,
                sentence.first,
                sentence.last,
            )
        return found

    def candidates(
        self, around: Surroundings, told: Mapping[int, Told]
    ) -> Iterator[tuple[PlacedQuantity, tuple[Features, ...]]]:
        """Larger quantities of the same measure, each with its features.

        Parameters
        ----------
        around
            The quantity that may be a part.
        told
            What is known of all quantities of the page, by number.
        """
        mine, values, sizes = around.placed, self._values, self._sizes
        measure, size, (before, after) = _measure(mine), sizes[mine.number], self._larger(mine)
        known = {values[q.number] for q in (*before, *after)}
        far = [q for q in self._chief(told) if sizes[q.number] > size]
        grand = self._totals(told).get(values[mine.number], ())
        far += [q for q in grand if q.number != mine.number and q not in far]
        far = [q for q in far if values[q.number] not in known and _measure(q) is measure]
        rank = 0
        for other in (*before, *far, *after):
            if not may_be_part(self.scenes.page, mine.number, other.number):
                continue
            is_before = other.first < mine.first
            role = told[other.number].role if other.number in told else None
            standing = "after"
            if is_before:
                standing = f"before{min(rank, 2)}"
                rank += role not in _ASIDE
            yield other, self._parts(around, other, told, standing)

    def nothing(self, around: Surroundings, told: Mapping[int, Told]) -> Features:
        """Features of the answer that a quantity is no part of any other."""
        mine = around.placed
        my = told.get(mine.number, _NOTHING)
        words = self.words(mine).part
        kind = "money" if _measure(mine) is Measure.MONEY else "else"
        return (
            f"none:{my.role}",
            f"none:{kind}",
            f"none:{mine.sentence.passage.kind.value}",
            f"none:{'plain' if _TELLING.isdisjoint(words) else 'worded'}",
            *(f"none:{word}" for word in words),
            f"none:payers={min(len(my.investors), 2)}",
            f"none:programmes={len(self._chief(told))}",
            *self._nowhere(mine),
            *[f"none:{name}" for name in asides(around)],
        )

    def _nowhere(self, mine: PlacedQuantity) -> Iterator[str]:
        """What speaks of no whole in lists."""
        item = self.scenes.page.items.get(mine.sentence.number)
        if item is not None:
            yield f"none:item:{'colon' if item.colon else 'plain'}"
            if item.shares:
                yield "none:item:shares"

    def _larger(self, mine: PlacedQuantity) -> tuple[list[PlacedQuantity], list[PlacedQuantity]]:
        """The nearest telling of each larger value before a quantity, and of others after it."""
        row, at = self._rows[_measure(mine)], self._place[mine.number]
        sizes, values = self._sizes, self._values
        size, number = sizes[mine.number], mine.sentence.number
        seen: dict[int, PlacedQuantity] = {}
        for i in range(at - 1, -1, -1):
            other = row[i]
            if number - other.sentence.number > _FURTHEST or len(seen) >= _MOST_BEFORE:
                break
            if sizes[other.number] <= size:
                continue
            value = values[other.number]
            held = seen.get(value)
            if held is None or (_is_head(held) and not _is_head(other)):
                seen[value] = other
        later: dict[int, PlacedQuantity] = {}
        for i in range(at + 1, len(row)):
            other = row[i]
            if other.sentence.number - number > _FURTHEST or len(later) >= _MOST_AFTER:
                break
            value = values[other.number]
            if sizes[other.number] > size and value not in seen:
                later.setdefault(value, other)
        nearest_first = sorted(seen.values(), key=lambda q: -q.first)
        return nearest_first, list(later.values())

    def _chief(self, told: Mapping[int, Told]) -> list[PlacedQuantity]:
        """The first programmes that the page tells of."""
        if self._programmes is None:
            found: dict[int, PlacedQuantity] = {}
            for placed in self.scenes.page.quantities:
                if placed.number in told and told[placed.number].role is Role.PROGRAMME:
                    value = self._values[placed.number]
                    held = found.get(value)
                    if held is None or (_is_head(held) and not _is_head(placed)):
                        found[value] = placed
            self._programmes = list(found.values())[:_MOST_PROGRAMMES]
        return self._programmes

    def _totals(self, told: Mapping[int, Told]) -> dict[int, list[PlacedQuantity]]:
        """For values of programmes those of others that they make together."""
        if self._grand is None:
            self._grand = {}
            placed = [
                q
                for q in self.scenes.page.quantities
                if q.number in told and told[q.number].role is Role.PROGRAMME
            ]
            pairs = sums([q.quantity for q in placed]) if len(placed) > _FEW else ()
            for part, whole in [(placed[i], placed[j]) for i, j in sorted(pairs)]:
                totals = self._grand.setdefault(self._values[part.number], [])
                if all(self._values[whole.number] != self._values[q.number] for q in totals):
                    totals.append(whole)
        return self._grand

    def _parts(
        self,
        around: Surroundings,
        other: PlacedQuantity,
        told: Mapping[int, Told],
        standing: str,
    ) -> tuple[Features, ...]:
        """All features of one pair."""
        mine = around.placed
        gap = mine.sentence.number - other.sentence.number
        my, its = told.get(mine.number, _NOTHING), told.get(other.number, _NOTHING)
        near = "here-" if gap == 0 else "near-" if abs(gap) <= 2 else "far-"
        where, size = near + standing, self._sizes[other.number]
        alike = other.quantity.unit == mine.quantity.unit
        share = self._sizes[mine.number] / size if alike else None
        shared = common(
            my.role,
            its.role,
            max(-2, min(gap, 6)),
            where,
            -1 if share is None else bisect_left(_RATIOS, share),
            is_largest=size == self._largest[_measure(mine)],
        )
        return (
            shared,
            tuple(self._particular(around, other, gap)),
            worded(self.words(mine).part, self.words(other).whole, where),
            tuple(self._standing(mine, other, its.role)),
            _tied(my, its),
            tuple(self._sized(mine, other, my, its, share)),
        )

    def _particular(self, around: Surroundings, other: PlacedQuantity, gap: int) -> Iterator[str]:
        """What only some pairs show."""
        page, mine = around.page, around.placed
        if (mine.number, other.number) in page.sums:
            yield "adds-up"
            yield f"adds-up:{'near' if abs(gap) <= 3 else 'far'}"
        wholes = self._summed.get(mine.number)
        if wholes is not None:
            if self._values[other.number] in wholes:
                yield "adds-up:run"
            if not wholes.isdisjoint(self._summed.get(other.number, ())):
                yield "run-fellow"  # the two make a third together
        if other.quantity.unit != mine.quantity.unit:
            yield "other-unit"
        if gap == 0:
            yield from between(around, other)
            lo, hi = min(mine.last, other.last), max(mine.first, other.first)
            if hi - lo == 1 and page.tokens.words[lo] == "(":
                yield "bracket"
            return
        stands = standing(page, mine, other) if page.items else None
        if stands is not None:
            yield f"item:{stands}"
        if other.sentence.passage.section == mine.sentence.passage.section:
            yield "same-section"
        theirs = self.scenes.of(other.sentence.number).entities
        if not theirs.isdisjoint(around.scene.entities):
            yield "shares-entity"

    def _sized(
        self,
        mine: PlacedQuantity,
        other: PlacedQuantity,
        my: Told,
        its: Told,
        share: Decimal | None,
    ) -> Iterator[str]:
        """What the two figures are to one another as figures."""
        if other.first > mine.first and _TYING.isdisjoint(self.words(other).whole):
            yield "after-plain"
        if its.role in _ASIDE and my.role not in _ASIDE:
            yield "aside"
        if share is None:
            return
        shares = self._percents(mine)
        if "fraction" in self.words(mine).part:
            shares = (*_FRACTIONS, *shares)
        if any(abs(share - each) < _FITS * each for each in shares):
            yield "fraction-fits"

    def _percents(self, mine: PlacedQuantity) -> tuple[Decimal, ...]:
        """Percentages told right before a quantity: "près de 40 % du montant, soit"."""
        found = self._shares.get(mine.number)
        if found is None:
            words, first = self.scenes.page.tokens.words, mine.sentence.first
            found = percents(words[max(first, mine.first - _PERCENT_REACH) : mine.first])
            self._shares[mine.number] = found
        return found

    def _standing(
        self, mine: PlacedQuantity, other: PlacedQuantity, its_role: Role | None
    ) -> Iterator[str]:
        """How the candidate stands in the text as a whole, and to the parts found before."""
        my_value, its_value = self._values[mine.number], self._values[other.number]
        if len(self.tellings(other)) > 1:
            yield f"told:{its_role if its_role in PLEDGED else '-'}"
        if its_role is Role.PROGRAMME and self._programmes:
            first = self._values[self._programmes[0].number] == its_value
            yield f"programme:{'first' if first else 'later'}:{len(self._programmes)}"
        last = self._before(mine)
        if last is not None:
            close = "here" if last.sentence is mine.sentence else "away"
            whole = self._settled[last.number]
            if whole is None:
                yield f"prev-none:{close}"
            else:
                same = whole == its_value
                yield f"prev-{'same' if same else 'other'}:{close}"
                if same:
                    yield from [f"{word}&prev" for word in self.words(mine).part]
            if self._values[last.number] == its_value:
                yield f"prev-is-it:{close}"
        if self._grand and its_role is Role.PROGRAMME:
            totals = self._grand.get(my_value, ())
            if any(its_value == self._values[q.number] for q in totals):
                yield "grand-total"
        if its_value in self._found:
            yield "is-whole"
            yield from self._found[its_value].room(_value(mine), _value(other))

    def _before(self, mine: PlacedQuantity) -> PlacedQuantity | None:
        """The quantity of the same measure right before, where it is settled."""
        at = self._place[mine.number]
        if not at:
            return None
        last = self._rows[_measure(mine)][at - 1]
        return last if last.number in self._settled else None


def _measure(placed: PlacedQuantity) -> Measure:
    return placed.quantity.measure


def _is_head(placed: PlacedQuantity) -> bool:
    return placed.sentence.passage.kind in _HEADS


def _tied(my: Told, its: Told) -> Features:
    """Whether the same parties, projects and places are told of both."""
    group = "P" if its.role is Role.PROGRAMME else "R" if its.role is Role.ROUND else "-"
    payers, projects = overlap(my.investors, its.investors), overlap(my.projects, its.projects)
    strangers = payers == projects == "differ"  # others pay for other things
    return (
        f"payers={payers}:{group}",
        f"projects={projects}",
        f"places={overlap(my.places, its.places)}",
        *((f"strangers:{group}",) if strangers else ()),
    )
