"""Totals that say what they add and what they leave out."""

from collections.abc import Sequence
from datetime import date

from grandlivre.base.wording import period
from grandlivre.ledger.history import Entry, entries_of
from grandlivre.ledger.model import Ledger, Total, Words
from grandlivre.ledger.words import money_range
from grandlivre.report.answers.entries import row_of
from grandlivre.report.answers.paper import Paper, Row
from grandlivre.report.findings import country_name, named, unpriced_note
from grandlivre.report.texts import count, text

_LINES = 25
"""How many lines an overview has."""
_FIRST = 8
"""How many entries of a total are shown, unless all are asked for."""


def totals_answer(
    paper: Paper,
    ledger: Ledger,
    totals: Sequence[Total],
    *,
    day: date | None = None,
    folded: str | None = None,
    everything: bool = False,
) -> str:
    """Write totals for people.

    Parameters
    ----------
    paper
        Language, width and colour.
    ledger
        What they are totals of.
    totals
        Which to show.
    day
        The day that the ledger is shown as of; None for all that is known.
    folded
        Id of the total that these break down: then an overview comes first; None where they are
        totals of their own.
    everything
        Whether to name every entry that is added and every one that is left out.
    """
    say, language = paper.say.say, paper.language
    if not totals:
        paper.title(say("ask.no_total"))
        return paper.text()
    if day is not None:
        paper.line(say("ask.as_of", day=period(day.isoformat(), language)))
        paper.blank()
    whole = next((each for each in ledger.totals if each.id == folded), None)
    if whole is not None:
        _overview(paper, whole, totals)
        if not everything:
            paper.blank()
            paper.line(say("ask.all_folds"), style="dim")
            return paper.text()
        paper.blank()
    for number, total in enumerate(totals):
        if number:
            paper.blank()
        total_lines(paper, ledger, total, everything=everything)
    if not everything and any(len(each.sums) > _FIRST or each.leaves_out for each in totals):
        paper.blank()
        paper.line(say("ask.all"), style="dim")
    return paper.text()


def _overview(paper: Paper, whole: Total, totals: Sequence[Total]) -> None:
    """A total broken down, a line for each of its parts."""
    language = paper.language
    colon = "\u00a0: " if language == "fr" else ": "
    shown = money_range(whole.euros).of(language)
    paper.title(f"{total_title(whole.id, whole.title, language)}{colon}{shown}")
    paper.line(paper.say.say("ask.folded"), style="dim")
    paper.blank()
    paper.rows(
        [
            Row(
                figure=money_range(each.euros).of(language),
                name=each.title.of(language),
                notes=(count(len(each.sums), "entries", language),),
            )
            for each in totals[:_LINES]
        ]
    )
    if len(totals) > _LINES:
        paper.line(paper.say.say("count.more", count=len(totals) - _LINES), indent=4, style="dim")


def total_lines(paper: Paper, ledger: Ledger, total: Total, *, everything: bool) -> None:
    """One total: bounds, what it adds, what it leaves out and why."""
    say, language = paper.say.say, paper.language
    entries = {each.id: each for each in entries_of(ledger)}
    colon = "\u00a0: " if language == "fr" else ": "
    shown = money_range(total.euros).of(language)
    paper.title(f"{total_title(total.id, total.title, language)}{colon}{shown}")
    if total.open_entries and len(total.open_entries) < len(total.sums):
        note = text(
            "without_open",
            language,
            entries=named(total.open_entries, ledger, language),
            bounds=money_range(total.without_open).of(language),
        )
        paper.line(note, indent=2, hang=2)
    if total.unpriced:
        paper.line(unpriced_note(total, ledger, language), indent=2, hang=2)
    summed = sorted((entries[key] for key in total.sums if key in entries), key=_size)
    paper.line(
        text("total_sums", language, count=count(len(summed), "entries", language))
        + colon.rstrip(),
        indent=2,
    )
    first = summed if everything else summed[:_FIRST]
    paper.rows([row_of(entry, language) for entry in first])
    if len(summed) > len(first):
        paper.line(say("count.more", count=len(summed) - len(first)), indent=4, style="dim")
    _left_out(paper, total, entries, everything=everything)


def total_title(key: str, title: Words, language: str) -> str:
    """The title of a total, with the country's name where it is one country's."""
    kind, _, country = key.partition(":")
    if kind == "commitments" and len(country) == 2 and country.isupper():
        return f"{text('works', language)} – {country_name(country, language)}"
    return title.of(language)


def _left_out(paper: Paper, total: Total, entries: dict[str, Entry], *, everything: bool) -> None:
    """What is not added, by reason: the commonest first."""
    language = paper.language
    if not total.leaves_out:
        return
    colon = "\u00a0:" if language == "fr" else ":"
    number = count(len(total.leaves_out), "entries", language)
    paper.line(text("total_leaves", language, count=number) + colon, indent=2)
    reasons: dict[str, list[Entry]] = {}
    for each in total.leaves_out:
        if each.id in entries:
            reasons.setdefault(each.reason.of(language), []).append(entries[each.id])
    for reason, found in sorted(reasons.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        paper.spans(((f"{len(found)} ", "bold"), (reason, "")), indent=4, hang=3)
        if everything:
            paper.rows([row_of(entry, language) for entry in sorted(found, key=_size)])


def _size(entry: Entry) -> tuple[object, ...]:
    end = entry.euros.high if entry.euros.high is not None else entry.euros.low
    return -(end or 0), entry.id
