"""Partial dates: ``2027``, ``2026-H2``, ``2027-Q3``, ``2026-03``, ``2026-03-30``.

The press gives dates as coarsely as it knows them, and the ledger must not pretend to know
more. A partial date keeps its coarseness and can still be compared by its first and last day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(
    r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?))?\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of days written as coarsely as it is known.

    Examples
    --------
    >>> Period.parse("2026-H2").first, Period.parse("2026-H2").last
    (datetime.date(2026, 7, 1), datetime.date(2026, 12, 31))
    """

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a partial date.

        Raises
        ------
        ValueError
            Where `text` is none of the five forms or names a day that does not exist.
        """
        found = _FORM.match(text)
        if not found:
            raise ValueError(f"not a partial date: {text!r}")
        year = int(found[1])
        if year == 0:
            raise ValueError("there is no year 0000")
        if found[2]:
            months = (1, 6) if found[2] == "1" else (7, 12)
        elif found[3]:
            months = (3 * int(found[3]) - 2, 3 * int(found[3]))
        elif found[4]:
            months = (int(found[4]), int(found[4]))
        else:
            months = (1, 12)
        if found[5]:
            day = date(year, months[0], int(found[5]))
            return cls(text=text, first=day, last=day)
        last = monthrange(year, months[1])[1]
        return cls(text=text, first=date(year, months[0], 1), last=date(year, months[1], last))

    @property
    def year(self) -> int:
        """The year it lies in."""
        return self.first.year

    def contains(self, other: "Period") -> bool:
        """True where `other` lies wholly within: 2026 holds 2026-H2."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return self.text
