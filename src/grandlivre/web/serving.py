"""Serving: processes that answer, one that works on jobs, and ending all of them gracefully."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from types import FrameType

from grandlivre.errors import ConfigError
from grandlivre.pipeline.working import Worker
from grandlivre.web.logs import log_lines
from grandlivre.web.options import ServeOptions

LOG = logging.getLogger("grandlivre.web")
_GRACE_SECONDS = 10
_RESTART_SECONDS = 2.0


def serve(options: ServeOptions) -> None:
    """Serve until told to stop.

    Parameters
    ----------
    options
        What is served, where, and by how many processes.

    Raises
    ------
    ConfigError
        Where packages that it needs are not installed, or the address cannot be served.
    """
    try:
        import uvicorn
    except ImportError as error:
        raise ConfigError(
            "the application needs packages that are not installed",
            remedy="pip install 'grandlivre[web]'",
        ) from error
    log_lines()
    os.environ.update(options.to_environment())
    # The server passes the signal on when it has ended: it must not end this process at once.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _Working():
        uvicorn.run(
            "grandlivre.web.process:served",
            factory=True,
            host=options.host,
            port=options.port,
            workers=options.workers if options.workers > 1 else None,
            proxy_headers=options.is_behind_proxy,
            server_header=False,
            access_log=False,
            log_config=None,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            timeout_keep_alive=30,
            limit_concurrency=1_000,
            h11_max_incomplete_event_size=32_768,
        )


class _Working:
    """A process that works on jobs beside those that answer; begun anew where it dies."""

    def __init__(self) -> None:
        self._is_over = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> "_Working":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _keep(self) -> None:
        while not self._is_over.is_set():
            self._process = subprocess.Popen([sys.executable, "-m", "grandlivre.web.process"])
            status = self._process.wait()
            if not self._is_over.wait(_RESTART_SECONDS):
                LOG.warning("worker ended", extra={"said": {"status": status}})


def work(options: ServeOptions) -> None:
    """Work on jobs until told to stop; what is under way then goes back to the queue."""
    log_lines()

    def told(said: Mapping[str, object]) -> None:
        LOG.info(str(said.get("event", "")), extra={"said": dict(said)})

    worker = Worker(options.place, told=told)

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    threading.Thread(target=_stop_alone, args=(worker, os.getppid()), daemon=True).start()
    worker.run()


def _stop_alone(worker: Worker, parent: int) -> None:
    """End the work once nobody serves any more: whoever started it was killed."""
    while os.getppid() == parent:
        time.sleep(_RESTART_SECONDS)
    worker.stop()
