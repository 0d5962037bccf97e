"""Which names are worth comparing: pairs that share something rare, found without trying all."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

from grandlivre.entities.profile import Profile

# A block of more names than this says nothing of any two of them; a longer one is cut down to
# its neighbours in the alphabet.
_MOST = 40
_NEIGHBOURS = 4
LONG_NAME = 8
_LONG_WORD = 6
_PREFIX = 5

Pair = tuple[int, int]


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

    Notes
    -----
    Blocks are of names with the same key, the same letters, the same meaning in both languages,
    an acronym and what it can stand for, the same letters but one (each name is filed under all
    that one deletion leaves of it, so that no pair one edit apart is missed), a short form and
    its long ones, a rare word in common, and the same beginning (sorted neighbourhood:
    Hernández and Stolfo 1995, doi 10.1145/223784.223807). The work grows with the number of
    names times the size of the blocks, which is bounded.
    """
    found: set[Pair] = set()
    for block in _blocks(profiles):
        found.update(_pairs(block, fresh))
    return sorted(found)


def _blocks(profiles: Sequence[Profile]) -> Iterator[list[int]]:
    for filed in (_whole, _deletions, _acronyms, _beginnings):
        yield from _file((place, key) for place, each in enumerate(profiles) for key in filed(each))
    counts: dict[str, int] = defaultdict(int)
    for each in profiles:
        for word in each.big:
            counts[word] += 1
    yield from _file(
        (place, key) for place, each in enumerate(profiles) for key in _rare_words(each, counts)
    )


def _file(keys: Iterable[tuple[int, Hashable]]) -> Iterator[list[int]]:
    """Blocks of two or more names under one key."""
    blocks: dict[Hashable, list[int]] = {}
    for place, key in keys:
        block = blocks.setdefault(key, [])
        if not block or block[-1] != place:
            block.append(place)
    return (block for block in blocks.values() if len(block) > 1)


def _whole(each: Profile) -> Iterator[Hashable]:
    """The name as a whole: its key, its letters, its meaning."""
    yield each.joined
    if each.meaning:
        yield each.meaning
    yield from (("id", number) for number in each.name.ids)
    if each.name.known:
        yield ("known", each.name.known)


def _deletions(each: Profile) -> Iterator[Hashable]:
    """What is left of the name without any one letter, beside the whole."""
    letters = each.joined
    if len(letters) < LONG_NAME:
        return
    yield letters
    for place in range(len(letters)):
        # Letters alike give the same rest.
        if not place or letters[place] != letters[place - 1]:
            yield letters[:place] + letters[place + 1 :]


def _acronyms(each: Profile) -> Iterator[Hashable]:
    if each.acronym:
        yield each.acronym
    yield from each.initials


def _beginnings(each: Profile) -> Iterator[Hashable]:
    """Every beginning of whole words: a short form is one of its long form's."""
    for count in range(1, len(each.words) + 1):
        yield each.words[:count]


def _rare_words(each: Profile, counts: dict[str, int]) -> Iterator[Hashable]:
    """Words that few names have; pairs of words where all are common; starts of rare words."""
    words = sorted(each.big, key=lambda word: (counts[word], word))
    rare = [word for word in words if counts[word] <= _MOST]
    for word in rare[:3]:
        yield word
        if len(word) >= _LONG_WORD:
            yield ("begins", word[:_PREFIX], len(each.words))
    if not rare:
        for place, word in enumerate(words[:3]):
            for other in words[place + 1 : 3]:
                yield (word, other)


def _pairs(block: Sequence[int], fresh: int) -> Iterator[Pair]:
    if len(block) <= _MOST:
        for at, second in enumerate(block):
            if second >= fresh:
                yield from ((first, second) for first in block[:at])
        return
    for at, second in enumerate(block):
        for first in block[max(0, at - _NEIGHBOURS) : at]:
            if second >= fresh:
                yield (first, second)
