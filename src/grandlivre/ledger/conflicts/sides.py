"""How a conflict is made: its case, its sides, its words, its order among others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.base.interval import Interval
from grandlivre.base.keys import content_key
from grandlivre.entities.resolve import Linker
from grandlivre.ledger.entries.bounds import Reconciled, origins_of
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.ledger.model import (
    NOTES,
    Commitment,
    Conflict,
    ConflictKind,
    Programme,
    Side,
    Words,
)
from grandlivre.ledger.words import sources, typeset


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One entry, to be searched for contradictions."""

    id: str
    statements: tuple[Statement, ...]
    reconciled: Reconciled
    linker: Linker


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All entries, to be searched for contradictions between them."""

    commitments: Mapping[str, Commitment]
    programmes: Mapping[str, Programme]
    groups: Mapping[str, tuple[Statement, ...]]
    """Statements by entry id."""
    statements: Sequence[Statement]
    linker: Linker

    def title(self, key: str) -> Words:
        """What an entry is called."""
        entry = self.commitments.get(key) or self.programmes[key]
        return entry.title

    def euros(self, key: str) -> Interval:
        """The bounds of an entry."""
        entry = self.commitments.get(key) or self.programmes[key]
        return entry.euros

    def money(self, key: str) -> tuple[Statement, ...]:
        """Statements of an entry's money."""
        return tuple(each for each in self.groups[key] if each.amount is not None)


def make(
    kind: ConflictKind,
    entries: Iterable[str],
    sides: Sequence[Side],
    explanation: Words,
    *,
    size: Decimal | None = None,
    repairs: Sequence[Words] = (),
) -> Conflict:
    """A conflict, its id made of its kind and claims."""
    claims = sorted(claim for side in sides for claim in side.claims)
    return Conflict(
        id=content_key("cfl", kind.value, *claims),
        kind=kind,
        entries=tuple(entries),
        sides=tuple(sides),
        size=size,
        explanation=typeset(explanation),
        repairs=tuple(typeset(each) for each in repairs),
    )


def side_of(says: Words, statements: Iterable[Statement]) -> Side:
    """One side of a conflict."""
    listed_once = sorted({each.claim.id: each for each in statements}.items())
    return Side(
        says=says,
        claims=tuple(key for key, _ in listed_once),
        origins=origins_of(each for _, each in listed_once),
    )


def told(side: Side) -> Words:
    count = sources(side.origins)
    return Words(fr=f"{side.says.fr} selon {count.fr}", en=f"{side.says.en} in {count.en}")


def called(linker: Linker, key: str) -> Words:
    """The name of a party in both languages."""
    entity = linker.entities.get(key)
    if entity is None:
        return Words(fr="?", en="?")
    return Words(fr=entity.called("fr"), en=entity.called("en"))


def by_size(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Contradictions before notes, the largest in euros first, then by kind; each once."""
    distinct: Mapping[str, Conflict] = {each.id: each for each in conflicts}
    order = list(ConflictKind)
    return tuple(
        sorted(
            distinct.values(),
            key=lambda each: (
                each.kind in NOTES,
                -(each.size or Decimal(-1)),
                order.index(each.kind),
                each.id,
            ),
        )
    )
