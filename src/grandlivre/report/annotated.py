"""Texts with their claims highlighted, each explained: one self-contained page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from grandlivre import __version__
from grandlivre.base.wording import period
from grandlivre.claims.model import PLEDGED, Claim, Reason, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.reference.messages import Messages
from grandlivre.report.format import claim_figure

_TEMPLATE = "annotated.html.jinja"
_FIELDS = (
    "role", "investors", "beneficiaries", "projects", "places", "purpose", "start", "end",
    "stage", "attributed_to", "part_of",
)  # fmt: skip
_FIGURE_FIELDS = ("quantity", "measure", "unit", "low", "high")
# Longer stretches that a field was read from are cut in the card; the text shows them whole.
_MOST_WORDS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One field of a claim on its card."""

    label: str
    value: str
    reasons: tuple[tuple[str, str], ...]
    """Each the words it was read from, and the rule that read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    number: int
    figure: str
    quote: str
    kind: str
    rows: tuple[_Row, ...]
    foot: str


class AnnotatedPage:
    """The page, a document at a time, so that a long one never stands in memory.

    Parameters
    ----------
    say
        The language to write in.
    """

    def __init__(self, say: Messages) -> None:
        self._say = say
        self._documents = 0

    @cached_property
    def _template(self) -> Any:
        environment = Environment(
            loader=PackageLoader("grandlivre.report"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        return environment.get_template(_TEMPLATE).module

    def head(self) -> str:
        """Everything before the first document."""
        return str(self._template.head(self._say, self._say.language))

    def document(self, document: Document, claims: tuple[Claim, ...]) -> str:
        """One document: its text with highlights, then its claims' cards."""
        facts = [document.publisher, document.author]
        if document.published:
            facts.append(period(document.published, self._say.language))
        cards = [self._card(document, claim, claims, n) for n, claim in enumerate(claims)]
        return str(
            self._template.article(
                self._say,
                title=document.title or document.name,
                name=document.name,
                language=document.language or "",
                url=document.url if _is_web(document.url) else None,
                facts=" · ".join(fact for fact in facts if fact),
                text="".join(annotate(document.text, claims)),
                cards=cards,
            )
        )

    def failure(self, name: str, message: str) -> str:
        """A line for what could not be read."""
        return str(self._template.failure(self._say, message))

    def foot(self, documents: int, claims: int, failed: int) -> str:
        """Everything after the last document."""
        return str(self._template.foot(self._say, __version__))

    def _card(
        self, document: Document, claim: Claim, claims: tuple[Claim, ...], number: int
    ) -> _Card:
        rows = [
            _Row(
                label=self._say.say(f"field.{name}"),
                value=value,
                reasons=self._reasons(document, claim, (name,)),
            )
            for name in _FIELDS
            if (value := self._value(claim, claims, name))
        ]
        figure_reasons = self._reasons(document, claim, _FIGURE_FIELDS)
        if figure_reasons:
            label = self._say.say("field.quantity")
            value = claim_figure(claim, self._say.language)
            rows.insert(0, _Row(label=label, value=value, reasons=figure_reasons))
        odds = self._say.say("page.odds", odds=round(100 * claim.confidence))
        reader = self._say.say(f"reader.{claim.reader}")
        return _Card(
            number=number,
            figure=claim_figure(claim, self._say.language),
            quote=claim.evidence.quote,
            kind=kind_of(claim),
            rows=tuple(rows),
            foot=f"{reader} · {odds}",
        )

    def _value(self, claim: Claim, claims: tuple[Claim, ...], name: str) -> str:
        value = getattr(claim, name)
        if not value:
            return ""
        if isinstance(value, tuple):
            return ", ".join(value)
        if name in ("start", "end"):
            return period(value, self._say.language)
        if name == "part_of":
            whole = next((c for c in claims if c.id == value), None)
            return claim_figure(whole, self._say.language) if whole else ""
        return self._say.say(f"{name}.{value.value}")

    def _reasons(
        self, document: Document, claim: Claim, names: tuple[str, ...]
    ) -> tuple[tuple[str, str], ...]:
        found = (
            (_words(document.text, reason), self._rule(reason.rule))
            for reason in claim.reasons
            if reason.field in names
        )
        return tuple(dict.fromkeys(found))

    def _rule(self, rule: str) -> str:
        """A rule in the page's language; the name of a feature ("a:in-title") means little."""
        if _FEATURE.fullmatch(rule):
            return self._say.say("reason.wording")
        return self._say.sentence(rule)


