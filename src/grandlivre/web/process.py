"""What processes of the application start with: those that answer, and the one that works."""

import os

from grandlivre.web.app import Served, create_app
from grandlivre.web.logs import log_lines
from grandlivre.web.options import ServeOptions
from grandlivre.web.serving import work


def served() -> Served:
    """The application, by the options that the environment holds."""
    log_lines()
    return create_app(ServeOptions.from_environment(os.environ))


if __name__ == "__main__":
    work(ServeOptions.from_environment(os.environ))
