"""Places: every commune, names in both languages, containment, and speed enough."""

import time
from collections import Counter

import pytest

from grandlivre.base.fold import fold
from grandlivre.errors import ReferenceDataError
from grandlivre.reference.places import (
    Gazetteer,
    Place,
    PlaceKind,
    demonyms,
    gazetteer,
    metonyms,
    saint,
)
from grandlivre.reference.tables import data_bytes, data_rows

TABLE = "places/places.tsv.gz"


def first(name: str) -> Place:
    return gazetteer().lookup(name)[0]


@pytest.fixture(scope="module")
def counted() -> Counter[tuple[PlaceKind, str]]:
    return Counter((place.kind, place.country) for place in gazetteer().all())


def test_every_commune_is_there(counted: Counter[tuple[PlaceKind, str]]) -> None:
    # Insee counts about 34,870 with the departments overseas; some 80 stand in the collectivities.
    assert 34_850 <= counted[PlaceKind.COMMUNE, "FR"] <= 35_050
    assert counted[PlaceKind.DEPARTMENT, "FR"] == 101
    assert counted[PlaceKind.REGION, "FR"] == 13
    assert counted[PlaceKind.REGION, "US"] == 51
    assert counted[PlaceKind.COUNTY, "US"] > 3_000
    assert sum(n for (kind, _), n in counted.items() if kind is PlaceKind.COUNTRY) >= 244


def test_ids_are_unique() -> None:
    ids = Counter(place.id for place in gazetteer().all())
    assert [each for each, times in ids.items() if times > 1] == []


def test_every_place_is_found_by_its_names() -> None:
    for number, place in enumerate(gazetteer().all()):
        if number % 7 == 0 or place.kind is not PlaceKind.CITY:
            assert place.id in {each.id for each in gazetteer().lookup(place.name)}, place
            assert place.id in {each.id for each in gazetteer().lookup(place.name_fr)}, place


def test_every_container_is_known() -> None:
    for place in gazetteer().all():
        assert not place.parent or gazetteer().by_id(place.parent) is not None, place
        assert all(gazetteer().by_id(member) is not None for member in place.members), place


def test_coordinates_are_on_the_globe() -> None:
    located = approximate = 0
    for place in gazetteer().all():
        if place.latitude is not None and place.longitude is not None:
            assert -90 <= place.latitude <= 90
            assert -180 <= place.longitude <= 180
            located += place.kind is PlaceKind.COMMUNE
            approximate += place.kind is PlaceKind.COMMUNE and place.approximate
    assert located > 33_000
    assert approximate < 20_000


@pytest.mark.parametrize(
    ("name", "admin", "latitude", "longitude"),
    [
        ("Cambrai", "Nord", 50.18, 3.23), ("Fouju", "Seine-et-Marne", 48.59, 2.78),
        ("Marseille", "Bouches-du-Rhône", 43.3, 5.38), ("Bordeaux", "Gironde", 44.84, -0.58),
    ],
)  # fmt: skip
def test_communes(name: str, admin: str, latitude: float, longitude: float) -> None:
    place = first(name)
    assert (place.kind, place.country, place.admin) == (PlaceKind.COMMUNE, "FR", admin)
    assert place.latitude == pytest.approx(latitude, abs=0.05)
    assert place.longitude == pytest.approx(longitude, abs=0.05)


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Londres", "geonames:2643743"), ("London", "geonames:2643743"), ("Dunkirk", "insee:59183"),
        ("Dunkerque", "insee:59183"), ("Abou Dhabi", "geonames:292968"), ("Paris", "insee:75056"),
        ("SAINT-DENIS", "insee:97411"), ("St Denis", "insee:97411"), ("Île-de-France", "FR-IDF"),
        ("ile de france", "FR-IDF"), ("Hauts-de-France", "FR-HDF"), ("l'Essonne", "FR-91"),
        ("États-Unis", "US"), ("Etats-Unis", "US"), ("the United States", "US"), ("UK", "GB"),
        ("Great Britain", "GB"), ("Émirats arabes unis", "AE"), ("UAE", "AE"), ("Golfe", "X-GULF"),
        ("Gulf", "X-GULF"), ("Union européenne", "EU"), ("Europe", "X-EUROPE"), ("Texas", "US-TX"),
        ("Midwest", "X-US-MIDWEST"), ("région parisienne", "X-FR-PARIS"), ("Écosse", "GB-SCT"),
        ("Paris region", "X-FR-PARIS"), ("Scandinavie", "X-SCANDINAVIA"), ("Bavière", "DE-BY"),
        ("Colombie-Britannique", "CA-BC"), ("Catalogne", "ES-CT"), ("Lombardie", "IT-25"),
        ("Andhra Pradesh", "IN-AP"), ("Northumberland", "X-GB-NBL"), ("Munich", "geonames:2867714"),
        ("Pékin", "geonames:1816670"), ("Séoul", "geonames:1835848"), ("Brittany", "FR-BRE"),
        ("plateau de Saclay", "X-FR-SACLAY"), ("comté de Shackelford", "US-FIPS-48417"),
        ("Le Bosquel", "insee:80114"), ("Nouveau-Mexique", "US-NM"), ("Californie", "US-CA"),
    ],
)  # fmt: skip
def test_names_in_both_languages(name: str, place_id: str) -> None:
    assert first(name).id == place_id


