"""The command that runs a campus; its work is in a module that only it loads."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages


def add_campus(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``campus``, with ``run``, ``compare``, ``sweep``, ``events`` and ``designs``."""

    @app.command("campus", cls=command)
    def campus(
        words: Annotated[list[str] | None, typer.Argument()] = None,
        year: Annotated[int | None, typer.Option("--year")] = None,
        is_full: Annotated[bool, typer.Option("--full")] = False,
        seed: Annotated[int | None, typer.Option("--seed")] = None,
        seeds: Annotated[int | None, typer.Option("--seeds")] = None,
        events: Annotated[str | None, typer.Option("--events")] = None,
        out: Annotated[str | None, typer.Option("--out")] = None,
        form: Annotated[str | None, typer.Option("--format")] = None,
        finance: Annotated[bool, typer.Option("--finance")] = False,
        toml: Annotated[bool, typer.Option("--toml")] = False,
        db: Annotated[str | None, typer.Option("--db")] = None,
        workers: Annotated[str | None, typer.Option("--workers")] = None,
        engine: Annotated[str | None, typer.Option("--engine")] = None,
        scheduler: Annotated[str | None, typer.Option("--scheduler")] = None,
        everything: Annotated[bool, typer.Option("--all")] = False,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.operating import CampusAsked, campus_command

        asked = CampusAsked(
            words=tuple(words or ()),
            year=year,
            is_full=is_full,
            seed=seed,
            seeds=seeds,
            events=events,
            out=out,
            form=form,
            finance=finance,
            toml=toml,
            everything=everything,
        )
        settings = {
            "db": db,
            "workers": workers,
            "engine": engine,
            "scheduler": scheduler,
            "lang": lang,
        }
        with quiet_pipe():
            return campus_command(say, asked, settings)
