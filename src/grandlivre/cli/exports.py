"""The command that exports a ledger; its work is in a module that only it loads."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages


def add_export(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``export``."""

    @app.command("export", cls=command)
    def export(
        source: Annotated[str, typer.Argument()] = "out/run",
        to: Annotated[str | None, typer.Option("--to")] = None,
        db: Annotated[str | None, typer.Option("--db")] = None,
        out: Annotated[str | None, typer.Option("--out")] = None,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.exporting import export_command

        with quiet_pipe():
            return export_command(say, source, to=to, db=db, out=out)
