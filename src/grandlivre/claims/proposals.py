"""The gate that a language model's proposals pass: what the text does not bear out is dropped.

A quote must stand in the text exactly, its figure must read to the same interval by our own
grammar, every name must occur in the document, every term must be one of ours. What passes
fills empty fields of the rules' claims or adds a claim; what the rules read is never changed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from grandlivre.base.fold import fold
from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Reason, Role, Stage
from grandlivre.claims.quantities.find import find_quantities
from grandlivre.claims.quantities.model import Quantity
from grandlivre.documents.model import Document, PassageKind
from grandlivre.documents.passages import split
from grandlivre.documents.views import View, view_of

RULE = "language model's proposal, checked against the text"
ADDED_CONFIDENCE = 0.5
"""Of a claim that only the model made: its words are checked, their meaning is not."""

_CONTEXT = 32
_NAMES = ("investors", "beneficiaries", "projects", "places", "attributed_to")
_DATES = ("start", "end")
_MOST_NAMES = 12
_OF_MONEY = frozenset(Role) - {Role.CAPACITY, Role.DEMAND, Role.COUNT}
_OF_OTHERS = frozenset({Role.CAPACITY, Role.DEMAND, Role.COUNT, Role.OTHER})
_Term = TypeVar("_Term", bound=StrEnum)


class Drop(StrEnum):
    """Why a proposal, or a part of one, was dropped."""

    SHAPE = "malformed proposal"
    INVENTED = "quote that is not in the text"
    UNPLACED = "quote that stands in the text more than once"
    FIGURE = "figure that reads otherwise"
    NAME = "name that is not in the text"
    TERM = "term that is not one of ours"
    DATE = "date that the text does not bear out"


@dataclass(frozen=True, slots=True)
class _Checked:
    """A proposal's claim, and which of its fields the model gave."""

    claim: Claim
    given: tuple[str, ...]


