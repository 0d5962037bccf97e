"""What changed between two days, or since one, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.ledger.history import Change, ChangeKind, entries_of
from grandlivre.ledger.model import Ledger
from grandlivre.report.answers.conflicts import quote_lines
from grandlivre.report.answers.paper import Paper, short
from grandlivre.report.evidence import quote_of
from grandlivre.report.format import period

_KINDS = ChangeKind
# Sections of a list of changes, in this order, each with the kinds that it holds.
SECTIONS: tuple[tuple[str, tuple[ChangeKind, ...]], ...] = (
    ("cancelled", (_KINDS.CANCELLED, _KINDS.SUPERSEDED, _KINDS.GONE)),
    ("revised", (_KINDS.REVISED, _KINDS.REMAINDER)),
    ("delayed", (_KINDS.DELAYED, _KINDS.BROUGHT_FORWARD)),
    ("revived", (_KINDS.REVIVED, _KINDS.REINSTATED)),
    ("progressed", (_KINDS.PROGRESSED, _KINDS.SET_BACK)),
    ("new", (_KINDS.NEW, _KINDS.COUNTED)),
    ("moved", (_KINDS.PARTIES, _KINDS.MOVED, _KINDS.POWER)),
    ("tied", (_KINDS.TIED, _KINDS.UNTIED, _KINDS.MERGED, _KINDS.SPLIT, _KINDS.SET_ASIDE)),
    ("conflicts", (_KINDS.CONFLICT,)),
    ("settled", (_KINDS.SETTLED,)),
)
# What a person wants to read the words for, and not only the figures.
_QUOTED = frozenset({_KINDS.CANCELLED, _KINDS.REVISED, _KINDS.DELAYED, _KINDS.REVIVED})
_FIRST = 8
"""How many changes of a section are shown, unless all are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What changes are shown with: the claims behind them, and the ledgers they lie between."""

    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    known: Mapping[str, date]
    """From when each document counts; see `grandlivre.ledger.history.known_from`."""
    before: Ledger
    after: Ledger

    @property
    def uncounted(self) -> frozenset[str]:
        """Entries that stand outside the totals, in either ledger."""
        entries = (*entries_of(self.before), *entries_of(self.after))
        return frozenset(each.id for each in entries if each.aside is not None)


def changed_answer(
    paper: Paper,
    changes: Sequence[Change],
    source: Source,
    days: tuple[date, date],
    *,
    everything: bool = False,
) -> str:
    """Write what changed from one day to another, by kind of change.

    Parameters
    ----------
    paper
        Language, width and colour.
    changes
        From `grandlivre.ledger.history.diff`.
    source
        The claims, documents and ledgers behind them.
    days
        The two days.
    everything
        Whether to show every change, also of what stands outside the totals.
    """
    say = paper.say.say
    first, last = (period(day.isoformat(), paper.language) for day in days)
    _finding(paper, changes, first, last)
    shown = [each for each in changes if everything or not _is_idle(each, source)]
    _totals(paper, shown)
    for key, kinds in SECTIONS:
        found = [each for each in shown if each.kind in kinds]
        if not found:
            continue
        paper.blank()
        paper.heading(f"{say(f'ask.changed.{key}')} ({len(found)})")
        most = len(found) if everything else _FIRST
        for change in found[:most]:
            _change_lines(paper, change, source)
        if len(found) > most:
            paper.line(say("count.more", count=len(found) - most), indent=2, style="dim")
    hidden = len(changes) - len(shown)
    if hidden and not everything:
        paper.blank()
        paper.line(say("ask.hidden_changes", count=hidden), style="dim")
    return paper.text()


def timeline_answer(
    paper: Paper,
    changes: Sequence[Change],
    source: Source,
    since: date,
    *,
    everything: bool = False,
) -> str:
    """Write what changed since a day, the latest first.

    Parameters
    ----------
    paper, changes, source, everything
        As for `changed_answer`.
    since
        The day.

    Notes
    -----
    A change stands on the day of the first text that brought it about.
    """
    say = paper.say.say
    _finding(paper, changes, period(since.isoformat(), paper.language), None)
    _totals(paper, changes)
    told = [each for each in changes if each.kind is not ChangeKind.TOTAL]
    shown = [each for each in told if everything or not _is_idle(each, source)]
    dated: dict[date | None, list[Change]] = {}
    for change in shown:
        dated.setdefault(day_of(change, source), []).append(change)
    for day in sorted((day for day in dated if day is not None), reverse=True):
        paper.blank()
        paper.heading(period(day.isoformat(), paper.language))
        _some(paper, dated[day], source, everything=everything)
    if None in dated:
        paper.blank()
        paper.heading(say("ask.undated_changes"))
        _some(paper, dated[None], source, everything=everything)
    hidden = len(told) - len(shown)
    if hidden:
        paper.blank()
        paper.line(say("ask.hidden_changes", count=hidden), style="dim")
    return paper.text()


def day_of(change: Change, source: Source) -> date | None:
    """The day of the first text that brought a change about; None where no text did."""
    known = {claim for each in source.before.commitments for claim in each.claims}
    known |= {claim for each in source.before.programmes for claim in each.claims}
    days = [
        source.known[source.claims[key].document_id]
        for key in change.claims
        if key in source.claims
        and key not in known
        and source.claims[key].document_id in source.known
    ]
    return min(days, default=None)


def _some(paper: Paper, changes: Sequence[Change], source: Source, *, everything: bool) -> None:
    most = len(changes) if everything else _FIRST
    for change in changes[:most]:
        _change_lines(paper, change, source, with_kind=True)
    if len(changes) > most:
        words = paper.say.say("count.more", count=len(changes) - most)
        paper.line(words, indent=2, style="dim")


def _finding(paper: Paper, changes: Sequence[Change], first: str, last: str | None) -> None:
    say = paper.say.say
    total = next(
        (each for each in changes if each.kind is ChangeKind.TOTAL and _is_main(each)), None
    )
    span = say("ask.between", first=first, last=last) if last else say("ask.since", first=first)
    if not changes:
        paper.title(say("ask.unchanged", span=span))
    elif total is None:
        paper.title(say("ask.changes", span=span, count=len(changes)))
    else:
        paper.title(say("ask.total_moved", span=span, says=total.says.of(paper.language)))


def _is_main(change: Change) -> bool:
    return "commitments" in (*change.before, *change.after)


def _totals(paper: Paper, changes: Sequence[Change]) -> None:
    """Why the totals moved."""
    for change in changes:
        if change.kind is ChangeKind.TOTAL:
            title, says = change.title.of(paper.language), change.says.of(paper.language)
            colon = "\u00a0: " if paper.language == "fr" else ": "
            if _is_main(change):
                paper.line(change.why.of(paper.language), indent=2, hang=2)
            else:
                paper.spans(((title + colon, ""), (says, "bold")), indent=2, hang=2)


def _is_idle(change: Change, source: Source) -> bool:
    """True for what concerns only entries that count in no total, before or after."""
    ids = {*change.before, *change.after}
    return bool(ids) and ids <= source.uncounted


def _change_lines(paper: Paper, change: Change, source: Source, *, with_kind: bool = False) -> None:
    language = paper.language
    is_conflict = change.kind in (ChangeKind.CONFLICT, ChangeKind.SETTLED)
    key = short((change.after or change.before or ("",))[0])
    lead = f"{paper.say.say(f'ask.kind.{change.kind.value}')} · " if with_kind else ""
    paper.spans(
        ((f"– {lead}", "dim"), (change.title.of(language), "bold"), (f"  {key}", "dim")),
        indent=2,
        hang=2,
    )
    paper.line(change.says.of(language), indent=6)
    if change.kind is ChangeKind.NEW or is_conflict:
        return
    paper.line(change.why.of(language), indent=6, style="dim")
    if change.kind in _QUOTED:
        _latest_quote(paper, change, source)


def _latest_quote(paper: Paper, change: Change, source: Source) -> None:
    """The words of the latest text that brought a change about."""
    spoken = [source.claims[key] for key in change.claims if key in source.claims]
    if change.kind is ChangeKind.CANCELLED:
        spoken = [each for each in spoken if each.stage.value == "cancelled"] or spoken
    if not spoken:
        return
    last = max(
        spoken,
        key=lambda claim: (source.known.get(claim.document_id, date.min), claim.id),
    )
    quote_lines(
        paper, quote_of(last, source.documents.get(last.document_id), paper.language), indent=6
    )
