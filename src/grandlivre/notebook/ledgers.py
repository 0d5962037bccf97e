"""Claims reconciled into a ledger, from Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from grandlivre.claims.model import Claim
from grandlivre.documents.copies import group
from grandlivre.documents.model import Document
from grandlivre.export.columns import Shape
from grandlivre.export.model import Material
from grandlivre.export.tables import TABLES
from grandlivre.ledger import Commitment, Conflict, Ledger, Total
from grandlivre.ledger import reconcile as reconcile_claims
from grandlivre.ledger.words import STAGES
from grandlivre.notebook.readings import Reading
from grandlivre.notebook.shown import Rows, Shown, framed
from grandlivre.report.figures import entry_figure
from grandlivre.report.findings import deck, headline, tiles
from grandlivre.report.tables import live_pledges

_MOST_ROWS = 12


@dataclass(frozen=True, kw_only=True, repr=False)
class Reconciled(Shown):
    """A ledger with the claims and documents that it was made from."""

    ledger: Ledger
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]
    language: str = "en"
    main = "entries"

    @property
    def entries(self) -> tuple[Commitment, ...]:
        """One undertaking each, by falling amount."""
        return self.ledger.commitments

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Claims that cannot all hold, or must not be read alike."""
        return self.ledger.conflicts

    @property
    def totals(self) -> tuple[Total, ...]:
        """Sums, each with what it adds and leaves out."""
        return self.ledger.totals

    def __repr__(self) -> str:
        return f"<{headline(self.ledger, self.language).plain()}>"

    def _tables(self) -> Mapping[str, tuple[Shape, Rows]]:
        material = Material.gather(self.ledger, self.claims, self.documents)
        names = (self.main, *(name for name in TABLES if name != self.main))
        return {name: (TABLES[name], TABLES[name].rows(material)) for name in names}

    def _repr_html_(self) -> str:
        language = self.language
        shown = Markup("").join(
            Markup("<div><dt>{}</dt><dd class='n'>{}</dd><dd class='note'>{}</dd></div>").format(
                tile.label, tile.figure, tile.note
            )
            for tile in tiles(self.ledger, self.documents, language)
        )
        rows = Markup("").join(
            Markup("<tr><td>{}</td><td class='num'>{}</td><td>{}</td></tr>").format(
                entry.title.of(language),
                entry_figure(entry, language),
                STAGES[entry.stage].of(language),
            )
            for entry in live_pledges(self.ledger)[:_MOST_ROWS]
        )
        body = Markup(
            "<h2>{}</h2><p class='deck'>{}</p><dl class='tiles'>{}</dl><table><tbody>{}</tbody>"
            "</table>"
        ).format(
            headline(self.ledger, language),
            deck(self.ledger, self.documents, language),
            shown,
            rows,
        )
        return framed(body, height=640)


def reconcile(
    claims: Reading | Iterable[Claim],
    documents: Iterable[Document] = (),
    *,
    language: str = "en",
) -> Reconciled:
    """Bring claims together into one ledger with honest bounds.

    Parameters
    ----------
    claims
        What `grandlivre.read` gave, or claims of any origin.
    documents
        The documents of such claims: their dates set rates and revisions, and near-copies count
        once. A `Reading` has them already.
    language
        Of what a notebook shows: ``fr`` or ``en``.

    Examples
    --------
    >>> reconcile(()).entries
    ()
    """
    said = tuple(claims)
    texts = claims.documents if isinstance(claims, Reading) else tuple(documents)
    # Who claims nothing is nobody's echo.
    telling = {claim.document_id for claim in said}
    copies = group([each for each in texts if each.id in telling])
    return Reconciled(
        ledger=reconcile_claims(said, texts, copies),
        claims=said,
        documents=texts,
        language=language,
    )
