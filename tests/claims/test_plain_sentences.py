"""Sentences as plain as the press writes them every day, one matter each."""

import pytest

from grandlivre.claims.model import Claim
from grandlivre.claims.read import read_claims
from grandlivre.documents.model import Document


def told(text: str) -> dict[str, Claim]:
    """Claims by their quotes."""
    document = Document(id="doc_d", name="d.txt", text=text, published="2026-03-01")
    return {claim.evidence.quote: claim for claim in read_claims(document)}


MARKETS = [
    "The global market for data centres will reach $400bn by 2030, according to McKinsey.",
    "Le marché mondial des centres de données atteindra 400 milliards de dollars en 2030.",
    "Le marché européen du cloud devrait peser 30 milliards d'euros d'ici 2028, selon Gartner.",
    "The AI chip market is expected to grow to $150bn in 2027.",
    "Le marché de l'IA générative pourrait dépasser 1 300 milliards de dollars en 2032.",
    "Gartner estimates that worldwide AI spending will total $1.5 trillion this year.",
    "Les dépenses mondiales en centres de données atteindront 580 milliards de dollars.",
    "Global spending on data centres is set to hit $580bn this year.",
    "Évalué à 70 milliards d'euros en 2024, le marché du cloud devrait doubler.",
    "The colocation market was worth $60bn last year.",
    "La filière pèse 12 milliards d'euros.",
    "According to IDC, the sector will be worth 90 billion euros by 2029.",
]
NO_MARKETS = [
    "Un acteur majeur du marché, Norvane, investira 3 milliards d'euros en 2027.",
    "Market leader Norvane will spend $3bn in France by 2027.",
    "Dans un marché saturé, le plan du groupe dépasse 4 milliards d'euros.",
    "The sector's largest investment reaches 2 billion euros, in Dunkirk.",
    "The industry will invest $20bn in Spain.",
]


@pytest.mark.parametrize("text", MARKETS)
def test_a_market_has_a_size_and_no_budget(text: str) -> None:
    (claim,) = told(text).values()
    assert claim.role == "market"


@pytest.mark.parametrize("text", NO_MARKETS)
def test_what_only_speaks_of_a_market_is_none(text: str) -> None:
    (claim,) = told(text).values()
    assert claim.role != "market"


@pytest.mark.parametrize(
    "text",
    [
        "La région apportera 10 millions d'euros, l'État 25 millions et la Ville 15 millions.",
        "Norvane investira 3 milliards d'euros, Telis 2 milliards et Verne 1,5 milliard.",
        "Norvane will invest $3bn, Telis $2bn and Verne $1.5bn.",
    ],
)
def test_who_shares_a_verb_pays_his_own_share(text: str) -> None:
    claims = list(told(text).values())
    payers = [claim.investors for claim in claims]
    assert [len(names) for names in payers] == [1, 1, 1]
    assert len(set(payers)) == 3
    assert [claim.part_of for claim in claims] == [None] * 3
    assert not any(claim.projects for claim in claims)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Norvane will invest $4bn in the northern Hauts-de-France region.", "Hauts-de-France"),
        ("Norvane will invest $4bn in the Grand Est region.", "Grand Est"),
        ("Norvane investira 4 milliards d'euros dans la région Grand Est.", "Grand Est"),
        ("Norvane will invest $4bn in northern Brittany.", "Brittany"),
    ],
)
def test_a_region_that_is_built_in_is_a_place(text: str, place: str) -> None:
    (claim,) = told(text).values()
    assert claim.places == (place,)
    assert claim.investors == ("Norvane",)


def test_a_region_that_gives_is_a_party() -> None:
    (claim,) = told("La région Grand Est apportera 4 millions d'euros à Norvane.").values()
    assert claim.investors == ("région Grand Est",)


