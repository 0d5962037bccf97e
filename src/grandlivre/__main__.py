"""``python -m grandlivre`` does what the ``grandlivre`` command does."""

import sys

from grandlivre.cli import main

if __name__ == "__main__":
    sys.exit(main())
