"""Words of a text with their places, once, so that every rule reads the same ones.

French elisions stand alone (``l'`` ``Essonne``), English possessives too (``Blackstone`` ``'s``);
a hyphen, an ampersand or a dot inside a name does not split it (``Seine-et-Marne``, ``AT&T``), nor
does an elision between hyphens (``Villeneuve-d'Ascq``).
Columns instead of records: a document has thousands of words, and most are only passed over.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import methodcaller

_FORMS = (
    r"[^\W\d_]\w++(?!['.&+-])"  # most words: what follows makes them nothing else
    r"|[^\w\s']"
    r"|\d+(?:[.,]\d+)*"
    r"|(?:[A-ZÀ-Þ]\.){2,5}"  # J.D., U.S.
    r"|P\.-?D\.-?G\.?"
    r"|(?:[Mm]|[Mm]rs?|[Mm]s|[Dd]r|[Mm]me)\.(?=\s|$)"
    r"|O'[A-ZÀ-Þ]\w+"  # O'Brien
    r"|(?:[LlDdSsNnJjCcMmTt]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu|[Pp]resqu)'(?=[^\W_])"
    r"|'[sS]\b"
    r"|[^\W\d_]\w*(?:-[dDlL]'\w+|[-&+.]\w+)*"  # Villeneuve-d'Ascq, AT&T
    r"|'"
)
# The first form, for letters of Latin-1 alone, is several times faster than one for any letters;
# blanks are passed over within a match, for looking for the next one tries each form at each.
_TOKEN = re.compile(rf"[\s_]*+([A-Za-zÀ-ÖØ-öø-ÿ]{{2,}}+(?![\w'.&+-])|{_FORMS})")
_SPAN = methodcaller("span", 1)


@dataclass(slots=True)
class Tokens:
    """Parallel columns, one row a token: where it stands, and its lower-case form."""

    starts: list[int]
    ends: list[int]
    words: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, position: int) -> int:
        """Number of the first token that starts at or after a position of the text."""
        return bisect_left(self.starts, position)

    def until(self, position: int) -> int:
        """Number of the first token that ends after a position of the text."""
        return bisect_left(self.ends, position + 1)


def tokenize(text: str, low: str) -> Tokens:
    """Split a view's text into words.

    Parameters
    ----------
    text, low
        The text of a view, and the same in lower case, of the same length.

    Examples
    --------
    >>> tokenize("L'Essonne, Blackstone's 8,5 Md€", "l'essonne, blackstone's 8,5 md€").words
    ["l'", 'essonne', ',', 'blackstone', "'s", '8,5', 'md', '€']
    """
    spans = list(map(_SPAN, _TOKEN.finditer(text)))
    return Tokens([s for s, _ in spans], [e for _, e in spans], [low[s:e] for s, e in spans])


def lower_case(text: str) -> str:
    """Lower case that keeps the length, so that both have the same offsets."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low
