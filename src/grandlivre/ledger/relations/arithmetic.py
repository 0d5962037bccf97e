"""Parts that make up a whole by their figures: 15 + 5 = 20, and 230 + 290 = 520 megawatts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from grandlivre.claims.model import Measure, Role
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.grouping.statements import Statement, half_last_digit
from grandlivre.ledger.model import Relation, RelationBasis, Words
from grandlivre.ledger.words import money, power

_MOST_TERMS = 3
_MOST_FIGURES = 10
_LEAST_SHARE = Decimal("0.05")
"""A term below this share of the whole may be lost in its rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A figure of one text that is the sum of others of the same party in that text."""

    whole: Statement
    parts: tuple[Statement, ...]

    @property
    def words(self) -> Words:
        """The sum, written out."""
        terms = [_said(each) for each in self.parts]
        total = _said(self.whole)
        return Words(
            fr=f"{' + '.join(each.fr for each in terms)} = {total.fr}",
            en=f"{' + '.join(each.en for each in terms)} = {total.en}",
        )


def _said(statement: Statement) -> Words:
    value = _value(statement) or Decimal(0)
    if statement.claim.measure is Measure.POWER:
        return power(value)
    return money(value, statement.claim.unit)


def _value(statement: Statement) -> Decimal | None:
    """Its figure; the upper end of a ceiling; None for a floor or a range."""
    low, high = statement.claim.low, statement.claim.high
    if high is None or (low is not None and low != high):
        return None
    return high


def sums(statements: Iterable[Statement], linker: Linker) -> list[Sum]:
    """Find the sums that texts make without saying so.

    Parameters
    ----------
    statements
        Of all texts.
    linker
        Who is who.

    Returns
    -------
    list of Sum
        Two or three figures of one text, one unit and one family of parties that come to a
        further one of that text, to half of its last digit. Only one set of terms may do.
    """
    by_text: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for each in statements:
        if _value(each) and each.claim.role in (Role.COMMITMENT, Role.CAPACITY):
            by_text[each.claim.document_id, each.claim.unit].append(each)
    found: list[Sum] = []
    for key in sorted(by_text):
        for family in _families(by_text[key], linker):
            found.extend(_sums_in(family))
    return found


def _families(statements: Sequence[Statement], linker: Linker) -> list[list[Statement]]:
    """Statements whose first parties are one, or parent and child; one for each figure."""
    families: dict[str, list[Statement]] = {}
    for each in sorted(statements, key=lambda one: one.claim.evidence.start):
        if not each.principals:
            continue
        lead = each.principals[0].key
        home = next((key for key in families if linker.are_related(key, lead)), lead)
        same = families.setdefault(home, [])
        if all(_value(each) != _value(other) for other in same):
            same.append(each)
    return [each for each in families.values() if 2 < len(each) <= _MOST_FIGURES]


def _sums_in(statements: Sequence[Statement]) -> list[Sum]:
    found: list[Sum] = []
    for whole in statements:
        total = _value(whole) or Decimal(0)
        smaller = [
            each
            for each in statements
            if each is not whole and _LEAST_SHARE * total <= (_value(each) or 0) < total
        ]
        sets = [
            terms
            for count in range(2, _MOST_TERMS + 1)
            for terms in combinations(smaller, count)
            if abs(sum((_value(each) or Decimal(0) for each in terms), Decimal(0)) - total)
            <= half_last_digit(total) / 5
        ]
        if len(sets) == 1 and _are_compatible(whole, sets[0]):
            found.append(Sum(whole=whole, parts=sets[0]))
    return found


def _are_compatible(whole: Statement, parts: Sequence[Statement]) -> bool:
    """True where every part lies in the whole's places, or one of the two names none."""
    return all(
        not part.places
        or not whole.places
        or any(wide.touches(place) for wide in whole.places for place in part.places)
        for part in parts
    )


def by_sums(
    found: Mapping[str, Mapping[str, Relation]],
    home: Mapping[str, str],
    texts: Sequence[Sum],
) -> dict[tuple[str, str], Relation]:
    """Relations that sums bear out: those that texts tell, made exhaustive, and new readings.

    Parameters
    ----------
    found
        Relations so far, by part and whole.
    home
        Entry of each claim.
    texts
        From `sums`.
    """
    made: dict[tuple[str, str], Relation] = {}
    for each in texts:
        whole = home[each.whole.claim.id]
        parts = [home[part.claim.id] for part in each.parts]
        if len({whole, *parts}) < len(parts) + 1:
            continue
        for part, statement in zip(parts, each.parts, strict=True):
            told = made.get((part, whole)) or found.get(part, {}).get(whole)
            if told is not None and told.basis is RelationBasis.STATED:
                reason = Words(
                    fr=f"{told.reason.fr} Le compte y est\u00a0: {each.words.fr}.",
                    en=f"{told.reason.en} It adds up: {each.words.en}.",
                )
                if not told.is_exhaustive:
                    made[part, whole] = replace(told, reason=reason, is_exhaustive=True)
            elif told is None or told.basis is RelationBasis.PERHAPS:
                made[part, whole] = Relation(
                    whole=whole,
                    basis=RelationBasis.READING,
                    claims=tuple(sorted({each.whole.claim.id, statement.claim.id})),
                    reason=Words(
                        fr=f"Lecture probable, qu’aucun texte n’énonce\u00a0: {each.words.fr}.",
                        en=f"A likely reading that no text states: {each.words.en}.",
                    ),
                    is_exhaustive=True,
                )
    return made
