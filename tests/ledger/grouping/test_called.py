"""What files are called decides nothing: ledgers of renamed and reordered files are the same."""

import random
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim, Measure, Role, Stage
from grandlivre.documents import copies
from grandlivre.documents.model import Document, Groups
from grandlivre.ledger import Ledger, ledger_to_json, reconcile
from grandlivre.ledger.grouping.called import by_content
from grandlivre.ledger.grouping.origins import origins_from
from grandlivre.pipeline.reading import ReadOptions, read

CORPUS = Path(__file__).parents[3] / "src" / "grandlivre" / "data" / "corpus"
BN = 10**9


def _renamed(
    documents: list[Document], claims: list[Claim], seed: int
) -> tuple[list[Document], list[Claim], dict[str, str]]:
    """The same texts in files of other names, in another order; and the old ids by the new."""
    rng = random.Random(seed)
    of_document = {each.id: content_key("doc", str(rng.random())) for each in documents}
    of_claim = {each.id: content_key("clm", str(rng.random())) for each in claims}
    others = [
        replace(each, id=of_document[each.id], name=f"{rng.random()}.txt") for each in documents
    ]
    told = [
        replace(
            each,
            id=of_claim[each.id],
            document_id=of_document[each.document_id],
            part_of=of_claim.get(each.part_of or "", each.part_of),
        )
        for each in claims
    ]
    rng.shuffle(others)
    rng.shuffle(told)
    back = {new: old for table in (of_document, of_claim) for old, new in table.items()}
    return others, told, back


def _said(ledger: Ledger, back: dict[str, str]) -> Any:
    """The ledger as JSON, under the first ids; a publisher may be known by its file alone."""

    def under_first(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: under_first(each) for key, each in value.items() if key != "sources"}
        if isinstance(value, list):
            return [under_first(each) for each in value]
        return back.get(value, value) if isinstance(value, str) else value

    return under_first(ledger_to_json(ledger))


def _together(documents: list[Document], claims: list[Claim], **more: Any) -> Ledger:
    return reconcile(claims, documents, copies.group(documents), **more)


_CLAIMS = st.fixed_dictionaries(
    {
        "low": st.sampled_from([1, 2, 3, 4]).map(lambda each: each * BN),
        "investors": st.sets(st.sampled_from(["Larkspur", "Tourbillon", "Bpifrance"])),
        "projects": st.sampled_from([(), ("data centre",), ("Boréal",)]),
        "places": st.sampled_from([(), ("Cambrai",), ("Escaudain",), ("Nord",), ("France",)]),
        "role": st.sampled_from([Role.COMMITMENT, Role.COMMITMENT, Role.PROGRAMME]),
        "stage": st.sampled_from([Stage.ANNOUNCED, Stage.CONSIDERED, Stage.CANCELLED]),
        "end": st.sampled_from([None, "2027", "2030"]),
        "confidence": st.sampled_from([0.4, 0.9]),
        "text": st.sampled_from(["first", "second", "third", "fourth"]),
        "day": st.sampled_from([None, "2025-02-10", "2025-05-19"]),
    }
)


