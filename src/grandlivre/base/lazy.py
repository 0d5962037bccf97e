"""What an object works out when it is first asked for."""

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
