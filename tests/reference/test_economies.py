"""Sizes of countries, against figures published elsewhere."""

import pytest

from grandlivre.reference.economies import economies


def test_they_agree_with_other_publishers() -> None:
    known = economies()
    # Insee: 2,920 bn euros in 2024. OECD Economic Surveys, 2025: 17,933.7 bn euros for the Union.
    assert known["FR"].gdp_eur == pytest.approx(2.920e12, rel=0.01)
    assert known["EU"].gdp_eur == pytest.approx(1.79337e13, rel=0.01)
    assert known["EU"].population == pytest.approx(450.4e6, rel=0.01)


def test_members_are_smaller_than_the_union() -> None:
    known = economies()
    members = [known[code] for code in ("FR", "DE", "IT", "ES", "NL", "SE", "FI", "PT")]
    assert sum(each.population for each in members) < known["EU"].population
    assert sum(each.gdp_eur for each in members) < known["EU"].gdp_eur


def test_each_row_is_whole() -> None:
    for code, each in economies().items():
        assert code == each.code
        assert 1e3 < each.gdp_eur / each.population < 2e5
        assert each.source
        assert each.year >= 2024
