"""Pictures of the pages: ``python -m scripts.page_images [FOLDER] [--all OUT]``.

FOLDER is a folder of pages that a run wrote (``out/run/report``). Those that the documentation
shows go to ``docs/images``; with ``--all``, one page of each kind in both languages, at both
widths and in both colours, goes to OUT, to be looked at.
"""

import argparse
import sys
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
_DESK, _PHONE = (1440, 1000), (390, 844)
# Name of the picture, language, page, window, colours.
_SHOWN = (
    ("overview", "en", "index", _DESK, "light"),
    ("overview-dark", "fr", "index", _DESK, "dark"),
    ("overview-phone", "fr", "index", _PHONE, "light"),
    ("ledger", "en", "ledger", _DESK, "light"),
    ("entry", "en", "entries", _DESK, "light"),
    ("entry-phone", "en", "entries", _PHONE, "dark"),
    ("conflict", "fr", "conflicts/", _DESK, "light"),
    ("places", "en", "places", _DESK, "light"),
    ("document", "en", "documents/", _DESK, "light"),
    ("outlook", "fr", "outlook", _DESK, "light"),
    ("campus", "en", "campus", _DESK, "light"),
    ("parties", "fr", "parties", _DESK, "dark"),
    ("method", "fr", "method", _DESK, "dark"),
)


def pages_of(folder: Path, language: str) -> dict[str, Path]:
    """One page of each kind: of things, the one that has most on it."""
    home = folder.resolve() / language
    found = {path.stem: path for path in sorted(home.glob("*.html"))}
    for group in sorted(each for each in home.iterdir() if each.is_dir()):
        fullest = max(group.glob("*.html"), key=_fullness, default=None)
        if fullest is not None:
            found[f"{group.name}/"] = fullest
    found["entries"] = found["entries/"]
    return found


def _fullness(path: Path) -> tuple[int, bool, int]:
    """Pages with most ranges and with something at stake before others, then the longest."""
    text = path.read_text("utf-8")
    return text.count("range n-"), 'class="big"' in text, len(text)


def pictured(
    browser: Any, path: Path, window: tuple[int, int], scheme: str, *, whole: bool
) -> Image.Image:
    """A page as it is seen in a window, or all of it."""
    width, height = window
    scale = 2 if width < 500 and not whole else 1
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=scale
    )
    page = context.new_page()
    page.goto(path.as_uri())
    taken = page.screenshot(full_page=whole)
    context.close()
    return Image.open(BytesIO(taken)).convert("RGB")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path, default=ROOT / "out" / "run" / "report")
    asked.add_argument("--all", type=Path, dest="every")
    given = asked.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        IMAGES.mkdir(exist_ok=True)
        for name, language, page, window, scheme in _SHOWN:
            path = pages_of(given.folder, language)[page]
            image = pictured(browser, path, window, scheme, whole=False)
            image.save(IMAGES / f"page-{name}.webp", quality=72, method=6)
        for language, window, scheme in product(("fr", "en"), (_DESK, _PHONE), ("light", "dark")):
            if given.every is None:
                break
            given.every.mkdir(parents=True, exist_ok=True)
            for page, path in pages_of(given.folder, language).items():
                image = pictured(browser, path, window, scheme, whole=True)
                name = f"{page.replace('/', '-one')}-{language}-{window[0]}-{scheme}.webp"
                image.crop((0, 0, image.width, min(image.height, 8000))).save(given.every / name)
        browser.close()
    total = sum(path.stat().st_size for path in IMAGES.glob("page-*.webp"))
    sys.stdout.write(f"{IMAGES.relative_to(ROOT)}: {total / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main()
