"""Claims made ready to compare: names resolved, money in euros, origin and date attached."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from grandlivre.base.fold import fold
from grandlivre.base.interval import Interval
from grandlivre.base.periods import Period
from grandlivre.claims.model import PLEDGED, Claim, Measure, Role
from grandlivre.documents.model import Document
from grandlivre.entities.model import Asset, Entity, Place, Project
from grandlivre.entities.resolve import Linker, asset_from
from grandlivre.errors import ReferenceDataError
from grandlivre.ledger.model import Amount
from grandlivre.reference.rates import RateWindow, rate, rate_window

_SCALES = tuple(Decimal(10) ** power for power in (12, 9, 6, 3, 0))
# Two figures in two currencies are taken as one when they are this close: a text is written
# some time before its day, and writers round what they convert.
RATE_SLACK = Decimal("0.04")


_NO_BOUNDS = Interval()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim with what the ledger needs to compare it with others."""

    claim: Claim
    origin: str
    """Its document's group of near-copies: one origin, one voice."""
    published: Period | None
    investors: tuple[Entity, ...]
    beneficiaries: tuple[Entity, ...]
    projects: tuple[Project, ...]
    places: tuple[Place, ...]
    asset: Asset
    amount: Amount | None
    """None for a claim that is not of money."""
    slack: Decimal
    """How far the true figure may lie from the stated one, in euros: half its last digit."""
    compared: Interval = _NO_BOUNDS
    """Its bounds at one rate, that of the last of its days: what it is told apart from others
    by, for a figure stays one figure however many rates it may be converted at."""
    text: str = ""
    """Its document's; empty where it was not kept."""
    tellers: frozenset[str] = frozenset()
    """Who is answerable for it: keys of those who say it, and the publisher."""
    today: Period | None = None
    """Its document's day, else the day that the ledger counts from."""
    replaced_by: str | None = None
    """The claim that took its place, where its own text says so
    (`grandlivre.ledger.grouping.former`); None for what holds."""

    @property
    def principals(self) -> tuple[Entity, ...]:
        """Whom it is known by: investors, else beneficiaries; of a round, who raises it.

        Names that name nobody are left out, and so is a place where the thing itself stands.
        """
        investors, beneficiaries = self.proper(self.investors), self.proper(self.beneficiaries)
        if self.claim.role is Role.ROUND:
            return beneficiaries or investors
        return investors or beneficiaries

    def proper(self, parties: Iterable[Entity]) -> tuple[Entity, ...]:
        """Those of some parties who are somebody."""
        somebody = [each for each in parties if not each.is_generic]
        if all(each.is_known for each in somebody):
            return tuple(somebody)
        said = {_folded(place.name) for place in self.places}
        return tuple(each for each in somebody if each.is_known or _folded(each.name) not in said)

    @property
    def is_figure(self) -> bool:
        """True where it states one figure of money, in whatever currency, and no range."""
        return self.amount is not None and self.amount.stated.is_exact

    @property
    def loosened(self) -> Interval:
        """Its bounds in euros, widened by what its digits leave open."""
        if self.amount is None:
            return Interval()
        return loosen(self.amount.euros, self.slack)


@lru_cache(maxsize=1 << 16)
def _folded(name: str) -> str:
    """Names recur in every claim; folding them is most of the work."""
    return fold(name)


def loosen(interval: Interval, slack: Decimal) -> Interval:
    """Move both ends of an interval outwards.

    Examples
    --------
    >>> loosen(Interval.exactly(Decimal(20)), Decimal("0.5"))
    Interval(low=Decimal('19.5'), high=Decimal('20.5'))
    """
    return Interval(
        low=None if interval.low is None else interval.low - slack,
        high=None if interval.high is None else interval.high + slack,
    )


def half_last_digit(value: Decimal) -> Decimal:
    """Half of the last digit that a figure is written with, in its usual scale.

    No more than a quarter of the figure: who has half a billion writes "500 million", so that
    "one billion" leaves no more room than "two" does.

    Examples
    --------
    >>> half_last_digit(Decimal("8.5e9")), half_last_digit(Decimal("109e9"))
    (Decimal('50000000.0'), Decimal('500000000.0'))
    >>> half_last_digit(Decimal("1e9"))
    Decimal('2.5E+8')
    """
    scale = next((each for each in _SCALES if abs(value) >= each), Decimal(1))
    exponent = (value / scale).normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return min(Decimal("0.5") * scale / Decimal(10) ** decimals, abs(value) / 4)


