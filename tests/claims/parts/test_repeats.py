"""One quantity told twice: what one telling leaves open, another fills in."""

import pytest

from grandlivre.claims.figures.around import Scenes, Surroundings
from grandlivre.claims.figures.draft import Draft
from grandlivre.claims.mentions.model import Entity
from grandlivre.claims.model import Claim, Purpose, Role, Stage
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page
from grandlivre.claims.parts.repeats import share, share_wholes
from grandlivre.claims.read import read_claims
from grandlivre.documents.model import Document


def document(text: str, language: str) -> Document:
    return Document(id="d", name="d.txt", text=text, language=language)


def drafts_of(text: str, language: str = "en") -> tuple[Page, list[Draft]]:
    """The page of a text, and a draft for each of its quantities with nothing decided yet."""
    page = lay_out(document(text, language))
    assert page is not None
    scenes = Scenes(page)
    return page, [
        Draft(placed, Surroundings(scenes.of(placed.sentence.number), placed), Role.COMMITMENT)
        for placed in page.quantities
    ]


def entity(page: Page, name: str) -> Entity:
    return next(e for e in page.entities if e.name == name)


def read(text: str, language: str) -> list[Claim]:
    return list(read_claims(document(text, language)))


# --- conversions in brackets -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Blackstone will spend £10bn ($13bn) at Blyth."),
        ("en", "Blackstone will spend £10bn ($13bn, at today's rate) at Blyth."),
        ("en", "Blackstone will spend £10bn (about $13bn) at Blyth."),
        ("fr", "Blackstone mettra 10 milliards de livres (11,5 milliards d'euros) à Blyth."),
        ("en", "Blackstone bought 100 hectares (247 acres) at Blyth."),
    ],
)
def test_a_conversion_says_what_its_original_says(language: str, text: str) -> None:
    page, drafts = drafts_of(text, language)
    former, latter = drafts
    payer, place = entity(page, "Blackstone"), entity(page, "Blyth")
    former.role, former.stage = Role.SPENT, Stage.CONFIRMED
    former.purpose, former.end = Purpose.DATA_CENTRE, "2029"
    former.investors, former.places, former.speakers = [payer], [place], [payer]
    share(drafts, page.tokens.words)
    assert (latter.role, latter.stage) == (Role.SPENT, Stage.CONFIRMED)
    assert (latter.purpose, latter.end, latter.start) == (Purpose.DATA_CENTRE, "2029", None)
    assert (latter.investors, latter.places, latter.speakers) == ([payer], [place], [payer])
    assert (latter.beneficiaries, latter.projects) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "Blackstone will spend £10bn, MGX $13bn.",
        "Blackstone will spend £10bn and $13bn.",
        "Blackstone will spend £10bn ($13bn from MGX).",  # a part, not a conversion
        "Blackstone will spend £10bn (£13bn).",
        "Blackstone will spend £10bn (3 GW).",
        "Blackstone will spend £10bn. ($13bn)",
    ],
)
def test_what_is_no_conversion(text: str) -> None:
    page, drafts = drafts_of(text)
    drafts[0].role, drafts[0].investors = Role.SPENT, [entity(page, "Blackstone")]
    share(drafts, page.tokens.words)
    assert drafts[1].role is Role.COMMITMENT
    assert drafts[1].investors == []


# --- repeats -----------------------------------------------------------------------------------

TOLD_TWICE = "A campus for £10bn\n\nNobody knows.\n\nBlackstone will spend £10bn at Blyth by 2029."


def test_a_headline_is_completed_from_the_body() -> None:
    page, (headline, body) = drafts_of(TOLD_TWICE)
    body.investors, body.places = [entity(page, "Blackstone")], [entity(page, "Blyth")]
    body.end, body.stage = "2029", Stage.CONFIRMED
    share([headline, body], page.tokens.words)
    assert [e.name for e in headline.investors] == ["Blackstone"]
    assert [e.name for e in headline.places] == ["Blyth"]
    assert headline.end == "2029"
    # What each says of its stage stays its own.
    assert headline.stage is Stage.ANNOUNCED
    # What was given is a copy, never the same list.
    assert headline.investors is not body.investors


def test_the_body_is_completed_from_the_headline() -> None:
    page, (headline, body) = drafts_of(TOLD_TWICE)
    headline.investors, headline.start = [entity(page, "Blackstone")], "2026"
    share([headline, body], page.tokens.words)
    assert (body.investors, body.start) == (headline.investors, "2026")


def test_what_is_said_is_never_replaced() -> None:
    page, (headline, body) = drafts_of(TOLD_TWICE)
    payer, place = entity(page, "Blackstone"), entity(page, "Blyth")
    headline.investors, headline.end = [payer], "2030"
    body.investors, body.places, body.end = [payer], [place], "2029"
    share([headline, body], page.tokens.words)
    assert (headline.end, body.end) == ("2030", "2029")
    assert headline.places == [place]


def test_different_payers_share_nothing() -> None:
    text = "MGX will spend £10bn. Then Blackstone will spend £10bn at Blyth."
    page, (one, other) = drafts_of(text)
    one.investors = [entity(page, "MGX")]
    other.investors, other.places, other.end = (
        [entity(page, "Blackstone")], [entity(page, "Blyth")], "2029",
    )  # fmt: skip
    share([one, other], page.tokens.words)
    assert [e.name for e in one.investors] == ["MGX"]
    assert (one.places, one.end) == ([], None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A campus for £10bn\n\nBlackstone will spend £11bn at Blyth.", "another amount"),
        ("A campus for £10bn\n\nBlackstone will spend $10bn at Blyth.", "another currency"),
        ("A campus for 10 GW\n\nBlackstone will spend £10bn at Blyth.", "another measure"),
    ],
)
def test_another_quantity_shares_nothing(text: str, reason: str) -> None:
    page, (one, other) = drafts_of(text)
    other.investors = [entity(page, "Blackstone")]
    share([one, other], page.tokens.words)
    assert one.investors == [], reason


