"""One spelling for all spellings of a name: what lexicons and gazetteers are keyed by."""

import unicodedata
from functools import cache

# Letters that Unicode does not decompose, as French and English keyboards write them.
_LIGATURES = {
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "ŋ": "ng",
    "ŧ": "t",
    "ĸ": "k",
}


@cache
def _ascii_table() -> dict[int, str]:
    """Map each ASCII character to its folded form; anything but letters and digits is a space."""
    return {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


def fold(name: str) -> str:
    """Fold a name: case, accents, ligatures, apostrophes, hyphens and punctuation.

    Parameters
    ----------
    name
        The name as a text writes it, in any script.

    Returns
    -------
    str
        Lower-case letters and digits without accents, in words separated by one space.
        Folding a folded name changes nothing.

    Notes
    -----
    Compatibility decomposition (Unicode NFKD) without its combining marks, as in Unicode
    Technical Report 30's accent folding, then case folding. "AT&T" gives "at t": every
    sign parts words, so that "Île-de-France" and "Ile de France" meet.

    Examples
    --------
    >>> fold("L'Haÿ-les-Roses")
    'l hay les roses'
    >>> fold("  ÉLECTRICITÉ de France (EDF) ")
    'electricite de france edf'
    >>> fold("Sacré-Cœur"), fold("Łódź")
    ('sacre coeur', 'lodz')
    """
    if name.isascii():
        return " ".join(name.translate(_ascii_table()).split())
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    letters = []
    for char in unicodedata.normalize("NFKD", decomposed):
        if char.isalnum():
            letters.append(_LIGATURES.get(char, char))
        elif not unicodedata.combining(char) and unicodedata.category(char) != "Cf":
            letters.append(" ")
    return " ".join("".join(letters).split())
