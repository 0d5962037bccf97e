"""Who is said to say a quantity."""

import pytest

from grandlivre.claims.page.grammar import relations
from grandlivre.claims.page.layout import lay_out
from grandlivre.documents.model import Document


def speakers(text: str, language: str) -> list[dict[str, str]]:
    """For each quantity, who says it and how."""
    page = lay_out(Document(id="d", name="d.txt", text=text, language=language))
    assert page is not None
    return [
        {voice.mention.name: voice.how for voice in placed.voices} for placed in page.quantities
    ]


def relations_of(text: str, language: str) -> dict[str, set[str]]:
    """Relations of speech to the first quantity, by name."""
    page = lay_out(Document(id="d", name="d.txt", text=text, language=language))
    assert page is not None
    placed = page.quantities[0]
    found: dict[str, set[str]] = {}
    for mention, name in relations(page.tokens.words, placed, placed.sentence.first):
        if name.startswith("speaker"):
            found.setdefault(mention.name, set()).add(name)
    return found


@pytest.mark.parametrize(
    ("language", "text", "speaker", "how"),
    [
        # the subject before its verb
        ("en", "Reuters reported that Amazon would spend $3bn.", "Reuters", "say"),
        ("en", "Nvidia expects growth, and Reuters says Amazon will spend $3bn.", "Reuters", "say"),
        ("fr", "L'AFP écrit que Brookfield investira 3 Md€.", "AFP", "say"),
        ("fr", "Eric Lombard a déclaré que Brookfield investira 3 Md€.", "Eric Lombard", "say"),
        ("fr", "Les Échos avaient révélé un plan de 3 Md€.", "Les Échos", "say"),
        # at the end
        ("en", "Brookfield will invest $3bn, National Grid said on Monday.", "National Grid", "end"),
        ("en", "Brookfield will invest $3bn, Eric Lombard told the Financial Times.", "Eric Lombard", "end"),
        ("en", "A source told Reuters that Brookfield would invest $3bn.", "Reuters", "end"),
        # the subject after its verb
        ("en", "Brookfield will invest $3bn, said Eric Lombard.", "Eric Lombard", "end"),
        ("fr", "Brookfield investira 3 Md€, écrivent Les Échos.", "Les Échos", "end"),
        ("fr", "Brookfield investira 3 Md€, a appris l'AFP d'une source proche.", "AFP", "end"),
        ("fr", "Brookfield investira 3 Md€, assurait alors à l'AFP Eric Lombard.", "Eric Lombard", "end"),
        # prepositions
        ("en", "According to Reuters, Amazon will spend $3bn.", "Reuters", "source"),
        ("en", "Amazon will spend $3bn, according to Reuters.", "Reuters", "source"),
        ("en", "According to a report by McKinsey, the plan is worth $3bn.", "McKinsey", "source"),
        ("fr", "Selon l'AFP, Brookfield investira 3 Md€.", "AFP", "source"),
        ("fr", "D'après Eric Lombard, Brookfield investira 3 Md€.", "Eric Lombard", "source"),
        ("fr", "Le campus coûtera 3 Md€, à en croire Eric Lombard.", "Eric Lombard", "source"),
        # who hides
        ("fr", "Selon une source proche de Brookfield, il coûtera 3 Md€.", "source proche", "source"),
        ("en", "It will cost $3bn, the deputy finance minister confirmed on a visit.",
         "deputy finance minister", "end"),
        # the passive
        ("en", "Amazon's $3bn plan, first reported by Reuters, is on.", "Reuters", "by"),
        ("fr", "Un plan de 3 Md€, annoncé par Eric Lombard, sera lancé.", "Eric Lombard", "by"),
        # promises
        ("fr", "Eric Lombard a annoncé 3 Md€ d'investissements.", "Eric Lombard", "vow"),
    ],
)  # fmt: skip
def test_attribution(language: str, text: str, speaker: str, how: str) -> None:
    (found,) = speakers(text, language)
    assert found.get(speaker) == how
    assert len(found) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Brookfield will invest $3bn."),
        ("en", "The campus will cost $3bn, a source close to Brookfield said."),
        ("en", "The plan is estimated at $3bn."),
        ("en", "A fund of $3bn for the United States led by SoftBank."),
        ("fr", "Le projet de Brookfield est estimé à 3 Md€."),
        ("fr", "L'annonce de Brookfield porte sur 3 Md€."),
        ("fr", "Microsoft ajoute 3 Md€ à ses installations."),
    ],
)
def test_nobody_is_said_to_say_it(language: str, text: str) -> None:
    assert speakers(text, language) == [{}]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", '"We will put in $20bn," said Eric Lombard. "Then $5bn more will follow."'),
        ("en", 'Eric Lombard said: "We will put in $20bn. Then $5bn more will follow."'),
        ("en", '"We will put in $20bn. Then $5bn more will follow," said Eric Lombard.'),
        ("fr", "« Nous mettrons 20 Md€. Puis 5 Md€ viendront », assure Eric Lombard."),
        ("fr", "« Nous mettrons 20 Md€ ! Puis 5 Md€ viendront ! », assure Eric Lombard."),
    ],
)
def test_all_of_a_quotation_is_its_speakers(language: str, text: str) -> None:
    assert speakers(text, language) == [{"Eric Lombard": "quote"}] * 2


