"""How bounds came to be, against the whole story worked through."""

from dataclasses import replace

from ledger_gold import FakeLookup, claim, document

from grandlivre.claims.model import Claim, Stage
from grandlivre.documents.model import Document
from grandlivre.ledger import reconcile
from grandlivre.ledger.history import Step, steps_of
from grandlivre.report.pages import Loaded
from grandlivre.report.pages.past import steps_told

BN = 10**9


def told(many: int, distinct: int) -> tuple[list[Claim], list[Document]]:
    """Claims of a few amounts, told over and over, a text a day each."""
    claims, documents = [], []
    for number in range(many):
        month, day = divmod(number, 28)
        source = document(
            f"{number}.txt",
            str(number),
            published=f"{2020 + month // 12}-{month % 12 + 1:02}-{day + 1:02}",
        )
        amount = (20 + (number * 7) % distinct) * BN
        stage = Stage.CONFIRMED if number > many // 2 else Stage.ANNOUNCED
        documents.append(source)
        claims.append(claim(source, low=amount, high=amount + BN, stage=stage))
    return claims, documents


def steps(claims: list[Claim], documents: list[Document]) -> tuple[Step, ...]:
    ledger = reconcile(claims, documents, lookup=FakeLookup())
    entry = max(ledger.commitments, key=lambda each: len(each.claims))
    entry = replace(entry, claims=tuple(each.id for each in claims))
    return steps_told(entry, Loaded(claims, documents))


def test_few_claims_are_all_worked_through() -> None:
    claims, documents = told(40, 5)
    assert steps(claims, documents) == steps_of(claims, documents)


def test_many_voices_are_told_of_their_first_days_and_of_today() -> None:
    claims, documents = told(180, 3)
    found = steps(claims, documents)
    plainly = steps_of(claims, documents)
    assert [(one.day, one.euros, one.stage) for one in found[:-1]] == [
        (one.day, one.euros, one.stage) for one in plainly[: len(found) - 1]
    ]
    assert len(found) == 151
    assert found[-1].day == plainly[-1].day
    assert [key for step in found for key in step.claims] == [
        key for step in plainly for key in step.claims
    ]


def test_one_voice_that_repeats_itself_is_told_whole() -> None:
    claims, documents = told(180, 3)
    found = steps(claims, [replace(each, url="https://example.org/same") for each in documents])
    assert 2 <= len(found) < 12
    assert sum(len(step.claims) for step in found) == 180


def test_what_would_take_too_long_is_left_untold() -> None:
    claims, documents = told(3, 3)
    ledger = reconcile(claims, documents, lookup=FakeLookup())
    entry = replace(ledger.commitments[0], claims=("x",) * 5_001)
    assert steps_told(entry, Loaded([], [])) == ()