def test_a_month_is_not_what_money_is_counted_in() -> None:
    text = "L'enveloppe de 3 milliards d'euros s'ajoute aux 500 millions de mars."
    assert set(told(text)) == {"3 milliards d'euros", "500 millions"}


LIST = """Que deviennent les promesses du printemps ?

– Norvane : 20 milliards d'euros, dont un site à Lens. Permis déposé.
– Telis : 2 milliards d'euros à Metz. En service depuis 2025.
– Verne : 4 milliards d'euros à Dole. Rien n'a commencé.
– Larkspur : 10 milliards d'euros à Redon. Abandonné en mars.

Total : 36 milliards d'euros.
"""


def test_an_item_says_afterwards_what_became_of_it() -> None:
    stages = {quote: claim.stage for quote, claim in told(LIST).items()}
    assert stages["2 milliards d'euros"] == "operational"
    assert stages["10 milliards d'euros"] == "cancelled"
    assert stages["20 milliards d'euros"] == stages["4 milliards d'euros"] == "announced"


def test_the_total_of_a_list_is_nobody_s() -> None:
    claims = told(LIST)
    total = claims.pop("36 milliards d'euros")
    assert (total.role, total.investors, total.part_of) == ("programme", (), None)
    assert {claim.part_of for claim in claims.values()} == {total.id}


@pytest.mark.parametrize(
    "text",
    [
        "Norvane denied on Monday that it would invest 5 billion euros in Italy.",
        "Contrary to reports, Norvane has no plans to invest $3bn in Lens.",
        "Norvane has not promised $3bn.",
        "Norvane won't invest $3bn in Lens.",
        "Norvane doesn’t fund the $3bn campus.",
        "Norvane cannot invest $3bn in Lens.",
        "Norvane decided not to invest $3bn in Lens.",
        "Norvane n'investira pas 3 milliards d'euros à Lens.",
        "Norvane n'a jamais promis 3 milliards d'euros à Telis.",
        "Norvane ne construira finalement pas les 500 MW promis à Lens.",
        "Norvane n'a finalement pas investi les 3 milliards d'euros promis.",
        "The $3bn plan was scrapped in March.",
        "Le plan de 3 milliards d'euros est abandonné.",
    ],
)
def test_what_is_denied_or_struck_is_not_announced(text: str) -> None:
    (claim,) = told(text).values()
    assert claim.stage == "cancelled"


@pytest.mark.parametrize(
    "text",
    [
        "Norvane will not only invest $3bn in Lens, it will hire there.",
        "Norvane has not only pledged $3bn but built a hall in Lens.",
        "Norvane n'a pas encore investi les 3 milliards d'euros annoncés.",
        "Norvane n'investira que 3 milliards d'euros à Lens.",
        "Norvane denied the rumours about its chief. It will invest $3bn in Lens.",
    ],
)
def test_other_denials_leave_a_figure_as_it_is(text: str) -> None:
    (claim,) = told(text).values()
    assert claim.stage == "announced"


@pytest.mark.parametrize(
    ("text", "payer"),
    [
        ("Norwegian group Halden will spend 10 billion euros on a data centre.", "Halden"),
        ("Talmont apportera 500 millions d'euros, Norvane 300 millions.", "Talmont"),
        ("À Lyon, Norvane investira 3 millions d'euros.", "Norvane"),
    ],
)
def test_a_name_that_is_also_a_town_s_pays(text: str, payer: str) -> None:
    first = next(iter(told(text).values()))
    assert first.investors == (payer,)


@pytest.mark.parametrize(
    "text",
    [
        "France got 20 billion euros from Canada's Norvane.",
        "Canada's Norvane will spend 20 billion euros in France.",
        "Halden investira 5 milliards d'euros, le canadien Norvane 20 milliards en France.",
    ],
)
def test_a_country_that_a_party_is_from_neither_pays_nor_receives(text: str) -> None:
    claim = list(told(text).values())[-1]
    assert claim.investors == ("Norvane",)
    assert "Canada" not in (*claim.places, *claim.beneficiaries)


