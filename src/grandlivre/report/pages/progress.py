"""How far long work is, in words: on its page, and for the script that follows it."""

from grandlivre.base.wording import NBSP, THIN
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.model import DOINGS, JobShown, JobState

KINDS = ("upload", "outlook", "campus")
"""Kinds of work that have words of their own."""
_UNCOUNTED = ("settle",)
"""What is done without steps that anybody counts."""
_MINUTE = 60


def job_words(frame: Frame) -> dict[str, object]:
    """Every sentence that a job's page may come to say while it is followed."""
    return {
        "states": {state.value: frame.say(f"state.{state.value}") for state in JobState},
        "doing": {doing: frame.say(f"doing.{doing}") for doing in DOINGS},
        "so_far": {
            doing: frame.say(f"doing.{doing}_so_far") for doing in DOINGS if doing not in _UNCOUNTED
        },
        "waiting": frame.say("doing.waiting"),
        "showing": frame.say("doing.showing"),
        "language": frame.language,
    }


def job_line(frame: Frame, job: JobShown) -> str:
    """What a job is doing just now, and how far it is; empty for one that is over."""
    if job.state is JobState.WAITING:
        return frame.say("doing.waiting")
    if job.state is JobState.DONE and not job.is_shown:
        return frame.say("doing.showing")
    if job.state is not JobState.RUNNING or job.doing not in DOINGS:
        return ""
    blanks = {"done": _grouped(job.done, frame.language), "of": _grouped(job.of, frame.language)}
    is_open = not job.of and job.doing not in _UNCOUNTED
    return frame.say(f"doing.{job.doing}{'_so_far' if is_open else ''}").format(**blanks)


def seconds_words(frame: Frame, seconds: float | None) -> str:
    """How long something took."""
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return f"{max(1, round(seconds))}{NBSP}s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes}{NBSP}min {rest:02}{NBSP}s"


def _grouped(number: int, language: str) -> str:
    return f"{number:,}".replace(",", THIN if language == "fr" else ",")
