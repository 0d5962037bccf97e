"""The table of resolved statements."""

from datetime import date
from decimal import Decimal
from functools import cache

from grandlivre.base.periods import Period
from grandlivre.ledger.model import Words
from grandlivre.outlook.calibration.model import Case, Ending
from grandlivre.programme.model import Gate, ProjectClass
from grandlivre.reference.tables import Row, data_rows

TABLE = "resolved_cases.tsv"
_MONTHS_OF_RULE = {True: 24, False: 12}


@cache
def resolved_cases() -> tuple[Case, ...]:
    """Every resolved statement of the package's table, in the order in which they were made.

    Raises
    ------
    ReferenceDataError
        Where the table is malformed; it names the row.

    Examples
    --------
    >>> len(resolved_cases()) >= 25
    True
    """
    return tuple(_case(row) for row in data_rows(TABLE))


def by_rule(stated_on: Period, promised: Gate) -> Period:
    """The date at which a statement without a date is judged.

    Two years after it for what is to be energised, one year for an earlier gate: set before the
    outcomes were looked at, so that nothing is judged only because it came.

    Examples
    --------
    >>> by_rule(Period.parse("2024-05-13"), Gate.PERMITTED).text
    '2025-05'
    """
    months = _MONTHS_OF_RULE[promised is Gate.ENERGISED]
    year = stated_on.first.year + months // 12
    return Period.parse(f"{year}-{stated_on.first.month:02d}")


def days_between(first: date, last: date) -> int:
    """Days from one to the other, at least one.

    Examples
    --------
    >>> days_between(date(2025, 2, 10), date(2025, 2, 10))
    1
    """
    return max((last - first).days, 1)


def _case(row: Row) -> Case:
    passed, power, amount = row["passed_on"], row["power_mw"], row["amount_eur"]
    return Case(
        id=row.required("case"),
        group=row.required("group"),
        party=row.required("party"),
        place=row.required("place"),
        country=row.required("country"),
        kind=row.parsed("kind", ProjectClass),
        is_fast_track=bool(row.number("fast_track")),
        power_mw=row.parsed("power_mw", Decimal) if power else None,
        amount_eur=row.parsed("amount_eur", Decimal) if amount else None,
        stated_on=row.parsed("stated_on", Period.parse),
        reached=row.parsed("reached", Gate),
        promised=row.parsed("promised", Gate),
        by=row.parsed("by", Period.parse),
        is_dated=row.required("by_is") == "said",
        resolved_on=row.parsed("resolved_on", date.fromisoformat)
        if len(row["resolved_on"]) > 7
        else row.parsed("resolved_on", Period.parse).last,
        ending=row.parsed("outcome", Ending),
        passed_on=row.parsed("passed_on", Period.parse) if passed else None,
        seen_on=row.parsed("seen_on", date.fromisoformat),
        then=row.parsed("then", Gate),
        says=Words(fr=row.required("says_fr"), en=row.required("says_en")),
        ended=Words(fr=row.required("ended_fr"), en=row.required("ended_en")),
        stated_url=row.required("stated_url"),
        resolved_url=row.required("resolved_url"),
    )
