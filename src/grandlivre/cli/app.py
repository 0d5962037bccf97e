"""Commands and their options; each command's work is in a module that only it loads."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from grandlivre.cli.assumptions import add_parameters
from grandlivre.cli.campuses import add_campus
from grandlivre.cli.exports import add_export
from grandlivre.cli.finances import add_finance
from grandlivre.cli.help import classes, usage
from grandlivre.cli.outlooks import add_outlook
from grandlivre.cli.pipes import PipeClosedError, full, open_missing, quiet_pipe, silence
from grandlivre.cli.questions import add_questions
from grandlivre.cli.serves import add_serve
from grandlivre.cli.traces import add_trace
from grandlivre.errors import ConfigError, GrandlivreError
from grandlivre.reference.messages import Messages, language_of, messages

OK, SOMETHING_FAILED, USAGE = 0, 1, 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Parameters
    ----------
    argv
        Arguments without the program's name; those of the process by default.

    Returns
    -------
    int
        0 where all went well, 1 where something failed, 2 where the command makes no sense.
    """
    open_missing()
    words = _asked_for(list(sys.argv[1:] if argv is None else argv))
    say = messages(language_of(_asked_language(words), os.environ))
    try:
        status = build(say)(args=words, prog_name="grandlivre", standalone_mode=False)
        sys.stdout.flush()
        if status == INTERRUPTED:
            sys.stderr.write(say.say("usage.interrupted") + "\n")
        return status if isinstance(status, int) else OK
    except (PipeClosedError, BrokenPipeError):
        silence()
        return OK
    except OSError as error:
        what = full(error)
        if what is None:
            raise
        silence()
        return _fail(SOMETHING_FAILED, say.say("usage.error", what=say.error(what)))
    except ConfigError as error:
        return _fail(USAGE, say.say("usage.error", what=say.error(error)))
    except GrandlivreError as error:
        return _fail(SOMETHING_FAILED, say.say("usage.error", what=say.error(error)))
    except typer.TyperException as error:
        return _fail(USAGE, usage(say, error, words))


def build(say: Messages) -> Any:
    """The command line in one language: what takes the arguments."""
    group, command = classes(say)
    app = typer.Typer(cls=group, add_completion=False, rich_markup_mode=None)

    @app.callback(invoke_without_command=True)
    def top(
        context: typer.Context,
        # Found before the command line is built, in whose language; here it is only let pass.
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> None:
        if context.invoked_subcommand is None:
            sys.stdout.write(context.get_help() + "\n")

    @app.command("read", cls=command)
    def read(
        files: Annotated[list[str] | None, typer.Argument()] = None,
        form: Annotated[str | None, typer.Option("--format")] = None,
        out: Annotated[str | None, typer.Option("--out")] = None,
        workers: Annotated[str | None, typer.Option("--workers")] = None,
        engine: Annotated[str | None, typer.Option("--engine")] = None,
        scheduler: Annotated[str | None, typer.Option("--scheduler")] = None,
        model: Annotated[tuple[str, str] | None, typer.Option("--model")] = None,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.reading import read_command

        given = {"workers": workers, "engine": engine, "scheduler": scheduler, "lang": lang}
        with quiet_pipe():
            return read_command(say, files or [], form=form, out=out, given=given, model=model)

    _add_run(app, command, say)
    add_questions(app, command, say)
    add_outlook(app, command, say)
    add_campus(app, command, say)
    add_finance(app, command, say)
    add_trace(app, command, say)
    _add_judge(app, command, say)
    add_export(app, command, say)
    add_parameters(app, command, say)
    add_serve(app, command, say)

    @app.command("version", cls=command)
    def version(lang: Annotated[str | None, typer.Option("--lang")] = None) -> None:
        from grandlivre.cli.version import version_lines

        sys.stdout.write("".join(f"{line}\n" for line in version_lines()))

    return typer.main.get_command(app)


def _add_run(app: typer.Typer, command: Any, say: Messages) -> None:
    @app.command("run", cls=command)
    def run(
        sources: Annotated[list[str] | None, typer.Argument()] = None,
        out: Annotated[str, typer.Option("--out")] = "out/run",
        campus: Annotated[str | None, typer.Option("--campus")] = None,
        db: Annotated[str | None, typer.Option("--db")] = None,
        workers: Annotated[str | None, typer.Option("--workers")] = None,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.running import run_command

        with quiet_pipe():
            given = {"workers": workers, "db": db, "lang": lang, "campus": campus}
            return run_command(say, sources or [], out=out, given=given)


def _add_judge(app: typer.Typer, command: Any, say: Messages) -> None:
    @app.command("judge", cls=command)
    def judge(
        names: Annotated[list[str] | None, typer.Argument()] = None,
        db: Annotated[str | None, typer.Option("--db")] = None,
        same: Annotated[bool, typer.Option("--same")] = False,
        not_same: Annotated[bool, typer.Option("--not-same")] = False,
        unsure: Annotated[bool, typer.Option("--unsure")] = False,
        note: Annotated[str | None, typer.Option("--note")] = None,
        by: Annotated[str | None, typer.Option("--by")] = None,
        reverse: Annotated[int | None, typer.Option("--reverse")] = None,
        list_all: Annotated[bool, typer.Option("--list")] = False,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.judging import judge_command
        from grandlivre.entities.model import Ruling

        rulings = {Ruling.SAME: same, Ruling.NOT_SAME: not_same, Ruling.UNSURE: unsure}
        given = {"db": db, "note": note, "by": by, "lang": lang}
        with quiet_pipe():
            return judge_command(
                say, names or [], rulings=rulings, reverse=reverse, list_all=list_all, given=given
            )


def _asked_for(words: list[str]) -> list[str]:
    """The words with what people type out of habit put as it is said here.

    Other tools have ``help COMMAND``, ``-h`` and ``--version``; whoever tries them finds the same
    here.
    """
    if "-h" in words[:2]:
        words = ["--help" if word == "-h" else word for word in words]
    if words[:1] == ["help"]:
        return [*words[1:], "--help"]
    return ["version", *words[1:]] if words[:1] == ["--version"] else words


def _asked_language(words: Sequence[str]) -> str | None:
    """What ``--lang`` says, wherever it stands before a ``--``."""
    words = words[: words.index("--")] if "--" in words else words
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == "--lang":
            return following
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return None


def _fail(status: int, message: str) -> int:
    sys.stderr.write(message + "\n")
    return status
