"""The commands by which people ask a ledger; their work is in a module that only they load."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages

_Db = Annotated[str | None, typer.Option("--db")]
_AsOf = Annotated[str | None, typer.Option("--as-of")]
_By = Annotated[str | None, typer.Option("--by")]
_Format = Annotated[str | None, typer.Option("--format")]
_All = Annotated[bool, typer.Option("--all")]
_Of = Annotated[str | None, typer.Option("--of")]
_Recorded = Annotated[bool, typer.Option("--recorded")]
_Place = Annotated[str | None, typer.Option("--db", "--out")]
_Lang = Annotated[str | None, typer.Option("--lang")]


def add_questions(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``ledger``, ``total``, ``conflicts``, ``explain``, ``diff``, ``changes``, ``plan``."""
    _add_listings(app, command, say)
    _add_explain(app, command, say)
    _add_history(app, command, say)
    _add_plan(app, command, say)


def _add_listings(app: typer.Typer, command: Any, say: Messages) -> None:
    @app.command("ledger", cls=command)
    def ledger(
        db: _Db = None,
        as_of: _AsOf = None,
        recorded: _Recorded = False,
        by: _By = None,
        of: _Of = None,
        form: _Format = None,
        everything: _All = False,
        lang: _Lang = None,
    ) -> int:
        from grandlivre.cli.asking import Asked, ask_ledger

        with quiet_pipe():
            return ask_ledger(Asked(say, db, lang, form, as_of, everything, recorded, of), by)

    @app.command("total", cls=command)
    def total(
        db: _Db = None,
        as_of: _AsOf = None,
        recorded: _Recorded = False,
        by: _By = None,
        of: _Of = None,
        form: _Format = None,
        everything: _All = False,
        lang: _Lang = None,
    ) -> int:
        from grandlivre.cli.asking import Asked, ask_total

        with quiet_pipe():
            return ask_total(Asked(say, db, lang, form, as_of, everything, recorded, of), by)

    @app.command("conflicts", cls=command)
    def conflicts(
        db: _Db = None,
        as_of: _AsOf = None,
        recorded: _Recorded = False,
        kind: Annotated[str | None, typer.Option("--kind")] = None,
        form: _Format = None,
        lang: _Lang = None,
    ) -> int:
        from grandlivre.cli.asking import Asked, ask_conflicts

        with quiet_pipe():
            return ask_conflicts(Asked(say, db, lang, form, as_of, False, recorded), kind)


def _add_explain(app: typer.Typer, command: Any, say: Messages) -> None:
    @app.command("explain", cls=command)
    def explain(
        what: Annotated[list[str] | None, typer.Argument()] = None,
        db: _Db = None,
        as_of: _AsOf = None,
        recorded: _Recorded = False,
        form: _Format = None,
        everything: _All = False,
        lang: _Lang = None,
    ) -> int:
        from grandlivre.cli.asking import Asked, ask_explain

        with quiet_pipe():
            return ask_explain(Asked(say, db, lang, form, as_of, everything, recorded), what or [])


def _add_history(app: typer.Typer, command: Any, say: Messages) -> None:
    @app.command("diff", cls=command)
    def diff(
        days: Annotated[list[str] | None, typer.Argument()] = None,
        db: _Db = None,
        form: _Format = None,
        recorded: _Recorded = False,
        everything: _All = False,
        lang: _Lang = None,
    ) -> int:
        from grandlivre.cli.asking import Asked, ask_diff

        with quiet_pipe():
            asked = Asked(say, db, lang, form, None, everything, recorded)
            return ask_diff(asked, days or [])

    @app.command("changes", cls=command)
    def changes(
        since: Annotated[str | None, typer.Option("--since")] = None,
        db: _Db = None,
        form: _Format = None,
        recorded: _Recorded = False,
        everything: _All = False,
        lang: _Lang = None,
    ) -> int:
        from grandlivre.cli.asking import Asked, ask_changes

        with quiet_pipe():
            asked = Asked(say, db, lang, form, None, everything, recorded)
            return ask_changes(asked, since)


def _add_plan(app: typer.Typer, command: Any, say: Messages) -> None:
    @app.command("plan", cls=command)
    def plan(
        db: _Place = None,
        as_of: _AsOf = None,
        country: Annotated[str | None, typer.Option("--country")] = None,
        flags: Annotated[bool, typer.Option("--flags")] = False,
        own: Annotated[str | None, typer.Option("--own")] = None,
        form: _Format = None,
        everything: _All = False,
        lang: _Lang = None,
    ) -> int:
        from grandlivre.cli.asking import Asked
        from grandlivre.cli.planning import ask_plan

        with quiet_pipe():
            asked = Asked(say, db, lang, form, as_of, everything)
            return ask_plan(asked, country, own, only_flags=flags)
