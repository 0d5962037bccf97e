"""A plan as JSON."""

import json

import pytest
from plan_ledgers import entry, plan

from grandlivre.errors import CodecError
from grandlivre.programme import plan_from_json, plan_to_json


def test_any_writer_of_json_can_write_it() -> None:
    found = plan([entry("one", 8.3, towns=("Aubrac",), powers=[(240, "2027"), (700, None)])])
    written = json.dumps(plan_to_json(found))
    assert plan_from_json(json.loads(written)) == found
    phase = plan_to_json(found)["projects"][0]["phases"][0]
    assert phase["power_mw"]["best"] == 240
    assert phase["power_mw"]["mark"] == "said"
    assert phase["reached"] == "announced"


def test_a_wrong_shape_is_named() -> None:
    plain = plan_to_json(plan([entry("one", 8)]))
    plain["projects"][0]["phases"][0]["power_mw"]["mark"] = "guessed"
    with pytest.raises(CodecError, match=r"projects\[0\].phases\[0\].power_mw.mark"):
        plan_from_json(plain, where="plan.json")
