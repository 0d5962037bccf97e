from decimal import Decimal

import pytest

from grandlivre.claims.notices.counts import find_counts


def _found(text: str) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(text[each.start : each.end], each.low, each.high) for each in find_counts(text)]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("dix milliards par Aurel, et six autres investissements étrangers.",
         "six autres investissements étrangers", 6, 6),
        ("€4bn by Aurel and three further investments.", "three further investments", 3, 3),
        ("Norvane brings 5 billion; 12 other foreign projects will follow.",
         "12 other foreign projects", 12, 12),
        ("Une dizaine d'autres projets sont annoncés.", "Une dizaine d'autres projets", 10, 10),
        ("Plusieurs autres projets industriels suivront.",
         "Plusieurs autres projets industriels", 2, None),
        ("Trois projets dont le montant n'a pas été dévoilé.", "Trois projets", 3, 3),
        ("Two deals for undisclosed sums were signed.", "Two deals", 2, 2),
    ],
)  # fmt: skip
def test_undertakings_told_without_a_sum(text: str, quote: str, low: int, high: int | None) -> None:
    assert _found(text) == [(quote, Decimal(low), None if high is None else Decimal(high))]


@pytest.mark.parametrize(
    "text",
    [
        "93 milliards d'euros d'annonces, réparties entre 71 projets.",
        "Two other investments, of €3bn and €2bn, are planned.",
        "Six autres projets, pour un total de 12 milliards d'euros.",
        "Deux autres projets ont été abandonnés.",
        "Un autre projet est à l'étude.",
        "Les autres investissements privés sont connus.",
        "Three other towns were considered.",
        "En 2025, autres investissements.",
    ],
)
def test_what_has_a_sum_or_is_no_undertaking_is_none(text: str) -> None:
    assert _found(text) == []
