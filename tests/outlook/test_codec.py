import json
from dataclasses import replace

import orjson
import pytest
from small_outlook import small_outlook, small_sensitivity

from grandlivre.errors import CodecError
from grandlivre.outlook.codec import (
    outlook_from_json,
    outlook_to_json,
    sensitivity_from_json,
    sensitivity_to_json,
    unit_of,
)
from grandlivre.outlook.model import LEVELS, Outcome


def test_nothing_is_lost_between_an_outlook_and_its_json() -> None:
    for outlook in (small_outlook(), small_outlook("brave", odds=0.3)):
        plain = json.loads(orjson.dumps(outlook_to_json(outlook)))
        assert outlook_from_json(plain) == outlook


def test_errors_of_quantiles_are_kept() -> None:
    plain = small_outlook()
    bands = tuple(
        replace(band, quantile_errors=tuple(0.1 * level * (quarter + 1) for level in LEVELS))
        for quarter, band in enumerate(plain.series[0].bands)
    )
    outlook = replace(plain, series=(replace(plain.series[0], bands=bands), *plain.series[1:]))
    assert outlook_from_json(json.loads(orjson.dumps(outlook_to_json(outlook)))) == outlook
    written = outlook_to_json(outlook, digits=6)["series"][0]["values"]["quantile_errors"]
    assert [len(level) for level in written] == [len(bands)] * len(LEVELS)


def test_a_sensitivity_reads_back() -> None:
    found = small_sensitivity()
    assert sensitivity_from_json(json.loads(orjson.dumps(sensitivity_to_json(found)))) == found


def test_every_outcome_has_a_unit() -> None:
    assert all(unit_of(outcome) for outcome in Outcome)


def test_the_shape_of_the_json_is_the_published_one() -> None:
    outlook = small_outlook()
    plain = outlook_to_json(outlook)
    assert list(plain) == ["about", "quarters", "series", "promises", "parameters"]
    assert list(plain["about"]) == [
        "scenario", "as_of", "draws", "kept", "seed", "given", "levels", "units",
    ]  # fmt: skip
    assert plain["about"]["levels"] == list(LEVELS)
    for series in plain["series"]:
        assert list(series) == ["outcome", "unit", "scope", "of", "title", "values"]
        values = series["values"]
        assert list(values) == ["p05", "p25", "p50", "p75", "p95", "mean", "error"]
        assert {len(column) for column in values.values()} == {len(outlook.quarters)}
        for row in zip(*(values[name] for name in list(values)[:5]), strict=True):
            assert list(row) == sorted(row)
    for promise in plain["promises"]:
        assert list(promise) == [
            "phase", "project", "title", "promised_mw", "promised_by", "odds_by_date", "odds_ever",
            "error", "expected_mw", "would_need",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda p: p["about"].pop("seed"), "about.seed: is missing"),
        (lambda p: p["series"][0]["values"]["p50"].pop(), "38 quarters"),
        (lambda p: p["series"][0].update(outcome="gold"), r"series\[0\].outcome: expected one of"),
        (lambda p: p["about"]["scenario"].update(replaces={"x": 3}), "replaces.x: expected an object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(change: object, says: str) -> None:
    plain = json.loads(orjson.dumps(outlook_to_json(small_outlook())))
    change(plain)  # type: ignore[operator]
    with pytest.raises(CodecError, match=says):
        outlook_from_json(plain, where="outlook.json")
