"""The compiled reader gives what the plain one gives, to the last claim and its reasons."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from bench.corpora import bodies, crawl, dense
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.claims import plain
from grandlivre.claims.compiled import reading
from grandlivre.claims.compiled.library import LEXICONS, LIBRARY, Library, library
from grandlivre.claims.read import begin, read_and_date
from grandlivre.documents.model import Document, Field

GOLDEN = Path(__file__).parent.parent / "golden"

pytestmark = pytest.mark.skipif(
    library() is None, reason="the compiled reader is not made: python -m scripts.build_reader"
)
_MARKS = (
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "\u00a0",
    "\u00ad",
    "-\n",
    "\n- ",
    "\n# ",
    ". ",
    " : ",
    "« ",
    " »",
)


def compiled() -> Library:
    """The library, which `pytestmark` says is there."""
    found = library()
    assert found is not None
    return found


def check(text: str, published: str | None = "2026-03-01", language: str | None = None) -> int:
    """Compare both readers on a text; how many claims it has."""
    document = Document(id="doc_1", name="a.txt", text=text, published=published, language=language)
    found = reading.read(document, compiled())
    [may_hold] = reading.may_hold([document], compiled())
    assert may_hold or found == (document, ())
    if "\0" in text or "\ud800" in text:
        assert may_hold
        assert found is None  # left to the plain reader
        return 0
    assert found is not None
    # As written: 1.5 and 1.50 are equal, but would not be in a file.
    assert repr(found) == repr(plain.read(document))
    return len(found[1])


def golden() -> Iterator[str]:
    """The annotated texts."""
    for path in sorted(GOLDEN.rglob("*.txt")):
        yield path.read_text("utf-8")


def test_annotated_texts_give_the_same_claims() -> None:
    assert sum(map(check, golden())) > 3_000


def test_annotated_texts_without_a_day_give_the_same_claims_and_days() -> None:
    assert sum(check(text, published=None) for text in golden()) > 3_000


def test_the_corpus_retold_gives_the_same_claims() -> None:
    assert sum(map(check, dense(20261123, 120_000))) > 500


def test_a_crawl_gives_the_same_claims() -> None:
    texts = crawl(20261123)
    assert sum(check(next(texts)) for _ in range(1_000)) > 50


def test_torn_texts_give_the_same_claims() -> None:
    random = Random(20261123)
    texts = [text for text, _ in bodies()]
    count = 0
    for _ in range(300):
        pieces = []
        for _ in range(random.randrange(2, 12)):
            text = random.choice(texts)
            at = random.randrange(len(text))
            pieces += (text[at : at + random.choice((20, 90, 300))], random.choice(_MARKS))
        count += check("".join(pieces), language=random.choice(("fr", "en")))
    assert count > 500


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "12 MW",
        "," * 5_000 + " 5 MW",
        "€" * 2_000 + "5 Md€",
        "9" * 400 + " milliards d'euros",
        "999999999999999 trillion trillion dollars",
        "un " * 900 + "million d'euros",
        "Norvane a levé 5 M€. " * 200,
        "A" * 20_000 + " 3 GW",
        "1.5\n-\n2 GW\n" * 60,
        "ΣΊΣΥΦΟΣ ΣΑΣ 5 M€ Σ",
        "İstanbul'da 3 milyar dolar, 5 bn",
        "٣ مليار 5 GW",
        "\ud800 5 M€",
        "a\0b 7 MW à Lens\0Béthune",
    ],
)  # fmt: skip
def test_odd_texts_give_the_same_claims(text: str) -> None:
    check(text)


@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                "5 12,5 300 milliards millions Md€ M€ MW GW d'euros € $ de à entre et dont Norvane"
                " Bpifrance Lens Fouju va investir lève supprimera emplois sites puces centre de"
                " données data centre selon said will invest raised from to by 2027 fin d'ici . , ; :"
                " ( ) « » - ' \n".split(" ")
            ),
            st.text(max_size=6),
        ),
        max_size=60,
    )
)
def test_made_up_texts_give_the_same_claims(words: list[str]) -> None:
    text = " ".join(words).replace("\0", "").encode("utf-8", "replace").decode()
    check(text, language="fr")


def test_many_texts_at_a_glance_are_told_as_each_by_itself() -> None:
    texts = [next(texts) for texts in [crawl(20261124)] for _ in range(300)]
    odd = ["", "\0", "5 MW\0", "\ud800", "5 MW", "« é »" * 50]
    documents = [
        Document(id=f"doc_{number}", name="a.txt", text=text)
        for number, text in enumerate([*texts, *odd, *texts[:7]])
    ]
    together = reading.may_hold(documents, compiled())
    assert together == [reading.may_hold([each], compiled())[0] for each in documents]
    assert together[300:306] == [False, True, True, True, True, False]
    assert sum(together[:300]) < 40


def test_texts_begun_together_are_read_as_each_by_itself() -> None:
    texts = ["5 MW", "", "\0 5 MW", "5 MW \ud800", "MGX investira 5 Md€.", "MGX wird 5 MW bauen."]
    documents = [
        Document(id=f"doc_{number}", name="a.txt", text=text)
        for number, text in enumerate([*texts, *golden()])
    ]
    documents.append(replace(documents[0], fields=(Field(name="mw", value="5", start=0, end=1),)))
    begun = begin(documents)
    assert [each is None for each in begun[:6]] == [False, False, True, True, False, False]
    together = [
        read_and_date(document, begun=each) for document, each in zip(documents, begun, strict=True)
    ]
    assert repr(together) == repr([read_and_date(each) for each in documents])


def test_what_fails_before_it_is_read_is_read_from_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "language_of", dict[str, str]().__getitem__)
    document = Document(id="doc_1", name="a.txt", text="5 MW")
    assert begin([document]) == [None]
    with pytest.raises(KeyError):
        read_and_date(document)


def test_the_switch_asks_for_the_plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRANDLIVRE_READER", "plain")
    library.cache_clear()
    try:
        assert library() is None
    finally:
        monkeypatch.undo()
        library.cache_clear()


def test_lexicons_of_other_rules_are_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "reader.lexicons"
    other.write_bytes(b"\0" * 16 + LEXICONS.read_bytes()[16:])
    monkeypatch.setattr("grandlivre.claims.compiled.library.LEXICONS", other)
    library.cache_clear()
    try:
        assert library() is None
    finally:
        monkeypatch.undo()
        library.cache_clear()


def test_lexicons_that_are_none_are_refused() -> None:
    with pytest.raises(OSError, match="does not take its lexicons"):
        Library(LIBRARY, b"no lexicon", b"")
