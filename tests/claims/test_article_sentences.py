"""Sentences as articles write them: paragraphs that go on, glosses, legal forms, paper and orders."""

import pytest

from grandlivre.claims.model import Claim, Role
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.scenery import titles
from grandlivre.claims.read import read_claims
from grandlivre.documents.model import Document


def told(text: str) -> list[Claim]:
    """Claims in the order of the text."""
    return list(read_claims(Document(id="doc_d", name="d.txt", text=text, published="2026-03-01")))


# --- figures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Les 5 autres milliards d'euros iront à des routes.", "5 autres milliards d'euros"),
        ("Les deux premiers milliards seront versés en mai.", "deux premiers milliards"),
        ("Norvane would add 2 more gigawatts in Oslo.", "2 more gigawatts"),
        (
            "Norvane ordered roughly 20,000 units of Telis's newest XB3 GPUs.",
            "roughly 20,000 units of Telis's newest XB3 GPUs",
        ),
        ("The park took 3 000 graphic processing units.", "3 000 graphic processing units"),
        ("Norvane has secured Sh9 billion so far.", "Sh9 billion"),
        ("Norvane a deux usines à Lens.", "deux usines"),
        ("À Lens, il y a douze sites.", "douze sites"),
        ("Norvane has a hundred sites in Spain.", "a hundred sites"),
    ],
)
def test_words_between_a_number_and_its_unit(text: str, quote: str) -> None:
    (claim,) = told(text)
    assert claim.evidence.quote == quote


def test_a_range_that_was_exceeded_is_one_figure() -> None:
    now, then = told(
        "Norvane expects to spend $6 billion, up from $3 billion to $4 billion in 2024."
    )
    assert (then.low, then.high) == (3_000_000_000, 4_000_000_000)
    assert now.low == now.high == 6_000_000_000


def test_a_level_is_a_range_and_no_change() -> None:
    (claim,) = told("La demande est située à un niveau de 1,5 à 2,2 GW en 2030.")
    assert (claim.low, claim.high) == (1_500_000_000, 2_200_000_000)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Des terrains de 18 à 50 hectares sont prêts.", (180_000, 500_000)),
        ("Les surfaces vont de 18 à plus de 150 hectares.", (180_000, None)),
        ("Des centres de 20 à 60 MW seront construits à Lens.", (20_000_000, 60_000_000)),
    ],
)
def test_each_of_several_is_within_a_range(text: str, bounds: tuple[int, int | None]) -> None:
    (claim,) = told(text)
    assert (claim.low, claim.high) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "Norvane investira 80 milliards d'euros - dont 40 hors Etats-Unis - dans des usines.",
        "Norvane will spend $80 billion, 40 of it outside the United States.",
    ],
)
def test_a_part_elsewhere(text: str) -> None:
    whole, part = told(text)
    assert (part.part_of, part.low, part.places) == (whole.id, 40_000_000_000, ())


def test_a_bracket_goes_on_counting() -> None:
    jobs, first = told("Le projet devrait créer 2 400 emplois (600 dans un premier temps).")
    assert (first.measure, first.low) == (jobs.measure, 600)


def test_nothing_to_come_ends_long_ago() -> None:
    claims = told(
        "Situé sur un terrain de 38 hectares – qui jusqu'en 1988 a accueilli des hauts fourneaux –, "
        "le campus devrait créer 600 emplois et accueillera des serveurs."
    )
    assert [claim.end for claim in claims] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "C'est la question à laquelle a répondu ce 10 avril 2025 François Morvan.",
        "Norvane aims to build a single two-story data centre in Oslo.",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert told(text) == []


def test_a_number_that_belongs_to_a_name_counts_nothing() -> None:
    (claim,) = told("Norvane expects its Dallas 12 campus to cost $3 billion.")
    assert claim.evidence.quote == "$3 billion"


def test_some_of_what_was_just_named_are_counted() -> None:
    money, some = told("Norvane investira 6 milliards d'euros en datacenters, dont quatre à Lens.")
    assert (money.measure, some.measure, some.low) == ("money", "sites", 4)


@pytest.mark.parametrize(
    "text",
    [
        "Norvane spent $3 billion in the quarter ending Sept. 30, it said.",
        "The 2022 CHIPS Act gave Norvane $3 billion.",
    ],
)
def test_months_and_laws_are_no_figures(text: str) -> None:
    (claim,) = told(text)
    assert claim.evidence.quote == "$3 billion"


