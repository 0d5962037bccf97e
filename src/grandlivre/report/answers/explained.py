"""From a figure to the words that it was read from: the whole chain, the finding first."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from grandlivre.base.wording import period
from grandlivre.ledger.asking import Explanation, Shelf, Tie, Told
from grandlivre.ledger.model import (
    Amount,
    Commitment,
    Conflict,
    Programme,
    RelationBasis,
    Total,
    Words,
)
from grandlivre.ledger.words import STAGES, money_range
from grandlivre.report.answers.conflicts import conflict_lines
from grandlivre.report.answers.entries import row_of
from grandlivre.report.answers.paper import Paper, Row, short, with_dates
from grandlivre.report.answers.quoting import desk_of, named, quote_lines
from grandlivre.report.answers.totals import total_lines
from grandlivre.report.evidence import quote_of
from grandlivre.report.figures import Figure, Sentence, conversion, entry_figure, stated_amount
from grandlivre.report.format import claim_figure
from grandlivre.report.model import Fact, Link
from grandlivre.report.texts import KINDS, count, text

# Said in the other parts of an explanation.
_ELSEWHERE = ("best", "implied", "part_of", "items", "itemised", "remainder")


def explained_answer(
    paper: Paper, explanation: Explanation, shelf: Shelf, *, everything: bool = False
) -> str:
    """Write for people why a figure is what it is.

    Parameters
    ----------
    paper
        Language, width and colour.
    explanation
        From `grandlivre.ledger.asking.explain`.
    shelf
        The ledger that it explains, with its claims and documents.
    everything
        Of a total: whether to name every entry.
    """
    thing, desk = explanation.thing, desk_of(shelf, paper.language)
    if isinstance(thing, Total):
        total_lines(paper, shelf.ledger, thing, everything=everything)
        return paper.text()
    if isinstance(thing, Conflict):
        conflict_lines(paper, desk.conflict(thing), shelf)
        _entries(paper, explanation.entries)
    elif isinstance(thing, Commitment | Programme):
        _head(paper, thing)
        _why(paper, explanation.why)
        view = desk.programme(thing) if isinstance(thing, Programme) else desk.entry(thing)
        _facts(paper, view.facts)
        _ties(paper, "ask.part_of", explanation.wholes)
        _parts(paper, thing, explanation)
        _links(paper, explanation)
        _conflicts(paper, explanation.conflicts)
        _steps(paper, explanation)
    else:
        paper.title(claim_figure(thing, paper.language))
        paper.line(short(thing.id), style="dim")
        _entries(paper, explanation.entries)
    _told(paper, explanation)
    return paper.text()


def _head(paper: Paper, entry: Commitment | Programme) -> None:
    language = paper.language
    paper.title(entry.title.of(language))
    stated = stated_amount(entry, language)
    parts = [(entry_figure(entry, language).text, "bold")]
    if stated:
        parts.append((f" ({stated})", ""))
    told = count(entry.origins, "sources", language)
    stage = STAGES[entry.stage].of(language)
    parts += [(f" · {stage} · {told}", ""), (f"  {short(entry.id)}", "dim")]
    paper.spans(parts)


def _section(paper: Paper, key: str, note: str = "") -> None:
    paper.blank()
    paper.spans(((paper.say.say(key), "bold"), (f"  {note}" if note else "", "dim")))


def _why(paper: Paper, why: Sequence[Words]) -> None:
    if why:
        _section(paper, "ask.why")
    for each in why:
        paper.line(with_dates(each.of(paper.language), paper.language), indent=2, hang=2)


def _facts(paper: Paper, facts: Iterable[Fact]) -> None:
    said = {text(key, paper.language) for key in _ELSEWHERE}
    shown = [fact for fact in facts if fact.label not in said]
    if not shown:
        return
    _section(paper, "ask.facts")
    widest = max(len(fact.label) for fact in shown)
    for fact in shown:
        words = ", ".join(filter(None, map(_plain, fact.parts)))
        paper.spans(((f"{fact.label:<{widest}}  ", "dim"), (words, "")), indent=2, hang=widest + 2)


def _plain(part: object) -> str:
    match part:
        case Figure():
            return part.text
        case Sentence():
            return part.plain()
        case Link():
            return f"{part.label} ({part.note})" if part.note else part.label
    return str(part)


def _ties(paper: Paper, key: str, ties: Sequence[Tie]) -> None:
    if not ties:
        return
    _section(paper, key)
    for tie in ties:
        paper.rows([row_of(tie.entry, paper.language, note="")])
        paper.line(_reason(tie, paper.language), indent=6, style="dim")


def _reason(tie: Tie, language: str) -> str:
    """What a tie rests on, and its reason in words."""
    relation = tie.relation
    reason = relation.reason.of(language)
    if relation.basis is RelationBasis.PERHAPS:
        return f"{text('perhaps', language)} – {reason}"
    if relation.basis is RelationBasis.READING:
        return f"{text('part_reading', language)} – {reason}"
    return reason


def _parts(paper: Paper, entry: Commitment | Programme, explanation: Explanation) -> None:
    """Its parts; of an envelope what was announced beside it too."""
    if not explanation.parts:
        return
    number = count(len(explanation.parts), "entries", paper.language)
    _section(paper, "ask.holds", number)
    language = paper.language
    notes = {
        RelationBasis.STATED: "",
        RelationBasis.READING: paper.say.say("ask.inferred"),
        RelationBasis.PERHAPS: text("perhaps", language),
    }
    firm = [tie for tie in explanation.parts if tie.relation.basis is not RelationBasis.PERHAPS]
    weak = [tie for tie in explanation.parts if tie.relation.basis is RelationBasis.PERHAPS]
    rows: list[Row] = []
    for tie in (*firm, *weak):
        gone = isinstance(tie.entry, Commitment) and tie.entry.is_cancelled
        note = STAGES[tie.entry.stage].of(language) if gone else notes[tie.relation.basis]
        rows.append(row_of(tie.entry, language, note=note))
    paper.rows(rows)


def _links(paper: Paper, explanation: Explanation) -> None:
    """What takes its place, announces it again or pays for it, and the other way round."""
    if not explanation.links:
        return
    _section(paper, "ask.links")
    for each in explanation.links:
        key = f"ask.link.{each.link.kind.value}.{'by' if each.is_source else 'of'}"
        name = each.entry.title.of(paper.language)
        paper.spans(
            (
                (f"– {paper.say.say(key)} ", ""),
                (name, "bold"),
                (f"  {short(each.entry.id)}", "dim"),
            ),
            indent=2,
            hang=2,
        )
        paper.line(with_dates(each.link.reason.of(paper.language), paper.language), indent=4)


def _entries(paper: Paper, entries: Sequence[Commitment | Programme]) -> None:
    if entries:
        _section(paper, "ask.concerns")
        paper.rows([row_of(entry, paper.language) for entry in entries])


def _conflicts(paper: Paper, conflicts: Sequence[Conflict]) -> None:
    if not conflicts:
        return
    found = [each for each in conflicts if each.is_contradiction]
    number = count(len(found), "conflicts", paper.language)
    _section(paper, "ask.disputed", number if found else "")
    for conflict in (*found, *(each for each in conflicts if not each.is_contradiction)):
        paper.spans(
            (
                (f"– {KINDS[conflict.kind].of(paper.language)}", "bold"),
                (f"  {short(conflict.id)}", "dim"),
            ),
            indent=2,
        )
        paper.line(with_dates(conflict.explanation.of(paper.language), paper.language), indent=4)


def _steps(paper: Paper, explanation: Explanation) -> None:
    """How bounds and stage came to be; nothing where they never moved."""
    language = paper.language
    rows: list[tuple[str, str, str]] = []
    for step in explanation.steps:
        shown, stage = money_range(step.euros).of(language), STAGES[step.stage].of(language)
        if not rows or rows[-1][1:] != (shown, stage):
            rows.append((period(step.day.isoformat(), language), shown, stage))
    if len(rows) < 2:
        return
    _section(paper, "ask.history")
    widest = max(len(row[0]) for row in rows)
    wide = max(len(row[1]) for row in rows)
    for day, shown, stage in rows:
        paper.spans(
            ((f"{day:<{widest}}  ", "dim"), (f"{shown:<{wide}}", "bold"), (f"  {stage}", "")),
            indent=2,
        )


def _told(paper: Paper, explanation: Explanation) -> None:
    """Each claim with its words, its source, its voice and its conversion."""
    language, told = paper.language, explanation.told
    if not told:
        return
    claims = count(len(told), "claims", language)
    voices = count(explanation.voices, "origins", language)
    _section(paper, "ask.sources", f"{claims}, {voices}")
    for _, group in groupby(told, key=lambda each: each.claim.document_id):
        _source(paper, list(group))


def _source(paper: Paper, told: Sequence[Told]) -> None:
    """One text: what it is, then each of its sentences."""
    first = told[0]
    quote = quote_of(first.claim, first.document, paper.language)
    voice = paper.say.say("ask.voice", number=first.voice)
    paper.spans(
        ((quote.date, "bold"), (f" · {named(quote)}", ""), (f" · {voice}", "dim")),
        indent=2,
        hang=2,
    )
    if quote.url:
        paper.link(quote.url, indent=4)
    for each in told:
        quote = quote_of(each.claim, each.document, paper.language)
        quote_lines(paper, each.claim, each.document, indent=4, source=False)
        is_row = each.document is not None and bool(each.document.fields)
        lines = [] if is_row or not quote.said_by else [quote.said_by]
        lines += _beside(each, paper.language)
        paper.line(" · ".join([*lines, short(each.claim.id)]), indent=6, style="dim")


def _beside(told: Told, language: str) -> list[str]:
    """How a figure in another currency was converted."""
    amount: Amount | None = told.amount
    if amount is None or amount.rate_on is None or amount.unit == "EUR":
        return []
    words = conversion(amount, language)
    rates = [each for each in (amount.rate, amount.rate_high) if each is not None]
    if not rates:
        return [words]
    shown = "–".join(f"{each:.4f}".rstrip("0") for each in rates)
    shown = shown.replace(".", ",") if language == "fr" else shown
    return [f"{words} (1\u00a0{amount.unit} = {shown}\u00a0EUR)"]
