"""Closed intervals with ends that may be open: what "plus de 17" and "30 à 50" are."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """All values from `low` to `high`, both included; None is an end that nobody stated.

    Examples
    --------
    >>> mgx = Interval(low=Decimal(30), high=Decimal(50))
    >>> mgx.intersection(Interval.at_most(Decimal(40)))
    Interval(low=Decimal('30'), high=Decimal('40'))
    """

    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")

    @classmethod
    def exactly(cls, value: Decimal) -> "Interval":
        """The interval that holds one value."""
        return cls(low=value, high=value)

    @classmethod
    def at_least(cls, value: Decimal) -> "Interval":
        """The interval from `value` up, open above."""
        return cls(low=value)

    @classmethod
    def at_most(cls, value: Decimal) -> "Interval":
        """The interval up to `value`, open below."""
        return cls(high=value)

    @property
    def is_exact(self) -> bool:
        """True where it holds one value only."""
        return self.low is not None and self.low == self.high

    def contains(self, value: Decimal) -> bool:
        """True where `value` lies within."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def intersection(self, other: "Interval") -> "Interval | None":
        """What both hold, or None where they exclude one another."""
        lows = [end for end in (self.low, other.low) if end is not None]
        highs = [end for end in (self.high, other.high) if end is not None]
        low = max(lows) if lows else None
        high = min(highs) if highs else None
        if low is not None and high is not None and low > high:
            return None
        return Interval(low=low, high=high)

    def hull(self, other: "Interval") -> "Interval":
        """The smallest interval that holds both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Interval(low=low, high=high)

    def __add__(self, other: "Interval") -> "Interval":
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low=low, high=high)