class Gate:
    """Checks proposals about one document.

    Parameters
    ----------
    document
        What the model was shown.

    Examples
    --------
    >>> text = "MGX investira 50 milliards d'euros à Fouju."
    >>> gate = Gate(Document(id="doc_1", name="a.txt", text=text))
    >>> told = {"quote": "50 milliards d'euros", "low": 5e10, "high": 5e10, "unit": "EUR"}
    >>> [claim] = gate.merge((), [told | {"investors": ["MGX", "SoftBank"]}])
    >>> claim.investors, dict(gate.dropped)
    (('MGX',), {<Drop.NAME: 'name that is not in the text'>: 1})
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self.dropped: Counter[Drop] = Counter()
        """How many proposals, names, terms or dates were dropped, by reason."""
        self.added = 0
        """Claims that only the model made."""
        self.filled = 0
        """Empty fields of the rules' claims that the model filled."""

    def merge(self, claims: tuple[Claim, ...], proposals: Iterable[Any]) -> tuple[Claim, ...]:
        """Join the rules' claims and what passes of the proposals, in text order."""
        merged = {(claim.evidence.start, claim.evidence.end): claim for claim in claims}
        for proposal in proposals:
            checked = self._check(proposal)
            if checked is None:
                continue
            span = next((span for span in merged if _overlap(span, checked.claim.evidence)), None)
            if span is not None:
                merged[span] = self._fill(merged[span], checked)
            else:
                evidence = checked.claim.evidence
                merged[evidence.start, evidence.end] = checked.claim
                self.added += 1
        return tuple(merged[span] for span in sorted(merged))

    @cached_property
    def _view(self) -> View:
        return view_of(self._document.text)

    @cached_property
    def _quantities(self) -> list[tuple[int, int, Quantity]]:
        """Quantities of the story with their place in the stored text; no page furniture."""
        furniture = [
            (p.start, p.end) for p in split(self._view.text) if p.kind is PassageKind.FURNITURE
        ]
        return [
            (*self._view.to_source(quantity.start, quantity.end), quantity)
            for quantity in find_quantities(self._view.text)
            if not any(start <= quantity.start < end for start, end in furniture)
        ]

    @cached_property
    def _folded(self) -> str:
        return f" {fold(self._document.text)} "

    def _check(self, proposal: Any) -> _Checked | None:
        if not isinstance(proposal, Mapping) or not isinstance(proposal.get("quote"), str):
            self.dropped[Drop.SHAPE] += 1
            return None
        place = self._locate(proposal)
        if place is None:
            return None
        found = self._figure(place, proposal)
        if found is None:
            return None
        start, end, quantity, unit = found
        role = self._term(Role, proposal.get("role"))
        if role not in (_OF_MONEY if quantity.measure is Measure.MONEY else _OF_OTHERS):
            role = Role.OTHER if quantity.measure is Measure.MONEY else Role.COUNT
        values: dict[str, Any] = {name: self._names(proposal.get(name)) for name in _NAMES}
        values |= {name: self._date(proposal.get(name)) for name in _DATES}
        purpose = self._term(Purpose, proposal.get("purpose"))
        stage = self._term(Stage, proposal.get("stage"))
        given = tuple(name for name, value in values.items() if value)
        given += ("purpose",) if purpose not in (None, Purpose.OTHER) else ()
        text = self._document.text
        claim = Claim(
            id=content_key("clm", self._document.id, start, end, quantity.measure.value),
            document=self._document.name,
            document_id=self._document.id,
            evidence=Evidence(
                quote=text[start:end],
                start=start,
                end=end,
                prefix=text[max(0, start - _CONTEXT) : start],
                suffix=text[end : end + _CONTEXT],
            ),
            measure=quantity.measure,
            low=quantity.low,
            high=quantity.high,
            unit=unit,
            role=role,
            purpose=purpose or Purpose.OTHER,
            stage=stage or Stage.ANNOUNCED,
            confidence=ADDED_CONFIDENCE,
            reader="model",
            **values,
        )
        reasons = tuple(self._reason(name, claim) for name in ("role", "stage", *given))
        return _Checked(replace(claim, reasons=reasons), given)

    def _locate(self, proposal: Mapping[str, Any]) -> tuple[int, int] | None:
        """Where the quote stands; the occurrence decides where it stands more than once."""
        quote = proposal["quote"].strip()
        text = self._document.text
        starts = [m.start() for m in re.finditer(re.escape(quote), text)] if quote else []
        if not starts:
            self.dropped[Drop.INVENTED] += 1
            return None
        occurrence = proposal.get("occurrence", 1 if len(starts) == 1 else None)
        if not isinstance(occurrence, int) or not 1 <= occurrence <= len(starts):
            self.dropped[Drop.UNPLACED] += 1
            return None
        start = starts[occurrence - 1]
        return start, start + len(quote)

    def _figure(
        self, place: tuple[int, int], proposal: Mapping[str, Any]
    ) -> tuple[int, int, Quantity, str] | None:
        """The one quantity that the quote holds, where the model reads it as the grammar does."""
        inside = [q for q in self._quantities if q[0] < place[1] and q[1] > place[0]]
        if len(inside) != 1:
            self.dropped[Drop.FIGURE] += 1
            return None
        start, end, quantity = inside[0]
        unit = proposal.get("unit")
        units = (quantity.unit,) if quantity.unit else self._units_nearby(quantity)
        same = (
            unit in units
            and _same(proposal.get("low"), quantity.low)
            and _same(proposal.get("high"), quantity.high)
            and proposal.get("measure", quantity.measure.value) == quantity.measure.value
        )
        if not same:
            self.dropped[Drop.FIGURE] += 1
            return None
        return start, end, quantity, str(unit)

    def _units_nearby(self, quantity: Quantity) -> tuple[str, ...]:
        """Currencies that an amount without one may take: those that the text has elsewhere."""
        elsewhere = (q.unit for _, _, q in self._quantities if q.measure is Measure.MONEY)
        return tuple(dict.fromkeys([*quantity.units, *(unit for unit in elsewhere if unit)]))

    def _names(self, names: Any) -> tuple[str, ...]:
        """The names that occur in the document, as whole words, however spelt."""
        if names is None:
            return ()
        if not isinstance(names, list):
            self.dropped[Drop.SHAPE] += 1
            return ()
        kept: list[str] = []
        for name in names[:_MOST_NAMES]:
            folded = fold(name) if isinstance(name, str) else ""
            if folded and f" {folded} " in self._folded:
                kept.append(" ".join(name.split()))
            else:
                self.dropped[Drop.NAME] += 1
        return tuple(dict.fromkeys(kept))

    def _date(self, text: Any) -> str | None:
        """A partial date; its year stands in the text, or can be counted from publication."""
        if text is None:
            return None
        try:
            year = str(Period.parse(str(text)).year)
        except ValueError:
            self.dropped[Drop.DATE] += 1
            return None
        if year not in self._document.text and not self._document.published:
            self.dropped[Drop.DATE] += 1
            return None
        return str(text)

    def _term(self, kind: type[_Term], value: Any) -> _Term | None:
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError:
            self.dropped[Drop.TERM] += 1
            return None

    def _fill(self, claim: Claim, checked: _Checked) -> Claim:
        """Give the rules' claim what it had no answer for."""
        if claim.reader == "model":
            return claim
        empty = [
            name
            for name in checked.given
            if not getattr(claim, name) or (name == "purpose" and claim.purpose is Purpose.OTHER)
        ]
        if not empty:
            return claim
        self.filled += len(empty)
        values = {name: getattr(checked.claim, name) for name in empty}
        reasons = tuple(reason for reason in checked.claim.reasons if reason.field in empty)
        return replace(claim, reasons=(*claim.reasons, *reasons), **values)

    def _reason(self, name: str, claim: Claim) -> Reason:
        """That the model gave it and, for a name, where the name stands."""
        value = getattr(claim, name)
        if isinstance(value, tuple) and value and isinstance(value[0], str):
            found = re.search(re.escape(value[0]), self._document.text, re.IGNORECASE)
            if found:
                return Reason(field=name, rule=RULE, start=found.start(), end=found.end())
        return Reason(field=name, rule=RULE)


def _same(proposed: Any, read: Decimal | None) -> bool:
    if proposed is None or read is None:
        return proposed is read
    if isinstance(proposed, bool) or not isinstance(proposed, int | float | str):
        return False
    try:
        return Decimal(str(proposed)) == read
    except InvalidOperation:
        return False


def _overlap(span: tuple[int, int], evidence: Evidence) -> bool:
    return span[0] < evidence.end and span[1] > evidence.start
