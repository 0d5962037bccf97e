"""Commands of the application; their work is in modules that only they load."""

from typing import Annotated, Any

import typer

from grandlivre.cli.pipes import quiet_pipe
from grandlivre.reference.messages import Messages


def add_serve(app: typer.Typer, command: Any, say: Messages) -> None:
    """Add ``serve`` and ``user``."""

    @app.command("serve", cls=command)
    def serve(
        db: Annotated[str | None, typer.Option("--db")] = None,
        host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
        port: Annotated[int, typer.Option("--port")] = 8000,
        workers: Annotated[int, typer.Option("--workers")] = 1,
        is_behind_proxy: Annotated[bool, typer.Option("--behind-proxy")] = False,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.serving import serve_command

        return serve_command(
            say,
            {"db": db, "lang": lang},
            address=(host, port),
            workers=workers,
            is_behind_proxy=is_behind_proxy,
        )

    @app.command("user", cls=command)
    def user(
        words: Annotated[list[str] | None, typer.Argument()] = None,
        role: Annotated[str | None, typer.Option("--role")] = None,
        db: Annotated[str | None, typer.Option("--db")] = None,
        lang: Annotated[str | None, typer.Option("--lang")] = None,
    ) -> int:
        from grandlivre.cli.accounts import user_command

        with quiet_pipe():
            return user_command(say, words or [], role=role, given={"db": db, "lang": lang})
