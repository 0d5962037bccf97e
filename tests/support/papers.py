"""Made-up documents and claims for the store, in versions as later readers would read them."""

from collections.abc import Sequence
from decimal import Decimal

from grandlivre.claims.model import Claim, Evidence, Measure, Role
from grandlivre.documents.model import Document
from grandlivre.entities.model import Judgement, Ruling

Read = tuple[Document, tuple[Claim, ...]]


def document(number: int, *, version: int = 0, published: str | None = "2025-03-10") -> Document:
    return Document(
        id=f"doc_{number}",
        name=f"{number}.txt",
        text=f"Le fonds Boréal no {number} investira 5 Md€ à Morcenx.",
        title=f"Boréal {number}" + (f", relu {version}" if version else ""),
        published=published,
        sha256=f"{number:064x}",
    )


def claim(number: int, position: int = 0, *, version: int = 0, **changes: object) -> Claim:
    given: dict[str, object] = {
        "id": f"clm_{number}_{position}",
        "document": f"{number}.txt",
        "document_id": f"doc_{number}",
        "evidence": Evidence(quote="5 Md€", start=30, end=35),
        "measure": Measure.MONEY,
        "low": Decimal(5_000_000_000 + version),
        "high": None if position % 2 else Decimal(5_000_000_000 + version),
        "unit": "EUR",
        "role": Role.COMMITMENT,
        "investors": ("Boréal",),
    }
    return Claim(**(given | changes))  # type: ignore[arg-type]


def papers(numbers: Sequence[int], *, version: int = 0) -> list[Read]:
    """Documents with two claims each, as the reader of that version reads them."""
    return [
        (
            document(number, version=version),
            tuple(claim(number, position, version=version) for position in range(2)),
        )
        for number in numbers
    ]


def claims_of(read: Sequence[Read]) -> list[Claim]:
    return [each for _, found in read for each in found]


JUDGED = Judgement(first="a", second="b", ruling=Ruling.SAME)
"""Somebody's word on two names."""
