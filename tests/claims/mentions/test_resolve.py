"""Which mentions of a document stand for the same party, place or project."""

import pytest

from grandlivre.base.fold import fold
from grandlivre.claims.mentions.model import DESCRIPTION, Entity, Mention
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page
from grandlivre.documents.model import Document
from grandlivre.reference.parties import parties


def page_of(text: str, language: str) -> Page:
    # A text is laid out only where it holds a quantity.
    page = lay_out(Document(id="d", name="d.txt", text=f"{text}\n\n3 GW", language=language))
    assert page is not None
    return page


def entity_of(page: Page, words: str) -> Entity | None:
    """What the last mention that is written so (without its description) stands for."""
    found: list[Mention] = [
        m
        for m in page.mentions
        if m.kind != "asset" and fold(m.name) in (fold(words), fold(words).partition(" ")[2])
    ]
    assert found, (words, [m.name for m in page.mentions])
    return found[-1].entity


def name_of(page: Page, words: str) -> str | None:
    entity = entity_of(page, words)
    return None if entity is None else entity.name


# --- names -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "one", "other"),
    [
        ("fr", "Mistral AI signe. Demain, Mistral signera.", "Mistral AI", "Mistral"),
        ("fr", "Hier, Mistral signait. Demain, Mistral AI signera.", "Mistral", "Mistral AI"),
        ("en", "Larkspur Capital said so. Later, Larkspur left.", "Larkspur Capital", "Larkspur"),
        ("en", "Then BPI France said so. Bpifrance left.", "BPI France", "Bpifrance"),
        ("fr", "Hier, Union européenne et UE signaient.", "Union européenne", "UE"),
        ("fr", "Christian Poteau signe. Demain, Poteau signera.", "Christian Poteau", "Poteau"),
        ("fr", "Hier, NORVANE signait avec Norvane.", "NORVANE", "Norvane"),
        ("fr", "Hier, Bréval signait. Demain, Breval signera.", "Bréval", "Breval"),
        ("fr", "Un campus à Fouju. FOUJU attend.", "Fouju", "FOUJU"),
        ("en", "Then Larkspur Energy Partners (LEP) left.", "Larkspur Energy Partners", "LEP"),
        ("en", "Then LEP (Larkspur Energy Partners) left.", "LEP", "Larkspur Energy Partners"),
        ("en", "Larkspur Energy Partners left. Then LEP came.", "Larkspur Energy Partners", "LEP"),
        ("en", "It left the United States. Then The United States won.", "United States",
         "The United States"),
        ("fr", "Christian Poteau signe. Demain, M. Poteau signera.", "Christian Poteau",
              "M. Poteau"),
        ("en", "Jane Hartwell spoke. Later, Ms Hartwell left.", "Jane Hartwell",
              "Ms Hartwell"),
    ],
)  # fmt: skip
def test_the_same(language: str, text: str, one: str, other: str) -> None:
    page = page_of(text, language)
    assert entity_of(page, one) is entity_of(page, other) is not None


@pytest.mark.parametrize(
    ("language", "text", "one", "other"),
    [
        ("fr", "Hier, Boréalis signait avec Boréal.", "Boréalis", "Boréal"),
        ("fr", "Hier, MGX signait avec Mubadala.", "MGX", "Mubadala"),
        ("en", "Later, Google signed with Alphabet.", "Google", "Alphabet"),
        ("en", "Jane Hartwell met John Hartwell.", "Jane Hartwell", "John Hartwell"),
        ("fr", "Un campus à Fouju ou à Bosquel.", "Fouju", "Bosquel"),
        ("fr", "Hier, Orvane Énergie, filiale d'Orvane, signait.", "Orvane Énergie", "Orvane"),
        ("en", "Later, Norvane Data met Kestrel Data.", "Norvane Data", "Kestrel Data"),
        ("fr", "Hier, Orvane et sa filiale Orvane Énergie signaient.", "Orvane",
              "Orvane Énergie"),
    ],
)  # fmt: skip
def test_not_the_same(language: str, text: str, one: str, other: str) -> None:
    page = page_of(text, language)
    assert entity_of(page, one) is not entity_of(page, other)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Later, Larkspur left. Larkspur Capital said so.", "Larkspur", "Larkspur Capital"),
        ("Later, Digital Reality signed.", "Digital Reality", "Digital Realty"),
        ("Later, Norvane signed.", "Norvane", "Norvane"),
    ],
)
def test_what_it_is_called(text: str, words: str, name: str) -> None:
    """The fuller name, without its misspelling."""
    assert name_of(page_of(text, "en"), words) == name


