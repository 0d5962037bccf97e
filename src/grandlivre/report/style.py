"""The style sheet with its fonts, and the little script, as pages hold them inside."""

from base64 import b64encode
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_FONTS = (
    ("Source Serif 4", 600, "source-serif-4-latin-600-normal.woff2"),
    ("Source Sans 3", 400, "source-sans-3-latin-400-normal.woff2"),
    ("Source Sans 3", 600, "source-sans-3-latin-600-normal.woff2"),
)


@cache
def style() -> Markup:
    """The style sheet with its fonts inside it."""
    faces = [
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{_encoded(name)}) format('woff2')}}"
        for family, weight, name in _FONTS
    ]
    return Markup("\n".join([*faces, _read("templates/report.css")]))


def script() -> Markup:
    """The little script that opens what a link leads to."""
    return Markup(_read("templates/report.js"))


def _encoded(name: str) -> str:
    return b64encode((files("grandlivre.report") / "fonts" / name).read_bytes()).decode("ascii")


def _read(name: str) -> str:
    return (files("grandlivre.report") / name).read_text(encoding="utf-8")