_FEATURE = re.compile(r"\S*[:=]\S*")


def kind_of(claim: Claim) -> str:
    """Which of the page's marks a claim gets: a pledge, another sum, a physical quantity.

    What is cancelled is marked as such whatever it is of.
    """
    if claim.stage is Stage.CANCELLED:
        return "cancelled"
    if claim.role in PLEDGED:
        return "pledge"
    if claim.role in (Role.CAPACITY, Role.DEMAND, Role.COUNT):
        return "physical"
    return "sum"


def annotate(text: str, claims: tuple[Claim, ...], *, is_named: bool = False) -> Iterator[str]:
    """Yield a text as HTML: claims in ``<mark>``, what they were read from in ``<span>``.

    Where two claims overlap, the later one is on its card only. Without its tags, the HTML
    is the text, escaped and otherwise unchanged.

    Parameters
    ----------
    text, claims
        A document's text and what was read in it.
    is_named
        True to give each ``<mark>`` its claim's id, so that links lead to it.

    Examples
    --------
    >>> "".join(annotate("1 < 2", ()))
    '1 &lt; 2'
    """
    at = 0
    spans = _reason_spans(text, claims)
    order = sorted(range(len(claims)), key=lambda n: (claims[n].evidence.start, n))
    for number in order:
        start, end = claims[number].evidence.start, claims[number].evidence.end
        if start < at or not start < end <= len(text):
            if is_named:
                # A link to it still arrives at its place.
                yield f'<span id="{claims[number].id}"></span>'
            continue
        yield from _underlined(text, at, start, spans)
        kind = kind_of(claims[number])
        name = f' id="{claims[number].id}"' if is_named else ""
        yield f'<mark class="{kind}"{name} tabindex="0" data-claim="{number}">'
        yield from _underlined(text, start, end, spans)
        yield "</mark>"
        at = end
    yield from _underlined(text, at, len(text), spans)


def _reason_spans(text: str, claims: tuple[Claim, ...]) -> list[tuple[int, int, int]]:
    """Where the words stand that claims were read from: (start, end, number of the claim)."""
    return sorted(
        {
            (reason.start, reason.end, number)
            for number, claim in enumerate(claims)
            for reason in claim.reasons
            if reason.start is not None
            and reason.end is not None
            and 0 <= reason.start < reason.end <= len(text)
        }
    )


def _underlined(
    text: str, start: int, end: int, spans: list[tuple[int, int, int]]
) -> Iterator[str]:
    """Escape ``text[start:end]``, cut where what claims were read from begins and ends."""
    here = [span for span in spans if span[0] < end and span[1] > start]
    cuts = sorted({start, end, *(min(max(cut, start), end) for s in here for cut in s[:2])})
    for left, right in pairwise(cuts):
        numbers = sorted({n for first, last, n in here if first <= left and right <= last})
        shown = escape(text[left:right])
        if numbers:
            yield f'<span data-for="{" ".join(map(str, numbers))}">{shown}</span>'
        else:
            yield shown


def _words(text: str, reason: Reason) -> str:
    if reason.start is None or reason.end is None:
        return ""
    words = " ".join(text[reason.start : reason.end].split())
    return words if len(words) <= _MOST_WORDS else f"{words[: _MOST_WORDS - 1]}…"


def _is_web(url: str | None) -> bool:
    """Only web addresses become links: a text's metadata may hold ``javascript:``."""
    return url is not None and url.lower().startswith(("http://", "https://"))