# --- descriptions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "words", "party"),
    [
        # by country, by kind, whoever was named last
        ("fr", "MGX et Brookfield signent. Le fonds émirati paiera.", "fonds émirati", "MGX"),
        ("fr", "Brookfield et MGX signent. Le fonds canadien paiera.", "fonds canadien", "Brookfield"),
        ("en", "Brookfield met Nvidia. The Canadian fund left.", "Canadian fund", "Brookfield"),
        ("en", "Nvidia met Brookfield. The fund left.", "fund", "Brookfield"),
        ("fr", "Nvidia voit Bpifrance. La banque paiera.", "banque", "Bpifrance"),
        # by what was said of it before
        ("fr", "Le groupe danois Norvane voit Nvidia. L'entreprise danoise paiera.",
         "entreprise danoise", "Norvane"),
        ("fr", "Hier, le fonds Boréalis et Norvane signaient. Le fonds paiera.", "fonds", "Boréalis"),
        # the only one there is, the subject of the sentence before
        ("en", "Norvane said so. The company will pay.", "company", "Norvane"),
        ("fr", "Brookfield signe. Le groupe paiera.", "groupe", "Brookfield"),
        # by an apposition without its article, by the country beside the name
        ("fr", "Norvane, spécialiste danois du calcul, voit Boréalis. Hier, Boréalis parlait."
         " Le spécialiste danois paiera.", "spécialiste danois", "Norvane"),
        ("fr", "Hier, le danois Norvane et Boréalis signaient. Le groupe danois paiera.",
         "groupe danois", "Norvane"),
        ("en", "Denmark's Norvane met Tessaly. The Danish group paid.", "Danish group", "Norvane"),
        # by trade, by a person, by office
        ("en", "TSMC met Nvidia. Later, Nvidia left. The Taiwanese chipmaker paid.",
         "Taiwanese chipmaker", "TSMC"),
        ("fr", "Le maire Christian Poteau voit Jean Valgrand. Le maire paiera.", "maire",
         "Christian Poteau"),
        # a hint in a text that names the party
        ("en", "Brookfield met Nvidia. Later, Norvane came. The chipmaker left.", "chipmaker", "Nvidia"),
        ("fr", "Brookfield voit MGX. Hier, Norvane signait. Le fonds canadien paiera.",
         "fonds canadien", "Brookfield"),
        # a phrase that means one party, named or not
        ("fr", "Hier, la banque publique d'investissement signait.",
         "banque publique d'investissement", "Bpifrance"),
        ("fr", "Hier, le fonds souverain qatari signait.", "fonds souverain qatari",
         "Qatar Investment Authority"),
        ("fr", "Hier, Norvane signait. Le groupe danois Norvane voit Boréalis. Hier, Boréalis"
              " parlait. L'entreprise danoise paiera.", "entreprise danoise", "Norvane"),
        ("en", "Yesterday Norvane, a Danish company, signed.", "Danish company", "Norvane"),
    ],
)  # fmt: skip
def test_descriptions(language: str, text: str, words: str, party: str) -> None:
    entity = entity_of(page_of(text, language), words)
    assert entity is not None
    assert entity.name == party


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "Brookfield signe. Une entreprise canadienne paiera.", "entreprise canadienne"),
        ("fr", "Brookfield signe. Les groupes américains paieront.", "groupes américains"),
        ("fr", "Brookfield signe. Trois banques paieront.", "Trois banques"),
        ("en", "Brookfield said so. Foreign companies will pay.", "Foreign companies"),
        ("en", "Brookfield said so. Another fund will pay.", "fund"),
        # of another country, of another kind
        ("fr", "Brookfield signe. Le fonds émirati paiera.", "fonds émirati"),
        ("fr", "Brookfield signe. Le gouvernement canadien paiera.", "gouvernement canadien"),
        ("fr", "Brookfield signe. La région paiera.", "région"),
        # a hint in a text that does not name the party
        ("en", "Yesterday the chipmaker signed.", "chipmaker"),
    ],
)
def test_descriptions_of_nobody_named(language: str, text: str, words: str) -> None:
    entity = entity_of(page_of(text, language), words)
    assert entity is not None
    assert entity.name == words
    assert entity.party is None


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("fr", "Hier, le créateur de ChatGPT signait.", "OpenAI"),
        ("en", "Yesterday the ChatGPT maker signed.", "OpenAI"),
        ("fr", "Hier, le groupe de Redmond signait.", "Microsoft"),
        ("en", "Yesterday the Google owner signed.", "Alphabet"),
        ("fr", "Hier, l'armateur marseillais signait.", "CMA CGM"),
        ("en", "Yesterday the Texas grid operator signed.", "ERCOT"),
    ],
)
def test_phrases_that_mean_one_party(language: str, text: str, party: str) -> None:
    page = page_of(text, language)
    assert party in {m.entity.party.name for m in page.mentions if m.entity and m.entity.party}


