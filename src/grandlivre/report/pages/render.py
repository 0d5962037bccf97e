"""Pages as HTML: the same templates in a folder and in the application."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from http import HTTPStatus
from typing import Any

from grandlivre import __version__
from grandlivre.errors import AskError
from grandlivre.ledger.natures import NATURES, Nature
from grandlivre.report.answers.bearers import signed
from grandlivre.report.charts import definitions
from grandlivre.report.outlook.axes import definitions as outlook_definitions
from grandlivre.report.outlook.texts import said
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.index import Index
from grandlivre.report.pages.linking import with_pages
from grandlivre.report.pages.model import (
    PUBLIC,
    Address,
    Edition,
    JobShown,
    JudgementShown,
    Links,
    LivePage,
    NamesShown,
    PageKind,
    Query,
    RunChoices,
    Viewer,
)
from grandlivre.report.pages.progress import KINDS, job_line, job_words, seconds_words
from grandlivre.report.pages.templates import templates
from grandlivre.report.pages.texts import LANGUAGES, NAMES, known_texts
from grandlivre.report.pages.views.changes import changes
from grandlivre.report.pages.views.conflicts import conflict, conflicts
from grandlivre.report.pages.views.documents import document, documents
from grandlivre.report.pages.views.entry import entry
from grandlivre.report.pages.views.ledger import ledger, ledger_rows
from grandlivre.report.pages.views.method import method
from grandlivre.report.pages.views.outlook import campus, outlook
from grandlivre.report.pages.views.overview import overview
from grandlivre.report.pages.views.parties import parties, party
from grandlivre.report.pages.views.places import place, places
from grandlivre.report.texts import count as counted
from grandlivre.report.texts import text

View = Callable[[Frame, Address], Mapping[str, object]]

_VIEWS: Mapping[PageKind, View] = {
    PageKind.OVERVIEW: overview,
    PageKind.LEDGER: ledger,
    PageKind.ENTRY: entry,
    PageKind.CONFLICTS: conflicts,
    PageKind.CONFLICT: conflict,
    PageKind.PARTIES: parties,
    PageKind.PARTY: party,
    PageKind.PLACES: places,
    PageKind.PLACE: place,
    PageKind.DOCUMENTS: documents,
    PageKind.DOCUMENT: document,
    PageKind.OUTLOOK: outlook,
    PageKind.CAMPUS: campus,
    PageKind.METHOD: method,
    PageKind.CHANGES: changes,
}
_LISTS: Mapping[PageKind, View] = {
    PageKind.LEDGER: ledger_rows,
    PageKind.CONFLICTS: conflicts,
    PageKind.PARTIES: parties,
    PageKind.PLACES: places,
    PageKind.DOCUMENTS: documents,
    PageKind.CHANGES: changes,
}
_NAV = (
    PageKind.OVERVIEW,
    PageKind.LEDGER,
    PageKind.CONFLICTS,
    PageKind.PARTIES,
    PageKind.PLACES,
    PageKind.DOCUMENTS,
    PageKind.OUTLOOK,
    PageKind.CAMPUS,
    PageKind.METHOD,
)
_WITHIN = {
    PageKind.ENTRY: PageKind.LEDGER,
    PageKind.CONFLICT: PageKind.CONFLICTS,
    PageKind.PARTY: PageKind.PARTIES,
    PageKind.PLACE: PageKind.PLACES,
    PageKind.DOCUMENT: PageKind.DOCUMENTS,
}
_LIVE_PAGES = {
    "login": LivePage.LOGIN,
    "upload": LivePage.UPLOAD,
    "runs": LivePage.RUNS,
    "job": LivePage.JOBS,
    "jobs": LivePage.JOBS,
    "judgements": LivePage.JUDGEMENTS,
}
"""Pages of the application that are there in each language."""
_MOST_NAMED = 4


class Pages:
    """The pages of an edition for one viewer in one language.

    Parameters
    ----------
    edition
        What is shown, or an index that was made of it: give the same index to all pages of a
        state, for it is what takes time.
    links
        Where pages and files are found.
    language
        ``fr`` or ``en``.
    viewer
        Who looks.
    """

    def __init__(
        self, edition: Edition | Index, links: Links, language: str, viewer: Viewer = PUBLIC
    ) -> None:
        index = edition if isinstance(edition, Index) else Index(edition)
        self._frame = Frame(index, links, language, viewer)
        self._menus: dict[tuple[str, str], str] = {}

    def render(self, address: Address) -> str:
        """A whole page.

        Raises
        ------
        AskError
            Where there is no such thing.
        """
        template = templates(self._frame.language).get_template(
            f"pages/{address.kind.value}.html.j2"
        )
        context = {**self._shell(address), **_VIEWS[address.kind](self._frame, address)}
        context["axis_chart"] = context.get("axis")
        return self._linked(template.render(context))

    def fragment(self, address: Address) -> str:
        """The list of a page alone, for a filter.

        Raises
        ------
        AskError
            Where the page has no list.
        """
        view = _LISTS.get(address.kind)
        if view is None:
            raise AskError("this page has no list", where=address.kind.value)
        template = templates(self._frame.language).get_template(
            f"pages/{address.kind.value}.html.j2"
        )
        context = template.new_context({**self._shell(address), **view(self._frame, address)})
        return self._linked("".join(template.blocks["list"](context)))

    def login(self, message: str = "", wanted: str = "") -> str:
        """Where a person signs in; `wanted` is the address to go on to."""
        return self._live("login", "live.login", message=message, wanted=wanted)

    def upload(self, message: str = "") -> str:
        """Where a text is handed in."""
        return self._live("upload", "live.upload", message=message)

    def runs(self, message: str = "", choices: RunChoices | None = None) -> str:
        """Where long work is started."""
        return self._live("runs", "live.runs", message=message, choices=choices or RunChoices())

    def job(self, job: JobShown) -> str:
        """How far one job is."""
        heading = self._frame.say(f"live.head_{job.kind}") if job.kind in KINDS else job.kind
        words = job_words(self._frame)
        told = {key: said(key, self._frame.language) for key in ("years_h", "years_sub")}
        deck = job.about
        return self._live("job", "", heading=heading, deck=deck, job=job, job_words=words, **told)

    def jobs(self, jobs: Sequence[JobShown]) -> str:
        """All jobs."""
        return self._live("jobs", "live.jobs", jobs=jobs)

    def judgements(
        self, judgements: Sequence[JudgementShown], weighed: NamesShown | None = None
    ) -> str:
        """What people decided; `weighed` is one on two names that was recorded just now."""
        frame = self._frame
        totals = frame.index.ledger.totals
        shown = [(each.title.of(frame.language), frame.money(each.euros)) for each in totals]
        return self._live(
            "judgements",
            "live.judgements",
            judgements=judgements,
            weighed=weighed,
            total=shown[0] if shown else None,
        )

    def confirm(self, weighed: NamesShown) -> str:
        """Asks whether a judgement shall be recorded although it goes against another."""
        return self._live("confirm", "live.confirm", weighed=weighed)

    def error(self, status: int, message: str = "") -> str:
        """What went wrong, in plain words."""
        key = f"error.{status}"
        known = key if key in known_texts() else "error.500"
        heading = self._frame.say(known)
        title = self._frame.say("error.title", status=status)
        deck = title if known == key else f"{title} ({HTTPStatus(status).phrase})"
        return self._live("error", "", heading=heading, deck=deck, message=message)

    def _live(self, what: str, key: str, **more: object) -> str:
        template = templates(self._frame.language).get_template("pages/live.html.j2")
        context: dict[str, object] = {
            **self._shell(Address(kind=PageKind.OVERVIEW), kind=what),
            "what": what,
            "message": "",
            "kind_words": self._kind_words,
            "signed": lambda bits: signed(bits, self._frame.language),
            "job_line": lambda job: job_line(self._frame, job),
            "seconds": lambda job: seconds_words(self._frame, job.seconds),
        }
        page = _LIVE_PAGES.get(what)
        if page is not None:
            number = str(getattr(more.get("job"), "id", ""))
            context["languages"] = [
                (code, NAMES[code], self._frame.links.live(page, code, number))
                for code in LANGUAGES
            ]
        if key:
            context["heading"] = self._frame.say(f"{key}_title")
            decks = known_texts()
            context["deck"] = self._frame.say(f"{key}_deck") if f"{key}_deck" in decks else ""
        return template.render({**context, **more})

    def _kind_words(self, kind: str) -> str:
        key = f"live.kind_{kind}"
        return self._frame.say(key) if key in known_texts() else kind

    def _linked(self, html: str) -> str:
        return with_pages(html, self._frame.to)

    def _shell(self, address: Address, kind: str = "") -> dict[str, object]:
        """What stands around a page, and what templates call."""
        frame = self._frame
        section = _WITHIN.get(address.kind, address.kind)
        crumbs = []
        if section is not address.kind:
            crumbs = [(frame.say(f"nav.{section.value}"), frame.url(section))]
        latest = Address(kind=section, query=Query())
        place = (kind or section.value, kind or address.kind.value)
        if place not in self._menus:
            self._menus[place] = self._around.menu(*place)
        return {
            **self._always,
            "around": self._around,
            "menu": self._menus[place],
            "page_kind": place[1],
            "crumbs": crumbs,
            "languages": [
                (code, NAMES[code], frame.links.url(address, code)) for code in LANGUAGES
            ],
            "query": address.query,
            "here": frame.links.url(Address(kind=address.kind, key=address.key), frame.language),
            "latest_url": frame.links.url(latest, frame.language),
            "page_url": lambda page: frame.to(
                Address(kind=address.kind, key=address.key, query=address.query.on_page(page))
            ),
        }

    @cached_property
    def _around(self) -> Any:
        """The parts of pages that are the same on all of them."""
        template = templates(self._frame.language).get_template("pages/around.html.j2")
        return template.make_module({**self._always})

    @cached_property
    def _always(self) -> Mapping[str, object]:
        """What stands around every page."""
        frame, index = self._frame, self._frame.index
        edition, language = index.edition, frame.language
        # Of an earlier day, documents are counted one by one.
        documents = index.once(("documents",), lambda: len(index.library.documents))
        return {
            "lang": language,
            "nav": [(each.value, frame.say(f"nav.{each.value}"), frame.url(each)) for each in _NAV],
            "is_live": frame.links.is_live,
            "may_write": frame.may_write,
            "viewer": frame.viewer,
            "day": edition.day,
            "day_words_now": frame.day(edition.day) if edition.day else "",
            "program": __version__,
            "state": edition.version[:12] or "–",
            "documents_count": counted(documents, "documents", language),
            "origins_count": counted(index.ledger.origins, "origins", language),
            "source_line": _source_line(frame),
            "definitions": definitions() + outlook_definitions(),
            "natures": [
                (each.value, words.of(language))
                for each, words in NATURES.items()
                if each is not Nature.UNKNOWN
            ],
            "natures_by": {each.value: words.of(language) for each, words in NATURES.items()},
            "s": frame.say,
            "n": frame.count,
            "t": lambda key, **blanks: text(key, language, **blanks),
            "url": frame.url,
            "live": lambda page, key="": frame.live(LivePage(page), key),
            "asset": frame.links.asset,
        }


def _source_line(frame: Frame) -> str:
    """Publishers, or how many texts there are."""
    index = frame.index

    def made() -> str:
        documents = index.library.documents
        names: dict[str, None] = {}
        for each in documents.values():
            names[each.publisher or each.name] = None
            if len(names) > _MOST_NAMED:
                return counted(len(documents), "documents", frame.language)
        return ", ".join(names)

    sources = index.once(("sources", frame.language), made)
    return text("source_line", frame.language, sources=sources)
