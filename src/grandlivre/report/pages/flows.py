"""From payers through envelopes to places: pledges counted once, at their best value."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.ledger.model import Commitment, Programme
from grandlivre.ledger.natures import Nature, payers
from grandlivre.report.findings import main_programme
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import PageKind

_MOST_PAYERS, _MOST_ENVELOPES, _MOST_ENDS = 9, 3, 10
_TOWNS = 3
"""From this level of place on (region, department, town) money has gone somewhere."""
OTHERS, NOBODY, NOWHERE, ALONE = "~others", "~nobody", "~nowhere", "~alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Where money comes from, passes through, or goes."""

    key: str
    label: str
    url: str
    """Of its page; empty for a rest."""
    euros: Decimal
    nature: Nature


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Money from a payer within an envelope to a place."""

    payer: str
    envelope: str
    end: str
    euros: Decimal
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """All of it: nodes of the three columns, the largest first, and what runs between them."""

    payers: tuple[Node, ...]
    envelopes: tuple[Node, ...]
    ends: tuple[Node, ...]
    flows: tuple[Flow, ...]
    total: Decimal
    """All that is drawn."""
    counted: Decimal
    """Pledges alone, without what is in no one's name."""


@dataclass(frozen=True, slots=True)
class _Named:
    key: str
    label: str
    url: str
    nature: Nature


def flows_of(frame: Frame) -> Flows | None:
    """Follow the counted pledges; None where there are too few to draw.

    Notes
    -----
    What is drawn are the entries that the total of commitments adds up, each at its best value
    (the known end where the other is open), so that nothing is counted twice. What they leave of
    the main envelope's stated whole runs from no one through the envelope to no place; envelopes
    may overlap, so that the others' rests are not drawn.
    """
    index = frame.index
    names: dict[str, _Named] = {}
    raw: dict[tuple[str, str, str], list[Commitment]] = defaultdict(list)
    envelope_of = _envelopes(index.ledger.programmes)
    for entry in index.ledger.commitments:
        if entry.id in index.counted and _value(entry):
            ends = (_payer(frame, entry), _envelope(frame, entry, envelope_of), _end(frame, entry))
            names.update((each.key, each) for each in ends)
            raw[ends[0].key, ends[1].key, ends[2].key].append(entry)
    if len(raw) < 3:
        return None
    found = [
        Flow(
            payer=payer,
            envelope=envelope,
            end=end,
            euros=sum((_value(entry) for entry in entries), Decimal(0)),
            entries=tuple(entry.id for entry in entries),
        )
        for (payer, envelope, end), entries in raw.items()
    ]
    counted = sum((flow.euros for flow in found), Decimal(0))
    found += list(_rest(frame, found, names))
    return _gathered(frame, found, names, counted)


def _envelopes(programmes: Iterable[Programme]) -> Mapping[str, Programme]:
    """The first envelope that counts each entry: programmes stand by size."""
    found: dict[str, Programme] = {}
    for programme in programmes:
        if programme.aside is None:
            for item in programme.items:
                if not item.is_perhaps:
                    found.setdefault(item.entry, programme)
    return found


def _payer(frame: Frame, entry: Commitment) -> _Named:
    parties = payers(entry.known_by)
    nature = frame.index.nature(entry)
    if not parties:
        return _Named(NOBODY, frame.say("overview.flow_nobody"), "", Nature.UNKNOWN)
    names = [party.called(frame.language) for party in parties]
    label = " / ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
    if len(parties) == 1:
        return _Named(parties[0].key, label, frame.url(PageKind.PARTY, parties[0].key), nature)
    key = "+".join(sorted(party.key for party in parties))
    return _Named(key, label, frame.url(PageKind.ENTRY, entry.id), nature)


def _envelope(frame: Frame, entry: Commitment, known: Mapping[str, Programme]) -> _Named:
    programme = known.get(entry.id)
    if programme is None:
        return _Named(ALONE, frame.say("overview.flow_alone"), "", Nature.UNKNOWN)
    url = frame.url(PageKind.ENTRY, programme.id)
    return _Named(programme.id, frame.title(programme), url, Nature.UNKNOWN)


