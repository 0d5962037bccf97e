"""Texts read into a ledger as the main job does, and a way to ask it about its entries."""

import os
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.claims.model import Claim
from grandlivre.documents import copies
from grandlivre.documents.model import Document
from grandlivre.ledger import Commitment, Conflict, ConflictKind, Ledger, Programme, reconcile
from grandlivre.pipeline.reading import ReadOptions, read_pieces


def bn(low: float | None, high: float | None) -> Interval:
    """Bounds in billions."""
    ends = [None if end is None else Decimal(str(end)) * 10**9 for end in (low, high)]
    return Interval(low=ends[0], high=ends[1])


@dataclass(frozen=True)
class Seen:
    """A ledger with the claims that it was made from."""

    ledger: Ledger
    claims: dict[str, Claim]

    def entries(self, party: str | None, euros: Interval) -> list[Commitment]:
        """Commitments of some bounds that are known by a party, those that count first."""
        found = [
            each
            for each in self.ledger.commitments
            if each.euros == euros
            and (party is None or fold(party) in {fold(p.name) for p in each.known_by})
        ]
        return sorted(found, key=lambda each: each.aside is not None)

    def entry(self, party: str | None, euros: Interval) -> Commitment:
        """The one commitment of some bounds that is known by a party."""
        found = [each for each in self.entries(party, euros) if each.aside is None]
        assert len(found) == 1, f"{len(found)} entries of {party} with {euros}"
        return found[0]

    def programme(self, euros: Interval) -> Programme:
        """The one programme of some bounds."""
        found = [each for each in self.ledger.programmes if each.euros == euros]
        assert len(found) == 1, f"{len(found)} programmes with {euros}"
        return found[0]

    def conflicts(self, kind: ConflictKind, *entries: Commitment | Programme) -> list[Conflict]:
        """Conflicts of one kind that concern all of some entries."""
        ids = {each.id for each in entries}
        return [
            each for each in self.ledger.conflicts if each.kind is kind and ids <= set(each.entries)
        ]

    def conflict(self, kind: ConflictKind, *entries: Commitment | Programme) -> Conflict:
        """The one such conflict; it has two sides and words, and each side its claims."""
        found = self.conflicts(kind, *entries)
        assert len(found) == 1, f"{len(found)} conflicts of kind {kind}"
        assert len(found[0].sides) > 1
        assert all(side.claims and side.says.fr and side.says.en for side in found[0].sides)
        assert found[0].explanation.fr != found[0].explanation.en
        return found[0]

    def documents(self, claims: Sequence[str]) -> set[str]:
        """First three characters of the names of the documents of claims."""
        return {self.claims[key].document[:3] for key in claims}


def look(
    documents: list[Document], claims: list[Claim], origins: dict[str, str] | None = None
) -> Seen:
    """Reconcile claims; what the ledger noticed in the texts is found among them."""
    ledger = reconcile(claims, documents, origins)
    return Seen(ledger=ledger, claims={each.id: each for each in (*claims, *ledger.notices)})


def read_folder(folder: Path, ending: str = "") -> Seen:
    """Read the texts of a folder and reconcile them, as the main job does."""
    documents: list[Document] = []
    claims: list[Claim] = []
    with chdir(folder):
        names = sorted(name for name in os.listdir() if name[0] != "." and name.endswith(ending))
        for piece in read_pieces(names, ReadOptions(keep_text=True)):
            for result in piece.results:
                if result.document is not None:
                    documents.append(result.document)
                    claims.extend(result.claims)
    groups = copies.group(document for document in documents if document.text)
    return look(documents, claims, {each.id: groups.origin_of(each.id) for each in documents})
