"""The grammar of dates: what is found, what it means on a day of publication, and which day that is."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.base.periods import Period
from grandlivre.claims.dates.find import find_dates
from grandlivre.claims.dates.model import DateMention
from grandlivre.claims.dates.published import find_published
from grandlivre.documents.views import view_of

ROOT = Path(__file__).parents[3]
P = "2025-09-24"

CASES: list[tuple[str, str | None, list[tuple[str, str | None, str]]]] = [
    ("d'ici fin 2027", P, [("fin 2027", "2027", "by")]),
    ("d'ici à 2029", P, [("2029", "2029", "by")]),
    ("fin 2027", P, [("fin 2027", "2027", "end")]),
    ("à la fin de 2027", P, [("à la fin de 2027", "2027", "end")]),
    ("by the end of 2026", P, [("the end of 2026", "2026", "by")]),
    ("by 2030", P, [("2030", "2030", "by")]),
    ("before 2028", P, [("2028", "2028", "by")]),
    ("avant 2028", P, [("2028", "2028", "by")]),
    ("jusqu'en 2030", P, [("2030", "2030", "by")]),
    ("à l'horizon 2027", P, [("2027", "2027", "by")]),
    ("horizon 2030", P, [("2030", "2030", "by")]),
    ("dès 2026", P, [("2026", "2026", "start")]),
    ("from 2026", P, [("2026", "2026", "start")]),
    ("à partir de 2026", P, [("2026", "2026", "start")]),
    ("since 2010", P, [("2010", "2010", "start")]),
    ("depuis 2010", P, [("2010", "2010", "start")]),
    ("entre 2025 et 2027", P, [("2025", "2025", "start"), ("2027", "2027", "by")]),
    ("between 2025 and 2027", P, [("2025", "2025", "start"), ("2027", "2027", "by")]),
    ("from 2025 to 2029", P, [("2025", "2025", "start"), ("2029", "2029", "by")]),
    ("de 2025 à 2029", P, [("2025", "2025", "start"), ("2029", "2029", "by")]),
    ("for 2026-30", P, [("2026", "2026", "start"), ("30", "2030", "by")]),
    ("sur la période 2025-2030", P, [("2025", "2025", "start"), ("2030", "2030", "by")]),
    ("2025–2030", P, [("2025", "2025", "start"), ("2030", "2030", "by")]),
    ("sur cinq ans", P, [("cinq ans", "2030", "over")]),
    ("over the next four years", P, [("four years", "2029", "over")]),
    ("over four years", P, [("four years", "2029", "over")]),
    ("in two years", P, [("two years", "2027", "over")]),
    ("sur dix à quinze ans", P, [("dix à quinze ans", "2040", "over")]),
    ("au cours des trois prochaines années", P, [("trois prochaines années", "2028", "over")]),
    ("within 18 months", P, [("18 months", "2027", "by")]),
    ("sous dix-huit mois", P, [("dix-huit mois", "2027", "by")]),
    ("d'ici deux ans", P, [("deux ans", "2027", "by")]),
    ("d'ici une dizaine d'années", P, [("dizaine d'années", "2035", "by")]),
    ("over the past five years", P, [("five years", "2020", "past")]),
    ("ces dix dernières années", P, []),
    ("depuis dix ans", P, [("dix ans", "2015", "past")]),
    ("déboursés en dix ans", P, [("dix ans", "2015", "past")]),
    ("two years ago", P, [("two years ago", "2023", "in")]),
    ("il y a deux ans", P, [("deux ans", "2023", "in")]),
    ("over a decade", P, [("a decade", "2035", "over")]),
    ("over the next decade", P, [("next decade", "2035", "over")]),
    ("l'an dernier", P, [("l'an dernier", "2024", "in")]),
    ("l'an prochain", P, [("l'an prochain", "2026", "in")]),
    ("l'année prochaine", P, [("l'année prochaine", "2026", "in")]),
    ("last year", P, [("last year", "2024", "in")]),
    ("by next year", P, [("next year", "2026", "by")]),
    ("this year", P, [("this year", "2025", "in")]),
    ("cette année", P, [("année", "2025", "in")]),
    ("by the end of the year", P, [("the end of the year", "2025", "by")]),
    ("d'ici la fin de l'année", P, [("la fin de l'année", "2025", "by")]),
    ("by the end of next year", P, [("the end of next year", "2026", "by")]),
    ("by the end of the decade", P, [("the end of the decade", "2030", "by")]),
    ("d'ici la fin de la décennie", P, [("la fin de la décennie", "2030", "by")]),
    ("T3 2027", P, [("T3 2027", "2027-Q3", "in")]),
    ("Q3 2027", P, [("Q3 2027", "2027-Q3", "in")]),
    ("S2 2026", P, [("S2 2026", "2026-H2", "in")]),
    ("H1 2026", P, [("H1 2026", "2026-H1", "in")]),
    ("au second semestre 2026", P, [("second semestre 2026", "2026-H2", "in")]),
    ("in the second half of 2026", P, [("second half of 2026", "2026-H2", "in")]),
    ("in the first half of next year", P, [("first half of next year", "2026-H1", "in")]),
    ("dès le premier trimestre 2026", P, [("premier trimestre 2026", "2026-Q1", "start")]),
    ("attendue au quatrième trimestre", P, [("quatrième trimestre", "2025-Q4", "in")]),
    ("attendue au deuxième trimestre", P, [("deuxième trimestre", "2026-Q2", "in")]),
    ("in the third quarter of 2026", P, [("third quarter of 2026", "2026-Q3", "in")]),
    ("from the third quarter of 2026", P, [("third quarter of 2026", "2026-Q3", "start")]),
    ("in the second quarter", P, [("second quarter", "2025-Q2", "in")]),
    ("le 30 mars 2026", P, [("30 mars 2026", "2026-03-30", "in")]),
    ("March 30, 2026", P, [("March 30, 2026", "2026-03-30", "in")]),
    ("30 March 2026", P, [("30 March 2026", "2026-03-30", "in")]),
    ("on 1st May 2026", P, [("1st May 2026", "2026-05-01", "in")]),
    ("le 1er janvier 2026", P, [("1er janvier 2026", "2026-01-01", "in")]),
    ("vendredi 27 juin 2025", P, [("vendredi 27 juin 2025", "2025-06-27", "in")]),
    ("Tuesday 2 September 2025", P, [("Tuesday 2 September 2025", "2025-09-02", "in")]),
    ("24 sept. 2025", P, [("24 sept. 2025", "2025-09-24", "in")]),
    ("17/09/2025", P, [("17/09/2025", "2025-09-17", "in")]),
    ("11.05.2026", P, [("11.05.2026", "2026-05-11", "in")]),
    ("2025-02-10", P, [("2025-02-10", "2025-02-10", "in")]),
    ("in May 2024", P, [("May 2024", "2024-05", "in")]),
    ("en mai 2024", P, [("mai 2024", "2024-05", "in")]),
    ("en mai, il a promis", P, [("mai", "2025-05", "in")]),
    ("depuis juin", P, [("juin", "2025-06", "start")]),
    ("d'ici mars", P, [("mars", "2026-03", "by")]),
    ("promised in October", P, [("October", "2024-10", "in")]),
    ("opening expected in October", P, [("October", "2025-10", "in")]),
    ("last August", P, [("August", "2025-08", "in")]),
    ("next June", P, [("June", "2026-06", "in")]),
    ("en février dernier", P, [("février dernier", "2025-02", "in")]),
    ("en mars prochain", P, [("mars prochain", "2026-03", "in")]),
    ("ce 19 mai", P, [("19 mai", "2025-05-19", "in")]),
    ("on September 20", P, [("September 20", "2025-09-20", "in")]),
    ("mardi", P, [("mardi", "2025-09-23", "in")]),
    ("said on Wednesday", P, [("Wednesday", "2025-09-24", "in")]),
    ("lundi prochain", P, [("lundi prochain", "2025-09-29", "in")]),
    ("hier", P, [("hier", "2025-09-23", "in")]),
    ("by the summer of this year", P, [("summer of this year", "2025-Q3", "by")]),
    ("cet été", P, [("été", "2025-Q3", "in")]),
    ("l'été 2026", P, [("été 2026", "2026-Q3", "in")]),
    ("last summer", P, [("summer", "2024-Q3", "in")]),
    ("by late summer 2026", P, [("late summer 2026", "2026-Q3", "by")]),
    ("au printemps dernier", P, [("printemps dernier", "2025-Q2", "in")]),
    ("mi-2027", P, [("2027", "2027", "in")]),
    ("mid-2026", P, [("2026", "2026", "in")]),
    ("early 2026", P, [("2026", "2026", "in")]),
    ("late 2026", P, [("late 2026", "2026", "end")]),
    ("début 2027", P, [("2027", "2027", "in")]),
    ("in fiscal 2025", P, [("2025", "2025", "in")]),
    ("l'exercice 2025", P, [("2025", "2025", "in")]),
    ("next month", P, [("month", "2025-10", "in")]),
    ("le mois dernier", P, [("mois dernier", "2025-08", "in")]),
    ("in 2026", None, [("2026", "2026", "in")]),
    ("sur cinq ans", None, [("cinq ans", None, "over")]),
    ("mardi", None, [("mardi", None, "in")]),
    ("en mai", None, [("mai", None, "in")]),
    ("© 2025 Titre", P, []),
    ("120 personnes", P, []),
    ("it may open; they march on", P, []),
    ("la planète Mars et le mars", P, []),
    ("il a été construit", P, []),
    ("31 février 2026", P, [("2026", "2026", "in")]),
    ("99/99/2025", P, []),
    (
        "démarrera en 2027, et deux ans plus tard",
        P,
        [("2027", "2027", "in"), ("deux ans plus tard", "2029", "in")],
    ),
    ("opens in 2027 and two years on", P, [("2027", "2027", "in"), ("two years on", "2029", "in")]),
    (
        "over about five years from 2027",
        P,
        [("five years", "2032", "over"), ("2027", "2027", "start")],
    ),
    (
        "adoptée en mars 2024, dotée sur cinq ans",
        P,
        [("mars 2024", "2024-03", "in"), ("cinq ans", "2029", "over")],
    ),
    ("over two years on data centres", P, [("two years", "2027", "over")]),
    ("au T3", P, [("T3", "2025-Q3", "in")]),
    ("by Q2", P, [("Q2", "2026-Q2", "by")]),
    ("oct. 2026", P, [("oct. 2026", "2026-10", "in")]),
    ("next autumn", P, [("autumn", "2025-Q4", "in")]),
    ("next summer", P, [("summer", "2026-Q3", "in")]),
    ("au dernier trimestre", P, [("dernier trimestre", "2024-Q4", "in")]),
    ("attendu au dernier trimestre", P, [("dernier trimestre", "2025-Q4", "in")]),
    ("in the last quarter", P, [("last quarter", "2025-Q2", "in")]),
    ("the 2025th", P, [("2025", "2025", "in")]),
]


@pytest.mark.parametrize(
    ("text", "published", "expected"), CASES, ids=[f"{text} | {day}" for text, day, _ in CASES]
)
def test_case(
    text: str, published: str | None, expected: list[tuple[str, str | None, str]]
) -> None:
    found = find_dates(text, published)
    assert [(text[d.start : d.end], d.value, d.relation) for d in found] == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"), CASES, ids=[f"{text} | {day}" for text, day, _ in CASES]
)
def test_case_inside_a_sentence(
    text: str, published: str | None, expected: list[tuple[str, str | None, str]]
) -> None:
    """What stands around a date changes neither its span nor its value."""
    inside = f"Voici : {text}, dit-on."
    found = find_dates(inside, published)
    assert [(inside[d.start : d.end], d.value) for d in found] == [e[:2] for e in expected]


MONTHS = {
    1: ("janvier", "January", "janv.", "Jan."), 2: ("février", "February", "févr.", "Feb."), 3: ("mars", "March", "mars", "Mar."),
    4: ("avril", "April", "avr.", "Apr."), 5: ("mai", "May", "mai", "May"), 6: ("juin", "June", "juin", "Jun."),
    7: ("juillet", "July", "juil.", "Jul."), 8: ("août", "August", "août", "Aug."), 9: ("septembre", "September", "sept.", "Sept."),
    10: ("octobre", "October", "oct.", "Oct."), 11: ("novembre", "November", "nov.", "Nov."), 12: ("décembre", "December", "déc.", "Dec."),
}  # fmt: skip


@given(st.dates(Period.parse("1950").first, Period.parse("2099").last), st.integers(0, 9))
def test_days_in_every_notation(day: object, shape: int) -> None:
    year, month, number = day.year, day.month, day.day  # type: ignore[attr-defined]
    french, english, court, short = MONTHS[month]
    written = [
        f"{number} {french} {year}", f"{number} {english} {year}", f"{english} {number}, {year}", f"{number} {court} {year}",
        f"{short} {number}, {year}", f"{number:02d}/{month:02d}/{year}", f"{number:02d}.{month:02d}.{year}",
        f"{year}-{month:02d}-{number:02d}", f"{number} {short} {year}", f"{number} {french.upper()} {year}",
    ][shape]  # fmt: skip
    text = f"Voici ({written}) un jour."
    assert [(text[d.start : d.end], d.value) for d in find_dates(text, None)] == [
        (written, f"{year}-{month:02d}-{number:02d}")
    ]


@given(st.integers(1, 12), st.integers(1, 12), st.booleans())
def test_a_month_alone_is_the_latest_or_the_next(month: int, now: int, ahead: bool) -> None:
    french = MONTHS[month][0]
    text = f"d'ici {french}" if ahead else f"annoncé en {french}"
    (found,) = find_dates(text, f"2025-{now:02d}-15")
    found_period, day = Period.parse(found.value or ""), Period.parse(f"2025-{now:02d}-15").first
    gap = (found_period.first.year - day.year) * 12 + found_period.first.month - day.month
    assert 0 <= gap < 12 if ahead else -12 < gap <= 0


@pytest.mark.parametrize(
    "published", ["2025", "2025-02", "2025-Q3", "2025-H1", None, "", "hier", "2025-13-45", "0000"]
)
def test_coarse_or_odd_days_of_publication(published: str | None) -> None:
    for text in (
        "mardi",
        "hier",
        "en mai",
        "last August",
        "sur cinq ans",
        "au deuxième trimestre",
        "cet été",
        "l'an prochain",
    ):
        for found in find_dates(text, published):
            assert found.value is None or Period.parse(found.value)


def check(text: str, published: str | None) -> list[DateMention]:
    """Read a text and assert what holds of any."""
    found = find_dates(text, published)
    last = 0
    for date in found:
        assert last <= date.start < date.end <= len(text)
        last = date.end
        assert date.relation in ("in", "by", "end", "start", "over", "past")
        if date.value is not None:
            Period.parse(date.value)
    return found


PIECES = st.sampled_from(
    "2025 2026-30 2027 1999 12 30 1er 31 février mars May march Mai T3 Q4 H1 / . - – , ; ( ) \n de of à to et and entre between "
    "from fin end mi- mid- late early début d'ici by until depuis since sur over en in le the last next dernier prochain cette "
    "an ans year years mois months trimestre quarter half semestre décennie decade premier first second dernière prochaines "
    "deux ten dix-huit une dizaine d' il y a ago lundi Tuesday hier today été summer printemps l' année l'an".split(
        " "
    )
)
DAYS = st.none() | st.sampled_from(
    ["2025-09-24", "2025-02", "2025", "1000-01-01", "2999-12-31", "9999-12-31", "0001-01-01"]
)


@given(st.text(), DAYS)
def test_any_text(text: str, published: str | None) -> None:
    check(text, published)
    find_published(text)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=30), st.sampled_from([" ", ""]), DAYS)
def test_any_words_of_the_grammar(words: list[str], glue: str, published: str | None) -> None:
    text = glue.join(words)
    check(text, published)
    value = find_published(text)
    assert value is None or Period.parse(value)


@pytest.mark.parametrize(
    "piece",
    ["2025 ", "d'ici ", "fin de ", "12/", "2025-", "lundi ", "1er ", "sur deux ans ", "May ", "le ", "\n", "entre 2025 et ",
     "12 mars 2025 | ", "9", "publié le ", "Z", "\ud800", "l'an "],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    text = piece * (40_000 // len(piece))

    def cost(length: int) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            check(text[:length], P)
            find_published(text[:length])
            best = min(best, time.process_time() - start)
        return best

    small, large = cost(len(text) // 8), cost(len(text))
    assert large < 30 * small + 0.02
    assert large < 3


PUBLISHED: list[tuple[str, str | None]] = [
    ("Titre\n\nPublié le 10 février 2025 à 18h05\n\nLe 3 mai 2024, le groupe", "2025-02-10"),
    ("Titre\n\nMis à jour le 12/02/2025\n\nLe sommet", "2025-02-12"),
    ("OSLO, July 31, 2025 – A plot", "2025-07-31"),
    ("PARIS, 30 mars 2026 - La start-up", "2026-03-30"),
    ("Title\n\n17/09/2025 06:12\n\nAmerican companies", "2025-09-17"),
    ("By us. Updated 11.05.2026, 07:40\n\nKENYA", "2026-05-11"),
    ("Alsace · vendredi 27 juin 2025 · réservé aux abonnés\n\nUne dizaine", "2025-06-27"),
    ("Tuesday 2 September 2025, 08:15 | Sport business\n\nIt stood", "2025-09-02"),
    (" date 2025-02 Le dimanche 9 février, à la veille", "2025-02"),
    ("PARIS, Feb 9 (Reuters) - France will\n\n© 2025 Reuters", "2025-02-09"),
    ("PARIS, Feb 9 (Reuters) - France will", None),
    ("Le 3 mars 2025, le ministre a visité un chantier.", None),
    ("Un titre\n\nL'accord signé le 5 mai 2025 à Paris prévoit que tout change.", None),
    ("Title\n\nThe deal was signed on 5 May 2025. It covers much.", None),
    ("PARIS--(Press release)--10 February 2025--Fluidstack, the London", "2025-02-10"),
    ("Paris, le 10 février 2025. Brookfield fait connaître ce jour un programme", "2025-02-10"),
    ("12 février 2026 (Reuters) - Nebius a annoncé jeudi", "2026-02-12"),
    (
        "WAITING\nFour grids, one complaint | Power Ledger, no. 41, 27 February 2026\nVIRGINIA",
        "2026-02-27",
    ),
    (
        "Brownfield beats\n\nBy our data-centre correspondent | February 2026 | Power & Cooling\n\nThe tyres",
        "2026-02",
    ),
    ("Posted Monday, Jan. 5, 2026 at 6:10 a.m. CT | Become a member", "2026-01-05"),
    ("Titre\n\nTexte de l'article qui parle de 2024.\n\nPublié le 3 mars 2026", "2026-03-03"),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), PUBLISHED)
def test_published(text: str, expected: str | None) -> None:
    assert find_published(text) == expected


@pytest.mark.parametrize("name", ["seeds", "devset"])
def test_published_of_the_founding_texts(name: str) -> None:
    folder = ROOT.parent / "shared" / name
    if not folder.is_dir():
        pytest.skip("the founding texts with their gold are not beside this repository")
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / gold["document"]).read_text(encoding="utf-8")
        assert find_published(view_of(text).text) == gold["published"], path.name


def test_published_of_the_texts_of_the_package() -> None:
    """All but those whose text names no year at all."""
    paths = sorted((ROOT / "tests/golden").glob("*/*.gold.json"))
    wrong = []
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        stem = path.name.removesuffix(".gold.json")
        sources = (path.parent / f"{stem}.txt", ROOT / "src/grandlivre/data/corpus" / f"{stem}.md")
        source = next((each for each in sources if each.exists()), None)
        if source is None:
            continue
        text = re.sub(r"\A---\n.*?\n---\n", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)
        found = find_published(view_of(text).text)
        if found is not None and found != gold.get("published"):
            wrong.append(path.name)
    assert not wrong


def test_gold_dates_are_among_those_found() -> None:
    """Nearly every start and end that people gave is the year of a date of the text."""
    hits = total = 0
    for path in sorted((ROOT / "tests/golden/world").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = view_of((path.parent / gold["document"]).read_text(encoding="utf-8")).text
        years = {d.value[:4] for d in find_dates(text, gold["published"]) if d.value}
        for claim in gold["claims"]:
            for key in ("start", "end"):
                if claim[key]:
                    total += 1
                    hits += claim[key][:4] in years
    if not total:
        pytest.skip("no gold here")
    assert hits >= 0.95 * total
