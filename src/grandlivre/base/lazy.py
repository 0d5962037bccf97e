"""What an object works out when it is first asked for."""

import re
from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

_Value = TypeVar("_Value")


class lazy(Generic[_Value]):  # noqa: N801 (a decorator)
    """A property worked out when first asked for, and kept from then on.

    `functools.cached_property` without its lock, which until Python 3.12 costs more than most of
    what is kept for one sentence of a text.

    Examples
    --------
    >>> class Sentence:
    ...     def __init__(self, text: str) -> None:
    ...         self.text = text
    ...
    ...     @lazy
    ...     def words(self) -> list[str]:
    ...         return self.text.split()
    >>> sentence = Sentence("deux mots")
    >>> sentence.words is sentence.words
    True
    """

    def __init__(self, find: Callable[[Any], _Value]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type | None = None) -> _Value: ...
    def __get__(self, instance: object, owner: type | None = None) -> Self | _Value:
        if instance is None:
            return self
        # Kept beside the object's other attributes, which are looked at first from now on.
        found = instance.__dict__[self._name] = self._find(instance)
        return found


class LatePattern:
    """A regular expression that is written and compiled when first matched.

    Of a thousand small ones a text needs a few; compiling all of them takes a quarter of a second.

    Examples
    --------
    >>> pattern = LatePattern(lambda: "(?:site|sites)(?![a-z])")
    >>> pattern.match("12 sites", 3).span()
    (3, 8)
    """

    def __init__(self, write: Callable[[], str]) -> None:
        self._write = write

    def match(self, text: str, at: int) -> re.Match[str] | None:
        """The expression's match at a place of a text."""
        # Kept beside this method, in whose stead it is found from now on.
        match = self.__dict__["match"] = re.compile(self._write()).match
        return match(text, at)
