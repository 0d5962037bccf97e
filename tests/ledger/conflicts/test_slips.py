from typing import Any

from sentences import BN, bring, kinds, only, told

from grandlivre.ledger import ConflictKind

MN = 10**6


def _of(amount: int, place: str = "Cambrai", **more: Any) -> dict[str, Any]:
    return {"investors": ("Oracle",), "projects": ("data center",), "places": (place,),
            "low": amount, "high": amount, **more}  # fmt: skip


def test_a_million_for_a_billion_at_one_place() -> None:
    ledger = bring(told("a 7", ("7", _of(7 * BN))), told("b 7", ("7", _of(7 * MN))))
    conflict = only(ledger, ConflictKind.UNIT_SLIP)
    assert conflict.size == 7 * BN - 7 * MN


def test_one_digit_at_two_places_is_chance() -> None:
    ledger = bring(told("a 7", ("7", _of(7 * BN))), told("b 7", ("7", _of(7 * MN, "Marseille"))))
    assert ConflictKind.UNIT_SLIP not in kinds(ledger)


def test_dollars_slip_too() -> None:
    ledger = bring(
        told("a 7", ("7", _of(73 * BN, unit="USD"))),
        told("b 7", ("7", _of(73 * MN, unit="USD")), published="2025-03-20"),
    )
    assert ConflictKind.UNIT_SLIP in kinds(ledger)


def test_a_figure_far_below_every_other_of_its_text() -> None:
    parties = ("Brookfield", "MGX", "Digital Realty", "Mistral AI", "Bpifrance")
    billions = [
        (f"{n}1 Md€", _of((10 * n + 1) * BN, "France", investors=(party,)))
        for n, party in enumerate(parties, start=2)
    ]
    text = " ".join(quote for quote, _ in billions)
    ledger = bring(told(f"{text} 19 M€", *billions, ("19 M€", _of(19 * MN, "France"))))
    conflict = only(ledger, ConflictKind.OUTLIER)
    assert conflict.sides[0].says.en == "€19m"
    fewer = bring(told(f"{text} 19 M€", *billions[:3], ("19 M€", _of(19 * MN, "France"))))
    assert ConflictKind.OUTLIER not in kinds(fewer)


def test_who_tells_both_figures_has_not_slipped() -> None:
    """A works of 7 bn with a prize of 7 million beside it: the text knows the one from the other."""
    ledger = bring(
        told("a 7", ("7", _of(7 * BN))),
        told("b 7 Md€, 7 M€", ("7 Md€", _of(7 * BN)), ("7 M€", _of(7 * MN))),
    )
    assert ConflictKind.UNIT_SLIP not in kinds(ledger)
