"""Groups of copies: those of the corpus, none among the seeds, and safe against round-ups."""

import json
import random
from pathlib import Path

import pytest

from grandlivre.documents.content import make_document
from grandlivre.documents.copies import Criteria, group
from grandlivre.documents.model import Document
from grandlivre.documents.readers import read
from grandlivre.documents.sources import expand

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "golden" / "corpus"
CORPUS = ROOT / "src" / "grandlivre" / "data" / "corpus"
SEEDS = ROOT.parent / "shared" / "seeds"


def folder(path, pattern):
    sources = expand([str(path / pattern)])
    return [one for source in sources for one in read(source) if isinstance(one, Document)]


def document(name, text, **metadata):
    return make_document(name, text, "text", text.encode(), {"language": "en", **metadata})


def story(seed, sentences=20):
    """Sentences of made-up words, shared with no other seed."""
    rng = random.Random(seed)
    words = ["".join(rng.choices("abcdefghij", k=6)) for _ in range(300)]
    return [
        " ".join(rng.choices(words, k=12)).capitalize() + f" {rng.randint(11, 999)}."
        for _ in range(sentences)
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_groups_of_the_corpus(language):
    gold = json.loads((GOLD / f"groups-{language}.json").read_text(encoding="utf-8"))
    documents = folder(CORPUS, f"{language}-*.md")
    names = {one.id: Path(one.name).name for one in documents}
    groups = group(documents)
    found = {
        names[one.origin]: {names[member] for member in one.members[1:]} for one in groups.groups
    }
    assert found == {one["origin"]: set(one["members"]) for one in gold["groups"]}
    ids = {name: document_id for document_id, name in names.items()}
    for first, second in gold["unrelated_sharing_figures"]:
        assert groups.origin_of(ids[first]) != groups.origin_of(ids[second])


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the founding texts are not at hand")
def test_the_founding_texts_are_independent():
    documents = folder(SEEDS, "*.txt")
    groups = group(documents)
    assert groups.groups == ()
    assert len({groups.origin_of(one.id) for one in documents}) == len(documents) == 5


def test_the_order_of_documents_changes_nothing():
    documents = folder(CORPUS, "fr-*.md")
    shuffled = documents[:]
    random.Random(1).shuffle(shuffled)
    assert group(shuffled) == group(documents)
    assert group([*documents, *documents]) == group(documents)


def test_a_cut_and_shuffled_copy_is_grouped_with_the_earliest_as_origin():
    sentences = story(1)
    first = document("b.txt", " ".join(sentences), published="2025-02-08")
    second = document("a.txt", " ".join(sentences[12:] + sentences[3:8]), published="2025-02-09")
    other = document("c.txt", " ".join(story(2)))
    groups = group([second, other, first])
    (only,) = groups.groups
    assert only.members == (first.id, second.id)
    assert groups.origin_of(second.id) == first.id
    assert groups.of(other.id) is None
    assert groups.origin_of(other.id) == other.id
    (link,) = only.links
    assert link.reason == "verbatim"
    assert link.containment > 0.9


def test_an_agency_s_own_text_goes_before_an_earlier_copy():
    body = " ".join(story(3))
    copy = document("a.txt", f"By our staff, with Reuters\n\n{body}", published="2025-02-07")
    wire = document("b.txt", f"PARIS, Feb 8 (Reuters) - {body}", published="2025-02-08")
    assert group([copy, wire]).origin_of(copy.id) == wire.id


def test_a_round_up_does_not_join_its_sources():
    one, two, three = story(4), story(5), story(6)
    documents = [
        document("1.txt", " ".join(one)),
        document("2.txt", " ".join(two)),
        document("3.txt", " ".join(three)),
        document("sum.txt", " ".join(one + two + three)),
    ]
    groups = group(documents)
    origins = {groups.origin_of(document.id) for document in documents[:3]}
    assert len(origins) == 3


def test_many_copies_of_one_wire_are_one_group():
    sentences = story(7)
    documents = []
    for number in range(60):
        kept = random.Random(number).sample(sentences, 14)
        documents.append(document(f"{number:02}.txt", " ".join(kept + story(100 + number, 4))))
    (only,) = group(documents).groups
    assert len(only.members) == 60


def test_what_stands_on_every_page_of_a_site_makes_no_copies():
    chrome = "\n".join(story(8, 6))
    documents = [
        document(f"{n}.txt", f"{chrome}\n" + " ".join(story(20 + n, 5)), url=f"https://a.org/{n}")
        for n in range(6)
    ]
    assert group(documents).groups == ()


def test_the_figures_of_the_caller_are_used():
    shared = story(9, 3)
    one = document("1.txt", " ".join(shared + story(10, 14)))
    two = document("2.txt", " ".join(shared + story(11, 14)))
    rules = Criteria(verbatim=0.9)
    figures = {one.id: frozenset("abcd"), two.id: frozenset("abcd")}
    assert group([one, two], criteria=rules, figures=figures).groups[0].links[0].figures == tuple(
        "abcd"
    )
    nothing = {one.id: frozenset(), two.id: frozenset()}
    assert group([one, two], criteria=rules, figures=nothing).groups == ()


def test_statements_headlines_and_nothing_at_all():
    row = make_document("f.csv#2", "a,b,c", "statements", b"a,b,c")
    title = document("t.txt", "Brookfield invests 20 bn euros in France")
    same = document("u.txt", "Brookfield invests 20 bn euros in France")
    assert group([row, title, same]).groups == ()
    assert group([]).groups == ()


def test_other_languages_are_not_compared():
    text = " ".join(story(12))
    french = make_document("a.txt", text, "text", b"", {"language": "fr"})
    assert group([french, document("b.txt", text)]).groups == ()


@pytest.mark.slow
def test_ten_thousand_documents():
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghijklmnop", k=rng.randint(2, 8))) for _ in range(4000)]
    documents = []
    origin_of = {}
    for number in range(4_000):
        sentences = [" ".join(rng.choices(words, k=15)) + "." for _ in range(20)]
        first = document(f"{number:05}.txt", " ".join(sentences), published="2025-01-01")
        documents.append(first)
        for copy in range(number % 3):
            kept = [*rng.sample(sentences, 12), " ".join(rng.choices(words, k=60))]
            later = document(f"{number:05}-{copy}.txt", " ".join(kept), published="2025-01-02")
            documents.append(later)
            origin_of[later.id] = first.id
    groups = group(documents)
    found = {m: one.origin for one in groups.groups for m in one.members[1:]}
    assert found == origin_of
    assert len(documents) > 7_900
    assert all(len(one.members) <= 3 for one in groups.groups)