def test_who_pays_the_rest_pays_nothing_else() -> None:
    claims = told(
        "Telis will build a campus in Lens for 1.8 billion euros. Halmar is to contribute 700 "
        "million euros and state lender Orlac 300 million, with the rest covered by a loan from "
        "the European Investment Bank."
    )
    assert claims["700 million euros"].investors == ("Halmar",)
    assert claims["300 million"].investors == ("Orlac",)
    whole = claims["1.8 billion euros"].id
    assert [claim.part_of for claim in claims.values()] == [None, whole, whole]


def test_nothing_is_built_where_somebody_spoke_to_the_press() -> None:
    claims = told(
        "Telis will build a data centre of 240 MW at Lens. A first phase of 60 MW should open in "
        "2027, its chief executive told reporters in Lyon. It will house 9,000 chips."
    )
    assert {claim.places for claim in claims.values()} == {("Lens",)}


def test_local_bodies_bear_the_names_of_their_places() -> None:
    claims = told(
        "Le département de la Marne et la métropole de Lyon apporteront 40 millions d'euros. "
        "La commune de Lens donne 2 millions d'euros, la commune de Fouju 3 millions."
    )
    first, second, third = claims.values()
    assert set(first.investors) == {"département de la Marne", "métropole de Lyon"}
    assert second.investors == ("commune de Lens",)
    assert third.investors == ("commune de Fouju",)


def test_who_matches_a_sum_does_not_pay_that_one() -> None:
    (claim,) = told(
        "The Dutch government has set aside 70 million euros for an AI factory, matched by the "
        "same amount from the European Union."
    ).values()
    assert claim.investors == ("Dutch government",)


@pytest.mark.parametrize(
    ("text", "payers"),
    [
        ("Norvane, en Allemagne, investira 5 milliards d'euros.", {"Norvane"}),
        (
            "Norvane et sa filiale Telis investiront 5 milliards d'euros à Lens.",
            {"Norvane", "Telis"},
        ),
        ("Orlac and its unit Norvane will pour $2bn into Lens.", {"Orlac", "Norvane"}),
    ],
)
def test_a_subject_reaches_over_what_is_put_in_between(text: str, payers: set[str]) -> None:
    (claim,) = told(text).values()
    assert set(claim.investors) == payers


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The start-up's valuation reached $12bn in March.", "valuation"),
        ("La valorisation de la jeune pousse atteint 12 milliards d'euros.", "valuation"),
        ("Son coût, estimé à 600 millions d'euros en 2023, dépasse 750 millions.", "commitment"),
        ("The cost of the campus has climbed to $600m.", "commitment"),
    ],
)
def test_what_a_cost_or_a_valuation_comes_to(text: str, role: str) -> None:
    assert {claim.role for claim in told(text).values()} == {role}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Norvane et Telis apporteront chacun 2 milliards d'euros.", "commitment"),
        ("Norvane a bâti un campus. Il avait annoncé 3 milliards d'euros en mai.", "commitment"),
        ("Norvane a dépensé 3 milliards d'euros en 2024.", "spent"),
    ],
)
def test_what_was_announced_or_is_given_by_each_is_no_spending(text: str, role: str) -> None:
    assert {claim.role for claim in told(text).values()} == {role}


def test_who_allows_an_aid_does_not_pay_it() -> None:
    (claim,) = told(
        "The European Commission has approved 1.2 billion euros of French state aid for a chip "
        "plant at Crolles."
    ).values()
    assert claim.investors == ("French state",)


def test_a_trade_rules_out_parties_of_another() -> None:
    (claim,) = told("EDF a signé avec Telis. L'hébergeur bâtira un campus de 700 MW.").values()
    assert claim.investors == ("Telis",)


