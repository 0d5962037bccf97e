"""What an audit of a trace found, in words."""

from decimal import Decimal

from grandlivre.base.wording import number
from grandlivre.campus.traces import Audit, TraceKind
from grandlivre.report.answers.paper import Paper

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def trace_answer(paper: Paper, found: Audit) -> None:
    """Write an audit: what the trace holds first, then what a replay would stumble over."""
    say, language = paper.say.say, paper.language
    count = _number(found.rows, language)
    paper.title(
        say(f"trace.finding.{found.kind.value}", count=count, span=_time(found.span_s, paper))
    )
    paper.line(say("trace.format", name=found.format, path=found.path), style="dim")
    paper.blank()
    for line in _figures(paper, found):
        paper.line(line, indent=2, hang=2)
    paper.blank()
    if found.is_clean:
        paper.line(say("trace.clean"))
        return
    paper.heading(say("trace.findings"))
    for each in found.findings:
        size = "" if each.size is None else _size(paper, each.kind.value, each.size)
        words = say(f"trace.{each.kind.value}", count=_number(each.count, language), size=size)
        paper.line(f"• {words}", indent=2, hang=2)
        if each.lines:
            where = say("trace.lines", lines=", ".join(map(str, each.lines)))
        else:
            where = say(
                "trace.moments", moments=", ".join(_time(at, paper) for at in each.moments_s)
            )
        paper.line(where, indent=4, style="dim")


def _figures(paper: Paper, found: Audit) -> list[str]:
    say, language = paper.say.say, paper.language
    lines = [
        say(
            "trace.arrivals",
            rate=_number(found.arrivals_per_hour, language),
            burst=_number(found.burstiness, language),
        )
    ]
    if found.kind is TraceKind.REQUESTS:
        lines.append(
            say(
                "trace.tokens",
                given=_number(found.tokens_in or 0.0, language),
                made=_number(found.tokens_out or 0.0, language),
            )
        )
        return lines
    if found.capacity is None:
        lines.append(say("trace.held", peak=_number(found.peak_held, language),
                         mean=_number(found.mean_held, language)))  # fmt: skip
    else:
        lines.append(say("trace.held_of", peak=_number(found.peak_held, language),
                         mean=_number(found.mean_held, language),
                         capacity=_number(found.capacity, language)))  # fmt: skip
    if found.wait_mean_s is not None and found.wait_p95_s is not None:
        lines.append(say("trace.waits", mean=_time(found.wait_mean_s, paper),
                         p95=_time(found.wait_p95_s, paper)))  # fmt: skip
    if found.run_median_s is not None:
        lines.append(say("trace.runs", median=_time(found.run_median_s, paper)))
    return lines


def _size(paper: Paper, kind: str, size: float) -> str:
    return _time(size, paper) if kind == "gap" else _number(size, paper.language)


def _number(value: float, language: str) -> str:
    """To three digits: a trace is no more certain than that."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return number(Decimal(str(round(value, digits))).normalize(), language)


def _time(seconds: float, paper: Paper) -> str:
    """Seconds in the unit that people would choose."""
    for unit, size in (("days", _DAY), ("hours", _HOUR), ("minutes", _MINUTE)):
        if seconds >= 2 * size:
            return paper.say.say(f"trace.{unit}", value=_number(seconds / size, paper.language))
    return paper.say.say("trace.seconds", value=_number(seconds, paper.language))
