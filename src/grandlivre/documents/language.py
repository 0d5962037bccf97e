"""The language of a text: a few small words tell it, a model is asked where they do not."""

from grandlivre.documents import words

_LANGUAGES = frozenset(words.LANGUAGES.split())
_FRENCH = (" les ", " des ", " et ", " une ", " du ")
_ENGLISH = (" the ", " of ", " and ", " to ", " is ")
# Asked where those leave it open. A neighbouring language may have one or two of them, and often
# ("sur" in Spanish, "will" in German): so different ones are counted.
_MORE_FRENCH = (
    " dans ", " pour ", " avec ", " aux ", " été ", " même ", " cette ", " nous ", " vous ",
    " sont ", " leur ", " mais ", " être ", " ces ", " elle ",
)  # fmt: skip
_MORE_ENGLISH = (
    " that ", " with ", " from ", " which ", " this ", " have ", " been ", " its ", " their ",
    " would ", " you ", " our ", " said ", " they ", " what ",
)  # fmt: skip


def language_of(text: str) -> str:
    """The main language of a text, as an ISO 639-1 code; ``und`` where it has no words.

    Parameters
    ----------
    text
        A stored text or a view of it; its first 2,000 characters decide.

    Notes
    -----
    A count of five small words of French and of English decides in a few microseconds where one
    outweighs the other three to one; where it does not, so do different words out of twenty.
    py3langid is asked otherwise: its model takes half a second to load.

    Examples
    --------
    >>> language_of("The plan is for the north and it is by far the largest of the two.")
    'en'
    >>> language_of("Le plan est pour le nord et les sites sont dans une ville du sud.")
    'fr'
    """
    for size in (500, 2000):
        sample = text[:size]
        french, english = (sum(map(sample.count, small)) for small in (_FRENCH, _ENGLISH))
        if found := _outweighing(french, english):
            return found
    different = (_FRENCH + _MORE_FRENCH, _ENGLISH + _MORE_ENGLISH)
    french, english = (sum(each in sample for each in small) for small in different)
    if found := _outweighing(french, english):
        return found
    if not any(char.isalpha() for char in sample):
        return "und"
    from py3langid import rank

    return next((str(code) for code, _ in rank(sample) if code in _LANGUAGES), "und")


def _outweighing(french: int, english: int) -> str | None:
    if french >= 3 and french >= 3 * english:
        return "fr"
    if english >= 3 and english >= 3 * french:
        return "en"
    return None
