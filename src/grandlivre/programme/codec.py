"""A plan as JSON and back."""

from decimal import Decimal
from typing import Any

from grandlivre.base.codec import decode, encode
from grandlivre.programme.model import Plan


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """A plan as plain values, ready for any JSON writer.

    Parameters
    ----------
    plan
        From `grandlivre.programme.assemble`.

    Returns
    -------
    dict
        One key a field of `Plan`. Numbers are whole wherever they are whole, else floats: a plan
        has no figure of more digits than a float holds.
    """
    found = _plain(encode(plan))
    assert isinstance(found, dict)
    return found


def plan_from_json(plain: dict[str, Any], *, where: str = "") -> Plan:
    """Read a plan from plain values.

    Parameters
    ----------
    plain
        As `plan_to_json` makes it.
    where
        File that it comes from, for error messages.

    Raises
    ------
    CodecError
        Where the shape is wrong; names the key.
    """
    return decode(Plan, plain, where=where)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
