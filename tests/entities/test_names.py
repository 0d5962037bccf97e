import pytest

from grandlivre.entities.model import Asset
from grandlivre.entities.names import asset_of, is_short_form, name_key, own_name, proper_name


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Les Émirats arabes unis", "emirats arabes unis"),
        ("fonds souverain MGX", "mgx"),
        ("le groupe canadien Brookfield", "brookfield"),
        ("Iliad SA", "iliad"),
        ("Iliad S.A.", "iliad"),
        ("NVIDIA Corporation", "nvidia"),
        ("SoftBank Group Corp.", "softbank"),
        ("Group", "group"),
        ("La Banque Postale", "banque postale"),
        ("Fonds", "fonds"),
        ("", ""),
    ],
)
def test_what_tells_no_party_apart_is_dropped(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("short", "long", "is_short"),
    [
        ("mistral", "mistral ai", True),
        ("brookfield", "brookfield asset management", True),
        ("bank", "bank of america", False),
        ("mgx", "mgx", False),
        ("data", "data4", False),
    ],
)
def test_only_general_words_follow_a_short_form(short: str, long: str, is_short: bool) -> None:
    assert is_short_form(short, long) is is_short


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("Stargate", "stargate"),
        ("programme EU AI Champions", "eu ai champions"),
        ("Campus IA", "campus ia"),
        ("campus IA", None),
        ("un data center géant", None),
        ("Data center à Cambrai", None),
        ("AI factory", None),
        ("supercomputer at Loughton", None),
        ("le projet Prairie Nova", "prairie nova"),
        ("IA", None),
        ("", None),
    ],
)
def test_a_proper_name_is_told_from_a_description(mention: str, name: str | None) -> None:
    assert proper_name(mention) == name


@pytest.mark.parametrize(
    ("mention", "asset"),
    [
        ("centre de données géant", Asset.DATA_CENTRE),
        ("AI gigafactories", Asset.DATA_CENTRE),
        ("super calculateur", Asset.COMPUTE),
        ("réseau d’Iliad", Asset.NETWORK),
        ("centrale solaire", Asset.ENERGY),
        ("fondation", Asset.FUND),
        ("Stargate", Asset.UNKNOWN),
    ],
)
def test_the_kind_of_asset_is_read_in_both_languages(mention: str, asset: Asset) -> None:
    assert asset_of(mention) is asset


@pytest.mark.parametrize(
    ("named", "known", "own"),
    [
        ("softbank france programme", ["SoftBank", "Hauts-de-France"], None),
        ("french data centre plan", ["Brookfield", "France"], None),
        ("sesterce 52 bn plan", ["Sesterce"], None),
        ("choose france 2025", ["France"], "choose france 2025"),
        ("campus ai", ["Fouju"], "campus ia"),
        ("stargate uae", ["G42", "Abu Dhabi"], "stargate uae"),
    ],
)
def test_a_label_of_parties_and_places_is_no_name(
    named: str, known: list[str], own: str | None
) -> None:
    assert own_name(named, known) == own
