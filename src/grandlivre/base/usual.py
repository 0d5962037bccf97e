"""Records whose JSON is as it should be: for each type a function is written that reads no other.

What it refuses is read again by `grandlivre.base.decoding`, which says what is wrong with it.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NoReturn, Union, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]
_SCALARS = (str, int, bool, float)


class UnusualError(ValueError):
    """A value that needs a closer look."""


@cache
def usual_of(kind: Any) -> Reader:
    """The function that makes a record of that type from plain values, as `orjson` gives them.

    Raises
    ------
    UnusualError
        From the function, for what is of another shape; KeyError, TypeError and ValueError too.

    Notes
    -----
    A number with a fraction or of more than 64 bits has lost digits by then: where a decimal
    should be, only whole numbers are taken.

    Examples
    --------
    >>> from grandlivre.base.interval import Interval
    >>> usual_of(Interval)({"low": 3, "high": None})
    Interval(low=Decimal('3'), high=None)
    """
    try:
        return _written(kind, ())
    except (TypeError, ValueError):  # a type that only the careful way knows, or neither
        return lambda _: _refused()


def _written(kind: Any, above: tuple[Any, ...]) -> Reader:
    """Write the function: one expression, that calls nothing for what is plain."""
    if kind in above:  # a record that holds others of its own kind
        return lambda plain: usual_of(kind)(plain)
    names: dict[str, Any] = {"refused": _refused}
    if is_dataclass(kind):
        names["made"], hints, above = kind, get_type_hints(kind), (*above, kind)
        given = {each.name: f"plain[{each.name!r}]" for each in fields(kind)}
        read_each = (
            f"{field}={_expression(hints[field], value, names, above)}"
            for field, value in given.items()
        )
        source = f"made({', '.join(read_each)})"
    else:
        source = _expression(kind, "plain", names, above)
    # As the standard library writes the methods of dataclasses; no value of any file is in it.
    read: Reader = eval(f"lambda plain: {source}", names)
    return read


def _expression(kind: Any, value: str, names: dict[str, Any], above: tuple[Any, ...]) -> str:
    """What reads a value, which is an expression too, as a type; `names` takes what it calls."""
    # What is looked at twice is worked out once.
    first, it = (value, value) if value.isidentifier() else (f"(it := {value})", "it")
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (other,) = (each for each in parts if each is not types.NoneType)
        return f"(None if {first} is None else {_expression(other, it, names, above)})"
    if origin is tuple:
        inner = _expression(parts[0], "each", names, above)
        made = f"tuple([{inner} for each in {it}]) if {it} else ()"
        return f"(({made}) if type({first}) is list else refused())"
    if origin is Mapping:
        inner = _expression(parts[1], "each", names, above)
        made = f"{{key: {inner} for key, each in {it}.items()}}"
        return f"({made} if type({first}) is dict else refused())"
    name = f"name{len(names)}"
    if is_dataclass(kind):
        names[name] = _written(kind, above)
        return f"{name}({value})"
    if issubclass(kind, Enum):
        names[name] = {each.value: each for each in kind}
        return f"{name}[{value}]"
    names[name] = kind
    if kind in _SCALARS:
        return f"({it} if type({first}) is {name} else refused())"
    if kind is Decimal:
        return f"({name}({it}) if type({first}) is int else refused())"
    if kind is date:
        return f"({name}.fromisoformat({it}) if type({first}) is str else refused())"
    raise TypeError(kind)


def _refused() -> NoReturn:
    raise UnusualError
