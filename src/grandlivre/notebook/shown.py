"""What every result of a notebook can do: show itself, and give its tables to other libraries."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from grandlivre.errors import AskError, OutputError
from grandlivre.export.columns import Shape
from grandlivre.export.parquet import arrow_table
from grandlivre.report.styles import style

Rows = Iterable[Sequence[Any]]


class Shown(ABC):
    """A result with tables; `main` is the one that is meant where none is named."""

    main: str

    @abstractmethod
    def _tables(self) -> Mapping[str, tuple[Shape, Rows]]:
        """Each table with its rows, by name."""

    @abstractmethod
    def _repr_html_(self) -> str:
        """What a notebook shows."""

    @abstractmethod
    def __repr__(self) -> str:
        """What a terminal shows: a line."""

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of its tables."""
        return tuple(self._tables())

    def to_arrow(self, table: str | None = None) -> Any:
        """One of its tables as a ``pyarrow.Table``.

        Parameters
        ----------
        table
            One of `tables`; None for the main one. Amounts are exact decimals; each column says
            what it means and its unit in its metadata.

        Raises
        ------
        AskError
            Where there is no table of that name.
        OutputError
            Where pyarrow is not installed.
        """
        found, name = self._tables(), table or self.main
        if name not in found:
            raise AskError(
                f"there is no table called {name}", remedy=f"use one of {', '.join(found)}"
            )
        return arrow_table(*found[name])

    def to_pandas(self, table: str | None = None, *, is_exact: bool = False) -> Any:
        """One of its tables as a ``pandas.DataFrame``.

        Parameters
        ----------
        table
            As for `to_arrow`.
        is_exact
            True to keep amounts as ``decimal.Decimal``; else they are floats, which pandas sums
            and draws a hundred times faster, with sixteen digits.

        Raises
        ------
        AskError
            Where there is no table of that name.
        OutputError
            Where pyarrow or pandas is not installed.
        """
        found = self.to_arrow(table)
        try:
            frame = found.to_pandas()
        except ModuleNotFoundError as error:
            raise OutputError(
                "pandas is not installed", where="to_pandas", remedy="run: pip install pandas"
            ) from error
        if not is_exact:
            for field in found.schema:
                if "decimal" in str(field.type):
                    frame[field.name] = frame[field.name].astype(float)
        return frame


def framed(body: Markup, *, height: int, more_style: str = "") -> str:
    """A part of a report as a notebook shows it: in a frame, so that no style leaks.

    Parameters
    ----------
    body
        What stands in the page.
    height
        Of the frame, in pixels; what is longer scrolls.
    more_style
        What the report's style sheet lacks for it.
    """
    page = Markup(
        '<!doctype html><html><head><meta charset="utf-8"><style>{}{}</style></head>'
        '<body><main><div class="wrap">{}</div></main></body></html>'
    ).format(style(), Markup(more_style), body)
    return (
        f'<iframe srcdoc="{escape(str(page))}" sandbox="allow-popups" title="Grand Livre" '
        f'width="100%" height="{height}" style="border:0;max-width:70rem"></iframe>'
    )
