"""The ledger as a list: the finding, then each pledge with its parts beneath it."""

from collections.abc import Sequence
from datetime import date

from grandlivre.base.interval import Interval
from grandlivre.base.wording import period
from grandlivre.documents.model import Document
from grandlivre.ledger.history import Entry, entries_of
from grandlivre.ledger.model import Aside, Commitment, EntryKind, Ledger, Total
from grandlivre.ledger.words import STAGES, money_range
from grandlivre.report.answers.paper import Paper, Row
from grandlivre.report.figures import entry_figure, implied_figure
from grandlivre.report.findings import deck, headline, tiles
from grandlivre.report.tables import power_words
from grandlivre.report.texts import count, text

_TOLD_BY_CONFLICTS = 2
"""Key figures at the end of the list that count contradictions and voices, not money."""


def ledger_answer(
    paper: Paper,
    ledger: Ledger,
    documents: Sequence[Document],
    *,
    day: date | None = None,
    by: tuple[Total, ...] | None = None,
    everything: bool = False,
) -> str:
    """Write the ledger for people.

    Parameters
    ----------
    paper
        Language, width and colour.
    ledger
        What to show.
    documents
        What it was made from.
    day
        The day that it is shown as of; None for all that is known.
    by
        Sums to group entries by, from `grandlivre.ledger.totals`; None for no groups.
    everything
        Whether to show what stands outside the totals, too.
    """
    language, say = paper.language, paper.say.say
    paper.title(f"{headline(ledger, language).plain()}.")
    if day is not None:
        paper.line(say("ask.as_of", day=period(day.isoformat(), language)))
    paper.line(deck(ledger, documents, language))
    key_figures(paper, ledger, documents)
    if by is not None:
        _folded(paper, ledger, by)
        return paper.text()
    for heading, entries in _sections(ledger, language, everything=everything):
        if entries:
            paper.blank()
            paper.heading(heading)
            paper.rows(nested(entries, language))
    hidden = sum(entry.aside is not None for entry in entries_of(ledger))
    if hidden and not everything:
        paper.blank()
        paper.line(say("ask.hidden", count=hidden), style="dim")
    return paper.text()


def key_figures(paper: Paper, ledger: Ledger, documents: Sequence[Document]) -> None:
    """The few figures that matter most, one a line."""
    colon = "\u00a0: " if paper.language == "fr" else ": "
    shown = tiles(ledger, documents, paper.language)[:-_TOLD_BY_CONFLICTS]
    if shown:
        paper.blank()
    for tile in shown:
        note = tile.note.plain()
        parts = [(tile.label + colon, ""), (tile.figure.text, "bold")]
        if note:
            parts.append((f" ({note})", "dim"))
        paper.spans(parts, indent=2, hang=2)


def _sections(ledger: Ledger, language: str, *, everything: bool) -> list[tuple[str, list[Entry]]]:
    live = [each for each in ledger.commitments if each.aside is None]
    standing = [each for each in live if not each.is_cancelled]
    sections: list[tuple[str, list[Entry]]] = [
        (text("works", language), [e for e in standing if e.kind is EntryKind.COMMITMENT]),
        (text("withdrawn", language), [e for e in live if e.is_cancelled]),
        (text("rounds", language), [e for e in standing if e.kind is EntryKind.ROUND]),
        (text("capacities", language), [e for e in standing if e.kind is EntryKind.CAPACITY]),
        (text("programmes_h", language), [e for e in ledger.programmes if e.aside is None]),
    ]
    if everything:
        aside: list[Entry] = [e for e in ledger.commitments if e.aside is not None]
        aside += [e for e in ledger.programmes if e.aside is not None]
        other = Aside.OTHER_MONEY
        sections += [
            (text("doubtful", language), [e for e in aside if e.aside is not other]),
            (text("other_money", language), [e for e in aside if e.aside is other]),
        ]
    return sections


def nested(entries: Sequence[Entry], language: str) -> list[Row]:
    """Rows of entries, the parts of each beneath it."""
    by_id = {entry.id: entry for entry in entries}
    inside: dict[str, list[Entry]] = {}
    for entry in entries:
        whole = next((key for key in entry.wholes if key in by_id and key != entry.id), None)
        if whole is not None:
            inside.setdefault(whole, []).append(entry)
    parts = {part.id for found in inside.values() for part in found}
    rows: list[Row] = []
    done: set[str] = set()

    def add(entry: Entry, depth: int) -> None:
        if entry.id in done:
            return
        done.add(entry.id)
        rows.append(row_of(entry, language, depth=depth))
        for part in inside.get(entry.id, ()):
            add(part, depth + 1)

    for entry in entries:
        if entry.id not in parts:
            add(entry, 0)
    for entry in entries:
        # Two entries that are each other's part would else be lost.
        add(entry, 0)
    return rows


def row_of(entry: Entry, language: str, *, depth: int = 0, note: str | None = None) -> Row:
    """An entry on a line."""
    stage = STAGES[entry.stage].of(language)
    told = count(entry.origins, "sources", language)
    sums = implied_figure(entry, language)
    colon = "\u00a0: " if language == "fr" else ": "
    left = "" if sums is None else f"{text('implied', language).lower()}{colon}{sums.text}"
    return Row(
        figure=amount_words(entry, language),
        name=entry.title.of(language),
        notes=tuple(filter(None, (stage, told, left))) if note is None else (note,),
        id=entry.id,
        depth=depth,
        style="strike dim" if isinstance(entry, Commitment) and entry.is_cancelled else "",
    )


def amount_words(entry: Entry, language: str) -> str:
    """Its bounds in euros, or in their own currency; its power where no money is stated."""
    if entry.euros == Interval() and not entry.amounts and isinstance(entry, Commitment):
        if not entry.capacities:
            return text("amount_unknown", language)
        largest = max(entry.capacities, key=lambda each: each.megawatts.high or 0)
        return power_words(largest.megawatts, language)
    return entry_figure(entry, language).text


def _folded(paper: Paper, ledger: Ledger, by: Sequence[Total]) -> None:
    entries = {each.id: each for each in entries_of(ledger)}
    for total in by:
        summed = [entries[key] for key in total.sums if key in entries]
        paper.blank()
        paper.spans(
            (
                (total.title.of(paper.language), "bold"),
                ("  ", ""),
                (money_range(total.euros).of(paper.language), "bold"),
                (f"  {count(len(summed), 'entries', paper.language)}", "dim"),
            )
        )
        paper.rows([row_of(entry, paper.language) for entry in _by_size(summed)])


def _by_size(entries: Sequence[Entry]) -> list[Entry]:
    def size(entry: Entry) -> tuple[object, ...]:
        end = entry.euros.high if entry.euros.high is not None else entry.euros.low
        return -(end or 0), entry.id

    return sorted(entries, key=size)