# --- what a sum is -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Norvane won a $10 billion order from Telis.", "other"),
        ("Norvane signed a $9 billion compute capacity agreement with Telis.", "other"),
        ("Telis took an $8 billion write-down on its projects.", "other"),
        ("La série A de Norvane s'élève à 385 M€.", "round"),
        ("Norvane annonce une augmentation de capital de 900 millions d'euros.", "round"),
        ("Norvane a obtenu en 2025 un emprunt de 9 milliards de dirhams.", "round"),
        (
            "Norvane today announced a private placement of $1 billion of convertible notes.",
            "round",
        ),
        ("Norvane nabbed $140m in fresh capital this month.", "round"),
        ("L'an dernier, Norvane avait injecté 1,4 milliard d'euros dans 460 sociétés.", "spent"),
        ("Norvane's capital expenditures surged to $2.1 billion in the quarter.", "spent"),
        ("Ce tour valoriserait Norvane à plus de 3 milliards de dollars.", "valuation"),
        ("Le marché l'ignore. Valorisation : 2 Md€", "valuation"),
        ("Un investissement de 8 milliards d'euros est prévu à Lens.", "commitment"),
        ("The data centre market size in India is valued at $5.7 billion in 2024.", "market"),
        ("Norvane announced a significant $9.7 billion AI cloud contract.", "other"),
        ("Norvane spent a staggering $34.9 billion in the quarter.", "spent"),
        ("Norvane reported $31.4 billion in capital expenditures.", "spent"),
        ("Norvane boosted the low end of its capex guidance to $70 billion.", "commitment"),
        ("Les dépenses d'investissement de Norvane ont atteint 40 milliards d'euros.", "spent"),
        ("The notes: $500,000,000 aggregate principal amount of 2.00% convertible notes.", "round"),
        ("Since our $700 million equity financing we have been scaling.", "round"),
        ("Norvane et Telis ont placé pour 88 milliards de dollars d'obligations.", "round"),
        ("The project will generate about $25 million in total tax revenue.", "other"),
        ("Norvane made $3 billion in revenue last year.", "turnover"),
        ("Norvane disclosed a separate order from Telis worth $6 billion.", "other"),
        ("Norvane raised $6 million in a round that valued the firm at $2.8 billion.", "valuation"),
        ("Norvane vient d'amasser 320 millions de dollars.", "round"),
        ("Telis projects a need for 6.6 GW of additional power by 2030.", "demand"),
        ("Les centres de données utiliseront 688 MW dans une décennie.", "demand"),
    ],
)
def test_the_noun_that_heads_a_sum_tells_what_it_is(text: str, role: str) -> None:
    claims = told(text)
    assert claims[-1].role == role


def test_the_year_in_which_paper_is_paid_back_is_no_date_of_the_money() -> None:
    (claim,) = told("Norvane raised $2 billion in convertible senior notes due in 2031.")
    assert (claim.start, claim.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Norvane veut lever 30 millions d'euros.", "considered"),
        ("Norvane est en discussions pour lever 30 millions d'euros.", "considered"),
        ("Norvane lèvera 30 millions d'euros.", "announced"),
        ("Norvane plans to raise $30 million.", "announced"),
        ("Norvane is in talks to raise $30 million.", "considered"),
        ("Norvane vient de réunir 30 millions d'euros.", "confirmed"),
        ("Norvane raised $30 million.", "confirmed"),
        ("Norvane opened a $30 million campus in Ohio.", "operational"),
        ("Le groupe Norvane a lancé la construction d'un campus de 30 MW.", "under_construction"),
        ("The firm Norvane started construction of a 30MW campus.", "under_construction"),
    ],
)
def test_how_far_it_has_come(text: str, stage: str) -> None:
    (claim,) = told(text)
    assert claim.stage == stage


# --- who pays ----------------------------------------------------------------------------------


def test_the_next_paragraph_names_who_led_the_round() -> None:
    (claim,) = told(
        "Norvane a levé 40 millions d'euros.\n\nSon siège est à Lyon.\n\n"
        "Le tour de table a été mené par la société d'investissement danoise Telis."
    )
    assert (claim.investors, claim.beneficiaries) == (("Telis",), ("Norvane",))


def test_a_joint_venture_named_acts_itself() -> None:
    claim = told(
        "Norvane, the joint venture between Telis, Brookfield, and Orlac Industries, has agreed to "
        "invest $11 billion."
    )[-1]
    assert claim.investors[0] == "Norvane"


@pytest.mark.parametrize(
    ("text", "investors"),
    [
        ("Norvane en paiera 180 millions d'euros.", [("Norvane",)]),
        (
            "Norvane paiera 180 millions d'euros ; Telis, un fonds genevois, 70 millions.",
            [("Norvane",), ("Telis",)],
        ),
        (
            "Orlac lève 5 M€ auprès de Demeter (3 M€) et du Crédit Agricole.",
            [("Demeter",), ("Demeter",)],
        ),
        (
            "La Commission européenne a autorisé la France à verser 227 millions d'euros à Orlac.",
            [("France",)],
        ),
        ("Norvane announced a private placement of $1 billion of convertible notes.", [()]),
    ],
)
def test_whose_a_sum_is(text: str, investors: list[tuple[str, ...]]) -> None:
    assert [claim.investors[:1] for claim in told(text)] == investors