@pytest.mark.parametrize(
    "text",
    [
        "Un consortium formé de Norvane (40 %), Telis (35 %) et Fluvia (25 %) construira à Lens un "
        "centre pour 3 milliards d'euros.",
        "Norvane (40%), Telis (35%) and Fluvia (25%) will build a data centre for $3bn.",
        "A joint venture between Norvane, Telis and Fluvia will build a data centre for $3bn.",
    ],
)
def test_members_of_a_consortium_pay_whatever_their_shares(text: str) -> None:
    (claim,) = told(text).values()
    assert set(claim.investors) == {"Norvane", "Telis", "Fluvia"}


def test_an_adjective_with_a_capital_is_no_part_of_a_name() -> None:
    first, second = told(
        "Le Canadien Norvane suivra avec 20 milliards d'euros, et l'américain Orlac avec 5 milliards."
    ).values()
    assert first.investors == ("Norvane",)
    assert second.investors == ("Orlac",)


def test_estimates_of_two_speakers_are_no_parts() -> None:
    claims = told("Norvane says the campus will cost $2bn, though the mayor speaks of $3bn.")
    assert [claim.part_of for claim in claims.values()] == [None, None]


def test_what_is_in_talks_is_considered() -> None:
    claims = told(
        "SoftBank is in talks to invest as much as $100bn in French data centres. Norvane envisage "
        "d'y investir 3 milliards d'euros. Telis said it would invest $2bn in a campus."
    )
    stages = [claim.stage for claim in claims.values()]
    assert stages == ["considered", "considered", "announced"]


def test_a_delay_is_no_second_date() -> None:
    (claim,) = told(
        "The campus will open in 2030, two years later than planned, at a cost of $4bn."
    ).values()
    assert claim.end == "2030"
    (claim,) = told(
        "Le campus n'ouvrira qu'en 2030, deux ans plus tard qu'annoncé, pour 4 milliards d'euros."
    ).values()
    assert claim.end == "2030"


def test_who_joins_a_round_pays_with_its_leader() -> None:
    (claim,) = told(
        "Halmar-backed Orlac raised 1.7 billion euros in a round led by Norvane, with "
        "participation from Bpifrance and Telis."
    ).values()
    assert set(claim.investors) == {"Norvane", "Bpifrance", "Telis"}
    assert claim.beneficiaries == ("Orlac",)


def test_a_former_valuation_is_one_too() -> None:
    claims = told("The deal values Orlac at 12 billion euros, up from 6 billion a year ago.")
    assert {claim.role for claim in claims.values()} == {"valuation"}
    assert {claim.beneficiaries for claim in claims.values()} == {("Orlac",)}


def test_unknown_names_among_towns_are_places() -> None:
    text = "EDF offre 2 GW à quatre sites : Telgruc, Marsan, Escaudin et Corbehem."
    claim = next(iter(told(text).values()))
    assert set(claim.places) == {"Telgruc", "Marsan", "Escaudin", "Corbehem"}


def test_what_was_opened_is_in_operation() -> None:
    claim = next(iter(told("Norvane a inauguré jeudi à Lens un centre de 30 MW.").values()))
    assert claim.stage == "operational"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Norvane has bought 12,000 of the 25,000 GPUs it promised.", "12,000"),
        ("Norvane a dépensé 1,3 des 4 milliards d'euros promis.", "1,3"),
        ("Norvane has connected 120 of its 400 MW.", "120"),
    ],
)
def test_a_share_of_a_whole_is_read_and_is_its_part(text: str, share: str) -> None:
    claims = told(text)
    part = claims.pop(share)
    (whole,) = claims.values()
    assert (part.measure, part.unit, part.part_of) == (whole.measure, whole.unit, whole.id)


