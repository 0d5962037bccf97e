"""Fusion told again in plain loops over dictionaries, and the columns held against it."""

import math
import random
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.ledger.fusion import ClaimTable, FusionOptions, fuse

Row = tuple[str, str, float]
OPTIONS = FusionOptions(most_rounds=12, tolerance=0.0)


@dataclass
class Plain:
    """What the plain implementation finds."""

    probability: dict[tuple[str, float], float] = field(default_factory=dict)
    reliability: dict[str, float] = field(default_factory=dict)
    copied: dict[tuple[str, str], float] = field(default_factory=dict)


def logit(p: float) -> float:
    return math.log(p) - math.log1p(-p)


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-min(max(x, -50.0), 50.0)))


def half_digit(value: float) -> float:
    digits, exponent = abs(round(value)), 0
    if digits == 0:
        return 0.0
    while digits % 10 == 0:
        digits, exponent = digits // 10, exponent + 1
    return min(0.5 * 10**exponent, 0.05 * abs(value))


def holds(lender: float, borrower: float) -> bool:
    return abs(lender - borrower) <= half_digit(lender)


def likeness(lender: float, borrower: float, closeness: float) -> float:
    if holds(lender, borrower):
        return 1.0
    found = math.exp(-abs(lender - borrower) / (closeness * max(abs(lender), abs(borrower), 1e-12)))
    return found if found > 0.01 else 0.0


def rising(start: float, steps: int) -> float:
    return sum(math.log(start + step) for step in range(steps))