def _end(frame: Frame, entry: Commitment) -> _Named:
    place = max(entry.places, key=lambda each: each.level, default=None)
    if place is not None and place.level >= _TOWNS:
        label = place.called(frame.language)
        return _Named(place.key, label, frame.url(PageKind.PLACE, place.key), Nature.UNKNOWN)
    named = next((each for each in entry.projects if each.is_named), None)
    if named is not None:
        return _Named(named.key, named.name, frame.url(PageKind.ENTRY, entry.id), Nature.UNKNOWN)
    return _Named(NOWHERE, frame.say("overview.flow_nowhere"), "", Nature.UNKNOWN)


def _value(entry: Commitment) -> Decimal:
    if entry.best is not None:
        return entry.best.euros
    return entry.euros.low or entry.euros.high or Decimal(0)


def _rest(frame: Frame, found: Iterable[Flow], names: dict[str, _Named]) -> Iterable[Flow]:
    """What the main envelope announces beyond its entries, at best values."""
    programme = main_programme(frame.index.ledger)
    if programme is None or not programme.remainder.high:
        return
    whole = programme.best.euros if programme.best else programme.euros.high or Decimal(0)
    rest = whole - sum((each.euros for each in found if each.envelope == programme.id), Decimal(0))
    if rest <= 0:
        return
    for key, text in ((NOBODY, "flow_nobody"), (NOWHERE, "flow_nowhere")):
        names.setdefault(key, _Named(key, frame.say(f"overview.{text}"), "", Nature.UNKNOWN))
    yield Flow(
        payer=NOBODY, envelope=programme.id, end=NOWHERE, euros=rest, entries=(programme.id,)
    )


def _gathered(
    frame: Frame, found: Sequence[Flow], names: Mapping[str, _Named], counted: Decimal
) -> Flows:
    """Keep the largest nodes of each column and put the others together."""
    kept_payers = _largest(found, "payer", _MOST_PAYERS)
    kept_envelopes = _largest(found, "envelope", _MOST_ENVELOPES)
    kept_ends = _largest(found, "end", _MOST_ENDS)
    sums: dict[tuple[str, str, str], list[Flow]] = defaultdict(list)
    for flow in found:
        key = (
            flow.payer if flow.payer in kept_payers else OTHERS,
            flow.envelope if flow.envelope in kept_envelopes else OTHERS,
            flow.end if flow.end in kept_ends else OTHERS,
        )
        sums[key].append(flow)
    flows = tuple(
        Flow(
            payer=payer,
            envelope=envelope,
            end=end,
            euros=sum((each.euros for each in parts), Decimal(0)),
            entries=tuple(key for each in parts for key in each.entries),
        )
        for (payer, envelope, end), parts in sums.items()
    )
    columns = {}
    for column, kept in (
        ("payer", kept_payers),
        ("envelope", kept_envelopes),
        ("end", kept_ends),
    ):
        rest = {getattr(flow, column) for flow in found} - kept
        label = frame.say("overview.flow_others", number=len(rest))
        others = _Named(OTHERS, label, "", Nature.UNKNOWN)
        columns[column] = _nodes(flows, column, {**names, OTHERS: others})
    return Flows(
        payers=columns["payer"],
        envelopes=columns["envelope"],
        ends=columns["end"],
        flows=flows,
        total=sum((flow.euros for flow in flows), Decimal(0)),
        counted=counted,
    )


def _largest(found: Iterable[Flow], column: str, most: int) -> set[str]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for flow in found:
        sums[getattr(flow, column)] += flow.euros
    ranked = sorted(sums, key=lambda key: (-sums[key], key))
    # A rest of one is no rest.
    return set(ranked if len(ranked) <= most + 1 else ranked[:most])


def _nodes(flows: Iterable[Flow], column: str, names: Mapping[str, _Named]) -> tuple[Node, ...]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for flow in flows:
        sums[getattr(flow, column)] += flow.euros
    nodes = [
        Node(
            key=key,
            label=names[key].label,
            url=names[key].url,
            euros=euros,
            nature=names[key].nature,
        )
        for key, euros in sums.items()
    ]
    # Rests stand last: what has a name comes first.
    nodes.sort(key=lambda node: (node.key.startswith("~"), -node.euros, node.key))
    return tuple(nodes)