def significant_digits(value: Decimal) -> int:
    """How many digits a figure has before its trailing zeros.

    Examples
    --------
    >>> significant_digits(Decimal("109e9")), significant_digits(Decimal("200e9"))
    (3, 1)
    """
    return len(value.normalize().as_tuple().digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    published: Mapping[str, Period]
    undated: tuple[date, date]
    """First and last day on which a document without a date may have been published."""
    documents: Mapping[str, Document]


def read_statements(
    claims: Iterable[Claim],
    documents: Sequence[Document],
    linker: Linker,
    origin_of: Callable[[str], str],
    currency_date: date | None,
    is_wanted: Callable[[Claim], bool] | None = None,
) -> tuple[tuple[Statement, ...], date]:
    """Prepare the claims that a ledger is made of, in an order of its own.

    Parameters
    ----------
    claims, documents
        What was read; claims of one id count once.
    linker
        Who is who.
    origin_of
        Group of near-copies of a document, by the document's id.
    currency_date
        The day whose rates convert money in documents without a date; None for all days from
        the first to the last date of publication among the documents.
    is_wanted
        Which claims; those that make entries where None.

    Returns
    -------
    tuple
        The statements by claim id, and the last day that was used for documents without a date.

    Notes
    -----
    A sum in another currency is worth what the European Central Bank's rates make of it on the
    days on which its document may have been published: one day, or all of a month, a quarter
    or a year where no more is known. Its lowest and highest rate give its bounds in euros.
    """
    published = {each.id: period for each in documents if (period := _published(each)) is not None}
    undated = _undated(published.values(), currency_date)
    by_id = {each.id: each for each in documents}
    dates = _Sources(published=published, undated=undated, documents=by_id)
    wanted = is_wanted or _is_of_ledger
    unique = {claim.id: claim for claim in claims if wanted(claim)}
    return (
        tuple(_statement(unique[key], linker, origin_of, dates) for key in sorted(unique)),
        undated[1],
    )


def _undated(published: Collection[Period], currency_date: date | None) -> tuple[date, date]:
    """The days whose rates convert what documents without a date say."""
    if currency_date is not None:
        return currency_date, currency_date
    if not published:
        latest = rate("USD", date.max).on
        return latest, latest
    return min(each.first for each in published), max(each.last for each in published)


def _is_of_ledger(claim: Claim) -> bool:
    if claim.measure is Measure.MONEY:
        return claim.role in PLEDGED
    return claim.measure is Measure.POWER and claim.role is Role.CAPACITY


def _published(document: Document) -> Period | None:
    if document.published is None:
        return None
    try:
        return Period.parse(document.published)
    except ValueError:
        return None


def _statement(
    claim: Claim, linker: Linker, origin_of: Callable[[str], str], dates: _Sources
) -> Statement:
    parties = (*claim.investors, *claim.beneficiaries)
    projects = tuple(linker.project(form, claim.places, parties) for form in claim.projects)
    places = [linker.place(form, claim.places) for form in claim.places]
    published = dates.published.get(claim.document_id)
    source = dates.documents.get(claim.document_id)
    amount, slack, compared = None, Decimal(0), Interval()
    if claim.measure is Measure.MONEY:
        amount, slack, compared = _amount(claim, published, dates.undated)
    return Statement(
        claim=claim,
        origin=origin_of(claim.document_id),
        published=published,
        investors=_distinct(linker.party(form) for form in claim.investors),
        beneficiaries=_distinct(linker.party(form) for form in claim.beneficiaries),
        projects=projects,
        places=tuple({place.key: place for place in places}.values()),
        asset=asset_from(projects, claim.purpose.value),
        amount=amount,
        slack=slack,
        compared=compared,
        text=source.text if source is not None else "",
        tellers=_tellers(claim, source, linker),
        today=published if published is not None else Period.parse(dates.undated[1].isoformat()),
    )


def _tellers(claim: Claim, source: Document | None, linker: Linker) -> frozenset[str]:
    keys = {linker.party(form).key for form in claim.attributed_to}
    if source is not None and source.publisher:
        keys.add(fold(source.publisher))
    return frozenset(keys)


def _distinct(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    return tuple({entity.key: entity for entity in entities}.values())


def _amount(
    claim: Claim, published: Period | None, undated: tuple[date, date]
) -> tuple[Amount, Decimal, Interval]:
    """What a claim states in its currency and in euros, its slack, and its figure at one rate."""
    stated = Interval(low=claim.low, high=claim.high)
    ends = [end for end in (claim.low, claim.high) if end is not None]
    slack = max(map(half_last_digit, ends), default=Decimal(0))
    if claim.unit == "EUR":
        return Amount(claim=claim.id, stated=stated, unit="EUR", euros=stated), slack, stated
    first, last = undated if published is None else (published.first, published.last)
    found = _rates(claim.unit, first, last)
    if found is None:
        amount = Amount(claim=claim.id, stated=stated, unit=claim.unit, euros=Interval())
        return amount, slack, Interval()
    least, most, one = found.low.value, found.high.value, rate(claim.unit, last).value
    is_one = found.low.value == found.high.value
    amount = Amount(
        claim=claim.id,
        stated=stated,
        unit=claim.unit,
        euros=Interval(low=_euros(claim.low, least), high=_euros(claim.high, most)),
        rate=least,
        rate_on=found.low.on,
        rate_high=None if is_one else most,
        rate_high_on=None if is_one else found.high.on,
        is_rate_of_claim=published is not None,
    )
    largest = max(ends, default=Decimal(0)) * most
    compared = Interval(low=_euros(claim.low, one), high=_euros(claim.high, one))
    return amount, slack * most + largest * RATE_SLACK, compared


@lru_cache(maxsize=1 << 12)
def _rates(unit: str, first: date, last: date) -> RateWindow | None:
    """The lowest and the highest rate of some days; None where the currency has none."""
    try:
        return rate_window(unit, first, last)
    except ReferenceDataError:
        return None


def _euros(value: Decimal | None, rate_of: Decimal) -> Decimal | None:
    """A converted end, to the euro."""
    if value is None:
        return None
    return (value * rate_of).quantize(Decimal(1), rounding=ROUND_HALF_UP)
