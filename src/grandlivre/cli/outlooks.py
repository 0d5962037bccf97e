"""The command that projects the ledger; its work is in a module that only it loads."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages


def add_outlook(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``outlook``, with ``outlook compare``."""

    @app.command("outlook", cls=command)
    def outlook(
        words: Annotated[list[str] | None, typer.Argument()] = None,
        scenario: Annotated[str | None, typer.Option("--scenario")] = None,
        by: Annotated[str | None, typer.Option("--by")] = None,
        given: Annotated[list[str] | None, typer.Option("--given")] = None,
        draws: Annotated[int | None, typer.Option("--draws")] = None,
        seed: Annotated[int | None, typer.Option("--seed")] = None,
        own: Annotated[str | None, typer.Option("--own")] = None,
        is_calibrated: Annotated[bool, typer.Option("--calibrated")] = False,
        form: Annotated[str | None, typer.Option("--format")] = None,
        out: Annotated[str | None, typer.Option("--out")] = None,
        db: Annotated[str | None, typer.Option("--db")] = None,
        as_of: Annotated[str | None, typer.Option("--as-of")] = None,
        workers: Annotated[str | None, typer.Option("--workers")] = None,
        engine: Annotated[str | None, typer.Option("--engine")] = None,
        scheduler: Annotated[str | None, typer.Option("--scheduler")] = None,
        everything: Annotated[bool, typer.Option("--all")] = False,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.projecting import OutlookAsked, outlook_command

        asked = OutlookAsked(
            words=tuple(words or ()),
            scenario=scenario,
            by=by,
            given=tuple(given or ()),
            draws=draws,
            seed=seed,
            own=own,
            form=form,
            out=out,
            as_of=as_of,
            everything=everything,
            is_calibrated=is_calibrated,
        )
        settings = {
            "db": db,
            "workers": workers,
            "engine": engine,
            "scheduler": scheduler,
            "lang": lang,
        }
        with quiet_pipe():
            return outlook_command(say, asked, settings)
