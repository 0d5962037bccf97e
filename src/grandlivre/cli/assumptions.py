"""The command that shows what is assumed; its work is in a module that only it loads."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages


def add_parameters(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``parameters``."""

    @app.command("parameters", cls=command)
    def parameters(
        names: Annotated[list[str] | None, typer.Argument()] = None,
        form: Annotated[str | None, typer.Option("--format")] = None,
        own: Annotated[str | None, typer.Option("--own")] = None,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.assuming import parameters_command

        with quiet_pipe():
            return parameters_command(say, names or [], form=form, own=own)
