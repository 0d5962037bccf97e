import pytest
from sentences import statement

from grandlivre.ledger.wordings import (
    Telling,
    due_year,
    is_again,
    is_denial,
    is_first_tranche,
    is_intent,
    is_one_use,
    is_reckoned,
    is_rest,
    nature_told,
    part_words,
)

QUOTE = "7 Md€"


@pytest.mark.parametrize(
    ("text", "natures"),
    [
        ("Un plan d’investissement privé de 7 Md€ pour le calcul.", {Telling.PRIVATE}),
        ("A private investment of 7 Md€ was unveiled.", {Telling.PRIVATE}),
        ("L’État met 7 Md€ d’argent public.", {Telling.PUBLIC}),
        ("The State adds 7 Md€ of public money.", {Telling.PUBLIC}),
        ("Au total, 7 Md€ d’investissements étrangers ont été promis.", {Telling.FOREIGN}),
        ("In all, 7 Md€ of foreign investment was pledged.", {Telling.FOREIGN}),
        ("Un partenariat public-privé de 7 Md€ de fonds privés.", set()),
        ("La banque publique met 7 Md€ sur la table.", set()),
        ("Le secteur privé applaudit. Il vaut 7 Md€.", set()),
    ],
)
def test_whose_money_it_is_told_to_be(text: str, natures: set[Telling]) -> None:
    assert nature_told(statement(text, QUOTE)) == natures


@pytest.mark.parametrize(
    ("text", "home", "natures"),
    [
        ("Des investissements saoudiens de 7 Md€ sont attendus.", "NO", {Telling.FOREIGN}),
        ("Norwegian funds of 7 Md€ will build it.", "NO", {Telling.HOME}),
        ("Les financements norvégiens atteignent 7 Md€.", "NO", {Telling.HOME}),
        ("Private South African capital of 7 Md€ flows in.", "NO", {Telling.FOREIGN}),
        ("Des capitaux privés japonais de 7 Md€ arrivent.", "JP", {Telling.PRIVATE, Telling.HOME}),
        ("In all, 7 Md€ of domestic investment was pledged.", "PL", {Telling.HOME}),
        ("Des fonds européens de 7 Md€ aideront.", "PL", set()),
        ("Norwegian funds of 7 Md€ will build it.", None, set()),
        ("La ville polonaise recevra 7 Md€.", "PL", set()),
    ],
)
def test_home_and_foreign_money_is_told_of_any_country(
    text: str, home: str | None, natures: set[Telling]
) -> None:
    assert nature_told(statement(text, QUOTE), home) == natures


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Le groupe a dit son intention de bâtir un centre pour 7 Md€.", True),
        ("The group hopes to spend 7 Md€ on it.", True),
        ("Le groupe va investir 7 Md€.", False),
        ("Il hésite et pourrait partir. Son usine coûte 7 Md€.", False),
    ],
)
def test_intentions_are_those_of_the_figures_own_sentence(text: str, *, intent: bool) -> None:
    assert is_intent(statement(text, QUOTE)) is intent


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("avec un premier investissement de 7 Md€.", True),
        ("A first tranche of 7 Md€ comes next year.", True),
        ("Elle met 7 Md€ pour commencer.", True),
        ("Le premier centre du pays coûte 7 Md€.", False),
    ],
)
def test_first_tranches(text: str, *, first: bool) -> None:
    assert is_first_tranche(statement(text, QUOTE)) is first


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Elle met 7 Md€ sur quatre ans.", "2029"),
        ("It will spend 7 Md€ over the next three years.", "2028"),
        ("It spent 7 Md€ over the past three years.", None),
        ("Elle met 7 Md€ ; fondée il y a dix ans, elle grandit.", None),
        ("Elle met 7 Md€.", None),
    ],
)
def test_lengths_of_time_lead_to_a_year(text: str, year: str | None) -> None:
    assert due_year(statement(text, QUOTE)) == year


def test_what_remains_and_what_a_text_works_out() -> None:
    assert is_rest(statement("Le reste, 7 Md€, ira aux réseaux.", QUOTE))
    assert is_rest(statement("The other 7 Md€ are for chips.", QUOTE))
    assert not is_rest(statement("Elle met 7 Md€.", QUOTE))
    assert is_reckoned(statement("Our addition: 7 Md€ in all.", QUOTE))
    assert is_reckoned(statement("Il reste 7 Md€ à trouver.", QUOTE))
    assert not is_reckoned(statement("It will invest 7 Md€.", QUOTE))


def test_one_use_among_others_and_what_was_known() -> None:
    partly = statement("It puts in 7 Md€ to build notably a hall in Cambrai.", QUOTE)
    assert is_one_use(partly, frozenset({"cambrai"}))
    assert not is_one_use(partly, frozenset({"melun"}))
    assert not is_one_use(statement("It puts 7 Md€ in Cambrai.", QUOTE), frozenset({"cambrai"}))
    assert is_again(statement("Of the sum, 7 Md€ were already announced in May.", QUOTE))
    assert not is_again(statement("It announced 7 Md€ in May.", QUOTE))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Sur 20 Md€, dont 7 Md€ pour le Nord.", "dont"),
        ("Of the sum, the other 7 Md€ are for chips.", "the other"),
        ("Une première tranche de 7 Md€ est promise.", "Une première tranche"),
        ("Elle met 7 Md€ dans le cadre du plan.", "dans le cadre du"),
        ("Elle met 7 Md€ dans ses usines.", None),
    ],
)
def test_the_words_that_make_a_figure_a_part(text: str, words: str | None) -> None:
    assert part_words(statement(text, QUOTE)) == words


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Le groupe a démenti vouloir investir 7 Md€.", True),
        ("Un projet de 7 Md€, dément son porte-parole.", True),
        ("The group denied that it would spend 7 Md€.", True),
        ("It had never planned to spend 7 Md€.", True),
        ("Le groupe renonce à ses 7 Md€.", False),
        ("Le groupe dément avoir abandonné ses 7 Md€.", False),
        ("Le groupe a démenti. Il mettra 7 Md€.", False),
        ("Une ambition démente de 7 Md€.", False),
    ],
)
def test_what_a_text_denies(text: str, denied: bool) -> None:
    assert is_denial(statement(text, QUOTE)) is denied
