"""How many injected faults the ledger reports as conflicts: ``python -m bench.faults``.

A consistent ledger of two hundred made-up undertakings (`bench.made_ledger`), into which a hundred
faults of ten kinds are put. Counted are the faults whose claims stand in a reported contradiction
of a fitting kind, and the contradictions that touch no fault. The peer is what a spreadsheet
does: rows of one party and place, compared cell by cell.
"""

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.made_ledger import Made, Truth, make
from bench.measure import machine
from bench.table import put
from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim, Measure, Role
from grandlivre.documents.model import Document
from grandlivre.ledger import ConflictKind, Ledger, reconcile

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out" / "bench"
SIZES = {"smoke": (1, 60, 3), "small": (3, 200, 10), "full": (10, 200, 10)}
"""How many seeds, undertakings a ledger, and faults of each kind."""
OF_FAMILIES = frozenset({"doubled part", "sum"})
"""Kinds of faults that are between a whole and its parts."""
K = ConflictKind


@dataclass
class Fault:
    """One fault: its kind, and the claims that it changed or added."""

    kind: str
    claims: set[str]


@dataclass
class Faulty:
    """A ledger's claims with faults among them."""

    made: Made
    claims: dict[str, Claim]
    documents: list[Document]
    faults: list[Fault] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Undertakings that have a fault already, or whose whole or part has one."""

    def money(self, truth: Truth) -> list[Claim]:
        """Claims of an undertaking's money, as yet without fault."""
        return [
            each
            for each in self.claims.values()
            if self.made.about[each.id] == truth.number and each.measure is Measure.MONEY
        ]

    def free(self, fits: Callable[[Truth], bool]) -> list[Truth]:
        """Undertakings without a fault that have several sources."""
        return [
            each
            for each in self.made.truths
            if each.role is Role.COMMITMENT
            and each.number not in self.used
            and fits(each)
            and len(self.money(each)) > 1
        ]

    def spoil(self, kind: str, truth: Truth, changed: list[Claim]) -> None:
        """Put claims in the place of those of their id, or beside the others."""
        for each in changed:
            self.claims[each.id] = each
            self.made.about[each.id] = truth.number
        self.faults.append(Fault(kind, {each.id for each in changed}))
        self.used.add(truth.number)
        if kind in OF_FAMILIES and truth.whole is not None:
            self.used |= {truth.whole, *self.made.truths[truth.whole].parts}

    def copy(self, claim: Claim, publisher: str, day: date) -> Claim:
        """The same statement in a text of somebody else's."""
        text = Document(
            id=content_key("doc", "copy", len(self.documents)),
            name=f"copy-{len(self.documents)}.txt",
            text="",
            language="en",
            publisher=publisher,
            published=day.isoformat(),
        )
        self.documents.append(text)
        key = content_key("clm", text.id, claim.id)
        return replace(claim, id=key, document=text.name, document_id=text.id, part_of=None)

    def day(self, claim: Claim) -> date:
        """The day of a claim's text."""
        text = next(each for each in self.documents if each.id == claim.document_id)
        return date.fromisoformat(text.published or "2025-01-01")


Inject = Callable[[Faulty, Truth, random.Random], list[Claim]]


def _scaled(claim: Claim, factor: Decimal) -> Claim:
    low, high = claim.low, claim.high
    assert low is not None
    assert high is not None
    return replace(claim, low=_round(low * factor), high=_round(high * factor))


def _round(value: Decimal) -> Decimal:
    """To two digits, as a writer would."""
    step = Decimal(10) ** (value.adjusted() - 1)
    return (value / step).quantize(Decimal(1)) * step


def _unit_slip(faulty: Faulty, truth: Truth, draw: random.Random) -> list[Claim]:
    claim = draw.choice(faulty.money(truth))
    factor = Decimal(1000) if draw.random() < 0.3 else Decimal("0.001")
    return [replace(claim, low=claim.low * factor, high=claim.high * factor)]  # type: ignore[operator]


def _swapped_party(faulty: Faulty, truth: Truth, draw: random.Random) -> list[Claim]:
    claim = draw.choice(faulty.money(truth))
    other = draw.choice([each.party for each in faulty.made.truths if each.party != truth.party])
    return [replace(claim, investors=(other,))]


def _copied_error(faulty: Faulty, truth: Truth, draw: random.Random) -> list[Claim]:
    claim = draw.choice(faulty.money(truth))
    wrong = _scaled(claim, Decimal(str(draw.choice([0.6, 0.7, 1.3, 1.4, 1.6]))))
    copy = faulty.copy(wrong, "Echo of others", faulty.day(claim) + timedelta(days=2))
    return [wrong, copy]


def _currency(faulty: Faulty, truth: Truth, draw: random.Random) -> list[Claim]:
    claim = draw.choice(faulty.money(truth))
    return [replace(claim, unit="USD" if claim.unit == "EUR" else "EUR")]


def _bound(faulty: Faulty, truth: Truth, draw: random.Random) -> list[Claim]:
    claim = draw.choice(faulty.money(truth))
    end = claim.high if draw.random() < 0.7 else claim.low
    return [replace(claim, low=end, high=end)]