def test_most_phrases_of_the_lexicon_are_met() -> None:
    cases = [(p, phrase) for p in parties().all for phrase in p.descriptions][::8]
    assert len(cases) > 20
    met = 0
    for party, phrase in cases:
        for language, text in (
            ("fr", f"Hier, le {phrase} signait."),
            ("en", f"Then the {phrase} met."),
        ):
            found = {m.entity.party.name for m in page_of(text, language).mentions
                     if m.entity and m.entity.party}  # fmt: skip
            if party.name in found:
                met += 1
                break
    assert met / len(cases) > 0.8


# --- plurals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "words", "names"),
    [
        ("fr", "Norvane et MGX signent. Les deux groupes paieront.", "groupes", ["Norvane", "MGX"]),
        ("fr", "Norvane et MGX signent. Ils paieront.", "ils", ["Norvane", "MGX"]),
        ("fr", "Norvane signe avec MGX. Les deux groupes paieront.", "groupes", ["Norvane", "MGX"]),
        ("en", "Norvane, MGX and Oracle said so. They will pay.", "they",
         ["Norvane", "MGX", "Oracle"]),
        ("en", "MGX and Oracle said so. Both will pay.", "both", ["MGX", "Oracle"]),
        ("en", "MGX and Oracle said so. The joint venture will pay.", "joint venture",
         ["MGX", "Oracle"]),
        # not of that number, not of that country, not those
        ("fr", "Norvane et MGX signent. Les trois groupes paieront.", "groupes", ["groupes"]),
        ("fr", "Nvidia et MGX signent. Les groupes japonais paieront.", "groupes japonais",
         ["groupes japonais"]),
        ("fr", "Norvane et MGX signent. Deux groupes paieront.", "Deux groupes",
         ["Deux groupes"]),
        ("en", "Norvane and MGX met. The two will pay.", "two", ["Norvane", "MGX"]),
        ("fr", "Norvane et MGX signent. Les deux ont payé.", "deux", ["Norvane", "MGX"]),
        ("en", "Norvane met MGX. The two halls will open.", "two", []),
    ],
)  # fmt: skip
def test_plurals(language: str, text: str, words: str, names: list[str]) -> None:
    page = page_of(text, language)
    found = [m.entity.name for m in page.mentions if fold(m.name) == fold(words) and m.entity]
    assert found == names


# --- pronouns ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "pronoun", "name"),
    [
        ("en", "Brookfield said so. It will pay.", "it", "Brookfield"),
        ("fr", "Brookfield signe avec MGX. Il paiera.", "il", "Brookfield"),
        ("fr", "Brookfield signe. Hier, celui-ci parlait.", "celui-ci", "Brookfield"),
        ("en", "Jane Hartwell met Nvidia. She left.", "she", "Jane Hartwell"),
        ("en", "Norvane said so. They will pay.", "they", "Norvane"),
        # through what was governed by a preposition, to the subject
        ("en", "Brookfield said so with Norvane. It will pay.", "it", "Brookfield"),
        # a person is no "it", a company no "he"
        ("en", "Yesterday the minister met Nvidia. He left.", "he", "minister"),
        ("en", "Jane Hartwell runs Norvane. It will pay.", "it", "Norvane"),
        ("fr", "Brookfield signe. Celui-ci paiera.", "celui-ci", "Brookfield"),
        # nobody, or nobody lately
        ("en", "It will pay.", "it", None),
        ("en", "Brookfield said so. A day went. A day went. A day went. It left.", "it", None),
    ],
)  # fmt: skip
def test_pronouns(language: str, text: str, pronoun: str, name: str | None) -> None:
    assert name_of(page_of(text, language), pronoun) == name


# --- the whole ---------------------------------------------------------------------------------

TEXT = (
    "Brookfield et MGX signent à Fouju. Le fonds canadien paiera. Il recrute. Mistral AI suivra, "
    "dit Christian Poteau. Mistral recrute, Poteau aussi. Une entreprise danoise paiera le centre "
    "de données. Le centre de données ouvrira."
)