def test_each_item_of_an_aid_is_its_own_giver_s() -> None:
    claims = told(
        "Norvane bénéficiera de 29,5 millions d'euros d'aides :\n- État : 18 millions d'euros ;\n"
        "- Région Grand Est : 7,5 millions d'euros."
    )
    assert [claim.investors for claim in claims[1:]] == [("État",), ("Région Grand Est",)]


@pytest.mark.parametrize(
    ("text", "investors"),
    [
        (
            "« Nous investirons 3 milliards d'euros », dit Ana Ruiz, directrice de Norvane.",
            "Norvane",
        ),
        (
            'Norvane\'s chief executive, Ana Ruiz, said: "We will put $3 billion into Telis."',
            "Norvane",
        ),
        ('"We will invest $3 billion", Ana Ruiz, vice president at Norvane, said.', "Norvane"),
        ("Le patron de Norvane, Paul Duval, promet : « Nous mettrons 3 milliards ».", "Norvane"),
        (
            "Ana Ruiz, chief executive of Norvane, came to Oslo.\n\n"
            '"We will invest $3 billion," Ruiz said.',
            "Norvane",
        ),
        (
            '"We welcome Telis\'s plan to invest $3 billion," said Ana Ruiz, head of Norvane.',
            "Telis",
        ),
    ],
)
def test_we_are_the_house_of_who_speaks(text: str, investors: str) -> None:
    assert told(text)[-1].investors == (investors,)


def test_a_year_right_after_a_figure_is_its_own() -> None:
    claims = told("1 000 GPU seront déployés d'ici fin 2027, avec un objectif de 20 000 en 2028.")
    assert [claim.end for claim in claims] == ["2027", "2028"]


@pytest.mark.parametrize(
    ("headline", "payer"),
    [
        ("Norvane To Build $3 Billion Data Center Campus In Ohio", ("Norvane",)),
        ("Tech Giant Norvane Plans Massive $3 Billion Expansion", ("Norvane",)),
        ("Proposed Data Center Could Add $3 Billion to Local Tax Base", ()),
    ],
)
def test_capitals_of_a_headline_prove_nothing(headline: str, payer: tuple[str, ...]) -> None:
    text = f"{headline}\n\nIn Ohio, the local firm Norvane plans a data center campus."
    claim = told(text)[0]
    assert set(claim.investors) <= {"Norvane"}
    assert set(payer) <= set(claim.investors)


# --- names -------------------------------------------------------------------------------------


def test_an_acronym_means_what_the_text_says() -> None:
    claims = told(
        "EcoDataCenter (EDC), une société suédoise, a réussi à lever 478 millions de dollars. EDC a "
        "levé 910 millions d'euros en tout."
    )
    assert [claim.beneficiaries for claim in claims] == [("EcoDataCenter",), ("EcoDataCenter",)]


def test_a_slip_in_a_name_names_nobody_else() -> None:
    claims = told(
        "Microsoft will invest $30 billion in Spain. Microoft is coy as to where. Microsoft spent "
        "$3 billion there in 2023."
    )
    assert {claim.investors for claim in claims} == {("Microsoft",)}


@pytest.mark.parametrize(
    ("text", "payers"),
    [
        ("Norvane poured $10 billion into chip-maker Telis.", ("Norvane",)),
        ("A $3 billion campus in Austin, TX, was proposed by Norvane.", ("Norvane",)),
        (
            "Le projet, mené par Norvane (qui détient Orlac), EDF et Telis, coûtera 4 milliards.",
            ("EDF", "Norvane", "Telis"),
        ),
        ("Norvane, one of Europe's best start-ups, will invest $3 billion.", ("Norvane",)),
        ("Norvane, l'un des grands opérateurs d'Europe, investira 3 millions.", ("Norvane",)),
        (
            "Norwegian aluminium producer Norvane and Swedish data centre operator Telis will "
            "invest $3 billion in Oslo.",
            ("Norvane", "Telis"),
        ),
        ("Europe's AI bet: Norvane will invest €1.7 billion", ("Norvane",)),
        ("The South Korean chip manufacturer Norvane will invest $3 billion.", ("Norvane",)),
        ("The £10bn hall is funded by Norvane and facilitated by Telis.", ("Norvane",)),
        (
            "Norvane, one of the largest banks in Spain, will invest $3 billion.",
            ("Norvane",),
        ),
        (
            "Norvane, Telis and Qatar state-backed investor Orlac will invest $30 billion.",
            ("Norvane", "Orlac", "Telis"),
        ),
    ],
)
def test_names_beside_names(text: str, payers: tuple[str, ...]) -> None:
    assert tuple(sorted(told(text)[0].investors)) == payers


