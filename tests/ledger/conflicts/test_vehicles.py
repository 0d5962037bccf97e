import pytest
from sentences import BN, bring, kinds, only, statement, told

from grandlivre.ledger import ConflictKind
from grandlivre.ledger.wordings import Vehicle, vehicle_told

FACT = {"projects": ("Lumen",), "places": ("France",), "low": 3 * BN, "high": 3 * BN}


@pytest.mark.parametrize(
    ("text", "quote", "vehicle"),
    [
        ("Six villes créent une fondation dotée de 3 milliards d’euros.", "3 milliards d’euros",
         Vehicle.FOUNDATION),
        ("Lumen réunit six villes autour d’un fonds de 3 milliards d’euros.",
         "3 milliards d’euros", Vehicle.FUND),
        ("Six cities launch a foundation worth some €3bn for schools.", "€3bn",
         Vehicle.FOUNDATION),
        ("Lumen is a €3bn fund.", "€3bn", Vehicle.FUND),
        ("Les partenaires de la coentreprise mettent 3 milliards d’euros.", "3 milliards d’euros",
         None),
        # Who pays is no vehicle of the sum.
        ("Le pays, par son fonds souverain Lumen, mettra 3 milliards d’euros.",
         "3 milliards d’euros", None),
    ],
)  # fmt: skip
def test_only_what_holds_the_figure_is_its_vehicle(
    text: str, quote: str, vehicle: Vehicle | None
) -> None:
    assert vehicle_told(statement(text, quote, low=3 * BN, high=3 * BN)) is vehicle


def test_a_foundation_to_one_and_a_fund_to_another_is_said() -> None:
    ledger = bring(
        told("Lumen, une fondation dotée de 3 Md€.", ("3 Md€", FACT)),
        told("Lumen, c’est un fonds de 3 Md€.", ("3 Md€", FACT)),
    )
    note = only(ledger, ConflictKind.SCOPE)
    assert [side.says.en for side in note.sides] == ["a foundation", "a fund"]
    assert not note.is_contradiction


def test_who_tells_of_both_knows_two_things() -> None:
    ledger = bring(
        told("Lumen, une fondation dotée de 3 Md€, gère un fonds de trois milliards.",
             ("3 Md€", FACT), ("trois milliards", FACT)),
        told("b Lumen, un fonds de 3 Md€.", ("3 Md€", FACT)),
    )  # fmt: skip
    assert ConflictKind.SCOPE not in kinds(ledger)
