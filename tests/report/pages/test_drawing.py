from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from grandlivre.base.interval import Interval
from grandlivre.ledger.natures import Nature
from grandlivre.report.charts import Scale
from grandlivre.report.pages.drawing import statement_bar

VALUES = st.none() | st.integers(0, 200).map(Decimal)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(VALUES), draw(VALUES)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low=low, high=high)


@given(intervals(), intervals())
def test_nothing_is_drawn_outside_of_the_axis(told: Interval, kept: Interval) -> None:
    drawn = etree.fromstring(statement_bar(told, kept, Nature.HOME, Scale(Decimal(200))))
    for bar in drawn.iter("rect"):
        start, width = float(bar.get("x").rstrip("%")), float(bar.get("width").rstrip("%"))
        assert start >= 0
        assert start + width <= 100.01


def test_a_statement_stands_where_its_amount_is() -> None:
    told, kept = Interval(low=Decimal(50), high=Decimal(100)), Interval(low=Decimal(20), high=None)
    drawn = etree.fromstring(statement_bar(told, kept, Nature.HOME, Scale(Decimal(200))))
    band, said = drawn.findall("rect")
    assert (band.get("class"), band.get("x"), band.get("width")) == ("allowed", "10.00%", "90.00%")
    assert (said.get("x"), said.get("width")) == ("25.00%", "25.00%")
