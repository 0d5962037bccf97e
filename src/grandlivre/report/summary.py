"""A few lines for a terminal that a journalist could quote."""

from collections.abc import Sequence

from grandlivre.documents.model import Document
from grandlivre.ledger.model import Ledger
from grandlivre.ledger.words import sources
from grandlivre.reference.messages import messages
from grandlivre.report.figures import entry_figure
from grandlivre.report.findings import deck, headline, tiles
from grandlivre.report.tables import live_pledges
from grandlivre.report.texts import KINDS, count

_MOST_ENTRIES = 6
_MOST_CONFLICTS = 3


def summary(ledger: Ledger, documents: Sequence[Document], *, language: str = "fr") -> str:
    """Say what the ledger finds, in plain text.

    Parameters
    ----------
    ledger
        What to sum up.
    documents
        What was read.
    language
        ``fr`` or ``en``.

    Returns
    -------
    str
        The finding, what it rests on, the totals, the largest pledges and the largest
        contradictions; lines of no more than some hundred characters each.
    """
    # French sets a no-break space before a colon.
    colon = "\u00a0: " if language == "fr" else ": "
    lines = [f"{headline(ledger, language).plain()}.", deck(ledger, documents, language), ""]
    for tile in tiles(ledger, documents, language)[:-2]:
        note = tile.note.plain()
        lines.append(f"  {tile.label}{colon}{tile.figure.text}" + (f" ({note})" if note else ""))
    pledges = live_pledges(ledger)
    # A part beside its whole would be read as money of its own.
    named = {entry.id for entry in pledges}
    pledges = [
        entry
        for entry in pledges
        if not any(tie.is_firm and tie.whole in named for tie in entry.relations)
    ]
    if pledges:
        lines.append("")
    shown = [(entry_figure(entry, language).text, entry) for entry in pledges[:_MOST_ENTRIES]]
    width = max((len(figure) for figure, _ in shown), default=0)
    for figure, entry in shown:
        told = sources(entry.origins).of(language)
        lines.append(f"  {figure:>{width}}  {entry.title.of(language)} ({told})")
    conflicts = [each for each in ledger.conflicts if each.is_contradiction]
    if conflicts:
        lines += ["", f"{count(len(conflicts), 'conflicts', language)}{colon.rstrip(' ')}"]
    titles = {each.id: each.title.of(language) for each in ledger.commitments}
    titles.update({each.id: each.title.of(language) for each in ledger.programmes})
    for conflict in conflicts[:_MOST_CONFLICTS]:
        about = next((titles[key] for key in conflict.entries if key in titles), "")
        kind = KINDS[conflict.kind].of(language)
        head = f"{kind}, {about}" if about else kind
        lines.append(f"  • {head}{colon}{conflict.explanation.of(language)}")
    if len(conflicts) > _MOST_CONFLICTS:
        more = len(conflicts) - _MOST_CONFLICTS
        lines.append(f"  • {messages(language).say('run.more_conflicts', count=more)}")
    return "\n".join(lines)