def _doubled(faulty: Faulty, truth: Truth, _draw: random.Random) -> list[Claim]:
    """A part counted twice by every text."""
    return [
        replace(each, low=each.low * 2, high=each.high * 2)  # type: ignore[operator]
        for each in faulty.money(truth)
    ]


def _horizon(faulty: Faulty, truth: Truth, draw: random.Random) -> list[Claim]:
    claim = draw.choice([each for each in faulty.money(truth) if each.end is not None])
    return [replace(claim, end=str(int(truth.end) + draw.choice([-2, 2, 3, 4])))]


def _place(faulty: Faulty, truth: Truth, draw: random.Random) -> list[Claim]:
    claim = draw.choice([each for each in faulty.money(truth) if each.places == (truth.place,)])
    towns = [each.place for each in faulty.made.truths if each.place not in ("France", truth.place)]
    return [replace(claim, places=(draw.choice(towns),))]


def _stale(faulty: Faulty, truth: Truth, _draw: random.Random) -> list[Claim]:
    told = sorted(faulty.money(truth), key=faulty.day)
    late = faulty.day(told[-1]) + timedelta(days=60)
    return [faulty.copy(told[0], "Late and lazy", late)]


def _sum(faulty: Faulty, truth: Truth, draw: random.Random) -> list[Claim]:
    """A part that every text gives too small: told as all, the parts no longer make the whole."""
    factor = Decimal(str(draw.choice([0.4, 0.5, 0.6])))
    return [_scaled(each, factor) for each in faulty.money(truth)]


@dataclass(frozen=True)
class Kind:
    """A kind of fault: how it is made, what it fits, and as what it may be reported."""

    inject: Inject
    fits: Callable[[Truth], bool]
    reported: frozenset[ConflictKind]


def _is_plain(truth: Truth) -> bool:
    is_exact = truth.amount[0] == truth.amount[1]
    return is_exact and truth.earlier is None and truth.place != "France"


def _is_counted(truth: Truth) -> bool:
    """A part that is large enough for its whole not to hold it twice."""
    return truth.whole is not None and truth.place != "France" and truth.earlier is None


KINDS: dict[str, Kind] = {
    "unit slip": Kind(_unit_slip, _is_plain, frozenset({K.UNIT_SLIP, K.AMOUNT, K.OUTLIER})),
    "swapped party": Kind(_swapped_party, _is_plain, frozenset({K.PARTIES})),
    "copied error": Kind(_copied_error, _is_plain, frozenset({K.AMOUNT})),
    "currency mix": Kind(_currency, _is_plain, frozenset({K.MIXED_CURRENCY, K.AMOUNT})),
    "bound as value": Kind(
        _bound,
        lambda truth: truth.amount[0] != truth.amount[1],
        frozenset({K.BOUND_AS_VALUE}),
    ),
    "doubled part": Kind(_doubled, _is_counted, frozenset({K.WHOLE_AND_PART, K.SUM})),
    "wrong horizon": Kind(_horizon, _is_plain, frozenset({K.HORIZON})),
    "wrong place": Kind(_place, _is_plain, frozenset({K.PLACE})),
    "stale copy": Kind(
        _stale, lambda truth: truth.earlier is not None, frozenset({K.STALE_COPY, K.AMOUNT})
    ),
    "sum": Kind(_sum, _is_counted, frozenset({K.SUM, K.WHOLE_AND_PART})),
}


def spoil(made: Made, each: int, seed: int) -> Faulty:
    """Put faults of all kinds into a made-up ledger.

    Parameters
    ----------
    made
        The ledger; it is left as it is.
    each
        How many faults of each kind; fewer where it has too few undertakings that fit.
    seed
        Which undertakings, and how.
    """
    draw = random.Random(seed)
    faulty = Faulty(
        made=replace(made, about=dict(made.about)),
        claims={claim.id: claim for claim in made.claims},
        documents=list(made.documents),
    )
    for name, kind in KINDS.items():
        for _ in range(each):
            free = faulty.free(lambda truth, kind=kind, name=name: _fits(truth, kind, name, made))
            if not free:
                break
            truth = draw.choice(free)
            faulty.spoil(name, truth, kind.inject(faulty, truth, draw))
    return faulty


def _fits(truth: Truth, kind: Kind, name: str, made: Made) -> bool:
    if not kind.fits(truth) or not _shows(name, truth, made):
        return False
    whole_has_parts = truth.whole is not None and made.truths[truth.whole].role is Role.COMMITMENT
    if name not in OF_FAMILIES:
        # A part of a pledge is told beside its whole: its own faults are those of families.
        return not whole_has_parts
    # Only parts that make up a pledge: a programme holds more than its items.
    assert truth.whole is not None
    return whole_has_parts and truth.amount[0] * 8 > made.truths[truth.whole].amount[0]


def _shows(name: str, truth: Truth, made: Made) -> bool:
    """True where another source says enough to contradict the fault: nothing else can show it."""
    told = [
        each
        for each in made.claims
        if made.about[each.id] == truth.number and each.measure is Measure.MONEY
    ]
    if name == "wrong horizon":
        return sum(each.end is not None for each in told) > 1
    if name in ("wrong place", "swapped party"):
        return sum(each.places == (truth.place,) for each in told) > 1
    return True


