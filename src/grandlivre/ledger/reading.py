"""A ledger back from the JSON that `grandlivre.ledger.codec` writes."""

import json
from decimal import Decimal
from typing import Any

from grandlivre.base.codec import decode
from grandlivre.errors import CodecError
from grandlivre.ledger.model import Ledger

Json = Any


def ledger_from_json(data: bytes | str, *, where: str = "") -> Ledger:
    """Read a ledger from the published contract.

    Parameters
    ----------
    data
        What `ledger_to_json` made, as JSON text.
    where
        Name of the file, for error messages.

    Returns
    -------
    Ledger
        Whose `ledger_to_json` is the same again. What the contract does not hold is empty: the
        spellings of parties and places, their English names, the places that hold a place.

    Raises
    ------
    CodecError
        Where it is no JSON, or not of that shape; names the key.
    """
    try:
        plain = json.loads(data, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise CodecError(
            "not valid JSON", where=where, remedy="check that the file is complete"
        ) from error
    try:
        about = plain["about"]
        record = {
            "commitments": [_commitment(each) for each in plain["commitments"]],
            "programmes": [_programme(each) for each in plain["programmes"]],
            "conflicts": plain["conflicts"],
            "totals": [_total(each) for each in plain["totals"]],
            # Files of earlier versions have none of these.
            "links": plain.get("links", []),
            "sources": [_source(each) for each in plain.get("sources", [])],
            "notices": plain.get("notices", []),
            "claims_read": about["claims_read"],
            "origins": about["origins"],
            "currency_date": about["currency_date"],
        }
    except (KeyError, TypeError, AttributeError) as error:
        raise CodecError(
            "not a ledger of grandlivre", where=where, remedy="name a folder that run wrote"
        ) from error
    return decode(Ledger, record, where=where)


def _commitment(entry: Json) -> Json:
    doubted = entry["said_by_one_text"]
    return {
        **_common(entry, "reconciled"),
        "kind": entry["kind"],
        "known_by": [],
        "starts": entry["starts"],
        "announced": entry.get("announced"),
        "power_mw": entry.get("power_mw"),
        "paid": [_amount(each) for each in entry.get("paid", [])],
        "capacities": [
            {**each, "megawatts": {"low": each["low_mw"], "high": each["high_mw"]}}
            for each in entry["capacities"]
        ],
        "doubted_parties": [_entity(each) for each in doubted["parties"]],
        "doubted_places": [_place(each) for each in doubted["places"]],
    }


def _programme(entry: Json) -> Json:
    return {
        **_common(entry, "stated"),
        "items": [
            {
                **each,
                "is_stated": each["basis"] == "stated",
                "is_firm": each["firm"],
                "is_perhaps": each["perhaps"],
            }
            for each in entry["items"]
        ],
        "itemised": entry["itemised"],
        "remainder": entry["remainder"],
        "depends_on": entry["remainder"]["depends_on"],
        "unpriced": entry.get("unpriced", []),
    }


def _common(entry: Json, bounds: str) -> Json:
    best = entry["best"]
    return {
        **{name: entry[name] for name in ("id", "stage", "ends", "purpose", "claims", "origins")},
        "title": _title(entry),
        "investors": [_entity(each) for each in entry["parties"]["investors"]],
        "beneficiaries": [_entity(each) for each in entry["parties"]["beneficiaries"]],
        "amounts": [_amount(each) for each in entry["amounts"]],
        "euros": entry[bounds],
        "money_date": entry[bounds]["money_date"],
        "best": None if best is None else {"euros": best["value"], "method": best["method"]},
        "places": [_place(each) for each in entry["places"]],
        "projects": [
            {**each, "key": each["id"], "is_named": each["named"]} for each in entry["projects"]
        ],
        "relations": [
            {**each, "is_firm": each["firm"], "is_exhaustive": each.get("exhaustive", False)}
            for each in entry["relations"]
        ],
        "aside": entry.get("aside"),
        "implied": entry.get("implied"),
    }


def _source(source: Json) -> Json:
    rated = source["reliability"]
    return {**source, "reliability": rated["value"], "low": rated["low"], "high": rated["high"]}


def _total(total: Json) -> Json:
    return {
        **total,
        "title": _title(total),
        "euros": {"low": total["low"], "high": total["high"]},
        "open_entries": total["open"],
    }


def _amount(amount: Json) -> Json:
    return {
        **amount,
        "stated": {"low": amount["low"], "high": amount["high"]},
        "euros": {"low": amount["eur_low"], "high": amount["eur_high"]},
        "is_rate_of_claim": amount["rate_of_claim"],
    }


def _entity(entity: Json) -> Json:
    # Whom the list knows has a kind; who is met in texts alone has none.
    return {
        **entity,
        "key": entity["id"],
        "forms": [],
        "kind": entity["kind"] or "",
        "is_known": entity["kind"] is not None,
    }


def _place(place: Json) -> Json:
    return {**place, "key": place["id"]}


def _title(entry: Json) -> Json:
    return {"en": entry["title"], "fr": entry["title_fr"]}
