"""Passages: titles, headings, bullets, sentences of both languages, and furniture."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grandlivre.documents.furniture import is_dateline, is_furniture
from grandlivre.documents.language import language_of
from grandlivre.documents.model import PassageKind
from grandlivre.documents.passages import split, title_of
from grandlivre.documents.views import view_of


def parts(text):
    view = view_of(text).text
    return [(one.kind.value, view[one.start : one.end]) for one in split(view)]


def sentences(text):
    return [part for _, part in parts("Titre\n\n" + text)][1:]


@pytest.mark.parametrize(
    "text",
    [
        "M. Dupont et Mme. Durand ont vu le Dr. Martin à St. Ouen.",
        "J.D. Vance met J. Smith in Washington D.C. on Monday.",
        "Selon l'art. 3, env. 300 millions (approx. 5 %) iront à l'av. Foch.",
        "C'est 1.500 personnes, 3.5 bn et 8,5 Md€ sur www.example.org/a.b?c=d. suite",
        "Jensen Huang, P.-D.G. de Nvidia, et le P.-D.G de Mistral étaient là.",
        "« Combien ? » demande-t-il ; personne ne répond.",
        "Il a dit... puis rien… et voilà.",
        "The U.S. government and Apple Inc. shares rose 3.5 per cent.",
        "On nov. 5 and Oct. 6, at 7 p.m. local time, they met.",
        "Le projet (1,4 GW, soit 10 Md€.) avance.",
        "Yahoo! announced it.",
    ],
)
def test_one_sentence(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "pieces",
    [
        ["Un projet de 4 milliards.", "Qui donc va payer ?", "Des retraités !"],
        ["The plot could take 2GW.", "Tata came in for 410 crore (US$49.1m)."],
        ["Il coûte 350 M€.", "Le bâtiment abrite douze salles."],
        ['"Nous vivons une révolution."', "Tels ont été ses mots."],
        ["« C'est un record. »", "Le maire sourit."],
        ["She works for Acme Inc.", "The company grew."],
        ["He lives in the U.S.", "It is large."],
        ["La suite en 2026.", "100 MW sont prévus.", "$3bn suivront."],
        ["Qui tient les clés ?", "La Caisse, qui apporte 3 milliards."],
        ["C'est fini…", "Vraiment.", "« Non », dit-elle."],
        ["Un point collé au mot suivant.", "La France avance."],
    ],
)
def test_several_sentences(pieces):
    assert sentences(" ".join(pieces)) == pieces
    assert sentences("\u00a0".join(pieces)) == pieces


def test_a_missing_space_after_a_full_stop():
    assert sentences("Les dirigeants mondiaux.La France suit.") == [
        "Les dirigeants mondiaux.",
        "La France suit.",
    ]


@pytest.mark.parametrize(
    "marker",
    ["•", "-", "–", "✅", "🔹", "*", "1.", "2)", "a)", "(b)", "▪", "→", "  •", "\t-", "🔴", "‣"],
)
def test_bullets(marker):
    text = f"Titre\n\nVoici :\n{marker} Brookfield, 20 milliards\n{marker} MGX. Le reste suit."
    assert parts(text)[1:] == [
        ("sentence", "Voici :"),
        ("bullet", "Brookfield, 20 milliards"),
        ("bullet", "MGX."),
        ("sentence", "Le reste suit."),
    ]
    view = view_of(text).text
    sections = [one.section for one in split(view)]
    assert sections == [0, 1, 2, 2, 2]


def test_any_emoji_is_a_bullet_where_several_lines_begin_with_one():
    text = "Titre\n\n🏗️ un\n🚢 deux\n"
    assert [kind for kind, _ in parts(text)] == ["title", "bullet", "bullet"]
    assert parts("⚽ Mercato : tout explose\n\nTexte suivi.")[0][0] == "title"


def test_a_minus_sign_is_no_bullet():
    assert parts("T\n\n-5 % sur un an, et c'est tout.")[1] == (
        "sentence",
        "-5 % sur un an, et c'est tout.",
    )


def test_titles_and_headings():
    text = "# Le plan\n\nUn paragraphe. Deux.\n\n## Les sites\n\nSuite.\n\nUn intertitre sans point\n\nFin."
    assert parts(text) == [
        ("title", "Le plan"),
        ("sentence", "Un paragraphe."),
        ("sentence", "Deux."),
        ("heading", "Les sites"),
        ("sentence", "Suite."),
        ("heading", "Un intertitre sans point"),
        ("sentence", "Fin."),
    ]


def test_wrapped_lines_are_joined_and_paragraphs_are_not():
    text = (
        "Le titre du papier\n\n"
        "Le fonds canadien Brookfield va investir vingt milliards d'euros en France, dont\n"
        "quinze pour des centres de données à Cambrai dans le Nord et cinq pour les Réseaux\n"
        "Associés. L'accord a été signé le 31 janvier par le président de la République et\n"
        "le directeur général du groupe. Il prévoit des\ninvestissements.\n\n"
        "Un second paragraphe, aussi long que le premier ou presque, qui finit sur un mot\n"
        "Capital.\n"
    )
    found = [part.replace("\n", " ") for _, part in parts(text)]
    assert found == [
        "Le titre du papier",
        (
            "Le fonds canadien Brookfield va investir vingt milliards d'euros en France, dont quinze "
            "pour des centres de données à Cambrai dans le Nord et cinq pour les Réseaux Associés."
        ),
        (
            "L'accord a été signé le 31 janvier par le président de la République et le directeur "
            "général du groupe."
        ),
        "Il prévoit des investissements.",
        "Un second paragraphe, aussi long que le premier ou presque, qui finit sur un mot Capital.",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\f"])
def test_line_ends_of_every_kind(end):
    text = end.join(["Titre", "", "Un. Deux.", "", "- a", "- b"])
    assert [part for _, part in parts(text)] == ["Titre", "Un.", "Deux.", "a", "b"]


@pytest.mark.parametrize(
    "line",
    [
        "🍪 Nous et nos 214 partenaires déposons des cookies. Tout accepter | Tout refuser",
        "Your privacy matters. We and our 842 partners store information. [Accept all]",
        "This site uses cookies, by continuing you accept our policy",
        "Lire aussi : Moratoire sur les data centers",
        "À lire également → Le reste",
        "Read more: the other half",
        "Sur le même sujet",
        "[Publicité]",
        "Publicité",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Note moyenne 0 / 5. Nombre de votes 0",
        "Cet article vous a-t-il été utile ?",
        "Laisser un commentaire",
        "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
        "© 2025. All rights reserved. Reset your cookie choices",
        "© Tous droits réservés. Toute reproduction interdite.",
        "Le Site © 2024",
        "Subscribe: £1 for your first month, cancel any time",
        ">> Abonnez-vous à la newsletter : 1 € le premier mois",
        "Abonnez-vous à 1 € le premier mois, puis résiliez quand vous voulez",
        "Table des matières",
        "Retour en haut",
        "Partager",
        "[Share] [Save] [Listen to this article]",
        "Commentaires (12) · Signaler une erreur · Partager",
        "47 commentaires",
        "3 min read",
        "Message de notre partenaire : louez votre baie à 49 € par mois, sans engagement !",
        "Vous recevez ce message car vous êtes inscrit. Voir en ligne | Se désabonner",
        "Photo : Jeanne Martin",
        "RÉDIGE TON AVIS",
    ],
)
def test_furniture(line):
    assert is_furniture(line)
    text = f"Titre\n\nUne phrase.\n\n{line}\n\nUne autre phrase."
    kinds = [one.kind for one in split(view_of(text).text)]
    assert kinds[2] is PassageKind.FURNITURE
    assert kinds.count(PassageKind.FURNITURE) == 1


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers to the bond issue paid £1bn.",
        "La CNIL inflige 150 millions d'euros à Google pour ses cookies refusés trop mal.",
        "Share prices rose 3 % after the £1bn deal.",
        "Shares in Oracle fell.",
        "Publicité et médias : le groupe investit 3 milliards.",
        "Advertising revenue reached $3bn.",
        "Search engines spend $80bn a year on servers.",
        "Partagé entre trois sites, le budget atteint 3 Md€.",
        "Contents of the deal were not disclosed, but 3 bn is likely.",
        "Menu plan: £3bn over ten years for data centres, and then some.",
    ],
)
def test_not_furniture(line):
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "17/09/2025 06:12",
        "Mis à jour le 12/02/2025",
        "By our correspondents. Updated 11.05.2026, 07:40",
        "Tuesday 2 September 2025, 08:15 | Sport business",
        "SEINE-ET-MARNE. Jeudi 11 septembre 2025",
        "Par la rédaction, avec agences | Mis en ligne le 24 sept. 2025",
    ],
)
def test_datelines(line):
    assert is_dateline(line)


def test_a_heading_with_a_date_is_no_dateline():
    assert not is_dateline("Microsoft investit 4 milliards d'euros, 13 mai 2024")
    assert not is_dateline("L'ouverture est prévue le 3 mars 2028")


def test_language():
    assert language_of("Le plan est pour le nord et les sites sont dans une ville du sud.") == "fr"
    assert language_of("The plan is for the north and it is the largest of the two.") == "en"
    assert language_of("Der Plan ist für den Norden und die Werke stehen in einer Stadt.") == "de"
    assert language_of("109 1,4 %") == "und"


def test_title_of():
    assert title_of("Un titre\n\nTexte.") == "Un titre"
    assert title_of("Une phrase entière.\n\nTexte.") is None
    assert (
        title_of("\n\n \n🍪 Nous et nos 3 partenaires\n17/09/2025 06:12\nLe\u00a0titre\n")
        == "Le titre"
    )
    assert title_of("") is None
    assert title_of("x" * 5000) is None


@given(st.text(max_size=400))
def test_passages_of_any_text_stand_in_order_within_it(text):
    view = view_of(text).text
    end = section = 0
    for one in split(view):
        assert end <= one.start < one.end <= len(view)
        assert not view[one.start].isspace()
        assert not view[one.end - 1].isspace()
        assert one.section >= section
        end, section = one.end, one.section
    title_of(text)


PIECES = st.sampled_from(
    ["M. ", "Le ", "plan. ", "10", ",5 ", "Md€", "\n", "\n\n", "- ", "• ", "«", " » ", '"', "? ",
     "U.S. ", "…", "1. ", "a) ", "The ", "bn. ", "\r\n", "🔹 ", "# ", "cookies ", "Lire aussi : ", "©"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60))
def test_passages_of_texts_like_ours(pieces):
    text = "".join(pieces)
    view = view_of(text).text
    covered = [False] * len(view)
    for one in split(view):
        covered[one.start : one.end] = [True] * (one.end - one.start)
    left = {char for char, seen in zip(view, covered, strict=True) if not seen}
    assert not {char for char in left if char.isalpha()} - set("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    "text",
    ["." * 200_000, ". A" * 60_000, '"' * 200_000, "a\n" * 100_000, "- " * 100_000,
     "? » " * 50_000, "x" * 1_000_000, "\n" * 500_000, "M. " * 60_000, "(" * 200_000,
     "…" * 200_000, "!" * 200_000 + "a", ".)" * 100_000, "1 " * 200_000, "© " * 100_000],
    ids=range(15),
)  # fmt: skip
def test_hostile_texts_end_soon(text):
    started = time.monotonic()
    split(text)
    title_of(text)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On raconte que la source, dans cette vallée, coule même avec la chaleur.", "fr"),
        ("A spring that never dries, he said, with water from below.", "en"),
    ],
)
def test_a_few_more_small_words_spare_the_model(
    text: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)  # which cannot be imported then
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "El sur de Chile mira al sur: del sur viene el agua, y al sur vuelve con el viento.",
            "es",
        ),
        ("Das Werk will wachsen, die Stadt will Ruhe, und der Kreis will beides zugleich.", "de"),
        ("Le città qui intorno non dormono: qui si lavora, qui si mangia e qui si resta.", "it"),
        ("Orașele au fonduri, satele au nevoi, iar județele au planuri pentru anul viitor.", "ro"),
    ],
)
def test_a_word_shared_with_a_neighbour_decides_nothing(text: str, language: str) -> None:
    assert language_of(text) == language