class Slow:
    """One table; whole numbers as values, no times."""

    def __init__(
        self,
        rows: list[Row],
        classes: dict[str, str],
        copies: list[set[str]],
        options: FusionOptions,
    ) -> None:
        self.options = options
        self.claims = sorted(set(rows))
        self.items = sorted({item for item, _, _ in self.claims})
        self.sources = sorted({source for _, source, _ in rows})
        self.classes = {source: classes.get(source, "") for source in self.sources}
        self.copies = copies
        self.values = {
            item: sorted({value for at, _, value in self.claims if at == item})
            for item in self.items
        }
        self.tested = {claim: self._is_tested(claim) for claim in self.claims}
        self.pairs = [
            (one, other)
            for one, other in combinations(self.sources, 2)
            if {at for at, source, _ in self.claims if source == one}
            & {at for at, source, _ in self.claims if source == other}
        ]

    def _known(self, one: str, other: str) -> bool:
        return any(one in group and other in group for group in self.copies)

    def _is_tested(self, claim: Row) -> bool:
        return any(
            at == claim[0] and source != claim[1] and not self._known(source, claim[1])
            for at, source, _ in self.claims
        )

    def _meet(self, one: str, other: str) -> list[tuple[Row, Row]]:
        """Where two sources tell of one disputed item."""
        return [
            (mine, theirs)
            for mine in self.claims
            if mine[1] == one and len(self.values[mine[0]]) > 1
            for theirs in self.claims
            if theirs[1] == other and theirs[0] == mine[0]
        ]

    def mirrors(self) -> dict[tuple[str, str], float]:
        counts = {}
        for one, other in self.pairs:
            meetings = self._meet(one, other)
            alike = sum(mine[2] == theirs[2] for mine, theirs in meetings)
            told = sum(
                len(self.values[item]) > 1 and source in (one, other)
                for item, source, _ in self.claims
            )
            counts[one, other] = (alike, max(told - len(meetings), alike))
        shares = [k / n for k, n in counts.values() if n and k / n < self.options.mirrored_share]
        mean = (sum(shares) + 2 / 3) / (len(shares) + 2)
        spread = sum((each - mean) ** 2 for each in shares) / max(len(shares), 1)
        size = min(max(mean * (1 - mean) / max(spread, 1e-9) - 1, 0.5), 20.0)
        a, b = mean * size, (1 - mean) * size
        c, d = self.options.mirrored_share * 20, (1 - self.options.mirrored_share) * 20
        found = {}
        for pair, (k, n) in counts.items():
            as_mirrors = rising(c, k) + rising(d, n - k) - rising(c + d, n)
            by_chance = rising(a, k) + rising(b, n - k) - rising(a + b, n)
            found[pair] = sigmoid(as_mirrors - by_chance + self.prior())
        return found

    def prior(self) -> float:
        return logit(2 * self.options.copiers / (len(self.sources) + 1))

    def part(self, one: str, other: str, copied: dict[tuple[str, str], float]) -> float:
        if self._known(one, other):
            return 1.0
        pair = (min(one, other), max(one, other))
        return self.options.copied_share * copied.get(pair, 0.0)

    def voices(self, copied: dict[tuple[str, str], float]) -> dict[Row, float]:
        return {
            claim: 1
            / (
                1
                + sum(
                    self.part(claim[1], other[1], copied)
                    for other in self.claims
                    if other[0] == claim[0] and other[2] == claim[2] and other[1] != claim[1]
                )
            )
            for claim in self.claims
        }

    def rate(self, right: dict[Row, float]) -> tuple[dict[str, float], dict[str, float]]:
        options = self.options
        tested = [claim for claim in self.claims if self.tested[claim]]
        mean = sum(right[claim] for claim in tested) / max(len(tested), 1)
        lift = max(0.0, options.least_right - mean) / max(1 - mean, 1e-12)
        right = {claim: p + (1 - p) * lift for claim, p in right.items()}
        strength = options.class_strength
        everywhere = (sum(right[claim] for claim in tested) + strength * options.prior) / (
            len(tested) + strength
        )
        least, most = 1 - options.most_reliable, options.most_reliable
        of_class = {}
        for name in set(self.classes.values()):
            mine = [right[claim] for claim in tested if self.classes[claim[1]] == name]
            of_class[name] = min(
                max((sum(mine) + strength * everywhere) / (len(mine) + strength), least), most
            )
        rated = {}
        for source in self.sources:
            mine = [right[claim] for claim in tested if claim[1] == source]
            drawn = options.source_strength * of_class[self.classes[source]]
            rated[source] = min(
                max((sum(mine) + drawn) / (len(mine) + options.source_strength), least), most
            )
        return rated, of_class

    def evidence(
        self, item: str, rated: dict[str, float], voice: dict[Row, float]
    ) -> dict[float, float]:
        options = self.options
        told = [claim for claim in self.claims if claim[0] == item]
        count = {
            value: sum(voice[claim] for claim in told if claim[2] == value)
            for value in self.values[item]
        }
        everyone = sum(count.values())
        found = {}
        for value in count:
            mine = sum(logit(rated[claim[1]]) * voice[claim] for claim in told if claim[2] == value)
            against = sum(
                voices * (math.log(voices + 1) - math.log(everyone - count[value] + options.unseen))
                for other, voices in count.items()
                if other != value
            )
            nobody = sum(
                voices * (math.log(voices + 1) - math.log(everyone + options.unseen))
                for voices in count.values()
            )
            found[value] = mine + against - nobody
        return {
            value: found[value]
            + sum(
                options.kinship * likeness(other, value, options.closeness) * max(found[other], 0.0)
                for other in found
                if other != value
            )
            for value in found
        }

    def believe(
        self, rated: dict[str, float], of_class: dict[str, float], voice: dict[Row, float]
    ) -> tuple[dict[tuple[str, float], float], dict[Row, float]]:
        probability, right = {}, {}
        for item in self.items:
            evidence = self.evidence(item, rated, voice)
            whole = sum(math.exp(each) for each in evidence.values()) + 1
            for value, each in evidence.items():
                probability[item, value] = math.exp(each) / whole
        for claim in self.claims:
            item, source, value = claim
            evidence = self.evidence(item, rated, voice)
            mine = logit(rated[source]) * voice[claim]
            stranger = logit(of_class[self.classes[source]]) * voice[claim]
            alone = math.exp(evidence[value] - mine + stranger)
            rest = sum(math.exp(each) for other, each in evidence.items() if other != value) + 1
            held = sum(
                probability[item, other]
                for other in self.values[item]
                if other != value and holds(value, other)
            )
            right[claim] = min(alone / (rest + alone) + held, 1.0)
        return probability, right

    def copying(
        self,
        rated: dict[str, float],
        probability: dict[tuple[str, float], float],
        voice: dict[Row, float],
    ) -> dict[tuple[str, str], float]:
        options, found = self.options, {}
        c = options.copied_share
        for one, other in self.pairs:
            evidence = self.prior()
            for mine, theirs in self._meet(one, other):
                if mine[2] != theirs[2]:
                    evidence += math.log(1 - c)
                    continue
                item, value = mine[0], mine[2]
                both = voice[mine] + voice[theirs]
                here = sum(v for k, v in voice.items() if k[0] == item and k[2] == value)
                all_here = sum(v for k, v in voice.items() if k[0] == item)
                p, first, second = probability[item, value], rated[one], rated[other]
                others_right = sum(
                    v * probability[item, k[2]]
                    for k, v in voice.items()
                    if k[0] == item and k[2] != value
                ) / max(1 - p, 1e-3)
                false = max(all_here - others_right, here)
                popular = (max(here - both, 0) + 1) / (max(false - both, 0) + options.unseen)
                apart = p * first * second + (1 - p) * (1 - first) * (1 - second) * popular
                middle = (first + second) / 2
                copied = c * (p * middle + (1 - p) * (1 - middle)) + (1 - c) * apart
                evidence += math.log(max(copied, 1e-9)) - math.log(max(apart, 1e-9))
            found[one, other] = sigmoid(evidence)
        return found

    def run(self) -> Plain:
        rated = dict.fromkeys(self.sources, self.options.prior)
        of_class = dict.fromkeys(self.classes.values(), self.options.prior)
        copied = self.mirrors()
        probability: dict[tuple[str, float], float] = {}
        for done in range(self.options.most_rounds):
            voice = self.voices(copied)
            probability, right = self.believe(rated, of_class, voice)
            rated, of_class = self.rate(right)
            if done:
                copied = self.copying(rated, probability, voice)
        believed = {
            (item, source, value): min(
                probability[item, value]
                + sum(
                    probability[item, other]
                    for other in self.values[item]
                    if other != value and holds(value, other)
                ),
                1.0,
            )
            for item, source, value in self.claims
        }
        return Plain(probability=probability, reliability=self.rate(believed)[0], copied=copied)