def test_every_entity_knows_its_mentions() -> None:
    page = page_of(TEXT, "fr")
    assert [entity.number for entity in page.entities] == list(range(len(page.entities)))
    tied = [m for m in page.mentions if m.entity is not None]
    assert len(tied) >= 11
    for mention in tied:
        assert mention.entity in page.entities
        assert any(mention is m for m in mention.entity.mentions)
    assert sum(len(entity.mentions) for entity in page.entities) == len(tied)
    for entity in page.entities:
        assert entity.mentions
        assert [m.first for m in entity.mentions] == sorted(m.first for m in entity.mentions)


def test_what_is_built_is_one_thing_by_its_words() -> None:
    page = page_of(TEXT, "fr")
    built = [entity for entity in page.entities if entity.kind == "asset"]
    assert [(entity.name, len(entity.mentions)) for entity in built] == [("centre de données", 2)]


def test_reading_twice_gives_the_same() -> None:
    first, second = page_of(TEXT, "fr"), page_of(TEXT, "fr")
    assert [(e.kind, e.name, len(e.mentions)) for e in first.entities] == [
        (e.kind, e.name, len(e.mentions)) for e in second.entities
    ]


def test_names_come_before_descriptions_of_them() -> None:
    page = page_of("Le fonds canadien paiera. Brookfield signe.", "fr")
    names = {e.name for e in page.entities if e.mentions[0].form == DESCRIPTION}
    assert names == {"fonds canadien"}


# --- descriptions by seat and by head ----------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "words", "name"),
    [
        ("fr", "Norvane, installé à Meudon, signe. Hier, Orvane. Le groupe de Meudon paie.",
         "groupe de Meudon", "Norvane"),
        ("en", "Then Norvane, of Amsterdam, signed. Then Orvane came. The Amsterdam group pays.",
         "Amsterdam group", "Norvane"),
        ("fr", "Nvidia signe. Orvane suit. La firme de Satya Nadella paie.", "firme", "Microsoft"),
        ("fr", "Orvane suit. Le groupe dirigé par Patrick Pouyanné paie.", "groupe",
         "TotalEnergies"),
        ("en", "The European Union waits. Then the Union budget pays.", "Union",
         "European Union"),
    ],
)  # fmt: skip
def test_a_party_told_by_its_seat_or_its_head(
    language: str, text: str, words: str, name: str
) -> None:
    found = name_of(page_of(text, language), words)
    assert fold(found or "") in (fold(name), fold("Union européenne") if "Union" in name else "")


def test_nobody_is_meant_who_is_named_later_in_the_clause() -> None:
    page = page_of(
        "Norvane construit un campus. Orlac l'attend. Le groupe a signé en juillet avec Orlac.",
        "fr",
    )
    assert name_of(page, "groupe") == "Norvane"


def test_an_enumeration_takes_the_place_of_the_plural_that_it_spells_out() -> None:
    page = page_of("Norvane a un prêt de trois banques locales, Orlac, Tessaly et Brunel.", "fr")
    assert "banques locales" not in [mention.name for mention in page.mentions]
    spans = {m.span for m in page.mentions if m.name in ("Orlac", "Tessaly", "Brunel")}
    assert len(spans) == 1


@pytest.mark.parametrize(
    ("language", "text", "members", "glosses"),
    [
        (
            "en",
            "At Vierzon, near Bourges, Dole, in the Jura, and Redon, they will build.",
            {"Vierzon", "Dole", "Redon"},
            {"Bourges", "Jura"},
        ),
        (
            "en",
            "They chose Vierzon, close to Bourges; Dole, in the Jura; and Redon.",
            {"Vierzon", "Dole", "Redon"},
            {"Bourges", "Jura"},
        ),
        (
            "fr",
            "Des centres à Vierzon (Cher), Dole (Jura) et Redon ouvriront.",
            {"Vierzon", "Dole", "Redon"},
            {"Cher", "Jura"},
        ),
        ("en", "In the Jura, in the Somme and in the Aude they wait.", {"Jura", "Somme", "Aude"}, set()),
    ],
)  # fmt: skip
def test_what_says_where_a_place_is_is_no_member_of_an_enumeration(
    language: str, text: str, members: set[str], glosses: set[str]
) -> None:
    spans = {m.name: m.span for m in page_of(text, language).mentions if m.kind == "place"}
    assert members | glosses <= set(spans)
    (whole,) = {spans[name] for name in members}
    assert all(spans[name] != whole for name in glosses)


def test_money_is_no_party() -> None:
    page = page_of("On prépare une levée de fonds, et on apporte des fonds propres.", "fr")
    assert [mention.name for mention in page.mentions if mention.kind == "party"] == []