@given(st.lists(_CLAIMS, min_size=2, max_size=12), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_a_made_up_ledger_is_the_same_under_other_file_names(
    facts: list[dict[str, Any]], seed: int
) -> None:
    documents: dict[tuple[str, str | None], Document] = {}
    claims = []
    for number, each in enumerate(facts):
        fact = dict(each)
        text, day = fact.pop("text"), fact.pop("day")
        source = documents.setdefault((text, day), document(f"{text}{day}", text, published=day))
        fact["investors"] = tuple(sorted(fact["investors"]))
        claims.append(claim(source, number, high=fact["low"], **fact))
    listed = list(documents.values())
    others, told, back = _renamed(listed, claims, seed)
    ledger = _together(listed, claims, lookup=FakeLookup())
    again = _together(others, told, lookup=FakeLookup())
    assert _said(again, back) == _said(ledger, {})


@pytest.mark.slow
def test_the_corpus_gives_one_ledger_whatever_its_files_are_called(tmp_path: Path) -> None:
    """Files really renamed, and read in the order of their new names."""
    rng = random.Random(109)
    ledgers = []
    for folder, is_renamed in (("as_given", False), ("renamed", True)):
        there = tmp_path / folder
        there.mkdir()
        for path in sorted(CORPUS.iterdir()):
            name = f"{rng.randrange(10**9):09d}{path.suffix}" if is_renamed else path.name
            shutil.copy(path, there / name)
        results = list(read([str(there)], ReadOptions(keep_text=True)))
        documents = [each.document for each in results if each.document is not None]
        claims = [claim for each in results for claim in each.claims]
        # Claims are told apart by where they stand, in which words of which text.
        texts = {each.id: each.text for each in documents}
        back = {
            each.id: f"{texts[each.document_id]}@{each.evidence.start}:{each.measure}:{each.unit}"
            for each in claims
        }
        ledgers.append(_said(_together(documents, claims), back))
    assert ledgers[0] == ledgers[1]


def test_names_of_content_sort_by_day_and_place_and_lead_back() -> None:
    late = document("a.txt", "later", published="2025-05-19")
    soon = document("z.txt", "sooner", published="2025-02-10")
    claims = [claim(late, 0), claim(soon, 40), claim(soon, 7)]
    called = by_content(claims, [late, soon], origins_from([late, soon], None))
    order = [called.given[each.id] for each in sorted(called.claims, key=lambda each: each.id)]
    assert order == [claims[2].id, claims[1].id, claims[0].id]
    assert called.given_back(called.claims) == tuple(claims)
    assert called.given_back(called.documents) == (late, soon)


def test_twins_that_nothing_tells_apart_stay_two() -> None:
    twins = [document(name, "the same words") for name in ("a.txt", "b.txt")]
    claims = [claim(each) for each in twins]
    called = by_content(claims, twins, {each.id: twins[0].id for each in twins})
    assert len({each.id for each in called.claims}) == 2
    assert len({each.id for each in called.documents}) == 2
    assert len(set(called.origins.values())) == 1


def test_a_part_still_names_its_whole() -> None:
    source = document("a.txt", "words")
    whole = claim(source, 0)
    part = claim(source, 9, part_of=whole.id, low=Decimal(BN), high=Decimal(BN))
    called = by_content([part, whole], [source], {})
    assert called.claims[0].part_of == called.claims[1].id


def test_an_origin_that_is_not_at_hand_is_called_by_its_first_copy() -> None:
    documents = [document(f"{number}.txt", str(number)) for number in range(3)]
    origins = {documents[0].id: "doc_gone", documents[1].id: "doc_gone"}
    called = by_content([], documents, {**origins, documents[2].id: documents[2].id})
    names = [each.id for each in called.documents]
    assert called.origins[names[0]] == called.origins[names[1]] == min(names[:2])
    assert called.origins[names[2]] == names[2]


def test_who_copied_whom_does_not_hang_on_file_names() -> None:
    wire = " ".join(f"mot{n} dit{n} que{n}" for n in range(30))
    texts = [f"{wire} fin{n}" for n in range(3)]
    found = set()
    for names in ("abc", "cba", "bca"):
        documents = [document(name, text) for name, text in zip(names, texts, strict=True)]
        groups: Groups = copies.group(documents)
        by_id = {each.id: each.text for each in documents}
        found.add(tuple(by_id[key] for group in groups.groups for key in group.members))
    assert len(found) == 1


def test_power_and_money_of_one_place_are_two_claims() -> None:
    source = document("a.txt", "words")
    both = [claim(source, 0), replace(claim(source, 1, measure=Measure.POWER), id="clm_other")]
    both[1] = replace(both[1], evidence=both[0].evidence)
    called = by_content(both, [source], {})
    assert len({each.id for each in called.claims}) == 2
