"""What the page shows of each entry, programme, conflict, total and source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from grandlivre.base.wording import period
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.entities.model import Entity, Place
from grandlivre.ledger.model import (
    Commitment,
    Conflict,
    Item,
    Ledger,
    Programme,
    Relation,
    RelationBasis,
    Total,
)
from grandlivre.ledger.natures import Nature, nature_of
from grandlivre.ledger.totals import ASIDE
from grandlivre.ledger.words import STAGES, USES, money, money_range, sources
from grandlivre.report.evidence import Quote, quote_of, safe_url, source_name
from grandlivre.report.figures import (
    Figure,
    Sentence,
    conversion,
    entry_figure,
    implied_figure,
    paid_figure,
    stated_amount,
    total_figure,
)
from grandlivre.report.findings import (
    counted_keys,
    country_name,
    itemised_figure,
    named,
    remainder_figure,
    unpriced,
    unpriced_note,
)
from grandlivre.report.model import (
    ConflictView,
    EntryView,
    Fact,
    Link,
    SideView,
    SourceView,
    Telling,
    TotalView,
)
from grandlivre.report.tables import power_words
from grandlivre.report.texts import KINDS, count, form, text

_QUOTES_A_SIDE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What views look up by the ids of entries."""

    titles: Mapping[str, str]
    conflicts: Mapping[str, Sequence[Conflict]]


