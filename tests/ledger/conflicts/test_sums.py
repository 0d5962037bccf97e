from decimal import Decimal
from typing import Any

from sentences import BN, CENTRE, bring, kinds, only, told

from grandlivre.ledger import ConflictKind, Ledger


def _of(amount: float, place: str = "France", **more: Any) -> dict[str, Any]:
    value = int(amount * BN)
    return {"investors": ("Oracle",), **CENTRE, "places": (place,), "low": value, "high": value,
            **more}  # fmt: skip


def _split(last: float, text: str = "a") -> Ledger:
    return bring(
        told(
            f"{text} Sur 20 Md€, 13 Md€ vont à Cambrai. Le reste, 7 Md€, à Marseille.",
            ("20 Md€", _of(20)),
            ("13 Md€", _of(13, "Cambrai", part_of=0)),
            ("7 Md€", _of(last, "Marseille", part_of=0)),
        )
    )


def test_parts_that_are_all_must_come_to_the_whole() -> None:
    conflict = only(_split(5), ConflictKind.SUM)
    assert conflict.size == 2 * BN
    assert "€13bn + €5bn" in conflict.explanation.en


def test_parts_that_come_to_the_whole_are_exhaustive() -> None:
    ledger = _split(7)
    assert not [each for each in ledger.conflicts if each.is_contradiction]
    parts = [each.relations[0] for each in ledger.commitments if each.relations]
    assert [each.is_exhaustive for each in parts] == [True, True]
    assert all("€13bn + €7bn = €20bn" in each.reason.en for each in parts)


def test_parts_that_exceed_the_whole() -> None:
    ledger = bring(
        told(
            "Sur 20 Md€, 13 Md€ vont à Cambrai et 9 Md€ à Marseille.",
            ("20 Md€", _of(20)),
            ("13 Md€", _of(13, "Cambrai", part_of=0)),
            ("9 Md€", _of(9, "Marseille", part_of=0)),
        )
    )
    assert only(ledger, ConflictKind.SUM).size == 2 * BN


def test_a_part_larger_than_its_whole() -> None:
    ledger = bring(
        told(
            "Sur 20 Md€, 26 Md€ vont à Cambrai.",
            ("20 Md€", _of(20)),
            ("26 Md€", _of(26, "Cambrai", part_of=0, investors=("Digital Realty",))),
        )
    )
    conflict = only(ledger, ConflictKind.WHOLE_AND_PART)
    assert conflict.size == 6 * BN


def test_a_part_that_is_larger_than_its_whole_is_read_the_other_way_round() -> None:
    ledger = bring(
        told(
            "Oracle met 26 Md€, et 20 Md€ à Cambrai.",
            ("20 Md€", _of(20, "Cambrai")),
            ("26 Md€", _of(26, part_of=0)),
        )
    )
    assert ledger.totals[0].euros.high == Decimal(26 * BN)
    assert ConflictKind.WHOLE_AND_PART in kinds(ledger) or ledger.commitments[1].relations


def _beside(places: tuple[str, str], text: str) -> Ledger:
    """A whole of 11, and a part of 9 that one text puts at one place and a second at another."""
    return bring(
        told(
            f"{text} Sur 11 Md€, 9 Md€ vont à {places[0]}.",
            ("11 Md€", _of(11)),
            ("9 Md€", _of(9, places[0], part_of=0)),
        ),
        told(
            f"{text} Oracle : 11 Md€, dont 9 Md€ à {places[1]}.",
            ("11 Md€", _of(11)),
            ("9 Md€", _of(9, places[1], part_of=0)),
        ),
    )


def test_a_part_that_two_texts_put_at_two_places_does_not_overfill_its_whole() -> None:
    assert ConflictKind.SUM not in kinds(_beside(("Cambrai", "Marseille"), "a"))


def test_two_parts_of_one_figure_in_one_text_do() -> None:
    ledger = bring(
        told(
            "Sur 11 Md€, 9 Md€ vont à Cambrai et neuf autres à Marseille.",
            ("11 Md€", _of(11)),
            ("9 Md€", _of(9, "Cambrai", part_of=0)),
            ("neuf autres", _of(9, "Marseille", part_of=0)),
        )
    )
    assert only(ledger, ConflictKind.SUM).size == 7 * BN
