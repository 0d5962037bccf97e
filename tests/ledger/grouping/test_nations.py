"""An envelope that its own words call a nation's lies there, whatever country the text is about."""

from typing import Any

import pytest
from ledger_gold import claim, document

from grandlivre.claims.model import Claim, Evidence, Role
from grandlivre.documents.model import Document
from grandlivre.ledger import Ledger, reconcile
from grandlivre.ledger.grouping.nations import nation_leading_to

BN = 10**9


def _plan(text: str, quote: str, **more: Any) -> tuple[Document, Claim]:
    source = document(f"{text[:12]}.txt", text)
    start = source.text.index(quote)
    where = Evidence(quote=quote, start=start, end=start + len(quote))
    fields = {"role": Role.PROGRAMME, "low": 500 * BN, "high": 500 * BN, "unit": "USD",
              "projects": ("Jacaranda",)}  # fmt: skip
    return source, claim(source, start, evidence=where, **{**fields, **more})


def _ledger(*told: tuple[Document, Claim]) -> Ledger:
    return reconcile([each for _, each in told], [each for each, _ in told])


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("It answers Jacaranda, the Brazilian plan worth ", "BR"),
        ("Jacaranda, le plan brésilien de plus de ", "BR"),
        ("face à l’offensive américaine évaluée à ", "US"),
        ("the European plan worth ", None),
        ("a Brazilian company. The plan is worth ", None),
        ("the private plan worth ", None),
    ],
)
def test_the_nation_of_a_plan(head: str, code: str | None) -> None:
    assert nation_leading_to(head) == code


def test_a_plan_told_in_comparison_is_not_counted_twice() -> None:
    here = _plan("Brazil told of Jacaranda, a plan of $500bn.", "$500bn", places=("Brésil",))
    there = _plan(
        "France, too, wants one like Jacaranda, the Brazilian plan worth $500bn.", "$500bn",
        places=("France",),
    )  # fmt: skip
    (plan,) = _ledger(here, there).programmes
    assert {place.country for place in plan.places} == {"BR"}
    assert len(plan.claims) == 2


def test_one_name_and_figure_in_two_countries_that_no_words_join_stay_two() -> None:
    here = _plan("Brazil told of Jacaranda, a plan of $500bn.", "$500bn", places=("Brésil",))
    there = _plan("France told of Jacaranda, a plan of $500bn.", "$500bn", places=("France",))
    assert len(_ledger(here, there).programmes) == 2


def test_towns_and_rows_of_statements_stay() -> None:
    text = "Jacaranda, the Brazilian plan worth $500bn."
    _, told = _plan(text, "$500bn", places=("Marseille",))
    (plan,) = _ledger((_plan(text, "$500bn")[0], told)).programmes
    assert {place.name for place in plan.places} == {"Marseille"}
    row = _plan(text, "$500bn", places=("France",), reader="statement")
    (plan,) = _ledger(row).programmes
    assert {place.name for place in plan.places} == {"France"}
