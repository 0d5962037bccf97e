"""Signs of what a quantity is."""

import pytest

from grandlivre.claims.dates.tenses import tense_of
from grandlivre.claims.figures.around import Scenes, Surroundings
from grandlivre.claims.figures.signs import signs, tells_stage_alone
from grandlivre.claims.page.layout import lay_out
from grandlivre.documents.model import Document


def signs_of(text: str, language: str, *, which: int = 0, roles: tuple[str, ...] = ()) -> set[str]:
    """Signs of one quantity of a text published in 2026, those before it of known roles."""
    document = Document(id="d", name="d.txt", text=text, language=language, published="2026-03-05")
    page = lay_out(document)
    assert page is not None
    placed = page.quantities[which]
    around = Surroundings(Scenes(page).of(placed.sentence.number), placed)
    earlier = [(q, role, "announced") for q, role in zip(page.quantities, roles, strict=False)]
    return set(signs(around, earlier))


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        ("en", "Norvane signed a lease worth $3bn.", "gov=contract+"),
        ("en", "Norvane pledged $3bn.", "promised"),
        ("en", "The takeover of Larkspur for $3bn is off.", "gov=takeover"),
        ("en", "Norvane owes $3bn.", "gov=debt"),
        ("en", "It costs $3bn per gigawatt.", "gov=unit_cost>"),
        ("en", "Norvane parted with $3bn last quarter.", "gov=outlay&past"),
        ("en", "Norvane will invest $3bn.", "gov=pay&future"),
        ("fr", "Norvane louera des serveurs pour 3 Md€.", "gov=contract"),
        ("fr", "L'offre à 3 Md€ est sur la table.", "gov=takeover"),
        ("fr", "Ses dettes montent à 3 Md€.", "gov=debt"),
        ("fr", "Il faut 3 Md€ par gigawatt.", "gov=unit_cost>"),
        ("fr", "Norvane a déboursé 3 Md€.", "gov=outlay&past"),
        ("fr", "Norvane investira 3 Md€ en 2028.", "dated=future"),
        ("fr", "Norvane y a mis 3 Md€ en 2024.", "dated=past"),
        ("fr", "Facture : 3 Md€, réglés par l'État.", "label=outlay"),
        ("fr", "3 Md€ – Le contrat signé en 2017 avec Larkspur.", "lead=contract"),
        ("fr", "Norvane construit un parc à 3 Md€ ; il est en chantier.", "tense=-"),
        ("en", "It was $3bn, against 4 in May.", "ungoverned"),
    ],
)
def test_what_governs(language: str, text: str, sign: str) -> None:
    assert sign in signs_of(text, language)


def test_a_stage_holds_for_all_figures_of_its_part() -> None:
    text = "The campus is under construction: $3bn and 200 MW; the other was cancelled, at $4bn."
    assert "only-stage=under_construction" in signs_of(text, "en", which=1)
    assert "only-stage=cancelled" in signs_of(text, "en", which=2)


def test_another_figure_parts_a_noun_from_the_quantity() -> None:
    assert "gov=contract" not in signs_of("A lease of $3bn and $4bn.", "en", which=1)


def test_another_figure_parts_a_verb_from_the_quantity() -> None:
    text = "Norvane pledged $3bn for 20 MW."
    assert "promised" in signs_of(text, "en")
    assert "promised" not in signs_of(text, "en", which=1)


def test_the_same_figure_again_is_the_same() -> None:
    text = "Norvane will invest $3bn. The board is glad. Of the $3bn, half is ready."
    assert "twin=commitment" in signs_of(text, "en", which=1, roles=("commitment",))


def test_a_bracket_converts() -> None:
    text = "Norvane will invest $3bn (€2.6bn) in Fouju."
    assert "converts=commitment" in signs_of(text, "en", which=1, roles=("commitment",))


def test_a_figure_that_another_is_measured_by() -> None:
    text = "Norvane will spend $30bn this year, after $13bn in 2025."
    assert "compared&prev=commitment" in signs_of(text, "en", which=1, roles=("commitment",))


def test_a_bare_figure_goes_by_its_heading() -> None:
    text = "Contrats :\n\n- Norvane / Larkspur : 3 Md€ en 2028\n"
    assert {"ungoverned", "above=contract"} <= signs_of(text, "fr")


@pytest.mark.parametrize(
    ("phrase", "tense"),
    [
        ("norvane invests", ""),
        ("norvane invested", "past"),
        ("norvane has invested", "past"),
        ("norvane will have invested", "future"),
        ("norvane would have invested", "modal"),
        ("norvane was fined", "passive"),
        ("norvane investira", "future"),
        ("norvane investirait", "modal"),
        ("norvane investissait", "past"),
        ("un plan chiffré", "participle"),
        ("norvane a dépensé", "past"),
    ],
)
def test_tenses(phrase: str, tense: str) -> None:
    words = phrase.split()
    assert tense_of(words, len(words) - 1, 0) == tense


def test_words_of_a_stage_tell_no_role() -> None:
    assert tells_stage_alone("confirmed:L0")
    assert tells_stage_alone("only-stage=cancelled")
    assert not tells_stage_alone("gov=contract")
    assert not tells_stage_alone("perfect:L")
