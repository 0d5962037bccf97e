"""What fusion promises whatever the table."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.errors import ConfigError
from grandlivre.ledger import ClaimTable, Fusion, FusionOptions, fuse

Row = tuple[str, str, float]
_ROWS = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.sampled_from("stuvwxyz"),
        st.sampled_from([7.0, 120.0, 1000.0, 1004.0, 5000.0]),
    ),
    min_size=1,
    max_size=40,
)


def table(rows: list[Row], **more: object) -> ClaimTable:
    items, sources, values = zip(*rows, strict=True) if rows else ((), (), ())
    return ClaimTable(items=items, sources=sources, values=values, **more)  # type: ignore[arg-type]


def told(fusion: Fusion) -> dict[tuple[str, object], float]:
    columns = fusion.columns
    return {
        (fusion.items[item], columns.values.labels[value]): float(probability)
        for item, value, probability in zip(
            columns.fact_item, columns.fact_value, fusion.probability, strict=True
        )
    }


def rated(fusion: Fusion) -> dict[str, float]:
    return {each.source: each.reliability for each in fusion.rated_sources()}


def world(
    seed: int, items: int = 40, accuracies: tuple[float, ...] = (0.95, 0.85, 0.7, 0.7, 0.6)
) -> list[Row]:
    """Independent sources of the given accuracies, five false values to choose from."""
    draw = random.Random(seed)
    rows = []
    for number in range(items):
        truth = 10_007.0 + 1009 * number
        for source, accuracy in enumerate(accuracies):
            value = truth if draw.random() < accuracy else truth + draw.randint(1, 5) * 111
            rows.append((f"item {number}", f"source {source}", value))
    return rows


@settings(deadline=None, max_examples=50)
@given(_ROWS, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_rows_matters(rows: list[Row], draw: random.Random) -> None:
    again = [*rows, *draw.choices(rows, k=5)]
    draw.shuffle(again)
    before, after = fuse(table(rows)), fuse(table(again))
    assert told(before) == told(after)
    assert rated(before) == rated(after)


@settings(deadline=None, max_examples=50)
@given(_ROWS, st.permutations("stuvwxyz"))
def test_names_of_sources_do_not_matter(rows: list[Row], names: list[str]) -> None:
    name = dict(zip("stuvwxyz", names, strict=True))
    before, after = fuse(table(rows)), fuse(table([(i, name[s], v) for i, s, v in rows]))
    assert told(after) == pytest.approx(told(before), abs=1e-6)
    assert rated(after) == pytest.approx({name[s]: r for s, r in rated(before).items()}, abs=1e-6)


@settings(deadline=None, max_examples=50)
@given(_ROWS)
def test_probabilities_and_reliabilities_are_such(rows: list[Row]) -> None:
    fusion = fuse(table(rows))
    assert ((fusion.probability > 0) & (fusion.probability < 1)).all()
    for item in fusion.fused_items():
        assert sum(each.probability for each in item.alternatives) < 1
        assert item.value == item.alternatives[0].value
    for each in fusion.rated_sources():
        assert 0 < each.reliability < 1
        assert 0 <= each.low < each.reliability < each.high <= 1


@settings(deadline=None, max_examples=50)
@given(_ROWS)
def test_no_claim_is_lost(rows: list[Row]) -> None:
    found = {
        (item.item, source, each.value)
        for item in fuse(table(rows)).fused_items()
        for each in item.alternatives
        for source in each.sources
    }
    assert found == set(rows)


def test_a_known_copy_adds_no_support() -> None:
    rows = world(1)
    more = [*rows, *((i, "copy", v) for i, s, v in rows if s == "source 2")]
    before = fuse(table(rows))
    after = fuse(table(more, copies=[["source 2", "copy"]]))
    for item in before.fused_items():
        beside = {each.value: each for each in after.item(item.item).alternatives}
        for each in item.alternatives:
            assert beside[each.value].voices == pytest.approx(each.voices, abs=0.02)
    assert after.suspicions()[0].is_known


@pytest.mark.parametrize("copies", [1, 4])
def test_unknown_copies_are_found_and_count_little(copies: int) -> None:
    rows = world(2, items=80)
    more = [
        *rows,
        *((i, f"copy {n}", v) for n in range(copies) for i, s, v in rows if s == "source 4"),
    ]
    fusion = fuse(table(more))
    found = {(each.first, each.second) for each in fusion.suspicions()}
    assert {("copy 0", "source 4")} <= found
    assert all(
        {one, other} <= {"source 4", *(f"copy {n}" for n in range(copies))} for one, other in found
    )
    before = fuse(table(rows))
    for item in before.fused_items():
        beside = {each.value: each.voices for each in fusion.item(item.item).alternatives}
        for each in item.alternatives:
            assert beside[each.value] <= each.voices + 0.35


def test_a_crowd_of_mirrors_does_not_decide_what_is_true() -> None:
    """Five mirrors of one poor source against three good and independent ones."""
    rows = world(3, items=60, accuracies=(0.95, 0.92, 0.9, 0.5))
    crowd = [(i, f"mirror {n}", v) for n in range(5) for i, s, v in rows if s == "source 3"]
    fusion = fuse(table([*rows, *crowd]))
    right = sum(fusion.item(f"item {n}").value == 10_007.0 + 1009 * n for n in range(60))
    assert right >= 57
    assert fusion.source("mirror 2").high < fusion.source("source 0").reliability


def test_independent_sources_are_not_taken_for_copies() -> None:
    for seed in range(5):
        fusion = fuse(table(world(seed, items=100, accuracies=(0.97, 0.95, 0.95, 0.9, 0.8, 0.7))))
        assert fusion.suspicions() == ()


def test_reliabilities_are_recovered() -> None:
    accuracies = (0.95, 0.85, 0.75, 0.65, 0.9, 0.8)
    rows = world(5, items=300, accuracies=accuracies)
    fusion = fuse(table(rows))
    for number in range(len(accuracies)):
        each = fusion.source(f"source {number}")
        told = [(item, value) for item, source, value in rows if source == each.source]
        accuracy = sum(v == 10_007.0 + 1009 * int(i.split()[1]) for i, v in told) / len(told)
        assert each.reliability == pytest.approx(accuracy, abs=0.06)
        assert each.low <= accuracy + 0.02
        assert each.high >= accuracy - 0.02


def test_a_source_of_few_claims_is_drawn_to_its_class_and_keeps_a_wide_interval() -> None:
    rows = world(6, items=200, accuracies=(0.95, 0.9, 0.6, 0.55))
    classes = {"source 0": "wire", "source 1": "wire", "source 2": "blog", "source 3": "blog"}
    few = [("item 0", "new wire", 10_007.0), ("item 1", "new blog", 11_016.0)]
    classes |= {"new wire": "wire", "new blog": "blog", "no wire": "wire"}
    alone = [("item 0", "no wire", 10_007.0)]
    fusion = fuse(table([*rows, *few, ("lonely", "no wire", 5.0)], classes=classes))
    of_class = dict(zip(fusion.columns.class_names, fusion.rated.of_class.tolist(), strict=True))
    # What nobody else tells of proves nothing: a source of such claims has its class's mean.
    assert fusion.source("no wire").reliability == pytest.approx(of_class["wire"], abs=1e-9)
    assert fusion.source("no wire").tested == 0
    assert fusion.source("new wire").reliability == pytest.approx(of_class["wire"], abs=0.05)
    assert fusion.source("new blog").reliability == pytest.approx(of_class["blog"], abs=0.08)
    assert of_class["wire"] > of_class["blog"] + 0.15
    few_width = fusion.source("new wire").high - fusion.source("new wire").low
    assert few_width > 3 * (fusion.source("source 0").high - fusion.source("source 0").low)
    assert alone


def test_a_later_claim_weighs_more() -> None:
    rows = [("city", "a", 100.0), ("city", "b", 150.0)]
    assert fuse(table(rows, times=[1.0, 2.0])).item("city").value == 150.0
    assert fuse(table(rows, times=[2.0, 1.0])).item("city").value == 100.0


def test_a_source_may_correct_itself() -> None:
    rows = [("city", "a", 100.0), ("city", "a", 150.0), ("city", "b", 150.0)]
    dated = fuse(table(rows, times=[1.0, 2.0, 1.5]))
    assert [each.value for each in dated.item("city").alternatives] == [150.0]
    undated = fuse(table(rows))
    assert len(undated.item("city").alternatives) == 2


def test_it_abstains_where_two_stand_against_two() -> None:
    rows = [("item", "a", 10.0), ("item", "b", 10.0), ("item", "c", 77.0), ("item", "d", 77.0)]
    fusion = fuse(table(rows))
    assert fusion.item("item").is_abstained
    assert fusion.abstained.tolist() == [True]
    assert not fuse(table(rows[:2])).item("item").is_abstained


def test_a_rounded_figure_supports_the_exact_one() -> None:
    rows = [("city", "a", 596_638.0), ("city", "b", 600_000.0), ("city", "c", 431_207.0)]
    assert fuse(table(rows)).item("city").value == 596_638.0


def test_a_range_supports_what_lies_within() -> None:
    rows = ClaimTable(
        items=["x"] * 3, sources=["a", "b", "c"], values=[(30.0, 50.0), (45.0, 45.0), (77.0, 77.0)]
    )
    assert fuse(rows).item("x").value == 45.0


def test_arrays_and_lists_give_the_same() -> None:
    rows = world(7)
    as_lists = fuse(table(rows))
    items = sorted({i for i, _, _ in rows})
    sources = sorted({s for _, s, _ in rows})
    as_arrays = fuse(
        ClaimTable(
            items=np.array([items.index(i) for i, _, _ in rows]),
            sources=np.array([sources.index(s) for _, s, _ in rows]),
            values=np.array([v for _, _, v in rows]),
        )
    )
    assert as_arrays.probability.tolist() == pytest.approx(as_lists.probability.tolist())


def test_an_empty_table_has_no_answer() -> None:
    fusion = fuse(table([]))
    assert list(fusion.fused_items()) == []
    assert fusion.rated_sources() == ()
    assert fusion.suspicions() == ()


def test_rows_without_a_value_tell_nothing() -> None:
    fusion = fuse(ClaimTable(items=["x", "y"], sources=["a", "a"], values=[3.0, None]))
    assert [each.item for each in fusion.fused_items()] == ["x"]
    assert fusion.chosen.tolist()[1] == -1
    with pytest.raises(ConfigError):
        fusion.item("y")
    with pytest.raises(ConfigError):
        fusion.source("nobody")


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ConfigError):
        ClaimTable(items=["x"], sources=["a", "b"], values=[1.0])


def test_doubt_of_all_does_not_feed_on_itself() -> None:
    """Half of the claims are wrong and nobody is known: the majority must still win."""
    draw = random.Random(8)
    rows: list[Row] = []
    for number in range(300):
        truth = 1000.0 + 10 * number
        for source in draw.sample(range(2000), 3):
            value = truth if draw.random() < 0.5 else truth + draw.randint(1, 999) * 3
            rows.append((f"i{number}", f"s{source}", value))
    fusion = fuse(table(rows))
    votes: dict[str, dict[float, int]] = {}
    for item, _, value in rows:
        count = votes.setdefault(item, {})
        count[value] = count.get(value, 0) + 1
    settled = {
        item: max(each, key=each.__getitem__)
        for item, each in votes.items()
        if max(each.values()) > 1
    }
    agreeing = sum(fusion.item(item).value == value for item, value in settled.items())
    assert agreeing >= 0.97 * len(settled)


def test_options_are_used() -> None:
    rows = world(9)
    strict = replace(FusionOptions(), least_probability=0.999999)
    assert fuse(table(rows), strict).abstained.sum() > fuse(table(rows)).abstained.sum()
