"""Words: every cardinal, scales of both languages, hedges as the annotation rules have them."""

from decimal import Decimal

import pytest

from grandlivre.base.fold import fold
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.words import LANGUAGES, Bound, units, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cardinal_to_999_has_a_name(language: str) -> None:
    found = words(language).cardinals
    assert set(range(1000)) <= set(found.values())
    assert all(fold(name) == name for name in found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vingt et un", 21), ("soixante-dix", 70), ("soixante et onze", 71), ("septante", 70),
        ("quatre-vingts", 80), ("quatre-vingt-un", 81), ("quatre-vingt-onze", 91),
        ("nonante-neuf", 99), ("cent", 100), ("cent un", 101), ("deux cents", 200),
        ("trois cent quarante-deux", 342), ("neuf cent quatre-vingt-dix-neuf", 999),
        ("huitante-deux", 82), ("trente et un", 31), ("cinq cent soixante-quinze", 575),
    ],
)  # fmt: skip
def test_french_cardinals(name: str, value: int) -> None:
    assert words("fr").cardinals[fold(name)] == value


@pytest.mark.parametrize("name", ["vingt dix", "quatre-vingt-dix-dix", "soixante vingt", "dix un"])
def test_what_is_no_cardinal(name: str) -> None:
    assert fold(name) not in words("fr").cardinals


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("twenty-one", 21), ("a hundred", 100), ("one hundred and one", 101), ("ninety-nine", 99),
        ("nine hundred ninety-nine", 999), ("three hundred and forty-two", 342), ("forty", 40),
    ],
)  # fmt: skip
def test_english_cardinals(name: str, value: int) -> None:
    assert words("en").cardinals[fold(name)] == value


def test_a_billion_differs() -> None:
    french, english = words("fr").scales, words("en").scales
    assert french["milliard"] == english["billion"] == Decimal(10) ** 9
    assert french["billion"] == english["trillion"] == Decimal(10) ** 12
    assert english["crore"] == Decimal(10) ** 7
    assert english["lakh"] == Decimal(10) ** 5
    assert english["lakh crore"] == english["lakh"] * english["crore"]


def test_collectives_and_signs() -> None:
    assert words("fr").collectives["vingtaine"] == 20
    assert words("fr").collectives["millier"] == 1000
    assert words("en").collectives["dozen"] == 12
    assert {words("fr").scale_signs[sign] for sign in ("Md", "Mds", "G")} == {Decimal(10) ** 9}
    assert words("en").scale_signs["bn"] == Decimal(10) ** 9
    assert words("fr").several["plusieurs"] == words("en").several["several"] == 2


@pytest.mark.parametrize(
    ("language", "bound", "phrases"),
    [
        ("fr", Bound.EXACT, ["près de", "environ", "quelque", "presque", "de l'ordre de"]),
        ("fr", Bound.LOW, ["plus de", "au moins", "pas moins de", "dépassant", "au-delà de"]),
        ("fr", Bound.HIGH, ["jusqu'à", "au plus", "au maximum", "moins de", "un peu moins de",
                            "à hauteur maximale de", "plafonné à"]),
        ("en", Bound.EXACT, ["some", "about", "around", "close to", "almost"]),
        ("en", Bound.LOW, ["over", "more than", "at least", "no less than", "upwards of"]),
        ("en", Bound.HIGH, ["up to", "as much as", "at most", "under", "less than"]),
    ],
)  # fmt: skip
def test_hedges(language: str, bound: Bound, phrases: list[str]) -> None:
    found = words(language).hedges
    assert {phrase: found[phrase] for phrase in phrases} == dict.fromkeys(phrases, bound)


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_lower_case_and_plain(language: str) -> None:
    found = words(language)
    for keys in (found.hedges, found.hedges_after, found.scales, found.months, found.counted):
        for key in keys:
            assert key == key.lower().strip()
            assert "’" not in key
            assert "\u00a0" not in key


@pytest.mark.parametrize("language", LANGUAGES)
def test_calendar(language: str) -> None:
    found = words(language)
    assert set(found.months.values()) == set(range(1, 13))
    assert set(found.weekdays.values()) == set(range(1, 8))
    assert {months for season in found.seasons.values() for months in season} <= set(range(1, 13))
    assert set(found.counted.values()) == {"sites", "accelerators", "jobs", "people"}


@pytest.mark.parametrize(
    ("written", "base", "factor"),
    [
        ("kW", "W", "1e3"), ("MW", "W", "1e6"), ("GW", "W", "1e9"), ("TW", "W", "1e12"),
        ("MWh", "Wh", "1e6"), ("GWh", "Wh", "1e9"), ("TWh", "Wh", "1e12"), ("m²", "m2", "1"),
        ("ha", "m2", "1e4"), ("km²", "m2", "1e6"), ("sq ft", "m2", "0.09290304"),
    ],
)  # fmt: skip
def test_signs_of_units(written: str, base: str, factor: str) -> None:
    unit = units().signs[written]
    assert (unit.base, unit.factor) == (base, Decimal(factor))


@pytest.mark.parametrize(
    ("written", "factor"),
    [
        ("mégawatts", "1e6"), ("gigawatts", "1e9"), ("gigawatt-hours", "1e9"), ("hectares", "1e4"),
        ("mètres carrés", "1"), ("square feet", "0.09290304"), ("acres", "4046.8564224"),
        ("square metres", "1"), ("térawattheures", "1e12"),
    ],
)  # fmt: skip
def test_names_of_units(written: str, factor: str) -> None:
    assert units().names[written].factor == Decimal(factor)


def test_one_base_a_measure() -> None:
    found = {*units().signs.values(), *units().names.values()}
    bases = {(unit.measure, unit.base) for unit in found}
    assert bases == {("power", "W"), ("energy", "Wh"), ("area", "m2")}


def test_unknown_language() -> None:
    with pytest.raises(ReferenceDataError, match="use one of fr, en"):
        words("de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_cannot_be_changed(language: str) -> None:
    with pytest.raises(TypeError):
        words(language).scales["million"] = Decimal(1)  # type: ignore[index]
