"""One tree of errors: each says what went wrong, where, and what to do about it."""


class GrandlivreError(Exception):
    """An error that a person can act on.

    Parameters
    ----------
    what
        What went wrong, in one clause.
    where
        The file, member, row or span concerned; empty where there is none.
    remedy
        What the reader of the message can do; empty where nothing can be done.
    code
        Short name of the kind of error, such as ``encrypted_pdf``, by which a face of the
        package finds its words in another language; empty where it has none.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "", code: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        self.code = code
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" — {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling of exceptions,
        # and errors do travel back from worker processes.
        return _rebuild, (type(self), self.what, self.where, self.remedy, self.code)


def _rebuild(
    kind: type[GrandlivreError], what: str, where: str, remedy: str, code: str = ""
) -> GrandlivreError:
    return kind(what, where=where, remedy=remedy, code=code)


class ReferenceDataError(GrandlivreError):
    """A reference data file of the package, or of the user, is malformed."""


class CodecError(GrandlivreError):
    """A record read from JSON does not have the shape it should have."""


class DocumentError(GrandlivreError):
    """A file could not be read into documents."""


class ModelError(GrandlivreError):
    """The optional language model could not be asked, or answered unusably."""


class EngineError(GrandlivreError):
    """Work could not be spread over processes or machines."""


class ConfigError(GrandlivreError):
    """An option or a setting has a value that makes no sense."""


class AskError(GrandlivreError):
    """What was asked of a ledger has no answer."""


class OutputError(GrandlivreError):
    """A result could not be written."""


class StoreError(GrandlivreError):
    """The database of a ledger cannot be opened, read or written."""


class LedgerError(GrandlivreError):
    """Claims or relations that were handed to the ledger make no sense together."""


class FinanceError(GrandlivreError):
    """A financing is asked for that cannot be worked out."""


class CampusError(GrandlivreError):
    """A campus, its work or its hours are described in a way that makes no sense."""
