"""What a trace is, and what an audit finds in it."""

from dataclasses import dataclass
from enum import StrEnum

from grandlivre.errors import CampusError


class TraceKind(StrEnum):
    """What the rows of a trace are."""

    JOBS = "jobs"
    """Work that holds accelerators from a start to an end."""
    REQUESTS = "requests"
    """Questions to a language model, with their tokens."""


class TraceError(CampusError):
    """A trace cannot be read."""


class FindingKind(StrEnum):
    """What an audit looks for."""

    UNREADABLE = "unreadable"
    """Rows that are not what the format says."""
    DUPLICATE = "duplicate"
    """Names that stand twice."""
    MISSING_TIME = "missing_time"
    """Rows without a start, or without an end."""
    DISORDER = "disorder"
    """Starts before the submission, ends before the start."""
    UNSORTED = "unsorted"
    """Rows that are not in the order of their submission."""
    GAP = "gap"
    """A silence that chance does not explain."""
    NO_ACCELERATOR = "no_accelerator"
    """Jobs that hold none."""
    CUT_OFF = "cut_off"
    """Jobs that still ran when the recording ended: their length is not known."""
    OVER_CAPACITY = "over_capacity"
    """More accelerators held at once than there are."""
    EMPTY_REQUEST = "empty_request"
    """Requests without a token in or out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One kind of fault, how often it occurs and where it is seen."""

    kind: FindingKind
    count: int
    lines: tuple[int, ...] = ()
    """Lines of the file where it is seen first."""
    moments_s: tuple[float, ...] = ()
    """Seconds since the first submission at which it is worst or first, where no line shows it."""
    size: float | None = None
    """Seconds of a gap; accelerators beyond capacity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What a trace holds, and what is wrong with it."""

    path: str
    format: str
    kind: TraceKind
    rows: int
    span_s: float
    """From the first submission to the last time told of."""
    capacity: float | None
    """Accelerators there are, where that is known."""
    peak_held: float
    """Most accelerators held at once, by what the rows say."""
    mean_held: float
    accelerator_hours: float
    over_share: float | None
    """Share of the time during which more are held than there are."""
    wait_mean_s: float | None
    wait_p95_s: float | None
    run_median_s: float | None
    arrivals_per_hour: float
    burstiness: float
    """Variance over mean of arrivals in a minute: one for independent arrivals."""
    tokens_in: float | None
    tokens_out: float | None
    """Means of a request."""
    findings: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """True where nothing was found that a replay would stumble over."""
        return not self.findings
