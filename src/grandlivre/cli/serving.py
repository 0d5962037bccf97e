"""``grandlivre serve``: the application over a ledger's database."""

import errno
import os
import socket
import sys
from collections.abc import Mapping

from grandlivre.config import settings
from grandlivre.errors import ConfigError
from grandlivre.pipeline.whereabouts import USUAL_FOLDER, ledger_at
from grandlivre.reference.messages import Messages

_PORTS = range(1, 65_536)
_MOST_WORKERS = 64


def serve_command(
    say: Messages,
    given: Mapping[str, str | None],
    *,
    address: tuple[str, int],
    workers: int,
    is_behind_proxy: bool,
) -> int:
    """Serve until told to stop; returns the exit status."""
    place = ledger_at(settings(os.environ, given).db or USUAL_FOLDER)
    host, port = address
    if port not in _PORTS:
        raise ConfigError(f"{port} is no port", where="--port", remedy="give one from 1 to 65535")
    if not 1 <= workers <= _MOST_WORKERS:
        raise ConfigError(
            f"{workers} is no number of processes",
            where="--workers",
            remedy=f"give one from 1 to {_MOST_WORKERS}",
        )
    _check_address(host, port)
    try:
        from grandlivre.web import ServeOptions, serve
    except ImportError as error:
        raise ConfigError(
            "the application needs packages that are not installed",
            remedy="pip install 'grandlivre[web]'",
        ) from error
    options = ServeOptions(
        place=place, host=host, port=port, workers=workers, is_behind_proxy=is_behind_proxy
    )
    shown = f"[{host}]" if ":" in host else host
    sys.stderr.write(say.say("serve.begins", address=f"http://{shown}:{port}/") + "\n")
    serve(options)
    return 0


def _check_address(host: str, port: int) -> None:
    """See that this machine has that address and that the port is free, before much is loaded."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ConfigError(
                f"port {port} is in use", where="--port", remedy="give another one"
            ) from error
        if error.errno == errno.EACCES:
            raise ConfigError(
                f"port {port} is kept for the system", where="--port", remedy="give one above 1023"
            ) from error
        raise ConfigError(
            f"{host} is no address of this machine",
            where="--host",
            remedy="give 127.0.0.1 for this machine alone, or 0.0.0.0 for all that reach it",
        ) from error