def held_against(rows: list[Row], classes: dict[str, str], copies: list[set[str]]) -> None:
    slow = Slow(rows, classes, copies, OPTIONS).run()
    fast = fuse(
        ClaimTable(
            items=[row[0] for row in rows],
            sources=[row[1] for row in rows],
            values=[row[2] for row in rows],
            classes=classes,
            copies=copies,
        ),
        OPTIONS,
    )
    columns = fast.columns
    for fact, (item, value) in enumerate(
        zip(columns.fact_item.tolist(), columns.fact_value.tolist(), strict=True)
    ):
        expected = slow.probability[fast.items[item], float(columns.values.low[value])]
        assert fast.probability[fact] == pytest.approx(expected, abs=1e-5)
    for name, reliability in zip(fast.sources, fast.rated.source, strict=True):
        assert reliability == pytest.approx(slow.reliability[name], abs=1e-5)
    for first, second, copied, known in zip(
        fast.pairs.first, fast.pairs.second, fast.copied, fast.pairs.is_known, strict=True
    ):
        pair = (fast.sources[first], fast.sources[second])
        if not known:
            assert copied == pytest.approx(slow.copied[pair], abs=1e-5)


_ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from("stuvwx"),
        st.sampled_from([7.0, 119.0, 120.0, 1000.0, 1004.0, 5000.0]),
    ),
    min_size=1,
    max_size=22,
)


@settings(deadline=None, max_examples=60)
@given(
    _ROWS,
    st.dictionaries(st.sampled_from("stuvwx"), st.sampled_from(["wire", "paper"])),
    st.sampled_from([[], [{"s", "t"}], [{"s", "t", "u"}, {"w", "x"}]]),
)
def test_columns_agree_with_loops(
    rows: list[Row], classes: dict[str, str], copies: list[set[str]]
) -> None:
    held_against(rows, classes, copies)


def test_columns_agree_with_loops_where_sources_copy() -> None:
    draw = random.Random(4)
    rows: list[Row] = []
    for number in range(30):
        truth = 1000.0 + 10 * number
        told = {
            source: truth if draw.random() < share else truth + draw.choice([100.0, 200.0])
            for source, share in zip("stuv", (0.95, 0.8, 0.7, 0.6), strict=True)
        }
        told |= {"w": told["v"], "x": told["v"] if draw.random() < 0.8 else truth}
        rows += [(f"item {number}", source, value) for source, value in told.items()]
    held_against(rows, {"s": "wire"}, [])


def test_the_interval_of_a_reliability_holds_nine_tenths() -> None:
    """Against the exact quantiles of the beta distribution."""
    beta = pytest.importorskip("scipy.stats").beta
    from grandlivre.ledger.fusion.reliability import _bounds

    weight = np.array([8.0, 20.0, 100.0, 1000.0])
    mean = np.array([0.8, 0.6, 0.9, 0.95])
    low, high = _bounds(mean, weight)
    inside = beta.cdf(high, mean * weight, (1 - mean) * weight) - beta.cdf(
        low, mean * weight, (1 - mean) * weight
    )
    assert inside == pytest.approx(0.9, abs=0.02)
