"""Who does what with a quantity: subject, agent, owner, receiver, label."""

import pytest

from grandlivre.claims.page.grammar import relations
from grandlivre.claims.page.layout import lay_out
from grandlivre.documents.model import Document

Related = dict[str, set[str]]


def related(text: str, language: str) -> list[Related]:
    """For each quantity, the relations that each name stands in."""
    page = lay_out(Document(id="d", name="d.txt", text=text, language=language))
    assert page is not None
    found: list[Related] = []
    for placed in page.quantities:
        names: Related = {}
        for mention, relation in relations(page.tokens.words, placed, placed.sentence.first):
            names.setdefault(mention.name, set()).add(relation)
        found.append(names)
    return found


def standing(found: Related, *relation: str) -> list[str]:
    """Names that stand in a relation of one of those beginnings."""
    return sorted(name for name, held in found.items() if any(r.startswith(relation) for r in held))


def wrong(*case: object, reason: str) -> object:
    """A case that the reader does not get right yet."""
    return pytest.param(*case, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("language", "text", "subjects"),
    [
        ("fr", "Brookfield investira 3 Md€.", ["Brookfield"]),
        ("en", "Brookfield will invest $3bn.", ["Brookfield"]),
        ("fr", "Hier, le fonds Boréalis a promis 3 Md€.", ["Boréalis"]),
        ("fr", "Le fonds canadien investira 3 Md€.", ["fonds canadien"]),
        ("fr", "La France investira 3 Md€.", ["France"]),
        ("en", "Brookfield met Nvidia. It will invest $3bn.", ["it"]),
        # all of an enumeration
        ("fr", "Hier, Norvane, Orvane et Boréalis ont investi 3 Md€.", ["Boréalis", "Norvane", "Orvane"]),
        ("en", "Brookfield and MGX will invest $3bn.", ["Brookfield", "MGX"]),
        # with words between
        ("fr", "Brookfield, qui recrute, investira 3 Md€.", ["Brookfield"]),
        ("en", "Brookfield, which will invest $3bn, signed with MGX.", ["Brookfield"]),
        ("en", "Brookfield's rival MGX will invest $3bn.", ["MGX"]),
        # not what a preposition governs
        ("fr", "À Fouju, Brookfield investira 3 Md€.", ["Brookfield"]),
        ("en", "In France, Brookfield will invest $3bn.", ["Brookfield"]),
        # of another clause
        ("en", "Brookfield said that MGX would invest $3bn.", ["MGX"]),
        # who receives
        ("en", "Nvidia raised $3bn from Brookfield.", ["Nvidia"]),
        # a town pays where it invests itself, be it the town or a company of its name
        ("fr", "Fouju investira 3 Md€.", ["Fouju"]),
        ("fr", "À Fouju, 3 Md€ seront investis.", []),
        ("en", "It costs $3bn.", []),
        ("fr", "Brookfield dit que MGX investira 3 Md€.", ["MGX"]),
        ("fr", "Le ministre a annoncé que Brookfield investira 3 Md€.", ["Brookfield"]),
        ("fr", "Selon Brookfield, MGX investira 3 Md€.", ["MGX"]),
        ("fr", "Selon Brookfield, le fonds MGX investira 3 Md€.", ["fonds MGX"]),
        ("en", "According to Brookfield, MGX will invest $3bn.", ["MGX"]),
        ("en", "With help from Brookfield, MGX will invest $3bn.", ["MGX"]),
    ],
)  # fmt: skip
def test_subject(language: str, text: str, subjects: list[str]) -> None:
    assert standing(related(text, language)[0], "subject") == subjects


@pytest.mark.parametrize(
    ("language", "text", "verb"),
    [
        ("fr", "Brookfield investira 3 Md€.", "pay"),
        ("en", "Brookfield lent $3bn to MGX.", "pay"),
        ("en", "Nvidia raised $3bn from Brookfield.", "get"),
        ("fr", "Hier, Nvidia a reçu 3 Md€ de Brookfield.", "get"),
    ],
)
def test_the_verb_tells_what_the_subject_does(language: str, text: str, verb: str) -> None:
    held = set().union(*related(text, language)[0].values())
    assert {r for r in held if r.startswith("subject")} == {f"subject:{verb}"}


