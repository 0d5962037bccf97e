"""Reference figures as the plan needs them: exact decimals, three quantiles each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.parameters.model import Generation, Parameter

_DIGITS = 6
_NEW_ENOUGH_YEARS = 0.5
"""From first shipments to a site that is full of them."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure by the quantiles at 5 %, 50 % and 95 %."""

    low: Decimal
    median: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """Parameters and accelerator generations, looked up by name."""

    parameters: Mapping[str, Parameter]
    generations: Mapping[str, Generation]

    def spread(self, name: str) -> Spread:
        """The quantiles of a parameter.

        Raises
        ------
        ReferenceDataError
            Where there is no parameter of that name.
        """
        try:
            found = self.parameters[name].distribution
        except KeyError:
            raise ReferenceDataError(
                f"there is no parameter called {name}",
                remedy="see the names in docs/reference/parameters.md",
            ) from None
        return Spread(exact(found.low), exact(found.median), exact(found.high))

    def newest(self, year: float) -> Generation | None:
        """The generation that a site filled in a year would hold, of the vendor with most."""
        vendors = Counter(each.vendor for each in self.generations.values())
        usual = max(vendors, key=lambda name: (vendors[name], name), default="")
        shipped = [
            each
            for each in self.generations.values()
            if each.vendor == usual and each.shipped + _NEW_ENOUGH_YEARS <= year
        ]
        return max(shipped, key=lambda each: (each.shipped, each.name), default=None)

    def named_in(self, text: str) -> Generation | None:
        """The generation that a text names, the longest name first."""
        found = [name for name in self.generations if name.lower() in text.lower()]
        return self.generations[max(found, key=len)] if found else None


def exact(value: float) -> Decimal:
    """A float as the decimal that it is written with."""
    return Decimal(str(value))


def rounded(value: Decimal) -> Decimal:
    """What arithmetic gives, to six digits: a plan pretends to no more.

    Examples
    --------
    >>> rounded(Decimal("1234567.89")), rounded(Decimal(20) / 3)
    (Decimal('1234570'), Decimal('6.66667'))
    """
    if value == 0:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - _DIGITS + 1)
    found = value.quantize(step)
    return Decimal(int(found)) if found == found.to_integral_value() else found.normalize()
