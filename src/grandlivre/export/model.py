"""What an export is made from, and what it makes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.ledger.model import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes an export; standards of publication ask for it.

    The defaults name the tool: whoever publishes puts a name and registered numbers of their own.
    """

    name: str = "Grand Livre"
    iati_ref: str = "GRANDLIVRE"
    """Identifier of the organisation in the IATI registry, such as ``FR-RCS-000000000``."""
    oc4ids_prefix: str = "oc4ids-000000"
    """Prefix that the Open Contracting Partnership gives to a publisher of projects."""
    uri: str = "urn:grandlivre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A ledger, the claims that it rests on, and the documents that make them."""

    ledger: Ledger
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    publisher: Publisher = Publisher()

    @classmethod
    def gather(
        cls,
        ledger: Ledger,
        claims: Sequence[Claim],
        documents: Sequence[Document] = (),
        publisher: Publisher | None = None,
    ) -> "Material":
        """Material whose every claim has a document.

        Where none is given, one with the name and the id that the claim has of it stands in.
        """
        known = {document.id: document for document in documents}
        # A side of a conflict may be a notice, which no reader's claims hold.
        claims = tuple({each.id: each for each in (*claims, *ledger.notices)}.values())
        for claim in claims:
            if claim.document_id not in known:
                known[claim.document_id] = Document(
                    id=claim.document_id, name=claim.document, text=""
                )
        return cls(
            ledger=ledger,
            claims=claims,
            documents=tuple(known.values()),
            publisher=publisher or Publisher(),
        )

    def documents_by_id(self) -> dict[str, Document]:
        """Each document under its id."""
        return {document.id: document for document in self.documents}

    def claims_by_id(self) -> dict[str, Claim]:
        """Each claim under its id."""
        return {claim.id: claim for claim in self.claims}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Files ready to be written, and what is to be said of them."""

    files: Mapping[str, Iterable[bytes]]
    """What each file holds, in parts, by its name in the export's folder; an export of one file
    has one, whose name is empty."""
    written: Mapping[str, int]
    """How many records of each kind were written."""
    extended: Mapping[str, int]
    """How many things the standard has no form for, by kind: they are in the extension."""
    left_out: Mapping[str, int]
    """How many things are not in the export at all, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One of the formats that a ledger can be exported to."""

    make: Callable[[Material], Exported]
    suffix: str
    """End of the file's name; empty for a folder of files."""
