"""``grandlivre judge``: a person's word on who is who."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime

from grandlivre.cli.help import stdout_columns
from grandlivre.config import settings
from grandlivre.entities.model import Decision, Judgement, Ruling
from grandlivre.errors import ConfigError
from grandlivre.pipeline.judging import Judged, borne, history, judge_names, offered, take_back
from grandlivre.pipeline.whereabouts import USUAL_FOLDER, ledger_at
from grandlivre.reference.messages import Messages
from grandlivre.report.answers import Paper, bearers_answer, offers_answer
from grandlivre.report.answers.bearers import feature_line, signed

_NO_TIME_ZONE = "%Y-%m-%d %H:%M"


def judge_command(
    say: Messages,
    names: Sequence[str],
    *,
    rulings: Mapping[Ruling, bool],
    reverse: int | None,
    list_all: bool,
    given: Mapping[str, str | None],
) -> int:
    """Record, take back or list judgements; returns the exit status."""
    asked = settings(os.environ, {"db": given.get("db"), "lang": given.get("lang")})
    place = ledger_at(asked.db or USUAL_FOLDER)
    by, note = given.get("by") or "", given.get("note") or ""
    said = [ruling for ruling, is_said in rulings.items() if is_said]
    if list_all:
        return _show(say, place, names)
    if reverse is not None:
        record = take_back(place, reverse, by=by, note=note)
        text = say.say("judge.reversed", number=reverse, first=record.first, second=record.second)
        sys.stdout.write(text + "\n")
        return 0
    if len(names) != 2 or len(said) != 1 or not all(map(str.strip, names)):
        raise ConfigError(
            "two names and one judgement are needed",
            remedy="name two parties, with --same, --not-same or --unsure",
        )
    judged = judge_names(place, (names[0], names[1]), said[0], by=by, note=note)
    for line in _told(say, judged, said[0]):
        sys.stdout.write(line + "\n")
    for line in _warned(say, judged):
        sys.stderr.write(line + "\n")
    return 0


def _show(say: Messages, place: str, names: Sequence[str]) -> int:
    """Who bears names, with all decisions; without names all judgements, and what waits for one."""
    paper = Paper(say, width=stdout_columns())
    if names:
        found = borne(place, names)
        if not found:
            sys.stderr.write(say.say("bearer.nobody", asked=" | ".join(names)) + "\n")
            return 1
        sys.stdout.write(bearers_answer(paper, found))
        return 0
    for line in _listed(say, history(place)):
        sys.stdout.write(line + "\n")
    sys.stdout.write(offers_answer(paper, offered(place)))
    return 0


def _told(say: Messages, judged: Judged, ruling: Ruling) -> list[str]:
    decision = judged.decision
    lines = [
        say.say(
            "judge.recorded",
            number=judged.number,
            first=decision.first,
            second=decision.second,
            ruling=say.say(f"judge.ruling.{ruling.value}"),
        ),
        say.say(
            "judge.alone",
            verdict=say.say(f"judge.verdict.{decision.verdict.value}"),
            score=signed(decision.score, say.language),
        ),
        *_features(say, decision),
    ]
    return lines + [say.say("judge.unknown", name=name) for name in judged.unknown]


def _features(say: Messages, decision: Decision) -> list[str]:
    return [feature_line(feature, say.language) for feature in decision.features]


def _warned(say: Messages, judged: Judged) -> list[str]:
    return [
        say.say(
            "judge.warning",
            number=warned.apart.number,
            first=warned.apart.first,
            second=warned.apart.second,
            chain=" = ".join(warned.chain),
        )
        for warned in judged.warnings
    ]


def _listed(say: Messages, records: Sequence[Judgement]) -> list[str]:
    if not records:
        return [say.say("judge.none")]
    gone = {each.reverses for each in records}
    numbers = {each.id: each.number for each in records}
    lines = []
    for each in records:
        if each.reverses:
            state = say.say("judge.state.reverses", number=numbers[each.reverses])
        else:
            state = say.say("judge.state.reversed" if each.id in gone else "judge.state.stands")
        about = " · ".join(part for part in (each.by, each.note) if part)
        when = datetime.fromisoformat(each.at).strftime(_NO_TIME_ZONE)
        lines.append(
            f"{each.number:>4}  {when}  {say.say(f'judge.ruling.{each.ruling.value}'):<14}  "
            f"{each.first} | {each.second}  ({state}){'  ' + about if about else ''}"
        )
    return lines
