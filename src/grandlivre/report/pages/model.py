"""What pages are made from: addresses, filters, who looks, and the ledger of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol, Self, TypeVar

from grandlivre.claims.model import Claim, Purpose, Stage
from grandlivre.documents.model import Document
from grandlivre.entities.judging import Warned
from grandlivre.entities.model import Decision
from grandlivre.ledger.history.model import Change
from grandlivre.ledger.model import Ledger
from grandlivre.ledger.natures import Nature
from grandlivre.reference.parameters.model import Parameter
from grandlivre.report.outlook.model import Brief, Prospect

_Choice = TypeVar("_Choice", bound=StrEnum)
_LONGEST_TEXT = 200
_YEARS = range(1900, 2201)


class PageKind(StrEnum):
    """What a page is of."""

    OVERVIEW = "overview"
    LEDGER = "ledger"
    ENTRY = "entry"
    CONFLICTS = "conflicts"
    CONFLICT = "conflict"
    PARTIES = "parties"
    PARTY = "party"
    PLACES = "places"
    PLACE = "place"
    DOCUMENTS = "documents"
    DOCUMENT = "document"
    OUTLOOK = "outlook"
    CAMPUS = "campus"
    METHOD = "method"
    CHANGES = "changes"


class LivePage(StrEnum):
    """Pages that only the application has: where its forms lead to, and what they need."""

    LOGIN = "login"
    LOGOUT = "logout"
    UPLOAD = "upload"
    RUNS = "runs"
    JOBS = "jobs"
    JUDGE = "judge"
    JUDGEMENTS = "judgements"


class Sort(StrEnum):
    """In what order a list stands."""

    SIZE = "size"
    """The largest sums first."""
    TITLE = "title"
    DATE = "date"
    """The latest money first."""
    SOURCES = "sources"
    """The most independent origins first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a list is narrowed to, and which part of it is shown."""

    text: str = ""
    party: str = ""
    """Key of a party."""
    place: str = ""
    """Key of a place: what lies in it counts too."""
    purpose: Purpose | None = None
    nature: Nature | None = None
    stage: Stage | None = None
    year_from: int | None = None
    year_to: int | None = None
    """Years between which it was told of."""
    sort: Sort = Sort.SIZE
    as_of: date | None = None
    """The day whose ledger is shown; None for the latest."""
    page: int = 1

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> Self:
        """Read the parameters of an address; a value that makes no sense is left out.

        Examples
        --------
        >>> Query.from_params({"stage": "announced", "page": "-3", "sort": "?"}).to_params()
        {'stage': 'announced'}
        """
        year_from, year_to = _year(params.get("year_from")), _year(params.get("year_to"))
        page = params.get("page", "")
        return cls(
            text=" ".join(params.get("text", "").split())[:_LONGEST_TEXT],
            party=params.get("party", "")[:_LONGEST_TEXT],
            place=params.get("place", "")[:_LONGEST_TEXT],
            purpose=_choice(Purpose, params.get("purpose")),
            nature=_choice(Nature, params.get("nature")),
            stage=_choice(Stage, params.get("stage")),
            year_from=year_from,
            year_to=year_to,
            sort=_choice(Sort, params.get("sort")) or Sort.SIZE,
            as_of=_day(params.get("as_of")),
            page=int(page) if page.isascii() and page.isdigit() and int(page[:9]) > 0 else 1,
        )

    def to_params(self) -> dict[str, str]:
        """The same as parameters of an address, without what is as usual."""
        told: dict[str, object] = {
            "text": self.text,
            "party": self.party,
            "place": self.place,
            "purpose": self.purpose,
            "nature": self.nature,
            "stage": self.stage,
            "year_from": self.year_from,
            "year_to": self.year_to,
            "sort": None if self.sort is Sort.SIZE else self.sort,
            "as_of": self.as_of,
            "page": None if self.page == 1 else self.page,
        }
        return {name: str(value) for name, value in told.items() if value}

    def on_page(self, page: int) -> Self:
        """The same list, another part of it."""
        return replace(self, page=page)

    @property
    def narrows(self) -> bool:
        """True where it leaves anything out."""
        return any(name not in ("sort", "as_of", "page") for name in self.to_params())


def _choice(kind: type[_Choice], asked: str | None) -> _Choice | None:
    return kind(asked) if asked in list(kind) else None


def _year(asked: str | None) -> int | None:
    if asked is None or not (asked.isascii() and asked.isdigit() and len(asked) == 4):
        return None
    return int(asked) if int(asked) in _YEARS else None


def _day(asked: str | None) -> date | None:
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a link leads to."""

    kind: PageKind
    key: str = ""
    """Id of the thing, for a page of one thing."""
    query: Query = Query()
    anchor: str = ""
    """Id of an element of that page."""