@dataclass
class Found:
    """What was found of the faults."""

    clean: int = 0
    """Contradictions reported of the ledger without faults."""
    entries: int = 0
    injected: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    as_any: int = 0
    reported: int = 0
    false: int = 0
    peer_found: int = 0
    peer_reported: int = 0
    peer_false: int = 0
    seconds: float = 0.0

    @property
    def recall(self) -> float:
        """Share of the faults that were reported as what they are."""
        return sum(self.found.values()) / max(1, sum(self.injected.values()))

    @property
    def false_share(self) -> float:
        """Share of the reported contradictions that touch no fault."""
        return self.false / max(1, self.reported)


def measure(seeds: int, entries: int, each: int) -> Found:
    """Count over several made-up ledgers."""
    found = Found()
    for seed in range(seeds):
        made = make(seed, entries)
        clean = reconcile(made.claims, made.documents)
        found.clean += len(contradictions(clean))
        found.entries += entries
        faulty = spoil(made, each, seed + 1000)
        claims = list(faulty.claims.values())
        began = time.perf_counter()
        ledger = reconcile(claims, faulty.documents)
        found.seconds += time.perf_counter() - began
        _count(found, ledger, faulty)
        _count_peer(found, faulty)
    return found


def contradictions(ledger: Ledger) -> list[tuple[ConflictKind, frozenset[str]]]:
    """Kinds and claims of the contradictions that a ledger reports."""
    return [
        (each.kind, frozenset(each.claims)) for each in ledger.conflicts if each.is_contradiction
    ]


def _count(found: Found, ledger: Ledger, faulty: Faulty) -> None:
    reported = contradictions(ledger)
    spoiled = {key for key, number in faulty.made.about.items() if number in faulty.used}
    found.reported += len(reported)
    found.false += sum(not claims & spoiled for _, claims in reported)
    for fault in faulty.faults:
        kinds = {kind for kind, claims in reported if claims & fault.claims}
        found.injected[fault.kind] += 1
        found.found[fault.kind] += bool(kinds & KINDS[fault.kind].reported)
        found.as_any += bool(kinds)


def _count_peer(found: Found, faulty: Faulty) -> None:
    """What a spreadsheet finds: cells that differ between rows of one party and place."""
    rows: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for each in faulty.claims.values():
        if each.measure is Measure.MONEY and each.role is Role.COMMITMENT:
            rows[(*each.investors, *each.places)].append(each)
    flagged = [
        {each.id for each in same}
        for same in rows.values()
        if len({(each.low, each.high, each.unit, each.end) for each in same}) > 1
    ]
    spoiled = {key for key, number in faulty.made.about.items() if number in faulty.used}
    found.peer_reported += len(flagged)
    found.peer_false += sum(not claims & spoiled for claims in flagged)
    found.peer_found += sum(
        any(claims & fault.claims for claims in flagged) for fault in faulty.faults
    )


def table(found: Found, size: str) -> str:
    """The figures in Markdown."""
    faults = sum(found.injected.values())
    lines = [
        f"Size `{size}`: {found.entries} undertakings, {faults} faults, reconciled in {found.seconds:.1f} s.",
        "",
        "| fault | injected | reported as such |",
        "| --- | ---: | ---: |",
    ]
    lines += [f"| {kind} | {found.injected[kind]} | {found.found[kind]} |" for kind in KINDS]
    met = "met" if found.recall >= 0.95 else "**not met**"
    met_false = "met" if found.false_share <= 0.02 else "**not met**"
    met_clean = "met" if found.clean <= 0.02 * found.entries else "**not met**"
    peer = found.peer_found / max(1, faults)
    peer_false = found.peer_false / max(1, found.peer_reported)
    lines += [
        "",
        "| what | ours | target | | a spreadsheet |",
        "| --- | ---: | ---: | --- | ---: |",
        f"| faults reported as what they are | {found.recall:.3f} | ≥ 0.95 | {met} | – |",
        f"| faults reported at all | {found.as_any / max(1, faults):.3f} | | | {peer:.3f} |",
        f"| reports that touch no fault | {found.false_share:.3f} | ≤ 0.02 | {met_false} | {peer_false:.3f} |",
        f"| reports for 100 entries without a fault | {100 * found.clean / found.entries:.1f} | ≤ 2 | {met_clean} | – |",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure, print, keep, and write into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--only-print", action="store_true")
    asked = parser.parse_args()
    found = measure(*SIZES[asked.size])
    shown = table(found, asked.size)
    print(shown)
    if not asked.only_print:
        record: dict[str, Any] = {
            "size": asked.size,
            "date": str(datetime.now().astimezone().date()),
            "machine": machine(),
            "injected": dict(found.injected),
            "found": dict(found.found),
            "recall": found.recall,
            "false_share": found.false_share,
            "clean": found.clean,
        }
        OUT.mkdir(parents=True, exist_ok=True)
        path = OUT / f"faults-{asked.size}.json"
        path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
        put("faults", shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
