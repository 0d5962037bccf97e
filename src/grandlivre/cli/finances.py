"""The command that finances a campus; its work is in a module that only it loads."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages


def add_finance(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``finance``."""

    @app.command("finance", cls=command)
    def finance(
        name: Annotated[str, typer.Argument()] = "",
        hosting: Annotated[bool, typer.Option("--hosting")] = False,
        scenario: Annotated[str | None, typer.Option("--scenario")] = None,
        year: Annotated[int | None, typer.Option("--year")] = None,
        draws: Annotated[int | None, typer.Option("--draws")] = None,
        seed: Annotated[int | None, typer.Option("--seed")] = None,
        own: Annotated[str | None, typer.Option("--own")] = None,
        form: Annotated[str | None, typer.Option("--format")] = None,
        out: Annotated[str | None, typer.Option("--out")] = None,
        db: Annotated[str | None, typer.Option("--db")] = None,
        as_of: Annotated[str | None, typer.Option("--as-of")] = None,
        everything: Annotated[bool, typer.Option("--all")] = False,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.financing import FinanceAsked, finance_command

        asked = FinanceAsked(
            name=name,
            hosting=hosting,
            scenario=scenario,
            year=year,
            draws=draws,
            seed=seed,
            own=own,
            form=form,
            out=out,
            as_of=as_of,
            everything=everything,
        )
        with quiet_pipe():
            return finance_command(say, asked, {"db": db, "lang": lang})
