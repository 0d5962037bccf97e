"""Who and what a text names: parties, persons, places and projects never seen before."""

from itertools import pairwise

import pytest

from grandlivre.base.fold import fold
from grandlivre.claims.mentions.model import DESCRIPTION, Mention
from grandlivre.claims.page.layout import lay_out
from grandlivre.documents.model import Document
from grandlivre.reference.parties import parties

INVENTED = ("Norvane", "Orvane", "Boréalis", "Larkspur Capital", "Kestrel & Hume", "Tessaly")
TITLES = ("", "M.", "Mme", "Mr", "Dr.", "Sir", "Prime Minister")
PAYERS = ("party", "state", "media", "person")


def mentions(text: str, language: str) -> list[Mention]:
    """Mentions of a text, in order, without the things built ("data centre")."""
    # A text is laid out only where it holds a quantity.
    page = lay_out(Document(id="d", name="d.txt", text=f"{text}\n\n3 GW", language=language))
    assert page is not None
    return [mention for mention in page.mentions if mention.kind != "asset"]


def kinds(text: str, language: str) -> list[tuple[str, str]]:
    return [(mention.name, mention.kind) for mention in mentions(text, language)]


def test_the_invented_names_are_unknown() -> None:
    assert not {fold(name) for name in INVENTED} & parties().names()


def test_an_adjective_of_a_country_that_ends_a_text_is_one_word() -> None:
    page = lay_out(
        Document(id="d", name="d.txt", text="3 GW for the plan, all French", language="en")
    )
    assert page is not None
    assert [page.tokens.words[m.first : m.last] for m in page.mentions if m.noun == "demonym"] == [
        ["french"]
    ]
    assert all(mention.last <= len(page.tokens.words) for mention in page.mentions)


