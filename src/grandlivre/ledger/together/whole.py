"""Wholes with their parts, as the arithmetic of `grandlivre.ledger.constraints` takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole and the parts that texts give it, each counted once."""

    key: str
    parts: tuple[str, ...]
    is_exhaustive: bool = False
    """True where these parts are all there is."""


def relations_among(
    wholes: Sequence[Whole], number: Mapping[str, int]
) -> list[tuple[int, list[int], bool]]:
    """Sums by the numbers of their entries."""
    return [
        (number[each.key], [number[part] for part in each.parts], each.is_exhaustive)
        for each in wholes
    ]


def sums_between(entries: set[str], sums: Sequence[Whole]) -> tuple[Whole, ...]:
    """Sums that tie some entries, with those that lie between a whole and a part's part."""
    kept: list[Whole] = []
    reached = set(entries)
    for _ in sums:
        more = [
            each
            for each in sums
            if each not in kept and each.key in reached and _leads(each, entries, sums)
        ]
        if not more:
            break
        kept.extend(more)
        reached.update(part for each in more for part in each.parts)
    return tuple(sorted(kept, key=lambda each: each.key))


def _leads(whole: Whole, entries: set[str], sums: Sequence[Whole]) -> bool:
    """True where one of the entries is among the parts of a whole, at any remove."""
    below = {each.key: each.parts for each in sums}
    waiting, seen = list(whole.parts), set[str]()
    while waiting:
        key = waiting.pop()
        if key in entries:
            return True
        if key not in seen:
            seen.add(key)
            waiting.extend(below.get(key, ()))
    return False
