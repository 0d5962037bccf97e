"""The style that the report and its pages share: fonts, colours by day and by night, charts."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

from markupsafe import Markup

FONTS = (
    ("Source Serif 4", 600, "source-serif-4-latin-600-normal.woff2"),
    ("Source Sans 3", 400, "source-sans-3-latin-400-normal.woff2"),
    ("Source Sans 3", 600, "source-sans-3-latin-600-normal.woff2"),
)
"""Family, weight and file of each face."""
THIN_SPACE = "thin-space.woff2"
"""The blank between thousands, which those faces lack; browsers would make it too narrow."""


def faces(address: Callable[[str], str]) -> Iterable[str]:
    """Rules that bring the faces in.

    Parameters
    ----------
    address
        From a file's name to where it is found.
    """
    for family, weight, name in FONTS:
        yield (
            f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;"
            f"src:url({address(name)}) format('woff2')}}"
        )
    yield (
        "@font-face{font-family:'Thin space';unicode-range:U+202F;"
        f"src:url({address(THIN_SPACE)}) format('woff2')}}"
    )


@cache
def style_sheet() -> str:
    """Colours and charts.

    The colours of the night stand once in their file; here they are given twice, for those whose
    system asks for them and for those who choose them on a page.
    """
    dark = _read("dark.css")
    chosen = (
        "@media screen and (prefers-color-scheme:dark){"
        f":root:not([data-theme=light]){{{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}"
    )
    return _read("report.css").replace("/* dark */", chosen)


@cache
def style() -> Markup:
    """The style sheet with its fonts inside it, for pages of one file."""
    inside = faces(lambda name: f"data:font/woff2;base64,{_encoded(name)}")
    return Markup("\n".join([*inside, style_sheet()]))


def script() -> Markup:
    """The little script that opens what a link leads to."""
    return Markup(_read("report.js"))


def _encoded(name: str) -> str:
    return b64encode((files("grandlivre.report") / "fonts" / name).read_bytes()).decode("ascii")


def _read(name: str) -> str:
    return (files("grandlivre.report") / "templates" / name).read_text(encoding="utf-8")