def test_a_mark_that_is_never_closed_swallows_no_page() -> None:
    text = 'He said "yes. ' + "Word follows word here. " * 200 + "Amazon will spend $3bn."
    assert speakers(text, "en") == [{}]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("fr", "Selon l'AFP, Brookfield investira 3 Md€. S'y ajouteront 2 Md€.", "AFP"),
        ("en", "Reuters said Amazon would spend $3bn. Another $2bn would follow.", "Reuters"),
    ],
)
def test_what_is_said_is_carried_on(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language)[1] == {speaker: "carried"}


def test_a_sentence_that_points_back() -> None:
    text = "Le chiffre est tombé : 20 Md€. C'est, selon l'AFP, ce que Brookfield va consacrer."
    assert speakers(text, "fr") == [{"AFP": "carried"}]


def test_own_money_is_told_apart() -> None:
    assert relations_of("Amazon announced $3bn for Ohio.", "en") == {
        "Amazon": {"speaker:vow-object"}
    }
    assert relations_of("Amazon said it would invest $3bn.", "en") == {
        "Amazon": {"speaker:say-own"}
    }
    assert "speaker:say" in relations_of("Reuters said Amazon would invest $3bn.", "en")["Reuters"]


def test_of_two_attributions_the_nearer_comes_first() -> None:
    text = "L'AFP écrit que, selon Eric Lombard, Brookfield investira 3 Md€."
    found = relations_of(text, "fr")
    assert "speaker:source" in found["Eric Lombard"]
    assert found["AFP"] == {"speaker:say/"}


@pytest.mark.parametrize(
    ("language", "text", "speaker", "how"),
    [
        # what stands for its author
        ("en", "A study by McKinsey puts the cost at $3bn.", "McKinsey", "say"),
        ("en", "A spokesman for National Grid put the cost at $3bn.", "National Grid", "say"),
        # a name beside an office
        ("fr", "Le site vaut 3 Md€, rappelle le maire, Jeanne Valmont.", "Jeanne Valmont", "end"),
        ("en", "It will cost $3bn, its chairman, Paul Ostrander, repeated.", "Paul Ostrander", "end"),
        # verbs that are of speech only where they frame what is said
        ("fr", "« Il faudra 3 Md€ », soupire Jeanne Valmont.", "Jeanne Valmont", "quote"),
        ("fr", "Il faudra 3 Md€, se félicite Jeanne Valmont.", "Jeanne Valmont", "end"),
        ("en", "It will cost $3bn, Reuters points out.", "Reuters", "end"),
        # what is hoped for
        ("en", "McKinsey expects the plan to bring $3bn.", "McKinsey", "hope"),
        # marks
        ("fr", "Jeanne Valmont : 3 Md€ en sept ans.", "Jeanne Valmont", "label"),
        ("fr", "Jeanne Valmont, sur scène, s'emmêle : « 3 Md€ ».", "Jeanne Valmont", "quote"),
        # an institution's walls
        ("fr", "À Bercy, on rappelle que 3 Md€ sont placés.", "Bercy", "say"),
        # a clitic before the verb
        ("fr", "Les Échos le situent à 3 Md€.", "Les Échos", "say"),
        # a clause about the subject
        ("en", "Eric Lombard, who runs the fund, says it will spend $3bn.", "Eric Lombard", "say"),
    ],
)  # fmt: skip
def test_manners_of_the_press(language: str, text: str, speaker: str, how: str) -> None:
    (found,) = speakers(text, language)
    assert found.get(speaker) == how


def test_who_is_told_does_not_speak() -> None:
    (found,) = speakers("OpenAI, meanwhile, has told Microsoft to expect $3bn.", "en")
    assert "Microsoft" not in {name for name, how in found.items() if how == "end"}


def test_a_transcript_gives_each_paragraph_its_speaker() -> None:
    text = (
        "Audition sur les centres de données\n\n"
        "Mme Jeanne Valmont, rapporteure. – On nous annonce un plan. Il coûtera 3 Md€.\n\n"
        "M. Paul Ostrand, EDF. – Le site demande 200 MW. La suite viendra.\n\n"
        "Mme la rapporteure. – Je compte 50 emplois."
    )
    heard = [list(each) for each in speakers(text, "fr")]
    assert heard == [["Jeanne Valmont"], ["Paul Ostrand"], ["Jeanne Valmont"]]


def test_an_interview_is_its_guest_s_word() -> None:
    text = (
        "Le Golfe et ses milliards\n\n"
        "Questions à Jeanne Valmont, chercheuse\n\n"
        "Que pèse le fonds ?\n"
        "Beaucoup. Il gère 300 milliards d'euros.\n\n"
        "Et le plan de mai ?\n"
        "Selon Reuters, il vaut 30 milliards."
    )
    assert [list(each) for each in speakers(text, "fr")] == [["Jeanne Valmont"], ["Reuters"]]