# --- parties -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("fr", "Hier, Norvane a signé.", ["Norvane"]),
        ("en", "Yesterday, Larkspur Capital signed.", ["Larkspur Capital"]),
        ("fr", "Le fonds Boréalis investira.", ["Boréalis"]),
        # opening a sentence, with something to tell it from a mere first word
        ("fr", "Norvane investira.", ["Norvane"]),
        ("en", "Norvane said so.", ["Norvane"]),
        ("en", "Norvane, a developer, signed.", ["Norvane"]),
        ("en", "Norvane's plan is big.", ["Norvane"]),
        ("fr", "Norvane (Danemark) signe.", ["Norvane"]),
        ("fr", "Norvane signe. Demain, Norvane signera.", ["Norvane", "Norvane"]),
        ("en", "NovaGrid works. Data9 works.", ["NovaGrid", "Data9"]),
        ("fr", "Norvane a levé des fonds.", ["Norvane"]),
        ("en", "Norvane, Orvane and Tessaly met.", ["Norvane", "Orvane", "Tessaly"]),
        ("fr", "- Norvane : 2 GW", ["Norvane"]),
        # a first word is no name
        ("fr", "Demain sera grand. Construire coûte cher.", []),
        ("en", "Tomorrow is big. Building costs money.", []),
        ("fr", "Aujourd'hui, rien. Bref, rien.", []),
        # elisions and possessives
        ("fr", "Hier, l'Orvane et le plan d'Orvane.", ["Orvane", "Orvane"]),
        ("fr", "Ce qu'Orvane dit, Norvane le fait.", ["Orvane", "Norvane"]),
        ("en", "Tessaly's plan and, later, Norvane's plan.", ["Tessaly", "Norvane"]),
        ("en", "Yesterday OpenAI's rival Norvane signed.", ["OpenAI", "Norvane"]),
        # an ampersand, a legal form, capitals throughout
        ("en", "Yesterday Kestrel & Hume and Norvane signed.", ["Kestrel & Hume", "Norvane"]),
        ("fr", "Hier, Boréalis Énergie SAS a signé.", ["Boréalis Énergie SAS"]),
        ("fr", "Hier, NORVANE a signé.", ["NORVANE"]),
        # known names, whole
        ("fr", "Hier, Mistral AI et Orange ont signé.", ["Mistral AI", "Orange"]),
        ("fr", "Hier, iliad et xAI ont signé.", ["iliad", "xAI"]),
        ("en", "The switch is big; free meta analyses say so.", []),
        # institutions go on in lower case
        ("fr", "Hier, l'Université de Lille a signé.", ["Université de Lille"]),
        ("fr", "Hier, l'Institut de Calcul de Brenne.", ["Institut de Calcul de Brenne"]),
        ("fr", "Hier, la Banque de Valmorel a signé.", ["Banque de Valmorel"]),
        ("en", "Yesterday the University of Kentwick signed.", ["University of Kentwick"]),
        ("en", "Yesterday the Alliance of Northern Ports signed.", ["Alliance of Northern Ports"]),
        ("fr", "Hier, la Gazette de la Brenne et l'Institut des Ponts.", ["Institut des Ponts"]),
        ("en", "Backers such as aMoon paid; a kWh costs money.", ["aMoon"]),
        # lines in capitals
        ("en", "WHO PAYS FOR ALL OF THIS\n\nNorvane will, said Norvane.", ["Norvane", "Norvane"]),
        ("fr", "NORVANE VA INVESTIR EN BRETAGNE\n\nHier, Norvane a signé.", ["NORVANE", "Norvane"]),
        ("fr", "COMMUNIQUÉ\n\nHier, rien.", []),
        # what is given is given to somebody
        ("fr", "Elle prêtera 300 millions d'euros à Norvane.", ["Norvane"]),
        # no party
        ("en", "The Governor spoke. The Chief Financial Officer left.", []),
        ("fr", "En Mars, le Sommet a réuni du monde.", []),
        ("en", "The CEO of a GPU maker spoke of AI on Monday.", []),
        ("fr", "Hier, le P.-D.G. a signé.", []),
    ],
)  # fmt: skip
def test_parties(language: str, text: str, names: list[str]) -> None:
    found = [m.name for m in mentions(text, language) if m.kind == "party" and m.form == "name"]
    assert found == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Celui-ci investira demain."),
        ("fr", "Personne n'a dit mieux. Beaucoup investiront."),
        ("fr", "Désormais, le groupe investira."),
        ("fr", "Bientôt, le pays investira."),
        ("en", "Indeed, the company will pay."),
        ("en", "Instead, the company will pay."),
        ("en", "Nobody said so."),
        ("en", "Analysts said so."),
        ("en", "Everything will change."),
    ],
)
def test_pronouns_adverbs_and_trades_are_no_parties(language: str, text: str) -> None:
    assert not [m.name for m in mentions(text, language) if m.kind == "party" and m.form == "name"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Finalement, le groupe ne dit rien."),
        ("fr", "Ils investiront. Demain, elle investira."),
        ("en", "Finally, the company will pay."),
        ("en", "However, it said so. They will pay."),
    ],
)
def test_a_first_word_is_no_party(language: str, text: str) -> None:
    assert not [m.name for m in mentions(text, language) if m.kind == "party" and m.form == "name"]


# --- persons -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("fr", "Hier, Christian Poteau a signé.", "Christian Poteau"),
        ("en", "Yesterday Jane Hartwell signed.", "Jane Hartwell"),
        ("fr", "Hier, Jean-Louis Valgrand a signé.", "Jean-Louis Valgrand"),
        ("fr", "La ministre Zélie Valgrand a signé.", "Zélie Valgrand"),
        ("en", "Its chief executive Oleander Marsh signed.", "Oleander Marsh"),
        ("fr", "Le maire Christian Poteau a signé.", "Christian Poteau"),
        ("fr", "Hier, Emmanuel Macron a signé.", "Emmanuel Macron"),
        ("en", "Yesterday Mayor Oleander Marsh signed.", "Oleander Marsh"),
        ("en", "Yesterday Oleander Marsh, the chief executive, signed.", "Oleander Marsh"),
        ("fr", "Hier, Zélie Valgrand, 43 ans, signait.", "Zélie Valgrand"),
        ("en", "Yesterday Ursula von der Marsh signed.", "Ursula von der Marsh"),
        ("fr", "Hier, M. Poteau a signé.", "Poteau"),
        ("fr", "Hier, Mme Valgrand a signé.", "Valgrand"),
        ("en", "Yesterday Mr Hartley signed.", "Hartley"),
        ("en", "Yesterday Dr. Marsh signed.", "Marsh"),
        ("en", "Yesterday Sir Alan Marsh signed.", "Alan Marsh"),
        ("en", "Prime Minister Zelie Marsh signed.", "Zelie Marsh"),
        ("fr", "Le député LR Jean-Louis Valgrand a signé.", "Jean-Louis Valgrand"),
        ("fr", "Hier, Denis O'Brien a signé.", "Denis O'Brien"),
    ],
)  # fmt: skip
def test_persons(language: str, text: str, person: str) -> None:
    """The title may be a part of the mention or not; the person is one, and no party."""
    found = kinds(text, language)
    titles = [name.removesuffix(person).strip() for name, kind in found if kind == "person"]
    assert any(title in TITLES for title in titles), found
    assert "party" not in dict(found).values(), found


