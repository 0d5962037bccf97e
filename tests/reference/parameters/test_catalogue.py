import itertools
import re
from decimal import Decimal

import pytest

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.parameters import Scale, parameters
from grandlivre.reference.parameters.catalogue import read_definitions
from grandlivre.reference.parameters.rows import read_rows, rows
from grandlivre.reference.parameters.units import unit
from grandlivre.reference.tables import data_toml

_HEAD = "number\tparameter\tunit\tlow\tcentral\thigh\tapplies_to\tyear\torigin\tsource_name\tsource_date\tsource_url\tnote\n"


def row(number: int, figures: str, *, measure: str = "height", of: str = "M EUR/MW") -> str:
    return (
        f"{number}\t{measure}\t{of}\t{figures}\ta tower\t2024\tsomebody {number}\tThe Gazette\t"
        "2024-05\thttps://example.org/a\t\n"
    )


def definition(**more: object) -> dict[str, object]:
    return {
        "unit": "M EUR/MW",
        "scale": "log",
        "fr": "hauteur",
        "en": "height",
        "reason_fr": "ainsi",
        "reason_en": "so",
        **more,
    }


def made(text: str, **more: object):  # type: ignore[no-untyped-def]
    known = read_rows(_HEAD + text, name="made_up.tsv")
    return read_definitions({"height_meur_per_mw": definition(**more)}, known, name="made_up.toml")[
        "height_meur_per_mw"
    ]


def test_rows_are_pooled_in_the_parameters_unit() -> None:
    found = made(
        row(1, "8\t10\t12") + row(2, "\t20\t", of="EUR/W") + row(3, "\t0.05\t", of="MW/M EUR"),
        pool=[1, 2, "3 reciprocal"],
    )
    assert [round(share.central, 6) for share in found.shares] == [10, 20, 20]
    assert [share.weight for share in found.shares] == pytest.approx([1 / 3] * 3)
    assert found.distribution.low <= 10 <= 20 <= found.distribution.high
    assert found.rows[1].central == Decimal(20)
    assert not found.is_judgement


def test_complements_and_increases_turn_their_ends_round() -> None:
    text = row(1, "0.1\t0.2\t0.4", of="fraction")
    abandoned = made(text, unit="fraction", pool=["1 complement"]).shares[0]
    assert (abandoned.low, abandoned.central, abandoned.high) == pytest.approx((0.6, 0.8, 0.9))
    dearer = made(text, unit="ratio", pool=["1 increase"]).shares[0]
    assert (dearer.low, dearer.central, dearer.high) == pytest.approx((1.1, 1.2, 1.4))


def test_a_range_without_centre_is_taken_at_its_middle() -> None:
    assert made(row(1, "8\t\t12"), pool=[1]).shares[0].central == pytest.approx(10)


def test_a_judgement_says_so() -> None:
    found = made("", judged=[1, 2, 5], floor=0.5)
    assert found.is_judgement
    assert found.distribution.scale is Scale.LOG
    assert (found.distribution.low, found.distribution.floor) == (1, 0.5)


def test_power_of_computing_is_divided_by_the_pue_of_the_table() -> None:
    known = read_rows(_HEAD + row(1, "\t12\t", of="M EUR/MW IT"), name="made_up.tsv")
    ratio = definition(unit="ratio", judged=[1.1, 1.2, 1.3])
    found = read_definitions(
        {"pue": ratio, "height_meur_per_mw": definition(pool=[1])}, known, name="made_up.toml"
    )
    assert found["height_meur_per_mw"].shares[0].central == pytest.approx(10)


@pytest.mark.parametrize(
    ("text", "more", "says"),
    [
        (row(1, "\t3\t", of="months"), {"pool": [1]}, r"row 1 \(height\): months cannot be turned"),
        (row(1, "3\t\t"), {"pool": [1]}, "neither a centre nor both ends"),
        (row(1, "\t3\t"), {"pool": [7]}, "there is no row 7"),
        (row(1, "\t3\t"), {"pool": ["1 square"]}, "turned by square"),
        ("", {"judged": [3, 2, 1]}, "out of order"),
        ("", {"judged": [0, 2, 3]}, "only positive figures"),
        ("", {"judged": [1, 2, 3], "floor": 2}, "under the floor"),
        ("", {}, "no judged"),
        ("", {"judged": [1, 2, 3], "colour": "red"}, "nothing is called colour"),
        ("", {"judged": [1, 2, 3], "unit": "EUR/furlong"}, "furlong is no unit"),
        (row(1, "\t3\t"), {"pool": [1], "judged": [1, 2, 3]}, "one of the two"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    text: str, more: dict[str, object], says: str
) -> None:
    with pytest.raises(ReferenceDataError, match=says) as told:
        made(text, **more)
    assert "made_up.toml, height_meur_per_mw" in told.value.where


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (row(1, "5\t3\t9"), "out of order"),
        (row(1, "\t\t"), "no figure"),
        (row(1, "\ttall\t"), "central is 'tall'"),
        (row(1, "\t3\t", of="EUR/furlong"), "furlong is no unit"),
        (row(1, "\t3\t", of=""), "no unit"),
        (row(1, "\t3\t") + row(1, "\t4\t"), "row 1 stands twice"),
        (row(1, "\t3\t").replace("The Gazette", ""), "no source_name"),
        (row(1, "\t3\t").replace("https://example.org/a", ""), "no source_url"),
    ],
)
def test_a_malformed_row_is_refused_with_its_line(text: str, says: str) -> None:
    with pytest.raises(ReferenceDataError, match=says) as told:
        read_rows(_HEAD + text, name="made_up.tsv")
    assert "made_up.tsv, line" in told.value.where


