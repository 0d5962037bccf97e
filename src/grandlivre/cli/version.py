"""What to name when reporting a fault."""

import platform
from importlib.metadata import PackageNotFoundError, version

from grandlivre import __version__

_OPTIONAL = ("distributed", "openai", "pyarrow", "spacy")


def version_lines() -> list[str]:
    """The versions of grandlivre, of Python and of the optional parts that are installed."""
    lines = [f"grandlivre {__version__}", f"Python {platform.python_version()}"]
    for name in _OPTIONAL:
        try:
            lines.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return lines
