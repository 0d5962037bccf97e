"""How well claims agree with annotations: precision, recall and F1 for each field.

A claim answers the annotation that its evidence overlaps most, of the same measure. Names agree
without regard to case, accents, punctuation and leading articles, or where one holds the other as
whole words. Fields other than quantity and role are judged on pledged money only.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from bench.gold import GoldText

PLEDGES = ("commitment", "programme", "round")
FIELDS = (
    "quantity",
    "role",
    "pledge",
    "investors",
    "beneficiaries",
    "projects",
    "places",
    "purpose",
    "end",
    "stage",
    "attributed_to",
    "part_of",
    "whole_pledge",
)
_NAMED = ("investors", "beneficiaries", "projects", "places", "attributed_to")
_ARTICLES = re.compile(r"^(?:le|la|les|l|du|de|des|d|un|une|the|a|an)\s+")
Tally = dict[str, list[int]]


def folded(name: str) -> str:
    """A name without case, accents, punctuation and leading articles."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    while (shorter := _ARTICLES.sub("", plain)) != plain:
        plain = shorter
    return plain


def agrees(name: str, accepted: Sequence[str]) -> bool:
    """True where a name is one of the accepted ones, or holds one, or is held by one."""
    mine = folded(name)
    if not mine:
        return False
    for other in map(folded, accepted):
        if mine == other or (len(other) > 3 and f" {other} " in f" {mine} "):
            return True
        if len(mine) > 3 and f" {mine} " in f" {other} ":
            return True
    return False


def hits(names: Sequence[str], gold: Sequence[Any]) -> int:
    """How many annotated names are met, each by one name at the most."""
    left = [g if isinstance(g, list) else [g] for g in gold]
    count = 0
    for name in names:
        for i, accepted in enumerate(left):
            if agrees(name, accepted):
                count += 1
                del left[i]
                break
    return count


def score(
    gold: GoldText,
    claims: Sequence[Mapping[str, Any]],
    tally: Tally,
    misses: list[str] | None = None,
) -> None:
    """Add one document's claims (as JSON records) to a tally."""
    used: set[int] = set()
    quotes = {claim["id"]: claim["evidence"]["quote"] for claim in claims}
    for wanted, span in zip(gold.claims, gold.spans, strict=True):
        at = _answering(claims, wanted, span, used)
        if at is None:
            _missed(wanted, tally)
            _note(misses, gold, "missed", wanted, None)
            continue
        used.add(at)
        _compare(gold, wanted, claims[at], quotes, tally, misses)
    for i, claim in enumerate(claims):
        if i not in used:
            _note(misses, gold, "extra", None, claim)
            _add(tally, "quantity", 0, 1, 0)
            _add(tally, "role", 0, 1, 0)
            if claim["role"] in PLEDGES:
                _add(tally, "pledge", 0, 1, 0)
                _add(tally, "whole_pledge", 0, 1, 0)


def f1(tally: Tally) -> dict[str, float]:
    """F1 of each field; 1 where there was nothing to find and nothing was found."""
    result = {}
    for name in FIELDS:
        hit, predicted, gold = tally.get(name, [0, 0, 0])
        precision = hit / predicted if predicted else 1.0
        recall = hit / gold if gold else 1.0
        result[name] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return result


def _add(tally: Tally, name: str, hit: int, predicted: int, gold: int) -> None:
    row = tally.setdefault(name, [0, 0, 0])
    row[0] += hit
    row[1] += predicted
    row[2] += gold


def _answering(
    claims: Sequence[Mapping[str, Any]],
    wanted: Mapping[str, Any],
    span: tuple[int, int],
    used: set[int],
) -> int | None:
    best, best_overlap = None, 0
    for i, claim in enumerate(claims):
        if i in used or claim["measure"] != wanted["measure"]:
            continue
        evidence = claim["evidence"]
        overlap = min(span[1], evidence["end"]) - max(span[0], evidence["start"])
        if overlap > best_overlap:
            best, best_overlap = i, overlap
    return best


def _missed(wanted: Mapping[str, Any], tally: Tally) -> None:
    pledged = wanted["measure"] == "money" and wanted["role"] in PLEDGES
    for name in ("quantity", "role", *(("pledge", "whole_pledge") if pledged else ())):
        _add(tally, name, 0, 0, 1)
    if pledged:
        _add(tally, "investors", 0, 0, len(wanted["investors"]))


def _close(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is None and right is None
    return abs(left - right) <= 1e-3 * max(abs(left), abs(right), 1e-9)


def _year(value: str | None) -> str | None:
    found = re.search(r"\d{4}", value) if value else None
    return found.group() if found else None


def _note(
    misses: list[str] | None,
    gold: GoldText,
    what: str,
    wanted: Mapping[str, Any] | None,
    got: Mapping[str, Any] | None,
) -> None:
    if misses is None:
        return
    quote = wanted["quote"] if wanted else got["evidence"]["quote"] if got else ""
    left = (
        wanted.get(what, (wanted["role"], wanted["low"], wanted["high"], wanted["unit"]))
        if wanted
        else None
    )
    right = got.get(what, (got["role"], got["low"], got["high"], got["unit"])) if got else None
    misses.append(f"{gold.document.name}: {what}: {quote!r}: wanted {left} got {right}")


def _compare(
    gold: GoldText,
    wanted: Mapping[str, Any],
    got: Mapping[str, Any],
    quotes: Mapping[str, str],
    tally: Tally,
    misses: list[str] | None,
) -> None:
    value = (
        _close(got["low"], wanted["low"])
        and _close(got["high"], wanted["high"])
        and got["unit"] == wanted["unit"]
    )
    role = got["role"] == wanted["role"]
    _add(tally, "quantity", value, 1, 1)
    _add(tally, "role", role, 1, 1)
    if not value:
        _note(misses, gold, "quantity", wanted, got)
    if not role:
        _note(misses, gold, "role", wanted, got)
    pledged = wanted["measure"] == "money" and wanted["role"] in PLEDGES
    mine = wanted["measure"] == "money" and got["role"] in PLEDGES
    if pledged or mine:
        _add(tally, "pledge", value and pledged and mine, mine, pledged)
    if not pledged:
        if mine:
            _add(tally, "whole_pledge", 0, 1, 0)
        return
    whole = role and value
    for name in _NAMED:
        names = got.get(name) or []
        found = hits(names, wanted[name])
        _add(tally, name, found, len(names), len(wanted[name]))
        right = found == len(names) == len(wanted[name])
        if not right:
            _note(misses, gold, name, wanted, got)
            whole = whole and name != "investors"
    for name in ("purpose", "stage"):
        _add(tally, name, got.get(name) == wanted[name], 1, 1)
        if got.get(name) != wanted[name]:
            _note(misses, gold, name, wanted, got)
    right = _year(got.get("end")) == _year(wanted["end"])
    _add(
        tally,
        "end",
        right and wanted["end"] is not None,
        got.get("end") is not None,
        wanted["end"] is not None,
    )
    if not right:
        _note(misses, gold, "end", wanted, got)
    parent = quotes.get(got.get("part_of") or "")
    linked = bool(
        wanted["part_of"]
        and parent
        and (wanted["part_of"] in parent or parent in wanted["part_of"])
    )
    _add(tally, "part_of", linked, parent is not None, wanted["part_of"] is not None)
    if (wanted["part_of"] or parent) and not linked:
        _note(misses, gold, "part_of", wanted, {**got, "part_of": parent})
    _add(tally, "whole_pledge", whole and right, mine, 1)
