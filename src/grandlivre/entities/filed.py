"""Names on file: what of all that is known a new name has to be compared with."""

from collections.abc import Iterable, Sequence

from grandlivre.entities.blocking import Index
from grandlivre.entities.profile import Profile, Whole


class Filed:
    """Names, settled ones and new ones, with what new ones are to be compared with.

    Of names that are alike but for their spelling (`Profile.whole`) one stands for all: a
    settled one before a new one, then the first of the alphabet.

    Parameters
    ----------
    settled
        Names that were compared with one another before.
    """

    def __init__(self, settled: Iterable[Profile]) -> None:
        self._index = Index()
        self._numbers: dict[Whole, int] = {}
        self._settled: list[str] = []
        """By number, the settled form that stands for the others; empty where none is settled."""
        self.long_names = 0
        """Names that an acronym may stand for."""
        self.beside: set[str] = set()
        """Forms that the names last added are to be compared with, and themselves."""
        self._last: list[tuple[int, str]] = []
        for each in settled:
            self._last = [(self._file(each), each.name.form)]
            self.settle()

    def add(self, fresh: Sequence[Profile]) -> list[tuple[str, str]]:
        """File new names; returns the forms to compare, without those of one key."""
        known, numbers = len(self._settled), [self._file(each) for each in fresh]
        self._last = [(number, each.name.form) for number, each in zip(numbers, fresh, strict=True)]
        asked = [pair for pair in zip(numbers, fresh, strict=True) if pair[0] >= known]
        pairs = self._index.pairs(asked)
        forms: dict[int, str] = {}
        for number, form in self._last:
            forms[number] = min(forms.get(number, form), form)
        for number in {number for pair in pairs for number in pair} | set(numbers):
            forms[number] = self._settled[number] or forms[number]
        self.beside = set(forms.values())
        return [(forms[one], forms[other]) for one, other in pairs]

    def settle(self) -> None:
        """Take the names last added for settled."""
        for number, form in self._last:
            self._settled[number] = min(self._settled[number] or form, form)

    def _file(self, each: Profile) -> int:
        self.long_names += bool(each.initials)
        number = self._numbers.get(each.whole)
        if number is not None:
            self._index.add_spelling(number, each)
            return number
        self._settled.append("")
        self._numbers[each.whole] = number = self._index.add(each)
        return number
