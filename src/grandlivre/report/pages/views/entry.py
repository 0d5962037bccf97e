"""One entry: every claim on one axis, and all that stands behind its bounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from grandlivre.base.periods import Period
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.errors import AskError
from grandlivre.ledger.asking.why import reasons_of
from grandlivre.ledger.history import Step
from grandlivre.ledger.model import Amount, LinkKind, Programme, RelationBasis
from grandlivre.ledger.natures import Nature
from grandlivre.ledger.words import STAGES, money_range, typeset
from grandlivre.report.charts import Scale, Tick, nice_top, range_bar
from grandlivre.report.figures import conversion, stated_amount
from grandlivre.report.pages.desk import desk_for, with_texts
from grandlivre.report.pages.drawing import statement_bar
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.index import Entry
from grandlivre.report.pages.model import Address, PageKind
from grandlivre.report.pages.past import MOST_READ, MOST_WORKED
from grandlivre.report.pages.quoting import cited, document_name
from grandlivre.report.pages.rows import amount_words, axis_ticks, ends
from grandlivre.report.pages.views.built import Built, built_views
from grandlivre.report.pages.views.conflicts import brief
from grandlivre.report.texts import text

_MOST_CLAIMS = 60
_MOST_TOLD = 12
_MOST_TURNS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one text says of the amount."""

    claim: str
    date: str
    source: str
    url: str
    voice: str
    bar: Markup
    figure: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """All claims of an amount along one axis."""

    title: str
    rows: tuple[Told, ...]
    more: tuple[Told, ...]
    more_label: str
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """Another entry that this one is tied to."""

    how: str
    url: str
    title: str
    figure: str
    reason: str
    is_said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How an entry stood from one day on, until it moved."""

    day: str
    bar: Markup
    figure: str
    stage: str
    claims: str


def entry(frame: Frame, address: Address) -> dict[str, object]:
    """All that stands behind one entry."""
    index = frame.index
    found = index.entries.get(address.key)
    if found is None:
        raise AskError("no such entry", where=address.key, remedy="look for it in the ledger")
    claims = _claims(frame, found)
    documents = with_texts(frame, claims.values())
    desk = desk_for(frame, claims, documents)
    is_programme = isinstance(found, Programme)
    view = desk.programme(found) if isinstance(found, Programme) else desk.entry(found)
    spoken = _in_time(claims.values(), documents)
    amounts = {amount.claim: amount for amount in found.amounts}
    rest = len(found.claims) - len(claims)
    return {
        "entry": view,
        "title": frame.title(found),
        # What it is tied to stands in a list of its own.
        "facts": [each for each in view.facts if each.label not in _tied_facts(frame)],
        "kind": frame.say("entry.kind_programme" if is_programme else "entry.kind_entry"),
        "figure": amount_words(found, frame.language),
        "stated": stated_amount(found, frame.language),
        "is_counted": found.id in index.counted,
        "axis": _axis(frame, found, spoken, documents),
        "why": [
            typeset(each).of(frame.language)
            for each in reasons_of(found, _parts(frame, found), index.entries)
        ],
        "cited": cited(frame, spoken, documents, _in_euros(frame, amounts)),
        "more_claims": frame.count(rest, "claim") if rest > 0 else "",
        "ties": [*_wholes(frame, found), *_held(frame, found), *_beside(frame, found)],
        "clashes": [brief(frame, each) for each in index.conflicts_of.get(found.id, ())[:8]],
        "history": _history(frame, found),
        "untold": len(found.claims) > MOST_READ,
        "built": _built(frame, found),
    }


def _claims(frame: Frame, found: Entry) -> Mapping[str, Claim]:
    """The claims that are shown: of the amount first, no more than a page can hold."""
    keys = list(dict.fromkeys([*(each.claim for each in found.amounts), *found.claims]))
    return frame.index.library.claims(keys[:_MOST_CLAIMS])


def _in_time(claims: Iterable[Claim], documents: Mapping[str, Document]) -> list[Claim]:
    """By the last day of what is known of their dates; undated last."""

    def order(claim: Claim) -> tuple[bool, date, str, int]:
        document = documents.get(claim.document_id)
        try:
            day = Period.parse((document and document.published) or "").last
        except ValueError:
            return True, date.max, claim.document, claim.evidence.start
        return False, day, claim.document, claim.evidence.start

    return sorted(claims, key=order)


def _tied_facts(frame: Frame) -> tuple[str, ...]:
    return text("items", frame.language), text("part_of", frame.language)


def _in_euros(frame: Frame, amounts: Mapping[str, Amount]) -> dict[str, str]:
    return {key: conversion(each, frame.language) for key, each in amounts.items()}


def _axis(
    frame: Frame, found: Entry, spoken: Sequence[Claim], documents: Mapping[str, Document]
) -> Axis | None:
    amounts = {amount.claim: amount for amount in found.amounts}
    told = [(claim, amounts[claim.id]) for claim in spoken if claim.id in amounts]
    if not told:
        return None
    intervals = [found.euros, *(amount.euros for _, amount in told)]
    scale = Scale(nice_top(end for each in intervals for end in ends(each)))
    voices: dict[str, int] = {}
    rows = []
    for claim, amount in told:
        origin = frame.index.origin(claim.document_id)
        voice = voices.setdefault(origin, len(voices) + 1)
        bar = statement_bar(amount.euros, found.euros, frame.index.nature(found), scale)
        rows.append(_told(frame, claim, amount, documents.get(claim.document_id), (voice, bar)))
    return Axis(
        title=_finding(frame, [amount for _, amount in told], len(voices)),
        rows=tuple(rows[:_MOST_TOLD]),
        more=tuple(rows[_MOST_TOLD:]),
        more_label=frame.say("entry.axis_more", count=frame.count(len(rows) - _MOST_TOLD, "claim")),
        ticks=axis_ticks(scale, frame.language),
    )


def _finding(frame: Frame, amounts: Sequence[Amount], voices: int) -> str:
    if voices == 1:
        return frame.say("entry.axis_title_one")
    how = "agree" if len({each.euros for each in amounts}) == 1 else "apart"
    if voices == 2:
        return frame.say(f"entry.axis_title_two_{how}")
    return frame.say(f"entry.axis_title_{how}", voices=frame.count(voices, "origin"))


def _told(
    frame: Frame,
    claim: Claim,
    amount: Amount,
    document: Document | None,
    drawn: tuple[int, Markup],
) -> Told:
    voice, bar = drawn
    stated = money_range(amount.stated, amount.unit).of(frame.language)
    url = ""
    if document is not None:
        url = frame.url(PageKind.DOCUMENT, document.id, anchor=claim.id)
    return Told(
        claim=claim.id,
        date=frame.published(document.published if document else None),
        source=document_name(document) if document else claim.document,
        url=url,
        voice=frame.say("entry.axis_voice", number=voice),
        bar=bar,
        figure=frame.money(amount.euros),
        note=stated if amount.unit != "EUR" else "",
    )


def _parts(frame: Frame, found: Entry) -> list[Entry]:
    index = frame.index
    return [index.entries[key] for key, _ in index.parts_of.get(found.id, ())]


def _tied(frame: Frame, how: str, key: str, reason: str, *, is_said: bool) -> Tied:
    other = frame.index.entries[key]
    return Tied(
        how=how,
        url=frame.url(PageKind.ENTRY, key),
        title=frame.title(other),
        figure=amount_words(other, frame.language),
        reason=reason,
        is_said=is_said,
    )


def _wholes(frame: Frame, found: Entry) -> list[Tied]:
    return [
        _tied(
            frame,
            frame.say("entry.part_of"),
            each.whole,
            each.reason.of(frame.language),
            is_said=each.basis is RelationBasis.STATED,
        )
        for each in found.relations
        if each.whole in frame.index.entries
    ]


def _held(frame: Frame, found: Entry) -> list[Tied]:
    parts = frame.index.parts_of.get(found.id, ())
    entries = frame.index.entries
    ranked = sorted(parts, key=lambda pair: -(entries[pair[0]].euros.high or 0))
    return [
        _tied(
            frame,
            frame.say("entry.parts"),
            key,
            relation.reason.of(frame.language),
            is_said=relation.basis is RelationBasis.STATED,
        )
        for key, relation in ranked[:_MOST_CLAIMS]
    ]


_TURNED = {
    LinkKind.SAME_AS: "link_same_as",
    LinkKind.REANNOUNCES: "link_reannounced",
    LinkKind.SUPERSEDES: "link_superseded",
    LinkKind.FUNDS: "link_funded",
}


def _beside(frame: Frame, found: Entry) -> list[Tied]:
    ties = []
    for link in frame.index.links_of.get(found.id, ()):
        is_source = link.source == found.id
        other = link.target if is_source else link.source
        if other not in frame.index.entries:
            continue
        how = f"link_{link.kind.value}" if is_source else _TURNED[link.kind]
        is_said = link.basis is RelationBasis.STATED
        reason = link.reason.of(frame.language)
        ties.append(_tied(frame, frame.say(f"entry.{how}"), other, reason, is_said=is_said))
    return ties


def _history(frame: Frame, found: Entry) -> dict[str, object] | None:
    """The days on which bounds or stage moved; those on which they did not are counted."""
    steps = frame.index.steps(found)
    if len(steps) < 2 or not found.amounts:
        return None
    turns = [list(each) for _, each in groupby(steps, key=lambda step: (step.euros, step.stage))]
    shown = turns[-_MOST_TURNS:]
    scale = Scale(nice_top(end for each in shown for end in ends(each[0].euros)))
    nature = frame.index.nature(found)
    bounds = {(each[0].euros.low, each[0].euros.high) for each in turns}
    return {
        "title": frame.say("entry.history" if len(bounds) > 1 else "entry.history_steady"),
        "cut": frame.say("entry.history_cut") if len(found.claims) > MOST_WORKED else "",
        "rows": [_turn(frame, each, nature, scale) for each in shown],
        "ticks": axis_ticks(scale, frame.language),
    }


def _turn(frame: Frame, steps: Sequence[Step], nature: Nature, scale: Scale) -> Past:
    """A stretch of days over which nothing moved."""
    first, last = steps[0], steps[-1]
    day = frame.day(first.day)
    if last is not first:
        day = frame.say("entry.history_span", first=day, last=frame.day(last.day))
    return Past(
        day=day,
        bar=range_bar(first.euros, None, (), nature, scale),
        figure=frame.money(first.euros),
        stage=STAGES[first.stage].of(frame.language),
        claims=frame.count(sum(len(step.claims) for step in steps), "claim"),
    )


def _built(frame: Frame, found: Entry) -> Sequence[Built]:
    return built_views(frame, frame.index.built.get(found.id, ()))
