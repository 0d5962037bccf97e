"""Entries that are another one told otherwise: the same figure, by another party or elsewhere."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from grandlivre.base.fold import fold
from grandlivre.entities.model import Place
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.conflicts.places import are_near, forms_of, tells_of
from grandlivre.ledger.conflicts.sides import make, side_of
from grandlivre.ledger.grouping.statements import Statement, significant_digits
from grandlivre.ledger.grouping.weights import GOOD, is_faint, weight_of
from grandlivre.ledger.model import (
    Commitment,
    Conflict,
    ConflictKind,
    Link,
    LinkKind,
    RelationBasis,
    Words,
)
from grandlivre.ledger.wordings import are_all_named
from grandlivre.ledger.words import listed, money_range

_DIGITS = 2
"""Digits from which on a figure is hardly another's by chance."""
_ALIKE = 3
"""How many origins make a figure so well known that who tells it otherwise errs."""
_PARTNERS = 2
"""From how many partners on their common figure is told of one undertaking."""
_FINE = 3
"""From this level on (region, department, town) a place tells one site from another."""

Groups = Mapping[str, tuple[Statement, ...]]
_Figure = tuple[str, Decimal | None, Decimal | None]
"""A currency, and a range or an upper end."""


class _Differs(StrEnum):
    """In what an echo differs from what it echoes."""

    NOTHING = "nothing"
    PLACE = "place"
    PARTIES = "parties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """An entry that one text tells, and the better supported one that it may be."""

    entry: str
    other: str
    is_sure: bool
    """True where it must not be added to the other; False where it is only suspected."""
    differs: _Differs
    is_telling: bool
    """True where the figure they share has two digits or more."""


class Echoes:
    """Finds, for entries that one text alone tells, what else has their very figure.

    A figure of one digit ("10 bn") may be anybody's; two digits, or a range end for end, of the
    same kind are hardly told of two undertakings in one place, nor twice of one party. Nor is a
    text's sum of two digits for somebody else, where that text tells of the very
    undertaking too, nor the common figure of the same partners. A round figure that one text
    tells twice or of one party again is an echo where it names no payer or was read unsurely,
    else only suspected. Two entries that one text tells are two.
    """

    def __init__(self, commitments: Sequence[Commitment], groups: Groups, linker: Linker) -> None:
        self._groups = groups
        self._linker = linker
        self._by_figure: dict[_Figure, list[Commitment]] = defaultdict(list)
        for each in commitments:
            told = [one for one in groups[each.id] if one.amount is not None]
            # What was itself read faintly is nobody's original.
            if told and not is_faint(told):
                for figure in _telling(each, 1):
                    self._by_figure[figure].append(each)

    def of(self, entry: Commitment, *, is_alone: bool = True) -> Echo | None:
        """The likeliest echo that an entry is; None where it is none.

        What several origins tell (`is_alone` false) is no echo, only suspected to be one.
        """
        found = []
        near = {
            other.id: other
            for figure in _telling(entry, 1)
            for other in self._by_figure[figure]
            if other.id != entry.id
            and other.kind is entry.kind
            and (other.origins, entry.id) > (entry.origins, other.id)
            and other.id not in entry.wholes
            and entry.id not in other.wholes
        }
        for other in near.values():
            echo = self._beside(entry, other)
            if echo is not None and not is_alone:
                is_odd = echo.is_telling and echo.differs is not _Differs.NOTHING
                echo = replace(echo, is_sure=False) if is_odd else None
            if echo is not None:
                found.append((echo.is_sure, other.origins, other.id, echo))
        return max(found, key=lambda each: each[:3])[3] if found else None

    def _beside(self, entry: Commitment, other: Commitment) -> Echo | None:
        told = [each for each in self._groups[entry.id] if each.amount is not None]
        texts = {each.origin for each in told}
        mine = {each.claim.document_id for each in told}
        retold = mine & {
            each.claim.document_id for each in self._groups[other.id] if each.amount is not None
        }
        unsure = not entry.known_by or max(map(weight_of, told)) < GOOD
        same_payer = {p.key for p in entry.known_by} & {p.key for p in other.known_by}
        kin = bool(same_payer) or any(
            self._linker.are_related(one.key, each.key)
            for one in entry.known_by
            for each in other.known_by
        )
        strong = bool(_telling(entry, _DIGITS) & _telling(other, _DIGITS))
        touch = _may_touch(entry, other)
        well_known = other.origins >= _ALIKE
        again = texts & {each.origin for each in self._groups[other.id]}
        differs = self._differs(entry, other, kin=kin)
        alike, pinned = _are_built_alike(entry, other), _share_site(entry, other)
        sure = well_known and (
            (strong and touch and (differs is not _Differs.PARTIES or pinned or bool(again)))
            or (_is_consortium(entry, other) and not retold)
            or bool(_ranges(entry) & _ranges(other))
            or (unsure and touch and bool(again or same_payer))
            or (unsure and kin)
        )
        if not sure and not retold and alike:
            sure = strong and (kin or pinned) and other.origins > entry.origins
            # A round figure of one payer in two countries is told of two undertakings.
            odd_place = differs is _Differs.PLACE and (strong or _share_country(entry, other))
            suspected = (kin and odd_place) or (pinned and differs is _Differs.PARTIES)
            if not sure and not suspected:
                return None
        elif not sure:
            return None
        return Echo(
            entry=entry.id, other=other.id, is_sure=sure, differs=differs, is_telling=strong
        )

    def _differs(self, entry: Commitment, other: Commitment, *, kin: bool) -> _Differs:
        if entry.known_by and other.known_by and not kin:
            return _Differs.PARTIES
        if _fine(entry) and _fine(other) and not _may_touch(entry, other):
            return _Differs.PLACE
        return _Differs.NOTHING

    def conflict(self, echo: Echo, entries: Mapping[str, Commitment]) -> Conflict | None:
        """The contradiction that an echo is, where the two name other parties or places."""
        entry, other = entries[echo.entry], entries[echo.other]
        told = [each for each in self._groups[entry.id] if each.amount is not None]
        # Read unsurely, and against what is better known: rather a slip of the reading.
        if echo.differs is _Differs.NOTHING or max(map(weight_of, told)) < GOOD:
            return None
        if self._tells_both(echo, entries):
            return None
        amount = money_range(entry.euros)
        rest = (
            Words(fr="les autres", en="the others")
            if other.origins > 1
            else Words(fr="un autre", en="another")
        )
        if echo.differs is _Differs.PARTIES:
            kind = ConflictKind.PARTIES
            says = [
                listed([Words(fr=p.called("fr"), en=p.called("en")) for p in each.known_by])
                for each in (entry, other)
            ]
            words = Words(
                fr=f"{amount.fr}, sans doute la même somme : {says[0].fr} selon un texte, "
                f"{says[1].fr} selon {rest.fr}.",
                en=f"{amount.en}, likely one and the same sum: {says[0].en} in one text, "
                f"{says[1].en} in {rest.en}.",
            )
        else:
            kind = ConflictKind.PLACE
            says = [
                listed([Words(fr=p.called("fr"), en=p.called("en")) for p in _fine(each)])
                for each in (entry, other)
            ]
            words = Words(
                fr=f"{amount.fr}, sans doute la même somme : à {says[0].fr} selon un texte, à "
                f"{says[1].fr} selon {rest.fr}.",
                en=f"{amount.en}, likely one and the same sum: in {says[0].en} to one text, in "
                f"{says[1].en} to {rest.en}.",
            )
        return make(
            kind,
            (entry.id, other.id),
            [
                side_of(said, [s for s in self._groups[each.id] if s.amount is not None])
                for said, each in zip(says, (entry, other), strict=True)
            ],
            words,
            size=entry.euros.high or entry.euros.low,
            repairs=(Words(fr="Ce sont peut-être deux promesses.", en="They may be two pledges."),),
        )

    def _tells_both(self, echo: Echo, entries: Mapping[str, Commitment]) -> bool:
        """True where the one text names the places, or the payers, that the others give."""
        entry, other = entries[echo.entry], entries[echo.other]
        told = [each for each in self._groups[entry.id] if each.amount is not None]
        if echo.differs is _Differs.PARTIES:
            forms = [[fold(name) for name in (*p.forms, p.name)] for p in other.known_by]
            return all(are_all_named(each, forms) for each in told)
        return all(tells_of(each, _fine(other), self._places) for each in told)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return forms_of((one for group in self._groups.values() for one in group), self._linker)

    def link(self, echo: Echo) -> Link:
        """The relation between an echo and what it echoes."""
        claims = [
            each.claim.id
            for key in (echo.entry, echo.other)
            for each in self._groups[key]
            if each.amount is not None
        ]
        return Link(
            kind=LinkKind.SAME_AS,
            source=echo.entry,
            target=echo.other,
            basis=RelationBasis.READING if echo.is_sure else RelationBasis.PERHAPS,
            claims=tuple(claims),
            reason=Words(
                fr="Le même montant, que d’autres textes donnent autrement.",
                en="The same amount, which other texts tell otherwise.",
            ),
        )


def _is_consortium(entry: Commitment, other: Commitment) -> bool:
    """True for one and the same figure of the same two parties or more: hardly told of two."""
    partners = {party.key for party in entry.known_by}
    return (
        len(partners) >= _PARTNERS
        and partners == {party.key for party in other.known_by}
        and entry.euros == other.euros
    )


def _ranges(entry: Commitment) -> set[_Figure]:
    """Ranges that an entry's claims state: the same one is hardly told of two undertakings."""
    return {figure for figure in _telling(entry, _DIGITS) if figure[1] is not None}


