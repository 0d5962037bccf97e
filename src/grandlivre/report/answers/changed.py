"""What changed between two days, or since one, and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from grandlivre.base.wording import period
from grandlivre.claims.model import Claim, Stage
from grandlivre.documents.model import Document
from grandlivre.ledger.history import Change, ChangeKind, entries_of
from grandlivre.ledger.model import Ledger
from grandlivre.report.answers.paper import Paper, short, with_dates
from grandlivre.report.answers.quoting import quote_lines
from grandlivre.report.answers.totals import total_title

_KINDS = ChangeKind
# Sections of a list of changes, in this order, each with the kinds that it holds, and whether
# it holds them of envelopes and of entries.
_ANY, _ENTRIES, _ENVELOPES = (True, False), (False,), (True,)
SECTIONS: tuple[tuple[str, tuple[ChangeKind, ...], tuple[bool, ...]], ...] = (
    ("cancelled", (_KINDS.CANCELLED, _KINDS.SUPERSEDED, _KINDS.GONE), _ANY),
    ("revised", (_KINDS.REVISED, _KINDS.REMAINDER), _ANY),
    ("delayed", (_KINDS.DELAYED, _KINDS.BROUGHT_FORWARD), _ANY),
    ("revived", (_KINDS.REVIVED, _KINDS.REINSTATED), _ANY),
    ("progressed", (_KINDS.PROGRESSED, _KINDS.SET_BACK), _ANY),
    ("new", (_KINDS.NEW, _KINDS.COUNTED), _ENTRIES),
    ("envelopes", (_KINDS.NEW, _KINDS.COUNTED), _ENVELOPES),
    ("moved", (_KINDS.PARTIES, _KINDS.MOVED, _KINDS.POWER), _ANY),
    ("tied", (_KINDS.TIED, _KINDS.UNTIED, _KINDS.MERGED, _KINDS.SPLIT, _KINDS.SET_ASIDE), _ANY),
    ("conflicts", (_KINDS.CONFLICT,), _ANY),
    ("settled", (_KINDS.SETTLED,), _ANY),
)
# What a person wants to read the words for, and not only the figures.
_PARTS = re.compile(r"[ \u00a0]?; ")
_QUOTED = frozenset({_KINDS.CANCELLED, _KINDS.REVISED, _KINDS.DELAYED, _KINDS.REVIVED})
# What says itself why it is so.
_SELF_EXPLAINED = frozenset({_KINDS.NEW, _KINDS.CONFLICT, _KINDS.SETTLED})
_FIRST = 8
"""Of how many entries changes are shown in a section, unless all are asked for."""


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
        """Entries that stand outside the totals, and differences that are no contradiction."""
        entries = (*entries_of(self.before), *entries_of(self.after))
        conflicts = (*self.before.conflicts, *self.after.conflicts)
        return frozenset(
            (
                *(each.id for each in entries if each.aside is not None),
                *(each.id for each in conflicts if not each.is_contradiction),
            )
        )


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
    for key, kinds, whose in SECTIONS:
        found = [each for each in shown if each.kind in kinds and _is_envelope(each) in whose]
        if not found:
            continue
        paper.blank()
        number = len({each.after or each.before for each in found})
        paper.heading(f"{say(f'ask.changed.{key}')} ({number})")
        _some(paper, found, source, everything=everything)
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
        _some(paper, dated[day], source, everything=everything, with_kind=True)
    if None in dated:
        paper.blank()
        paper.heading(say("ask.undated_changes"))
        _some(paper, dated[None], source, everything=everything, with_kind=True)
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


def _is_envelope(change: Change) -> bool:
    return any(key.startswith("prg_") for key in (*change.before, *change.after))


def _is_main(change: Change) -> bool:
    return "commitments" in (*change.before, *change.after)


def _totals(paper: Paper, changes: Sequence[Change]) -> None:
    """Why the totals moved."""
    for change in changes:
        if change.kind is ChangeKind.TOTAL:
            key = (change.after or change.before)[0]
            title = total_title(key, change.title, paper.language)
            says = change.says.of(paper.language)
            colon = "\u00a0: " if paper.language == "fr" else ": "
            if _is_main(change):
                for part in _PARTS.split(change.why.of(paper.language)):
                    paper.line(part, indent=2, hang=2)
            else:
                paper.spans(((title + colon, ""), (says, "bold")), indent=2, hang=2)


def _is_idle(change: Change, source: Source) -> bool:
    """True for what concerns only entries that count in no total, before or after."""
    ids = {*change.before, *change.after}
    return bool(ids) and ids <= source.uncounted


def _some(
    paper: Paper,
    changes: Sequence[Change],
    source: Source,
    *,
    everything: bool,
    with_kind: bool = False,
) -> None:
    """Changes of one entry together, beneath its title."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        groups.setdefault(change.after or change.before, []).append(change)
    shown = list(groups.values()) if everything else list(groups.values())[:_FIRST]
    for group in shown:
        _change_lines(paper, group, source, with_kind=with_kind)
    if len(groups) > len(shown):
        words = paper.say.say("count.more", count=len(groups) - len(shown))
        paper.line(words, indent=2, style="dim")


def _change_lines(
    paper: Paper, changes: Sequence[Change], source: Source, *, with_kind: bool
) -> None:
    """What became of one entry."""
    language, say = paper.language, paper.say.say
    first = changes[0]
    key = short((first.after or first.before or ("",))[0])
    paper.spans(
        (("– ", ""), (first.title.of(language), "bold"), (f"  {key}", "dim")), indent=2, hang=2
    )
    for change in changes:
        lead = f"{say(f'ask.kind.{change.kind.value}')} – " if with_kind else ""
        says = with_dates(change.says.of(language), language)
        paper.spans(((lead, "dim"), (says, "")), indent=4, hang=2)
    reasons = dict.fromkeys(
        change.why.of(language) for change in changes if change.kind not in _SELF_EXPLAINED
    )
    for part in (part for reason in reasons for part in _PARTS.split(reason)):
        paper.line(part, indent=4, hang=2, style="dim")
    quoted = next((change for change in changes if change.kind in _QUOTED), None)
    if quoted is not None:
        _latest_quote(paper, quoted, source)


def _latest_quote(paper: Paper, change: Change, source: Source) -> None:
    """The words of the latest text that brought a change about."""
    spoken = [source.claims[key] for key in change.claims if key in source.claims]
    if change.kind is ChangeKind.CANCELLED:
        spoken = [each for each in spoken if each.stage is Stage.CANCELLED] or spoken
    elif change.kind in (ChangeKind.DELAYED, ChangeKind.BROUGHT_FORWARD):
        spoken = [each for each in spoken if each.end and each.end in change.says.en] or spoken
    # A sentence tells more than a row of a table.
    last = max(
        spoken,
        key=lambda claim: (
            claim.reader != "statement",
            source.known.get(claim.document_id, date.min),
            claim.id,
        ),
        default=None,
    )
    if last is not None:
        quote_lines(paper, last, source.documents.get(last.document_id), indent=4)