@pytest.mark.parametrize(
    ("language", "text", "agents"),
    [
        ("fr", "Un centre de 3 Md€, financé par Brookfield.", ["Brookfield"]),
        ("fr", "Hier, 3 Md€ financés par le fonds Boréalis et par Orvane.", ["Boréalis", "Orvane"]),
        ("fr", "Le centre coûtera 3 Md€, financés par Norvane et MGX.", ["MGX", "Norvane"]),
        ("en", "A $3bn site, paid for by Larkspur Capital and MGX.", ["Larkspur Capital", "MGX"]),
        ("en", "The campus costs $3bn, funded by Brookfield.", ["Brookfield"]),
    ],
)
def test_agent(language: str, text: str, agents: list[str]) -> None:
    assert standing(related(text, language)[0], "right:by-pay") == agents


def test_an_agent_who_pays_nothing() -> None:
    (found,) = related("Un projet à 3 Md€ dessiné par Brookfield.", "fr")
    assert found == {"Brookfield": {"right:by"}}


@pytest.mark.parametrize(
    ("language", "text", "givers"),
    [
        ("en", "Nvidia raised $3bn from Brookfield and MGX.", ["Brookfield", "MGX"]),
        ("fr", "Nvidia lève 3 Md€ auprès de Brookfield et de MGX.", ["Brookfield", "MGX"]),
        ("en", "Of the total, $3bn from Brookfield will go to MGX.", ["Brookfield"]),
        ("en", "It borrowed $3bn from MGX.", ["MGX"]),
    ],
)
def test_from_whom(language: str, text: str, givers: list[str]) -> None:
    assert standing(related(text, language)[0], "right:from") == givers


@pytest.mark.parametrize(
    ("language", "text", "receivers"),
    [
        ("fr", "Brookfield prêtera 3 Md€ à MGX.", ["MGX"]),
        ("en", "Brookfield lent $3bn to MGX.", ["MGX"]),
        ("fr", "Brookfield mettra 3 Md€ à Fouju.", []),
        ("fr", "Brookfield versera 3 Md€ à Fouju.", ["Fouju"]),
    ],
)
def test_to_whom(language: str, text: str, receivers: list[str]) -> None:
    found = related(text, language)[0]
    assert standing(found, "right:to:near") == receivers
    assert standing(found, "subject:pay") == ["Brookfield"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Hier, 20 Md€ de Brookfield sont annoncés."),
        ("fr", "Un investissement de 20 Md€ de Brookfield."),
    ],
)
def test_of_whom(language: str, text: str) -> None:
    assert standing(related(text, language)[0], "right:of:near") == ["Brookfield"]


def test_members_of_a_group_that_pays() -> None:
    text = "A loan of $3bn came from seven banks, including Norvane, Larkspur and MGX."
    assert standing(related(text, "en")[0], "right:member") == ["Larkspur", "MGX", "Norvane"]


@pytest.mark.parametrize(
    ("language", "text", "owners"),
    [
        ("en", "Blackstone's £10bn campus opened.", ["Blackstone"]),
        ("en", "Yesterday Larkspur Capital's £10bn site opened.", ["Larkspur Capital"]),
        ("en", "Yesterday the fund's £10bn site opened.", ["fund"]),
        ("fr", "Le fonds canadien Brookfield (20 Md€) arrive.", ["fonds canadien Brookfield"]),
    ],
)
def test_owner(language: str, text: str, owners: list[str]) -> None:
    assert standing(related(text, language)[0], "owner") == owners


