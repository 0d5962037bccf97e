"""Copies are found by what is kept of texts as they are by the texts."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.documents.copies import group
from grandlivre.documents.model import Document
from grandlivre.documents.sketches import alike, sketches_of

WORDS = [f"{a}{b}{c}" for a in "bdfg" for b in ("a", "ou", "i") for c in "lrnst"]


def made(number: int, text: str) -> Document:
    return Document(id=f"doc_{number}", name=f"{number}.txt", text=text, language="fr")


@settings(deadline=None)  # words are looked up for the first time in one of them
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_whoever_is_grouped_is_found(seed: int, fresh: int) -> None:
    draw = random.Random(seed)
    stories = [draw.choices(WORDS, k=120) for _ in range(4)]
    documents = []
    for number in range(9):
        story = draw.choice(stories)
        start = draw.randrange(60)
        kept, own = story[start : start + draw.randrange(10, 60)], draw.choices(WORDS, k=60)
        documents.append(made(number, " ".join([*own[:30], *kept, *own[30:]])))
    kept_sketches = sketches_of(documents)
    new = {each.id: kept_sketches[each.id] for each in documents[:fresh]}
    found = alike(new, [(each.id, kept_sketches[each.id]) for each in documents[fresh:]])
    for each in group(documents).groups:
        if set(each.members) & set(new):
            links = [(link.first, link.second) for link in each.links]
            direct = {one for pair in links if set(pair) & set(new) for one in pair} - set(new)
            assert direct <= found


def test_what_is_never_compared_has_an_empty_sketch() -> None:
    row = Document(id="doc_1", name="a.csv", text="mot " * 40, format="statements")
    assert sketches_of([row, made(2, ""), made(3, "un deux trois")]) == {
        "doc_1": b"", "doc_3": b"",
    }  # fmt: skip
    assert alike({}, [("doc_1", b"\x01\x00\x00\x00")]) == set()