@pytest.mark.parametrize("text", ["Article 12 of the 25,000 GPU contract.", "Le 12 des 400 MW."])
def test_a_rank_or_a_day_is_no_share(text: str) -> None:
    assert len(told(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Its 500 MW, its 4 billion euros and its 1,000 jobs will not happen.",
        "Ses 500 MW, ses 4 milliards d'euros et ses 1 000 emplois ne verront pas le jour.",
    ],
)
def test_all_of_a_list_never_happens(text: str) -> None:
    claims = told(f"Norvane has thrown in the towel at Lens. {text}")
    assert [claim.stage for claim in claims.values()] == ["cancelled"] * 3


def test_who_estimates_a_cost_says_it() -> None:
    claims = told(
        "Le projet, chiffré à 1,2 milliard d'euros par Norvane et à 1,5 milliard par la "
        "préfecture, prévoit deux bâtiments."
    )
    said = [claim.attributed_to for claim in claims.values()][:2]
    assert said == [("Norvane",), ("préfecture",)]


@pytest.mark.parametrize(
    "text",
    [
        "L'Union européenne et la France apporteront respectivement 90 et 60 millions d'euros.",
        "The European Union and France will contribute €90m and €60m respectively.",
    ],
)
def test_each_pays_what_is_respectively_said(text: str) -> None:
    first, second = told(text).values()
    assert "Union" in first.investors[0]
    assert second.investors == ("France",)
    assert second.part_of is None


@pytest.mark.parametrize(
    "text",
    [
        "Valued at $12bn, Norvane is Europe's priciest start-up.",
        "Norvane, valorisée 12 milliards d'euros, a grandi.",
    ],
)
def test_who_is_valued_beside_its_name(text: str) -> None:
    (claim,) = told(text).values()
    assert (claim.role, claim.beneficiaries) == ("valuation", ("Norvane",))


def test_capitals_where_somebody_works_pay_nothing() -> None:
    claims = told("Norvane has raised $2.9bn since 2023, and employs 600 people in Paris and Oslo.")
    assert claims["$2.9bn"].investors == ()


def test_banks_of_a_group_pay_its_loan() -> None:
    (claim,) = told(
        "Norvane had secured a 2.3 billion euro loan from a group of banks including BNP Paribas "
        "and Societe Generale to build its campus."
    ).values()
    assert set(claim.investors) == {"BNP Paribas", "Societe Generale"}


def test_what_grows_to_a_figure_is_no_part_of_it() -> None:
    first, second = told("Le parc compte 1,2 GW ; il devrait atteindre 4,5 GW en 2035.").values()
    assert (first.part_of, second.part_of) == (None, None)


def test_a_first_estimate_is_no_part_of_the_last() -> None:
    first, last = told(
        "Le campus, dont Norvane avait d'abord chiffré le coût à 3 milliards d'euros, en coûtera "
        "finalement 4,2."
    ).values()
    assert (first.part_of, last.part_of) == (None, None)


def test_members_that_are_counted_pay_with_the_named() -> None:
    (claim,) = told(
        "Le Crédit agricole, la BPCE et trois fonds étrangers prêtent 1,1 milliard d'euros."
    ).values()
    assert {"Crédit agricole", "BPCE"} < set(claim.investors)


def test_countries_of_two_words() -> None:
    (claim,) = told("Norvane investira 3 milliards d'euros en Arabie saoudite.").values()
    assert claim.places == ("Arabie saoudite",)


@pytest.mark.parametrize("place", ["Villeneuve-d'Ascq", "Côte-d'Or", "Val-d’Oise"])
def test_an_elision_inside_a_name_does_not_split_it(place: str) -> None:
    (claim,) = told(f"Norvane investira 3 millions d'euros en {place}.").values()
    assert claim.places == (place.replace("’", "'"),)


def test_a_group_that_speaks_is_not_what_its_comma_leads_to() -> None:
    (claim,) = told(
        "Selon le groupe, Norvane et Telis investiront 3 milliards d'euros à Lens."
    ).values()
    assert set(claim.investors) == {"Norvane", "Telis"}
    assert claim.attributed_to == ("groupe",)
