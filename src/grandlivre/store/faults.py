"""What a database complains of, as one clear line that names the place and the remedy."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from grandlivre.errors import CodecError, StoreError

# What SQLite says, in the order in which to look; PostgreSQL says it by a code.
_OF_SQLITE = (
    ("disk is full", "full"),
    ("is locked", "locked"),
    ("readonly", "readonly"),
    ("read-only", "readonly"),
    ("not a database", "foreign"),
    ("malformed", "damaged"),
    ("decode to utf-8", "damaged"),
    ("no such table", "damaged"),
    ("no such column", "damaged"),
    ("constraint failed", "damaged"),
    ("disk i/o error", "unreadable"),
    ("unable to open", "unreadable"),
)
_OF_POSTGRESQL = {
    "53100": "full",
    "55P03": "locked",
    "25006": "readonly",
    "42501": "forbidden",
    "28P01": "forbidden",
    "28000": "forbidden",
    "3D000": "missing",
    "53300": "busy",
    "57P01": "gone",
    "57P02": "gone",
    "57P03": "gone",
    "XX001": "damaged",
    "XX002": "damaged",
    "42P01": "damaged",
}


@contextmanager
def faults_of(where: str) -> Iterator[None]:
    """Turn what a database raises in the block into an error for people.

    Parameters
    ----------
    where
        The file or the address, without password.

    Raises
    ------
    StoreError
        Says what is the matter and what to do.
    """
    try:
        yield
    except DBAPIError as error:
        raise store_error(where, error) from error
    except SQLAlchemyError as error:
        raise _said(where, "", _first_line(error)) from error
    except OSError as error:  # the driver lets some through
        raise _said(where, "gone", error.strerror or str(error)) from error
    except (CodecError, ValueError, TypeError, OverflowError) as error:
        # Bytes of a damaged file where a record, a text or a number should be.
        raise damaged(where) from error


def store_error(where: str, error: DBAPIError) -> StoreError:
    """The error for people that stands for a database's."""
    fields = _fields(error)
    if fields is not None:
        return _said(where, _OF_POSTGRESQL.get(fields.get("C", ""), ""), fields.get("M", ""))
    told = error.orig.args[0] if error.orig is not None and error.orig.args else ""
    text = str(told).partition(" (timeout is")[0]  # how the driver ends what it could not reach
    if type(error.orig).__module__.startswith("pg8000"):
        return _said(where, "gone", text)
    lower = text.lower()
    return _said(where, next((kind for words, kind in _OF_SQLITE if words in lower), ""), text)


def _fields(error: BaseException) -> dict[str, str] | None:
    """What PostgreSQL said, as pg8000 hands it on.

    When a server refuses a client and hangs up at once, pg8000 stumbles over that while it tidies
    up, and the reason is found only behind the stumbling.
    """
    cause: BaseException | None = error
    while cause is not None:
        if cause.args and isinstance(cause.args[0], dict):
            return cause.args[0]
        cause = cause.__cause__ or cause.__context__
    return None


def damaged(where: str) -> StoreError:
    """A database whose content cannot be what was written."""
    return _said(where, "damaged", "")


def _said(where: str, kind: str, text: str) -> StoreError:
    error = _WORDS[kind](" ".join(text.split())[:200] or "no reason given")
    error.where = where
    return error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


_WORDS: dict[str, Callable[[str], StoreError]] = {
    "full": lambda _: StoreError(
        "the disk is full",
        remedy="make room, then run the same command again: what is recorded is kept",
    ),
    "locked": lambda _: StoreError(
        "another program has been writing to the ledger for too long",
        remedy="wait for it or end it, then run the same command again",
    ),
    "readonly": lambda _: StoreError(
        "the ledger can be read but not written here",
        remedy="name another place with --db, or allow writing to the file and its folder",
    ),
    "foreign": lambda _: StoreError("is no ledger of grandlivre", remedy="check the name"),
    "damaged": lambda _: StoreError(
        "the ledger is damaged",
        remedy="put back a copy, or remove it and read the texts again",
    ),
    "unreadable": lambda _: StoreError(
        "the ledger cannot be opened",
        remedy="check the name, the folder and its permissions",
    ),
    "forbidden": lambda cause: StoreError(
        f"the database refuses access ({cause})", remedy="check user, password and rights"
    ),
    "missing": lambda cause: StoreError(
        f"the server has no such database ({cause})",
        remedy="create it with createdb, or check the address",
    ),
    "busy": lambda _: StoreError(
        "the database server takes no more connections", remedy="try again later"
    ),
    "gone": lambda _: StoreError(
        "the database server does not answer",
        remedy="check that it runs, and its address; then run the same command again",
    ),
    "": lambda cause: StoreError(
        f"the database reports a fault ({cause})", remedy="look into its own log"
    ),
}
"""How each kind of fault is told; the database's own words where they help."""
