"""Figures that are told as what was: grown, swapped, compared."""

import pytest

from grandlivre.claims.model import Claim
from grandlivre.claims.page.formers import find_formers
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.read import read_claims
from grandlivre.documents.model import Document


def document(text: str) -> Document:
    return Document(id="doc_1", name="a.txt", text=text)


def read(text: str) -> list[Claim]:
    return list(read_claims(document(text)))


@pytest.mark.parametrize(
    ("text", "number", "how"),
    [
        ("La puissance passera de 12 à 24 MW.", 0, "grown"),
        ("Norvane ramène son investissement de 5 à 2 milliards d'euros.", 0, "grown"),
        ("Norvane raised its plan to 5 billion euros from 3 billion.", 1, "grown"),
        ("Norvane investira 5 milliards d'euros, au lieu des 3 milliards annoncés.", 1, "swapped"),
        ("Norvane will invest $5bn, and not the $3bn announced.", 1, "swapped"),
        ("Demand is 28 GW, up from about 24 GW.", 1, "compared"),
        ("Le chantier coûtera 50 millions d'euros, contre 35 millions prévus.", 1, "compared"),
    ],
)
def test_what_was_is_told_from_what_is(text: str, number: int, how: str) -> None:
    page = lay_out(document(text))
    assert page is not None
    formers = find_formers(page)
    assert {n: former.how for n, former in formers.items()} == {number: how}
    assert formers[number].latter == 1 - number


@pytest.mark.parametrize(
    "text",
    [
        "The hall draws 20 MW from a line of 100 MW.",
        "Norvane donne 5 millions d'euros; Telis, contre 3 millions par an, loue le toit.",
        "Norvane investira 5 milliards d'euros, dont 3 milliards à Lens.",
        "Norvane has 5 billion euros against 20 MW.",
    ],
)
def test_other_pairs_are_left_as_they_are(text: str) -> None:
    page = lay_out(document(text))
    assert page is not None
    assert find_formers(page) == {}


def test_a_former_sum_is_no_part_of_the_sum_that_replaced_it() -> None:
    for text in (
        "LYON, le 3 mai 2025 - Norvane porte de 3 à 5 milliards d'euros son investissement.",
        "Norvane investira 5 milliards d'euros à Lens, au lieu des 3 milliards annoncés.",
    ):
        assert [claim.part_of for claim in read(text)] == [None, None]


def test_a_sum_given_up_for_another_is_cancelled_alone() -> None:
    new, old = read("Norvane will invest $5bn in Lens, instead of the $3bn announced.")
    assert (new.stage, old.stage) == ("announced", "cancelled")


def test_the_power_that_a_site_had_is_in_operation() -> None:
    old, new = read("La puissance du site de Lens sera portée de 100 MW à 300 MW.")
    assert (old.stage, new.stage) == ("operational", "announced")


def test_who_raises_a_plan_pays_it() -> None:
    claims = read("Norvane porte de 3 à 5 milliards d'euros son investissement à Lens.")
    assert [claim.investors for claim in claims] == [("Norvane",), ("Norvane",)]
