"""The command that looks through recordings; its work is in a module that only it loads."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages


def add_trace(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``trace``, of which ``trace audit`` is the one thing to do so far."""

    @app.command("trace", cls=command)
    def trace(
        words: Annotated[list[str] | None, typer.Argument()] = None,
        accelerators: Annotated[float | None, typer.Option("--accelerators")] = None,
        nodes: Annotated[str | None, typer.Option("--nodes")] = None,
        form: Annotated[str | None, typer.Option("--format")] = None,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.auditing import trace_command

        with quiet_pipe():
            return trace_command(say, words or [], (accelerators, nodes), form=form)