def test_owners_in_brackets_each_have_their_own() -> None:
    text = "Hier, Brookfield (20 Md€), MGX (50 Md€) et Amazon (6 Md€) ont signé."
    found = related(text, "fr")
    assert [standing(each, "owner(") for each in found] == [["Brookfield"], ["MGX"], ["Amazon"]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Brookfield will invest $20bn, MGX $50bn and Amazon $6bn."),
        (
            "fr",
            "Brookfield apportera 20 milliards d'euros, MGX 50 milliards et Amazon 6 milliards.",
        ),
    ],
)
def test_gapping_leaves_each_its_own(language: str, text: str) -> None:
    """ "MGX 50 milliards": the verb is that of the first, the payer stands right before."""
    first, *others = related(text, language)
    assert standing(first, "subject:pay") == ["Brookfield"]
    assert standing(first, "owner") == []
    assert [standing(each, "owner0") for each in others] == [["MGX"], ["Amazon"]]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Brookfield investira 20 Md€, mais MGX apportera 50 Md€."),
        ("en", "Brookfield will invest $20bn, while MGX will put in $50bn."),
        ("en", "Brookfield will invest $20bn; MGX will put in $50bn."),
        ("fr", "Brookfield, qui investira 20 Md€, rejoint MGX, qui apportera 50 Md€."),
        ("fr", "Brookfield investira 20 Md€, tandis que MGX apportera 50 Md€."),
    ],
)
def test_each_clause_has_its_subject(language: str, text: str) -> None:
    found = related(text, language)
    assert [standing(each, "subject") for each in found] == [["Brookfield"], ["MGX"]]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "fr",
            "Les annonces :\n\n- Brookfield : 20 Md€\n- MGX : 50 Md€ pour Fouju\n- Amazon – 6 Md€\n",
            ["Brookfield", "MGX", "Amazon"],
        ),
        ("en", "The pledges:\n\n- Brookfield: $20bn\n- MGX - $50bn for Fouju\n", ["Brookfield", "MGX"]),
        ("fr", "- Mistral AI (2 Md€)\n- Iliad (3 Md€)\n", ["Mistral AI", "Iliad"]),
        ("fr", "- Norvane : 2 Md€\n- Orvane : 3 Md€\n", ["Norvane", "Orvane"]),
    ],
)  # fmt: skip
def test_label_of_a_line(language: str, text: str, names: list[str]) -> None:
    found = related(text, language)
    assert [standing(each, "label^") for each in found] == [[name] for name in names]
    assert [standing(each, "owner") for each in found] == [[name] for name in names]


def test_a_verb_leaves_no_label() -> None:
    (found,) = related("Brookfield investira 3 Md€.", "fr")
    assert standing(found, "label") == []


@pytest.mark.parametrize(
    "text",
    [
        "Le chantier coûte 3 Md€.",
        "3 Md€",
        "3 Md€ (2 Md£)",
        "Il coûte 3 Md€, par et de, (",
        "- : 3 Md€",
    ],
)
def test_nobody_named(text: str) -> None:
    assert all(found == {} for found in related(text, "fr"))


@pytest.mark.parametrize(
    ("language", "text", "name", "relation"),
    [
        ("en", "Denmark's Norvane will invest $3bn.", "Denmark", "~seat"),
        ("en", "Then Norvane, of Aarhus, will invest $3bn.", "Aarhus", "~seat"),
        ("fr", "Norvane, installé à Meudon, investira 3 Md€.", "Meudon", "~seat"),
        ("fr", "Norvane investira 3 Md€ à Fouju, en Seine-et-Marne.", "Seine-et-Marne",
         "~region-of"),
        ("fr", "Norvane investira 3 Md€ à Meudon (Hauts-de-Seine).", "Meudon", "~in-region"),
        ("en", "Norvane raised $3bn at a valuation of $30bn from Orvane.", "Orvane",
         "right:from"),
    ],
)  # fmt: skip
def test_places_that_tell_no_site(language: str, text: str, name: str, relation: str) -> None:
    found = related(text, language)
    assert any(r.startswith(relation) for each in found for r in each.get(name, set()))


@pytest.mark.parametrize(
    ("text", "payer", "receiver", "relation"),
    [
        ("The State has granted Norvane €32m for its line.", "State", "Norvane", "dative"),
        ("Brookfield will lend Norvane $1bn.", "Brookfield", "Norvane", "dative"),
        ("Brookfield has to pay Norvane the whole cost, $6m.", "Brookfield", "Norvane", "dative"),
    ],
)
def test_verbs_with_two_objects(text: str, payer: str, receiver: str, relation: str) -> None:
    found = related(text, "en")[0]
    assert standing(found, "subject:pay") == [payer]
    assert standing(found, relation) == [receiver]


def test_the_subject_of_a_passive_verb_is_given_and_does_not_give() -> None:
    found = related("Norvane was promised $45m by Brookfield for a hall.", "en")[0]
    assert standing(found, "subject:pay") == []
    assert standing(found, "subject:paid") == ["Norvane"]
    assert standing(found, "right:by-pay") == ["Brookfield"]
    [mine] = related("Norvane s'est engagée à investir 5 M€.", "fr")
    assert standing(mine, "subject:pay") == ["Norvane"]
