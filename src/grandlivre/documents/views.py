"""A tidied view of a document's text that maps every position back to the stored text.

The stored text keeps its no-break spaces, typographic apostrophes, soft hyphens and ligatures,
for evidence must quote it exactly. Grammar is written against the view, where a space is a
space. Most tidying swaps one character for one, so that offsets are the same and the map costs
nothing; only texts with characters to drop or to spell out carry a table of offsets.
"""

import re
from dataclasses import dataclass

_ONE_FOR_ONE = (
    ("\u00a0", " "),  # no-break space
    ("\u202f", " "),  # narrow no-break space
    ("\u2009", " "),  # thin space
    ("\u2007", " "),  # figure space
    ("\u2008", " "),  # punctuation space
    ("\u2002", " "),
    ("\u2003", " "),
    ("\u3000", " "),
    ("\t", " "),
    ("\u2019", "'"),  # typographic apostrophe
    ("\u2018", "'"),
    ("\u02bc", "'"),
    ("\u2032", "'"),
    ("\uff07", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2011", "-"),  # no-break hyphen
    ("\u2010", "-"),
    ("\u2012", "-"),
    ("\u2212", "-"),  # minus sign
    ("\u2014", "\u2013"),  # em dash to en dash: both set off a clause
)

_UNEVEN = {
    "\u00ad": "",  # soft hyphen
    "\u200b": "",  # zero-width space
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",  # word joiner
    "\ufeff": "",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
# A word broken at the end of a line, as PDF pages give it: "inves-\ntissement".
_LINE_BREAK_HYPHEN = re.compile(r"(?<=[a-zà-öø-ÿ])-\r?\n(?=[a-zà-öø-ÿ])")


@dataclass(frozen=True, slots=True)
class View:
    """The tidied text, and the way back.

    Examples
    --------
    >>> view = view_of("109\u202fmilliards d\u2019eu\u00adros")
    >>> view.text
    "109 milliards d'euros"
    >>> view.to_source(0, 21)
    (0, 22)
    """

    text: str
    source: str
    _offsets: tuple[int, ...] | None = None

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Where the view's ``text[start:end]`` stands in the stored text."""
        if self._offsets is None:
            return start, end
        if start == end:
            return self._offsets[start], self._offsets[start]
        # The end is one past the last character kept, so that a dropped character that
        # follows the span (a soft hyphen, say) stays outside of it.
        return self._offsets[start], self._offsets[end - 1] + 1


def view_of(text: str) -> View:
    """Tidy a text for reading: one kind of space, apostrophe and dash; no soft hyphens."""
    tidy = text
    if not text.isascii():
        for odd, plain in _ONE_FOR_ONE:
            if odd in tidy:
                tidy = tidy.replace(odd, plain)
        # One search for each is several times faster than one for any.
        if any(odd in tidy for odd in _UNEVEN):
            return _uneven(tidy, text)
    elif "\t" in tidy:
        tidy = tidy.replace("\t", " ")
    if ("-\n" in tidy or "-\r\n" in tidy) and _LINE_BREAK_HYPHEN.search(tidy):
        return _uneven(tidy, text)
    return View(tidy, text)


def _uneven(tidy: str, text: str) -> View:
    """Drop and spell out characters, keeping for each that remains where it came from."""
    dropped = {i for m in _LINE_BREAK_HYPHEN.finditer(tidy) for i in range(m.start(), m.end())}
    pieces: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(tidy):
        if i in dropped:
            continue
        spelt = _UNEVEN.get(char, char)
        pieces.append(spelt)
        offsets.extend([i] * len(spelt))
    offsets.append(len(tidy))
    return View("".join(pieces), text, tuple(offsets))
