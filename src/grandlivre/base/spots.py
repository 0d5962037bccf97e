"""Where a text that a library cannot parse goes wrong, in words for any language."""

import re
from json import JSONDecodeError

_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_TWICE = ("overwrite", "twice", "Duplicate", "Cannot declare")


def json_spot(error: ValueError | RecursionError, *, is_line: bool = False) -> str:
    r"""The place of a fault in JSON.

    Parameters
    ----------
    error
        What the parser raised.
    is_line
        True where the text is one line, whose number is told elsewhere.

    Examples
    --------
    >>> json_spot(JSONDecodeError("Expecting value", "[1,\n 2, ]", 8))
    'line 2, column 5'
    >>> json_spot(JSONDecodeError("Expecting value", "[1, 2, ", 7), is_line=True)
    'the end'
    """
    if not isinstance(error, JSONDecodeError):
        return "the end"
    if not error.doc[error.pos :].strip():
        return "the end"
    line, column = error.lineno, error.colno
    return f"column {column}" if is_line else f"line {line}, column {column}"


def toml_spot(error: ValueError) -> str:
    """The place of a fault in TOML, and whether it is that a name stands there twice.

    Examples
    --------
    >>> toml_spot(ValueError("Expected '=' after a key (at line 3, column 5)"))
    'line 3, column 5'
    >>> toml_spot(ValueError("Cannot overwrite a value (at line 3, column 5)"))
    'line 3, column 5, where a name stands twice'
    >>> toml_spot(ValueError("Expected ']' (at end of document)"))
    'the end'
    """
    told = str(error)
    found = _LINE.search(told)
    if found is None:
        return "the end"
    line, column = found.groups()
    if any(word in told for word in _TWICE):
        return f"line {line}, column {column}, where a name stands twice"
    return f"line {line}, column {column}"
