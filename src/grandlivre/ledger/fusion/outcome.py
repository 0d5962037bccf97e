"""What fusion found, in columns, and as records for those who ask of one item or source."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from grandlivre.errors import ConfigError
from grandlivre.ledger.fusion.copying import Pairs
from grandlivre.ledger.fusion.model import (
    Alternative,
    CopySuspicion,
    FusedItem,
    FusionOptions,
    RatedSource,
    Value,
)
from grandlivre.ledger.fusion.reliability import Reliability
from grandlivre.ledger.fusion.table import Columns
from grandlivre.ledger.fusion.values import Bools, Floats, Ints, sum_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Fusion:
    """The likeliest values of all items, the reliability of all sources, and who may copy whom."""

    columns: Columns
    pairs: Pairs
    options: FusionOptions
    probability: Floats
    """Of each fact, that is of each value of each item."""
    voice: Floats
    """Of each claim, the part of a voice that it is."""
    rated: Reliability
    copied: Floats
    """Of each of the pairs."""
    rounds: int
    is_settled: bool
    """False where probabilities still moved in the last round."""

    @property
    def items(self) -> tuple[str, ...]:
        """Names of all items, in the order of the columns."""
        return self.columns.item_names

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of all sources, in the order of the columns."""
        return self.columns.source_names

    @property
    def chosen(self) -> Ints:
        """Per item, its likeliest fact; -1 for an item of which no value was told."""
        facts = np.lexsort((-self.probability, self.columns.fact_item))
        item = self.columns.fact_item[facts]
        best = np.full(len(self.items), -1, dtype=np.int64)
        best[item[::-1]] = facts[::-1]
        return best

    @property
    def abstained(self) -> Bools:
        """Per item, whether no value is probable enough to vouch for."""
        best = self.chosen
        weak = np.append(self.probability, 0.0)[best] < self.options.least_probability
        found: Bools = weak
        return found

    def value_of(self, fact: int) -> Value:
        """The value of a fact."""
        return self.columns.values.labels[int(self.columns.fact_value[fact])]

    def item(self, name: str) -> FusedItem:
        """What the sources say of one item together.

        Raises
        ------
        ConfigError
            No source tells of such an item.
        """
        number = _number(self.items, name)
        first, last = self.columns.first_fact[number : number + 2]
        if first == last:
            raise ConfigError(f"no value was told of the item {name!r}", remedy="name another")
        return self._fused(number, int(first), int(last))

    def fused_items(self) -> Iterator[FusedItem]:
        """All items of which a value was told, by name."""
        starts = self.columns.first_fact.tolist()
        for number, (first, last) in enumerate(pairwise(starts)):
            if first < last:
                yield self._fused(number, first, last)

    def source(self, name: str) -> RatedSource:
        """How far one source can be relied on.

        Raises
        ------
        ConfigError
            There is no such source.
        """
        number = _number(self.sources, name)
        return self._rated(number, int((self.columns.claim_source == number).sum()))

    def rated_sources(self) -> tuple[RatedSource, ...]:
        """All sources, by name."""
        claims = sum_by(self.columns.claim_source, None, len(self.sources))
        return tuple(self._rated(number, int(count)) for number, count in enumerate(claims))

    def suspicions(self, least: float = 0.5) -> tuple[CopySuspicion, ...]:
        """Pairs of sources that copy with a probability of `least` or more, the surest first."""
        pairs, count = self.pairs, len(self.pairs.first)
        fact = self.columns.claim_fact
        met = pairs.agrees & pairs.is_evidence
        shared = sum_by(pairs.pair, met, count)
        false = sum_by(pairs.pair[met], 1 - self.probability[fact[pairs.one[met]]], count)
        differing = sum_by(pairs.pair, ~pairs.agrees, count)
        kept = np.flatnonzero(self.copied >= least)
        kept = kept[np.lexsort((kept, -false[kept], -self.copied[kept]))]
        return tuple(
            CopySuspicion(
                first=self.sources[pairs.first[each]],
                second=self.sources[pairs.second[each]],
                probability=float(self.copied[each]),
                shared=int(shared[each]),
                shared_false=float(false[each]),
                differing=int(differing[each]),
                is_known=bool(pairs.is_known[each]),
            )
            for each in kept.tolist()
        )

    def _fused(self, number: int, first: int, last: int) -> FusedItem:
        columns = self.columns
        begin, end = np.searchsorted(columns.claim_fact, [first, last])
        tellers: dict[int, list[int]] = {}
        for claim in range(int(begin), int(end)):
            tellers.setdefault(int(columns.claim_fact[claim]), []).append(claim)
        ranked = sorted(range(first, last), key=lambda each: (-self.probability[each], each))
        best = ranked[0]
        return FusedItem(
            item=self.items[number],
            value=self.value_of(best),
            probability=float(self.probability[best]),
            is_abstained=bool(self.probability[best] < self.options.least_probability),
            alternatives=tuple(
                Alternative(
                    value=self.value_of(each),
                    probability=float(self.probability[each]),
                    voices=float(self.voice[tellers[each]].sum()),
                    sources=tuple(
                        self.sources[columns.claim_source[claim]] for claim in tellers[each]
                    ),
                )
                for each in ranked
            ),
        )

    def _rated(self, number: int, claims: int) -> RatedSource:
        columns, rated = self.columns, self.rated
        return RatedSource(
            source=self.sources[number],
            name_of_class=columns.class_names[columns.source_class[number]],
            claims=claims,
            tested=round(float(rated.tested[number])),
            agreeing=float(rated.agreeing[number]),
            reliability=float(rated.source[number]),
            low=float(rated.low[number]),
            high=float(rated.high[number]),
        )


def _number(names: tuple[str, ...], name: str) -> int:
    try:
        return names.index(name)
    except ValueError:
        raise ConfigError(f"there is no {name!r} in the table", remedy="name another") from None