# --- places ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("fr", "Un campus à Fouju, en Seine-et-Marne.", ["Fouju", "Seine-et-Marne"]),
        ("fr", "L'Essonne accueille un campus.", ["Essonne"]),
        ("fr", "Un campus dans les Landes.", ["Landes"]),
        ("en", "A campus near Dunkirk, in northern France.", ["Dunkirk", "France"]),
        ("en", "Norvane will build in Esbjerg, Denmark.", ["Esbjerg", "Denmark"]),
        ("fr", "Un campus à Fouju (Seine-et-Marne).", ["Fouju", "Seine-et-Marne"]),
        # never seen before: the preposition tells
        ("fr", "Un campus à Brévoux-le-Vieux, près de Valmorel.", ["Brévoux-le-Vieux", "Valmorel"]),
        ("en", "A campus at Hartlemoor, near Wexbridge.", ["Hartlemoor", "Wexbridge"]),
        ("en", "It stands in Kestrel County.", ["Kestrel County"]),
        ("en", "Norvane will build at Hartlemoor, in the North East.", ["Hartlemoor", "North East"]),
        ("fr", "Un campus à L'Orvane-sur-Brenne.", ["L'Orvane-sur-Brenne"]),
        ("fr", "Le campus de Valmorel, près d'Athènes.", ["Valmorel", "Athènes"]),
        ("fr", "Le site de Valmorel ouvrira.", ["Valmorel"]),
        ("fr", "La mairie de Valmorel a signé.", ["Valmorel"]),
        ("fr", "Deux campus, à Johannesburg et au Cap.", ["Johannesburg", "Cap"]),
        ("fr", "Un campus en région parisienne.", ["région parisienne"]),
        ("en", "It stands in Hartshire.", ["Hartshire"]),
        # datelines in capitals
        ("en", "LONDON, March 3 (Reuters) - Norvane signed.", ["LONDON"]),
        ("en", "NEW YORK (AP) - Norvane signed.", ["NEW YORK"]),
        ("fr", "PARIS, 10 février (AFP) - Norvane a signé.", ["PARIS"]),
        ("fr", "LILLE – Norvane a signé.", ["LILLE"]),
        # also ordinary words or names: what stands around tells
        ("fr", "Un campus à Cambrai (Nord).", ["Cambrai", "Nord"]),
        ("fr", "Un campus au Bosquel (Somme).", ["Bosquel", "Somme"]),
        ("fr", "Un campus dans le Nord.", ["Nord"]),
        ("fr", "Un campus dans la Somme.", ["Somme"]),
        ("fr", "Le Havre accueille un campus.", ["Le Havre"]),
        ("fr", "Un campus dans la ville d'Orange.", ["Orange"]),
        ("en", "Officials of Orange County spoke.", ["Orange County"]),
    ],
)  # fmt: skip
def test_places(language: str, text: str, places: list[str]) -> None:
    assert [m.name for m in mentions(text, language) if m.kind == "place"] == places


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Hier, Christian Poteau a signé."),  # Christian, Poteau
        ("fr", "Hier, Orange et Free ont signé."),  # Orange (Vaucluse)
        ("en", "Yesterday Blackstone and Oracle signed."),
        ("fr", "Hier, Arthur Mensch a parlé."),  # Mensch
    ],
)
def test_a_party_or_a_person_is_no_place(language: str, text: str) -> None:
    assert "place" not in dict(kinds(text, language)).values()