class Role(StrEnum):
    """What a person may do, the least first."""

    PUBLIC = "public"
    READER = "reader"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a page."""

    name: str = ""
    role: Role = Role.PUBLIC
    csrf: str = ""
    """What each form sends back; empty where there are no forms."""

    @property
    def may_write(self) -> bool:
        """True for those who upload, judge and start runs."""
        return self.role in (Role.ANALYST, Role.ADMINISTRATOR)


PUBLIC = Viewer()


class Links(Protocol):
    """Where pages and files are found: relative paths in a folder, or paths of a server."""

    @property
    def is_live(self) -> bool:
        """True in the application: filters ask the server, and there are forms."""
        ...

    def url(self, address: Address, language: str) -> str:
        """Where a page is found."""
        ...

    def asset(self, name: str) -> str:
        """Where a file of `grandlivre.report.pages.ASSETS` is found."""
        ...

    def live(self, page: LivePage, language: str, key: str = "") -> str:
        """Where a page is found that only the application has; empty where there is none."""
        ...


class Library(Protocol):
    """Claims and texts, fetched as they are asked for: a store may hold millions."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """Facts of the documents known on the day, by id; their texts may be left out.

        Pages ask it for its length, whether it holds an id and, for the list of all, once for
        its values; what they show is fetched by `facts`.
        """
        ...

    def facts(self, documents: Iterable[str]) -> Mapping[str, Document]:
        """Facts of some documents, those that there are, fetched at once."""
        ...

    @property
    def origins(self) -> Mapping[str, str]:
        """Origin by document, for those that share one; others stand for themselves.

        Near-copies, and documents that give one address as theirs.
        """
        ...

    def claims(self, keys: Iterable[str]) -> Mapping[str, Claim]:
        """Claims by their ids, those that there are, fetched at once."""
        ...

    def reading_of(self, document: str) -> tuple[Document, tuple[Claim, ...]] | None:
        """One document with its text, and its claims in the order of that; None for no such."""
        ...

    def counts(self, documents: Iterable[str]) -> Mapping[str, int]:
        """How many claims were read in each of some documents."""
        ...

    def texts(self, documents: Iterable[str]) -> Mapping[str, str]:
        """The whole texts of some documents."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A ledger as it stood on a day, with all that its pages show."""

    ledger: Ledger
    library: Library
    day: date | None = None
    """The last day whose texts count; None for all."""
    days: tuple[date, ...] = ()
    """Days on which a text was published that the ledger rests on, the earliest first."""
    changes: tuple[Change, ...] = ()
    """What changed lately."""
    since: date | None = None
    """The day that `changes` are told from."""
    prospect: Prospect | None = None
    """What it would build; None where it builds nothing, or was not projected."""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    campus: Mapping[str, str] = field(default_factory=dict)
    """The section on the campus by language, as HTML made by this package; empty for none."""
    version: str = ""
    """Names the state that it shows: another state has another."""


class JobState(StrEnum):
    """How far long work is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobShown:
    """Long work of the application, as its page tells of it."""

    id: str
    kind: str
    """``upload``, ``outlook``, ``campus``..."""
    state: JobState
    about: str = ""
    """What was asked for: a file's name, a scenario, a campus and its year."""
    doing: str = ""
    """Name of what is being done, of `DOINGS`; empty where nobody says."""
    done: int = 0
    of: int = 0
    """Steps done, of how many; 0 where that is not known."""
    seconds: float | None = None
    """How long it took, or has taken; None where nobody began it."""
    is_shown: bool = True
    """False where it is done and the pages do not show yet what came of it."""
    asked_by: str = ""
    asked_at: str = ""
    says: str = ""
    """What went wrong, or what came of it, in the viewer's language."""
    brief: Brief | None = None
    """Of a projection, its figures; None where they are not at hand."""
    failed: tuple[str, ...] = ()
    """What of it could not be done, a line each."""
    result: str = ""
    """Address of what came of it; empty for none."""
    events: str = ""
    """Address of its stream of server-sent events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementShown:
    """A person's decision, in the list of them."""

    id: str
    subject: str
    first: str
    second: str
    """What is judged, in words."""
    ruling: str
    by: str
    at: str
    note: str = ""
    is_reversed: bool = False
    conflict: str = ""
    """Id of the conflict that it is about, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesShown:
    """What there is to say of a judgement on two names."""

    first: str
    second: str
    ruling: str
    """Of `grandlivre.entities.model.Ruling`."""
    note: str = ""
    number: int = 0
    """Of the judgement; 0 where it is not recorded."""
    decision: Decision
    """What the tool would say by itself."""
    warnings: tuple[Warned, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to choose in a form."""

    value: str
    title: str
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChoices:
    """What may be run."""

    scenarios: tuple[Choice, ...] = ()
    designs: tuple[Choice, ...] = ()
    events: tuple[Choice, ...] = ()
    year: int = 0
    """The usual year of a campus; 0 where it is not known."""


DOINGS = ("read", "record", "settle", "draw", "simulate")
"""What long work may be doing, one after another."""