def _telling(entry: Commitment, digits: int) -> set[_Figure]:
    """Ranges, and figures of so many digits or more, among what an entry's claims state."""
    found: set[_Figure] = set()
    for amount in entry.amounts:
        low, high = amount.stated.low, amount.stated.high
        if high is None:
            continue
        if low and low < high:
            found.add((amount.unit, low, high))
        if significant_digits(high) >= digits:
            found.add((amount.unit, None, high))
    return found


def _may_touch(first: Commitment, second: Commitment) -> bool:
    if not first.places or not second.places:
        return True
    return any(are_near(one, other) for one in first.places for other in second.places)


def _fine(entry: Commitment) -> list[Place]:
    return [place for place in entry.places if place.level >= _FINE]


def _share_site(first: Commitment, second: Commitment) -> bool:
    """True where both have one named project, or a fine place of one lies in one of the other."""
    names = {project.key for project in first.projects if project.is_named}
    return any(one.touches(other) for one in _fine(first) for other in _fine(second)) or any(
        project.key in names for project in second.projects
    )


def _share_country(first: Commitment, second: Commitment) -> bool:
    countries = [{place.country for place in each.places} - {None} for each in (first, second)]
    return not all(countries) or bool(countries[0] & countries[1])


def _are_built_alike(first: Commitment, second: Commitment) -> bool:
    """True unless two entries are for other things, or bear other names."""
    names = [{p.key for p in each.projects if p.is_named} for each in (first, second)]
    if names[0] and names[1] and not names[0] & names[1]:
        return False
    return first.purpose is second.purpose or bool(
        {p.asset for p in first.projects} & {p.asset for p in second.projects}
    )