def test_money_pledged_and_money_earned_share_nothing() -> None:
    page, (headline, body) = drafts_of(TOLD_TWICE)
    headline.role = Role.TURNOVER
    body.investors = [entity(page, "Blackstone")]
    share([headline, body], page.tokens.words)
    assert headline.investors == []


def test_far_from_the_headline_something_must_tie_two_tellings() -> None:
    text = (
        "Nobody knows.\n\nNor does it matter. Well. It costs £10bn. Blackstone pays £10bn at Blyth."
    )
    page, (one, other) = drafts_of(text)
    payer, place = entity(page, "Blackstone"), entity(page, "Blyth")
    other.investors, other.places = [payer], [place]
    share([one, other], page.tokens.words)
    assert one.investors == []
    one.places = [place]
    share([one, other], page.tokens.words)
    assert one.investors == [payer]


def test_a_range_and_its_upper_end_are_one_quantity() -> None:
    text = "A campus for £10bn\n\nBlackstone will spend up to £10bn at Blyth."
    page, (headline, body) = drafts_of(text)
    body.investors = [entity(page, "Blackstone")]
    share([headline, body], page.tokens.words)
    assert headline.investors == body.investors


def test_nobody_both_pays_and_receives() -> None:
    page, (headline, body) = drafts_of(TOLD_TWICE)
    headline.investors = [entity(page, "Blackstone")]
    body.beneficiaries = [entity(page, "Blackstone")]
    share([headline, body], page.tokens.words)
    assert headline.beneficiaries == []
    assert body.investors == []


# --- wholes ------------------------------------------------------------------------------------


def test_each_telling_has_the_whole_that_one_of_them_names() -> None:
    text = "A campus for £10bn\n\nOf the £90bn plan, £10bn is for Blyth."
    _, drafts = drafts_of(text)
    headline, plan, part = drafts
    part.whole = plan
    share_wholes(drafts)
    assert headline.whole is plan
    assert plan.whole is None


def test_another_payer_has_another_whole() -> None:
    text = "MGX spends £10bn\n\nOf the £90bn plan, £10bn comes from Blackstone."
    page, drafts = drafts_of(text)
    headline, plan, part = drafts
    headline.investors, part.investors = [entity(page, "MGX")], [entity(page, "Blackstone")]
    part.whole = plan
    share_wholes(drafts)
    assert headline.whole is None


# --- end to end --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Blackstone will invest £10bn ($13bn) in a data centre in Blyth by 2029."),
        ("fr", "Brookfield investira 20 milliards d'euros (21 milliards de dollars) à Cambrai."),
    ],
)
def test_a_conversion_is_read_as_its_original(language: str, text: str) -> None:
    original, conversion = read(text, language)
    assert original.unit != conversion.unit
    for name in ("role", "stage", "purpose", "investors", "places", "start", "end"):
        assert getattr(original, name) == getattr(conversion, name), name
    assert original.investors
    assert original.evidence != conversion.evidence


def test_a_headline_is_read_with_its_body() -> None:
    text = (
        "12 milliards d'euros pour l'IA en France\n\n"
        "Le fonds canadien Brookfield placera 12 milliards d'euros à Cambrai d'ici 2030.\n"
    )
    headline, body = read(text, "fr")
    assert body.investors == headline.investors != ()
    assert body.end == headline.end == "2030"


def test_two_payers_of_one_amount_stay_two() -> None:
    text = (
        "Brookfield placera 12 milliards d'euros à Cambrai. "
        "Amazon placera 12 milliards d'euros à Fouju.\n"
    )
    one, other = read(text, "fr")
    assert (one.investors, one.places) == (("Brookfield",), ("Cambrai",))
    assert (other.investors, other.places) == (("Amazon",), ("Fouju",))


# --- many tellings -----------------------------------------------------------------------------


def test_a_price_list_costs_no_more_a_telling_than_a_news_item() -> None:
    """Each telling is compared with a few others, however many there are."""
    text = " ".join(f"Blackstone will spend £10bn at Blyth in {1900 + i}." for i in range(60))
    page, drafts = drafts_of(text)
    drafts[0].investors = [entity(page, "Blackstone")]
    drafts[0].places = [entity(page, "Blyth")]
    for draft in drafts[1:]:
        draft.places = [entity(page, "Blyth")]
    share(drafts, page.tokens.words)
    assert all(draft.investors == drafts[0].investors for draft in drafts)


def test_pledged_parts_end_with_their_whole_but_for_a_years_share() -> None:
    text = "Blackstone will spend £10bn by 2029. Of that, £4bn is for Blyth, £2bn a year."
    page, drafts = drafts_of(text)
    whole, part, yearly = drafts
    payer = entity(page, "Blackstone")
    whole.investors, whole.end = [payer], "2029"
    part.investors, part.whole = [payer], whole
    yearly.investors, yearly.whole = [payer], whole
    for draft in drafts:
        draft.role = Role.OTHER
    share_wholes(drafts)
    assert (part.end, yearly.end) == (None, None)
    for draft in drafts:
        draft.role = Role.COMMITMENT
    share_wholes(drafts)
    assert (part.end, yearly.end) == ("2029", None)
