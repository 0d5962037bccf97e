"""A financing as JSON and back, without loss."""

from typing import Any

from grandlivre.base.codec import decode, encode
from grandlivre.finance.model import LEVELS, Financing


def financing_to_json(financing: Financing) -> dict[str, Any]:
    """A financing as plain values, ready for any JSON writer.

    Parameters
    ----------
    financing
        What to write.

    Returns
    -------
    dict
        One key a field of `Financing`, and ``levels``: the quantiles' levels.
    """
    plain = encode(financing)
    assert isinstance(plain, dict)
    return {"levels": list(LEVELS), **plain}


def financing_from_json(plain: Any, *, where: str = "") -> Financing:
    """The financing that `financing_to_json` wrote.

    Parameters
    ----------
    plain
        What a JSON reader gives.
    where
        The file that it comes from, for error messages.

    Raises
    ------
    CodecError
        Where the shape is wrong; names the key.
    """
    return decode(Financing, plain, where=where)