def test_a_capital_among_towns_is_a_town() -> None:
    (claim,) = told("Norvane investira 6 milliards d'euros à Marseille, Lyon, Paris et Lens.")
    assert "Paris" in claim.places


def test_a_caption_is_no_story() -> None:
    (claim,) = told(
        "Un bus à Ligny-en-Barrois, le 19 mai 2025 ( AFP / Ana Ruiz )\n\n"
        "Le sommet a recueilli 9 milliards d'euros de Norvane."
    )
    assert claim.places == ()


def test_who_signs_a_dispatch_pays_nothing() -> None:
    (claim,) = told("By Ana Ruiz (Reuters) -Norvane will invest 600 million euros to expand.")
    assert claim.investors == ("Norvane",)


def test_us_is_no_country() -> None:
    claim = told('"This will enable us to spend $3 billion on chips," Norvane said.')[0]
    assert claim.places == ()


def test_a_legal_form_belongs_to_the_name() -> None:
    (claim,) = told("Nebius Group N.V. announced plans to raise $3.75 billion in convertible debt.")
    assert len(claim.beneficiaries) == 1
    (claim,) = told("Norvane borrowed $900 million from Sumitomo Mitsui Banking Corp.")
    assert claim.investors == ("Sumitomo Mitsui Banking Corp",)


def test_who_borrows_pays_nothing() -> None:
    (claim,) = told("Norvane empruntait 620 millions d'euros pour son site de Lille.")
    assert claim.investors == ()
    assert claim.beneficiaries == ("Norvane",)


@pytest.mark.parametrize(
    "text",
    [
        "The town approved $7.5bn in IRBs for Norvane.",
        "Norvane raised $5bn in GPU-backed debt.",
        "Norvane will invest $3bn in a campus nearly the size of Manhattan.",
        "Réunie au château de Versailles, Norvane a promis 3 milliards d'euros.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    (claim,) = told(text)
    assert claim.places == ()


def test_an_adjective_that_opens_a_sentence_is_no_party() -> None:
    claims = told("Recent developments include a $165 billion data center in New Mexico.")
    assert claims[0].investors == ()


def test_a_strategy_is_a_project_and_pays_nothing() -> None:
    (claim,) = told("The Canadian Sovereign AI Compute Strategy is backed by $2 billion.")
    assert "Sovereign AI Compute Strategy" not in claim.investors


def test_each_heading_of_a_page_of_news_heads_its_own() -> None:
    text = (
        "Data centre news\n\nNorvane plans $3 billion campus in Oslo\n"
        "Norvane will invest $3 billion in Oslo.\n\nTelis will open a campus in Turin\n"
        "The campus has the blessing of the town.\n\nIts first phase would cost $2 billion."
    )
    page = lay_out(Document(id="doc_d", name="d.txt", text=text, published="2026-03-01"))
    assert page is not None
    found = titles(page.sentences)
    assert list(found[2]) == [0, 1]
    assert list(found[5]) == [3, 0, 1]


def test_a_headlines_sum_is_what_the_text_says_of_it() -> None:
    heading, body = told(
        "Norvane banks $1.5 billion weeks after its deal\n\n"
        "Norvane, which runs data centers, said on Tuesday that it had raised $1.5 billion."
    )
    assert heading.role is body.role is Role.ROUND
    assert [reason.rule for reason in heading.reasons if reason.field == "role"] == [
        "as where the text tells the same sum"
    ]


def test_the_sum_is_the_one_told_before() -> None:
    raised, again = told(
        "Norvane a levé 385 millions d'euros en deux tranches.\n\n"
        "Les 385 millions, dont une part infime revient aux fondateurs, iront aux machines."
    )
    assert raised.role is again.role is Role.ROUND


def test_a_firms_assets_are_no_investment() -> None:
    (claim,) = told("Telis is a young $40 billion investment firm set up by two bankers.")
    assert claim.role is Role.ASSETS


def test_new_is_no_nine() -> None:
    claims = told(
        "Norvane vise 500 millions d'euros. Ce fonds tout neuf a fait savoir que des"
        " investisseurs lui avaient confié 270 millions d'euros."
    )
    assert [claim.evidence.quote for claim in claims] == [
        "500 millions d'euros",
        "270 millions d'euros",
    ]
