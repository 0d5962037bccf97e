"""Which entries build something, and why the others do not."""

from dataclasses import replace

import pytest
from plan_ledgers import entry, ledger, plan

from grandlivre.claims.model import Purpose
from grandlivre.entities.model import Asset
from grandlivre.ledger.model import Aside, Commitment, EntryKind
from grandlivre.programme.screening import is_offer, reason_not_built

NAMELESS = replace(entry("lost", powers=[(300, None)]), investors=(), known_by=(), origins=1)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (replace(entry("round", 2), kind=EntryKind.ROUND), "a fund-raising"),
        (entry("aside", 2, aside=Aside.OTHER_MONEY), "other money"),
        (entry("firms", 2, purpose=Purpose.COMPANIES), "pays for companies"),
        (entry("school", 2, purpose=Purpose.TRAINING), "pays for training"),
        (
            entry("vague", 2, purpose=Purpose.OTHER, asset=Asset.UNKNOWN, towns=("Aubrac",)),
            "no text ties it to AI",
        ),
        (entry("plan", 2, purpose=Purpose.AI, asset=Asset.FUND), "no text says what"),
        (entry("grid", powers=[(700, None)], parties=("RTE",), kind="grid"), "the grid offers"),
        (NAMELESS, "a power without a builder"),
    ],
)
def test_what_builds_nothing_says_why(made: Commitment, words: str) -> None:
    reason = reason_not_built(made)
    assert reason is not None
    assert words in reason.en
    assert reason.fr != reason.en
    (left,) = plan([made]).not_built
    assert left.reason == reason


@pytest.mark.parametrize(
    "made",
    [
        entry("centre", 2),
        entry("power", powers=[(30, None)]),
        entry("town", 2, asset=Asset.UNKNOWN, towns=("Aubrac",), purpose=Purpose.COMPUTE),
        entry("firm", 2, asset=Asset.UNKNOWN, purpose=Purpose.DATA_CENTRE),
    ],
)
def test_what_has_a_place_a_kind_or_a_power_builds(made: Commitment) -> None:
    assert reason_not_built(made) is None
    assert not is_offer(made)
    assert ledger([made]).commitments == (made,)
    assert len(plan([made]).phases) == 1
