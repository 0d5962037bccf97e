"""How the scheduler is compiled, and what its processor does with bits."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

from numba import njit, types
from numba.extending import intrinsic

_Function = TypeVar("_Function", bound=Callable[..., Any])


class _Compiler(Protocol):
    def __call__(self, function: _Function, /) -> _Function: ...


# Compiled code counts references to each table at each call, with instructions that wait for the
# memory: more than half of all time went there. Nothing here makes an array or keeps one, so that
# there is nothing to count.
_OPTIONS: dict[str, Any] = {"cache": True, "error_model": "numpy", "_nrt": False}
compiled: _Compiler = njit(**_OPTIONS)
inlined: _Compiler = njit(**_OPTIONS, inline="always")


def _lowest_bit(_context: Any, _bits: Any) -> Any:
    def code(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], context.get_constant(types.boolean, False))

    return types.int64(types.int64), code


def _bit_length(_context: Any, _number: Any) -> Any:
    def code(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        above = builder.ctlz(arguments[0], context.get_constant(types.boolean, False))
        return builder.sub(context.get_constant(types.int64, 64), above)

    return types.int64(types.int64), code


lowest_bit = cast("Callable[[int], int]", intrinsic(_lowest_bit))
"""The place of the lowest bit that is set; one instruction."""
bit_length = cast("Callable[[int], int]", intrinsic(_bit_length))
"""How many bits a number of nought or more has; one instruction."""
