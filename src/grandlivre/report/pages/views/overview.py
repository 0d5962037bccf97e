"""The first page: the question answered in one screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.claims.model import Stage
from grandlivre.ledger.history.model import Change
from grandlivre.ledger.words import money
from grandlivre.outlook.model import Outcome, Scope
from grandlivre.programme.model import Figure as PlanFigure
from grandlivre.programme.model import Gate, Phase
from grandlivre.report.figures import Figure, entry_figure
from grandlivre.report.findings import (
    deck_of,
    headline,
    itemised_figure,
    last_of,
    main_programme,
    remainder_figure,
)
from grandlivre.report.outlook.axes import last_of_year
from grandlivre.report.outlook.fan import power_fan
from grandlivre.report.outlook.model import Picture
from grandlivre.report.outlook.promised import (
    Desk,
    basis_of,
    best,
    key_year,
    live_phases,
    promised,
)
from grandlivre.report.outlook.section import desk_of
from grandlivre.report.outlook.words import (
    MEDIAN,
    between,
    is_half_nothing,
    middle,
    power,
    quantity,
    rounded,
)
from grandlivre.report.pages.flows import flows_of
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import Address, PageKind
from grandlivre.report.pages.sankey import NARROW, WIDE, Legend, sankey
from grandlivre.report.pages.views.changes import change_views
from grandlivre.report.pages.views.conflicts import brief
from grandlivre.report.tables import items_chart
from grandlivre.report.texts import text

_LATELY, _CLASHES = 6, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A key figure: its mark, its name, where it leads, and a few words under it."""

    mark: str
    label: str
    figure: str
    url: str
    note: str


def overview(frame: Frame, address: Address) -> dict[str, object]:
    """What the first page shows."""
    index, language = frame.index, frame.language
    days, here = index.edition.days, frame.url(PageKind.OVERVIEW)
    # Months: a day from which a text is known may be the last of the month that it gives.
    span = sorted({day.isoformat()[:7] for day in (*days[:1], *days[-1:])})
    programme = main_programme(index.ledger)
    items = None
    if programme is not None:
        date = last_of([days[-1].isoformat()] if days else [], language)
        items = items_chart(index.ledger, programme, index.home, date, language)
    changes = index.edition.changes
    clashes = [each for each in index.ledger.conflicts if each.is_contradiction]
    return {
        "headline": headline(index.ledger, language),
        "deck": deck_of(index.ledger, len(index.library.documents), span, language),
        "tiles": [*_money_tiles(frame), *_physical_tiles(frame)],
        "flow": index.once(("flow", language, here), lambda: _flow(frame)),
        "items": items,
        "fan": index.once(("fan", language), lambda: _fan(frame)),
        "changes": change_views(frame, _telling(frame)),
        "changes_count": frame.count(len(changes), "change"),
        "since": frame.day(index.edition.since) if index.edition.since else "",
        "clashes": [brief(frame, each) for each in clashes[:_CLASHES]],
        "clashes_count": frame.count(len(clashes), "conflict"),
    }


def _telling(frame: Frame) -> list[Change]:
    """Changes of entries by kind in turn, so that a few of them tell of more than one thing."""
    by_kind: dict[str, list[Change]] = {}
    for change in frame.index.edition.changes:
        by_kind.setdefault(change.kind, []).append(change)
    found: list[Change] = []
    turn = 0
    while len(found) < _LATELY and any(len(each) > turn for each in by_kind.values()):
        found += [each[turn] for each in by_kind.values() if len(each) > turn]
        turn += 1
    return found[:_LATELY]


def _money_tiles(frame: Frame) -> Iterable[Tile]:
    index, language = frame.index, frame.language
    ledger = frame.index.ledger
    if index.total is not None:
        yield Tile(
            mark="said",
            label=frame.say("overview.promised"),
            figure=frame.money(index.total.euros),
            url=frame.url(PageKind.LEDGER, anchor="total-commitments"),
            note=text("tile_closed", language),
        )
    programme = main_programme(ledger)
    if programme is not None:
        whole = entry_figure(programme, language).text
        url = frame.url(PageKind.ENTRY, programme.id)
        yield Tile(
            mark="said",
            label=frame.say("overview.itemised"),
            figure=itemised_figure(programme, language).text,
            url=url,
            note=frame.say("overview.itemised_note", whole=whole),
        )
        if programme.remainder.high:
            yield Tile(
                mark="inferred",
                label=frame.say("overview.rest"),
                figure=remainder_figure(programme, language).text,
                url=url,
                note=frame.say("overview.rest_note", whole=whole),
            )
    found = [each for each in ledger.conflicts if each.is_contradiction]
    largest = max((each.size for each in found if each.size), default=None)
    note = ""
    if largest is not None:
        note = frame.say("overview.contradicted_note", size=money(largest).of(language))
    yield Tile(
        mark="said",
        label=frame.say("overview.contradicted"),
        figure=frame.count(len(found), "conflict"),
        url=frame.url(PageKind.CONFLICTS),
        note=note,
    )