# --- projects ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "project"),
    [
        ("fr", "Hier, MRS5 a ouvert.", "MRS5"),
        ("fr", "MRS5 ouvrira demain.", "MRS5"),
        ("en", "Yesterday PAR11 and LON1 opened.", "PAR11"),
        ("fr", "Le projet « Soleil Noir » avance.", "Soleil Noir"),
        ("fr", "Le campus «\u202fLes Grands Champs\u202f» avance.", "Les Grands Champs"),
        ("en", 'The plan, dubbed "Blue Heron", goes on.', "Blue Heron"),
        ("en", "The plan, dubbed “Blue Heron”, goes on.", "Blue Heron"),
        ("fr", "Le supercalculateur Alcyon tourne.", "Alcyon"),
        ("fr", "Le programme Horizon Bleu avance.", "Horizon Bleu"),
        ("en", "Yesterday Project Heron opened.", "Project Heron"),
        ("fr", "Le budget de France 2030 baisse.", "France 2030"),
        ("fr", "Hier, Valmorel Digital 2030 était lancé.", "Valmorel Digital 2030"),
        ("en", "Yesterday Stargate UAE opened.", "Stargate UAE"),
        ("en", 'The plan, "Blue Heron," goes on.', "Blue Heron"),
    ],
)  # fmt: skip
def test_projects(language: str, text: str, project: str) -> None:
    assert (project, "project") in kinds(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "« Nous allons investir encore », a dit le groupe."),
        ("en", '"We will spend," the company said.'),
        ("fr", "« C'est une étape. »"),
        ("en", '"It is a milestone."'),
        ("fr", "Le site et le campus avancent."),
        ("fr", "« Nous investirons », a dit le groupe."),
    ],
)
def test_what_people_say_is_no_project(language: str, text: str) -> None:
    assert "project" not in dict(kinds(text, language)).values()


@pytest.mark.parametrize("text", ["Le site MRS5 ouvrira.", "Le site de Fouju ouvrira."])
def test_a_site_is_no_medium(text: str) -> None:
    assert "media" not in dict(kinds(text, "fr")).values()


# --- descriptions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "name", "kind", "noun", "country"),
    [
        ("fr", "Le fonds canadien a signé.", "fonds canadien", "party", "fund", "CA"),
        ("fr", "Le même fonds souverain a signé.", "même fonds souverain", "party", "fund", None),
        ("fr", "L'entreprise danoise a signé.", "entreprise danoise", "party", "company", "DK"),
        ("fr", "La start-up française a signé.", "start-up française", "party", "company", "FR"),
        ("fr", "Les banques japonaises ont signé.", "banques japonaises", "party", "bank", "JP"),
        ("fr", "Le gouvernement canadien a signé.", "gouvernement canadien", "state", "state", "CA"),
        ("fr", "La région a signé.", "région", "state", "local", None),
        ("en", "The Canadian fund signed.", "Canadian fund", "party", "fund", "CA"),
        ("en", "US tech groups signed.", "US tech groups", "party", "company", "US"),
        ("en", "The science ministry signed.", "science ministry", "state", "state", None),
        ("fr", "Le maire a signé.", "maire", "person", "office", None),
        ("en", "Foreign companies signed.", "Foreign companies", "party", "company", None),
        ("en", "The Danish developer signed.", "Danish developer", "party", "company", "DK"),
        ("en", "Two Japanese banks signed.", "Two Japanese banks", "party", "bank", "JP"),
        ("en", "The company signed.", "company", "party", "company", None),
        ("en", "The Paris-based startup signed.", "Paris-based startup", "party", "company", "FR"),
        ("en", "The city council signed.", "city council", "state", "local", None),
        ("en", "The Abu Dhabi-based fund signed.", "Abu Dhabi-based fund", "party", "fund",
              "AE"),
    ],
)  # fmt: skip
def test_descriptions(
    language: str, text: str, name: str, kind: str, noun: str, country: str | None
) -> None:
    found = mentions(text, language)
    assert [(m.name, m.kind, m.form, m.noun, m.country) for m in found] == [
        (name, kind, DESCRIPTION, noun, country)
    ]


