"""Contradictions, their sides one after the other, each with its words."""

from collections.abc import Sequence
from datetime import date

from grandlivre.base.wording import period
from grandlivre.ledger.asking import Shelf
from grandlivre.ledger.model import Conflict
from grandlivre.ledger.words import money
from grandlivre.report.answers.paper import Paper, short, with_dates
from grandlivre.report.answers.quoting import desk_of, quote_lines
from grandlivre.report.model import ConflictView
from grandlivre.report.texts import count


def conflicts_answer(
    paper: Paper,
    conflicts: Sequence[Conflict],
    shelf: Shelf,
    *,
    is_part: bool = False,
    day: date | None = None,
) -> str:
    """Write contradictions for people, the heaviest first.

    Parameters
    ----------
    paper
        Language, width and colour.
    conflicts
        What to show: contradictions first, then what only looks like one.
    shelf
        The ledger, with its claims and documents.
    is_part
        True where only some kinds were asked for.
    day
        The day that the ledger is shown as of; None for all that is known.
    """
    say, language = paper.say.say, paper.language
    found = [each for each in conflicts if each.is_contradiction]
    notes = [each for each in conflicts if not each.is_contradiction]
    if not conflicts:
        paper.title(say("ask.no_such_conflict") if is_part else say("ask.no_conflict"))
        return paper.text()
    desk = desk_of(shelf, language)
    number = count(len(found), "conflicts", language)
    heaviest = max((each.size for each in found if each.size is not None), default=None)
    if heaviest is not None:
        size = money(heaviest).of(language)
        paper.title(say("ask.conflicts_sized", number=number, size=size))
    elif found:
        paper.title(say("ask.conflicts", number=number))
    if day is not None:
        paper.line(say("ask.as_of", day=period(day.isoformat(), language)))
    if found:
        paper.line(say("ask.conflicts_note"), style="dim")
    for place, conflict in enumerate(found, 1):
        paper.blank()
        conflict_lines(paper, desk.conflict(conflict), shelf, number=place)
    if notes:
        if found:
            paper.blank()
        paper.heading(say("ask.notes", count=len(notes)))
        paper.line(say("ask.notes_note"), style="dim")
    for conflict in notes:
        paper.blank()
        conflict_lines(paper, desk.conflict(conflict), shelf)
    return paper.text()


def conflict_lines(
    paper: Paper, view: ConflictView, shelf: Shelf, *, number: int | None = None
) -> None:
    """One contradiction: what it is about, its sides, its size, what would reconcile them."""
    say = paper.say.say
    lead = "" if number is None else f"{number}. "
    paper.spans(
        (
            (f"{lead}{view.kind}", "bold"),
            (" · ", "dim"),
            (view.title, ""),
            (f"  {short(view.id)}", "dim"),
        ),
        hang=3,
    )
    paper.line(with_dates(view.explanation, paper.language), indent=3)
    if view.size is not None:
        paper.line(say("ask.at_stake", size=view.size.text), indent=3)
    for side in view.sides:
        says = with_dates(side.says, paper.language)
        paper.spans(
            ((f"– {says}", "bold"), (f" ({side.origins})", "dim")),
            indent=3,
            hang=2,
        )
        for quote in side.quotes:
            claim = shelf.claims[quote.claim]
            quote_lines(paper, claim, shelf.documents.get(quote.document), indent=5)
        if side.more:
            paper.line(say("ask.more_quotes", count=side.more), indent=5, style="dim")
    if view.repairs:
        paper.line(say("ask.repairs"), indent=3, style="dim")
        for repair in view.repairs:
            paper.line(f"– {repair}", indent=5, hang=2)