class Desk:
    """Makes the views: the ledger, the claims and the documents at hand in one language."""

    def __init__(
        self,
        ledger: Ledger,
        claims: Mapping[str, Claim],
        documents: Mapping[str, Document],
        home: str | None,
        language: str,
        *,
        ties: Ties | None = None,
    ) -> None:
        self._ledger = ledger
        self._claims = claims
        self._documents = documents
        self._home = home
        self._language = language
        found = ties or _ties(ledger, language)
        self._titles, self._conflicts = found.titles, found.conflicts

    def entry(self, entry: Commitment) -> EntryView:
        """A commitment, a round or a capacity."""
        facts = [
            *self._who(entry),
            self._fact("what_for", [_purpose(entry, self._language)]),
            self._fact("where", [self._where(entry.places)]),
            self._fact("when", [self._when(entry.starts, entry.ends)]),
            self._fact("power", self._power(entry)),
            self._fact("best", self._best(entry)),
            self._fact("implied", [implied_figure(entry, self._language)]),
            self._fact("paid", [paid_figure(entry, self._language)]),
            self._fact("part_of", self._wholes(entry.relations)),
            self._fact("said_once", [self._said_once(entry)]),
            self._fact(
                "not_counted", [ASIDE[entry.aside].of(self._language) if entry.aside else ""]
            ),
        ]
        return self._view(entry, nature_of(entry, self._home), facts)

    def programme(self, entry: Programme) -> EntryView:
        """An envelope with its items and its remainder."""
        facts = [
            *self._who(entry),
            self._fact("what_for", [USES[entry.purpose].of(self._language)]),
            self._fact("where", [self._where(entry.places)]),
            self._fact("when", [self._when((), entry.ends)]),
            self._fact("best", self._best(entry)),
            self._fact("implied", [implied_figure(entry, self._language)]),
            self._fact("part_of", self._wholes(entry.relations)),
        ]
        if entry.items:
            facts.append(self._fact("items", [self._item(each) for each in entry.items]))
        if counted_keys(entry):
            facts += [
                self._fact("unpriced_fact", [unpriced(entry, self._ledger, self._language)]),
                self._fact("itemised", [itemised_figure(entry, self._language)]),
                self._fact("remainder", [remainder_figure(entry, self._language)]),
            ]
        return self._view(entry, Nature.UNKNOWN, facts)

    def _view(
        self, entry: Commitment | Programme, nature: Nature, facts: Sequence[Fact]
    ) -> EntryView:
        language = self._language
        title = self._titles[entry.id]
        if entry.amounts:
            figure = entry_figure(entry, language)
        else:
            figure = Figure(text=text("amount_unknown", language), claims=entry.claims)
        return EntryView(
            id=entry.id,
            title=title,
            figure=figure,
            stated=stated_amount(entry, language),
            stage=STAGES[entry.stage].of(language),
            stage_key=entry.stage.value,
            nature=nature,
            origins=count(entry.origins, "sources", language),
            conflicts=tuple(
                Link(target=each.id, label=KINDS[each.kind].of(language))
                for each in self._conflicts.get(entry.id, ())
            ),
            facts=tuple(fact for fact in facts if any(fact.parts)),
            tellings=tuple(self._tellings(entry)),
            search=" ".join([title, *(place.name for place in entry.places)]).casefold(),
        )

    def _tellings(self, entry: Commitment | Programme) -> Iterable[Telling]:
        amounts = {amount.claim: amount for amount in entry.amounts}
        paid = entry.paid if isinstance(entry, Commitment) else ()
        for key in self._ordered((*entry.claims, *(each.claim for each in paid))):
            claim = self._claims.get(key)
            if claim is not None:
                document = self._documents.get(claim.document_id)
                yield Telling(
                    quote=quote_of(claim, document, self._language),
                    amount=conversion(amounts.get(key), self._language),
                )

    def _ordered(self, keys: Iterable[str]) -> list[str]:
        """Claims by the date of their text, undated last, then by place in it."""

        def order(key: str) -> tuple[str, str, int]:
            claim = self._claims.get(key)
            if claim is None:
                return ("~", "", 0)
            document = self._documents.get(claim.document_id)
            date = document.published if document is not None else None
            return (date or "~", claim.document, claim.evidence.start)

        return sorted(keys, key=order)

    def _fact(self, key: str, parts: Iterable[object]) -> Fact:
        return Fact(label=text(key, self._language), parts=tuple(part for part in parts if part))

    def _who(self, entry: Commitment | Programme) -> list[Fact]:
        return [
            self._fact("investors", [self._names(entry.investors)]),
            self._fact("beneficiaries", [self._names(entry.beneficiaries)]),
        ]

    def _names(self, parties: Iterable[Entity]) -> str:
        return ", ".join(party.called(self._language) for party in parties)

    def _said_once(self, entry: Commitment) -> str:
        said = [self._names(entry.doubted_parties), self._where(entry.doubted_places)]
        return ", ".join(each for each in said if each)

    def _where(self, places: Iterable[Place]) -> str:
        return ", ".join(place.called(self._language) for place in places)

    def _when(self, starts: Sequence[str], ends: Sequence[str]) -> str:
        language = self._language
        parts = []
        if starts:
            shown = " / ".join(period(each, language) for each in starts)
            parts.append(text("from", language, start=shown))
        if ends:
            shown = " / ".join(period(each, language) for each in ends)
            parts.append(text("by", language, end=shown))
        return ", ".join(parts)

    def _power(self, entry: Commitment) -> list[object]:
        found: list[object] = []
        for capacity in entry.capacities:
            words = power_words(capacity.megawatts, self._language)
            if capacity.by:
                by = text("by", self._language, end=period(capacity.by, self._language))
                words = f"{words} {by}"
            found.append(Figure(text=words, claims=capacity.claims))
        return found

    def _best(self, entry: Commitment | Programme) -> list[object]:
        if entry.best is None or entry.euros.is_exact:
            return []
        key = f"best_{entry.best.method.value}"
        claims = tuple(amount.claim for amount in entry.amounts)
        figure = Figure(text=money(entry.best.euros).of(self._language), claims=claims)
        return [figure, f"({text(key, self._language)})"]

    def _wholes(self, relations: Iterable[Relation]) -> list[object]:
        found: list[object] = []
        for relation in relations:
            note = text(_tie(relation), self._language)
            title = self._titles.get(relation.whole)
            if title is not None:
                found.append(Link(target=relation.whole, label=title, note=note))
        return found

    def _item(self, item: Item) -> Link:
        notes = [] if item.is_stated else [text("beside", self._language)]
        if item.is_perhaps:
            notes.append(text("perhaps", self._language))
        return Link(target=item.entry, label=self._titles[item.entry], note=", ".join(notes))

    def conflict(self, conflict: Conflict) -> ConflictView:
        """A contradiction with the quotes of each side."""
        language = self._language
        links = tuple(
            Link(target=key, label=self._titles[key])
            for key in conflict.entries
            if key in self._titles
        )
        size = None
        if conflict.size:
            words = money(conflict.size).of(language)
            size = Figure(text=words, claims=conflict.claims)
        return ConflictView(
            id=conflict.id,
            kind=KINDS[conflict.kind].of(language),
            title=links[0].label if links else conflict.sides[0].says.of(language),
            entries=links,
            explanation=conflict.explanation.of(language),
            size=size,
            sides=tuple(self._sides(conflict)),
            repairs=tuple(each.of(language) for each in conflict.repairs),
        )

    def _sides(self, conflict: Conflict) -> Iterable[SideView]:
        for side in conflict.sides:
            quotes: dict[tuple[str, str], Quote] = {}
            for key in self._ordered(side.claims):
                claim = self._claims.get(key)
                if claim is not None:
                    quote = quote_of(claim, self._documents.get(claim.document_id), self._language)
                    quotes.setdefault((quote.document, quote.quote), quote)
            # One quote a text first: two texts say more than one text twice.
            first = {quote.document: quote for quote in reversed(quotes.values())}
            shown = [*reversed(first.values())]
            shown += [quote for quote in quotes.values() if quote not in shown]
            says = side.says.of(self._language)
            yield SideView(
                says=says,
                figure=Figure(text=says, claims=side.claims),
                origins=sources(side.origins).of(self._language),
                quotes=tuple(shown[:_QUOTES_A_SIDE]),
                more=max(0, len(shown) - _QUOTES_A_SIDE),
            )

    def total(self, total: Total) -> TotalView:
        """A total, its entries and what it leaves out."""
        language = self._language
        note = None
        if total.open_entries and len(total.open_entries) < len(total.sums):
            closed = tuple(key for key in total.sums if key not in total.open_entries)
            bounds = Figure(text=money_range(total.without_open).of(language), entries=closed)
            note = Sentence(
                form=form("without_open", language),
                figures={"bounds": bounds},
                words={"entries": named(total.open_entries, self._ledger, language)},
            )
        _, _, country = total.id.partition(":")
        title = text("works", language)
        if total.id == "rounds":
            title = text("rounds", language)
        elif country:
            title = f"{title} – {country_name(country, language)}"
        sums = sorted(total.sums, key=lambda key: self._titles[key].casefold())
        return TotalView(
            id=f"total-{total.id.replace(':', '-')}",
            title=title,
            figure=total_figure(total, language),
            open_note=note,
            sums=tuple(Link(target=key, label=self._titles[key]) for key in sums),
            sums_count=text("total_sums", language, count=count(len(sums), "entries", language)),
            leaves=tuple(
                Link(target=each.id, label=self._titles[each.id], note=each.reason.of(language))
                for each in total.leaves_out
            ),
            leaves_count=text(
                "total_leaves",
                language,
                count=count(len(total.leaves_out), "entries", language),
            ),
            unpriced=unpriced_note(total, self._ledger, language),
        )

    def sources(
        self, origins: Mapping[str, str]
    ) -> tuple[list[list[SourceView]], list[SourceView]]:
        """Groups of copies, and the documents that stand alone."""
        used: dict[str, int] = defaultdict(int)
        entries = [each.claims for each in self._ledger.commitments]
        entries += [each.claims for each in self._ledger.programmes]
        for key in chain.from_iterable(entries):
            claim = self._claims.get(key)
            if claim is not None:
                used[claim.document_id] += 1
        groups: dict[str, list[Document]] = defaultdict(list)
        for document in self._documents.values():
            groups[origins.get(document.id, document.id)].append(document)
        shown = [
            [self._source(each, used[each.id]) for each in sorted(group, key=_by_date)]
            for group in sorted(
                groups.values(), key=lambda group: _by_date(min(group, key=_by_date))
            )
        ]
        copies = [group for group in shown if len(group) > 1]
        return copies, [group[0] for group in shown if len(group) == 1]

    def _source(self, document: Document, used: int) -> SourceView:
        language = self._language
        date = document.published
        return SourceView(
            id=document.id,
            name=source_name(document),
            date=period(date, language) if date else text("undated", language),
            url=safe_url(document),
            claims=count(used, "claims", language) if used else text("no_claims", language),
        )


def _ties(ledger: Ledger, language: str) -> Ties:
    titles = {each.id: each.title.of(language) for each in ledger.commitments}
    titles.update({each.id: each.title.of(language) for each in ledger.programmes})
    conflicts: dict[str, list[Conflict]] = defaultdict(list)
    for conflict in ledger.conflicts:
        for entry in conflict.entries:
            conflicts[entry].append(conflict)
    return Ties(titles=titles, conflicts=conflicts)


def _tie(relation: Relation) -> str:
    """The key of the words for what a tie rests on."""
    if relation.basis is RelationBasis.STATED:
        return "part_firm" if relation.is_firm else "part_stated"
    return "perhaps" if relation.basis is RelationBasis.PERHAPS else "part_reading"


def _by_date(document: Document) -> tuple[str, str]:
    return document.published or "~", document.name


def _purpose(entry: Commitment, language: str) -> str:
    names = [each.name for each in entry.projects if each.is_named]
    return ", ".join([*dict.fromkeys(names), USES[entry.purpose].of(language)])
