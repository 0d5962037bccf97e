"""Files that pages need beside them: style, scripts, fonts; nothing is fetched from elsewhere."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from hashlib import blake2b
from importlib.resources import files

from grandlivre.report.campus.page import campus_style
from grandlivre.report.styles import FONTS, THIN_SPACE, faces, style_sheet

Maker = Callable[[], bytes]

TYPES: Mapping[str, str] = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
}
"""Media types by the ends of names."""


def _static(name: str) -> bytes:
    return (files("grandlivre.report.pages") / "static" / name).read_bytes()


def _font(name: str) -> bytes:
    return (files("grandlivre.report") / "fonts" / name).read_bytes()


@cache
def _style() -> bytes:
    own = _static("pages.css").decode("utf-8")
    return "\n".join([*faces(lambda name: name), style_sheet(), campus_style(), own]).encode(
        "utf-8"
    )


ASSETS: Mapping[str, Maker] = {
    "pages.css": _style,
    **{
        name: partial(_static, name)
        for name in (
            "theme.js",
            "pages.js",
            "ledger.js",
            "job.js",
            "live.css",
            "icon.svg",
            "htmx.min.js",
            "htmx.LICENSE.txt",
        )
    },
    **{name: partial(_font, name) for name in (*(name for _, _, name in FONTS), THIN_SPACE)},
    "fonts.OFL.txt": partial(_font, "OFL.txt"),
}
"""What makes each file, by its name."""

LIVE_ONLY = frozenset({"htmx.min.js", "htmx.LICENSE.txt", "job.js", "live.css"})
"""Files that a folder of pages has no use for."""


@cache
def digest() -> str:
    """Names the state of all files together, so that they can be kept for good."""
    made = blake2b(digest_size=8)
    for name in sorted(ASSETS):
        made.update(name.encode())
        made.update(ASSETS[name]())
    return made.hexdigest()
