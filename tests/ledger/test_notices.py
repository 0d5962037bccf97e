"""What texts state without a figure, in the ledger: nobody's rule knows these texts."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import FakeLookup, claim, document

from grandlivre.claims.model import Claim, Evidence, Measure, Role
from grandlivre.documents.model import Document
from grandlivre.entities.model import Judgement, Ruling, Subject
from grandlivre.ledger import Conflict, ConflictKind, Ledger, ledger_to_json, reconcile
from grandlivre.ledger.reading import ledger_from_json

BN = 10**9


def _sum(source: Document, quote: str, **more: Any) -> Claim:
    start = source.text.index(quote)
    where = Evidence(quote=quote, start=start, end=start + len(quote))
    return claim(source, start, evidence=where, **more)


def _ledger(claims: list[Claim], documents: list[Document], **more: Any) -> Ledger:
    return reconcile(claims, documents, lookup=FakeLookup(), **more)


def _told(*texts: str, **more: Any) -> Ledger:
    """A ledger of texts that each begin with one pledge, so that all are of the ledger."""
    documents = [
        document(f"{number}.txt", f"MGX pledges €20bn. {text}", published="2026-03")
        for number, text in enumerate(texts)
    ]
    claims = [_sum(each, "€20bn", investors=("MGX",)) for each in documents]
    return _ledger(claims, documents, **more)


def _events(ledger: Ledger) -> list[Conflict]:
    return [each for each in ledger.conflicts if each.kind is ConflictKind.EVENT]


def _programme() -> tuple[Document, list[Claim]]:
    source = document(
        "a.txt",
        "The Kenya plan of €9bn was told today. Aurel brings €4bn, and six other private "
        "investments. Elsewhere three further projects were mentioned.",
    )
    whole = _sum(source, "€9bn", role=Role.PROGRAMME, low=9 * BN, high=9 * BN, places=("Kenya",))
    part = _sum(source, "€4bn", low=4 * BN, high=4 * BN, investors=("Aurel",), part_of=whole.id)
    return source, [whole, part]


def test_undertakings_without_a_sum_stand_beside_what_their_sentence_tells() -> None:
    source, claims = _programme()
    ledger = _ledger(claims, [source])
    (notice,) = ledger.notices
    assert notice.evidence.quote == "six other private investments"
    assert source.text[notice.evidence.start : notice.evidence.end] == notice.evidence.quote
    assert (notice.measure, notice.low, notice.document_id) == (
        Measure.UNDERTAKINGS, 6, source.id,
    )  # fmt: skip
    (plan,) = ledger.programmes
    assert plan.unpriced == (notice.id,)
    assert next(each for each in ledger.totals if each.id == "commitments").unpriced == (notice.id,)


def test_nothing_is_added_for_them() -> None:
    source, claims = _programme()
    plain = replace(source, text=source.text.replace(", and six other private investments", ""))
    with_them, without = _ledger(claims, [source]), _ledger(claims, [plain])
    assert not without.notices
    assert [each.euros for each in with_them.totals] == [each.euros for each in without.totals]


def test_copies_of_one_text_count_their_undertakings_once() -> None:
    source, claims = _programme()
    copy = document("b.txt", source.text + " ")
    twice = [_sum(copy, each.evidence.quote, role=each.role, low=each.low, high=each.high,
                  investors=each.investors, places=each.places) for each in claims]  # fmt: skip
    ledger = _ledger([*claims, *twice], [source, copy], copies={copy.id: source.id})
    assert len(ledger.notices) == 1


def test_other_days_of_one_gathering_contradict_one_another() -> None:
    ledger = _told(
        "The Rift AI Summit is held in Nairobi on 3-5 March.",
        "Le sommet de Nairobi sur l’IA (Rift AI Summit) a lieu à Nairobi du 2 au 5 mars 2026.",
        "The Rift AI Summit, held in Nairobi on 3-5 March, drew thousands.",
    )
    (conflict,) = _events(ledger)
    assert conflict.is_contradiction
    assert [(side.says.en, side.origins) for side in conflict.sides] == [
        ("2 to 5 March 2026", 1),
        ("3 to 5 March 2026", 2),
    ]
    told = {each.id: each for each in ledger.notices}
    assert {told[key].measure for key in conflict.claims} == {Measure.EVENTS}
    assert {told[key].start for key in conflict.claims} == {"2026-03-02", "2026-03-03"}


def test_what_two_texts_may_both_say_of_days_is_none() -> None:
    held = "The Rift AI Summit is held in Nairobi on 3-5 March."
    for other in (
        held,
        "The Rift AI Summit opens in Nairobi on 3 March.",
        "The Rift AI Summit is held in Nairobi on 4 March.",
        "The Rift AI Summit is held in Nairobi on 3-5 March 2024.",
        "The Alpine AI Summit is held in Geneva on 4-6 March.",
        "The Atlas AI Summit takes place from 4 to 6 March.",
        "The Rift AI Forum is held in Nairobi on 4-6 March.",
        "The Rift AI Summit is held in Nairobi on 3-5 September.",
    ):
        assert _events(_told(held, other)) == [], other


def test_copies_give_one_voice_to_days() -> None:
    texts = (
        "The Rift AI Summit is held in Nairobi on 3-5 March.",
        "The Rift AI Summit is held in Nairobi on 2-5 March.",
        "The Rift AI Summit is held in Nairobi on 2-5 March. (Agency)",
    )
    alone = _told(*texts)
    documents = [
        document(f"{n}.txt", f"MGX pledges €20bn. {text}", published="2026-03")
        for n, text in enumerate(texts)
    ]
    copies = {documents[2].id: documents[1].id}
    assert [side.origins for side in _events(alone)[0].sides] == [2, 1]
    assert [side.origins for side in _events(_told(*texts, copies=copies))[0].sides] == [1, 1]


def test_a_rejected_notice_counts_no_more() -> None:
    texts = (
        "The Rift AI Summit is held in Nairobi on 3-5 March.",
        "The Rift AI Summit is held in Nairobi on 2-5 March.",
    )
    (conflict,) = _events(_told(*texts))
    gone = Judgement(
        first=conflict.id,
        second=conflict.claims[0],
        ruling=Ruling.REJECTED,
        subject=Subject.CONFLICT,
    )
    assert _events(_told(*texts, judgements=[gone])) == []


def test_the_published_contract_holds_them() -> None:
    source, claims = _programme()
    ledger = _ledger(claims, [source])
    plain = ledger_to_json(ledger)
    again = ledger_from_json(json.dumps(plain))
    assert again.notices == ledger.notices
    assert ledger_to_json(again) == plain


@settings(max_examples=20, deadline=None)
@given(
    st.permutations(range(3)),
    st.lists(st.sampled_from("abcdefgh"), min_size=3, max_size=3, unique=True),
)
def test_order_and_names_of_files_change_nothing(order: list[int], names: list[str]) -> None:
    texts = (
        "The Rift AI Summit is held in Nairobi on 3-5 March.",
        "The Rift AI Summit is held in Nairobi on 2-5 March.",
        "Aurel brings €4bn, and six other private investments.",
    )

    def made(files: list[str], turn: list[int]) -> tuple[object, ...]:
        documents = [
            document(f"{name}.txt", f"MGX pledges €20bn. {text}", published="2026-03")
            for name, text in zip(files, texts, strict=True)
        ]
        claims = [_sum(each, "€20bn", investors=("MGX",)) for each in documents]
        claims.append(_sum(documents[2], "€4bn", low=4 * BN, high=4 * BN, investors=("Aurel",)))
        ledger = _ledger([claims[at] for at in turn] + claims[3:], [documents[at] for at in turn])
        told = sorted((each.id, each.evidence, each.start, each.end) for each in ledger.notices)
        return told, [(each.id, each.sides) for each in _events(ledger)]

    assert made(["a", "b", "c"], [0, 1, 2]) == made(names, order)
