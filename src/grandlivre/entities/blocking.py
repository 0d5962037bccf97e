"""Which names are worth comparing: pairs that share something rare, found without trying all."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from grandlivre.entities.profile import Profile, Whole

# A block of more names than this says nothing of any two of them; a longer one is cut down to
# its neighbours in the alphabet.
_MOST = 40
_NEIGHBOURS = 4
_LONG_NAME = 8
_LONG_WORD = 6
_PREFIX = 5
_RARE_WORDS = 3
# A name of more words than this has a rare one, or says too much to be told by two of them.
_FEW_WORDS = 4

Pair = tuple[int, int]


class Index:
    """Names filed under all that could bring them together with others, one by one.

    What a name is filed under depends on that name alone, so that nothing is filed anew when
    others come, and the pairs found are the same whatever came first. How common a word or a
    block is, is asked when pairs are.

    Examples
    --------
    >>> from grandlivre.entities.model import Name
    >>> from grandlivre.entities.profile import profile
    >>> index = Index()
    >>> names = [profile(Name(form=form)) for form in ("Zephyrion", "Borealia", "Zephirion")]
    >>> numbers = [index.add(each) for each in names]
    >>> index.pairs([(2, names[2])])
    [(0, 2)]

    Notes
    -----
    Blocks are of names with the same key, the same letters, the same meaning in both languages,
    an acronym and what it can stand for, the same letters but one (each name is filed under all
    that one deletion leaves of it, so that no pair one edit apart is missed), a short form and
    its long ones, a word in common that is rare, the beginning of such a word, and two words in
    common where all are common. Of a large block only the nearest in the alphabet are paired
    (sorted neighbourhood: Hernández and Stolfo 1995, doi 10.1145/223784.223807). The work grows
    with the number of names that are asked about times the size of their blocks, which is
    bounded.
    """

    def __init__(self) -> None:
        # Keys by their hash, and a block of one as its number: a hundred thousand names have
        # two million keys.
        self._blocks: dict[int, int | list[int]] = {}
        self._unsorted: set[int] = set()
        self._order: list[Whole] = []

    def add(self, each: Profile) -> int:
        """File a name; returns its number, counted from 0."""
        number = len(self._order)
        self._order.append(each.whole)
        for key in (*_sure_keys(each), *_word_keys(each), *_short_keys(each)):
            self._file(hash(key), number)
        return number

    def add_spelling(self, number: int, each: Profile) -> None:
        """File another spelling of a name: it has the same key, but may have other initials."""
        for key in map(hash, _short_keys(each)):
            block = self._blocks.get(key)
            if not isinstance(block, list) or number not in block:
                self._file(key, number)

    def pairs(self, asked: Iterable[tuple[int, Profile]]) -> list[Pair]:
        """Pairs of one of the names asked about and any other, in order, each once.

        Parameters
        ----------
        asked
            Numbers, and the names that were filed under them.
        """
        found: set[Pair] = set()
        for number, each in asked:
            for key in (*_sure_keys(each), *_short_keys(each), *self._telling(each)):
                for other in self._beside(hash(key), number):
                    found.add((number, other) if number < other else (other, number))
        return sorted(found)

    def _file(self, key: int, number: int) -> None:
        block = self._blocks.get(key)
        if block is None:
            self._blocks[key] = number
        elif isinstance(block, int):
            if block != number:
                self._blocks[key] = [block, number]
        elif block[-1] != number:
            block.append(number)
            if len(block) > _MOST:
                self._unsorted.add(key)

    def _beside(self, key: int, number: int) -> Sequence[int]:
        """The others of a block; of a large one the nearest."""
        block = self._blocks.get(key)
        if block is None or isinstance(block, int):
            return () if block is None or block == number else (block,)
        if len(block) <= _MOST:
            return [other for other in block if other != number]
        if key in self._unsorted:
            block.sort(key=self._rank)
            self._unsorted.discard(key)
        at = bisect_left(block, self._rank(number), key=self._rank)
        around = block[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
        return [other for other in around if other != number]

    def _rank(self, number: int) -> tuple[object, ...]:
        return (*self._order[number], number)

    def _telling(self, each: Profile) -> Iterator[Hashable]:
        """Keys of its rarest words; of pairs of words where all are common."""
        sized = sorted((self._size(_word(word)), word) for word in each.big)
        rare = [word for size, word in sized if size <= _MOST][:_RARE_WORDS]
        for word in rare:
            yield _word(word)
            if word in each.proper and len(word) >= _LONG_WORD:
                yield _beginning(word, each)
        if not rare:
            yield from map(_two_words, combinations([word for _, word in sized[:_RARE_WORDS]], 2))

    def _size(self, key: Hashable) -> int:
        block = self._blocks.get(hash(key))
        return len(block) if isinstance(block, list) else int(block is not None)


def candidates(profiles: Sequence[Profile], fresh: int = 0) -> list[Pair]:
    """Pairs of names that may be one.

    Parameters
    ----------
    profiles
        The names.
    fresh
        Pairs of two names that both stand before this place are left out: they were compared
        before.

    Returns
    -------
    list of Pair
        Places in `profiles`, the smaller first, in order, each pair once.
    """
    index = Index()
    for each in profiles:
        index.add(each)
    return index.pairs((place, profiles[place]) for place in range(fresh, len(profiles)))


def _sure_keys(each: Profile) -> Iterator[Hashable]:
    """What is looked under whatever else there is: the whole name, nearly all of it, its start."""
    letters = each.joined
    yield "letters", letters
    if each.meaning:
        yield "meaning", each.meaning
    for number in each.name.ids:
        yield "id", number
    if each.name.known:
        yield "known", each.name.known
    if len(letters) >= _LONG_NAME:
        yield "cut", letters
        for place in range(len(letters)):
            # Letters alike give the same rest.
            if not place or letters[place] != letters[place - 1]:
                yield "cut", letters[:place] + letters[place + 1 :]
    # A short form is a beginning of its long form.
    for count in range(1, len(each.words) + 1):
        yield "start", each.words[:count]


def _short_keys(each: Profile) -> Iterator[Hashable]:
    """The acronym that it is, and those that it may have."""
    if each.acronym:
        yield "initials", each.acronym
    for letters in each.initials:
        yield "initials", letters


def _word_keys(each: Profile) -> Iterator[Hashable]:
    """Its words: which of them tell it from others is seen when it is asked about."""
    for word in each.big:
        yield _word(word)
        if word in each.proper and len(word) >= _LONG_WORD:
            yield _beginning(word, each)
    if len(each.big) <= _FEW_WORDS:
        yield from map(_two_words, combinations(each.big, 2))


def _word(word: str) -> Hashable:
    return "word", word


def _beginning(word: str, each: Profile) -> Hashable:
    return "begins", word[:_PREFIX], len(each.words)


def _two_words(words: tuple[str, str]) -> Hashable:
    return "words", *sorted(words)
