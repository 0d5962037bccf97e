"""Changes as JSON, with stable keys."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from grandlivre.base.interval import Interval
from grandlivre.ledger.history.model import Change
from grandlivre.ledger.model import Words


def changes_to_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes as plain values, ready for any JSON writer.

    Returns
    -------
    list of dict
        For each: ``kind``, ``title``, ``title_fr``, ``says`` and ``why`` in both languages,
        ``before`` and ``after`` (ids), ``from`` and ``to`` (bounds in euros, or null),
        ``claims``, ``claims_gone`` and ``entries`` (ids).
    """
    return [
        {
            "kind": each.kind.value,
            "title": each.title.en,
            "title_fr": each.title.fr,
            "says": _words(each.says),
            "why": _words(each.why),
            "before": list(each.before),
            "after": list(each.after),
            "from": _bounds(each.euros_before),
            "to": _bounds(each.euros_after),
            "claims": list(each.claims),
            "claims_gone": list(each.claims_gone),
            "entries": list(each.entries),
        }
        for each in changes
    ]


def _words(words: Words) -> dict[str, str]:
    return {"fr": words.fr, "en": words.en}


def _bounds(interval: Interval | None) -> dict[str, int | float | None] | None:
    if interval is None:
        return None
    return {"low": _number(interval.low), "high": _number(interval.high)}


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
