"""Quotes on pages: each sentence and each row once, with every figure in it marked."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from ledger_gold import claim, document
from small_pages import ServerLinks, small_index

from grandlivre.claims.model import Claim, Evidence
from grandlivre.documents.model import Document, Field
from grandlivre.report.evidence import quote_of
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import PUBLIC
from grandlivre.report.pages.quoting import cited

TEXT = (
    "Avant cela, rien. Le fonds Boréal mettra entre 3 et 5 milliards d’euros dans un site de "
    "400 MW près de Melun. Plus tard, 2 milliards viendraient."
)


def frame() -> Frame:
    return Frame(small_index(), ServerLinks(), "fr", PUBLIC)


def figures(source: Document, *spans: tuple[int, int]) -> list[Claim]:
    return [
        claim(source, number, evidence=Evidence(quote=source.text[a:b], start=a, end=b))
        for number, (a, b) in enumerate(spans)
    ]


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_two_figures_of_a_sentence_are_marked_in_one_quote() -> None:
    source = document("a.txt", TEXT)
    told = figures(source, span("entre 3 et 5 milliards"), span("400 MW"), span("2 milliards"))
    (one,) = cited(frame(), told, {source.id: source}, {})
    assert [each.claims for each in one.said] == [(told[0].id, told[1].id), (told[2].id,)]
    first = one.said[0]
    assert "".join(piece.text for piece in first.pieces).startswith("Le fonds Boréal mettra entre")
    assert [piece.text for piece in first.pieces if piece.claims] == [
        "entre 3 et 5 milliards",
        "400 MW",
    ]
    assert first.url.endswith(f"#{told[0].id}")


def test_figures_that_overlap_are_one_mark() -> None:
    source = document("a.txt", TEXT)
    told = figures(source, span("entre 3 et 5 milliards"), span("5 milliards d’euros"))
    (one,) = cited(frame(), told, {source.id: source}, {})
    (marked,) = [piece for piece in one.said[0].pieces if piece.claims]
    assert marked.text == "entre 3 et 5 milliards d’euros"
    assert marked.claims == (told[0].id, told[1].id)


@given(
    st.lists(
        st.tuples(st.integers(18, 100), st.integers(1, 30)), min_size=1, max_size=6, unique=True
    )
)
def test_no_word_is_lost_or_said_twice_and_no_claim_forgotten(spans) -> None:
    source = document("a.txt", TEXT)
    told = figures(source, *((start, min(start + long, 107)) for start, long in spans))
    (one,) = cited(frame(), told, {source.id: source}, {})
    assert sorted(key for each in one.said for key in each.claims) == sorted(c.id for c in told)
    by_id = {each.id: each for each in told}
    for said in one.said:
        quote = quote_of(by_id[said.claims[0]], source, "fr")
        whole = "".join(piece.text for piece in said.pieces)
        assert whole == f"{quote.before}{quote.quote}{quote.after}"
        marked = [key for piece in said.pieces for key in piece.claims]
        assert sorted(marked) == sorted(said.claims)


def test_a_row_is_quoted_once_with_all_its_figures() -> None:
    text = "Halle Nord;3000000000;400;x"
    cells = (("project", 0, 10), ("eur", 11, 21), ("mw", 22, 25), ("note", 26, 27))
    source = replace(
        document("t.csv#2", text),
        fields=tuple(Field(name=name, value=text[a:b], start=a, end=b) for name, a, b in cells),
    )
    told = figures(source, (11, 21), (22, 25), (11, 21))
    (one,) = cited(frame(), told, {source.id: source}, {})
    (said,) = one.said
    assert [cell.name for cell in said.cells if cell.is_marked] == ["eur", "mw"]
    assert [cell.claims for cell in said.cells if cell.is_marked] == [
        (told[0].id, told[2].id),
        (told[1].id,),
    ]
    assert not said.unplaced
