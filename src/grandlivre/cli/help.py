"""Help that teaches, and words for commands that make no sense, from the catalogue."""

import os
import re
import shlex
import shutil
import textwrap
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from typer.core import TyperCommand, TyperGroup

from grandlivre.reference.messages import Messages

QUESTIONS = ("ledger", "total", "conflicts", "explain", "diff", "changes", "plan")
"""Commands that ask a ledger."""
_WIDEST = 88
_NARROWEST = 50
# What help calls the value of an option: words to choose from, or a key of the catalogue.
_VALUES = {
    "to": "csv|parquet|frictionless|annotations|iati|oc4ids|ftm",
    "export.out": "word.path",
    "format": "table|jsonl|csv|html",
    "engine": "local|dask",
    "lang": "fr|en",
    "workers": "word.number",
    "scheduler": "word.address",
    "model": "word.url_name",
    "out": "word.file",
    "run.out": "word.folder",
    "run.campus": "word.name",
    "outlook.by": "project|site|investor|country|programme",
    "outlook.format": "table|json|csv|parquet|pypsa",
    "outlook.out": "word.path",
    "finance.format": "table|json|csv",
    "finance.year": "word.number",
    "scenario": "word.scenario",
    "given": "word.condition",
    "draws": "word.number",
    "seed": "word.number",
    "judge.note": "word.words",
    "judge.db": "word.database",
    "serve.host": "word.address",
    "serve.port": "word.number",
    "role": "reader|analyst|administrator",
    "judge.by": "word.name",
    "judge.reverse": "word.number",
    "db": "word.database",
    **{f"{name}.format": "table|json" for name in QUESTIONS},
    "parameters.format": "table|json|csv",
    "campus.format": "table|json|csv|parquet|pypsa",
    "campus.out": "word.folder",
    "events": "word.names",
    "year": "word.year",
    "seeds": "word.number",
    "trace.format": "table|json",
    "accelerators": "word.number",
    "nodes": "word.file",
    "own": "word.file",
    "by": "investor|nature|purpose|place|year|stage",
    "as-of": "word.day",
    "of": "word.total",
    "since": "word.day",
    "kind": "word.kind",
    "country": "word.country",
}


def classes(say: Messages) -> tuple[type[TyperGroup], type[TyperCommand]]:
    """The classes of commands whose ``--help`` is written in the language of `say`."""

    class Group(TyperGroup):
        def format_help(self, ctx: Any, formatter: Any) -> None:
            formatter.write(group_help(say, self, ctx))

    class Command(TyperCommand):
        def format_help(self, ctx: Any, formatter: Any) -> None:
            formatter.write(command_help(say, self, ctx))

    return Group, Command


def group_help(say: Messages, group: Any, context: Any) -> str:
    """What the tool is, examples, and its commands."""
    names = group.list_commands(context)
    width = max(map(len, names))
    lines = [
        f"grandlivre — {say.say('app.title')}",
        "",
        _usage_line(say, f"grandlivre {say.say('help.command_word')} {_options_word(say)}"),
        "",
        *_paragraphs(say.say("app.about")),
        "",
        f"{say.say('help.commands')}{_colon(say)}",
        *(f"  {name:<{width}}  {say.say(f'{name}.title')}" for name in names),
        "",
        *_examples(say, "app"),
    ]
    return "\n".join(lines)


def command_help(say: Messages, command: Any, context: Any) -> str:
    """What a command does, examples, and its options."""
    name = command.name
    takes = say.say(f"{name}.files") if say.has(f"{name}.files") else ""
    words = " ".join(part for part in (f"grandlivre {name}", takes, _options_word(say)) if part)
    lines = [
        f"grandlivre {name} — {say.say(f'{name}.title')}",
        "",
        _usage_line(say, words),
        "",
        *_paragraphs(say.say(f"{name}.about")),
        "",
        *_examples(say, name),
        "",
        f"{say.say('help.options')}{_colon(say)}",
        *_options(say, name, command),
    ]
    return "\n".join(lines)


def usage(say: Messages, error: Any, words: Sequence[str]) -> str:
    """A command that makes no sense: what about it, and where help is."""
    context = getattr(error, "ctx", None)
    if context is not None:
        command = context.command_path
    else:  # typer forgets the command where an option lacks its value
        named = [_plain(word) for word in words[:1] if not word.startswith("-")]
        command = " ".join(["grandlivre", *named])
    what = say.say("usage.error", what=_what(say, error, words))
    return f"{what}\n{say.say('usage.hint', command=command)}"


