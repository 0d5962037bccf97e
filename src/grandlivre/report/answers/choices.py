"""What was asked might be any of several things, or nothing: what to ask instead."""

from collections.abc import Sequence
from datetime import date

from grandlivre.base.wording import period
from grandlivre.ledger.asking import Found
from grandlivre.ledger.model import Commitment, Programme
from grandlivre.ledger.words import money_range
from grandlivre.report.answers.entries import row_of
from grandlivre.report.answers.paper import Paper, Row, short, shortened

_MOST = 20


def choices_answer(paper: Paper, asked: str, found: Sequence[Found], *, options: str = "") -> str:
    """Write what the words might mean, with the id to ask for each by.

    `options` are those by which the same ledger is asked again, as they are to be typed: the
    line that tells how to go on can then be copied.
    """
    say, language = paper.say.say, paper.language
    paper.title(say("ask.several", count=len(found), asked=asked))
    paper.blank()
    rows = []
    for each in found[:_MOST]:
        if isinstance(each.thing, Commitment | Programme):
            rows.append(row_of(each.thing, language))
        else:
            figure = "" if each.euros is None else money_range(each.euros).of(language)
            name = shortened(each.title.of(language), 90)
            rows.append(Row(figure=figure, name=name, id=each.id))
    paper.rows(rows)
    if len(found) > _MOST:
        paper.line(say("count.more", count=len(found) - _MOST), indent=2, style="dim")
    paper.blank()
    paper.line(say("ask.choose", example=f"grandlivre explain {short(found[0].id)}{options}"))
    return paper.text()


def nothing_answer(paper: Paper, day: date | None, first: date | None) -> str:
    """Say that nothing had been published by a day, and when the first text was."""
    say, language = paper.say.say, paper.language
    shown = period(day.isoformat(), language) if day is not None else ""
    paper.title(say("ask.nothing_yet", day=shown))
    if first is not None:
        paper.line(say("ask.first_text", day=period(first.isoformat(), language)))
    return paper.text()
