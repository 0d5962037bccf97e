"""Money in a flow diagram: what comes in goes out, and nothing is counted twice."""

from collections import Counter
from decimal import Decimal

import pytest
from lxml import etree
from small_pages import ServerLinks, small_index

from grandlivre.report.pages.flows import NOBODY, Flows, flows_of
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import PUBLIC
from grandlivre.report.pages.sankey import NARROW, WIDE, Canvas, Legend, sankey

LEGEND = Legend(title="T", about="A & B", heads=("a", "b", "c"), language="fr")


def flows() -> Flows:
    found = flows_of(Frame(small_index(), ServerLinks(), "fr", PUBLIC))
    assert found is not None
    return found


def test_every_column_carries_all_the_money() -> None:
    found = flows()
    for nodes in (found.payers, found.envelopes, found.ends):
        assert sum(node.euros for node in nodes) == found.total
    assert sum(flow.euros for flow in found.flows) == found.total


def test_what_is_drawn_is_what_the_total_adds_up() -> None:
    found, index = flows(), small_index()
    assert index.total is not None
    drawn = Counter(
        key
        for flow in found.flows
        if flow.payer != NOBODY or flow.entries[0].startswith("cmt_")
        for key in flow.entries
    )
    assert set(drawn) <= set(index.total.sums)
    assert set(drawn.values()) == {1}
    best = [index.entries[key].best for key in drawn]
    assert found.counted == sum((each.euros if each else Decimal(0) for each in best), Decimal(0))


@pytest.mark.parametrize("canvas", [WIDE, NARROW])
def test_the_picture_is_sound_and_named(canvas: Canvas) -> None:
    drawn = etree.fromstring(sankey(flows(), canvas, LEGEND))
    assert drawn[0].tag == "title"
    assert drawn[1].text == "A & B"
    assert {drawn[0].get("id"), drawn[1].get("id")} == set(drawn.get("aria-labelledby").split())
    assert not drawn.xpath("//@style")
