"""Logs as one JSON object a line, on standard error."""

import json
import logging
import sys
from datetime import UTC, datetime


class _Lines(logging.Formatter):
    """A record as JSON: when, how grave, what, and the fields that came with it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "said", {}),
        }
        if record.exc_info:
            said["trace"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


def log_lines(level: str = "INFO") -> None:
    """Have this process log so, whoever logs."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel("WARNING")
    logging.getLogger("grandlivre").setLevel(level)
    logging.getLogger("uvicorn.error").setLevel("WARNING")
