"""The command that exports a ledger; its work is in a module that only it loads."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages


def add_export(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``export``."""

    @app.command("export", cls=command)
    def export(
        source: Annotated[str | None, typer.Argument()] = None,
        to: Annotated[str | None, typer.Option("--to")] = None,
        out: Annotated[str | None, typer.Option("--out")] = None,
        db: Annotated[str | None, typer.Option("--db")] = None,
        as_of: Annotated[str | None, typer.Option("--as-of")] = None,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.exporting import export_command

        with quiet_pipe():
            given = {"db": db, "lang": lang}
            return export_command(say, source, to=to, out=out, as_of=as_of, given=given)