def _physical_tiles(frame: Frame) -> Iterable[Tile]:
    prospect = frame.index.edition.prospect
    if prospect is None:
        return
    language = frame.language
    phases = live_phases(prospect.plan)
    on = [each for each in phases if each.reached in (Gate.ENERGISED, Gate.FILLED)]
    started = [each for each in phases if each not in on and _is_being_built(frame, each)]
    run = sum((best(each.power_mw) or Decimal(0) for each in on), Decimal(0))
    under = sum((best(each.power_mw) or Decimal(0) for each in started), Decimal(0))
    sites = len({each.site for each in phases})
    yield Tile(
        mark="said",
        label=frame.say("overview.built"),
        figure=power(rounded(float(run)), language),
        url=frame.url(PageKind.PLACES),
        note=frame.say(
            "overview.built_note",
            under=power(rounded(float(under)), language),
            count=frame.count(sites, "site"),
        ),
    )
    desk = desk_of(prospect, (), (), language)
    series = desk.series(Outcome.POWER, Scope.ALL)
    if series is not None:
        year = key_year(desk.plan, desk.times)
        band = series.bands[last_of_year(desk.outlook.quarters, year)]
        span = between(band, series.outcome, language)
        note = frame.say("overview.expected_note", range=span)
        if is_half_nothing(band):
            note = frame.say("overview.expected_half")
        yield Tile(
            mark="expected",
            label=frame.say("overview.expected", year=year),
            figure=middle(band, series.outcome, language),
            url=frame.url(PageKind.OUTLOOK),
            note=note,
        )


def _is_being_built(frame: Frame, phase: Phase) -> bool:
    """True where all that is told of it says that work goes on.

    An entry of several sites would else put all of them under construction for one of them.
    """
    entries = frame.index.entries
    stages = {entries[key].stage for key in phase.entries if key in entries}
    return stages == {Stage.UNDER_CONSTRUCTION} or phase.reached is Gate.BUILT


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The fan of megawatts, and the same as rows for those who do not see it."""

    picture: Picture
    rows: tuple[tuple[str, Figure, Figure, Figure, Figure], ...]
    """Year; promised, inferred beside it, the middle of the draws, nine draws in ten."""


def _fan(frame: Frame) -> Expected | None:
    prospect = frame.index.edition.prospect
    if prospect is None:
        return None
    desk = desk_of(prospect, frame.index.entries.values(), (), frame.language)
    picture = power_fan(desk)
    return None if picture is None else Expected(picture=picture, rows=tuple(_fan_rows(desk)))


def _fan_rows(desk: Desk) -> Iterable[tuple[str, Figure, Figure, Figure, Figure]]:
    """The fan at the end of each year."""
    series = desk.series(Outcome.POWER, Scope.ALL)
    if series is None:
        return

    def size(phase: Phase) -> PlanFigure:
        return phase.power_mw

    told = promised(desk.plan, desk.times, size)
    said, inferred = basis_of(told.said_phases, size), basis_of(told.inferred_phases, size)
    for year in sorted({int(quarter[:4]) for quarter in desk.times.quarters}):
        at = last_of_year(desk.times.quarters, year)
        band = series.bands[at]
        yield (
            str(year),
            desk.told(power(rounded(float(told.said[at])), desk.language), said),
            desk.told(power(rounded(float(told.inferred[at])), desk.language), inferred),
            desk.drawn(quantity(band.quantiles[MEDIAN], series.outcome, desk.language)),
            desk.drawn(between(band, series.outcome, desk.language)),
        )


def _flow(frame: Frame) -> dict[str, object] | None:
    flows = flows_of(frame)
    if flows is None:
        return None
    legend = Legend(
        title=frame.say("overview.flow_title"),
        about=frame.say("overview.flow_desc"),
        heads=(
            frame.say("overview.flow_payers"),
            frame.say("overview.flow_envelopes"),
            frame.say("overview.flow_sites"),
        ),
        language=frame.language,
    )
    labels = {
        column: {node.key: node for node in nodes}
        for column, nodes in (
            ("payer", flows.payers),
            ("envelope", flows.envelopes),
            ("end", flows.ends),
        )
    }
    rows = [
        {
            "payer": labels["payer"][flow.payer],
            "envelope": labels["envelope"][flow.envelope],
            "end": labels["end"][flow.end],
            "amount": Figure(
                text=money(Decimal(f"{flow.euros:.3g}")).of(frame.language), entries=flow.entries
            ),
        }
        for flow in sorted(flows.flows, key=lambda each: -each.euros)
    ]
    first = flows.payers[0]
    return {
        "finding": frame.say(
            "overview.flow_finding",
            first=first.label,
            amount=money(Decimal(f"{first.euros:.3g}")).of(frame.language),
            total=money(Decimal(f"{flows.counted:.3g}")).of(frame.language),
        ),
        "wide": sankey(flows, WIDE, legend),
        "narrow": sankey(flows, NARROW, legend),
        "heads": legend.heads,
        "rows": rows,
    }
