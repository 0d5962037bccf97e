"""Make the font of one blank: ``python -m scripts.make_thin_space``; needs fontTools and brotli.

French groups digits with a narrow no-break space (U+202F). The page's faces lack it, and browsers
then make one of half a space: too little to tell thousands apart. This font holds nothing else.
"""

import sys
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FONT = Path(__file__).resolve().parent.parent / "src/grandlivre/report/fonts/thin-space.woff2"
_EM, _WIDTH = 1000, 180
"""A little under the space of the text's face (200), which stands between words."""


def _box() -> Any:
    """What stands for a missing letter; browsers refuse a font that draws nothing at all."""
    pen: Any = TTGlyphPen(None)
    pen.moveTo((20, 0))
    for corner in ((20, 700), (160, 700), (160, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def main() -> None:
    names = [".notdef", "thin"]
    made: Any = FontBuilder(_EM, isTTF=True)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({0x202F: "thin"})
    made.setupGlyf({".notdef": _box(), "thin": TTGlyphPen(None).glyph()})
    made.setupHorizontalMetrics(dict.fromkeys(names, (_WIDTH, 0)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Thin space", "styleName": "Regular"})
    made.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    made.setupPost(keepGlyphNames=False)
    made.font.flavor = "woff2"
    made.save(FONT)
    sys.stdout.write(f"{FONT.name}: {FONT.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
