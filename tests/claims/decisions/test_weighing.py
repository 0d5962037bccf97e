"""What is added up once for many is what each alone adds up to, feature by feature."""

import pytest

from grandlivre.claims.decisions.decide import FIELD_OF, decide
from grandlivre.claims.decisions.earlier import Answer, Earlier
from grandlivre.claims.decisions.questions import Asked, Nearby, Question, is_put
from grandlivre.claims.decisions.reading import answers
from grandlivre.claims.decisions.weighing import Weighing
from grandlivre.claims.decisions.weights import UNIT, package_tables
from grandlivre.claims.figures.around import Scenes, Surroundings
from grandlivre.claims.model import Role
from grandlivre.claims.page.layout import lay_out
from grandlivre.claims.page.model import Page
from grandlivre.documents.model import Document

FRENCH = """Norvane et Brookfield misent sur Fouju

Le fonds canadien Brookfield va placer 12 milliards d'euros en France d'ici 2030, dont 5 milliards
à Fouju (Seine-et-Marne), a annoncé jeudi l'Élysée. MGX, Mistral AI, Nvidia et Bpifrance y
construiront un campus de 1,4 GW pour 8,5 milliards d'euros.

Le groupe Norvane, qui emploie 300 personnes à Lyon, a réalisé un chiffre d'affaires de 2 milliards
d'euros. Il est valorisé 6 milliards d'euros, selon Les Echos.

- Amazon : 6 milliards d'euros à Paris
- Prologis, 3,5 milliards pour quatre centres de données en Île-de-France

Elle mettra 400 millions d'euros, Emmanuel Macron l'a confirmé ; Norvane apportera 100 millions.
"""
ENGLISH = """Blackstone to spend £10bn on Blyth campus

Blackstone said on Monday it would spend £10bn ($13bn) at Blyth, Northumberland, with 1,200 jobs.
Google, Nscale and CoreWeave will invest £5bn, £2bn and £1.5bn respectively. Nscale raised $1.1bn
from Nvidia and Aker in a round that values it at $3bn.

The government, which pledged £500m for Scotland, said the market was worth £40bn. According to the
Financial Times, Microsoft paid £700m to Nscale for 23,000 chips in Loughton.
"""
TEXTS = [("fr", FRENCH), ("en", ENGLISH)]


def page_of(language: str, text: str) -> Page:
    page = lay_out(Document(id="d", name="d.txt", text=text, language=language))
    assert page is not None
    return page


@pytest.mark.parametrize(("language", "text"), TEXTS)
@pytest.mark.parametrize("fixed", [None, Role.COMMITMENT, Role.TURNOVER])
def test_scores_are_sums_of_weights(language: str, text: str, fixed: Role | None) -> None:
    """Each candidate of each question: the slow way, one weight after another."""
    page, tables = page_of(language, text), package_tables()
    scenes, weighing = Scenes(page), Weighing(tables.who)
    told, roles = answers(page, tables), [draft.role for draft in decide(page, tables)]
    earlier = {name: Earlier() for name in FIELD_OF}
    nearby = {q.sentence.number: Nearby(scenes.of(q.sentence.number)) for q in page.quantities}
    compared = 0
    for placed, role in zip(page.quantities, roles, strict=True):
        around = Surroundings(scenes.of(placed.sentence.number), placed)
        asked = Asked(around, fixed or role, nearby[placed.sentence.number])
        ballot = weighing.put(asked)
        for name in FIELD_OF:
            question, binary = Question(asked, name, earlier[name]), tables.binary(name)
            scores = ballot.scores(question)
            assert list(scores) == list(question.candidates)
            for number, score in scores.items():
                features = [f for part in question.parts(number) for f in part]
                assert len(features) == len(set(features))
                assert score / UNIT == pytest.approx(binary.score(features), abs=1e-9)
                compared += 1
            features = [f for part in question.nothing for f in part]
            assert ballot.nothing(question) / UNIT == pytest.approx(
                binary.score(features), abs=1e-9
            )
            earlier[name].add(told[name][placed.number])
    assert compared > 200


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_what_is_near_is_what_its_mentions_say(language: str, text: str) -> None:
    """Whom a sentence may mean: a page's entities one by one, by their distance."""
    page = page_of(language, text)
    scenes = Scenes(page)
    for sentence in page.sentences:
        nearby = Nearby(scenes.of(sentence.number))
        for number in nearby.candidates("place", frozenset()):
            gaps = [sentence.number - m.sentence for m in page.entities[number].mentions]
            close = any(-2 <= gap <= 3 for gap in gaps)
            assert close or scenes.ranks[number] <= 1
        far = [e.number for e in page.entities if e.number not in nearby.standings]
        carried = frozenset(far[:2])
        assert carried <= set(nearby.candidates("investor", carried))
        for number in carried:
            assert not nearby.standing(number).here


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_turnover_has_no_investor(language: str) -> None:
    text = {
        "fr": "Norvane a réalisé un chiffre d'affaires de 2 milliards d'euros à Lyon.",
        "en": "Norvane posted revenue of $2bn in Leeds.",
    }[language]
    (draft,) = decide(page_of(language, text), package_tables())
    assert draft.role is Role.TURNOVER
    assert (draft.investors, draft.places) == ([], [])


def test_what_is_not_put_is_answered_with_nobody() -> None:
    """One answer a quantity, so that the fit may count them off."""
    page = page_of("fr", FRENCH)
    told = answers(page, package_tables())
    assert {len(each) for each in told.values()} == {len(page.quantities)}
    assert all(isinstance(answer, Answer) for each in told.values() for answer in each)
    assert not is_put("investor", Role.VALUATION)
    assert is_put("beneficiary", Role.VALUATION)
    assert all(is_put(name, Role.COMMITMENT) for name in (*FIELD_OF, "part_of"))
