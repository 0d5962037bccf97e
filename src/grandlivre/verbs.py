"""The four verbs on the package itself, loaded only when they are used.

``import grandlivre`` must stay quick, for every command begins with it; and `grandlivre.outlook`
must be a verb to who calls it and the subpackage to who looks inside it.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

NAMES = ("operate", "outlook", "read", "reconcile")
"""Of the functions of `grandlivre.notebook` that the package lends."""
_FACE = "grandlivre.notebook"


class _Package(ModuleType):
    """The package with its verbs."""

    def __getattr__(self, name: str) -> Any:
        if name in NAMES:
            return getattr(import_module(_FACE), name)
        raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")

    def __setattr__(self, name: str, value: object) -> None:
        # The import system sets each subpackage as it is loaded.
        if name in NAMES and isinstance(value, ModuleType):
            value.__class__ = _Callable
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *NAMES})


class _Callable(ModuleType):
    """A subpackage that is called by the verb of its name."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the verb gives."""
        return getattr(import_module(_FACE), self.__name__.rpartition(".")[2])(*args, **kwargs)


def lend_to(package: str) -> None:
    """Make a package answer to the verbs.

    Parameters
    ----------
    package
        Its name; it must be loading or loaded.
    """
    sys.modules[package].__class__ = _Package
