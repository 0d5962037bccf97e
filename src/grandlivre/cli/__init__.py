"""The command line: a thin face, in French and English, over `grandlivre.pipeline`."""

from grandlivre.cli.app import main

__all__ = ["main"]
