from hypothesis import given
from hypothesis import strategies as st

from grandlivre.base.codec import dumps, loads
from grandlivre.entities.judging import in_force, judge, said
from grandlivre.entities.model import Judgement, Ruling

FORMS = "ABCDE"
RULINGS = st.sampled_from(Ruling)


def judged(first: str, second: str, ruling: Ruling = Ruling.SAME, at: str = "") -> Judgement:
    return Judgement(first=first, second=second, ruling=ruling, at=at)


JUDGEMENTS = st.lists(
    st.builds(
        judged,
        st.sampled_from(FORMS),
        st.sampled_from(FORMS),
        RULINGS,
        st.integers(1, 9).map(lambda day: f"2025-01-0{day}"),
    ).filter(lambda each: each.first != each.second),
    max_size=10,
)


def test_the_last_word_on_a_pair_counts() -> None:
    first = judged("A", "B", at="2025-01-01")
    second = judged("b", "a", Ruling.NOT_SAME, at="2025-01-02")
    assert in_force([second, first]) == (second,)


def test_a_reversal_can_itself_be_reversed() -> None:
    first = judged("A", "B", at="2025-01-01")
    back = Judgement(
        first="A", second="B", ruling=Ruling.UNSURE, at="2025-01-02", reverses=first.id
    )
    again = Judgement(
        first="A", second="B", ruling=Ruling.UNSURE, at="2025-01-03", reverses=back.id
    )
    assert in_force([first, back]) == ()
    assert in_force([first, back, again]) == (first,)


def test_a_reversed_last_word_leaves_the_one_before() -> None:
    first = judged("A", "B", Ruling.NOT_SAME, at="2025-01-01")
    second = judged("A", "B", at="2025-01-02")
    back = Judgement(
        first="A", second="B", ruling=Ruling.UNSURE, at="2025-01-03", reverses=second.id
    )
    assert in_force([first, second, back]) == (first,)


def test_the_warning_names_the_chain() -> None:
    earlier = [
        judged("A", "B", at="1"),
        judged("B", "C", at="2"),
        judged("A", "D", Ruling.NOT_SAME, at="3"),
    ]
    found = judge(judged("C", "D", at="4"), earlier)
    assert [each.chain for each in found] == [("A", "B", "C", "D")]
    assert found[0].apart == earlier[2]
    assert judge(judged("C", "E", at="4"), earlier) == ()
    assert judge(judged("C", "D", Ruling.NOT_SAME, at="4"), earlier) == ()


def test_the_warning_sees_names_joined_without_judgement() -> None:
    apart = judged("A", "D", Ruling.NOT_SAME)
    assert judge(judged("B", "D"), [apart]) == ()
    found = judge(judged("B", "D"), [apart], groups=[("A", "b", "C")])
    assert found[0].chain == ("A", "b", "D")


def test_to_change_ones_mind_on_a_pair_is_warned_of_too() -> None:
    apart = judged("A", "B", Ruling.NOT_SAME, at="1")
    assert judge(judged("A", "B", at="2"), [apart])[0].chain == ("A", "B")


def test_a_judgement_is_kept_as_json() -> None:
    one = Judgement(
        first="A", second="B", ruling=Ruling.SAME, by="reader", at="2025-02-01T10:00:00Z", note="é"
    )
    assert loads(Judgement, dumps(one)) == one
    assert loads(Judgement, dumps(one)).id == one.id


@given(JUDGEMENTS)
def test_what_counts_never_contradicts_itself(judgements: list[Judgement]) -> None:
    heard = said(judgements)
    group = {form: form for form in FORMS}

    def find(form: str) -> str:
        while group[form] != form:
            form = group[form]
        return form

    for each in heard.same:
        group[find(each.first)] = find(each.second)
    for each in heard.apart:
        assert find(each.first) != find(each.second)


@given(JUDGEMENTS, st.randoms())
def test_the_order_they_are_read_in_makes_no_difference(
    judgements: list[Judgement], random: object
) -> None:
    shuffled = judgements[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert said(judgements) == said(shuffled)
