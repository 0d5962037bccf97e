"""The report: one self-contained page in French or English."""

from collections.abc import Iterable, Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from grandlivre.base.wording import period
from grandlivre.claims.model import Claim
from grandlivre.documents.model import Document
from grandlivre.ledger.grouping.origins import Copies, origins_from
from grandlivre.ledger.model import Aside, Commitment, EntryKind, Ledger, Programme
from grandlivre.ledger.natures import NATURES, home_of
from grandlivre.report.charts import definitions
from grandlivre.report.evidence import source_name
from grandlivre.report.findings import deck, headline, last_date, main_programme, tiles
from grandlivre.report.maps import country_map
from grandlivre.report.outlook import Prospect, outlook_section
from grandlivre.report.outlook.axes import definitions as outlook_definitions
from grandlivre.report.outlook.texts import said
from grandlivre.report.outlook.words import mark_words
from grandlivre.report.publishers import publishers
from grandlivre.report.styles import script, style
from grandlivre.report.tables import Chart, entries_chart, items_chart
from grandlivre.report.texts import METHOD, count, text
from grandlivre.report.views import Desk

_MOST_SOURCES = 4


def render(
    ledger: Ledger,
    claims: Iterable[Claim],
    documents: Iterable[Document],
    *,
    language: str = "fr",
    copies: Copies | None = None,
    prospect: Prospect | None = None,
) -> str:
    """Write the report as HTML.

    Parameters
    ----------
    ledger
        What to report.
    claims
        The claims that it was made from.
    documents
        The documents that they were read from; those without a claim are listed too.
    language
        ``fr`` or ``en``.
    copies
        The near-copies that the ledger was made with.
    prospect
        What would be built; None for a page without it.

    Returns
    -------
    str
        A whole page: styles, fonts, pictures and the little script are inside it, and it asks
        the network for nothing. Each figure carries the ids of its claims or entries, and each
        of these is an element of the page.
    """
    by_claim = {claim.id: claim for claim in (*claims, *ledger.notices)}
    by_document = {document.id: document for document in documents}
    sources = sorted(by_document.values(), key=lambda each: (each.published or "~", each.name))
    home = home_of(ledger)
    desk = Desk(ledger, by_claim, by_document, home, language)
    groups, alone = desk.sources(origins_from(sources, copies))
    date = last_date(sources, language)
    outlook = None
    if prospect is not None:
        outlook = outlook_section(prospect, ledger, _shown(ledger), language=language)
    return _template().render(
        lang=language,
        outlook=outlook,
        outlook_definitions=outlook_definitions(),
        o=lambda key, **blanks: said(key, language, **blanks),
        m=lambda mark: mark_words(mark, language),
        headline=headline(ledger, language),
        deck=deck(ledger, sources, language),
        tiles=tiles(ledger, sources, language),
        charts=_charts(ledger, home, date, language),
        map=country_map(ledger, home, date, language),
        source_line=text("source_line", language, sources=_named_sources(sources, language)),
        conflicts=[desk.conflict(each) for each in ledger.conflicts],
        sections=_sections(ledger, desk, language),
        programmes=[desk.programme(each) for each in ledger.programmes],
        totals=[desk.total(each) for each in ledger.totals],
        groups=groups,
        alone=alone,
        publishers=publishers(ledger.sources, language),
        method=_method(ledger, language),
        natures={nature: words.of(language) for nature, words in NATURES.items()},
        t=lambda key, **blanks: text(key, language, **blanks),
        count=lambda number, what: count(number, what, language),
        definitions=definitions(),
        style=style(),
        script=script(),
    )


def _shown(ledger: Ledger) -> list[str]:
    """Ids of the claims that the page quotes: those of entries and programmes."""
    entries: list[Commitment | Programme] = [*ledger.commitments, *ledger.programmes]
    return [key for each in entries for key in each.claims]


def _charts(ledger: Ledger, home: str | None, date: str, language: str) -> list[Chart]:
    programme = main_programme(ledger)
    found = [entries_chart(ledger, home, date, language)]
    if programme is not None:
        found.insert(0, items_chart(ledger, programme, home, date, language))
    return [chart for chart in found if chart is not None and chart.rows]


def _sections(ledger: Ledger, desk: Desk, language: str) -> list[tuple[str, str, list[object]]]:
    """Entries by what they are: key, heading, views."""
    parts: Sequence[tuple[str, list[Commitment]]] = (
        ("works", _live(ledger, EntryKind.COMMITMENT)),
        ("withdrawn", [e for e in ledger.commitments if e.is_cancelled and e.aside is None]),
        ("rounds", _live(ledger, EntryKind.ROUND)),
        ("capacities", _live(ledger, EntryKind.CAPACITY)),
        ("doubtful", [e for e in ledger.commitments if e.aside not in (None, Aside.OTHER_MONEY)]),
        ("other_money", [e for e in ledger.commitments if e.aside is Aside.OTHER_MONEY]),
    )
    return [
        (key, text(key, language), [desk.entry(each) for each in entries])
        for key, entries in parts
        if entries
    ]


def _live(ledger: Ledger, kind: EntryKind) -> list[Commitment]:
    return [
        each
        for each in ledger.commitments
        if each.kind is kind and not each.is_cancelled and each.aside is None
    ]


def _named_sources(documents: Sequence[Document], language: str) -> str:
    """Publishers, or names, the commonest first; the rest counted."""
    names = list(dict.fromkeys(each.publisher or source_name(each) for each in documents))
    if len(names) <= _MOST_SOURCES:
        return ", ".join(names)
    return count(len(documents), "documents", language)


def _method(ledger: Ledger, language: str) -> list[str]:
    fallback = period(ledger.currency_date.isoformat(), language)
    return [words.of(language).replace("{fallback}", fallback) for words in METHOD]


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("grandlivre.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")