def _what(say: Messages, error: Any, words: Sequence[str]) -> str:
    """Tell typer's errors apart by their classes' names: its public face leaves most out."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        what = say.say("usage.no_option", name=_plain(error.option_name))
        near = ", ".join(sorted(error.possibilities or ()))
        return say.say("usage.did_you_mean", what=what, names=near) if near else what
    if kind == "BadOptionUsage":
        number = re.search(r"requires (\d+) arguments", str(error.message))
        if number:
            return say.say("usage.needs_values", name=_plain(error.option_name), number=number[1])
        return say.say("usage.needs_value", name=_plain(error.option_name))
    if kind == "BadParameter" and error.param is not None:
        option = error.param.opts[0]
        is_whole = "integer" in str(error.message)
        what = say.say("usage.needs_whole" if is_whole else "usage.needs_number", name=option)
        typed = _typed(words, error.param.opts)
        return what if typed is None else say.say("usage.not", what=what, typed=typed)
    if kind == "MissingParameter" and error.param is not None:
        return say.say("usage.missing", name=_plain(error.param.name))
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    if message.startswith("No such command"):
        quoted = message.removeprefix("No such command").split("'")[1:2]
        name = _plain(quoted[0] if quoted else "")
        what = say.say("usage.no_command", name=name)
        near = ", ".join(get_close_matches(name, _commands(error), n=2, cutoff=0.7))
        return say.say("usage.did_you_mean", what=what, names=near) if near else what
    if "unexpected extra argument" in message:
        extra = message.partition("(")[2].partition("(")[2].rpartition(")")[0]
        return say.say("usage.extra", words=_plain(extra))
    return _plain(message)


def _typed(words: Sequence[str], options: Sequence[str]) -> str | None:
    """What was typed as an option's value; None where it does not stand there."""
    for word, following in zip(words, [*words[1:], None], strict=True):
        if word in options:
            return None if following is None else _plain(following)
        option, equals, value = word.partition("=")
        if equals and option in options:
            return _plain(value)
    return None


def _commands(error: Any) -> list[str]:
    """The commands among which one was looked for."""
    group = getattr(getattr(error, "ctx", None), "command", None)
    return list(getattr(group, "commands", ()))


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def _usage_line(say: Messages, words: str) -> str:
    return f"{say.say('help.usage')}{_colon(say)} {words}"


def _options_word(say: Messages) -> str:
    return say.say("help.options_word")


def _colon(say: Messages) -> str:
    return "\u00a0:" if say.language == "fr" else ":"


def _columns() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        # Not str.split(), which would take no-break spaces for breaks.
        lines += [*textwrap.wrap(paragraph.replace("\n", " "), _columns()), ""]
    return lines[:-1]


def _examples(say: Messages, name: str) -> list[str]:
    """Each example's command as it is to be typed, then what it does."""
    lines = [f"{say.say('help.examples')}{_colon(say)}"]
    for line in say.say(f"{name}.examples").splitlines():
        if line.startswith(" "):
            lines += textwrap.wrap(
                line.strip(), _columns(), initial_indent="      ", subsequent_indent="      "
            )
        else:
            lines.append(f"  {line}")
    return lines


def _options(say: Messages, name: str, command: Any) -> list[str]:
    rows: list[tuple[str, str]] = []
    for param in command.params:
        option = param.opts[0]
        if not option.startswith("--"):
            continue
        key = option.removeprefix("--")
        value = _VALUES.get(f"{name}.{key}", _VALUES.get(key, ""))
        value = say.say(value) if value.startswith("word.") else value
        own = f"{name}.option.{key}"
        text = say.say(own if say.has(own) else f"help.{key}")
        rows.append((f"{option} {value}".rstrip(), text))
    rows.append(("--help", say.say("help.help")))
    indent = " " * 6
    lines: list[str] = []
    for option, text in rows:
        lines.append(f"  {option}")
        lines += textwrap.wrap(
            text, _columns(), initial_indent=indent, subsequent_indent=indent,
            break_on_hyphens=False,
        )  # fmt: skip
    return lines


def db_option(place: str | None) -> str:
    """How an example names the ledger that was named; nothing where it was the usual one.

    An address may hold a password, which no example repeats.
    """
    if place is None:
        return ""
    from grandlivre.store import is_address  # help alone opens no ledger

    return f" --db {'…' if is_address(place) else shlex.quote(place)}"


def stdout_columns() -> int:
    """Columns of the terminal that is written to; 80 where there is none."""
    try:
        return os.get_terminal_size(1).columns
    except OSError:
        return int(os.environ.get("COLUMNS", "") or 80)