@pytest.mark.parametrize(
    ("language", "text", "name", "noun", "country"),
    [
        ("fr", "Le fonds canadien Brookfield a signé.", "Brookfield", "fund", "CA"),
        ("fr", "Le groupe danois Norvane a signé.", "Norvane", "company", "DK"),
        ("fr", "La start-up Tessaly a signé.", "Tessaly", "company", None),
        ("en", "The Danish developer Norvane signed.", "Norvane", "company", "DK"),
    ],
)
def test_a_description_before_a_name_is_taken_with_it(
    language: str, text: str, name: str, noun: str, country: str | None
) -> None:
    (found,) = mentions(text, language)
    assert (found.kind, found.noun, found.country) == ("party", noun, country)
    assert found.name.endswith(name)
    assert found.form == "name"
    assert found.first < found.head or found.name != name


# --- the whole ---------------------------------------------------------------------------------

TEXT = (
    "PARIS, 3 mars (AFP) - Le fonds canadien Brookfield et l'Université de Lille ont signé avec "
    "Norvane un accord sur le projet « Soleil Noir », à Fouju (Seine-et-Marne), selon l'Élysée. "
    "Il compte 3 GW. US tech groups, it said, will join Blackstone's campus near Blyth."
)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_mentions_are_in_order_and_do_not_overlap(language: str) -> None:
    found = mentions(TEXT, language)
    assert len(found) > 8
    assert all(m.first <= m.head < m.last for m in found)
    assert all(left.last <= right.first for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hier, Norvane recrutait à Norvane.", "place"),
        ("Hier, Norvane investira à Norvane.", "party"),
        ("Hier, Norvane ouvrait. Le projet Norvane avance.", "project"),
    ],
)
def test_an_unknown_name_is_one_thing_throughout(text: str, kind: str) -> None:
    assert {m.kind for m in mentions(text, "fr")} == {kind}


def test_words_of_a_quantity_name_nobody() -> None:
    text = "Norvane met 300 M$, 3 Md€, US$5bn, C$2bn, 18 000 GPU et 3 GW."
    assert [m.name for m in mentions(text, "fr") if m.kind in PAYERS] in (["Norvane"], [])
    assert not [m.name for m in mentions(text, "fr") if m.kind == "place"]


def test_cookie_banners_name_nobody() -> None:
    text = "Norvane investira 3 milliards d'euros à Fouju.\n\nAccepter les cookies de Gadgetron"
    assert "Gadgetron" not in dict(kinds(text, "fr"))


# --- small words, months, towns ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "Last June Warsaw handed in a bid.", "Warsaw", "place"),
        ("en", "They build in Vila Franca de Xira now.", "Vila Franca de Xira", "place"),
        ("en", "Then Banco Norvano de Sines came.", "Banco Norvano de Sines", "party"),
        ("fr", "Un prêt pour la Côte d'Ivoire.", "Côte d'Ivoire", "place"),
        ("fr", "Un campus en Afrique du Sud.", "Afrique du Sud", "place"),
        ("en", "A machine in Cambridge runs.", "Cambridge", "place"),
        ("en", "They sold Larkspur Wind to Orvane.", "Larkspur Wind", "project"),
        ("en", "Then the State paid.", "State", "state"),
        ("fr", "Alors la Région a payé.", "Région", "state"),
    ],
)
def test_names_of_several_words_and_towns(language: str, text: str, name: str, kind: str) -> None:
    assert (name, kind) in kinds(text, language)


@pytest.mark.parametrize("text", ["Phase II is dear.", "The TGV stops.", "Half is public."])
def test_what_names_nobody(text: str) -> None:
    assert kinds(text, "en") == []