def test_several_places_of_a_name() -> None:
    found = gazetteer().lookup("Abilene")
    assert [place.admin for place in found] == ["Texas", "Kansas"]
    assert gazetteer().lookup("Nowhere at all") == ()
    assert gazetteer().lookup("") == ()


@pytest.mark.parametrize("name", ["Ham", "Marine", "Orange", "Somme", "Nord", "Heath"])
def test_names_that_are_words_are_marked(name: str) -> None:
    assert all(place.ambiguous for place in gazetteer().lookup(name))


@pytest.mark.parametrize(
    "name",
    ["Fouju", "Le Bosquel", "Cambrai", "Paris", "Marseille", "France", "Bruyères-le-Châtel"],
)
def test_names_that_are_no_words_are_not_marked(name: str) -> None:
    assert not first(name).ambiguous


def test_short_forms_are_marked() -> None:
    found = gazetteer().lookup("Montereau")
    assert found[0].name == "Montereau-Fault-Yonne"
    assert found[0].ambiguous
    assert not first("Montereau-Fault-Yonne").ambiguous


def test_containment() -> None:
    places = gazetteer()
    chain = [first("Fouju"), *(places.by_id(code) for code in ("FR-77", "FR-IDF", "FR", "EU"))]
    solid = [place for place in chain if place is not None]
    assert len(solid) == 5
    for inner in range(5):
        for outer in range(5):
            assert places.within(solid[inner], solid[outer]) is (inner <= outer)
    assert places.within(first("Abilene"), first("Texas"))
    assert not places.within(first("Abilene"), first("Ohio"))
    assert places.within(first("Columbus"), first("Midwest"))
    assert places.within(first("Meudon"), first("région parisienne"))
    assert places.within(first("Abou Dhabi"), first("Golfe"))
    assert places.within(first("Stockholm"), first("Europe"))


def test_french_adjectives() -> None:
    adjectives = demonyms()
    for form in ("émirati", "émiratie", "émiratis", "emirati", "emiratis", "émirien"):
        assert adjectives[form] == "AE"
    for form in ("canadien", "canadienne", "canadiens", "canadiennes", "québécois"):
        assert adjectives[form] == "CA"
    expected = {
        "français": "FR", "française": "FR", "francais": "FR", "néerlandaise": "NL",
        "britanniques": "GB", "saoudien": "SA", "japonaise": "JP", "européenne": "EU",
        "norvégien": "NO", "suédoise": "SE", "sud-coréen": "KR", "qatari": "QA", "indienne": "IN",
    }  # fmt: skip
    assert {form: adjectives[form] for form in expected} == expected


def test_english_adjectives() -> None:
    expected = {
        "emirati": "AE", "canadian": "CA", "british": "GB", "american": "US", "dutch": "NL",
        "saudi": "SA", "japanese": "JP", "european": "EU", "norwegian": "NO", "swedish": "SE",
        "south korean": "KR", "qatari": "QA", "indian": "IN", "irish": "IE", "kenyan": "KE",
    }  # fmt: skip
    assert {form: demonyms()[form] for form in expected} == expected


def test_every_country_has_its_codes() -> None:
    known = {place.id for place in gazetteer().containers()} | {"GP", "MQ", "GF", "RE", "YT"}
    assert set(demonyms().values()) <= known
    assert set(metonyms().values()) <= known
    assert all(form == form.lower() for form in (*demonyms(), *metonyms()))


def test_capitals_mean_governments() -> None:
    expected = {
        "ottawa": "CA", "abou dhabi": "AE", "abu dhabi": "AE", "washington": "US", "londres": "GB",
        "bruxelles": "EU", "brussels": "EU", "london": "GB", "pékin": "CN", "beijing": "CN",
        "riyad": "SA", "tokyo": "JP", "new delhi": "IN", "berlin": "DE", "canberra": "AU",
    }  # fmt: skip
    assert {form: metonyms()[form] for form in expected} == expected


def test_names_are_folded() -> None:
    names = gazetteer().names()
    assert len(names) > 85_000
    assert {"fouju", "saint denis", "st denis", "londres", "ile de france"} <= names
    assert all(fold(name) == name for name in names)
    assert all(gazetteer().lookup(name) for name in list(names)[::50])


def test_codes_stand_once_in_the_tables() -> None:
    for table in ("places/countries.tsv", "places/regions.tsv", "places/adjectives.tsv"):
        codes = Counter(row["code"] for row in data_rows(table))
        assert codes.most_common(1)[0][1] == 1, table


def test_a_table_of_another_making_is_refused() -> None:
    with pytest.raises(ReferenceDataError, match=r"make_places\.py"):
        Gazetteer(b"# head\n\nParis")


def test_speed() -> None:
    content = data_bytes(TABLE)
    start = time.perf_counter()
    places = Gazetteer(content)
    assert time.perf_counter() - start < 1
    places.lookup("Fouju")
    start = time.perf_counter()
    for _ in range(10_000):
        places.lookup("Fouju")
        places.lookup("Nowhere")
    assert time.perf_counter() - start < 1


def test_saints() -> None:
    assert saint("st remy les ste marie") == "saint remy les sainte marie"
    assert saint("stade") == "stade"