def test_every_row_has_unit_source_and_date() -> None:
    assert len(rows()) > 370
    for each in rows().values():
        assert unit(each.unit), each.number
        assert each.source_name, each.number
        assert each.source_url.startswith(("https://", "http://")), each.number
        assert each.origin, each.number
        # A page without a date still says of which year its figure is.
        assert each.source_date or each.year, each.number
        assert each.year is not None
        assert 2015 < int(each.year) < 2040, each.number
    assert sum(each.source_date is None for each in rows().values()) < 30


def test_notes_that_doubt_keep_their_rows_out_of_every_pool() -> None:
    doubted = {each.number for each in rows().values() if each.note.startswith("doubted")}
    assert len(doubted) >= 8
    for parameter in parameters().values():
        assert doubted.isdisjoint(each.number for each in parameter.rows), parameter.name


def test_every_parameter_is_told_in_both_languages_with_a_reason() -> None:
    for name, each in parameters().items():
        texts = (each.meaning_fr, each.meaning_en, each.reason, each.reason_fr)
        assert all(len(text) > 10 for text in texts), name
        assert each.meaning_fr != each.meaning_en, name
        for left in each.left_out:
            assert left.reason_fr != left.reason_en, name
            assert left.row not in each.rows, name


def test_weighty_rows_lie_inside_their_parameters_range() -> None:
    for name, each in parameters().items():
        assert sum(share.weight for share in each.shares) == pytest.approx(float(bool(each.shares)))
        for share in each.shares:
            if share.weight >= 0.1 + 1e-9:
                spread = each.distribution
                assert spread.low <= share.central * 1.001, (name, share.row.number)
                assert spread.high >= share.central * 0.999, (name, share.row.number)


def test_names_end_with_their_unit() -> None:
    ends = {
        "_kw": "kW/accelerator", "_meur_per_mw": "M EUR/MW", "_eur": "EUR/accelerator",
        "_years": "years", "_months": "months", "_quarters": "quarters", "_share": "fraction",
        "_mw_per_year": "MW/year", "_g_per_kwh": "g/kWh", "_eur_per_mwh": "EUR/MWh",
        "_jobs_per_mw": "jobs/MW", "_mw_per_ha": "MW/ha", "_eur_per_mw": "EUR/MW",
    }  # fmt: skip
    for name, parameter in parameters().items():
        for end, expected in ends.items():
            if name.endswith(end) and not (end == "_eur_per_mw" and "_meur_" in name):
                assert parameter.unit == expected, name


def test_odds_rise_from_gate_to_gate() -> None:
    gates = ("announced", "secured", "permitted", "connected", "built", "energised")
    spreads = [parameters()[f"odds_{gate}"].distribution for gate in gates]
    for earlier, later in itertools.pairwise(spreads):
        assert earlier.median < later.median
        assert earlier.low < later.low
    assert spreads[-1].low == spreads[-1].high == 1


def test_the_fast_track_is_faster_and_two_definitions_of_carbon_stay_apart() -> None:
    known = parameters()

    def median(name: str) -> float:
        return known[name].distribution.median

    assert median("connection_years_fast_track") < median("connection_years_ordinary")
    assert median("capex_hosting_meur_per_mw") < median("capex_all_in_meur_per_mw")
    threefold = median("carbon_lifecycle_g_per_kwh") / median("carbon_location_g_per_kwh")
    assert 2 < threefold < 4
    shares = (known["delay_share_nation"], known["delay_share_site"])
    assert sum(each.distribution.ceiling or 1 for each in shares) < 1


def test_left_out_and_pooled_rows_are_each_listed_once() -> None:
    for name, entry in data_toml("parameters.toml").items():
        assert isinstance(entry, dict)
        pooled = [int(str(each).split()[0]) for each in entry.get("pool", ())]
        out = [number for group in entry.get("left_out", ()) for number in group["rows"]]
        assert len({*pooled, *out}) == len(pooled) + len(out), name


def test_rows_that_people_are_shown_are_told_in_french() -> None:
    for name, each in parameters().items():
        for shown in (*each.rows, *(left.row for left in each.left_out)):
            assert shown.applies_to_fr, (name, shown.number)
            assert bool(shown.note) == bool(shown.note_fr), (name, shown.number)


def test_french_is_set_as_french() -> None:
    known = parameters().values()
    texts = [text for each in known for text in (each.meaning_fr, each.reason_fr)]
    texts += [left.reason_fr for each in known for left in each.left_out]
    texts += [text for each in rows().values() for text in (each.applies_to_fr, each.note_fr)]
    for text in texts:
        assert not re.search(r"[^\W\d_]'[^\W\d_]", text), text
        assert not re.search(r"[^\u00a0\u202f:/][:;!?»](?:\s|$)", text), text
        assert not re.search(r"\d %", text), text
